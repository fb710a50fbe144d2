# SPDX-License-Identifier: EUPL-1.2
"""DCA: associated data centres. No legal figure says what is near or well connected."""

from collections.abc import Iterator, Sequence

from planner.domain.records.infrastructure import Factory, FactoryKind, Status
from planner.domain.records.measures import COMPUTE, Measure, MeasureKind
from planner.domain.records.sites import DataCentre, DataSpace, SpaceStatus
from planner.engine.centres import (
    connection,
    either,
    great_circle_km,
    is_connected,
    is_near,
    latency_ms,
    served_by,
)
from planner.engine.outcome import Finding, Severity
from planner.engine.places import point_of
from planner.engine.roster import bases_of
from planner.engine.rules.case import Case, Machine, Rule
from planner.engine.rules.docket import Docket, Picked
from planner.engine.rules.dossier import has_reached
from planner.engine.rules.eligibility import factories_of_systems, has_data_centre
from planner.engine.sites import load_of

_LINKED = frozenset({SpaceStatus.CONNECTED, SpaceStatus.CERTIFIED})


def dca_01(case: Case, measure: Measure) -> Iterator[Finding]:
    """Give each committed system an associated data centre.

    An AI factory includes one: Art. 2(3b), Regulation (EU) 2021/1173. From the contract on, for
    which the hosting agreement must stand, it is an error. A factory that exists already may
    have one the plan does not know of.
    """
    if not has_data_centre(case, measure):
        agreed = has_reached(measure, Status.CONTRACTED)
        severity = Severity.ERROR if agreed else None
        yield case.found("DCA-01", measure, severity=severity, state=case.key)


def _committed_systems(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.SYSTEM) & of.committed)


def _dca_01_factories(case: Case) -> Iterator[Finding]:
    for system, factory in factories_of_systems(case):
        if not has_data_centre(case, system) and not case.attached(DataCentre, factory):
            yield case.unknown("DCA-01", factory, "data_centre")
    for factory in case.roster.factories:
        alone = factory.kind is FactoryKind.FACTORY and factory.system is None
        if alone and not case.attached(DataCentre, factory):
            yield case.unknown("DCA-01", factory, "data_centre")


def dca_02(case: Case) -> Iterator[Finding]:
    """Have the data centre near its machine (50 km) or well connected (100 Gbit/s, 5 ms).

    The limits are policy values of the plan. Without a distance, and without a link that is
    known to be good enough, the rule cannot be checked.
    """
    for machine, hanging in case.hung:
        rows = [row for row in hanging if isinstance(row, Measure)]
        links = [row for row in rows if row.kind is MeasureKind.LINK]
        for row in rows:
            if row.kind is MeasureKind.DATA_CENTRE:
                yield from _hall(case, row, machine, links)
    for measure in case.roster.centres:
        if not _serves_a_machine(case, measure):
            yield case.unknown("DCA-02", measure, "base_system")
    for centre in _centres_here(case):
        yield from _centre(case, centre)


def dca_03(case: Case) -> Iterator[Finding]:
    """Link each data centre to a common European data space, not only plan to."""
    for centre in _centres_here(case):
        spaces = [case.plan.get(DataSpace, key) for key in centre.data_spaces or ()]
        if any(space.status in _LINKED for space in spaces):
            continue
        if not spaces or any(space.status is None for space in spaces):
            yield case.unknown("DCA-03", centre, "data_spaces")
        else:
            yield case.found("DCA-03", centre, count=len(spaces))


def dca_04(case: Case) -> Iterator[Finding]:
    """Choose established data centres: in operation before the selection of the machine."""
    for centre in _centres_here(case):
        selected = _selection(case, centre)
        if centre.established is None or selected is None:
            yield case.unknown("DCA-04", centre, "established")
        elif centre.established > selected:
            yield case.found(
                "DCA-04", centre, since_month=centre.established, selected_month=selected
            )


def dca_05(case: Case) -> Iterator[Finding]:
    """Record who runs a data centre and under which jurisdiction."""
    for centre in _centres_here(case):
        missing = [name for name in ("operator", "jurisdiction") if not getattr(centre, name)]
        if missing:
            yield case.found("DCA-05", centre, missing=";".join(missing))


def dca_06(case: Case, centre: DataCentre | Measure) -> Iterator[Finding]:
    """Say which data centres report to the Union's database: from 500 kW of IT load on.

    Delegated Regulation (EU) 2024/1364.
    """
    limit = case.limit("DCA-06", "it_load_mw")
    if centre.it_load_mw is None:
        yield case.unknown("DCA-06", centre, "it_load_mw")
    elif centre.it_load_mw >= limit:
        yield case.found("DCA-06", centre, load_mw=centre.it_load_mw, limit_mw=limit)


