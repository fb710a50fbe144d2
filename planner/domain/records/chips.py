# SPDX-License-Identifier: EUPL-1.2
"""Chips: deliveries by contract, delays, the supply of a quarter, and the European roadmap."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import flag, integer, key, month, record, reference, text
from planner.domain.schema import Choice, Record
from planner.text import N_


class Risk(Choice):
    """How likely it is that supply fails."""

    LOW = "low", N_("low")
    MEDIUM = "medium", N_("medium")
    HIGH = "high", N_("high")


@record(
    kind="delivery",
    label=N_("Delivery"),
    plural=N_("Deliveries"),
    description=N_("The accelerators of one contract, with order and delivery window."),
    natural_key=("system", "measure"),
)
class Delivery(Record):
    """A delivery; acceptance cannot come before its last month."""

    id: str = key()
    name: str | None = text(N_("Name"), default=None, max_length=200)
    system: str | None = reference(N_("System"), target="system", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    accelerator: str | None = reference(N_("Accelerator model"), target="accelerator", default=None)
    quantity: int | None = integer(N_("Accelerators"), default=None, maximum=2_000_000)
    ordered: int | None = month(N_("Ordered"), default=None)
    first_month: int | None = month(N_("Delivery from"), default=None)
    last_month: int | None = month(N_("Delivery until"), default=None)
    risk: Risk | None = choice_field(N_("Supply risk"), choices=Risk, default=None)
    licence: str | None = text(
        N_("Export licence"), N_("Whether one is needed, and how it stands."), default=None
    )
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="chip_delay",
    label=N_("Delay of chips"),
    plural=N_("Delays of chips"),
    description=N_(
        "A delay that moves every machine of one vendor or generation not yet in service."
    ),
    natural_key=("vendor", "generation"),
)
class ChipDelay(Record):
    """A what-if: months of delay for a vendor, a generation, or both where both are named."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    vendor: str | None = text(N_("Vendor"), default=None, max_length=80)
    generation: str | None = text(N_("Generation"), default=None, max_length=80)
    months: int = integer(N_("Delay"), unit="months", default=0, maximum=60)


@record(
    kind="chip_supply",
    label=N_("Supply of chips"),
    plural=N_("Supply of chips"),
    description=N_("How many accelerators of a generation can be had in a quarter."),
    natural_key=("generation", "first_month"),
)
class ChipSupply(Record):
    """A cap on deliveries over all measures in the three months from `first_month`."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    generation: str = text(N_("Generation"), max_length=80)
    first_month: int = month(N_("Quarter from"))
    accelerators: int = integer(N_("Accelerators at most"))


class ChipStage(Choice):
    """The steps from a design to a chip one can use."""

    DESIGN = "design", N_("design")
    TAPE_OUT = "tape_out", N_("tape-out")
    SAMPLES = "samples", N_("samples")
    PRODUCTION = "production", N_("production")
    FIRST_USE = "first_use", N_("first use")


@record(
    kind="chip_step",
    label=N_("Step of the chip roadmap"),
    plural=N_("Chip roadmap"),
    description=N_("A milestone of a European processor, and the system that is to use it first."),
    natural_key=("name", "stage"),
)
class ChipStep(Record):
    """A step of one chip: first planned, expected, happened."""

    id: str = key()
    name: str = text(N_("Chip"), max_length=200)
    initiative: str | None = reference(N_("Initiative"), target="initiative", default=None)
    stage: ChipStage = choice_field(N_("Step"), choices=ChipStage)
    baseline: int | None = month(N_("First planned"), default=None)
    forecast: int | None = month(N_("Expected"), default=None)
    actual: int | None = month(N_("Happened"), default=None)
    system: str | None = reference(N_("First system"), target="system", default=None)
    measure: str | None = reference(N_("First measure"), target="measure", default=None)
    quantum: bool = flag(N_("Quantum"))
    notes: str | None = text(N_("Notes"), default=None)
