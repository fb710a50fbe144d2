# SPDX-License-Identifier: EUPL-1.2
"""Values made from records, made again only where what they are made from has changed.

A plan of ten thousand measures changes by one measure at a time. Records are frozen and keep their
identity from one plan to the next, so looking whether one has changed costs next to nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from planner.text import language

T = TypeVar("T")


class Kept(Generic[T]):
    """Remembers the values of the last time, in the language of the last time."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[tuple[Any, ...], T]] = {}
        self._language = ""

    def each(self, needs: Mapping[str, tuple[Any, ...]], make: Callable[..., T]) -> tuple[T, ...]:
        """Return what `make` makes of each entry's needs, in their order.

        Values depend on nothing but their needs and the language; entries that are gone are
        forgotten.
        """
        known = self._made if self._language == language() else {}
        self._language = language()
        self._made = {
            key: before
            if (before := known.get(key)) is not None and before[0] == given
            else (given, make(*given))
            for key, given in needs.items()
        }
        return tuple(value for _given, value in self._made.values())
