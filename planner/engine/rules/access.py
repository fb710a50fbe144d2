# SPDX-License-Identifier: EUPL-1.2
"""ACC: shares, pools and allocations of access time, Articles 16 to 18 of Regulation 2021/1173."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from planner.domain.months import YEARS, year_of
from planner.domain.records.access import AccessMode, AccessPool, Allocation, Applicant, Pool
from planner.domain.records.access import TimeShare as Share
from planner.domain.records.infrastructure import Status, System, SystemClass
from planner.domain.records.measures import Measure
from planner.domain.records.organisations import Organisation
from planner.engine.access import POOLS, Access, agreed_share, cap_of
from planner.engine.allocations import (
    MachineTime,
    allocations_of,
    machine_times,
    packages_per_unit,
    spread,
    taken,
    unit_of,
)
from planner.engine.outcome import Finding, Series, Severity
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Case, Rule
from planner.engine.rules.docket import Docket, Picked
from planner.engine.series import yearly

Machine = System | Measure
_SHARE_TOLERANCE = 1e-4  # 0.01 percentage points
_HOUR = 0.5
_HELD_TO_35 = frozenset({SystemClass.MID_RANGE, SystemClass.INDUSTRIAL})
_AI_CLASSES = frozenset({SystemClass.AI_OPTIMISED, SystemClass.AI_PARTITION})
_AI_POOLS = [POOLS.index(pool) for pool in (Pool.INDUSTRY, Pool.SCIENCE, Pool.STRATEGIC)]
_INDUSTRY = POOLS.index(Pool.INDUSTRY)
_FREE_FOR = frozenset({Applicant.UNIVERSITY, Applicant.PUBLIC})
_FREE_MODES = frozenset(
    {AccessMode.SCIENCE, AccessMode.REGULAR, AccessMode.EXTREME, AccessMode.STRATEGIC}
)


def acc_01(case: Case) -> Iterator[Finding]:
    """Give the Union the share of time its share of the total cost gives it, at most 50 %.

    u = min(0.5, U/TCO) for high-end, quantum and AI-optimised machines: Art. 17(1).
    """
    for time in _agreed(case):
        if time.machine.system_class not in _HELD_TO_35:
            yield from _share(case, "ACC-01", time)


def acc_02(case: Case) -> Iterator[Finding]:
    """Hold mid-range and industrial-grade machines to 35 % in the same way: Art. 17(2), (3)."""
    for time in _agreed(case):
        if time.machine.system_class in _HELD_TO_35:
            yield from _share(case, "ACC-02", time)


def acc_03(case: Case) -> Iterator[Finding]:
    """Let the shares of all owners add up to the whole: Art. 17(4)."""
    for time in _shared(case):
        rows = [row for row in _owners(case, time.machine) if row.state is not None]
        if not rows:
            continue
        if any(row.access_share is None for row in rows):
            yield case.unknown("ACC-03", time.machine, "access_share")
        elif time.share is None:
            yield case.unknown("ACC-03", time.machine, "union_meur")
        else:
            total = time.share + sum(row.access_share or 0.0 for row in rows)
            if abs(total - 1.0) > _SHARE_TOLERANCE:
                yield case.found("ACC-03", time.machine, share=round(total, 6), limit=1.0)


def acc_04(case: Case) -> Iterator[Finding]:
    """Have the split among the states in writing once a machine operates: Art. 17(4)."""
    for time in _shared(case):
        if time.machine.status is Status.OPERATIONAL:
            rows = _owners(case, time.machine)
            missing = [row for row in rows if row.state is not None and not row.agreement]
            if missing:
                yield case.found("ACC-04", time.machine, owners=len(missing))


def acc_05(case: Case) -> Iterator[Finding]:
    """Keep commercial use to 20 % of the Union's time, each machine and year: Art. 18(3)."""
    limit, early = case.limit("ACC-05", "commercial"), case.limit("ACC-05", "warning")
    for time in _allotted(case):
        sold = [one for one in allocations_of(case.plan, time.machine) if _is_commercial(one)]
        if not sold:
            continue
        if time.union is None:
            yield case.unknown("ACC-05", time.machine, _why_no_hours(time))
            continue
        hours, union = yearly(_hours(case, time.machine, sold)), yearly(time.union)
        above = np.flatnonzero(hours > early * union + _HOUR)
        if above.size:
            worst = int(above[np.argmax((hours - limit * union)[above])])
            over = hours[worst] > limit * union[worst] + _HOUR
            yield case.found(
                "ACC-05",
                time.machine,
                severity=None if over else Severity.WARNING,
                hours=float(hours[worst]),
                cap_hours=float(limit * union[worst]),
                limit=limit,
                year=year_of(12 * worst),
            )


def acc_06(case: Case) -> Iterator[Finding]:
    """Sell commercial time at the market price, so not for nothing: Art. 18(1)."""
    for one in _allocations(case):
        if _is_commercial(one) and not one.price_eur_per_hour:
            yield case.found("ACC-06", one)


