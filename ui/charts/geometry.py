# SPDX-License-Identifier: EUPL-1.2
"""From numbers to pixels without a Python loop over points.

A `Frame` maps months and values to the pixels of a plot; polygons are filled through the memory
they own, because making a QPointF for every point would cost more than painting it.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray
from PySide6.QtGui import QPolygonF
from shiboken6 import Shiboken

from ui.charts.values import FloatArray

_BYTES_PER_POINT = 16


@frozen
class Frame:
    """The visible window of a plot: data ranges and size in logical pixels; values start at 0."""

    first: float
    last: float
    top: float
    width: float
    height: float

    def x(self, position: FloatArray) -> FloatArray:
        """Map positions along time to pixels from the left."""
        return (position - self.first) * (self.width / (self.last - self.first))

    def y(self, value: FloatArray) -> FloatArray:
        """Map values to pixels from the top."""
        return self.height - value * (self.height / self.top)

    def x_at(self, position: float) -> float:
        """Map one position along time to a pixel from the left."""
        return (position - self.first) * (self.width / (self.last - self.first))

    def y_at(self, value: float) -> float:
        """Map one value to a pixel from the top."""
        return self.height - value * (self.height / self.top)

    def positions(self, count: int) -> FloatArray:
        """Return the indices in view of a series, with the two ends of the view themselves."""
        inner = np.arange(
            max(0, np.floor(self.first) + 1), min(count, np.ceil(self.last)), dtype=np.float64
        )
        first, last = max(0.0, self.first), min(count - 1.0, self.last)
        return np.concatenate(([first], inner[(inner > first) & (inner < last)], [last]))


def sampled(values: FloatArray, positions: FloatArray) -> FloatArray:
    """Return rows of values at positions that may lie between two indices.

    `values` has shape (rows, count); the result (rows, len(positions)).
    """
    if len(positions) == values.shape[1]:
        return values
    before = np.floor(positions).astype(np.intp)
    after = np.minimum(before + 1, values.shape[1] - 1)
    share = positions - before
    return values[:, before] * (1 - share) + values[:, after] * share


def polygon(x: FloatArray, y: FloatArray) -> QPolygonF:
    """Return a polygon or polyline through the points."""
    shape = QPolygonF()
    shape.resize(len(x))
    points = _points(shape)
    points[:, 0] = x
    points[:, 1] = y
    return shape


def band(x: FloatArray, lower: FloatArray, upper: FloatArray) -> QPolygonF:
    """Return the closed area between two curves over the same positions."""
    count = len(x)
    shape = QPolygonF()
    shape.resize(2 * count)
    points = _points(shape)
    points[:count, 0], points[count:, 0] = x, x[::-1]
    points[:count, 1], points[count:, 1] = upper, lower[::-1]
    return shape


def runs(known: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the stretches [start, stop) in which a curve is known for at least two points."""
    turns = (np.flatnonzero(known[1:] != known[:-1]) + 1).tolist()
    edges = [*([0] if known[0] else []), *turns, *([len(known)] if known[-1] else [])]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, stop) for start, stop in pairs if stop - start > 1]


def _points(shape: QPolygonF) -> FloatArray:
    """Return the polygon's own memory as (points, 2); valid while the polygon lives."""
    # the shipped type stub knows one argument of VoidPtr; size and writability come after it
    make: Callable[..., Any] = Shiboken.VoidPtr
    memory = make(shape.data(), shape.size() * _BYTES_PER_POINT, True)
    return np.frombuffer(memory, dtype=np.float64).reshape(-1, 2)
