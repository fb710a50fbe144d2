# SPDX-License-Identifier: EUPL-1.2
"""A journal read as a history of cells: what a copy knows, and what it did that another does not.

Causality is by the ids of steps, never by clocks: a copy knows the steps in its journal, those it
made and those a merge brought. A merge that was undone counts as if it had not been, so that it
can be made again.

What somebody did to a cell is an *operation*. What a merge took over is none: the original is in
the journal beside it, as a step that was brought. What a merge decided, because both copies had
changed a cell, is one; it stands in the facts of the merge even where it changed no value, since
otherwise the same question would come back with the next merge.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property

import attrs

from planner.domain.changes import Cell
from planner.domain.history import Log, Step, StepKind
from planner.domain.schema import Scalar

THERE = ""
"""Stands for a field: whether the record is there at all."""

CellKey = tuple[str, str, str]
RecordKey = tuple[str, str]


@attrs.frozen
class Op:
    """What a step did to a cell; `at` is the place of the step in the lane."""

    step: Step
    at: int
    cell: CellKey
    value: Scalar


Ops = Mapping[CellKey, Sequence[Op]]


@attrs.frozen(eq=False)
class Lane:
    """The steps of one scenario in one copy, oldest first, brought ones before their merge.

    `known` holds the ids that count: all but those only an undone merge had brought.
    """

    steps: tuple[Step, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    known: frozenset[str]
    _merge_of: Mapping[str, str] = attrs.field(repr=False)

    @classmethod
    def of(cls, log: Log, scenario: str = "") -> "Lane":
        """Read the journal of one scenario out of a log."""
        steps = tuple(step for step in log.steps if step.scenario == scenario)
        merge_of = _merges_taken_back(steps)
        undone = _odd(merge_of.values())
        active = [s for s in steps if s.kind is StepKind.MERGE and s.id not in undone]
        again = {key for step in active for key in step.facts.get("again", ())}
        known = frozenset(s.id for s in steps if s.line not in undone or s.id in again)
        return cls(steps, log.cells, known, merge_of)

    def ops(self, counts: Callable[[str], bool]) -> Ops:
        """Return what was done to each cell by the steps whose id `counts`."""
        found: dict[CellKey, list[Op]] = defaultdict(list)
        undone = self._undone_by(counts)
        for at, step in enumerate(self.steps):
            if step.id not in self.known or not counts(step.id):
                continue
            merge = self._merge_of.get(step.id)
            # A merge and its undo cancel out for whoever knows both or neither.
            if step.id in undone or (merge is not None and counts(merge)):
                continue
            merged = step.kind is StepKind.MERGE
            done = decided_by(step) if merged else _effects(self.cells.get(step.id, ()))
            for cell, value in done:
                found[cell].append(Op(step, at, cell, value))
        return found

    def _undone_by(self, counts: Callable[[str], bool]) -> frozenset[str]:
        """Return the merges that are taken back as far as the steps go that count."""
        return _odd(merge for step, merge in self._merge_of.items() if counts(step))

    def ops_unknown_to(self, known: Set[str]) -> Ops:
        """Return what was done to each cell by steps another copy does not know."""
        return self.ops(lambda step: step not in known)

    def value_before(self, cell: CellKey, at: int, now: Scalar) -> Scalar:
        """Return the value a cell had in this copy before the step at a place; it is `now` now."""
        written = self._written_here.get(cell, ())
        return next((old for place, old in written if place >= at), now)

    @cached_property
    def _written_here(self) -> Mapping[CellKey, Sequence[tuple[int, Scalar]]]:
        """Return where in this copy a cell was written, and what it held before."""
        found: dict[CellKey, list[tuple[int, Scalar]]] = defaultdict(list)
        for at, step in enumerate(self.steps):
            if not step.line:
                for cell in self.cells.get(step.id, ()):
                    found[cell.table, cell.key, cell.field].append((at, cell.old))
                    if cell.existed != cell.exists:
                        found[cell.table, cell.key, THERE].append((at, cell.existed))
        return found


def decided_by(step: Step) -> Iterator[tuple[CellKey, Scalar]]:
    """Yield the cells a merge decided and the values it gave them."""
    for table, key, field, value in step.facts.get("decided", ()):
        yield (table, key, field), value


def _merges_taken_back(steps: Sequence[Step]) -> dict[str, str]:
    """Return, for every undo or redo of a merge, the merge it is about."""
    merges = {step.id for step in steps if step.kind is StepKind.MERGE}
    found: dict[str, str] = {}
    for step in steps:
        if step.target in merges:
            found[step.id] = step.target
        elif step.target in found:
            found[step.id] = found[step.target]
    return found


def _odd(merges: Iterable[str]) -> frozenset[str]:
    """Return what occurs an odd number of times: undone, and not redone since."""
    return frozenset(merge for merge, count in Counter(merges).items() if count % 2)


def _effects(cells: Sequence[Cell]) -> Iterator[tuple[CellKey, Scalar]]:
    """Yield what cells of one step did: records that came or went, and the values they have."""
    came_or_went: set[RecordKey] = set()
    for cell in cells:
        record = cell.table, cell.key
        if cell.existed != cell.exists and record not in came_or_went:
            came_or_went.add(record)
            yield (*record, THERE), cell.exists
        if cell.exists and cell.field != "id":
            yield (*record, cell.field), cell.new
