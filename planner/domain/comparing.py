# SPDX-License-Identifier: EUPL-1.2
"""How two plans differ in what was put in: record by record, field by field, counted by kind.

Also the way back: single differences carried over from one plan to the other, with whatever they
need there.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from attrs import frozen

from planner.domain.changes import Cell, Change, ChangeSet, Draft, compare, replay
from planner.domain.commands import Replay
from planner.domain.errors import DomainError
from planner.domain.patchwork import Patchwork
from planner.domain.plan import Plan
from planner.domain.schema import Choice
from planner.text import N_


class Difference(Choice):
    """What happened to a record between one plan and another."""

    ADDED = "added", N_("added")
    CHANGED = "changed", N_("changed")
    REMOVED = "removed", N_("removed")


@frozen
class InputDifferences:
    """What turns one plan into another, and how many records of each kind that concerns."""

    changes: ChangeSet
    counts: Mapping[str, Mapping[Difference, int]]

    @classmethod
    def of(cls, before: Plan, after: Plan, *, ignoring: Collection[str] = ()) -> "InputDifferences":
        """Compare two plans, leaving out the kinds of record named."""
        found = (c for c in compare(before, after) if c.table not in ignoring)
        changes = ChangeSet(tuple(found))
        counted = Counter((change.table, difference(change)) for change in changes)
        kinds = dict.fromkeys(change.table for change in changes)
        return cls(changes, {kind: _of_kind(counted, kind) for kind in kinds})

    def __bool__(self) -> bool:
        return bool(self.changes)


def difference(change: Change) -> Difference:
    """Say in one word what happened to a record."""
    if change.before is None:
        return Difference.ADDED
    return Difference.REMOVED if change.after is None else Difference.CHANGED


def copy_over(target: Plan, source: Plan, cells: Sequence[Cell], *, other: str = "") -> Replay:
    """Return the edit of `target` that gives some cells the value they have in `source`.

    `cells` are those of a comparison from `target` to `source`. A record that comes over brings
    along what it points at. Raises `DomainError("still_referenced")` for a record that would go
    although it is used, and `DomainError("nothing_to_copy")`.
    """
    chosen = _chosen(target, cells)
    work = Patchwork(target, source, {})
    for change in chosen:
        work.put(change.table, change.key, change.after)
    gone = tuple(change for change in chosen if change.after is None)
    _check_unused(target, gone)
    work.close()
    _plan, changes = work.result()
    if not changes:
        raise DomainError("nothing_to_copy")
    facts: dict[str, Any] = {"count": len(changes), "other": other}
    return Replay(cells=tuple(changes.written()), code="copy_over", facts=facts)


def _chosen(target: Plan, cells: Sequence[Cell]) -> ChangeSet:
    """Return what the chosen cells do to the records of `target`, references unchecked."""
    changes: list[Change] = []
    for table, key in dict.fromkeys((cell.table, cell.key) for cell in cells):
        draft = Draft(target)
        replay(draft, [cell for cell in cells if (cell.table, cell.key) == (table, key)])
        changes.append(Change(table, key, target.table(table).get(key), draft.find(table, key)))
    return ChangeSet(tuple(changes))


def _check_unused(target: Plan, gone: Sequence[Change]) -> None:
    draft = Draft(target)
    for change in gone:
        draft.drop(change.table, change.key)
    draft.seal()


def _of_kind(counted: Mapping[tuple[str, Difference], int], kind: str) -> Mapping[Difference, int]:
    return {one: counted.get((kind, one), 0) for one in Difference}
