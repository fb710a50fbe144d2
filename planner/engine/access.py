# SPDX-License-Identifier: EUPL-1.2
"""Who may use the machines: the Union's share of time, its pools, and the hours they come to.

Money and hours are one coupled model: the Union's share of total cost of ownership, capped by the
class of machine, is its share of time (Art. 17, Regulation (EU) 2021/1173). What is not known of a
machine's money stays apart as hours nobody has divided, and is never counted for either side.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import attrs
import numpy as np
from numpy.typing import NDArray

from planner.domain.plan import Plan
from planner.domain.records.access import AccessPool, Pool, TimeShare
from planner.domain.records.infrastructure import Accelerator, System, SystemClass, UnitKind
from planner.domain.records.measures import COMPUTE, Measure
from planner.engine.capacity import HOURS_PER_MONTH
from planner.engine.funding import SHARES, Funding
from planner.engine.inputs import Inputs, columns, looked_up, number
from planner.engine.machines import ACCELERATORS, Machines
from planner.engine.outcome import Series, Unknown
from planner.engine.parameters import Parameters
from planner.engine.roster import Base
from planner.engine.rows import Rows, beside, later, sealed, summed
from planner.engine.rules.attached import attached
from planner.engine.times import Fleet, Service, Times

POOLS = tuple(Pool)
OWNERS = (*(str(pool) for pool in POOLS), "national", "undivided")
"""The pool axis of `access_hours`: the Union's pools, the owning states, and what is unknown."""
NATIONAL, UNDIVIDED = len(POOLS), len(POOLS) + 1
UNITS = tuple(UnitKind)
"""The unit axis of `union_hours`: hours of GPUs, GCDs, superchips and modules stay apart."""

_OTHER = POOLS.index(Pool.OTHER)
_MID = frozenset({SystemClass.MID_RANGE})
_INDUSTRIAL = frozenset({SystemClass.INDUSTRIAL})
_PERCENT = 100.0
_TCO = [SHARES.index("tco"), SHARES.index("known")]
# The rows of `Access.table`.
SHARE, DUE, OF_COST, HOURS = range(4)


@attrs.frozen(eq=False)
class Access:
    """The time of the machines of one state; rows are those of `Times`.

    `table` (4, n): the Union's share of time, the share that its money gives it, its share of
    total cost, accelerator-hours a month in full service (in packages); zero where `gaps` says
    that it is unknown. `pools` (P, n): shares of the Union's time. `units` (U, n): what kind of
    accelerator a package is.
    """

    running: Service
    table: Series
    gaps: NDArray[np.bool_]
    pools: Series
    units: Series
    unknowns: tuple[Unknown, ...]
    made: Callable[[], tuple[Series, Series]] = attrs.field(eq=False, repr=False)

    @property
    def access_hours(self) -> Series:
        """Return the hours in the month by owner of the time: (C, P + 2, T)."""
        return self.made()[0]

    @property
    def union_hours(self) -> Series:
        """Return the Union's hours in the month by kind of accelerator: (C, U, T)."""
        return self.made()[1]


def access(inputs: Inputs, keys: Sequence[str], *earlier: Sequence[Any]) -> list[Access]:
    """Divide the hours of the machines of some states; `earlier` are the blocks of `_Earlier`.

    Hours n · s(t) · 730 · availability; the Union's part u, spread over its pools; the states'
    part 1 - u. LUMI-G: 11 912 × 8 760 × 0.85 × 50 % = 44.35 million Union module-hours a year.
    """
    blocks, running, sizes, funded = _Earlier(*earlier)
    fleet, bases = Fleet.of(blocks), [_bases(block) for block in blocks]
    records = _records(inputs, keys, blocks)
    of_cost = union_share_of_tco(inputs, keys, blocks, funded)
    table = _table(inputs, records, sizes, of_cost)
    gaps = np.isnan(table)
    table = np.where(gaps, 0.0, table)
    pools = pool_shares(inputs.plan, [base for own in bases for base in own])
    units, undivided = _units(inputs, records), fleet.rows.hits(gaps[SHARE])
    sealed(table, pools, units)
    series = later(len(keys), lambda: _hours(fleet, _weights(table, gaps, pools, units), running))
    return [
        Access(
            running=running[row],
            table=table[:, part],
            gaps=gaps[:, part],
            pools=pools[:, part],
            units=units[:, part],
            unknowns=tuple(_unknowns(inputs, bases[row], undivided[row])),
            made=series[row],
        )
        for row, part in enumerate(fleet.rows.parts)
    ]


