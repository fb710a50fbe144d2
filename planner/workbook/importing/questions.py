# SPDX-License-Identifier: EUPL-1.2
"""What a file proves about how its cells are to be read, and what somebody has to be asked.

Each question is asked once for a file or a column, never for a cell. Cells that can be read in one
way only decide for the others; where they disagree, or there is none, it is asked, with a proposal
the preview goes by.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

import attrs

from planner.domain.schema import Field, Type
from planner.incoming import Cell, Grid
from planner.intake import Asked, Choices, Column, Match, Question
from planner.workbook.importing.numbers import (
    DASHES,
    day_votes,
    decimal_votes,
    mark_of,
    number_of,
    split_amount,
)
from planner.workbook.importing.readers import Way, words_of
from planner.workbook.importing.units import COUNTED_ANEW, FACTORS, factor, is_money, units_for
from planner.workbook.importing.vocabulary import in_all_languages, plain

_EXAMPLES = 3
_LARGE_EUROS, _LARGE_THOUSANDS = 100_000.0, 3_000.0
NUMERIC = (Type.NUMBER, Type.INTEGER)
_DATED = (Type.MONTH, Type.DATE)


@attrs.frozen(kw_only=True)
class Filled:
    """A column with the field it fills and its cells, in the order of the table's rows."""

    column: Column
    match: Match
    field: Field
    cells: Sequence[Cell] = attrs.field(repr=False)
    types: frozenset[type] = attrs.field(init=False)

    @types.default
    def _found_types(self) -> frozenset[type]:
        return frozenset(map(type, self.cells))

    @property
    def texts(self) -> Iterable[str]:
        """Return the cells that hold a text."""
        if str not in self.types:
            return ()
        return (cell for cell in self.cells if isinstance(cell, str) and cell)


def way_of(
    filled: Sequence[Filled], choices: Choices, *, delimiter: str
) -> tuple[Way, list[Question]]:
    """Return how to read the cells and what is still to be asked."""
    numeric = [one for one in filled if one.field.value_type in NUMERIC]
    dated = [one for one in filled if one.field.value_type in _DATED]
    asked: list[Question] = []
    decimal = choices.decimal or _decimal(numeric, asked, delimiter)
    dates = choices.dates or _dates(dated, asked)
    dash = choices.dash or _dash(numeric, asked)
    return Way(decimal=decimal, dates=dates, dash=dash), asked


def _decimal(numeric: Sequence[Filled], asked: list[Question], delimiter: str) -> str:
    votes: dict[str, list[str]] = {",": [], ".": [], "?": []}
    for one in numeric:
        for mark, texts in decimal_votes(one.texts).items():
            votes[_vote(mark, texts, one)] += texts
    commas, points, open_ones = votes[","], votes["."], votes["?"]
    if len(commas) != len(points):
        proposed = "," if len(commas) > len(points) else "."
    else:
        proposed = (_closest(numeric) if open_ones else "") or ("," if delimiter == ";" else ".")
    if (commas and points) or (open_ones and not commas and not points):
        examples = [*commas[:1], *points[:1], *open_ones]
        asked.append(_question(Asked.DECIMAL, (",", "."), proposed, examples))
    return proposed


def _closest(numeric: Sequence[Filled]) -> str:
    """Return the mark with which open texts come close to the true numbers of their columns."""
    distances = {",": 0.0, ".": 0.0}
    for one in numeric:
        digits = (split_amount(text)[0] for text in one.texts)
        open_ones = [text for text in digits if mark_of(text) == "?"]
        known = [abs(cell) for cell in one.cells if isinstance(cell, int | float) and cell]
        middle = median(known) if known and open_ones else 0.0
        for text in open_ones if middle else ():
            for mark in distances:
                read = abs(number_of(text, mark) or 1.0)
                distances[mark] += abs(math.log10(read / middle))
    if distances[","] == distances["."]:
        return ""
    return min(distances, key=distances.__getitem__)


def _vote(mark: str, texts: Sequence[str], one: Filled) -> str:
    """Return what open cells prove in a column of whole numbers: the mark only groups there."""
    if mark != "?" or one.field.value_type is not Type.INTEGER or not texts:
        return mark
    used = {"," if "," in text else "." for text in texts}
    return mark if len(used) > 1 else ({",": ".", ".": ","}[used.pop()])


def _dates(dated: Sequence[Filled], asked: list[Question]) -> str:
    votes = day_votes(text for one in dated for text in one.texts)
    day_first, month_first, open_ones = votes["dmy"], votes["mdy"], votes["?"]
    proposed = "mdy" if len(month_first) > len(day_first) else "dmy"
    if (day_first and month_first) or (open_ones and not day_first and not month_first):
        examples = [*day_first[:1], *month_first[:1], *open_ones]
        asked.append(_question(Asked.DATES, ("dmy", "mdy"), proposed, examples))
    return proposed


