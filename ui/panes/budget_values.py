# SPDX-License-Identifier: EUPL-1.2
"""What the budget is given to show: rows of amounts with their sums, already grouped and named.

Amounts are whole thousandths of a MEUR; None is *not stated* and never zero.
"""

from collections.abc import Sequence
from typing import Literal

from attrs import frozen

from ui.widgets.asked import Asked

Level = Literal["total", "group", "line"]
Look = Literal["plain", "estimated", "fixed", "offered"]


@frozen
class BudgetColumn:
    """A year, or what lies outside the years: `year` 0."""

    year: int
    label: str


@frozen
class BudgetCell:
    """An amount in thousandths; `open` says that a sum holds something not stated."""

    amount: int | None
    open: bool = False


@frozen
class BudgetRow:
    """One row. `line` is what an edit of it is about, None where it is a sum.

    `group` names the group a line belongs to; `editable` tells whether its cells take amounts,
    `without_year` whether the one outside the years does too.
    """

    key: str
    label: str
    level: Level
    cells: tuple[BudgetCell, ...]
    total: BudgetCell
    group: str = ""
    line: object = None
    editable: bool = False
    without_year: bool = False
    look: Look = "plain"
    detail: str = ""


@frozen
class BudgetFact:
    """A figure above the matrix, in words."""

    label: str
    value: str
    detail: str = ""
    danger: bool = False
    asked: Asked | None = None


@frozen
class BudgetValues:
    """Columns, rows (the total first, each group before its lines), facts and a note.

    `first_year` is where one starts to read.
    """

    columns: tuple[BudgetColumn, ...]
    rows: tuple[BudgetRow, ...]
    facts: tuple[BudgetFact, ...] = ()
    note: str = ""
    first_year: int = 0


@frozen
class BudgetWish:
    """A new amount in MEUR for a line in a year; None says *not stated*, `clear` empties it."""

    line: object
    year: int
    amount: float | None
    clear: bool = False


def amounts_of(rows: Sequence[BudgetRow]) -> list[int]:
    """Return all amounts of some rows, zero where there is none."""
    return [cell.amount or 0 for row in rows for cell in (*row.cells, row.total)]


def digits_needed(amounts: Sequence[int]) -> int:
    """Return how many decimals show every amount in thousandths in full."""
    if all(amount % 1_000 == 0 for amount in amounts):
        return 0
    if all(amount % 100 == 0 for amount in amounts):
        return 1
    return 2 if all(amount % 10 == 0 for amount in amounts) else 3
