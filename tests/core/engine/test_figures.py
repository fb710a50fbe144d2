# SPDX-License-Identifier: EUPL-1.2
"""Derivations say the same as the series, and where their inputs were read."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.evidence import Confidence, Evidence, Source
from planner.domain.records.infrastructure import Precision
from planner.domain.records.measures import MeasureKind
from planner.engine.figures import Figure
from planner.engine.record_figures import measure_figures, system_figures
from planner.engine.stages import evaluate
from planner.engine.state_figures import state_figures
from tests.core.builders import a_measure, a_parameter, a_system, a_template, plan_with


def by_code(figures: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.code: figure for figure in figures}


def test_the_figures_of_a_measure_agree_with_the_series() -> None:
    plan = plan_with(a_measure(accelerators=2_000, other_share=0.1))
    outcome, figures = evaluate(plan), by_code(measure_figures(plan, "m-system"))
    money = outcome.commitments_meur[0, 2].sum(axis=-1)
    assert [figures[code].value for code in ("union", "states", "other")] == pytest.approx(money)
    assert figures["tco"].value == pytest.approx(money.sum())
    assert figures["capex"].value == pytest.approx(80)
    assert figures["capacity_ef"].value == outcome.capacity_ef.max() == 5.0
    assert figures["accelerator_hours"].value == outcome.accelerator_hours.max()
    assert figures["power_mw"].value == outcome.power_mw.max()
    assert figures["energy_mwh"].value == pytest.approx(outcome.energy_mwh.max())
    assert figures["in_service"].value == month_of(2028, 7)


def test_an_input_names_its_source_and_how_far_to_trust_it() -> None:
    source = Source(id="s", title="A contract", confidence=Confidence.HIGH)
    told = Evidence(
        id="template:t-system:unit_cost_central",
        about_kind="template",
        about="t-system",
        field="unit_cost_central",
        source="s",
        confidence=Confidence.MEDIUM,
    )
    plan = plan_with(source, told, a_template(), a_measure())
    inputs = {i.field: i for i in by_code(measure_figures(plan, "m-system"))["capex"].inputs}
    assert inputs["unit_cost_central"].value == 0.04
    assert (inputs["unit_cost_central"].source, inputs["unit_cost_central"].confidence) == (
        "s",
        "medium",
    )
    assert inputs["accelerators"].source is None


def test_a_parameter_that_is_not_in_the_plan_shows_as_an_assumption() -> None:
    plan = plan_with(a_measure())
    power = by_code(measure_figures(plan, "m-system"))["power_mw"]
    assert {i.key: i.assumption for i in power.inputs if i.kind == "parameter"} == {"pue": True}
    plan = plan_with(a_measure(), a_parameter("pue", 1.3))
    power = by_code(measure_figures(plan, "m-system"))["power_mw"]
    assert [i.value for i in power.inputs if i.key == "pue"] == [1.3]


def test_an_unknown_figure_has_no_value() -> None:
    plan = plan_with(a_template(unit_cost_central=None), a_measure(accelerators=None))
    figures = by_code(measure_figures(plan, "m-system"))
    for code in ("capex", "tco", "union", "accelerators", "capacity_ef", "power_mw", "energy_mwh"):
        assert figures[code].value is None, code


def test_a_headline_explains_a_capacity_without_a_count() -> None:
    system = a_system(accelerators=None, headline_ef=40.0, headline_precision=Precision.FP8_DENSE)
    figures = by_code(system_figures(plan_with(system), "leonardo"))
    assert figures["capacity_ef"].value == 20.0
    assert figures["capacity_ef"].formula == "headline_ef / divisor"
    assert figures["accelerators"].value is None
    assert figures["power_mw"].value is None


def test_an_assumed_acceptance_says_so() -> None:
    system = a_system(accepted=None, selected=month_of(2025))
    first = by_code(system_figures(plan_with(system), "leonardo"))["in_service"]
    assert first.value == month_of(2027, 4)
    assert first.inputs[-1].key == "months_selection_to_operation"


def test_a_system_without_dates_has_no_month() -> None:
    figures = by_code(system_figures(plan_with(a_system(accepted=None)), "leonardo"))
    assert figures["in_service"].value is None
    assert figures["capacity_ef"].value is None


def test_talent_figures_count_all_intakes() -> None:
    plan = plan_with(a_measure(MeasureKind.MASTER, seats=100, life_months=24))
    figures = by_code(measure_figures(plan, "m-master_cohort"))
    assert figures["trained"].value == pytest.approx(170)
    assert figures["talent"].value == pytest.approx(119)
    assert figures["trained"].value == pytest.approx(evaluate(plan).trained[0, 2, -1])


def test_the_figures_of_a_state_name_what_contributes() -> None:
    plan = plan_with(a_system(), a_measure())
    outcome = evaluate(plan)
    figures = by_code(state_figures(plan, outcome, "IT", month_of(2029)))
    assert figures["capacity_ef.available"].value == 10.0
    assert [i.key for i in figures["capacity_ef.available"].inputs] == ["leonardo"]
    assert [(i.key, i.value) for i in figures["capacity_ef.planned"].inputs] == [("m-system", 2.5)]
    assert "capacity_ef.tentative" not in figures
    hours = figures["accelerator_hours.available"]
    assert sum(i.value for i in hours.inputs) == pytest.approx(hours.value)
