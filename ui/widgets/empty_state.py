# SPDX-License-Identifier: EUPL-1.2
"""What an empty place says: what is missing, and how to fill it by mouse and by key."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.painting import paint_box
from ui.widgets.text_label import TextLabel

_PICTURE_FROM = 5  # rows high; below that the words need the room
_CENTRE = Qt.AlignmentFlag.AlignCenter


class EmptyState(QFrame):
    """A dashed box with an icon, a headline, a hint and perhaps the button that fills it."""

    action_requested = Signal()

    def __init__(self, theme: Theme, icon_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel()
        self._headline = TextLabel(theme, role="strong", wrap=True)
        muted = "muted"
        self._hint = TextLabel(theme, role="label", token=muted, wrap=True)
        self._button = Button(theme)
        self._button.hide()
        self._button.clicked.connect(self.action_requested)
        self._rows = QVBoxLayout(self)
        self._rows.addStretch(1)
        for label in (self._picture, self._headline, self._hint):
            label.setAlignment(_CENTRE)
            self._rows.addWidget(label)
        self._rows.addWidget(self._button, 0, _CENTRE)
        self._rows.addStretch(1)
        self.set_theme(theme)

    def set_text(self, headline: str, hint: str, *, action: str = "") -> None:
        """Say what is missing and how to fill it; `action` puts the words on a button."""
        self._headline.setText(headline)
        self._picture.setAccessibleName(headline)
        self._hint.setText(hint)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(headline)
        self.setAccessibleDescription(hint)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        tint = "muted"
        size = theme.px("icon_large")
        self._picture.setPixmap(pixmap(self._icon_name, theme, token=tint, size=size))
        for part in (self._headline, self._hint, self._button):
            part.set_theme(theme)
        edge = theme.px("space_l")
        self._rows.setContentsMargins(edge, edge, edge, edge)
        self._rows.setSpacing(theme.px("space_s"))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where the words would have no room."""
        super().resizeEvent(event)
        self._picture.setVisible(self.height() >= _PICTURE_FROM * self._theme.px("row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashed box."""
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=None,
            edge=self._theme.color("outline"),
            radius=self._theme.px("radius_control"),
            width=self._theme.px("line"),
            dashed=True,
        )
