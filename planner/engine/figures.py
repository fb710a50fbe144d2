# SPDX-License-Identifier: EUPL-1.2
"""How single figures come about: value, formula, inputs and where those were read.

The values are those of the stages, run on one record; nothing is computed twice in two ways.
Codes and facts only: whoever shows a figure names it in the reader's language.
"""

import math
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay, Delivery
from planner.domain.records.evidence import Parameter
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import CLASS_OF_STATUS, CapacityClass, Factory, System
from planner.domain.records.measures import COMPUTE, TALENT, Measure, MeasureKind, Template
from planner.domain.schema import Record, Scalar
from planner.engine.access import agreed_share, cap_name, cap_of
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.chips import RUNNING, concerns
from planner.engine.conflicts import chosen_evidence
from planner.engine.costs import Costs, Ledger, costs, size_of
from planner.engine.funding import contributions_to, residual_value, system_share
from planner.engine.inputs import Inputs
from planner.engine.machines import ACCELERATORS, CAPACITY, POWER, Machines, dense_ef, machines
from planner.engine.outcome import CLASSES, Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.power import CARBON, PRICE
from planner.engine.roster import Roll, Roster
from planner.engine.times import Fleet, Service, Times, is_overdue, times


@attrs.frozen
class Input:
    """One number a figure was computed from: field of a record, or a parameter.

    `source` is the key of a source record; `assumption` marks what nobody published. `computed`
    says that the figure of that name is meant and not the field; its value may be left to whoever
    asks.
    """

    kind: str
    key: str
    field: str
    value: Scalar
    unit: str
    source: str | None = None
    confidence: str | None = None
    assumption: bool = False
    computed: bool = False


@attrs.frozen
class Figure:
    """A computed figure; `value` is None where an input is unknown. Months are month indices."""

    code: str
    value: float | None
    unit: str
    formula: str
    inputs: tuple[Input, ...] = ()


def measure_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return the figures of a measure. Raises `DomainError("missing_record")`."""
    measure = plan.get(Measure, key)
    alone = _alone(plan, measure.state, Roster(measures=(measure,)))
    figures = [*_time_figures(alone, measure), *_money_figures(alone, measure)]
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
    alone = _alone(plan, system.state, Roster(systems=(system,)))
    share = _system_share(alone, system)
    figures = [*_service_figures(alone, system), *_machine_figures(alone, system), share]
    return (*figures, *_time_figures_of_union(alone, system, figures))


def _time_figures_of_union(
    of: "_Alone", machine: System | Measure, known: Sequence[Figure]
) -> Iterator[Figure]:
    """Yield the Union's share of a machine's time and its hours a month in full service."""
    by_code = {figure.code: figure for figure in known}
    cost, hours = by_code["union_share_of_tco"], by_code["accelerator_hours"]
    agreed = agreed_share(of.inputs.plan, (machine.KIND.name, machine.id))
    caps = (cap_name(machine.system_class),)
    share, formula = agreed, "agreed share of the time"
    inputs = (*cost.inputs, *_fields(of, machine, "system_class"), *_parameters(of, *caps))
    if agreed is None:
        formula = "min(cap of the class, union_share_of_tco)"
        cap = cap_of(machine.system_class, of.parameters)
        share = None if cost.value is None else min(cap, cost.value)
    yield Figure("union_share_of_time", share, "share", formula, inputs)
    both = None if share is None or hours.value is None else share * hours.value
    formula = "accelerators * 730 * availability * union_share_of_time"
    yield Figure("union_hours", both, "h/month", formula, (*hours.inputs, *inputs))


def _system_share(of: "_Alone", system: System) -> Figure:
    """Return the Union's share of a system, with the scope its money was published for."""
    factories = [
        row
        for _key, row in sorted(of.inputs.plan.of(Factory).items())
        if (row.system, row.state) == (system.id, system.state)
    ]
    value = system_share(system, factories)
    inputs = _fields(of, system, "union_meur", "cost_meur", "cost_scope")
    if None in (system.union_meur, system.cost_meur):
        for row in factories[:1]:
            inputs = _fields(of, row, "union_meur", "investment_meur")
    return Figure("union_share_of_tco", value, "share", "union_meur / cost_meur", inputs)


