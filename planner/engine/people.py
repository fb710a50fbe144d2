# SPDX-License-Identifier: EUPL-1.2
"""People trained, the stock of talent, and the staff machines and factories need, by state.

Short courses add to the people trained, not to the stock: their trainees are users. The staff of
a support centre serves users and is no stock either.
"""

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
from planner.engine.rows import Rows, beside, counted_at, sealed, summed
from planner.engine.times import Fleet, Times

_PLANNED = CLASSES.index(CapacityClass.PLANNED)
_NEEDED = ("seats", "completion", "retention")


@attrs.frozen(eq=False)
class People:
    """Completed so far, stock (people) and staff needed (FTE): (C, T) each."""

    trained: Series
    talent_stock: Series
    staff_needed: Series
    unknowns: tuple[Unknown, ...]


def people(
    inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times], sizes: Sequence[Machines]
) -> list[People]:
    """Follow the cohorts of some states and count the posts their machines and factories need.

    A cohort of k seats entering at m completes k · p at m + d; k · p · q join the stock, which
    decays by w / 12 a month (8 % a year, arguable). A programme takes one cohort each year of
    its life, the first at its start.
    """
    rosters = [inputs.roll.rosters[key] for key in keys]
    completed, joined = _cohorts([roster.talent for roster in rosters], _decay(_attrition(inputs)))
    trained = np.cumsum(completed, axis=2)
    staff = _staff(blocks, sizes)
    unknowns = [
        (*_unknown_talent(roster.talent), *_factories(inputs, roster.factories, needed))
        for roster, needed in zip(rosters, staff, strict=True)
    ]
    stock = np.array([_stock(part, _attrition(inputs)) for part in joined])
    sealed(trained, stock, staff)
    return [People(*parts) for parts in zip(trained, stock, staff, unknowns, strict=True)]


def _attrition(inputs: Inputs) -> float:
    return inputs.parameters.attrition


def _cohorts(talent: Sequence[Sequence[Measure]], decay: Series) -> tuple[Series, Series]:
    """Return who completes and who joins the stock in each month: (S, C, T) each.

    Those who did so before the series began stand in its first month, the stock decayed. A
    programme with an unknown input has no cohorts.
    """
    measures = [measure for part in talent for measure in part]
    status, kinds, start, lead, life, seats, completion, retention = columns(
        measures, "status", "kind", "start", "lead_months", "life_months", *_NEEDED
    )
    finished, staying = numbers(seats) * numbers(completion), numbers(retention)
    known = ~np.isnan(finished * staying)
    intakes = np.where(known, np.ceil(measured(life) / 12), 0).astype(np.intp)
    repeats = np.repeat(np.arange(len(measures)), intakes)
    nth = np.arange(len(repeats)) - np.repeat(np.cumsum(intakes) - intakes, intakes)
    months = (measured(start) + measured(lead))[repeats] + 12 * nth
    users = looked_up(kinds, lambda kind: (kind is MeasureKind.COURSE,))[0]
    completed = finished[repeats]
    early = np.clip(-months, 0.0, HORIZON - 1).astype(np.intp)
    joining = completed * (staying * (1.0 - users))[repeats] * decay[0, early]
    found = counted_at(
        Rows([len(part) for part in talent]).owner[repeats],
        classes_of(status).astype(np.intp)[repeats],
        np.maximum(months, 0.0),
        np.array([completed, joining]),
        (len(talent), len(CLASSES), 2),
    )
    return found[:, :, 0], found[:, :, 1]


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
