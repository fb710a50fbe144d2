# SPDX-License-Identifier: EUPL-1.2
"""Late chips move every machine that waits for them, and nothing that already runs."""

import pytest

from planner.domain.commands import EditField
from planner.domain.delays import SetDelay
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay, Delivery
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import MeasureKind, UpgradeMode
from planner.domain.schema import Record
from planner.engine.record_figures import measure_figures
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_commitment,
    a_measure,
    a_system,
    after,
    an_accelerator,
    plan_with,
)
from tests.core.engine.test_incremental import assert_same, sealed, series_of

AVAILABLE, COMING, PLANNED = range(3)
GB200 = {"vendor": "NVIDIA", "generation": "Blackwell"}


def a_waiting_plan(*records: Record) -> Plan:
    return plan_with(
        an_accelerator("gb200", **GB200),
        an_accelerator("mi430x", vendor="AMD", generation="Instinct MI400"),
        a_measure(),
        *records,
    )


def accepted(plan: Plan) -> dict[str, float]:
    found: dict[str, float] = {}
    for block in evaluate(plan).cache["times"].values():
        found |= zip((*block.systems, *block.measures), block.first.tolist(), strict=True)
    return found


@pytest.mark.parametrize(
    ("delay", "months"),
    [
        ({"vendor": "NVIDIA"}, 6),
        ({"generation": "Blackwell"}, 6),
        ({"vendor": "NVIDIA", "generation": "Blackwell"}, 6),
        ({"vendor": "nvidia"}, 6),
        ({"vendor": "AMD"}, 0),
        ({"vendor": "NVIDIA", "generation": "Hopper"}, 0),
        ({"generation": "Hopper"}, 0),
    ],
)
def test_a_delay_concerns_a_vendor_a_generation_or_both(delay: dict[str, str], months: int) -> None:
    plan = after(a_waiting_plan(), SetDelay(months=6, **delay))
    assert accepted(plan)["m-system"] == month_of(2028, 7) + months


def test_the_longest_delay_counts_and_delays_are_not_added() -> None:
    late = (SetDelay(vendor="NVIDIA", months=6), SetDelay(generation="Blackwell", months=9))
    assert accepted(after(a_waiting_plan(), *late))["m-system"] == month_of(2028, 7) + 9


@pytest.mark.parametrize(
    ("status", "moved"),
    [
        (Status.OPERATIONAL, 0),
        (Status.RETIRED, 0),
        (Status.UNDER_DEPLOYMENT, 6),
        (Status.CONTRACTED, 6),
        (Status.SELECTED, 6),
        (Status.TENTATIVE, 6),
    ],
)
def test_what_runs_has_its_chips(status: Status, moved: int) -> None:
    plan = a_waiting_plan(a_system(status=status, accepted=month_of(2027)))
    late = after(plan, SetDelay(vendor="NVIDIA", months=6))
    assert accepted(late)["leonardo"] == month_of(2027) + moved


def test_a_machine_is_not_accepted_before_its_chips_have_come() -> None:
    # Planned for 2027-01, delivered until 2027-03, three months late: 2027-06.
    system = a_system(status=Status.CONTRACTED, accepted=month_of(2027))
    window = Delivery(id="d", system="leonardo", last_month=month_of(2027, 3))
    plan = a_waiting_plan(system, window)
    assert accepted(plan)["leonardo"] == month_of(2027, 3)
    late = after(plan, SetDelay(vendor="NVIDIA", months=3))
    assert accepted(late)["leonardo"] == month_of(2027, 6)


def test_a_delivery_names_the_chip_of_a_machine_that_does_not() -> None:
    system = a_system(status=Status.CONTRACTED, accepted=month_of(2027), accelerator=None)
    delivery = Delivery(id="d", system="leonardo", accelerator="mi430x")
    late = after(a_waiting_plan(system, delivery), SetDelay(vendor="AMD", months=4))
    assert accepted(late)["leonardo"] == month_of(2027, 5)
    assert accepted(late)["m-system"] == month_of(2028, 7)


def test_capacity_power_and_payments_move_with_acceptance() -> None:
    plan = a_waiting_plan()
    before, late = evaluate(plan), evaluate(after(plan, SetDelay(vendor="NVIDIA", months=6)))
    for name in ("capacity_ef", "accelerator_hours", "power_mw", "energy_mwh", "staff_needed"):
        now, then = getattr(late, name)[0, PLANNED], getattr(before, name)[0, PLANNED]
        assert (now[6:] == then[:-6]).all(), name
    bought = month_of(2028, 7)  # 30 % of 40 MEUR, half of it from the Union
    paid = [outcome.payments_meur[0, PLANNED, 0] for outcome in (before, late)]
    assert paid[0][bought] - paid[1][bought] == pytest.approx(6.0 + 0.13 * 40 / 24)
    assert paid[1][bought + 6] - paid[0][bought + 6] == pytest.approx(6.0)
    assert (late.commitments_meur == before.commitments_meur).all()


