# SPDX-License-Identifier: EUPL-1.2
"""How late each machine is: the first month a source or a milestone gave, and the month of today.

Every date is a published one or was entered; the assumption the planner makes for machines without
a date is no promise of anybody and so no slip.
"""

from collections.abc import Iterator

import attrs

from planner.domain.plan import Plan
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import Status, System
from planner.engine.conflicts import read_value
from planner.engine.parameters import Parameters
from planner.engine.times import is_overdue
from planner.reference.provenance import evidence_trail

_READY = (Stage.OPERATION, Stage.ACCEPTANCE)


@attrs.frozen
class Slip:
    """A machine whose start of service has moved; months as indices.

    `now` is unknown where a machine was to run by now, does not, and has no new date. `dates`
    counts the different months that were given for it.
    """

    kind: str
    key: str
    first: int | None
    now: int | None
    dates: int
    running: bool
    milestone: str = ""
    reason: str = ""

    @property
    def months(self) -> int | None:
        """Return by how many months it is late; negative is early."""
        return None if self.first is None or self.now is None else self.now - self.first


def slips(plan: Plan) -> tuple[Slip, ...]:
    """Return what is late, the latest first, then what has no date any more."""
    found = [one for one in _all(plan) if one.now is None or one.months]
    return tuple(sorted(found, key=lambda one: (one.now is None, -(one.months or 0), one.key)))


def slip_of(plan: Plan, kind: str, key: str) -> Slip | None:
    """Return how one machine stands against its first date; None if it never had one."""
    return next((one for one in _all(plan) if (one.kind, one.key) == (kind, key)), None)


def first_dates(plan: Plan) -> dict[str, int]:
    """Return the first date of each system that has slipped, by key."""
    return {
        one.key: one.first
        for one in slips(plan)
        if one.kind == System.KIND.name and one.first is not None and one.now is not None
    }


def _all(plan: Plan) -> Iterator[Slip]:
    marked = {_about(row): row for row in _milestones(plan)}
    for about, row in marked.items():
        now = row.actual if row.actual is not None else row.forecast
        if row.baseline is not None and now is not None:
            yield Slip(
                *about, row.baseline, now, 2, row.actual is not None, row.id, row.reason or ""
            )
    for system in plan.of(System).values():
        if (system.KIND.name, system.id) not in marked:
            yield from _of_sources(plan, system)


def _of_sources(plan: Plan, system: System) -> Iterator[Slip]:
    trail = evidence_trail(plan, system.KIND.name, system.id, "accepted")
    read = [read_value(plan, evidence) for evidence, _source in trail]
    given = [month for month in read if isinstance(month, int)]
    running = system.status is Status.OPERATIONAL
    about = (system.KIND.name, system.id)
    if system.accepted is not None and given:
        dates = len({*given, system.accepted})
        yield Slip(*about, given[-1], system.accepted, dates, running)
    elif is_overdue(system, Parameters.of(plan)):
        yield Slip(*about, given[-1] if given else None, None, len(set(given)), running)


def _milestones(plan: Plan) -> Iterator[Milestone]:
    """Yield the milestones that say when a machine serves, its acceptance last."""
    rows = plan.of(Milestone).values()
    return (row for stage in _READY for row in rows if row.stage is stage)


def _about(row: Milestone) -> tuple[str, str]:
    return ("system", row.system) if row.system else ("measure", row.measure or "")
