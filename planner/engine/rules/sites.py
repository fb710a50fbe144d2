# SPDX-License-Identifier: EUPL-1.2
"""DCA: associated data centres. No legal figure says what is near or well connected."""

from collections.abc import Iterator

from planner.domain.records.measures import COMPUTE, Measure, MeasureKind
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Severity
from planner.engine.roster import bases_of
from planner.engine.rules.case import Case, Machine, found, hanging_on, not_checkable


def dca_01(case: Case) -> Iterator[Finding]:
    """Give each committed system an associated data centre.

    An AI factory includes one: Art. 2(3b), Regulation (EU) 2021/1173.
    """
    for measure in case.roster.computing:
        if (
            measure.kind is MeasureKind.SYSTEM
            and measure.status in COMMITTED
            and not any(_is_a(row, MeasureKind.DATA_CENTRE) for row in _tied(case, measure))
        ):
            yield found("DCA-01", Severity.WARNING, measure, state=case.key)


def dca_02(case: Case) -> Iterator[Finding]:
    """Have the data centre near its machine (50 km) or well connected (100 Gbit/s).

    Both limits are policy values of the plan. Without a distance, and without a link that is
    known to be fast enough, the rule cannot be checked.
    """
    for _machine, hanging in case.hung:
        links = [row for row in hanging if _is_a(row, MeasureKind.LINK)]
        for row in hanging:
            if isinstance(row, Measure) and row.kind is MeasureKind.DATA_CENTRE:
                yield from _near_or_connected(case, row, links)
    for measure in case.roster.centres:
        if not _serves_a_machine(case, measure):
            yield not_checkable("DCA-02", measure, "base_system")


def _near_or_connected(case: Case, centre: Measure, links: list[Machine]) -> Iterator[Finding]:
    speeds = [row.bandwidth_gbps for row in links if isinstance(row, Measure)]
    limit = case.parameters.dc_bandwidth_gbps
    if any(speed is not None and speed >= limit for speed in speeds):
        return
    if centre.distance_km is None:
        yield not_checkable("DCA-02", centre, "distance_km")
    elif centre.distance_km > case.parameters.dc_near_km:
        if None in speeds:
            yield not_checkable("DCA-02", centre, "bandwidth_gbps")
        else:
            yield found(
                "DCA-02",
                Severity.WARNING,
                centre,
                distance_km=centre.distance_km,
                near_km=case.parameters.dc_near_km,
                bandwidth_gbps=max((s for s in speeds if s is not None), default=0.0),
                needed_gbps=limit,
            )


def _serves_a_machine(case: Case, centre: Measure) -> bool:
    for kind, key in bases_of(centre):
        if kind == "system" or case.inputs.plan.get(Measure, key).kind in COMPUTE:
            return True
    return False


def _tied(case: Case, machine: Machine) -> tuple[Machine, ...]:
    return hanging_on(case.inputs, machine)


def _is_a(row: Machine, kind: MeasureKind) -> bool:
    return isinstance(row, Measure) and row.kind is kind
