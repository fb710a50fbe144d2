# SPDX-License-Identifier: EUPL-1.2
"""The budget from the command line: story A and the published totals, to the figure."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.cli import command
from planner.engine.budget import Grouping

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on a new plan of the public record and return what it printed."""
    path = str(tmp_path / "plan.aifp")
    assert command.main(["new", "--plan", path]) == 0
    capsys.readouterr()

    def call(*words: str) -> str:
        assert command.main([*words, "--plan", path]) == 0
        return capsys.readouterr().out

    return call


def asked(run: Run, *words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return json.loads(run(*words, "--json"))


def test_2026_holds_the_six_contracts_and_the_unions_half(run: Run) -> None:
    by_source = asked(run, "budget", "--by", "source")
    at = by_source["years"].index(2026)
    union = next(group for group in by_source["groups"] if group["key"] == "union")
    assert by_source["columns"][at]["meur"] == 971.56
    assert union["columns"][at]["meur"] == 485.78


def test_the_old_ceiling_is_three_programmes_that_no_longer_bind(run: Run) -> None:
    head = asked(run, "budget")["head"]
    parts = {one["programme"]: one["ceiling_meur"] for one in head["programmes"]}
    assert parts == {"horizon_europe": 900, "digital_europe": 1981.3, "connecting_europe": 200}
    assert round(sum(parts.values()), 1) == 3081.3
    assert head["union_ceiling_meur"] == 4122.3
    assert not any(one["in_force"] for one in head["programmes"])


@pytest.mark.parametrize("grouping", [one for one in Grouping if one is not Grouping.FRAMEWORK])
def test_the_groups_add_up_to_the_total(run: Run, grouping: Grouping) -> None:
    found = asked(run, "budget", "--by", grouping.value)
    thousandths = [round(group["total"]["meur"] * 1_000) for group in found["groups"]]
    assert sum(thousandths) == round(found["total"]["meur"] * 1_000)


def test_the_framework_is_not_stated_and_never_zero(run: Run) -> None:
    said = run("budget", "--by", "framework")
    assert "2,100 MEUR: 0 stated, 2,100 not stated" in said
    assert "n. s." in said
    found = asked(run, "budget", "--by", "framework")
    assert found["total"] == {"meur": 0.0, "open": True}


def test_mobilised_money_stands_apart(run: Run) -> None:
    head = asked(run, "budget")["head"]
    assert head["mobilised_meur"] == 1_000 + 4_000 + 200_000 + 20_000
    assert head["union_committed_meur"] < 2_000


def test_story_a_the_dutch_factory(run: Run) -> None:
    run("assign", "ai_system_mid", "NL", "--start", "2026-10", "--name", "NLAIF")
    for paid_by, amount in (("union", 71), ("host_state", 70), ("region", 60)):
        values = [f"paid_by={paid_by}", "year=2026", f"commitment_meur={amount}"]
        run("add", "contribution", "measure=NLAIF", *values)
    found = asked(run, "budget")
    dutch = next(group for group in found["groups"] if group["name"] == "NLAIF NL")
    assert dutch["total"] == {"meur": 201.0, "open": False}
    rules = [one for one in asked(run, "findings") if one["kind"] == "measure"]
    assert not {"FIN-01", "FIN-02", "FIN-03"} & {one["rule"] for one in rules}
    (rate,) = (one for one in rules if one["rule"] == "FIN-20")
    assert "35.3" in rate["sentence"]
