# SPDX-License-Identifier: EUPL-1.2
"""The white box everything on screen sits in."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.painting import paint_box


class Card(QFrame):
    """A rounded box with a title and, at the end of its row or below it, room for widgets.

    Put content into `body`. The card themes itself and its title; whoever put a widget into it
    themes that widget.
    """

    def __init__(
        self,
        theme: Theme,
        title: str = "",
        *,
        trailing: QWidget | None = None,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Build the card; `flush` lets the content touch the card's edges."""
        super().__init__(parent)
        self._flush = flush
        self._title = ElidedLabel(theme, role="title")
        self._header = Header(self._title)
        self.body = QVBoxLayout()
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._header)
        self._rows.addLayout(self.body, 1)
        if trailing is not None:
            self.set_trailing(trailing)
        self.set_title(title)
        self.set_theme(theme)

    def set_title(self, title: str) -> None:
        """Show another title; without title and trailing widget there is no title row."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._header.setVisible(bool(title) or self._header.tools.count() > 0)
        self._header.arrange()

    def set_trailing(self, widget: QWidget) -> None:
        """Add a widget at the end of the title row."""
        self._header.tools.addWidget(widget)
        self._header.setVisible(True)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        self._title.set_theme(theme)
        edge = theme.px("line") if self._flush else theme.px("space_l")
        side = theme.px("space_l") if self._flush else 0
        above = theme.px("space_m") if self._flush else 0
        self._rows.setContentsMargins(edge, edge, edge, edge)
        self._rows.setSpacing(theme.px("space_m"))
        self._header.setMinimumHeight(theme.px("card_header") + above)
        self._header.rows.setContentsMargins(side, above, side, 0)
        self._header.rows.setSpacing(theme.px("space_s"))
        self._header.tools.setSpacing(theme.px("space_s"))
        self._header.arrange()
        self.body.setSpacing(theme.px("space_s"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box."""
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=self._theme.color("card"),
            edge=self._theme.color("border"),
            radius=self._theme.px("radius_card"),
            width=self._theme.px("line"),
        )


class Header(QWidget):
    """A title with its tools beside it, or below it where the whole title has no room else."""

    def __init__(self, title: ElidedLabel) -> None:
        super().__init__()
        self._title = title
        self.rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.tools = QHBoxLayout()
        self.rows.addWidget(title, 1)
        self.rows.addLayout(self.tools)

    def minimumSizeHint(self) -> QSize:
        """Accept the width of the title or of the tools, whichever is wider."""
        least = self.rows.totalMinimumSize()
        sides = self.rows.contentsMargins()
        parts = self._title.minimumSizeHint().width(), self.tools.minimumSize().width()
        return QSize(max(parts) + sides.left() + sides.right(), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools where they belong at this width."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put the tools beside the title, or below it where that would cut the title off."""
        sides, title = self.rows.contentsMargins(), self._title
        words = 0 if title.isHidden() else title.whole_width() + self.rows.spacing()
        needed = words + self._width_of_tools() + sides.left() + sides.right()
        is_below = needed > self.width() and self.tools.count() > 0
        ways = QBoxLayout.Direction
        self.rows.setDirection(ways.TopToBottom if is_below else ways.LeftToRight)
        end = Qt.AlignmentFlag.AlignRight if is_below else Qt.AlignmentFlag(0)
        self.rows.setAlignment(self.tools, end)
        title.setMinimumWidth(0 if is_below else min(words, self.width()))

    def _width_of_tools(self) -> int:
        """Return the least width in px in which all can be read: fields and boxes give way."""
        giving = (*self.findChildren(QLineEdit), *self.findChildren(QComboBox))
        spare = (
            part.sizeHint().width() - part.minimumSizeHint().width()
            for part in giving
            if not part.isHidden()
        )
        return self.tools.sizeHint().width() - sum(max(0, px) for px in spare)
