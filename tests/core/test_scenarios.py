# SPDX-License-Identifier: EUPL-1.2
"""Scenarios in a plan file: branching, following a parent, standing alone, and who decided what."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.domain.changes import compare
from planner.domain.commands import (
    AddRecord,
    Duplicate,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
    Resize,
)
from planner.domain.errors import DomainError, StoreError
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import SetScenario, tree
from planner.engine.stages import evaluate
from planner.scenarios import Scenarios
from planner.session import Session
from planner.store.planfile import PlanFile
from tests.core.builders import a_contribution, a_measure
from tests.core.store.files import a_file
from tests.core.test_session import same_outcome

M = "m-system"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a plan file with one measure of 1 000 accelerators, paid for in part."""
    return a_file(tmp_path, a_measure(), a_contribution())


@pytest.fixture
def scenarios(path: Path) -> Iterator[Scenarios]:
    """Return the scenarios of an open plan."""
    with PlanFile.open(path) as file:
        yield scenarios_of(file)


def scenarios_of(file: PlanFile, author: str = "ada") -> Scenarios:
    return Scenarios(Session(file.plan, file, author=author), file)


def reopened(path: Path, key: str) -> Plan:
    with PlanFile.open(path) as file:
        return scenarios_of(file).open(key).plan


def size(plan: Plan, key: str = M) -> int | None:
    return plan.get(Measure, key).accelerators


def resize(session: Session, value: float, key: str = M) -> None:
    session.execute(Resize(measure=key, size=value))


def test_a_branch_shows_its_parents_plan_until_it_is_edited(scenarios: Scenarios) -> None:
    branch = scenarios.open(scenarios.branch("Cheaper"))
    assert size(branch.plan) == 1_000
    resize(branch, 500)
    assert (size(branch.plan), size(scenarios.root.plan)) == (500, 1_000)
    assert same_outcome(branch.outcome, evaluate(branch.plan))


def test_what_a_branch_decided_is_there_when_the_file_is_opened_again(path: Path) -> None:
    with PlanFile.open(path) as file:
        scenarios = scenarios_of(file)
        key = scenarios.branch("Cheaper")
        branch = scenarios.open(key)
        resize(branch, 500)
        branch.execute(Duplicate(measure=M, copy="copy", state="FR"))
        plan, root = branch.plan, scenarios.root.plan
    assert reopened(path, key) == plan
    assert reopened(path, "") == root


def test_an_edit_of_the_parent_arrives_where_a_linked_branch_decided_nothing(
    scenarios: Scenarios,
) -> None:
    branch = scenarios.open(scenarios.branch("Cheaper"))
    resize(branch, 500)
    scenarios.root.execute(Move(measure=M, start=90))
    resize(scenarios.root, 2_000)
    measure = branch.plan.get(Measure, M)
    assert (measure.accelerators, measure.start) == (500, 90)
    assert same_outcome(branch.outcome, evaluate(branch.plan))


def test_an_open_branch_is_told_of_an_edit_of_its_parent(scenarios: Scenarios) -> None:
    branch = scenarios.open(scenarios.branch("Cheaper"))
    told = []
    branch.subscribe(told.append)
    resize(scenarios.root, 2_000)
    assert [(update.source, update.step) for update in told] == [("parent", None)]
    assert [change.key for change in told[0].changes] == [M]


def test_a_branch_that_is_not_linked_stands_where_it_was_branched(scenarios: Scenarios) -> None:
    key = scenarios.branch("Alone", linked=False)
    branch = scenarios.open(key)
    resize(scenarios.root, 2_000)
    assert size(branch.plan) == 1_000 == size(scenarios.plan_of(key))


def test_a_branch_from_the_past_starts_from_what_was_then(scenarios: Scenarios) -> None:
    resize(scenarios.root, 2_000)
    then = scenarios.root.history()[-1].id
    resize(scenarios.root, 3_000)
    assert size(scenarios.open(scenarios.branch("Then", at=then)).plan) == 2_000
    assert size(scenarios.open(scenarios.branch("Start", at="")).plan) == 1_000
    with pytest.raises(DomainError, match="past_not_linked"):
        scenarios.branch("Both", at=then, linked=True)
    with pytest.raises(StoreError, match="unknown_step"):
        scenarios.branch("Never", at="nowhere")


def test_branches_of_branches_follow_the_one_above(scenarios: Scenarios) -> None:
    upper = scenarios.branch("Upper")
    lower = scenarios.branch("Lower", parent=upper)
    resize(scenarios.open(upper), 500)
    scenarios.open(lower).execute(Move(measure=M, start=90))
    scenarios.root.execute(
        EditField(kind="state", key="FI", field="grid_carbon_g_per_kwh", value=9)
    )
    plan = scenarios.open(lower).plan
    assert (size(plan), plan.get(Measure, M).start) == (500, 90)
    assert plan.record("state", "FI") == scenarios.root.plan.record("state", "FI")
    (node,) = tree(scenarios.root.plan)
    assert (node.scenario.name, [n.scenario.name for n in node.children]) == ("Upper", ["Lower"])


