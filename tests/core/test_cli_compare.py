# SPDX-License-Identifier: EUPL-1.2
"""Comparing and exchanging from the command line: words for people, codes for scripts."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import app, paths
from planner.chronicle import name_version
from planner.cli import command
from planner.domain.commands import Command, EditField, Move, Resize
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from planner.domain.scenarios import NameVersion
from planner.store.planfile import PlanFile
from tests.core.builders import a_measure
from tests.core.store.files import a_file

Run = Callable[..., str]
BIGGER = Resize(measure="m-system", size=2_000)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Carry out a command, expect an exit code, return what was printed."""

    def call(*words: str | Path, code: int = 0) -> str:
        assert command.main([str(word) for word in words]) == code
        printed = capsys.readouterr()
        return printed.out or printed.err

    return call


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return a_file(tmp_path, a_measure())


@pytest.fixture
def theirs(mine: Path, tmp_path: Path) -> Path:
    """Return a copy in which the measure is larger."""
    copy = tmp_path / "theirs.aifp"
    with PlanFile.open(mine) as file:
        file.save_copy(copy)
    with app.workspace(copy) as opened:
        opened.session.execute(BIGGER, reason="demand has grown")
    return copy


def test_two_files_are_compared_record_by_record_with_figures(
    run: Run, mine: Path, theirs: Path
) -> None:
    said = run("compare", mine, theirs, "--figures", "--month", "2032-01", code=1)
    assert "1,000 → 2,000" in said
    assert "Capacity" in said
    assert "+2.5" in said


def test_what_is_the_same_answers_zero(run: Run, mine: Path) -> None:
    assert "Both hold the same." in run("compare", mine, mine)


def test_a_moment_a_version_and_a_scenario_are_sides(run: Run, mine: Path) -> None:
    with app.workspace(mine) as opened:
        first = opened.scenarios.archive.last_step
        opened.session.execute(NameVersion(name="For the board", step=first))
        key = opened.scenarios.branch("More")
        opened.scenarios.open(key).execute(BIGGER)
        opened.session.execute(Move(measure="m-system", start=month_of(2030)))
    assert "Start" in run("compare", "@For the board", "@", "--plan", mine, code=1)
    assert "1,000 → 2,000" in run("compare", "#more", "--plan", mine, code=1)
    assert "1,000 → 2,000" in run("compare", mine, f"{mine}#More", code=1)
    assert "Start" in run("compare", f"{mine}@2020-01-01", mine, code=1)


def test_a_version_named_in_a_scenario_is_that_scenario_as_it_was(run: Run, mine: Path) -> None:
    with app.workspace(mine) as opened:
        key = opened.scenarios.branch("More")
        opened.scenarios.open(key).execute(BIGGER)
        name_version(opened.scenarios, "More, in March", scenario=key)
        opened.scenarios.open(key).execute(Resize(measure="m-system", size=3_000))
    assert "1,000 → 2,000" in run("compare", "@More, in March", "--plan", mine, code=1)


def test_a_day_before_a_merge_knows_nothing_of_what_it_brought_or_of_later_edits(
    run: Run, mine: Path, theirs: Path, tmp_path: Path
) -> None:
    on_monday, on_wednesday, on_friday = (f"2026-03-0{day}T09:00:00+00:00" for day in (2, 4, 6))
    _edit(theirs, on_monday, EditField(kind="measure", key="m-system", field="notes", value="old"))
    _edit(mine, on_wednesday, Move(measure="m-system", start=month_of(2030)))
    with app.workspace(mine) as opened:
        opened.session.clock = lambda: on_friday
        opened.merge(opened.preview_merge(theirs), {})
    assert "the same" in run("compare", "@2020-01-01", "@2026-03-03", "--plan", mine)
    said = run("compare", "@2026-03-03", "@2026-03-05", "--plan", mine, code=1)
    assert "Start" in said
    assert "Notes" not in said
    patch = tmp_path / "week.aifpatch"
    told = json.loads(
        run("patch", "make", patch, "--since", "2026-03-03", "--plan", mine, "--json")
    )
    assert "move" in [step["code"] for step in told["steps"]]


