# SPDX-License-Identifier: EUPL-1.2
"""The plan file: what a session stores into, and what it finds again after a crash.

One file, one process, one connection, used by one thread at a time. While open it is in WAL mode
with full synchronisation: an edit that was acknowledged survives a kill and a power cut. At rest it
is a single file in rollback mode, fit to be mailed or read from a folder that cannot be written.
"""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any

import attrs
from sqlite_utils import Database

from planner.domain.changes import Cell, ChangeSet, Whole, applied
from planner.domain.errors import StoreError
from planner.domain.history import EMPTY_LOG, Log, Step, Unit, steps_until
from planner.domain.ids import new_id
from planner.domain.lineage import NumberedStep
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Schema
from planner.garbage import uncollected
from planner.store import journal, lines
from planner.store.connection import (
    connect,
    in_memory,
    is_open_here,
    refusing,
    remember_open,
    transaction,
)
from planner.store.digest import check_seal, kept_digest, read_contents, seal, unseal
from planner.store.header import check_header
from planner.store.inspection import check_pages, check_references, read_plan
from planner.store.placing import replacing, sidecars
from planner.store.rows import Codecs, checked_last, codecs_of, insert_records, write_changes
from planner.store.schema import (
    APPLICATION_ID,
    complete,
    grow,
    outgrown,
    version_of,
)

