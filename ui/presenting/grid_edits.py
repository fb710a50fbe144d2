# SPDX-License-Identifier: EUPL-1.2
"""Fields as cells of a grid: their words, what an editor begins with, reading what was typed."""

from collections.abc import Collection, Sequence

from planner.domain.commands import EditField
from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, evidence_key
from planner.domain.schema import Field, Record, Scalar, Type
from planner.sentences import as_in_files, cell_text, value_words
from planner.text import _, labelled, number, parse_number, plain_number
from ui.presenting.names import names_of
from ui.widgets.asked import Asked
from ui.widgets.grid_values import GridCell, GridValues

_NUMBERS = frozenset({Type.NUMBER, Type.INTEGER})
_CHOSEN = frozenset({Type.CHOICE, Type.REFERENCE, Type.FLAG})


def field_cell(plan: Plan, record: Record, name: str, *, unit: bool = False) -> GridCell:
    """Return a field as a cell that can be edited; what is unknown says so in grey."""
    field, value = record.KIND.field(name), getattr(record, name)
    asked = Asked(record.KIND.name, record.id, name)
    return GridCell(
        text=_("not stated") if value is None else _words(plan, field, value, unit=unit),
        value=value if isinstance(value, int | float) else None,
        tone="neutral" if value is None or _is_assumed(plan, asked) else "",
        detail=_detail(plan, field, value, assumed=_is_assumed(plan, asked)),
        asked=asked,
        deed="act" if field.value_type in _CHOSEN else "write",
        entry=entry_of(field, value),
    )


def entry_of(field: Field, value: Scalar) -> str:
    """Return what an editor begins with, in the way of the reader's language."""
    if value is None:
        return ""
    if field.value_type in _NUMBERS and isinstance(value, int | float):
        return plain_number(value, field.decimals)
    return cell_text(field, value)


def read_entry(field: Field, text: str) -> Scalar:
    """Read what was typed, in the reader's language or as files have it.

    Raises `DomainError` for what the field does not take.
    """
    value = parse_number(text) if field.value_type in _NUMBERS else None
    return field.parse(as_in_files(field, text)) if value is None else field.check(value)


def options_of(plan: Plan, field: Field) -> tuple[tuple[Scalar, str], ...]:
    """Return what a field can be set to, in words; nothing for a field one types into."""
    none: tuple[tuple[Scalar, str], ...] = ((None, _("not stated")),) if field.optional else ()
    if field.choices is not None:
        return (*none, *((choice.value, _(choice.label)) for choice in field.choices))
    if field.value_type is Type.REFERENCE:
        return (*none, *names_of(plan, field.target).items())
    if field.value_type is Type.FLAG:
        return ((True, _("yes")), (False, _("no")))
    return ()


def _words(plan: Plan, field: Field, value: Scalar, *, unit: bool) -> str:
    if field.value_type is Type.INTEGER and field.unit == "year":
        return str(value)
    if field.value_type in _NUMBERS and not unit and isinstance(value, int | float):
        return number(value, _digits(value, field.decimals))
    return value_words(plan, field, value)


def _digits(value: float, most: int) -> int:
    """Return how many digits after the point a number has, as far as its field keeps them."""
    return next((digits for digits in range(most) if round(value, digits) == value), most)


def _detail(plan: Plan, field: Field, value: Scalar, *, assumed: bool) -> str:
    words = _("not stated") if value is None else _words(plan, field, value, unit=True)
    lines = [labelled(_(field.label), words), _(field.description) if field.description else ""]
    if assumed:
        lines.append(_("An assumption, not a published figure."))
    return "\n".join(filter(None, lines))


def _is_assumed(plan: Plan, cell: Asked) -> bool:
    found = plan.of(Evidence).get(evidence_key(cell.kind, cell.key, cell.code))
    return found is not None and found.assumption


def paste_edits(
    plan: Plan, values: GridValues, corner: tuple[str, str], text: str
) -> list[EditField]:
    """Return the edits that write a block of lines and tabs into the grid from a cell on.

    Headings are passed over, cells that cannot be written are left as they are. Raises
    `DomainError` for the first entry a field does not take.
    """
    rows = [row for row in values.rows if not row.heading]
    first = _place([row.key for row in rows], corner[0])
    left = _place([one.key for one in values.columns], corner[1])
    lines = [line.split("\t") for line in text.strip("\r\n").splitlines()]
    return [
        _written(plan, cell.asked, entry)
        for row, line in zip(rows[first:], lines, strict=False)
        for cell, entry in zip(row.cells[left:], line, strict=False)
        if cell.deed == "write" and cell.asked is not None
    ]


def fill_edits(
    plan: Plan, values: GridValues, keys: Collection[str], column: str
) -> list[EditField]:
    """Return the edits that give the cells of some rows the value of the topmost of them."""
    places = [place for place, one in enumerate(values.columns) if one.key == column]
    chosen = [row for row in values.rows if row.key in keys and not row.heading]
    cells = [row.cells[place].asked for place in places for row in chosen]
    fields = [one for one in cells if one is not None and _is_field(plan, one)]
    if len(fields) < 2 or len({(one.kind, one.code) for one in fields}) > 1:
        return []
    value = getattr(plan.record(fields[0].kind, fields[0].key), fields[0].code)
    return [
        EditField(kind=one.kind, key=one.key, field=one.code, value=value) for one in fields[1:]
    ]


def _written(plan: Plan, cell: Asked, entry: str) -> EditField:
    field = plan.schema.kind(cell.kind).field(cell.code)
    value = read_entry(field, entry.strip())
    return EditField(kind=cell.kind, key=cell.key, field=cell.code, value=value)


def _is_field(plan: Plan, cell: Asked) -> bool:
    kind = plan.schema.kinds.get(cell.kind)
    return not cell.computed and kind is not None and cell.code in {f.name for f in kind.fields}


def _place(keys: Sequence[str], key: str) -> int:
    """Return where a key is; behind the last if it is not there."""
    return keys.index(key) if key in keys else len(keys)
