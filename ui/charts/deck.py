# SPDX-License-Identifier: EUPL-1.2
"""The live charts of the window, built after its first paint.

Importing pyqtgraph takes longer than showing a window. This module may be imported at any time;
`build_charts` imports the rest, and the window calls it from a timer once it has painted.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import frozen
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from ui.charts.plotting import load_pyqtgraph
from ui.charts.values import LineValues, StackValues, WeekBar, WeekBars, YearBars
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.charts.card import ChartCard


@frozen(eq=False)
class Deck:
    """The charts in their cards."""

    capacity: "ChartCard[StackValues]"
    money: "ChartCard[YearBars]"
    power: "ChartCard[StackValues]"
    people: "ChartCard[LineValues]"
    training: "ChartCard[WeekBars]"

    def set_month(self, index: int) -> None:
        """Move all cursors, 0 = January 2021."""
        self.capacity.set_month(index)
        self.money.set_month(index)
        self.power.set_month(index)
        self.people.set_month(index)
        self.training.set_month(index)

    def clear_ghosts(self) -> None:
        """Take every preview off the charts."""
        self.capacity.set_ghost(None)
        self.money.set_ghost(None)
        self.power.set_ghost(None)
        self.people.set_ghost(None)
        self.training.set_ghost(None)

    def set_theme(self, theme: Theme) -> None:
        """Paint all cards in another theme."""
        for card in self.cards():
            card.set_theme(theme)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        for card in self.cards():
            card.retranslate()

    def named(self) -> "Mapping[str, QWidget]":
        """Return the cards by what they show."""
        return {
            "capacity": self.capacity,
            "money": self.money,
            "power": self.power,
            "people": self.people,
            "training": self.training,
        }

    def training_bar_at(self, point: QPoint) -> WeekBar | None:
        """Return the bar of the training chart at a point of the screen, if there is one."""
        chart = self.training.chart()
        place = self.training.mapFromGlobal(point) - chart.mapTo(self.training, QPoint(0, 0))
        inside = chart.isVisible() and chart.rect().contains(place)
        found = getattr(chart, "bar_at", None)
        return found(place.y()) if inside and found is not None else None

    def cards(self) -> "tuple[ChartCard[Any], ...]":
        """Return the cards from top to bottom."""
        return self.capacity, self.money, self.power, self.people, self.training


def build_charts(theme: Theme, parent: QWidget | None = None) -> Deck:
    """Build the cards; the first call loads pyqtgraph."""
    load_pyqtgraph()
    from ui.charts.card import ChartCard  # noqa: PLC0415 - start-up time, see above
    from ui.charts.money import MoneyChart  # noqa: PLC0415 - start-up time
    from ui.charts.people import PeopleChart  # noqa: PLC0415 - start-up time
    from ui.charts.power import PowerChart  # noqa: PLC0415 - start-up time
    from ui.charts.stacked_area import StackedAreaChart  # noqa: PLC0415 - start-up time
    from ui.charts.training import TrainingChart  # noqa: PLC0415 - start-up time

    return Deck(
        capacity=ChartCard(StackedAreaChart(theme), theme, parent=parent),
        money=ChartCard(MoneyChart(theme), theme, parent=parent),
        power=ChartCard(PowerChart(theme), theme, parent=parent),
        people=ChartCard(PeopleChart(theme), theme, parent=parent),
        training=ChartCard(TrainingChart(theme), theme, parent=parent),
    )
