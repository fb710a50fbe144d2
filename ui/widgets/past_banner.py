# SPDX-License-Identifier: EUPL-1.2
"""A strip above the view that says which past day is shown, and leads back to now."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from planner.text import _
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.painting import paint_box
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import background_token, text_token


class PastBanner(QFrame):
    """Shown as long as the plan on screen is one of the past."""

    back_requested = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = ""
        self._picture = QLabel()
        self._words = TextLabel(theme, wrap=True)
        self._back = Button(theme, icon_name="undo-2")
        self._back.clicked.connect(self.back_requested)
        row = QHBoxLayout(self)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self._back)
        self.set_theme(theme)
        self.retranslate()
        self.hide()

    def set_day(self, day: str) -> None:
        """Show the day in words, or nothing while the plan is that of now."""
        self._day = day
        self.setVisible(bool(day))
        self.retranslate()

    def sentence(self) -> str:
        """Return what is being said, empty if nothing is."""
        return self._words.text() if self._day else ""

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        words = _("The plan and its figures as they stood on {day}. They can be read, not edited.")
        self._words.setText(words.format(day=self._day))
        self._back.setText(_("Back to now"))
        self.setAccessibleName(self._words.text())

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        self._picture.setPixmap(pixmap("history", theme, token=text_token("warning")))
        self._words.set_theme(theme)
        self._back.set_theme(theme)
        row = self.layout()
        if row is not None:
            row.setContentsMargins(
                theme.px("space_l"), theme.px("space_xs"), theme.px("space_s"), theme.px("space_xs")
            )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted strip."""
        paint_box(
            QPainter(self),
            QRectF(self.rect()),
            fill=self._theme.color(background_token("warning")),
            edge=self._theme.color(text_token("warning")),
            radius=self._theme.px("radius_control"),
        )
