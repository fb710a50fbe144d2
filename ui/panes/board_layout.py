# SPDX-License-Identifier: EUPL-1.2
"""Where everything on the board lies: rows, lanes, months; pure geometry in pixels.

Bars are kept as numpy columns, so that what is visible is found without a loop over all bars.
Positions here are those of the whole board; the view subtracts what is scrolled away.
"""

from collections.abc import Sequence

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from ui.panes.values import MONTHS, BoardBar, BoardRow, clamp_month

_Ints = NDArray[np.int64]


@frozen
class Metrics:
    """Sizes in pixels: a lane with its gap, the padding of a row, one month."""

    lane: float
    gap: float
    padding: float
    month: float


class BoardLayout:
    """The geometry of one set of rows and bars; bars that overlap in a row lie in lanes."""

    def __init__(
        self, rows: Sequence[BoardRow], bars: Sequence[BoardBar], metrics: Metrics
    ) -> None:
        """Lay out the bars of known rows; a bar of an unknown row is not shown."""
        self.rows = tuple(rows)
        self.metrics = metrics
        self._row_of = {row.state: index for index, row in enumerate(self.rows)}
        self.bars = tuple(bar for bar in bars if bar.row in self._row_of)
        self._index_of = {bar.key: index for index, bar in enumerate(self.bars)}
        self._row = np.array([self._row_of[bar.row] for bar in self.bars], dtype=np.int64)
        self._start = np.array([bar.start for bar in self.bars], dtype=np.int64)
        self._end = np.array([bar.end for bar in self.bars], dtype=np.int64)
        reach = [bar.marks or (bar.start, bar.end) for bar in self.bars]
        first, last = np.array(reach, dtype=np.int64).reshape(-1, 2).T
        first, last = np.minimum(first, self._start), np.maximum(last, self._end)
        self._lane, lanes = _stack(self._row, first, last, len(self.rows))
        heights = lanes * (metrics.lane + metrics.gap) - metrics.gap + 2 * metrics.padding
        self._edges = np.concatenate(([0.0], np.cumsum(heights)))

    @property
    def height(self) -> float:
        """The height of all rows."""
        return float(self._edges[-1])

    @property
    def width(self) -> float:
        """The width of the whole period."""
        return MONTHS * self.metrics.month

    def with_metrics(self, metrics: Metrics) -> "BoardLayout":
        """Lay out the same rows and bars in other sizes."""
        return BoardLayout(self.rows, self.bars, metrics)

    def row_index(self, state: str) -> int:
        """Return the index of a state's row, -1 when the board does not show it."""
        return self._row_of.get(state, -1)

    def bar(self, key: str) -> BoardBar | None:
        """Return the bar with a key."""
        index = self._index_of.get(key)
        return None if index is None else self.bars[index]

    def row_span(self, index: int) -> tuple[float, float]:
        """Return top and height of a row."""
        return float(self._edges[index]), float(self._edges[index + 1] - self._edges[index])

    def row_at(self, y: float) -> int:
        """Return the row at a height, -1 above the first and below the last."""
        index = int(np.searchsorted(self._edges, y, side="right")) - 1
        return index if 0 <= index < len(self.rows) else -1

    def month_at(self, x: float) -> int:
        """Return the month at a distance from the left, kept inside the period."""
        return clamp_month(int(x // self.metrics.month))

    def x_of(self, month: float) -> float:
        """Return the left edge of a month."""
        return month * self.metrics.month

    def bar_box(self, key: str) -> tuple[float, float, float, float] | None:
        """Return left, top, width and height of a bar."""
        index = self._index_of.get(key)
        return None if index is None else self._box(index)

    def box_at(
        self, row: int, start: int, months: int, lane: int = 0
    ) -> tuple[float, float, float, float]:
        """Return left, top, width and height of a bar that were in this place."""
        top = float(self._edges[row]) + self.metrics.padding
        top += lane * (self.metrics.lane + self.metrics.gap)
        return self.x_of(start), top, months * self.metrics.month, self.metrics.lane

    def visible(self, left: float, top: float, right: float, bottom: float) -> list[int]:
        """Return the indices of the bars that touch a rectangle, in order of their kind.

        Neighbours of one kind are drawn with one brush.
        """
        if not self.bars:
            return []
        first = np.searchsorted(self._edges, top, side="right") - 1
        last = np.searchsorted(self._edges, bottom, side="left") - 1
        month = self.metrics.month
        touches = (self._row >= first) & (self._row <= last)
        touches &= (self._start * month < right) & ((self._end + 1) * month > left)
        return sorted(np.flatnonzero(touches).tolist(), key=lambda index: self.bars[index].kind)

    def visible_rows(self, top: float, bottom: float) -> range:
        """Return the rows between two heights."""
        first = max(0, int(np.searchsorted(self._edges, top, side="right")) - 1)
        last = min(len(self.rows), int(np.searchsorted(self._edges, bottom, side="left")))
        return range(first, last)

    def bar_at(self, x: float, y: float) -> BoardBar | None:
        """Return the bar at a point."""
        for index in self.visible(x, y, x + 1e-6, y + 1e-6):
            left, top, width, height = self._box(index)
            if left <= x < left + width and top <= y < top + height:
                return self.bars[index]
        return None

    def bars_in(self, row: int) -> tuple[BoardBar, ...]:
        """Return the bars of a row by start, the upper lane first."""
        found = np.flatnonzero(self._row == row).tolist()
        ordered = sorted(found, key=lambda index: (self._start[index], self._lane[index]))
        return tuple(self.bars[index] for index in ordered)

    def bars_covering(self, row: int, month: int) -> tuple[BoardBar, ...]:
        """Return the bars of a row in a month, the upper lane first."""
        return tuple(bar for bar in self.bars_in(row) if bar.start <= month <= bar.end)

    def bars_between(self, one: str, other: str) -> tuple[BoardBar, ...]:
        """Return the bars that lie in the lanes between those of two bars of one row."""
        here, there = self._index_of.get(one), self._index_of.get(other)
        if here is None or there is None or self._row[here] != self._row[there]:
            return ()
        upper, lower = sorted((int(self._lane[here]), int(self._lane[there])))
        among = (self._row == self._row[here]) & (self._lane > upper) & (self._lane < lower)
        return tuple(self.bars[index] for index in np.flatnonzero(among).tolist())

    def _box(self, index: int) -> tuple[float, float, float, float]:
        months = int(self._end[index] - self._start[index]) + 1
        return self.box_at(
            int(self._row[index]), int(self._start[index]), months, int(self._lane[index])
        )


def _stack(row: _Ints, start: _Ints, end: _Ints, rows: int) -> tuple[_Ints, _Ints]:
    """Return each bar's lane and each row's number of lanes, at least one.

    First fit in order of start: a bar takes the topmost lane that is free by then.
    """
    lane = np.zeros(len(row), dtype=np.int64)
    free_from: list[list[int]] = [[] for _row in range(rows)]
    rows_of, starts = row.tolist(), start.tolist()  # plain numbers: compared many thousand times
    for index in np.lexsort((end, start, row)).tolist():
        ends, first = free_from[rows_of[index]], starts[index]
        place = next((at for at, free in enumerate(ends) if free <= first), len(ends))
        if place == len(ends):
            ends.append(0)
        ends[place] = int(end[index]) + 1
        lane[index] = place
    return lane, np.array([max(1, len(ends)) for ends in free_from], dtype=np.int64)
