# SPDX-License-Identifier: EUPL-1.2
"""A headline figure: what it is, how much, and one line that puts it in context."""

from attrs import frozen
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from planner.text import labelled
from ui.icons import paint_icon
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.painting import paint_box, paint_focus_ring, paint_text
from ui.widgets.tone import Tone, text_token

_RIGHT = Qt.AlignmentFlag.AlignRight
_ONE_LINE = "title"  # the font of a value that shares its line with its label


@frozen
class Figure:
    """What a figure card shows; every text is already in the reader's language.

    `suffix` stands small beside the value (a ceiling, a unit), `context` below it. `share`
    (0 to 1, more is shown as full) draws a bar in the line of the context. `asked` is the number,
    for whoever asks where it comes from.
    """

    label: str
    value: str
    suffix: str = ""
    context: str = ""
    icon: str = ""
    tone: Tone = "neutral"
    share: float | None = None
    asked: Asked | None = None

    def sentence(self) -> str:
        """Return the whole card as one line for a screen reader."""
        value = f"{self.value} {self.suffix}".strip()
        return labelled(self.label, value) + (f" · {self.context}" if self.context else "")


class FigureCard(QPushButton):
    """A card with one figure; a click or Enter asks where it comes from.

    With `wraps` the context goes on in a second line where the card is too narrow for it, and the
    cards of a row are as high as the highest.
    """

    def __init__(
        self,
        theme: Theme,
        figure: Figure | None = None,
        *,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._compact = False
        self._wraps, self._is_broken = wraps, False
        self._figure = Figure(label="", value="")
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Minimum if wraps else policy.Fixed)
        if figure is not None:
            self.set_figure(figure)

    def set_figure(self, figure: Figure) -> None:
        """Show another figure."""
        if figure == self._figure:
            return
        self._figure = figure
        self._break_context()
        self.setAccessibleName(figure.sentence())
        self.setToolTip(figure.sentence())
        self.updateGeometry()
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Say value and label in one line where height is scarce; the tooltip says it all."""
        if compact != self._compact:
            self._compact = compact
            self._break_context()
            self.updateGeometry()
            self.update()

    def figure(self) -> Figure:
        """Return what is shown."""
        return self._figure

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._break_context()
        self.updateGeometry()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for a second line of context where one is too short for it."""
        super().resizeEvent(event)
        self._break_context()

    def _break_context(self) -> None:
        metrics = QFontMetrics(self._theme.font("label"))
        room = self.width() - 2 * self._theme.px("space_m")
        is_long = metrics.horizontalAdvance(self._figure.context) > room
        is_broken = is_long and self._wraps and not self._compact and self._figure.share is None
        if is_broken != self._is_broken:
            self._is_broken = is_broken
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for everything that is said."""
        return QSize(self._needed_width(with_suffix=True), self._needed_height())

    def minimumSizeHint(self) -> QSize:
        """Insist on room for the value: it is never cut off."""
        return QSize(self._needed_width(with_suffix=False), self._needed_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do what a click does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card and its three lines, or the one it has room for."""
        theme = self._theme
        painter = QPainter(self)
        box = QRectF(self.rect())
        fill = theme.color("card_alt" if self.underMouse() else "card")
        radius = theme.px("radius_card")
        paint_box(painter, box, fill=fill, edge=theme.color("border"), radius=radius)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, radius=radius)
        side = above = theme.px("space_m")
        if self._compact:
            self._paint_one_line(painter, box.adjusted(side, 0, -side, 0))
            return
        label, value, context = self._lines(box.adjusted(side, above, -side, -above))
        self._paint_label(painter, label)
        self._paint_value(painter, value)
        self._paint_context(painter, context)

    def _paint_one_line(self, painter: QPainter, line: QRectF) -> None:
        if self._warns():
            line = self._after_icon(painter, line)
        font, gap = self._theme.font(_ONE_LINE), self._theme.px("space_s")
        text, muted = self._theme.color("text"), self._theme.color("muted")
        used = paint_text(painter, line, self._figure.value, font=font, colour=text)
        rest, small = line.adjusted(used + gap, 0, 0, 0), self._theme.font("label")
        paint_text(painter, rest, self._figure.label, font=small, colour=muted)

    def _after_icon(self, painter: QPainter, line: QRectF) -> QRectF:
        """Draw the icon, if there is one, and return the rest of the line."""
        if not self._figure.icon:
            return line
        size = self._theme.px("icon")
        square = QRectF(line.left(), line.center().y() - size / 2, size, size)
        paint_icon(painter, self._figure.icon, square, self._tone_colour())
        return line.adjusted(size + self._theme.px("space_s"), 0, 0, 0)

    def _paint_label(self, painter: QPainter, line: QRectF) -> None:
        line = self._after_icon(painter, line)
        muted = self._theme.color("muted")
        paint_text(painter, line, self._figure.label, font=self._theme.font("label"), colour=muted)

    def _paint_value(self, painter: QPainter, line: QRectF) -> None:
        font, colour = self._theme.font("figure"), self._theme.color("text")
        used = paint_text(painter, line, self._figure.value, font=font, colour=colour)
        rest = line.adjusted(used + self._theme.px("space_s"), self._theme.px("space_xs"), 0, 0)
        muted = self._theme.color("muted")
        label = self._theme.font("label")
        if QFontMetrics(label).horizontalAdvance(self._figure.suffix) <= rest.width():
            # Half a ceiling misleads; the whole of it is in the tooltip.
            paint_text(painter, rest, self._figure.suffix, font=label, colour=muted)

    def _paint_context(self, painter: QPainter, line: QRectF) -> None:
        font, colour = self._theme.font("label"), self._tone_colour()
        if self._figure.share is None:
            for words in self._context_lines(line.width()):
                paint_text(painter, line, words, font=font, colour=colour)
                line = line.translated(0, QFontMetrics(font).height())
            return
        used = paint_text(
            painter, line, self._figure.context, font=font, colour=colour, align=_RIGHT
        )
        gap = self._theme.px("space_s") if used else 0
        self._paint_bar(painter, line.adjusted(0, 0, -used - gap, 0), self._figure.share)

    def _context_lines(self, room: float) -> tuple[str, ...]:
        """Return the context as it is written: whole, or broken where the first line is full."""
        words = self._figure.context.split(" ")
        metrics = QFontMetrics(self._theme.font("label"))
        fits = [n for n in range(1, len(words)) if _wide(words[:n], metrics) <= room]
        if not self._is_broken or not fits:
            return (self._figure.context,)
        return " ".join(words[: fits[-1]]), " ".join(words[fits[-1] :])

    def _paint_bar(self, painter: QPainter, line: QRectF, share: float) -> None:
        height = self._theme.px("progress")
        track = QRectF(line.left(), line.center().y() - height / 2, line.width(), height)
        paint_box(painter, track, fill=self._theme.color("track"), radius=height / 2)
        done = track.adjusted(0, 0, -track.width() * (1.0 - min(1.0, max(0.0, share))), 0)
        broken = self._figure.tone == "danger"
        colour = self._theme.color("danger" if broken else "accent")
        paint_box(painter, done, fill=colour, radius=min(height, done.width()) / 2)

    def _lines(self, inside: QRectF) -> tuple[QRectF, QRectF, QRectF]:
        small, large, gap = self._line_heights()
        label = QRectF(inside.left(), inside.top(), inside.width(), small)
        value = QRectF(inside.left(), label.bottom() + gap, inside.width(), large)
        context = QRectF(inside.left(), value.bottom() + gap, inside.width(), small)
        return label, value, context

    def _line_heights(self) -> tuple[int, int, int]:
        small = max(QFontMetrics(self._theme.font("label")).height(), self._theme.px("icon"))
        role = _ONE_LINE if self._compact else "figure"
        large = QFontMetrics(self._theme.font(role)).height()
        return small, large, self._theme.px("space_xs") // 2

    def _needed_height(self) -> int:
        small, large, gap = self._line_heights()
        if self._compact:
            return 2 * self._theme.px("space_s") + max(small, large)
        more = QFontMetrics(self._theme.font("label")).height() if self._is_broken else 0
        return 2 * self._theme.px("space_m") + 2 * small + large + 2 * gap + more

    def _needed_width(self, *, with_suffix: bool) -> int:
        value = QFontMetrics(self._theme.font("figure")).horizontalAdvance(self._figure.value)
        edges = 2 * self._theme.px("space_m")
        label, gap = QFontMetrics(self._theme.font("label")), self._theme.px("space_s")
        beside_icon = self._theme.px("icon") + gap if self._figure.icon else 0
        if self._compact:
            font = QFontMetrics(self._theme.font(_ONE_LINE))
            said = gap + label.horizontalAdvance(self._figure.label) if with_suffix else 0
            value = font.horizontalAdvance(self._figure.value) + said
            return value + edges + (beside_icon if self._warns() else 0) + self._theme.px("line")
        name = beside_icon + label.horizontalAdvance(self._figure.label)
        if not with_suffix:
            return max(value, name if self._wraps else 0) + edges + self._theme.px("line")
        lines = (
            name,
            value + gap + label.horizontalAdvance(self._figure.suffix),
            label.horizontalAdvance(self._figure.context),
        )
        return max(lines) + edges + self._theme.px("line")  # half a pixel would shorten it

    def _warns(self) -> bool:
        """Tell whether the icon carries a colour that must be seen."""
        return bool(self._figure.icon) and self._figure.tone != "neutral"

    def _tone_colour(self) -> QColor:
        return self._theme.color(text_token(self._figure.tone))


def _wide(words: list[str], metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance(" ".join(words))
