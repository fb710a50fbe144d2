# SPDX-License-Identifier: EUPL-1.2
"""What a merge brings from another copy is in the journal, and in nothing else."""

from pathlib import Path

import attrs

from planner.domain.changes import Draft
from planner.domain.commands import Duplicate, RemoveMeasure, Replay, Resize, SetStatus
from planner.domain.history import Log, StepKind
from planner.domain.records.infrastructure import Status
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure
from tests.core.store.files import a_file

MERGE = Replay(cells=(), code="merge")


def _their_log(folder: Path) -> Log:
    """Return the journal of another copy: a record that came, one that went, one that changed."""
    folder.mkdir()
    with PlanFile.open(a_file(folder, a_measure(), a_measure(id="other"))) as file:
        session = Session(file.plan, file, author="their")
        session.execute(Resize(measure="m-system", size=1_500))
        session.execute(Duplicate(measure="m-system", copy="copy"))
        session.execute(RemoveMeasure(measure="other"))
        return file.log()


def test_brought_steps_come_back_word_for_word(tmp_path: Path) -> None:
    theirs = _their_log(tmp_path / "theirs")
    path = a_file(tmp_path, a_measure())
    with PlanFile.open(path) as file:
        session = Session(file.plan, file, author="our")
        session.execute(SetStatus(measure="m-system", status=Status.TENTATIVE))
        merge = session.execute(MERGE, kind=StepKind.MERGE, brought=theirs).step
    assert merge is not None
    with PlanFile.open(path) as file:
        log = file.log()
        assert [step.line for step in log.steps] == ["", merge.id, merge.id, merge.id, ""]
        assert [attrs.evolve(step, line="") for step in log.steps[1:4]] == list(theirs.steps)
        assert {step.id: log.cells[step.id] for step in theirs.steps} == dict(theirs.cells)


def test_brought_steps_change_neither_plan_nor_undo(tmp_path: Path) -> None:
    theirs = _their_log(tmp_path / "theirs")
    with PlanFile.open(a_file(tmp_path, a_measure())) as file:
        session = Session(file.plan, file, author="our")
        session.execute(SetStatus(measure="m-system", status=Status.TENTATIVE))
        before = session.plan
        session.execute(MERGE, kind=StepKind.MERGE, brought=theirs)
        assert [step.kind for step in file.steps()] == [StepKind.DO, StepKind.MERGE]
        assert session.plan == before == file.as_of(1)
        assert [entry.step.author for entry in session.trail("measure", "m-system", "status")] == [
            "our"
        ]
        assert session.undo().step is not None
        assert session.undo().plan == file.as_of(0)


def test_a_step_of_a_scenario_leaves_the_tables_alone(tmp_path: Path) -> None:
    path = a_file(tmp_path, a_measure())
    with PlanFile.open(path) as file:
        draft = Draft(file.plan)
        Resize(measure="m-system", size=1_500).apply(draft)
        step = attrs.evolve(_their_log(tmp_path / "theirs").steps[0], scenario="s")
        file.append(step, draft.seal()[1])
        before = file.plan
        assert not file.steps()
    with PlanFile.open(path) as file:
        assert file.plan == before
        assert file.log().steps == (step,)
