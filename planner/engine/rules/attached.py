# SPDX-License-Identifier: EUPL-1.2
"""Which papers, milestones, sites and allocations belong to a record: those that point at it.

The index of a table is made once and kept while the table stays the same object, so an edit of
another table costs nothing. `states_of` says where a record can be felt.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

import attrs

from planner.domain.plan import Plan, Table
from planner.domain.schema import Record

R = TypeVar("R", bound=Record)
_STATE = "state"
_HOPS = 3


@attrs.frozen(eq=False)
class Same:
    """A table that is equal only to itself."""

    table: Table

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.table is other.table

    def __hash__(self) -> int:
        return id(self.table)


def attached(plan: Plan, cls: type[R], field: str) -> Mapping[str, Sequence[R]]:
    """Return the records of a kind by what their `field` points at, each group by key."""
    table = plan.tables.get(cls.KIND.name)
    return _index(Same(table), field) if table else {}


@lru_cache(maxsize=128)
def _index(same: Same, field: str) -> Mapping[str, Sequence[Any]]:
    groups: dict[str, list[Record]] = {}
    for _key, record in sorted(same.table.items()):
        value = getattr(record, field)
        for key in value if isinstance(value, tuple) else (value,):
            if key is not None:
                groups.setdefault(key, []).append(record)
    return {key: tuple(rows) for key, rows in groups.items()}


def states_of(record: Record | None, plan: Plan, *, hops: int = _HOPS) -> Iterator[str]:
    """Yield the states a record points at, itself or by way of what it points at."""
    if record is None or not hops:
        return
    for field in record.KIND.references:
        value = getattr(record, field.name)
        for key in value if isinstance(value, tuple) else (value,):
            if key is None:
                continue
            if field.target == _STATE:
                yield key
            else:
                yield from states_of(
                    plan.tables.get(field.target, {}).get(key), plan, hops=hops - 1
                )
