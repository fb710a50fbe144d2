# SPDX-License-Identifier: EUPL-1.2
"""One saved edit through the store, against the same row updated with sqlite-utils alone.

Both keep WAL, full synchronisation and the exclusive lock, and take turns, so that a busy disk is
busy for both. The store also writes the journal: who, when, why, and the cell before and after.
Besides: a batch of 10 000 new measures with its journal, and opening the plan that holds them.
"""

import json
import platform
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlite_utils import Database

from planner.domain.changes import ChangeSet, Draft
from planner.domain.history import Step, StepKind
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.geography import Membership, State
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.store.planfile import PlanFile

MEASURES = 10_000
EDITS = 500
OPENINGS = 7


def run() -> dict[str, Any]:
    """Return all figures, in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "plan.aifp")
        PlanFile.create(path, _catalogue())
        with PlanFile.open(path) as file:
            plan, changes = _drafted(file.plan, [_measure(n) for n in range(MEASURES)])
            batch = _timed(lambda: file.append(_step(), changes))
            plain = _plain_copy(file, Path(folder, "plain.aifp"))
            ours, theirs = _edits(file, plan, plain)
            plain.close()
        openings = [_timed(lambda: PlanFile.open(path).close()) for _ in range(OPENINGS)]
    return {
        "machine": _machine(),
        "measures": MEASURES,
        "edits": EDITS,
        "saved_edit_ms": _spread(ours),
        "sqlite_utils_update_ms": _spread(theirs),
        "ratio_p50": round(statistics.median(ours) / statistics.median(theirs), 2),
        "batch_of_new_measures_ms": round(batch, 1),
        "open_and_close_ms": _spread(openings),
    }


def _edits(file: PlanFile, plan: Plan, plain: Database) -> tuple[list[float], list[float]]:
    ours, theirs = [], []
    for n in range(EDITS):
        key, start = f"m{n * 7919 % MEASURES:05d}", n % 180
        following, changes = _drafted(plan, [_moved(plan, key, start)])
        ours.append(_timed(lambda changes=changes: file.append(_step(), changes)))
        theirs.append(_timed(lambda key=key, n=n: _update(plain, key, f"2028-{n % 12 + 1:02d}")))
        plan = following
    return ours, theirs


def _update(plain: Database, key: str, start: str) -> None:
    with plain.atomic():
        plain.table("measure").update(key, {"start": start})


def _plain_copy(file: PlanFile, path: Path) -> Database:
    file.save_copy(path)
    db = Database(sqlite3.connect(path, isolation_level=None))
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = FULL"):
        db.execute(f"PRAGMA {pragma}").fetchall()
    return db


def _drafted(plan: Plan, records: list[Measure]) -> tuple[Plan, ChangeSet]:
    draft = Draft(plan)
    for measure in records:
        draft.put(measure)
    return draft.seal()


def _catalogue() -> Plan:
    draft = Draft(Plan(SCHEMA))
    draft.put(State(id="IT", name="Italy", membership=Membership.EU_MEMBER))
    draft.put(Template(id="t", name="A system", kind=MeasureKind.SYSTEM, size=1_000.0))
    return draft.seal()[0]


def _measure(n: int, *, start: int | None = None) -> Measure:
    return Measure(
        id=f"m{n:05d}",
        name=f"Measure {n}",
        template="t",
        kind=MeasureKind.SYSTEM,
        state="IT",
        start=n % 150 if start is None else start,
        accelerators=1_000 + n,
        capex_meur=round(n * 1.237, 3),
    )


def _moved(plan: Plan, key: str, start: int) -> Measure:
    known = plan.get(Measure, key).start
    return _measure(int(key[1:]), start=start if start != known else start + 1)


def _step() -> Step:
    at = "2026-01-01T00:00:00.000+00:00"
    return Step(kind=StepKind.DO, code="move", facts={"month": 1}, author="bench", at=at)


def _timed(action: Callable[[], object]) -> float:
    begun = perf_counter()
    action()
    return (perf_counter() - begun) * 1_000


def _spread(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    return {
        "p50": round(statistics.median(ordered), 3),
        "p95": round(ordered[int(0.95 * (len(ordered) - 1))], 3),
        "max": round(ordered[-1], 3),
    }


def _machine() -> dict[str, str]:
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }


if __name__ == "__main__":
    json.dump(run(), sys.stdout, indent=2)
    sys.stdout.write("\n")
