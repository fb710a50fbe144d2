# SPDX-License-Identifier: EUPL-1.2
"""A table of words and numbers: sorted by a click, copied by Ctrl+C, opened by Enter or a click.

It may be grouped by any of its columns; an order then holds within each group.
"""

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from planner.engine.search import folded
from ui.theme import Theme
from ui.widgets.asked import ASKED
from ui.widgets.group_words import HEADING
from ui.widgets.painting import paint_focus_ring
from ui.widgets.read_by_row import read_by_row
from ui.widgets.roomy_rows import BrokenRows
from ui.widgets.text_values import TextRow, TextRows, grouped, ranks

__all__ = ["TextRow", "TextRows", "TextTable"]

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SORT = Qt.ItemDataRole.UserRole
_MEASURED_ROWS = 200  # as many as decide how wide the columns are
_WIDEST = 50  # characters; longer ones are told on hover
_NARROW = 17  # characters of a column beside one whose words are broken into lines
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Model(QAbstractTableModel):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.values = TextRows(heads=())
        self._sorting = (0, Qt.SortOrder.AscendingOrder)
        self._ranks: list[int] = []

    def show(self, values: TextRows) -> None:
        self.beginResetModel()
        self.values = values
        self.rank(*self._sorting)
        self.endResetModel()

    def rank(self, column: int, order: Qt.SortOrder) -> None:
        """Put the rows of each group in order; rows without groups are left to Qt."""
        self._sorting = (column, order)
        rows = self.values.rows
        if any(row.heading for row in rows) and 0 <= column < len(self.values.heads):
            descending = order is Qt.SortOrder.DescendingOrder
            self._ranks = ranks(rows, column, descending=descending)
        else:
            self._ranks = []

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
            return self._ranks[index.row()] if self._ranks else _order_of(row, column)
        return self._of_heading(role) if row.heading else None

    def _of_heading(self, role: int) -> object:
        """Say that a row is a heading, and set it off from the rows below it."""
        if role == HEADING:
            return True
        if role == Qt.ItemDataRole.FontRole:
            return self.theme.font("strong")
        return self.theme.color("hover") if role == Qt.ItemDataRole.BackgroundRole else None

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


def _order_of(row: TextRow, column: int) -> object:
    """Return what a row is sorted by, words without accents: Dänemark before Deutschland."""
    value = row.sorted_by(column)
    return folded(value) if isinstance(value, str) else value


class _Order(QSortFilterProxyModel):
    """Lets the rows know by what they are about to be sorted."""

    def __init__(self, model: _Model, owner: QWidget) -> None:
        super().__init__(owner)
        self._model = model
        self.setSortRole(_SORT)
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSourceModel(model)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._model.rank(column, order)
        super().sort(column, order)


