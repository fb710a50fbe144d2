# SPDX-License-Identifier: EUPL-1.2
"""Lines between states that belong together, such as those of a consortium."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from ui.panes.values import MapTie
from ui.theme import Theme

_Z_TIE = 3.5  # over states and their outlines, under tags, arcs and sites
_BULGE = 0.06  # how far a line leaves the straight way, in parts of its length
_STRIP_KM = 40.0  # how near the mouse has to come
_HALO = 0.7  # keeps a line apart from the fills it crosses
_FAINT = 0.25


class TieItem(QGraphicsPathItem):
    """One line in kilometres; its width keeps its pixels at any zoom. The mouse passes through."""

    def __init__(self, tie: MapTie, start: QPointF, end: QPointF, theme: Theme) -> None:
        super().__init__()
        self.tie = tie
        self.setZValue(_Z_TIE)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setOpacity(_FAINT if tie.faint else 1.0)
        along = end - start
        path = QPainterPath(start)
        path.quadTo((start + end) / 2 + QPointF(along.y(), -along.x()) * _BULGE, end)
        self.setPath(path)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and the width of lines from a theme."""
        self.setPen(tie_pen(theme))
        halo = QColor(theme.color("card"))
        halo.setAlphaF(_HALO)
        self._halo = tie_pen(theme)
        self._halo.setColor(halo)
        self._halo.setWidthF(self.pen().widthF() + 2.0 * theme.px("line"))
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the line with room for its ends."""
        return super().boundingRect().adjusted(-_STRIP_KM, -_STRIP_KM, _STRIP_KM, _STRIP_KM)

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
        """Draw the line over its halo, and a dot at each end."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._halo)
        painter.drawPath(self.path())
        super().paint(painter, option, widget)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.pen().color())
        radius = 1.5 * self.pen().widthF() / (painter.transform().m11() or 1.0)
        for end in (self.path().pointAtPercent(0.0), self.path().pointAtPercent(1.0)):
            painter.drawEllipse(end, radius, radius)


def tie_pen(theme: Theme) -> QPen:
    """Return how a line is drawn; the legend draws the same."""
    pen = QPen(theme.color("text"), 1.5 * theme.px("line"))
    pen.setCosmetic(True)
    return pen
