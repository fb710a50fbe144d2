# SPDX-License-Identifier: EUPL-1.2
"""Reading cells as values of a field: one reader for each type of field.

A reader takes what a cell holds and returns the value as the plan would keep it, `None` for
unknown; it raises `DomainError` for a cell that cannot be meant so, with what may have been meant
in the fact `suggestion`. Nothing here knows rows or columns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import partial
from math import isfinite
from typing import cast

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.commands import name_of
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.schema import Field, Scalar, Type
from planner.incoming import Cell
from planner.workbook.importing.numbers import (
    DASHES,
    LONGEST_UNKNOWN,
    UNKNOWN,
    day_of,
    is_unknown,
    mark_of,
    month_in,
    number_of,
    split_amount,
)
from planner.workbook.importing.states import StateNames
from planner.workbook.importing.units import factor, folded_unit
from planner.workbook.importing.vocabulary import choices_by_word, in_all_languages, plain

Reader = Callable[[Cell], Scalar]
Floats = NDArray[np.float64]
_NAMED_BY_CATALOGUE = ("template", "sector", "data_space")
_YES = frozenset(
    [
        "yes",
        "true",
        "1",
        "y",
        "ja",
        "wahr",
        "j",
        "oui",
        "vrai",
        "o",
        "x",
        "✓",
        "✔",
        "sí",
        "si",
        "sim",
        "tak",
        "ano",
        "igen",
        "da",
        "jā",
        "taip",
    ]
)
_NO = frozenset(
    [
        "no",
        "false",
        "0",
        "n",
        "nein",
        "falsch",
        "non",
        "faux",
        "não",
        "nie",
        "ne",
        "nem",
        "nu",
        "nē",
    ]
)
_BLANK = frozenset({"", *DASHES})
_STATE = "state"
_NEAR = 0.75
_ALMOST = 1e-6
_SEPARATORS = (";", "\n", ",", "/", "+", "&", " und ", " and ", " et ")


@attrs.frozen(kw_only=True)
class Way:
    """How the cells of a file are to be read: decimal mark, order of dates, what a dash means."""

    decimal: str = "."
    dates: str = "dmy"
    dash: str = "unknown"


class Readers:
    """Makes a reader for each field; what it knows of the plan is gathered once."""

    def __init__(self, plan: Plan, way: Way) -> None:
        self._plan = plan
        self._way = way
        self._states: StateNames | None = None
        self._names: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._others: Mapping[Type, Callable[[Field, Cell], Scalar]] = {
            Type.MONTH: self._month,
            Type.DATE: self._day,
            Type.FLAG: _flag,
        }

    def reader(self, field: Field, scale: float = 1.0) -> Reader:
        """Return the reader of a field whose numbers are multiplied by `scale`."""
        if field.value_type in (Type.NUMBER, Type.INTEGER):
            return Numbers(field, scale, self._way)
        if field.value_type is Type.CHOICE:
            return _Choices(field)
        if field.value_type in (Type.REFERENCE, Type.REFERENCES):
            read = self._reference if field.value_type is Type.REFERENCE else self._references
            return lambda cell: read(field, words_of(cell))
        read_as = self._others.get(field.value_type)
        return Texts(field) if read_as is None else partial(read_as, field)

    @property
    def states(self) -> StateNames:
        """Return the states of the plan by all their names."""
        if self._states is None:
            self._states = StateNames(self._plan)
        return self._states

    def _month(self, field: Field, cell: Cell) -> Scalar:
        if isinstance(cell, str) and is_empty(cell):
            return None
        month = month_in(cell, self._way.dates)
        if month is None:
            raise field.refusal("cell_no_date", words_of(cell))
        return field.check(month)

    def _day(self, field: Field, cell: Cell) -> Scalar:
        if isinstance(cell, str) and is_empty(cell):
            return None
        day = day_of(cell, self._way.dates)
        if day is None:
            raise field.refusal("cell_no_date", words_of(cell))
        return field.check(day.isoformat())

    def _reference(self, field: Field, words: str) -> Scalar:
        if is_empty(words):
            return None
        return self._state(field, words) if field.target == _STATE else self._record(field, words)

    def _references(self, field: Field, words: str) -> Scalar:
        if is_empty(words):
            return None
        try:
            return (str(self._reference(field, words)),)
        except DomainError as error:
            parts = _parts(words)
            if len(parts) < 2:
                raise error from None
        found = (self._reference(field, part) for part in parts)
        return tuple(dict.fromkeys(str(key) for key in found if key)) or None

    def _state(self, field: Field, words: str) -> str:
        found = self.states.find(words)
        if found is not None:
            return found
        elsewhere = self.states.known_elsewhere(words)
        if elsewhere is not None:
            raise field.refusal("cell_state_elsewhere", words, state=elsewhere)
        near = _nearest(words, self.states.words())
        raise field.refusal("cell_no_state", words, suggestion=near.title())

    def _record(self, field: Field, words: str) -> str:
        if words in self._plan.table(field.target):
            return words
        names = self._names_of(field.target)
        keys = names.get(plain(words), ())
        if len(keys) == 1:
            return keys[0]
        if keys:
            raise field.refusal("cell_ambiguous", words, target=field.target, options=list(keys))
        near = names.get(_nearest(words, names), ("",))[0]
        called = name_of(self._plan.record(field.target, near)) if near else ""
        raise field.refusal("cell_no_record", words, target=field.target, suggestion=called)

    def _names_of(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        if kind not in self._names:
            found: dict[str, tuple[str, ...]] = {}
            for key, row in self._plan.table(kind).items():
                words = {plain(key), plain(name_of(row))}
                if kind in _NAMED_BY_CATALOGUE:
                    words |= {plain(word) for word in in_all_languages(name_of(row))}
                for word in words:
                    found[word] = (*found.get(word, ()), key)
            self._names[kind] = found
        return self._names[kind]


class Numbers:
    """Reads numbers; a unit in the cell itself goes before that of the column."""

    def __init__(self, field: Field, scale: float, way: Way) -> None:
        self._field = field
        self._scale = scale
        self._way = way
        self._whole = field.value_type is Type.INTEGER
        self._low = -float("inf") if field.minimum is None else field.minimum
        self._high = float("inf") if field.maximum is None else field.maximum
        self._decimals = 0 if self._whole else field.decimals

    def plain(self, cells: Sequence[Cell]) -> list[Scalar] | None:
        """Return the values of bare numbers, `None` if there is anything to say about one."""
        exact = np.array(cells, dtype=float) * self._scale
        rounded = _rounded(exact, self._decimals)
        if not np.all((rounded >= self._low) & (rounded <= self._high)):
            return None
        if not self._whole:
            return cast("list[Scalar]", rounded.tolist())
        if np.any(np.abs(exact - rounded) > _ALMOST):
            return None
        return [int(value) for value in rounded.tolist()]

    def __call__(self, cell: Cell) -> Scalar:
        """Return the value of any cell. Raises `DomainError`."""
        if isinstance(cell, float | int) and not isinstance(cell, bool):
            return self._kept(cell * self._scale, cell)
        if isinstance(cell, str):
            return self._text(cell)
        if self._field.unit == "year" and isinstance(cell, date):
            return self._kept(cell.year, cell.year)
        raise self._field.refusal("not_a_number", words_of(cell))

    def _kept(self, value: float, cell: object) -> Scalar:
        rounded = round(value, self._decimals) + 0.0
        if not isfinite(value) or (self._whole and abs(rounded - value) > _ALMOST):
            raise self._field.refusal("not_a_whole_number" if self._whole else "not_a_number", cell)
        if not self._low <= rounded <= self._high:
            self._field.bounded(rounded)
        return int(rounded) if self._whole else rounded

    def _text(self, cell: str) -> Scalar:
        text = cell.strip()
        if text in DASHES:
            return self._kept(0.0, cell) if self._way.dash == "zero" else None
        if not text or is_unknown(text):
            return None
        if text.startswith(("=", "@")):
            raise self._field.refusal("cell_formula", text)
        digits, unit = split_amount(text)
        if not digits:
            raise self._field.refusal("not_a_number", text)
        value = number_of(digits, self._way.decimal)
        if value is None:
            raise self._refused_mark(text, digits)
        return self._kept(value * self._worth(text, unit), text)

    def _refused_mark(self, text: str, digits: str) -> Exception:
        other = number_of(digits, mark_of(digits) or ".")
        meant = "" if other is None else f"{other:g}".replace(".", self._way.decimal)
        return self._field.refusal(
            "cell_other_mark", text, mark=self._way.decimal, suggestion=meant
        )

    def _worth(self, text: str, unit: str) -> float:
        if not unit:
            return self._scale
        own = factor(unit, self._field.unit)
        if own is None and folded_unit(unit) in ("€", "eur", "gpu", "gpus"):
            own = self._scale
        if own is None:
            code = "cell_not_bare" if self._field.unit in ("", "1") else "cell_unit"
            raise self._field.refusal(code, text, word=unit, unit=self._field.unit)
        return own


def _rounded(exact: Floats, decimals: int) -> Floats:
    """Return what `round` makes of each number; a division alone gives that for nearly all."""
    steps = 10.0**decimals
    with np.errstate(all="ignore"):
        rounded = np.rint(exact * steps) / steps
    for place in np.flatnonzero(rounded != exact).tolist():
        rounded[place] = round(float(exact[place]), decimals)
    return rounded + 0.0


class _Choices:
    """Reads codes by code or label in any language."""

    def __init__(self, field: Field) -> None:
        assert field.choices is not None  # noqa: S101 - the declaration gives them
        self._field = field
        self._choices = field.choices
        self._codes = choices_by_word(field.choices)

    def __call__(self, cell: Cell) -> Scalar:
        words = words_of(cell)
        if is_empty(words):
            return None
        code = self._codes.get(plain(words))
        if code is not None:
            return self._choices(code)
        near = self._codes.get(_nearest(words, self._codes), "")
        raise self._field.refusal(
            "not_a_choice", words, choices=[str(c) for c in self._choices], suggestion=near
        )


def words_of(cell: Cell) -> str:
    """Return what a cell says as one would read it: whole numbers without a decimal point."""
    if isinstance(cell, str):
        if cell.isascii():
            return cell.strip()
        return cell.replace("\N{ZERO WIDTH SPACE}", "").replace("\N{NO-BREAK SPACE}", " ").strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    return str(cell)


def is_empty(words: str) -> bool:
    """Tell whether words say nothing: blank, a dash, or a word for not knowing."""
    bare = words.strip()
    return bare in _BLANK or (len(bare) <= LONGEST_UNKNOWN and bare.casefold() in UNKNOWN)


def text_of(cell: Cell) -> str:
    """Return what a text says, whichever program broke its lines."""
    words = words_of(cell)
    return words.replace("\r\n", "\n").replace("\r", "\n") if "\r" in words else words


class Texts:
    """Reads texts as they are written, without the blanks at their ends."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def plain(self, cells: Sequence[Cell]) -> list[Scalar] | None:
        """Return what plain texts say, `None` if there is anything to look at in one."""
        words = [cell.strip() for cell in cells if isinstance(cell, str) and cell.isascii()]
        if len(words) < len(cells) or any("\r" in text for text in words):
            return None
        if max(map(len, words), default=0) > self._field.max_length:
            return None
        return [None if len(text) <= LONGEST_UNKNOWN and is_empty(text) else text for text in words]

    def __call__(self, cell: Cell) -> Scalar:
        """Return what any cell says. Raises `DomainError`."""
        words = text_of(cell)
        if is_empty(words):
            return None
        return words if len(words) <= self._field.max_length else self._field.check(words)


def _flag(field: Field, cell: Cell) -> Scalar:
    if isinstance(cell, bool):
        return cell
    words = words_of(cell).casefold()
    if is_empty(words):
        return None
    if words in _YES:
        return True
    if words in _NO:
        return False
    raise field.refusal("not_a_flag", words_of(cell))


def _parts(words: str) -> list[str]:
    for separator in _SEPARATORS:
        if separator in words:
            return [part for piece in words.split(separator) for part in _parts(piece.strip())]
    return [words] if words else []


def _nearest(words: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(plain(words), list(known), n=1, cutoff=_NEAR)), "")