BeforeGrowing = Callable[[Path, Database], None]
_Entry = tuple[Mapping[str, Any], Sequence[Sequence[Any]]]


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
        self._lock = RLock()
        self._forget = forget
        self._codecs = codecs_of(plan.schema)
        self._seq = journal.last_seq(db)
        self._lines = lines.Lines()
        self._now = plan
        self._sealed = kept_digest(db) is not None

    @classmethod
    def create(
        cls, path: Path, plan: Plan, *, overwrite: bool = False, log: Log = EMPTY_LOG
    ) -> None:
        """Write a plan into a new file, with the journal of the scenarios it comes with.

        Raises `StoreError` with the code `already_exists`, `in_use` or the reason of a failed
        write; a file that was there is then as it was.
        """
        with refusing(path, otherwise="write_failed"), replacing(path, overwrite=overwrite) as made:
            _write_new(made, plan, log)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        schema: Schema = SCHEMA,
        for_reading: bool = False,
        believing: bool = False,
        before_growing: BeforeGrowing | None = None,
    ) -> "PlanFile":
        """Open a plan file and keep others out.

        `for_reading` writes nothing, whatever happens; `believing` takes a file that was changed
        outside the program as it is; `before_growing` is called with the connection before an
        older file is completed. Raises `StoreError`: `missing_file`, `unreadable`, `empty_file`,
        `not_a_plan`, `other_program`, `newer_version`, `damaged`, `altered`, `inconsistent`,
        `changed_outside`, `in_use` or `left_open`. The file is then as it was, byte for byte.
        """
        with refusing(path, otherwise="damaged"):
            if is_open_here(path):
                raise StoreError("in_use")
            check_header(path, application_id=APPLICATION_ID, newest=version_of(schema))
            read_only = for_reading or not _is_writable(path)
            if read_only and any(file.exists() for file in sidecars(path)):
                raise StoreError("left_open")
            return cls._open(
                path,
                schema,
                read_only=read_only,
                believing=believing,
                before_growing=before_growing,
            )

    @classmethod
    def _open(
        cls,
        path: Path,
        schema: Schema,
        *,
        read_only: bool,
        believing: bool,
        before_growing: BeforeGrowing | None,
    ) -> "PlanFile":
        db = connect(path, read_only=read_only)
        forget = remember_open(path)
        try:
            # Not from the bytes: a crash may have left the next version there, to be rolled back.
            (version,) = db.execute("PRAGMA user_version").fetchone()
            growing = outgrown(db, schema, older=version < version_of(schema))
            check_pages(db)
            contents = read_contents(db, keep=() if growing else schema.kinds)
            if growing and read_only:
                db = in_memory(db)
            elif growing and before_growing is not None:
                before_growing(path, db)
            with _grown(db, schema, growing):
                plan = read_plan(db, schema, codecs_of(schema), contents.tables)
                check_references(plan)
                journal.last_seq(db)
                if not believing:
                    check_seal(contents)
            file = cls(path, db, plan, read_only=read_only, forget=forget)
            file._sealed = file._sealed and contents.kept == contents.digest
            if not read_only:
                _start_writing(db)
        except BaseException:
            db.close()
            forget()
            raise
        return file

    @property
    def plan_id(self) -> str:
        """Return what all copies of one plan have in common."""
        return plan_id_in(self._connection)

    @property
    def revision(self) -> int:
        """Return the number of the last step in the journal; it grows with every edit."""
        return self._seq

    def digest(self) -> str | None:
        """Return the digest the file keeps, `None` once it has been edited."""
        return kept_digest(self._connection) if self._sealed else None

    def append(self, step: Step, changes: ChangeSet, *, brought: Log = EMPTY_LOG) -> None:
        """Write rows and journal entry in one transaction.

        What a merge `brought` from another copy becomes part of the journal before it, and only
        of the journal. The tables hold the plan at the root, so a step of a scenario leaves them
        alone. Raises `StoreError` with the code `disk_full`, `read_only` or `write_failed`; file
        and memory are then as they were.
        """
        if self.read_only:
            raise StoreError("read_only", path=str(self.path))
        with self._alone(otherwise="write_failed"):
            self._append(step, changes, brought)

    def _append(self, step: Step, changes: ChangeSet, brought: Log) -> None:
        with uncollected():
            entries = list(self._entries(step, changes, brought))
        last = () if step.scenario else checked_last(self.plan.schema, changes)
        with transaction(self._connection, checking_last=last):
            unseal(self._connection)
            if not step.scenario:
                write_changes(self._connection, self._codecs, changes)
            for entry, cells in entries:
                journal.write(self._connection, entry, cells)
        self._seq += len(entries)
        self._lines.add(attrs.evolve(foreign, line=step.id) for foreign in brought.steps)
        self._lines.add([step])
        if not step.scenario:
            self._now = applied(self._now, changes)
        self._sealed = False

    def _entries(self, step: Step, changes: ChangeSet, brought: Log) -> Iterator[_Entry]:
        """Yield the rows of the journal that one edit adds."""
        seq = self._seq
        for seq, foreign in enumerate(brought.steps, seq + 1):  # noqa: B020 - numbers go on from the last
            cells = journal.brought_rows(seq, brought.cells.get(foreign.id, ()), self._codecs)
            yield journal.step_row(seq, attrs.evolve(foreign, line=step.id)), cells
        yield journal.step_row(seq + 1, step), journal.cell_rows(seq + 1, changes, self._codecs)

    def steps(self) -> Sequence[Step]:
        """Return what was done to the plan at the root, oldest first."""
        with self._alone(otherwise="damaged"):
            return self._journal.made_in(lines.ROOT)

    def log(self) -> Log:
        """Return the whole journal: every scenario, and what merges brought."""
        with self._alone(otherwise="damaged"):
            return journal.read_log(self._connection, self.plan.schema)

    def cells(self, steps: Sequence[str]) -> list[Cell]:
        """Return what these steps wrote, oldest first."""
        with self._alone(otherwise="damaged"):
            return journal.read_cells(self._connection, self.plan.schema, steps)

    def cells_by_step(self, steps: Sequence[str]) -> Mapping[str, tuple[Cell, ...]]:
        """Return what each of these steps wrote."""
        with self._alone(otherwise="damaged"):
            return lines.read_cells_by_step(
                self._connection, self.plan.schema, self._journal, steps
            )

    def cell_history(self, table: str, key: str, field: str) -> Sequence[tuple[Step, Cell]]:
        """Return what was written into one cell and by which step, oldest first."""
        return self.trail({lines.ROOT: self._seq}, (table, key, field))

    def as_of(self, point: int | str) -> Plan:
        """Return the plan as it was after step number `point`, or at a time in ISO 8601.

        A time without a zone is UTC, a date means the end of that day; 0 is the plan before its
        first edit. Raises `StoreError("not_a_time")`.
        """
        with self._alone(otherwise="damaged"):
            number = point if isinstance(point, int) else steps_until(self.steps(), point)
            return self.root_at(self._journal.seq_at_root(number))

    def root_at(self, seq: int) -> Plan:
        """Return the plan at the root as it was after the step numbered `seq` in the journal."""
        with self._alone(otherwise="damaged"):
            return lines.read_root_at(self._connection, self._now, seq)

    @property
    def last_seq(self) -> int:
        """Return the number of the latest step, of whatever scenario."""
        return self._seq

    @property
    def last_step(self) -> str:
        """Return the id of the latest step, of whatever scenario; empty before the first."""
        with self._alone(otherwise="damaged"):
            return self._journal.last()

    def position(self, step: str) -> int:
        """Return the number of a step, 0 for none; one that a merge brought counts as the merge.

        Raises `StoreError("unknown_step")`.
        """
        with self._alone(otherwise="damaged"):
            return self._journal.position(step)

    def steps_until(self, until: Mapping[str, int]) -> list[tuple[int, Step]]:
        """Return the steps of scenarios up to a number each, in the order of the journal."""
        with self._alone(otherwise="damaged"):
            return self._journal.until(until)

    def lineage(self, until: Mapping[str, int]) -> tuple[list[NumberedStep], lines.RootPast]:
        """Return the steps of scenarios with what they wrote, and what the root held meanwhile."""
        with self._alone(otherwise="damaged"):
            return lines.read_lineage(self._connection, self.plan.schema, self._journal, until)

    def trail(
        self, until: Mapping[str, int], cell: tuple[str, str, str]
    ) -> Sequence[tuple[Step, Cell]]:
        """Return what scenarios wrote into one cell, up to a number each, oldest first."""
        with self._alone(otherwise="damaged"):
            return lines.read_trail(self._connection, self.plan.schema, self._journal, until, cell)

    def taking_back(self, unit: Unit) -> Sequence[Cell | Whole]:
        """Return what undoes a unit: its inverse, last first."""
        with self._alone(otherwise="damaged"):
            return journal.read_taking_back(self._connection, self.plan.schema, unit.steps)

    def write_into(self, made: Path) -> str:
        """Write plan and history into a new file; return the digest of what was written.

        Raises `StoreError` with the reason of a failed write.
        """
        with self._lock, refusing(made, otherwise="write_failed"):
            return write_copy(self._connection, made)

    def save_copy(self, path: Path, *, overwrite: bool = False) -> None:
        """Write the plan with its history into another file.

        Raises `StoreError` with the code `already_exists`, `in_use` or the reason of a failed
        write.
        """
        with (
            self._lock,
            refusing(path, otherwise="write_failed"),
            replacing(path, overwrite=overwrite) as made,
        ):
            write_copy(self._connection, made)

    def close(self) -> None:
        """Bring the file to rest: one file, in rollback mode, with the digest of its content.

        Closing twice is allowed. Raises `StoreError("damaged")` if it cannot be read any more.
        """
        with self._lock:
            if self._db is None:
                return
            db, self._db = self._db, None
            try:
                if not self.read_only:
                    with refusing(self.path, otherwise="damaged"):
                        _come_to_rest(db, sealed=self._sealed)
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

    @contextmanager
    def _alone(self, *, otherwise: str) -> Iterator[None]:
        """Use the connection while no other thread does; every fault becomes a `StoreError`."""
        with self._lock, refusing(self.path, otherwise=otherwise):
            yield

    @property
    def _journal(self) -> lines.Lines:
        return self._lines.of(self._connection)

    @property
    def _connection(self) -> Database:
        if self._db is None:
            raise ValueError("the plan file is closed")
        return self._db


