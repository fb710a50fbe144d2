# SPDX-License-Identifier: EUPL-1.2
"""The pipeline of talent and the staff that machines, factories and centres need, by state.

Seats are filled, the enrolled complete, the completed stay, those who stayed leave in time. Short
courses add to the people trained, not to the stock: their trainees are users. The staff of a
support centre serves users; it is needed and is no stock.
"""

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

import attrs
import numpy as np

from planner.domain.months import HORIZON
from planner.domain.records.infrastructure import CapacityClass, Factory, FactoryKind, System
from planner.domain.records.measures import Measure, MeasureKind
from planner.engine.inputs import (
    CLASS_INDEX,
    MONTHS,
    Inputs,
    classes_of,
    columns,
    looked_up,
    measured,
    numbers,
)
from planner.engine.machines import STAFF, Machines
from planner.engine.outcome import CLASSES, Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.roster import Roster
from planner.engine.rows import Rows, beside, counted_at, sealed, summed
from planner.engine.times import Fleet, Times

_PLANNED = CLASSES.index(CapacityClass.PLANNED)
_NEEDED = ("seats", "completion", "retention")
_STAFFED = frozenset({MeasureKind.SUPPORT, MeasureKind.ANTENNA})


@attrs.frozen(eq=False)
class People:
    """People at the end of each month, and staff needed (FTE): (C, T) each.

    `seats` offered, `trained` (completed), `retained` (joined the stock) and `leaving` (left it
    again) count all so far; `enrolled` and `talent_stock` are who is there. What stays of the
    retained is the stock: retained - leaving = stock.
    """

    seats: Series
    enrolled: Series
    trained: Series
    retained: Series
    leaving: Series
    talent_stock: Series
    staff_needed: Series
    unknowns: tuple[Unknown, ...]


def people(
    inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times], sizes: Sequence[Machines]
) -> list[People]:
    """Follow the cohorts of some states and count the posts their machines and factories need.

    A cohort of k seats entering at m, filled to f, completes k · f · p at m + d; k · f · p · q
    join the stock, which decays by w / 12 a month (8 % a year, arguable). A programme takes one
    cohort each year of its life, the first at its start.
    """
    rosters = [inputs.roll.rosters[key] for key in keys]
    entered, finished = _cohorts(
        [roster.talent for roster in rosters], inputs.parameters.seats_filled, _attrition(inputs)
    )
    seats, enrolled = (np.cumsum(part, axis=2) for part in entered)
    trained, ended, retained = (np.cumsum(part, axis=2) for part in finished[:3])
    # In place: a new array of this size is a hundred pages that the system has to hand out.
    np.maximum(np.subtract(enrolled, ended, out=enrolled), 0.0, out=enrolled)
    stock = np.array([_stock(part, _attrition(inputs)) for part in finished[3]])
    leaving = np.subtract(retained, stock, out=ended)
    np.maximum(leaving, 0.0, out=leaving)
    staff = _staff(blocks, sizes)
    staff += _centres(rosters)
    unknowns = [
        (*_unknown_talent(roster.talent), *_factories(inputs, roster.factories, needed))
        for roster, needed in zip(rosters, staff, strict=True)
    ]
    series = (seats, enrolled, trained, retained, leaving, stock, staff)
    sealed(*series)
    return [People(*parts) for parts in zip(*series, unknowns, strict=True)]


@attrs.frozen
class Cohort:
    """One intake of a programme: months of entry and end, and people; None is unknown."""

    entry: int
    end: int
    seats: float | None
    enrolled: float | None
    completed: float | None
    retained: float | None


def cohorts(measure: Measure, parameters: Parameters) -> tuple[Cohort, ...]:
    """Return the intakes of a talent programme, one each year of its life."""
    seats = measure.seats
    enrolled = None if seats is None else seats * parameters.seats_filled
    part = measure.completion
    completed = None if enrolled is None or part is None else enrolled * part
    staying = 0.0 if measure.kind is MeasureKind.COURSE else measure.retention
    retained = None if completed is None or staying is None else completed * staying
    entries = range(measure.start, measure.start + 12 * math.ceil(measure.life_months / 12), 12)
    return tuple(
        Cohort(entry, entry + measure.lead_months, seats, enrolled, completed, retained)
        for entry in entries
    )


def _attrition(inputs: Inputs) -> float:
    return inputs.parameters.attrition


