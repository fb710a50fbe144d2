# SPDX-License-Identifier: EUPL-1.2
"""Accelerators, capacity, hours, load and energy, worked by hand."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.infrastructure import CapacityClass, Precision, Status, UnitKind
from planner.domain.records.measures import MeasureKind, UpgradeMode
from planner.domain.schema import Record
from planner.engine.outcome import CLASSES, Outcome, Unknown
from planner.engine.stages import evaluate
from tests.core.builders import (
    a_measure,
    a_parameter,
    a_system,
    an_accelerator,
    plan_with,
)

AVAILABLE, COMING, PLANNED, TENTATIVE = range(4)


def outcome_of(*records: Record) -> Outcome:
    return evaluate(plan_with(*records))


def test_classes_stand_in_the_order_people_read_them() -> None:
    assert CLASSES[AVAILABLE] is CapacityClass.AVAILABLE
    assert CLASSES[TENTATIVE] is CapacityClass.TENTATIVE


def test_a_year_of_lumi_g_gives_the_published_union_hours() -> None:
    mi250x = an_accelerator("mi250x", bf16_dense_tflops=383.0, unit_kind=UnitKind.MODULE)
    lumi = a_system("lumi", state="FI", accelerator="mi250x", accelerators=11_912, accepted=18)
    hours = outcome_of(mi250x, lumi).accelerator_hours[0, AVAILABLE]
    assert 0.5 * hours[month_of(2025) : month_of(2026)].sum() == pytest.approx(44.35e6, rel=1e-4)


def test_it4lia_is_twenty_exaflops_of_dense_bf16() -> None:
    it4lia = a_measure(accelerators=8_000, start=month_of(2026), lead_months=12)
    assert outcome_of(it4lia).capacity_ef[0, PLANNED, -1 - 12 * 3] == 20.0


@pytest.mark.parametrize(
    ("precision", "dense"),
    [
        (Precision.FP4_SPARSE, 20.5),
        (Precision.FP8_SPARSE, 41.0),
        (Precision.FP8_DENSE, 82.0),
        (Precision.BF16_SPARSE, 82.0),
        (Precision.BF16_DENSE, 164.0),
    ],
)
def test_a_headline_is_converted_to_dense_bf16(precision: Precision, dense: float) -> None:
    system = a_system(accelerators=None, headline_ef=164.0, headline_precision=precision)
    assert outcome_of(system).capacity_ef[0, AVAILABLE, month_of(2026)] == dense


def test_accelerators_run_up_over_three_months_from_acceptance() -> None:
    accepted = month_of(2025)
    running = outcome_of(a_system(accelerators=3_000)).accelerators[0, AVAILABLE]
    assert running[accepted - 1 : accepted + 4] == pytest.approx([0, 1_000, 2_000, 3_000, 3_000])


def test_nothing_is_left_after_retirement() -> None:
    running = outcome_of(a_system(retired=month_of(2028))).accelerators[0, AVAILABLE]
    assert running[month_of(2028) - 1] == 4_000
    assert not running[month_of(2028) :].any()


def test_a_system_without_retirement_ends_after_six_years() -> None:
    running = outcome_of(a_system()).accelerators[0, AVAILABLE]
    assert running[month_of(2030, 12)] == 4_000
    assert running[month_of(2031)] == 0


def test_a_selected_system_comes_27_months_after_its_selection() -> None:
    system = a_system(accepted=None, selected=month_of(2025), status=Status.SELECTED)
    outcome = outcome_of(system)
    assert outcome.accelerators[0, PLANNED, month_of(2027, 3)] == 0
    assert outcome.accelerators[0, PLANNED, month_of(2027, 4)] > 0
    assert outcome.unknowns == ()


def test_a_system_without_any_date_is_unknown_and_counts_nowhere() -> None:
    outcome = outcome_of(a_system(accepted=None))
    assert not outcome.accelerators.any()
    assert outcome.unknowns == (Unknown("system", "leonardo", "accepted"),)


@pytest.mark.parametrize(
    ("status", "row"),
    [
        (Status.OPERATIONAL, AVAILABLE),
        (Status.UNDER_DEPLOYMENT, COMING),
        (Status.CONTRACTED, COMING),
        (Status.SELECTED, PLANNED),
        (Status.COMMITTED, PLANNED),
        (Status.TENTATIVE, TENTATIVE),
    ],
)
def test_each_status_counts_in_its_own_class_only(status: Status, row: int) -> None:
    capacity = outcome_of(a_system(status=status)).capacity_ef[0]
    assert capacity[row].any()
    assert not capacity[[other for other in range(4) if other != row]].any()


def test_an_upgrade_adds_to_its_system_and_ends_with_it() -> None:
    base = a_system(retired=month_of(2029))
    upgrade = a_measure(
        MeasureKind.UPGRADE, base_system="leonardo", upgrade_mode=UpgradeMode.ADDS, accelerators=500
    )
    running = outcome_of(base, upgrade).accelerators[0]
    assert running[AVAILABLE, month_of(2028, 12)] == 4_000
    assert running[PLANNED, month_of(2028, 12)] == 500
    assert running[:, month_of(2029)].sum() == 0


def test_an_upgrade_of_a_planned_system_ends_with_it() -> None:
    base = a_measure(id="base", life_months=24)
    upgrade = a_measure(MeasureKind.UPGRADE, base_measure="base", start=base.start + 6)
    running = outcome_of(base, upgrade).accelerators[0, PLANNED]
    assert running[base.end - 1] == 1_500
    assert running[base.end] == 0


def test_an_upgrade_that_replaces_lets_the_old_accelerators_go_as_it_runs_up() -> None:
    upgrade = a_measure(
        MeasureKind.UPGRADE,
        base_system="leonardo",
        upgrade_mode=UpgradeMode.REPLACES,
        ramp_months=4,
        accelerators=500,
    )
    running = outcome_of(a_system(), upgrade).accelerators[0]
    accepted = upgrade.in_service
    assert running[AVAILABLE, accepted - 1 : accepted + 5] == pytest.approx(
        [4_000, 3_000, 2_000, 1_000, 0, 0]
    )
    assert running[PLANNED, accepted + 3] == 500


def test_two_gcds_count_as_one_module() -> None:
    gcd = an_accelerator("gcd", unit_kind=UnitKind.GCD, bf16_dense_tflops=191.5)
    outcome = outcome_of(gcd, a_system(accelerator="gcd", accelerators=2_000))
    assert outcome.accelerators[0, AVAILABLE, month_of(2026)] == 1_000
    assert outcome.capacity_ef[0, AVAILABLE, month_of(2026)] == pytest.approx(0.383)


def test_load_is_it_power_times_pue_and_energy_two_thirds_of_it() -> None:
    outcome = outcome_of(a_system(accelerators=1_000))
    month = month_of(2026)
    assert outcome.power_mw[0, AVAILABLE, month] == pytest.approx(1.79 * 1.12)
    assert outcome.energy_mwh[0, AVAILABLE, month] == pytest.approx(1.79 * 1.12 * 0.65 * 730)


def test_a_known_power_and_pue_win_over_the_estimate() -> None:
    outcome = outcome_of(a_system(power_mw=8.0, pue=1.25))
    assert outcome.power_mw[0, AVAILABLE, month_of(2026)] == 10.0


def test_a_data_centre_adds_no_load_and_no_capacity() -> None:
    outcome = outcome_of(a_measure(MeasureKind.DATA_CENTRE))
    assert not outcome.power_mw.any()
    assert not outcome.accelerators.any()


def test_an_unknown_count_is_named_and_never_read_as_zero_of_something() -> None:
    outcome = outcome_of(a_system(accelerators=None))
    named = {(unknown.kind, unknown.field) for unknown in outcome.unknowns}
    assert named == {
        ("system", "accelerators"),
        ("system", "headline_ef"),
        ("system", "power_mw"),
    }


def test_a_model_without_a_peak_is_named_but_its_accelerators_count() -> None:
    mi430x = an_accelerator("mi430x", bf16_dense_tflops=None)
    outcome = outcome_of(mi430x, a_measure(accelerator="mi430x"))
    assert outcome.unknowns == (Unknown("accelerator", "mi430x", "bf16_dense_tflops"),)
    assert outcome.accelerators[0, PLANNED].max() == 1_000
    assert not outcome.capacity_ef.any()


def test_an_edited_parameter_is_used() -> None:
    availability = a_parameter("availability", 0.5)
    outcome = outcome_of(availability, a_system(accelerators=100))
    assert outcome.accelerator_hours[0, AVAILABLE, month_of(2026)] == 100 * 730 * 0.5


def test_an_empty_plan_has_an_outcome() -> None:
    outcome = outcome_of()
    assert outcome.states == ()
    assert outcome.capacity_ef.shape == (0, 4, 180)
    assert outcome.payments_meur.shape == (1, 4, 3, 180)


def test_an_upgrade_a_system_has_received_ends_with_it() -> None:
    base = a_system(retired=month_of(2028))
    lisa = a_system("lisa", base_system="leonardo", retired=month_of(2033))
    running = outcome_of(base, lisa).accelerators[0, AVAILABLE]
    assert running[month_of(2027, 12)] == 8_000
    assert not running[month_of(2028) :].any()
