# SPDX-License-Identifier: EUPL-1.2
"""One plan worked out by hand, step by step from accelerators to euros, hours and people.

Leonardo: 4 000 accelerators of 2 500 TFLOP/s and 1.79 kW in Italy, in service from January 2025,
where electricity costs 100 EUR/MWh and comes with 200 g/kWh. A planned machine: 1 000 accelerators
for 0.04 MEUR each, contract in January 2027, 18 months to service, six years of life. A master's
programme: 50 seats, 85 % complete, 70 % of these stay. What other tests work out by hand is not
repeated: distances and latency (`test_centres`), weeks of training (`test_training`), demand,
reach and routing, Gini (`test_equity`), performance per euro (`test_supply`), prices of another
year and residual value (`test_funding`), shares of time (`test_access`).
"""

import pytest

from planner.domain.months import month_of
from planner.domain.records.access import Staffing, Workload
from planner.domain.records.measures import MeasureKind
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate
from planner.engine.training import flop_of, weeks_of
from tests.core.builders import a_measure, a_system, plan_with

AVAILABLE, COMING, PLANNED, TENTATIVE = range(4)
IN_2026 = month_of(2026)
CONTRACT, SERVICE = month_of(2027), month_of(2028, 7)


@pytest.fixture(scope="module")
def running() -> Outcome:
    return evaluate(plan_with(a_system()))


@pytest.fixture(scope="module")
def planned() -> Outcome:
    return evaluate(plan_with(a_measure()))


@pytest.mark.parametrize(
    ("series", "value"),
    [
        # 4 000 × 2 500 TFLOP/s = 10 000 000 TFLOP/s = 10 EFLOP/s
        ("capacity_ef", 10.0),
        # 8 760 h / 12 = 730 h; 4 000 × 730 h × 0.85 = 2 482 000 h
        ("accelerator_hours", 2_482_000.0),
        # 4 000 × 1.79 kW = 7.16 MW; × PUE 1.12 = 8.0192 MW
        ("power_mw", 8.0192),
        # 8.0192 MW × 0.65 = 5.21248 MW on average; × 730 h = 3 805.1104 MWh
        ("energy_mwh", 3_805.1104),
        # 3 805.1104 MWh × 100 EUR = 380 511.04 EUR
        ("energy_cost_meur", 0.38051104),
        # 3 805.1104 MWh × 200 kg = 761 022.08 kg
        ("co2_t", 761.02208),
        # one machine needs 25 posts
        ("staff_needed", 25.0),
    ],
)
def test_a_month_of_a_machine_in_service(running: Outcome, series: str, value: float) -> None:
    assert getattr(running, series)[0, AVAILABLE, IN_2026] == pytest.approx(value, rel=1e-9)


def test_a_machine_runs_up_by_a_third_a_month(running: Outcome) -> None:
    # 4 000 / 3 = 1 333.3 in the first month, twice that in the second
    first = month_of(2025)
    found = running.accelerators[0, AVAILABLE, first : first + 3]
    assert found == pytest.approx([1_333.333333, 2_666.666667, 4_000.0], rel=1e-9)


def test_a_planned_machine_costs_71_2_million_of_which_the_union_promises_half(
    planned: Outcome,
) -> None:
    # 1 000 × 0.04 = 40 MEUR; 13 % of it a year is 5.2 MEUR, over six years 31.2 MEUR: 71.2 in all
    promised = planned.commitments_meur[0, PLANNED, :, CONTRACT]
    assert promised == pytest.approx([35.6, 35.6, 0.0])


@pytest.mark.parametrize(
    ("month", "paid"),
    [
        (CONTRACT, 12.0),  # 30 % of 40
        (SERVICE - 3, 16.0),  # 40 % of 40, three months before acceptance
        (SERVICE, 12.433333),  # 30 % of 40, and 5.2 / 12 = 0.433333 of operation
        (SERVICE + 1, 0.433333),
        (SERVICE + 71, 0.433333),  # the 72nd month of operation
        (SERVICE + 72, 0.0),
    ],
)
def test_a_planned_machine_is_paid_as_it_comes(planned: Outcome, month: int, paid: float) -> None:
    assert planned.payments_meur[0, PLANNED, :, month].sum() == pytest.approx(paid, abs=1e-6)


def test_half_the_total_cost_gives_half_the_hours(planned: Outcome) -> None:
    # 35.6 / 71.2 = 0.5; 1 000 × 730 h × 0.85 = 620 500 h, half of it 310 250 h
    assert planned.union_hours[0, ..., SERVICE + 12].sum() == pytest.approx(310_250.0)


def test_fifty_seats_leave_29_75_people_who_thin_out_by_eight_percent_a_year() -> None:
    outcome = evaluate(plan_with(a_measure(MeasureKind.MASTER)))
    done = month_of(2029)
    # 50 × 0.85 = 42.5 complete; × 0.7 = 29.75 stay; a month later 29.75 × (1 − 0.08 / 12)
    # = 29.75 − 0.198333 = 29.551667
    assert outcome.trained[0, PLANNED, done] == pytest.approx(42.5)
    assert outcome.talent_stock[0, PLANNED, done] == pytest.approx(29.75)
    assert outcome.talent_stock[0, PLANNED, done + 1] == pytest.approx(29.551667, abs=1e-6)


def test_ten_of_25_posts_run_four_tenths_of_a_machine() -> None:
    posts = Staffing(id="posts", state="IT", since=month_of(2025), staff_fte=10.0)
    # 10 / 25 = 0.4; × 10 EFLOP/s = 4 EFLOP/s
    usable = evaluate(plan_with(a_system(), posts)).usable_ef
    assert usable[0, AVAILABLE, IN_2026] == pytest.approx(4.0)


def test_a_training_run_of_30_billion_parameters_is_worked_out_in_operations() -> None:
    # 6 × 30e9 × 1e12 = 1.8e23 operations; 1 000 × 989e12 × 0.4 = 3.956e17 a second;
    # 1.8e23 / 3.956e17 = 455 005 s = 0.7523 weeks of 604 800 s
    workload = Workload(id="w", name="30 bn", parameters_bn=30.0, tokens_bn=1_000.0)
    assert flop_of(workload) == pytest.approx(1.8e23)
    assert weeks_of(1.8e23, 1_000 * 989e12, 0.4) == pytest.approx(0.7523, abs=5e-5)
