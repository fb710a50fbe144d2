# SPDX-License-Identifier: EUPL-1.2
"""A list with one record a row, perhaps below headings, narrowed to what holds some words."""

from collections.abc import Iterator, Sequence

from attrs import frozen
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
)

from planner.engine.search import folded, holding
from ui.theme import Theme
from ui.widgets.asked import Asked, put_asked
from ui.widgets.group_words import summed_columns
from ui.widgets.roomy_rows import RoomyRows

_KEY = Qt.ItemDataRole.UserRole
_SORT = Qt.ItemDataRole.UserRole + 1
_KEPT_COLUMNS = 3


@frozen
class Row:
    """One line of a list: words for every column, what they are sorted by, and their numbers.

    `kind` and `key` name the record that a click opens; `muted` marks what is not known. Rows
    that name a `group` stand below it, whose heading adds up their `amounts`, the numbers of the
    first cells behind the name, `None` where unknown.
    """

    kind: str
    key: str
    cells: tuple[str, ...]
    sorts: tuple[float | str, ...] = ()
    detail: str = ""
    muted: bool = False
    asked: tuple[Asked | None, ...] = ()
    group: str = ""
    amounts: tuple[float | None, ...] = ()


class RowList(QTreeWidget):
    """A list with one record a row; a click or Enter opens it."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, sortable: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[Row, ...] = ()
        self._shown: tuple[Row, ...] = ()
        self._words = ""
        self._needs: list[int] = []  # what each column needs, nothing until it is measured
        self._row_heights = RoomyRows(self, theme)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(sortable)
        if sortable:
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)

    def set_heads(self, heads: Sequence[str]) -> None:
        """Name the columns; numbers stand at the end of theirs."""
        self.setColumnCount(len(heads))
        self.setHeaderLabels(list(heads))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(1, len(heads)):
            self.headerItem().setTextAlignment(column, end)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._measure()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows; the same ones are left alone."""
        self._rows = rows
        holds = holding(self._words)
        found = tuple(row for row in rows if holds(" ".join((*row.cells, row.key, row.group))))
        if found == self._shown:
            return
        before, self._shown = len(self._shown), found
        at, top = self._current_key(), self.verticalScrollBar().value()
        self.clear()
        self.addTopLevelItems(self._top(found))
        if any(row.group for row in found):
            self.expandAll()  # which measures every row
        self._needs = []
        if len(found) != before:
            self._measure()
        self.select(at)
        self.verticalScrollBar().setValue(top)

    def set_words(self, words: str) -> None:
        """Keep the rows that hold these words."""
        self._words = words
        self.set_rows(self._rows)

    def _top(self, rows: Sequence[Row]) -> list[QTreeWidgetItem]:
        """Return the rows as items, those of a group below its heading."""
        headings: dict[str, QTreeWidgetItem] = {}
        found = []
        for row in rows:
            item = self._item(row)
            if not row.group:
                found.append(item)
                continue
            if row.group not in headings:
                headings[row.group] = self._heading(row.group, rows)
                found.append(headings[row.group])
            headings[row.group].addChild(item)
        return found

    def _heading(self, group: str, rows: Sequence[Row]) -> QTreeWidgetItem:
        members = [row.amounts for row in rows if row.group == group]
        name, unknown, *sums = summed_columns(group, members)
        heading = _Item([" · ".join(filter(None, (name, unknown))), *sums])
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(1, heading.columnCount()):
            heading.setTextAlignment(column, end)
            heading.setFont(column, self._theme.font("strong"))
        heading.setData(0, _KEY, ("", ""))
        heading.setData(0, _SORT, group)
        heading.setFont(0, self._theme.font("strong"))
        return heading

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self)
        while (item := walk.value()) is not None:
            yield item
            walk += 1

    def select(self, key: str) -> None:
        """Mark the row of a record, or none; tells nobody."""
        for item in self._items():
            if key and item.data(0, _KEY)[1] == key:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._row_heights.set_theme(theme)
        self.setFont(theme.font("body"))
        self._shown, self._needs = (), []
        self.set_rows(self._rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the last columns where names would be cut; their values are in the tooltip."""
        super().resizeEvent(event)
        if self._needs:
            self._fit()
        else:
            self._measure()

    def _measure(self) -> None:
        """Find out what each column needs; a hidden one says that it needs no room."""
        for column in range(_KEPT_COLUMNS, self.columnCount()):
            self.setColumnHidden(column, False)
        self._needs = [self._needed(column) for column in range(self.columnCount())]
        self._fit()

    def _fit(self) -> None:
        for column in range(_KEPT_COLUMNS, self.columnCount()):
            needed = sum(self._needs[: column + 1])
            self.setColumnHidden(column, needed > self.viewport().width())

    def _needed(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every platform."""
        current = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self._open(current)
            return
        super().keyPressEvent(event)

    def _current_key(self) -> str:
        current = self.currentItem()
        return "" if current is None else str(current.data(0, _KEY)[1])

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = _Item(list(row.cells))
        item.setData(0, _KEY, (row.kind, row.key))
        put_asked(item, row.asked)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(len(row.cells)):
            item.setToolTip(column, row.detail)
            if column:
                item.setTextAlignment(column, end)
            if row.muted:
                item.setForeground(column, self._theme.color("muted"))
        for column, value in enumerate(row.sorts):
            item.setData(column, _SORT, value)
        return item

    def _open(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        kind, key = item.data(0, _KEY)
        if kind:
            self.opened.emit(kind, key)


class _Item(QTreeWidgetItem):
    """A row that is sorted by its values rather than by their words."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = 0 if tree is None else tree.sortColumn()
        mine, theirs = self.data(column, _SORT), other.data(column, _SORT)
        if mine is None or theirs is None or isinstance(mine, str):
            return folded(self.text(column)) < folded(other.text(column))
        return bool(mine < theirs)
