# SPDX-License-Identifier: EUPL-1.2
"""The chart of reach over time, built when its view is; pyqtgraph is loaded then."""

from typing import TYPE_CHECKING

from ui.charts.values import LineValues
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.charts.card import ChartCard


def build_trend(theme: Theme) -> "ChartCard[LineValues]":
    """Return a card of curves over the months."""
    from ui.charts.card import ChartCard  # noqa: PLC0415 - start-up time, see the module
    from ui.charts.people import PeopleChart  # noqa: PLC0415 - start-up time

    return ChartCard(PeopleChart(theme), theme)
