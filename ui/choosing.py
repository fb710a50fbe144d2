# SPDX-License-Identifier: EUPL-1.2
"""What views and charts are asked to show: a figure, what it is set against, a unit, a kind."""

from ui.focus import Focus
from ui.panels import Panels
from ui.presenting.reach_values import REACH_FIGURES
from ui.screen import Screen


class Choosing:
    """Keeps a choice in the focus and fills what depends on it."""

    def __init__(self, focus: Focus, panels: Panels, screen: Screen) -> None:
        self._focus = focus
        self._panels = panels
        self._screen = screen

    def figure(self, figure: str) -> None:
        """Show the map with a figure."""
        self._focus.map_figure = figure
        self._screen.map.offer_figures()
        self._focus.show("map")
        self._screen.refresh_view("map")

    def variant(self, base: str) -> None:
        """Set the figure of the map against something."""
        if self._focus.map_figure in REACH_FIGURES:
            self.base(base)
        else:
            self._focus.map_base = base
            self._screen.refresh_view("map")

    def base(self, base: str) -> None:
        """Set who is reached against something, on the map too."""
        self._focus.reach_base = base
        self._screen.refresh_views("reach", "map")

    def kind(self, kind: str) -> None:
        """List a kind of record."""
        self._focus.record_kind = kind
        self._screen.refresh_view("records")

    def show_kind(self, kind: str) -> None:
        """Show the table of a kind of record, filled again."""
        self._focus.show("records")
        self.kind(kind)

    def capacity_unit(self, unit: str) -> None:
        """Draw capacity in a unit."""
        self._focus.capacity_unit = unit
        self._screen.charts.fill()

    def money_measure(self, measure: str) -> None:
        """Draw money by year or against the ceiling."""
        self._focus.money_measure = measure
        self._screen.charts.fill()

    def workload(self, workload: str) -> None:
        """Draw how long a training run takes."""
        self._focus.workload = workload
        self._screen.charts.fill()
