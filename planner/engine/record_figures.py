# SPDX-License-Identifier: EUPL-1.2
"""How the figures of one machine or measure come about.

The values are those of the stages, run on one record; nothing is computed twice in two ways.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay, Delivery
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind
from planner.engine.access import agreed_share, cap_name, cap_of
from planner.engine.alone import Alone
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.chips import RUNNING, concerns
from planner.engine.cost_figures import money_figures
from planner.engine.costs import size_of
from planner.engine.figures import Figure, Input, field_input
from planner.engine.funding import system_share
from planner.engine.machines import ACCELERATORS, CAPACITY, POWER, dense_ef
from planner.engine.outcome import Series
from planner.engine.power import CARBON, PRICE
from planner.engine.roster import Roster
from planner.engine.times import is_overdue


def measure_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return the figures of a measure. Raises `DomainError("missing_record")`."""
    measure = plan.get(Measure, key)
    alone = Alone.of(plan, measure.state, Roster(measures=(measure,)))
    figures = [*_time_figures(alone, measure), *money_figures(alone, measure)]
    if measure.kind in COMPUTE:
        figures += _machine_figures(alone, measure)
        figures += _time_figures_of_union(alone, measure, figures)
    if measure.kind in TALENT:
        figures += _talent_figures(alone, measure)
        figures += _cost_per_completed(figures)
    return tuple(figures)


def system_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return the figures of an existing system. Raises `DomainError("missing_record")`."""
    system = plan.get(System, key)
    alone = Alone.of(plan, system.state, Roster(systems=(system,)))
    share = _system_share(alone, system)
    figures = [*_service_figures(alone, system), *_machine_figures(alone, system), share]
    return (*figures, *_time_figures_of_union(alone, system, figures))


def _time_figures_of_union(
    of: Alone, machine: System | Measure, known: Sequence[Figure]
) -> Iterator[Figure]:
    """Yield the Union's share of a machine's time and its hours a month in full service."""
    by_code = {figure.code: figure for figure in known}
    cost, hours = by_code["union_share_of_tco"], by_code["accelerator_hours"]
    agreed = agreed_share(of.inputs.plan, (machine.KIND.name, machine.id))
    caps = (cap_name(machine.system_class),)
    share, formula = agreed, "agreed share of the time"
    inputs = (*cost.inputs, *of.fields(machine, "system_class"), *of.assumed(*caps))
    if agreed is None:
        formula = "min(cap of the class, union_share_of_tco)"
        cap = cap_of(machine.system_class, of.parameters)
        share = None if cost.value is None else min(cap, cost.value)
    yield Figure("union_share_of_time", share, "share", formula, inputs)
    both = None if share is None or hours.value is None else share * hours.value
    formula = "accelerators * 730 * availability * union_share_of_time"
    yield Figure("union_hours", both, "h/month", formula, (*hours.inputs, *inputs))


def _system_share(of: Alone, system: System) -> Figure:
    """Return the Union's share of a system, with the scope its money was published for."""
    factories = [
        row
        for _key, row in sorted(of.inputs.plan.of(Factory).items())
        if (row.system, row.state) == (system.id, system.state)
    ]
    value = system_share(system, factories)
    inputs = of.fields(system, "union_meur", "cost_meur", "cost_scope")
    formula = "union_meur / cost_meur"
    if None in (system.union_meur, system.cost_meur):
        for row in factories[:1]:
            inputs = of.fields(row, "union_meur", "investment_meur")
            formula = "union_meur / investment_meur"
    return Figure("union_share_of_tco", value, "share", formula, inputs)


def _time_figures(of: Alone, measure: Measure) -> Iterator[Figure]:
    first = float(of.at.first[0]) if of.at.count else float(measure.in_service)
    fields, chips = of.fields(measure, "start", "lead_months"), _chips(of, measure)
    formula = _delayed("start + lead_months", chips)
    yield Figure("in_service", first, "month", formula, (*fields, *chips))
    end = float(of.at.end[0]) if of.at.count else float(measure.end)
    fields = of.fields(measure, "start", "lead_months", "life_months")
    formula = _delayed("start + lead_months", chips) + " + life_months"
    yield Figure("end", end, "month", formula, (*fields, *chips))


