# SPDX-License-Identifier: EUPL-1.2
"""The order of things in time: milestones and their slips, what waits for what, holes, deadlines.

Nothing here is a stage: all is read from the plan and its outcome when somebody looks.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import COMPUTE, Measure, MeasureKind
from planner.engine.outcome import Finding, Outcome
from planner.engine.rules.law import law_of

DAYS_PER_MONTH = 365.25 / 12

About = tuple[str, str]
"""A record by kind and key."""


@attrs.frozen
class Mark:
    """A milestone of a machine: months as first planned, as now expected, as it happened."""

    key: str
    stage: Stage
    baseline: int | None = None
    forecast: int | None = None
    actual: int | None = None
    reason: str = ""

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
        return round((now - self.baseline) * DAYS_PER_MONTH)


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


def marks(plan: Plan) -> Mapping[About, tuple[Mark, ...]]:
    """Return the milestones on file by machine, in the order of the stages."""
    order = list(Stage)
    found: dict[About, list[Mark]] = {}
    for row in plan.of(Milestone).values():
        about = ("system", row.system) if row.system else ("measure", row.measure or "")
        mark = Mark(row.id, row.stage, row.baseline, row.forecast, row.actual, row.reason or "")
        found.setdefault(about, []).append(mark)
    return {
        about: tuple(sorted(rows, key=lambda mark: (order.index(mark.stage), mark.key)))
        for about, rows in found.items()
    }


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
            found.append(Hole(about, *months, facts["lost_hours"]))
    return tuple(sorted(found, key=lambda hole: (hole.first, hole.about)))


def decide_by(plan: Plan) -> Mapping[str, int]:
    """Return the last month in which to decide on each system or upgrade that is planned.

    The contract less the months from selection to contract that are usual: the mean of the first
    six contracts, 16.9 months, which is the limit of rule CAL-03 and can be edited there.
    """
    usual = law_of(plan).values.get("CAL-03.months")
    if usual is None:
        return {}
    return {
        key: measure.start - round(usual)
        for key, measure in plan.of(Measure).items()
        if measure.kind in COMPUTE
    }


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
