# SPDX-License-Identifier: EUPL-1.2
"""What is looked at before a plan file is believed: its pages, its cells, what points where."""

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from sqlite_utils import Database

from planner.domain.errors import StoreError
from planner.domain.plan import Plan, Table
from planner.domain.schema import Kind, Schema
from planner.store.codec import RowCodec
from planner.store.digest import Rows
from planner.store.rows import Codecs

_MOST_REPORTED = 20
_SOON_READ = 16_000_000  # bytes whose indexes are compared in well under 0.1 s
_Held = tuple[tuple[str, ...], Rows]
_NOTHING: Mapping[str, _Held] = MappingProxyType({})


def check_pages(db: Database, *, thorough: bool = False) -> None:
    """Let SQLite look at every page. Raises `StoreError("damaged")`.

    `quick_check` leaves out comparing indexes with tables, which takes seconds in a large file, so
    that is done in a small file or for whoever asks.
    """
    (pages,), (size,) = (
        db.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size")
    )
    check = "integrity_check" if thorough or pages * size <= _SOON_READ else "quick_check"
    found = [row[0] for row in db.execute(f"PRAGMA {check}({_MOST_REPORTED})")]
    if found != ["ok"]:
        raise StoreError("damaged", reason="; ".join(found))


def read_plan(
    db: Database, schema: Schema, codecs: Codecs, known: Mapping[str, _Held] = _NOTHING
) -> Plan:
    """Return the plan in a file, every cell checked against its declaration.

    Tables that are `known` are not read again. Raises `StoreError("damaged")` with table, key and
    field.
    """
    tables = {name: _read_table(db, codec, known.get(name)) for name, codec in codecs.items()}
    return Plan(schema, MappingProxyType(tables))


def _read_table(db: Database, codec: RowCodec, held: _Held | None) -> Table:
    rows = held[1] if held is not None and held[0] == codec.names else _read_rows(db, codec)
    records = codec.unpack(rows)
    if len(records) != len(rows):
        raise StoreError("damaged", table=codec.kind.name, reason="same_key_twice")
    return MappingProxyType(records)


def _read_rows(db: Database, codec: RowCodec) -> Rows:
    columns = ", ".join(f'"{name}"' for name in codec.names)
    table = codec.kind.name
    query = f'SELECT {columns} FROM "{table}" ORDER BY rowid'  # noqa: S608 - names come from declarations
    try:
        return db.execute(query).fetchall()
    except sqlite3.OperationalError as error:
        raise StoreError("damaged", table=table, reason=str(error)) from error


def check_references(plan: Plan) -> None:
    """Look whether everything that is pointed at is there.

    SQLite's own `foreign_key_check` knows nothing of lists of keys and names no field, so this
    looks at all references alike. Raises `StoreError("inconsistent")` with the first of them.
    """
    dangling = [where for kind in plan.schema.kinds.values() for where in _dangling(plan, kind)]
    if dangling:
        raise StoreError(
            "inconsistent", count=len(dangling), references=tuple(dangling[:_MOST_REPORTED])
        )


def _dangling(plan: Plan, kind: Kind) -> list[tuple[str, str, str, str]]:
    found: list[tuple[str, str, str, str]] = []
    rows = plan.table(kind.name)
    for field in kind.references:
        known = plan.table(field.target)
        for key, row in rows.items():
            value = getattr(row, field.name)
            if value is None:
                continue
            pointed = value if isinstance(value, tuple) else (value,)
            found += [(kind.name, key, field.name, t) for t in pointed if t not in known]
    return found
