# SPDX-License-Identifier: EUPL-1.2
"""What a scenario has decided otherwise than its parent, worked out from the journal.

A scenario has decided a cell if the value it wrote there last differs from what its parent held at
that moment; writing the parent's value again gives the cell back to the parent. So a later edit of
the parent shows wherever nothing was decided, and taking an edit of the scenario back restores not
the value it once replaced but the parent's present one.

Nothing of this is stored: the steps of a scenario and of all it came from are played forward, in
the order in which they were made.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from planner.domain.changes import Cell
from planner.domain.history import Step, StepKind, Unit, push
from planner.domain.schema import Scalar

CellKey = tuple[str, str, str]
_KEY = "id"


@attrs.frozen
class Deviation:
    """What a scenario decided otherwise than its parent in one cell, and by which step.

    A record that came has one for each value, its key among them; of one that was taken out the
    key is decided to be nothing.
    """

    value: Scalar
    step: str


Deviations = Mapping[CellKey, Deviation]
NO_DEVIATION: Deviations = {}


@attrs.frozen
class NumberedStep:
    """One step in the history of a plan, its place in the journal, and what it wrote."""

    seq: int
    step: Step
    cells: tuple[Cell, ...]


RootValue = Callable[[CellKey, int], Scalar]


def decided(
    levels: Sequence[str], events: Iterable[NumberedStep], at_root: RootValue
) -> tuple[Deviations, ...]:
    """Return what each of `levels` has decided, scenarios from the oldest to the youngest.

    `events` are the steps of these scenarios in the order of the journal. `at_root` tells what the
    root held in a cell after a numbered step, nothing if it lacked the record.
    """
    played = _Played(levels, at_root)
    for event in events:
        played.take(event)
    return tuple(played.decided)


class _Played:
    """The decisions of a line of scenarios while their steps are played forward."""

    def __init__(self, levels: Sequence[str], at_root: RootValue) -> None:
        self.decided: list[dict[CellKey, Deviation]] = [{} for _ in levels]
        self._level = {scenario: n for n, scenario in enumerate(levels)}
        self._at_root = at_root
        self._stacks: list[tuple[list[Unit], list[Unit]]] = [([], []) for _ in levels]
        self._replaced: dict[str, list[tuple[CellKey, Deviation | None]]] = {}

    def take(self, event: NumberedStep) -> None:
        """Play one step."""
        step = event.step
        level = self._level[step.scenario]
        undoable, redoable = self._stacks[level]
        self._replaced[step.id] = []
        if step.kind is StepKind.UNDO:
            self._restore(level, step.id, undoable[-1])
        elif step.kind is StepKind.REDO:
            self._restore(level, step.id, redoable[-1])
        else:
            for cell in event.cells:
                self._decide(level, cell, event)
        push(undoable, redoable, step)

    def _decide(self, level: int, cell: Cell, event: NumberedStep) -> None:
        key = (cell.table, cell.key, cell.field)
        value = cell.new if cell.exists else None
        leaves = not cell.exists and cell.field != _KEY
        same = leaves or value == self._inherited(level, key, event.seq)
        step = event.step.id
        self._write(level, key, None if same else Deviation(value, step), step)

    def _restore(self, level: int, step: str, unit: Unit) -> None:
        """Give back what was decided before a unit, whatever its steps wrote."""
        for taken in reversed(unit.steps):
            for key, decision in reversed(self._replaced[taken]):
                self._write(level, key, decision, step)

    def _write(self, level: int, key: CellKey, decision: Deviation | None, step: str) -> None:
        known = self.decided[level]
        self._replaced[step].append((key, known.get(key)))
        if decision is None:
            known.pop(key, None)
        else:
            known[key] = decision

    def _inherited(self, level: int, key: CellKey, seq: int) -> Scalar:
        """Return what the parent of a level holds in a cell, nothing if it lacks the record."""
        for known in reversed(self.decided[:level]):
            if key in known:
                return known[key].value
            there = known.get((*key[:2], _KEY))
            if there is not None and there.value is None:
                return None
        return self._at_root(key, seq)
