# SPDX-License-Identifier: EUPL-1.2
"""When each machine of a state is in service, and how far its accelerators are run up.

Acceptance is the planned month, moved by the delivery and the delay of the machine's chips.

Rows are the existing systems, then the system and upgrade measures, both in the order of their
keys. A machine whose time is not known has no row and is reported as unknown.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from operator import attrgetter

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure, MeasureKind, UpgradeMode
from planner.engine.chips import RUNNING
from planner.engine.inputs import CLASS_INDEX, MONTHS, Inputs, classes_of, columns, measured, number
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.roster import Base, Roster
from planner.engine.rows import Indices, Rows, beside, later, sealed


@attrs.frozen(eq=False)
class Times:
    """The time of each machine of one state: months, as in the plan.

    `systems` and `measures` are the keys of the rows. The rows of `table` (6, n) have names of
    their own below.
    """

    systems: tuple[str, ...]
    measures: tuple[str, ...]
    table: Series
    unknowns: tuple[Unknown, ...]

    @property
    def first(self) -> Series:
        """Return the months of acceptance."""
        return np.asarray(self.table[_FIRST])

    @property
    def end(self) -> Series:
        """Return the first months out of service."""
        return np.asarray(self.table[_END])

    def row_of(self, machine: System | Measure) -> int:
        """Return the row of a machine whose time is known."""
        if isinstance(machine, System):
            return self.systems.index(machine.id)
        return len(self.systems) + bisect_left(self.measures, machine.id)

    @property
    def count(self) -> int:
        """Return the number of machines."""
        return int(self.table.shape[1])


_key_of = attrgetter("id")
# The rows of `Times.table`. `_RAMP`: months until all accelerators run. From `_GONE_FROM` on an
# upgrade takes the place of the accelerators, over `_GONE_RAMP` months; infinite where none does.
_CLASS, _FIRST, _RAMP, _END, _GONE_FROM, _GONE_RAMP = range(6)


@attrs.frozen(eq=False)
class Service:
    """How the machines of one state run up and end; `table` is that of their `Times`."""

    table: Series
    made: Callable[[], Series] = attrs.field(eq=False, repr=False)

    @property
    def profile(self) -> Series:
        """Return the share of each machine's accelerators in service at a month's end: (n, T)."""
        return self.made()


@attrs.frozen(eq=False)
class Fleet:
    """The machines of several states side by side."""

    rows: Rows
    class_index: Indices
    first: Series
    end: Series

    @classmethod
    def of(cls, blocks: Sequence[Times]) -> "Fleet":
        """Put the machines of several states side by side."""
        table = beside(block.table for block in blocks)
        rows = Rows([block.count for block in blocks])
        return cls(rows, table[_CLASS].astype(np.intp), table[_FIRST], table[_END])

    def in_service(self, picked: Indices) -> Series:
        """Return 1 for each month in which the machines picked are in service: (n, T)."""
        first, end = self.first[picked, None], self.end[picked, None]
        return ((first <= MONTHS) & (end > MONTHS)).astype(np.float64)


def planned_month(system: System, parameters: Parameters) -> float | None:
    """Return when a system is to be accepted; unknown, it is 27 months after its selection.

    A machine that by this assumption should be running, while its status says that it is not, is
    overdue: when it comes nobody has said, so the month stays unknown.
    """
    if system.accepted is not None:
        return float(system.accepted)
    if system.selected is None or is_overdue(system, parameters):
        return None
    return system.selected + parameters.months_selection_to_operation


def is_overdue(system: System, parameters: Parameters) -> bool:
    """Tell whether the assumed month of acceptance has passed without the machine running."""
    if system.accepted is not None or system.selected is None or system.status in RUNNING:
        return False
    return system.selected + parameters.months_selection_to_operation <= parameters.as_of


def first_month(inputs: Inputs, system: System) -> float | None:
    """Return when a system is accepted, the delay of its chips included."""
    planned = planned_month(system, inputs.parameters)
    return None if planned is None else inputs.chips.shifted(system, planned)


def end_month(inputs: Inputs, system: System) -> float | None:
    """Return when a system retires; where that is unknown, six years after acceptance."""
    return _end_after(inputs, system, first_month(inputs, system))


def _end_after(inputs: Inputs, system: System, first: float | None) -> float | None:
    """Return when a system retires that is accepted in a month."""
    if system.retired is not None:
        return float(system.retired)
    return None if first is None else first + 12 * inputs.parameters.system_lifetime


def accepted(inputs: Inputs, measure: Measure) -> float:
    """Return when a measure is accepted, the delay of its chips included."""
    return inputs.chips.shifted(measure, float(measure.in_service))


def end_of_base(inputs: Inputs, record: System | Measure) -> float:
    """Return when the machine that a record upgrades ends; infinite where that is not known.

    The base's own life counts: an upgrade of an upgrade is not followed further.
    """
    if record.base_system is not None:
        found = end_month(inputs, inputs.plan.get(System, record.base_system))
        return math.inf if found is None else found
    if isinstance(record, Measure) and record.base_measure is not None:
        base = inputs.plan.get(Measure, record.base_measure)
        return accepted(inputs, base) + base.life_months
    return math.inf


def times(inputs: Inputs, keys: Sequence[str]) -> list[Times]:
    """Gather the times of the machines of some states."""
    rosters = [inputs.roll.rosters[key] for key in keys]
    dated = [
        [s for s in r.systems if planned_month(s, inputs.parameters) is not None] for r in rosters
    ]
    computing = [roster.computing for roster in rosters]
    old, new = Rows([len(part) for part in dated]), Rows([len(part) for part in computing])
    table = beside(
        [
            _systems(inputs, [system for part in dated for system in part]),
            _measures(inputs, [measure for part in computing for measure in part]),
        ]
    )[:, old.merged(new)]
    sealed(table)
    rows = Rows([a + b for a, b in zip(old.counts, new.counts, strict=True)])
    return [
        Times(
            systems=tuple(map(_key_of, systems)),
            measures=tuple(map(_key_of, measures)),
            table=table[:, part],
            unknowns=_undated(roster, systems),
        )
        for roster, systems, measures, part in zip(
            rosters, dated, computing, rows.parts, strict=True
        )
    ]


def service(blocks: Sequence[Times]) -> list[Service]:
    """Run each machine up over its ramp and take it out of service at its end.

    s(t) = clip((t - a + 1) / r, 0, 1) until the end; the accelerators of a displaced machine
    shrink by the ramp of the upgrade that takes their place, and do not come back. The shape is
    the simplest without a step; its length is arguable.
    """
    tables = [block.table for block in blocks]
    profiles = later(len(tables), lambda: _profiles(tables))
    return [Service(*parts) for parts in zip(tables, profiles, strict=True)]


def runs(table: Series) -> NDArray[np.bool_]:
    """Tell which machines of a table of `Times` run at all within the series: (n,)."""
    return np.asarray(_profiles([table])[0].any(axis=1))


def _profiles(tables: Sequence[Series]) -> list[Series]:
    table = beside(tables)
    profile = _run_up(table[_FIRST], table[_RAMP])
    profile *= table[_END][:, None] > MONTHS
    gone = np.isfinite(table[_GONE_FROM])
    if gone.any():
        profile[gone] *= 1.0 - _run_up(table[_GONE_FROM][gone], table[_GONE_RAMP][gone])
    sealed(profile)
    return [profile[part] for part in Rows([one.shape[1] for one in tables]).parts]


def _undated(roster: Roster, dated: Sequence[System]) -> tuple[Unknown, ...]:
    if len(dated) == len(roster.systems):
        return ()
    known = {system.id for system in dated}
    return tuple(Unknown("system", s.id, "accepted") for s in roster.systems if s.id not in known)


def _run_up(first: Series, ramp: Series) -> Series:
    profile = MONTHS - (first - 1.0)[:, None]
    profile /= ramp[:, None]
    np.maximum(profile, 0.0, out=profile)
    return np.minimum(profile, 1.0, out=profile)


def _systems(inputs: Inputs, systems: Sequence[System]) -> Series:
    rows = [_system(inputs, system) for system in systems]
    return np.array(rows, dtype=np.float64).reshape(-1, 6).T


def _system(inputs: Inputs, system: System) -> tuple[float, ...]:
    first = first_month(inputs, system)
    return (
        CLASS_INDEX[system.status],
        number(first),
        max(inputs.parameters.ramp, 1.0),
        min(number(_end_after(inputs, system, first)), end_of_base(inputs, system)),
        *_displaced(inputs, ("system", system.id)),
    )


def _measures(inputs: Inputs, measures: Sequence[Measure]) -> Series:
    keys, kinds, status, start, lead, ramp, life = columns(
        measures, "id", "kind", "status", "start", "lead_months", "ramp_months", "life_months"
    )
    table = np.full((6, len(measures)), math.inf)
    table[_CLASS] = classes_of(status)
    table[_FIRST] = measured(start) + measured(lead)
    if not inputs.chips.idle:
        table[_FIRST] = measured([accepted(inputs, measure) for measure in measures])
    table[_RAMP] = np.maximum(measured(ramp), 1.0)
    table[_END] = table[_FIRST] + measured(life)
    for row, kind in enumerate(kinds):
        if kind is MeasureKind.UPGRADE:
            table[_END, row] = min(table[_END, row], end_of_base(inputs, measures[row]))
    hanging = inputs.roll.hanging
    for row, key in enumerate(keys if hanging else ()):
        if ("measure", key) in hanging:
            table[_GONE_FROM:, row] = _displaced(inputs, ("measure", key))
    return table


def _displaced(inputs: Inputs, base: Base) -> tuple[float, float]:
    """Find from when, and over how many months, an upgrade takes the place of accelerators."""
    if base not in inputs.roll.hanging:
        return math.inf, math.inf
    upgrades = [
        inputs.plan.get(Measure, key)
        for kind, key in inputs.roll.hanging[base]
        if kind == "measure"
    ]
    replacing = [
        (accepted(inputs, m), max(float(m.ramp_months), 1.0))
        for m in upgrades
        if m.kind is MeasureKind.UPGRADE and m.upgrade_mode is UpgradeMode.REPLACES
    ]
    return min(replacing, default=(math.inf, math.inf))