def _edit(path: Path, moment: str, edit: Command) -> None:
    with app.workspace(path) as opened:
        opened.session.clock = lambda: moment
        opened.session.execute(edit)


def test_several_plans_stand_beside_the_first(run: Run, mine: Path, theirs: Path) -> None:
    told = json.loads(run("compare", mine, theirs, mine, "--json", code=1))
    assert [one["same"] for one in told] == [False, True]
    assert told[0]["counts"] == {"measure": {"added": 0, "changed": 1, "removed": 0}}


def test_a_waterfall_names_the_edit_and_adds_up(run: Run, mine: Path, theirs: Path) -> None:
    words = ("compare", mine, theirs, "--waterfall", "capacity_ef", "--month", "2032-01")
    assert "A AI-optimised supercomputer" in run(*words, code=1)
    fall = json.loads(run(*words, "--json", code=1))[0]["waterfall"]
    assert fall["after"] - fall["before"] == pytest.approx(sum(b["amount"] for b in fall["bars"]))


def test_a_scenario_nobody_has_is_said(run: Run, mine: Path) -> None:
    assert "Nobody" in run("compare", mine, f"{mine}#Nobody", code=3)


def test_a_patch_is_made_shown_compared_and_applied(
    run: Run, mine: Path, theirs: Path, tmp_path: Path
) -> None:
    patch = tmp_path / "for-anna.aifpatch"
    assert "1 step" in run("patch", "make", patch, "--plan", theirs, "--note", "As discussed")
    said = run("patch", "show", patch, "--plan", mine)
    assert "As discussed" in said
    assert "demand has grown" in said
    assert "AI-optimised supercomputer" in said
    assert "1,000 → 2,000" in run("compare", "@", patch, "--plan", mine, code=1)
    run("patch", "apply", patch, "--plan", mine)
    assert "already" in run("patch", "apply", patch, "--plan", mine)
    with PlanFile.open(mine) as file:
        assert file.plan.get(Measure, "m-system").accelerators == 2_000


def test_a_patch_alone_is_shown_with_names_as_far_as_they_are_known_here(
    run: Run, mine: Path, theirs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "default_plan", lambda: tmp_path / "none.aifp")
    patch = tmp_path / "for-anna.aifpatch"
    with app.workspace(theirs) as opened:
        edit = EditField(kind="measure", key="m-system", field="notes", value="as agreed")
        opened.session.execute(edit)
    run("patch", "make", patch, "--plan", theirs)
    assert "of measure system" in run("patch", "show", patch)
    monkeypatch.setattr(paths, "default_plan", lambda: mine)
    said = run("patch", "show", patch)
    assert "of measure system" not in said
    assert "A AI-optimised supercomputer" in said


def test_a_signature_answers_in_codes(run: Run, theirs: Path, tmp_path: Path) -> None:
    patch = tmp_path / "for-anna.aifpatch"
    run("patch", "make", patch, "--plan", theirs)
    assert "not signed" in run("patch", "verify", patch, code=1)
    assert "Signed with the key" in run("patch", "sign", patch)
    run("patch", "verify", patch)
    given = json.loads(patch.read_text(encoding="utf-8"))
    given["signature"]["value"] = given["signature"]["value"][::-1]
    patch.write_text(json.dumps(given), encoding="utf-8")
    assert "does not hold" in run("patch", "verify", patch, code=9)


def test_a_patch_is_never_written_over(run: Run, theirs: Path, tmp_path: Path) -> None:
    patch = tmp_path / "for-anna.aifpatch"
    run("patch", "make", patch, "--plan", theirs)
    assert "exists already" in run("patch", "make", patch, "--plan", theirs, code=5)
