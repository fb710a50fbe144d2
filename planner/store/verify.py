# SPDX-License-Identifier: EUPL-1.2
"""Look through a plan file from the first byte to the last step, and say what is wrong with it.

Opening a file looks at what must be right before anyone edits it. This looks at everything, takes
its time, and goes through the history as well: step by step, every value must have been what the
journal says it was, up to the plan as it stands. The file is copied first and only the copy is
opened, so a plan that is damaged, or open elsewhere, is never touched.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path

import attrs

from planner.domain.changes import Cell
from planner.domain.errors import StoreError
from planner.domain.history import Log, Step
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Scalar, Schema
from planner.store.connection import connect, is_open_here, refusing
from planner.store.copying import copy_as_it_is
from planner.store.digest import Contents, check_seal, read_contents
from planner.store.header import check_header
from planner.store.inspection import check_pages
from planner.store.placing import sidecars
from planner.store.planfile import PlanFile
from planner.store.schema import APPLICATION_ID, outgrown, version_of

Where = tuple[str, str]
Side = tuple[str, str, bool, bool]
Values = Mapping[str, Scalar]


class Part(StrEnum):
    """What is looked at, in this order; what comes later rests on what came before."""

    HEADER = "header"
    TABLES = "tables"
    PAGES = "pages"
    CELLS = "cells"
    REFERENCES = "references"
    DIGEST = "digest"
    JOURNAL = "journal"
    REPLAY = "replay"


@attrs.frozen
class Report:
    """What was found right, in order, and what was wrong; `None` if nothing was.

    `is_sealed` is False if the file was not closed, so that there is no digest to compare with.
    """

    path: Path
    right: tuple[Part, ...]
    wrong: Part | None = None
    error: StoreError | None = None
    is_sealed: bool = True
    digest: str = ""
    steps: int = 0
    records: int = 0

    @property
    def can_be_opened(self) -> bool:
        """Tell whether the file opens all the same; a history that leads elsewhere lets it."""
        return self.wrong in (None, Part.REPLAY)


@attrs.define
class _Found:
    """What a look through a file has brought to light so far."""

    right: list[Part] = attrs.field(factory=list)
    contents: Contents | None = None
    steps: int = 0
    records: int = 0


def verify(path: Path, *, schema: Schema = SCHEMA) -> Report:
    """Look through a plan file without writing to it, whoever has it open.

    Raises `StoreError("in_use")` if that is this process, and `busy` if it never held still.
    """
    with tempfile.TemporaryDirectory() as folder, refusing(path, otherwise="damaged"):
        if is_open_here(path):
            raise StoreError("in_use")
        try:
            check_header(path, application_id=APPLICATION_ID, newest=version_of(schema))
        except StoreError as error:
            error.facts.setdefault("path", str(path))
            return Report(path, (), Part.HEADER, error, is_sealed=False)
        copy = Path(folder, "copy.aifp")
        copy_as_it_is(path, copy)
        return attrs.evolve(_named(examine(copy, schema=schema), path), path=path)


def examine(path: Path, *, schema: Schema = SCHEMA) -> Report:
    """Look through a file that nobody else uses, such as a copy; its log is played back."""
    found = _Found()
    wrong: StoreError | None = None
    try:
        with refusing(path, otherwise="damaged"):
            for part in _looks(path, schema, found):
                found.right.append(part)
    except StoreError as error:
        wrong = error
    return Report(
        path,
        tuple(found.right),
        None if wrong is None else _part_of(wrong, found.right),
        wrong,
        is_sealed=found.contents is not None and found.contents.kept is not None,
        digest="" if found.contents is None else found.contents.digest,
        steps=found.steps,
        records=found.records,
    )


def _looks(path: Path, schema: Schema, found: _Found) -> Iterator[Part]:
    """Yield each part once it was found right."""
    check_header(path, application_id=APPLICATION_ID, newest=version_of(schema))
    yield Part.HEADER
    db = connect(path)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        outgrown(db, schema, older=version < version_of(schema))
        yield Part.TABLES
        check_pages(db, thorough=True)
        yield Part.PAGES
        found.contents = read_contents(db)
        db.execute("PRAGMA journal_mode = DELETE")
    finally:
        db.close()
    for played_back in sidecars(path):  # an empty journal is nothing SQLite would tidy up
        played_back.unlink(missing_ok=True)
    with PlanFile.open(path, schema=schema, for_reading=True, believing=True) as file:
        found.records = sum(len(table) for table in file.plan.tables.values())
        yield Part.CELLS
        yield Part.REFERENCES
        check_seal(found.contents)
        yield Part.DIGEST
        log = file.log()
        found.steps = len(log.steps)
        yield Part.JOURNAL
        check_replay(file.plan, log)
        yield Part.REPLAY


def check_replay(plan: Plan, log: Log) -> None:
    """Play the history of a plan back from what it holds to its beginning.

    Raises `StoreError("history_broken")` naming the record that was not what the journal says.
    """
    steps = [step for step in log.steps if _is_of_the_root(step)]
    cells = [cell for step in steps for cell in log.cells.get(step.id, ())]
    current: dict[Where, Values | None] = {}
    for record in _by_record(reversed(cells)):
        _play_back(current, plan, record)


def _is_of_the_root(step: Step) -> bool:
    """Tell whether a step was made here and to the plan that is in the tables."""
    return not step.scenario and not step.line


def _by_record(cells: Iterable[Cell]) -> Iterator[list[Cell]]:
    """Yield cells in their order; those of a record that came or went together."""
    group: dict[str, Cell] = {}
    side: Side | None = None
    for cell in cells:
        here = (cell.table, cell.key, cell.existed, cell.exists)
        if here != side or cell.field in group:
            if group:
                yield list(group.values())
            group, side = {}, here
        group[cell.field] = cell
    if group:
        yield list(group.values())


def _play_back(current: dict[Where, Values | None], plan: Plan, cells: list[Cell]) -> None:
    first = cells[0]
    where = first.table, first.key
    values = current[where] if where in current else _values(plan, *where)
    known = values or {}
    is_there = values is not None
    if is_there != first.exists or (is_there and any(known.get(c.field) != c.new for c in cells)):
        raise StoreError("history_broken", table=first.table, key=first.key)
    written = {cell.field: cell.old for cell in cells}
    current[where] = {**known, **written} if first.existed else None


def _values(plan: Plan, table: str, key: str) -> Values | None:
    record = plan.table(table).get(key)
    if record is None:
        return None
    return {field.name: getattr(record, field.name) for field in record.KIND.fields}


def _part_of(error: StoreError, right: list[Part]) -> Part:
    """Return which part an error is about; the first not found right, but for the last few."""
    about_journal = error.facts.get("table") in ("step", "cell")
    if about_journal and Part.PAGES in right:
        return Part.JOURNAL
    if error.code == "inconsistent":
        return Part.REFERENCES
    return next(part for part in Part if part not in right)


def _named(report: Report, path: Path) -> Report:
    """Let an error name the file that was asked about, not the copy of it."""
    if report.error is not None:
        report.error.facts["path"] = str(path)
    return report
