# SPDX-License-Identifier: EUPL-1.2
"""What the list of the history shows."""

from collections.abc import Sequence

from planner.domain.changes import Cell
from planner.domain.history import Step, StepKind
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Schema
from planner.sentences import step_title
from planner.text import _, moment_label
from ui.panes.list_values import HistoryRow


def history_rows(steps: Sequence[Step], plan: Plan) -> tuple[HistoryRow, ...]:
    """Return the journal, the latest step first; what was undone is marked."""
    undone = _undone(steps)
    return tuple(
        HistoryRow(
            id=step.id,
            title=step_title(step, plan),
            when=moment_label(step.at),
            who=step.author,
            what=step.reason,
            cells=(),
            taken_back=step.kind is StepKind.DO and step.id in undone,
        )
        for step in reversed(steps)
    )


def _undone(steps: Sequence[Step]) -> frozenset[str]:
    """Return the edits that are taken back as things stand, whatever was redone in between."""
    gone: set[str] = set()
    origin: dict[str, str] = {}
    gesture, first_of_gesture = "", ""
    for step in steps:
        if step.kind is StepKind.DO and step.gesture and step.gesture == gesture:
            origin[step.id] = first_of_gesture
            continue
        first = origin[step.id] = origin.get(step.target, step.id)
        gesture = step.gesture if step.kind is StepKind.DO else ""
        first_of_gesture = first
        if step.kind is StepKind.UNDO:
            gone.add(first)
        elif step.kind is StepKind.REDO:
            gone.discard(first)
    return frozenset(key for key, first in origin.items() if first in gone)


def cell_lines(schema: Schema, cells: Sequence[Cell]) -> tuple[str, ...]:
    """Return one line for each cell a step wrote: field, old value, new value."""
    return tuple(_cell_line(schema.kind(cell.table), cell) for cell in cells if _told(cell))


def _told(cell: Cell) -> bool:
    return cell.field != "id" and cell.old != cell.new


def _cell_line(kind: Kind, cell: Cell) -> str:
    field = kind.field(cell.field)
    unit = f" {field.unit}" if field.unit not in {"", "1", "share"} else ""
    old = field.format(cell.old) or _("unknown")
    new = field.format(cell.new) or _("unknown")
    label = f"{_(kind.label)} · {_(field.label)}"
    if not cell.existed:
        return f"{label}: {new}{unit}"
    if not cell.exists:
        return _("{label}: {old}{unit}, removed").format(label=label, old=old, unit=unit)
    return f"{label}: {old} → {new}{unit}"
