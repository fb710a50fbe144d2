# SPDX-License-Identifier: EUPL-1.2
"""The one connection to a plan file: how it is opened, how it writes, what its errors mean.

sqlite-utils commits by itself where no transaction is open, so every write of ours happens inside
`transaction`. The connection holds an exclusive lock for as long as it lives: one process has a
plan open, and a crash never leaves a stale lock behind.
"""

import errno
import sqlite3
import traceback
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from planner.domain.errors import StoreError

# Files this process has open. Reading one of them in any other way would give up its lock.
_open_here: set[tuple[int, int]] = set()
_LONGEST_CELL = 10_000_000
_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_BUSY: "in_use",
    sqlite3.SQLITE_LOCKED: "in_use",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "unreadable",
    sqlite3.SQLITE_PERM: "unreadable",
    sqlite3.SQLITE_AUTH: "unreadable",
}


_WRITING = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_DELETE,
    }
)


def connect(path: Path, *, read_only: bool = False) -> Database:
    """Open a connection that trusts nothing the file declares, and take the lock.

    Raises `sqlite3.Error`; `SQLITE_BUSY` at once if another process has the file open.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=0,
        check_same_thread=False,  # opened beside the window and used in it; never at the same time
    )
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
    db = _wrapped(connection)
    try:
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "foreign_keys = ON",
            "locking_mode = EXCLUSIVE",
        ):
            db.execute(f"PRAGMA {pragma}")
        db.execute("BEGIN" if read_only else "BEGIN EXCLUSIVE")
        db.rollback()
    except BaseException:
        db.close()
        raise
    return db


def in_memory(db: Database) -> Database:
    """Move to a copy of a file in memory, for what cannot be written where it lies."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.conn.backup(connection)
    db.close()
    return _wrapped(connection)


def _wrapped(connection: sqlite3.Connection) -> Database:
    return Database(connection, recursive_triggers=False, execute_plugins=False, strict=True)


@contextmanager
def transaction(db: Database, *, checking_last: Collection[str] = ()) -> Iterator[None]:
    """Commit everything inside, or nothing of it.

    With each row that goes, SQLite reads every table that might refer to it. The references of the
    tables to be checked last are looked at once instead, before the commit; then those are all that
    could have been broken. Raises `sqlite3.IntegrityError`.
    """
    if checking_last:
        db.execute("PRAGMA foreign_keys = OFF")  # has no effect inside
    try:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            for table in checking_last:
                _check_references(db, table)
            db.commit()
        except BaseException:
            db.rollback()
            raise
    finally:
        if checking_last:
            db.execute("PRAGMA foreign_keys = ON")


def _check_references(db: Database, table: str) -> None:
    broken = db.execute(f'PRAGMA foreign_key_check("{table}")').fetchone()
    if broken is not None:
        raise sqlite3.IntegrityError(f"{table} refers to what is not there")


def _code_of(error: Exception, *, otherwise: str) -> str:
    """Return the code that says what an error of SQLite means for a user."""
    extended = getattr(error, "sqlite_errorcode", None)
    if extended is None:
        return otherwise
    if extended in _WRITING:
        return "write_failed"
    if extended & 0xFF == sqlite3.SQLITE_IOERR:
        return _unless_writing(otherwise)
    return _CODES.get(extended & 0xFF, otherwise)


@contextmanager
def refusing(path: Path, *, otherwise: str) -> Iterator[None]:
    """Raise every fault of the file as `StoreError` with its path."""
    try:
        yield
    except StoreError as error:
        _let_go(error)
        error.facts.setdefault("path", str(path))
        raise
    # A text SQLite cannot hold, and a message of its own that quotes damaged bytes, are no
    # `sqlite3.Error`.
    except (sqlite3.Error, UnicodeError, OverflowError) as error:
        _let_go(error)
        code = _code_of(error, otherwise=otherwise)
        raise StoreError(code, path=str(path), reason=str(error)) from error
    except OSError as error:
        code = _code_of_system(error, otherwise=otherwise)
        raise StoreError(code, path=str(path), reason=error.strerror) from error


def _let_go(error: BaseException) -> None:
    """Clear the frames an error came through, and with them the cursors in their variables.

    A statement that was not finished keeps a closed connection alive, and its lock; whoever keeps
    the error, to ask what to do about it, would find the file in use by nobody but himself.
    """
    while True:
        traceback.clear_frames(error.__traceback__)
        if error.__context__ is None:
            return
        error = error.__context__


def _code_of_system(error: OSError, *, otherwise: str) -> str:
    if error.errno == errno.ENOSPC:
        return "disk_full"
    return _unless_writing(otherwise)


def _unless_writing(otherwise: str) -> str:
    """Return what it means that the system failed: the medium could not be read, or not written."""
    return "unreadable" if otherwise == "damaged" else otherwise


def is_open_here(path: Path) -> bool:
    """Tell whether this process has a file open, by whatever name."""
    return path.exists() and _identity(path) in _open_here


def remember_open(path: Path) -> Callable[[], None]:
    """Note that this process has a file open; returns how to forget it."""
    identity = _identity(path)
    _open_here.add(identity)
    return lambda: _open_here.discard(identity)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