def _service_figures(of: Alone, system: System) -> Iterator[Figure]:
    known = of.at.count > 0
    first = float(of.at.first[0]) if known else None
    given = system.accepted is not None
    names = ("accepted",) if given else ("selected",)
    formula = "accepted" if given else "selected + months_selection_to_operation"
    inputs = of.fields(system, *names)
    if not given:
        inputs += of.assumed("months_selection_to_operation")
    if is_overdue(system, of.parameters):
        formula = f"unknown: {formula} <= as_of, and not operational"
        inputs += of.assumed("as_of")
    chips = _chips(of, system)
    yield Figure("in_service", first, "month", _delayed(formula, chips), (*inputs, *chips))
    if system.retired is not None:
        formula, inputs = "retired", of.fields(system, "retired")
    else:
        formula, inputs = "in_service + 12 * system_lifetime", of.assumed("system_lifetime")
    yield Figure("end", float(of.at.end[0]) if known else None, "month", formula, inputs)


def _machine_figures(of: Alone, record: System | Measure) -> Iterator[Figure]:
    unknown = {u.field for u in of.sizes.unknowns}
    sizes = of.sizes.table[:, 0] if of.at.count else np.full(4, math.nan)
    count = None if record.accelerators is None else float(sizes[ACCELERATORS])
    own = (*of.fields(record, "accelerators"), *_model(of, record, "unit_kind"))
    yield Figure("accelerators", _known(count), "1", "accelerators", own)
    yield _capacity_figure(of, record, sizes, unknown)
    hours = None if count is None else count * HOURS_PER_MONTH * of.parameters.availability
    yield Figure(
        "accelerator_hours",
        _known(hours),
        "h/month",
        "accelerators * 730 * availability",
        (*own, *of.assumed("availability")),
    )
    lost = {"power_mw", "kw"} & unknown or (isinstance(record, Measure) and count is None)
    no_load = lost or (isinstance(record, Measure) and record.accelerator is None)
    power = None if no_load else _known(float(sizes[POWER]))
    inputs = _power_inputs(of, record)
    formula = _power_formula(record)
    yield Figure("power_mw", power, "MW", formula, inputs)
    share = of.parameters.average_to_peak_power
    yield Figure(
        "energy_mwh",
        None if power is None else power * share * HOURS_PER_MONTH,
        "MWh/month",
        f"{formula} * average_to_peak_power * 730",
        (*inputs, *of.assumed("average_to_peak_power")),
    )
    mwh = None if power is None else power * share * HOURS_PER_MONTH
    yield from _energy_figures(of, record.state, mwh, inputs)


def _energy_figures(
    of: Alone, state: str, mwh: float | None, inputs: tuple[Input, ...]
) -> Iterator[Figure]:
    """Price the energy of a month; the state's price or intensity may be unknown."""
    inputs = (*inputs, *of.assumed("average_to_peak_power"))
    place = of.inputs.plan.get(State, state)
    for code, unit, field, per in (
        ("energy_cost_meur", "MEUR/month", PRICE, 1e6),
        ("co2_t", "t/month", CARBON, 1e3),
    ):
        rate = getattr(place, field)
        value = None if mwh is None or rate is None else mwh * rate / per
        formula = f"energy_mwh * {field} / {per:.0f}"
        yield Figure(code, value, unit, formula, (*inputs, *of.fields(place, field)))


