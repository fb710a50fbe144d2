# SPDX-License-Identifier: EUPL-1.2
"""Who waits for which chips, what a quarter needs, and what a euro buys later."""

import pytest

from planner.domain.delays import SetDelay
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipSupply, Delivery
from planner.domain.records.infrastructure import Accelerator, Status
from planner.domain.records.measures import Template
from planner.domain.schema import Record
from planner.engine.parameters import Parameters
from planner.engine.stages import evaluate
from planner.engine.supply import (
    Order,
    Quarter,
    adding_next_generation,
    growth,
    next_generation,
    orders,
    quarters,
    values,
)
from planner.reference.seed import reference_plan
from tests.core.builders import (
    a_measure,
    a_parameter,
    a_system,
    a_template,
    after,
    an_accelerator,
    plan_with,
)

START = month_of(2027)


def a_waiting_plan(*records: Record) -> Plan:
    return plan_with(
        an_accelerator("gb200", vendor="NVIDIA", generation="Blackwell"), a_measure(), *records
    )


def order(plan: Plan, key: str = "m-system") -> Order:
    return next(one for one in orders(plan, evaluate(plan)) if one.key == key)


def quarter(plan: Plan) -> Quarter:
    (found,) = quarters(plan)
    return found


def test_chips_come_a_year_after_the_order() -> None:
    found = order(a_waiting_plan())
    assert (found.ordered, found.delivered, found.window) == (START, START + 12, False)
    slower = a_waiting_plan(a_parameter("chip_lead_months", 14.0))
    assert order(slower).delivered == START + 14


def test_chips_come_before_the_machine_is_accepted() -> None:
    quick = order(plan_with(an_accelerator(), a_measure(lead_months=10)))
    assert quick.delivered == START + 10 - 3


def test_a_recorded_window_counts_and_a_delay_is_added() -> None:
    window = Delivery(id="d", measure="m-system", quantity=900, last_month=START + 8)
    found = order(after(a_waiting_plan(window), SetDelay(vendor="NVIDIA", months=2)))
    assert (found.delivered, found.window, found.quantity) == (START + 10, True, 900)
    assert (found.delay, found.planned, found.accepted) == (2, START + 18, START + 20)


def test_a_machine_in_operation_waits_for_nothing() -> None:
    plan = a_waiting_plan(a_system(), a_system("old", status=Status.RETIRED))
    assert [one.key for one in orders(plan, evaluate(plan))] == ["m-system"]


def test_what_is_not_known_is_listed_but_in_no_quarter() -> None:
    plan = plan_with(a_system(status=Status.SELECTED, accepted=None, accelerator=None))
    outcome = evaluate(plan)
    (found,) = orders(plan, outcome)
    assert (found.model, found.delivered, found.accepted) == (None, None, None)
    assert quarters(plan) == ()


def test_a_quarter_adds_up_all_measures_against_its_cap() -> None:
    # 1 000 and 2 000 accelerators delivered in January and March 2028, 2 500 to be had.
    tentative = a_measure(id="more", start=START + 2, accelerators=2_000, status=Status.TENTATIVE)
    cap = ChipSupply(id="c", generation="Blackwell", first_month=START + 12, accelerators=2_500)
    found = quarter(a_waiting_plan(tentative, cap))
    assert (found.first, found.needed, found.tentative) == (START + 12, 3_000, 2_000)
    assert (found.cap, found.excess) == (2_500, 500)
    assert found.machines == (("measure", "m-system"), ("measure", "more"))


def test_without_a_cap_nothing_is_exceeded() -> None:
    found = quarter(a_waiting_plan())
    assert (found.first, found.cap, found.excess) == (START + 12, None, 0)


def test_a_delay_moves_deliveries_into_another_quarter() -> None:
    late = after(a_waiting_plan(), SetDelay(generation="Blackwell", months=4))
    assert quarter(late).first == START + 15


def test_performance_per_euro_doubles_in_thirty_months() -> None:
    parameters = Parameters()
    assert growth(30, parameters) == 2.0
    assert growth(15, parameters) == pytest.approx(1.4142, abs=1e-4)
    assert growth(0, parameters) == 1.0


def test_a_thousand_euro_buys_62_teraflops_of_a_gb200() -> None:
    # 2 500 TFLOP/s for 40 000 EUR
    (system, upgrade) = values(plan_with(a_measure(), a_template(), a_template_of_upgrade()))
    assert system.tflops_per_keur == upgrade.tflops_per_keur == 62.5


def a_template_of_upgrade() -> Template:
    return a_template(kind=a_template().kind.UPGRADE)


def test_the_next_generation_costs_the_same_and_is_twice_as_fast() -> None:
    plan = a_waiting_plan(a_parameter("as_of", float(month_of(2026, 10))))
    month = month_of(2029, 4)
    derived = next_generation(plan, plan.get(Template, "t-system"), month)
    assert derived is not None
    chip, template = derived
    assert (chip.bf16_dense_tflops, chip.kw) == (5_000, None)
    assert (template.accelerator, template.unit_cost_central) == (chip.id, 0.04)
    command = adding_next_generation(plan, plan.get(Template, "t-system"), month)
    assert command is not None
    added = after(plan, command)
    assert added.get(Accelerator, chip.id) == chip
    assert added.get(Template, template.id) == template


def test_there_is_no_next_generation_of_an_unknown_chip_or_of_the_past() -> None:
    plan = plan_with(an_accelerator("new", bf16_dense_tflops=None), a_template(accelerator="new"))
    template = plan.get(Template, "t-system")
    assert next_generation(plan, template, month_of(2029)) is None
    known = plan_with(an_accelerator(), a_template())
    assert next_generation(known, known.get(Template, "t-system"), month_of(2025)) is None


def test_the_shipped_contracts_have_deliveries() -> None:
    plan = reference_plan()
    found = {one.key: one for one in orders(plan, evaluate(plan))}
    it4lia = found["it4lia_system"]
    assert (it4lia.quantity, it4lia.ordered, it4lia.vendor) == (8_000, month_of(2026, 4), "NVIDIA")
    assert found["daedalus"].delivered == month_of(2026, 6)
    assert found["mn5_ai_upgrade"].generation == "Blackwell Ultra"
    assert found["meluxina_ai"].delivered == month_of(2026, 10)
    assert not plan.of(ChipSupply)