def state_figures(plan: Plan, outcome: Outcome, state: str, month: int) -> tuple[Figure, ...]:
    """Return the figures of a state at the end of a month, one for each class that has any.

    The inputs are the records that contribute, each with its part; their kind, key and field say
    what to ask for next. Codes are the series and the class, as in `capacity_ef.available`.
    """
    row = outcome.row(state)
    figures = []
    for quantity in _QUANTITIES:
        series = getattr(outcome, quantity.name)[row, :, month]
        factor, rate = quantity.factor(Parameters.of(plan)), quantity.rate_in(plan, state)
        unknown = any(given.value is None for given in rate)
        for given in rate:
            factor *= float(str(given.value or 0)) / quantity.per
        parts = _parts(outcome, state, month, quantity, factor)
        if quantity.column is None:
            parts = _people_parts(plan, state, quantity)
        for one, value in zip(CLASSES, series.tolist(), strict=True):
            if value or (parts[one] and quantity.column is not None):
                code, inputs = f"{quantity.name}.{one.value}", (*parts[one], *rate)
                known = None if unknown else value
                figures.append(Figure(code, known, quantity.unit, "sum", inputs))
    return tuple(figures)


@attrs.frozen
class _Alone:
    """One record put through the stages by itself."""

    inputs: Inputs
    at: Times
    sizes: Machines
    priced: Costs

    @property
    def parameters(self) -> Parameters:
        return self.inputs.parameters


def _alone(plan: Plan, state: str, roster: Roster) -> _Alone:
    contributions = {row.id: contributions_to(plan, row.id) for row in roster.measures}
    inputs = Inputs(plan, Parameters.of(plan), Roll({state: roster}, {}, contributions))
    (at,) = times(inputs, [state])
    (sizes,) = machines(inputs, [state], [at])
    (priced,) = costs(inputs, [state], [at])
    return _Alone(inputs, at, sizes, priced)


def _time_figures(of: _Alone, measure: Measure) -> Iterator[Figure]:
    first = float(of.at.first[0]) if of.at.count else float(measure.in_service)
    fields, chips = _fields(of, measure, "start", "lead_months"), _chips(of, measure)
    formula = _delayed("start + lead_months", chips)
    yield Figure("in_service", first, "month", formula, (*fields, *chips))
    end = float(of.at.end[0]) if of.at.count else float(measure.end)
    fields = _fields(of, measure, "start", "lead_months", "life_months")
    formula = _delayed("start + lead_months", chips) + " + life_months"
    yield Figure("end", end, "month", formula, (*fields, *chips))


def _service_figures(of: _Alone, system: System) -> Iterator[Figure]:
    known = of.at.count > 0
    first = float(of.at.first[0]) if known else None
    given = system.accepted is not None
    names = ("accepted",) if given else ("selected",)
    formula = "accepted" if given else "selected + months_selection_to_operation"
    inputs = _fields(of, system, *names)
    if not given:
        inputs += _parameters(of, "months_selection_to_operation")
    if is_overdue(system, of.parameters):
        formula = f"unknown: {formula} <= as_of, and not operational"
        inputs += _parameters(of, "as_of")
    chips = _chips(of, system)
    yield Figure("in_service", first, "month", _delayed(formula, chips), (*inputs, *chips))
    if system.retired is not None:
        formula, inputs = "retired", _fields(of, system, "retired")
    else:
        formula, inputs = "in_service + 12 * system_lifetime", _parameters(of, "system_lifetime")
    yield Figure("end", float(of.at.end[0]) if known else None, "month", formula, inputs)