def _write_new(path: Path, plan: Plan, log: Log) -> None:
    path.touch()
    db = connect(path)
    try:
        with transaction(db):
            complete(db, plan.schema)
            db.table("meta").insert({"k": "plan", "v": new_id()})
            for name, codec in codecs_of(plan.schema).items():
                insert_records(db, codec, plan.table(name).values())
            _write_log(db, codecs_of(plan.schema), log)
            seal(db)
    finally:
        db.close()


def _write_log(db: Database, codecs: Codecs, log: Log) -> None:
    for seq, step in enumerate(log.steps, 1):
        cells = journal.brought_rows(seq, log.cells.get(step.id, ()), codecs)
        journal.write(db, journal.step_row(seq, step), cells)


def digest_at(path: Path) -> str | None:
    """Return the digest a file at rest keeps, `None` if it was not closed. Raises `StoreError`."""
    return identity_at(path)[1]


def identity_at(path: Path) -> tuple[str, str | None]:
    """Return which plan a file at rest holds, and its digest; nothing else in it is looked at.

    Raises `StoreError`.
    """
    with refusing(path, otherwise="damaged"):
        if is_open_here(path):
            raise StoreError("in_use")
        check_header(path, application_id=APPLICATION_ID, newest=sys.maxsize)
        db = connect(path, read_only=True)
        try:
            left_open = any(file.exists() for file in sidecars(path))
            return plan_id_in(db), None if left_open else kept_digest(db)
        finally:
            db.close()


def plan_id_in(db: Database) -> str:
    """Return what all copies of one plan have in common, empty if the file does not say."""
    found = db.execute("SELECT v FROM meta WHERE k = 'plan'").fetchone()
    return "" if found is None else str(found[0])


def write_copy(db: Database, made: Path) -> str:
    """Write everything in an open file into a new one; return the digest of what was written."""
    db.execute("VACUUM INTO ?", [str(made)])
    copy = connect(made)
    try:
        with transaction(copy):
            return seal(copy)
    finally:
        copy.close()


@contextmanager
def _grown(db: Database, schema: Schema, kinds: tuple[str, ...]) -> Iterator[None]:
    """Complete the tables of an older file, unless what is read then turns out to be bad."""
    if not kinds:
        yield
        return
    db.execute("PRAGMA foreign_keys = OFF")
    with transaction(db):
        grow(db, schema, kinds)
        unseal(db)
        yield
    db.execute("PRAGMA foreign_keys = ON")


def _start_writing(db: Database) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    # The log is opened, and locked, by the first transaction that uses it.
    with transaction(db):
        pass


def _come_to_rest(db: Database, *, sealed: bool) -> None:
    try:
        if not sealed:
            with transaction(db):
                seal(db)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        # With a full disk, or where the folder was renamed or unplugged meanwhile, the log stays
        # beside the file, and the next open brings it home.
        is_moved = error.sqlite_errorcode == sqlite3.SQLITE_READONLY_DBMOVED
        is_full = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
        if not is_moved and not is_full:
            raise


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
