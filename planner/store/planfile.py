# SPDX-License-Identifier: EUPL-1.2
"""The plan file: what a session stores into, and what it finds again after a crash.

One file, one process, one connection. While open it is in WAL mode with full synchronisation: an
edit that was acknowledged survives a kill and a power cut. At rest it is a single file in rollback
mode, fit to be mailed or read from a folder that cannot be written.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from planner.domain.changes import Cell, ChangeSet, Draft, invert, replay
from planner.domain.errors import StoreError
from planner.domain.history import Step, steps_until
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Schema
from planner.store import journal
from planner.store.connection import (
    connect,
    in_memory,
    is_open_here,
    refusing,
    remember_open,
    transaction,
)
from planner.store.header import check_header
from planner.store.inspection import check_pages, check_references, read_plan
from planner.store.placing import replacing, sidecars
from planner.store.rows import codecs_of, write_changes, write_records
from planner.store.schema import (
    APPLICATION_ID,
    complete,
    grow,
    outgrown,
    version_of,
)


class PlanFile:
    """A plan on disk; the `Store` of a session.

    `plan` is the plan as it was when the file was opened. `read_only` is True where neither file
    nor folder lets anyone write; `append` then raises.
    """

    def __init__(
        self, path: Path, db: Database, plan: Plan, *, read_only: bool, forget: Callable[[], None]
    ) -> None:
        self.path = path
        self.plan = plan
        self.read_only = read_only
        self._db: Database | None = db
        self._forget = forget
        self._codecs = codecs_of(plan.schema)
        self._seq = journal.last_seq(db)

    @classmethod
    def create(cls, path: Path, plan: Plan, *, overwrite: bool = False) -> None:
        """Write a plan into a new file.

        Raises `StoreError` with the code `already_exists`, `in_use` or the reason of a failed
        write; a file that was there is then as it was.
        """
        with refusing(path, otherwise="write_failed"), replacing(path, overwrite=overwrite) as made:
            _write_new(made, plan)

    @classmethod
    def open(cls, path: Path, *, schema: Schema = SCHEMA) -> "PlanFile":
        """Open a plan file and keep others out.

        Raises `StoreError`: `missing_file`, `unreadable`, `empty_file`, `not_a_plan`,
        `other_program`, `newer_version`, `damaged`, `altered`, `inconsistent`, `in_use` or
        `left_open`. The file is then as it was, byte for byte.
        """
        with refusing(path, otherwise="damaged"):
            if is_open_here(path):
                raise StoreError("in_use")
            version = check_header(path, application_id=APPLICATION_ID, newest=version_of(schema))
            read_only = not _is_writable(path)
            if read_only and any(file.exists() for file in sidecars(path)):
                raise StoreError("left_open")
            return cls._open(path, schema, older=version < version_of(schema), read_only=read_only)

    @classmethod
    def _open(cls, path: Path, schema: Schema, *, older: bool, read_only: bool) -> "PlanFile":
        db = connect(path, read_only=read_only)
        forget = remember_open(path)
        try:
            growing = outgrown(db, schema, older=older)
            check_pages(db)
            if growing and read_only:
                db = in_memory(db)
            with _grown(db, schema, growing):
                plan = read_plan(db, schema, codecs_of(schema))
                check_references(plan)
            file = cls(path, db, plan, read_only=read_only, forget=forget)
            if not read_only:
                _start_writing(db)
        except BaseException:
            db.close()
            forget()
            raise
        return file

    def append(self, step: Step, changes: ChangeSet) -> None:
        """Write rows and journal entry in one transaction.

        Raises `StoreError` with the code `disk_full`, `read_only` or `write_failed`; file and
        memory are then as they were.
        """
        if self.read_only:
            raise StoreError("read_only", path=str(self.path))
        seq = self._seq + 1
        entry = journal.step_row(seq, step)
        cells = journal.cell_rows(seq, changes, self._codecs)
        with refusing(self.path, otherwise="write_failed"), transaction(self._connection):
            write_changes(self._connection, self._codecs, changes)
            journal.write(self._connection, entry, cells)
        self._seq = seq

    def steps(self) -> Sequence[Step]:
        """Return the journal, oldest first."""
        with refusing(self.path, otherwise="damaged"):
            return journal.read_steps(self._connection)

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        """Return what these steps wrote, oldest first."""
        with refusing(self.path, otherwise="damaged"):
            return journal.read_cells(self._connection, self.plan.schema, steps)

    def cell_history(self, table: str, key: str, field: str) -> Sequence[tuple[Step, Cell]]:
        """Return what was written into one cell and by which step, oldest first."""
        with refusing(self.path, otherwise="damaged"):
            return journal.read_cell_history(self._connection, self.plan.schema, table, key, field)

    def as_of(self, point: int | str) -> Plan:
        """Return the plan as it was after step number `point`, or at a time in ISO 8601.

        A time without a zone is UTC, a date means the end of that day; 0 is the plan before its
        first edit. Raises `StoreError("not_a_time")`.
        """
        schema = self.plan.schema
        with refusing(self.path, otherwise="damaged"):
            seq = point if isinstance(point, int) else self._step_at(point)
            cells = journal.read_cells_after(self._connection, schema, seq)
            draft = Draft(read_plan(self._connection, schema, self._codecs))
        replay(draft, invert(cells))
        plan, _changes = draft.seal()
        return plan

    def _step_at(self, moment: str) -> int:
        return steps_until(journal.read_steps(self._connection), moment)

    def save_copy(self, path: Path, *, overwrite: bool = False) -> None:
        """Write the plan with its history into another file.

        Raises `StoreError` with the code `already_exists`, `in_use` or the reason of a failed
        write.
        """
        with refusing(path, otherwise="write_failed"), replacing(path, overwrite=overwrite) as made:
            self._connection.execute("VACUUM INTO ?", [str(made)])

    def close(self) -> None:
        """Bring the file to rest: one file, in rollback mode. Closing twice is allowed."""
        if self._db is None:
            return
        db, self._db = self._db, None
        try:
            if not self.read_only:
                _come_to_rest(db)
        finally:
            db.close()
            self._forget()

    def __enter__(self) -> "PlanFile":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def _connection(self) -> Database:
        if self._db is None:
            raise ValueError("the plan file is closed")
        return self._db


def _write_new(path: Path, plan: Plan) -> None:
    path.touch()
    db = connect(path)
    try:
        with transaction(db):
            complete(db, plan.schema)
            db.table("meta").insert({"k": "plan", "v": new_id()})
            for name, codec in codecs_of(plan.schema).items():
                write_records(db, codec, plan.table(name).values())
    finally:
        db.close()


@contextmanager
def _grown(db: Database, schema: Schema, kinds: tuple[str, ...]) -> Iterator[None]:
    """Complete the tables of an older file, unless what is read then turns out to be bad."""
    if not kinds:
        yield
        return
    db.execute("PRAGMA foreign_keys = OFF")
    with transaction(db):
        grow(db, schema, kinds)
        yield
    db.execute("PRAGMA foreign_keys = ON")


def _start_writing(db: Database) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    # The log is opened, and locked, by the first transaction that uses it.
    with transaction(db):
        pass


def _come_to_rest(db: Database) -> None:
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        # With a full disk the log stays beside the file, and the next open brings it home.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
