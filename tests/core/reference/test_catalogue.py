# SPDX-License-Identifier: EUPL-1.2
"""Templates and parameters: every cost from low to high, and where it comes from."""

from collections import Counter

import pytest

from planner.domain.plan import Plan
from planner.domain.records.evidence import Confidence, Parameter, Source
from planner.domain.records.measures import MeasureKind, Template
from planner.reference.tables import rows


def test_the_catalogue_offers_every_kind_of_measure(plan: Plan) -> None:
    offered = Counter(template.kind for template in plan.of(Template).values())
    assert set(offered) == set(MeasureKind)
    assert offered[MeasureKind.SYSTEM] == 2


def test_every_template_says_what_it_costs_from_low_to_high(plan: Plan) -> None:
    for template in plan.of(Template).values():
        unit = (template.unit_cost_low, template.unit_cost_central, template.unit_cost_high)
        fixed = (template.fixed_cost_low, template.fixed_cost_central, template.fixed_cost_high)
        priced = [[p for p in price if p is not None] for price in (unit, fixed)]
        assert sorted(map(len, priced)) == [0, 3], template.id
        assert all(sorted(price) == price for price in priced)
        assert template.size_minimum <= template.size <= template.size_maximum
        assert (template.description or "").endswith(".")


@pytest.mark.parametrize(
    ("template", "parameter", "factor"),
    [
        ("ai_system_large", "eur_per_accelerator_blackwell_large", 1e6),
        ("ai_system_mid", "eur_per_accelerator_blackwell_small", 1e6),
        ("ai_upgrade", "eur_per_accelerator_blackwell_small", 1e6),
        ("data_centre", "dc_build_cost_per_mw", 1),
        ("data_centre_link", "link_cost_per_gbps", 1),
        ("master_cohort", "talent_msc_place", 1e6),
        ("doctoral_network", "talent_phd_place", 1e6),
        ("short_courses", "talent_short_course_trainee", 1e6),
        ("fellowship", "cost_per_fte", 1e6 / 2),
    ],
)
def test_a_template_costs_what_its_parameter_says(
    plan: Plan, template: str, parameter: str, factor: float
) -> None:
    priced, basis = plan.get(Template, template), plan.get(Parameter, parameter)
    found = (priced.unit_cost_low, priced.unit_cost_central, priced.unit_cost_high)
    expected = [(value or 0) / factor for value in (basis.low, basis.value, basis.high)]
    assert list(found) == pytest.approx(expected)


def test_every_parameter_lies_in_its_range_and_names_its_source(plan: Plan) -> None:
    for parameter in plan.of(Parameter).values():
        low = parameter.value if parameter.low is None else parameter.low
        high = parameter.value if parameter.high is None else parameter.high
        assert low <= parameter.value <= high, parameter.id
        assert parameter.source in plan.of(Source)
        assert parameter.arguable == (parameter.confidence is Confidence.LOW)


def test_unit_costs_legal_quantities_and_engine_defaults_are_all_parameters(plan: Plan) -> None:
    costs = [row["parameter"] for row in rows("unit_costs")]
    rules = [row["id"] for row in rows("rules") if row["quantity"]]
    defaults = [row["id"] for row in rows("engine_defaults")]
    keys = [*costs, *rules, *defaults]
    assert len(keys) == len(set(keys))
    assert set(plan.of(Parameter)) == set(keys)
