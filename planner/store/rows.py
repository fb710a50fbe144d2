# SPDX-License-Identifier: EUPL-1.2
"""Write records into their tables, inside the transaction of whoever calls.

Many rows at once go to the driver as one prepared statement: sqlite-utils looks at every value of
every row, which for ten thousand measures takes longer than writing them.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from types import MappingProxyType

from sqlite_utils import Database

from planner.domain.changes import Change, ChangeSet
from planner.domain.schema import Record, Schema
from planner.store.codec import RowCodec, Stored, pack_value

Codecs = Mapping[str, RowCodec]
_MANY_GONE = 30


def codecs_of(schema: Schema) -> Codecs:
    """Return how the records of each kind become rows."""
    return MappingProxyType({name: RowCodec(kind) for name, kind in schema.kinds.items()})


def write_changes(db: Database, codecs: Codecs, changes: ChangeSet) -> None:
    """Bring the tables to where a change set leads."""
    new: dict[str, list[Record]] = {}
    gone: dict[str, list[str]] = {}
    moved: dict[str, list[Change]] = {}
    for change in changes:
        if change.after is None:
            gone.setdefault(change.table, []).append(change.key)
        elif change.before is None:
            new.setdefault(change.table, []).append(change.after)
        else:
            moved.setdefault(change.table, []).append(change)
    for table, records in new.items():
        insert_records(db, codecs[table], records)
    for table, known in moved.items():
        _update(db, codecs[table], known)
    for table, keys in gone.items():
        db.conn.executemany(f'DELETE FROM "{table}" WHERE id = ?', [[key] for key in keys])  # noqa: S608 - declared names


def checked_last(schema: Schema, changes: ChangeSet) -> Set[str]:
    """Return the tables whose references to look at once, at the end, if many records go."""
    gone = [change.table for change in changes if change.after is None]
    if len(gone) < _MANY_GONE:
        return frozenset()
    pointing = {kind.name for table in {*gone} for kind, _field in schema.pointing_at(table)}
    return changes.tables() | pointing


def insert_records(db: Database, codec: RowCodec, records: Iterable[Record]) -> None:
    """Write new records of one kind."""
    names = [f'"{name}"' for name in codec.names]
    rows = [codec.pack(record) for record in records]
    insert_many(db, f'"{codec.kind.name}"', names, rows)


def _update(db: Database, codec: RowCodec, changes: Iterable[Change]) -> None:
    """Write the columns that changed and no others: every index of a column written is written."""
    rows: dict[tuple[str, ...], list[list[Stored]]] = {}
    for change in changes:
        cells = tuple(change.cells())
        values = [pack_value(codec.kind.field(cell.field), cell.new) for cell in cells]
        rows.setdefault(tuple(cell.field for cell in cells), []).append([*values, change.key])
    for names, written in rows.items():
        sets = ", ".join(f'"{name}" = ?' for name in names)
        db.conn.executemany(f'UPDATE "{codec.kind.name}" SET {sets} WHERE id = ?', written)  # noqa: S608 - declared names


def insert_many(
    db: Database, table: str, columns: Sequence[str], rows: Sequence[Sequence[Stored]]
) -> None:
    """Add rows to a table."""
    names = ", ".join(columns)
    sql = f"INSERT INTO {table} ({names}) VALUES ({_marks(columns)})"  # noqa: S608 - declared names
    db.conn.executemany(sql, rows)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" for _ in columns)
