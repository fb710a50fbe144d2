# SPDX-License-Identifier: EUPL-1.2
"""The pipeline of talent, by state.

Seats are filled, the enrolled complete, the completed stay, those who stayed leave in time. Short
courses add to the people trained, not to the stock: their trainees are users.
"""

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs
import numpy as np

from planner.domain.months import HORIZON
from planner.domain.records.measures import Measure, MeasureKind
from planner.engine.inputs import MONTHS, Inputs, classes_of, looked_up, measured, numbers
from planner.engine.outcome import CLASSES, Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.rows import Rows, counted_at, later, sealed

_NEEDED = ("seats", "completion", "retention")
_FIELDS = (*_NEEDED, "status", "kind", "start", "lead_months", "life_months")
_fields_of = attrgetter(*_FIELDS)
_Programmes = tuple[tuple[Any, ...], ...]
"""The fields in `_FIELDS` of each talent programme of a state."""


@attrs.frozen(eq=False)
class People:
    """People at the end of each month, made of the talent programmes of one state: (C, T) each.

    What stays of the retained is the stock: retained - leaving = stock.
    """

    programmes: _Programmes
    filled: float
    attrition: float
    unknowns: tuple[Unknown, ...]
    made: Callable[[], tuple[Series, ...]] = attrs.field(eq=False, repr=False)

    @property
    def seats(self) -> Series:
        """Return the seats offered so far."""
        return self.made()[0]

    @property
    def enrolled(self) -> Series:
        """Return who is in a course."""
        return self.made()[1]

    @property
    def trained(self) -> Series:
        """Return who has completed a course so far."""
        return self.made()[2]

    @property
    def retained(self) -> Series:
        """Return who has joined the stock so far."""
        return self.made()[3]

    @property
    def leaving(self) -> Series:
        """Return who has left the stock again so far."""
        return self.made()[4]

    @property
    def talent_stock(self) -> Series:
        """Return who is in the stock."""
        return self.made()[5]


def people(inputs: Inputs, keys: Sequence[str]) -> list[People]:
    """Follow the cohorts of some states.

    A cohort of k seats entering at m, filled to f, completes k · f · p at m + d; k · f · p · q
    join the stock, which decays by w / 12 a month (8 % a year, arguable). A programme takes one
    cohort each year of its life, the first at its start.
    """
    talent = [inputs.roll.rosters[key].talent for key in keys]
    programmes = [tuple(map(_fields_of, measures)) for measures in talent]
    filled, attrition = inputs.parameters.seats_filled, inputs.parameters.attrition
    series = later(len(keys), lambda: _series(programmes, filled, attrition))
    return [
        People(rows, filled, attrition, _unknowns(measures, rows), made)
        for rows, measures, made in zip(programmes, talent, series, strict=True)
    ]


def _series(
    programmes: Sequence[_Programmes], filled: float, attrition: float
) -> list[tuple[Series, ...]]:
    entered, finished = _cohorts(programmes, filled, attrition)
    seats, enrolled = (np.cumsum(part, axis=2) for part in entered)
    trained, ended, retained = (np.cumsum(part, axis=2) for part in finished[:3])
    # In place: a new array of this size is a hundred pages that the system has to hand out.
    np.maximum(np.subtract(enrolled, ended, out=enrolled), 0.0, out=enrolled)
    stock = np.array([_stock(part, attrition) for part in finished[3]])
    leaving = np.subtract(retained, stock, out=ended)
    np.maximum(leaving, 0.0, out=leaving)
    series = (seats, enrolled, trained, retained, leaving, stock)
    sealed(*series)
    return list(zip(*series, strict=True))


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


def _cohorts(
    programmes: Sequence[_Programmes], filled: float, attrition: float
) -> tuple[tuple[Series, ...], tuple[Series, ...]]:
    """Return who enters and who comes out in each month: (S, C, T) each.

    First seats and those enrolled on them; then the completed, all whose course has ended, those
    who stay, and the same as the stock counts them. Whatever lies before the series stands in its
    first month, the stock decayed. A programme with an unknown input has no cohorts.
    """
    seats, completion, retention, status, kinds, start, lead, life = _columns(programmes)
    offered = numbers(seats)
    finished, staying = offered * filled * numbers(completion), numbers(retention)
    known = ~np.isnan(finished * staying)
    intakes = np.where(known, np.ceil(measured(life) / 12), 0).astype(np.intp)
    repeats = np.repeat(np.arange(len(intakes)), intakes)
    nth = np.arange(len(repeats)) - np.repeat(np.cumsum(intakes) - intakes, intakes)
    entry = measured(start)[repeats] + 12 * nth
    end = entry + measured(lead)[repeats]
    users = looked_up(kinds, lambda kind: (kind is MeasureKind.COURSE,))[0]
    completed, offered = finished[repeats], offered[repeats]
    joining = completed * (staying * (1.0 - users))[repeats]
    early = np.clip(-end, 0.0, HORIZON - 1).astype(np.intp)
    owner = Rows([len(rows) for rows in programmes]).owner[repeats]
    classes = classes_of(status).astype(np.intp)[repeats]

    def counted(at: Series, *amounts: Series) -> tuple[Series, ...]:
        shape = (len(programmes), len(CLASSES), len(amounts))
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


def _columns(programmes: Sequence[_Programmes]) -> list[list[Any]]:
    rows = list(chain.from_iterable(programmes))
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in _FIELDS]


def _unknowns(measures: Sequence[Measure], rows: _Programmes) -> tuple[Unknown, ...]:
    return tuple(
        Unknown("measure", measure.id, name)
        for name, column in zip(_NEEDED, zip(*rows, strict=True), strict=False)
        if None in column
        for measure, value in zip(measures, column, strict=True)
        if value is None
    )
