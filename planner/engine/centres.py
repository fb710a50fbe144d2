# SPDX-License-Identifier: EUPL-1.2
"""Associated data centres: near their machine or well connected to it, and which data they bring.

The framework asks for a data centre nearby *or* well connected and gives no figure for either, so
both limits are policy values of the plan. Both branches are always worked out; what is unknown on
one does not spoil the other.
"""

import math
from collections.abc import Iterator, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Factory, NetworkLink, System
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre, DataSpace, Site
from planner.engine.parameters import Parameters
from planner.engine.places import Point, places, point_of

Machine = System | Measure
Centre = DataCentre | Measure
EARTH_KM = 6_371.0088
_GIGABITS_PER_PB = 8e6
_SECONDS_PER_DAY = 86_400


@attrs.frozen(kw_only=True)
class Connection:
    """How a data centre stands to the machine it serves; `None` is unknown.

    `distance_given` and `latency_given` say that the value stands in the plan, else it is worked
    out; `link` is the key of the link measure the bandwidth was taken from, if any. `near` and
    `connected` are the two branches, `passes` is whether one of them holds.
    """

    kind: str
    centre: str
    machine_kind: str
    machine: str
    distance_km: float | None
    distance_given: bool
    gbps: float | None
    link: str | None
    latency_ms: float | None
    latency_given: bool
    days_to_move: float | None
    near: bool | None
    connected: bool | None

    @property
    def passes(self) -> bool | None:
        """Tell whether either branch holds; `None` where that cannot be told."""
        return either(self.near, self.connected)

    @property
    def branch(self) -> str:
        """Return the branch it passes by: `near`, `connected`, or nothing."""
        return "near" if self.near else "connected" if self.connected else ""


def great_circle_km(here: Point, there: Point) -> float:
    """Return the distance of two points on the sphere, by the haversine formula.

    A degree of latitude is 6 371.0088 km · π / 180 = 111.195 km.
    """
    (lat1, lon1), (lat2, lon2) = ([math.radians(x) for x in point] for point in (here, there))
    a = math.sin((lat2 - lat1) / 2) ** 2
    a += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))


def latency_ms(distance_km: float, parameters: Parameters) -> float:
    """Return the latency one way: distance · 1.5 (route, arguable) / 200 km a millisecond."""
    return distance_km * parameters.route_factor / parameters.fibre_km_per_ms


def days_to_move(petabytes: float, gbps: float, parameters: Parameters) -> float | None:
    """Return the days to move data: S · 8·10⁶ / (Gbit/s · 0.7 · 86 400).

    1 PB over 100 Gbit/s takes 1.32 days, which is 31.7 hours. Nothing moves over no link.
    """
    carried = gbps * parameters.link_efficiency * _SECONDS_PER_DAY
    return petabytes * _GIGABITS_PER_PB / carried if carried > 0 else None


def is_near(distance_km: float | None, parameters: Parameters) -> bool | None:
    """Tell whether a distance is near: at most 50 km unless the plan says otherwise."""
    return None if distance_km is None else distance_km <= parameters.dc_near_km


def is_connected(gbps: float | None, latency: float | None, parameters: Parameters) -> bool | None:
    """Tell whether a link is good: at least 100 Gbit/s and at most 5 ms."""
    fast = None if gbps is None else gbps >= parameters.dc_bandwidth_gbps
    quick = None if latency is None else latency <= parameters.dc_latency_ms
    if fast is False or quick is False:
        return False
    return None if fast is None or quick is None else True


def either(one: bool | None, other: bool | None) -> bool | None:
    """Tell whether one of two holds, where either may be unknown."""
    if one or other:
        return True
    return None if one is None or other is None else False


def served_by(plan: Plan, centre: Centre) -> Machine | None:
    """Return the machine a data centre serves: the one it names, else that of its factory."""
    if isinstance(centre, Measure):
        system, measure = centre.base_system, centre.base_measure
    else:
        system, measure = centre.system, centre.measure
        if system is None and measure is None and centre.factory is not None:
            system = plan.get(Factory, centre.factory).system
    if system is not None:
        return plan.of(System).get(system)
    return plan.of(Measure).get(measure or "")


def connection(plan: Plan, parameters: Parameters, centre: Centre) -> Connection | None:
    """Work out both branches for a data centre; `None` where it serves no machine."""
    machine = served_by(plan, centre)
    if machine is None:
        return None
    distance, given = _distance(plan, centre, machine)
    gbps, link = _bandwidth(plan, centre, machine)
    latency, told = _latency(centre, distance, parameters)
    days = None if gbps is None else days_to_move(parameters.data_set_pb, gbps, parameters)
    return Connection(
        kind=centre.KIND.name,
        centre=centre.id,
        machine_kind=machine.KIND.name,
        machine=machine.id,
        distance_km=distance,
        distance_given=given,
        gbps=gbps,
        link=link,
        latency_ms=latency,
        latency_given=told,
        days_to_move=days,
        near=is_near(distance, parameters),
        connected=is_connected(gbps, latency, parameters),
    )