def _hours(
    fleet: Fleet, weights: Series, running: Sequence[Service]
) -> list[tuple[Series, Series]]:
    """Add the hours of the machines of each state up, by owner and by kind of accelerator."""
    profile = np.concatenate([block.profile for block in running])
    totals = summed(fleet.rows, fleet.class_index, weights, profile)
    by_owner = np.ascontiguousarray(totals[:, : len(OWNERS)].transpose(0, 2, 1, 3))
    by_unit = np.ascontiguousarray(totals[:, len(OWNERS) :].transpose(0, 2, 1, 3))
    sealed(by_owner, by_unit)
    return list(zip(by_owner, by_unit, strict=True))


class _Earlier(NamedTuple):
    """The blocks of the stages before, in the order of the states."""

    at: Sequence[Times]
    running: Sequence[Service]
    sizes: Sequence[Machines]
    funded: Sequence[Funding]


def _bases(block: Times) -> list[Base]:
    return [("system", key) for key in block.systems] + [("measure", key) for key in block.measures]


def _records(
    inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times]
) -> list[System | Measure]:
    """Return the machines in the order of the rows."""
    records: list[System | Measure] = []
    for key, block in zip(keys, blocks, strict=True):
        records += [inputs.plan.get(System, system) for system in block.systems]
        records += inputs.roll.rosters[key].computing
    return records


def _table(
    inputs: Inputs,
    records: Sequence[System | Measure],
    sizes: Sequence[Machines],
    of_cost: Series,
) -> Series:
    """Return the rows of `Access.table`, NaN where unknown."""
    classes, counts = columns(records, "system_class", "accelerators")
    due = np.minimum(looked_up(classes, lambda one: (cap_of(one, inputs.parameters),))[0], of_cost)
    agreed = _agreed(inputs.plan, records)
    packages = beside(size.table[[ACCELERATORS]] for size in sizes)[0]
    count = np.where([given is None for given in counts], math.nan, packages)
    hours = count * (HOURS_PER_MONTH * inputs.parameters.availability)
    return np.array([np.where(np.isnan(agreed), due, agreed), due, of_cost, hours])


def union_share_of_tco(
    inputs: Inputs, keys: Sequence[str], blocks: Sequence[Times], funded: Sequence[Funding]
) -> Series:
    """Return the Union's share of the total cost of ownership of each machine, NaN if unknown."""
    rosters = [inputs.roll.rosters[key] for key in keys]
    computing = np.array([m.kind in COMPUTE for roster in rosters for m in roster.measures], bool)
    of_measures = beside(money.table for money in funded)[_TCO][:, computing]
    of_systems = [_dated(block, money) for block, money in zip(blocks, funded, strict=True)]
    old = Rows([len(block.systems) for block in blocks])
    new = Rows([len(roster.computing) for roster in rosters])
    shares, known = beside([*of_systems, of_measures])[:, old.merged(new)]
    return np.where(known > 0, shares, math.nan)


def _dated(at: Times, money: Funding) -> Series:
    """Return the shares of the systems whose time is known: (2, k)."""
    if at.systems == money.systems:
        return money.system_shares
    return money.system_shares[:, [name in at.systems for name in money.systems]]


def cap_of(system_class: SystemClass | None, parameters: Parameters) -> float:
    """Return the largest share of time the Union may have of a machine of this class.

    Art. 17(1) to (3), Regulation (EU) 2021/1173: half, or 35 % of mid-range and industrial-grade
    machines. A machine of unknown class is held to the higher cap.
    """
    return float(getattr(parameters, cap_name(system_class))) / _PERCENT


