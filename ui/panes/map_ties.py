# SPDX-License-Identifier: EUPL-1.2
"""Lines between states that belong together, such as those of a consortium."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from ui.panes.map_arcs import ArcItem
from ui.panes.values import MapTie
from ui.theme import Theme

_Z_TIE = 3.5  # over states and their outlines, under tags, arcs and sites
_BULGE = 0.06
_HALO = 0.7
_FAINT = 0.25


class TieItem(ArcItem):
    """One line with a dot at each end."""

    def __init__(self, tie: MapTie, start: QPointF, end: QPointF, theme: Theme) -> None:
        super().__init__(start, end, bulge=_BULGE)
        self.tie = tie
        self.setZValue(_Z_TIE)
        self.setOpacity(_FAINT if tie.faint else 1.0)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and the width of lines from a theme."""
        self.draw_with(tie_pen(theme), theme, halo=_HALO)

    def paint_ends(self, painter: QPainter, scale: float) -> None:
        """Draw a dot at each end."""
        radius = 1.5 * self.pen().widthF() / scale
        for end in (self.path().pointAtPercent(0.0), self.path().pointAtPercent(1.0)):
            painter.drawEllipse(end, radius, radius)


def tie_pen(theme: Theme) -> QPen:
    """Return how a line is drawn; the legend draws the same."""
    pen = QPen(theme.color("text"), 1.5 * theme.px("line"))
    pen.setCosmetic(True)
    return pen
