# SPDX-License-Identifier: EUPL-1.2
"""How the figures of supply come about: chips needed in a quarter, what a euro buys, energy."""

from planner.domain.plan import Plan
from planner.domain.records.chips import ChipSupply
from planner.domain.records.infrastructure import Accelerator
from planner.domain.records.measures import Template
from planner.engine.figures import Figure, Input, field_input
from planner.engine.outcome import Outcome
from planner.engine.supply import orders, quarters, values

CHIPS, AWAITED = "chips_needed", "accelerators_awaited"
EURO = "tflops_per_keur"
YEAR = "year"
_MONTHS = 12


def chips_figure(plan: Plan, month: int, generation: str) -> Figure | None:
    """Return how many accelerators of a generation come in the quarter that begins with `month`."""
    wanted = (generation, month)
    found = next((one for one in quarters(plan) if (one.generation, one.first) == wanted), None)
    if found is None:
        return None
    machines = tuple(
        field_input(plan, plan.record(kind, key), "accelerators") for kind, key in found.machines
    )
    caps = tuple(
        field_input(plan, row, "accelerators")
        for _key, row in sorted(plan.of(ChipSupply).items())
        if (row.generation, row.first_month) == wanted
    )
    code = f"{CHIPS}.{generation}"
    return Figure(code, float(found.needed), "1", "sum of deliveries", (*machines, *caps))


def awaited_figure(plan: Plan, outcome: Outcome, vendor: str) -> Figure:
    """Return how many accelerators of a vendor machines wait for that are not yet in operation."""
    waiting = [one for one in orders(plan, outcome) if one.vendor == vendor and one.quantity]
    inputs = (field_input(plan, plan.record(one.kind, one.key), "accelerators") for one in waiting)
    total = float(sum(one.quantity or 0 for one in waiting))
    return Figure(f"{AWAITED}.{vendor}", total, "1", "sum", tuple(inputs))


def euro_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return what a thousand euro buys with a template, if its chip has a peak and a price."""
    found = next((one for one in values(plan) if one.template == key), None)
    if found is None:
        return ()
    peak = field_input(plan, plan.get(Accelerator, found.model), "bf16_dense_tflops")
    price = field_input(plan, plan.get(Template, key), "unit_cost_central")
    formula = "bf16_dense_tflops / (unit_cost_central * 1000)"
    return (Figure(EURO, found.tflops_per_keur, "TFLOP/s", formula, (peak, price)),)


def year_figure(outcome: Outcome, state: str, code: str, month: int, unit: str) -> Figure:
    """Return a monthly series of a state over the year of a month."""
    first = month - month % _MONTHS
    series = code.partition(".")[2]
    months = getattr(outcome, series)[outcome.row(state), :, first : first + _MONTHS]
    given = Input("state", state, series, None, unit, computed=True)
    formula = f"{series} of each month of the year"
    return Figure(code, float(months.sum()), unit.removesuffix("/month"), formula, (given,))
