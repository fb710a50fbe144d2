# SPDX-License-Identifier: EUPL-1.2
"""Who is reached, on screen: the quarter in sight at once, the whole horizon bit by bit.

A quarter is solved in about two milliseconds, sixty would hold up a frame. So the chart over time
is solved a few quarters in each turn of the event loop, and only while it is to be seen.
"""

import numpy as np
from PySide6.QtCore import QObject, QTimer

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.engine.demand import MONTHS_IN_QUARTER, QUARTERS
from planner.engine.equity import Equity, equity, trend, white_spots
from planner.engine.inputs import number
from planner.engine.outcome import Outcome
from planner.engine.reach import Reach, ReachBook
from ui.panes.reach import ReachPane
from ui.panes.values import Choropleth
from ui.presenting.reach_values import reach_choropleth, reach_values, trend_values

_QUARTERS_A_TURN = 4


class Reaching(QObject):
    """Fills the view of reach and the map's figures of reach from plan and outcome."""

    def __init__(self, pane: ReachPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._book = ReachBook()
        self._wanted: tuple[Plan, Outcome, int, str] | None = None
        self._next = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._solve_some)

    def fill(self, plan: Plan, outcome: Outcome, *, month: int, selected: str, as_of: str) -> None:
        """Show the quarter of a month, and start on the others if their chart is in front."""
        reach, fair = self._at(plan, outcome, month, planned=self._pane.supply() == "planned")
        spots = white_spots(plan, outcome)
        self._pane.set_values(reach_values(plan, reach, fair, spots, selected=selected))
        self._wanted = (plan, outcome, month, as_of)
        self._turn.stop()
        if self._pane.face() == "time":
            self._next = 0
            self._turn.start()

    def choropleth(self, plan: Plan, outcome: Outcome, figure: str, *, month: int) -> Choropleth:
        """Return a figure of the map for the quarter of a month."""
        reach, fair = self._at(plan, outcome, month, planned=True)
        people = [number(plan.get(State, state).population_m) for state in reach.states]
        return reach_choropleth(reach, fair, figure, np.array(people))

    def _at(
        self, plan: Plan, outcome: Outcome, month: int, *, planned: bool
    ) -> tuple[Reach, Equity]:
        reach = self._book.at(plan, outcome, month // MONTHS_IN_QUARTER, planned=planned)
        return reach, equity(plan, outcome, reach)

    def _solve_some(self) -> None:
        """Solve a few quarters more; when all are there, draw them."""
        if self._wanted is None:
            return
        plan, outcome, month, as_of = self._wanted
        planned = self._pane.supply() == "planned"
        for quarter in range(self._next, min(QUARTERS, self._next + _QUARTERS_A_TURN)):
            self._book.at(plan, outcome, quarter, planned=planned)
        self._next += _QUARTERS_A_TURN
        if self._next >= QUARTERS:
            self._turn.stop()
            moved = trend(plan, self._book.all(plan, outcome, planned=planned))
            self._pane.set_trend(trend_values(moved, month=month, as_of=as_of), month)
