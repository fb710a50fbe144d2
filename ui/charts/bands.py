# SPDX-License-Identifier: EUPL-1.2
"""The bands of a stacked area.

Bands are filled without antialiasing and their edges drawn once, antialiased, in the colour of the
card: several times faster than antialiased fills, and the eye cannot tell.
"""

import math

import numpy as np
from attrs import frozen
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF
from PySide6.QtWidgets import QGraphicsItem

from ui.charts import geometry, paints
from ui.charts.geometry import Frame
from ui.charts.layer import Layer
from ui.charts.values import MONTHS, Band, FloatArray, StackValues
from ui.theme import Theme

_INVISIBLE = 0.05
_EDGED = 2.5


@frozen(eq=False)
class _Row:
    """A band and whether it is planned, in the order of stacking."""

    band: Band
    planned: bool


@frozen(eq=False)
class _Shape:
    row: _Row
    area: QPolygonF
    edges: list[QPolygonF]


@frozen(eq=False)
class _Label:
    text: str
    box: QRectF
    color: QColor
    plate: QColor | None


class BandLayer(Layer):
    """Running bands, solid, with the planned ones hatched on top."""

    def __init__(self, parent: QGraphicsItem, theme: Theme) -> None:
        super().__init__(parent, theme)
        self._rows: list[_Row] = []
        self._edges: FloatArray = np.zeros((1, MONTHS))
        self._shapes: list[_Shape] = []
        self._labels: list[_Label] = []
        self._available: QPolygonF | None = None

    def show_values(self, values: StackValues) -> None:
        """Take the bands; groups come largest first and are stacked with the largest on top."""
        self._rows = [_Row(band, planned=False) for band in reversed(values.running)]
        self._rows += [_Row(band, planned=True) for band in reversed(values.planned)]
        self._rows = [row for row in self._rows if row.band.values.any()]
        heights = [np.zeros(MONTHS), *(row.band.values for row in self._rows)]
        self._edges = np.cumsum(heights, axis=0)

    def band_labels(self) -> tuple[str, ...]:
        """Return the names that are written into the bands, where they fit."""
        return tuple(label.text for label in self._labels)

    def arrange(self, frame: Frame) -> None:
        """Compute polygons, edges and places for names."""
        positions = frame.positions(MONTHS)
        x = frame.x(positions)
        edges = frame.y(geometry.sampled(self._edges, positions))
        heights = edges[:-1] - edges[1:]
        visible = heights.max(axis=1, initial=0.0) > _INVISIBLE
        self._shapes = [
            _Shape(
                row,
                geometry.band(x, edges[index], edges[index + 1]),
                _edge_pieces(x, edges[index + 1], heights[index]),
            )
            for index, row in enumerate(self._rows)
            if visible[index]
        ]
        self._available = self._available_edge(x, edges)
        self._labels = self._placed_labels(x, edges, heights.max(axis=1, initial=0.0))

    def draw(self, painter: QPainter, _frame: Frame) -> None:
        """Paint areas, edges, names."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        for shape in self._shapes:
            row = shape.row
            for brush in paints.fills(self.theme, row.band.colour_index, planned=row.planned):
                painter.setBrush(brush)
                painter.drawPolygon(shape.area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._draw_edges(painter)
        self._draw_labels(painter)

    def _draw_edges(self, painter: QPainter) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(paints.hairline(self.theme.color("card")))
        for shape in self._shapes:
            for piece in shape.edges:
                painter.drawPolyline(piece)
        if self._available is not None:
            painter.setPen(paints.hairline(self.theme.color("text")))
            painter.drawPolyline(self._available)

    def _draw_labels(self, painter: QPainter) -> None:
        painter.setFont(self.theme.font("section"))
        for label in self._labels:
            if label.plate is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(label.plate)
                painter.drawRoundedRect(label.box, self.theme.px("space_xs"), label.box.height())
            painter.setPen(label.color)
            painter.drawText(label.box, Qt.AlignmentFlag.AlignCenter, label.text)

    def _available_edge(self, x: FloatArray, edges: FloatArray) -> QPolygonF | None:
        """Return the line between what runs and what is planned, if anything is planned."""
        running = sum(not row.planned for row in self._rows)
        if running == len(self._rows) or running == 0:
            return None
        return geometry.polygon(x, edges[running])

    def _placed_labels(
        self, x: FloatArray, edges: FloatArray, thickest: FloatArray
    ) -> list[_Label]:
        metrics = QFontMetricsF(self.theme.font("section"))
        labels: list[_Label] = []
        named: set[str] = set()
        for index, row in enumerate(self._rows):
            if thickest[index] < metrics.height() or row.band.label in named:
                continue
            width = metrics.horizontalAdvance(row.band.label) + self.theme.px("space_s")
            box = _spot(x, edges[index], edges[index + 1], width, metrics.height())
            if box is not None:
                labels.append(self._label(row, box))
                named.add(row.band.label)
        return labels

    def _label(self, row: _Row, box: QRectF) -> _Label:
        if row.planned:
            return _Label(row.band.label, box, self.theme.color("text"), self.theme.color("card"))
        color, plate = paints.writing(self.theme, self.theme.series(row.band.colour_index))
        return _Label(row.band.label, box, color, plate)


def _edge_pieces(x: FloatArray, edge: FloatArray, heights: FloatArray) -> list[QPolygonF]:
    """Return an edge where its band is thick enough not to vanish under it."""
    if heights.max() < _EDGED:
        return []
    if heights.min() >= _EDGED:
        return [geometry.polygon(x, edge)]
    stretches = geometry.runs(heights >= _EDGED)
    return [geometry.polygon(x[start:stop], edge[start:stop]) for start, stop in stretches]


def _spot(
    x: FloatArray, lower: FloatArray, upper: FloatArray, width: float, height: float
) -> QRectF | None:
    """Return the roomiest place for a text inside a band, or nothing where it fits nowhere."""
    step = (x[-1] - x[0]) / max(1, len(x) - 1)
    span = math.ceil(width / step) + 1 if step > 0 else len(x) + 1
    if span > len(x):
        return None
    roof = np.lib.stride_tricks.sliding_window_view(upper, span).max(axis=1)
    floor = np.lib.stride_tricks.sliding_window_view(lower, span).min(axis=1)
    best = int(np.argmax(floor - roof))
    if floor[best] - roof[best] < height:
        return None
    middle = QPointF((x[best] + x[best + span - 1]) / 2, (floor[best] + roof[best]) / 2)
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
