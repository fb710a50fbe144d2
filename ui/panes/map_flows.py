# SPDX-License-Identifier: EUPL-1.2
"""Arcs between states: from whose machines the users of a state get hours, and who gets its own.

What comes in is a whole line, what goes out a dashed one, so that colour says nothing alone. An
arc swells with its part of the whole and ends in an arrow at the user.
"""

from math import atan2, cos, hypot, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from ui.panes.values import MapFlow
from ui.theme import Theme

_Z_FLOW = 5.0  # over states and tags, under the sites
_BULGE = 0.16  # how far an arc leaves the straight line, in parts of its length
_OPACITY = 0.85
_STRIP_KM = 40.0  # how near the mouse has to come
_HALO = 0.55  # keeps an arc apart from the fills it crosses
_SWELL = 3.0  # how many lines wide the largest arc is more than the thinnest
_HEAD = 3.5  # length of the arrow, in widths of a thin arc
_SPREAD = 0.45  # half the angle of the arrow, radians


class FlowItem(QGraphicsPathItem):
    """One arc in kilometres; its width keeps its pixels at any zoom. The mouse passes through."""

    def __init__(self, flow: MapFlow, start: QPointF, end: QPointF, theme: Theme) -> None:
        super().__init__()
        self.flow = flow
        self._end = end
        self.setZValue(_Z_FLOW)
        self.setOpacity(_OPACITY)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._bend = _bend(start, end)
        path = QPainterPath(start)
        path.quadTo(self._bend, end)
        self.setPath(path)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colour of the direction and the width of lines from a theme."""
        self._thin = 1.5 * theme.px("line")
        halo = QColor(theme.color("card"))
        halo.setAlphaF(_HALO)
        pen = flow_pen(theme, incoming=True, share=self.flow.share)
        pen.setColor(halo)
        pen.setWidthF(pen.widthF() + 2.0 * theme.px("line"))
        self._halo = pen
        self.setPen(flow_pen(theme, incoming=self.flow.incoming, share=self.flow.share))
        self.update()

    def boundingRect(self) -> QRectF:
        """Return the arc with room for its arrow."""
        reach = 60.0  # kilometres; an arrow of some pixels at the farthest zoom
        return super().boundingRect().adjusted(-reach, -reach, reach, reach)

    def shape(self) -> QPainterPath:
        """Return a strip along the arc, so that the land it encloses is not part of it."""
        stroker = QPainterPathStroker()
        stroker.setWidth(_STRIP_KM)
        return stroker.createStroke(self.path())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the arc and, in pixels, its arrow."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._halo)
        painter.drawPath(self.path())
        super().paint(painter, option, widget)
        scale = painter.transform().m11() or 1.0
        length = (_HEAD * self._thin + self.pen().widthF()) / scale
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.pen().color())
        painter.drawPolygon(_arrow(self._bend, self._end, length))


def flow_pen(theme: Theme, *, incoming: bool, share: float) -> QPen:
    """Return how an arc is drawn; the legend draws the same. `share` of all that flows, 0 to 1."""
    pen = QPen(_colour(theme, incoming=incoming), theme.px("line") * (1.5 + _SWELL * share))
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if not incoming:
        pen.setDashPattern([3.0, 2.0])
    return pen


def _colour(theme: Theme, *, incoming: bool) -> QColor:
    return theme.color("flow_in" if incoming else "flow_out")


def _bend(start: QPointF, end: QPointF) -> QPointF:
    """Return the point an arc is drawn towards; there and back bend to different sides."""
    along = end - start
    return (start + end) / 2 + QPointF(along.y(), -along.x()) * _BULGE


def _arrow(towards: QPointF, tip: QPointF, length: float) -> QPolygonF:
    back = towards - tip
    if not hypot(back.x(), back.y()):
        return QPolygonF()
    angle = atan2(back.y(), back.x())
    sides = (angle - _SPREAD, angle + _SPREAD)
    return QPolygonF([tip, *(tip + QPointF(cos(a), sin(a)) * length for a in sides)])