def _machine_figures(of: _Alone, record: System | Measure) -> Iterator[Figure]:
    unknown = {u.field for u in of.sizes.unknowns}
    sizes = of.sizes.table[:, 0] if of.at.count else np.full(4, math.nan)
    count = None if record.accelerators is None else float(sizes[ACCELERATORS])
    own = (*_fields(of, record, "accelerators"), *_model(of, record, "unit_kind"))
    yield Figure("accelerators", _known(count), "1", "accelerators", own)
    yield _capacity_figure(of, record, sizes, unknown)
    hours = None if count is None else count * HOURS_PER_MONTH * of.parameters.availability
    yield Figure(
        "accelerator_hours",
        _known(hours),
        "h/month",
        "accelerators * 730 * availability",
        (*own, *_parameters(of, "availability")),
    )
    lost = {"power_mw", "kw"} & unknown or (isinstance(record, Measure) and count is None)
    no_load = lost or (isinstance(record, Measure) and record.accelerator is None)
    power = None if no_load else _known(float(sizes[POWER]))
    inputs = _power_inputs(of, record)
    yield Figure("power_mw", power, "MW", "accelerators * kw / 1000 * pue", inputs)
    share = of.parameters.average_to_peak_power
    yield Figure(
        "energy_mwh",
        None if power is None else power * share * HOURS_PER_MONTH,
        "MWh/month",
        "power_mw * average_to_peak_power * 730",
        (*inputs, *_parameters(of, "average_to_peak_power")),
    )
    mwh = None if power is None else power * share * HOURS_PER_MONTH
    yield from _energy_figures(of, record.state, mwh, inputs)


def _energy_figures(
    of: _Alone, state: str, mwh: float | None, inputs: tuple[Input, ...]
) -> Iterator[Figure]:
    """Price the energy of a month; the state's price or intensity may be unknown."""
    inputs = (*inputs, *_parameters(of, "average_to_peak_power"))
    place = of.inputs.plan.get(State, state)
    for code, unit, field, per in (
        ("energy_cost_meur", "MEUR/month", PRICE, 1e6),
        ("co2_t", "t/month", CARBON, 1e3),
    ):
        rate = getattr(place, field)
        value = None if mwh is None or rate is None else mwh * rate / per
        formula = f"energy_mwh * {field} / {per:.0f}"
        yield Figure(code, value, unit, formula, (*inputs, *_fields(of, place, field)))


def _chips(of: _Alone, record: System | Measure) -> tuple[Input, ...]:
    """Return what moves the acceptance of a machine: its delivery, and the delays of its chip."""
    chips = of.inputs.chips
    delivery, model = chips.delivery(record), chips.model(record)
    if record.status in RUNNING:
        return ()
    dated = delivery is not None and delivery.last_month is not None
    moving = _fields(of, delivery, "last_month") if delivery is not None and dated else ()
    late = [one for one in chips.delays if model is not None and concerns(one, model)]
    return (*moving, *(_field(of.inputs.plan, one, "months") for one in late))


def _delayed(formula: str, chips: tuple[Input, ...]) -> str:
    """Write how delivery and delay enter a formula of a month, where there are any."""
    kinds = {one.kind for one in chips}
    if Delivery.KIND.name in kinds:
        formula = f"max({formula}, last_month)"
    return f"{formula} + delay" if ChipDelay.KIND.name in kinds else formula


def _capacity_figure(
    of: _Alone, record: System | Measure, sizes: Series, unknown: set[str]
) -> Figure:
    formula, inputs = (
        "accelerators * bf16_dense_tflops / 1e6",
        (*_fields(of, record, "accelerators"), *_model(of, record, "bf16_dense_tflops")),
    )
    lacking = bool({"accelerators", "accelerator", "bf16_dense_tflops"} & unknown)
    if isinstance(record, System) and lacking:
        formula = "headline_ef / divisor"
        inputs = _fields(of, record, "headline_ef", "headline_precision")
        lacking = math.isnan(dense_ef(record, of.parameters))
    value = None if lacking else _known(float(sizes[CAPACITY]))
    return Figure("capacity_ef", value, "EFLOP/s", formula, inputs)


