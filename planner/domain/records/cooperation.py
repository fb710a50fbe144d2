# SPDX-License-Identifier: EUPL-1.2
"""Who helps and who works together: support centres, services, initiatives, links among them."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import (
    day,
    flag,
    integer,
    key,
    number,
    record,
    reference,
    references,
    text,
)
from planner.domain.schema import Choice, Record
from planner.text import N_

_WORK = N_("Work")
_MONEY = N_("Money")
_ENDS = N_("Both ends")


class Stack(Choice):
    """The software a user's code needs, or a centre knows."""

    CUDA = "cuda", N_("CUDA")
    ROCM = "rocm", N_("ROCm")
    PORTABLE = "portable", N_("portable")
    CPU = "cpu", N_("processors only")


class CentreKind(Choice):
    """What kind of centre helps."""

    SUPPORT = "support", N_("support-service centre")
    COMPETENCE = "competence", N_("national competence centre")
    EXCELLENCE = "excellence", N_("centre of excellence")


@record(
    kind="support_centre",
    label=N_("Support centre"),
    plural=N_("Support centres"),
    description=N_("A centre that helps start-ups and researchers, or a competence centre."),
)
class SupportCentre(Record):
    """A centre one can send a case to; skills, languages and sectors are lists with semicolons."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    kind: CentreKind = choice_field(N_("Kind"), choices=CentreKind, default=CentreKind.SUPPORT)
    state: str = reference(N_("State"), target="state")
    factory: str | None = reference(
        N_("AI factory"), N_("Factory or antenna it is linked to."), target="factory", default=None
    )
    measure: str | None = reference(
        N_("Measure"), N_("The measure that plans it."), target="measure", default=None
    )
    skills: str | None = text(N_("Skills"), default=None, group=_WORK)
    stacks: str | None = text(N_("Software"), N_("Such as cuda; rocm."), default=None, group=_WORK)
    languages: str | None = text(N_("Languages"), default=None, group=_WORK)
    sectors: str | None = text(N_("Sectors"), default=None, group=_WORK)
    staff_fte: float | None = number(
        N_("Staff"), unit="FTE", default=None, maximum=10_000, group=_WORK
    )
    cases_open: int | None = integer(N_("Open cases"), default=None, group=_WORK)
    cases_at_most: int | None = integer(
        N_("Cases at a time, at most"), default=None, minimum=1, group=_WORK
    )
    response_days: float | None = number(
        N_("Response time"), unit="days", default=None, decimals=1, group=_WORK
    )
    notes: str | None = text(N_("Notes"), default=None)


class ServiceKind(Choice):
    """The services the framework names, and those that came with them."""

    PROGRAMMING = "programming", N_("programming facilities")
    ALGORITHMIC = "algorithmic", N_("algorithmic support and evaluation")
    APPLICATION = "application", N_("support for applications")
    DATA = "data", N_("data services")
    TRAINING = "training", N_("training")


class Scope(Choice):
    """For whom a service is open."""

    STATE = "state", N_("its own state")
    CONSORTIUM = "consortium", N_("the states of its consortium")
    UNION = "union", N_("the whole Union")


@record(
    kind="support_service",
    label=N_("Support service"),
    plural=N_("Support services"),
    description=N_("A service of a factory or centre: porting, evaluation, or an application."),
    natural_key=("name", "factory", "centre"),
)
class SupportService(Record):
    """An entry of the service catalogue."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    kind: ServiceKind = choice_field(N_("Kind"), choices=ServiceKind)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    centre: str | None = reference(N_("Support centre"), target="support_centre", default=None)
    scope: Scope | None = choice_field(N_("Open for"), choices=Scope, default=None)
    stack: Stack | None = choice_field(N_("Software"), choices=Stack, default=None)
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    sessions: int | None = integer(N_("Sessions held"), default=None, group=_WORK)
    outcome: str | None = text(N_("Outcome"), default=None, group=_WORK)
    notes: str | None = text(N_("Notes"), default=None)


class InitiativeKind(Choice):
    """The Union's initiatives that AI factories work with."""

    EDIC = "edic", N_("European digital infrastructure consortium")
    TESTING = "tef", N_("testing and experimentation facility")
    INNOVATION_HUB = "edih", N_("European digital innovation hub")
    ON_DEMAND = "on_demand", N_("AI-on-demand platform")
    SANDBOX = "sandbox", N_("regulatory sandbox")
    CHIPS = "chips", N_("chip initiative")
    QUANTUM = "quantum", N_("quantum initiative")
    TALENT = "talent", N_("talent initiative")
    COMPETENCE = "competence", N_("network of competence centres")
    OTHER = "other", N_("other")


