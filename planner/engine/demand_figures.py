# SPDX-License-Identifier: EUPL-1.2
"""How the demand of a state comes about: its groups, their weights, its indicators."""

import math

from planner.domain.plan import Plan
from planner.domain.records.demand import DemandGroup
from planner.domain.records.geography import State
from planner.engine.demand import FIELDS, MONTHS_IN_QUARTER, demand
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.parameters import Parameters

_HOURS = "h"
_SET = ("demand_total_million_hours", "demand_base_year")


def demand_figures(plan: Plan, state: str, month: int) -> tuple[Figure, ...]:
    """Return what the users of a state ask for in the quarter of a month, all groups together.

    The inputs are the parts of the groups, then the indicators of the state and the total. The
    figure is unknown where an indicator is; a plan without groups has none.
    """
    asked = demand(plan)
    if not asked.groups or state not in asked.states:
        return ()
    quarter, row = month // MONTHS_IN_QUARTER, asked.states.index(state)
    total = float(asked.by_state(quarter)[row])
    parts = zip(asked.groups, asked.at(quarter)[:, row].tolist(), strict=True)
    groups = tuple(
        Input(group.KIND.name, group.id, "demand", _known(hours), _HOURS, assumption=True)
        for group, hours in parts
    )
    inputs = (*groups, *_indicators(plan, state, asked.groups), *_parameters(plan))
    return (Figure("demand", _known(total), _HOURS, "sum", inputs),)


def group_figures(plan: Plan, key: str, month: int) -> tuple[Figure, ...]:
    """Return what a group of users asks for in all states known, in the quarter of a month."""
    asked = demand(plan)
    group = plan.get(DemandGroup, key)
    quarter = month // MONTHS_IN_QUARTER
    row = [one.id for one in asked.groups].index(key)
    hours = float(asked.at(quarter)[row][asked.known].sum())
    own = tuple(field_input(plan, group, name) for name in ("weight", "growth"))
    others = tuple(
        field_input(plan, one, "weight") for one in asked.groups if one.id != key and one.weight
    )
    formula = "demand_total_million_hours / 4 * weight / weights * (1 + growth) ** years"
    return (Figure("demand", hours, _HOURS, formula, (*own, *_parameters(plan), *others)),)


def _indicators(plan: Plan, state: str, groups: tuple[DemandGroup, ...]) -> tuple[Input, ...]:
    used = dict.fromkeys(name for group in groups if group.weight for name in FIELDS[group.driver])
    return tuple(field_input(plan, plan.get(State, state), name) for name in used)


def _parameters(plan: Plan) -> tuple[Input, ...]:
    parameters = Parameters.of(plan)
    return tuple(parameter_input(plan, parameters, name) for name in _SET)


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value
