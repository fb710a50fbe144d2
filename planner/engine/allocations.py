# SPDX-License-Identifier: EUPL-1.2
"""The ledger of access time: for each machine and pool what there is, is given, asked and used.

Hours are those of the machine's packages. An allocation counts hours of its own unit; one that
does not say which, on a machine of two-die modules, is not counted and is shown as such.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.access import Allocation, Pool
from planner.domain.records.infrastructure import Accelerator, System, UnitKind
from planner.domain.records.measures import Measure
from planner.engine.access import DUE, HOURS, OF_COST, POOLS, SHARE, Access
from planner.engine.inputs import MONTHS
from planner.engine.outcome import Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.rules.attached import attached
from planner.engine.times import Service, Times

Machine = System | Measure


@attrs.frozen(eq=False)
class MachineTime:
    """The time of one machine: shares, and hours in each month (T,); None is unknown.

    `share` is the Union's part of the time, `due` what its money gives it, `of_cost` its part of
    the total cost. `hours` counts all hours of the machine, in packages.
    """

    machine: Machine
    share: float | None
    due: float | None
    of_cost: float | None
    hours: Series | None
    pools: Series

    @property
    def union(self) -> Series | None:
        """Return the Union's hours in each month."""
        if self.hours is None or self.share is None:
            return None
        return np.asarray(self.hours * self.share)

    @property
    def lawful(self) -> float | None:
        """Return the Union's share that its money gives, else the one in the plan."""
        return self.share if self.due is None else self.due

    @property
    def national(self) -> Series | None:
        """Return the hours of the owning states in each month."""
        if self.hours is None or self.share is None:
            return None
        return np.asarray(self.hours * (1.0 - self.share))

    def pool(self, pool: Pool) -> Series | None:
        """Return the hours of one pool in each month."""
        union = self.union
        return None if union is None else np.asarray(union * self.pools[POOLS.index(pool)])


@attrs.frozen
class Entry:
    """One line of the ledger: hours in packages over some months; None is unknown.

    `requested` are hours asked for and not decided on yet; they are reserved. `undeclared` counts
    allocations that do not say what their hours count.
    """

    kind: str
    key: str
    pool: Pool
    hours: float | None
    allocated: float
    requested: float
    used: float
    undeclared: int

    @property
    def free(self) -> float | None:
        """Return what is left of the pool; negative where too much is given."""
        return None if self.hours is None else self.hours - self.allocated - self.requested


def machine_times(plan: Plan, at: Times, running: Service, block: Access) -> Iterator[MachineTime]:
    """Yield the time of each machine of a state."""
    names = [("system", key) for key in at.systems] + [("measure", key) for key in at.measures]
    for row, (kind, key) in enumerate(names):
        machine: Machine = plan.get(System, key) if kind == "system" else plan.get(Measure, key)
        known = {
            one: None if block.gaps[one, row] else float(block.table[one, row])
            for one in (SHARE, DUE, OF_COST, HOURS)
        }
        hours = known[HOURS]
        yield MachineTime(
            machine=machine,
            share=known[SHARE],
            due=known[DUE],
            of_cost=known[OF_COST],
            hours=None if hours is None else hours * running.profile[row],
            pools=block.pools[:, row],
        )


def network_times(plan: Plan, outcome: Outcome) -> Iterator[MachineTime]:
    """Yield the time of each machine of the network, by state."""
    for state in outcome.states:
        blocks = (outcome.cache[name][state] for name in ("times", "service", "access"))
        yield from machine_times(plan, *blocks)


def time_of(plan: Plan, outcome: Outcome, machine: Machine) -> MachineTime | None:
    """Return the time of one machine; None where it is not known when it runs."""
    blocks = (outcome.cache[name][machine.state] for name in ("times", "service", "access"))
    found = (one for one in machine_times(plan, *blocks) if one.machine.id == machine.id)
    return next(found, None)


def allocations_of(plan: Plan, machine: Machine) -> Sequence[Allocation]:
    """Return the allocations on a machine, by key."""
    return attached(plan, Allocation, machine.KIND.name).get(machine.id, ())


