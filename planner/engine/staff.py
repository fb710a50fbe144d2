# SPDX-License-Identifier: EUPL-1.2
"""The staff that machines, factories and centres need while they are in service, by state.

The staff of a support centre serves users; it is needed, and is no stock of talent.
"""

import math
from collections.abc import Callable, Sequence

import attrs
import numpy as np

from planner.domain.records.infrastructure import CapacityClass, Factory, FactoryKind, System
from planner.domain.records.measures import MeasureKind
from planner.engine.inputs import CLASS_INDEX, MONTHS, Inputs, classes_of, columns, measured
from planner.engine.machines import STAFF, Machines
from planner.engine.outcome import CLASSES, Series, Unknown
from planner.engine.roster import Roster
from planner.engine.rows import Rows, beside, gathered, later, sealed, summed
from planner.engine.times import Fleet, Times

_PLANNED = CLASSES.index(CapacityClass.PLANNED)
_STAFFED = frozenset({MeasureKind.SUPPORT, MeasureKind.ANTENNA})


@attrs.frozen(eq=False)
class Staff:
    """The posts of one state: `posts` (4, n) are class, first month, month of the end, and FTE."""

    posts: Series
    unknowns: tuple[Unknown, ...]
    made: Callable[[], Series] = attrs.field(eq=False, repr=False)

    @property
    def staff_needed(self) -> Series:
        """Return the staff needed in each month (FTE): (C, T)."""
        return self.made()


def staff(
    inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times], sizes: Sequence[Machines]
) -> list[Staff]:
    """Count the posts of some states.

    25 for each system in service (MeluXina: 15 to 50), 50 for each factory from selection + 27
    months (HammerHAI: 32 to 100), and what support centres and antennas say.
    """
    rosters = [inputs.roll.rosters[key] for key in keys]
    posts = gathered(
        _of_machines(blocks, sizes),
        _of_centres(rosters),
        _of_factories(inputs, [roster.factories for roster in rosters]),
    )
    sealed(*posts)
    series = later(len(keys), lambda: _series(posts))
    unknowns = [tuple(_unknown(roster.factories)) for roster in rosters]
    return [Staff(*parts) for parts in zip(posts, unknowns, series, strict=True)]


def _series(posts: Sequence[Series]) -> list[Series]:
    class_index, first, end, needed = beside(posts)
    serving = ((first[:, None] <= MONTHS) & (end[:, None] > MONTHS)).astype(np.float64)
    rows = Rows([table.shape[1] for table in posts])
    found = summed(rows, class_index.astype(np.intp), needed[None, :], serving)[:, 0]
    found = np.ascontiguousarray(found)
    sealed(found)
    return list(found)


def _of_machines(blocks: Sequence[Times], sizes: Sequence[Machines]) -> tuple[Rows, Series]:
    fleet = Fleet.of(blocks)
    posts = beside(block.table[[STAFF]] for block in sizes)[0]
    table = np.array([fleet.class_index, fleet.first, fleet.end, posts])
    return fleet.rows.picked(posts > 0), table[:, posts > 0]


def _of_centres(rosters: Sequence[Roster]) -> tuple[Rows, Series]:
    staffed = [
        [m for m in roster.measures if m.kind in _STAFFED and m.staff_fte is not None]
        for roster in rosters
    ]
    status, start, lead, life, posts = columns(
        [m for part in staffed for m in part],
        *("status", "start", "lead_months", "life_months", "staff_fte"),
    )
    first = measured(start) + measured(lead)
    table = np.array([classes_of(status), first, first + measured(life), measured(posts)])
    return Rows([len(part) for part in staffed]), table


def _of_factories(inputs: Inputs, factories: Sequence[Sequence[Factory]]) -> tuple[Rows, Series]:
    """Open each factory whose selection is known; it is as firm as its system."""
    usual, posts = (
        inputs.parameters.months_selection_to_operation,
        inputs.parameters.staff_fte_per_ai_factory,
    )
    opening = [
        [
            (_class_of(inputs, one), one.selected + usual, math.inf, posts)
            for one in part
            if one.kind is FactoryKind.FACTORY and one.selected is not None
        ]
        for part in factories
    ]
    rows = [row for part in opening for row in part]
    table = np.array(rows, dtype=np.float64).reshape(-1, 4).T
    return Rows([len(part) for part in opening]), table


def _class_of(inputs: Inputs, factory: Factory) -> int:
    if factory.system is None:
        return _PLANNED
    return CLASS_INDEX[inputs.plan.get(System, factory.system).status]


def _unknown(factories: Sequence[Factory]) -> list[Unknown]:
    return [
        Unknown("factory", one.id, "selected")
        for one in factories
        if one.kind is FactoryKind.FACTORY and one.selected is None
    ]
