# SPDX-License-Identifier: EUPL-1.2
"""What all lines between states have in common: a bend, a halo, and room for their ends."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from ui.theme import Theme

_STRIP_KM = 40.0  # how near the mouse has to come
_ENDS_KM = 60.0  # an arrow of some pixels at the farthest zoom


class ArcItem(QGraphicsPathItem):
    """One line in kilometres; its width keeps its pixels at any zoom. The mouse passes through."""

    def __init__(self, start: QPointF, end: QPointF, *, bulge: float) -> None:
        """`bulge` says how far it leaves the straight way, in parts of its length.

        There and back bend to different sides.
        """
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        along = end - start
        self.bend = (start + end) / 2 + QPointF(along.y(), -along.x()) * bulge
        path = QPainterPath(start)
        path.quadTo(self.bend, end)
        self.setPath(path)
        self._halo = QPen()

    def draw_with(self, pen: QPen, theme: Theme, *, halo: float) -> None:
        """Take a pen, over a halo of this opacity that keeps it apart from the fills it crosses."""
        ground = QColor(theme.color("card"))
        ground.setAlphaF(halo)
        self._halo = QPen(pen)
        self._halo.setStyle(Qt.PenStyle.SolidLine)
        self._halo.setColor(ground)
        self._halo.setWidthF(pen.widthF() + 2.0 * theme.px("line"))
        self.setPen(pen)
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the line with room for its ends."""
        return super().boundingRect().adjusted(-_ENDS_KM, -_ENDS_KM, _ENDS_KM, _ENDS_KM)

    def shape(self) -> QPainterPath:
        """Return a strip along the line, so that the land beside it is not part of it."""
        stroker = QPainterPathStroker()
        stroker.setWidth(_STRIP_KM)
        return stroker.createStroke(self.path())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the line over its halo, then its ends."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._halo)
        painter.drawPath(self.path())
        super().paint(painter, option, widget)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.pen().color())
        self.paint_ends(painter, painter.transform().m11() or 1.0)

    def paint_ends(self, painter: QPainter, scale: float) -> None:
        """Draw what the line ends in; `scale` are pixels per kilometre."""
