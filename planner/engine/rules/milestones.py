# SPDX-License-Identifier: EUPL-1.2
"""CAL: milestones in order, slips, and dates that law or practice sets."""

from collections.abc import Iterator
from itertools import pairwise

from planner.domain.months import month_of
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.contributions import Contribution
from planner.domain.records.infrastructure import System
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Rule
from planner.engine.rules.dossier import date_of, machines, month_of_stage, services

_DAYS_PER_MONTH = 365.25 / 12
_STAGES = tuple(Stage)


def cal_01(case: Case) -> Iterator[Finding]:
    """Have the milestones of a machine in order."""
    for machine in machines(case):
        rows = case.attached(Milestone, machine)
        if not rows and not isinstance(machine, System):
            continue
        yield from (case.unknown("CAL-01", row, "forecast") for row in rows if date_of(row) is None)
        dated = [(stage, month_of_stage(case, machine, stage)) for stage in _STAGES]
        known = [(stage, month) for stage, month in dated if month is not None]
        for (one, first), (other, second) in pairwise(known):
            if second < first:
                yield case.found(
                    "CAL-01",
                    machine,
                    stage=str(one),
                    stage_month=first,
                    next_stage=str(other),
                    next_month=second,
                    months=first - second,
                )


def cal_02(case: Case) -> Iterator[Finding]:
    """Say a slip of more than 90 days; one of more than 180 needs a reason on file."""
    amber, red = case.limit("CAL-02", "amber_days"), case.limit("CAL-02", "red_days")
    for machine in machines(case):
        for row in case.attached(Milestone, machine):
            now = row.actual if row.actual is not None else row.forecast
            if row.baseline is None or now is None:
                yield case.unknown(
                    "CAL-02", row, "baseline" if row.baseline is None else "forecast"
                )
                continue
            days = (now - row.baseline) * _DAYS_PER_MONTH
            if days > amber:
                severity = Severity.ERROR if days > red and not row.reason else None
                yield case.found(
                    "CAL-02",
                    row,
                    severity=severity,
                    machine=machine.id,
                    machine_kind=machine.KIND.name,
                    stage=str(row.stage),
                    days=round(days),
                    first_month=row.baseline,
                    now_month=now,
                )


def cal_03(case: Case) -> Iterator[Finding]:
    """Say where selection to contract takes longer than the mean of the first six, 16.9 months."""
    usual = case.limit("CAL-03", "months")
    for machine in machines(case):
        contract = month_of_stage(case, machine, Stage.CONTRACT)
        selected = month_of_stage(case, machine, Stage.SELECTION)
        if contract is None or (selected is None and not isinstance(machine, System)):
            continue
        if selected is None:
            yield case.unknown("CAL-03", machine, "selected")
        elif contract - selected > usual:
            yield case.found("CAL-03", machine, months=contract - selected, usual_months=usual)


def cal_04(case: Case) -> Iterator[Finding]:
    """Certify contributions in kind by the end of January after their year: Art. 7(5)."""
    for measure in case.roster.measures:
        for row in case.attached(Contribution, measure):
            due = month_of(row.year + 1)
            if row.in_kind and not row.certified and case.parameters.as_of > due:
                yield case.found("CAL-04", measure, year=str(row.year), due_month=int(due))


def cal_05(case: Case) -> Iterator[Finding]:
    """Plan no service paid by grants after the Joint Undertaking has ended: Art. 1(1)."""
    last = month_of(int(case.parameters.ju_end), 12)
    for measure in services(case):
        if measure.status in COMMITTED and measure.end - 1 > last:
            end = measure.end - 1
            yield case.found("CAL-05", measure, end_month=end, last_month=int(last))


RULES = (
    Rule("CAL-01", cal_01),
    Rule("CAL-02", cal_02, "milestone"),
    Rule("CAL-03", cal_03),
    Rule("CAL-04", cal_04, "contribution"),
    Rule("CAL-05", cal_05),
)
