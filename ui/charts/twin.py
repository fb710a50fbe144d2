# SPDX-License-Identifier: EUPL-1.2
"""The table behind a chart, for those who would rather read numbers."""

import math
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from planner import text
from planner.text import _
from ui.charts.tables import Table
from ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TwinModel(QAbstractTableModel):
    """A `Table`, read only; rows are dates, columns are series."""

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None

    def show_table(self, table: Table | None) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of dates."""
        return 0 if self._table is None or parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of series."""
        return 0 if self._table is None or parent.isValid() else len(self._table.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a number in the reader's language; unknown is said."""
        if self._table is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        value = float(self._table.cells[index.row(), index.column()])
        return text.fixed(None if math.isnan(value) else value, self._table.digits())

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt's signature
        """Return the name of a series or a date."""
        if self._table is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return _RIGHT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return (self._table.columns if across else self._table.rows)[section]


class Twin(QTableView):
    """The view of the twin; Ctrl+C copies the selection as tab-separated text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TwinModel()
        self.setModel(self._model)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.set_theme(theme)

    def show_table(self, table: Table | None) -> None:
        """Show another table, named for a screen reader by what it says."""
        self._model.show_table(table)
        if table is not None:
            named = _("{title}, {unit}, as a table").format(title=table.title, unit=table.unit)
            self.setAccessibleName(named)
            self._fit_columns()

    def set_theme(self, theme: Theme) -> None:
        """Take font and row height from a theme; colours come with the palette."""
        font = theme.font("caption")
        self.setFont(font)
        self.horizontalHeader().setFont(font)
        self.verticalHeader().setFont(font)
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self._gap = theme.px("space_l")
        self._fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selection on Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
            event.accept()
            return
        super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return the selected cells, rows by lines and columns by tabs."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda one: (one.row(), one.column())):
            rows.setdefault(index.row(), []).append(str(index.data()))
        return "\n".join("\t".join(cells) for cells in rows.values())

    def _fit_columns(self) -> None:
        """Give every column the width of its name, and at least that of a long number."""
        header = self.horizontalHeader()
        narrowest = self.fontMetrics().horizontalAdvance("000,000.0") + self._gap
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, max(narrowest, header.sectionSizeHint(column)))
