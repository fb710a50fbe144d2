# SPDX-License-Identifier: EUPL-1.2
"""Where machines stand and data lie: sites, associated data centres, data spaces."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import (
    flag,
    key,
    month,
    number,
    record,
    reference,
    references,
    share,
    text,
)
from planner.domain.schema import Choice, Record
from planner.text import N_

_PLACE = N_("Place")
_POWER = N_("Power")
_NETWORK = N_("Network")


@record(
    kind="site",
    label=N_("Site"),
    plural=N_("Sites"),
    description=N_("A place with one grid connection that machines and data centres share."),
)
class Site(Record):
    """A site; the loads of what stands on it add up against its grid connection."""

    id: str = key()
    name: str = text(N_("Name"))
    state: str = reference(N_("State"), target="state", group=_PLACE)
    latitude: float | None = number(
        N_("Latitude"), unit="°", minimum=-90, maximum=90, decimals=4, default=None, group=_PLACE
    )
    longitude: float | None = number(
        N_("Longitude"), unit="°", minimum=-180, maximum=180, decimals=4, default=None, group=_PLACE
    )
    operator: str | None = text(N_("Operator"), default=None)
    jurisdiction: str | None = text(N_("Jurisdiction of the operator"), default=None)
    hosting_facility: bool = flag(
        N_("Hosts a supercomputer"), N_("A EuroHPC or comparable hosting facility."), default=True
    )
    grid_mw: float | None = number(
        N_("Grid connection"), unit="MW", default=None, maximum=5_000, group=_POWER
    )
    grid_from: int | None = month(N_("Grid connection from"), default=None, group=_POWER)
    pue: float | None = number(
        N_("Power usage effectiveness"), unit="1", default=None, minimum=1, maximum=3, group=_POWER
    )
    renewable_share: float | None = share(N_("Renewable power"), default=None, group=_POWER)
    renewable_method: str | None = text(
        N_("Method of the renewable share"), N_("Annual or hourly."), default=None, group=_POWER
    )
    heat_reuse: str | None = text(N_("Heat reuse"), default=None, group=_POWER)
    water_m3: float | None = number(N_("Water a year"), unit="m³", default=None, group=_POWER)
    systems: tuple[str, ...] | None = references(N_("Systems here"), target="system")
    measures: tuple[str, ...] | None = references(N_("Measures here"), target="measure")
    notes: str | None = text(N_("Notes"), default=None)


class SpaceStatus(Choice):
    """How far a data space or a link to it has come."""

    PLANNED = "planned", N_("planned")
    CONNECTED = "connected", N_("connected")
    CERTIFIED = "certified", N_("certified")


@record(
    kind="data_space",
    label=N_("Data space"),
    plural=N_("Data spaces"),
    description=N_("A common European data space that data centres connect to."),
)
class DataSpace(Record):
    """A common European data space."""

    id: str = key()
    name: str = text(N_("Name"))
    sector: str | None = text(N_("Sector"), default=None)
    status: SpaceStatus | None = choice_field(N_("Status"), choices=SpaceStatus, default=None)
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="data_centre",
    label=N_("Data centre"),
    plural=N_("Data centres"),
    description=N_(
        "An associated data centre: near the machine it serves, or well connected to it."
    ),
)
class DataCentre(Record):
    """A data centre; distance and latency are computed where they are not given."""

    id: str = key()
    name: str = text(N_("Name"))
    state: str = reference(N_("State"), target="state", group=_PLACE)
    latitude: float | None = number(
        N_("Latitude"), unit="°", minimum=-90, maximum=90, decimals=4, default=None, group=_PLACE
    )
    longitude: float | None = number(
        N_("Longitude"), unit="°", minimum=-180, maximum=180, decimals=4, default=None, group=_PLACE
    )
    site: str | None = reference(N_("Site"), target="site", default=None, group=_PLACE)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    system: str | None = reference(N_("Serves system"), target="system", default=None)
    measure: str | None = reference(N_("Serves measure"), target="measure", default=None)
    operator: str | None = text(N_("Operator"), default=None)
    jurisdiction: str | None = text(N_("Jurisdiction of the operator"), default=None)
    established: int | None = month(
        N_("Operating since"), N_("Established: before the selection."), default=None
    )
    distance_km: float | None = number(
        N_("Distance to the machine"), unit="km", default=None, maximum=5_000, group=_NETWORK
    )
    link_gbps: float | None = number(
        N_("Link"), unit="Gbit/s", default=None, maximum=100_000, group=_NETWORK
    )
    latency_ms: float | None = number(
        N_("Latency, one way"), unit="ms", default=None, maximum=1_000, group=_NETWORK
    )
    it_load_mw: float | None = number(N_("IT load"), unit="MW", default=None, group=_POWER)
    pue: float | None = number(
        N_("Power usage effectiveness"), unit="1", default=None, minimum=1, maximum=3, group=_POWER
    )
    storage_pb: float | None = number(N_("Storage"), unit="PB", default=None)
    data_spaces: tuple[str, ...] | None = references(N_("Data spaces"), target="data_space")
    personal_data: bool = flag(N_("Personal data"))
    assessment: str | None = text(
        N_("Data protection assessment"), N_("Reference, with the controller named."), default=None
    )
    notes: str | None = text(N_("Notes"), default=None)
