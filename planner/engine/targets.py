# SPDX-License-Identifier: EUPL-1.2
"""Where a case can be sent: AI factories with a machine in service, antennas, support centres.

Only a machine that is operational counts. Who asks for hours needs a machine that has them; who
asks for help alone may go to an antenna of the user's state or to a centre as well. Who asks for
both is sent to a machine, and helped beside it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs
import numpy as np

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, Allocation, Applicant, Pool
from planner.domain.records.cooperation import SupportCentre
from planner.domain.records.desk import DeskCase, Need
from planner.domain.records.infrastructure import (
    Factory,
    FactoryKind,
    Status,
    System,
    UnitKind,
)
from planner.engine.allocations import (
    NOTHING,
    MachineTime,
    network_times,
    packages_per_unit,
    spread,
    taken,
    unit_of,
)
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.rules.law import law_of

_YEAR = 12
_INDUSTRY = frozenset({Applicant.SME, Applicant.STARTUP, Applicant.LARGE})
_POOLS: Mapping[AccessMode, Pool] = {
    AccessMode.SCIENCE: Pool.SCIENCE,
    AccessMode.REGULAR: Pool.OTHER,
    AccessMode.EXTREME: Pool.OTHER,
    AccessMode.STRATEGIC: Pool.STRATEGIC,
    AccessMode.COMMERCIAL: Pool.COMMERCIAL,
}


@attrs.frozen(eq=False)
class Demand:
    """What a request takes of the pool of a machine over a year; hours in packages.

    `pool` and `union` are what there is, `given` what is taken already, `wanted` the request, None
    where it does not say what its hours count; `at_most` is the request by the largest unit.
    `assumed` tells that the Union's share is not published and the plan's assumption was used.
    """

    pool: float
    union: float
    given: float
    wanted: float | None
    at_most: float
    assumed: bool

    @property
    def load(self) -> float:
        """Return how full the pool is with the request; a unit not said counts as the largest."""
        asked = self.at_most if self.wanted is None else self.wanted
        return (self.given + asked) / self.pool if self.pool else 1.0


@attrs.frozen(eq=False)
class Target:
    """One place a case can be sent to, with the machine it would use, if it needs one."""

    record: Factory | SupportCentre
    machine: System | None = None
    demand: Demand | None = None

    @property
    def kind(self) -> str:
        """Return the kind of record."""
        return self.record.KIND.name


@attrs.frozen
class LeftOut:
    """A factory that is no target, and why: a code and its facts."""

    factory: str
    code: str
    facts: tuple[tuple[str, str | float], ...] = ()


def pool_of(mode: AccessMode | None) -> Pool:
    """Return the pool a mode draws from; the industrial modes share one."""
    return _POOLS.get(mode, Pool.INDUSTRY) if mode is not None else Pool.INDUSTRY


def mode_for(
    plan: Plan, applicant: Applicant | None, hours: float | None, unit: UnitKind | None
) -> AccessMode | None:
    """Return the mode that suits whom (MOD-01, 02, 03, 06); None where it cannot be told.

    Industry above 50 000 accelerator-hours goes to Large Scale, up to 5 000 to Playground, between
    them to Fast Lane; two GCDs count as one. Science and public bodies go to AI for Science.
    """
    if applicant is None or hours is None:
        return None
    if applicant not in _INDUSTRY:
        return AccessMode.SCIENCE
    law = law_of(plan)
    counted = hours / Parameters.of(plan).gcd_per_module if unit is UnitKind.GCD else hours
    if counted > law.value("MOD-01", "hours"):
        return AccessMode.LARGE_SCALE
    small = counted <= law.value("MOD-03", "hours")
    return AccessMode.PLAYGROUND if small else AccessMode.FAST_LANE


def targets(
    plan: Plan, outcome: Outcome, case: DeskCase
) -> tuple[Sequence[Target], Sequence[LeftOut]]:
    """Return where a case can go, by key, and the factories that are no target, with the reason."""
    parameters = Parameters.of(plan)
    running = _running(plan, outcome, parameters)
    found: list[Target] = []
    out: list[LeftOut] = []
    for key, factory in sorted(plan.of(Factory).items()):
        if factory.kind is FactoryKind.FACTORY:
            able, why = _of_factory(plan, factory, case, running, parameters)
            found += able
            out += [LeftOut(key, *why)] if why is not None and not able else []
        elif case.hours_estimated is None and factory.state == case.state:
            found.append(Target(factory))
    if case.hours_estimated is None:
        found += [Target(row) for _key, row in sorted(plan.of(SupportCentre).items())]
    return found, out


def helpers(plan: Plan, case: DeskCase, ranked: Collection[str]) -> Sequence[Target]:
    """Return who can help a case beside the hours it asks for; empty where it asks for no help.

    Of the user's state these are its antenna and its factory, unless that is `ranked` for hours
    already; and every support and competence centre.
    """
    if case.hours_estimated is None or case.need in (None, Need.ACCESS):
        return []
    near = (row for key, row in sorted(plan.of(Factory).items()) if key not in ranked)
    found = [Target(row) for row in near if row.state == case.state]
    return [*found, *(Target(row) for _key, row in sorted(plan.of(SupportCentre).items()))]


def machines_of(plan: Plan, factory: Factory) -> Iterator[System]:
    """Yield the operational machines of a factory.

    Its own, that which its own upgrades, and those its hosting entity runs in the same state.
    """
    own = plan.of(System).get(factory.system or "")
    hosts = {_host(one.host) for one in (factory, own) if one is not None} - {""}
    for _key, row in sorted(plan.of(System).items()):
        named = own is not None and own.id in (row.id, row.base_system)
        below = own is not None and own.base_system == row.id
        beside = row.state == factory.state and _host(row.host) in hosts
        if row.status is Status.OPERATIONAL and (named or below or beside):
            yield row


_Why = tuple[str, tuple[tuple[str, str | float], ...]]


def _of_factory(
    plan: Plan,
    factory: Factory,
    case: DeskCase,
    running: Mapping[str, MachineTime],
    parameters: Parameters,
) -> tuple[list[Target], _Why | None]:
    """Return a factory with each machine that can take the case, or why none can."""
    machines = [row for row in machines_of(plan, factory) if row.id in running]
    offered = [row for row in machines if row.offered]
    if case.hours_estimated is None:
        free = offered[0] if offered else None
        return [Target(factory, free)], None
    if not machines:
        return [], _NO_MACHINE
    if not offered:
        largest = max(machines, key=lambda row: (row.accelerators or 0, row.id))
        return [], ("not_offered", (("machine", largest.id),))
    able: list[Target] = []
    why: _Why | None = None
    for row in offered:
        demand = _demand(plan, case, running[row.id], parameters)
        if demand is None:
            why = why or ("size_unknown", (("machine", row.id),))
        elif demand.pool < demand.at_most:
            facts = (("machine", row.id), ("hours", demand.at_most), ("pool", demand.pool))
            why = ("too_small", facts)
        else:
            able.append(Target(factory, row, demand))
    return able, why


_NO_MACHINE: _Why = ("no_machine", ())


def _running(plan: Plan, outcome: Outcome, parameters: Parameters) -> Mapping[str, MachineTime]:
    """Return the time of each system that can be in service on the day the plan is read."""
    month = min(max(int(parameters.as_of), 0), HORIZON - 1)
    known = {time.machine.id: time for time in network_times(plan, outcome)}
    return {
        key: time
        for key, time in known.items()
        if key in plan.of(System) and (time.hours is None or time.hours[month] > 0)
    }


def _demand(plan: Plan, case: DeskCase, time: MachineTime, parameters: Parameters) -> Demand | None:
    """Return what a case takes of a machine in the year after the plan is read."""
    if time.hours is None:
        return None
    assumed = time.share is None
    if assumed:
        time = attrs.evolve(time, share=parameters.reach_union_share)
    first = min(max(int(parameters.as_of) + 1, 0), HORIZON - _YEAR)
    months, pool = slice(first, first + _YEAR), pool_of(case.mode)
    held, union = time.pool(pool), time.union
    if held is None or union is None:
        return None
    used = taken(plan, time, parameters).get(pool, NOTHING)
    hours = case.hours_estimated or 0.0
    factor = _packages(case.unit, unit_of(plan, time.machine), parameters)
    return Demand(
        pool=float(np.sum(held[months])),
        union=float(np.sum(union[months])),
        given=float(np.sum(used.allocated[months] + used.requested[months]))
        - _own(plan, case, time, parameters),
        wanted=None if factor is None else hours * factor,
        at_most=hours * (1.0 if factor is None else factor),
        assumed=assumed,
    )


def _packages(
    unit: UnitKind | None, package: UnitKind | None, parameters: Parameters
) -> float | None:
    """Return how many packages of a machine an accelerator-hour of a case is.

    Two dies share a package wherever they are; any other accelerator counts as one, whatever it is.
    """
    if package is UnitKind.MODULE:
        return packages_per_unit(unit, package, parameters)
    return 1.0 / parameters.gcd_per_module if unit is UnitKind.GCD else 1.0


def _own(plan: Plan, case: DeskCase, time: MachineTime, parameters: Parameters) -> float:
    """Return what the case itself has been given or asked of a machine already, in packages."""
    row = plan.of(Allocation).get(case.allocation or "")
    if row is None or row.system != time.machine.id or row.pool is not pool_of(case.mode):
        return 0.0
    factor = packages_per_unit(row.unit, unit_of(plan, time.machine), parameters)
    given = row.hours_requested if row.hours_awarded is None else row.hours_awarded
    first = min(max(int(parameters.as_of) + 1, 0), HORIZON - _YEAR)
    return float(spread(row, given)[first : first + _YEAR].sum()) * (factor or 0.0)


def _host(words: str | None) -> str:
    """Return the first of the bodies that host, without what stands in brackets."""
    return (words or "").split("/")[0].split("(")[0].strip().casefold()