def cap_name(system_class: SystemClass | None) -> str:
    """Return the parameter that caps the Union's time on a machine of this class."""
    if system_class in _MID:
        return "access_cap_mid"
    return "access_cap_ind" if system_class in _INDUSTRIAL else "access_cap_50"


def pool_shares(plan: Plan, bases: Sequence[Base]) -> Series:
    """Return what part of the Union's time on each machine each pool has: (P, n).

    A pool set for the machine itself wins over one set for all; what is in no pool is other
    Union access.
    """
    general, own = _pools_of(plan)
    shares = np.repeat(np.array(general)[:, None], len(bases), axis=1)
    if own:
        for row, base in enumerate(bases):
            for pool, share in own.get(base, ()):
                shares[POOLS.index(pool), row] = share
    shares[_OTHER] = 0.0
    shares[_OTHER] = np.maximum(0.0, 1.0 - shares.sum(axis=0))
    return shares


def agreed_share(plan: Plan, base: Base) -> float | None:
    """Return the share of time the Union has been given in writing, if anybody entered one."""
    kind, key = base
    rows = attached(plan, TimeShare, kind).get(key, ()) if plan.of(TimeShare) else ()
    given = [row.access_share for row in rows if row.state is None and row.access_share is not None]
    return given[0] if given else None


def _agreed(plan: Plan, records: Sequence[System | Measure]) -> Series:
    if not plan.of(TimeShare):
        return np.full(len(records), math.nan)
    bases = [(record.KIND.name, record.id) for record in records]
    return np.array([number(agreed_share(plan, base)) for base in bases], dtype=np.float64)


def _weights(table: Series, gaps: NDArray[np.bool_], pools: Series, units: Series) -> Series:
    """Return hours a month of each machine for each owner, then for each unit: (P + 2 + U, n)."""
    hours, divided = table[HOURS], ~gaps[SHARE]
    union = hours * table[SHARE]
    national = np.where(divided, hours - union, 0.0)
    undivided = np.where(divided, 0.0, hours)
    return np.concatenate([union * pools, [national, undivided], union * units])


def _units(inputs: Inputs, records: Sequence[System | Measure]) -> Series:
    """Return how many units of each kind one package of each machine is: (U, n)."""
    (models,) = columns(records, "accelerator")
    return looked_up(models, lambda model: _unit_row(inputs, model))[: len(UNITS)]


def _unit_row(inputs: Inputs, model: str | None) -> tuple[float, ...]:
    """Return a 1 for the unit a package is; one package of GCDs is a module of two."""
    if model is None:
        return (0.0,) * len(UNITS)
    unit = inputs.plan.get(Accelerator, model).unit_kind
    package = UnitKind.MODULE if unit is UnitKind.GCD else unit
    return tuple(float(one is package) for one in UNITS)


def _unknowns(inputs: Inputs, bases: Sequence[Base], rows: Sequence[int]) -> Iterator[Unknown]:
    """Name what keeps the Union's share from being known; measures are named by their costs."""
    for row in rows:
        kind, key = bases[row]
        if kind == "system":
            cost = inputs.plan.get(System, key).cost_meur
            yield Unknown(kind, key, "union_meur" if cost else "cost_meur")


def _pools_of(
    plan: Plan,
) -> tuple[tuple[float, ...], Mapping[Base, Sequence[tuple[Pool, float]]]]:
    """Return the share of each pool where nothing else is said, and what is said of machines."""
    return _read_pools(tuple(sorted(plan.of(AccessPool).values(), key=lambda row: row.id)))


@lru_cache(maxsize=8)
def _read_pools(
    rows: tuple[AccessPool, ...],
) -> tuple[tuple[float, ...], Mapping[Base, Sequence[tuple[Pool, float]]]]:
    general, own = [0.0] * len(POOLS), dict[Base, list[tuple[Pool, float]]]()
    for row in rows:
        named = [("system", row.system), ("measure", row.measure)]
        bases = [(kind, key) for kind, key in named if key is not None]
        for base in bases:
            own.setdefault(base, []).append((row.pool, row.share_of_union))
        if not bases:
            general[POOLS.index(row.pool)] = row.share_of_union
    return tuple(general), own
