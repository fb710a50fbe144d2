# SPDX-License-Identifier: EUPL-1.2
"""The rows of a comparison, as many as a file has, put together one by one when they are seen."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import overload

import attrs

from planner.intake import CellDiff, RowDiff, Status
from planner.workbook.importing.checking import Checked


@attrs.frozen(kw_only=True, eq=False)
class Standing:
    """How rows stand to a plan: by place in the table, of which `places` are shown."""

    places: Sequence[int]
    rows: Sequence[int]
    keys: Sequence[str]
    name: Callable[[int, str], str]
    statuses: Sequence[Status]
    changes: Mapping[int, tuple[CellDiff, ...]]


class Rows(Sequence[RowDiff]):
    """The rows of a comparison; each is put together when somebody looks at it."""

    def __init__(self, checked: Checked, standing: Standing) -> None:
        self._checked = checked
        self._standing = standing

    def __len__(self) -> int:
        return len(self._standing.places)

    @overload
    def __getitem__(self, index: int) -> RowDiff: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[RowDiff]: ...

    def __getitem__(self, index: int | slice) -> RowDiff | Sequence[RowDiff]:
        if isinstance(index, slice):
            return [self._row(place) for place in self._standing.places[index]]
        return self._row(self._standing.places[index])

    def counts(self) -> Mapping[Status, int]:
        """Return how many rows stand how to the plan."""
        return Counter(self.statuses())

    def statuses(self) -> Sequence[Status]:
        """Return how each row stands to the plan."""
        return [self._standing.statuses[place] for place in self._standing.places]

    def _row(self, place: int) -> RowDiff:
        standing = self._standing
        status = standing.statuses[place]
        cells = standing.changes.get(place, ())
        if status is Status.NEW:
            cells = tuple(self._new_cells(place))
        return RowDiff(
            row=standing.rows[place],
            key=standing.keys[place],
            name=standing.name(place, standing.keys[place]),
            status=status,
            cells=cells,
        )

    def _new_cells(self, place: int) -> Iterator[CellDiff]:
        for name, values in self._checked.values.items():
            value = values[place]
            if value is not None and name != "id":
                column = self._checked.columns[name]
                yield CellDiff(field=name, column=column, old=None, new=value, status=Status.NEW)
