# SPDX-License-Identifier: EUPL-1.2
"""How a value stands in a cell, and how a cell is read as a value: both directions side by side.

Months are dates, shares are percentages, codes and keys are words. What another program may alter
when it saves a file, such as line ends or the sixteenth digit, is no change.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import cast

from planner.domain.errors import DomainError
from planner.domain.months import FIRST_YEAR, month_at, month_of, parse_month
from planner.domain.schema import Field, Scalar, Type
from planner.workbook.choices import SEPARATOR, Labels

Written = str | int | float | date | None
Read = str | int | float | bool | date | datetime | time | timedelta | None
Finder = Callable[[Field, str], str | None]
"""Finds the code or key that words in a cell stand for."""

_EPOCH = date(1899, 12, 30)
_YEARS = range(1990, 2061)
_FIRST_YEAR_OF_DATES = 1901  # in 1900 programs do not agree about February
_DIGITS = 15  # what a spreadsheet keeps of a number
_LONGEST_CELL = 32_767
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FLAGS: Mapping[str, bool] = {"yes": True, "no": False}


def month_date(month: int) -> date:
    """Return the first day of a month, which a spreadsheet shows as `2028-01`."""
    years, rest = divmod(month, 12)
    return date(FIRST_YEAR + years, rest + 1, 1)


def clean_text(words: str) -> str:
    """Return text that a cell can hold: no control characters, at most 32 767 characters."""
    return _NOT_IN_XML.sub("", words)[:_LONGEST_CELL]


def number_format(field: Field) -> str:
    """Return how a spreadsheet shows the values of a field."""
    if field.value_type is Type.MONTH:
        return "yyyy-mm"
    if field.value_type is Type.DATE:
        return "yyyy-mm-dd"
    if field.unit == "share":
        return "0.##%"
    if field.value_type is Type.INTEGER:
        return "0" if field.unit == "year" else "#,##0"
    if field.value_type is not Type.NUMBER or field.unit in ("1", "°"):
        return "General"
    return "#,##0.###"


def cell_value(field: Field, value: Scalar, labels: Labels) -> Written:
    """Return what is written into a cell for a value; `labels` are the words of its list."""
    if value is None:
        return None
    if isinstance(value, bool):
        return labels["yes" if value else "no"]
    if isinstance(value, tuple):
        return clean_text(SEPARATOR.join(labels.get(key, key) for key in value))
    if field.value_type is Type.DATE:
        day = date.fromisoformat(str(value))
        return day if day.year >= _FIRST_YEAR_OF_DATES else str(value)
    if isinstance(value, str):
        return clean_text(labels.get(value, value) if labels else value)
    return month_date(int(value)) if field.value_type is Type.MONTH else value


def read_value(field: Field, cell: Read, find: Finder) -> Scalar:
    """Return the value that a cell holds. Raises `DomainError` with the reason why it has none."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return field.check(None)
    return field.check(_READERS.get(field.value_type, _text)(field, cell, find))


def same(field: Field, one: Scalar, other: Scalar) -> bool:
    """Tell whether two values are one to a spreadsheet."""
    return one == other or comparable(field, one) == comparable(field, other)


def comparable(field: Field, value: Scalar) -> Scalar:
    """Return a value without what a spreadsheet does not keep, such as the sixteenth digit."""
    if isinstance(value, tuple):
        return tuple(sorted(value))
    if field.value_type is Type.NUMBER and value is not None:
        return f"{cast('float', value):.{_DIGITS}g}"
    return _settled(value) if isinstance(value, str) else value or _nothing(value)


def _nothing(value: Scalar) -> Scalar:
    """Return no text for an unknown value, because an empty cell may be either."""
    return "" if value is None else value


def _settled(value: str) -> str:
    words = unicodedata.normalize("NFC", _NOT_IN_XML.sub("", value))
    words = words.replace("\t", "")  # reading an OpenDocument file loses them
    return re.sub(r"[^\S\n]+", " ", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _text(_field: Field, cell: Read, _find: Finder) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    words = unicodedata.normalize("NFC", str(cell))
    return words.replace("\r\n", "\n").replace("\r", "\n")


def _number(field: Field, cell: Read, _find: Finder) -> object:
    if not isinstance(cell, str):
        return cell
    words = cell.strip()
    if field.unit == "share" and words.endswith("%"):
        return _percent(field, words[:-1])
    return field.parse(words)


def _percent(field: Field, words: str) -> float:
    try:
        return (
            float(words.replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace(",", ".")) / 100
        )
    except ValueError:
        raise field.refusal("not_a_number", f"{words}%") from None


def _month(field: Field, cell: Read, _find: Finder) -> int:
    """Return a month from a date, from its serial number, from a year or from `2028-01`."""
    if isinstance(cell, date):
        return month_at(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if cell in _YEARS:
            return month_of(int(cell))
        try:
            return month_at(_EPOCH + timedelta(days=int(cell)))
        except OverflowError:
            raise DomainError("not_a_month", value=cell, field=field.name) from None
    words = str(cell).strip()
    try:
        return month_at(date.fromisoformat(words[:10])) if len(words) > 7 else parse_month(words)
    except ValueError:
        raise DomainError("not_a_month", value=words, field=field.name) from None


def _day(_field: Field, cell: Read, _find: Finder) -> str:
    """Return a day from a date, from its serial number or as it is written."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return (_EPOCH + timedelta(days=int(cell))).isoformat()
    return str(cell).strip()[:10]


def _flag(field: Field, cell: Read, find: Finder) -> object:
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in (0, 1):
        return bool(cell)
    found = find(field, str(cell))
    return field.parse(str(cell)) if found is None else _FLAGS[found]


def _listed(field: Field, cell: Read, find: Finder) -> str:
    words = _text(field, cell, find)
    found = find(field, words)
    if found is not None:
        return found
    if field.choices is not None:
        return words  # checking it says what the choices are
    raise DomainError("missing_record", kind=field.target, key=words)


def _several(field: Field, cell: Read, find: Finder) -> object:
    parts = (part.strip() for part in _text(field, cell, find).split(SEPARATOR.strip()))
    return tuple(_listed(field, part, find) for part in parts if part)


_READERS: Mapping[Type, Callable[[Field, Read, Finder], object]] = {
    Type.NUMBER: _number,
    Type.INTEGER: _number,
    Type.MONTH: _month,
    Type.DATE: _day,
    Type.FLAG: _flag,
    Type.CHOICE: _listed,
    Type.REFERENCE: _listed,
    Type.REFERENCES: _several,
}
