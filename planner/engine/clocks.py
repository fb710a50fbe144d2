# SPDX-License-Identifier: EUPL-1.2
"""The clocks of the contact point, in working days of the Union's institutions.

A clock counts from the day after its start to the close of the day on which it is read, or of the
day on which it was stopped. Rules read it on the day of the plan, people on the day it is. It turns
amber when a part of its time is used (MOD-08), late once its last day has gone by. Which days do
not count stands in the events of the plan.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import attrs

from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, Allocation
from planner.domain.records.desk import DeskCase, Handover, PactPillar, Proof
from planner.engine.parameters import Parameters
from planner.engine.rules.attached import attached
from planner.engine.rules.law import Law, law_of
from planner.engine.workdays import Workdays, months_after, reference_day

SERVICE: Mapping[AccessMode, tuple[str, str]] = {
    AccessMode.PLAYGROUND: ("received", "playground_days"),
    AccessMode.FAST_LANE: ("received", "fast_lane_days"),
    AccessMode.LARGE_SCALE: ("cut_off", "large_scale_days"),
}
"""The field a decision is timed from and the limit of MOD-08, by mode."""


class Light(StrEnum):
    """How a clock stands: waiting for its start, running, amber, late, or stopped in time."""

    WAITING = "waiting"
    RUNNING = "running"
    AMBER = "amber"
    LATE = "late"
    DONE = "done"


class Promise(StrEnum):
    """What is due: an owner, a decision, or a look at what became of a case."""

    OWNER = "owner"
    DECISION = "decision"
    FOLLOW_UP = "follow_up"


@attrs.frozen(kw_only=True)
class Clock:
    """One clock of one record; days are ISO texts, `used` and `most` working days.

    `amber_day` is the first day on which it is amber while nobody stops it.
    """

    kind: str
    key: str
    promise: Promise
    start: str | None
    most: int
    used: int
    due: str | None
    amber_day: str | None
    stopped: str | None
    light: Light


@attrs.frozen(eq=False)
class Clockwork:
    """What all clocks of a plan have in common."""

    law: Law
    workdays: Workdays
    today: str
    parameters: Parameters

    @classmethod
    def of(cls, plan: Plan, day: str = "") -> "Clockwork":
        """Read law and closed days; clocks stand as on a day, without one as on the plan's own."""
        parameters = Parameters.of(plan)
        today = day or reference_day(parameters)
        return cls(law_of(plan), Workdays.of(plan), today, parameters)

    def clock(
        self,
        about: tuple[str, str],
        promise: Promise,
        start: str | None,
        *,
        most: int,
        stopped: str | None,
    ) -> Clock:
        """Return a clock of a record; one without a start waits for it."""
        early = self.law.value("MOD-08", "warning") * most
        begun = start is not None and (stopped is not None or start <= self.today)
        used = self.workdays.between(start, stopped or self.today) if start and begun else 0
        amber = -int(-early // 1)
        return Clock(
            kind=about[0],
            key=about[1],
            promise=promise,
            start=start,
            most=most,
            used=used,
            due=self.workdays.after(start, most) if start else None,
            amber_day=self.workdays.after(start, amber) if start else None,
            stopped=stopped,
            light=_light(begun=begun, used=used, most=most, early=early, stopped=stopped),
        )


def clocks(plan: Plan, day: str = "") -> tuple[Clock, ...]:
    """Return every clock of the desk and of requests in the ledger, by record, as on a day."""
    work = Clockwork.of(plan, day)
    cases = (row for _key, row in sorted(plan.of(DeskCase).items()))
    found = [one for case in cases for one in case_clocks(plan, case, work)]
    named = {row.allocation for row in plan.of(DeskCase).values()}
    asked = (row for key, row in sorted(plan.of(Allocation).items()) if key not in named)
    return (*found, *filter(None, (request_clock(row, work) for row in asked)))


def case_clocks(plan: Plan, case: DeskCase, work: Clockwork) -> Iterator[Clock]:
    """Yield the clocks of a case: who has it, what is decided, what became of it."""
    about = (DeskCase.KIND.name, case.id)
    most = int(work.law.value("RTE-01", "days"))
    yield work.clock(about, Promise.OWNER, case.received, most=most, stopped=case.owned_on)
    decision = decision_clock(case, work)
    if decision is not None:
        yield decision
    sent = _sent(plan, case)
    if sent:
        most = int(work.parameters.desk_follow_up_days)
        answered = min(filter(None, (case.first_reply, case.closed)), default=None)
        yield work.clock(about, Promise.FOLLOW_UP, max(sent), most=most, stopped=answered)


def _sent(plan: Plan, case: DeskCase) -> list[str]:
    """Return the days on which a case was sent on; those of help beside it if there is no other."""
    rows = attached(plan, Handover, "case").get(case.id, ())
    sent = [row.sent for row in rows if row.sent and not row.beside]
    return sent or [row.sent for row in rows if row.sent]


def decision_clock(case: DeskCase, work: Clockwork) -> Clock | None:
    """Return the clock of the decision on a case; None where its mode promises none."""
    if case.mode is None or case.mode not in SERVICE:
        return None
    field, limit = SERVICE[case.mode]
    most = int(work.law.value("MOD-08", limit))
    about = (DeskCase.KIND.name, case.id)
    start = getattr(case, field)
    return work.clock(about, Promise.DECISION, start, most=most, stopped=case.decided)


def request_clock(row: Allocation, work: Clockwork) -> Clock | None:
    """Return the clock of a request that no case stands for; it runs from its cut-off.

    None where it has none, or where hours were awarded: on which day is then not known.
    """
    if row.mode not in SERVICE or row.cut_off is None or row.hours_awarded is not None:
        return None
    most = int(work.law.value("MOD-08", SERVICE[row.mode][1]))
    about = (Allocation.KIND.name, row.id)
    return work.clock(about, Promise.DECISION, row.cut_off, most=most, stopped=None)


def report_due(proof: Proof, law: Law) -> str | None:
    """Return the day on which the report on a pledge is due; None where there is no pledge."""
    if proof.pillar is not PactPillar.PLEDGE or proof.joined is None:
        return None
    return months_after(proof.joined, int(law.value("ETH-03", "months")))


def is_valid(proof: Proof, today: str) -> bool:
    """Tell whether a proof has not expired."""
    return proof.expires is None or proof.expires >= today


def _light(*, begun: bool, used: int, most: int, early: float, stopped: str | None) -> Light:
    if not begun:
        return Light.WAITING
    if used > most:
        return Light.LATE
    if stopped is not None:
        return Light.DONE
    return Light.AMBER if used >= early else Light.RUNNING
