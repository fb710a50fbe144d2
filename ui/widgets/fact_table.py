# SPDX-License-Identifier: EUPL-1.2
"""A small table of worded figures; what is assumed looks assumed, and a row can open its record."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QSizePolicy,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.theme import Theme
from ui.widgets.asked import Asked, put_asked
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.text_label import TextLabel

_RECORD = Qt.ItemDataRole.UserRole
_NUMBERS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_GIVE_WAY = 3  # columns; more would leave nothing to read
_WORDS = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@frozen
class Cell:
    """One figure in words; `assumed` marks a planner's choice, `token` names a colour.

    `asked` is the number it shows, for whoever asks where that comes from.
    """

    text: str
    assumed: bool = False
    detail: str = ""
    token: str = ""
    asked: Asked | None = None


@frozen
class Line:
    """One row; `kind` and `key` name the record it opens, if any."""

    cells: tuple[Cell, ...]
    kind: str = ""
    key: str = ""


@frozen(kw_only=True)
class TableValues:
    """A titled table. `right` has an `r` for each column of numbers; `empty` stands for no rows."""

    title: str
    heads: tuple[str, ...]
    right: str = ""
    lines: tuple[Line, ...] = ()
    note: str = ""
    empty: str = ""


class FactTable(QWidget):
    """Title, note and rows. As high as its rows, so that the page scrolls, not the table."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: TableValues | None = None
        self._title = TextLabel(theme, role="strong")
        self._note = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._tree = _Tree()
        self._row_heights = RoomyRows(self._tree, theme)
        self._tree.itemActivated.connect(self._open)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in (self._title, self._tree, self._note):
            self._rows.addWidget(part)
        self.set_theme(theme)

    def set_values(self, values: TableValues) -> None:
        """Show other rows; equal ones are left as they are, and the row one is on stays."""
        if values == self._values:
            return
        current = self._tree.currentItem()
        row = -1 if current is None else self._tree.indexOfTopLevelItem(current)
        self._values = values
        self._show()
        kept = self._tree.topLevelItem(row)
        if kept is not None:
            self._tree.setCurrentItem(kept)

    def rows(self) -> Sequence[Sequence[str]]:
        """Return the words on screen."""
        items = [self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount())]
        count = self._tree.columnCount()
        return [[item.text(column) for column in range(count)] for item in items if item]

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._title.set_theme(theme)
        self._note.set_theme(theme)
        self._rows.setSpacing(theme.px("space_xs"))
        self._row_heights.set_theme(theme)
        self._tree.setFont(theme.font("body"))
        self._show()

    def _show(self) -> None:
        if self._values is None:
            return
        values = self._values
        self._title.setText(values.title)
        self._tree.setAccessibleName(values.title)
        self._tree.clear()
        self._tree.setHeaderLabels(list(values.heads))
        self._tree.addTopLevelItems([self._item(line) for line in values.lines])
        last = len(values.heads) - 1
        self._tree.header().setStretchLastSection(not self._is_number(last))
        self._tree.narrowest = self._theme.px("catalogue") * 2 // 5
        self._tree.fit_columns()
        for column in range(len(values.heads)):
            aligned = _NUMBERS if self._is_number(column) else _WORDS
            self._tree.headerItem().setTextAlignment(column, aligned)
        self._tree.setVisible(bool(values.lines))
        self._tree.updateGeometry()
        self._note.setText(values.note if values.lines else values.empty)
        self._note.setVisible(bool(self._note.text()))

    def _item(self, line: Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem([_words(cell) for cell in line.cells])
        item.setData(0, _RECORD, (line.kind, line.key))
        put_asked(item, tuple(cell.asked for cell in line.cells))
        for column, cell in enumerate(line.cells):
            if self._is_number(column):
                item.setTextAlignment(column, _NUMBERS)
            token = cell.token or ("muted" if cell.assumed else "")
            if token:
                item.setForeground(column, self._theme.color(token))
            if cell.assumed:
                font = self._theme.font("body")
                font.setItalic(True)
                item.setFont(column, font)
            item.setToolTip(column, _detail(cell) or cell.text)
        return item

    def _is_number(self, column: int) -> bool:
        return self._values is not None and self._values.right[column : column + 1] == "r"

    def _open(self, item: QTreeWidgetItem) -> None:
        kind, key = item.data(0, _RECORD)
        if kind:
            self.opened.emit(kind, key)


def _words(cell: Cell) -> str:
    return f"≈ {cell.text}" if cell.assumed else cell.text


def _detail(cell: Cell) -> str:
    if not cell.assumed:
        return cell.detail
    told = _("An assumption, not a published figure.")
    return f"{told}\n{cell.detail}" if cell.detail else told


class _Tree(QTreeWidget):
    """Rows without branches, as high as they are many."""

    def __init__(self) -> None:
        super().__init__()
        self.narrowest = 0
        self.setObjectName("rows")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def fit_columns(self) -> None:
        """Give columns the room of their words; where it is short, the widest words give way."""
        header, columns = self.header(), range(self.columnCount())
        for column in columns:
            self.resizeColumnToContents(column)
        short = header.length() - self.viewport().width()
        for column in sorted(columns, key=header.sectionSize, reverse=True)[:_GIVE_WAY]:
            if short <= 0 or self.viewport().width() <= 0:
                break
            before = header.sectionSize(column)
            least = max(min(before, self.narrowest), header.sectionSizeHint(column))
            header.resizeSection(column, max(least, before - short))
            short -= before - header.sectionSize(column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def sizeHint(self) -> QSize:
        """Ask for the height of header and rows."""
        row = self.sizeHintForRow(0) if self.topLevelItemCount() else 0
        bar = self.horizontalScrollBar().sizeHint().height()
        wide = self.header().length() > self.viewport().width() > 0
        height = self.header().sizeHint().height() + row * self.topLevelItemCount()
        return QSize(0, height + (bar if wide else 0) + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Never be cut off: the page scrolls."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter open a row on every platform."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentItem():
            self.itemActivated.emit(self.currentItem(), 0)
            return
        super().keyPressEvent(event)
