# SPDX-License-Identifier: EUPL-1.2
"""Copies of a plan file put together: looked at first, one step, one undo, nothing lost."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

from planner import app
from planner.cli import command
from planner.domain.clashes import Take
from planner.domain.commands import Command, EditField, Move, Resize
from planner.domain.errors import DomainError, StoreError
from planner.domain.history import StepKind
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import SetScenario
from planner.merging import MergePreview, carry_out, preview_merge
from planner.scenarios import Scenarios
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure, a_plan
from tests.core.store.files import a_file

START = "measure/m-system/start"
IN_2030 = Move(measure="m-system", start=month_of(2030))
IN_2031 = Move(measure="m-system", start=month_of(2031))
BIGGER = Resize(measure="m-system", size=2_000)


@attrs.frozen
class Desk:
    """One person at one file, open for the length of a test."""

    workspace: app.Workspace
    scenarios: Scenarios

    @property
    def measure(self) -> Measure:
        return self.workspace.session.plan.get(Measure, "m-system")

    def look_at(self, path: Path) -> MergePreview:
        return preview_merge(self.scenarios, self.workspace.file, path)

    def merge(self, path: Path, **choices: Take) -> MergePreview:
        preview = self.look_at(path)
        named = {clash.id: choices[clash.field] for clash in preview.clashes if choices}
        carry_out(self.scenarios, self.workspace.file, preview, named)
        return preview


@pytest.fixture
def desk() -> Iterator[Callable[[Path], Desk]]:
    """Return how somebody sits down at a file; all get up at the end."""
    opened: list[app.Workspace] = []

    def sit_down(path: Path) -> Desk:
        opened.append(app.open_workspace(path, author=path.stem))
        return Desk(opened[-1], Scenarios(opened[-1].session, opened[-1].file))

    yield sit_down
    for workspace in opened:
        workspace.close()


@pytest.fixture
def anna(tmp_path: Path) -> Path:
    path = tmp_path / "anna.aifp"
    a_file(tmp_path, a_measure()).rename(path)
    return path


@pytest.fixture
def ben(anna: Path, tmp_path: Path) -> Path:
    """Return a copy of Anna's plan, taken before either edits."""
    path = tmp_path / "ben.aifp"
    with PlanFile.open(anna) as file:
        file.save_copy(path)
    return path


def edit(path: Path, *commands: Command) -> None:
    with app.workspace(path) as opened:
        opened.session.author = path.stem
        for one in commands:
            opened.session.execute(one)


