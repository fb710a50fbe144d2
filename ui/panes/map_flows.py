# SPDX-License-Identifier: EUPL-1.2
"""Arcs between states: from whose machines the users of a state get hours, and who gets its own.

What comes in is a whole line, what goes out a dashed one, so that colour says nothing alone. An
arc swells with its part of the whole and ends in an arrow at the user.
"""

from math import atan2, cos, hypot, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.panes.map_arcs import ArcItem
from ui.panes.values import MapFlow
from ui.theme import Theme

_Z_FLOW = 5.0  # over states and tags, under the sites
_BULGE = 0.16
_OPACITY = 0.85
_HALO = 0.55
_SWELL = 3.0  # how many lines wide the largest arc is more than the thinnest
_HEAD = 3.5  # length of the arrow, in widths of a thin arc
_SPREAD = 0.45  # half the angle of the arrow, radians


class FlowItem(ArcItem):
    """One arc with an arrow at the user."""

    def __init__(self, flow: MapFlow, start: QPointF, end: QPointF, theme: Theme) -> None:
        super().__init__(start, end, bulge=_BULGE)
        self.flow = flow
        self._end = end
        self.setZValue(_Z_FLOW)
        self.setOpacity(_OPACITY)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colour of the direction and the width of lines from a theme."""
        self._thin = 1.5 * theme.px("line")
        pen = flow_pen(theme, incoming=self.flow.incoming, share=self.flow.share)
        self.draw_with(pen, theme, halo=_HALO)

    def paint_ends(self, painter: QPainter, scale: float) -> None:
        """Draw, in pixels, the arrow."""
        length = (_HEAD * self._thin + self.pen().widthF()) / scale
        painter.drawPolygon(_arrow(self.bend, self._end, length))


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


def _arrow(towards: QPointF, tip: QPointF, length: float) -> QPolygonF:
    back = towards - tip
    if not hypot(back.x(), back.y()):
        return QPolygonF()
    angle = atan2(back.y(), back.x())
    sides = (angle - _SPREAD, angle + _SPREAD)
    return QPolygonF([tip, *(tip + QPointF(cos(a), sin(a)) * length for a in sides)])
