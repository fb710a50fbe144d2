# SPDX-License-Identifier: EUPL-1.2
"""What stands where: the site of each machine, and where a machine or data centre is."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.records.sites import DataCentre, Site

Base = tuple[str, str]
Point = tuple[float, float]


def places(plan: Plan) -> Mapping[Base, Site]:
    """Return the site of each machine; the first by key where several claim it."""
    found: dict[Base, Site] = {}
    rows = plan.of(Site)
    for key in sorted(rows):
        for base in standing_on(rows[key]):
            found.setdefault(base, rows[key])
    return found


def standing_on(site: Site) -> list[Base]:
    """Return the machines of a site, systems before measures."""
    named = (("system", site.systems), ("measure", site.measures))
    return [(kind, key) for kind, keys in named for key in keys or ()]


def point_of(
    record: System | Measure | DataCentre | Site | None, site: Site | None = None
) -> Point | None:
    """Return latitude and longitude of a record, else of its site; unknown is `None`."""
    for one in (record, site):
        if one is not None and one.latitude is not None and one.longitude is not None:
            return one.latitude, one.longitude
    return None
