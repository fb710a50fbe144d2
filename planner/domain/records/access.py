# SPDX-License-Identifier: EUPL-1.2
"""Who may use the machines: owners' shares, pools of the Union's time, and allocations."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import (
    day,
    flag,
    integer,
    key,
    month,
    number,
    record,
    reference,
    share,
    text,
)
from planner.domain.records.infrastructure import UnitKind
from planner.domain.schema import Choice, Record
from planner.text import N_

_TIME = N_("Time")
_PROOF = N_("Evidence")


class Pool(Choice):
    """What the Union's time on a machine is set aside for."""

    INDUSTRY = "industry", N_("AI industrial modes")
    SCIENCE = "science", N_("AI for science")
    STRATEGIC = "strategic", N_("strategic")
    COMMERCIAL = "commercial", N_("commercial")
    OTHER = "other", N_("other Union access")


class AccessMode(Choice):
    """The access modes of the Joint Undertaking's terms of reference."""

    PLAYGROUND = "playground", N_("Playground")
    FAST_LANE = "fast_lane", N_("Fast Lane")
    LARGE_SCALE = "large_scale", N_("Large Scale")
    COMMERCIAL = "commercial", N_("pay per use")
    SCIENCE = "science", N_("AI for Science")
    REGULAR = "regular", N_("Regular")
    EXTREME = "extreme", N_("Extreme Scale")
    STRATEGIC = "strategic", N_("strategic grant")


class Applicant(Choice):
    """Who asks; the modes and prices differ."""

    SME = "sme", N_("small or medium-sized enterprise")
    STARTUP = "startup", N_("start-up")
    LARGE = "large", N_("large company")
    UNIVERSITY = "university", N_("university or research body")
    PUBLIC = "public", N_("public authority")


class RiskClass(Choice):
    """The class of a project under the AI Act."""

    GENERAL_PURPOSE = "gpai", N_("general-purpose model")
    HIGH_RISK = "high_risk", N_("high-risk system")
    LIMITED = "limited", N_("transparency duties")
    NONE = "none", N_("none of these")


@record(
    kind="time_share",
    label=N_("Share of time"),
    plural=N_("Shares of time"),
    description=N_("What one owner of a machine pays of it, and the share of time it gets."),
    natural_key=("system", "measure", "state"),
)
class TimeShare(Record):
    """One owner's part of a machine; both shares are of the whole machine."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    system: str | None = reference(N_("System"), target="system", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    state: str | None = reference(
        N_("State"), N_("Empty: the Union."), target="state", default=None
    )
    cost_share: float | None = share(N_("Share of the cost"), default=None)
    access_share: float | None = share(
        N_("Share of the time"),
        N_("Empty: the Union gets its share of total cost, the states divide the rest."),
        default=None,
    )
    agreement: str | None = text(
        N_("Agreement"), N_("Reference of the written agreement."), default=None, group=_PROOF
    )


@record(
    kind="access_pool",
    label=N_("Access pool"),
    plural=N_("Access pools"),
    description=N_("How the Union's time is divided; without machine it holds for all of them."),
    natural_key=("pool", "system", "measure"),
)
class AccessPool(Record):
    """A part of the Union's time; the parts of one machine add up to at most the whole."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    pool: Pool = choice_field(N_("Pool"), choices=Pool)
    system: str | None = reference(N_("System"), target="system", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    share_of_union: float = share(N_("Share of the Union's time"))


@record(
    kind="allocation",
    label=N_("Allocation"),
    plural=N_("Allocations"),
    description=N_("Accelerator-hours awarded to a project on one machine."),
    natural_key=("project",),
)
class Allocation(Record):
    """Hours for one project, spread evenly over its months.

    Hours count the unit named in `unit`; a machine counted in another unit needs its factor.
    """

    id: str = key()
    name: str = text(N_("Title"), max_length=200)
    project: str | None = text(
        N_("Project"), N_("Such as EHPC-AIF-2026PG01-174."), default=None, max_length=80
    )
    organisation: str | None = reference(N_("Organisation"), target="organisation", default=None)
    applicant: Applicant | None = choice_field(N_("Applicant"), choices=Applicant, default=None)
    state: str | None = reference(N_("State of the user"), target="state", default=None)
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    system: str | None = reference(N_("System"), target="system", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    mode: AccessMode = choice_field(N_("Access mode"), choices=AccessMode)
    pool: Pool = choice_field(N_("Pool"), choices=Pool)
    storage_tb: float | None = number(N_("Storage"), unit="TB", default=None)
    unit: UnitKind | None = choice_field(
        N_("Hours count"), choices=UnitKind, default=None, group=_TIME
    )
    hours_requested: float | None = number(
        N_("Requested"), unit="h", default=None, decimals=1, group=_TIME
    )
    hours_awarded: float | None = number(
        N_("Awarded"), unit="h", default=None, decimals=1, group=_TIME
    )
    hours_used: float | None = number(N_("Used"), unit="h", default=None, decimals=1, group=_TIME)
    cut_off: str | None = day(N_("Cut-off"), group=_TIME)
    first_month: int = month(N_("From"), group=_TIME)
    months: int = integer(
        N_("Duration"), unit="months", default=12, minimum=1, maximum=60, group=_TIME
    )
    inference_share: float | None = share(
        N_("Used for inference"), N_("Part of the hours."), default=None, group=_TIME
    )
    price_eur_per_hour: float | None = number(
        N_("Price"), N_("Empty: free of charge."), unit="EUR/h", default=None
    )
    fallback: str | None = reference(N_("Fallback system"), target="system", default=None)
    ethics_proof: str | None = text(
        N_("Ethics proof"),
        N_("Reference of the proof that the work is ethical and responsible."),
        default=None,
        group=_PROOF,
    )
    civil_use: bool = flag(N_("Civil use declared"), group=_PROOF)
    risk_class: RiskClass | None = choice_field(
        N_("Class under the AI Act"), choices=RiskClass, default=None, group=_PROOF
    )
    duties_from: str | None = day(N_("Duties apply from"), group=_PROOF)


@record(
    kind="staffing",
    label=N_("Staff in place"),
    plural=N_("Staff in place"),
    description=N_(
        "The staff a state has for its machines and factories; without it, people limit nothing."
    ),
    natural_key=("state", "since"),
)
class Staffing(Record):
    """Posts filled in a state from a month on; trained people come on top, vacancies are filled."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    state: str = reference(N_("State"), target="state")
    since: int = month(N_("From"))
    staff_fte: float = number(N_("Staff"), unit="FTE", decimals=1, maximum=100_000)


@record(
    kind="workload",
    label=N_("Training workload"),
    plural=N_("Training workloads"),
    description=N_("A model to be trained, to say in weeks what a machine can do."),
)
class Workload(Record):
    """A reference workload: 6·P·T floating-point operations at BF16 dense."""

    id: str = key()
    name: str = text(N_("Name"))
    parameters_bn: float = number(N_("Parameters"), unit="billion", minimum=0.001)
    tokens_bn: float = number(N_("Tokens"), unit="billion", minimum=0.001)
    utilisation: float = share(
        N_("Utilisation"), N_("Share of dense peak reached in training."), default=0.4
    )
    machine_share: float = share(
        N_("Share of a machine"), N_("The largest share one user may have."), default=0.5
    )
    accelerators_at_most: int | None = integer(N_("Accelerators at most"), default=None, minimum=1)
    notes: str | None = text(N_("Notes"), default=None)