def _power_inputs(of: _Alone, record: System | Measure) -> tuple[Input, ...]:
    if isinstance(record, System) and record.power_mw is not None:
        load = _fields(of, record, "power_mw")
    else:
        load = (*_fields(of, record, "accelerators"), *_model(of, record, "kw"))
    return (*load, *_pue(of, record))


def _pue(of: _Alone, record: System | Measure) -> tuple[Input, ...]:
    """Return the PUE that counts: the machine's, else that of its site, else the usual one."""
    site = of.inputs.places.get((record.KIND.name, record.id))
    if record.pue is not None:
        return _fields(of, record, "pue")
    if site is not None and site.pue is not None:
        return _fields(of, site, "pue")
    return _parameters(of, "pue")


def _money_figures(of: _Alone, measure: Measure) -> Iterator[Figure]:
    unknown = {u.field for u in of.priced.unknowns}
    ledger = Ledger.of([of.priced])
    capex, opex = float(ledger.capex[0]), float(ledger.opex[0])
    life = float(ledger.life_opex[0])
    acquisition, operation = ledger.acquisition[:, 0], ledger.operation[:, 0]
    no_capex, no_opex = "capex_meur" in unknown, "opex_meur_per_year" in unknown
    none = no_capex or no_opex
    bought, run = _capex_inputs(of, measure), _opex_inputs(of, measure)
    shares = _fields(of, measure, "union_share_acquisition", "union_share_operation")
    yield Figure("capex", None if no_capex else capex, "MEUR", _capex_formula(measure), bought)
    yield Figure("opex_per_year", None if no_opex else opex, "MEUR/year", "opex", run)
    years = _fields(of, measure, "life_months")
    recorded = _contributed(of, measure)
    both = (*recorded, *years) if recorded else (*bought, *run, *years)
    yield Figure(
        "tco", None if none else capex + life, "MEUR", "capex + opex_per_year * years", both
    )
    none = none or not ledger.known[0]
    split = "union_share_acquisition * capex + union_share_operation * opex"
    inputs = both if recorded else (*both, *shares, *_fields(of, measure, "other_share"))
    for code, amount in zip(("union", "states", "other"), acquisition + operation, strict=True):
        formula = split if code == "union" else f"{code}_share * tco"
        formula = "sum of contributions" if recorded else formula
        yield Figure(code, None if none else float(amount), "MEUR", formula, inputs)
    for code, part, cost in (
        ("union_share_of_acquisition", acquisition[0], capex),
        ("union_share_of_operation", operation[0], life),
        ("union_share_of_tco", acquisition[0] + operation[0], capex + life),
    ):
        share = None if none or cost <= 0 else float(part / cost)
        yield Figure(code, share, "share", _SHARE_FORMULAS[code], inputs)
    ends = float(ledger.first[0]), float(ledger.end[0])
    left = residual_value(capex, *ends, float(HORIZON))
    formula = "capex * share of the life after 2035"
    times_ = _fields(of, measure, "start", "lead_months", "life_months")
    value = None if no_capex else left
    yield Figure("residual_value", value, "MEUR", formula, (*bought, *times_))


_SHARE_FORMULAS = {
    "union_share_of_acquisition": "union / capex",
    "union_share_of_operation": "union / (opex_per_year * years)",
    "union_share_of_tco": "union / tco",
}


def _contributed(of: _Alone, measure: Measure) -> tuple[Input, ...]:
    rows = of.inputs.roll.contributions.get(measure.id, ())
    return tuple(_field(of.inputs.plan, one, "commitment_meur") for one in rows)


def _capex_formula(measure: Measure) -> str:
    if measure.capex_meur is not None:
        return "capex_meur"
    formula = "fixed_cost + unit_cost * size"
    if measure.kind is MeasureKind.DATA_CENTRE:
        return f"({formula}) * (1 + dc_ai_premium)"
    return f"({formula}) * intakes" if measure.kind in TALENT else formula


