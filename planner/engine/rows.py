# SPDX-License-Identifier: EUPL-1.2
"""Rows of several states side by side: how a stage works on many states in one go.

A row's figures depend on that row alone, and a state's sums on its own rows in the order of their
keys. So it makes no difference which other states are computed in the same go, and an edit that
reaches one state finds bit for bit what a full evaluation would.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.months import HORIZON
from planner.engine.outcome import CLASSES, Series

Indices = NDArray[np.intp]
V = TypeVar("V")


@attrs.frozen(eq=False)
class Rows:
    """Which rows belong to which state: `counts` rows each, in the order of the states."""

    counts: Sequence[int]

    @property
    def parts(self) -> list[slice]:
        """Return the rows of each state."""
        return [slice(a, b) for a, b in pairwise(accumulate(self.counts, initial=0))]

    @property
    def owner(self) -> Indices:
        """Return the position of the state that each row belongs to."""
        return np.repeat(np.arange(len(self.counts)), self.counts)

    def merged(self, other: "Rows") -> Indices:
        """Return the order that puts each state's rows before its rows in `other`."""
        return np.argsort(np.concatenate([self.owner, other.owner]), kind="stable")

    def hits(self, mask: NDArray[np.bool_]) -> list[list[int]]:
        """Return which rows of each state are in a mask, counted from the state's first."""
        found: list[list[int]] = [[] for _count in self.counts]
        (rows,) = mask.nonzero()
        if rows.size:
            first = np.cumsum(self.counts) - self.counts
            owner = self.owner[rows]
            for state, row in zip(owner.tolist(), (rows - first[owner]).tolist(), strict=True):
                found[state].append(row)
        return found

    def picked(self, mask: NDArray[np.bool_]) -> "Rows":
        """Return the rows left when only those in the mask are kept."""
        kept = np.bincount(self.owner[mask], minlength=len(self.counts))
        return Rows(kept.tolist())


class _Together(Generic[V]):
    """What several states have, made for all of them when one of them is asked."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Sequence[V]]) -> None:
        self._make: Callable[[], Sequence[V]] | None = make
        self._made: Sequence[V] = ()

    def of(self, row: int) -> V:
        make = self._make
        if make is not None:
            self._made = make()
            self._make = None  # what it was made from can go
        return self._made[row]


def later(count: int, make: Callable[[], Sequence[V]]) -> list[Callable[[], V]]:
    """Return how to get what `make` makes for each of `count` states, once somebody wants it.

    Then it is made for all of them in one go. What nobody reads is never made.
    """
    together = _Together(make)
    return [partial(together.of, row) for row in range(count)]


def beside(tables: Iterable[Series]) -> Series:
    """Put the tables (columns, n) of several states side by side."""
    return np.concatenate(list(tables), axis=1)


def gathered(*sides: tuple[Rows, Series]) -> list[Series]:
    """Return the tables (columns, n) of each state, its rows of each side in turn."""
    owner = np.concatenate([rows.owner for rows, _table in sides])
    whole = beside(table for _rows, table in sides)[:, np.argsort(owner, kind="stable")]
    counts = np.bincount(owner, minlength=len(sides[0][0].counts)).tolist()
    return [whole[:, part] for part in Rows(counts).parts]


def sealed(*arrays: Series) -> None:
    """Make arrays read-only, and with them every block that is a part of them."""
    for array in arrays:
        array.flags.writeable = False


def summed(rows: Rows, class_index: Indices, weights: Series, profile: Series) -> Series:
    """Sum weights (K, n) times profiles (n, T) by state and class: (S, K, C, T)."""
    kinds, count = weights.shape
    spread = np.zeros((kinds, len(CLASSES), count))
    spread[:, class_index, np.arange(count)] = weights
    flat = spread.reshape(kinds * len(CLASSES), count)
    totals = np.zeros((len(rows.counts), kinds * len(CLASSES), HORIZON))
    for total, part in zip(totals, rows.parts, strict=True):
        if part.start != part.stop:
            # A copy of its own, so that the sum does not depend on what lies beside it.
            np.matmul(flat[:, part].copy(), profile[part], out=total)
    return totals.reshape(len(rows.counts), kinds, len(CLASSES), HORIZON)


def counted(rows: Rows, class_index: Indices, months: Series, amounts: Series) -> Series:
    """Add amounts (K, n) to their months by state and class: (S, C, K, T).

    What lies outside the series is left out.
    """
    kinds, states = len(amounts), len(rows.counts)
    return counted_at(rows.owner, class_index, months, amounts, (states, len(CLASSES), kinds))


def counted_at(
    owner: Indices,
    class_index: Indices,
    months: Series,
    amounts: Series,
    shape: tuple[int, int, int],
) -> Series:
    """Add amounts (K, n) to their months, given the state of each row: (S, C, K, T)."""
    inside = (months >= 0) & (months < HORIZON)
    kinds = shape[2]
    first = (owner * len(CLASSES) + class_index)[inside] * (kinds * HORIZON)
    first += months[inside].astype(np.intp)
    cells = first + HORIZON * np.arange(kinds)[:, None]
    size = HORIZON * kinds * shape[0] * shape[1]
    found = np.bincount(cells.ravel(), amounts[:, inside].ravel(), minlength=size)
    return np.asarray(found, dtype=np.float64).reshape(*shape, HORIZON)
