# SPDX-License-Identifier: EUPL-1.2
"""Reading the arrays of an outcome: by year, so far, at a month, the largest states.

The last axis is always the month. A stock is read at a month, a flow is added up over months.
"""

from collections.abc import Sequence

import attrs
import numpy as np

from planner.domain.months import YEARS
from planner.domain.records.infrastructure import CapacityClass
from planner.engine.outcome import CLASSES, Series


@attrs.frozen(eq=False)
class TopStates:
    """The largest states and everybody else: rows of `series` (n + 1, T), the rest last."""

    states: tuple[str, ...]
    series: Series


def classes_index(*classes: CapacityClass) -> list[int]:
    """Return where these classes stand on the class axis; all of them if none is named."""
    return [CLASSES.index(one) for one in classes or CLASSES]


def over_classes(array: Series, *classes: CapacityClass) -> Series:
    """Sum (S, C, ..., T) over the classes named, all of them if none is named.

    Classes are kept apart in an outcome; whoever adds them says which.
    """
    return np.asarray(array[:, classes_index(*classes)].sum(axis=1))


def yearly(flow: Series) -> Series:
    """Sum a flow (..., 180) over calendar years: (..., 15)."""
    return np.asarray(flow.reshape(*flow.shape[:-1], YEARS, 12).sum(axis=-1))


def year_ends(stock: Series) -> Series:
    """Read a stock (..., 180) at the end of each calendar year: (..., 15)."""
    return np.asarray(stock[..., 11::12])


def so_far(flow: Series) -> Series:
    """Add a flow up from the first month."""
    return np.asarray(np.cumsum(flow, axis=-1))


def at_month(array: Series, month: int) -> Series:
    """Read an array at a month, at the nearest end outside the series."""
    return np.asarray(array[..., min(max(month, 0), array.shape[-1] - 1)])


def top_states(
    array: Series, states: Sequence[str], *, count: int = 7, at: int | None = None
) -> TopStates:
    """Return the largest states of (S, T), ordered by size and then by code, and the rest.

    `at` is the month by which size is judged; without it, the sum over all months. States without
    anything are not named. Further rows, as of money that belongs to no state, go to the rest.
    """
    sizes = (array.sum(axis=-1) if at is None else at_month(array, at))[: len(states)]
    order = sorted(range(len(states)), key=lambda row: (-sizes[row], states[row]))
    top = [row for row in order[:count] if sizes[row] > 0]
    left = [row for row in range(len(array)) if row not in set(top)]
    series = np.concatenate([array[top], array[left].sum(axis=0, keepdims=True)])
    return TopStates(tuple(states[row] for row in top), series)