def acc_07(case: Case) -> Iterator[Finding]:
    """Take no money from public users, Union projects and holders of the seal of excellence.

    Art. 17(6), Regulation (EU) 2021/1173.
    """
    for one in _allocations(case):
        if not one.price_eur_per_hour or _is_commercial(one):
            continue
        if one.applicant in _FREE_FOR or one.mode in _FREE_MODES or _has_seal(case, one):
            yield case.found("ACC-07", one, price=one.price_eur_per_hour)
        elif one.applicant is None:
            yield case.unknown("ACC-07", one, "applicant")


def _has_seal(case: Case, one: Allocation) -> bool:
    asker = case.plan.of(Organisation).get(one.organisation or "")
    return asker is not None and asker.seal_of_excellence


def acc_08(case: Case) -> Iterator[Finding]:
    """Give and promise no more of a pool than it holds, in any month."""
    for time in _allotted(case):
        for pool, of in taken(case.plan, time, case.parameters).items():
            given, held = of.allocated + of.requested, time.pool(pool)
            if held is None:
                yield case.unknown("ACC-08", time.machine, _why_no_hours(time), pool=str(pool))
                continue
            above = np.flatnonzero(given > held + _HOUR)
            if above.size:
                yield case.found(
                    "ACC-08",
                    time.machine,
                    pool=str(pool),
                    month=int(above[0]),
                    months=int(above.size),
                    hours=float(given[above[0]]),
                    held_hours=float(held[above[0]]),
                )


def acc_09(case: Case) -> Iterator[Finding]:
    """Say on which availability the hours of a machine with allocations rest."""
    for time in _allotted(case):
        yield case.found("ACC-09", time.machine, share=case.parameters.availability)


def acc_10(case: Case) -> Iterator[Finding]:
    """Say what the hours of an allocation count where a machine has more than one unit."""
    for machine, rows in _with_allocations(case):
        package = unit_of(case.plan, machine)
        for one in rows:
            if package is None:
                yield case.unknown("ACC-10", one, "unit")
            elif packages_per_unit(one.unit, package, case.parameters) is None:
                unit = "" if one.unit is None else str(one.unit)
                yield case.found("ACC-10", one, unit=unit, package=str(package))


def acc_11(case: Case, machine: Machine) -> Iterator[Finding]:
    """Use an AI machine mainly for AI: Art. 16(1a), "primarily"."""
    if not case.plan.of(AccessPool):  # nobody has divided its time yet
        yield case.unknown("ACC-11", machine, "share_of_union")
    else:
        block: Access = case.blocks["access"]
        held = float(block.pools[_AI_POOLS, case.at.row_of(machine)].sum())
        limit = case.limit("ACC-11", "ai_share")
        yield case.found("ACC-11", machine, share=held, limit=limit)


def _little_for_ai(of: Docket) -> Picked:
    held = of.pools[_AI_POOLS].sum(axis=0)
    few = held < of.limit("ACC-11", "ai_share") - _SHARE_TOLERANCE
    return of.machines.where(few & of.machines.is_in("system_class", _AI_CLASSES))


def acc_12(case: Case) -> Iterator[Finding]:
    """Have civil use declared before hours are given: Art. 16(1)."""
    for one in _allocations(case):
        if one.hours_awarded is not None and not one.civil_use:
            yield case.found("ACC-12", one)


def acc_13(case: Case, machine: Machine) -> Iterator[Finding]:
    """Set time of an AI machine aside for start-ups and small companies: Art. 16(2a)."""
    if not case.plan.of(AccessPool):
        yield case.unknown("ACC-13", machine, "share_of_union")
    else:
        yield case.found("ACC-13", machine)


def _nothing_for_industry(of: Docket) -> Picked:
    nothing = of.pools[_INDUSTRY] <= 0
    return of.machines.where(nothing & of.machines.is_in("system_class", _AI_CLASSES))


def acc_14(case: Case) -> Iterator[Finding]:
    """Keep strategic grants below the part the Governing Board allows, in each year."""
    limit = case.limit("ACC-14", "strategic")
    for time in _allotted(case):
        rows = [
            one for one in allocations_of(case.plan, time.machine) if one.pool is Pool.STRATEGIC
        ]
        yield from _above(case, "ACC-14", time, rows, limit)


def acc_15(case: Case) -> Iterator[Finding]:
    """Say where the users of one state have much of the Union's time on a machine in a year."""
    limit = case.limit("ACC-15", "concentration")
    for time in _allotted(case):
        by_state: dict[str, list[Allocation]] = {}
        for one in allocations_of(case.plan, time.machine):
            if one.state is not None:
                by_state.setdefault(one.state, []).append(one)
        for state in sorted(by_state):
            yield from _above(case, "ACC-15", time, by_state[state], limit, state=state)


def acc_16(case: Case) -> Iterator[Finding]:
    """Use half of an allocation by the middle of its term."""
    limit = case.limit("ACC-16", "used")
    for one in _allocations(case):
        passed = case.parameters.as_of - one.first_month >= one.months / 2
        if not passed or not one.hours_awarded:
            continue
        if one.hours_used is None:
            yield case.unknown("ACC-16", one, "hours_used")
        elif one.hours_used < limit * one.hours_awarded:
            share = round(one.hours_used / one.hours_awarded, 4)
            yield case.found("ACC-16", one, share=share, limit=limit)


