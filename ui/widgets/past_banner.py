# SPDX-License-Identifier: EUPL-1.2
"""A strip above the view while what is on screen cannot be edited: a past moment, a fixed scenario.

A past one can be gone through with a slider, whatever view it is looked at in.
"""

from attrs import frozen
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from planner.text import _
from ui.icons import pixmap
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.painting import paint_box
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import background_token, text_token

_PAUSE_MS = 60  # a slider in motion passes many moments that nobody wants to see


@frozen
class BannerDeed:
    """Something that can be done with what is on screen."""

    id: str
    words: str
    icon: str


@frozen(kw_only=True)
class BannerValues:
    """What the strip says and offers. `way_out` are the words that lead back to what can be edited.

    With `moments` there is a slider over them, which stands at `at`.
    """

    words: str
    way_out: str
    icon: str = "history"
    deeds: tuple[BannerDeed, ...] = ()
    moments: int = 0
    at: int = 0


class PastBanner(QFrame):
    """Shown as long as the plan on screen is one of the past, or must not be edited."""

    back_requested = Signal()
    moved_to = Signal(int)
    deed_requested = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: BannerValues | None = None
        self._picture = QLabel()
        self._words = TextLabel(theme, wrap=True)
        self._back = Button(theme, icon_name="undo-2")
        self._back.clicked.connect(self.back_requested)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._tell_moment)
        self.slider.valueChanged.connect(lambda _at: self._pause.start())
        self._deeds: list[Button] = []
        self._lay_out()
        self.set_theme(theme)
        self.retranslate()
        self.hide()

    def set_values(self, values: BannerValues | None) -> None:
        """Say something else, or nothing."""
        before, self._values = self._values, values
        self.setVisible(values is not None)
        if values is None:
            return
        if before is None or _offered(before) != _offered(values):
            self._offer(values)
        self._words.setText(values.words)
        self._back.setText(values.way_out)
        self.slider.setVisible(values.moments > 0)
        self.slider.setRange(0, max(0, values.moments))
        self.slider.setPageStep(max(1, values.moments // 10))
        if not self.slider.isSliderDown():
            self.slider.setValue(values.at)
        self.setAccessibleName(values.words)
        self._dress()

    def values(self) -> BannerValues | None:
        """Return what is shown."""
        return self._values

    def sentence(self) -> str:
        """Return what is being said, empty if nothing is."""
        return "" if self._values is None else self._values.words

    def deed(self, id_: str) -> Button:
        """Return the button of a deed."""
        return next(button for button in self._deeds if button.objectName() == id_)

    def retranslate(self) -> None:
        """Say everything again in the current language; the window says the sentence itself."""
        self.slider.setAccessibleName(_("Moment of the history"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours and distances from another theme."""
        self._theme = theme
        self._words.set_theme(theme)
        for button in (self._back, *self._deeds):
            button.set_theme(theme)
        wide, narrow, gap = theme.px("space_l"), theme.px("space_xs"), theme.px("space_s")
        self._rows.setContentsMargins(wide, narrow, gap, narrow)
        self._rows.setSpacing(narrow)
        self._first.setSpacing(gap)
        self._second.setSpacing(gap)
        self._dress()
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

    def _lay_out(self) -> None:
        self._rows = QVBoxLayout(self)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._first.addWidget(self._picture)
        self._first.addWidget(self._words, 1)
        self._first.addWidget(self._back)
        self._second.addWidget(self.slider, 1)
        self._rows.addLayout(self._first)
        self._rows.addLayout(self._second)

    def _offer(self, values: BannerValues) -> None:
        """Put a button for each deed beside the slider, or beside the words where there is none."""
        for button in self._deeds:
            button.hide()
            button.deleteLater()
        self._deeds = [self._button(deed) for deed in values.deeds]
        for place, button in enumerate(self._deeds):
            if values.moments:
                self._second.addWidget(button)
            else:
                self._first.insertWidget(2 + place, button)

    def _button(self, deed: BannerDeed) -> Button:
        button = Button(self._theme, deed.words, icon_name=deed.icon)
        button.setObjectName(deed.id)
        button.clicked.connect(lambda _checked=False: self.deed_requested.emit(deed.id))
        return button

    def _tell_moment(self) -> None:
        at, values = self.slider.value(), self._values
        if values is not None and at != values.at and self.isVisible():
            self.moved_to.emit(at)

    def _dress(self) -> None:
        if self._values is not None:
            picture = pixmap(self._values.icon, self._theme, token=text_token("warning"))
            self._picture.setPixmap(picture)


def _offered(values: BannerValues) -> tuple[tuple[BannerDeed, ...], bool]:
    return values.deeds, values.moments > 0
