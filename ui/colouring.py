# SPDX-License-Identifier: EUPL-1.2
"""The map on screen: states by the chosen figure, sites, and whose hours go where."""

from collections.abc import Callable

from planner.domain.plan import Plan
from planner.engine.equity import Base
from planner.engine.outcome import Outcome
from planner.text import _
from ui.focus import Focus
from ui.narrowing import Drawn
from ui.panels import Panels
from ui.panes.values import Choropleth, MapFlow, SiteMark
from ui.presenting.map_more import INDICATORS, MORE_FIGURES, more_choropleth, more_words
from ui.presenting.map_ties import ASKED_FOR, LAYERS, TIES, map_ties
from ui.presenting.map_values import FIGURES, choropleth, site_marks, variant_words
from ui.presenting.reach_values import REACH_FIGURES, base_words
from ui.presenting.times import as_of
from ui.reaching import Reaching
from ui.shown import Shown


class Colouring:
    """Fills the map from the plan on screen."""

    def __init__(
        self,
        panels: Panels,
        focus: Focus,
        shown: Shown,
        reaching: Reaching,
        drawn: Callable[[Plan, Outcome], Drawn],
    ) -> None:
        """`drawn` returns the measures and machines that the filter leaves."""
        self._drawn = drawn
        self._panels = panels
        self._focus = focus
        self._shown = shown
        self._reaching = reaching
        self._marks: tuple[SiteMark, ...] = ()

    def prepare(self) -> None:
        """Give the map what does not change with every edit."""
        pane = self._panels.map
        pane.layers.set_choices(LAYERS, TIES, hidden=ASKED_FOR)
        self.offer_figures()
        pane.set_month(self._focus.month)
        pane.set_selected(self.selected_state())

    def offer_figures(self) -> None:
        """Offer what the map can show, and show the chosen figure as chosen."""
        more, current = more_words(), self._figure()
        self._panels.map.set_figures(self.figures(), more=more, current=current)

    def fill(self) -> None:
        """Colour the states, and put sites and flows over them."""
        self._panels.map.set_variants(self._variants(), current=self._focus.base_on_map())
        self._panels.map.set_choropleth(self.choropleth())
        layers = self._panels.map.layers
        drawn = self._drawn(self._shown.plan, self._shown.outcome)
        marks = site_marks(self._shown.plan, layers.layers(), None if drawn.is_all else drawn)
        if marks != self._marks:
            self._marks = marks
            self._panels.map.set_sites(marks)
        self._panels.map.set_flows(self._flows())
        ties = map_ties(self._shown.plan, layers.tie(), self.selected_state())
        self._panels.map.set_ties(ties)

    def has_ties(self) -> bool:
        """Tell whether lines are drawn, which depend on the selected state."""
        return "map" in self._panels.built and bool(self._panels.map.layers.tie())

    def figures(self) -> list[tuple[str, str]]:
        """Return the figures the map can show, by id and words."""
        places = [(key, _(figure.label)) for key, figure in FIGURES.items()]
        return [*places, *((key, _(words)) for key, words in REACH_FIGURES.items())]

    def choropleth(self) -> Choropleth:
        """Return the chosen figure of every state in the month on screen."""
        figure, month = self._figure(), self._focus.month
        if figure in REACH_FIGURES:
            base = Base(self._focus.reach_base)
            return self._reaching.choropleth(
                self._shown.plan, self._shown.outcome, figure, base, month=month
            )
        over = self._focus.map_base
        make = choropleth if figure in FIGURES else more_choropleth
        return make(self._shown.plan, self._shown.outcome, figure, over, month=month, as_of=as_of())

    def _figure(self) -> str:
        """Return the chosen figure; one that is not known any more gives way to the first."""
        known = {*FIGURES, *REACH_FIGURES, *MORE_FIGURES, *INDICATORS}
        chosen = self._focus.map_figure
        return chosen if chosen in known else next(iter(FIGURES))

    def selected_state(self) -> str:
        """Return the state that is selected, or that of the record that is."""
        selection = self._focus.selection
        if selection.kind == "state":
            return selection.key
        record = self._shown.plan.tables.get(selection.kind, {}).get(selection.key)
        return getattr(record, "state", "") or ""

    def _variants(self) -> tuple[tuple[str, str], ...]:
        if self._figure() in REACH_FIGURES:
            return base_words() if self._figure() == "served" else ()
        if self._figure() in INDICATORS:
            return ()
        return variant_words()

    def _flows(self) -> tuple[MapFlow, ...]:
        """Return whose hours the selected state gets and gives, while the map is about hours."""
        if self._focus.map_figure not in REACH_FIGURES:
            return ()
        month, state = self._focus.month, self.selected_state()
        return self._reaching.flows(self._shown.plan, self._shown.outcome, state, month=month)
