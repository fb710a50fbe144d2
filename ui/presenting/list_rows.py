# SPDX-License-Identifier: EUPL-1.2
"""What the lists of findings and of history show."""

from collections.abc import Sequence

from planner.domain.changes import Cell
from planner.domain.history import Step, StepKind
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Schema
from planner.engine.outcome import Finding, Outcome, Severity
from planner.sentences import finding_sentence, record_word, step_title
from planner.text import _, moment_label
from ui.panes.list_values import FindingRow, HistoryRow
from ui.widgets.tone import Tone

_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "danger",
    Severity.WARNING: "warning",
    Severity.INFO: "neutral",
}
_ICONS = {
    Severity.ERROR: "circle-alert",
    Severity.WARNING: "triangle-alert",
    Severity.INFO: "info",
}


def finding_rows(plan: Plan, outcome: Outcome) -> tuple[FindingRow, ...]:
    """Return the findings in the outcome's order: the serious ones first."""
    return tuple(_finding_row(plan, finding) for finding in outcome.findings)


def _finding_row(plan: Plan, finding: Finding) -> FindingRow:
    severity = finding.severity
    words = _(severity.label) if finding.checkable else _("cannot be checked")
    tone: Tone = _TONES[severity] if finding.checkable else "neutral"
    return FindingRow(
        rule=finding.rule,
        severity=words,
        tone=tone,
        icon=_ICONS[severity] if finding.checkable else "circle-question-mark",
        where=_place(plan, finding),
        sentence=finding_sentence(finding, plan),
        kind=finding.kind,
        key=finding.key,
    )


def _place(plan: Plan, finding: Finding) -> str:
    if not finding.kind:
        return _("Whole network")
    name = record_word(plan, finding.kind, finding.key)
    record = plan.tables.get(finding.kind, {}).get(finding.key)
    state = getattr(record, "state", None)
    return f"{_(name)}, {state}" if state else _(name)


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
