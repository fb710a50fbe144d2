# SPDX-License-Identifier: EUPL-1.2
"""What a field and a kind of record are: the one declaration everything else is derived from.

The SQLite table, the workbook sheet, the form, the table columns, compare and merge by field, the
CLI verb and the data dictionary all read `Kind.fields`. A new kind of record is a class with
`@record(...)` and its place in a `Schema`.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum, StrEnum
from typing import Any, ClassVar, NewType, TypeVar, cast

import attrs

from planner.domain.errors import DomainError
from planner.domain.months import format_month, parse_month


class Choice(StrEnum):
    """A code with the words people read for it; members are declared as `code, label`."""

    label: str

    def __new__(cls, code: str, label: str = "") -> "Choice":
        """Keep the code as the value and the label beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


Scalar = str | int | float | bool | None | tuple[str, ...]
Key = NewType("Key", str)


class Type(Enum):
    """How a field's value is checked, stored, shown and typed."""

    KEY = "key"
    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    MONTH = "month"
    DATE = "date"
    CHOICE = "choice"
    FLAG = "flag"
    REFERENCE = "reference"
    REFERENCES = "references"

    # Every cell that is checked asks a table by its type; the hash of `Enum` is a call into Python.
    __hash__ = object.__hash__


@attrs.frozen(kw_only=True)
class Field:
    """One field of a kind of record.

    `None` is *unknown* and is never read as zero. A date is kept as text, `2026-10-16`, so that it
    sorts. `unit` is a symbol such as `MEUR`, `MW`, `1`;
    `share` marks a fraction between 0 and 1. Numbers are rounded to `decimals` when they enter
    the plan, so that they survive a spreadsheet unchanged.
    """

    name: str
    value_type: Type
    label: str
    description: str = ""
    unit: str = ""
    required: bool = False
    default: Scalar = None
    minimum: float | None = None
    maximum: float | None = None
    decimals: int = 3
    choices: type[Choice] | None = None
    target: str = ""
    max_length: int = 4_000
    group: str = ""

    @property
    def optional(self) -> bool:
        """Tell whether the value may be unknown; a field with a default always has one."""
        return not self.required and self.default is None

    def check(self, value: object) -> Scalar:
        """Return `value` in the form the plan keeps.

        Raises `DomainError` with the code `required`, `not_a_number`, `not_a_whole_number`,
        `not_a_text`, `not_a_date`, `not_a_flag`, `not_a_choice`, `too_small`, `too_large` or
        `too_long`, and the field in its facts.
        """
        if value is None or value == "":
            if not self.optional:
                raise self.refusal("required", value)
            return None
        return _CHECKS[self.value_type](self, value)

    def parse(self, text: str) -> Scalar:
        """Read a value as typed in the CLI or a file: `.` as decimal mark, empty as unknown."""
        stripped = text.strip()
        if not stripped or stripped.casefold() == "unknown":
            return self.check(None)
        return self.check(_PARSERS.get(self.value_type, _verbatim)(self, stripped))

    def format(self, value: Scalar) -> str:
        """Write a value the way `parse` reads it."""
        if value is None:
            return ""
        if self.value_type is Type.MONTH:
            return format_month(cast("int", value))
        if self.value_type is Type.FLAG:
            return "yes" if value else "no"
        if isinstance(value, tuple):
            return ";".join(value)
        return str(value)

    def refusal(self, code: str, value: object, **facts: object) -> DomainError:
        """Return the error that names this field and the value it does not take."""
        return DomainError(code, field=self.name, label=self.label, value=value, **facts)

    def bounded(self, value: float) -> float:
        """Return `value` if it lies in the declared bounds.

        Raises `DomainError("too_small")` or `DomainError("too_large")`.
        """
        if self.minimum is not None and value < self.minimum:
            raise self.refusal("too_small", value, minimum=self.minimum, unit=self.unit)
        if self.maximum is not None and value > self.maximum:
            raise self.refusal("too_large", value, maximum=self.maximum, unit=self.unit)
        return value


def _verbatim(_field: Field, text: str) -> object:
    return text


def _parse_number(field: Field, text: str) -> object:
    try:
        return float(text.replace("\N{NARROW NO-BREAK SPACE}", "").replace(" ", ""))
    except ValueError:
        raise field.refusal("not_a_number", text) from None


def _parse_flag(field: Field, text: str) -> object:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.casefold() not in words:
        raise field.refusal("not_a_flag", text)
    return words[text.casefold()]


def _split(_field: Field, text: str) -> object:
    return tuple(part.strip() for part in text.split(";") if part.strip())


_PARSERS: Mapping[Type, Callable[[Field, str], object]] = {
    Type.NUMBER: _parse_number,
    Type.INTEGER: _parse_number,
    Type.MONTH: lambda _field, text: parse_month(text),
    Type.FLAG: _parse_flag,
    Type.REFERENCES: _split,
}


def _check_text(field: Field, value: object) -> Scalar:
    if not isinstance(value, str):
        raise field.refusal("not_a_text", value)
    if len(value) > field.max_length:
        raise field.refusal("too_long", value[:40], maximum=field.max_length)
    return value


