# SPDX-License-Identifier: EUPL-1.2
"""CAP: no month without a machine between two, no sudden loss, nothing called available early."""

from collections.abc import Iterator
from itertools import chain

import attrs
import numpy as np

from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status, System, SystemClass
from planner.domain.records.measures import Measure, MeasureKind
from planner.engine.access import HOURS, SHARE, Access
from planner.engine.outcome import Finding, Series
from planner.engine.rules.case import Case, Machine, Rule
from planner.engine.rules.docket import Docket, Picked


@attrs.frozen
class _Term:
    """When a machine that stands for itself, so is no upgrade, is in service."""

    machine: Machine
    first: float
    end: float


def cap_01(case: Case, state: State) -> Iterator[Finding]:
    """Warn where the firm capacity of a state falls by more than 30 % in a month.

    The largest fall counts of which all is known. Where each comes from a machine whose retirement
    is unknown and only assumed from its life, or a machine of unknown size runs on, the rule cannot
    be checked.
    """
    firm = case.blocks["capacity"].capacity_ef[:-1].sum(axis=0)
    share = _falls(firm)
    deep = np.flatnonzero(share > case.limit("CAP-01", "drop"))
    months = [int(at) + 1 for at in deep[np.argsort(-share[deep], kind="stable")]]
    gaps = [_gap(case, month) for month in months]
    if None not in gaps:
        yield from (case.unknown("CAP-01", *gap) for gap in gaps[:1] if gap is not None)
        return
    month = months[gaps.index(None)]
    yield case.found(
        "CAP-01",
        state,
        month=month,
        share=round(float(share[month - 1]), 4),
        lost_ef=round(float(firm[month - 1] - firm[month]), 3),
    )


def _gap(case: Case, month: int) -> tuple[System, str] | None:
    """Return what is unknown about a fall of capacity: a machine and its field, if any."""
    assumed = [(one, "retired") for one in _leaving(case, month) if one.retired is None]
    unsized = ((one, "accelerators") for one in _unsized(case, month))
    return next(chain(assumed, unsized), None)


def _falling(of: Docket) -> Picked:
    firm = np.array([block.capacity_ef[:-1] for block in of.blocks["capacity"]]).sum(axis=1)
    worst = _falls(firm).max(axis=1)
    return of.states.where((worst > of.limit("CAP-01", "drop"))[: len(of.states.records)])


def _falls(firm: Series) -> Series:
    """Return by which share capacity (..., T) falls from each month to the next: (..., T - 1)."""
    before, now = firm[..., :-1], firm[..., 1:]
    share = np.zeros(before.shape)
    return np.divide(before - now, before, out=share, where=(before > 0) & (now < before))


def cap_02(case: Case, _state: State) -> Iterator[Finding]:
    """Warn where a machine retires before its successor in the same state is accepted.

    A planner's rule, after the months LUMI and LUMI-AI may leave between them. Where no later
    machine is planned nothing is said, and a machine still running beside it closes the gap.
    A quantum computer neither follows a machine nor stands in for one.
    """
    terms = [one for one in _terms(case) if one.machine.system_class is not SystemClass.QUANTUM]
    undated = [s for s in case.roster.systems if s.id not in case.at.systems and _is_heir(s)]
    if terms:
        yield from (case.unknown("CAP-02", s, "accepted") for s in undated)
    for term in terms:
        if any(other.first <= term.end < other.end for other in terms):
            continue
        later = [other for other in terms if other.first > term.end]
        successor = min(later, key=lambda other: (other.first, other.machine.id), default=None)
        if successor is not None:
            gap, lost = int(successor.first - term.end), _union_hours(case, term.machine)
            yield case.found(
                "CAP-02",
                term.machine,
                month=int(term.end),
                successor_month=int(successor.first),
                gap_months=gap,
                lost_hours_per_month=lost,
                lost_hours=None if lost is None else lost * gap,
                successor_kind=successor.machine.KIND.name,
                successor=successor.machine.id,
            )


def _is_heir(system: System) -> bool:
    return system.base_system is None and system.system_class is not SystemClass.QUANTUM


def _with_a_later_machine(of: Docket) -> Picked:
    """Sieve states in which a machine starts after another has ended, or one has no dates."""
    first, end = of.turnover
    undated = np.array([len(case.at.systems) < len(case.roster.systems) for case in of.cases])
    return of.states.where(((first > end) | undated)[: len(of.states.records)])


def cap_03(case: Case, measure: Measure) -> Iterator[Finding]:
    """Call a machine operational only once it has been accepted."""
    yield from _too_early(case, measure, measure.in_service)


def _operational(of: Docket) -> Picked:
    operating = of.measures.is_in("status", (Status.OPERATIONAL,))
    return of.measures.where(of.computing & operating)


def _cap_03_systems(case: Case) -> Iterator[Finding]:
    for system in case.roster.systems:
        if system.status is Status.OPERATIONAL:
            yield from _too_early(case, system, system.accepted)


def _too_early(case: Case, machine: Machine, first: int | None) -> Iterator[Finding]:
    today = int(case.parameters.as_of)
    if first is None:
        yield case.unknown("CAP-03", machine, "accepted")
    elif first > today:
        yield case.found("CAP-03", machine, first_month=first, today_month=today)


def _leaving(case: Case, month: int) -> list[System]:
    rows = zip(case.at.systems, case.at.end, strict=False)
    return [case.plan.get(System, key) for key, end in rows if int(end) == month]


def _unsized(case: Case, month: int) -> list[System]:
    """Return the systems that are in service in a month and whose size nobody has published."""
    rows = zip(case.at.systems, case.at.first, case.at.end, strict=False)
    running = [case.plan.get(System, key) for key, first, end in rows if first <= month < end]
    return [one for one in running if one.accelerators is None and one.headline_ef is None]


def _union_hours(case: Case, machine: Machine) -> float | None:
    """Return the Union's hours a month on a machine in full service; None is unknown.

    LUMI-G: 11 912 × 730 × 0.85 × 50 % = 3.70 million module-hours.
    """
    keys = case.at.systems if isinstance(machine, System) else case.at.measures
    row = keys.index(machine.id) + (0 if isinstance(machine, System) else len(case.at.systems))
    block: Access = case.blocks["access"]
    if block.gaps[[SHARE, HOURS], row].any():
        return None
    return float(block.table[SHARE, row] * block.table[HOURS, row])


def _terms(case: Case) -> Iterator[_Term]:
    systems = {s.id: s for s in case.roster.systems}
    rows: list[Machine] = [*(systems[key] for key in case.at.systems), *case.roster.computing]
    for row, machine in enumerate(rows):
        if machine.base_system is None and getattr(machine, "kind", None) is not _UPGRADE:
            yield _Term(machine, float(case.at.first[row]), float(case.at.end[row]))


_UPGRADE = MeasureKind.UPGRADE

RULES = (
    Rule("CAP-01", cap_01, among=_falling),
    Rule("CAP-02", cap_02, among=_with_a_later_machine),
    Rule("CAP-03", cap_03, among=_operational, rest=_cap_03_systems),
)
