# SPDX-License-Identifier: EUPL-1.2
"""What an empty place says: what is missing, and how to fill it by mouse and by key."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

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
    other_requested = Signal()

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
        self._other = Button(theme)
        self._other.hide()
        self._other.clicked.connect(self.other_requested)
        self._rows = QVBoxLayout(self)
        self._rows.addStretch(1)
        for label in (self._picture, self._headline, self._hint):
            label.setAlignment(_CENTRE)
            self._rows.addWidget(label)
        self._ways = QHBoxLayout()
        self._ways.addStretch(1)
        self._ways.addWidget(self._button)
        self._ways.addWidget(self._other)
        self._ways.addStretch(1)
        self._rows.addLayout(self._ways)
        self._rows.addStretch(1)
        self.set_theme(theme)

    def set_text(self, headline: str, hint: str, *, action: str = "", other: str = "") -> None:
        """Say what is missing and how to fill it; `action` and `other` are words on buttons."""
        self._headline.setText(headline)
        self._picture.setAccessibleName(headline)
        self._hint.setText(hint)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._other.setText(other)
        self._other.setVisible(bool(other))
        self.setAccessibleName(headline)
        self.setAccessibleDescription(hint)

    def set_other_enabled(self, enabled: bool) -> None:
        """Let the second button be pressed, or not."""
        self._other.setEnabled(enabled)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        tint = "muted"
        size = theme.px("icon_large")
        self._picture.setPixmap(pixmap(self._icon_name, theme, token=tint, size=size))
        for part in (self._headline, self._hint, self._button, self._other):
            part.set_theme(theme)
        edge = theme.px("space_l")
        self._rows.setContentsMargins(edge, edge, edge, edge)
        self._rows.setSpacing(theme.px("space_s"))
        self._ways.setSpacing(theme.px("space_s"))
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
