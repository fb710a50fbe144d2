# SPDX-License-Identifier: EUPL-1.2
"""Steps, and which of them undo and redo would take back next.

The journal is append-only: undoing a step appends another one. The stacks are derived from the
journal, never stored beside it, so they cannot disagree with it and outlive restart and crash.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Any

import attrs

from planner.domain.changes import Cell
from planner.domain.errors import StoreError
from planner.domain.ids import new_id
from planner.domain.schema import Choice
from planner.text import N_

BEGIN = "begin"
"""How the moment before the first edit is written, where a moment can be chosen."""


class StepKind(Choice):
    """Why a step is in the journal."""

    DO = "do", N_("edit")
    UNDO = "undo", N_("undo")
    REDO = "redo", N_("redo")
    MERGE = "merge", N_("merge")


@attrs.frozen(kw_only=True)
class Step:
    """One entry of the journal.

    `target` is the step an undo or redo takes back. Consecutive edits with the same `gesture`
    are one unit for undo. `at` is UTC in ISO 8601. `scenario` is the key of the scenario the step
    edits, empty for the plan at the root. `line` is the merge step that brought it here from
    another copy, empty if it was made here; what such a step wrote is not in the tables, because
    the merge step says what became of it.
    """

    kind: StepKind
    code: str
    facts: Mapping[str, Any]
    author: str
    at: str
    source: str = ""
    reason: str = ""
    gesture: str = ""
    target: str = ""
    scenario: str = ""
    line: str = ""
    id: str = attrs.field(factory=new_id)

    def is_native(self, scenario: str = "") -> bool:
        """Tell whether the step was made here, in this scenario."""
        return self.scenario == scenario and not self.line


@attrs.frozen
class Log:
    """All a journal holds: steps of every scenario and line, oldest first, and what each wrote."""

    steps: tuple[Step, ...] = ()
    cells: Mapping[str, tuple[Cell, ...]] = MappingProxyType({})


EMPTY_LOG = Log()
LOT = "lot"
"""The fact that steps of several scenarios have in common that were made as one."""
_DATE = len("2026-06-30")


@attrs.frozen
class Unit:
    """What one undo takes back: the steps, first to last, and the step that names them."""

    steps: tuple[str, ...]
    code: str
    facts: Mapping[str, Any]
    gesture: str = ""


@attrs.frozen
class UndoStacks:
    """What can be undone and redone, the next one last."""

    undoable: tuple[Unit, ...] = ()
    redoable: tuple[Unit, ...] = ()

    @classmethod
    def of(cls, steps: Iterable[Step]) -> "UndoStacks":
        """Derive the stacks from a journal, oldest step first."""
        undoable: list[Unit] = []
        redoable: list[Unit] = []
        for step in steps:
            push(undoable, redoable, step)
        return cls(tuple(undoable), tuple(redoable))

    def after(self, step: Step) -> "UndoStacks":
        """Return the stacks once `step` is in the journal."""
        undoable, redoable = list(self.undoable), list(self.redoable)
        push(undoable, redoable, step)
        return UndoStacks(tuple(undoable), tuple(redoable))


def steps_until(steps: Iterable[Step], moment: str) -> int:
    """Return the number of the last step made here by a time in ISO 8601, 0 if there is none.

    A step that a merge brought counts from the merge on, however old it is: before, it was not in
    this plan. A time without a zone is UTC, a date means the end of that day. Raises
    `StoreError("not_a_time")`.
    """
    end = _parse_time(moment)
    made_here = ((number, step) for number, step in enumerate(steps, 1) if not step.line)
    return max((number for number, step in made_here if _parse_time(step.at) <= end), default=0)


def is_within(moment: str, since: str, until: str) -> bool:
    """Tell whether a time lies between two others in ISO 8601; an empty one is no bound.

    `since` a date means its first moment, `until` a date its last. Raises
    `StoreError("not_a_time")`.
    """
    at = _parse_time(moment)
    if until and at > _parse_time(until):
        return False
    return not since or at >= _parse_time(f"{since}T00:00" if len(since) == _DATE else since)


def _parse_time(text: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise StoreError("not_a_time", value=text) from None
    if len(text) == _DATE:
        parsed = datetime.combine(parsed, time.max)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def push(undoable: list[Unit], redoable: list[Unit], step: Step) -> None:
    """Bring two stacks, the next unit last, to where they are once `step` is in the journal."""
    if step.kind in (StepKind.DO, StepKind.MERGE):
        redoable.clear()
        if step.gesture and undoable and undoable[-1].gesture == step.gesture:
            last = undoable[-1]
            undoable[-1] = attrs.evolve(last, steps=(*last.steps, step.id), facts=step.facts)
        else:
            undoable.append(Unit((step.id,), step.code, step.facts, step.gesture))
    elif step.kind is StepKind.UNDO:
        taken = undoable.pop()
        redoable.append(Unit((step.id,), taken.code, taken.facts))
    else:
        taken = redoable.pop()
        undoable.append(Unit((step.id,), taken.code, taken.facts))
