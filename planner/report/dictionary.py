# SPDX-License-Identifier: EUPL-1.2
"""The data dictionary: every kind of record and every field, written from the declarations.

`docs/data-dictionary.md` is this text in English; a test keeps it current.
"""

from collections.abc import Iterator

from planner.domain.months import format_month
from planner.domain.schema import Field, Kind, Schema, Type
from planner.text import N_, _

_TYPES = {
    Type.KEY: N_("key"),
    Type.TEXT: N_("text"),
    Type.NUMBER: N_("number"),
    Type.INTEGER: N_("whole number"),
    Type.MONTH: N_("month"),
    Type.DATE: N_("day"),
    Type.CHOICE: N_("choice"),
    Type.FLAG: N_("yes or no"),
    Type.REFERENCE: N_("reference"),
    Type.REFERENCES: N_("references"),
}
_COLUMNS = (
    N_("Field"),
    N_("Label"),
    N_("Type"),
    N_("Unit"),
    N_("Bounds"),
    N_("Default"),
    N_("Meaning"),
)


def dictionary(schema: Schema) -> str:
    """Return the data dictionary of a schema as Markdown, in the current language."""
    return "\n".join([*_opening(), *(line for k in schema.kinds.values() for line in _kind(k))])


def type_words(field: Field) -> str:
    """Say what a field takes, as `choice` or `reference to State`."""
    return _(_TYPES[field.value_type])


def unit_symbol(field: Field) -> str:
    """Return the unit of a field as written behind its label, empty where there is none."""
    return "" if field.unit in ("", "1", "year") else field.unit


def bounds_words(field: Field) -> str:
    """Say which values a field takes, as `1 to 360` or the list of its codes."""
    if field.choices is not None:
        return ", ".join(field.choices)
    if field.target:
        return field.target
    low, high = (_bound(field, bound) for bound in (field.minimum, field.maximum))
    if low and high:
        return _("{low} to {high}").format(low=low, high=high)
    if low:
        return _("{low} or more").format(low=low)
    return _("{high} or less").format(high=high) if high else ""


def default_words(field: Field) -> str:
    """Say what a field holds when nothing is given; required fields have no default."""
    if field.required:
        return _("required")
    return _("unknown") if field.default is None else field.format(field.default)


def _opening() -> Iterator[str]:
    yield "# " + _("Data dictionary")
    yield ""
    yield _("Written from the declarations of the records; changes belong there, not here.")
    yield _("An empty value is unknown and is never read as zero.")


def _kind(kind: Kind) -> Iterator[str]:
    yield ""
    yield f"## {_(kind.label)} (`{kind.name}`)"
    yield ""
    yield _(kind.description)
    key = ", ".join(f"`{name}`" for name in kind.natural_key)
    yield _("Known to people by: {fields}.").format(fields=key)
    yield ""
    yield _row(*(_(column) for column in _COLUMNS))
    yield _row(*("---" for _column in _COLUMNS))
    yield from (_field(field) for field in kind.fields)


def _field(field: Field) -> str:
    return _row(
        f"`{field.name}`",
        _(field.label),
        type_words(field),
        _(unit_symbol(field)),
        bounds_words(field),
        default_words(field),
        _(field.description),
    )


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _bound(field: Field, bound: float | None) -> str:
    if bound is None:
        return ""
    if field.value_type is Type.MONTH:
        return format_month(int(bound))
    digits = f"{bound:.6f}" if field.unit == "year" else f"{bound:,.6f}"
    return digits.rstrip("0").rstrip(".").replace(",", "\N{NARROW NO-BREAK SPACE}")
