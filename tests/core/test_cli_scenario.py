# SPDX-License-Identifier: EUPL-1.2
"""Scenarios and history from the command line: what is printed, what it means for a script."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner import app
from planner.cli import command
from planner.domain.records.measures import Measure
from tests.core.builders import a_measure
from tests.core.store.files import a_file

Run = Callable[..., str]
M = "A AI-optimised supercomputer"


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    return a_file(tmp_path, a_measure(name=M))


def read(run: Run, *words: str) -> Any:  # noqa: ANN401 - as JSON has it
    return json.loads(run(*words, "--json"))


def size(path: Path, scenario: str = "") -> int | None:
    with app.workspace(path) as opened:
        names = {row.name: key for key, row in opened.session.plan.table("scenario").items()}
        plan = opened.scenarios.open(names[scenario] if scenario else "").plan
        return plan.get(Measure, "m-system").accelerators


def test_a_scenario_is_branched_edited_and_shown(run: Run, plan_path: Path) -> None:
    assert "There are no scenarios yet" in run("scenario")
    run("scenario", "branch", "Cheaper", "--tag", "board")
    run("resize", M, "500", "--scenario", "cheaper")
    assert (size(plan_path), size(plan_path, "Cheaper")) == (1_000, 500)
    assert "Accelerators 1,000 → 500" in run("scenario", "show", "Cheaper")
    (listed,) = read(run, "scenario", "list")
    assert (listed["name"], listed["linked"], listed["changed_cells"]) == ("Cheaper", True, 1)
    assert read(run, "show", "measure", M, "--scenario", "Cheaper")["accelerators"] == 500
    run("undo", "--scenario", "Cheaper")
    assert size(plan_path, "Cheaper") == 1_000


def test_a_locked_or_archived_scenario_refuses_edits_and_says_why(run: Run) -> None:
    run("scenario", "branch", "Cheaper")
    run("scenario", "lock", "Cheaper", "with the board")
    said = run("resize", M, "500", "--scenario", "Cheaper", code=command.DOMAIN)
    assert "“Cheaper” is locked: with the board." in said
    run("scenario", "unlock", "Cheaper")
    run("scenario", "archive", "Cheaper")
    assert "archived" in run("resize", M, "500", "--scenario", "Cheaper", code=command.DOMAIN)
    assert read(run, "scenario", "list") == []
    assert len(read(run, "scenario", "list", "--all")) == 1
    run("scenario", "unarchive", "Cheaper")
    run("scenario", "rename", "Cheaper", "Dearer")
    run("resize", M, "500", "--scenario", "Dearer")


def test_a_scenario_is_cut_loose_and_linked_again(run: Run, plan_path: Path) -> None:
    run("scenario", "branch", "Alone")
    run("scenario", "cut-loose", "Alone")
    run("resize", M, "2000")
    assert size(plan_path, "Alone") == 1_000
    assert "Accelerators 1,000 → 2,000" in run("scenario", "link", "Alone", "--dry-run")
    assert size(plan_path, "Alone") == 1_000
    run("scenario", "link", "Alone")
    assert size(plan_path, "Alone") == 2_000
    assert "linked" in run("scenario", "link", "Alone", code=command.DOMAIN)


def test_a_scenario_is_branched_from_a_named_version(run: Run, plan_path: Path) -> None:
    run("history", "name", "as sent", "--note", "to the board")
    run("resize", M, "2000")
    run("scenario", "branch", "Then", "--at", "as sent")
    assert size(plan_path, "Then") == 1_000
    assert "no step" not in run("history", "versions")
    assert read(run, "history", "versions")[0]["approval"] is None
    run("scenario", "branch", "Never", "--at", "nonsense", code=command.DOMAIN)


def test_values_are_varied_in_every_combination(run: Run, plan_path: Path) -> None:
    made = read(
        run,
        "scenario",
        "vary",
        "Study",
        f"size:{M}=500,1500",
        f"start:{M}=0,12",
        "--month",
        "2030-12",
    )
    assert [row["values"] for row in made["rows"]] == [
        ["500", "2027-01"],
        ["500", "2028-01"],
        ["1500", "2027-01"],
        ["1500", "2028-01"],
    ]
    totals = [row["total_meur"] for row in made["rows"]]
    assert totals[0] == totals[1] < totals[2] == totals[3]
    assert len(read(run, "scenario", "list")) == 4
    assert size(plan_path, "Study · 1500 · 2028-01") == 1_500
    run("undo")
    assert read(run, "scenario", "list") == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("size=1",), command.USAGE, "INPUT=VALUE"),
        (("nonsense:x=1",), command.USAGE, "INPUT=VALUE"),
        (("measure:m-system:nonsense=1",), command.DOMAIN, "no field"),
        ((f"size:{M}={','.join(map(str, range(1, 202)))}",), command.DOMAIN, "200"),
    ],
)
def test_what_cannot_be_varied_is_said(
    run: Run, words: tuple[str, ...], code: int, told: str
) -> None:
    assert told in run("scenario", "vary", "Study", *words, code=code)
    assert read(run, "scenario", "list") == []


def test_history_tells_who_what_when_why_and_the_values(run: Run) -> None:
    run("resize", M, "2000", "--reason", "more is better")
    (step,) = read(run, "history")
    assert (step["code"], step["reason"]) == ("resize", "more is better")
    assert step["changes"] == [
        {
            "kind": "measure",
            "key": "m-system",
            "field": "accelerators",
            "old": 1_000,
            "new": 2_000,
        }
    ]
    assert "Accelerators 1,000 → 2,000" in run("history", "--values")


def test_history_is_filtered_by_record_person_time_and_scenario(run: Run) -> None:
    run("resize", M, "2000")
    run("edit", "state", "Finland", "grid_carbon_g_per_kwh", "60")
    run("scenario", "branch", "Cheaper")
    run("resize", M, "500", "--scenario", "Cheaper")
    assert len(read(run, "history")) == 3
    assert len(read(run, "history", "--scenario", "Cheaper")) == 4
    assert len(read(run, "history", "--everywhere")) == 4
    assert [s["code"] for s in read(run, "history", "--record", f"measure:{M}")] == ["resize"]
    author = read(run, "history")[0]["author"]
    assert len(read(run, "history", "--by", author.upper())) == 3
    assert read(run, "history", "--by", "nobody") == []
    assert read(run, "history", "--until", "2020-01-01") == []
    assert len(read(run, "history", "--since", "2020-01-01")) == 3
    assert "neither a date" in run("history", "--since", "soon", code=command.STORE)
    run("history", "--record", "measure", code=command.USAGE)


def test_the_plan_goes_back_to_a_moment_and_undo_takes_that_back(run: Run, plan_path: Path) -> None:
    run("resize", M, "2000")
    step = read(run, "history")[0]["id"]
    run("resize", M, "3000")
    run("scenario", "branch", "Kept")
    assert "3,000 → 2,000" in run("history", "restore", step[-8:], "--dry-run")
    assert size(plan_path) == 3_000
    run("history", "restore", step[-8:], "--reason", "too much")
    assert size(plan_path) == 2_000
    assert len(read(run, "scenario", "list")) == 1
    run("undo")
    assert size(plan_path) == 3_000
    run("history", "restore", "")
    assert size(plan_path) == 1_000
    assert "neither a named version" in run("history", "restore", "x", code=command.DOMAIN)


def test_a_new_plan_has_two_scenarios_to_compare_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = ["--plan", str(tmp_path / "new.aifp")]
    assert command.main(["new", *path]) == 0
    capsys.readouterr()
    assert command.main(["evaluate", "--scenario", "January 2024 framework", *path]) == 0
    assert "3,081.3" in capsys.readouterr().out
    assert command.main(["show", "system", "--scenario", "Current network", *path, "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 35 + 8
    words = ["edit", "system", "lumi", "pue", "1.2", "--scenario", "Current network", *path]
    assert command.main(words) == command.DOMAIN
    assert "came with the plan" in capsys.readouterr().err
