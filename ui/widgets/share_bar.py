# SPDX-License-Identifier: EUPL-1.2
"""One whole, cut into shares."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.text import labelled, sentence_case
from ui.theme import Theme, mixed
from ui.widgets.painting import hatch, paint_box, paint_text

_TINT = 0.35


@frozen
class Segment:
    """A share of the whole with its words; `colour_index` -1 is what nobody has divided."""

    label: str
    share: float
    text: str
    colour_index: int


class ShareBar(QWidget):
    """A bar from 0 to 100 %; what goes beyond is cut off and what is missing stays empty."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments: tuple[Segment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_theme(theme)

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show other shares."""
        self._segments = tuple(segments)
        words = ", ".join(f"{one.label} {one.text}" for one in segments)
        self.setAccessibleDescription(words)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, font and height from another theme."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a control."""
        return QSize(0, self._theme.px("control"))

    def event(self, event: QEvent) -> bool:
        """Name the share under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for segment, box in self._boxes():
                if box.contains(event.pos().toPointF()):
                    QToolTip.showText(
                        event.globalPos(), labelled(segment.label, segment.text), self
                    )
                    return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the trough and the shares in it."""
        theme, painter = self._theme, QPainter(self)
        radius = theme.px("radius_mark")
        paint_box(painter, QRectF(self.rect()), fill=theme.color("track"), radius=radius)
        for segment, box in self._boxes():
            unknown = segment.colour_index < 0
            hue = theme.color("unknown_hatch") if unknown else theme.series(segment.colour_index)
            fill = theme.color("card") if unknown else mixed(hue, theme.color("card"), share=_TINT)
            paint_box(painter, box, fill=fill, edge=hue, radius=radius, width=theme.px("line"))
            if unknown:
                painter.fillRect(box, hatch(hue))
            self._write(painter, segment, box)

    def _write(self, painter: QPainter, segment: Segment, box: QRectF) -> None:
        font, gap = self._theme.font("caption"), self._theme.px("space_s")
        room = box.adjusted(gap, 0, -gap, 0)
        words = sentence_case(f"{segment.label} {segment.text}")
        if QFontMetrics(font).horizontalAdvance(words) > room.width():
            words = segment.text
        paint_text(painter, room, words, font=font, colour=self._theme.color("text"))

    def _boxes(self) -> list[tuple[Segment, QRectF]]:
        left, width, boxes = 0.0, float(self.width()), []
        for segment in self._segments:
            right = min(left + segment.share * width, width)
            if right > left:
                boxes.append((segment, QRectF(left, 0, right - left, self.height())))
            left = right
        return boxes
