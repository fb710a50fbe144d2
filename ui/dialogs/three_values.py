# SPDX-License-Identifier: EUPL-1.2
"""Quantities with three values: January 2024, October 2026, and what the plan makes of them."""

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.confidence_mark import Confidence
from ui.widgets.text_label import TextLabel

_WIDE, _HIGH = 900, 520
_MARKS: dict[Confidence, str] = {"low": " ~", "assumption": " *"}


@frozen
class ValueCell:
    """One value in words, its source, and what to ask for to learn more (None for nothing)."""

    words: str
    level: Confidence | None = None
    source: str = ""
    about: object = None


@frozen
class ValueRow:
    """A quantity with its values, then, now and planned; `note` says how they compare."""

    name: str
    cells: tuple[ValueCell, ValueCell, ValueCell]
    note: str = ""


class ThreeValuesDialog(QDialog):
    """A table of quantities; Enter or a double click on a value asks where it comes from."""

    where_requested = Signal(object)

    def __init__(
        self,
        theme: Theme,
        heads: tuple[str, str, str],
        rows: tuple[ValueRow, ...],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = rows
        self._table = QTableWidget(len(rows), 1 + len(heads))
        self._note = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self.setWindowTitle(_("Three values"))
        self._lay_out(heads)
        self._fill()
        self._table.cellActivated.connect(self._ask)
        self._table.currentCellChanged.connect(lambda row, column, _r, _c: self._tell(row, column))
        self._table.setCurrentCell(0, 1)

    def table(self) -> QTableWidget:
        """Return the table."""
        return self._table

    def _lay_out(self, heads: tuple[str, str, str]) -> None:
        theme, edge = self._theme, self._theme.px("space_l")
        table = self._table
        table.setHorizontalHeaderLabels([_("Quantity"), *heads])
        table.setAccessibleName(_("Three values"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names differ at their ends
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px("row"))
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head = table.horizontalHeaderItem(0)
        if head is not None:
            head.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._note.setMinimumHeight(3 * self._note.fontMetrics().lineSpacing())
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        legend = TextLabel(
            theme,
            _("~ low confidence   * assumption   Enter: where a value comes from"),
            role="caption",
            token="muted",  # noqa: S106 - names a colour
        )
        close = Button(theme, _("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(legend, 1)
        foot.addWidget(close)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(table, 1)
        rows.addWidget(self._note)
        rows.addLayout(foot)
        open_at(self, theme, wide=_WIDE, high=_HIGH)

    def _fill(self) -> None:
        for number, row in enumerate(self._rows):
            name = QTableWidgetItem(row.name)
            name.setToolTip(row.note or row.name)
            self._table.setItem(number, 0, name)
            for column, cell in enumerate(row.cells, start=1):
                self._table.setItem(number, column, self._item(cell))

    def _item(self, cell: ValueCell) -> QTableWidgetItem:
        mark = _MARKS.get(cell.level, "") if cell.level is not None else ""
        item = QTableWidgetItem(cell.words + mark)
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(cell.source)
        if mark or cell.about is None:
            font = QFont(self._theme.font("body"))
            font.setItalic(True)
            item.setFont(font)
        if cell.about is None:
            item.setForeground(self._theme.color("muted"))
        return item

    def _tell(self, row: int, column: int) -> None:
        found = self._rows[row]
        source = found.cells[column - 1].source if column > 0 else ""
        told = _("Source: {source}").format(source=source) if source else ""
        self._note.setText("\n".join(part for part in (told, found.note) if part))

    def _ask(self, row: int, column: int) -> None:
        about = self._rows[row].cells[column - 1].about if column > 0 else None
        if about is not None:
            self.where_requested.emit(about)
