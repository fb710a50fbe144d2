# SPDX-License-Identifier: EUPL-1.2
"""A fingerprint of everything in a plan file, so that silent changes show.

No check of SQLite's covers what is in a cell: a flipped bit, or an edit by another program, passes
all of them. So a file that is closed keeps the SHA-256 of its rows, and whoever opens it compares.
The first edit takes the digest out again in its own transaction: a file that was not closed has
none, and nothing false is said about it.

The digest is of content, not of bytes: tables by name, rows in their order, columns as they stand
in the file. It outlives `VACUUM`, a copy, and every version of this program.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import attrs
from sqlite_utils import Database

from planner.domain.errors import StoreError

_KEY = "digest"
Rows = Sequence[Sequence[Any]]


@attrs.frozen
class Contents:
    """What was read from a file: its digest now, the one it keeps, and the rows asked for.

    `kept` is `None` in a file that was not closed. `tables` holds columns and rows by table.
    """

    digest: str
    kept: str | None
    tables: Mapping[str, tuple[tuple[str, ...], Rows]]


def read_contents(db: Database, *, keep: Collection[str] = ()) -> Contents:
    """Read every row of a file whose tables are known to be ours, and fingerprint it.

    Raises `StoreError("damaged")` naming the table that cannot be read.
    """
    digest = hashlib.sha256()
    tables = {}
    for name, sql in _declared(db):
        columns, rows = _read(db, name, sql)
        digest.update(_written([name, columns]))
        digest.update(_written(rows))
        if name in keep:
            tables[name] = columns, rows
    return Contents(digest.hexdigest(), kept_digest(db), tables)


def kept_digest(db: Database) -> str | None:
    """Return the digest a file keeps, `None` if it was not closed properly."""
    found = db.execute("SELECT v FROM meta WHERE k = ?", [_KEY]).fetchone()
    return None if found is None else str(found[0])


def seal(db: Database) -> str:
    """Write the digest into a file, inside the transaction of whoever calls; return it."""
    digest = read_contents(db).digest
    db.execute(
        "INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v",
        [_KEY, digest],
    )
    return digest


def unseal(db: Database) -> None:
    """Take the digest out of a file, inside the transaction of the edit that makes it wrong."""
    db.execute("DELETE FROM meta WHERE k = ?", [_KEY])


def check_seal(contents: Contents) -> None:
    """Compare a file with its digest. Raises `StoreError("changed_outside")`."""
    if contents.kept is not None and contents.kept != contents.digest:
        raise StoreError("changed_outside")


def _declared(db: Database) -> list[tuple[str, str]]:
    found = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
        "ESCAPE '\\' ORDER BY name"
    )
    return [(str(name), str(sql)) for name, sql in found]


def _read(db: Database, table: str, sql: str) -> tuple[tuple[str, ...], Rows]:
    order = "1, 2" if sql.endswith("WITHOUT ROWID") else "rowid"
    besides = f" WHERE k <> '{_KEY}'" if table == "meta" else ""
    query = f'SELECT * FROM "{table}"{besides} ORDER BY {order}'  # noqa: S608 - tables known to be ours
    try:
        found = db.execute(query)
        return tuple(column[0] for column in found.description), found.fetchall()
    except sqlite3.OperationalError as error:
        raise StoreError("damaged", table=table, reason=str(error)) from error


def _in_hexadecimal(value: bytes) -> str:
    return value.hex()


_to_json: Callable[[object], str] = json.JSONEncoder(
    separators=(",", ":"), default=_in_hexadecimal
).encode


def _written(value: object) -> bytes:
    """Write plain values one way only; JSON in ASCII reads the same in every version of Python."""
    return _to_json(value).encode("ascii")
