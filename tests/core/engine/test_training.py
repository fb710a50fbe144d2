# SPDX-License-Identifier: EUPL-1.2
"""Weeks to train a model: the published vectors, the limits of one user, and January 2024."""

import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import Workload
from planner.domain.records.infrastructure import CapacityClass, Status, System
from planner.domain.schema import Scalar
from planner.engine.stages import evaluate
from planner.engine.training import TrainingTime, baseline, best, flop_of, training_times, weeks_of
from tests.core.builders import a_parameter, a_system, an_accelerator, plan_with

NOW = month_of(2026, 10)


def a_workload(**values: Scalar) -> Workload:
    given = {"name": "70 bn on 2 tn", "parameters_bn": 70.0, "tokens_bn": 2_000.0, **values}
    return Workload(id="w", **given)


def a_machine(key: str, model: str, count: int | None, **values: Scalar) -> System:
    return a_system(key, accelerator=model, accelerators=count, **values)


def times_on(*systems: System, month: int = NOW, **workload: Scalar) -> tuple[TrainingTime, ...]:
    plan = network(*systems)
    return training_times(plan, evaluate(plan), a_workload(**workload), month)


def network(*systems: System) -> Plan:
    models = (
        an_accelerator("a100", bf16_dense_tflops=312.0),
        an_accelerator("h100", bf16_dense_tflops=989.0),
        an_accelerator("secret", bf16_dense_tflops=None),
    )
    return plan_with(*models, *systems)


def test_a_run_of_70_bn_parameters_on_2_tn_tokens_takes_8_4e23_operations() -> None:
    assert flop_of(a_workload()) == pytest.approx(8.4e23)


@pytest.mark.parametrize(
    ("model", "tflops", "count", "weeks", "million_hours"),
    [("a100", 312.0, 1_024, 10.9, 1.87), ("h100", 989.0, 4_096, 0.86, 0.59)],
)
def test_the_published_vectors(
    model: str, tflops: float, count: int, weeks: float, million_hours: float
) -> None:
    assert weeks_of(8.4e23, count * tflops * 1e12, 0.4) == pytest.approx(weeks, abs=0.05)
    (time,) = times_on(a_machine("one", model, count), machine_share=1.0)
    assert time.weeks == pytest.approx(weeks, abs=0.05)
    assert time.hours is not None
    assert time.hours / 1e6 == pytest.approx(million_hours, abs=0.005)


def test_one_user_gets_half_of_a_machine_and_no_more_than_the_workload_asks() -> None:
    (half,) = times_on(a_machine("one", "a100", 2_048))
    (few,) = times_on(a_machine("one", "a100", 100_000), accelerators_at_most=1_024)
    assert half.accelerators == few.accelerators == 1_024
    assert half.weeks == few.weeks


def test_restarts_lengthen_a_run() -> None:
    plan = plan_with(
        an_accelerator("a100", bf16_dense_tflops=312.0),
        a_machine("one", "a100", 1_024),
        a_parameter("training_goodput", 0.8),
    )
    (time,) = training_times(plan, evaluate(plan), a_workload(machine_share=1.0), NOW)
    assert time.weeks == pytest.approx(10.9 / 0.8, abs=0.05)


def test_a_machine_of_unknown_peak_has_no_weeks_and_comes_last() -> None:
    known, unknown = times_on(a_machine("known", "a100", 10), a_machine("dark", "secret", 9_000))
    assert (known.key, unknown.key) == ("known", "dark")
    assert unknown.weeks is None


def test_the_best_is_one_machine_never_the_sum_of_several() -> None:
    a, b = a_machine("a", "a100", 1_000), a_machine("b", "a100", 900)
    found = best(times_on(a, b))
    assert found == best(times_on(a))


def test_only_machines_in_service_in_the_month_count() -> None:
    late = a_machine("late", "h100", 4_096, accepted=month_of(2028), status=Status.SELECTED)
    assert times_on(late) == ()
    (time,) = times_on(late, month=month_of(2029))
    assert time.capacity_class is CapacityClass.PLANNED


def test_the_baseline_is_the_fastest_operational_machine_of_january_2024() -> None:
    old = a_machine("old", "a100", 2_048, accepted=month_of(2022))
    new = a_machine("new", "h100", 20_000, accepted=month_of(2025))
    plan = network(old, new)
    outcome = evaluate(plan)
    before = baseline(plan, outcome, a_workload())
    assert before is not None
    assert before.key == "old"
    assert before.weeks == pytest.approx(10.9, abs=0.05)
    fastest = best(training_times(plan, outcome, a_workload(), NOW))
    assert fastest is not None
    assert fastest.key == "new"
