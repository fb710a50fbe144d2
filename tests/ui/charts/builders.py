# SPDX-License-Identifier: EUPL-1.2
"""Readable values for charts: a few states, a few years, round numbers."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.charts.chart import Chart, V
from ui.charts.values import (
    Band,
    Column,
    FloatArray,
    Line,
    LineValues,
    StackValues,
    YearBars,
)

JANUARY_2026 = 60
DECEMBER_2030 = 119


def from_month(month: int, amount: float) -> FloatArray:
    """Return nothing before a month and a constant amount from it on."""
    return np.where(np.arange(180) >= month, amount, 0.0)


def a_stack(
    *,
    running: Sequence[tuple[str, float]] = (("DE", 60.0), ("FR", 40.0)),
    planned: Sequence[tuple[str, float]] = (("DE", 20.0), ("FR", 30.0)),
    ghost: float | None = None,
    ceiling: float | None = None,
    title: str = "AI capacity by state",
) -> StackValues:
    """Return states running from January 2026 and planned from January 2030."""
    return StackValues(
        title=title,
        unit="EFLOP/s",
        source="Plan of the programme",
        as_of="23 Nov 2026",
        summary="AI capacity reaches 150 EFLOP/s in 2035.",
        running=tuple(
            Band(label, from_month(JANUARY_2026, amount), index)
            for index, (label, amount) in enumerate(running)
        ),
        planned=tuple(
            Band(label, from_month(108, amount), index)
            for index, (label, amount) in enumerate(planned)
        ),
        ghost=None if ghost is None else np.full(180, ghost),
        ceiling=None if ceiling is None else np.full(180, ceiling),
    )


def some_bars(*, union: float = 100.0, envelope: float | None = 250.0) -> YearBars:
    """Return the same spending every year: the Union's, the states', and some planned."""
    return YearBars(
        title="Spending by year",
        unit="M€",
        source="Financial plan",
        as_of="23 Nov 2026",
        summary="Spending stays at 220 million euro a year.",
        columns=(
            Column("Union", np.full(15, union), 0),
            Column("States", np.full(15, 80.0), 1),
            Column("Planned", np.full(15, 40.0), 2, planned=True),
        ),
        envelope=None if envelope is None else np.full(15, envelope),
    )


def some_lines(*, available: float = 500.0) -> LineValues:
    """Return staff available, and needed only from 2026 on because earlier need is unknown."""
    needed = np.full(180, 800.0)
    needed[:JANUARY_2026] = np.nan
    return LineValues(
        title="People",
        unit="FTE",
        source="Talent plan",
        as_of="23 Nov 2026",
        summary="300 people are missing.",
        lines=(
            Line("available", np.full(180, available), 0, filled=True),
            Line("needed", needed, 3, style="dashed"),
        ),
    )


def on_screen(window: QWidget, chart: Chart[V], values: V | None = None) -> Chart[V]:
    """Show a chart at the size of a card in an open window."""
    chart.resize(360, 230)
    if values is not None:
        chart.set_values(values)
    chart.setParent(window)
    chart.show()
    chart.lay_out()
    return chart


def point_at(chart: Chart[V], position: float, value: float) -> QPointF:
    """Return where a date and a value lie, in the pixels of the chart."""
    frame = chart.surface().frame()
    assert frame is not None
    view = chart.surface().view
    corner = view.mapFromScene(chart.surface().box.sceneBoundingRect().topLeft())
    inside = QPointF(frame.x_at(position), frame.y_at(value)) + QPointF(corner)
    return QPointF(view.mapTo(chart, inside.toPoint()))


def colours_around(chart: Chart[V], position: float, value: float, *, reach: int = 4) -> set[str]:
    """Return the colours of a small square of pixels around a date and a value."""
    image: QImage = chart.grab().toImage()
    middle = point_at(chart, position, value).toPoint()
    steps = range(-reach, reach + 1)
    return {
        QColor(image.pixel(middle.x() + across, middle.y() + down)).name()
        for across in steps
        for down in steps
    }


def click(chart: Chart[V], position: float, value: float) -> None:
    """Click on a date and a value with the left button."""
    viewport = chart.surface().view.viewport()
    inside = viewport.mapFrom(chart, point_at(chart, position, value).toPoint())
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=inside)
