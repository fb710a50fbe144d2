# SPDX-License-Identifier: EUPL-1.2
"""Paints the small charts of a page: areas that stack up, bars side by side, a thin line beside.

One way of painting serves screen and paper. Hatched is planned or forecast; the value axis starts
at zero; every kind of line differs in more than its colour and is named beneath.
"""

import math
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from planner.report.sheet import Chart, Series
from planner.text import number, unit_label
from ui.printing.look import PageLook

_TICKS = 4
_LINE = 0.6
_HATCH_STEP = 2.6
_BAR_SHARE = 0.72
Flags = Qt.AlignmentFlag


def paint_chart(painter: QPainter, area: QRectF, chart: Chart, look: PageLook) -> None:
    """Paint a chart with its axes, names of places and of series into a rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font("small"))
    metrics = QFontMetricsF(painter.font(), painter.device())
    top = nice_top(_highest(chart))
    row = metrics.height()
    left = max(metrics.horizontalAdvance(_tick(top, k)) for k in range(_TICKS + 1))
    plot = area.adjusted(left + row / 2, row * 1.6, -row / 2, -row * 1.3)
    _paint_legend(painter, QRectF(area.left(), area.top(), area.width(), row), chart, look)
    _paint_axis(painter, plot, top, look)
    _paint_labels(painter, plot, chart, look)
    if chart.form == "bars":
        _paint_bars(painter, plot, chart, top, look)
    else:
        _paint_areas(painter, plot, chart, top, look)
    painter.restore()


def nice_top(highest: float) -> float:
    """Return a round number no smaller than the highest value, above zero."""
    if highest <= 0 or not math.isfinite(highest):
        return 1.0
    power = 10.0 ** math.floor(math.log10(highest))
    return next(step * power for step in (1, 2, 4, 5, 8, 10, 20) if step * power >= highest)


def _highest(chart: Chart) -> float:
    stacked = [one for one in chart.series if one.style != "ghost"]
    ghosts = [value for one in chart.series if one.style == "ghost" for value in one.values]
    if chart.form == "bars":
        return max((value for one in chart.series for value in one.values), default=0.0)
    sums = [sum(values) for values in zip(*(one.values for one in stacked), strict=True)]
    return max([*sums, *ghosts], default=0.0)


def _tick(top: float, step: int) -> str:
    value = top * step / _TICKS
    return number(value, 0 if top >= _TICKS and float(top / _TICKS).is_integer() else 2)


def _paint_axis(painter: QPainter, plot: QRectF, top: float, look: PageLook) -> None:
    row = QFontMetricsF(painter.font(), painter.device()).height()
    for step in range(_TICKS + 1):
        y = plot.bottom() - plot.height() * step / _TICKS
        painter.setPen(QPen(look.color("outline" if step == 0 else "grid"), look.space(_LINE)))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(look.color("muted"))
        room = QRectF(plot.left() - plot.width(), y - row / 2, plot.width() - row / 3, row)
        painter.drawText(room, Flags.AlignRight | Flags.AlignVCenter, _tick(top, step))


def _paint_labels(painter: QPainter, plot: QRectF, chart: Chart, look: PageLook) -> None:
    """Name the places that have a name, and leave out those for which there is no room."""
    painter.setPen(look.color("muted"))
    metrics = QFontMetricsF(painter.font(), painter.device())
    taken = -math.inf
    for place, label in enumerate(chart.labels):
        width = metrics.horizontalAdvance(label)
        center = _x(plot, place, chart)
        if not label or center - width / 2 < taken:
            continue
        taken = center + width / 2 + metrics.averageCharWidth()
        room = QRectF(center - width, plot.bottom(), 2 * width, metrics.height() * 1.3)
        painter.drawText(room, Flags.AlignHCenter | Flags.AlignBottom, label)


def _x(plot: QRectF, place: int, chart: Chart) -> float:
    """Return the middle of a bar's place, or the point of a month on the axis."""
    places = max(1, len(chart.labels))
    if chart.form == "bars":
        return plot.left() + plot.width() * (place + 0.5) / places
    return plot.left() + plot.width() * place / max(1, places - 1)


