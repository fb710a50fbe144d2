# SPDX-License-Identifier: EUPL-1.2
"""The only way to get a new plan. Every write is recorded here, once.

Undo, autosave, history, compare, merge, incremental evaluation and repainting all read the
`ChangeSet` a draft seals. Nothing is declared by a caller; what changed is derived from what was
written.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar, cast

import attrs

from planner.domain.errors import DomainError
from planner.domain.plan import Plan, Table
from planner.domain.schema import Kind, Record, Scalar

R = TypeVar("R", bound=Record)


@attrs.frozen
class Cell:
    """One field that changed. `exists` is False on the side where there was no record."""

    table: str
    key: str
    field: str
    old: Scalar
    new: Scalar
    existed: bool = True
    exists: bool = True


@attrs.frozen
class Whole:
    """A record that is to be written as a whole, without a look at its fields.

    `None` takes it out. What stands in a journal was checked when it was written or read, so forty
    cells for each of ten thousand records need not be made to put them back.
    """

    table: str
    key: str
    record: Record | None


@attrs.frozen
class Change:
    """One record before and after; `None` where it did not exist."""

    table: str
    key: str
    before: Record | None
    after: Record | None

    @property
    def kind(self) -> Kind:
        """Return the declaration of the record."""
        return cast("Record", self.after if self.after is not None else self.before).KIND

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.table, self.key, before=self.after, after=self.before)

    def cells(self) -> Iterator[Cell]:
        """Yield the fields that differ; all fields when the record came or went."""
        existed, exists = self.before is not None, self.after is not None
        for field in self.kind.fields:
            old = getattr(self.before, field.name) if existed else None
            new = getattr(self.after, field.name) if exists else None
            if old != new or existed != exists:
                yield Cell(self.table, self.key, field.name, old, new, existed, exists)


@attrs.frozen
class ChangeSet:
    """What one edit did, one net change per record, in the order of first writing."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def inverse(self) -> "ChangeSet":
        """Return the change set that takes this one back."""
        return ChangeSet(tuple(change.inverse() for change in reversed(self.changes)))

    def tables(self) -> frozenset[str]:
        """Return the kinds of record that changed."""
        return frozenset(change.table for change in self.changes)

    def touches(self, *tables: str) -> bool:
        """Tell whether any record of these kinds changed."""
        return any(change.table in tables for change in self.changes)

    def cells(self) -> Iterator[Cell]:
        """Yield every field that changed."""
        for change in self.changes:
            yield from change.cells()

    def written(self) -> "Iterator[Cell | Whole]":
        """Yield what there is to write: records that came or went whole, of others the cells."""
        for change in self.changes:
            if change.before is None or change.after is None:
                yield Whole(change.table, change.key, change.after)
            else:
                yield from change.cells()

    def union(self, later: "ChangeSet") -> "ChangeSet":
        """Return the net effect of this change set followed by `later`."""
        net = {(c.table, c.key): c for c in self.changes}
        for change in later.changes:
            first = net.get((change.table, change.key))
            before = first.before if first else change.before
            net[change.table, change.key] = attrs.evolve(change, before=before)
        return ChangeSet(tuple(c for c in net.values() if c.before != c.after))


