# SPDX-License-Identifier: EUPL-1.2
"""Places on the map that hold or help machines: sites, data centres, support centres."""

from collections.abc import Container, Iterator
from math import cos, radians, sin

from planner.domain.plan import Plan
from planner.domain.records.cooperation import SupportCentre
from planner.domain.records.geography import State
from planner.domain.records.sites import DataCentre, Site
from planner.engine.parameters import Parameters
from planner.text import _, labelled, state_name
from ui.panes.values import SiteMark

_TURN = 2.4  # radians; the golden angle, so that neighbours never fall on one line
_FIRST = 2  # places at a capital that machines and antennas usually take
APART = 0.3  # degrees between two measures placed at one capital; Zagreb is near the border


def hub_marks(plan: Plan, layers: Container[str]) -> Iterator[SiteMark]:
    """Yield sites and data centres where they lie, and support centres beside the capital."""
    if "site" in layers:
        yield from _sites(plan)
        yield from _data_centres(plan)
    if "centre" in layers:
        yield from _centres(plan)


def beside_capital(home: State, nth: int) -> tuple[float, float] | None:
    """Return latitude and longitude of the nth place at a capital, `None` where it is unknown."""
    if home.capital_lat is None or home.capital_lon is None:
        return None
    radius, turn = APART * nth**0.5, nth * _TURN
    east = radius * cos(turn) / cos(radians(home.capital_lat))
    return home.capital_lat + radius * sin(turn), home.capital_lon + east


def _sites(plan: Plan) -> Iterator[SiteMark]:
    for key, site in sorted(plan.of(Site).items()):
        if site.latitude is not None and site.longitude is not None:
            yield _mark(
                key, site.name, site.state, (site.latitude, site.longitude), _(Site.KIND.label)
            )


def _data_centres(plan: Plan) -> Iterator[SiteMark]:
    """Yield data centres; one that is not established yet is planned."""
    now = Parameters.of(plan).as_of
    for key, hall in sorted(plan.of(DataCentre).items()):
        if hall.latitude is None or hall.longitude is None:
            continue
        there = hall.established is not None and hall.established <= now
        place, what = (hall.latitude, hall.longitude), _(DataCentre.KIND.label)
        yield _mark(key, hall.name, hall.state, place, what, operational=there)


def _centres(plan: Plan) -> Iterator[SiteMark]:
    """Yield support centres, those of one state beside each other."""
    taken: dict[str, int] = {}
    for key, centre in sorted(plan.of(SupportCentre).items()):
        home = plan.of(State).get(centre.state or "")
        place = None if home is None else beside_capital(home, taken.get(home.id, _FIRST))
        if home is None or place is None:
            continue
        taken[home.id] = taken.get(home.id, _FIRST) + 1
        what = _(centre.kind.label) if centre.kind else _(SupportCentre.KIND.label)
        yield _mark(key, centre.name, home.id, place, what, layer="centre")


def _mark(
    key: str,
    name: str,
    state: str,
    place: tuple[float, float],
    what: str,
    *,
    layer: str = "site",
    operational: bool = True,
) -> SiteMark:
    return SiteMark(
        key=key,
        name=name,
        state=state,
        lat=place[0],
        lon=place[1],
        kind="support" if layer == "centre" else "data_centre",
        operational=operational,
        text=labelled(f"{name}, {state_name(state)}", what),
        layer=layer,
    )
