# SPDX-License-Identifier: EUPL-1.2
"""Going back to moments, naming them, and what a crash leaves of a scenario's undo."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.chronicle import (
    Question,
    deeds,
    deeds_everywhere,
    name_version,
    restore,
    step_named,
    would_restore,
)
from planner.domain.commands import Move, Resize
from planner.domain.errors import DomainError, StoreError
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Version
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure
from tests.core.store.files import a_file

M = "m-system"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a plan file with one measure of 1 000 accelerators."""
    return a_file(tmp_path, a_measure())


@pytest.fixture
def scenarios(path: Path) -> Iterator[Scenarios]:
    """Return the scenarios of an open plan."""
    with PlanFile.open(path) as file:
        yield scenarios_of(file)


def scenarios_of(file: PlanFile) -> Scenarios:
    return Scenarios(Session(file.plan, file, author="ada"), file)


def size(plan: Plan) -> int | None:
    return plan.get(Measure, M).accelerators


def resized(session: Session, value: float) -> str:
    step = session.execute(Resize(measure=M, size=value)).step
    assert step is not None
    return step.id


def test_restoring_is_one_step_and_undo_takes_it_back(scenarios: Scenarios) -> None:
    then = resized(scenarios.root, 2_000)
    resized(scenarios.root, 3_000)
    scenarios.root.execute(Move(measure=M, start=90))
    cells = {(cell.field, cell.old, cell.new) for cell in would_restore(scenarios.root, then)}
    assert cells == {("accelerators", 3_000, 2_000), ("start", 90, 72)}
    restore(scenarios.root, then)
    assert size(scenarios.root.plan) == 2_000
    scenarios.root.undo()
    assert (size(scenarios.root.plan), scenarios.root.plan.get(Measure, M).start) == (3_000, 90)
    with pytest.raises(StoreError, match="unknown_step"):
        restore(scenarios.root, "nowhere")


def test_a_scenario_goes_back_without_its_parent(scenarios: Scenarios) -> None:
    branch = scenarios.open(scenarios.branch("Cheaper"))
    then = resized(branch, 500)
    resized(branch, 400)
    resized(scenarios.root, 3_000)
    restore(branch, then)
    assert (size(branch.plan), size(scenarios.root.plan)) == (500, 3_000)
    branch.undo()
    assert size(branch.plan) == 400


def test_a_scenario_is_branched_from_the_past_of_another(scenarios: Scenarios) -> None:
    upper = scenarios.branch("Upper")
    then = resized(scenarios.open(upper), 500)
    resized(scenarios.open(upper), 400)
    scenarios.root.execute(Move(measure=M, start=90))
    lower = scenarios.open(scenarios.branch("Lower", parent=upper, at=then))
    assert (size(lower.plan), lower.plan.get(Measure, M).start) == (500, 72)
    resized(lower, 600)
    assert (size(lower.plan), size(scenarios.open(upper).plan)) == (600, 400)


def test_a_moment_has_a_name_that_finds_it(scenarios: Scenarios) -> None:
    step = resized(scenarios.root, 2_000)
    key = name_version(scenarios, "as sent to the board", note="12 March")
    version = scenarios.root.plan.get(Version, key)
    assert (version.step, version.note) == (step, "12 March")
    history = scenarios.root.history()
    assert step_named(scenarios.root.plan, history, "As sent to the BOARD") == step
    assert step_named(scenarios.root.plan, history, step[-8:]) == step
    with pytest.raises(DomainError, match="no_such_moment"):
        step_named(scenarios.root.plan, history, "")
    with pytest.raises(DomainError, match="name_taken"):
        name_version(scenarios, "As sent to the board")


def test_a_name_can_be_given_later_and_to_a_scenario(scenarios: Scenarios) -> None:
    key = scenarios.branch("Cheaper")
    step = resized(scenarios.open(key), 500)
    resized(scenarios.open(key), 400)
    version = name_version(scenarios, "first draft", scenario=key, step=step)
    assert scenarios.root.plan.get(Version, version).scenario == key
    start = name_version(scenarios, "the beginning", step="")
    assert scenarios.root.plan.get(Version, start).step is None


def test_questions_to_the_history_combine(scenarios: Scenarios) -> None:
    resized(scenarios.root, 2_000)
    key = scenarios.branch("Cheaper")
    resized(scenarios.open(key), 500)
    about = Question(record=("measure", M), author="ADA", since="2020-01-01")
    assert [deed.step.scenario for deed in deeds(scenarios, key, about)] == ["", key]
    assert len(deeds(scenarios)) == 2
    assert len(deeds_everywhere(scenarios)) == 3
    assert [(c.old, c.new) for c in deeds(scenarios, key, about)[1].cells] == [(2_000, 500)]
    assert not deeds(scenarios, key, Question(until="2020-01-01T12:00"))


def test_undo_of_a_scenario_survives_a_crash(path: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed.aifp"
    with PlanFile.open(path) as file:
        scenarios = scenarios_of(file)
        key = scenarios.branch("Cheaper")
        resized(scenarios.open(key), 500)
        resized(scenarios.open(key), 400)
        # What a process that is killed now leaves: the file, and the log nobody brought home.
        shutil.copyfile(path, crashed)
        shutil.copyfile(f"{path}-wal", f"{crashed}-wal")
    with PlanFile.open(crashed) as file:
        branch = scenarios_of(file).open(key)
        assert size(branch.plan) == 400
        assert size(branch.undo().plan) == 500
        assert size(branch.undo().plan) == 1_000
        assert size(branch.redo().plan) == 500
