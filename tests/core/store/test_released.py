# SPDX-License-Identifier: EUPL-1.2
"""A file of every version that was ever released opens, with its history and its undo.

The files lie in `released/`; whoever raises `FORMAT` keeps one of the version before.
"""

import shutil
from pathlib import Path

import pytest

from planner.domain.changes import Cell
from planner.domain.commands import Resize
from planner.domain.records.measures import Measure
from planner.session import Session
from planner.store.planfile import PlanFile
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
