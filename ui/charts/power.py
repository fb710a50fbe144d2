# SPDX-License-Identifier: EUPL-1.2
"""Electrical load by state over time, against what the grid can give."""

from planner import text
from planner.text import _
from ui.charts.stacked_area import StackedAreaChart
from ui.charts.values import StackValues


class PowerChart(StackedAreaChart):
    """A stacked area in megawatts; planned load counts against the grid's ceiling as well.

    A connection must be there before the system is, so unlike capacity the load is compared with
    its ceiling including what is planned.
    """

    def fill_layers(self, values: StackValues) -> None:
        """Compare the ceiling with the whole load."""
        super().fill_layers(values)
        self._ceiling.show_values(values.ceiling, values.total())

    def cursor_text(self, values: StackValues, month: int) -> str:
        """Return the load at a month and, where known, of how much."""
        said = super().cursor_text(values, month)
        if values.ceiling is None:
            return said
        limit = float(values.ceiling[month])
        if limit != limit:  # noqa: PLR0124 - nan alone differs from itself
            return said
        return _("{load} of {ceiling}").format(load=said, ceiling=text.significant(limit))
