# SPDX-License-Identifier: EUPL-1.2
"""Putting another copy of the plan into the open one: look first, choose, then one step.

The other file is only read, and from a temporary copy: so it may be open elsewhere, lie where
nobody may write, or come from an older version of the program, whose copy is then completed. The
plan at the root comes first; after it each scenario that has something new, because a scenario
rests on what it was branched from. Each is one step in its own history; what they have in common
is the *lot*, by which `Scenarios.undo` finds and takes back all of them.
"""

import tempfile
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import attrs

from planner.domain.changes import ChangeSet, compare
from planner.domain.clashes import Clash
from planner.domain.commands import Replay
from planner.domain.errors import DomainError, PlannerError, StoreError
from planner.domain.history import LOT, Log, Step, StepKind
from planner.domain.ids import new_id
from planner.domain.merge import NO_CHOICES, Choices, Merge, Settled, merge
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import ROOT, check_editable, with_shared
from planner.domain.weighing import Copy
from planner.engine.causes import Cause, causes, new_findings
from planner.engine.outcome import Finding, Outcome
from planner.engine.stages import reevaluate
from planner.scenarios import Scenarios
from planner.session import Session, Update
from planner.store.copying import copy_of_open_file
from planner.store.planfile import PlanFile

MERGE = "merge"
_MOST_EFFECTS = 2  # each holds an outcome of the whole plan


@attrs.frozen(eq=False)
class OtherCopy:
    """What another copy holds, a file or a patch; `name` is what it is called.

    `copy_of` gives one scenario of it, the root under its empty key, beside the same of ours.
    `scenarios` are those that may have something new; `is_whole` tells whether the plan of one
    that stands alone is known, rather than only what was done to it.
    """

    name: str
    scenarios: tuple[str, ...]
    copy_of: Callable[[Copy], Copy]
    is_whole: bool


@attrs.frozen(eq=False)
class Look:
    """What the plan at the root would be under some choices, and what its rules then say."""

    settled: Settled
    outcome: Outcome
    causes: tuple[Cause, ...]

    @property
    def plan(self) -> Plan:
        """Return the plan."""
        return self.settled.plan


@attrs.frozen(eq=False)
class Effect:
    """What some choices do to one scenario: the plan they lead to, and what comes of it."""

    settled: Settled
    before: Outcome
    outcome: Outcome

    @property
    def gained(self) -> tuple[Finding, ...]:
        """Return the findings that are new."""
        return new_findings(self.before, self.outcome)

    @property
    def lost(self) -> tuple[Finding, ...]:
        """Return the findings that are gone."""
        return new_findings(self.outcome, self.before)


@attrs.frozen(eq=False)
class Held:
    """A scenario that was left alone, and why."""

    scenario: str
    error: PlannerError