def unit_of(plan: Plan, machine: Machine) -> UnitKind | None:
    """Return what one package of a machine is; None where its model is not known."""
    if machine.accelerator is None:
        return None
    unit = plan.get(Accelerator, machine.accelerator).unit_kind
    return UnitKind.MODULE if unit is UnitKind.GCD else unit


def packages_per_unit(
    unit: UnitKind | None, package: UnitKind | None, parameters: Parameters
) -> float | None:
    """Return how many packages of a machine one unit of hours is; None without a factor.

    A GCD is half an MI250X module. Hours without a unit count packages where a package is one
    accelerator; on modules the unit must be said.
    """
    if package is UnitKind.MODULE:
        return {UnitKind.MODULE: 1.0, UnitKind.GCD: 1.0 / parameters.gcd_per_module}.get(
            unit or UnitKind.GPU
        )
    if unit is None or package is None or unit is package:
        return 1.0
    return None


def spread(allocation: Allocation, hours: float | None) -> Series:
    """Spread hours evenly over the months of an allocation: (T,)."""
    first, last = allocation.first_month, allocation.first_month + allocation.months
    inside = (first <= MONTHS) & (last > MONTHS)
    return np.where(inside, (hours or 0.0) / allocation.months, 0.0)


def taken(plan: Plan, time: MachineTime, parameters: Parameters) -> Mapping[Pool, "Taken"]:
    """Return what is given, asked and used of each pool of a machine that has any of it."""
    package = unit_of(plan, time.machine)
    found: dict[Pool, Taken] = {}
    for one in allocations_of(plan, time.machine):
        factor = packages_per_unit(one.unit, package, parameters)
        known = found.get(one.pool, NOTHING)
        found[one.pool] = known.with_one(one, factor)
    return found


@attrs.frozen(eq=False)
class Taken:
    """Hours of one pool in each month, in packages: (T,) each."""

    allocated: Series
    requested: Series
    used: Series
    undeclared: int = 0

    def with_one(self, one: Allocation, factor: float | None) -> "Taken":
        """Add an allocation; one without a factor is counted and not added."""
        if factor is None:
            return attrs.evolve(self, undeclared=self.undeclared + 1)
        asked = one.hours_requested if one.hours_awarded is None else None
        return Taken(
            self.allocated + spread(one, one.hours_awarded) * factor,
            self.requested + spread(one, asked) * factor,
            self.used + spread(one, one.hours_used) * factor,
            self.undeclared,
        )


_ZERO = np.zeros(MONTHS.size)
NOTHING = Taken(_ZERO, _ZERO, _ZERO)


def ledger(
    plan: Plan, times: Iterable[MachineTime], parameters: Parameters, *, months: slice
) -> tuple[Entry, ...]:
    """Return the lines of the ledger for these machines, summed over some months."""
    return tuple(
        _entry(time, pool, of.get(pool, NOTHING), months)
        for time in times
        for of in (taken(plan, time, parameters),)
        for pool in POOLS
    )


def _entry(time: MachineTime, pool: Pool, of: Taken, months: slice) -> Entry:
    hours = time.pool(pool)
    return Entry(
        kind=time.machine.KIND.name,
        key=time.machine.id,
        pool=pool,
        hours=None if hours is None else float(hours[months].sum()),
        allocated=float(of.allocated[months].sum()),
        requested=float(of.requested[months].sum()),
        used=float(of.used[months].sum()),
        undeclared=of.undeclared,
    )


def part_of_national(of_total: float, union: float | None) -> float | None:
    """Return what part of the states' time a part of all time is; None where it is unknown.

    A quarter of all time beside a Union share of 35.3 % is 38.65 % of the national share.
    """
    if union is None or union >= 1.0:
        return None
    return of_total / (1.0 - union)


def part_of_union(
    plan: Plan,
    time: MachineTime,
    hours: float,
    unit: UnitKind | None,
    parameters: Parameters,
    *,
    months: slice,
) -> float | None:
    """Return what part of the Union's time on a machine a request takes; None is unknown.

    2 million module-hours are 4.5 % of the 44.35 million a year on LUMI-G, as GCD-hours 2.25 %.
    """
    union = None if time.union is None else float(time.union[months].sum())
    factor = packages_per_unit(unit, unit_of(plan, time.machine), parameters)
    return hours * factor / union if union and factor is not None else None
