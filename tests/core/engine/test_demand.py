# SPDX-License-Identifier: EUPL-1.2
"""Demand: a total the planner sets, spread by weight and driver; unknown is left out and named."""

import math

import numpy as np
import pytest

from planner.domain.commands import EditField
from planner.domain.plan import Plan
from planner.domain.records.demand import DemandGroup, Driver, Segment
from planner.engine.demand import demand
from planner.engine.demand_figures import demand_figures, group_figures
from planner.engine.outcome import Unknown
from tests.core.builders import a_parameter, a_state, after, plan_with

Q3_OF_2026 = 22
Q3_OF_2027 = 26


def a_group(key: str = "research", **values: object) -> DemandGroup:
    given: dict[str, object] = {
        "name": key,
        "segment": Segment.RESEARCH,
        "driver": Driver.RESEARCHERS,
        **values,
    }
    return DemandGroup(id=key, **given)  # type: ignore[arg-type]  # values of any field


def a_wanting_plan(*more: object) -> Plan:
    """Two states, two groups of weights 3 and 1, 400 million hours a year in 2026."""
    return plan_with(
        a_state("IT", population_m=60.0, researchers_fte_thousand=150.0, gdp_beur=2_000.0),
        a_state("LV", population_m=2.0, researchers_fte_thousand=50.0, gdp_beur=40.0),
        a_group("research", weight=3.0, growth=0.1),
        a_group("towns", weight=1.0, driver=Driver.POPULATION, segment=Segment.PUBLIC),
        a_parameter("demand_total_million_hours", 400.0),
        *more,  # type: ignore[arg-type]  # records
    )


def test_the_total_is_divided_by_weight_and_then_by_driver() -> None:
    found = demand(a_wanting_plan())
    # 400 m h a year are 100 m a quarter: 75 for research, of which LV 50 / 200; 25 for the towns.
    assert found.base[0] == pytest.approx([56.25e6, 18.75e6])
    assert found.base[1] == pytest.approx([25e6 * 60 / 62, 25e6 * 2 / 62])


def test_demand_grows_from_the_middle_of_the_base_year() -> None:
    found = demand(a_wanting_plan())
    # The middle of the third quarter lies an eighth of a year after the middle of the year.
    assert found.at(Q3_OF_2026)[0, 0] == pytest.approx(56.25e6 * 1.1**0.125)
    assert found.at(Q3_OF_2027)[0, 0] == pytest.approx(56.25e6 * 1.1**1.125)
    assert found.at(Q3_OF_2027)[1, 1] == pytest.approx(found.at(Q3_OF_2026)[1, 1])


def test_enterprises_are_the_product_of_two_indicators() -> None:
    plan = plan_with(
        a_state("IT", gdp_beur=2_000.0, ai_adoption_enterprises_pct=10.0),
        a_state("FI", gdp_beur=250.0, ai_adoption_enterprises_pct=40.0),
        a_group("startups", driver=Driver.ENTERPRISES),
        a_parameter("demand_total_million_hours", 12.0),
    )
    # 250 × 40 = 10 000 against 2 000 × 10 = 20 000: a third and two thirds of 3 m h a quarter.
    assert demand(plan).base[0] == pytest.approx([1e6, 2e6])


def test_a_state_with_an_unknown_indicator_is_left_out_and_named() -> None:
    found = demand(a_wanting_plan(a_state("FI", population_m=5.6)))
    assert found.unknowns == (Unknown("state", "FI", "researchers_fte_thousand"),)
    assert found.left_out == ("FI",)
    assert math.isnan(found.by_state(Q3_OF_2026)[found.states.index("FI")])
    assert np.nansum(found.base) == pytest.approx(100e6)


def test_an_indicator_nobody_needs_may_be_unknown() -> None:
    plan = a_wanting_plan(a_state("FI", population_m=5.6))
    plan = after(plan, EditField(kind="demand_group", key="research", field="weight", value=0.0))
    found = demand(plan)
    assert found.unknowns == ()
    assert found.by_state(Q3_OF_2026)[found.states.index("FI")] > 0


def test_a_state_outside_the_joint_undertaking_is_not_asked() -> None:
    outside = a_state(
        "UA", membership="associated", population_m=38.0, researchers_fte_thousand=20.0
    )
    found = demand(a_wanting_plan(outside))
    assert math.isnan(found.by_state(0)[found.states.index("UA")])
    assert found.unknowns == ()


def test_the_weight_of_one_group_changes_shares_but_not_the_total() -> None:
    before = a_wanting_plan()
    edit = EditField(kind="demand_group", key="towns", field="weight", value=3.0)
    assert np.nansum(demand(after(before, edit)).base) == pytest.approx(100e6)
    assert demand(after(before, edit)).base[1, 1] == pytest.approx(50e6 * 2 / 62)


def test_growth_of_one_group_moves_that_group_alone() -> None:
    before = a_wanting_plan()
    edit = EditField(kind="demand_group", key="towns", field="growth", value=0.5)
    old, new = demand(before).at(40), demand(after(before, edit)).at(40)
    assert np.array_equal(old[0], new[0])
    assert (new[1] > old[1]).all()


def test_without_groups_there_is_no_demand_to_know() -> None:
    found = demand(plan_with(a_state("IT")))
    assert np.isnan(found.by_state(0)).all()


def test_the_demand_of_a_state_names_groups_indicators_and_the_total() -> None:
    plan = a_wanting_plan()
    (figure,) = demand_figures(plan, "LV", 3 * Q3_OF_2026)
    groups = [one for one in figure.inputs if one.kind == "demand_group"]
    assert figure.value == pytest.approx(sum(float(str(one.value)) for one in groups))
    assert {one.key: one.assumption for one in groups} == {"research": True, "towns": True}
    named = {(one.kind, one.field) for one in figure.inputs}
    assert {("state", "researchers_fte_thousand"), ("state", "population_m")} <= named
    assert ("parameter", "value") in named


def test_the_demand_of_a_group_is_that_of_all_its_states() -> None:
    plan = a_wanting_plan()
    (figure,) = group_figures(plan, "towns", 3 * Q3_OF_2026)
    assert figure.value == pytest.approx(25e6)


def test_an_unknown_demand_stays_unknown_in_its_figure() -> None:
    (figure,) = demand_figures(a_wanting_plan(a_state("FI")), "FI", 60)
    assert figure.value is None
    assert demand_figures(plan_with(a_state("IT")), "IT", 60) == ()
