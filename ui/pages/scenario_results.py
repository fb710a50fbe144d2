# SPDX-License-Identifier: EUPL-1.2
"""The figures of many scenarios, worked out one after the other while the window stays alive."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from planner.domain.changes import compare
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import ROOT
from planner.engine.stages import reevaluate
from planner.scenarios import Scenarios
from planner.variations import Figures, figures_of

_MOST_KEPT = 1_000


class ScenarioResults(QObject):
    """Knows figures by scenario and month; `grown` says that there are more, or all."""

    grown = Signal()

    def __init__(self, scenarios: Scenarios, parent: QObject) -> None:
        super().__init__(parent)
        self._scenarios = scenarios
        self._known: dict[tuple[str, int], tuple[Plan, Figures]] = {}
        self._wanted: list[str] = []
        self._month = 0
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.timeout.connect(self._work_out_one)

    def want(self, scenarios: Sequence[str], month: int) -> None:
        """Work out the figures of these scenarios, in their order."""
        self._month = month
        self._wanted = [key for key in scenarios if not self._is_known(key)]
        self._next.start()

    def is_working(self) -> bool:
        """Tell whether there is more to come."""
        return bool(self._wanted)

    def found(self, scenarios: Sequence[str]) -> dict[str, Figures]:
        """Return the figures that are known by now."""
        known = ((key, self._known.get((key, self._month))) for key in scenarios)
        return {key: value[1] for key, value in known if value is not None}

    def stop(self) -> None:
        """Work out no more, because nobody looks."""
        self._wanted = []
        self._next.stop()

    def _is_known(self, key: str) -> bool:
        known = self._known.get((key, self._month))
        return known is not None and known[0] is self._scenarios.plan_of(key)

    def _work_out_one(self) -> None:
        if not self._wanted:
            self._next.stop()
            self.grown.emit()
            return
        key = self._wanted.pop(0)
        root = self._scenarios.root
        if key == ROOT or key in root.plan.of(Scenario):
            plan = self._scenarios.plan_of(key)
            outcome = reevaluate(root.outcome, plan, compare(root.plan, plan))
            self._known[key, self._month] = (plan, figures_of(outcome, self._month))
        for old in tuple(self._known)[:-_MOST_KEPT]:
            del self._known[old]