@attrs.frozen(eq=False)
class MergePreview:
    """Another copy weighed against this one: a merge for the root and for each scenario.

    `branches` are the scenarios both have; one that only theirs has comes whole. `held` are
    scenarios that may not be edited here although theirs has something new.
    """

    session: Session
    root: Merge
    branches: tuple[Merge, ...]
    held: tuple[Held, ...]
    other: OtherCopy
    _effects: dict[object, Effect] = attrs.field(init=False, factory=dict, repr=False)

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Return everything to choose about."""
        return tuple(c for part in (self.root, *self.branches) for c in part.clashes)

    @property
    def is_empty(self) -> bool:
        """Tell whether this copy knows all that the other does."""
        return self.root.is_empty and all(part.is_empty for part in self.branches)

    @property
    def news(self) -> int:
        """Return how many steps of the other copy this one does not have, in all scenarios."""
        parts = (self.root, *self.branches)
        return sum(len(part.brought.steps) + len(part.again) for part in parts)

    def part(self, scenario: str) -> Merge:
        """Return the merge of one scenario, of the root for an empty key."""
        parts = (self.root, *self.branches)
        return next(part for part in parts if part.mine.scenario == scenario)

    def effect(self, choices: Choices = NO_CHOICES, *, scenario: str = ROOT) -> Effect:
        """Evaluate one scenario under some choices; nothing is written.

        The latest few are kept, because every table of a merge asks for the same one.
        """
        asked = (scenario, frozenset(choices.items()))
        if asked not in self._effects:
            self._effects[asked] = self._effect(choices, scenario)
            for old in tuple(self._effects)[:-_MOST_EFFECTS]:
                del self._effects[old]
        return self._effects[asked]

    def _effect(self, choices: Choices, scenario: str) -> Effect:
        part = self.part(scenario)
        settled = part.settled(choices)
        before = self.session.outcome
        if scenario != ROOT:
            ours = part.mine.plan
            before = reevaluate(before, ours, compare(self.root.mine.plan, ours))
        return Effect(settled, before, reevaluate(before, settled.plan, settled.changes))

    def look(self, choices: Choices = NO_CHOICES) -> Look:
        """Evaluate the plan at the root under some choices; nothing is written."""
        effect = self.effect(choices)
        settled, before, outcome = effect.settled, effect.before, effect.outcome
        found = causes(self.root.mine.plan, before, outcome, settled.changes)
        return Look(settled, outcome, found)

    def steps_behind(self, cause: Cause) -> tuple[Step, ...]:
        """Return the steps of theirs that touched the records a new finding is due to."""
        records = set(cause.records)
        return tuple(
            step
            for step in self.root.brought.steps
            if any((c.table, c.key) in records for c in self.root.brought.cells.get(step.id, ()))
        )


def preview_merge(scenarios: Scenarios, file: PlanFile, path: Path) -> MergePreview:
    """Weigh a file against the open plan; nothing is written.

    Raises `StoreError`: `other_plan` if it is no copy of the same plan, and whatever opening it
    says.
    """
    other = read_copy(path, plan_id=file.plan_id)
    return weigh(scenarios, file, other)


def weigh(scenarios: Scenarios, file: PlanFile, other: OtherCopy) -> MergePreview:
    """Weigh what was read from elsewhere against the open plan; nothing is written."""
    log = file.log()
    session = scenarios.root
    mine = Copy.of(session.plan, log, name=session.author)
    root = merge(mine, other.copy_of(mine))
    branches: list[Merge] = []
    held: list[Held] = []
    known = session.plan.of(Scenario)
    for scenario in other.scenarios:
        if scenario not in known or known[scenario].built_in:
            continue
        part = _weighed(scenarios, log, other, scenario, known=known.keys())
        if part.is_empty:
            continue
        trouble = _refusal(session.plan, scenario)
        if trouble is None:
            branches.append(part)
        else:
            held.append(Held(scenario, trouble))
    return MergePreview(session, root, tuple(branches), tuple(held), other)


def carry_out(
    scenarios: Scenarios,
    file: PlanFile,
    preview: MergePreview,
    choices: Choices = NO_CHOICES,
    *,
    source: str = "",
    reason: str = "",
) -> Update:
    """Put the other copy into the plan, and what it has of scenarios into those.

    What nobody chose takes its default. Returns the update of the root. Raises
    `DomainError("nothing_to_merge")`, or `DomainError("merge_outdated")` if the plan has been
    edited since it was looked at, and `StoreError` if it could not be saved.
    """
    session = scenarios.root
    if preview.is_empty:
        raise DomainError("nothing_to_merge", other=preview.other.name)
    if session.plan is not preview.root.mine.plan:
        raise DomainError("merge_outdated")
    update = Update(ChangeSet(), session.plan, session.outcome, source, None)
    write = partial(_write, choices=choices, lot=new_id(), source=source, reason=reason)
    if not preview.root.is_empty:
        update = write(session, preview.root)
    known = preview.root.mine.plan.of(Scenario)
    left_alone = {one.scenario for one in preview.held}
    left_alone |= {key for key, row in known.items() if row.built_in}
    for scenario in preview.other.scenarios:
        if scenario in session.plan.of(Scenario) and scenario not in left_alone:
            part = _weighed(scenarios, file.log(), preview.other, scenario, known=known.keys())
            if not part.is_empty or part.taken:
                write(scenarios.open(scenario), part)
    return update


def read_copy(path: Path, *, plan_id: str) -> OtherCopy:
    """Read another file of a plan. Raises `StoreError`, `other_plan` among others."""
    with opened_copy(path) as file:
        if file.plan_id != plan_id:
            raise StoreError("other_plan", path=str(path))
        log = file.log()
        scenarios = Scenarios(Session(file.plan, file, author=path.stem), file)
        edited = {step.scenario for step in log.steps}
        plans = {ROOT: file.plan}
        for row in _oldest_first(file.plan):
            if row.id in edited or not row.linked:
                plans[row.id] = scenarios.plan_of(row.id)

    def copy_of(mine: Copy) -> Copy:
        return Copy.of(plans[mine.scenario], log, scenario=mine.scenario, name=path.stem)

    return OtherCopy(path.stem, tuple(plans)[1:], copy_of, is_whole=True)


@contextmanager
def opened_copy(path: Path) -> Iterator[PlanFile]:
    """Open a copy of a file for the length of a block, and leave the file itself alone.

    Raises `StoreError` that names the file, not its copy.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, path.name)
        copy_of_open_file(path, copy)
        with PlanFile.open(copy) as file:
            yield file


def _weighed(
    scenarios: Scenarios, log: Log, other: OtherCopy, scenario: str, *, known: Set[str]
) -> Merge:
    """Weigh one scenario; one that only theirs had and that stands alone is taken as it is."""
    row = scenarios.root.plan.get(Scenario, scenario)
    mine = Copy.of(scenarios.plan_of(scenario), log, scenario=scenario, name=scenarios.root.author)
    theirs = other.copy_of(mine)
    theirs = attrs.evolve(theirs, plan=with_shared(theirs.plan, scenarios.root.plan))
    part = merge(mine, theirs)
    if scenario in known or row.linked or not other.is_whole:
        return part
    return attrs.evolve(part, taken=tuple(compare(mine.plan, theirs.plan)))


def _write(
    session: Session, part: Merge, *, choices: Choices, lot: str, source: str, reason: str
) -> Update:
    settled = part.settled(choices)
    facts = {**part.facts(settled), LOT: lot}
    command = Replay(cells=tuple(settled.changes.written()), code=MERGE, facts=facts)
    return session.execute(
        command, kind=StepKind.MERGE, brought=part.brought, source=source, reason=reason
    )


def _refusal(plan: Plan, scenario: str) -> PlannerError | None:
    """Return why a scenario of this copy may not be edited, `None` if it may."""
    try:
        check_editable(plan, scenario)
    except DomainError as error:
        return error
    return None


def _oldest_first(plan: Plan) -> list[Scenario]:
    """Return the scenarios with each after what it was branched from."""
    found: list[Scenario] = []
    left = dict(plan.of(Scenario))
    while left:
        ready = [row for row in left.values() if row.parent not in left]
        if not ready:
            break
        found.extend(ready)
        for row in ready:
            del left[row.id]
    return found
