# SPDX-License-Identifier: EUPL-1.2
"""Talent programmes by state: seats planned of each kind, and the gap of people in a month."""

from collections.abc import Mapping

import attrs

from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.measures import TALENT, Measure, MeasureKind
from planner.engine.outcome import Outcome


@attrs.frozen
class Offer:
    """The programmes of one kind in a state: their seats a year, `None` where none states them."""

    measures: tuple[str, ...]
    seats: int | None


@attrs.frozen
class Gap:
    """People in a state in a month: posts to fill and people there, all classes of firmness."""

    needed: float
    there: float

    @property
    def missing(self) -> float:
        """Return the posts nobody is there for; what is too many counts as none missing."""
        return max(0.0, self.needed - self.there)


def offers(plan: Plan) -> Mapping[tuple[str, MeasureKind], Offer]:
    """Return what is planned, by state and kind of programme."""
    found: dict[tuple[str, MeasureKind], list[Measure]] = {}
    for _key, row in sorted(plan.of(Measure).items()):
        if row.kind in TALENT:
            found.setdefault((row.state, row.kind), []).append(row)
    return {place: _offer(rows) for place, rows in found.items()}


def gap(outcome: Outcome, state: str, month: int) -> Gap:
    """Return posts and people of a state at the end of a month; 0 = January 2021."""
    row = outcome.row(state)
    return Gap(
        needed=float(outcome.staff_needed[row, :, month].sum()),
        there=float(outcome.talent_stock[row, :, month].sum()),
    )


def seats_per_million(plan: Plan, state: str, seats: int) -> float | None:
    """Return seats a year for a million inhabitants; unknown where their number is."""
    people = plan.get(State, state).population_m
    return seats / people if people else None


def _offer(rows: list[Measure]) -> Offer:
    seats = [row.seats for row in rows if row.seats is not None]
    return Offer(tuple(row.id for row in rows), sum(seats) if seats else None)
