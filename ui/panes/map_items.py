# SPDX-License-Identifier: EUPL-1.2
"""What lies on the map: states, tags of states too small to see, sites, and outlines on top.

Items know how they look, not what they mean; the view decides what is hovered or chosen.
"""

from collections.abc import Iterable, Mapping
from math import cos, radians, sin, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ui.panes.map_shapes import Shape
from ui.panes.values import SiteMark
from ui.theme import Theme

_FADE_FROM_KM = 5750.0  # the neutral east begins to fade here …
_FADE_TO_KM = 6900.0  # … and is gone here, so that the edge of the data is not a cliff

_Z_STATE, _Z_OUTLINE, _Z_TAG, _Z_SITE = 1.0, 3.0, 4.0, 6.0
# Corners of a mark and how it is turned, in degrees; what is not named is a disc.
_CORNERS: Mapping[str, tuple[int, float]] = {
    "antenna": (3, 0),
    "data_centre": (4, 45),
    "link": (6, 0),
    "support": (4, 0),
    "talent": (3, 180),
}
_TRIANGLE, _SHARP = 3, 1.35  # which looks smaller than a disc of the same radius
_CONTRAST_OFFSET = 0.05  # WCAG 2.2, relative luminance


def luminance(colour: QColor) -> float:
    """Return the relative luminance of a colour, 0 to 1, after WCAG 2.2."""

    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable_on(fill: QColor, theme: Theme) -> QColor:
    """Return the theme's text or card colour, whichever reads better on a fill."""

    def contrast(colour: QColor) -> float:
        pair = sorted((luminance(colour), luminance(fill)))
        return (pair[1] + _CONTRAST_OFFSET) / (pair[0] + _CONTRAST_OFFSET)

    return max((theme.color("text"), theme.color("card")), key=contrast)


class StateItem(QGraphicsPathItem):
    """A participating state; without a fill it is unknown and hatched."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape.path)
        self.shape_of = shape
        self.fill: QColor | None = None
        self._ground = QColor()
        self._hatch = QBrush()
        self.setZValue(_Z_STATE)

    @property
    def state(self) -> str:
        """The ISO code."""
        return self.shape_of.state

    @property
    def ground(self) -> QColor:
        """What lies under text written on the state."""
        return self._ground if self.fill is None else self.fill

    @property
    def hatched(self) -> bool:
        """Whether the figure is unknown."""
        return self.fill is None

    def set_theme(self, theme: Theme) -> None:
        """Adopt the border, ground and hatch colours."""
        edge = QPen(theme.color("map_border"), 1)
        edge.setCosmetic(True)
        self.setPen(edge)
        self._ground = theme.color("map_member")
        self._hatch = QBrush(theme.color("unknown_hatch"), Qt.BrushStyle.BDiagPattern)
        self.update()

    def set_fill(self, fill: QColor | None) -> None:
        """Colour the state by its step, or hatch it when its figure is unknown."""
        if fill != self.fill:
            self.fill = fill
            self.update()

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Fill, hatch what is unknown, draw the border."""
        painter.setPen(self.pen())
        painter.setBrush(self.ground)
        painter.drawPath(self.path())
        if self.fill is None:
            painter.setBrush(self._hatch)
            painter.drawPath(self.path())


class StateTag(QGraphicsItem):
    """A tag with the code of a state whose outline is too small; same colour, same hit area."""

    def __init__(self, item: StateItem) -> None:
        super().__init__()
        self.item = item
        self._aside = QPointF()
        self._ring: QColor | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(item.shape_of.label)
        self.setZValue(_Z_TAG)

    @property
    def state(self) -> str:
        """The ISO code."""
        return self.item.state

    def set_theme(self, theme: Theme) -> None:
        """Adopt colours and sizes."""
        self.prepareGeometryChange()
        self._theme = theme
        self._font = map_label_font(theme)
        metrics = QFontMetricsF(self._font)
        self._width = metrics.horizontalAdvance("MM") + theme.px("space_xs")
        self._height = metrics.capHeight() + theme.px("space_s")

    def boundingRect(self) -> QRectF:
        """Return the tag and the way to the state's centre, in pixels."""
        return self.box().united(QRectF(-1.0, -1.0, 2.0, 2.0))

    def shape(self) -> QPainterPath:
        """Return the tag alone, so that its line takes the mouse from nothing."""
        path = QPainterPath()
        path.addRect(self.box())
        return path

    def box(self) -> QRectF:
        """Return the tag around the state's centre or beside it, in pixels."""
        box = QRectF(-self._width / 2, -self._height / 2, self._width, self._height)
        return box.translated(self._aside)

    def set_ring(self, ring: QColor | None) -> None:
        """Show the tag hovered, chosen or held over by the colour of that outline."""
        if ring != self._ring:
            self._ring = ring
            self.update()

    def put_aside(self, offset: QPointF) -> None:
        """Move the tag off the state's centre, in pixels, where a site lies on it."""
        if offset != self._aside:
            self.prepareGeometryChange()
            self._aside = offset

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw the tag in the state's colour, hatched when its figure is unknown."""
        line = self._theme.px("line")
        if not self.box().contains(QPointF()):  # far aside it would look like the tag of others
            painter.setPen(QPen(self._theme.color("outline"), line))
            painter.drawLine(QPointF(), self.box().center())
        body = self.box().adjusted(line, line, -line, -line)
        radius = self._height / 4
        if self._ring is None:
            painter.setPen(QPen(self._theme.color("outline"), line))
        else:
            painter.setPen(QPen(self._ring, self._theme.px("focus_width")))
        painter.setBrush(self.item.ground)
        painter.drawRoundedRect(body, radius, radius)
        if self.item.hatched:
            hatch = QBrush(self._theme.color("unknown_hatch"), Qt.BrushStyle.BDiagPattern)
            painter.setBrush(hatch)
            painter.drawRoundedRect(body, radius, radius)
        painter.setFont(self._font)
        painter.setPen(readable_on(self.item.ground, self._theme))
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.state)


