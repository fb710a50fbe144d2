# SPDX-License-Identifier: EUPL-1.2
"""Where an axis has its marks: round numbers from zero, and round dates."""

import math
from collections.abc import Callable
from functools import lru_cache

import numpy as np
from attrs import frozen

from planner import text
from ui.charts.values import FloatArray

_ROUND = (1.0, 2.0, 2.5, 5.0)
_MONTH_STEPS = (1, 3, 6, 12, 24, 60)
_LABEL_GAP = 1.25
_WIDE_MONTH = 8


@frozen
class Marks:
    """Positions on an axis with their labels."""

    positions: tuple[float, ...]
    labels: tuple[str, ...]


def nice_step(top: float, count: int) -> float:
    """Return a round step (1, 2, 2.5 or 5 times a power of ten) for an axis up to `top`.

    Of the steps that need two to `count` intervals, the one that leaves least room above `top`.
    """
    magnitude = 10.0 ** math.floor(math.log10(top / max(2, count)))
    steps = [round_step * scale for scale in (magnitude, 10 * magnitude) for round_step in _ROUND]
    fitting = [step for step in steps if 2 <= intervals(top, step) <= max(2, count)]
    return min(
        fitting, key=lambda step: (intervals(top, step) * step, abs(intervals(top, step) - 4))
    )


def intervals(top: float, step: float) -> int:
    """Return how many steps reach `top`; a hair above a mark still counts as the mark."""
    return max(1, math.ceil(top / step - 1e-9))


def value_marks(peak: float, count: int) -> Marks:
    """Return marks from zero to the first round number at or above `peak`."""
    top = peak if peak > 0 and math.isfinite(peak) else 1.0
    step = nice_step(top, count)
    steps = intervals(top, step)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    if not float(round(step * 10**digits, 9)).is_integer():
        digits += 1
    positions = tuple(step * index for index in range(steps + 1))
    return Marks(positions, tuple(_written(value, digits, text.language()) for value in positions))


@lru_cache(maxsize=512)
def _written(value: float, digits: int, _language: str) -> str:
    """Return a mark's number; the same few are asked for at every edit, and writing is slow."""
    return text.number(value, digits)


def month_marks(first: float, last: float, *, room: int, width: Callable[[str], int]) -> Marks:
    """Return marks between two months that fit into `room` pixels.

    A year's label stands where the year begins, which is the end of the December before.
    """
    widest_name = width(text.month_label(_WIDE_MONTH))
    for step in _MONTH_STEPS:
        widest = width("2000") if step >= 12 else widest_name
        if (last - first) / step * widest * _LABEL_GAP <= room:
            return _year_marks(first, last, step) if step >= 12 else _name_marks(first, last, step)
    return Marks((), ())


def _name_marks(first: float, last: float, step: int) -> Marks:
    months = [m for m in range(math.ceil(first), math.floor(last) + 1) if (m + 1) % step == 0]
    return Marks(tuple(map(float, months)), tuple(text.month_label(month) for month in months))


def _year_marks(first: float, last: float, step: int) -> Marks:
    every = step // 12
    years = [
        year
        for year in range(math.ceil((first + 1) / 12), math.ceil(last / 12))
        if (text.FIRST_YEAR + year) % every == 0
    ]
    return Marks(
        tuple(12.0 * year - 1 for year in years),
        tuple(str(text.FIRST_YEAR + year) for year in years),
    )


def bar_marks(years: int, *, room: int, width: Callable[[str], int]) -> Marks:
    """Return one label under every bar, or under every second or fifth where room is short."""
    for every in (1, 2, 5):
        shown = [year for year in range(years) if (text.FIRST_YEAR + year) % every == 0]
        if len(shown) * width("2000") * _LABEL_GAP <= room:
            break
    return Marks(tuple(map(float, shown)), tuple(str(text.FIRST_YEAR + year) for year in shown))


def peak(*series: FloatArray | None, first: float = 0, last: float = math.inf) -> float:
    """Return the largest known value of several series between two indices, at least 0."""
    found = 0.0
    for values in series:
        if values is None or not values.size:
            continue
        end = min(len(values), math.ceil(last) + 1) if math.isfinite(last) else len(values)
        window = values[max(0, math.floor(first)) : end]
        known = window[np.isfinite(window)]
        found = max(found, float(known.max(initial=0.0)))
    return found
