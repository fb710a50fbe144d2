# SPDX-License-Identifier: EUPL-1.2
"""Measures: what planners assign to states, and the templates they start from."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import (
    integer,
    key,
    month,
    number,
    record,
    reference,
    references,
    share,
    text,
)
from planner.domain.records.infrastructure import Owner, Status, SystemClass
from planner.domain.schema import Choice, Record
from planner.text import N_

_SIZE = N_("Size")
_TIME = N_("Time")
_MONEY = N_("Money")
_PLACE = N_("Place")
_PEOPLE = N_("People")


class MeasureKind(Choice):
    """What kinds of measure there are."""

    SYSTEM = "system", N_("AI-optimised supercomputer")
    UPGRADE = "upgrade", N_("upgrade of a system")
    DATA_CENTRE = "data_centre", N_("associated data centre")
    LINK = "link", N_("data-centre link")
    SUPPORT = "support_centre", N_("support-service centre")
    ANTENNA = "antenna", N_("AI factory antenna")
    MASTER = "master_cohort", N_("master cohort")
    DOCTORAL = "doctoral_network", N_("doctoral network")
    COURSE = "short_course", N_("short courses")
    FELLOWSHIP = "fellowship", N_("fellowship and attraction")

    @property
    def family(self) -> str:
        """Return the family that shares a colour and an icon."""
        return "talent" if self in TALENT else _FAMILY.get(self, self.value)

    @property
    def size_field(self) -> str:
        """Return the name of the field that `Resize` changes."""
        return "seats" if self in TALENT else _SIZE_FIELD[self]


TALENT = frozenset(
    {MeasureKind.MASTER, MeasureKind.DOCTORAL, MeasureKind.COURSE, MeasureKind.FELLOWSHIP}
)
COMPUTE = frozenset({MeasureKind.SYSTEM, MeasureKind.UPGRADE})
_FAMILY = {MeasureKind.SUPPORT: "support"}
_SIZE_FIELD = {
    MeasureKind.SYSTEM: "accelerators",
    MeasureKind.UPGRADE: "accelerators",
    MeasureKind.DATA_CENTRE: "it_load_mw",
    MeasureKind.LINK: "bandwidth_gbps",
    MeasureKind.SUPPORT: "staff_fte",
    MeasureKind.ANTENNA: "staff_fte",
}


class CostLevel(Choice):
    """Which of the three sourced unit costs a measure is estimated with."""

    LOW = "low", N_("low")
    CENTRAL = "central", N_("central")
    HIGH = "high", N_("high")


class UpgradeMode(Choice):
    """Whether an upgrade stands beside the old accelerators or takes their place."""

    ADDS = "adds", N_("adds a partition")
    REPLACES = "replaces", N_("replaces accelerators")


@record(
    kind="template",
    label=N_("Template"),
    plural=N_("Catalogue"),
    description=N_("A measure one can assign, with sourced low, central and high costs."),
)
class Template(Record):
    """A catalogue entry. Costs: `fixed` MEUR + `unit` MEUR for each unit of size."""

    id: str = key()
    name: str = text(N_("Name"))
    kind: MeasureKind = choice_field(N_("Kind"), choices=MeasureKind)
    description: str | None = text(N_("Description"), default=None)
    system_class: SystemClass | None = choice_field(
        N_("Class"), choices=SystemClass, default=None, group=_SIZE
    )
    accelerator: str | None = reference(
        N_("Accelerator model"), target="accelerator", default=None, group=_SIZE
    )
    size: float = number(
        N_("Usual size"),
        N_("Accelerators, MW of IT load, Gbit/s, staff or seats, by kind."),
        unit="1",
        group=_SIZE,
    )
    size_minimum: float = number(N_("Smallest size"), unit="1", default=1.0, group=_SIZE)
    size_maximum: float = number(N_("Largest size"), unit="1", default=1e6, group=_SIZE)
    unit_cost_low: float | None = number(
        N_("Cost for one unit, low"), unit="MEUR", decimals=6, default=None, group=_MONEY
    )
    unit_cost_central: float | None = number(
        N_("Cost for one unit, central"), unit="MEUR", decimals=6, default=None, group=_MONEY
    )
    unit_cost_high: float | None = number(
        N_("Cost for one unit, high"), unit="MEUR", decimals=6, default=None, group=_MONEY
    )
    fixed_cost_low: float | None = number(
        N_("Fixed cost, low"), unit="MEUR", default=None, group=_MONEY
    )
    fixed_cost_central: float | None = number(
        N_("Fixed cost, central"), unit="MEUR", default=None, group=_MONEY
    )
    fixed_cost_high: float | None = number(
        N_("Fixed cost, high"), unit="MEUR", default=None, group=_MONEY
    )
    opex_share: float | None = share(
        N_("Operating cost a year, share of acquisition"), default=None, group=_MONEY
    )
    opex_meur_per_year: float | None = number(
        N_("Operating cost a year"),
        N_("At the usual size; grows with the size."),
        unit="MEUR/year",
        default=None,
        group=_MONEY,
    )
    union_share_acquisition: float = share(
        N_("Union share of acquisition"), default=0.5, group=_MONEY
    )
    union_share_operation: float = share(N_("Union share of operation"), default=0.5, group=_MONEY)
    lead_months: int = integer(
        N_("Months from contract to service"), unit="months", default=18, maximum=120, group=_TIME
    )
    ramp_months: int = integer(N_("Ramp-up"), unit="months", default=3, maximum=36, group=_TIME)
    life_months: int = integer(
        N_("Life in service"), unit="months", default=72, minimum=1, maximum=360, group=_TIME
    )
    completion: float | None = share(N_("Share who complete"), default=None, group=_PEOPLE)
    retention: float | None = share(N_("Share who stay in the Union"), default=None, group=_PEOPLE)
    staff_needed_fte: float | None = number(
        N_("Staff needed"), unit="FTE", default=None, group=_PEOPLE
    )


@record(
    kind="measure",
    label=N_("Measure"),
    plural=N_("Measures"),
    description=N_(
        "A system, upgrade, data centre, service or talent programme assigned to a state."
    ),
    natural_key=("name", "state", "start"),
)
class Measure(Record):
    """A template assigned to a state. Size is the one field its kind names; others stay empty.

    `capex_meur` empty means: estimated from the template at `cost_level`.
    """

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    template: str = reference(N_("Template"), target="template")
    kind: MeasureKind = choice_field(N_("Kind"), choices=MeasureKind)
    state: str = reference(N_("State"), target="state", group=_PLACE)
    site: str | None = text(N_("Site"), default=None, max_length=200, group=_PLACE)
    latitude: float | None = number(
        N_("Latitude"), unit="°", minimum=-90, maximum=90, decimals=4, default=None, group=_PLACE
    )
    longitude: float | None = number(
        N_("Longitude"), unit="°", minimum=-180, maximum=180, decimals=4, default=None, group=_PLACE
    )
    base_system: str | None = reference(
        N_("Existing system"),
        N_("What an upgrade upgrades, or what a data centre or link serves."),
        target="system",
        default=None,
        group=_PLACE,
    )
    base_measure: str | None = reference(
        N_("Planned system"),
        N_("What an upgrade upgrades, or what a data centre or link serves."),
        target="measure",
        default=None,
        group=_PLACE,
    )
    linked_factories: tuple[str, ...] | None = references(
        N_("Linked factories"), N_("Of an antenna."), target="factory", group=_PLACE
    )
    distance_km: float | None = number(
        N_("Distance to the system"), unit="km", default=None, maximum=5_000, group=_PLACE
    )
    status: Status = choice_field(
        N_("Status"), choices=Status, default=Status.TENTATIVE, group=_TIME
    )
    start: int = month(
        N_("Start"),
        N_("Contract for machines and buildings; first intake for talent programmes."),
        group=_TIME,
    )
    lead_months: int = integer(
        N_("Months from contract to service"), unit="months", default=18, maximum=120, group=_TIME
    )
    ramp_months: int = integer(N_("Ramp-up"), unit="months", default=3, maximum=36, group=_TIME)
    life_months: int = integer(
        N_("Life in service"), unit="months", default=72, minimum=1, maximum=360, group=_TIME
    )
    system_class: SystemClass | None = choice_field(
        N_("Class"), choices=SystemClass, default=None, group=_SIZE
    )
    owner: Owner | None = choice_field(
        N_("Owner"),
        N_("Empty: as the Regulation has it, for AI-optimised machines the Joint Undertaking."),
        choices=Owner,
        default=None,
        group=_PLACE,
    )
    accelerator: str | None = reference(
        N_("Accelerator model"), target="accelerator", default=None, group=_SIZE
    )
    accelerators: int | None = integer(
        N_("Accelerators"), default=None, minimum=1, maximum=2_000_000, group=_SIZE
    )
    upgrade_mode: UpgradeMode | None = choice_field(
        N_("Kind of upgrade"), choices=UpgradeMode, default=None, group=_SIZE
    )
    it_load_mw: float | None = number(
        N_("IT load"), unit="MW", default=None, maximum=1_000, group=_SIZE
    )
    bandwidth_gbps: float | None = number(
        N_("Bandwidth"), unit="Gbit/s", default=None, maximum=100_000, group=_SIZE
    )
    staff_fte: float | None = number(
        N_("Staff"), unit="FTE", default=None, maximum=10_000, group=_SIZE
    )
    seats: int | None = integer(N_("Seats"), default=None, maximum=1_000_000, group=_SIZE)
    completion: float | None = share(N_("Share who complete"), default=None, group=_PEOPLE)
    retention: float | None = share(N_("Share who stay in the Union"), default=None, group=_PEOPLE)
    cost_level: CostLevel = choice_field(
        N_("Cost estimate"), choices=CostLevel, default=CostLevel.CENTRAL, group=_MONEY
    )
    capex_meur: float | None = number(
        N_("Acquisition cost"),
        N_("Empty: estimated from the catalogue."),
        unit="MEUR",
        default=None,
        maximum=100_000,
        group=_MONEY,
    )
    opex_meur_per_year: float | None = number(
        N_("Operating cost a year"),
        N_("Empty: estimated from the catalogue."),
        unit="MEUR/year",
        default=None,
        maximum=100_000,
        group=_MONEY,
    )
    union_share_acquisition: float = share(
        N_("Union share of acquisition"), default=0.5, group=_MONEY
    )
    union_share_operation: float = share(N_("Union share of operation"), default=0.5, group=_MONEY)
    other_share: float = share(
        N_("Share of region, private and other"),
        N_("Of acquisition and operation alike; the state pays the rest."),
        default=0.0,
        group=_MONEY,
    )
    envelope: str | None = reference(N_("Envelope"), target="envelope", default=None, group=_MONEY)
    pue: float | None = number(
        N_("Power usage effectiveness"), unit="1", default=None, minimum=1, maximum=3, group=_SIZE
    )
    notes: str | None = text(N_("Notes"), default=None)

    @property
    def size(self) -> float | None:
        """Return the size in the unit of the measure's kind."""
        value = getattr(self, MeasureKind(self.kind).size_field)
        return None if value is None else float(value)

    @property
    def in_service(self) -> int:
        """Return the month of acceptance, or of the first completion for talent."""
        return self.start + self.lead_months

    @property
    def end(self) -> int:
        """Return the first month after the life in service."""
        return self.in_service + self.life_months
