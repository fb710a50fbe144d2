# SPDX-License-Identifier: EUPL-1.2
"""Access, training and people from the command line, over the public record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner import app
from planner.cli import command

Ask = Callable[..., Any]


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a verb over the shipped plan and return what it found as data."""
    path = tmp_path / "plan.aifp"
    app.create_plan(path)

    def call(*words: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        assert command.main([*words, "--plan", str(path), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return call


def test_lumi_has_44_35_million_union_hours_and_a_request_takes_4_5_percent(ask: Ask) -> None:
    found = ask("access", "--machine", "lumi", "--request", "2000000", "--unit", "module")
    (lumi,) = found["machines"]
    assert lumi["union_hours"] == pytest.approx(44.35e6, rel=1e-4)
    assert found["request_share"] == pytest.approx(0.0451, abs=5e-5)
    as_dies = ask("access", "--machine", "lumi", "--request", "2000000", "--unit", "gcd")
    assert as_dies["request_share"] == pytest.approx(0.0225, abs=5e-5)
    unsaid = ask("access", "--machine", "lumi", "--request", "2000000")
    assert unsaid["request_share"] is None


def test_the_dutch_factory_gives_35_3_and_38_6_percent(ask: Ask) -> None:
    found = ask("access", "--machine", "nlaif_system", "--of-total", "0.25")
    assert found["union_share"] == pytest.approx(0.3532, abs=5e-5)
    assert found["part_of_national"] == pytest.approx(0.3865, abs=5e-5)


def test_a_share_is_read_as_percent_and_never_more_than_all(
    ask: Ask, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ask("access", "--machine", "nlaif_system", "--of-total", "25 %")
    assert found["part_of_national"] == pytest.approx(0.3865, abs=5e-5)
    for typed, words in {
        "25": "“--of-total” must be 1 or less; 25 is too large.",
        "much": "“--of-total” takes a number; “much” is none.",
    }.items():
        assert command.main(["access", "--machine", "nlaif_system", "--of-total", typed]) == 2
        assert words in capsys.readouterr().err


def test_a_commercial_contract_over_the_cap_and_the_gap_after_lumi_are_found(ask: Ask) -> None:
    told = ask(
        "add",
        "allocation",
        "name=Contract",
        "system=lumi",
        "mode=commercial",
        "pool=commercial",
        "unit=module",
        "hours_awarded=8900000",
        "first_month=2026-01",
        "price_eur_per_hour=2",
        "civil_use=yes",
    )
    assert "ACC-05" in {finding["rule"] for finding in told["new_findings"]}
    told = ask("edit", "system", "lumi_ai", "accepted", "2028-10")
    (gap,) = [f for f in told["new_findings"] if f["rule"] == "CAP-02"]
    assert gap["facts"]["gap_months"] == 9
    assert gap["facts"]["lost_hours_per_month"] == pytest.approx(3.70e6, rel=2e-3)
    assert gap["facts"]["lost_hours"] == pytest.approx(33.3e6, rel=2e-3)


def test_training_names_the_best_machine_and_january_2024(ask: Ask) -> None:
    (found,) = ask("training", "--workload", "70b-2t", "--month", "2026-10")
    assert found["best"]["key"] == "jupiter"
    assert found["best"]["weeks"] < found["baseline_2024"]["weeks"]


def test_people_say_what_limits_a_state(ask: Ask) -> None:
    ask("add", "staffing", "state=FI", "since=2026-01", "staff_fte=12")
    (finland,) = ask("people", "--state", "FI", "--month", "2026-10")
    assert finland["limits"]["available"].startswith("people: 12 of 25")
    assert finland["usable_ef"] == pytest.approx(finland["installed_ef"] * 12 / 25)
    (italy,) = ask("people", "--state", "IT", "--month", "2026-10")
    assert italy["checked"]["people"] is False
