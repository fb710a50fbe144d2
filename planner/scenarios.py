# SPDX-License-Identifier: EUPL-1.2
"""The scenarios of one open plan file, and the sessions that edit them.

The root's session is the one of the file. A session of a scenario stores into the same journal,
through a store that shows only what shaped this scenario; its plan is its parent's with what it
has decided otherwise. An edit anywhere arrives in every open session it concerns.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs

from planner.domain.branches import Branched, LooseEnd, branched
from planner.domain.changes import Cell, ChangeSet, Draft, Whole, compare
from planner.domain.commands import Batch, Command
from planner.domain.errors import DomainError
from planner.domain.history import EMPTY_LOG, LOT, Log, Step, StepKind, UndoStacks, Unit
from planner.domain.lineage import CellKey, Deviations, NumberedStep, RootValue, decided
from planner.domain.plan import Plan
from planner.domain.records.scenarios import SHARED, Scenario
from planner.domain.scenarios import (
    ROOT,
    Branch,
    CutLoose,
    Relink,
    check_editable,
    line_of,
    with_shared,
)
from planner.domain.schema import Scalar
from planner.engine.stages import reevaluate
from planner.session import Session, Store, Update

_FOREVER = 2**62
_MOST_PASTS = 8


class RootPast(Protocol):
    """What the root held in some records while scenarios were edited."""

    def value_after(self, cell: CellKey, seq: int) -> tuple[Scalar] | None:
        """Return what a cell held after a numbered step, `None` if it was not written since."""
        ...


class Archive(Store, Protocol):
    """A store that holds the journals of all scenarios; what a plan file is to this module.

    Numbers count the steps of the whole journal; the root goes by the empty key.
    """

    @property
    def last_seq(self) -> int:
        """Return the number of the latest step."""
        ...

    @property
    def last_step(self) -> str:
        """Return the id of the latest step, empty before the first."""
        ...

    def position(self, step: str) -> int:
        """Return the number of a step, 0 for none. Raises `StoreError("unknown_step")`."""
        ...

    def root_at(self, seq: int) -> Plan:
        """Return the plan at the root after the step of that number."""
        ...

    def steps_until(self, until: Mapping[str, int]) -> list[tuple[int, Step]]:
        """Return the steps of scenarios up to a number each, in order."""
        ...

    def lineage(self, until: Mapping[str, int]) -> tuple[list[NumberedStep], RootPast]:
        """Return the steps of scenarios with what they wrote, and what the root held meanwhile."""
        ...

    def log(self) -> Log:
        """Return the whole journal: every scenario, and what merges brought."""
        ...

    def cells_by_step(self, steps: Sequence[str]) -> Mapping[str, tuple[Cell, ...]]:
        """Return what each of these steps wrote."""
        ...

    def trail(self, until: Mapping[str, int], cell: CellKey) -> Sequence[tuple[Step, Cell]]:
        """Return what scenarios wrote into one cell, oldest first."""
        ...


@attrs.frozen
class Origin:
    """Who decided a value: the scenario, the root by its empty key, and the step if there is one.

    Without a step the value came with the plan.
    """

    scenario: str
    step: Step | None


@attrs.frozen
class Distance:
    """How far a scenario has moved from its parent: records, cells, and whose edits they were."""

    records: int
    cells: int
    authors: tuple[str, ...]


@attrs.frozen
class Planted:
    """A scenario to make, and the edit that is its first content."""

    branch: Branch
    content: Command


@attrs.frozen
class _Standing:
    """A scenario at some moment: the plan it branches from, what each level decided, its plan."""

    root: Plan
    line: tuple[Scenario, ...]
    deviations: tuple[Deviations, ...]
    branches: tuple[Branched, ...]

    @property
    def plan(self) -> Plan:
        return self.branches[-1].plan


class Scenarios:
    """The scenarios of one open plan: opens, branches, cuts loose and tells who decided what."""

    def __init__(self, root: Session, archive: Archive) -> None:
        self.root = root
        self.archive = archive
        self._open: dict[str, Session] = {ROOT: root}
        self._now: tuple[int, Plan, dict[str, _Standing]] = (archive.last_seq, root.plan, {})
        self._pasts: dict[int, Plan] = {}
        root.subscribe(lambda _update: self._arrive(ROOT))

    def open(self, scenario: str) -> Session:
        """Return the session that edits a scenario, the same one every time.

        Raises `DomainError` with the code `missing_record`, or `scenario_circle`.
        """
        if scenario not in self._open:
            session = self._opened(scenario)
            session.subscribe(lambda _update: self._arrive(scenario))
            self._open[scenario] = session
        return self._open[scenario]

    def branch(
        self,
        name: str,
        *,
        parent: str = ROOT,
        at: str | None = None,
        linked: bool | None = None,
        description: str = "",
        tags: str = "",
        reason: str = "",
        source: str = "",
    ) -> str:
        """Make a scenario from another, now or after the step `at`; returns its key.

        One from the past is never linked. Raises `DomainError` with the code `name_taken`,
        `missing_record` or `past_not_linked`, and `StoreError("unknown_step")`.
        """
        if at is not None and linked:
            raise DomainError("past_not_linked", name=name)
        line_of(self.root.plan, parent)
        self.archive.position(at or "")
        command = Branch(
            name=name,
            parent=parent,
            fork=self.archive.last_step if at is None else at,
            linked=at is None if linked is None else linked,
            description=description,
            tags=tags,
        )
        self.root.execute(command, reason=reason, source=source)
        return command.scenario

    def plant(
        self,
        planted: Sequence[Planted],
        *,
        code: str,
        facts: Mapping[str, Any] | None = None,
        reason: str = "",
        source: str = "",
    ) -> Update:
        """Make scenarios that differ from their parents already, as one step of the root.

        Their contents are stored first: if something fails half-way, what is stored belongs to no
        scenario and shows nowhere. Raises `DomainError` and `StoreError`.
        """
        branches = Batch(
            commands=tuple(one.branch for one in planted), code=code, facts=facts or {}
        )
        if (error := self.root.preview(branches).error) is not None:
            raise error
        made = [self._content(one, reason=reason, source=source) for one in planted]
        for step, changes in made:
            if changes:
                self.archive.append(step, changes)
        return self.root.execute(branches, reason=reason, source=source)

    def undo(self, session: Session, *, source: str = "") -> Update:
        """Take the last edit of a session of a scenario back.

        A merge goes into several scenarios; it is taken back in every one where it is the last
        edit. Raises `DomainError("nothing_to_undo")` and `StoreError`.
        """
        lot = _lot_of(session.next_undo)
        update = session.undo(source=source)
        for other in self._of_lot(lot, lambda stacks: stacks.undoable):
            other.undo(source=source)
        return update

    def redo(self, session: Session, *, source: str = "") -> Update:
        """Bring back what was undone last in a session, and a merge wherever it was.

        Raises `DomainError("nothing_to_redo")` and `StoreError`.
        """
        lot = _lot_of(session.next_redo)
        update = session.redo(source=source)
        for other in self._of_lot(lot, lambda stacks: stacks.redoable):
            other.redo(source=source)
        return update

    def _of_lot(self, lot: str, side: Callable[[UndoStacks], Sequence[Unit]]) -> Iterator[Session]:
        """Yield the sessions, the root's first, whose next unit on a side was made with others."""
        if not lot:
            return
        for scenario in (ROOT, *self.root.plan.of(Scenario)):
            steps = (step for _seq, step in self.archive.steps_until({scenario: _FOREVER}))
            following = side(UndoStacks.of(steps))[-1:]
            if following and _lot_of(following[0]) == lot and self._is_editable(scenario):
                yield self.open(scenario)

    def _is_editable(self, scenario: str) -> bool:
        try:
            if scenario != ROOT:
                check_editable(self.root.plan, scenario)
        except DomainError:
            return False
        return True

    def cut_loose(self, scenario: str, *, reason: str = "", source: str = "") -> Update:
        """Let a linked scenario stand where it stands. Raises `DomainError("not_linked")`."""
        command = CutLoose(scenario=scenario, fork=self.archive.last_step)
        return self.root.execute(command, reason=reason, source=source)

    def relink(self, scenario: str, *, reason: str = "", source: str = "") -> Update:
        """Let its parent's edits arrive again. Raises `DomainError("linked_already")`."""
        return self.root.execute(Relink(scenario=scenario), reason=reason, source=source)

    def before_relinking(self, scenario: str) -> ChangeSet:
        """Return what relinking would change. Raises `DomainError("linked_already")`."""
        would = self.root.preview(Relink(scenario=scenario))
        if would.error is not None:
            raise would.error
        after = self._standing(scenario, root=would.plan).plan
        return compare(self.plan_of(scenario), with_shared(after, self.root.plan))

    def plan_of(self, scenario: str, *, at: int = _FOREVER) -> Plan:
        """Return the plan of a scenario, now or after a numbered step of the whole journal."""
        if scenario == ROOT:
            return self.root.plan if at >= self.archive.last_seq else self._root_at(at)
        return (self._stands(scenario) if at == _FOREVER else self._standing(scenario, at=at)).plan

    def loose_ends(self, scenario: str) -> tuple[LooseEnd, ...]:
        """Return the decisions of a scenario that rest because of what its parent became."""
        return () if scenario == ROOT else self._stands(scenario).branches[-1].loose_ends

    def changes(self, scenario: str) -> ChangeSet:
        """Return what sets a scenario apart from its parent."""
        return ChangeSet() if scenario == ROOT else self._stands(scenario).branches[-1].changes

    def distance(self, scenario: str) -> Distance:
        """Return how far a scenario has moved from its parent, and whose edits those were."""
        found = self._stands(scenario).deviations[-1]
        steps = {step.id: step for _seq, step in self.archive.steps_until({scenario: _FOREVER})}
        authors = dict.fromkeys(steps[deviation.step].author for deviation in found.values())
        return Distance(len({key[:2] for key in found}), len(found), tuple(authors))

    def origin(self, scenario: str, kind: str, key: str, field: str) -> Origin:
        """Return who decided a value that shows in a scenario."""
        cell = (kind, key, field)
        if scenario == ROOT:
            return self._root_origin(cell, _FOREVER)
        standing = self._stands(scenario)
        for one, found in zip(reversed(standing.line), reversed(standing.deviations), strict=True):
            deviation = found.get(cell) or found.get((kind, key, "id"))
            if deviation is not None:
                return Origin(one.id, self._step(one.id, deviation.step))
        return self._root_origin(cell, self.until(scenario)[ROOT])

    def until(self, scenario: str, *, at: int = _FOREVER) -> dict[str, int]:
        """Return how far the journal of each scenario counts in this one, the root's first."""
        return _until(line_of(self.root.plan, scenario), self.archive, at)

    def _content(self, planted: Planted, *, reason: str, source: str) -> tuple[Step, ChangeSet]:
        """Return the step that writes a planted scenario's content, and what it changes."""
        branch = planted.branch
        draft = Draft(self._plan_at_fork(branch))
        planted.content.apply(draft)
        code, facts = planted.content.label
        step = Step(
            kind=StepKind.DO,
            code=code,
            facts=facts,
            author=self.root.author,
            at=self.root.clock(),
            source=source,
            reason=reason,
            scenario=branch.scenario,
        )
        return step, draft.seal()[1]

    def _plan_at_fork(self, branch: Branch) -> Plan:
        at = self.archive.position(branch.fork)
        if branch.linked or at == self.archive.last_seq:
            return self.plan_of(branch.parent)
        return self.plan_of(branch.parent, at=at)

    def _opened(self, scenario: str) -> Session:
        plan = self.plan_of(scenario)
        outcome = reevaluate(self.root.outcome, plan, compare(self.root.plan, plan))
        steps = self.archive.steps_until({scenario: _FOREVER})
        return Session(
            plan,
            _Branched(self, scenario),
            author=self.root.author,
            notices=self.root.notices,
            clock=self.root.clock,
            scenario=scenario,
            plan_id=self.root.plan_id,
            outcome=outcome,
            stacks=UndoStacks.of(step for _seq, step in steps),
        )

    def _arrive(self, edited: str) -> None:
        """Let an edit of one scenario arrive in the open sessions that come from it."""
        for scenario, session in tuple(self._open.items()):
            if scenario in (ROOT, edited):
                continue
            if scenario not in self.root.plan.of(Scenario):
                del self._open[scenario]
            elif edited == ROOT or edited in self.until(scenario):
                session.rebase(self.plan_of(scenario), source="parent")

    def _stands(self, scenario: str) -> _Standing:
        """Return where a scenario stands now; worked out once as long as nothing is edited."""
        seq, plan, known = self._now
        if seq != self.archive.last_seq or plan is not self.root.plan:
            known = {}
            self._now = (self.archive.last_seq, self.root.plan, known)
        if scenario not in known:
            known[scenario] = self._standing(scenario)
        return known[scenario]

    def _standing(
        self,
        scenario: str,
        *,
        at: int = _FOREVER,
        root: Plan | None = None,
        then: Step | None = None,
    ) -> _Standing:
        """Work out where a scenario stands: now, at a number of the journal, or one step later."""
        now = self.root.plan if root is None else root
        line = line_of(now, scenario)
        until = _until(line, self.archive, at)
        base = self._root_at(until[ROOT]) if until[ROOT] < self.archive.last_seq else now
        events, past = self.archive.lineage(until)
        if then is not None:
            events.append(NumberedStep(_FOREVER, then, ()))
        deviations = decided(tuple(one.id for one in line), events, _held(past, base))
        return _Standing(
            base, line, deviations, tuple(_stacked(with_shared(base, now), deviations))
        )

    def _root_at(self, seq: int) -> Plan:
        """Return a past of the root; it never changes, so the latest few are kept."""
        if seq not in self._pasts:
            self._pasts[seq] = self.archive.root_at(seq)
            for old in tuple(self._pasts)[:-_MOST_PASTS]:
                del self._pasts[old]
        return with_shared(self._pasts[seq], self.root.plan)

    def _root_origin(self, cell: CellKey, until: int) -> Origin:
        written = self.archive.trail({ROOT: until}, cell)
        return Origin(ROOT, written[-1][0] if written else None)

    def _step(self, scenario: str, step: str) -> Step | None:
        steps = self.archive.steps_until({scenario: _FOREVER})
        return next((found for _seq, found in steps if found.id == step), None)

    def after_taking_back(self, scenario: str, unit: Unit) -> Plan:
        """Return the plan a scenario has once a unit of its undo is taken back."""
        steps = [step for _seq, step in self.archive.steps_until({scenario: _FOREVER})]
        undone = UndoStacks.of(steps).undoable[-1:]
        kind = StepKind.UNDO if undone and undone[0].steps == unit.steps else StepKind.REDO
        then = Step(kind=kind, code="", facts={}, author="", at="", scenario=scenario)
        return self._standing(scenario, then=then).plan


