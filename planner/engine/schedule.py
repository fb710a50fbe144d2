# SPDX-License-Identifier: EUPL-1.2
"""The order of things in time: milestones and their slips, what waits for what, holes, deadlines.

Nothing here is a stage: all is read from the plan and its outcome when somebody looks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from planner.domain.months import days_between
from planner.domain.plan import Plan
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import COMPUTE, Measure, MeasureKind, Template
from planner.engine.outcome import Finding, Outcome
from planner.engine.rules.law import law_of

About = tuple[str, str]
"""A record by kind and key."""


@attrs.frozen
class Said:
    """A month that was given for something, and the year in which it was said."""

    month: int
    year: int | None = None


@attrs.frozen
class Mark:
    """A milestone of a machine: months as first planned, as now expected, as it happened.

    `key` is its record, or the machine where `field` of that one tells it. `between` is what was
    expected after the first plan and before now.
    """

    key: str
    stage: Stage
    baseline: int | None = None
    forecast: int | None = None
    actual: int | None = None
    reason: str = ""
    field: str = ""
    between: tuple[Said, ...] = ()

    @property
    def month(self) -> int | None:
        """Return the best date there is: actual, else expected, else first planned."""
        dates = (self.actual, self.forecast, self.baseline)
        return next((date for date in dates if date is not None), None)

    @property
    def slip_days(self) -> int | None:
        """Return by how many days it is later than first planned; negative is earlier."""
        now = self.actual if self.actual is not None else self.forecast
        if self.baseline is None or now is None:
            return None
        return days_between(self.baseline, now)


@attrs.frozen
class Tie:
    """Something that must be ready before another begins, in months.

    `code` is `hall` (a data centre or link before its machine), `base` (a machine before its
    upgrade) or `agreement` (the hosting agreement before the tender of the same machine).
    """

    code: str
    before: About
    after: About
    ready: float
    needed: float

    @property
    def broken(self) -> bool:
        """Tell whether it is not ready in time."""
        return self.ready > self.needed


@attrs.frozen
class Hole:
    """Months between a machine's end and its successor, up to and without `until` (CAP-02)."""

    about: About
    first: int
    until: int
    lost_hours: float | None
    successor: About


def marks(plan: Plan) -> Mapping[About, tuple[Mark, ...]]:
    """Return the milestones on file by machine, in the order of the stages."""
    found: dict[About, list[Mark]] = {}
    for row in plan.of(Milestone).values():
        about = ("system", row.system) if row.system else ("measure", row.measure or "")
        mark = Mark(row.id, row.stage, row.baseline, row.forecast, row.actual, row.reason or "")
        found.setdefault(about, []).append(mark)
    return {about: in_order(rows) for about, rows in found.items()}


