# SPDX-License-Identifier: EUPL-1.2
"""One door: everything that alters a plan is executed here.

Mouse, keyboard, command line, workbook, solver, merge, undo and redo all call `execute` or one of
its two sisters. The order is fixed: apply to a draft, evaluate, store, adopt, tell. Storage comes
before memory, so if the disk is full the edit fails and the plan on screen is still the plan on
disk. An edit of ten thousand records may take these steps one by one, the first two of them beside
whatever else is going on.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol

import attrs

from planner.domain.changes import Cell, ChangeSet, Draft, Whole, compare, invert
from planner.domain.commands import Command, Replay
from planner.domain.errors import DomainError, PlannerError, StoreError
from planner.domain.history import EMPTY_LOG, Log, Step, StepKind, UndoStacks, Unit, steps_until
from planner.domain.plan import Plan
from planner.engine.outcome import Finding, Outcome
from planner.engine.stages import evaluate, reevaluate
from planner.garbage import uncollected
from planner.notices import Notices


class Store(Protocol):
    """Where a session keeps its plan; the port a plan file implements."""

    def append(self, step: Step, changes: ChangeSet, *, brought: Log = EMPTY_LOG) -> None:
        """Write rows and journal entry in one transaction, with what a merge `brought`.

        Raises `StoreError`, and then nothing has been written.
        """
        ...

    def steps(self) -> Sequence[Step]:
        """Return the journal, oldest first."""
        ...

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        """Return what these steps wrote, oldest first."""
        ...

    def cell_history(self, table: str, key: str, field: str) -> Sequence[tuple[Step, Cell]]:
        """Return what was written into one cell and by which step, oldest first."""
        ...

    def as_of(self, point: int) -> Plan:
        """Return the plan as it was after step number `point`; 0 is before the first edit."""
        ...

    def taking_back(self, unit: Unit) -> Sequence[Cell | Whole]:
        """Return what undoes a unit: its inverse, in the plan as it is now."""
        ...


@attrs.frozen
class Update:
    """What observers are told after an edit: what changed and how things stand now."""

    changes: ChangeSet
    plan: Plan
    outcome: Outcome
    source: str
    step: Step | None


@attrs.frozen
class Preview:
    """What would be: the plan and outcome an edit leads to, or the reason it cannot be made."""

    plan: Plan
    outcome: Outcome
    changes: ChangeSet
    error: PlannerError | None = None
    new_findings: tuple[Finding, ...] = ()


@attrs.frozen
class Entry:
    """One value a cell had: what it became, by which step; `cell.old` is the value before."""

    step: Step
    cell: Cell


@attrs.frozen
class Prepared:
    """An edit that has been applied to a plan and evaluated; nobody has seen it yet."""

    base: Plan
    plan: Plan
    outcome: Outcome
    changes: ChangeSet
    step: Step
    brought: Log = EMPTY_LOG

    @property
    def is_idle(self) -> bool:
        """Tell whether it would leave no trace; a merge is kept even if it changes nothing."""
        return not self.changes and self.step.kind is StepKind.DO


Observer = Callable[[Update], None]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Session:
    """A plan being edited by one person through one store.

    `scenario` is the key of the scenario the plan belongs to, empty at the root; `plan_id` is what
    all copies of one plan have in common. An `outcome` and the `stacks` of undo may be given by
    whoever knows them already.
    """

    def __init__(
        self,
        plan: Plan,
        store: Store,
        *,
        author: str,
        notices: Notices | None = None,
        clock: Callable[[], str] = _now,
        scenario: str = "",
        plan_id: str = "",
        outcome: Outcome | None = None,
        stacks: UndoStacks | None = None,
    ) -> None:
        self.plan = plan
        self.outcome = evaluate(plan) if outcome is None else outcome
        self.author = author
        self.scenario = scenario
        self.plan_id = plan_id
        self.notices = notices or Notices()
        self._store = store
        self.clock = clock
        self._stacks = UndoStacks.of(store.steps()) if stacks is None else stacks
        self._observers: list[Observer] = []
        self._telling = False

    def execute(
        self,
        command: Command,
        *,
        reason: str = "",
        source: str = "",
        gesture: str = "",
        kind: StepKind = StepKind.DO,
        brought: Log = EMPTY_LOG,
    ) -> Update:
        """Carry out an edit, on disk before anyone sees it.

        A merge is an edit of the kind `MERGE`; it hands over the steps it `brought` from another
        copy, and is kept even if it changes nothing. Consecutive edits with the same `gesture` are
        undone together. Raises `DomainError` if the edit makes no sense and `StoreError` if it
        could not be saved; then nothing has happened.
        """
        prepared = self.prepare(
            command, reason=reason, source=source, gesture=gesture, kind=kind, brought=brought
        )
        return self._carry_out(prepared)

    def prepare(
        self,
        command: Command,
        *,
        reason: str = "",
        source: str = "",
        gesture: str = "",
        kind: StepKind = StepKind.DO,
        brought: Log = EMPTY_LOG,
    ) -> Prepared:
        """Apply an edit and evaluate it; `keep` and `adopt` make it one.

        Nothing here is altered, so it may be done beside the window. Raises `DomainError`.
        """
        code, facts = command.label
        step = Step(
            kind=kind,
            code=code,
            facts=facts,
            author=self.author,
            at=self.clock(),
            source=source,
            reason=reason,
            gesture=gesture,
            scenario=self.scenario,
        )
        return self._prepared(command, step, brought)

    def keep(self, prepared: Prepared) -> None:
        """Write an edit to disk; this too may be done beside the window.

        Raises `StoreError`, and `DomainError("plan_moved_on")` if it was prepared for another plan.
        """
        if prepared.base is not self.plan:
            raise DomainError("plan_moved_on")
        if not prepared.is_idle:
            self._store.append(prepared.step, prepared.changes, brought=prepared.brought)

    def adopt(self, prepared: Prepared) -> Update:
        """Make an edit that was kept the plan, and tell the observers."""
        step = None if prepared.is_idle else prepared.step
        update = Update(
            prepared.changes, prepared.plan, prepared.outcome, prepared.step.source, step
        )
        if step is not None:
            self.plan, self.outcome = prepared.plan, prepared.outcome
            self._stacks = self._stacks.after(step)
            self._tell(update)
        return update

    def preview(self, command: Command) -> Preview:
        """Apply an edit, evaluate it and forget it."""
        draft = Draft(self.plan)
        try:
            command.apply(draft)
            plan, changes = draft.seal()
        except DomainError as error:
            return Preview(self.plan, self.outcome, ChangeSet(), error)
        outcome = reevaluate(self.outcome, plan, changes)
        return Preview(plan, outcome, changes, None, outcome.findings_since(self.outcome))

    @property
    def next_undo(self) -> Unit | None:
        """Return what undo would take back."""
        return self._stacks.undoable[-1] if self._stacks.undoable else None

    @property
    def next_redo(self) -> Unit | None:
        """Return what redo would bring back."""
        return self._stacks.redoable[-1] if self._stacks.redoable else None

    def undo(self, *, source: str = "") -> Update:
        """Take the last edit back. Raises `DomainError("nothing_to_undo")`."""
        return self._carry_out(self.prepare_undo(source=source))

    def prepare_undo(self, *, source: str = "") -> Prepared:
        """Take the last edit back and evaluate; see `prepare`. Raises as `undo` does."""
        if self.next_undo is None:
            raise DomainError("nothing_to_undo")
        return self._taken_back(self.next_undo, StepKind.UNDO, source)

    def redo(self, *, source: str = "") -> Update:
        """Bring back what was undone last. Raises `DomainError("nothing_to_redo")`."""
        return self._carry_out(self.prepare_redo(source=source))

    def prepare_redo(self, *, source: str = "") -> Prepared:
        """Bring back what was undone last and evaluate; see `prepare`. Raises as `redo` does."""
        if self.next_redo is None:
            raise DomainError("nothing_to_redo")
        return self._taken_back(self.next_redo, StepKind.REDO, source)

    def history(self) -> Sequence[Step]:
        """Return the journal, oldest first."""
        return self._store.steps()

    def cells_of(self, steps: Iterable[str]) -> list[Cell]:
        """Return what some steps of the journal wrote."""
        return self._store.cells(list(steps))

    def trail(self, kind: str, key: str, field: str) -> tuple[Entry, ...]:
        """Return who wrote what into a cell, oldest first; nothing if it came with the plan."""
        written = self._store.cell_history(kind, key, field)
        return tuple(Entry(step, cell) for step, cell in written)

    def as_of(self, moment: str) -> "Session":
        """Return the plan as it stood at a time in ISO 8601, to be read and never edited.

        A date means the end of that day, in UTC. Raises `StoreError("not_a_time")`.
        """
        return self._look_back(steps_until(self._store.steps(), moment))

    def at_step(self, step: str) -> "Session":
        """Return the plan as it stood after a step, to be read and never edited.

        Without a step it is the plan before its first edit. Raises `StoreError("unknown_step")`.
        """
        return self._look_back(self._number_of(step))

    def plan_at(self, step: str) -> Plan:
        """Return what the plan held after a step, without its figures; errors as `at_step`."""
        return self._store.as_of(self._number_of(step))

    def _number_of(self, step: str) -> int:
        numbers = {known.id: number for number, known in enumerate(self._store.steps(), 1)}
        if step and step not in numbers:
            raise StoreError("unknown_step", step=step)
        return numbers.get(step, 0)

    def _look_back(self, number: int) -> "Session":
        steps = self._store.steps()[:number]
        plan = self._store.as_of(number)
        outcome = reevaluate(self.outcome, plan, compare(self.plan, plan))
        return Session(
            plan,
            _Past(self._store, steps),
            author=self.author,
            notices=self.notices,
            scenario=self.scenario,
            plan_id=self.plan_id,
            outcome=outcome,
            stacks=UndoStacks(),
        )

    def rebase(self, plan: Plan, *, source: str = "") -> Update:
        """Adopt a plan that became another without an edit here, and tell the observers.

        That is how an edit of its parent arrives in a scenario. Nothing is stored.
        """
        changes = compare(self.plan, plan)
        if changes:
            outcome = reevaluate(self.outcome, plan, changes)
            self.plan, self.outcome = plan, outcome
        update = Update(changes, self.plan, self.outcome, source, None)
        if changes:
            self._tell(update)
        return update

    def subscribe(self, observer: Observer) -> Callable[[], None]:
        """Tell `observer` of every later edit; returns how to stop."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def _taken_back(self, unit: Unit, kind: StepKind, source: str) -> Prepared:
        step = Step(
            kind=kind,
            code=unit.code,
            facts=unit.facts,
            author=self.author,
            at=self.clock(),
            source=source,
            target=unit.steps[0],
            scenario=self.scenario,
        )
        with uncollected():
            cells = tuple(self._store.taking_back(unit))
        return self._prepared(Replay(cells=cells, code=unit.code, facts=unit.facts), step)

    def _prepared(self, command: Command, step: Step, brought: Log = EMPTY_LOG) -> Prepared:
        if self._telling:
            raise RuntimeError("an observer tried to edit the plan it is being told about")
        base, known = self.plan, self.outcome
        with uncollected():
            draft = Draft(base)
            command.apply(draft)
            plan, changes = draft.seal()
        if not changes and step.kind is StepKind.DO:
            return Prepared(base, base, known, changes, step, brought)
        return Prepared(base, plan, reevaluate(known, plan, changes), changes, step, brought)

    def _carry_out(self, prepared: Prepared) -> Update:
        self.keep(prepared)
        return self.adopt(prepared)

    def _tell(self, update: Update) -> None:
        self._telling = True
        try:
            for observer in tuple(self._observers):
                try:
                    observer(update)
                except Exception as error:  # noqa: BLE001 - a bystander never undoes an edit
                    self.notices.report("observer_failed", error)
        finally:
            self._telling = False


@attrs.frozen
class _Past:
    """What was in a store at some time; nothing can be added to it any more."""

    _store: Store
    _steps: Sequence[Step]

    def append(self, step: Step, changes: ChangeSet, *, brought: Log = EMPTY_LOG) -> None:  # noqa: ARG002 - the port has them
        raise DomainError("past_is_fixed")

    def steps(self) -> Sequence[Step]:
        return self._steps

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        return self._store.cells(steps)

    def cell_history(self, table: str, key: str, field: str) -> Sequence[tuple[Step, Cell]]:
        known = {step.id for step in self._steps}
        written = self._store.cell_history(table, key, field)
        return [(step, cell) for step, cell in written if step.id in known]

    def as_of(self, point: int) -> Plan:
        return self._store.as_of(min(point, len(self._steps)))

    def taking_back(self, unit: Unit) -> Sequence[Cell | Whole]:
        return invert(self._store.cells(unit.steps))
