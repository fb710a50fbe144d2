# SPDX-License-Identifier: EUPL-1.2
"""Which plan is on screen: that of the root or of a scenario, as of now or at a past moment.

Month, selection and view stay what they are when the plan is another one.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from planner.domain.errors import DomainError
from planner.domain.history import Step, steps_until
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import ROOT, check_editable
from planner.scenarios import Scenarios
from planner.session import Session, Update
from ui.edits import Edits


class Standpoint(QObject):
    """Where one stands; `moved` says that another plan is on screen.

    Without `scenarios` there is the plan of `root` alone, such as one that lies in no file.
    """

    moved = Signal()

    def __init__(
        self,
        root: Session,
        scenarios: Scenarios | None,
        edits: Edits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.scenarios = scenarios
        self.root = root
        self.live = root
        self.day: date | None = None
        self._edits = edits
        self._point: int | None = None
        edits.refusal = self.why_fixed
        edits.scenarios = scenarios
        root.subscribe(self._leave_what_is_gone)

    @property
    def scenario(self) -> str:
        """Return the key of the scenario on screen, empty for the plan itself."""
        return self.live.scenario

    @property
    def session(self) -> Session:
        """Return the session on screen."""
        return self._edits.session

    def record(self) -> Scenario | None:
        """Return the scenario on screen, `None` for the plan itself."""
        return self.root.plan.of(Scenario).get(self.scenario)

    def is_past(self) -> bool:
        """Tell whether the plan on screen is one of the past."""
        return self._point is not None

    def refusal(self) -> DomainError | None:
        """Return why the scenario on screen must not be edited, `None` if it may be."""
        if self.scenario == ROOT:
            return None
        try:
            check_editable(self.root.plan, self.scenario)
        except DomainError as error:
            return error
        return None

    def why_fixed(self) -> DomainError | None:
        """Return why what is on screen takes no edit: it is past, or the scenario must not."""
        return DomainError("past_is_fixed") if self.is_past() else self.refusal()

    def steps(self) -> Sequence[Step]:
        """Return what made the plan of now, oldest first."""
        return self.live.history()

    def point(self) -> int:
        """Return how many steps have been made at the moment on screen."""
        return len(self.steps()) if self._point is None else self._point

    def step(self) -> Step | None:
        """Return the last step before the moment on screen, `None` before the first edit."""
        at = self.point()
        return self.steps()[at - 1] if at else None

    def show_scenario(self, scenario: str) -> None:
        """Show a scenario as of now; the empty key is the plan itself.

        Raises `DomainError` with the code `missing_record` or `scenario_circle`.
        """
        live = self.root if self.scenarios is None else self.scenarios.open(scenario)
        self._stand(live, None)

    def show_point(self, point: int, *, day: date | None = None) -> None:
        """Show the plan after so many steps; after all of them that is the plan of now."""
        steps = self.steps()
        if point >= len(steps) and day is None:
            self.show_now()
        elif (point, day) != (self._point, self.day):
            self._stand(self.live, min(point, len(steps)), day)

    def show_step(self, step: str) -> None:
        """Show the plan after a step of its history, before the first edit for an empty id."""
        at = {known.id: number for number, known in enumerate(self.steps(), 1)}
        if not step or step in at:
            self.show_point(at.get(step, 0))

    def show_day(self, day: date) -> None:
        """Show the plan as it stood at the end of a day."""
        self.show_point(steps_until(self.steps(), day.isoformat()), day=day)

    def show_now(self) -> None:
        """Show the plan of now."""
        if self._point is not None:
            self._stand(self.live, None)

    def _stand(self, live: Session, point: int | None, day: date | None = None) -> None:
        self.live, self._point, self.day = live, point, day
        if point is None:
            self._edits.session = live
        else:
            self._edits.session = live.at_step(self.steps()[point - 1].id if point else "")
        self.moved.emit()

    def _leave_what_is_gone(self, update: Update) -> None:
        if self.scenario != ROOT and self.scenario not in update.plan.of(Scenario):
            self._stand(self.root, None)
