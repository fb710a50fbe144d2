# SPDX-License-Identifier: EUPL-1.2
"""Who pays what and when, worked by hand."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import CostLevel, MeasureKind, UpgradeMode
from planner.engine.outcome import Unknown
from planner.engine.stages import evaluate
from tests.core.builders import (
    a_commitment,
    a_measure,
    a_state,
    a_system,
    a_template,
    an_envelope,
    plan_with,
)

AVAILABLE, COMING, PLANNED, TENTATIVE = range(4)
UNION, STATES, OTHER = range(3)
START = month_of(2027)


def test_a_machine_is_paid_at_contract_delivery_and_acceptance() -> None:
    measure = a_measure(capex_meur=100.0, opex_meur_per_year=0.0)
    paid = evaluate(plan_with(measure)).payments_meur[0, PLANNED].sum(axis=0)
    assert paid[START] == pytest.approx(30)
    assert paid[START + 15] == pytest.approx(40)
    assert paid[START + 18] == pytest.approx(30)
    assert paid.sum() == pytest.approx(100)


def test_delivery_is_never_before_the_contract() -> None:
    measure = a_measure(capex_meur=100.0, opex_meur_per_year=0.0, lead_months=2)
    paid = evaluate(plan_with(measure)).payments_meur[0, PLANNED].sum(axis=0)
    assert paid[START] == pytest.approx(70)


def test_operation_is_paid_monthly_over_the_life() -> None:
    measure = a_measure(capex_meur=0.0, opex_meur_per_year=12.0, life_months=24)
    paid = evaluate(plan_with(measure)).payments_meur[0, PLANNED].sum(axis=0)
    assert paid[measure.in_service] == pytest.approx(1)
    assert paid.sum() == pytest.approx(24)
    assert not paid[measure.end :].any()


def test_a_measure_is_committed_as_a_whole_when_it_starts() -> None:
    measure = a_measure(capex_meur=100.0, opex_meur_per_year=12.0, life_months=60)
    committed = evaluate(plan_with(measure)).commitments_meur[0, PLANNED]
    assert committed[:, START].sum() == pytest.approx(160)
    assert committed.sum() == pytest.approx(160)


def test_payments_within_the_series_add_up_to_the_commitment() -> None:
    kinds = [MeasureKind.SYSTEM, MeasureKind.DATA_CENTRE, MeasureKind.DOCTORAL, MeasureKind.COURSE]
    plan = plan_with(*(a_measure(kind, start=48, other_share=0.2) for kind in kinds))
    outcome = evaluate(plan)
    assert outcome.payments_meur.sum(axis=-1) == pytest.approx(
        outcome.commitments_meur.sum(axis=-1)
    )


def test_cost_is_shared_as_the_measure_says() -> None:
    measure = a_measure(
        capex_meur=100.0,
        opex_meur_per_year=10.0,
        life_months=60,
        union_share_acquisition=0.5,
        union_share_operation=0.4,
        other_share=0.1,
    )
    committed = evaluate(plan_with(measure)).commitments_meur[0, PLANNED, :, START]
    assert committed == pytest.approx([70, 65, 15])


def test_shares_above_the_whole_never_make_a_state_pay_less_than_nothing() -> None:
    measure = a_measure(
        capex_meur=100.0, opex_meur_per_year=0.0, union_share_acquisition=0.8, other_share=0.5
    )
    committed = evaluate(plan_with(measure)).commitments_meur[0, PLANNED, :, START]
    assert committed == pytest.approx([80, 0, 20])


def test_an_estimate_is_fixed_cost_plus_unit_cost_at_the_chosen_level() -> None:
    template = a_template(fixed_cost_high=5.0, unit_cost_high=0.05)
    measure = a_measure(accelerators=1_000, cost_level=CostLevel.HIGH, opex_meur_per_year=0.0)
    committed = evaluate(plan_with(template, measure)).commitments_meur
    assert committed.sum() == pytest.approx(55)


def test_operation_defaults_to_13_percent_of_acquisition_a_year() -> None:
    template = a_template(opex_share=None)
    measure = a_measure(capex_meur=100.0, life_months=12)
    assert evaluate(plan_with(template, measure)).commitments_meur.sum() == pytest.approx(113)


def test_an_ai_hall_carries_the_premium() -> None:
    template = a_template(MeasureKind.DATA_CENTRE, unit_cost_central=10.0)
    hall = a_measure(MeasureKind.DATA_CENTRE, it_load_mw=10.0)
    assert evaluate(plan_with(template, hall)).commitments_meur.sum() == pytest.approx(108.5)


def test_a_support_centre_costs_its_operation() -> None:
    template = a_template(
        MeasureKind.SUPPORT, unit_cost_central=None, opex_meur_per_year=10.0, size=20.0
    )
    centre = a_measure(MeasureKind.SUPPORT, staff_fte=40.0, life_months=12)
    outcome = evaluate(plan_with(template, centre))
    assert outcome.commitments_meur.sum() == pytest.approx(20)
    assert outcome.unknowns == ()


def test_a_course_is_paid_over_its_duration_once_a_year() -> None:
    master = a_measure(MeasureKind.MASTER, seats=100, life_months=24)
    paid = evaluate(plan_with(master)).payments_meur[0, PLANNED].sum(axis=0)
    one = 100 * 0.068 / 24
    assert paid[START : START + 12] == pytest.approx([one] * 12)
    assert paid[START + 12 : START + 24] == pytest.approx([2 * one] * 12)
    assert paid[START + 24 : START + 36] == pytest.approx([one] * 12)
    assert not paid[START + 36 :].any()


def test_an_unknown_cost_is_named_and_adds_nothing() -> None:
    template = a_template(MeasureKind.LINK, unit_cost_central=None)
    outcome = evaluate(plan_with(template, a_measure(MeasureKind.LINK)))
    assert outcome.unknowns == (Unknown("measure", "m-link", "capex_meur"),)
    assert not outcome.commitments_meur.any()


def test_an_upgrade_is_operated_until_its_base_ends() -> None:
    upgrade = a_measure(
        MeasureKind.UPGRADE,
        base_system="leonardo",
        upgrade_mode=UpgradeMode.ADDS,
        capex_meur=0.0,
        opex_meur_per_year=12.0,
    )
    base = a_system(retired=upgrade.in_service + 7)
    assert evaluate(plan_with(base, upgrade)).payments_meur.sum() == pytest.approx(7)


def test_public_commitments_are_paid_evenly_to_their_last_payment() -> None:
    promise = a_commitment(last_payment=month_of(2026, 10))
    paid = evaluate(plan_with(promise)).payments_meur[0, COMING]
    assert paid[UNION, month_of(2026) : month_of(2026, 11)] == pytest.approx([10] * 10)
    assert paid.sum() == pytest.approx(200)


def test_a_public_commitment_to_a_running_system_is_available() -> None:
    plan = plan_with(a_system(), a_commitment(system="leonardo"))
    assert evaluate(plan).commitments_meur[0, AVAILABLE, UNION].sum() == 100


def test_money_of_no_single_state_has_a_row_of_its_own() -> None:
    outcome = evaluate(plan_with(a_state("IT"), a_state("FI"), a_commitment(state=None)))
    assert outcome.commitments_meur[-1].sum() == 200
    assert not outcome.commitments_meur[:-1].any()


def test_headlines_keep_committed_and_tentative_apart() -> None:
    free = {"opex_meur_per_year": 0.0, "capex_meur": 100.0}
    plan = plan_with(
        a_measure(id="a", **free),
        a_measure(id="b", status=Status.TENTATIVE, **free),
        a_commitment(union_meur=7.0),
        a_commitment("earlier", envelope=None, union_meur=1_000.0),
    )
    headlines = evaluate(plan).headlines
    assert headlines.union_committed_meur == pytest.approx(57)
    assert headlines.union_tentative_meur == pytest.approx(50)


def test_the_ceiling_in_force_is_the_latest_that_is_not_replaced() -> None:
    first = an_envelope("first", amount_meur=3_081.3, valid_from=month_of(2021))
    later = an_envelope("later", amount_meur=4_122.3, valid_from=month_of(2026), replaces="first")
    future = an_envelope("future", amount_meur=9_000.0, valid_from=month_of(2028), replaces="later")
    assert evaluate(plan_with(first)).headlines.union_ceiling_meur == 3_081.3
    assert evaluate(plan_with(first, later, future)).headlines.union_ceiling_meur == 4_122.3
    assert evaluate(plan_with()).headlines.union_ceiling_meur is None
