# SPDX-License-Identifier: EUPL-1.2
"""Reach and equity from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner import app
from planner.cli import command

Read = Callable[..., Any]


@pytest.fixture
def read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Read:
    """Run a verb on the public record and return its JSON, or its words without `--json`."""
    path = tmp_path / "plan.aifp"
    app.create_plan(path)

    def call(*words: str) -> Any:  # noqa: ANN401 - JSON of any shape
        assert command.main([*words, "--plan", str(path), "--lang", "en"]) == 0
        printed = capsys.readouterr().out
        return json.loads(printed) if "--json" in words else printed

    return call


def test_reach_adds_up(read: Read) -> None:
    found = read("reach", "--month", "2026-12", "--json")
    known = [row for row in found["states"] if row["wanted_hours"] is not None]
    for name in ("wanted_hours", "served_hours", "unmet_hours"):
        assert found[name] == pytest.approx(sum(row[name] for row in known))
    assert found["wanted_hours"] == pytest.approx(found["served_hours"] + found["unmet_hours"])
    served = sum(sum(row["uses"].values()) for row in known)
    assert served == pytest.approx(found["served_hours"])
    assert sum(row["served_hours"] for row in found["groups"]) == pytest.approx(served)


def test_a_state_that_is_not_known_is_listed_and_not_zero(read: Read) -> None:
    found = read("reach", "--json")
    assert found["not_known"] == ["AL", "IL", "IS", "MD", "MK"]
    iceland = next(row for row in found["states"] if row["state"] == "IS")
    assert iceland["wanted_hours"] is None
    assert iceland["unmet_hours"] is None
    assert "Not known, and left out: Albania" in read("reach")


def test_the_hours_of_a_state_are_related_to_its_people_and_its_income(read: Read) -> None:
    found = read("reach", "--month", "2026-12", "--json")
    austria = next(row for row in found["states"] if row["state"] == "AT")
    state = read("show", "state", "AT", "--json")
    served = austria["served_hours"]
    assert austria["hours_per_billion_eur_of_gdp"] == pytest.approx(served / state["gdp_beur"])
    assert austria["hours_per_million_inhabitants"] == pytest.approx(served / state["population_m"])


def test_only_what_runs_today_may_be_asked_for(read: Read) -> None:
    planned = read("reach", "--month", "2028-06", "--json")
    today = read("reach", "--month", "2028-06", "--operational", "--json")
    assert today["served_hours"] <= planned["served_hours"]
    assert not today["planned"]


def test_equity_gives_every_year_and_the_white_spots(read: Read) -> None:
    found = read("equity", "--json")
    assert len(found["years"]) == 15
    assert found["without_link"] == ["HR"]
    assert found["without_node"] == ["DK", "EE", "HR", "PT"]
    year = next(row for row in found["years"] if row["quarter"] == "Q4 2026")
    assert 0 < year["gini_used"] < year["gini_offered"] < 1
    assert "Member states without any link: Croatia" in read("equity")
