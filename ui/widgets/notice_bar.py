# SPDX-License-Identifier: EUPL-1.2
"""One line at the foot of the window that says what could not be done and what to do about it."""

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from planner.text import _
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_button import IconButton
from ui.widgets.painting import paint_box
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import Tone, background_token, text_token

_ICONS: dict[Tone, str] = {"danger": "circle-alert", "warning": "triangle-alert"}
_SHOWN_MS = 12_000


class NoticeBar(QFrame):
    """Appears when there is something to say and leaves by itself; never asks to be confirmed.

    One that offers a way out stays until that is `taken` or it is dismissed.
    """

    shown = Signal(str)
    taken = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone = "neutral"
        self._picture = QLabel()
        self._words = TextLabel(theme, wrap=True)
        self._offer = Button(theme)
        self._close = IconButton(theme, "x", _("Dismiss"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._close.clicked.connect(self.hide)
        self._offer.clicked.connect(self.hide)
        self._offer.clicked.connect(self.taken)
        row = QHBoxLayout(self)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._offer)
        row.addWidget(self._close)
        self.set_theme(theme)
        self.hide()

    def say(self, sentence: str, *, tone: Tone = "danger", offer: str = "") -> None:
        """Show a sentence for a while, or with the words of a button until it is answered."""
        self._tone = tone
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.set_theme(self._theme)
        self.show()
        self._timer.stop()
        if not offer:
            self._timer.start()
        self.shown.emit(sentence)

    def sentence(self) -> str:
        """Return what is being said, empty if nothing is."""
        return "" if self.isHidden() else self._words.text()

    def retranslate(self) -> None:
        """Say the name of the button again; the sentence itself has passed."""
        self._close.set_name(_("Dismiss"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        self._picture.setPixmap(
            pixmap(_ICONS.get(self._tone, "info"), theme, token=text_token(self._tone))
        )
        self._words.set_theme(theme)
        self._offer.set_theme(theme)
        self._close.set_theme(theme)
        row = self.layout()
        if row is not None:
            row.setContentsMargins(
                theme.px("space_l"), theme.px("space_xs"), theme.px("space_s"), theme.px("space_xs")
            )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted box."""
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=self._theme.color(background_token(self._tone)),
            edge=self._theme.color(text_token(self._tone)),
            radius=self._theme.px("radius_control"),
        )
