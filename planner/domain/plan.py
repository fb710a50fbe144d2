# SPDX-License-Identifier: EUPL-1.2
"""A plan is a value: frozen tables of frozen records. Editing makes the next one.

A snapshot is free and safe to hand to a worker; baseline, current and scenario are values of one
type. `planner.domain.changes.Draft` is the only way to get from one plan to the next.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar, cast

import attrs

from planner.domain.errors import DomainError
from planner.domain.schema import Record, Schema

R = TypeVar("R", bound=Record)
Table = Mapping[str, Record]
_EMPTY: Table = MappingProxyType({})


@attrs.frozen(eq=False)
class Plan:
    """All records of a plan, by kind and key. Two plans are equal if their records are."""

    schema: Schema
    tables: Mapping[str, Table] = attrs.field(factory=dict)

    def of(self, cls: type[R]) -> Mapping[str, R]:
        """Return the records of one kind, by key."""
        return cast("Mapping[str, R]", self.tables.get(cls.KIND.name, _EMPTY))

    def table(self, kind: str) -> Table:
        """Return the records of the kind named, by key. Raises `DomainError("unknown_kind")`."""
        self.schema.kind(kind)
        return self.tables.get(kind, _EMPTY)

    def get(self, cls: type[R], key: str) -> R:
        """Return one record. Raises `DomainError("missing_record")`."""
        try:
            return self.of(cls)[key]
        except KeyError:
            raise DomainError("missing_record", kind=cls.KIND.name, key=key) from None

    def record(self, kind: str, key: str) -> Record:
        """Return one record of the kind named. Raises `DomainError("missing_record")`."""
        try:
            return self.table(kind)[key]
        except KeyError:
            raise DomainError("missing_record", kind=kind, key=key) from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Plan):
            return NotImplemented
        kinds = {*self.tables, *other.tables}
        return all(self.tables.get(k, _EMPTY) == other.tables.get(k, _EMPTY) for k in kinds)

    __hash__ = None  # type: ignore[assignment]  # a plan is compared, never a key
