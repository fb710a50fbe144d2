# SPDX-License-Identifier: EUPL-1.2
"""Money beside contracts: calls and work programme, instruments, gigafactories; events in law.

Budget, guarantee and mobilised money stand in columns of their own and never in one sum.
"""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import day, flag, integer, key, number, record, reference, share, text
from planner.domain.records.contributions import Programme
from planner.domain.schema import Choice, Record
from planner.text import N_

_MONEY = N_("Money")
_TIME = N_("Time")
_SIZE = N_("Size")


class Pillar(Choice):
    """The pillars of the work programme."""

    ADMINISTRATION = "administration", N_("administration")
    INFRASTRUCTURE = "infrastructure", N_("infrastructure")
    FEDERATION = "federation", N_("federation of services")
    TECHNOLOGY = "technology", N_("technology")
    APPLICATION = "application", N_("applications")
    SKILLS = "skills", N_("usage and skills")
    AI = "ai", N_("artificial intelligence")
    GIGAFACTORY = "gigafactory", N_("gigafactories")
    QUANTUM = "quantum", N_("quantum")


class Action(Choice):
    """How a line is carried out."""

    GRANT = "grant", N_("grant")
    RESEARCH = "ria", N_("research and innovation action")
    SUPPORT = "csa", N_("coordination and support action")
    TENDER = "tender", N_("call for tenders")
    INTEREST = "cei", N_("call for expression of interest")


class CallStatus(Choice):
    """How far a call has come."""

    PLANNED = "planned", N_("planned")
    OPEN = "open", N_("open")
    CLOSED = "closed", N_("closed")
    DECIDED = "decided", N_("decided")


@record(
    kind="call",
    label=N_("Call or line of the work programme"),
    plural=N_("Calls and work programme"),
    description=N_("A call, or a line of the yearly work programme, with its money and its dates."),
    natural_key=("name", "year"),
)
class Call(Record):
    """A line of the work programme; money in MEUR, the Union's and the states' apart."""

    id: str = key()
    name: str = text(N_("Title"), max_length=200)
    call_id: str | None = text(
        N_("Reference"), N_("Such as EUROHPC-2024-CEI-AI-01."), default=None, max_length=80
    )
    year: int | None = integer(N_("Year"), unit="year", default=None, minimum=2018, maximum=2040)
    pillar: Pillar | None = choice_field(N_("Pillar"), choices=Pillar, default=None)
    action: Action | None = choice_field(N_("Action"), choices=Action, default=None)
    programme: Programme | None = choice_field(N_("Programme"), choices=Programme, default=None)
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    budget_line: str | None = text(
        N_("Budget line"), N_("Such as 02 04 02 11 01."), default=None, max_length=40
    )
    union_meur: float | None = number(N_("Union"), unit="MEUR", default=None, group=_MONEY)
    states_meur: float | None = number(N_("States"), unit="MEUR", default=None, group=_MONEY)
    total_meur: float | None = number(N_("Total"), unit="MEUR", default=None, group=_MONEY)
    rate: float | None = share(N_("Union rate"), default=None, group=_MONEY)
    opens: str | None = day(N_("Opens"), group=_TIME)
    closes: str | None = day(N_("Closes"), group=_TIME)
    board_decision: str | None = text(N_("Decision of the Governing Board"), default=None)
    status: CallStatus | None = choice_field(N_("Status"), choices=CallStatus, default=None)
    notes: str | None = text(N_("Notes"), default=None)


class InstrumentKind(Choice):
    """The instruments the framework names, and their successors."""

    GENAI4EU = "genai4eu", N_("GenAI4EU")
    EIC = "eic", N_("European Innovation Council")
    INVESTEU = "investeu", N_("InvestEU")
    INVESTAI = "investai", N_("InvestAI")
    EDIC = "edic", N_("digital infrastructure consortia")
    CHIPS = "chips", N_("chips")
    OTHER = "other", N_("other")


