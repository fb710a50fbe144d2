# SPDX-License-Identifier: EUPL-1.2
"""Charts as a user meets them: what is drawn, read out, picked, and drawn only when seen."""

from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QBrush, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from tests.ui.charts.builders import (
    DECEMBER_2030,
    a_stack,
    click,
    colours_around,
    from_month,
    on_screen,
    some_bars,
    some_lines,
)
from ui.charts import paints
from ui.charts.chart import Chart
from ui.charts.money import MoneyChart
from ui.charts.people import PeopleChart
from ui.charts.power import PowerChart
from ui.charts.stacked_area import StackedAreaChart
from ui.charts.values import Band, ChartValues, StackValues
from ui.theme import Theme, load_theme, mixed

ALL: list[tuple[type[Chart[Any]], ChartValues]] = [
    (StackedAreaChart, a_stack()),
    (MoneyChart, some_bars()),
    (PowerChart, a_stack(title="Power by state")),
    (PeopleChart, some_lines()),
]
every_chart = pytest.mark.parametrize(("kind", "values"), ALL, ids=lambda case: str(case)[:24])


@every_chart
def test_the_value_axis_starts_at_zero(
    window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = on_screen(window, kind(theme), values)

    frame = chart.surface().frame()

    assert chart.surface().value_labels()[0] == "0"
    assert frame is not None
    assert frame.y_at(0) == frame.height


@every_chart
def test_a_chart_tells_a_screen_reader_its_title_unit_summary_and_that_it_is_a_chart(
    window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = on_screen(window, kind(theme), values)

    heard = QAccessible.queryAccessibleInterface(chart)

    assert heard.text(QAccessible.Text.Name) == f"{values.title}, {values.unit}"
    assert heard.text(QAccessible.Text.Description) == values.summary
    assert heard.role() == QAccessible.Role.Chart


@every_chart
def test_a_hidden_chart_waits_until_it_is_shown(
    window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = kind(theme)
    chart.set_values(values)

    assert chart.is_stale()
    assert not chart.legend().entries()

    chart.setParent(window)
    chart.show()

    assert not chart.is_stale()
    assert chart.legend().entries()


@every_chart
def test_a_preview_appears_as_a_ghost_with_its_difference_and_vanishes(
    window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = on_screen(window, kind(theme), values)
    more = {
        StackedAreaChart: a_stack(running=(("DE", 85.0), ("FR", 40.0))),
        PowerChart: a_stack(running=(("DE", 85.0), ("FR", 40.0))),
        MoneyChart: some_bars(union=125.0),
        PeopleChart: some_lines(available=525.0),
    }[kind]
    chart.set_month(DECEMBER_2030)
    keys = chart.legend().entries()

    chart.set_ghost(more)
    assert chart.has_ghost()
    assert chart.time_cursor().delta_text() == "+25"
    assert chart.legend().entries() is keys

    chart.set_ghost(None)
    assert not chart.has_ghost()
    assert not chart.time_cursor().delta_text()


@every_chart
def test_arrow_and_page_keys_move_the_cursor_by_months_and_years(
    window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = on_screen(window, kind(theme), values)
    chart.set_month(DECEMBER_2030)
    picked: list[int] = []
    chart.month_picked.connect(picked.append)

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_End):
        QTest.keyClick(chart, key)

    assert picked == [120, 119, 131, 179]
    assert chart.month() == 179


@every_chart
def test_a_chart_can_be_painted_in_the_dark_theme(
    window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = on_screen(window, kind(theme), values)
    dark = load_theme("dark")

    chart.set_theme(dark)

    image = chart.grab().toImage()
    assert image.pixelColor(image.width() - 3, image.height() // 3) == dark.color("card")


@every_chart
def test_hovering_reads_every_series_at_that_date_and_leaving_ends_it(
    qtbot: QtBot, window: QWidget, theme: Theme, kind: type[Chart[Any]], values: ChartValues
) -> None:
    chart = on_screen(window, kind(theme), values)
    with qtbot.waitSignal(chart.hovered):
        chart.surface().pointed.emit(chart.position_of(DECEMBER_2030))

    shown = [row.label for row in chart.readout().reading().rows]
    assert chart.readout().isVisible()
    assert shown[0] in {"DE", "Union", "available"}

    chart.surface().left.emit()
    assert not chart.readout().isVisible()


def test_a_chart_without_values_shows_nothing_and_does_not_fail(
    window: QWidget, theme: Theme
) -> None:
    chart = on_screen(window, StackedAreaChart(theme))

    chart.set_month(30)
    chart.set_ghost(a_stack())
    chart.retranslate()

    assert chart.table() is None


def test_planned_is_filled_with_a_hatch_on_a_tint_and_running_with_its_plain_colour(
    theme: Theme,
) -> None:
    for index in range(8):
        hue = theme.series(index)
        tint, hatch = paints.fills(theme, index, planned=True)
        assert hatch.style() == Qt.BrushStyle.BDiagPattern
        assert tint.color() != hue
        assert paints.fills(theme, index, planned=False) == (QBrush(hue),)


def test_a_planned_band_is_seen_hatched_where_a_running_one_is_seen_solid(
    window: QWidget, theme: Theme
) -> None:
    both = a_stack(running=(("DE", 100.0),), planned=(("DE", 100.0),))
    chart = on_screen(window, StackedAreaChart(theme), both)

    running = colours_around(chart, 130, 30)
    planned = colours_around(chart, 130, 170)

    assert running == {theme.series(0).name()}
    assert len(planned) > 1


def test_planned_money_is_hatched_too(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, MoneyChart(theme), some_bars(envelope=None))

    assert len(colours_around(chart, 5, 50, reach=2)) == 1
    assert len(colours_around(chart, 5, 200, reach=4)) > 1


def test_the_legend_names_every_group_once_and_marks_planned_as_hollow(
    window: QWidget, theme: Theme
) -> None:
    chart = on_screen(window, StackedAreaChart(theme), a_stack(ghost=80.0, ceiling=120.0))

    assert [(key.label, key.mark) for key in chart.legend().entries()] == [
        ("DE", "solid"),
        ("FR", "solid"),
        ("planned", "planned"),
        ("reference", "thin"),
        ("ceiling", "tick"),
    ]


def test_bands_are_named_where_the_name_fits_and_not_where_it_does_not(
    window: QWidget, theme: Theme
) -> None:
    stack = a_stack(running=(("DE", 90.0), ("MT", 0.5)), planned=())
    chart = on_screen(window, StackedAreaChart(theme), stack)

    assert chart.band_labels() == ("DE",)


def test_the_cursor_says_what_runs_and_apart_from_it_what_is_planned(
    window: QWidget, theme: Theme
) -> None:
    chart = on_screen(window, StackedAreaChart(theme), a_stack())

    chart.set_month(DECEMBER_2030)
    assert chart.time_cursor().text() == "Dec 2030 · 100 EFLOP/s + 50 planned"

    chart.set_month(60)
    assert chart.time_cursor().text() == "Jan 2026 · 100 EFLOP/s"


def test_the_cursor_of_money_says_the_year_and_its_envelope(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, MoneyChart(theme), some_bars())

    chart.set_month(DECEMBER_2030)

    assert chart.time_cursor().text() == "2030 · 220 M€ of 250"


def test_what_is_unknown_is_said_and_not_drawn_as_zero(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, PeopleChart(theme), some_lines())

    reading = chart.reading(some_lines(), 0)

    assert [row.cells for row in reading.rows] == [("500",), ("unknown",)]
    assert theme.series(3).name() not in colours_around(chart, 20, 0, reach=3)


def test_a_click_picks_the_month_under_it(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, StackedAreaChart(theme), a_stack())
    picked: list[int] = []
    chart.month_picked.connect(picked.append)

    click(chart, 90, 50)

    assert len(picked) == 1
    assert abs(picked[0] - 90) <= 1


def test_a_click_on_a_bar_picks_the_december_of_its_year(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, MoneyChart(theme), some_bars())
    picked: list[int] = []
    chart.month_picked.connect(picked.append)

    click(chart, 9, 50)

    assert picked == [DECEMBER_2030]


def test_plus_zooms_towards_the_cursor_and_zero_shows_everything(
    window: QWidget, theme: Theme
) -> None:
    chart = on_screen(window, StackedAreaChart(theme), a_stack())
    chart.set_month(90)

    QTest.keyClick(chart, Qt.Key.Key_Plus)
    first, last = chart.surface().times()
    assert first < 90 < last
    assert last - first < 179

    QTest.keyClick(chart, Qt.Key.Key_0)
    assert chart.surface().times() == (0, 179)


def test_the_wheel_zooms_only_with_ctrl_so_that_the_page_can_scroll(
    window: QWidget, theme: Theme
) -> None:
    chart = on_screen(window, StackedAreaChart(theme), a_stack())

    assert not turn_wheel(chart, Qt.KeyboardModifier.NoModifier)
    assert chart.surface().times() == (0, 179)
    assert turn_wheel(chart, Qt.KeyboardModifier.ControlModifier)
    assert chart.surface().times() != (0, 179)


def turn_wheel(chart: Chart[Any], modifiers: Qt.KeyboardModifier) -> bool:
    """Turn the wheel up by one step over the middle, and tell whether the chart took it."""
    middle = QPointF(chart.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(chart.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, event)
    return event.isAccepted()


def test_a_zoomed_chart_fits_its_value_axis_to_what_is_in_view(
    window: QWidget, theme: Theme
) -> None:
    late = StackValues(
        title="t",
        unit="u",
        source="s",
        as_of="d",
        summary="",
        running=(Band("DE", from_month(0, 10.0) + from_month(170, 990.0), 0),),
    )
    chart = on_screen(window, StackedAreaChart(theme), late)

    chart.surface().set_times(0, 60)

    assert chart.surface().value_labels()[-1] == "10"


def test_a_broken_ceiling_is_red_and_a_held_one_is_not(window: QWidget, theme: Theme) -> None:
    danger = theme.color("danger").name()
    held = on_screen(window, PowerChart(theme), a_stack(ceiling=170.0))
    broken = on_screen(window, PowerChart(theme), a_stack(ceiling=140.0))

    assert danger not in colours_around(held, 113, 170)
    assert danger in colours_around(broken, 113, 140)


def test_planned_load_counts_against_the_grid_but_not_against_a_target_of_capacity(
    window: QWidget, theme: Theme
) -> None:
    danger = theme.color("danger").name()
    power = on_screen(window, PowerChart(theme), a_stack(ceiling=120.0))
    capacity = on_screen(window, StackedAreaChart(theme), a_stack(ceiling=120.0))

    assert danger in colours_around(power, 113, 120)
    assert danger not in colours_around(capacity, 113, 120)


def test_a_bar_over_its_envelope_has_a_red_tick(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, MoneyChart(theme), some_bars(envelope=150.0))

    assert theme.color("danger").name() in colours_around(chart, 9, 150)


def test_a_chart_speaks_the_new_language_after_retranslating(window: QWidget, theme: Theme) -> None:
    chart = on_screen(window, StackedAreaChart(theme), a_stack())
    chart.set_month(62)
    assert chart.time_cursor().text().startswith("Mar 2026")

    set_language("de")
    chart.retranslate()

    assert chart.time_cursor().text().startswith("März 2026")


def test_names_inside_bands_can_be_read_on_every_colour(theme: Theme) -> None:
    for palette in (theme, load_theme("dark")):
        for index in range(8):
            hue = palette.series(index)
            ink, plate = paints.writing(palette, hue)
            assert paints.contrast(ink, plate or hue) >= 4.5


def test_the_soft_area_below_a_curve_is_fainter_than_its_curve(theme: Theme) -> None:
    soft = paints.soft_fill(theme, 0).color()

    assert paints.contrast(soft, theme.color("card")) < paints.contrast(
        mixed(theme.series(0), theme.color("card"), share=1.0), theme.color("card")
    )


def test_unequal_lengths_are_refused_before_anything_is_drawn() -> None:
    with pytest.raises(ValueError, match="180 values expected"):
        StackValues(title="t", unit="u", source="s", as_of="d", summary="", ghost=np.zeros(12))
