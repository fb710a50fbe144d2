# SPDX-License-Identifier: EUPL-1.2
"""The other copy's plan, worked out from mine and from the steps of a patch.

Only the cells the patch wrote are ever taken from it; the rest is filled in from mine, as it was
before records came or went here that the other does not know of.
"""

from collections.abc import Iterable
from types import MappingProxyType

from planner.domain.changes import Cell
from planner.domain.lanes import THERE, Lane, RecordKey
from planner.domain.plan import Plan
from planner.domain.schema import Record, Schema
from planner.domain.weighing import Copy


def rebuilt(mine: Copy, theirs: Lane) -> Plan:
    """Return what the plan looks like over there, as far as a merge will ask."""
    records = {
        (table, key): record
        for table, rows in mine.plan.tables.items()
        for key, record in rows.items()
    }
    for record, was_there in _came_or_went_here(mine, theirs):
        if not was_there:
            records.pop(record, None)
        elif record not in records:
            _put_back(records, record, mine)
    for step in theirs.steps:
        if not step.line:
            _write(records, theirs.cells.get(step.id, ()), mine.plan.schema)
    tables: dict[str, dict[str, Record]] = {}
    for (table, key), found in records.items():
        tables.setdefault(table, {})[key] = found
    return Plan(mine.plan.schema, MappingProxyType(dict(tables)))


def _came_or_went_here(mine: Copy, theirs: Lane) -> list[tuple[RecordKey, bool]]:
    """Return what came or went in steps theirs does not know, and whether it was there before."""
    found = []
    for (table, key, field), ops in mine.lane.ops_unknown_to(theirs.known).items():
        if field == THERE:
            now = key in mine.plan.table(table)
            before = mine.lane.value_before((table, key, field), ops[0].at, now)
            found.append(((table, key), bool(before)))
    return found


def _put_back(records: dict[RecordKey, Record], record: RecordKey, mine: Copy) -> None:
    """Take up a record as it was before it was removed here."""
    kind = mine.plan.schema.kind(record[0])
    removed = [
        cell
        for step in mine.lane.steps
        for cell in mine.lane.cells.get(step.id, ())
        if (cell.table, cell.key) == record and cell.existed and not cell.exists
    ]
    if removed:
        values = {cell.field: cell.old for cell in removed[-len(kind.fields) :]}
        records[record] = kind.build(values)


def _write(records: dict[RecordKey, Record], cells: Iterable[Cell], schema: Schema) -> None:
    grouped: dict[RecordKey, list[Cell]] = {}
    for cell in cells:
        grouped.setdefault((cell.table, cell.key), []).append(cell)
    for record, parts in grouped.items():
        if not parts[-1].exists:
            records.pop(record, None)
            continue
        kind = schema.kind(record[0])
        current = records.get(record)
        values = {} if current is None else {f.name: getattr(current, f.name) for f in kind.fields}
        values.update({cell.field: cell.new for cell in parts})
        if current is not None or not parts[-1].existed:
            records[record] = kind.build(values)