def _chips(of: Alone, record: System | Measure) -> tuple[Input, ...]:
    """Return what moves the acceptance of a machine: its delivery, and the delays of its chip."""
    chips = of.inputs.chips
    delivery, model = chips.delivery(record), chips.model(record)
    if record.status in RUNNING:
        return ()
    dated = delivery is not None and delivery.last_month is not None
    moving = of.fields(delivery, "last_month") if delivery is not None and dated else ()
    late = [one for one in chips.delays if model is not None and concerns(one, model)]
    return (*moving, *(field_input(of.inputs.plan, one, "months") for one in late))


def _delayed(formula: str, chips: tuple[Input, ...]) -> str:
    """Write how delivery and delay enter a formula of a month, where there are any."""
    kinds = {one.kind for one in chips}
    if Delivery.KIND.name in kinds:
        formula = f"max({formula}, last_month)"
    return f"{formula} + delay" if ChipDelay.KIND.name in kinds else formula


def _capacity_figure(
    of: Alone, record: System | Measure, sizes: Series, unknown: set[str]
) -> Figure:
    formula, inputs = (
        "accelerators * bf16_dense_tflops / 1e6",
        (*of.fields(record, "accelerators"), *_model(of, record, "bf16_dense_tflops")),
    )
    lacking = bool({"accelerators", "accelerator", "bf16_dense_tflops"} & unknown)
    if isinstance(record, System) and lacking:
        formula = "headline_ef / divisor"
        inputs = of.fields(record, "headline_ef", "headline_precision")
        lacking = math.isnan(dense_ef(record, of.parameters))
    value = None if lacking else _known(float(sizes[CAPACITY]))
    return Figure("capacity_ef", value, "EFLOP/s", formula, inputs)


def _power_formula(record: System | Measure) -> str:
    """Write what the power of a site follows from: the published load, else that of the chips."""
    published = isinstance(record, System) and record.power_mw is not None
    return "power_mw * pue" if published else "accelerators * kw / 1000 * pue"


def _power_inputs(of: Alone, record: System | Measure) -> tuple[Input, ...]:
    if isinstance(record, System) and record.power_mw is not None:
        load = of.fields(record, "power_mw")
    else:
        load = (*of.fields(record, "accelerators"), *_model(of, record, "kw"))
    return (*load, *_pue(of, record))


def _pue(of: Alone, record: System | Measure) -> tuple[Input, ...]:
    """Return the PUE that counts: the machine's, else that of its site, else the usual one."""
    site = of.inputs.places.get((record.KIND.name, record.id))
    if record.pue is not None:
        return of.fields(record, "pue")
    if site is not None and site.pue is not None:
        return of.fields(site, "pue")
    return of.assumed("pue")


def _cost_per_completed(known: Sequence[Figure]) -> Iterator[Figure]:
    """Yield what one person who completes costs: all intakes over all who complete."""
    by_code = {figure.code: figure for figure in known}
    cost, people = by_code["capex"], by_code["trained"]
    value = cost.value * 1e6 / people.value if cost.value is not None and people.value else None
    inputs = (*cost.inputs, *people.inputs)
    yield Figure("cost_per_completed", value, "EUR", "capex / trained", inputs)


def _talent_figures(of: Alone, measure: Measure) -> Iterator[Figure]:
    intakes = math.ceil(measure.life_months / 12)
    seats, completion = size_of(measure), measure.completion
    trained = None if seats is None or completion is None else seats * completion * intakes
    inputs = of.fields(measure, "seats", "completion", "life_months")
    yield Figure("trained", trained, "1", "seats * completion * intakes", inputs)
    if measure.kind is not MeasureKind.COURSE:
        staying = measure.retention
        value = None if trained is None or staying is None else trained * staying
        formula = "seats * completion * intakes * retention"
        inputs += of.fields(measure, "retention")
        yield Figure("talent", value, "1", formula, inputs)


def _model(of: Alone, record: System | Measure, name: str) -> tuple[Input, ...]:
    if record.accelerator is None:
        return of.fields(record, "accelerator")
    return (
        field_input(of.inputs.plan, of.inputs.plan.record("accelerator", record.accelerator), name),
    )


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value