def test_undo_in_a_branch_gives_the_cell_back_to_the_parent(scenarios: Scenarios) -> None:
    branch = scenarios.open(scenarios.branch("Cheaper"))
    resize(branch, 500)
    resize(scenarios.root, 2_000)
    branch.undo()
    assert size(branch.plan) == 2_000
    resize(scenarios.root, 3_000)
    assert size(branch.plan) == 3_000
    branch.redo()
    assert size(branch.plan) == 500
    with pytest.raises(DomainError, match="nothing_to_redo"):
        branch.redo()


def test_undo_of_a_branch_outlives_the_program_and_leaves_the_root_alone(path: Path) -> None:
    with PlanFile.open(path) as file:
        scenarios = scenarios_of(file)
        key = scenarios.branch("Cheaper")
        resize(scenarios.open(key), 500)
        resize(scenarios.open(key), 400)
        resize(scenarios.root, 2_000)
    with PlanFile.open(path) as file:
        scenarios = scenarios_of(file)
        branch = scenarios.open(key)
        assert size(branch.undo().plan) == 500
        assert size(branch.undo().plan) == 2_000
        assert branch.next_undo is None
        assert size(branch.redo().plan) == 500
        assert size(scenarios.root.plan) == 2_000


def test_writing_the_parents_value_again_follows_the_parent(scenarios: Scenarios) -> None:
    branch = scenarios.open(scenarios.branch("Cheaper"))
    resize(branch, 500)
    resize(branch, 1_000)
    resize(scenarios.root, 2_000)
    assert size(branch.plan) == 2_000


def test_the_former_value_of_the_parent_is_a_decision_once_it_moved_on(path: Path) -> None:
    with PlanFile.open(path) as file:
        scenarios = scenarios_of(file)
        key = scenarios.branch("Cheaper")
        resize(scenarios.open(key), 500)
        resize(scenarios.root, 2_000)
        resize(scenarios.open(key), 1_000)
    assert size(reopened(path, key)) == 1_000


def test_a_decision_stays_one_when_the_parent_comes_to_the_same_value(path: Path) -> None:
    with PlanFile.open(path) as file:
        scenarios = scenarios_of(file)
        key = scenarios.branch("Larger")
        resize(scenarios.open(key), 2_000)
        resize(scenarios.root, 2_000)
        resize(scenarios.root, 3_000)
    assert size(reopened(path, key)) == 2_000


def test_cutting_loose_changes_nothing_and_stops_what_would_arrive(scenarios: Scenarios) -> None:
    upper = scenarios.branch("Upper")
    lower = scenarios.branch("Lower", parent=upper)
    resize(scenarios.open(upper), 500)
    scenarios.root.execute(Move(measure=M, start=90))
    before = compare(scenarios.root.plan, scenarios.plan_of(lower))
    scenarios.cut_loose(lower)
    assert compare(scenarios.root.plan, scenarios.plan_of(lower)) == before
    resize(scenarios.open(upper), 600)
    scenarios.root.execute(Move(measure=M, start=100))
    measure = scenarios.open(lower).plan.get(Measure, M)
    assert (measure.accelerators, measure.start) == (500, 90)
    with pytest.raises(DomainError, match="not_linked"):
        scenarios.cut_loose(lower)


def test_relinking_says_first_what_will_change(scenarios: Scenarios) -> None:
    key = scenarios.branch("Alone", linked=False)
    scenarios.open(key).execute(Move(measure=M, start=90))
    resize(scenarios.root, 2_000)
    cells = [(c.field, c.old, c.new) for c in scenarios.before_relinking(key).cells()]
    assert cells == [("accelerators", 1_000, 2_000)]
    scenarios.relink(key)
    measure = scenarios.open(key).plan.get(Measure, M)
    assert (measure.accelerators, measure.start) == (2_000, 90)
    with pytest.raises(DomainError, match="linked_already"):
        scenarios.before_relinking(key)


def test_a_decision_about_a_record_the_parent_removed_rests_and_comes_back(
    scenarios: Scenarios,
) -> None:
    key = scenarios.branch("Cheaper")
    branch = scenarios.open(key)
    resize(branch, 500)
    scenarios.root.execute(RemoveMeasure(measure=M))
    assert M not in branch.plan.of(Measure)
    assert [(end.code, end.key) for end in scenarios.loose_ends(key)] == [("record_gone", M)]
    scenarios.root.undo()
    assert size(branch.plan) == 500
    assert not scenarios.loose_ends(key)


def test_a_record_that_points_at_one_the_parent_removed_rests(scenarios: Scenarios) -> None:
    key = scenarios.branch("More")
    branch = scenarios.open(key)
    values = {"id": "c2", "measure": M, "paid_by": "union", "year": 2028, "commitment_meur": 5.0}
    branch.execute(AddRecord(kind="contribution", values=values))
    scenarios.root.execute(RemoveMeasure(measure=M))
    assert "c2" not in branch.plan.table("contribution")
    (end,) = scenarios.loose_ends(key)
    assert (end.code, end.key, end.target) == ("target_gone", "c2", ("measure", M))
    scenarios.root.undo()
    assert "c2" in branch.plan.table("contribution")


