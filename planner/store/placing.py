# SPDX-License-Identifier: EUPL-1.2
"""Put a finished file in its place, all at once.

A file is written beside its target, flushed to the disk and then renamed over it, so that a crash
leaves the old file or the new one and never half of either.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planner.domain.errors import StoreError
from planner.store.connection import connect, is_open_here
from planner.store.header import is_database

SIDECARS = ("-wal", "-shm", "-journal")


@contextmanager
def replacing(target: Path, *, overwrite: bool) -> Iterator[Path]:
    """Give a path to write to; what is there at the end becomes `target`.

    Raises `StoreError("already_exists")`, or `StoreError("in_use")` if what is to be overwritten is
    open elsewhere. If anything fails, `target` is as it was.
    """
    _refuse(target, overwrite=overwrite)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        made = Path(folder, target.name)
        yield made
        _flush(made)
        _refuse(target, overwrite=overwrite)
        # A log left by a crash would be played back into the new file.
        for sidecar in sidecars(target):
            sidecar.unlink(missing_ok=True)
        made.replace(target)
    _flush_folder(target.parent)


def sidecars(path: Path) -> list[Path]:
    """Return where SQLite keeps what is not yet in a file."""
    return [path.with_name(path.name + ending) for ending in SIDECARS]


def _refuse(target: Path, *, overwrite: bool) -> None:
    if not target.exists():
        return
    if not overwrite:
        raise StoreError("already_exists")
    if is_open_here(target):
        raise StoreError("in_use")
    if is_database(target):
        _refuse_in_use(target)


def _refuse_in_use(target: Path) -> None:
    try:
        connect(target).close()
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise StoreError("in_use") from error


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