def centres_of(plan: Plan, machine: Machine) -> tuple[Centre, ...]:
    """Return the data centres that serve a machine, records before measures, by key."""
    records = [row for row in plan.of(DataCentre).values() if served_by(plan, row) is machine]
    measures = [row for row in _halls(plan) if served_by(plan, row) is machine]
    return (*sorted(records, key=_key), *sorted(measures, key=_key))


def all_centres(plan: Plan) -> tuple[Centre, ...]:
    """Return every data centre of the plan, records before measures, by key."""
    records = sorted(plan.of(DataCentre).values(), key=_key)
    return (*records, *sorted(_halls(plan), key=_key))


@attrs.frozen(kw_only=True)
class Reach:
    """Which data centres connect to a data space, and which factories they serve."""

    space: str
    centres: tuple[str, ...]
    factories: tuple[str, ...]


def data_reach(plan: Plan) -> tuple[Reach, ...]:
    """Return, for each data space by key, what it reaches; a space nobody has reaches nothing."""
    rows = sorted(plan.of(DataCentre).values(), key=_key)
    found = []
    for space in sorted(plan.of(DataSpace)):
        centres = [row for row in rows if space in (row.data_spaces or ())]
        factories = {key for row in centres for key in factories_of(plan, row)}
        found.append(
            Reach(
                space=space,
                centres=tuple(row.id for row in centres),
                factories=tuple(sorted(factories)),
            )
        )
    return tuple(found)


def factories_of(plan: Plan, centre: DataCentre) -> tuple[str, ...]:
    """Return the factories a data centre serves: the one it names, and those of its system."""
    named = {centre.factory} if centre.factory is not None else set()
    machine = served_by(plan, centre)
    if isinstance(machine, System):
        named |= {row.id for row in plan.of(Factory).values() if row.system == machine.id}
    return tuple(sorted(named))


def assumed_route_gbps(plan: Plan, here: str, there: str) -> tuple[float, bool] | None:
    """Return the capacity of the research network's route between two states.

    And whether it is an assumption: most are. The largest direct route counts.
    """
    routes = [
        (row.capacity_gbps, False) if row.capacity_gbps is not None else (row.assumed_gbps, True)
        for row in plan.of(NetworkLink).values()
        if {row.state_a, row.state_b} == {here, there}
    ]
    known = [(gbps, assumed) for gbps, assumed in routes if gbps is not None]
    return max(known, key=lambda route: (route[0], not route[1]), default=None)


def _halls(plan: Plan) -> Iterator[Measure]:
    return (row for row in plan.of(Measure).values() if row.kind is MeasureKind.DATA_CENTRE)


def _key(row: Centre) -> str:
    return row.id


def _distance(plan: Plan, centre: Centre, machine: Machine) -> tuple[float | None, bool]:
    if centre.distance_km is not None:
        return centre.distance_km, True
    standing = places(plan)
    site = standing.get((centre.KIND.name, centre.id))
    if isinstance(centre, DataCentre) and centre.site is not None:
        site = plan.of(Site).get(centre.site)
    here = point_of(centre, site)
    there = point_of(machine, standing.get((machine.KIND.name, machine.id)))
    return (None if here is None or there is None else great_circle_km(here, there)), False


def _bandwidth(plan: Plan, centre: Centre, machine: Machine) -> tuple[float | None, str | None]:
    """Return the bandwidth a data centre states, else that of the fastest link to its machine."""
    if isinstance(centre, DataCentre) and centre.link_gbps is not None:
        return centre.link_gbps, None
    links = [
        (row.bandwidth_gbps, row.id)
        for row in links_of(plan, machine)
        if row.bandwidth_gbps is not None
    ]
    return max(links, default=(None, None), key=lambda link: (link[0] or 0.0, link[1] or ""))


def links_of(plan: Plan, machine: Machine) -> Sequence[Measure]:
    """Return the link measures to a machine, by key."""
    tied = [
        row
        for row in plan.of(Measure).values()
        if row.kind is MeasureKind.LINK and machine.id in (row.base_system, row.base_measure)
    ]
    return sorted(tied, key=_key)


def _latency(
    centre: Centre, distance: float | None, parameters: Parameters
) -> tuple[float | None, bool]:
    if isinstance(centre, DataCentre) and centre.latency_ms is not None:
        return centre.latency_ms, True
    return (None if distance is None else latency_ms(distance, parameters)), False
