# SPDX-License-Identifier: EUPL-1.2
"""What the list of the history shows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import islice
from types import MappingProxyType

from planner.domain.changes import Cell
from planner.domain.history import Step, StepKind
from planner.domain.months import month_at
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Schema
from planner.sentences import cell_text, step_title
from planner.text import _, day_label, labelled, moment_label, month_label, unit_label
from ui.panes.list_values import HistoryRow
from ui.presenting.scenario_values import scenario_name


def history_rows(
    steps: Sequence[Step],
    plan: Plan,
    *,
    wanted: Callable[[Step], bool] = lambda _step: True,
    versions: Mapping[str, str] = MappingProxyType({}),
    here: str = "",
    most: int | None = None,
) -> tuple[HistoryRow, ...]:
    """Return the journal, the latest step first; what was undone is marked.

    Only steps that are `wanted` get a row. `versions` are the names of moments by step, `here` is
    the step on screen if that is not the last. With `most`, no more rows than that are made.
    """
    undone = _undone(steps)
    rows = (
        HistoryRow(
            id=step.id,
            title=step_title(step, plan),
            when=moment_label(step.at),
            who=step.author,
            what=step.reason,
            cells=(),
            taken_back=step.kind is StepKind.DO and step.id in undone,
            version=versions.get(step.id, ""),
            where=scenario_name(plan, step.scenario),
            is_here=step.id == here,
            groups=_groups(step, plan),
        )
        for step in reversed(steps)
        if wanted(step)
    )
    return tuple(islice(rows, most))


def _groups(step: Step, plan: Plan) -> dict[str, str]:
    """Say under which heading a step stands, by way of grouping; days are of this machine."""
    day = datetime.fromisoformat(step.at).astimezone().date()
    return {
        "day": day_label(day),
        "month": month_label(int(month_at(day))),
        "person": step.author,
        "scenario": scenario_name(plan, step.scenario),
        "deed": _(step.kind.label),
    }


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
    unit = f" {unit_label(field.unit)}" if field.unit not in {"", "1", "share", "year"} else ""
    old = cell_text(field, cell.old) or _("unknown")
    new = cell_text(field, cell.new) or _("unknown")
    label = f"{_(kind.label)} · {_(field.label)}"
    if not cell.existed:
        return labelled(label, f"{new}{unit}")
    if not cell.exists:
        return _("{label}: {old}{unit}, removed").format(label=label, old=old, unit=unit)
    return labelled(label, f"{old} → {new}{unit}")
