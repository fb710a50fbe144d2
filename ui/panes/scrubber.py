# SPDX-License-Identifier: EUPL-1.2
"""The month slider under the map: one month drives everything on screen.

The slider stays a `QSlider`, so keys, range and value reach assistive technology as they do for
any slider; only its looks and its ticks are ours.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from planner.text import _, month_label
from ui.panes.values import FIRST_YEAR, LAST_MONTH, clamp_month
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.icon_button import IconButton
from ui.widgets.painting import paint_box, paint_focus_ring
from ui.widgets.tabbing import hand_keyboard_on

_YEAR = 12
_TICK_MS = 83  # about twelve months a second
_CALM_TICK_MS = 1000  # with reduced motion: one year a second, no gliding


class MonthSlider(QSlider):
    """A slider over the planning period with a tick for every year and a mark for today."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._today: int | None = None
        self.setRange(0, LAST_MONTH)
        self.setSingleStep(1)
        self.setPageStep(_YEAR)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def set_today(self, month: int) -> None:
        """Mark the present month."""
        self._today = clamp_month(month)
        self.update()

    def x_of(self, month: float) -> float:
        """Return where a month sits, in pixels from the left."""
        inset = self._inset()
        return inset + month / LAST_MONTH * max(1.0, self.width() - 2 * inset)

    def month_at(self, x: float) -> int:
        """Return the month nearest to a place on the slider."""
        inset = self._inset()
        return clamp_month(round((x - inset) / max(1.0, self.width() - 2 * inset) * LAST_MONTH))

    def sizeHint(self) -> QSize:
        """Return room for the knob, the ticks and the years."""
        height = 2 * self._knob() + self._metrics().height() + 2 * self._theme.px("space_xs")
        return QSize(12 * self._theme.px("row"), round(height))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which a month can still be met with the mouse."""
        return QSize(4 * self._theme.px("row"), self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to the month below the mouse."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self.month_at(event.position().x()))
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse while the button is down."""
        if self.isSliderDown():
            self.setValue(self.month_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, today, years, knob and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_today(painter)
        self._paint_track(painter)
        self._paint_years(painter)
        self._paint_knob(painter)

    def _paint_track(self, painter: QPainter) -> None:
        thick = self._theme.px("space_xs")
        middle = self._middle()
        left, right, knob = self.x_of(0), self.x_of(LAST_MONTH), self.x_of(self.value())
        whole = QRectF(left, middle - thick / 2, right - left, thick)
        paint_box(painter, whole, fill=self._theme.color("track"), radius=thick / 2)
        done = QRectF(left, middle - thick / 2, knob - left, thick)
        paint_box(painter, done, fill=self._theme.color("accent"), radius=thick / 2)

    def _paint_today(self, painter: QPainter) -> None:
        if self._today is None:
            return
        width = 2 * self._theme.px("line")
        x = round(self.x_of(self._today) - width / 2)
        top = self._middle() - self._knob()
        painter.fillRect(QRectF(x, top, width, 2 * self._knob()), self._theme.color("today"))

    def _paint_years(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("caption"))
        metrics = self._metrics()
        every = self._years_apart()
        top = self._middle() + self._knob()
        for month in range(0, LAST_MONTH + 1, _YEAR):
            x = self.x_of(month)
            painter.setPen(self._theme.color("border"))
            painter.drawLine(QPointF(x, top), QPointF(x, top + self._theme.px("space_xs")))
            if (month // _YEAR) % every == 0:
                words = str(FIRST_YEAR + month // _YEAR)
                painter.setPen(self._theme.color("muted"))
                baseline = top + self._theme.px("space_xs") + metrics.ascent()
                painter.drawText(QPointF(x - metrics.horizontalAdvance(words) / 2, baseline), words)

    def _paint_knob(self, painter: QPainter) -> None:
        radius = self._knob()
        centre = QPointF(self.x_of(self.value()), self._middle())
        painter.setPen(QPen(self._theme.color("accent"), self._theme.px("focus_width")))
        painter.setBrush(self._theme.color("card"))
        painter.drawEllipse(centre, radius - 1, radius - 1)
        if self.hasFocus():
            reach = radius + self._theme.px("focus_width") + 1
            ring = QRectF(centre.x() - reach, centre.y() - reach, 2 * reach, 2 * reach)
            paint_focus_ring(painter, ring, self._theme, radius=reach)

    def _years_apart(self) -> int:
        """Return 1, 2, 3 or 5: every how many years there is room for a number."""
        year = self.x_of(_YEAR) - self.x_of(0)
        need = self._metrics().horizontalAdvance(str(FIRST_YEAR)) + self._theme.px("space_l")
        return next((count for count in (1, 2, 3, 5) if count * year >= need), 5)

    def _middle(self) -> float:
        return self._knob() + self._theme.px("space_xs")

    def _knob(self) -> float:
        return float(self._theme.px("space_s"))

    def _inset(self) -> float:
        return max(self._knob() + 4, self._metrics().horizontalAdvance(str(FIRST_YEAR)) / 2)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("caption"))


class Scrubber(QWidget):
    """Play button, month slider, and the month in words with a caption given from outside."""

    month_changed = Signal(int)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._month = 0
        self._step = 1
        self._play = IconButton(theme, "play", "", parent=self)
        self._play.clicked.connect(self.toggle_play)
        self._slider = MonthSlider(theme, parent=self)
        self._slider.valueChanged.connect(self._take)
        self._month_text = QLabel(self)
        self._caption = QLabel(self)
        self._caption.setVisible(False)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._advance)
        self._lay_out()
        self.set_theme(theme)
        self.retranslate()

    @property
    def month(self) -> int:
        """The month shown, 0 = January 2021."""
        return self._month

    @property
    def playing(self) -> bool:
        """Whether time runs."""
        return self._timer.isActive()

    def set_month(self, month: int) -> None:
        """Show a month without telling anyone."""
        self._month = clamp_month(month)
        self._slider.setValue(self._month)
        self._say_month()

    def set_today(self, month: int) -> None:
        """Mark the present month on the slider."""
        self._slider.set_today(month)

    def set_caption(self, text: str) -> None:
        """Show one line under the month, such as the total of the figure on the map."""
        self._caption.setText(text)
        self._caption.setVisible(bool(text))
        # The slider must not twitch while the words change: the column only ever widens.
        self._caption.setMinimumWidth(
            max(self._caption.minimumWidth(), self._caption.sizeHint().width())
        )

    def set_reduced_motion(self, *, reduced: bool) -> None:
        """Jump a year a second instead of gliding through the months."""
        self._step = _YEAR if reduced else 1
        self._timer.setInterval(_CALM_TICK_MS if reduced else _TICK_MS)

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        self._theme = theme
        self._slider.set_theme(theme)
        self._month_text.setFont(theme.font("strong"))
        self._caption.setFont(theme.font("label"))
        palette = self._caption.palette()
        palette.setColor(self._caption.foregroundRole(), theme.color("muted"))
        self._caption.setPalette(palette)
        self._play.set_theme(theme)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._slider.setAccessibleName(_("Month"))
        widest = max(
            self._month_text.fontMetrics().horizontalAdvance(month_label(m)) for m in range(_YEAR)
        )
        self._month_text.setMinimumWidth(widest)
        self._caption.setMinimumWidth(0)
        self._say_month()
        self._show_playing()

    def toggle_play(self) -> None:
        """Let time run, or stop it; at the end it starts from the beginning."""
        if self.playing:
            self._timer.stop()
        else:
            if self._month >= LAST_MONTH:
                self._slider.setValue(0)
            self._timer.start()
        self._show_playing()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Play and stop with Space; every other key belongs to the slider."""
        if event.key() == Qt.Key.Key_Space:
            self.toggle_play()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._month_text)
        words.addWidget(self._caption)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._play)
        row.addWidget(self._slider, 1)
        row.addLayout(words)
        hand_keyboard_on(self, self._slider)
        self.setProperty("asked", Asked("network", "", "capacity_ef"))

    def _take(self, month: int) -> None:
        """Adopt a month from the slider; what came from outside is already adopted."""
        if month == self._month:
            return
        self._month = month
        self._say_month()
        self.month_changed.emit(month)

    def _advance(self) -> None:
        self._slider.setValue(clamp_month(self._month + self._step))
        if self._month >= LAST_MONTH:
            self._timer.stop()
            self._show_playing()

    def _say_month(self) -> None:
        words = month_label(self._month)
        self._month_text.setText(words)
        self._slider.setAccessibleDescription(words)
        self._slider.setToolTip(words)

    def _show_playing(self) -> None:
        self._play.set_icon("pause" if self.playing else "play")
        words = _("Stop") if self.playing else _("Play through the months")
        self._play.set_name(words, shortcut=_("Space"))
