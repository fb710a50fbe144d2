# SPDX-License-Identifier: EUPL-1.2
"""What is looked at before a plan file is believed: its pages, its cells, what points where."""

import sqlite3
from types import MappingProxyType

from sqlite_utils import Database

from planner.domain.errors import StoreError
from planner.domain.plan import Plan, Table
from planner.domain.schema import Kind, Schema
from planner.store.codec import RowCodec
from planner.store.rows import Codecs

_MOST_REPORTED = 20


def check_pages(db: Database) -> None:
    """Let SQLite look at every page. Raises `StoreError("damaged")`.

    `quick_check` leaves out what takes minutes for a large file: comparing indexes with tables.
    """
    found = [row[0] for row in db.execute("PRAGMA quick_check(20)")]
    if found != ["ok"]:
        raise StoreError("damaged", reason="; ".join(found[:_MOST_REPORTED]))


def read_plan(db: Database, schema: Schema, codecs: Codecs) -> Plan:
    """Return the plan in a file, every cell checked against its declaration.

    Raises `StoreError("damaged")` with table, key and field.
    """
    tables = {name: _read_table(db, codec) for name, codec in codecs.items()}
    return Plan(schema, MappingProxyType(tables))


def _read_table(db: Database, codec: RowCodec) -> Table:
    columns = ", ".join(f'"{name}"' for name in codec.names)
    table = codec.kind.name
    query = f'SELECT {columns} FROM "{table}" ORDER BY rowid'  # noqa: S608 - names come from declarations
    try:
        rows = db.execute(query).fetchall()
    except sqlite3.OperationalError as error:
        raise StoreError("damaged", table=table, reason=str(error)) from error
    records = codec.unpack(rows)
    if len(records) != len(rows):
        raise StoreError("damaged", table=table, reason="same_key_twice")
    return MappingProxyType(records)


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
