# SPDX-License-Identifier: EUPL-1.2
"""What safety costs: the digest, a backup that is looked through, and a look through a whole file.

Reading with the digest is timed against reading the same rows, a backup against copying the file
and believing the copy, closing against closing without a digest, each in turn with the other.
"""

import shutil
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.figures import report, row, timed
from benchmarks.plans import plan_file
from planner.domain.commands import Move
from planner.domain.records.measures import Measure
from planner.session import Session
from planner.store.backups import Occasion, Retention, Shelf
from planner.store.connection import connect
from planner.store.digest import read_contents
from planner.store.planfile import PlanFile
from planner.store.verify import verify

MEASURES = 10_000
ROUNDS = 9
AIM = 1_000.0  # for a backup, which is made in a quiet moment or when the window is closed


def main() -> None:
    """Take turns, so that a busy disk is busy for all of them."""
    digests, reads, closes, plain_closes = [], [], [], []
    backups, copies, looks = [], [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = plan_file(folder, MEASURES)
        shelf = Shelf(folder / "backups", Retention(recent=2, hours=1, days=1, weeks=1, months=1))
        for number in range(ROUNDS):
            digests.append(_digest(path))
            reads.append(_read(path))
            closes.append(_close(path, number, edited=True))
            plain_closes.append(_close(path, number, edited=False))
            with PlanFile.open(path) as file:
                backups.append(timed(partial(shelf.make, file, Occasion.EDITED)))
            shelf.prune()
            copies.append(timed(partial(shutil.copyfile, path, folder / "copy.aifp")))
            looks.append(timed(partial(verify, path)))
    rows = [
        row(
            f"reading {MEASURES} measures with their digest",
            digests,
            against=("reading the same rows", reads),
        ),
        row("closing after an edit", closes, against=("closing without", plain_closes)),
        row(
            "a backup, written and looked through",
            backups,
            aim=AIM,
            against=("copying the file", copies),
        ),
        row("looking through a file and its history", looks),
    ]
    report(rows, measures=MEASURES)


def _digest(path: Path) -> float:
    db = connect(path, read_only=True)
    try:
        return timed(partial(read_contents, db))
    finally:
        db.close()


def _read(path: Path) -> float:
    db = connect(path, read_only=True)

    def read() -> None:
        for name in db.table_names():
            assert isinstance(db.execute(f'SELECT * FROM "{name}"').fetchall(), list)  # noqa: S608 - our own tables

    try:
        return timed(read)
    finally:
        db.close()


def _close(path: Path, number: int, *, edited: bool) -> float:
    file = PlanFile.open(path)
    if edited:
        session = Session(file.plan, file, author="benchmark")
        measure = next(iter(session.plan.of(Measure)))
        session.execute(Move(measure=measure, start=100 + number))
    return timed(file.close)


if __name__ == "__main__":
    main()