def _check_date(field: Field, value: object) -> Scalar:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise field.refusal("not_a_date", value) from None


def _check_number(field: Field, value: object) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise field.refusal("not_a_number", value)
    rounded = round(float(value), field.decimals) + 0.0  # no negative zero
    return float(field.bounded(rounded))


def _check_integer(field: Field, value: object) -> Scalar:
    if isinstance(value, bool) or not isinstance(value, int | float) or value % 1 != 0:
        raise field.refusal("not_a_whole_number", value)
    return int(field.bounded(int(value)))


def _check_choice(field: Field, value: object) -> Scalar:
    assert field.choices is not None  # noqa: S101 - the declaration gives them
    try:
        return field.choices(str(value))
    except ValueError:
        known = [str(choice) for choice in field.choices]
        raise field.refusal("not_a_choice", value, choices=known) from None


def _check_flag(field: Field, value: object) -> Scalar:
    if not isinstance(value, bool):
        raise field.refusal("not_a_flag", value)
    return value


def _check_references(field: Field, value: object) -> Scalar:
    if not isinstance(value, tuple | list):
        raise field.refusal("not_a_text", value)
    return tuple(str(part) for part in value) or None


_CHECKS: Mapping[Type, Callable[[Field, object], Scalar]] = {
    Type.KEY: _check_text,
    Type.TEXT: _check_text,
    Type.NUMBER: _check_number,
    Type.INTEGER: _check_integer,
    Type.MONTH: _check_integer,
    Type.DATE: _check_date,
    Type.CHOICE: _check_choice,
    Type.FLAG: _check_flag,
    Type.REFERENCE: _check_text,
    Type.REFERENCES: _check_references,
}


@attrs.frozen(kw_only=True)
class Kind:
    """One kind of record: its class, its names and its fields in order of declaration.

    `natural_key` names the fields by which people, rather than ids, recognise a record.
    """

    name: str
    record: "type[Record]"
    label: str
    plural: str
    description: str
    fields: tuple[Field, ...]
    natural_key: tuple[str, ...] = ("name",)
    group: str = ""
    references: tuple[Field, ...] = attrs.field(init=False, repr=False, eq=False)
    """The fields that point at other records."""
    _by_name: Mapping[str, Field] = attrs.field(init=False, repr=False, eq=False)

    @references.default
    def _find_references(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.value_type in (Type.REFERENCE, Type.REFERENCES))

    @_by_name.default
    def _index(self) -> Mapping[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        """Return a field by name. Raises `DomainError("unknown_field")`."""
        try:
            return self._by_name[name]
        except KeyError:
            raise DomainError("unknown_field", kind=self.name, field=name) from None

    def build(self, values: Mapping[str, object]) -> "Record":
        """Make a record from raw values; what is not given takes its declared default."""
        for name in values:
            self.field(name)
        given = {name: value for name, value in values.items() if value not in (None, "")}
        checked = {
            field.name: field.check(given.get(field.name, field.default)) for field in self.fields
        }
        return self.record(**checked)

    def checked(self, record: "Record") -> "Record":
        """Return `record` with every value in the form the plan keeps."""
        otherwise: dict[str, Scalar] = {}
        for field in self.fields:
            value = getattr(record, field.name)
            kept = field.check(value)
            if not _same_form(value, kept):
                otherwise[field.name] = kept
        return evolved(record, **otherwise) if otherwise else record


def _same_form(given: object, kept: Scalar) -> bool:
    """Tell a value from one that merely equals it, as a plain text equals a choice."""
    return given is kept or (type(given) is type(kept) and given == kept)


class Record:
    """What all kinds of record share: a key and their declaration."""

    __slots__ = ()

    KIND: ClassVar[Kind]
    id: str

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - each kind has its own fields
        raise TypeError(values)


R = TypeVar("R", bound=Record)


def evolved(record: R, **values: object) -> R:
    """Return a copy of a record with some values replaced."""
    return cast("R", attrs.evolve(cast("Any", record), **values))


class Schema:
    """The kinds of record a plan consists of, in an order that puts targets before pointers."""

    def __init__(self, records: tuple[type[Record], ...]) -> None:
        self.records = records
        self.kinds: Mapping[str, Kind] = {cls.KIND.name: cls.KIND for cls in records}

    def kind(self, name: str) -> Kind:
        """Return a kind by name. Raises `DomainError("unknown_kind")`."""
        try:
            return self.kinds[name]
        except KeyError:
            raise DomainError("unknown_kind", kind=name, known=sorted(self.kinds)) from None

    def with_record(self, cls: type[Record]) -> "Schema":
        """Return a schema with one more kind of record."""
        return Schema((*self.records, cls))

    def pointing_at(self, name: str) -> Iterator[tuple[Kind, Field]]:
        """Yield every field that refers to records of the kind `name`."""
        for kind in self.kinds.values():
            for field in kind.references:
                if field.target == name:
                    yield kind, field
