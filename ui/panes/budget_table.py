# SPDX-License-Identifier: EUPL-1.2
"""The table model of the budget: years across, the sum first, groups that open and close.

Cells show one decimal at most; on hover, while editing and in what is copied they are exact.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from planner.engine.search import holding
from planner.text import _, fixed, parse_number
from ui.panes.budget_values import (
    BudgetCell,
    BudgetColumn,
    BudgetGroup,
    BudgetRow,
    BudgetValues,
    BudgetWish,
    digits_needed,
)
from ui.widgets.asked import ASKED, Asked

Index = QModelIndex | QPersistentModelIndex
Detail = Callable[[object, int], str]
Number = Callable[[BudgetRow, int | None], Asked | None]
ROW_ROLE = Qt.ItemDataRole.UserRole
_NO_PARENT = QModelIndex()
_THOUSAND = 1_000
_TWENTIETH = 50  # thousandths; anything less is zero with one decimal
_AMOUNT = re.compile(r"-?\d[\d.,]*")
_NOT_STATED = frozenset({"?", "n.s.", "n. s.", "k. a.", "k.a."})
_OPENED_AT_FIRST = 60  # rows; more than that start closed


class BudgetTable(QAbstractTableModel):
    """Shows rows; `wished` asks for new amounts and changes nothing, `unreadable` quotes a text."""

    wished = Signal(object)
    unreadable = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._values: BudgetValues | None = None
        self._columns: tuple[BudgetColumn, ...] = ()
        self._shown: list[BudgetRow] = []
        self._open: set[str] | None = None
        self._words = ""
        self._digits = 0
        self._detail: Detail = lambda _line, _year: ""
        self._number: Number = lambda _row, _year: None
        self._signs: Mapping[bool, object] = {True: None, False: None}

    def set_detail(self, detail: Detail) -> None:
        """Say what a cell's tooltip is: where the amount comes from."""
        self._detail = detail

    def set_number(self, number: Number) -> None:
        """Say which number a cell shows; its year is None for a sum over the years."""
        self._number = number

    def set_signs(self, signs: Mapping[bool, object]) -> None:
        """Take the pictures of an open group and of a closed one."""
        self._signs = signs
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(self._shown) - 1))

    def set_values(self, values: BudgetValues) -> None:
        """Show these rows; groups that were open stay open."""
        if self._open is None:
            self._open = {one.head.key for one in values.groups} if _is_short(values) else set()
        shown = self._visible(values)
        same = [row.key for row in shown] == [row.key for row in self._shown]
        if same and values.columns == self._columns:
            self._take(values, shown)
            last = self.index(len(shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(0, len(shown) - 1))
            return
        self.beginResetModel()
        self._take(values, shown)
        self.endResetModel()

    def forget_groups(self) -> None:
        """Open and close groups anew with the next values, as another grouping needs."""
        self._open = None

    def set_words(self, words: str) -> None:
        """Keep the groups and lines that hold these words, and the sum of all."""
        self._words = words
        self.beginResetModel()
        self._shown = self._visible(self._values)
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Open or close the group of a row."""
        found = self._shown[row]
        if found.level == "total" or self._open is None:
            return
        group = found.group or found.key
        self._open ^= {group}
        self.beginResetModel()
        self._shown = self._visible(self._values)
        self.endResetModel()

    def row_at(self, row: int) -> BudgetRow:
        """Return a row as shown."""
        return self._shown[row]

    def row_of(self, key: str) -> int:
        """Return where a row is shown, -1 if it is not."""
        keys = [row.key for row in self._shown]
        return keys.index(key) if key in keys else -1

    def column_at(self, column: int) -> BudgetColumn | None:
        """Return the year of a column, None for the sum."""
        return self._columns[column - 1] if column else None

    def is_open(self, row: BudgetRow) -> bool:
        """Tell whether a group is open."""
        return self._open is not None and row.key in self._open

    def text_of(self, cell: BudgetCell, *, exact: bool = False) -> str:
        """Write an amount; what is not stated says so, an empty cell stays empty."""
        if cell.amount is None or (cell.open and not cell.amount):
            return _("n. s.")
        if not cell.amount:
            return ""
        digits = digits_needed([cell.amount]) if exact else self._digits_of(cell.amount)
        shown = fixed(cell.amount / _THOUSAND, digits)
        return _("{amount} +").format(amount=shown) if cell.open else shown

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return the number of columns: the sum and the years."""
        return 0 if parent.isValid() else len(self._columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows, edits, or says on hover."""
        row, cell = self._shown[index.row()], self._cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_of(cell)
        match role:
            case Qt.ItemDataRole.EditRole:
                found: object = _exact(cell.amount) if cell.amount else ""
            case Qt.ItemDataRole.TextAlignmentRole:
                found = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                found = self._hover(row, cell, index.column()) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                found = self._spoken(row, cell, index.column())
            case _:
                found = self._own(row, cell, index.column(), role)
        return found

    def _own(self, row: BudgetRow, cell: BudgetCell, at: int, role: int) -> object:
        """Return what only the window asks for: the row itself, or the number of a cell."""
        if role == ASKED:
            return self._asked(row, cell, at)
        return row if role == ROW_ROLE else None

    def _asked(self, row: BudgetRow, cell: BudgetCell, at: int) -> Asked | None:
        column = self.column_at(at)
        year = None if column is None else column.year
        return self._number(row, year) if cell.amount else None

    def copied(self, index: Index) -> str:
        """Return what is copied of a cell: its amount in full."""
        return self.text_of(self._cell(index), exact=True)

    def _cell(self, index: Index) -> BudgetCell:
        row = self._shown[index.row()]
        return row.cells[index.column() - 1] if index.column() else row.total

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return years across and the names of the rows down."""
        if orientation is Qt.Orientation.Horizontal:
            if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
                return self._columns[section - 1].label if section else _("Total")
            return None
        if section >= len(self._shown):
            return None
        row = self._shown[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return _LEVELS[row.level].format(label=row.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.detail or row.label
        return self._of_group(row, role) if row.level == "group" else None

    def _of_group(self, row: BudgetRow, role: int) -> object:
        """Tell whether a group is open, to be seen and to be heard."""
        is_open = self.is_open(row)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._signs[is_open]
        spoken = f"{_SPOKEN[is_open]} {row.label}"
        return spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells of a line be edited where it takes amounts."""
        flags = super().flags(index)
        if index.column() and self._takes(index):
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an amount; the table shows it once the plan has it."""
        if role != Qt.ItemDataRole.EditRole or str(value) == index.data(role):
            return False
        return self.wish([(index, str(value))])

    def wish(self, cells: Iterable[tuple[Index, str]]) -> bool:
        """Ask for the amounts typed or pasted into these cells, as one wish."""
        wishes: list[BudgetWish] = []
        for index, words in cells:
            column = self.column_at(index.column())
            if column is None or not self._takes(index):
                continue
            try:
                wishes.append(_wish(self._shown[index.row()].line, column.year, words))
            except ValueError:
                self.unreadable.emit(words)
                return False
        if wishes:
            self.wished.emit(tuple(wishes))
        return bool(wishes)

    def as_rows(self) -> list[list[str]]:
        """Return everything shown as text, names and years included; full precision."""
        rows = self._values.rows if self._values is not None else ()
        head = ["", _("Total"), *(column.label for column in self._columns)]
        return [head, *([row.label, *map(_plain, (row.total, *row.cells))] for row in rows)]

    def _takes(self, index: Index) -> bool:
        row, column = self._shown[index.row()], self.column_at(index.column())
        if column is None or not row.editable:
            return False
        return column.year > 0 or row.without_year

    def _visible(self, values: BudgetValues | None) -> list[BudgetRow]:
        """Return the sum of all, and of each group what is open or holds the words."""
        if values is None:
            return []
        shown = self._opened if not self._words.strip() else self._holding
        return [values.total, *chain.from_iterable(map(shown, values.groups))]

    def _opened(self, group: BudgetGroup) -> Iterator[BudgetRow]:
        yield group.head
        if group.head.key in (self._open or ()):
            yield from group.lines

    def _holding(self, group: BudgetGroup) -> Iterator[BudgetRow]:
        """Yield the lines that hold the words below their group; all of one that holds them."""
        holds = holding(self._words)
        if holds(group.head.label):
            opened = group.head.key in (self._open or ())
            yield group.head
            yield from (row for row in group.lines if opened or holds(row.label))
            return
        found = [row for row in group.lines if holds(row.label)]
        if found:
            yield group.head
            yield from found

    def _take(self, values: BudgetValues, shown: list[BudgetRow]) -> None:
        self._values, self._columns, self._shown = values, values.columns, shown
        self._digits = 0 if values.whole else 1

    def _digits_of(self, amount: int) -> int:
        """Return the decimals of an amount: those of the table, more where they would show 0."""
        return self._digits if abs(amount) >= _TWENTIETH else digits_needed([amount])

    def _hover(self, row: BudgetRow, cell: BudgetCell, column: int) -> str:
        at = self.column_at(column)
        if row.line is not None and at is not None:
            said = self._detail(row.line, at.year)
        else:
            said = _("Part of this is not stated.") if cell.open else row.detail
        exact = _("{amount} m€").format(amount=_exact(cell.amount)) if cell.amount else ""
        return "\n".join(part for part in (exact, said) if part)

    def _spoken(self, row: BudgetRow, cell: BudgetCell, column: int) -> str:
        at = self.column_at(column)
        year = _("Total") if at is None else at.label
        amount = self.text_of(cell) or "0"
        return f"{row.label}, {year}: {amount}"


_LEVELS = {"total": "{label}", "group": "{label}", "line": "       {label}"}
_SPOKEN = {True: "▾", False: "▸"}


def _is_short(values: BudgetValues) -> bool:
    """Tell whether all lines can be shown at first; of many groups none is asked for its lines."""
    return len(values.groups) < _OPENED_AT_FIRST and len(values.rows) <= _OPENED_AT_FIRST


def _exact(amount: int) -> str:
    return fixed(amount / _THOUSAND, digits_needed([amount]))


def _plain(cell: BudgetCell) -> str:
    if cell.amount is None or (cell.open and not cell.amount):
        return _("not stated")
    return f"{cell.amount / _THOUSAND:.3f}"


def _wish(line: object, year: int, words: str) -> BudgetWish:
    stripped = words.strip()
    if not stripped:
        return BudgetWish(line, year, None, clear=True)
    if stripped.casefold() in _NOT_STATED:
        return BudgetWish(line, year, None)
    return BudgetWish(line, year, _amount(stripped))


def _amount(words: str) -> float:
    """Read an amount as people here write it, or as the other half of Europe does.

    Raises `ValueError` for anything else.
    """
    bare = "".join(words.split()).removesuffix("m€")
    if not _AMOUNT.fullmatch(bare):
        raise ValueError(words)
    amount = parse_number(bare)
    return float(bare.replace(",", ".")) if amount is None else amount
