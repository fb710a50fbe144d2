# SPDX-License-Identifier: EUPL-1.2
"""What stands in the access ledger line by line: requests and awards, their part, their clock.

A part is of the Union's time on the machine in the calendar year an allocation begins in. Hours
whose unit is not said on a machine of two-die modules have no part until somebody says it (ACC-10).
"""

from collections.abc import Iterator, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, Allocation, Pool
from planner.domain.records.desk import DeskCase
from planner.domain.records.infrastructure import System, UnitKind
from planner.domain.records.measures import Measure
from planner.engine.access_figures import months_of
from planner.engine.allocations import MachineTime, network_times, packages_per_unit, unit_of
from planner.engine.clocks import Clock, Clockwork, decision_clock, request_clock
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters


@attrs.frozen(kw_only=True)
class Request:
    """One allocation: hours in its own unit, shares of the Union's time and of the pool.

    `package` is what one accelerator of the machine is; `must_say_unit` that its hours cannot be
    counted until somebody says whether they are of modules or of their dies.
    """

    key: str
    name: str
    machine: tuple[str, str] | None
    mode: AccessMode
    pool: Pool
    unit: UnitKind | None
    package: UnitKind | None
    requested: float | None
    awarded: float | None
    used: float | None
    cut_off: str | None
    union_share: float | None
    pool_share: float | None
    must_say_unit: bool
    clock: Clock | None


@attrs.frozen(kw_only=True)
class Sum:
    """Requests taken together by machine, mode and cut-off; hours in packages of the machine."""

    machine: tuple[str, str] | None
    mode: AccessMode
    cut_off: str | None
    count: int
    requested: float
    awarded: float
    used: float
    uncounted: int


def requests(plan: Plan, outcome: Outcome, day: str = "") -> tuple[Request, ...]:
    """Return every allocation as a line of the ledger, by cut-off and name; those without last.

    Clocks stand as on a day, without one as on that of the plan.
    """
    work = Clockwork.of(plan, day)
    times = {time.machine.id: time for time in network_times(plan, outcome)}
    cases = {row.allocation: row for row in plan.of(DeskCase).values() if row.allocation}
    rows = [
        _request(plan, row, times, cases.get(key), work)
        for key, row in sorted(plan.of(Allocation).items())
    ]
    return tuple(sorted(rows, key=lambda one: (one.cut_off or "~", one.name, one.key)))


def summed_up(plan: Plan, rows: Sequence[Request]) -> Iterator[Sum]:
    """Yield requests taken together by machine, mode and cut-off, in the order of the rows."""
    groups: dict[tuple[object, ...], list[Request]] = {}
    for one in rows:
        groups.setdefault((one.machine, one.mode, one.cut_off), []).append(one)
    parameters = Parameters.of(plan)
    for group in groups.values():
        factors = [packages_per_unit(one.unit, one.package, parameters) for one in group]
        pairs = list(zip(group, factors, strict=True))
        yield Sum(
            machine=group[0].machine,
            mode=group[0].mode,
            cut_off=group[0].cut_off,
            count=len(group),
            requested=sum((one.requested or 0.0) * (f or 0.0) for one, f in pairs),
            awarded=sum((one.awarded or 0.0) * (f or 0.0) for one, f in pairs),
            used=sum((one.used or 0.0) * (f or 0.0) for one, f in pairs),
            uncounted=factors.count(None),
        )


def _request(
    plan: Plan,
    row: Allocation,
    times: dict[str, MachineTime],
    case: DeskCase | None,
    work: Clockwork,
) -> Request:
    machine = _machine(plan, row)
    time = None if machine is None else times.get(machine.id)
    package = None if machine is None else unit_of(plan, machine)
    hours = row.hours_requested if row.hours_awarded is None else row.hours_awarded
    factor = packages_per_unit(row.unit, package, work.parameters)
    counted = None if hours is None or factor is None else hours * factor
    union, pool = _year(time, row)
    return Request(
        key=row.id,
        name=row.name,
        machine=None if machine is None else (machine.KIND.name, machine.id),
        mode=row.mode,
        pool=row.pool,
        unit=row.unit,
        package=package,
        requested=row.hours_requested,
        awarded=row.hours_awarded,
        used=row.hours_used,
        cut_off=row.cut_off,
        union_share=counted / union if counted is not None and union else None,
        pool_share=counted / pool if counted is not None and pool else None,
        must_say_unit=package is UnitKind.MODULE and factor is None,
        clock=request_clock(row, work) if case is None else decision_clock(case, work),
    )


def _machine(plan: Plan, row: Allocation) -> System | Measure | None:
    if row.system is not None:
        return plan.get(System, row.system)
    return plan.of(Measure).get(row.measure or "")


def _year(time: MachineTime | None, row: Allocation) -> tuple[float | None, float | None]:
    """Return the hours of the Union and of the pool in the year an allocation begins in."""
    if time is None:
        return None, None
    months = months_of(row.first_month, "year")
    union, pool = time.union, time.pool(row.pool)
    return (
        None if union is None else float(union[months].sum()),
        None if pool is None else float(pool[months].sum()),
    )
