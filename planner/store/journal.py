# SPDX-License-Identifier: EUPL-1.2
"""The journal: every step and every cell it wrote, append-only.

Undo, history, `as_of` and merge all read it. Steps are numbered from 1 without gaps, so a step
that is missing is noticed when the file is opened.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import attrs
from sqlite_utils import Database

from planner.domain.changes import Cell, Change, ChangeSet, Whole
from planner.domain.errors import DomainError, StoreError
from planner.domain.history import Log, Step, StepKind
from planner.domain.schema import Kind, Record, Schema
from planner.store.codec import (
    RowCodec,
    pack_facts,
    pack_record,
    pack_value,
    pack_values,
    unpack_facts,
    unpack_record,
    unpack_records,
    unpack_value,
)
from planner.store.rows import Codecs, insert_many

_CELL_COLUMNS = ("step_seq", "n", "tbl", "row_key", "field", "old", "new", "existed", "is_there")
_STEP_COLUMNS = tuple(field.name for field in attrs.fields(Step) if field.name != "id")
_READ_CELLS = "SELECT tbl, row_key, field, old, new, existed, is_there FROM cell"
_OF_STEPS = "WHERE step_seq IN (SELECT seq FROM step WHERE id IN (SELECT value FROM json_each(?)))"
_IN_ORDER = "ORDER BY step_seq, n"

Row = Sequence[Any]


def step_row(seq: int, step: Step) -> dict[str, Any]:
    """Return the row of a step. Raises `TypeError` if its facts are not plain values."""
    row = {name: getattr(step, name) for name in _STEP_COLUMNS}
    return {
        **row,
        "seq": seq,
        "id": step.id,
        "kind": str(step.kind.value),
        "facts": pack_facts(step.facts),
    }


def cell_rows(seq: int, changes: ChangeSet, codecs: Codecs) -> list[tuple[Any, ...]]:
    """Return the rows that say what a step wrote."""
    rows = (row for change in changes for row in _rows_of(change, codecs[change.table]))
    return [(seq, n, *row) for n, row in enumerate(rows)]


def brought_rows(seq: int, cells: Iterable[Cell], codecs: Codecs) -> list[tuple[Any, ...]]:
    """Return the rows of cells that were read from another journal."""
    rows = (row for group in _by_record(cells) for row in _rows_of_cells(group, codecs))
    return [(seq, n, *row) for n, row in enumerate(rows)]


def _by_record(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Yield cells one by one, but those of a record that came or went together."""
    for (came_or_went, _table, _key, _sides), group in groupby(cells, _record_of):
        found = list(group)
        if came_or_went:
            yield found
        else:
            yield from ([cell] for cell in found)


def _record_of(cell: Cell) -> tuple[bool, str, str, bool]:
    return cell.existed != cell.exists, cell.table, cell.key, cell.exists


def _rows_of_cells(cells: Sequence[Cell], codecs: Codecs) -> Iterator[Row]:
    first, kind = cells[0], codecs[cells[0].table].kind
    if first.existed == first.exists:
        field = kind.field(first.field)
        sides = pack_value(field, first.old), pack_value(field, first.new)
        yield (first.table, first.key, first.field, *sides, 1, 1)
        return
    old = pack_values(kind, {c.field: c.old for c in cells}) if first.existed else None
    new = pack_values(kind, {c.field: c.new for c in cells}) if first.exists else None
    yield (first.table, first.key, None, old, new, int(first.existed), int(first.exists))


def _rows_of(change: Change, codec: RowCodec) -> Iterator[Row]:
    before, after = change.before, change.after
    if before is None or after is None:
        yield (change.table, change.key, None, *_came_or_went(codec, before, after))
        return
    for cell in change.cells():
        field = codec.kind.field(cell.field)
        old, new = pack_value(field, cell.old), pack_value(field, cell.new)
        yield (change.table, change.key, cell.field, old, new, 1, 1)


def _came_or_went(codec: RowCodec, before: Record | None, after: Record | None) -> Row:
    old = None if before is None else pack_record(codec, before)
    new = None if after is None else pack_record(codec, after)
    return old, new, int(before is not None), int(after is not None)


def write(db: Database, step: Mapping[str, Any], cells: Sequence[Row]) -> None:
    """Append a step and its cells, inside the transaction of the rows they are about."""
    db.table("step").insert(dict(step))
    insert_many(db, "cell", _CELL_COLUMNS, cells)


def last_seq(db: Database) -> int:
    """Return the number of the last step, 0 if there is none.

    Raises `StoreError("inconsistent")` if a step is missing.
    """
    count, last = db.execute("SELECT count(*), coalesce(max(seq), 0) FROM step").fetchone()
    if count != last:
        raise StoreError("inconsistent", table="step", reason="missing_step")
    return int(last)


