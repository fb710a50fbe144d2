# SPDX-License-Identifier: EUPL-1.2
"""Reach: hours of the network routed to the states that ask for them."""

import numpy as np
import pytest

from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import TimeShare
from planner.domain.records.demand import Driver
from planner.engine.parameters import Parameters
from planner.engine.reach import Reach, ReachBook, distance_cost, unmet_prices
from planner.engine.stages import evaluate
from tests.core.builders import (
    a_measure,
    a_parameter,
    a_state,
    a_system,
    a_template,
    after,
    an_accelerator,
    plan_with,
)
from tests.core.engine.test_demand import a_group

Q4_OF_2026 = 23
# 4 000 accelerators × 2 190 h × 0.85: what the usual system offers in a quarter.
OFFERED = 4_000 * 2_190 * 0.85


def a_reached_plan(*more: object, total: float = 40.0) -> Plan:
    """One machine in Italy, half of it the Union's; Italy and Latvia want hours by population."""
    return plan_with(
        a_state("IT", population_m=60.0, capital_lat=41.9, capital_lon=12.483, languages="it"),
        a_state("LV", population_m=2.0, capital_lat=56.95, capital_lon=24.1, languages="lv"),
        an_accelerator(vendor="NVIDIA"),
        a_system(),
        TimeShare(id="u", system="leonardo", access_share=0.5),
        a_group("people", driver=Driver.POPULATION),
        a_parameter("demand_total_million_hours", total),
        *more,  # type: ignore[arg-type]  # records
    )


def reach_of(plan: Plan, quarter: int = Q4_OF_2026, *, planned: bool = True) -> Reach:
    return ReachBook().at(plan, evaluate(plan), quarter, planned=planned)


def test_union_hours_cross_borders_and_own_hours_stay() -> None:
    # 40 m h a year: Italy wants 60 / 62 of 10 m a quarter, Latvia 2 / 62; 7.446 m are offered.
    found = reach_of(a_reached_plan())
    assert found.offer.union[0] == pytest.approx(OFFERED / 2)
    assert found.offer.national[0] == pytest.approx(OFFERED / 2)
    assert found.flows.national == pytest.approx([OFFERED / 2, 0.0])
    assert found.flows.supplied.sum() == pytest.approx(OFFERED)
    assert np.nansum(found.flows.unmet) == pytest.approx(10e6 - OFFERED)
    assert found.uses("LV")[0][0] == "IT"
    assert [state for state, _hours in found.serves("IT")] == ["IT", "LV"]
    assert found.cross_border == pytest.approx(found.flows.between[0, 1] / OFFERED)


def test_the_cost_of_a_way_is_request_distance_and_language() -> None:
    plan = a_reached_plan()
    cost = distance_cost(plan, Parameters.of(plan))
    # Rome to Riga is 1 863 km: 0.01 + 1.863 × 0.05 + 0.1.
    assert cost[0, 1] == pytest.approx(0.01 + 1.863 * 0.05 + 0.1, rel=0.01)
    assert cost[0, 0] == pytest.approx(0.01)


def test_a_capital_nobody_has_placed_is_as_far_as_the_farthest() -> None:
    plan = a_reached_plan(a_state("MT", population_m=0.6, languages="it"))
    cost = distance_cost(plan, Parameters.of(plan))
    assert cost[0, 2] == pytest.approx(cost[0, 1] - 0.1)


def test_machines_of_another_vendor_cost_porting() -> None:
    plan = a_reached_plan(an_accelerator("mi300x", vendor="AMD"), total=8.0)
    amd = after(plan, EditField(kind="system", key="leonardo", field="accelerator", value="mi300x"))
    usual, other = reach_of(plan), reach_of(amd)
    assert usual.offer.unusual[0] == 0
    assert other.offer.unusual[0] == 1
    crossing = usual.flows.union.sum()
    assert other.flows.cost_eur - usual.flows.cost_eur == pytest.approx(0.3 * crossing, rel=1e-6)


def test_hours_nobody_has_divided_are_divided_by_assumption_and_said_so() -> None:
    plan = a_reached_plan()
    plan = after(plan, EditField(kind="time_share", key="u", field="access_share", value=None))
    found = reach_of(plan)
    assert found.offer.assumed[0] == pytest.approx(OFFERED)
    assert found.offer.union[0] == pytest.approx(0.4 * OFFERED)