@record(
    kind="instrument",
    label=N_("Line of a money instrument"),
    plural=N_("Money instruments"),
    description=N_("A line of GenAI4EU, EIC, InvestEU and the like; mobilised is not budget."),
    natural_key=("instrument", "name", "sector", "state", "year"),
)
class Instrument(Record):
    """A line; its parts name it in `part_of` and add up to it. All amounts in MEUR."""

    id: str = key()
    name: str = text(N_("Line"), max_length=200)
    instrument: InstrumentKind = choice_field(N_("Instrument"), choices=InstrumentKind)
    part_of: str | None = reference(N_("Part of"), target="instrument", default=None)
    programme: Programme | None = choice_field(N_("Programme"), choices=Programme, default=None)
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    state: str | None = reference(N_("State"), target="state", default=None)
    call: str | None = reference(N_("Call"), target="call", default=None)
    beneficiary: str | None = reference(N_("Beneficiary"), target="organisation", default=None)
    year: int | None = integer(N_("Year"), unit="year", default=None, minimum=2018, maximum=2040)
    budget_meur: float | None = number(N_("Budget"), unit="MEUR", default=None, group=_MONEY)
    guarantee_meur: float | None = number(N_("Guarantee"), unit="MEUR", default=None, group=_MONEY)
    mobilised_expected_meur: float | None = number(
        N_("Mobilised, expected"),
        N_("Money of others; never added to a budget."),
        unit="MEUR",
        default=None,
        group=_MONEY,
    )
    mobilised_observed_meur: float | None = number(
        N_("Mobilised, observed"),
        N_("Money of others; never added to a budget."),
        unit="MEUR",
        default=None,
        group=_MONEY,
    )
    notes: str | None = text(N_("Notes"), default=None)


class Lot(Choice):
    """The lots of the call for gigafactories."""

    LOT_1 = "lot_1", N_("lot 1")
    LOT_2 = "lot_2", N_("lot 2")


@record(
    kind="gigafactory",
    label=N_("AI gigafactory"),
    plural=N_("AI gigafactories"),
    description=N_("A candidate of the call for gigafactories; its money is kept apart."),
)
class Gigafactory(Record):
    """A gigafactory. Processors are counted as equivalents of one H100."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    state: str | None = reference(N_("State"), target="state", default=None)
    lot: Lot | None = choice_field(N_("Lot"), choices=Lot, default=None)
    call: str | None = reference(N_("Call"), target="call", default=None)
    envelope: str | None = reference(N_("Envelope"), target="envelope", default=None)
    letter_date: str | None = day(
        N_("Commitment of the state"), N_("Due before the call opens: Art. 12b(4).")
    )
    capex_meur: float | None = number(N_("Capital cost"), unit="MEUR", default=None, group=_MONEY)
    union_meur: float | None = number(N_("Union"), unit="MEUR", default=None, group=_MONEY)
    states_meur: float | None = number(N_("States"), unit="MEUR", default=None, group=_MONEY)
    private_meur: float | None = number(N_("Private"), unit="MEUR", default=None, group=_MONEY)
    union_first_meur: float | None = number(
        N_("Union, first phase"), unit="MEUR", default=None, group=_MONEY
    )
    processors_first: int | None = integer(N_("Processors, first phase"), default=None, group=_SIZE)
    processors: int | None = integer(N_("Processors, second phase"), default=None, group=_SIZE)
    it_load_mw: float | None = number(
        N_("IT load, second phase"), unit="MW", default=None, group=_SIZE
    )
    notes: str | None = text(N_("Notes"), default=None)


class Lane(Choice):
    """Where an event stands in the timeline."""

    LAW = "law", N_("law")
    CALL = "call", N_("calls and selections")
    EXTERNAL = "external", N_("events outside")
    CLOSED = "closed", N_("institutions closed")


@record(
    kind="event",
    label=N_("Event"),
    plural=N_("Events"),
    description=N_(
        "A dated event: a legal act, an announcement, days the institutions are closed."
    ),
    natural_key=("name", "first_day"),
)
class Event(Record):
    """An event of one day or several; the days of the lane `closed` are no working days."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    lane: Lane = choice_field(N_("Lane"), choices=Lane)
    first_day: str | None = day(N_("From"))
    last_day: str | None = day(N_("To"), N_("Empty: one day only."))
    expected: bool = flag(N_("Expected"), N_("Not certain yet."))
    notes: str | None = text(N_("Notes"), default=None)
