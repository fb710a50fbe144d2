# SPDX-License-Identifier: EUPL-1.2
"""What sets two plans apart, field by field, as rows of a table."""

from collections.abc import Iterable, Iterator

from planner.domain.changes import Change
from planner.domain.plan import Plan
from planner.reference.tracing import cell_value
from planner.sentences import name_in
from planner.text import _
from ui.widgets.text_table import TextRow, TextRows

MOST_ROWS = 2_000


def change_rows(changes: Iterable[Change], plan: Plan, other: Plan, *, there: str) -> TextRows:
    """Return what differs between `plan` and the other one, at most 2,000 fields.

    `there` is the heading of the other side.
    """
    rows: list[TextRow] = []
    for change in changes:
        rows.extend(_rows_of(change, plan, other))
        if len(rows) >= MOST_ROWS:
            break
    heads = (_("Record"), _("Field"), _("Now"), there)
    return TextRows(heads=heads, right="llll", rows=tuple(rows[:MOST_ROWS]))


def _rows_of(change: Change, plan: Plan, held: Plan) -> Iterator[TextRow]:
    record = change.after or change.before
    assert record is not None  # noqa: S101 - a change has at least one side
    name = f"{_(change.kind.label)} · {name_in(held if change.after else plan, record)}"
    if change.before is None or change.after is None:
        there, gone = _("in the plan"), _("not there")
        sides = (gone, there) if change.before is None else (there, gone)
        yield TextRow((name, _("whole record"), *sides), detail=name)
        return
    for cell in change.cells():
        field = change.kind.field(cell.field)
        old, new = cell_value(plan, field, cell.old), cell_value(held, field, cell.new)
        yield TextRow((name, _(field.label), old, new), detail=name)
