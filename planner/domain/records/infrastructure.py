# SPDX-License-Identifier: EUPL-1.2
"""The network as it stands: accelerators, systems, AI factories and antennas, links."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import (
    flag,
    integer,
    key,
    month,
    number,
    record,
    reference,
    references,
    text,
)
from planner.domain.schema import Choice, Record
from planner.text import N_

_PLACE = N_("Place")
_MACHINE = N_("Machine")
_TIME = N_("Time")
_MONEY = N_("Money")


class Status(Choice):
    """How firm something is; only `operational` is ever counted as available."""

    TENTATIVE = "tentative", N_("tentative")
    COMMITTED = "committed", N_("committed")
    SELECTED = "selected", N_("selected")
    CONTRACTED = "contracted", N_("contracted")
    UNDER_DEPLOYMENT = "under_deployment", N_("under deployment")
    OPERATIONAL = "operational", N_("operational")
    RETIRED = "retired", N_("retired")


class CapacityClass(Choice):
    """The four classes capacity is reported in; they are never added together silently."""

    AVAILABLE = "available", N_("operational")
    COMING = "coming", N_("under deployment or contracted")
    PLANNED = "planned", N_("selected or committed")
    TENTATIVE = "tentative", N_("tentative")


CLASS_OF_STATUS: dict[Status, CapacityClass] = {
    Status.TENTATIVE: CapacityClass.TENTATIVE,
    Status.COMMITTED: CapacityClass.PLANNED,
    Status.SELECTED: CapacityClass.PLANNED,
    Status.CONTRACTED: CapacityClass.COMING,
    Status.UNDER_DEPLOYMENT: CapacityClass.COMING,
    Status.OPERATIONAL: CapacityClass.AVAILABLE,
    Status.RETIRED: CapacityClass.AVAILABLE,
}


class UnitKind(Choice):
    """What one accelerator is; the three are never mixed without a factor."""

    GPU = "gpu", N_("GPU")
    GCD = "gcd", N_("GCD")
    SUPERCHIP = "superchip", N_("superchip")
    MODULE = "module", N_("module of two GCDs")


class SystemClass(Choice):
    """Classes of machine the Regulation tells apart."""

    HIGH_END = "high_end", N_("high-end")
    MID_RANGE = "mid_range", N_("mid-range")
    AI_OPTIMISED = "ai_optimised", N_("AI-optimised")
    AI_PARTITION = "ai_partition", N_("AI partition of another system")
    EXPERIMENTAL = "experimental", N_("experimental platform")
    INDUSTRIAL = "industrial", N_("industrial-grade")
    QUANTUM = "quantum", N_("quantum computer or simulator")


class Owner(Choice):
    """Who owns a machine; the Joint Undertaking owns an AI-optimised one: Art. 12a(1)."""

    JOINT_UNDERTAKING = "joint_undertaking", N_("Joint Undertaking")
    HOST = "host", N_("hosting entity")
    SHARED = "shared", N_("Joint Undertaking and host")
    PRIVATE = "private", N_("private")


class Precision(Choice):
    """The number format a headline figure was stated in."""

    BF16_DENSE = "bf16_dense", N_("BF16 dense")
    BF16_SPARSE = "bf16_sparse", N_("BF16 sparse")
    FP8_DENSE = "fp8_dense", N_("FP8 dense")
    FP8_SPARSE = "fp8_sparse", N_("FP8 sparse")
    FP4_SPARSE = "fp4_sparse", N_("FP4 sparse")


@record(
    kind="accelerator",
    label=N_("Accelerator model"),
    plural=N_("Accelerator models"),
    description=N_("A chip that systems are built from, with its dense peak and its power."),
)
class Accelerator(Record):
    """An accelerator model; peak and power are for one accelerator of `unit_kind`."""

    id: str = key()
    name: str = text(N_("Name"))
    vendor: str | None = text(N_("Vendor"), default=None)
    generation: str | None = text(N_("Generation"), default=None)
    unit_kind: UnitKind = choice_field(N_("Unit"), choices=UnitKind, default=UnitKind.GPU)
    bf16_dense_tflops: float | None = number(
        N_("Dense peak, BF16"), unit="TFLOP/s", default=None, minimum=0
    )
    kw: float | None = number(
        N_("IT power"),
        N_("System power for one accelerator, processors and network included, before PUE."),
        unit="kW",
        default=None,
    )


@record(
    kind="system",
    label=N_("System"),
    plural=N_("Systems"),
    description=N_("A supercomputer of the EuroHPC network, or an upgrade it has received."),
)
class System(Record):
    """A machine of the network as publicly known; empty is unknown, never zero."""

    id: str = key()
    name: str = text(N_("Name"))
    state: str = reference(N_("State"), target="state", group=_PLACE)
    city: str | None = text(N_("City"), default=None, group=_PLACE)
    latitude: float | None = number(
        N_("Latitude"), unit="°", minimum=-90, maximum=90, decimals=4, default=None, group=_PLACE
    )
    longitude: float | None = number(
        N_("Longitude"), unit="°", minimum=-180, maximum=180, decimals=4, default=None, group=_PLACE
    )
    host: str | None = text(N_("Hosting entity"), default=None, group=_PLACE)
    owner: Owner | None = choice_field(N_("Owner"), choices=Owner, default=None, group=_PLACE)
    status: Status = choice_field(N_("Status"), choices=Status, group=_TIME)
    system_class: SystemClass | None = choice_field(
        N_("Class"), choices=SystemClass, default=None, group=_MACHINE
    )
    base_system: str | None = reference(
        N_("Upgrade of"), target="system", default=None, group=_MACHINE
    )
    accelerator: str | None = reference(
        N_("Accelerator model"), target="accelerator", default=None, group=_MACHINE
    )
    accelerators: int | None = integer(
        N_("Accelerators"), default=None, maximum=2_000_000, group=_MACHINE
    )
    headline_ef: float | None = number(
        N_("Headline AI performance"), unit="EFLOP/s", default=None, group=_MACHINE
    )
    headline_precision: Precision | None = choice_field(
        N_("Precision of the headline"), choices=Precision, default=None, group=_MACHINE
    )
    linpack_pflops: float | None = number(
        N_("Linpack performance"), unit="PFLOP/s", default=None, group=_MACHINE
    )
    peak_pflops: float | None = number(
        N_("Peak performance, FP64"), unit="PFLOP/s", default=None, group=_MACHINE
    )
    performance_basis: str | None = text(
        N_("Basis of the performance figures"), default=None, group=_MACHINE
    )
    storage_pb: float | None = number(N_("Storage"), unit="PB", default=None, group=_MACHINE)
    memory_tb: float | None = number(
        N_("Accelerator memory"), unit="TB", default=None, group=_MACHINE
    )
    nodes: int | None = integer(N_("Nodes"), default=None, maximum=1_000_000, group=_MACHINE)
    accelerators_per_node: int | None = integer(
        N_("Accelerators a node"), default=None, minimum=1, maximum=64, group=_MACHINE
    )
    classical_host: str | None = reference(
        N_("Classical host"),
        N_("The supercomputer a quantum computer works with."),
        target="system",
        default=None,
        group=_MACHINE,
    )
    european_chip: bool = flag(
        N_("European chip announced"),
        N_("Its makers say it will use a processor of the European roadmap."),
        group=_MACHINE,
    )
    offered: bool = flag(
        N_("Offered to users of AI factories"),
        N_("Has time in the access modes of the AI factories, so that cases are sent there."),
        default=True,
        group=_MACHINE,
    )
    constrained: bool = flag(
        N_("Reported as constrained"),
        N_("Somebody reports that time on it is scarce, without a figure."),
        group=_MACHINE,
    )
    power_mw: float | None = number(
        N_("IT power"), unit="MW", default=None, maximum=1_000, group=_MACHINE
    )
    pue: float | None = number(
        N_("Power usage effectiveness"),
        unit="1",
        default=None,
        minimum=1,
        maximum=3,
        group=_MACHINE,
    )
    selected: int | None = month(N_("Selected"), default=None, group=_TIME)
    contracted: int | None = month(N_("Contract signed"), default=None, group=_TIME)
    accepted: int | None = month(
        N_("In service from"),
        N_("Acceptance; where it is empty an assumption is made and marked."),
        default=None,
        group=_TIME,
    )
    retired: int | None = month(N_("Retired"), default=None, group=_TIME)
    cost_meur: float | None = number(N_("Cost"), unit="MEUR", default=None, group=_MONEY)
    union_meur: float | None = number(
        N_("Union contribution"), unit="MEUR", default=None, group=_MONEY
    )
    cost_scope: str | None = text(N_("What the cost covers"), default=None, group=_MONEY)
    notes: str | None = text(N_("Notes"), default=None)


class FactoryKind(Choice):
    """A complete AI factory, or an antenna linked to one."""

    FACTORY = "factory", N_("AI factory")
    ANTENNA = "antenna", N_("AI factory antenna")


@record(
    kind="factory",
    label=N_("AI factory or antenna"),
    plural=N_("AI factories and antennas"),
    description=N_("A selected AI factory or antenna, with its consortium."),
)
class Factory(Record):
    """An AI factory or an antenna of the network."""

    id: str = key()
    name: str = text(N_("Name"))
    kind: FactoryKind = choice_field(N_("Kind"), choices=FactoryKind)
    state: str = reference(N_("State"), target="state", group=_PLACE)
    city: str | None = text(N_("City"), default=None, group=_PLACE)
    host: str | None = text(N_("Hosting entity"), default=None, group=_PLACE)
    consortium: tuple[str, ...] | None = references(
        N_("Consortium states"), target="state", group=_PLACE
    )
    system: str | None = reference(N_("System"), target="system", default=None)
    linked_factories: tuple[str, ...] | None = references(N_("Linked factories"), target="factory")
    partners: tuple[str, ...] | None = references(
        N_("Partners"), N_("Organisations of its consortium."), target="organisation"
    )
    sectors: str | None = text(N_("Sectors"), default=None)
    selected: int | None = month(N_("Selected"), default=None)
    investment_meur: float | None = number(
        N_("Total investment"), unit="MEUR", default=None, group=_MONEY
    )
    union_meur: float | None = number(
        N_("Union contribution"), unit="MEUR", default=None, group=_MONEY
    )
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="network_link",
    label=N_("Network link"),
    plural=N_("Network links"),
    description=N_("A research network route between two states; most capacities are assumptions."),
    natural_key=("state_a", "state_b", "kind"),
)
class NetworkLink(Record):
    """A route between two states of the research network."""

    id: str = key()
    name: str | None = text(N_("Name"), default=None)
    kind: str = text(N_("Kind"))
    state_a: str = reference(N_("From"), target="state")
    state_b: str | None = reference(N_("To"), target="state", default=None)
    capacity_gbps: float | None = number(N_("Capacity"), unit="Gbit/s", default=None)
    assumed_gbps: float | None = number(
        N_("Assumed capacity"),
        N_("A planning assumption of low confidence, not a published figure."),
        unit="Gbit/s",
        default=None,
    )
    notes: str | None = text(N_("Notes"), default=None)
