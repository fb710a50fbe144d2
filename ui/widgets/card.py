# SPDX-License-Identifier: EUPL-1.2
"""The white box everything on screen sits in."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.painting import paint_box


class Card(QFrame):
    """A rounded box with a title row and, at its end, room for one widget.

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
        self._header = QWidget()
        self._header_row = QHBoxLayout(self._header)
        self._header_row.addWidget(self._title, 1)
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
        self._header.setVisible(bool(title) or self._header_row.count() > 1)

    def set_trailing(self, widget: QWidget) -> None:
        """Add a widget at the end of the title row."""
        self._header_row.addWidget(widget)
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
        self._header_row.setContentsMargins(side, above, side, 0)
        self._header_row.setSpacing(theme.px("space_s"))
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