@record(
    kind="initiative",
    label=N_("Initiative"),
    plural=N_("Initiatives"),
    description=N_("A consortium, facility or programme of the Union beside the AI factories."),
)
class Initiative(Record):
    """An initiative; what the framework does not name is marked as outside of it."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    kind: InitiativeKind = choice_field(N_("Kind"), choices=InitiativeKind)
    state: str | None = reference(
        N_("Seat"), N_("Empty where it has no single seat."), target="state", default=None
    )
    decision: str | None = text(N_("Legal act"), default=None, max_length=200)
    started: int | None = integer(
        N_("Since"), unit="year", default=None, minimum=2000, maximum=2040
    )
    budget_meur: float | None = number(N_("Budget"), unit="MEUR", default=None, group=_MONEY)
    union_meur: float | None = number(
        N_("Union contribution"), unit="MEUR", default=None, group=_MONEY
    )
    partners: int | None = integer(N_("Partners"), default=None)
    readiness: int | None = integer(
        N_("Technology readiness"), N_("1 to 9."), default=None, minimum=1, maximum=9
    )
    cities_aim: int | None = integer(N_("Cities aimed at"), default=None)
    outside: bool = flag(
        N_("Outside the framework"), N_("Not named in the framework of January 2024.")
    )
    notes: str | None = text(N_("Notes"), default=None)


class Part(Choice):
    """How a state takes part in an initiative."""

    HOST = "host", N_("host")
    MEMBER = "member", N_("member")
    OBSERVER = "observer", N_("observer")


@record(
    kind="initiative_member",
    label=N_("Member of an initiative"),
    plural=N_("Members of initiatives"),
    description=N_("A state in a consortium such as ALT-EDIC: as what, and what it pays."),
    natural_key=("initiative", "state"),
)
class InitiativeMember(Record):
    """Membership of one state; lists differ, so the day of the list belongs to it."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    initiative: str = reference(N_("Initiative"), target="initiative")
    state: str = reference(N_("State"), target="state")
    part: Part | None = choice_field(N_("Takes part as"), choices=Part, default=None)
    pays_as_observer: bool = flag(N_("Pays as observer"), N_("It says so itself."), group=_MONEY)
    contribution_meur: float | None = number(
        N_("Contribution"), unit="MEUR", default=None, group=_MONEY
    )
    cities: int | None = integer(N_("Cities"), default=None)
    regions: str | None = text(N_("Cities and regions"), default=None)
    listed_on: str | None = day(N_("Day of the list"))


class LinkKind(Choice):
    """What two partners share."""

    SERVICES = "services", N_("shared services")
    STAFF = "staff", N_("exchange of staff")
    FALLBACK = "fallback", N_("fallback capacity")
    MEMORANDUM = "memorandum", N_("memorandum of understanding")
    PROJECT = "project", N_("joint project")


@record(
    kind="cooperation",
    label=N_("Cooperation"),
    plural=N_("Cooperation"),
    description=N_("A link of a factory with another factory, a centre or an initiative."),
    natural_key=("factory", "other_factory", "centre", "initiative", "kind"),
)
class Cooperation(Record):
    """One link; exactly one of the three other ends is meant."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    factory: str = reference(N_("AI factory"), target="factory", group=_ENDS)
    other_factory: str | None = reference(
        N_("Other factory"), target="factory", default=None, group=_ENDS
    )
    centre: str | None = reference(
        N_("Support centre"), target="support_centre", default=None, group=_ENDS
    )
    initiative: str | None = reference(
        N_("Initiative"), target="initiative", default=None, group=_ENDS
    )
    kind: LinkKind | None = choice_field(N_("Kind"), choices=LinkKind, default=None)
    since: str | None = day(N_("Since"))
    agreement: str | None = text(N_("Agreement"), default=None)


class ProgrammeKind(Choice):
    """Kinds of talent activity, as the framework leaves them open."""

    MASTER = "master", N_("master")
    DOCTORATE = "doctorate", N_("doctorate")
    FELLOWSHIP = "fellowship", N_("fellowship")
    UPSKILLING = "upskilling", N_("upskilling")
    SUMMER_SCHOOL = "summer_school", N_("summer school")
    EXCHANGE = "exchange", N_("exchange of staff")
    ATTRACTION = "attraction", N_("attraction from abroad")


@record(
    kind="talent_programme",
    label=N_("Talent programme"),
    plural=N_("Talent programmes"),
    description=N_("A talent programme as it runs: seats, and the people that were counted."),
)
class TalentProgramme(Record):
    """People are those counted, not computed from seats: a measure plans, a programme reports."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    kind: ProgrammeKind | None = choice_field(N_("Kind"), choices=ProgrammeKind, default=None)
    state: str | None = reference(N_("Lead state"), target="state", default=None)
    partners: tuple[str, ...] | None = references(N_("Partner states"), target="state")
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    measure: str | None = reference(
        N_("Measure"), N_("The measure that plans it."), target="measure", default=None
    )
    initiative: str | None = reference(N_("Initiative"), target="initiative", default=None)
    language: str | None = text(N_("Language"), default=None, max_length=80)
    first_year: int | None = integer(
        N_("From"), unit="year", default=None, minimum=2018, maximum=2040
    )
    last_year: int | None = integer(N_("To"), unit="year", default=None, minimum=2018, maximum=2045)
    seats: int | None = integer(N_("Seats"), default=None, maximum=1_000_000, group=_WORK)
    enrolled: int | None = integer(N_("Enrolled"), default=None, maximum=1_000_000, group=_WORK)
    completed: int | None = integer(N_("Completed"), default=None, maximum=1_000_000, group=_WORK)
    placed: int | None = integer(
        N_("Placed"), N_("In work in the Union after it."), default=None, group=_WORK
    )
    women: int | None = integer(N_("Women enrolled"), default=None, group=_WORK)
    budget_meur: float | None = number(N_("Budget"), unit="MEUR", default=None, group=_MONEY)
    union_meur: float | None = number(
        N_("Union contribution"), unit="MEUR", default=None, group=_MONEY
    )
    funding: str | None = text(N_("Funding"), default=None, max_length=200, group=_MONEY)
    notes: str | None = text(N_("Notes"), default=None)
