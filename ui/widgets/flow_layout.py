# SPDX-License-Identifier: EUPL-1.2
"""A row that breaks like a line of text, so that nothing is cut off in a narrow column."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lay widgets out from left to right and continue on the next line when there is no room."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins())
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or nothing past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away, or nothing past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Claim no more room than the items need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower row is a higher one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px of the lines at this width."""
        if width not in self._heights:  # Qt asks hundreds of times while it lays out a page
            self._heights[width] = self._flow(QRect(0, 0, width, 0), place=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Measure again: an item has changed, appeared or gone."""
        self._heights = {}
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._flow(rect, place=True)

    def sizeHint(self) -> QSize:
        """Ask for the widest item; lines make up the rest."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest and highest item."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size.grownBy(self.contentsMargins())

    def _flow(self, rect: QRect, *, place: bool) -> int:
        """Break the items into lines within `rect`; return the height they need, in px."""
        inside = rect.marginsRemoved(self.contentsMargins())
        x, y, line = inside.left(), inside.top(), 0
        for item in self._shown():
            width, height = min(item.sizeHint().width(), inside.width()), item.sizeHint().height()
            if x > inside.left() and x + width > inside.right() + 1:
                x, y, line = inside.left(), y + line + self.spacing(), 0
            if place:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
            x, line = x + width + self.spacing(), max(line, height)
        return y + line - rect.top() + self.contentsMargins().bottom()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]
