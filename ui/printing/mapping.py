# SPDX-License-Identifier: EUPL-1.2
"""Paints the small maps of a page: Europe on one scale of six steps, with its legend beside.

What is unknown is hatched. A state too small to be seen has a dot in its colour; codes stand where
there is room for them.
"""

from functools import cache
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QTransform

from planner.report.sheet import Maps, Shades
from planner.text import _, significant, unit_label
from ui.panes.breaks import quantile_breaks, step_of
from ui.panes.map_items import readable_on
from ui.panes.map_shapes import Shape, load_shapes
from ui.printing.drawing import hatch
from ui.printing.look import PageLook

_DOT, _EDGE = 1.7, 0.3  # points of paper
_LEGEND_SHARE, _BETWEEN_SHARE = 0.26, 0.015  # of the width
_FRAME = QRectF(2580, -5440, 4000, 4060)  # km: from Ireland to Cyprus, from Crete to Lapland
_DIGITS = 2
Flags = Qt.AlignmentFlag


def paint_maps(painter: QPainter, area: QRectF, maps: Maps, look: PageLook) -> None:
    """Paint maps with their names above and one legend at the right into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font("small"))
    breaks = breaks_of(maps)
    legend = area.width() * _LEGEND_SHARE
    room = area.adjusted(0, 0, -legend, 0)
    width = room.width() / max(1, len(maps.maps))
    gap = area.width() * _BETWEEN_SHARE
    for at, shades in enumerate(maps.maps):
        box = QRectF(room.left() + at * width, room.top(), width - gap, room.height())
        _paint_map(painter, box, shades, breaks, look)
    _paint_legend(painter, QRectF(room.right(), area.top(), legend, area.height()), maps, look)
    painter.restore()


def breaks_of(maps: Maps) -> tuple[float, ...]:
    """Return the five inner breaks all maps share; the lowest two steps are one on a small map."""
    return quantile_breaks(value for one in maps.maps for _state, value in one.values)[1:]


def _steps(look: PageLook) -> tuple[QColor, ...]:
    """Return the colours of the steps; the palest would be taken for none."""
    return look.theme.ramp()[1:]


@cache
def _shapes() -> tuple[Shape, ...]:
    return load_shapes()


def _paint_map(
    painter: QPainter, area: QRectF, shades: Shades, breaks: tuple[float, ...], look: PageLook
) -> None:
    row = QFontMetricsF(painter.font(), painter.device()).height()
    painter.setPen(look.color("text"))
    painter.drawText(area, Flags.AlignLeft | Flags.AlignTop, shades.name)
    box = area.adjusted(0, row * 1.3, 0, 0)
    fitted = _fitted(box)
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    painter.fillRect(box, look.color("map_sea"))
    values = dict(shades.values)
    for shape in _shapes():
        fill = _fill_of(shape, values, breaks, look)
        _paint_state(painter, shape, fitted, fill, look)
        if shape.state in values and values[shape.state] is None:
            hatch(painter, fitted.map(shape.path), look)
    for shape in _shapes():
        if shape.state in values:
            fill = _fill_of(shape, values, breaks, look)
            _paint_mark(painter, shape, fitted, fill, look)
    painter.restore()


def _fitted(box: QRectF) -> QTransform:
    """Return what puts the frame of the map into a box; the sea goes on at its sides."""
    scale = min(box.width() / _FRAME.width(), box.height() / _FRAME.height())
    shift = box.center() - _FRAME.center() * scale
    return QTransform(scale, 0, 0, scale, shift.x(), shift.y())


def _fill_of(
    shape: Shape, values: dict[str, float | None], breaks: tuple[float, ...], look: PageLook
) -> QColor:
    value = values.get(shape.state)
    if value is None:
        return look.color("map_member" if shape.participating else "map_land")
    return _steps(look)[step_of(value, breaks)]


def _paint_state(
    painter: QPainter, shape: Shape, fitted: QTransform, fill: QColor, look: PageLook
) -> None:
    edge = look.color("outline" if shape.participating else "map_border")
    painter.setPen(QPen(edge, look.space(_EDGE)))
    painter.setBrush(fill)
    painter.drawPath(fitted.map(shape.path))


def _paint_mark(
    painter: QPainter, shape: Shape, fitted: QTransform, fill: QColor, look: PageLook
) -> None:
    """Write the code of a state into it, or give a small one a dot."""
    center = fitted.map(shape.label)
    radius = shape.radius_km * fitted.m11()
    metrics = QFontMetricsF(painter.font(), painter.device())
    if radius < look.space(_DOT):
        painter.setPen(QPen(look.color("outline"), look.space(_EDGE)))
        painter.setBrush(fill)
        painter.drawEllipse(center, look.space(_DOT), look.space(_DOT))
    elif 2 * radius > metrics.horizontalAdvance(shape.state):
        painter.setPen(readable_on(fill, look.theme))
        room = QRectF(0, 0, 4 * metrics.height(), metrics.height())
        room.moveCenter(center)
        painter.drawText(room, Flags.AlignCenter, shape.state)


def legend_lines(maps: Maps) -> tuple[str, ...]:
    """Return what each step means, from the lowest to the highest, then none and unknown."""
    breaks = [significant(one, _DIGITS) for one in breaks_of(maps)]
    between = (_("{low} to {high}").format(low=low, high=high) for low, high in pairwise(breaks))
    below = _("below {value}").format(value=breaks[0])
    above = _("{value} and more").format(value=breaks[-1])
    return (below, *between, above, _("none"), _("size not published"))


def _paint_legend(painter: QPainter, area: QRectF, maps: Maps, look: PageLook) -> None:
    metrics = QFontMetricsF(painter.font(), painter.device())
    row, box = metrics.height() * 1.25, metrics.height() * 0.8
    lines = legend_lines(maps)
    painter.setPen(look.color("muted"))
    painter.drawText(area, Flags.AlignLeft | Flags.AlignTop, unit_label(maps.unit))
    colors = (*_steps(look), look.color("map_member"), look.color("map_member"))
    for at, (words, color) in enumerate(zip(lines, colors, strict=True), start=1):
        swatch = QRectF(area.left(), area.top() + at * row, 2 * box, box)
        painter.setPen(QPen(look.color("outline"), look.space(_EDGE)))
        painter.setBrush(color)
        painter.drawRect(swatch)
        if at == len(lines):
            outline = QPainterPath()
            outline.addRect(swatch)
            hatch(painter, outline, look)
        painter.setPen(look.color("text"))
        left = QPointF(swatch.right() + box / 2, swatch.top() - (row - box) / 2)
        room = QRectF(left, QPointF(area.right(), left.y() + row))
        painter.drawText(room, Flags.AlignLeft | Flags.AlignVCenter, words)
