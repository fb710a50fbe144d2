# SPDX-License-Identifier: EUPL-1.2
"""What a group of member states has for a million of its inhabitants, and what that is made of.

Codes are `group.<group>.<what>`, asked of the network: `capacity_ef.available`, `capacity_ef.firm`,
`money_committed` (a million inhabitants, so EUR an inhabitant) or `served` (hours of the quarter).
A state whose population is unknown is in no group.
"""

from collections.abc import Callable, Mapping

import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.geography import Membership, State
from planner.engine.demand import MONTHS_IN_QUARTER
from planner.engine.figures import Figure, Input, field_input
from planner.engine.outcome import FIRM, Outcome
from planner.engine.reach import ReachBook

GROUP = "group"
SINCE, BEFORE = "since_2004", "before_2004"
SINCE_2004 = frozenset(
    {"BG", "CY", "CZ", "EE", "HR", "HU", "LT", "LV", "MT", "PL", "RO", "SI", "SK"}
)
Amounts = Mapping[str, float]


def states_of(plan: Plan, group: str) -> tuple[str, ...]:
    """Return the member states of a group, those that joined since 2004 or the others."""
    return tuple(
        key
        for key, row in sorted(plan.of(State).items())
        if row.membership is Membership.EU_MEMBER
        and row.population_m is not None
        and (key in SINCE_2004) is (group == SINCE)
    )


def group_figure(plan: Plan, outcome: Outcome, code: str, month: int) -> Figure | None:
    """Return a figure of a group for a million inhabitants; None if there is no such figure."""
    _group, group, what = code.split(".", 2)
    if what not in _AMOUNTS or group not in (SINCE, BEFORE):
        return None
    states = states_of(plan, group)
    made, unit, asked = _AMOUNTS[what]
    amounts = made(plan, outcome, month)
    rows = [plan.get(State, key) for key in states]
    people = sum(row.population_m or 0.0 for row in rows)
    whole = sum(amounts.get(key, 0.0) for key in states)
    parts = tuple(
        Input("state", key, asked, amounts[key], unit, computed=True)
        for key in states
        if amounts.get(key)
    )
    heads = tuple(field_input(plan, row, "population_m") for row in rows)
    value = whole / people if people else None
    return Figure(code, value, unit, "sum / inhabitants in millions", (*parts, *heads))


def _running(_plan: Plan, outcome: Outcome, month: int) -> Amounts:
    return dict(zip(outcome.states, outcome.capacity_ef[:, 0, month].tolist(), strict=True))


def _planned(_plan: Plan, outcome: Outcome, month: int) -> Amounts:
    firm = outcome.capacity_ef[:, FIRM, month].sum(axis=1)
    return dict(zip(outcome.states, firm.tolist(), strict=True))


def _money(_plan: Plan, outcome: Outcome, month: int) -> Amounts:
    states, rows = outcome.states, outcome.commitments_meur
    committed = rows[: len(states), FIRM, :, : month + 1].sum(axis=(1, 2, 3))
    return dict(zip(states, committed.tolist(), strict=True))


def _served(plan: Plan, outcome: Outcome, month: int) -> Amounts:
    found = ReachBook().at(plan, outcome, month // MONTHS_IN_QUARTER)
    return dict(zip(found.states, np.nan_to_num(found.flows.served).tolist(), strict=True))


_Made = Callable[[Plan, Outcome, int], Amounts]
_AMOUNTS: Mapping[str, tuple[_Made, str, str]] = {
    "capacity_ef.available": (_running, "EFLOP/s", "capacity_ef.available"),
    "capacity_ef.firm": (_planned, "EFLOP/s", "capacity_ef"),
    "money_committed": (_money, "MEUR", "money_committed"),
    "served": (_served, "h", "served"),
}
