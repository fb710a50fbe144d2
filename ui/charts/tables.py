# SPDX-License-Identifier: EUPL-1.2
"""The table twin of every chart: the same numbers, in rows of dates and columns of series."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from attrs import frozen

from planner import text
from planner.text import _
from ui.charts.values import (
    MONTHS,
    YEARS,
    ChartValues,
    FloatArray,
    LineValues,
    StackValues,
    YearBars,
)

Rhythm = Literal["years", "months"]


@frozen(eq=False)
class Table:
    """Numbers with their names; `cells` has shape (rows, columns), nan where unknown."""

    title: str
    unit: str
    source: str
    as_of: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: FloatArray

    def digits(self) -> int:
        """Return how many decimals show about three significant figures of the largest value."""
        top = float(np.nanmax(np.abs(self.cells), initial=0.0))
        return 0 if top >= 1000 else 1 if top >= 100 else 2 if top >= 1 else 3


def stack_table(values: StackValues, rhythm: Rhythm = "years") -> Table:
    """Return a stacked area as a table: totals, then every group, running and planned."""
    columns = [(_("Running, total"), values.running_total())]
    if values.planned:
        columns.append((_("Planned, total"), values.planned_total()))
    columns += [(_("{name}, running").format(name=b.label), b.values) for b in values.running]
    columns += [(_("{name}, planned").format(name=b.label), b.values) for b in values.planned]
    columns += _known(_("Reference"), values.ghost) + _known(_("Ceiling"), values.ceiling)
    return _monthly(values, columns, rhythm)


def line_table(values: LineValues, rhythm: Rhythm = "years") -> Table:
    """Return curves as a table."""
    columns = [(line.label, line.values) for line in values.lines]
    return _monthly(values, columns + _known(_("Reference"), values.ghost), rhythm)


def bar_table(values: YearBars) -> Table:
    """Return bars as a table: the total, every column, the envelope and the reference."""
    columns = [(_("Total"), values.total())]
    columns += [
        (_column_name(column.label, column.planned), column.values) for column in values.columns
    ]
    columns += _known(_("Ceiling"), values.envelope) + _known(_("Reference"), values.ghost)
    years = tuple(str(text.FIRST_YEAR + year) for year in range(YEARS))
    return _table(values, _("Year"), columns, years)


def _column_name(label: str, planned: bool) -> str:
    return _("{name}, planned").format(name=label) if planned else label


def _known(name: str, series: FloatArray | None) -> list[tuple[str, FloatArray]]:
    return [] if series is None else [(name, series)]


def _monthly(
    values: ChartValues, columns: Sequence[tuple[str, FloatArray]], rhythm: Rhythm
) -> Table:
    """Return every month, or the end of every year, which is its December."""
    if rhythm == "months":
        names = tuple(text.month_label(month) for month in range(MONTHS))
        return _table(values, _("End of month"), columns, names)
    yearly = [(name, series[11::12]) for name, series in columns]
    names = tuple(str(text.FIRST_YEAR + year) for year in range(YEARS))
    return _table(values, _("End of year"), yearly, names)


def _table(
    values: ChartValues,
    corner: str,
    columns: Sequence[tuple[str, FloatArray]],
    rows: tuple[str, ...],
) -> Table:
    series = [numbers for _name, numbers in columns]
    return Table(
        title=values.title,
        unit=values.unit,
        source=values.source,
        as_of=values.as_of,
        corner=corner,
        columns=tuple(name for name, _numbers in columns),
        rows=rows,
        cells=np.column_stack(series) if series else np.zeros((len(rows), 0)),
    )
