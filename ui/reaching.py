# SPDX-License-Identifier: EUPL-1.2
"""Who is reached, on screen: the quarter in sight at once, the whole horizon bit by bit.

A quarter is solved in about two milliseconds, sixty would hold up a frame. So the chart over time
is solved a few quarters in each turn of the event loop, and only while it is to be seen.
"""

from collections.abc import Callable

import attrs
from PySide6.QtCore import QObject, QTimer

from planner.domain.plan import Plan
from planner.engine.demand import MONTHS_IN_QUARTER, QUARTERS
from planner.engine.equity import Base, Equity, equity, trend, weights, white_spots
from planner.engine.outcome import Outcome
from planner.engine.reach import Reach, ReachBook
from ui.panes.reach import ReachPane
from ui.panes.values import Choropleth, MapFlow
from ui.presenting.reach_values import map_flows, reach_choropleth, reach_values, trend_values

_QUARTERS_A_TURN = 4


@attrs.frozen(eq=False)
class _Wanted:
    """What the chart over time is to show once all its quarters are solved."""

    plan: Plan
    outcome: Outcome
    month: int
    base: Base
    as_of: str


class Reaching(QObject):
    """Fills the view of reach and the map's figures of reach from plan and outcome."""

    def __init__(self, owner: QObject, pane: Callable[[], ReachPane]) -> None:
        super().__init__(owner)
        self._pane = pane
        self._book = ReachBook()
        self._wanted: _Wanted | None = None
        self._next = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._solve_some)

    def fill(
        self, plan: Plan, outcome: Outcome, *, month: int, selected: str, base: Base, as_of: str
    ) -> None:
        """Show the quarter of a month, and start on the others if their chart is in front."""
        reach, fair = self._at(plan, outcome, month, planned=self._pane().supply() == "planned")
        spots = white_spots(plan, outcome)
        planned = self._pane().supply() == "planned"
        by = self._pane().grouping()
        shown = reach_values(
            plan, reach, fair, spots, selected=selected, base=base, planned=planned, by=by
        )
        self._pane().set_values(shown)
        self._wanted = _Wanted(plan, outcome, month, base, as_of)
        self._turn.stop()
        if self._pane().face() == "time":
            self._next = 0
            self._turn.start()

    def choropleth(
        self, plan: Plan, outcome: Outcome, figure: str, base: Base, *, month: int
    ) -> Choropleth:
        """Return a figure of the map for the quarter of a month, over all that is ever paid."""
        reach, fair = self._at(plan, outcome, month, planned=True)
        against = weights(plan, outcome, reach.states, base, QUARTERS - 1)
        return reach_choropleth(reach, fair, figure, base, against)

    def flows(self, plan: Plan, outcome: Outcome, state: str, *, month: int) -> tuple[MapFlow, ...]:
        """Return the arcs of the map between a state and others in the quarter of a month."""
        return map_flows(self._at(plan, outcome, month, planned=True)[0], state)

    def _at(
        self, plan: Plan, outcome: Outcome, month: int, *, planned: bool
    ) -> tuple[Reach, Equity]:
        reach = self._book.at(plan, outcome, month // MONTHS_IN_QUARTER, planned=planned)
        return reach, equity(plan, outcome, reach)

    def _solve_some(self) -> None:
        """Solve a few quarters more; when all are there, draw them."""
        if self._wanted is None:
            return
        plan, outcome = self._wanted.plan, self._wanted.outcome
        planned = self._pane().supply() == "planned"
        for quarter in range(self._next, min(QUARTERS, self._next + _QUARTERS_A_TURN)):
            self._book.at(plan, outcome, quarter, planned=planned)
        self._next += _QUARTERS_A_TURN
        if self._next >= QUARTERS:
            self._turn.stop()
            moved = trend(plan, outcome, self._book.all(plan, outcome, planned=planned))
            month, base, as_of = self._wanted.month, self._wanted.base, self._wanted.as_of
            self._pane().set_trend(trend_values(moved, base=base, month=month, as_of=as_of), month)