def _capex_inputs(of: _Alone, measure: Measure) -> tuple[Input, ...]:
    if measure.capex_meur is not None:
        return _fields(of, measure, "capex_meur")
    template = of.inputs.plan.get(Template, measure.template)
    level = measure.cost_level.value
    inputs = _fields(of, template, f"fixed_cost_{level}", f"unit_cost_{level}")
    inputs = tuple(one for one in inputs if one.value is not None)
    inputs += _fields(of, measure, measure.kind.size_field)
    if measure.kind is MeasureKind.DATA_CENTRE:
        inputs += _parameters(of, "dc_ai_premium")
    return inputs


def _opex_inputs(of: _Alone, measure: Measure) -> tuple[Input, ...]:
    if measure.opex_meur_per_year is not None:
        return _fields(of, measure, "opex_meur_per_year")
    template = of.inputs.plan.get(Template, measure.template)
    for name in ("opex_share", "opex_meur_per_year"):
        if getattr(template, name) is not None:
            return _fields(of, template, name)
    return _parameters(of, "opex_share_of_capex") if measure.kind in COMPUTE else ()


def _cost_per_completed(known: Sequence[Figure]) -> Iterator[Figure]:
    """Yield what one person who completes costs: all intakes over all who complete."""
    by_code = {figure.code: figure for figure in known}
    cost, people = by_code["capex"], by_code["trained"]
    value = cost.value * 1e6 / people.value if cost.value is not None and people.value else None
    inputs = (*cost.inputs, *people.inputs)
    yield Figure("cost_per_completed", value, "EUR", "capex / trained", inputs)


def _talent_figures(of: _Alone, measure: Measure) -> Iterator[Figure]:
    intakes = math.ceil(measure.life_months / 12)
    seats, completion = size_of(measure), measure.completion
    trained = None if seats is None or completion is None else seats * completion * intakes
    inputs = _fields(of, measure, "seats", "completion", "life_months")
    yield Figure("trained", trained, "1", "seats * completion * intakes", inputs)
    if measure.kind is not MeasureKind.COURSE:
        staying = measure.retention
        value = None if trained is None or staying is None else trained * staying
        formula = "seats * completion * intakes * retention"
        inputs += _fields(of, measure, "retention")
        yield Figure("talent", value, "1", formula, inputs)


@attrs.frozen
class _Quantity:
    """A series of the outcome, and the column of the machines' sizes it is summed from, if any.

    `rate` is the indicator of the state that energy is multiplied by, `per` what it is divided by.
    """

    name: str
    unit: str
    column: int | None = None
    rate: str = ""
    per: float = 1.0

    def factor(self, parameters: Parameters) -> float:
        """Return what turns the size of a machine in service into this quantity."""
        if self.name == "accelerator_hours":
            return HOURS_PER_MONTH * parameters.availability
        if self.name in ("energy_mwh", "energy_cost_meur", "co2_t"):
            return HOURS_PER_MONTH * parameters.average_to_peak_power
        return 1.0

    def rate_in(self, plan: Plan, state: str) -> tuple[Input, ...]:
        """Return the indicator of a state that this quantity is multiplied by, if any."""
        return (_field(plan, plan.get(State, state), self.rate),) if self.rate else ()


_QUANTITIES = (
    _Quantity("capacity_ef", "EFLOP/s", CAPACITY),
    _Quantity("accelerators", "1", ACCELERATORS),
    _Quantity("accelerator_hours", "h/month", ACCELERATORS),
    _Quantity("power_mw", "MW", POWER),
    _Quantity("energy_mwh", "MWh/month", POWER),
    _Quantity("energy_cost_meur", "MEUR/month", POWER, PRICE, 1e6),
    _Quantity("co2_t", "t/month", POWER, CARBON, 1e3),
    _Quantity("seats", "1"),
    _Quantity("enrolled", "1"),
    _Quantity("trained", "1"),
    _Quantity("retained", "1"),
    _Quantity("leaving", "1"),
    _Quantity("talent_stock", "1"),
    _Quantity("staff_needed", "FTE"),
)
_STAFF = ("staff_fte_per_system", "staff_fte_per_ai_factory")
_PIPELINE = ("seats", "completion", "retention")


