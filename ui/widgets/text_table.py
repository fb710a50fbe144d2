# SPDX-License-Identifier: EUPL-1.2
"""A table of words and numbers: sorted by a click, copied by Ctrl+C, opened by Enter or a click."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ui.theme import Theme
from ui.widgets.asked import ASKED, Asked
from ui.widgets.read_by_row import read_by_row
from ui.widgets.roomy_rows import RoomyRows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SORT = Qt.ItemDataRole.UserRole
_MEASURED_ROWS = 200  # as many as decide how wide the columns are
_WIDEST = 50  # characters; longer ones are told on hover
_NARROW = 22  # characters of a column beside one whose words are broken into lines
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@frozen
class TextRow:
    """One row; `kind` and `key` name the record it opens, `sorts` what it is sorted by.

    `asked` are the numbers its cells show, for whoever asks where they come from.
    """

    cells: tuple[str, ...]
    kind: str = ""
    key: str = ""
    detail: str = ""
    sorts: tuple[object, ...] = ()
    asked: tuple[Asked | None, ...] = ()


@frozen(kw_only=True)
class TextRows:
    """A table. `right` has an `r` for each column of numbers, any other letter for words."""

    heads: tuple[str, ...]
    right: str = ""
    rows: tuple[TextRow, ...] = ()


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.values = TextRows(heads=())

    def show(self, values: TextRows) -> None:
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.values.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.values.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.values.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.detail or row.cells[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == ASKED:
            return row.asked[column] if column < len(row.asked) else None
        if role == _SORT:
            return row.sorts[column] if column < len(row.sorts) else row.cells[column]
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.values.heads[section]
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        number = self.values.right[column : column + 1] == "r"
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class TextTable(QTableView):
    """Shows `TextRows`; a row that stands for a record opens it."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model()
        self._wrapped = -1
        self._fitting = False
        self._heights: RoomyRows | None = None
        self._order = QSortFilterProxyModel(self)
        self._order.setSortRole(_SORT)
        self._order.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._order.setSourceModel(self._model)
        self.setModel(self._order)
        self.setSortingEnabled(True)
        read_by_row(self)
        self.clicked.connect(self._open)
        self.set_theme(theme)

    def set_values(self, values: TextRows) -> None:
        """Show other rows; the same ones are left as they are."""
        if values == self._model.values:
            return
        before = self._model.values
        fresh = values.heads != before.heads
        here = self.current()
        self._measure_as_shown(QHeaderView.ResizeMode.Fixed)
        self._model.show(values)
        self.horizontalHeader().setSortIndicatorShown(True)
        if fresh:
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        if fresh or not before.rows:
            self._fit()
        self._measure_as_shown(QHeaderView.ResizeMode.ResizeToContents)
        if here is not None:
            self.select(here.kind, here.key)

    def wrap(self, column: int) -> None:
        """Break words into lines instead of cutting them off; one column takes what room is left.

        Every row is measured, which is for tables of some hundred rows.
        """
        self._wrapped = column
        self._heights = RoomyRows(self, self._theme)
        self.horizontalHeader().sectionResized.connect(self._measure_rows)
        self._measure_as_shown(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setStretchLastSection(False)
        self._fit()

    def values(self) -> TextRows:
        """Return what is shown."""
        return self._model.values

    def current(self) -> TextRow | None:
        """Return the row the keyboard is on."""
        index = self._order.mapToSource(self.currentIndex())
        rows = self._model.values.rows
        return rows[index.row()] if 0 <= index.row() < len(rows) else None

    def select(self, kind: str, key: str) -> None:
        """Bring the row of a record into sight, if there is one; tells nobody."""
        for number, row in enumerate(self._model.values.rows):
            if key and (row.kind, row.key) == (kind, key):
                self.setCurrentIndex(self._order.mapFromSource(self._model.index(number, 0)))
                return

    def shown_rows(self) -> list[tuple[str, ...]]:
        """Return the cells as they stand on screen, in their order."""
        order = (self._order.mapToSource(self._order.index(row, 0)).row() for row in self._rows())
        return [self._model.values.rows[row].cells for row in order]

    def set_theme(self, theme: Theme) -> None:
        """Take font and row height from a theme; colours come with the palette."""
        self._theme = theme
        if self._heights is not None:
            self._heights.set_theme(theme)
        self.setFont(theme.font("body"))
        self.horizontalHeader().setFont(theme.font("label"))
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self._gap = 2 * theme.px("space_l")
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows with Ctrl+C; open with Enter on every platform."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif Qt.Key(event.key()) in _ENTER:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return heads and selected rows, rows by lines and columns by tabs."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        rows = self.shown_rows()
        return "\n".join(
            "\t".join(line) for line in (self.values().heads, *map(rows.__getitem__, chosen))
        )

    def _measure_as_shown(self, mode: QHeaderView.ResizeMode) -> None:
        """Let Qt measure every row whose words wrap, or leave them while rows and columns move."""
        if self._wrapped >= 0:
            self.verticalHeader().setSectionResizeMode(mode)

    def _measure_rows(self, column: int) -> None:
        """Give every row the height its words need at another width."""
        if column == self._wrapped and not self._fitting:
            self.resizeRowsToContents()

    def _rows(self) -> range:
        return range(self._order.rowCount())

    def _open(self, index: QModelIndex) -> None:
        row = (
            self._model.values.rows[self._order.mapToSource(index).row()]
            if index.isValid()
            else None
        )
        if row is not None and row.key:
            self.opened.emit(row.kind, row.key)

    def _fit(self) -> None:
        """Fit the columns to what they hold; the rows follow once, when Qt lays the table out."""
        self._fitting = True
        self._fit_columns()
        self._fitting = False

    def _fit_columns(self) -> None:
        """Give every column the width of its head and of the longest of its first values."""
        metrics, values = self.fontMetrics(), self._model.values
        for column in range(len(values.heads)):
            cells: Sequence[str] = [row.cells[column] for row in values.rows[:_MEASURED_ROWS]]
            widest = max(map(metrics.horizontalAdvance, cells), default=0) + self._gap
            head = self.horizontalHeader().sectionSizeHint(column)
            most = (_WIDEST if self._wrapped < 0 else _NARROW) * metrics.averageCharWidth()
            self.setColumnWidth(column, max(min(widest, most), head))
        if 0 <= self._wrapped < len(values.heads):
            stretched = QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(self._wrapped, stretched)
