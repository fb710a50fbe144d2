# SPDX-License-Identifier: EUPL-1.2
"""The outlines of Europe as painter paths, in kilometres of EPSG:3035 with y growing south.

Source: Natural Earth 1:50m, simplified; borders are vertex-identical so fills leave no seams.
Outlines are flat lists of rings filled odd-even.
"""

import json
from functools import cache
from typing import Any

from attrs import field, frozen
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF

from planner import paths
from ui.panes import projection

_PARTICIPATING = frozenset({"eu", "part"})


@frozen
class Shape:
    """One territory: `radius_km` is the largest circle around `label` that stays inside."""

    state: str
    path: QPainterPath = field(eq=False, repr=False)
    participating: bool
    label: QPointF
    radius_km: float


@cache  # a window has several maps
def load_shapes() -> tuple[Shape, ...]:
    """Read every outline; neutral neighbours come first so that states are drawn over them.

    Raises `FileNotFoundError` when the installation lacks the map.
    """
    rings = json.loads(paths.resource("map", "europe.json").read_text(encoding="utf-8"))
    meta = json.loads(paths.resource("map", "europe_meta.json").read_text(encoding="utf-8"))
    shapes = [_shape(code, rings[code], facts) for code, facts in meta["countries"].items()]
    return tuple(sorted(shapes, key=lambda shape: shape.participating))


def bounds(shapes: tuple[Shape, ...]) -> QRectF:
    """Return the rectangle around the participating states, what the map shows at first."""
    around = QRectF()
    for shape in shapes:
        if shape.participating:
            around = around.united(shape.path.boundingRect())
    return around


def place(lat: float, lon: float) -> QPointF:
    """Return the point of the map for a place in degrees."""
    east, north = projection.to_km(lat, lon)
    return QPointF(east, -north)


def _shape(code: str, rings: list[list[list[float]]], facts: dict[str, Any]) -> Shape:
    east, north = facts["label_km"]
    return Shape(
        state=code,
        path=_path(rings),
        participating=facts["group"] in _PARTICIPATING,
        label=QPointF(east, -north),
        radius_km=float(facts["label_radius_km"]),
    )


def _path(rings: list[list[list[float]]]) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    for ring in rings:
        path.addPolygon(QPolygonF([QPointF(x, -y) for x, y in ring]))
        path.closeSubpath()
    return path