def test_a_merge_is_one_step_and_one_undo(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(anna, IN_2030)
    edit(ben, BIGGER)
    mine = desk(anna)
    before = mine.workspace.session.plan
    mine.merge(ben)
    assert mine.measure.accelerators == 2_000
    assert mine.workspace.session.history()[-1].kind is StepKind.MERGE
    assert mine.workspace.session.undo().plan == before


def test_a_merge_outlives_closing_and_is_not_offered_again(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(ben, BIGGER)
    mine = desk(anna)
    mine.merge(ben)
    mine.workspace.close()
    again = desk(anna)
    assert again.measure.accelerators == 2_000
    with pytest.raises(DomainError, match="nothing_to_merge"):
        again.merge(ben)


def test_the_other_file_is_left_as_it_is(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(ben, BIGGER)
    before = ben.read_bytes()
    mine = desk(anna)
    mine.merge(ben)
    mine.workspace.close()
    assert ben.read_bytes() == before


def test_a_file_of_another_plan_is_refused(
    anna: Path, tmp_path: Path, desk: Callable[[Path], Desk]
) -> None:
    other = tmp_path / "other.aifp"
    PlanFile.create(other, a_plan())
    mine = desk(anna)
    with pytest.raises(StoreError, match="other_plan"):
        mine.look_at(other)


def test_a_plan_edited_since_the_look_is_looked_at_again(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(ben, BIGGER)
    mine = desk(anna)
    preview = mine.look_at(ben)
    mine.workspace.session.execute(IN_2030)
    with pytest.raises(DomainError, match="merge_outdated"):
        carry_out(mine.scenarios, mine.workspace.file, preview)


def test_both_files_agree_after_both_have_merged(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(anna, IN_2030)
    edit(ben, IN_2031, BIGGER)
    mine = desk(anna)
    mine.merge(ben, start=Take.THEIRS)
    mine.workspace.close()
    theirs = desk(ben)
    assert not theirs.merge(anna).clashes
    with PlanFile.open(anna) as file:
        assert theirs.workspace.session.plan == file.plan


def test_a_look_shows_figures_and_findings_under_a_choice(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(anna, IN_2030)
    edit(ben, IN_2031)
    mine = desk(anna)
    preview = mine.look_at(ben)
    ours, other = preview.look(), preview.look({START: Take.THEIRS})
    assert ours.plan == mine.workspace.session.plan
    assert other.plan.get(Measure, "m-system").start == month_of(2031)
    assert (ours.outcome.capacity_ef != other.outcome.capacity_ef).any()


def test_a_scenario_only_theirs_has_comes_along_as_it_is(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    theirs = desk(ben)
    for linked in (True, False):
        key = theirs.scenarios.branch(f"linked {linked}", linked=linked)
        theirs.scenarios.open(key).execute(BIGGER)
    theirs.workspace.close()
    edit(anna, IN_2030)
    mine = desk(anna)
    mine.merge(ben)
    sizes = {
        row.name: mine.scenarios.plan_of(row.id).get(Measure, "m-system")
        for row in mine.scenarios.root.plan.table("scenario").values()
        if hasattr(row, "name")
    }
    assert {name: m.accelerators for name, m in sizes.items()} == {
        "linked True": 2_000,
        "linked False": 2_000,
    }
    assert sizes["linked True"].start == month_of(2030)
    assert sizes["linked False"].start == month_of(2027)


def test_a_loose_scenario_keeps_what_its_own_plan_held_before_it_was_branched(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    edit(ben, BIGGER)
    theirs = desk(ben)
    theirs.scenarios.branch("loose", linked=False)
    theirs.workspace.close()
    edit(anna, IN_2030)
    mine = desk(anna)
    mine.merge(ben)
    (key,) = (
        row.id for row in mine.scenarios.root.plan.of(Scenario).values() if row.name == "loose"
    )
    machine = mine.scenarios.plan_of(key).get(Measure, "m-system")
    assert (machine.accelerators, machine.start) == (2_000, month_of(2027))


def test_a_scenario_both_know_merges_cell_by_cell(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    first = desk(anna)
    key = first.scenarios.branch("more")
    first.workspace.save_copy(ben.with_name("carla.aifp"))
    first.scenarios.open(key).execute(IN_2030)
    theirs = desk(ben.with_name("carla.aifp"))
    theirs.scenarios.open(key).execute(BIGGER)
    theirs.workspace.close()
    first.merge(ben.with_name("carla.aifp"))
    merged = first.scenarios.plan_of(key).get(Measure, "m-system")
    assert (merged.start, merged.accelerators) == (month_of(2030), 2_000)
    assert first.measure.accelerators == 1_000


@pytest.mark.parametrize("scenario", ["", "more"])
def test_one_undo_takes_a_merge_back_wherever_it_went_and_redo_brings_it_again(
    scenario: str, anna: Path, desk: Callable[[Path], Desk]
) -> None:
    mine = desk(anna)
    key, kept = mine.scenarios.branch("more"), mine.scenarios.branch("kept")
    carla = anna.with_name("carla.aifp")
    mine.workspace.save_copy(carla)
    theirs = desk(carla)
    theirs.workspace.session.execute(IN_2031)
    for one in (key, kept):
        theirs.scenarios.open(one).execute(BIGGER)
    theirs.scenarios.branch("new")
    theirs.workspace.close()
    places = ("", key, kept)
    before = [mine.scenarios.plan_of(one) for one in places]
    mine.merge(carla)
    after = [mine.scenarios.plan_of(one) for one in places]
    asked = mine.scenarios.open(key if scenario else "")
    mine.scenarios.undo(asked)
    assert [mine.scenarios.plan_of(one) for one in places] == before
    assert not mine.look_at(carla).is_empty
    mine.scenarios.redo(asked)
    assert [mine.scenarios.plan_of(one) for one in places] == after
    mine.scenarios.open(kept).execute(IN_2030)
    mine.scenarios.undo(mine.scenarios.root)
    assert [mine.scenarios.plan_of(one) for one in places[:2]] == before[:2]
    last = mine.scenarios.plan_of(kept).get(Measure, "m-system")
    assert (last.start, last.accelerators) == (month_of(2030), 2_000)


def test_a_locked_scenario_is_left_alone_and_said_so(
    anna: Path, desk: Callable[[Path], Desk], tmp_path: Path
) -> None:
    first = desk(anna)
    key = first.scenarios.branch("board")
    carla = tmp_path / "carla.aifp"
    first.workspace.save_copy(carla)
    lock = SetScenario(scenario=key, values={"locked_reason": "as sent to the board"})
    first.workspace.session.execute(lock)
    theirs = desk(carla)
    theirs.scenarios.open(key).execute(BIGGER)
    theirs.workspace.close()
    preview = first.look_at(carla)
    assert [(one.scenario, one.error.code) for one in preview.held] == [(key, "scenario_locked")]


def test_a_locked_scenario_only_theirs_has_comes_along_locked(
    anna: Path, ben: Path, desk: Callable[[Path], Desk]
) -> None:
    theirs = desk(ben)
    key = theirs.scenarios.branch("board")
    theirs.scenarios.open(key).execute(BIGGER)
    lock = SetScenario(scenario=key, values={"locked_reason": "as sent to the board"})
    theirs.workspace.session.execute(lock)
    theirs.workspace.close()
    mine = desk(anna)
    mine.merge(ben)
    assert mine.scenarios.plan_of(key).get(Measure, "m-system").accelerators == 2_000
    with pytest.raises(DomainError, match="scenario_locked"):
        mine.scenarios.open(key).execute(IN_2030)


def test_a_copy_of_an_older_version_merges_in_both_directions(
    tmp_path: Path, desk: Callable[[Path], Desk]
) -> None:
    older, newer = tmp_path / "older.aifp", tmp_path / "newer.aifp"
    released = next(iter(sorted((Path(__file__).parent / "store" / "released").glob("*.aifp"))))
    for path in (older, newer):
        path.write_bytes(released.read_bytes())
    theirs = desk(newer)
    key = next(iter(theirs.workspace.session.plan.of(Measure)))
    theirs.workspace.session.execute(
        EditField(kind="measure", key=key, field="name", value="Renamed")
    )
    before = older.read_bytes()
    assert not theirs.look_at(older).clashes
    assert older.read_bytes() == before
    theirs.workspace.close()
    mine = desk(older)
    mine.merge(newer)
    assert mine.workspace.session.plan.get(Measure, key).name == "Renamed"


def run(capsys: pytest.CaptureFixture[str], path: Path, *words: str, code: int) -> str:
    assert command.main([*words, "--plan", str(path)]) == code
    printed = capsys.readouterr()
    return printed.out or printed.err


def test_a_question_stops_the_command_line_and_names_itself(
    anna: Path, ben: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(anna, IN_2030)
    edit(ben, IN_2031, BIGGER)
    said = run(capsys, anna, "merge", str(ben), code=1)
    assert "“Start” was Jan 2027. Mine is Jan 2030, theirs Jan 2031." in said
    assert START in said
    with PlanFile.open(anna) as file:
        assert len(file.steps()) == 1


def test_answers_come_from_a_file_or_in_bulk(
    anna: Path, ben: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(anna, IN_2030)
    edit(ben, IN_2031)
    told = json.loads(run(capsys, anna, "merge", str(ben), "--dry-run", "--json", code=1))
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({clash["id"]: "theirs" for clash in told["clashes"]}))
    run(capsys, anna, "merge", str(ben), "--choose", str(answers), code=0)
    with PlanFile.open(anna) as file:
        assert file.plan.get(Measure, "m-system").start == month_of(2031)
    assert "already" in run(capsys, anna, "merge", str(ben), "--mine", code=0)


def test_what_is_no_file_of_answers_is_said(
    anna: Path, ben: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(ben, BIGGER)
    answers = tmp_path / "answers.json"
    answers.write_text("[1]")
    assert "JSON" in run(capsys, anna, "merge", str(ben), "--choose", str(answers), code=2)