def test_a_removal_rests_while_the_parent_needs_the_record(scenarios: Scenarios) -> None:
    key = scenarios.branch("Less")
    branch = scenarios.open(key)
    branch.execute(RemoveMeasure(measure=M))
    assert not branch.plan.table("contribution")
    values = {"id": "c2", "measure": M, "paid_by": "union", "year": 2028, "commitment_meur": 5.0}
    scenarios.root.execute(AddRecord(kind="contribution", values=values))
    assert size(branch.plan) == 1_000
    assert list(branch.plan.table("contribution")) == ["c2"]
    assert [end.code for end in scenarios.loose_ends(key)] == ["still_needed"]
    scenarios.root.undo()
    assert M not in branch.plan.of(Measure)


def test_who_decided_a_value_is_known(scenarios: Scenarios) -> None:
    upper = scenarios.branch("Upper")
    lower = scenarios.branch("Lower", parent=upper)
    resize(scenarios.open(upper), 500)
    scenarios.root.execute(Move(measure=M, start=90))
    scenarios.open(lower).execute(EditField(kind="measure", key=M, field="name", value="Mine"))
    origins = [
        scenarios.origin(lower, "measure", M, name)
        for name in ("name", "accelerators", "start", "lead_months")
    ]
    assert [origin.scenario for origin in origins] == [lower, upper, "", ""]
    assert [bool(origin.step) for origin in origins] == [True, True, True, False]


def test_the_trail_of_a_cell_goes_on_into_the_parent(scenarios: Scenarios) -> None:
    resize(scenarios.root, 2_000)
    key = scenarios.branch("Cheaper")
    resize(scenarios.open(key), 500)
    trail = scenarios.open(key).trail("measure", M, "accelerators")
    assert [(entry.step.scenario, entry.cell.new) for entry in trail] == [("", 2_000), (key, 500)]


def test_the_past_of_a_branch_can_be_looked_at(scenarios: Scenarios) -> None:
    key = scenarios.branch("Cheaper")
    branch = scenarios.open(key)
    resize(branch, 500)
    own = branch.history()[-1].id
    scenarios.root.execute(Move(measure=M, start=90))
    resize(branch, 400)
    past = branch.at_step(own)
    assert (size(past.plan), past.plan.get(Measure, M).start) == (500, 72)
    assert same_outcome(past.outcome, evaluate(past.plan))
    assert size(branch.at_step("").plan) == 1_000
    with pytest.raises(DomainError, match="past_is_fixed"):
        resize(past, 1)


def test_how_far_a_branch_has_moved_is_counted(scenarios: Scenarios) -> None:
    key = scenarios.branch("Cheaper")
    assert scenarios.distance(key).records == 0
    resize(scenarios.open(key), 500)
    scenarios.open(key).execute(Move(measure=M, start=90))
    found = scenarios.distance(key)
    assert (found.records, found.cells, found.authors) == (1, 2, ("ada",))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"locked_reason": "sent to the board"}, "scenario_locked"),
        ({"archived": True}, "scenario_archived"),
        ({"built_in": True}, "scenario_built_in"),
    ],
)
def test_a_scenario_that_is_closed_refuses_edits(
    scenarios: Scenarios, values: dict[str, str | bool], code: str
) -> None:
    key = scenarios.branch("Closed")
    scenarios.root.execute(SetScenario(scenario=key, values=values))
    branch = scenarios.open(key)
    with pytest.raises(DomainError, match=code) as raised:
        resize(branch, 500)
    assert raised.value.facts["name"] == "Closed"
    assert size(branch.plan) == 1_000
    scenarios.root.undo()
    resize(branch, 500)


def test_scenarios_themselves_are_edited_at_the_root_only(scenarios: Scenarios) -> None:
    key = scenarios.branch("Cheaper")
    branch = scenarios.open(key)
    with pytest.raises(DomainError, match="belongs_to_all"):
        branch.execute(SetScenario(scenario=key, values={"name": "Other"}))
    scenarios.root.execute(SetScenario(scenario=key, values={"name": "Other"}))
    assert branch.plan.get(Scenario, key).name == "Other"


def test_a_name_is_taken_once(scenarios: Scenarios) -> None:
    scenarios.branch("Cheaper")
    with pytest.raises(DomainError, match="name_taken"):
        scenarios.branch("cheaper")


def test_a_scenario_with_branches_of_its_own_is_not_removed(scenarios: Scenarios) -> None:
    upper = scenarios.branch("Upper")
    lower = scenarios.branch("Lower", parent=upper)
    with pytest.raises(DomainError, match="still_referenced"):
        scenarios.root.execute(RemoveRecord(kind="scenario", key=upper))
    resize(scenarios.open(lower), 500)
    scenarios.root.execute(RemoveRecord(kind="scenario", key=lower))
    with pytest.raises(DomainError, match="missing_record"):
        scenarios.open(lower)
    scenarios.root.undo()
    assert size(scenarios.open(lower).plan) == 500