def _paint_areas(painter: QPainter, plot: QRectF, chart: Chart, top: float, look: PageLook) -> None:
    floor = [0.0] * len(chart.labels)
    for series in chart.series:
        if series.style == "ghost":
            continue
        roof = [low + value for low, value in zip(floor, series.values, strict=True)]
        if any(series.values):
            edges = _line(plot, floor, chart, top), _line(plot, roof, chart, top)
            _paint_area(painter, edges, series, look)
        floor = roof
    for series in chart.series:
        if series.style == "ghost":
            pen = QPen(look.color("ghost"), look.space(1.0), Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF(_line(plot, series.values, chart, top)))


def _line(plot: QRectF, values: Sequence[float], chart: Chart, top: float) -> list[QPointF]:
    return [
        QPointF(_x(plot, place, chart), plot.bottom() - plot.height() * value / top)
        for place, value in enumerate(values)
    ]


def _paint_area(
    painter: QPainter, edges: tuple[list[QPointF], list[QPointF]], series: Series, look: PageLook
) -> None:
    low, high = edges
    shape = QPolygonF([*high, *reversed(low)])
    _fill(painter, shape, series.style, look)
    painter.setPen(QPen(_hue(series.style, look), look.space(1.0)))
    painter.drawPolyline(QPolygonF(high))


def _paint_bars(painter: QPainter, plot: QRectF, chart: Chart, top: float, look: PageLook) -> None:
    slot = plot.width() / max(1, len(chart.labels)) * _BAR_SHARE
    wide = slot / max(1, len(chart.series))
    for number_, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            left = _x(plot, place, chart) - slot / 2 + number_ * wide
            height = plot.height() * max(0.0, value) / top
            bar = QRectF(left, plot.bottom() - height, wide * 0.9, height)
            _fill(painter, QPolygonF(bar), series.style, look)
            painter.setPen(QPen(_hue(series.style, look), look.space(_LINE)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)


def _hue(style: str, look: PageLook) -> QColor:
    return look.color("accent" if style == "firm" else "muted")


def _fill(painter: QPainter, shape: QPolygonF, style: str, look: PageLook) -> None:
    """Fill what is there; hatch what is planned, by lines that stay lines on paper.

    What something is compared with stays empty: it has an outline only.
    """
    if style == "ghost":
        return
    if style == "firm":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.setOpacity(0.85)
        painter.drawPolygon(shape)
        painter.setOpacity(1.0)
        return
    hatch(painter, _path(shape), look)


def hatch(painter: QPainter, shape: QPainterPath, look: PageLook) -> None:
    """Cover a shape with slanted lines that stay lines on paper."""
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(look.color("muted"), look.space(0.5)))
    for start, end in _hatching(shape.boundingRect(), look.space(_HATCH_STEP)):
        painter.drawLine(start, end)
    painter.restore()


def _path(shape: QPolygonF) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(shape)
    path.closeSubpath()
    return path


def _hatching(area: QRectF, step: float) -> Iterator[tuple[QPointF, QPointF]]:
    """Yield the slanted lines that cover a rectangle."""
    offset = -area.height()
    while offset < area.width():
        yield (
            QPointF(area.left() + offset, area.bottom()),
            QPointF(area.left() + offset + area.height(), area.top()),
        )
        offset += step


def _paint_legend(painter: QPainter, room: QRectF, chart: Chart, look: PageLook) -> None:
    metrics = QFontMetricsF(painter.font(), painter.device())
    x, mark = room.left(), metrics.height() * 0.7
    for series in chart.series:
        box = QRectF(x, room.top() + (room.height() - mark) / 2, mark * 1.6, mark)
        if series.style == "ghost" and chart.form != "bars":
            painter.setPen(QPen(look.color("ghost"), look.space(1.0), Qt.PenStyle.DashLine))
            middle = box.center().y()
            painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
        else:
            _fill(painter, QPolygonF(box), series.style, look)
            painter.setPen(QPen(_hue(series.style, look), look.space(_LINE)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
        painter.setPen(look.color("text"))
        name = room.adjusted(box.right() + mark / 2 - room.left(), 0, 0, 0)
        painter.drawText(name, Flags.AlignLeft | Flags.AlignVCenter, series.name)
        x = box.right() + metrics.horizontalAdvance(series.name) + 2 * mark
    painter.setPen(look.color("muted"))
    painter.drawText(room, Flags.AlignRight | Flags.AlignVCenter, unit_label(chart.unit))
