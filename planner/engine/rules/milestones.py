# SPDX-License-Identifier: EUPL-1.2
"""CAL: milestones in order, slips, and dates that law or practice sets."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from planner.domain.months import days_between, month_of
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.contributions import Contribution
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.organisations import Activity, Certificate, MemberEntry
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Machine, Network, NetworkRule, Rule
from planner.engine.rules.docket import Docket, Picked
from planner.engine.rules.dossier import date_of, machines, month_of_stage
from planner.engine.workdays import reference_day

_STAGES = tuple(Stage)
SERVICES = (MeasureKind.SUPPORT, MeasureKind.ANTENNA)


def cal_01(case: Case) -> Iterator[Finding]:
    """Have the milestones of a machine in order."""
    for machine in _dated(case):
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
            days = days_between(row.baseline, now)
            if days > amber:
                severity = Severity.ERROR if days > red and not row.reason else None
                yield case.found(
                    "CAL-02",
                    row,
                    severity=severity,
                    machine=machine.id,
                    machine_kind=machine.KIND.name,
                    stage=str(row.stage),
                    days=days,
                    first_month=row.baseline,
                    now_month=now,
                )


def cal_03(case: Case) -> Iterator[Finding]:
    """Say where selection to contract takes longer than the mean of the first six, 16.9 months."""
    usual = case.limit("CAL-03", "months")
    for machine in _dated(case):
        contract = month_of_stage(case, machine, Stage.CONTRACT)
        selected = month_of_stage(case, machine, Stage.SELECTION)
        if contract is None or (selected is None and not isinstance(machine, System)):
            continue
        if selected is None:
            yield case.unknown("CAL-03", machine, "selected")
        elif contract - selected > usual:
            yield case.found("CAL-03", machine, months=contract - selected, usual_months=usual)


def cal_04(network: Network) -> Iterator[Finding]:
    """Plan, report and certify contributions in kind in time: Art. 7(5).

    All is reported and certified by 31 January after the year; additional activities of members
    are planned by the end of November before it. Other joint undertakings have 31 May, which is
    no date here.
    """
    for _key, given in sorted(network.plan.of(Contribution).items()):
        due = month_of(given.year + 1)
        if given.in_kind and not given.certified and network.parameters.as_of > due:
            measure = network.plan.get(Measure, given.measure)
            yield network.found("CAL-04", measure, year=given.year, due_month=int(due))
    today = reference_day(network.parameters)
    for _key, row in sorted(network.plan.of(MemberEntry).items()):
        if row.activity is Activity.CASH:
            continue
        late = _late(row, today)
        if late is not None:
            yield network.found("CAL-04", row, year=row.year, due_month=int(late))
        elif row.certificate is None and f"{row.year + 1}-02" <= today:
            yield network.unknown("CAL-04", row, "certificate")


def _late(row: MemberEntry, today: str) -> int | None:
    """Return the month of the first date a member has missed."""
    planned, reported = f"{row.year - 1}-11-30", f"{row.year + 1}-01-31"
    if row.activity is Activity.ADDITIONAL and (row.plan_filed or today) > planned:
        return month_of(row.year - 1, 11)
    unproven = row.certificate is Certificate.NONE and today > reported
    if unproven or (row.reported_on or today) > reported:
        return month_of(row.year + 1)
    return None


def cal_05(case: Case, measure: Measure) -> Iterator[Finding]:
    """Plan no service paid by grants after the Joint Undertaking has ended: Art. 1(1)."""
    last = month_of(int(case.parameters.ju_end), 12)
    yield case.found("CAL-05", measure, end_month=measure.end - 1, last_month=int(last))


def _outliving(of: Docket) -> Picked:
    late = of.end - 1 > month_of(int(of.parameters.ju_end), 12)
    return of.measures.where(of.of_kind(*SERVICES) & of.committed & late)


def _dated(case: Case) -> Sequence[Machine]:
    """Return the machines that have dates to compare: a planned one only by its milestones."""
    return machines(case) if case.plan.of(Milestone) else case.roster.systems


RULES = (
    Rule("CAL-01", cal_01),
    Rule("CAL-02", cal_02, "milestone"),
    Rule("CAL-03", cal_03),
    Rule("CAL-05", cal_05, among=_outliving),
)
NETWORK_RULES = (NetworkRule("CAL-04", cal_04, ("contribution", "member_entry")),)
