# SPDX-License-Identifier: EUPL-1.2
"""Cut a figure into the seven steps of a choropleth."""

from bisect import bisect_right
from collections.abc import Iterable
from math import floor, log10

STEPS = 7
_SHARES = (0.01, 0.25, 0.6)  # of the largest difference
_DIGITS = 2  # of a break between steps


def step_of(value: float, breaks: tuple[float, ...]) -> int:
    """Return the step, 0 to `len(breaks)`; a value on a break belongs to the higher step."""
    return bisect_right(breaks, value)


def quantile_breaks(values: Iterable[float | None]) -> tuple[float, ...]:
    """Return six rounded inner breaks with about as many states in every step.

    Unknown values and zeros do not pull the breaks: many states have none of a scarce thing.
    Values that read alike are one. Fewer than seven fall back to even steps.
    """
    known = [value for value in values if value is not None and value > 0]
    told = sorted({_round_significant(value, _DIGITS) for value in known})
    if len(told) < STEPS:
        return nice_breaks(known)
    return tuple(told[len(told) * step // STEPS] for step in range(1, STEPS))


def difference_breaks(values: Iterable[float]) -> tuple[float, ...]:
    """Return six inner breaks around zero, alike on both sides; next to nothing is the middle."""
    most = max((abs(value) for value in values), default=0.0) or 1.0
    cuts = [_round_significant(most * share, _DIGITS) for share in _SHARES]
    return (*(-cut for cut in reversed(cuts)), *cuts)


def nice_breaks(values: Iterable[float | None]) -> tuple[float, ...]:
    """Return six evenly spaced inner breaks on round numbers, from zero to beyond the maximum."""
    known = [value for value in values if value is not None]
    low = min([0.0, *known])
    span = max([0.0, *known]) - low
    step = _nice_step(span / STEPS) if span > 0 else 1.0
    first = floor(low / step) * step
    return tuple(_clean(first + step * index) for index in range(1, STEPS))


def _nice_step(raw: float) -> float:
    """Round a step up to 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten."""
    power = 10.0 ** floor(log10(raw))
    for factor in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0):
        if raw <= factor * power * (1 + 1e-9):
            return float(factor * power)
    return float(10 * power)


def _round_significant(value: float, digits: int) -> float:
    if value == 0:
        return 0.0
    return float(round(value, digits - 1 - floor(log10(abs(value)))))


def _clean(value: float) -> float:
    """Drop the last bits that repeated addition leaves, so that labels stay short."""
    return float(f"{value:.10g}")
