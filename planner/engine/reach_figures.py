# SPDX-License-Identifier: EUPL-1.2
"""How the figures of reach come about: who gets whose hours, and what they are set against.

A code may end in `.operational`: then only machines that run today offer hours. Every figure is
that of the quarter of the month it is asked for, solved anew, since somebody looks at one.
"""

import math
from collections.abc import Callable, Iterator, Mapping

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.engine.allocations import MachineTime, machine_times
from planner.engine.demand import MONTHS_IN_QUARTER
from planner.engine.equity import Base, Equity, equity, weights
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.reach import Reach, ReachBook

_OPERATIONAL = "operational"
_HOURS = "h"
_BASE_FIELDS: Mapping[Base, str] = {Base.PEOPLE: "population_m", Base.GDP: "gdp_beur"}
_COSTS = (
    "reach_request_cost",
    "reach_distance_cost",
    "reach_language_cost",
    "reach_stack_cost",
    "reach_unmet_price",
    "reach_priority",
)


def reach_figure(plan: Plan, outcome: Outcome, state: str, code: str, month: int) -> Figure | None:
    """Return a figure of one state, or of the network where `state` is empty; None if unknown."""
    words = code.split(".")
    planned = words[-1] != _OPERATIONAL
    name, *rest = words if planned else words[:-1]
    known = _OF_STATES if state else _OF_NETWORK
    if name not in known or (state and state not in plan.of(State)):
        return None
    reach = ReachBook().at(plan, outcome, month // MONTHS_IN_QUARTER, planned=planned)
    of = _Quarter(plan, outcome, reach, equity(plan, outcome, reach), planned)
    return known[name](of, state, ".".join(rest))


def hours_in_quarter(plan: Plan, outcome: Outcome, kind: str, key: str, month: int) -> Figure:
    """Return the hours of one machine in the quarter of a month."""
    machine = plan.get(System, key) if kind == System.KIND.name else plan.get(Measure, key)
    first = month // MONTHS_IN_QUARTER * MONTHS_IN_QUARTER
    found = (
        float(time.hours[first : first + MONTHS_IN_QUARTER].sum())
        for time in _times(plan, outcome, machine.state)
        if time.machine.id == key and time.hours is not None
    )
    inputs = (
        Input(kind, key, "accelerator_hours", None, "h/month", computed=True),
        Input(kind, key, "in_service", None, "month", computed=True),
    )
    formula = "accelerator_hours * months in service"
    return Figure("hours_quarter", next(found, None), _HOURS, formula, inputs)


@attrs.frozen(eq=False)
class _Quarter:
    """One quarter solved, and how codes of its figures are written."""

    plan: Plan
    outcome: Outcome
    reach: Reach
    equity: Equity
    planned: bool

    def code(self, name: str) -> str:
        return name if self.planned else f"{name}.{_OPERATIONAL}"

    def row(self, state: str) -> int:
        return self.reach.states.index(state)

    def served(self, state: str) -> Input:
        value = float(self.reach.flows.served[self.row(state)])
        return Input("state", state, self.code("served"), _known(value), _HOURS, assumption=True)

    def demand(self, state: str) -> Input:
        value = float(self.reach.wanted[self.row(state)])
        return Input("state", state, "demand", _known(value), _HOURS, assumption=True)

    def gives(self, state: str, user: str) -> Input:
        value = float(self.reach.between[self.row(state), self.row(user)])
        return Input("state", state, self.code(f"gives.{user}"), value, _HOURS, assumption=True)

    def figure(
        self, name: str, value: float | None, unit: str, formula: str, *inputs: Input
    ) -> Figure:
        known = None if value is None else _known(value)
        return Figure(self.code(name), known, unit, formula, inputs)

    def everyone(self) -> Iterator[str]:
        return (s for s in self.reach.states if math.isfinite(self.reach.wanted[self.row(s)]))

    def costs(self) -> tuple[Input, ...]:
        parameters = Parameters.of(self.plan)
        return tuple(parameter_input(self.plan, parameters, name) for name in _COSTS)


def _served(of: _Quarter, state: str, _rest: str) -> Figure:
    value = float(of.reach.flows.served[of.row(state)])
    from_whom = (of.gives(giver, state) for giver, _hours in of.reach.uses(state))
    return of.figure("served", value, _HOURS, "sum", *from_whom)


def _unmet(of: _Quarter, state: str, _rest: str) -> Figure:
    value = float(of.reach.flows.unmet[of.row(state)])
    both = (of.demand(state), of.served(state))
    return of.figure("unmet", value, _HOURS, "demand - served", *both)


def _abroad(of: _Quarter, state: str, _rest: str) -> Figure:
    row = of.row(state)
    served, own = float(of.reach.flows.served[row]), float(of.reach.between[row, row])
    value = 1.0 - own / served if served else None
    both = (of.served(state), of.gives(state, state))
    return of.figure("abroad", value, "share", "1 - own / served", *both)


def _used(of: _Quarter, state: str, rest: str) -> Figure:
    base = Base(rest)
    if base is Base.CONTRIBUTION:
        against = weights(of.plan, of.outcome, of.reach.states, base, of.reach.quarter)
        value = float(against[of.row(state)])
        given = Input("state", state, "own_money", value, "MEUR")
    else:
        given = field_input(of.plan, of.plan.get(State, state), _BASE_FIELDS[base])
    value = float(of.equity.used[base][of.row(state)])
    formula = f"served / {given.field}"
    return of.figure(f"used.{base}", value, _HOURS, formula, of.served(state), given)


def _value(of: _Quarter, state: str, _rest: str) -> Figure:
    value = float(of.reach.flows.value[of.row(state)])
    formula = "max over users of (price of their demand - cost of the way), not below 0"
    wanting = (of.demand(user) for user in of.everyone() if of.reach.flows.unmet[of.row(user)] > 0)
    return of.figure("hour_value", value, "EUR/h", formula, *of.costs(), *wanting)


def _gives(of: _Quarter, state: str, user: str) -> Figure | None:
    if user not in of.reach.states:
        return None
    value = float(of.reach.between[of.row(state), of.row(user)])
    offered = float(of.reach.offer.union[of.row(state)] + of.reach.offer.national[of.row(state)])
    inputs = (
        Input("state", state, of.code("hours_offered"), offered, _HOURS),
        of.demand(user),
        *of.costs(),
    )
    formula = "least cost of all: sum of hours * cost of the way + unmet hours * price"
    return of.figure(f"gives.{user}", value, _HOURS, formula, *inputs)


def _offered(of: _Quarter, state: str, _rest: str) -> Figure:
    row, offer = of.row(state), of.reach.offer
    first = of.reach.quarter * MONTHS_IN_QUARTER
    machines = [
        Input(one.machine.KIND.name, one.machine.id, "hours_quarter", float(hours), _HOURS)
        for one in _times(of.plan, of.outcome, state)
        if one.hours is not None and (hours := one.hours[first : first + MONTHS_IN_QUARTER].sum())
    ]
    if offer.assumed[row] > 0:
        share = parameter_input(of.plan, Parameters.of(of.plan), "reach_union_share")
        machines.append(share)
    value = float(offer.union[row] + offer.national[row])
    return of.figure("hours_offered", value, _HOURS, "sum", *machines)


def _served_share(of: _Quarter, _state: str, _rest: str) -> Figure:
    pairs = [one for state in of.everyone() for one in (of.served(state), of.demand(state))]
    return of.figure("served_share", of.reach.served_share, "share", "served / demand", *pairs)


def _cross_border(of: _Quarter, _state: str, _rest: str) -> Figure:
    own = (of.gives(state, state) for state in of.everyone())
    served = (of.served(state) for state in of.everyone())
    value = of.reach.cross_border
    return of.figure("cross_border", value, "share", "1 - own / served", *served, *own)


def _gini(of: _Quarter, _state: str, rest: str) -> Figure:
    base = Base(rest)
    used = of.equity.used[base]
    each = (
        Input("state", s, of.code(f"used.{base}"), float(used[row]), _HOURS, assumption=True)
        for row, s in enumerate(of.reach.states)
        if math.isfinite(used[row])
    )
    formula = "1 - sum(w * (C + C before)) / (W * C of all), ordered by hours / w"
    return of.figure(f"gini.{base}", of.equity.gini_used[base], "1", formula, *each)


def _lowest(of: _Quarter, _state: str, _rest: str) -> Figure:
    lowest = (of.served(state) for state in of.equity.lowest)
    formula = "served in the ten states with the fewest hours a head / served"
    return of.figure("lowest_share", of.equity.lowest_hours, "share", formula, *lowest)


def _times(plan: Plan, outcome: Outcome, state: str) -> Iterator[MachineTime]:
    blocks = (outcome.cache[name][state] for name in ("times", "service", "access"))
    return machine_times(plan, *blocks)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value


_Maker = Callable[[_Quarter, str, str], Figure | None]
_OF_STATES: Mapping[str, _Maker] = {
    "served": _served,
    "unmet": _unmet,
    "abroad": _abroad,
    "used": _used,
    "hour_value": _value,
    "gives": _gives,
    "hours_offered": _offered,
}
_OF_NETWORK: Mapping[str, _Maker] = {
    "served_share": _served_share,
    "cross_border": _cross_border,
    "gini": _gini,
    "lowest_share": _lowest,
}