def _cohorts(
    talent: Sequence[Sequence[Measure]], filled: float, attrition: float
) -> tuple[tuple[Series, ...], tuple[Series, ...]]:
    """Return who enters and who comes out in each month: (S, C, T) each.

    First seats and those enrolled on them; then the completed, all whose course has ended, those
    who stay, and the same as the stock counts them. Whatever lies before the series stands in its
    first month, the stock decayed. A programme with an unknown input has no cohorts.
    """
    measures = [measure for part in talent for measure in part]
    status, kinds, start, lead, life, seats, completion, retention = columns(
        measures, "status", "kind", "start", "lead_months", "life_months", *_NEEDED
    )
    offered = numbers(seats)
    finished, staying = offered * filled * numbers(completion), numbers(retention)
    known = ~np.isnan(finished * staying)
    intakes = np.where(known, np.ceil(measured(life) / 12), 0).astype(np.intp)
    repeats = np.repeat(np.arange(len(measures)), intakes)
    nth = np.arange(len(repeats)) - np.repeat(np.cumsum(intakes) - intakes, intakes)
    entry = measured(start)[repeats] + 12 * nth
    end = entry + measured(lead)[repeats]
    users = looked_up(kinds, lambda kind: (kind is MeasureKind.COURSE,))[0]
    completed, offered = finished[repeats], offered[repeats]
    joining = completed * (staying * (1.0 - users))[repeats]
    early = np.clip(-end, 0.0, HORIZON - 1).astype(np.intp)
    owner = Rows([len(part) for part in talent]).owner[repeats]
    classes = classes_of(status).astype(np.intp)[repeats]

    def counted(at: Series, *amounts: Series) -> tuple[Series, ...]:
        shape = (len(talent), len(CLASSES), len(amounts))
        found = counted_at(owner, classes, np.maximum(at, 0.0), np.array(amounts), shape)
        return tuple(found[:, :, row] for row in range(len(amounts)))

    stock = joining * _decay(attrition)[0, early]
    return (
        counted(entry, offered, offered * filled),
        counted(end, completed, offered * filled, joining, stock),
    )


def _stock(joined: Series, attrition: float) -> Series:
    """Let the stock of one state decay: (C, T)."""
    return joined @ _decay(attrition) if joined.any() else joined


@lru_cache(maxsize=8)
def _decay(attrition: float) -> Series:
    """Return who is still there at t of those who joined at u: (T, T)."""
    gap = MONTHS[None, :] - MONTHS[:, None]
    kept = np.where(gap < 0, 0.0, (1 - attrition / 12) ** np.maximum(gap, 0.0))
    sealed(kept)
    return kept


def _centres(rosters: Sequence[Roster]) -> Series:
    """Count the posts of support centres and antennas while they are in service: (S, C, T)."""
    staffed = [
        [m for m in roster.measures if m.kind in _STAFFED and m.staff_fte is not None]
        for roster in rosters
    ]
    fields = ("status", "in_service", "end", "staff_fte")
    status, first, end, posts = columns([m for part in staffed for m in part], *fields)
    serving = (measured(first)[:, None] <= MONTHS) & (measured(end)[:, None] > MONTHS)
    rows, classes = Rows([len(part) for part in staffed]), classes_of(status).astype(np.intp)
    return summed(rows, classes, measured(posts)[None, :], serving.astype(np.float64))[:, 0]


def _staff(blocks: Sequence[Times], sizes: Sequence[Machines]) -> Series:
    """Count 25 posts for each system in service (MeluXina: 15 to 50): (S, C, T)."""
    fleet = Fleet.of(blocks)
    posts = beside(block.table[[STAFF]] for block in sizes)
    staffed = posts[0] > 0
    running = fleet.in_service(np.flatnonzero(staffed))
    rows, classes = fleet.rows.picked(staffed), fleet.class_index[staffed]
    return np.ascontiguousarray(summed(rows, classes, posts[:, staffed], running)[:, 0])


def _factories(inputs: Inputs, factories: Sequence[Factory], needed: Series) -> Iterator[Unknown]:
    """Add 50 posts for each factory from selection + 27 months (HammerHAI: 32 to 100).

    A factory is as firm as its system.
    """
    for factory in factories:
        if factory.kind is FactoryKind.FACTORY:
            if factory.selected is None:
                yield Unknown("factory", factory.id, "selected")
            else:
                opening = factory.selected + inputs.parameters.months_selection_to_operation
                posts = inputs.parameters.staff_fte_per_ai_factory
                needed[_class_of(inputs, factory), opening <= MONTHS] += posts


def _class_of(inputs: Inputs, factory: Factory) -> int:
    if factory.system is None:
        return _PLANNED
    return CLASS_INDEX[inputs.plan.get(System, factory.system).status]


def _unknown_talent(measures: Sequence[Measure]) -> list[Unknown]:
    return [
        Unknown("measure", measure.id, name)
        for name, column in zip(_NEEDED, columns(measures, *_NEEDED), strict=True)
        if None in column
        for measure, value in zip(measures, column, strict=True)
        if value is None
    ]
