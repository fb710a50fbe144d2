# SPDX-License-Identifier: EUPL-1.2
"""One line over the foot of the view that says what could not be done and what to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QPainter, QPaintEvent
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
_ASIDE_MS = 4_000


class NoticeBar(QFrame):
    """Appears when there is something to say and leaves by itself; never asks to be confirmed.

    One that offers a way out stays until that is `taken` or it is dismissed; one that only offers
    to look at what was done passes as well. It makes way for what is dragged to the place below.
    """

    shown = Signal(str)
    taken = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone = "neutral"
        self._then: Callable[[], object] = self.taken.emit
        self._picture = QLabel()
        self._words = TextLabel(theme, wrap=True)
        self._offer = Button(theme)
        self._close = IconButton(theme, "x", _("Dismiss"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._aside = QTimer(self)
        self._aside.setSingleShot(True)
        self._aside.setInterval(_ASIDE_MS)
        self._aside.timeout.connect(self.show)
        self.setAcceptDrops(True)
        self._close.clicked.connect(self.hide)
        self._offer.clicked.connect(self.hide)
        self._offer.clicked.connect(self._take_up)
        row = QHBoxLayout(self)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._offer)
        row.addWidget(self._close)
        self.set_theme(theme)
        self.hide()

    def say(
        self,
        sentence: str,
        *,
        tone: Tone = "danger",
        offer: str = "",
        look: Callable[[], object] | None = None,
    ) -> None:
        """Show a sentence for a while, or with the words of a button until it is answered.

        With `look` the button does that, and the sentence passes.
        """
        self._tone = tone
        self._then = look or self.taken.emit
        self._offer.setText(offer)
        self._offer.setVisible(bool(offer))
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.set_theme(self._theme)
        self.show()
        self._timer.stop()
        self._aside.stop()
        if not offer or look is not None:
            self._timer.start()
        self.shown.emit(sentence)

    def _take_up(self) -> None:
        self._then()

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
            edge, inside = theme.px("space_s"), theme.px("space_xs")
            row.setContentsMargins(
                edge + theme.px("space_l"), edge + inside, 2 * edge, edge + inside
            )
        self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Make way: what is held is meant for the view below; an offer comes back in a while."""
        event.ignore()
        self.hide()
        if not self._timer.isActive():
            self._aside.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted box, a little away from the edge of the view it lies on."""
        edge = self._theme.px("space_s")
        paint_box(
            QPainter(self),
            QRectF(self.rect()).adjusted(edge, edge, -edge, -edge),
            fill=self._theme.color(background_token(self._tone)),
            edge=self._theme.color(text_token(self._tone)),
            radius=self._theme.px("radius_control"),
        )
