# SPDX-License-Identifier: EUPL-1.2
"""How many accelerator-hours each group of users asks for in each state, quarter by quarter.

Every figure here rests on assumptions the planner may change: no published series of demand
exists. A state whose indicator is unknown for a group that counts is left out as a whole and
named; it is never taken as a state without demand. States outside the Joint Undertaking are not
asked.
"""

import math
from collections.abc import Iterator, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.months import FIRST_YEAR, HORIZON
from planner.domain.plan import Plan
from planner.domain.records.demand import DemandGroup, Driver
from planner.domain.records.geography import Membership, State
from planner.engine.inputs import number
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters

MONTHS_IN_QUARTER = 3
QUARTERS = HORIZON // MONTHS_IN_QUARTER
QUARTERS_A_YEAR = 4
_MILLION = 1e6

FIELDS: Mapping[Driver, tuple[str, ...]] = {
    Driver.ENTERPRISES: ("gdp_beur", "ai_adoption_enterprises_pct"),
    Driver.RESEARCHERS: ("researchers_fte_thousand",),
    Driver.POPULATION: ("population_m",),
    Driver.GDP: ("gdp_beur",),
    Driver.ICT: ("ict_specialists_thousand",),
}
"""The indicators whose product a driver is."""


@attrs.frozen(eq=False)
class Demand:
    """Demand of G groups in S states, the states in the order of their codes.

    `base` (G, S): hours in a quarter of the base year, NaN for a state that is not known or not
    asked. `growth` (G,): a year. `unknowns` names the indicators that are missing.
    """

    states: tuple[str, ...]
    groups: tuple[DemandGroup, ...]
    base: Series
    growth: Series
    base_year: float
    unknowns: tuple[Unknown, ...]

    def at(self, quarter: int) -> Series:
        """Return the demand in a quarter, by group and state: (G, S) hours.

        d(t) = d₀ · (1 + g)^(t - t₀), t and t₀ the middles of the quarter and of the base year.
        """
        middle = FIRST_YEAR + (quarter + 0.5) / QUARTERS_A_YEAR
        growth = np.power(1.0 + self.growth, middle - (self.base_year + 0.5))
        return np.asarray(self.base * growth[:, None])

    def by_state(self, quarter: int) -> Series:
        """Return the demand of all groups together in a quarter: (S,) hours, NaN if unknown."""
        total = self.at(quarter).sum(axis=0)
        return np.where(self.known, total, math.nan)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Tell which states have a demand: (S,)."""
        return np.asarray(np.isfinite(self.base).all(axis=0) & bool(self.groups))

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return the states that are asked but not known."""
        return tuple(dict.fromkeys(unknown.key for unknown in self.unknowns))


def demand(plan: Plan, parameters: Parameters | None = None) -> Demand:
    """Spread the total the planner sets over groups by weight, then over states by driver.

    Group g in state s: total · w_g / Σw · x_s / Σx, x the driver; Σx runs over the states whose
    indicators are all known. The model is a planner's choice, since no figure of demand is
    published; docs/decisions.md argues it under "Reach".
    """
    given = Parameters.of(plan) if parameters is None else parameters
    states = tuple(sorted(plan.of(State)))
    groups = tuple(plan.of(DemandGroup)[key] for key in sorted(plan.of(DemandGroup)))
    rows = [plan.of(State)[key] for key in states]
    drivers = np.array([[driver_of(row, group) for row in rows] for group in groups])
    drivers = drivers.reshape(len(groups), len(states))
    drivers[:, [not _asked(row) for row in rows]] = math.nan
    weights = np.array([group.weight for group in groups], dtype=np.float64)
    known = np.isfinite(drivers[weights > 0]).all(axis=0)
    drivers[:, ~known] = math.nan
    drivers[weights == 0] = np.where(known, 0.0, math.nan)
    hours = given.demand_total_million_hours * _MILLION / QUARTERS_A_YEAR
    return Demand(
        states=states,
        groups=groups,
        base=_parts(weights)[:, None] * hours * _shares(drivers),
        growth=np.array([group.growth for group in groups], dtype=np.float64),
        base_year=given.demand_base_year,
        unknowns=tuple(_unknowns([row for row in rows if _asked(row)], groups)),
    )


def driver_of(state: State, group: DemandGroup) -> float:
    """Return the driver of a group's demand in a state: a product of indicators, NaN unknown."""
    return math.prod(number(getattr(state, field)) for field in FIELDS[group.driver])


def _asked(state: State) -> bool:
    """Tell whether a state takes part in the Joint Undertaking, so that its users may apply."""
    return state.membership is not Membership.ASSOCIATED


def _parts(weights: Series) -> Series:
    total = float(weights.sum())
    return weights / total if total > 0 else weights


def _shares(drivers: Series) -> Series:
    """Return each state's part of the known total of its row."""
    total = np.nansum(drivers, axis=1, keepdims=True)
    return np.asarray(drivers / np.where(total > 0, total, 1.0))


def _unknowns(states: Sequence[State], groups: Sequence[DemandGroup]) -> Iterator[Unknown]:
    fields = dict.fromkeys(f for group in groups if group.weight for f in FIELDS[group.driver])
    for state in states:
        for field in fields:
            if getattr(state, field) is None:
                yield Unknown(State.KIND.name, state.id, field)
