# SPDX-License-Identifier: EUPL-1.2
"""How the load of a site and the connection of a data centre come about."""

from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Record
from planner.engine.centres import Centre, Connection, connection, great_circle_km, latency_ms
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.places import places, point_of
from planner.engine.sites import site_load

_PLACE = ("latitude", "longitude")
TO = "to"
"""Begins the code of a way to a site, as in `to.distance.kajaani` and `to.latency.kajaani`."""


def site_figures(plan: Plan, outcome: Outcome, key: str) -> tuple[Figure, ...]:
    """Return the highest load of a site. Raises `DomainError("missing_record")`."""
    load = site_load(plan, outcome, key)
    machines = tuple(
        Input(*base, "power_mw", None, "MW", computed=True)
        for base in dict.fromkeys((*load.machines, *load.unsized))
    )
    value = load.peak_mw if load.known else None
    grid = field_input(plan, plan.get(Site, key), "grid_mw")
    return (Figure("site_peak", value, "MW", "highest sum of the loads", (*machines, grid)),)


def centre_figures(plan: Plan, centre: Centre) -> tuple[Figure, ...]:
    """Return how far, how wide and how slow the way to the machine of a data centre is."""
    found = connection(plan, Parameters.of(plan), centre)
    return () if found is None else tuple(_figures(plan, centre, found))


def way_figure(plan: Plan, kind: str, key: str, code: str) -> Figure | None:
    """Return the distance or latency between a data centre and a site; None for other codes."""
    _to, what, where = code.split(".", 2)
    centre, site = plan.record(kind, key), plan.of(Site).get(where)
    if site is None or not isinstance(centre, Centre):
        return None
    own = plan.of(Site).get(centre.site or "") if isinstance(centre, DataCentre) else None
    here, there = point_of(site), point_of(centre, own)
    km = None if here is None or there is None else great_circle_km(here, there)
    if what == "latency":
        slow = _parameters(plan, "route_factor", "fibre_km_per_ms")
        way = Input(kind, key, f"{TO}.distance.{where}", km, "km", computed=True)
        ms = None if km is None else latency_ms(km, Parameters.of(plan))
        return Figure(code, ms, "ms", "distance * route_factor / fibre_km_per_ms", (way, *slow))
    ends = (site, centre if point_of(centre) is not None else own)
    inputs = (field_input(plan, end, name) for end in ends if end is not None for name in _PLACE)
    return Figure(code, km, "km", "great-circle distance of both ends", tuple(inputs))


def _figures(plan: Plan, centre: Centre, found: Connection) -> Iterator[Figure]:
    distance = Input(centre.KIND.name, centre.id, "centre_distance", found.distance_km, "km")
    link = Input(centre.KIND.name, centre.id, "centre_link", found.gbps, "Gbit/s")
    if found.distance_given:
        yield Figure(
            "centre_distance", found.distance_km, "km", "distance_km",
            (field_input(plan, centre, "distance_km"),),
        )  # fmt: skip
    else:
        ends = tuple(_places(plan, centre, found))
        yield Figure(
            "centre_distance", found.distance_km, "km", "great-circle distance of both ends", ends
        )
    yield Figure("centre_link", found.gbps, "Gbit/s", "bandwidth", _link(plan, centre, found))
    slow = _parameters(plan, "route_factor", "fibre_km_per_ms")
    formula, inputs = "distance * route_factor / fibre_km_per_ms", (distance, *slow)
    if found.latency_given:
        formula, inputs = "latency_ms", (field_input(plan, centre, "latency_ms"),)
    yield Figure("centre_latency", found.latency_ms, "ms", formula, inputs)
    moved = (link, *_parameters(plan, "data_set_pb", "link_efficiency"))
    formula = "data_set_pb * 8e6 / (link * link_efficiency * 86400)"
    yield Figure("centre_days", found.days_to_move, "days", formula, moved)


def _places(plan: Plan, centre: Centre, found: Connection) -> Iterator[Input]:
    """Yield the coordinates the distance is worked out from: of each end, or of its site."""
    standing = places(plan)
    for kind, key in ((centre.KIND.name, centre.id), (found.machine_kind, found.machine)):
        record: Record | None = plan.record(kind, key)
        if getattr(record, "latitude", None) is None:
            record = standing.get((kind, key)) or plan.of(Site).get(
                getattr(record, "site", None) or ""
            )
        if record is not None:
            yield from (field_input(plan, record, name) for name in _PLACE)


def _link(plan: Plan, centre: Centre, found: Connection) -> tuple[Input, ...]:
    if found.link is not None:
        return (field_input(plan, plan.get(Measure, found.link), "bandwidth_gbps"),)
    return (field_input(plan, centre, "link_gbps"),) if isinstance(centre, DataCentre) else ()


def _parameters(plan: Plan, *names: str) -> tuple[Input, ...]:
    parameters = Parameters.of(plan)
    return tuple(parameter_input(plan, parameters, name) for name in names)
