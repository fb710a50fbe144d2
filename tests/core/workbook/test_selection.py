# SPDX-License-Identifier: EUPL-1.2
"""A part of a plan is chosen by kind, state and condition."""

import pytest

from planner.domain.commands import Assign
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.records.contributions import PaidBy
from planner.workbook.selection import Selection, selected
from tests.core.builders import a_contribution, a_measure, a_system, after, plan_with

PLAN = after(
    plan_with(
        a_system(),
        a_system("lumi", name="LUMI", state="FI", accelerators=12_000),
        a_measure(),
        a_contribution(paid_by=PaidBy.UNION),
    ),
    Assign(template="t-system", state="FI", start=month_of(2028), measure="m1"),
)


def _chosen(kind: str, **choice: list[str]) -> list[str]:
    given = {"kinds": [], "states": [], "where": [], **choice}
    selection = selected(PLAN.schema, **given)
    rows = selection.rows(PLAN, PLAN.schema.kind(kind))
    return [row.id for row in rows]


def test_nothing_chosen_means_everything() -> None:
    assert _chosen("system") == ["leonardo", "lumi"]
    assert Selection().is_whole


def test_a_state_brings_what_belongs_to_it_and_what_belongs_to_none() -> None:
    assert _chosen("state", states=["FI"]) == ["FI"]
    assert _chosen("system", states=["FI"]) == ["lumi"]
    assert _chosen("measure", states=["FI"]) == ["m1"]
    assert _chosen("contribution", states=["FI"]) == []
    assert _chosen("contribution", states=["IT"]) == ["share"]
    assert "t-system" in _chosen("template", states=["FI"])


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        ("accelerators>=12000", ["lumi"]),
        ("accelerators<12000", ["leonardo"]),
        ("name~lum", ["lumi"]),
        ("name=LUMI", ["lumi"]),
        ("state=Finland", ["lumi"]),
        ("state=FI", ["lumi"]),
        ("state != FI", ["leonardo"]),
        ("status=operational", ["leonardo", "lumi"]),
        ("accepted<=2025-01", ["leonardo", "lumi"]),
        ("accepted>2025-01", []),
        ("power_mw>0", []),
        ("power_mw!=3", ["leonardo", "lumi"]),
    ],
)
def test_conditions_are_met_by_value_code_or_words(condition: str, keys: list[str]) -> None:
    assert _chosen("system", where=[condition]) == keys


def test_a_condition_on_a_field_of_another_kind_leaves_the_rest_alone() -> None:
    assert "t-system" in _chosen("template", where=["accepted<=2025-01"])


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"kinds": ["rocket"]}, "unknown_kind"),
        ({"where": ["rocket_colour=red"]}, "unknown_field"),
        ({"where": ["colour"]}, "not_a_condition"),
        ({"kinds": ["state"], "where": ["status=x"]}, "unknown_field"),
    ],
)
def test_what_fits_nothing_is_refused(choice: dict[str, list[str]], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        _chosen("state", **choice)