def _halls(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.DATA_CENTRE))


def _dca_06_centres(case: Case) -> Iterator[Finding]:
    for centre in _centres_here(case):
        yield from dca_06(case, centre)


def dca_07(case: Case) -> Iterator[Finding]:
    """Assess data protection, with a controller named, where personal data are held."""
    for centre in _centres_here(case):
        if centre.personal_data and not centre.assessment:
            yield case.found("DCA-07", centre)


def dca_08(case: Case) -> Iterator[Finding]:
    """Keep the load of the data centres of one site within its grid connection."""
    block = case.blocks["sites"]
    for key in block.keys:
        site = case.site(key)
        load = load_of(case.plan, site, block)
        if not load.halls_mw and not load.halls_unsized:
            continue
        if load.halls_excess_mw is None:
            yield case.unknown("DCA-08", site, "grid_mw" if site.grid_mw is None else "it_load_mw")
        elif load.halls_excess_mw > 0:
            yield case.found(
                "DCA-08",
                site,
                load_mw=round(load.halls_mw, 3),
                grid_mw=site.grid_mw,
                excess_mw=round(load.halls_excess_mw, 3),
            )


def _centres_here(case: Case) -> Sequence[DataCentre]:
    return case.attached_to_state(DataCentre)


def _hall(
    case: Case, hall: Measure, machine: Machine, links: Sequence[Measure]
) -> Iterator[Finding]:
    distance = hall.distance_km
    here, there = point_of(hall), point_of(machine)
    if distance is None and here is not None and there is not None:
        distance = great_circle_km(here, there)
    speeds = [row.bandwidth_gbps for row in links]
    gbps = max((speed for speed in speeds if speed is not None), default=0.0)
    latency = None if distance is None else latency_ms(distance, case.parameters)
    near = is_near(distance, case.parameters)
    good = is_connected(gbps, latency or 0.0, case.parameters)
    if either(near, good):
        return
    if distance is None:
        yield case.unknown("DCA-02", hall, "distance_km")
    elif None in speeds:
        yield case.unknown("DCA-02", hall, "bandwidth_gbps")
    else:
        yield _neither(case, hall, distance, gbps, latency or 0.0)


def _centre(case: Case, centre: DataCentre) -> Iterator[Finding]:
    stands = connection(case.plan, case.parameters, centre)
    if stands is None:
        yield case.unknown("DCA-02", centre, "system")
    elif stands.passes is None:
        field = "distance_km" if stands.distance_km is None else "link_gbps"
        yield case.unknown("DCA-02", centre, field)
    elif not stands.passes:
        distance, gbps = stands.distance_km or 0.0, stands.gbps or 0.0
        yield _neither(case, centre, distance, gbps, stands.latency_ms or 0.0)


def _neither(
    case: Case, centre: DataCentre | Measure, distance: float, gbps: float, latency: float
) -> Finding:
    return case.found(
        "DCA-02",
        centre,
        distance_km=round(distance, 1),
        near_km=case.parameters.dc_near_km,
        bandwidth_gbps=gbps,
        needed_gbps=case.parameters.dc_bandwidth_gbps,
        latency_ms=round(latency, 2),
        most_ms=case.parameters.dc_latency_ms,
    )


def _selection(case: Case, centre: DataCentre) -> int | None:
    if centre.factory is not None:
        return case.plan.get(Factory, centre.factory).selected
    machine = served_by(case.plan, centre)
    if isinstance(machine, Measure):
        return machine.start
    return None if machine is None else machine.selected


def _serves_a_machine(case: Case, centre: Measure) -> bool:
    for kind, key in bases_of(centre):
        if kind == "system" or case.plan.get(Measure, key).kind in COMPUTE:
            return True
    return False


RULES = (
    Rule("DCA-01", dca_01, among=_committed_systems, rest=_dca_01_factories),
    Rule("DCA-02", dca_02),
    Rule("DCA-03", dca_03, "data_centre"),
    Rule("DCA-04", dca_04, "data_centre"),
    Rule("DCA-05", dca_05, "data_centre"),
    Rule("DCA-06", dca_06, among=_halls, rest=_dca_06_centres),
    Rule("DCA-07", dca_07, "data_centre"),
    Rule("DCA-08", dca_08, "site"),
)
