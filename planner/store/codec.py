# SPDX-License-Identifier: EUPL-1.2
"""How a value of the plan lies in a column, and how a column is read back with suspicion.

A file may have been altered by another program, so every cell read is checked against its
declaration. Columns repeat themselves, so each distinct value is checked once: that is what keeps
opening a large plan fast without trusting the file.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any

import attrs

from planner.domain.errors import DomainError, StoreError
from planner.domain.months import format_month, parse_month
from planner.domain.schema import Field, Kind, Record, Scalar, Type

_ABSENT = object()
Stored = str | int | float | None
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack_value(field: Field, value: Scalar) -> Stored:
    """Return what the column of `field` keeps for `value`; unknown is NULL."""
    pack = _PACK.get(field.value_type)
    return value if value is None or pack is None else pack(value)  # type: ignore[return-value]  # checked values


def unpack_value(field: Field, stored: Stored) -> Scalar:
    """Return the value a column holds, as the plan keeps it.

    Raises `DomainError` if the declaration of the field does not allow it, or if the plan would
    have stored it in another form.
    """
    return _unpacker(field)(stored)


def _unpacker(field: Field) -> Callable[[Stored], Scalar]:
    """Return what reads a column; a type looked up for every cell is a tenth of opening a plan."""
    unpack, pack = _UNPACK.get(field.value_type), _PACK.get(field.value_type)

    def unpacked(stored: Stored) -> Scalar:
        checked = field.check(stored if stored is None or unpack is None else unpack(stored))
        packed = checked if checked is None or pack is None else pack(checked)
        if packed != stored:
            raise DomainError("not_as_stored", field=field.name, label=field.label, value=stored)
        return checked

    return unpacked


def pack_facts(facts: Mapping[str, Any]) -> str:
    """Write the facts of a step as JSON."""
    return _to_json(dict(facts))


def unpack_facts(stored: str) -> Mapping[str, Any]:
    """Read the facts of a step; lists come back as tuples, for values in the core are frozen."""
    facts = json.loads(stored)
    return {name: _frozen(value) for name, value in facts.items()}


@attrs.frozen(eq=False)
class RowCodec:
    """Turns records of one kind into rows of its table and back."""

    kind: Kind
    names: tuple[str, ...] = attrs.field(init=False)
    _values: Callable[[Record], tuple[Scalar, ...]] = attrs.field(init=False)
    _packed: tuple[tuple[int, Callable[[Any], Stored]], ...] = attrs.field(init=False)

    @names.default
    def _name_columns(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.kind.fields)

    @_values.default
    def _read_values(self) -> Callable[[Record], tuple[Scalar, ...]]:
        if len(self.names) > 1:
            return attrgetter(*self.names)
        return lambda record: (record.id,)

    @_packed.default
    def _find_packed(self) -> tuple[tuple[int, Callable[[Any], Stored]], ...]:
        kinds = (field.value_type for field in self.kind.fields)
        return tuple((at, _PACK[type_]) for at, type_ in enumerate(kinds) if type_ in _PACK)

    def pack(self, record: Record) -> list[Stored]:
        """Return the row of a record, in the order of `names`."""
        row: list[Any] = list(self._values(record))
        for at, pack in self._packed:
            if row[at] is not None:
                row[at] = pack(row[at])
        return row

    def unpack(self, rows: Sequence[Sequence[Stored]]) -> dict[str, Record]:
        """Return records by key. Raises `StoreError("damaged")` naming the first bad cell."""
        if not rows:
            return {}
        keys = [str(row[0]) for row in rows]
        columns = [
            self._unpack_column(field, stored, keys)
            for field, stored in zip(self.kind.fields, zip(*rows, strict=True), strict=True)
        ]
        record = self.kind.record
        made = [record(**dict(zip(self.names, row, strict=True))) for row in zip(*columns)]  # noqa: B905 - columns of one table are equally long, and this is the hot loop
        return dict(zip(keys, made, strict=True))

    def _unpack_column(
        self, field: Field, stored: Sequence[Stored], keys: Sequence[str]
    ) -> list[Scalar]:
        values: dict[Stored, Scalar] = {}
        unpack = _unpacker(field)
        for distinct in set(stored):
            try:
                values[distinct] = unpack(distinct)
            except DomainError as error:
                raise StoreError(
                    "damaged",
                    table=self.kind.name,
                    key=keys[stored.index(distinct)],
                    field=field.name,
                    reason=error.code,
                ) from error
        return [values[cell] for cell in stored]


def pack_record(codec: RowCodec, record: Record) -> str:
    """Write a whole record as JSON, for the journal; what is unknown is left out."""
    row = zip(codec.names, codec.pack(record), strict=True)
    return _to_json({name: cell for name, cell in row if cell is not None})


def pack_values(kind: Kind, values: Mapping[str, Scalar]) -> str:
    """Write the values of a record as JSON, as `pack_record` does."""
    stored = {f.name: pack_value(f, values.get(f.name)) for f in kind.fields}
    return _to_json({name: cell for name, cell in stored.items() if cell is not None})


def unpack_record(kind: Kind, stored: str) -> dict[str, Scalar]:
    """Read a record from the journal; a field declared since then takes its default."""
    given = json.loads(stored)
    return {
        field.name: unpack_value(field, given[field.name]) if field.name in given else field.default
        for field in kind.fields
    }


def unpack_records(kind: Kind, stored: Sequence[str]) -> Iterator[Record]:
    """Yield many records from the journal, each distinct value read once; see `unpack_record`."""
    readers = [_reader(field) for field in kind.fields]
    names = [field.name for field in kind.fields]
    for text in stored:
        given = json.loads(text)
        yield kind.record(
            **{name: read(given.get(name, _ABSENT)) for name, read in zip(names, readers)}  # noqa: B905 - as many readers as names, and this is the hot loop
        )


def _reader(field: Field) -> Callable[[Any], Scalar]:
    """Return what reads a column, and remembers what it has read."""
    unpack = _unpacker(field)
    known: dict[Any, Scalar] = {_ABSENT: field.default}

    def read(stored: Stored) -> Scalar:
        if stored not in known:
            known[stored] = unpack(stored)
        return known[stored]

    return read


def _frozen(value: object) -> object:
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    if isinstance(value, dict):
        return {name: _frozen(part) for name, part in value.items()}
    return value


@cache
def _month_text(month: int) -> str:
    return format_month(month)


def _references(stored: Stored) -> tuple[str, ...]:
    try:
        return tuple(json.loads(str(stored)))
    except (ValueError, TypeError):
        raise DomainError("not_a_text", value=stored) from None


def _flag(stored: Stored) -> bool:
    if stored not in (0, 1):
        raise DomainError("not_a_flag", value=stored)
    return bool(stored)


def _list_text(keys: Iterable[str]) -> str:
    return _to_json(list(keys))


# What is not named here lies in its column as it is. A list of keys is JSON rather than words
# with a separator, because a key may contain any separator.
_PACK: Mapping[Type, Callable[[Any], Stored]] = {
    Type.MONTH: _month_text,
    Type.CHOICE: str,
    Type.FLAG: int,
    Type.REFERENCES: _list_text,
}
_UNPACK: Mapping[Type, Callable[[Any], Scalar]] = {
    Type.MONTH: lambda stored: parse_month(str(stored)),
    Type.FLAG: _flag,
    Type.REFERENCES: _references,
}