def _dash(numeric: Sequence[Filled], asked: list[Question]) -> str:
    found = [text for one in numeric for text in one.texts if text.strip() in DASHES]
    if found:
        asked.append(_question(Asked.DASH, ("unknown", "zero"), "unknown", found))
    return "unknown"


def scale_of(one: Filled, grid: Grid, way: Way, choices: Choices) -> tuple[float, Question | None]:
    """Return what to multiply the numbers of a column by, and what is to be asked about it."""
    if one.field.value_type not in NUMERIC:
        return 1.0, None
    kept, chosen = one.field.unit, choices.units.get(one.column.index, "")
    given = _as_factor(chosen) or factor(chosen, kept)
    if given is not None:
        return given, None
    if kept in ("share", "%", "% of GDP"):
        return _share_scale(one, grid, way)
    if one.match.unit in COUNTED_ANEW and not _is_named_so(one):
        return 1.0, _unit_question(one, FACTORS, "1")
    known = factor(one.match.unit, kept)
    return _money_scale(one, way) if known is None and is_money(kept) else (known or 1.0, None)


def _is_named_so(one: Filled) -> bool:
    """Tell a field that is called like a unit, such as nodes: it counts just these."""
    return plain(one.match.unit) in map(plain, in_all_languages(one.field.label))


def _money_scale(one: Filled, way: Way) -> tuple[float, Question | None]:
    """Ask what an amount without a unit is in; a thousandfold mistake looks like any number."""
    if not _has_bare_numbers(one):
        return 1.0, None
    proposed = _likely_money(one, way)
    question = _unit_question(one, units_for(one.field.unit), proposed)
    return factor(proposed, one.field.unit) or 1.0, question


def _as_factor(chosen: str) -> float | None:
    """Return a unit that was chosen as a bare factor, such as GPUs in a node."""
    try:
        return float(chosen) or None
    except ValueError:
        return None


def _share_scale(one: Filled, grid: Grid, way: Way) -> tuple[float, Question | None]:
    """Tell 35 from 0.35: a cell shown as a percentage is a share whatever its header says."""
    as_share = factor("share", one.field.unit) or 1.0
    as_percent = factor("%", one.field.unit) or 1.0
    if one.column.index in grid.percents:
        return as_share, None
    values = [abs(value) for value in _values(one.cells, way.decimal)]
    largest = max(values, default=0.0)
    if largest > 1.0:
        return as_percent, None
    declared = factor(one.match.unit, one.field.unit) if one.match.unit else None
    if not values or (declared is None and one.field.unit == "share"):
        return as_share if one.field.unit == "share" else as_percent, None
    if largest == 0.0:
        return as_share, None
    return as_share, _unit_question(one, ("share", "%"), "share")


def _likely_money(one: Filled, way: Way) -> str:
    values = [abs(value) for value in _values(one.cells, way.decimal) if value]
    middle = median(values) if values else 0.0
    if middle >= _LARGE_EUROS:
        return "€"
    return "T€" if middle >= _LARGE_THOUSANDS else "Mio. €"


def _has_bare_numbers(one: Filled) -> bool:
    """Tell whether some amount has no unit of its own."""
    for cell in one.cells:
        if isinstance(cell, str):
            digits, unit = split_amount(cell)
            if digits and factor(unit, one.field.unit) is None:
                return True
        elif not isinstance(cell, bool):
            return True
    return False


def _values(cells: Iterable[Cell], decimal: str) -> Iterator[float]:
    for cell in cells:
        if isinstance(cell, str):
            value = number_of(split_amount(cell)[0], decimal)
            if value is not None and "%" not in cell:
                yield value
        elif isinstance(cell, int | float) and not isinstance(cell, bool):
            yield float(cell)


def _question(
    asked: Asked, options: tuple[str, ...], proposed: str, examples: Iterable[str]
) -> Question:
    shown = tuple(dict.fromkeys(text.strip() for text in examples))[:_EXAMPLES]
    return Question(asked=asked, options=options, proposed=proposed, examples=shown)


def _unit_question(one: Filled, options: tuple[str, ...], proposed: str) -> Question:
    examples = (words_of(cell) for cell in one.cells if cell != "")
    shown = tuple(text for text, _place in zip(examples, range(_EXAMPLES), strict=False))
    return Question(
        asked=Asked.UNIT,
        options=options,
        proposed=proposed,
        examples=shown,
        column=one.column.index,
        header=one.column.header,
        field=one.field.name,
    )