class Draft:
    """A plan being edited: reads see the writes made so far; `seal` makes them the next plan."""

    def __init__(self, plan: Plan) -> None:
        self.base = plan
        self._writes: dict[tuple[str, str], Record | None] = {}

    def get(self, cls: type[R], key: str) -> R:
        """Return a record as the draft has it. Raises `DomainError("missing_record")`."""
        found = self.find(cls.KIND.name, key)
        if found is None:
            raise DomainError("missing_record", kind=cls.KIND.name, key=key)
        return cast("R", found)

    def find(self, table: str, key: str) -> Record | None:
        """Return a record as the draft has it, or `None`."""
        if (table, key) in self._writes:
            return self._writes[table, key]
        return self.base.table(table).get(key)

    def rows(self, cls: type[R]) -> Iterator[R]:
        """Yield the records of one kind as the draft has them."""
        table = cls.KIND.name
        for key, row in self.base.of(cls).items():
            if (table, key) not in self._writes:
                yield row
        for (name, _key), written in self._writes.items():
            if name == table and written is not None:
                yield cast("R", written)

    def put(self, record: Record) -> None:
        """Write a record, new or changed. Raises `DomainError` if a value is out of bounds."""
        kind = self.base.schema.kind(record.KIND.name)
        checked = kind.checked(record)
        self._writes[kind.name, checked.id] = checked

    def put_back(self, record: Record) -> None:
        """Write a record whose values have been checked: one that was in a plan before."""
        self._writes[record.KIND.name, record.id] = record

    def drop(self, table: str, key: str) -> None:
        """Take a record out. Raises `DomainError("missing_record")`."""
        if self.find(table, key) is None:
            raise DomainError("missing_record", kind=table, key=key)
        self._writes[table, key] = None

    def seal(self) -> tuple[Plan, ChangeSet]:
        """Return the next plan and what changed.

        Raises `DomainError("dangling_reference")` if a written record points at nothing, and
        `DomainError("still_referenced")` if a dropped record is pointed at.
        """
        changes = ChangeSet(tuple(self._net_changes()))
        self._check_pointers(changes)
        return applied(self.base, changes), changes

    def _net_changes(self) -> Iterator[Change]:
        for (table, key), after in self._writes.items():
            before = self.base.table(table).get(key)
            if before != after:
                yield Change(table, key, before, after)

    def _check_pointers(self, changes: ChangeSet) -> None:
        for change in changes:
            if change.after is not None:
                self._check_targets(change.after)
        gone = {(c.table, c.key) for c in changes if c.after is None}
        for table in {table for table, _ in gone}:
            self._check_not_referenced(table, {key for name, key in gone if name == table})

    def _check_targets(self, record: Record) -> None:
        for field in record.KIND.references:
            for key in _pointed(getattr(record, field.name)):
                if self.find(field.target, key) is None:
                    raise DomainError(
                        "dangling_reference",
                        kind=record.KIND.name,
                        key=record.id,
                        field=field.name,
                        label=field.label,
                        target=field.target,
                        value=key,
                    )

    def _check_not_referenced(self, table: str, keys: set[str]) -> None:
        for kind, field in self.base.schema.pointing_at(table):
            for row in self.rows(kind.record):
                hit = keys.intersection(_pointed(getattr(row, field.name)))
                if hit:
                    raise DomainError(
                        "still_referenced",
                        kind=table,
                        key=min(hit),
                        by=kind.name,
                        by_key=row.id,
                        by_name=getattr(row, "name", row.id),
                    )


def _pointed(value: Scalar) -> tuple[str, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def applied(plan: Plan, changes: ChangeSet) -> Plan:
    """Return a plan with the new side of every change, unchecked: they were sealed before."""
    tables: dict[str, Table] = dict(plan.tables)
    for name in changes.tables():
        rows = dict(plan.table(name))
        for change in changes:
            if change.table != name:
                continue
            if change.after is None:
                rows.pop(change.key, None)
            else:
                rows[change.key] = change.after
        tables[name] = MappingProxyType(rows)
    return Plan(plan.schema, MappingProxyType(tables))


def replay(draft: Draft, written: Iterable[Cell | Whole]) -> None:
    """Write the new side of recorded cells, and whole records, into a draft, record by record.

    Used to take steps back and to play a journal forward; `Cell.old` is not consulted, because
    the order of the journal already says what is current.
    """
    grouped: dict[tuple[str, str], list[Cell | Whole]] = {}
    for one in written:
        grouped.setdefault((one.table, one.key), []).append(one)
    for (table, key), found in grouped.items():
        _replay_record(draft, table, key, found)


def _replay_record(draft: Draft, table: str, key: str, written: list[Cell | Whole]) -> None:
    cells: list[Cell] = []
    for one in written:
        if isinstance(one, Cell):
            cells.append(one)
            continue
        cells.clear()
        if one.record is not None:
            draft.put_back(one.record)
        elif draft.find(table, key) is not None:
            draft.drop(table, key)
    if cells:
        _replay_cells(draft, table, key, cells)


def _replay_cells(draft: Draft, table: str, key: str, cells: list[Cell]) -> None:
    kind = draft.base.schema.kind(table)
    current = draft.find(table, key)
    values = None if current is None else {f.name: getattr(current, f.name) for f in kind.fields}
    for cell in cells:
        if not cell.exists:
            values = None
        else:
            values = {} if values is None else values
            values[cell.field] = cell.new
    if values is not None:
        draft.put(kind.build(values))
    elif current is not None:
        draft.drop(table, key)


def invert(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells that take these back, last first."""
    return [
        attrs.evolve(cell, old=cell.new, new=cell.old, existed=cell.exists, exists=cell.existed)
        for cell in reversed(list(cells))
    ]


def compare(before: Plan, after: Plan) -> ChangeSet:
    """Return what turns `before` into `after`, by kind in schema order and then by key."""
    changes: list[Change] = []
    for kind in after.schema.kinds:
        old: Mapping[str, Record] = before.tables.get(kind, {})
        new = after.table(kind)
        if old is new:
            continue
        changes.extend(
            Change(kind, key, old.get(key), new.get(key))
            for key in sorted({*old, *new})
            if old.get(key) != new.get(key)
        )
    return ChangeSet(tuple(changes))
