# SPDX-License-Identifier: EUPL-1.2
"""Opening a plan of 10 000 measures, against sqlite-utils reading the same rows.

Opening means: look at every page, read and check every cell and reference, lock the file, and
evaluate the plan. sqlite-utils alone turns the same rows into dictionaries and believes them.
"""

import sqlite3
import tempfile
from pathlib import Path

from sqlite_utils import Database

from benchmarks.figures import report, row, timed
from benchmarks.plans import plan_file
from planner.domain.records import SCHEMA
from planner.session import Session
from planner.store.planfile import PlanFile

MEASURES = 10_000
AIM = 500.0
ROUNDS = 11


def main() -> None:
    """Take turns, so that a busy disk is busy for all of them."""
    files, sessions, plain = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        path = plan_file(Path(folder), MEASURES)
        for _round in range(ROUNDS):
            opened = _open(path)
            files.append(opened[0])
            sessions.append(opened[1])
            plain.append(timed(lambda: _read_plainly(path)))
    alone = ("sqlite-utils reading the same rows", plain)
    both = [file + session for file, session in zip(files, sessions, strict=True)]
    rows = [
        row(f"open and evaluate {MEASURES} measures", both, aim=AIM, against=alone),
        row("of it file: pages, cells, references", files, against=alone),
        row("of it session: full evaluation, journal", sessions),
        row("sqlite-utils reading the same rows", plain),
    ]
    report(rows, measures=MEASURES)


def _open(path: Path) -> tuple[float, float]:
    kept: list[PlanFile] = []
    file_ms = timed(lambda: kept.append(PlanFile.open(path)))
    with kept[0] as file:
        session_ms = timed(lambda: Session(file.plan, file, author="benchmark"))
    return file_ms, session_ms


def _read_plainly(path: Path) -> None:
    db = Database(sqlite3.connect(path))
    for name in SCHEMA.kinds:
        assert isinstance(list(db.table(name).rows), list)
    db.close()


if __name__ == "__main__":
    main()
