# SPDX-License-Identifier: EUPL-1.2
"""CAP and TAL: no month without a machine between two, no machine without people."""

from collections.abc import Iterator

import attrs

from planner.domain.records.geography import State
from planner.domain.records.measures import MeasureKind
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Machine, found, not_checkable


@attrs.frozen
class _Term:
    """When a machine that stands for itself, so is no upgrade, is in service."""

    machine: Machine
    first: float
    end: float


def cap_02(case: Case) -> Iterator[Finding]:
    """Warn where a machine retires before its successor in the same state is accepted.

    A planner's rule, after the months LUMI and LUMI-AI may leave between them. Where no later
    machine is planned nothing is said, and a machine still running beside it closes the gap.
    """
    terms = list(_terms(case))
    undated = [s for s in case.roster.systems if s.id not in case.at.systems]
    if terms:
        yield from (not_checkable("CAP-02", s, "accepted") for s in undated if not s.base_system)
    for term in terms:
        if any(other.first <= term.end < other.end for other in terms):
            continue
        later = [other for other in terms if other.first > term.end]
        successor = min(later, key=lambda other: (other.first, other.machine.id), default=None)
        if successor is not None:
            yield found(
                "CAP-02",
                Severity.WARNING,
                term.machine,
                month=int(term.end),
                successor_month=int(successor.first),
                gap_months=int(successor.first - term.end),
                successor_kind=successor.machine.KIND.name,
                successor=successor.machine.id,
            )


def tal_01(case: Case) -> Iterator[Finding]:
    """Plan at least one talent programme where a committed system is to stand.

    Talent is part of an AI factory: Art. 2(3b), Regulation (EU) 2021/1173.
    """
    committed = [
        m for m in case.roster.computing if m.kind is MeasureKind.SYSTEM and m.status in COMMITTED
    ]
    if committed and not case.roster.talent:
        state = case.inputs.plan.get(State, case.key)
        yield found("TAL-01", Severity.WARNING, state, systems=len(committed))


def _terms(case: Case) -> Iterator[_Term]:
    systems = {s.id: s for s in case.roster.systems}
    machines: list[Machine] = [*(systems[key] for key in case.at.systems), *case.roster.computing]
    for row, machine in enumerate(machines):
        if machine.base_system is None and getattr(machine, "kind", None) is not _UPGRADE:
            yield _Term(machine, float(case.at.first[row]), float(case.at.end[row]))


_UPGRADE = MeasureKind.UPGRADE