def in_order(rows: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return milestones of one machine in the order of the stages."""
    order = list(Stage)
    return tuple(sorted(rows, key=lambda mark: (order.index(mark.stage), mark.key)))


def service_months(outcome: Outcome) -> Mapping[About, tuple[float, float]]:
    """Return from when and until when each machine serves, the delay of its chips included."""
    found: dict[About, tuple[float, float]] = {}
    for block in outcome.cache.get("times", {}).values():
        kinds = ["system"] * len(block.systems) + ["measure"] * len(block.measures)
        keys = (*block.systems, *block.measures)
        terms = zip(block.first.tolist(), block.end.tolist(), strict=True)
        found |= dict(zip(zip(kinds, keys, strict=True), terms, strict=True))
    return found


def ties(plan: Plan, outcome: Outcome) -> tuple[Tie, ...]:
    """Return what waits for what, by the key of what comes first."""
    served = service_months(outcome)
    rows = (*_of_measures(plan, served), *_of_agreements(marks(plan)))
    return tuple(sorted(rows, key=lambda tie: (tie.before, tie.after, tie.code)))


def holes(findings: Sequence[Finding]) -> tuple[Hole, ...]:
    """Return the holes of capacity that the rulebook has found, earliest first."""
    found = []
    for finding in findings:
        facts = dict(finding.facts)
        if finding.rule == "CAP-02" and finding.checkable:
            about = (finding.kind, finding.key)
            months = int(facts["month"]), int(facts["successor_month"])
            heir = (str(facts["successor_kind"]), str(facts["successor"]))
            found.append(Hole(about, *months, facts["lost_hours"], heir))
    return tuple(sorted(found, key=lambda hole: (hole.first, hole.about)))


def decide_by(plan: Plan) -> Mapping[str, int]:
    """Return the last month in which to decide on each measure that has a deadline.

    A system or upgrade: its contract less the months from selection to contract that are usual,
    the mean of the first six contracts, 16.9 months, which is the limit of rule CAL-03 and can be
    edited there. A data centre or link: what the machine that waits for it leaves of its lead time.
    """
    usual = _usual(plan)
    found = {}
    for key, measure in plan.of(Measure).items():
        waiting = awaited(plan, measure)
        if measure.kind in COMPUTE and usual is not None:
            found[key] = measure.start - usual
        elif waiting is not None:
            found[key] = waiting[1] - measure.lead_months
    return found


def awaited(plan: Plan, measure: Measure) -> tuple[About, int] | None:
    """Return the machine to come that waits for a data centre or link, and its planned month."""
    base = _base(measure)
    if measure.kind not in _HALLS or base is None or _runs_already(plan, base):
        return None
    machine = plan.record(*base)
    month = machine.in_service if isinstance(machine, Measure) else machine.accepted  # type: ignore[attr-defined]  # a base is a machine
    return None if month is None else (base, int(month))


def fill_by(plan: Plan, hole: Hole) -> int | None:
    """Return by when a new machine had to be decided on that fills a hole from its first month.

    The shortest lead time of a supercomputer in the catalogue, and the usual months to a contract.
    """
    usual = _usual(plan)
    kinds = (row for row in plan.of(Template).values() if row.kind is MeasureKind.SYSTEM)
    leads = [row.lead_months for row in kinds if row.lead_months is not None]
    return None if usual is None or not leads else hole.first - min(leads) - usual


def _usual(plan: Plan) -> int | None:
    """Return the usual months from selection to contract."""
    usual = law_of(plan).values.get("CAL-03.months")
    return None if usual is None else round(usual)


def _of_measures(plan: Plan, served: Mapping[About, tuple[float, float]]) -> Iterator[Tie]:
    for key, measure in plan.of(Measure).items():
        base, about = _base(measure), ("measure", key)
        if base is None or base not in served:
            continue
        if measure.kind is MeasureKind.UPGRADE and about in served:
            yield Tie("base", base, about, served[base][0], served[about][0])
        elif measure.kind in _HALLS and not _runs_already(plan, base):
            yield Tie("hall", about, base, float(measure.in_service), served[base][0])


def _base(measure: Measure) -> About | None:
    if measure.base_measure:
        return ("measure", measure.base_measure)
    return ("system", measure.base_system) if measure.base_system else None


def _runs_already(plan: Plan, about: About) -> bool:
    """Tell whether a machine is in operation, so that it waits for nothing any more."""
    kind, key = about
    return kind == "system" and plan.get(System, key).status is Status.OPERATIONAL


def _of_agreements(found: Mapping[About, tuple[Mark, ...]]) -> Iterator[Tie]:
    for about, rows in found.items():
        dated = {mark.stage: mark.month for mark in rows if mark.month is not None}
        agreed, tendered = dated.get(Stage.AGREEMENT), dated.get(Stage.TENDER)
        if agreed is not None and tendered is not None:
            yield Tie("agreement", about, about, float(agreed), float(tendered))


_HALLS = frozenset({MeasureKind.DATA_CENTRE, MeasureKind.LINK})