def _parts(
    outcome: Outcome, state: str, month: int, quantity: _Quantity, factor: float
) -> dict[CapacityClass, list[Input]]:
    """Return what each machine of a state contributes to a quantity, by class."""
    parts: dict[CapacityClass, list[Input]] = {one: [] for one in CLASSES}
    if quantity.column is None:
        return parts
    at: Times = outcome.cache["times"][state]
    running: Service = outcome.cache["service"][state]
    sizes: Machines = outcome.cache["machines"][state]
    shares = sizes.table[quantity.column] * running.profile[:, month]
    machines = [("system", key) for key in at.systems] + [("measure", key) for key in at.measures]
    classes = Fleet.of([at]).class_index.tolist()
    for (kind, key), share, position in zip(machines, shares.tolist(), classes, strict=True):
        if share:
            value = share * factor
            parts[CLASSES[position]].append(Input(kind, key, quantity.name, value, quantity.unit))
    return parts


def _people_parts(plan: Plan, state: str, quantity: _Quantity) -> dict[CapacityClass, list[Input]]:
    """Return what the people of a state rest on: its programmes, or what each machine needs."""
    parts: dict[CapacityClass, list[Input]] = {one: [] for one in CLASSES}
    if quantity.name == "staff_needed":
        needs = [parameter_input(plan, Parameters.of(plan), name) for name in _STAFF]
        return {one: list(needs) for one in CLASSES}
    for _key, measure in sorted(plan.of(Measure).items()):
        if measure.state == state and measure.kind in TALENT:
            own = parts[CLASS_OF_STATUS[measure.status]]
            own += [_field(plan, measure, name) for name in _PIPELINE]
    return parts


def _fields(of: _Alone, record: Record, *names: str) -> tuple[Input, ...]:
    return tuple(_field(of.inputs.plan, record, name) for name in names)


def field_input(plan: Plan, record: Record, name: str) -> Input:
    """Return a field of a record as an input, with what is known of its source."""
    return _field(plan, record, name)


def _field(plan: Plan, record: Record, name: str) -> Input:
    kind, value = record.KIND, getattr(record, name)
    evidence = chosen_evidence(plan, kind.name, record.id, name)
    unit = kind.field(name).unit
    if evidence is None:
        return Input(kind.name, record.id, name, value, unit)
    return Input(
        kind.name,
        record.id,
        name,
        value,
        unit,
        source=evidence.source,
        confidence=str(evidence.confidence),
        assumption=evidence.assumption,
    )


def _model(of: _Alone, record: System | Measure, name: str) -> tuple[Input, ...]:
    if record.accelerator is None:
        return _fields(of, record, "accelerator")
    return (_field(of.inputs.plan, of.inputs.plan.record("accelerator", record.accelerator), name),)


def _parameters(of: _Alone, *names: str) -> tuple[Input, ...]:
    return tuple(_parameter(of, name) for name in names)


def _parameter(of: _Alone, name: str) -> Input:
    return parameter_input(of.inputs.plan, of.parameters, name)


def parameter_input(plan: Plan, parameters: Parameters, name: str) -> Input:
    """Return a parameter as an input; one that is not in the plan is the engine's assumption."""
    value = float(getattr(parameters, name))
    found = plan.of(Parameter).get(name)
    if found is None:
        return Input("parameter", name, "value", value, "", assumption=True)
    return Input(
        "parameter",
        name,
        "value",
        value,
        found.unit or "",
        source=found.source,
        confidence=str(found.confidence),
        assumption=found.arguable,
    )


def _known(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else value
