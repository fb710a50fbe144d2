# SPDX-License-Identifier: EUPL-1.2
"""A strip that says what to do next and how far one has come; it can be left at any point."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from planner.text import _, labelled
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_button import IconButton
from ui.widgets.painting import paint_box
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import Tone, background_token, text_token

SLIDER = "slider"
"""What the first step takes hold of; the others take a template."""


class GuideBar(QFrame):
    """Shows one step at a time."""

    help_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = False
        self._picture = QLabel()
        self._count = TextLabel(theme, role="strong")
        self._words = TextLabel(theme, wrap=True)
        self._show = Button(theme, icon_name="eye")
        self._leave = IconButton(theme, "x", "")
        self._show.clicked.connect(self.help_requested)
        self._leave.clicked.connect(self.left)
        row = QHBoxLayout(self)
        for part, stretch in ((self._picture, 0), (self._count, 0), (self._words, 1)):
            row.addWidget(part, stretch)
        row.addWidget(self._show)
        row.addWidget(self._leave)
        self.set_theme(theme)
        self.retranslate()
        self.hide()

    def set_step(self, number: int, count: int, words: str) -> None:
        """Show a step; after the last one `number` is greater than `count`."""
        self._done = number > count
        self._count.setText("" if self._done else f"{number}/{count}")
        self._words.setText(words)
        self._show.setVisible(not self._done)
        step = _("Step {number} of {count}").format(number=number, count=count)
        self.setAccessibleName(words if self._done else labelled(step, words))
        self.set_theme(self._theme)

    def sentence(self) -> str:
        """Return what is being said, empty if nothing is."""
        return "" if self.isHidden() else self._words.text()

    def retranslate(self) -> None:
        """Say the buttons again; whoever knows the steps says the step."""
        self._show.setText(_("Show me"))
        self._leave.set_name(_("Leave the first steps"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        icon_name = "circle-check" if self._done else "lightbulb"
        self._picture.setPixmap(pixmap(icon_name, theme, token=text_token(self._tone())))
        for part in (self._count, self._words, self._show, self._leave):
            part.set_theme(theme)
        row = self.layout()
        if row is not None:
            edge = theme.px("space_xs")
            row.setContentsMargins(theme.px("space_l"), edge, theme.px("space_s"), edge)
            row.setSpacing(theme.px("space_m"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted strip."""
        tone = self._tone()
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=self._theme.color(background_token(tone)),
            edge=self._theme.color(text_token(tone)),
            radius=self._theme.px("radius_control"),
        )

    def _tone(self) -> Tone:
        return "success" if self._done else "accent"
