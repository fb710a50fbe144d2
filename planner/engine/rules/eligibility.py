# SPDX-License-Identifier: EUPL-1.2
"""ELG and UPG: who may host, for how long, and how often a machine is upgraded."""

from collections.abc import Iterator

from planner.domain.months import month_of
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import MeasureKind
from planner.engine.outcome import Finding, Severity
from planner.engine.roster import bases_of
from planner.engine.rules.case import Case, Machine, found, not_checkable


def elg_01(case: Case) -> Iterator[Finding]:
    """Host machines in member states of the Union only: Art. 9(1), Regulation (EU) 2021/1173."""
    if not case.roster.computing:
        return
    membership = case.inputs.plan.get(State, case.key).membership
    if membership is Membership.EU_MEMBER:
        return
    for measure in case.roster.computing:
        yield found("ELG-01", Severity.ERROR, measure, state=case.key, membership=str(membership))


def elg_09(case: Case) -> Iterator[Finding]:
    """Warn of machines that begin service after the Joint Undertaking ends.

    It is established until 31 December 2033: Art. 1(1), Regulation (EU) 2021/1173.
    """
    end = month_of(int(case.parameters.ju_end), 12)
    for measure in case.roster.computing:
        if measure.in_service > end:
            month = measure.in_service
            yield found("ELG-09", Severity.WARNING, measure, month=month, last_month=int(end))


def upg_03(case: Case) -> Iterator[Finding]:
    """Upgrade a machine at most once: Art. 15(2), Regulation (EU) 2021/1173."""
    limit = int(case.parameters.upg_once)
    for machine, hanging in case.hung:
        count = sum(_is_upgrade(row) for row in hanging)
        if count > limit:
            yield found("UPG-03", Severity.ERROR, machine, count=count, limit=limit)
    for measure in case.roster.computing:
        if measure.kind is MeasureKind.UPGRADE and not any(bases_of(measure)):
            yield not_checkable("UPG-03", measure, "base_system")


def _is_upgrade(row: Machine) -> bool:
    return isinstance(row, System) or row.kind is MeasureKind.UPGRADE
