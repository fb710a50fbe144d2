# SPDX-License-Identifier: EUPL-1.2
"""What groups of states have, what stands against the Union's money, and what it has paid."""

from typing import Any

import pytest

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.engine.budget_head import head
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Figure
from planner.engine.group_figures import BEFORE, SINCE, states_of
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan

OCTOBER_2026 = 69


@pytest.fixture(scope="module")
def shipped() -> tuple[Plan, Outcome]:
    plan = reference_plan()
    return plan, evaluate(plan)


def figure(given: tuple[Plan, Outcome], code: str) -> Figure:
    found = derived(*given, About(NETWORK, "", code, OCTOBER_2026))
    assert found is not None
    return found


def test_the_two_groups_are_all_member_states(shipped: tuple[Plan, Outcome]) -> None:
    plan, _outcome = shipped
    since, before = states_of(plan, SINCE), states_of(plan, BEFORE)
    assert (len(since), len(before)) == (13, 14)
    assert not set(since) & set(before)


@pytest.mark.parametrize("what", ["capacity_ef.available", "money_committed", "served"])
def test_a_group_has_the_sum_of_its_states_over_its_people(
    shipped: tuple[Plan, Outcome], what: str
) -> None:
    plan, outcome = shipped
    found = figure(shipped, f"group.{BEFORE}.{what}")
    people = sum(plan.get(State, key).population_m or 0 for key in states_of(plan, BEFORE))
    values: list[Any] = [one.value for one in found.inputs if one.field != "population_m"]
    assert found.value == pytest.approx(sum(values) / people)
    for one in found.inputs:
        if one.computed:
            part = derived(plan, outcome, About(one.kind, one.key, one.field, OCTOBER_2026))
            assert part is not None
            assert part.value == pytest.approx(one.value), one.key


@pytest.mark.parametrize(("who", "place"), [("union", 0), ("states", 1), ("other", 2)])
def test_what_is_matched_is_what_the_head_of_the_budget_says(
    shipped: tuple[Plan, Outcome], who: str, place: int
) -> None:
    found = figure(shipped, f"matched.{who}")
    values: list[Any] = [one.value for one in found.inputs]
    assert found.value == pytest.approx(head(*shipped).matched[place])
    assert found.value == pytest.approx(sum(values))


def test_what_is_paid_adds_up_to_the_end_of_the_year(shipped: tuple[Plan, Outcome]) -> None:
    found = figure(shipped, "union_paid")
    values: list[Any] = [one.value for one in found.inputs]
    assert found.value == pytest.approx(sum(values))
    assert found.value is not None
    assert found.value >= head(*shipped).paid_meur
    for one in found.inputs:
        part = derived(*shipped, About(one.kind, one.key, one.field, OCTOBER_2026))
        assert part is not None
        assert part.value == pytest.approx(one.value), one.key


def test_an_unknown_group_has_no_figures(shipped: tuple[Plan, Outcome]) -> None:
    assert derived(*shipped, About(NETWORK, "", "group.north.served", OCTOBER_2026)) is None
    assert derived(*shipped, About(NETWORK, "", "matched.nobody", OCTOBER_2026)) is None
