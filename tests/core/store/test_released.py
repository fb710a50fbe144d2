# SPDX-License-Identifier: EUPL-1.2
"""A file of every version that was ever released opens, with its history and its undo.

The files lie in `released/`; whoever raises `FORMAT` keeps one of the version before.
"""

import shutil
import sqlite3
from pathlib import Path

import pytest

from planner.domain.changes import Cell
from planner.domain.commands import Resize
from planner.domain.records import SCHEMA
from planner.domain.records.measures import Measure
from planner.session import Session
from planner.store.planfile import PlanFile
from planner.store.schema import version_of
from planner.store.verify import verify
from tests.core.builders import a_plan

RELEASED = Path(__file__).parent / "released"


@pytest.fixture(params=sorted(RELEASED.glob("*.aifp")), ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a copy of a plan file as a released version left it."""
    return shutil.copy(request.param, tmp_path / "plan.aifp")


def test_a_file_of_a_released_version_opens_with_all_it_held(released: Path) -> None:
    with PlanFile.open(released) as file:
        assert file.plan.get(Measure, "m1").accelerators == 2_000
        assert [step.code for step in file.steps()][:2] == ["assign", "resize"]
        assert {(step.scenario, step.line) for step in file.log().steps} == {("", "")}
        assert file.as_of(0) == a_plan()


def test_a_file_whose_growth_was_cut_short_opens_as_it_was(released: Path) -> None:
    left = released.with_name("left.aifp")
    db = sqlite3.connect(released, isolation_level=None)
    db.execute("PRAGMA cache_spill = 1")
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute(f"PRAGMA user_version = {version_of(SCHEMA)}")
    db.execute("CREATE TABLE approval (id TEXT)")
    db.execute("CREATE TABLE filling (t TEXT)")
    db.executemany("INSERT INTO filling VALUES (?)", [("x" * 4_000,) for _row in range(200)])
    shutil.copyfile(released, left)
    shutil.copyfile(f"{released}-journal", f"{left}-journal")
    db.execute("ROLLBACK")
    db.close()
    assert left.stat().st_size > released.stat().st_size
    assert verify(left).error is None
    with PlanFile.open(left) as file:
        assert file.plan.get(Measure, "m1").accelerators == 2_000


def test_undo_goes_on_in_a_file_of_a_released_version(released: Path) -> None:
    with PlanFile.open(released) as file:
        session = Session(file.plan, file, author="ben")
        session.redo()
        for _ in range(4):
            session.undo()
        assert session.plan == a_plan()
        session.redo()
        session.execute(Resize(measure="m1", size=1_200))
    with PlanFile.open(released) as file:
        assert file.plan.get(Measure, "m1").accelerators == 1_200
        assert file.log().steps == tuple(file.steps())


def test_what_a_released_version_wrote_is_still_in_the_log(released: Path) -> None:
    with PlanFile.open(released) as file:
        log = file.log()
    last = log.steps[2]
    assert log.cells[last.id] == (Cell("measure", "m1", "accelerators", 1_500, 2_000),)