class SiteItem(QGraphicsItem):
    """A machine or hub: filled when it runs, hollow while it is planned."""

    def __init__(self, mark: SiteMark, place: QPointF, theme: Theme) -> None:
        super().__init__()
        self.mark = mark
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setPos(place)
        # Small marks lie over large ones, so that two sites of one town both stay visible.
        self.setZValue(_Z_SITE + 1 - mark.size)
        self.set_theme(theme)

    @property
    def state(self) -> str:
        """The ISO code of the state the site lies in."""
        return self.mark.state

    @property
    def radius(self) -> float:
        """The radius in pixels."""
        return self._radius

    def set_theme(self, theme: Theme) -> None:
        """Adopt the kind's hue and the scale of sizes."""
        self.prepareGeometryChange()
        self._hue = theme.kind(self.mark.kind)
        self._card = theme.color("card")
        least = theme.px("space_xs")
        self._radius = least + self.mark.size * 1.5 * least

    def boundingRect(self) -> QRectF:
        """Return the mark with its halo, in pixels."""
        reach = self._radius + sqrt(self._radius)
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def shape(self) -> QPainterPath:
        """Return a disc, so that a corner does not take the mouse from what lies below."""
        path = QPainterPath()
        path.addEllipse(self.boundingRect())
        return path

    def paint(
        self,
        painter: QPainter,
        _option: QStyleOptionGraphicsItem,
        _widget: QWidget | None = None,
    ) -> None:
        """Draw the mark with a halo that keeps it apart from the fill below."""
        draw_mark(
            painter,
            QPointF(0, 0),
            self._radius,
            hue=self._hue,
            ground=self._card,
            filled=self.mark.operational,
            kind=self.mark.kind,
        )


class OutlineItem(QGraphicsPathItem):
    """A line around one state, over all fills: hovered, chosen, or held over."""

    def __init__(self, *, level: int) -> None:
        super().__init__()
        self.state = ""
        self.setZValue(_Z_OUTLINE + level / 10)
        self.setBrush(Qt.BrushStyle.NoBrush)
        self.hide()

    def surround(self, shape: Shape, colour: QColor, width: float) -> None:
        """Lie around a state in a colour; `width` in pixels at any zoom."""
        line = QPen(colour, width)
        line.setCosmetic(True)
        line.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.setPen(line)
        self.setPath(shape.path)
        self.state = shape.state
        self.show()

    def leave(self) -> None:
        """Surround nothing."""
        self.state = ""
        self.hide()


def draw_neighbours(painter: QPainter, shapes: Iterable[Shape], theme: Theme) -> None:
    """Draw who takes no part: there for orientation, faded out towards the east."""
    edge = QPen(QBrush(_fading(theme.color("map_border"))), theme.px("line"))
    edge.setCosmetic(True)
    painter.setPen(edge)
    painter.setBrush(QBrush(_fading(theme.color("map_land"))))
    for shape in shapes:
        painter.drawPath(shape.path)


def draw_mark(
    painter: QPainter,
    centre: QPointF,
    radius: float,
    *,
    hue: QColor,
    ground: QColor,
    filled: bool,
    kind: str = "",
) -> None:
    """Draw a site mark; the legend draws the same one. `radius` in pixels.

    Kinds differ by their outline, not by their hue alone.
    """
    ring = sqrt(radius)  # a large mark is not made of a thick line
    halo = 0.75 * ring
    outline = _outline(kind, centre, radius - ring / 2)
    painter.setBrush(ground)
    painter.setPen(QPen(ground, ring + 2 * halo))
    painter.drawPath(outline)
    painter.setPen(QPen(hue, ring))
    painter.setBrush(hue if filled else ground)
    painter.drawPath(outline)


def _outline(kind: str, centre: QPointF, radius: float) -> QPainterPath:
    """Return a disc for machines, a polygon for what is no machine."""
    path = QPainterPath()
    corners = _CORNERS.get(kind)
    if corners is None:
        path.addEllipse(centre, radius, radius)
        return path
    count, turn = corners
    angles = [radians(turn + nth * 360 / count) for nth in range(count)]
    reach = radius * _SHARP if count == _TRIANGLE else radius
    x, y = centre.x(), centre.y()
    path.addPolygon(QPolygonF([QPointF(x + reach * sin(a), y - reach * cos(a)) for a in angles]))
    path.closeSubpath()
    return path


def map_label_font(theme: Theme) -> QFont:
    """Return the font of state codes."""
    font = theme.font("caption")
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _fading(colour: QColor) -> QLinearGradient:
    clear = QColor(colour)
    clear.setAlpha(0)
    gradient = QLinearGradient(_FADE_FROM_KM, 0, _FADE_TO_KM, 0)
    gradient.setColorAt(0, colour)
    gradient.setColorAt(1, clear)
    return gradient