RULES = (
    Rule("ACC-01", acc_01, "time_share"),
    Rule("ACC-02", acc_02, "time_share"),
    Rule("ACC-03", acc_03, "time_share"),
    Rule("ACC-04", acc_04, "time_share"),
    Rule("ACC-05", acc_05, "allocation"),
    Rule("ACC-06", acc_06, "allocation"),
    Rule("ACC-07", acc_07, "allocation"),
    Rule("ACC-08", acc_08, "allocation"),
    Rule("ACC-09", acc_09, "allocation"),
    Rule("ACC-10", acc_10, "allocation"),
    Rule("ACC-11", acc_11, among=_little_for_ai),
    Rule("ACC-12", acc_12, "allocation"),
    Rule("ACC-13", acc_13, among=_nothing_for_industry),
    Rule("ACC-14", acc_14, "allocation"),
    Rule("ACC-15", acc_15, "allocation"),
    Rule("ACC-16", acc_16, "allocation"),
)


def _times(case: Case) -> Iterator[MachineTime]:
    block: Access = case.blocks["access"]
    return machine_times(case.plan, case.at, case.blocks["service"], block)


def _machines(case: Case) -> Iterator[Machine]:
    yield from case.roster.systems
    yield from case.roster.computing


def _owners(case: Case, machine: Machine) -> Sequence[Share]:
    return attached(case.plan, Share, machine.KIND.name).get(machine.id, ())


def _shared(case: Case) -> Iterator[MachineTime]:
    """Yield the machines whose owners somebody has entered."""
    if case.plan.of(Share):
        yield from (time for time in _times(case) if _owners(case, time.machine))


def _agreed(case: Case) -> Iterator[MachineTime]:
    """Yield the machines of which somebody has entered the Union's share of time."""
    for time in _shared(case):
        if agreed_share(case.plan, (time.machine.KIND.name, time.machine.id)) is not None:
            yield time


def _share(case: Case, rule: str, time: MachineTime) -> Iterator[Finding]:
    share, due = time.share or 0.0, time.due
    cap = cap_of(time.machine.system_class, case.parameters)
    if share > cap + _SHARE_TOLERANCE or (due is not None and abs(share - due) > _SHARE_TOLERANCE):
        limit = cap if due is None else due
        yield case.found(rule, time.machine, share=share, limit=limit, cap_share=cap)
    elif time.machine.system_class is None:
        yield case.unknown(rule, time.machine, "system_class")
    elif due is None:
        yield case.unknown(rule, time.machine, _cost_field(time.machine))


def _cost_field(machine: Machine) -> str:
    if isinstance(machine, Measure):
        return "capex_meur"
    return "union_meur" if machine.cost_meur else "cost_meur"


def _why_no_hours(time: MachineTime) -> str:
    return "accelerators" if time.hours is None else _cost_field(time.machine)


def _with_allocations(case: Case) -> Iterator[tuple[Machine, Sequence[Allocation]]]:
    if case.plan.of(Allocation):
        for machine in _machines(case):
            rows = allocations_of(case.plan, machine)
            if rows:
                yield machine, rows


def _allocations(case: Case) -> Iterator[Allocation]:
    for _machine, rows in _with_allocations(case):
        yield from rows


def _allotted(case: Case) -> Iterator[MachineTime]:
    """Yield the machines that have allocations."""
    if case.plan.of(Allocation):
        yield from (time for time in _times(case) if allocations_of(case.plan, time.machine))


def _is_commercial(one: Allocation) -> bool:
    return one.mode is AccessMode.COMMERCIAL or one.pool is Pool.COMMERCIAL


def _hours(case: Case, machine: Machine, rows: Sequence[Allocation]) -> Series:
    """Return what is given and asked in each month, in packages: (T,)."""
    package, total = unit_of(case.plan, machine), np.zeros(12 * YEARS)
    for one in rows:
        factor = packages_per_unit(one.unit, package, case.parameters)
        given = one.hours_requested if one.hours_awarded is None else one.hours_awarded
        total += spread(one, given) * (factor or 0.0)
    return total


def _above(
    case: Case,
    rule: str,
    time: MachineTime,
    rows: Sequence[Allocation],
    limit: float,
    **facts: Any,  # noqa: ANN401 - facts are of any plain type
) -> Iterator[Finding]:
    """Report the year in which these allocations take the largest part above a limit."""
    if not rows:
        return
    if time.union is None:
        yield case.unknown(rule, time.machine, _why_no_hours(time), **facts)
        return
    hours, union = yearly(_hours(case, time.machine, rows)), yearly(time.union)
    above = np.flatnonzero(hours > limit * union + _HOUR)
    if above.size:
        worst = int(above[np.argmax((hours - limit * union)[above])])
        yield case.found(
            rule,
            time.machine,
            hours=float(hours[worst]),
            cap_hours=float(limit * union[worst]),
            limit=limit,
            year=year_of(12 * worst),
            **facts,
        )