def test_what_is_planned_serves_only_where_it_is_asked_about() -> None:
    more = a_measure(state="LV", start=month_of(2024), accelerator="gb200")
    plan = a_reached_plan(a_template(), more, total=400.0)
    with_plan, today = reach_of(plan, 40), reach_of(plan, 40, planned=False)
    assert with_plan.flows.supplied[1] > 0
    assert today.flows.supplied[1] == 0
    assert np.nansum(with_plan.flows.unmet) < np.nansum(today.flows.unmet)


def test_the_price_of_what_is_unmet_rises_from_above_every_cost() -> None:
    prices = unmet_prices(Parameters(), 4.0)
    assert prices[0] == pytest.approx(4.001)
    assert prices[-1] == pytest.approx(2 * 4.001)
    assert unmet_prices(Parameters(reach_priority=0.0), 1.0) == pytest.approx([2.5] * 10)


def test_an_edit_moves_the_quarters_it_is_felt_in_and_no_others() -> None:
    plan = a_reached_plan()
    book, outcome = ReachBook(), evaluate(plan)
    before = book.all(plan, outcome)
    edit = EditField(kind="system", key="leonardo", field="retired", value=month_of(2028))
    retired = after(plan, edit)
    after_edit = book.all(retired, evaluate(retired))
    moved = [q for q in range(60) if after_edit[q].flows is not before[q].flows]
    assert moved
    assert min(moved) == 28  # the first quarter of 2028


def test_an_edit_elsewhere_moves_no_quarter() -> None:
    plan = a_reached_plan()
    book = ReachBook()
    before = book.at(plan, evaluate(plan), Q4_OF_2026)
    edit = EditField(kind="state", key="IT", field="grid_carbon_g_per_kwh", value=1.0)
    cleaner = after(plan, edit)
    assert book.at(cleaner, evaluate(cleaner), Q4_OF_2026).flows is before.flows


def test_a_book_answers_as_a_new_one_would() -> None:
    plan = a_reached_plan()
    book = ReachBook()
    book.all(plan, evaluate(plan))
    edit = EditField(kind="demand_group", key="people", field="growth", value=0.4)
    grown = after(plan, edit)
    outcome = evaluate(grown)
    for old, new in zip(book.all(grown, outcome), ReachBook().all(grown, outcome), strict=True):
        assert np.array_equal(old.flows.between, new.flows.between)
        assert np.array_equal(old.flows.unmet, new.flows.unmet, equal_nan=True)


def test_groups_share_the_hours_of_their_state_by_what_they_ask_for() -> None:
    plan = a_reached_plan(a_group("more", driver=Driver.POPULATION, weight=3.0))
    found = reach_of(plan)
    wanted, served = found.by_group
    assert wanted.sum() == pytest.approx(10e6)
    assert served.sum() == pytest.approx(OFFERED)
    assert served[0] / wanted[0] == pytest.approx(served[1] / wanted[1])


def test_without_supply_nothing_crosses_a_border() -> None:
    found = reach_of(a_reached_plan(), 0)
    assert found.cross_border is None
    assert found.served_share == 0


def test_a_state_in_the_consortium_uses_its_part_of_the_national_hours() -> None:
    # Half of the machine is the Union's; of the other half Latvia owns a tenth of the whole.
    seat = TimeShare(id="lv", system="leonardo", state="LV", access_share=0.1)
    found = reach_of(a_reached_plan(seat, total=400.0))
    assert found.offer.owned[0] == pytest.approx([OFFERED * 0.4, OFFERED * 0.1])
    assert found.between[0, 1] >= OFFERED * 0.1 * 0.999
    assert found.offer.national == pytest.approx([OFFERED / 2, 0.0])  # where the machine stands
    assert found.between.sum() == pytest.approx(np.nansum(found.flows.served))


def test_a_seat_cannot_own_more_than_the_union_leaves() -> None:
    seat = TimeShare(id="lv", system="leonardo", state="LV", access_share=0.9)
    found = reach_of(a_reached_plan(seat))
    assert found.offer.owned[0] == pytest.approx([0.0, OFFERED / 2])
