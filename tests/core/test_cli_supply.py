# SPDX-License-Identifier: EUPL-1.2
"""Power, chips and data centres from the command line, as people and programs read them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import app
from planner.cli import command
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay
from planner.reference.seed import reference_plan
from planner.store.planfile import PlanFile

Run = Callable[..., str]


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    PlanFile.create(path, reference_plan())
    return path


def _plan(path: Path) -> Plan:
    with app.workspace(path) as opened:
        return opened.session.plan


def test_power_gives_lumi_its_year(run: Run) -> None:
    data = json.loads(run("power", "--state", "Finland", "--year", "2025", "--json"))
    (finland,) = data["states"]
    assert finland["peak_mw"] == pytest.approx(7.952)
    assert finland["energy_gwh"]["available"] == pytest.approx(45.28, abs=0.01)
    assert finland["energy_cost_meur"] == pytest.approx(3.05, abs=0.01)
    (kajaani,) = data["sites"]
    assert (kajaani["site"], kajaani["grid_mw"], kajaani["excess_mw"]) == ("kajaani", None, None)


def test_power_says_what_was_not_checked(run: Run) -> None:
    told = run("power")
    assert "Kajaani" in told
    assert "not checked" in told


def test_a_delay_is_an_edit_that_can_be_undone(run: Run, plan_path: Path) -> None:
    told = run("chips", "--delay", "nvidia=6")
    assert "Delay NVIDIA by 6 months" in told
    (delay,) = _plan(plan_path).of(ChipDelay).values()
    assert (delay.vendor, delay.months) == ("NVIDIA", 6)
    run("undo")
    assert not _plan(plan_path).of(ChipDelay)


def test_what_if_leaves_the_plan_as_it_is(run: Run, plan_path: Path) -> None:
    data = json.loads(run("chips", "--delay", "Blackwell=3", "--what-if", "--json"))
    orders = {order["key"]: order for order in data["orders"]}
    assert orders["it4lia_system"]["planned"] == "2027-03"
    assert orders["it4lia_system"]["accepted"] == "2027-06"
    assert orders["lisa"]["delay"] == 0
    assert not _plan(plan_path).of(ChipDelay)


@pytest.mark.parametrize("words", ["NVIDIA", "nobody=6"])
def test_chips_nobody_knows_are_refused(run: Run, words: str) -> None:
    assert run("chips", "--delay", words, code=command.USAGE)


def test_centres_name_the_branch(run: Run) -> None:
    data = json.loads(run("centres", "--json"))
    branches = {centre["centre"]: centre["branch"] for centre in data["centres"]}
    assert branches["kajaani_hall"] == "near"
    spaces = [reach["space"] for reach in data["data_spaces"]]
    assert (len(spaces), spaces == sorted(spaces)) == (14, True)
    assert "Lavrio" in run("centres")
