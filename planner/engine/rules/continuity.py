# SPDX-License-Identifier: EUPL-1.2
"""CAP: no month without a machine between two, no sudden loss, nothing called available early."""

from collections.abc import Iterator

import attrs
import numpy as np

from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import MeasureKind
from planner.engine.access import HOURS, SHARE, Access
from planner.engine.outcome import Finding
from planner.engine.rules.case import Case, Machine, Rule
from planner.engine.rules.dossier import machines


@attrs.frozen
class _Term:
    """When a machine that stands for itself, so is no upgrade, is in service."""

    machine: Machine
    first: float
    end: float


def cap_01(case: Case) -> Iterator[Finding]:
    """Warn where the firm capacity of a state falls by more than 30 % in a month.

    The largest fall counts. Where it comes from a machine whose retirement is unknown and only
    assumed from its life, or a machine of unknown size runs on, the rule cannot be checked.
    """
    firm = case.blocks["capacity"].capacity_ef[:-1].sum(axis=0)
    if not firm.any():
        return
    falls = np.maximum(firm[:-1] - firm[1:], 0.0)
    share = np.divide(falls, firm[:-1], out=np.zeros_like(falls), where=firm[:-1] > 0)
    month = int(share.argmax()) + 1
    if share[month - 1] <= case.limit("CAP-01", "drop"):
        return
    assumed = [s for s in _leaving(case, month) if s.retired is None]
    if assumed:
        yield case.unknown("CAP-01", assumed[0], "retired")
    elif unsized := _unsized(case, month):
        yield case.unknown("CAP-01", unsized[0], "accelerators")
    else:
        yield case.found(
            "CAP-01",
            case.plan.get(State, case.key),
            month=month,
            share=round(float(share[month - 1]), 4),
            lost_ef=round(float(falls[month - 1]), 3),
        )


def cap_02(case: Case) -> Iterator[Finding]:
    """Warn where a machine retires before its successor in the same state is accepted.

    A planner's rule, after the months LUMI and LUMI-AI may leave between them. Where no later
    machine is planned nothing is said, and a machine still running beside it closes the gap.
    """
    terms = list(_terms(case))
    undated = [s for s in case.roster.systems if s.id not in case.at.systems]
    if terms:
        yield from (case.unknown("CAP-02", s, "accepted") for s in undated if not s.base_system)
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


def cap_03(case: Case) -> Iterator[Finding]:
    """Call a machine operational only once it has been accepted."""
    today = int(case.parameters.as_of)
    for machine in machines(case):
        if machine.status is not Status.OPERATIONAL:
            continue
        first = machine.accepted if isinstance(machine, System) else machine.in_service
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

RULES = (Rule("CAP-01", cap_01), Rule("CAP-02", cap_02), Rule("CAP-03", cap_03))
