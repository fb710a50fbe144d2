# SPDX-License-Identifier: EUPL-1.2
"""One saved edit through the store, against the same rows written with sqlite-utils alone.

All keep WAL, full synchronisation and the exclusive lock, and take turns, so that a busy disk is
busy for all. The store also writes the journal: who, when, why, and the cell before and after;
sqlite-utils is timed without such rows and with them.
"""

import itertools
import sqlite3
import tempfile
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from benchmarks.figures import report, row, timed
from benchmarks.plans import FIRST_MONTH, MONTHS, plan_file
from planner.domain.changes import ChangeSet, Draft
from planner.domain.commands import Move
from planner.domain.history import Step, StepKind
from planner.domain.months import format_month
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.schema import evolved
from planner.store.planfile import PlanFile

MEASURES = 10_000
EDITS = 500
BATCHES = 3
_AT = "2026-01-01T00:00:00.000+00:00"


def main() -> None:
    """Time single edits, and a batch that touches every measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = plan_file(Path(folder), MEASURES)
        with PlanFile.open(path) as file:
            plain = _plain_copy(file, Path(folder, "plain.aifp"))
            journaled = _plain_copy(file, Path(folder, "journaled.aifp"))
            times = _edits(file, plain, journaled)
            batches = [timed(partial(file.append, _step("batch"), c)) for c in _batches(file)]
            plain.close()
            journaled.close()
    ours, alone, with_journal = times
    rows = [
        row("one saved edit, with its journal", ours, against=("sqlite-utils, one row", alone)),
        row(
            "the same edit, with its journal",
            ours,
            against=("sqlite-utils, row and journal", with_journal),
        ),
        row("sqlite-utils updating one row", alone),
        row("sqlite-utils updating one row and writing a journal", with_journal),
        row(f"a batch that touches all {MEASURES} measures", batches),
    ]
    report(rows, measures=MEASURES)


def _edits(
    file: PlanFile, plain: Database, journaled: Database
) -> tuple[list[float], list[float], list[float]]:
    ours, alone, with_journal = [], [], []
    plan = file.plan
    for number in range(EDITS):
        key = f"m{number * 7919 % MEASURES:05d}"
        start = _other_month(plan.get(Measure, key).start)
        plan, changes = _moved(plan, key, start)
        ours.append(timed(partial(file.append, _step("move"), changes)))
        month = format_month(start)
        alone.append(timed(partial(_update, plain, key, month)))
        logged = partial(_update_and_log, journaled, key, month, number + 1)
        with_journal.append(timed(logged))
    return ours, alone, with_journal


def _other_month(start: int) -> int:
    return FIRST_MONTH + (start - FIRST_MONTH + 1) % MONTHS


def _moved(plan: Plan, key: str, start: int) -> tuple[Plan, ChangeSet]:
    draft = Draft(plan)
    Move(measure=key, start=start).apply(draft)
    return draft.seal()


def _batches(file: PlanFile) -> list[ChangeSet]:
    plan, made = file.plan, []
    for later in range(1, BATCHES + 1):
        draft = Draft(plan)
        for measure in plan.of(Measure).values():
            draft.put(evolved(measure, start=measure.start + later))
        made.append(draft.seal()[1])
    return made


def _update(db: Database, key: str, start: str) -> None:
    with db.atomic():
        db.table("measure").update(key, {"start": start})


def _update_and_log(db: Database, key: str, start: str, seq: int) -> None:
    with db.atomic():
        before = db.table("measure").get(key)["start"]
        db.table("measure").update(key, {"start": start})
        db.table("step").insert(_STEP_ROW | {"seq": seq, "id": f"step-{seq}"})
        db.table("cell").insert(
            _CELL_ROW | {"step_seq": seq, "row_key": key, "old": before, "new": start}
        )


def _plain_copy(file: PlanFile, path: Path) -> Database:
    file.save_copy(path)
    db = Database(sqlite3.connect(path, isolation_level=None))
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    return db


_numbers = itertools.count(1)
_STEP_ROW = {
    "kind": StepKind.DO.value,
    "code": "move",
    "facts": '{"month":84}',
    "author": "benchmark",
    "at": _AT,
    "source": "board",
    "reason": "",
    "gesture": "",
    "target": "",
    "scenario": "",
    "line": "",
}
_CELL_ROW = {"n": 0, "tbl": "measure", "field": "start", "existed": 1, "is_there": 1}


def _step(code: str) -> Step:
    facts = {"month": 84, "number": next(_numbers)}
    return Step(kind=StepKind.DO, code=code, facts=facts, author="benchmark", at=_AT)


if __name__ == "__main__":
    main()
