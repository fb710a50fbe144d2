# SPDX-License-Identifier: EUPL-1.2
"""What a verb hands back, as lines for people and as data for programs."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import attrs

from planner.domain.changes import Change
from planner.domain.plan import Plan
from planner.domain.schema import Field, Record, Scalar, Type
from planner.engine.outcome import Finding, Outcome
from planner.report.dictionary import unit_symbol
from planner.report.origins import Footnotes
from planner.report.sheet import Sheet
from planner.sentences import finding_sentence, kind_word, name_in, record_word, step_title
from planner.session import Update
from planner.text import _, day_label, labelled, month_label, ngettext, number, percent, unit_label

_MOST_LINES = 20
_WIDEST = 60


@attrs.frozen
class Paper:
    """A page that is to be printed into a file, by whoever can set type."""

    sheet: Sheet
    notes: Footnotes
    path: Path


@attrs.frozen
class Result:
    """The answer of a verb: plain data, the same in lines, and what a script is told."""

    data: Any
    lines: Sequence[str] = ()
    exit_code: int = 0
    paper: Paper | None = None


def printed(result: Result) -> str:
    """Return the lines of a result as one text."""
    return "\n".join(result.lines)


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: str = "",
    widest: int = _WIDEST,
) -> list[str]:
    """Lay out cells in columns of up to `widest` characters.

    `right` has an `r` for every column that lines up at its end.
    """
    cells = [list(heads), *([_cut(cell, widest) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    aligned = [right[column : column + 1] == "r" for column in range(len(heads))]
    lines = [_line(row, widths, aligned) for row in cells]
    return [lines[0], "─" * sum(widths, start=2 * (len(widths) - 1)), *lines[1:]]


def shown(field: Field, value: Scalar, plan: Plan) -> str:
    """Write a value for reading: names for references, words for codes, a unit behind numbers."""
    if value is None:
        return _("unknown")
    if field.choices is not None:
        return _(field.choices(str(value)).label)
    if field.target:
        keys = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(record_word(plan, field.target, key) for key in keys)
    if field.value_type in (Type.MONTH, Type.DATE):
        return _when(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _quantity(field, value) if isinstance(value, int | float) else str(value)


def _when(value: Scalar) -> str:
    """Write a month, which is a number, or a day, which is a text."""
    return (
        month_label(value) if isinstance(value, int) else day_label(date.fromisoformat(str(value)))
    )


def update_result(update: Update, before: tuple[Plan, Outcome]) -> Result:
    """Tell what an edit changed and which findings are new or settled by it."""
    old_plan, old = before
    fresh = _without(update.outcome.findings, old.findings)
    settled = _without(old.findings, update.outcome.findings)
    if update.step is None:
        said = [_("Nothing changed: the plan says so already.")]
    else:
        said = [step_title(update.step, update.plan, _old_names(update, old_plan))]
    data = {
        "step": update.step.id if update.step else None,
        "title": said[0],
        "changes": changes_data(update.changes),
        "new_findings": [finding_data(finding, update.plan) for finding in fresh],
        "settled_findings": [finding_data(finding, old_plan) for finding in settled],
    }
    lines = [*said, *changes_lines(update.changes, update.plan)]
    lines.extend(_("New: {finding}").format(finding=finding_line(f, update.plan)) for f in fresh)
    lines.extend(_("Settled: {finding}").format(finding=finding_line(f, old_plan)) for f in settled)
    return Result(data, lines)


def finding_line(finding: Finding, plan: Plan) -> str:
    """Say a finding in one line, with its severity and rule."""
    said = finding_sentence(finding, plan)
    return labelled(f"{_(finding.severity.label)} {finding.rule}", said)


def finding_data(finding: Finding, plan: Plan) -> dict[str, Any]:
    """Return a finding as plain data with its sentence."""
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "kind": finding.kind,
        "key": finding.key,
        "checkable": finding.checkable,
        "facts": dict(finding.facts),
        "sentence": finding_sentence(finding, plan),
    }


def _quantity(field: Field, value: float) -> str:
    if field.unit == "share":
        return percent(value, 2)
    if field.unit == "year":
        return str(value)
    written = number(value, field.decimals)
    return f"{written} {unit_label(unit_symbol(field))}".strip()


def _cut(cell: str, widest: int) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= widest else f"{flat[: widest - 1]}…"


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    placed = zip(cells, widths, right, strict=True)
    return "  ".join(c.rjust(w) if at_end else c.ljust(w) for c, w, at_end in placed).rstrip()


def _without(findings: Sequence[Finding], known: Sequence[Finding]) -> list[Finding]:
    others = set(known)
    return [finding for finding in findings if finding not in others]


def _old_names(update: Update, old: Plan) -> dict[tuple[str, str], str]:
    gone = (change for change in update.changes if change.after is None)
    return {(c.table, c.key): record_word(old, c.table, c.key) for c in gone}


def changes_data(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return changes as plain data, with the old and the new value of each field."""
    return [_change_data(change) for change in changes]


def changes_lines(changed: Iterable[Change], plan: Plan) -> Iterator[str]:
    """Say changes, a line for each field, in the names of the plan they lead to."""
    changes = list(changed)
    for change in changes[:_MOST_LINES]:
        yield from _one_change(change, plan)
    rest = len(changes) - _MOST_LINES
    if rest > 0:
        yield "  " + ngettext("and {count} more change", "and {count} more changes", rest).format(
            count=number(rest)
        )


def _one_change(change: Change, plan: Plan) -> Iterator[str]:
    record = change.after or change.before
    assert record is not None  # noqa: S101 - a change has at least one side
    facts = {"kind": kind_word(change.table), "name": name_in(plan, record), "key": change.key}
    if change.before is None:
        yield "  " + _("added {kind} “{name}”, key {key}").format(**facts)
    elif change.after is None:
        yield "  " + _("removed {kind} “{name}”, key {key}").format(**facts)
    else:
        yield from (_cell_line(change.before, change.after, f, plan) for f in _moved(change))


def _moved(change: Change) -> Iterator[Field]:
    return (change.kind.field(cell.field) for cell in change.cells())


def _cell_line(before: Record, after: Record, field: Field, plan: Plan) -> str:
    old, new = (shown(field, getattr(record, field.name), plan) for record in (before, after))
    return f"  {name_in(plan, after)}: {_(field.label)} {old} → {new}"


def _change_data(change: Change) -> dict[str, Any]:
    fields = {cell.field: cell for cell in change.cells()}
    return {
        "kind": change.table,
        "key": change.key,
        "change": _change_word(change),
        "fields": {
            name: {"old": _plain(change, name, cell.old), "new": _plain(change, name, cell.new)}
            for name, cell in fields.items()
        },
    }


def _change_word(change: Change) -> str:
    if change.before is None:
        return "added"
    return "removed" if change.after is None else "changed"


def _plain(change: Change, name: str, value: Scalar) -> Scalar:
    """Return a value as JSON holds it: months written out, everything else as it is."""
    field = change.kind.field(name)
    return field.format(value) if field.value_type is Type.MONTH and value is not None else value
