# SPDX-License-Identifier: EUPL-1.2
"""What the budget is given to show: rows of amounts with their sums, already grouped and named.

Amounts are whole thousandths of a MEUR; None is *not stated* and never zero.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
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


@frozen(eq=False)
class BudgetGroup:
    """The sums of a group, and its lines, which are made when somebody looks at them.

    Of hundreds of measures most stay closed.
    """

    head: BudgetRow
    make_lines: Callable[[], Iterable[BudgetRow]]

    @cached_property
    def lines(self) -> tuple[BudgetRow, ...]:
        """Return the lines below the sums."""
        return tuple(self.make_lines())


@frozen(kw_only=True)
class BudgetValues:
    """Columns, the sum of all, groups, facts and a note.

    `first_year` is where one starts to read; `whole` tells that all amounts are whole MEUR.
    """

    columns: tuple[BudgetColumn, ...]
    total: BudgetRow
    groups: tuple[BudgetGroup, ...]
    facts: tuple[BudgetFact, ...] = ()
    note: str = ""
    first_year: int = 0
    whole: bool = False

    @property
    def rows(self) -> tuple[BudgetRow, ...]:
        """Return all rows: the sum of all, then each group before its lines."""
        return (self.total, *(row for one in self.groups for row in (one.head, *one.lines)))


@frozen
class BudgetWish:
    """A new amount in MEUR for a line in a year; None says *not stated*, `clear` empties it."""

    line: object
    year: int
    amount: float | None
    clear: bool = False


def digits_needed(amounts: Sequence[int]) -> int:
    """Return how many decimals show every amount in thousandths in full."""
    if all(amount % 1_000 == 0 for amount in amounts):
        return 0
    if all(amount % 100 == 0 for amount in amounts):
        return 1
    return 2 if all(amount % 10 == 0 for amount in amounts) else 3
