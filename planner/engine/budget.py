# SPDX-License-Identifier: EUPL-1.2
"""The budget as lines: who commits and pays what to which measure for what, year by year.

Amounts are whole thousandths of a MEUR, so that sums of rows, columns and everything agree to the
last digit in whatever order they are made. `None` is *not stated*: it is never read as zero, and a
sum it belongs to says that it is open. Mobilised money is a type of its own and has no place here.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, cast

import attrs

from planner.domain.months import FIRST_YEAR, YEARS
from planner.domain.records.contributions import FrameworkUse, PaidBy, Programme, Purpose
from planner.domain.schema import Choice
from planner.text import N_

COLUMNS: Final = YEARS + 1
"""The years 2021 to 2035, and last what lies outside them or has no year."""
ELSEWHERE: Final = YEARS
THOUSANDTHS: Final = 1_000
Cell = int | None
UNPLEDGED: Final = "unpledged"
_NOT_PLEDGED = N_("Not yet pledged")


class Mode(Choice):
    """Which of the two kinds of amount a budget shows; they are never added."""

    COMMITMENTS = "commitments", N_("Commitments")
    PAYMENTS = "payments", N_("Payments")


class Grouping(Choice):
    """By what the lines of a budget are grouped."""

    MEASURE = "measure", N_("Measure")
    PROGRAMME = "programme", N_("Programme")
    USE = "use", N_("Use")
    SOURCE = "source", N_("Source")
    STATE = "state", N_("State")
    FRAMEWORK = "framework", N_("2024 framework")


class Origin(Choice):
    """Where the amounts of a line come from."""

    RECORDED = "recorded", N_("contribution")
    ESTIMATED = "estimated", N_("estimate by the shares of the measure")
    PUBLIC = "public", N_("public commitment")
    FRAMEWORK = "framework", N_("January 2024 framework")
    OFFERED = "offered", N_("nothing entered yet")
    UNPLEDGED = "unpledged", N_("what contributions leave of the cost, in no sum")


@attrs.frozen
class Line:
    """What one line of the budget stands for: `kind` and `key` name measure or commitment.

    A line of the framework has its use as key. Without a payer it is the part of a cost that
    nobody has pledged yet.
    """

    kind: str
    key: str
    paid_by: PaidBy | None
    state: str | None = None
    programme: Programme | None = None
    purpose: Purpose = Purpose.ACQUISITION


@attrs.frozen
class Entry:
    """A line with an amount for each column; `place` is the state of the measure."""

    line: Line
    cells: tuple[Cell, ...]
    origin: Origin
    place: str = ""
    use: FrameworkUse | None = None
    tentative: bool = False


@attrs.frozen
class Sum:
    """A sum of thousandths; `open` tells that something in it is not stated."""

    amount: int
    open: bool = False

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> "Sum":
        """Add cells up."""
        found = tuple(cells)
        if None not in found:
            return cls(sum(cast("tuple[int, ...]", found)))
        return cls(sum(cell for cell in found if cell is not None), open=True)


@attrs.frozen
class Section:
    """The entries of one group, with their sums by column."""

    key: str
    entries: tuple[Entry, ...]

    @property
    def columns(self) -> tuple[Sum, ...]:
        """Return the sum of each column."""
        return column_sums(self.entries)


def counted(entries: Iterable[Entry]) -> Sequence[Entry]:
    """Return the entries that are added up: what is not yet pledged only among its own kind."""
    found = tuple(entries)
    pledged = tuple(entry for entry in found if entry.line.paid_by is not None)
    return pledged or found


def column_sums(entries: Sequence[Entry]) -> tuple[Sum, ...]:
    """Return the sum of each column over those of some entries that count."""
    if not entries:
        return (Sum(0),) * COLUMNS
    return tuple(map(Sum.of, zip(*(entry.cells for entry in counted(entries)), strict=True)))


def grand_total(entries: Iterable[Entry]) -> Sum:
    """Return the sum of all cells of those of some entries that count."""
    return Sum.of(chain.from_iterable(entry.cells for entry in counted(entries)))


def column_of(year: int | None) -> int:
    """Return the column of a year."""
    if year is None or not FIRST_YEAR <= year < FIRST_YEAR + YEARS:
        return ELSEWHERE
    return year - FIRST_YEAR


def thousandths(amount: float | None) -> Cell:
    """Return MEUR as whole thousandths; unknown stays unknown."""
    return None if amount is None else round(amount * THOUSANDTHS)


def payer_code(paid_by: PaidBy | None) -> str:
    """Return the code of who pays; what nobody has pledged yet is a source of its own."""
    return UNPLEDGED if paid_by is None else paid_by.value


def payer_label(paid_by: PaidBy | None) -> str:
    """Return the message id of who pays."""
    return _NOT_PLEDGED if paid_by is None else paid_by.label


def payer_of(code: str) -> PaidBy | None:
    """Return who pays by `payer_code`."""
    return None if code == UNPLEDGED else PaidBy(code)


def grouped(entries: Iterable[Entry], grouping: Grouping) -> tuple[Section, ...]:
    """Group entries; groups stand in the order of the choice they belong to, or of their keys."""
    rows: dict[str, list[Entry]] = {}
    for entry in entries:
        rows.setdefault(_group_of(entry, grouping), []).append(entry)
    order = _ORDERS.get(grouping)
    keys = list(rows) if grouping in _AS_THEY_COME else sorted(rows)
    if order is not None:
        keys = sorted(rows, key=lambda key: order.index(key) if key in order else len(order))
    return tuple(Section(key, tuple(rows[key])) for key in keys)


_AS_THEY_COME = frozenset({Grouping.MEASURE})
_ORDERS: Mapping[Grouping, Sequence[str]] = {
    Grouping.PROGRAMME: [programme.value for programme in Programme],
    Grouping.USE: [use.value for use in FrameworkUse],
    Grouping.FRAMEWORK: [use.value for use in FrameworkUse],
    Grouping.SOURCE: [*(paid_by.value for paid_by in PaidBy), UNPLEDGED],
}


def _group_of(entry: Entry, grouping: Grouping) -> str:
    line = entry.line
    match grouping:
        case Grouping.PROGRAMME:
            return line.programme.value if line.programme is not None else ""
        case Grouping.USE | Grouping.FRAMEWORK:
            return entry.use.value if entry.use is not None else ""
        case Grouping.SOURCE:
            return payer_code(line.paid_by)
        case Grouping.STATE:
            return line.state or entry.place
        case _:
            return f"{line.kind}:{line.key}"
