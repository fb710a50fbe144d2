# SPDX-License-Identifier: EUPL-1.2
"""Changes in groups that can be made or left out by themselves.

A record that came and what points at it belong together, and so do a record that went and what
let go of it: any selection of such groups, applied to the plan before, leaves a plan in which
everything that is pointed at is there.
"""

from collections.abc import Collection, Iterable, Iterator

from planner.domain.changes import Change, ChangeSet
from planner.domain.schema import Record

RecordKey = tuple[str, str]


def families(
    changes: ChangeSet, bonds: Iterable[Collection[RecordKey]] = ()
) -> tuple[ChangeSet, ...]:
    """Return changes in groups, in the order of the first change of each.

    `bonds` ties further records together, such as those one step wrote.
    """
    head = {(change.table, change.key): (change.table, change.key) for change in changes}
    moved = {key for key, change in _by_record(changes) if _came_or_went(change)}
    for key, change in _by_record(changes):
        for target in _pointed(change.before, change.after):
            if target in moved:
                _join(head, key, target)
    for bond in bonds:
        tied = [key for key in bond if key in head]
        for key in tied[1:]:
            _join(head, tied[0], key)
    groups: dict[RecordKey, list[Change]] = {}
    for key, change in _by_record(changes):
        groups.setdefault(_head(head, key), []).append(change)
    return tuple(ChangeSet(tuple(group)) for group in groups.values())


def without(changes: ChangeSet, group: ChangeSet) -> ChangeSet:
    """Return the changes that are not in a group."""
    left_out = {(change.table, change.key) for change in group}
    return ChangeSet(tuple(c for c in changes if (c.table, c.key) not in left_out))


def together(groups: Iterable[ChangeSet]) -> ChangeSet:
    """Return several groups as one."""
    return ChangeSet(tuple(change for group in groups for change in group))


def _by_record(changes: ChangeSet) -> list[tuple[RecordKey, Change]]:
    return [((change.table, change.key), change) for change in changes]


def _came_or_went(change: Change) -> bool:
    return change.before is None or change.after is None


def _pointed(*records: Record | None) -> Iterator[RecordKey]:
    for record in records:
        for field in record.KIND.references if record is not None else ():
            value = getattr(record, field.name)
            for key in value if isinstance(value, tuple) else (value,):
                if key is not None:
                    yield field.target, str(key)


def _head(head: dict[RecordKey, RecordKey], key: RecordKey) -> RecordKey:
    while head[key] != key:
        head[key] = head[head[key]]
        key = head[key]
    return key


def _join(head: dict[RecordKey, RecordKey], one: RecordKey, other: RecordKey) -> None:
    first, second = _head(head, one), _head(head, other)
    if first != second:
        head[second] = first
