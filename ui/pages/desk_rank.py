# SPDX-License-Identifier: EUPL-1.2
"""A ranking on screen: a line for each target, its reasons below it; last, who helps beside."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTreeWidget, QTreeWidgetItem, QWidget

from planner.text import _
from ui.presenting.desk_values import RankLine
from ui.theme import Theme
from ui.widgets.asked import Asked, put_asked
from ui.widgets.roomy_rows import RoomyRows

_KEY = Qt.ItemDataRole.UserRole
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PROPOSAL, _NUMBERS = "proposal", ("score", "load")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RankTree(QTreeWidget):
    """Targets with their reasons, as high as it is long; Enter takes the line one is on.

    What scrolls is the page around it: `walked` tells where the keyboard has come to.
    """

    taken = Signal(str)
    walked = Signal(QRect)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[RankLine] = ()
        self._heading: QTreeWidgetItem | None = None
        self.setObjectName("rows")
        self.setColumnCount(3)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.header().setStretchLastSection(False)
        self._heights = RoomyRows(self, theme)
        self.itemExpanded.connect(lambda _item: self.updateGeometry())
        self.itemCollapsed.connect(lambda _item: self.updateGeometry())
        self.set_theme(theme)

    def set_lines(self, lines: Sequence[RankLine]) -> None:
        """Show another ranking; the same one is left as it is."""
        if lines != self._lines:
            self._lines = lines
            self._show()

    def chosen(self) -> str:
        """Return the key of the line one is on or in; empty without any.

        Else it is where the case was sent, or the first. On the heading of those who help beside,
        it is the first of them.
        """
        item = self.currentItem()
        if item is None:
            sent = (line for line in self._lines if line.chosen and not line.beside)
            return "".join(line.key for line in (*sent, *self._lines)[:1])
        item = item.parent() or item
        if item is self._heading:
            item = self.itemBelow(item)
        return "" if item is None else str(item.data(0, _KEY))

    def words(self) -> list[str]:
        """Return the targets as they stand on screen."""
        items = (self.topLevelItem(row) for row in range(self.topLevelItemCount()))
        return [item.text(0) for item in items if item is not None]

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleName(_("Ranking of targets with reasons"))
        self.setHeaderLabels([_("Target and reasons"), _("Score"), _("Load")])
        for column in (1, 2):
            self.headerItem().setTextAlignment(column, _END)
        self._say_heading()
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self.setFont(theme.font("body"))
        self._heights.set_theme(theme)
        self._show()

    def sizeHint(self) -> QSize:
        """Ask for the height of head and open rows."""
        rows = sum(map(self._height_of, self._seen()))
        return QSize(0, self.header().sizeHint().height() + rows + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """Never be cut off: the page scrolls."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew in another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the line with Enter."""
        if event.key() in _ENTER and self.currentItem() is not None:
            self.taken.emit(self.chosen())
            return
        super().keyPressEvent(event)
        item = self.currentItem()
        if item is not None:
            self.walked.emit(self.visualItemRect(item).translated(self.viewport().pos()))

    def _show(self) -> None:
        here = self.chosen() if self.currentItem() is not None else ""
        self._heading = None
        self.clear()
        for line in self._lines:
            if line.beside and self._heading is None:
                self._head_beside()
            item = self._item(line)
            if line.key == here:
                self.setCurrentItem(item)
        self._fit()
        self.updateGeometry()

    def _head_beside(self) -> None:
        """Put a heading over those who help beside the hours; it can be read, not chosen."""
        self._heading = QTreeWidgetItem(self)
        self._heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._heading.setFirstColumnSpanned(True)
        self._heading.setFont(0, self._theme.font("title"))
        self._say_heading()

    def _say_heading(self) -> None:
        if self._heading is not None:
            self._heading.setText(0, _("Help beside the hours"))

    def _item(self, line: RankLine) -> QTreeWidgetItem:
        name = _("{target}, sent there").format(target=line.target) if line.chosen else line.target
        item = QTreeWidgetItem(self, [name, line.score, line.load])
        item.setData(0, _KEY, line.key)
        put_asked(item, (None, *(Asked(_PROPOSAL, line.key, field) for field in _NUMBERS)))
        item.setToolTip(0, "\n".join((name, *line.reasons)))
        for column in range(3):
            item.setFont(column, self._theme.font("strong"))
            item.setTextAlignment(column, _END if column else Qt.AlignmentFlag.AlignVCenter)
        for reason in line.reasons:
            below = QTreeWidgetItem(item, [reason])
            below.setToolTip(0, reason)
            below.setFirstColumnSpanned(True)
        item.setExpanded(True)
        return item

    def _height_of(self, item: QTreeWidgetItem) -> int:
        cells = (self.indexFromItem(item, column) for column in range(self.columnCount()))
        return max(self.sizeHintForIndex(cell).height() for cell in cells)

    def _seen(self) -> Iterator[QTreeWidgetItem]:
        for row in range(self.topLevelItemCount()):
            if (item := self.topLevelItem(row)) is not None:
                yield item
                below = (item.child(child) for child in range(item.childCount()))
                yield from (child for child in below if child is not None and item.isExpanded())

    def _fit(self) -> None:
        header = self.header()
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, header.ResizeMode.ResizeToContents)