@attrs.frozen
class _Branched:
    """The store of a scenario's session: a thin view of the archive."""

    _scenarios: Scenarios
    _scenario: str

    def append(self, step: Step, changes: ChangeSet, *, brought: Log = EMPTY_LOG) -> None:
        # A merge asked before; one that brings a locked scenario from another copy brings it whole.
        if step.kind is not StepKind.MERGE:
            check_editable(self._scenarios.root.plan, self._scenario)
        for change in changes:
            if change.table in SHARED:
                raise DomainError("belongs_to_all", kind=change.table, key=change.key)
        self._archive.append(step, changes, brought=brought)

    def steps(self) -> Sequence[Step]:
        return [step for _seq, step in self._numbered()]

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        return self._archive.cells(steps)

    def cell_history(self, table: str, key: str, field: str) -> Sequence[tuple[Step, Cell]]:
        return self._archive.trail(self._scenarios.until(self._scenario), (table, key, field))

    def as_of(self, point: int) -> Plan:
        numbers = [0, *(seq for seq, _step in self._numbered())]
        return self._scenarios.plan_of(self._scenario, at=numbers[point])

    def taking_back(self, unit: Unit) -> Sequence[Cell | Whole]:
        session = self._scenarios.open(self._scenario)
        after = self._scenarios.after_taking_back(self._scenario, unit)
        return tuple(compare(session.plan, after).written())

    @property
    def _archive(self) -> Archive:
        return self._scenarios.archive

    def _numbered(self) -> list[tuple[int, Step]]:
        return self._archive.steps_until(self._scenarios.until(self._scenario))


def _lot_of(unit: Unit | None) -> str:
    """Return what a unit of undo has in common with units of other scenarios, empty for nothing."""
    return "" if unit is None else str(unit.facts.get(LOT, ""))


def _until(line: Sequence[Scenario], archive: Archive, at: int) -> dict[str, int]:
    """Return how far each journal counts: a fork that is not linked ends all below it."""
    until = {}
    for scenario in reversed(line):
        until[scenario.id] = at
        if not scenario.linked:
            at = min(at, archive.position(scenario.fork or ""))
    until[ROOT] = at
    return dict(reversed(until.items()))


def _held(past: RootPast, base: Plan) -> RootValue:
    """Return how to look up what the root held after a step; `base` is it after the last."""

    def held(cell: CellKey, seq: int) -> Scalar:
        known = past.value_after(cell, seq)
        if known is not None:
            return known[0]
        table, key, field = cell
        found = base.table(table).get(key)
        value: Scalar = None if found is None else getattr(found, field)
        return value

    return held


def _stacked(base: Plan, deviations: Sequence[Deviations]) -> Iterator[Branched]:
    plan = base
    for found in deviations:
        made = branched(plan, found)
        yield made
        plan = made.plan
