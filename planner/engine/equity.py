# SPDX-License-Identifier: EUPL-1.2
"""How evenly hours are spread: over people, over money, over time, and who has no link at all.

Used hours are those that users of a state get, wherever the machine stands; offered hours are
those of the machines that stand in a state. A state whose demand is unknown is in neither.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.engine.coverage import consortium_only
from planner.engine.demand import MONTHS_IN_QUARTER
from planner.engine.inputs import number
from planner.engine.outcome import FIRM, MONEY_SOURCES, Outcome, Series
from planner.engine.reach import Reach

LOWEST = 10


class Base(StrEnum):
    """What hours are set against: inhabitants, gross domestic product, or the state's own money."""

    PEOPLE = "people"
    GDP = "gdp"
    CONTRIBUTION = "contribution"


@attrs.frozen(eq=False)
class Equity:
    """The hours of one quarter in relation to people and money; (S,), NaN unknown.

    `used`, by base: hours used per million inhabitants, per bn EUR of GDP, and per million EUR
    that the state itself has committed so far, unknown where it has committed none. `gini_used`
    and `gini_offered`, by base as well, are 0 when all have the same, towards 1 when one has all.
    `lowest_hours` is the share of all hours used that goes to the ten states
    with the fewest hours an inhabitant, `lowest_people` their share of the inhabitants.
    """

    states: tuple[str, ...]
    used: Mapping[Base, Series]
    gini_used: Mapping[Base, float | None]
    gini_offered: Mapping[Base, float | None]
    lowest: tuple[str, ...]
    lowest_hours: float | None
    lowest_people: float | None


@attrs.frozen
class WhiteSpots:
    """Member states without a factory, antenna or committed node; and those without any link.

    A state without a node that has a seat in another's consortium is linked through it.
    """

    without_node: tuple[str, ...]
    without_link: tuple[str, ...]


@attrs.frozen(eq=False)
class Trend:
    """Equity, by base, and reach over Q quarters: (Q,), NaN where nothing is served or offered."""

    gini_used: Mapping[Base, Series]
    gini_offered: Mapping[Base, Series]
    cross_border: Series
    served_share: Series


def equity(plan: Plan, outcome: Outcome, reach: Reach) -> Equity:
    """Relate the hours of a quarter to people and money."""
    bases = {base: weights(plan, outcome, reach.states, base, reach.quarter) for base in Base}
    people, served, offered = bases[Base.PEOPLE], reach.flows.served, _offered(reach)
    used = {base: _over(served, weight) for base, weight in bases.items()}
    lowest = _lowest(used[Base.PEOPLE], people) if np.nansum(served) > 0 else []
    return Equity(
        states=reach.states,
        used=used,
        gini_used={base: gini(served, weight) for base, weight in bases.items()},
        gini_offered={base: gini(offered, weight) for base, weight in bases.items()},
        lowest=tuple(reach.states[row] for row in lowest),
        lowest_hours=_share(served, people, lowest),
        lowest_people=_share(people, people, lowest),
    )


def weights(
    plan: Plan, outcome: Outcome, states: Sequence[str], base: Base, quarter: int
) -> Series:
    """Return what the hours of a quarter are set against: (S,) million people, bn EUR or MEUR."""
    if base is Base.CONTRIBUTION:
        return _contributed(outcome, quarter)
    if base is Base.GDP:
        return _indicator(plan, states, lambda row: row.gdp_beur)
    return _indicator(plan, states, lambda row: row.population_m)


def gini(amounts: Series, people: Series) -> float | None:
    """Return the population-weighted Gini coefficient of amounts per head; None if none is known.

    G = 1 - Σ w_i (C_i + C_{i-1}) / (W · C), states ordered by amount per head, w people, C the
    amounts so far: the Lorenz curve by trapezes. Equals Σ_ij w_i w_j |x_i - x_j| / (2 W² x̄) for x
    amounts per head. Where an amount or the people are unknown the state is left out. For amounts
    per euro the euro stand for the people.
    """
    known = np.isfinite(amounts) & np.isfinite(people) & (np.nan_to_num(people) > 0)
    have, heads = amounts[known], people[known]
    whole = float(have.sum() * heads.sum())
    if not whole > 0:
        return None
    order = np.argsort(have / heads, kind="stable")
    so_far = np.concatenate([[0.0], np.cumsum(have[order])])
    area = float((heads[order] * (so_far[1:] + so_far[:-1])).sum())
    return max(0.0, 1.0 - area / whole)


def trend(plan: Plan, outcome: Outcome, reaches: Sequence[Reach]) -> Trend:
    """Return how equity and reach move over the quarters given."""
    bases = {base: [_weight(plan, outcome, reach, base) for reach in reaches] for base in Base}
    return Trend(
        gini_used={
            base: _series([gini(r.flows.served, w) for r, w in zip(reaches, own, strict=True)])
            for base, own in bases.items()
        },
        gini_offered={
            base: _series([gini(_offered(r), w) for r, w in zip(reaches, own, strict=True)])
            for base, own in bases.items()
        },
        cross_border=_series([reach.cross_border for reach in reaches]),
        served_share=_series([reach.served_share for reach in reaches]),
    )


def white_spots(plan: Plan, outcome: Outcome) -> WhiteSpots:
    """Return the member states the network does not reach with a node, or not at all."""
    missing = outcome.headlines.not_covered
    seated = consortium_only(plan, missing)
    return WhiteSpots(missing, tuple(state for state in missing if state not in seated))


def _weight(plan: Plan, outcome: Outcome, reach: Reach, base: Base) -> Series:
    return weights(plan, outcome, reach.states, base, reach.quarter)


def _offered(reach: Reach) -> Series:
    """Return the hours that machines in each state offer, for the states with a known demand."""
    offered = reach.offer.union + reach.offer.national
    return np.where(np.isnan(reach.wanted), math.nan, offered)


def _contributed(outcome: Outcome, quarter: int) -> Series:
    """Return the money each state has committed by the end of a quarter: (S,) MEUR."""
    end = (quarter + 1) * MONTHS_IN_QUARTER
    source = MONEY_SOURCES.index("states")
    committed = outcome.commitments_meur[: len(outcome.states), FIRM, source, :end]
    return np.asarray(committed.sum(axis=(1, 2)))


def _indicator(plan: Plan, states: Sequence[str], read: Callable[[State], float | None]) -> Series:
    return np.array([number(read(plan.get(State, state))) for state in states], dtype=np.float64)


def _over(amounts: Series, base: Series) -> Series:
    """Divide; unknown where either is, or where there is nothing to divide by."""
    return np.asarray(amounts / np.where(base > 0, base, math.nan))


def _lowest(per_head: Series, people: Series) -> list[int]:
    known = np.flatnonzero(np.isfinite(per_head) & np.isfinite(people))
    return sorted(map(int, known), key=lambda row: (per_head[row], row))[:LOWEST]


def _share(amounts: Series, people: Series, rows: Sequence[int]) -> float | None:
    known = np.isfinite(amounts) & np.isfinite(people)
    total = float(amounts[known].sum())
    return float(amounts[list(rows)].sum()) / total if rows and total > 0 else None


def _series(values: Sequence[float | None]) -> Series:
    return np.array([number(value) for value in values], dtype=np.float64)