class TextTable(QTableView):
    """Shows `TextRows`; a row that stands for a record opens it."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(theme)
        self._every = TextRows(heads=())
        self._group = -1
        self._has_spans = False
        self._wrapped = -1
        self._needs: list[int] = []
        self._fitting = False
        self._heights: BrokenRows | None = None
        self._order = _Order(self._model, self)
        self.setModel(self._order)
        for moved in (self._order.layoutChanged, self._order.modelReset):
            moved.connect(self._span_headings)
        self.setSortingEnabled(True)
        read_by_row(self)
        self.clicked.connect(self._open)
        self.set_theme(theme)

    def set_values(self, values: TextRows) -> None:
        """Show other rows; the same ones are left as they are."""
        self._every = values
        values = grouped(values, self._group)
        if values == self._model.values:
            return
        before = self._model.values
        fresh = values.heads != before.heads
        here = self.current()
        self._model.show(values)
        self.horizontalHeader().setSortIndicatorShown(True)
        if fresh:
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        if fresh or not before.rows:
            self._fit()
        else:
            self._widen()
        if here is not None:
            self.select(here.kind, here.key)

    def group_by(self, column: int) -> None:
        """Put the rows under headings by what they say in a column, under none for -1."""
        if column != self._group:
            self._group = column
            self.set_values(self._every)

    def group(self) -> int:
        """Return the column the rows are grouped by, -1 for none."""
        return self._group

    def go_to_first(self) -> None:
        """Put the keyboard on the first row that is no heading, if there is one."""
        for place in self._rows():
            index = self._order.index(place, 0)
            if not index.data(HEADING):
                self.setCurrentIndex(index)
                return

    def wrap(self, column: int) -> None:
        """Break words into lines instead of cutting them off; one column takes what room is left.

        Every row is measured, which is for tables of some hundred rows.
        """
        self._wrapped = column
        self._heights = BrokenRows(self, self._theme)
        self.horizontalHeader().sectionResized.connect(self._measure_rows)
        self.horizontalHeader().setStretchLastSection(False)
        self._fit()

    def values(self) -> TextRows:
        """Return what is shown, headings included."""
        return self._model.values

    def current(self) -> TextRow | None:
        """Return the row the keyboard is on."""
        index = self._order.mapToSource(self.currentIndex())
        rows = self._model.values.rows
        return rows[index.row()] if 0 <= index.row() < len(rows) else None

    def open_by_double_click(self) -> None:
        """Let one click choose only: what a row is about stands beside the table."""
        self.clicked.disconnect(self._open)
        self.doubleClicked.connect(self._open)

    def select(self, kind: str, key: str) -> None:
        """Bring the row of a record into sight, if there is one; tells nobody."""
        for number, row in enumerate(self._model.values.rows):
            if key and (row.kind, row.key) == (kind, key):
                self.setCurrentIndex(self._order.mapFromSource(self._model.index(number, 0)))
                return

    def shown_rows(self) -> list[tuple[str, ...]]:
        """Return the cells as they stand on screen, in their order, headings left out."""
        return [row.cells for row in map(self._row_at, self._rows()) if not row.heading]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is also where there is no row to show it."""
        super().paintEvent(event)
        if self.hasFocus() and not self._order.rowCount():
            box, radius = QRectF(self.viewport().rect()), self._theme.px("radius_control")
            paint_focus_ring(QPainter(self.viewport()), box, self._theme, radius=radius)

    def set_theme(self, theme: Theme) -> None:
        """Take font and row height from a theme; colours come with the palette."""
        self._theme = self._model.theme = theme
        if self._heights is not None:
            self._heights.set_theme(theme)
        self.setFont(theme.font("body"))
        self.horizontalHeader().setFont(theme.font("label"))
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self._gap = 2 * theme.px("space_l")
        self._fit()

    def doItemsLayout(self) -> None:
        """Give every row the height its words need, also in another order."""
        self._fitting = True
        super().doItemsLayout()
        self._fitting = False
        self._measure_rows(self._wrapped)

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
        rows = (row.cells for row in map(self._row_at, chosen) if not row.heading)
        return "\n".join("\t".join(line) for line in (self.values().heads, *rows))

    def _measure_rows(self, column: int) -> None:
        """Give every row the height its words need at another width."""
        if column == self._wrapped >= 0 and not self._fitting:
            self.resizeRowsToContents()

    def _span_headings(self) -> None:
        """Let headings run across all columns, wherever an order has put them."""
        if self._has_spans:
            self.clearSpans()
        rows, columns = self._model.values.rows, len(self._model.values.heads)
        self._has_spans = columns > 1 and any(row.heading for row in rows)
        if self._has_spans:
            for place in self._rows():
                if self._row_at(place).heading:
                    self.setSpan(place, 0, 1, columns)

    def _row_at(self, place: int) -> TextRow:
        """Return the row at a place from the top."""
        return self._model.values.rows[self._order.mapToSource(self._order.index(place, 0)).row()]

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
        values = self._model.values
        self._needs = self._measured()
        for column, width in enumerate(self._needs):
            self.setColumnWidth(column, width)
        if 0 <= self._wrapped < len(values.heads):
            stretched = QHeaderView.ResizeMode.Stretch
            self.horizontalHeader().setSectionResizeMode(self._wrapped, stretched)

    def _widen(self) -> None:
        """Widen what words longer than all before need; a width given by hand stays else."""
        needs, before = self._measured(), self._needs
        self._needs = needs
        for column, (width, was) in enumerate(zip(needs, before, strict=True)):
            if width > max(was, self.columnWidth(column)):
                self.setColumnWidth(column, width)

    def _measured(self) -> list[int]:
        """Return the width in px of each column: its head, and the longest of its first values."""
        metrics, values = self.fontMetrics(), self._model.values
        most = (_WIDEST if self._wrapped < 0 else _NARROW) * metrics.averageCharWidth()
        rows = [row.cells for row in values.rows[:_MEASURED_ROWS] if not row.heading]
        found = []
        for column in range(len(values.heads)):
            words = {cells[column] for cells in rows}
            widest = max(map(metrics.horizontalAdvance, words), default=0)
            head = self.horizontalHeader().sectionSizeHint(column)
            found.append(max(min(widest + self._gap, most), head))
        return found