def read_steps(db: Database) -> list[Step]:
    """Return every step of the journal, oldest first."""
    return [step_of(row) for row in db.table("step").rows_where(order_by="seq")]


def read_log(db: Database, schema: Schema) -> Log:
    """Return everything the journal holds."""
    steps = {row["seq"]: step_of(row) for row in db.table("step").rows_where(order_by="seq")}
    cells: dict[str, list[Cell]] = {}
    columns = ", ".join(("step_seq", *_CELL_COLUMNS[2:]))
    for seq, *row in db.execute(f"SELECT {columns} FROM cell {_IN_ORDER}"):  # noqa: S608 - names come from here
        cells.setdefault(steps[seq].id, []).extend(unpack_cells(schema, [row]))
    return Log(tuple(steps.values()), {key: tuple(found) for key, found in cells.items()})


def step_of(row: Mapping[str, Any]) -> Step:
    """Return the step a row holds. Raises `StoreError("damaged")`."""
    given = {name: row[name] for name in ("id", *_STEP_COLUMNS)}
    try:
        facts = unpack_facts(row["facts"])
        return Step(**{**given, "kind": StepKind(row["kind"]), "facts": facts})
    except (ValueError, AttributeError) as error:
        raise StoreError("damaged", table="step", key=row["id"], reason=str(error)) from error


def read_cells(db: Database, schema: Schema, steps: Iterable[str]) -> list[Cell]:
    """Return what these steps wrote, oldest first."""
    rows = db.execute(f"{_READ_CELLS} {_OF_STEPS} {_IN_ORDER}", [json.dumps(list(steps))])
    return unpack_cells(schema, rows)


def read_taking_back(db: Database, schema: Schema, steps: Iterable[str]) -> list[Cell | Whole]:
    """Return what takes these steps back, last first: records that came or went as a whole.

    Raises `StoreError("damaged")`.
    """
    query = f"{_READ_CELLS} {_OF_STEPS} ORDER BY step_seq DESC, n DESC"
    rows = db.execute(query, [json.dumps(list(steps))]).fetchall()
    try:
        restored = _restored(schema, rows)
        return [_taking_back(schema, row, restored) for row in rows]
    except (DomainError, ValueError, TypeError) as error:
        raise StoreError("damaged", table="cell", reason=str(error)) from error


def _restored(schema: Schema, rows: Iterable[Row]) -> Mapping[tuple[str, str], Record]:
    """Return the records that steps took out, by what they were written as."""
    stored: dict[str, list[str]] = {}
    for table, _key, name, old, _new, existed, _exists in rows:
        if name is None and existed:
            stored.setdefault(table, []).append(old)
    return {
        (table, old): record
        for table, texts in stored.items()
        for old, record in zip(texts, unpack_records(schema.kind(table), texts), strict=True)
    }


def _taking_back(
    schema: Schema, row: Row, restored: Mapping[tuple[str, str], Record]
) -> Cell | Whole:
    table, key, name, old, new, existed, _exists = row
    if name is None:
        return Whole(table, key, restored[table, old] if existed else None)
    field = schema.kind(table).field(name)
    return Cell(table, key, name, old=unpack_value(field, new), new=unpack_value(field, old))


def read_cell_history(
    db: Database, schema: Schema, table: str, key: str, field: str
) -> list[tuple[int, Cell]]:
    """Return what was written into one cell and the number of the step, oldest first.

    Costs what the record's own history costs, however long the journal is.
    """
    columns = ", ".join(("step_seq", "tbl", "row_key", *_CELL_COLUMNS[4:]))
    found = db.execute(
        f"SELECT {columns} FROM cell "  # noqa: S608 - names come from here
        "WHERE row_key = ? AND tbl = ? AND (field = ? OR field IS NULL) ORDER BY step_seq, n",
        [key, table, field],
    ).fetchall()
    return [
        (row[0], cell)
        for row in found
        for cell in unpack_cells(schema, [row[1:]])
        if cell.field == field
    ]


def unpack_cells(schema: Schema, rows: Iterable[Row]) -> list[Cell]:
    """Return the cells that rows of the journal hold. Raises `StoreError("damaged")`."""
    try:
        return [cell for row in rows for cell in _cells_of(schema.kind(row[0]), row)]
    except (DomainError, ValueError, TypeError) as error:
        raise StoreError("damaged", table="cell", reason=str(error)) from error


def _cells_of(kind: Kind, row: Row) -> Iterator[Cell]:
    table, key, name, old, new, existed, exists = row
    sides = bool(existed), bool(exists)
    if name is not None:
        field = kind.field(name)
        yield Cell(table, key, name, unpack_value(field, old), unpack_value(field, new), *sides)
        return
    before = unpack_record(kind, old) if existed else {}
    after = unpack_record(kind, new) if exists else {}
    for field in kind.fields:
        yield Cell(table, key, field.name, before.get(field.name), after.get(field.name), *sides)
