# SPDX-License-Identifier: EUPL-1.2
"""The first rows of a sheet, unsorted, so that they can be compared with the file."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from ui.importing.values import SampleTable
from ui.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WIDEST = 34  # characters; longer ones are told on hover


class SampleView(QTableWidget):
    """A few rows as words; what is marked is bold and has its own colour."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._mark = theme.color("danger")
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self.horizontalHeader().setFont(theme.font("label"))
        self.horizontalHeader().setDefaultAlignment(_LEFT)
        self.setFont(theme.font("body"))

    def mark_with(self, token: str) -> None:
        """Mark cells in another colour than that of mistakes."""
        self._mark = self._theme.color(token)

    def set_values(self, values: SampleTable) -> None:
        """Show other rows."""
        self.clear()
        self.setRowCount(len(values.rows))
        self.setColumnCount(len(values.heads))
        self.setHorizontalHeaderLabels(list(values.heads))
        for row, cells in enumerate(values.rows):
            details = values.details[row] if values.details else ()
            for column, words in enumerate(cells):
                told = details[column] if column < len(details) else ""
                self.setItem(row, column, self._item(words, told, (row, column) in values.marked))
        self.resizeColumnsToContents()
        most = _WIDEST * self.fontMetrics().averageCharWidth()
        for column in range(len(values.heads)):
            self.setColumnWidth(column, min(most, self.columnWidth(column)))

    def _item(self, words: str, told: str, marked: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(words)
        item.setToolTip(told or words)
        if marked:
            font = QFont(self._theme.font("strong"))
            item.setFont(font)
            item.setForeground(self._mark)
        return item
