# SPDX-License-Identifier: EUPL-1.2
"""Rows by columns with named heads: walked by arrow keys, edited in place, copied by Ctrl+C."""

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.theme import Theme
from ui.widgets.grid_model import GridModel, Index
from ui.widgets.grid_values import GridRow, GridValues
from ui.widgets.text_label import TextLabel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_FILL = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)
_WIDEST_CELL, _WIDEST_NAME = 30, 34  # characters; longer ones are told on hover


class _Writing(QStyledItemDelegate):
    """Names the editor by row and column, for a screen reader."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        model = index.model()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        row = model.headerData(index.row(), down)
        column = model.headerData(index.column(), across)
        editor.setAccessibleName(f"{str(row).strip()}, {column}")
        return editor


class GridTable(QTableView):
    """Shows `GridValues` and sends wishes, with the keys of row and column.

    `row_chosen` follows mouse and keyboard, `acted` is Enter or a double click on a cell that does
    something or on one that opens its record, `typed` carries what was written into a cell,
    `pasted` what the clipboard holds; `filled` carries the keys of the rows whose cells of a column
    are to be like that of the topmost.
    """

    row_chosen = Signal(str)
    acted = Signal(str, str)
    typed = Signal(str, str, str)
    pasted = Signal(str, str, str)
    filled = Signal(list, str)
    sort_requested = Signal(str)
    removal_requested = Signal(str)
    menu_requested = Signal(str, str, QPoint)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._restoring = False
        self._grid = GridModel(theme)
        self._grid.typed.connect(self.typed)
        self.setModel(self._grid)
        self.setItemDelegate(_Writing(self))
        self.setAlternatingRowColors(True)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setObjectName("names")
        self.verticalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().sectionDoubleClicked.connect(self._open_row)
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.doubleClicked.connect(self._act)
        self.selectionModel().currentChanged.connect(self._choose)
        muted = "muted"  # like the heads beside it
        self._corner = TextLabel(theme, role="head", token=muted, parent=self)
        self.horizontalHeader().geometriesChanged.connect(self._place_corner)
        self.set_theme(theme)

    def set_values(self, values: GridValues) -> None:
        """Show other values and stay on the same cell; the same values change nothing."""
        if values == self._grid.values:
            return
        row, column = self.current()
        self._restoring = True
        self._grid.show(values)
        self._corner.setText(values.corner)
        self._corner.setToolTip(values.corner)
        self._fit()
        self.go_to(row, column)
        self._restoring = False

    def values(self) -> GridValues:
        """Return what is shown, in its order."""
        return self._grid.values

    def current(self) -> tuple[str, str]:
        """Return the keys of row and column the keyboard is on, empty before it is anywhere."""
        index = self.currentIndex()
        if not index.isValid():
            return "", ""
        return self._grid.row_at(index).key, self._grid.values.columns[index.column()].key

    def go_to(self, row: str, column: str = "") -> None:
        """Move the keyboard to a cell, if there is one; the first of the row by default."""
        rows = [place for place, one in enumerate(self._grid.values.rows) if one.key == row]
        keys = [one.key for one in self._grid.values.columns]
        if rows and keys:
            place = keys.index(column) if column in keys else 0
            self.setCurrentIndex(self._grid.index(rows[0], place))

    def select_record(self, kind: str, key: str) -> None:
        """Bring the row of a record into sight, if there is one; tells nobody."""
        here = self.currentIndex()
        if here.isValid() and self._is_of(self._grid.row_at(here), kind, key):
            return
        found = (row.key for row in self._grid.values.rows if self._is_of(row, kind, key))
        self._restoring = True
        self.go_to(next(found, ""))
        self._restoring = False

    def below_current(self) -> QPoint:
        """Return where a menu of the current cell belongs, on the screen."""
        return self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())

    def set_theme(self, theme: Theme) -> None:
        """Take fonts, colours and distances from another theme."""
        self._grid.theme = theme
        self._gap = theme.px("space_l") + theme.px("space_s")
        self._corner.set_theme(theme)
        self._corner.setIndent(theme.px("space_s"))
        self.setFont(theme.font("body"))
        self.horizontalHeader().setFont(theme.font("label"))
        self.verticalHeader().setFont(theme.font("body"))
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self._fit()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first cell without choosing its row: nobody has chosen it."""
        self._restoring = True
        super().focusInEvent(event)
        self._restoring = False

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+C, Ctrl+V and Ctrl+D from the menu while they mean cells."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and _is_about_cells(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste and fill down as spreadsheets do, act with Enter, remove with Delete."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        elif event.matches(QKeySequence.StandardKey.Paste) and index.isValid():
            self.pasted.emit(*self.current(), QGuiApplication.clipboard().text())
        elif event.keyCombination() == _FILL:
            self._fill_down()
        elif Qt.Key(event.key()) in _ENTER and index.isValid():
            self._act(index)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.removal_requested.emit(self._grid.row_at(index).key)
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selected cells with their heads, rows by lines and columns by tabs."""
        chosen = self.selectedIndexes()
        rows = sorted({index.row() for index in chosen})
        columns = sorted({index.column() for index in chosen})
        shown = self._grid.values
        heads = [shown.corner, *(shown.columns[column].name for column in columns)]
        lines = [
            [shown.rows[row].name, *(shown.rows[row].cells[column].text for column in columns)]
            for row in rows
        ]
        return "\n".join("\t".join(map(_one_line, line)) for line in [heads, *lines])

    def _fill_down(self) -> None:
        """Ask to give the selected cells of the current column the value of the topmost."""
        column = self.currentIndex().column()
        rows = sorted(one.row() for one in self.selectedIndexes() if one.column() == column)
        keys = [self._grid.values.rows[row].key for row in rows]
        self.filled.emit(keys, self.current()[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the name of the rows in the corner above them."""
        super().resizeEvent(event)
        self._place_corner()

    def _place_corner(self) -> None:
        frame = self.frameWidth()
        width, height = self.verticalHeader().width(), self.horizontalHeader().height()
        self._corner.setGeometry(frame, frame, width, height)

    def _is_of(self, row: GridRow, kind: str, key: str) -> bool:
        return bool(key) and (row.kind, row.record) == (kind, key)

    def _choose(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._restoring:
            self.row_chosen.emit(self._grid.row_at(now).key)

    def _act(self, index: Index) -> None:
        deed = self._grid.cell_at(index).deed
        if deed == "write":
            if self.state() != QAbstractItemView.State.EditingState:
                self.edit(index)
            return
        row, column = self._grid.row_at(index), self._grid.values.columns[index.column()]
        self.acted.emit(row.key, column.key if deed == "act" else "")

    def _open_row(self, row: int) -> None:
        self.acted.emit(self._grid.values.rows[row].key, "")

    def _sort_by(self, section: int) -> None:
        self.sort_requested.emit(self._grid.values.columns[section].key)

    def _ask_menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            self.setCurrentIndex(index)
            row, column = self.current()
            self.menu_requested.emit(row, column, self.viewport().mapToGlobal(at))

    def _fit(self) -> None:
        """Give columns the room of their words, up to a limit; what is longer is told on hover."""
        metrics, shown = self.fontMetrics(), self._grid.values
        most = _WIDEST_CELL * metrics.averageCharWidth()
        for place in range(len(shown.columns)):
            words = (row.cells[place].text for row in shown.rows)
            widest = max(map(metrics.horizontalAdvance, words), default=0) + self._gap
            head = self.horizontalHeader().sectionSizeHint(place)
            self.setColumnWidth(place, max(min(widest, most), head))
        names = max((metrics.horizontalAdvance(row.name) for row in shown.rows), default=0)
        limit = _WIDEST_NAME * metrics.averageCharWidth()
        corner = metrics.horizontalAdvance(shown.corner)
        self.verticalHeader().setFixedWidth(max(min(names, limit), corner) + 2 * self._gap)
        self._place_corner()


def _is_about_cells(event: QKeyEvent) -> bool:
    known = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Paste)
    return event.keyCombination() == _FILL or any(map(event.matches, known))


def _one_line(words: str) -> str:
    return " ".join(words.split())
