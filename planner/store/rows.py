# SPDX-License-Identifier: EUPL-1.2
"""Write records into their tables, inside the transaction of whoever calls.

Many rows at once go to the driver as one prepared statement: sqlite-utils looks at every value of
every row, which for ten thousand measures takes longer than writing them.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from sqlite_utils import Database

from planner.domain.changes import ChangeSet
from planner.domain.schema import Record, Schema
from planner.store.codec import RowCodec, Stored

Codecs = Mapping[str, RowCodec]


def codecs_of(schema: Schema) -> Codecs:
    """Return how the records of each kind become rows."""
    return MappingProxyType({name: RowCodec(kind) for name, kind in schema.kinds.items()})


def write_changes(db: Database, codecs: Codecs, changes: ChangeSet) -> None:
    """Bring the tables to where a change set leads."""
    kept: dict[str, list[Record]] = {}
    gone: dict[str, list[str]] = {}
    for change in changes:
        if change.after is None:
            gone.setdefault(change.table, []).append(change.key)
        else:
            kept.setdefault(change.table, []).append(change.after)
    for table, records in kept.items():
        write_records(db, codecs[table], records)
    for table, keys in gone.items():
        db.conn.executemany(f'DELETE FROM "{table}" WHERE id = ?', [[key] for key in keys])  # noqa: S608 - declared names


def write_records(db: Database, codec: RowCodec, records: Iterable[Record]) -> None:
    """Write records of one kind, new or known; a known one keeps its place in the table."""
    names = [f'"{name}"' for name in codec.names]
    sets = ", ".join(f"{name} = excluded.{name}" for name in names[1:]) or "id = id"
    sql = (
        f'INSERT INTO "{codec.kind.name}" ({", ".join(names)}) '  # noqa: S608 - declared names
        f"VALUES ({_marks(names)}) ON CONFLICT (id) DO UPDATE SET {sets}"
    )
    db.conn.executemany(sql, [codec.pack(record) for record in records])


def insert_many(
    db: Database, table: str, columns: Sequence[str], rows: Sequence[Sequence[Stored]]
) -> None:
    """Add rows to a table."""
    names = ", ".join(columns)
    sql = f"INSERT INTO {table} ({names}) VALUES ({_marks(columns)})"  # noqa: S608 - declared names
    db.conn.executemany(sql, rows)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" for _ in columns)