def test_a_late_upgrade_leaves_the_old_accelerators_running_longer() -> None:
    upgrade = a_measure(
        MeasureKind.UPGRADE, base_system="leonardo", upgrade_mode=UpgradeMode.REPLACES
    )
    plan = a_waiting_plan(a_system(), upgrade)
    late = after(plan, SetDelay(vendor="NVIDIA", months=6))
    gone = upgrade.in_service + 2
    assert evaluate(plan).accelerators[0, AVAILABLE, gone] == 0
    assert evaluate(late).accelerators[0, AVAILABLE, gone + 3] == 4_000
    assert evaluate(late).accelerators[0, AVAILABLE, gone + 6] == 0


def test_an_upgrade_of_a_late_system_ends_later_too() -> None:
    base = a_measure(id="base", life_months=24)
    upgrade = a_measure(MeasureKind.UPGRADE, base_measure="base", accelerator="mi430x")
    plan = after(a_waiting_plan(base, upgrade), SetDelay(vendor="NVIDIA", months=6))
    running = evaluate(plan).accelerators[0, PLANNED]
    assert running[base.end + 5] >= 1_500
    assert running[base.end + 6] == 1_000  # the other measure of the plan


def test_the_slider_writes_one_record_and_zero_takes_it_away() -> None:
    plan = after(a_waiting_plan(), SetDelay(vendor="NVIDIA", months=6))
    plan = after(plan, SetDelay(vendor="NVIDIA", months=9))
    (delay,) = plan.of(ChipDelay).values()
    assert (delay.name, delay.months) == ("NVIDIA", 9)
    assert not after(plan, SetDelay(vendor="NVIDIA", months=0)).of(ChipDelay)
    assert after(plan, SetDelay(vendor="AMD", months=0)) == plan
    with pytest.raises(DomainError) as refused:
        after(plan, SetDelay(months=3))
    assert refused.value.code == "required"


def test_a_delay_leaves_states_that_use_other_chips_as_they_are() -> None:
    other = a_measure(id="other", state="FI", accelerator="mi430x")
    plan = a_waiting_plan(other, a_commitment("promise", state="FI"))
    before = evaluate(plan)
    plan, changes = sealed(plan, SetDelay(vendor="NVIDIA", months=6))
    late = reevaluate(before, plan, changes)
    assert_same(late, evaluate(plan))
    assert late.cache["times"]["FI"] is before.cache["times"]["FI"]
    assert late.cache["costs"]["FI"] is before.cache["costs"]["FI"]
    assert late.trained is before.trained
    assert late.commitments_meur is before.commitments_meur
    assert late.capacity_ef is not before.capacity_ef


def test_a_commitment_elsewhere_is_paid_as_its_late_system_comes() -> None:
    system = a_system(status=Status.CONTRACTED, accepted=month_of(2027, 6))
    promise = a_commitment("promise", state="FI", system="leonardo")
    plan = a_waiting_plan(system, promise)
    before = evaluate(plan)
    plan, changes = sealed(plan, SetDelay(vendor="NVIDIA", months=6))
    late = reevaluate(before, plan, changes)
    assert_same(late, evaluate(plan))
    row, class_row = late.row("FI"), COMING
    assert before.payments_meur[row, class_row, 0, month_of(2027, 6)] == pytest.approx(30.0)
    assert late.payments_meur[row, class_row, 0, month_of(2027, 12)] == pytest.approx(30.0)


def test_a_chip_that_changes_its_vendor_is_felt() -> None:
    plan = after(a_waiting_plan(), SetDelay(vendor="AMD", months=6))
    before = evaluate(plan)
    renamed = EditField(kind="accelerator", key="gb200", field="vendor", value="AMD")
    plan, changes = sealed(plan, renamed)
    late = reevaluate(before, plan, changes)
    assert_same(late, evaluate(plan))
    assert series_of(late)["capacity_ef"] is not before.capacity_ef


def test_the_figure_of_a_late_measure_names_its_delay() -> None:
    plan = after(a_waiting_plan(), SetDelay(vendor="NVIDIA", months=6))
    figure = measure_figures(plan, "m-system")[0]
    assert (figure.code, figure.value) == ("in_service", month_of(2029))
    assert figure.formula == "start + lead_months + delay"
    assert [(one.kind, one.value) for one in figure.inputs][-1] == ("chip_delay", 6)
