# SPDX-License-Identifier: EUPL-1.2
"""How the figures of one state in a month come about: a sum over its machines or programmes."""

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import CLASS_OF_STATUS, CapacityClass
from planner.domain.records.measures import TALENT, Measure
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.machines import ACCELERATORS, CAPACITY, POWER, Machines
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.parameters import Parameters
from planner.engine.power import CARBON, PRICE
from planner.engine.times import Fleet, Service, Times


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
        return (field_input(plan, plan.get(State, state), self.rate),) if self.rate else ()


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
            own += [field_input(plan, measure, name) for name in _PIPELINE]
    return parts
