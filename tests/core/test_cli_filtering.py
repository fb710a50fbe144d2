# SPDX-License-Identifier: EUPL-1.2
"""Conditions, saved views, and find and replace from the command line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.cli import command
from planner.reference.seed import reference_plan
from planner.store.planfile import PlanFile

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on a new plan, expect an exit code, return what was printed."""
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, reference_plan())

    def call(*words: str, code: int = 0) -> str:
        assert command.main([*words, "--plan", str(path)]) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return call


def keys(run: Run, *words: str) -> set[str]:
    return {row["id"] for row in json.loads(run("show", "system", *words, "--json"))}


def test_conditions_choose_what_is_shown(run: Run) -> None:
    everything = keys(run)
    italian = keys(run, "--where", "state=IT")
    large = keys(run, "--where", "state=IT", "--where", "accelerators>=10000")
    assert set() < large < italian < everything
    assert "leonardo" in large
    assert "None meets" in run("show", "system", "--where", "accelerators>=999999")


def test_a_saved_view_chooses_like_its_conditions(run: Run) -> None:
    run("add", "saved_view", "name=South", "kind=system", "words=leonardo", "conditions=state=IT")
    assert keys(run, "--view", "South") <= keys(run, "--where", "state=IT")
    assert "leonardo" in keys(run, "--view", "South")


def test_replace_changes_what_meets_the_conditions_in_one_step(run: Run) -> None:
    chosen = ("replace", "system", "city", "bologna", "Roma", "--where", "state=IT")
    would = json.loads(run(*chosen, "--dry-run", "--json"))
    assert {row["key"] for row in would} >= {"leonardo"}
    assert not keys(run, "--where", "city=Roma")
    run(*chosen)
    assert keys(run, "--where", "city=Roma") == {row["key"] for row in would}
    run("undo")
    assert not keys(run, "--where", "city=Roma")


def test_what_makes_no_sense_is_one_sentence(run: Run) -> None:
    assert "no condition" in run("show", "system", "--where", "state", code=3)
    assert "Nothing was found" in run("replace", "system", "city", "Atlantis", "Roma", code=3)
