# SPDX-License-Identifier: EUPL-1.2
"""Which column fills which field, and of which kind of record a table is.

What was chosen or remembered goes before what is guessed from names; a name that is nearly that of
a field is offered, and said to be a guess.
"""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from hashlib import blake2b

import attrs

from planner.domain.schema import Field, Kind, Type
from planner.intake import Choices, Column, How, Match, Table
from planner.workbook.importing.units import COUNTED_ANEW, FACTORS, factor, units_for
from planner.workbook.importing.vocabulary import Vocabulary, plain
from planner.workbook.templates import templates

_NEAR = 0.87
_MOST_HEADS = 0.8
_SHORTEST = 5


@attrs.frozen
class Remembered:
    """How the columns of a table with the same headers were read before, or are by a template."""

    how: How = How.REMEMBERED
    kind: str = ""
    fields: Mapping[str, str] = attrs.field(factory=dict)
    units: Mapping[str, str] = attrs.field(factory=dict)


def as_template(columns: Sequence[Column]) -> Remembered | None:
    """Return how to read a table that was filled in from one of our templates.

    Columns may have been moved or taken out; a template is known by most of its heads.
    """
    headers = {plain(column.header) for column in columns if column.header}
    for one in templates():
        heads = {plain(column.head): column for column in one.columns}
        heads |= {plain(column.name): column for column in one.columns}
        known = headers & set(heads)
        if len(known) >= _MOST_HEADS * max(len(headers), len(one.columns) / 2):
            return Remembered(
                how=How.TEMPLATE,
                kind=one.kind,
                fields={head: heads[head].field for head in known},
                units={head: heads[head].unit for head in known if heads[head].unit},
            )
    return None


def known_units(table: Table, remembered: Remembered) -> dict[int, str]:
    """Return the units columns were in before, by column."""
    headers = {column.index: plain(column.header) for column in table.columns}
    units = remembered.units
    return {index: units[header] for index, header in headers.items() if header in units}


def fingerprint(columns: Iterable[Column]) -> str:
    """Return what two tables with the same headers have in common, whatever their order."""
    headers = sorted(plain(column.header) for column in columns)
    return blake2b("|".join(headers).encode(), digest_size=12).hexdigest()


def kinds_of(table: Table, vocabulary: Vocabulary, hints: Sequence[str]) -> list[str]:
    """Return the kinds of record a table may hold, the likeliest first.

    `hints` are names of sheet and file.
    """
    scored = [
        (_likeness(table, kind, vocabulary, hints), -place, name)
        for place, (name, kind) in enumerate(vocabulary.kinds.items())
    ]
    return [name for _likeness, _place, name in sorted(scored, reverse=True)]


def _likeness(
    table: Table, kind: Kind, vocabulary: Vocabulary, hints: Sequence[str]
) -> tuple[float, float]:
    found = {vocabulary.field(kind.name, column.header) for column in table.columns} - {""}
    needed = {field.name for field in kind.fields if field.required and field.name != "id"}
    missing = 0.0 if "id" in found else float(len(needed - found))
    named = sum(4.0 for hint in hints if vocabulary.is_called(kind.name, hint))
    exact = sum(1.0 for c in table.columns if plain(c.header) in {f.name for f in kind.fields})
    score = 2.0 * len(found) + 1.0 * len(needed & found) - 1.5 * missing + named + exact
    return score, len(found) / len(kind.fields)


def matches(
    table: Table,
    kind: Kind,
    choices: Choices,
    vocabulary: Vocabulary,
    remembered: Remembered | None = None,
) -> tuple[Match, ...]:
    """Return a match for each column; no field is filled twice."""
    found: dict[int, tuple[str, How]] = {
        index: (field, How.CHOSEN) for index, field in choices.fields.items()
    }
    known = {field.name for field in kind.fields}
    if remembered is not None and remembered.kind == kind.name:
        for column in table.columns:
            field = remembered.fields.get(plain(column.header))
            if field is None or column.index in found:
                continue
            if not field or (field in known and _is_free(found, field)):
                found[column.index] = (field, remembered.how)
    _add_named(found, table.columns, kind, vocabulary)
    _add_similar(found, table.columns, kind, vocabulary)
    return tuple(
        _match(column, kind, found.get(column.index, ("", How.NONE)), choices)
        for column in table.columns
    )


def _add_named(
    found: dict[int, tuple[str, How]],
    columns: Sequence[Column],
    kind: Kind,
    vocabulary: Vocabulary,
) -> None:
    """Match by the whole header first, then by its last part, then by its first."""
    parts = (_whole, _last, _first)
    for column, header in ((column, part(column)) for part in parts for column in columns):
        field = vocabulary.field(kind.name, header) if header else ""
        is_open = column.index not in found and _is_free(found, field)
        if field and is_open and _suits(kind, field, column):
            found[column.index] = (field, How.NAME)


def _whole(column: Column) -> str:
    return " ".join(column.parts) or column.header


def _last(column: Column) -> str:
    return column.parts[-1] if column.parts else ""


def _first(column: Column) -> str:
    return column.parts[0] if column.parts else ""


def _add_similar(
    found: dict[int, tuple[str, How]],
    columns: Sequence[Column],
    kind: Kind,
    vocabulary: Vocabulary,
) -> None:
    words = vocabulary.words(kind.name)
    for column in columns:
        header = plain(column.header)
        if column.index in found or len(header) < _SHORTEST:
            continue
        for near in get_close_matches(header, words, n=1, cutoff=_NEAR):
            if _is_free(found, words[near]) and _suits(kind, words[near], column):
                found[column.index] = (words[near], How.SIMILAR)


def _is_free(found: Mapping[int, tuple[str, How]], field: str) -> bool:
    return all(taken != field for taken, _how in found.values())


def _suits(kind: Kind, field: str, column: Column) -> bool:
    """Tell whether the unit in a header is one the field could be in: `Anteil in %` is no sum."""
    declared = kind.field(field)
    if declared.value_type is Type.REFERENCE and factor(column.unit, "MEUR") is not None:
        return False  # `State (EUR)` is what a state pays, not which one
    if not column.unit or declared.unit in ("", "1", "year"):
        return True
    return factor(column.unit, declared.unit) is not None or column.unit in COUNTED_ANEW


def _match(column: Column, kind: Kind, found: tuple[str, How], choices: Choices) -> Match:
    field, how = found
    unit = choices.units.get(column.index, "") or column.unit
    units = _units(kind.field(field), column) if field else ()
    return Match(column=column.index, field=field, how=how, unit=unit, units=units)


def _units(field: Field, column: Column) -> tuple[str, ...]:
    """Return what a column of numbers may be written in; factors for things counted anew."""
    if field.value_type not in (Type.NUMBER, Type.INTEGER):
        return ()
    return FACTORS if column.unit in COUNTED_ANEW else units_for(field.unit)
