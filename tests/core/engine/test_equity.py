# SPDX-License-Identifier: EUPL-1.2
"""Equity: by hand, against brute-force pairs, and against the published white spots."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.records.demand import Driver
from planner.engine.equity import Base, equity, gini, trend, white_spots
from planner.engine.reach import ReachBook
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from tests.core.builders import a_commitment, a_factory, a_state, plan_with
from tests.core.engine.test_demand import a_group
from tests.core.engine.test_reach import Q4_OF_2026, a_reached_plan

heads = st.floats(0.1, 100)
spread = st.lists(st.tuples(st.floats(0, 1e6), heads), min_size=1, max_size=12)


def gini_by_pairs(amounts: list[float], people: list[float]) -> float:
    """Return Σ w_i w_j |x_i - x_j| / (2 W² x̄), the definition."""
    each = [a / w for a, w in zip(amounts, people, strict=True)]
    total = sum(people)
    mean = sum(amounts) / total
    pairs = [
        wi * wj * abs(xi - xj)
        for xi, wi in zip(each, people, strict=True)
        for xj, wj in zip(each, people, strict=True)
    ]
    return sum(pairs) / (2 * total**2 * mean)


@given(spread)
def test_gini_equals_the_pairs(rows: list[tuple[float, float]]) -> None:
    amounts, people = [row[0] for row in rows], [row[1] for row in rows]
    found = gini(np.array(amounts), np.array(people))
    if sum(amounts) > 1e-6:
        assert found == pytest.approx(gini_by_pairs(amounts, people), abs=1e-9)


def test_gini_by_hand() -> None:
    # One of two equal states has everything: half. Equal amounts a head: none.
    assert gini(np.array([0.0, 8.0]), np.array([1.0, 1.0])) == pytest.approx(0.5)
    assert gini(np.array([10.0, 30.0]), np.array([1.0, 3.0])) == pytest.approx(0.0)


def test_gini_leaves_out_what_is_unknown_and_says_nothing_about_nothing() -> None:
    known = gini(np.array([0.0, 8.0]), np.array([1.0, 1.0]))
    assert gini(np.array([0.0, 8.0, math.nan]), np.array([1.0, 1.0, 5.0])) == known
    assert gini(np.zeros(3), np.ones(3)) is None


def test_hours_are_set_against_people_product_and_own_money() -> None:
    plan = a_reached_plan(
        a_state("FI"),  # wants hours, but nobody knows how many
        a_commitment(state="IT", states_meur=20.0),
    )
    outcome = evaluate(plan)
    reach = ReachBook().at(plan, outcome, Q4_OF_2026)
    found = equity(plan, outcome, reach)
    row = found.states.index("IT")
    served = reach.flows.served[row]
    assert found.used[Base.PEOPLE][row] == pytest.approx(served / 60.0)
    assert found.used[Base.CONTRIBUTION][row] == pytest.approx(served / 20.0)
    assert math.isnan(found.used[Base.GDP][row])
    assert math.isnan(found.used[Base.CONTRIBUTION][found.states.index("LV")])
    assert math.isnan(found.used[Base.PEOPLE][found.states.index("FI")])


def test_the_lowest_ten_are_those_with_the_fewest_hours_a_head() -> None:
    states = [a_state(f"A{n}", population_m=1.0 + n) for n in range(12)]
    plan = a_reached_plan(*states)
    outcome = evaluate(plan)
    found = equity(plan, outcome, ReachBook().at(plan, outcome, Q4_OF_2026))
    assert len(found.lowest) == 10
    used = found.used[Base.PEOPLE]
    left = used[[s not in found.lowest for s in found.states]]
    assert left.min() >= used[found.states.index(found.lowest[-1])]
    assert found.lowest_hours is not None
    assert found.lowest_people is not None
    assert found.lowest_hours <= found.lowest_people


def test_machines_are_spread_less_evenly_than_the_hours_used() -> None:
    plan = a_reached_plan()
    outcome = evaluate(plan)
    reaches = ReachBook().all(plan, outcome)
    found = trend(plan, outcome, reaches)
    used, offered = found.gini_used[Base.PEOPLE], found.gini_offered[Base.PEOPLE]
    assert math.isnan(used[0])  # nothing was offered in 2021
    assert used[Q4_OF_2026] < offered[Q4_OF_2026]
    assert found.cross_border[Q4_OF_2026] == reaches[Q4_OF_2026].cross_border


def test_hours_by_product_and_by_own_money_are_spread_otherwise_than_by_head() -> None:
    plan = a_reached_plan(
        a_state("AT", population_m=9.0, gdp_beur=480.0),
        a_commitment("at", state="AT", states_meur=10.0),
        a_commitment("it", state="IT", states_meur=20.0),
    )
    outcome = evaluate(plan)
    reaches = ReachBook().all(plan, outcome)
    moved = trend(plan, outcome, reaches)
    quarter = equity(plan, outcome, reaches[Q4_OF_2026])
    served, states = reaches[Q4_OF_2026].flows.served, quarter.states
    paid = np.array([{"AT": 10.0, "IT": 20.0}.get(state, math.nan) for state in states])
    by_hand = gini(served, paid)  # who has paid nothing is not set against nothing
    for base in Base:
        assert moved.gini_used[base][Q4_OF_2026] == pytest.approx(
            quarter.gini_used[base], nan_ok=True
        )
    assert quarter.gini_used[Base.CONTRIBUTION] == by_hand
    assert quarter.gini_used[Base.CONTRIBUTION] != quarter.gini_used[Base.PEOPLE]


def test_a_seat_in_a_consortium_is_a_link_but_not_a_node() -> None:
    plan = plan_with(
        a_state("IT"),
        a_state("LV"),
        a_state("FI"),
        a_factory(consortium=("LV",)),
        a_group("people", driver=Driver.POPULATION),
    )
    found = white_spots(plan, evaluate(plan))
    assert found.without_node == ("FI", "LV")
    assert found.without_link == ("FI",)


def test_croatia_alone_has_no_link_in_the_public_record() -> None:
    # The record of 10 October 2026: four member states have no node of their own, one no link.
    plan = reference_plan()
    found = white_spots(plan, evaluate(plan))
    assert found.without_node == ("DK", "EE", "HR", "PT")
    assert found.without_link == ("HR",)
