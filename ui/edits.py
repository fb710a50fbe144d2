# SPDX-License-Identifier: EUPL-1.2
"""From a wish to a command: what a drop, a key or a form asks for, carried out by the session.

The one place in the window that executes. It decides nothing about the plan: the command says
whether it makes sense, the rulebook whether it breaks a rule.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, Signal

from planner.domain.changes import Cell
from planner.domain.commands import (
    AddRecord,
    Assign,
    Batch,
    Command,
    Duplicate,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
    SetStatus,
)
from planner.domain.comparing import copy_over
from planner.domain.errors import DomainError, PlannerError
from planner.domain.history import LOT, Unit
from planner.domain.merge import Choices
from planner.domain.plan import Plan
from planner.domain.records.approvals import ApprovalStatus
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure
from planner.domain.schema import Scalar
from planner.engine.budget import Mode
from planner.engine.budget_edits import CellEdit, command_for
from planner.engine.slipping import slip
from planner.sentences import finding_sentence, sentence
from planner.session import Prepared, Preview, Session
from planner.text import _, labelled, month_label, state_name
from ui.beside import Aside, at_once
from ui.panes.values import DropVerdict, Payload

if TYPE_CHECKING:  # the store is imported after the first paint
    from planner.app import Workspace
    from planner.merging import MergePreview
    from planner.scenarios import Scenarios

_MANY = 300  # parts of one edit; more of them would be felt
Options = Sequence[tuple[str, str]]
Chooser = Callable[[str, str, Options], str | None]


class Edits(QObject):
    """Carries out wishes. `failed` says in one sentence why nothing has happened.

    `refusal` tells why the plan on screen takes no edit at all, before one is tried. `scenarios`
    are those of the open file, if there is one: what was merged into several is undone in all.
    `beside` works out what takes long while the window stays alive.
    """

    failed = Signal(str)
    added = Signal(str)

    def __init__(self, session: Session, *, choose: Chooser, parent: QObject | None = None) -> None:
        """`choose` asks which of several systems is meant; `None` means none of them."""
        super().__init__(parent)
        self.session = session
        self.refusal: Callable[[], PlannerError | None] = lambda: None
        self.scenarios: Scenarios | None = None
        self.beside: Aside = at_once
        self.last_refusal: PlannerError | None = None
        self._choose = choose

    def assign(
        self, template: str, state: str, month: int, *, source: str, size: float | None = None
    ) -> str:
        """Assign a template to a state; return the new measure's key, empty if it was not."""
        command = Assign(template=template, state=state, start=month, size=size)
        if not self._execute_choosing(command, source):
            return ""
        self.added.emit(command.measure)
        return command.measure

    def move(self, measure: str, *, month: int, state: str, source: str, gesture: str = "") -> bool:
        """Move a measure in time and to a state, or a machine that is still to come in time."""
        command = self._slip(measure, month) or Move(measure=measure, start=month, state=state)
        return self._execute_choosing(command, source, gesture)

    def drop(self, payload: Payload, state: str, month: int, *, source: str) -> str:
        """Carry out what was dropped; return the measure concerned, empty if nothing happened."""
        if "template" in payload:
            return self.assign(payload["template"], state, month, source=source)
        command = self._command_for(payload, state, month)
        done = command is not None and self._execute_choosing(command, source)
        return payload.get("measure", "") if done else ""

    def edit(self, kind: str, key: str, field: str, value: Scalar, *, source: str) -> bool:
        """Set one field of one record; `last_refusal` says why it could not be."""
        return self.execute(EditField(kind=kind, key=key, field=field, value=value), source=source)

    def add(self, kind: str, values: Mapping[str, object], *, source: str) -> bool:
        """Add a record of any kind; `last_refusal` says why it could not be."""
        return self.execute(AddRecord(kind=kind, values=values), source=source)

    def edit_budget(self, edits: Sequence[CellEdit], mode: Mode) -> bool:
        """Set cells of the budget, all in one step."""
        try:
            command = command_for(self.session.plan, self.session.outcome, edits, mode)
        except PlannerError as error:
            self.failed.emit(sentence(error.code, error.facts))
            return False
        return command is None or self.execute(command, source="budget")

    def set_status(self, measure: str, status: Status, *, source: str) -> bool:
        """Commit a measure or make it tentative again."""
        return self.execute(SetStatus(measure=measure, status=status), source=source)

    def duplicate(self, measure: str, *, source: str) -> str:
        """Copy a measure; return the copy's key, empty if there is none."""
        command = Duplicate(measure=measure)
        return command.copy if self.execute(command, source=source) else ""

    def remove(self, kind: str, key: str, *, source: str) -> bool:
        """Take a record out of the plan."""
        if kind == Measure.KIND.name:
            return self.execute(RemoveMeasure(measure=key), source=source)
        return self.execute(RemoveRecord(kind=kind, key=key), source=source)

    def undo(self) -> bool:
        """Take the last edit back, a merge in every scenario it went into."""
        session, scenarios = self.session, self.scenarios
        if _is_long(session, session.next_undo):
            return self._through(lambda: session.prepare_undo(source="window"))
        if scenarios is None:
            return self._try(lambda: session.undo(source="window"))
        return self._try(lambda: scenarios.undo(session, source="window"))

    def redo(self) -> bool:
        """Bring back what was undone last."""
        session, scenarios = self.session, self.scenarios
        if _is_long(session, session.next_redo):
            return self._through(lambda: session.prepare_redo(source="window"))
        if scenarios is None:
            return self._try(lambda: session.redo(source="window"))
        return self._try(lambda: scenarios.redo(session, source="window"))

    def execute(
        self, command: Command, *, source: str, gesture: str = "", reason: str = ""
    ) -> bool:
        """Execute a command; say why if it could not be."""
        if isinstance(command, Batch) and len(command.commands) > _MANY:
            return self._through(
                lambda: self.session.prepare(command, source=source, gesture=gesture, reason=reason)
            )
        return self._try(
            lambda: self.session.execute(command, source=source, gesture=gesture, reason=reason)
        )

    def execute_many(self, make: Callable[[], Command], count: int, *, source: str) -> bool:
        """Execute a command of so many parts; if many, it is put together beside the window."""
        session = self.session
        if count <= _MANY:
            return self._try(lambda: session.execute(make(), source=source))
        return self._through(lambda: session.prepare(make(), source=source))

    def carry_out(self, deed: Callable[[], object]) -> bool:
        """Carry out an edit of more than one record or plan; say why if it could not be."""
        return self._try(deed)

    def merge(
        self,
        workspace: "Workspace",
        preview: "MergePreview",
        choices: Choices,
        *,
        source: str,
        reason: str = "",
    ) -> bool:
        """Put a copy or a patch that was looked at into the plan; say why if it could not be."""
        return self._try(lambda: workspace.merge(preview, choices, source=source, reason=reason))

    def declare(
        self, workspace: "Workspace", scenario: str, status: ApprovalStatus, *, note: str
    ) -> bool:
        """Sign that a scenario is submitted, approved or a draft again; say why if not."""
        return self._try(lambda: workspace.declare(scenario, status, note=note, source="approvals"))

    def copy_over(
        self, session: Session, plan: Plan, cells: Sequence[Cell], *, other: str, source: str
    ) -> bool:
        """Give cells of a scenario the value they have in another plan, called `other`."""
        return self._try(
            lambda: session.execute(
                copy_over(session.plan, plan, cells, other=other), source=source
            )
        )

    def preview(self, payload: Payload, state: str, month: int) -> Preview | None:
        """Return what a drop would lead to; `None` if it means nothing."""
        command = self._command_for(payload, state, month)
        if command is None:
            return None
        preview = self.session.preview(command)
        if _is_question(preview.error):
            options = _options(preview.error)
            return self.session.preview(_with_base(self.session.plan, command, options[0][0]))
        return preview

    def verdict(
        self, payload: Payload, state: str, month: int, *, size: float | None = None
    ) -> DropVerdict:
        """Say whether a state takes what is held over it, and why."""
        command = self._command_for(payload, state, month)
        if isinstance(command, Assign) and size is not None:
            command = attrs.evolve(command, size=size)
        if command is None:
            return DropVerdict(accepted=False, sentence=_("This cannot be placed here."))
        system = self.session.plan.of(System).get(payload.get("measure", ""))
        if system is not None and state != system.state:
            words = _("{name} stays in {state}: only its dates can be moved here.")
            told = words.format(name=system.name, state=state_name(system.state))
            return DropVerdict(accepted=False, sentence=told)
        refusal = self.refusal()
        if refusal is not None:
            return DropVerdict(accepted=False, sentence=sentence(refusal.code, refusal.facts))
        preview = self.session.preview(command)
        place = state_name(state)
        if _is_question(preview.error):
            words = _("{state}: choose which of {count} systems").format(
                state=place, count=len(_options(preview.error))
            )
            return DropVerdict(accepted=True, sentence=words)
        if preview.error is not None:
            return DropVerdict(
                accepted=False, sentence=sentence(preview.error.code, preview.error.facts)
            )
        return DropVerdict(accepted=True, sentence=self._acceptance(preview, place, month))

    def verdict_on_map(self, payload: Payload, state: str, month: int) -> DropVerdict:
        """Say whether a state on the map takes what is held over it."""
        return self.verdict(payload, state, self.month_on_map(payload, month))

    def month_on_map(self, payload: Payload, month: int) -> int:
        """Return when it begins: a measure that only changes its state keeps its start."""
        measure = self.session.plan.of(Measure).get(payload.get("measure", ""))
        return month if measure is None else measure.start

    def _acceptance(self, preview: Preview, place: str, month: int) -> str:
        words = _("{state} can take it from {month}").format(state=place, month=month_label(month))
        fresh = [finding for finding in preview.new_findings if finding.checkable]
        if not fresh:
            return words
        worst = fresh[0]
        return labelled(f"{words} · {worst.rule}", finding_sentence(worst, preview.plan))

    def _command_for(self, payload: Payload, state: str, month: int) -> Command | None:
        if "template" in payload:
            return Assign(template=payload["template"], state=state, start=month)
        measure = self.session.plan.of(Measure).get(payload.get("measure", ""))
        if measure is None:
            return self._slip(payload.get("measure", ""), month)
        start = int(payload.get("month", month)) if "month" in payload else month
        return Move(measure=measure.id, state=state, start=start)

    def _slip(self, key: str, month: int) -> Command | None:
        plan = self.session.plan
        return slip(plan, self.session.outcome, key, month) if key in plan.of(System) else None

    def _execute_choosing(
        self, command: Assign | Move | Command, source: str, gesture: str = ""
    ) -> bool:
        error = self.session.preview(command).error
        if _is_question(error):
            options = _options(error)
            title, question = _("Which system?"), _("Which system is it for?")
            chosen = self._choose(title, question, options)
            if chosen is None:
                return False
            command = _with_base(self.session.plan, command, chosen)
        return self.execute(command, source=source, gesture=gesture)

    def _through(self, prepare: Callable[[], Prepared]) -> bool:
        """Prepare an edit and write it beside the window; tell whether it was made."""
        session = self.session

        def judged() -> Prepared:
            prepared = prepare()
            len(
                prepared.outcome.findings
            )  # made when they are first read, and every view reads them
            return prepared

        try:
            prepared = self.beside(_("Changing many records…"), judged, session.keep)
        except PlannerError as error:
            self.failed.emit(sentence(error.code, error.facts))
            return False
        if prepared is None:
            return False
        session.adopt(prepared)
        return True

    def _try(self, deed: Callable[[], object]) -> bool:
        self.last_refusal = None
        try:
            deed()
        except PlannerError as error:
            self.last_refusal = error
            self.failed.emit(sentence(error.code, error.facts))
            return False
        return True


def _is_long(session: Session, unit: Unit | None) -> bool:
    """Tell whether taking a unit back, or bringing it back, would be felt.

    What goes into several scenarios at once is not taken apart.
    """
    if unit is None or session.scenario or LOT in unit.facts:
        return False
    return int(unit.facts.get("count", 0)) > _MANY


def _is_question(error: PlannerError | None) -> bool:
    return isinstance(error, DomainError) and error.code == "choose_system"


def _options(error: PlannerError | None) -> Options:
    facts: Mapping[str, Options] = error.facts if error is not None else {}
    return facts.get("options", ())


def _with_base(plan: Plan, command: Command, chosen: str) -> Command:
    if not isinstance(command, Assign | Move):
        return command
    if chosen in plan.of(System):
        return attrs.evolve(command, base_system=chosen)
    return attrs.evolve(command, base_measure=chosen)
