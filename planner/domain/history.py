# SPDX-License-Identifier: EUPL-1.2
"""Steps, and which of them undo and redo would take back next.

The journal is append-only: undoing a step appends another one. The stacks are derived from the
journal, never stored beside it, so they cannot disagree with it and outlive restart and crash.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time
from typing import Any

import attrs

from planner.domain.errors import StoreError
from planner.domain.ids import new_id
from planner.domain.schema import Choice
from planner.text import N_


class StepKind(Choice):
    """Why a step is in the journal."""

    DO = "do", N_("edit")
    UNDO = "undo", N_("undo")
    REDO = "redo", N_("redo")


@attrs.frozen(kw_only=True)
class Step:
    """One entry of the journal.

    `target` is the step an undo or redo takes back. Consecutive edits with the same `gesture`
    are one unit for undo. `at` is UTC in ISO 8601.
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
    id: str = attrs.field(factory=new_id)


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
            _push(undoable, redoable, step)
        return cls(tuple(undoable), tuple(redoable))

    def after(self, step: Step) -> "UndoStacks":
        """Return the stacks once `step` is in the journal."""
        undoable, redoable = list(self.undoable), list(self.redoable)
        _push(undoable, redoable, step)
        return UndoStacks(tuple(undoable), tuple(redoable))


def steps_until(steps: Iterable[Step], moment: str) -> int:
    """Return the number of the last step made by a time in ISO 8601, 0 if there is none.

    A time without a zone is UTC, a date means the end of that day. Raises
    `StoreError("not_a_time")`.
    """
    end = _parse_time(moment)
    return max((n for n, step in enumerate(steps, 1) if _parse_time(step.at) <= end), default=0)


def _parse_time(text: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        raise StoreError("not_a_time", value=text) from None
    if len(text) == len("2026-06-30"):
        parsed = datetime.combine(parsed, time.max)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def _push(undoable: list[Unit], redoable: list[Unit], step: Step) -> None:
    if step.kind is StepKind.DO:
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
