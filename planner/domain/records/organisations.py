# SPDX-License-Identifier: EUPL-1.2
"""Who decides, pays, runs, supplies and uses: organisations, their decisions, and what they pay."""

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
from planner.domain.records.access import Applicant
from planner.domain.schema import Choice, Record
from planner.text import N_

_SIZE = N_("Size")
_CONTROL = N_("Control")
_MONEY = N_("Money")
_PROOF = N_("Evidence")
_DUTY = N_("Who does what")


class Role(Choice):
    """What an organisation does in the framework."""

    COMMISSION = "commission", N_("Commission")
    JOINT_UNDERTAKING = "joint_undertaking", N_("Joint Undertaking")
    AI_OFFICE = "ai_office", N_("AI Office")
    STATE = "state", N_("participating state")
    HOST = "host", N_("hosting entity")
    PRIVATE_MEMBER = "private_member", N_("private member")
    PARTNER = "partner", N_("partner of a consortium")
    SUPPLIER = "supplier", N_("supplier")
    USER = "user", N_("user")
    ASSOCIATION = "association", N_("association")
    LARGE_PLATFORM = "large_platform", N_("large technology company")


@record(
    kind="organisation",
    label=N_("Organisation"),
    plural=N_("Organisations"),
    description=N_("An actor of the framework: body, host, partner, supplier, applicant or user."),
)
class Organisation(Record):
    """An organisation; size and legal form are those it states for itself."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    role: Role | None = choice_field(N_("Role"), choices=Role, default=None)
    type: Applicant | None = choice_field(N_("Type"), choices=Applicant, default=None)
    state: str | None = reference(N_("State"), target="state", default=None)
    country: str | None = text(
        N_("Other country"),
        N_("Only where the organisation is in none of the states of the plan."),
        default=None,
        max_length=80,
    )
    legal_entity: str | None = text(
        N_("Legal entity"),
        N_("Register number; empty where no legal entity is known."),
        default=None,
        max_length=200,
    )
    staff: int | None = integer(N_("Staff"), default=None, maximum=10_000_000, group=_SIZE)
    turnover_meur: float | None = number(N_("Turnover"), unit="MEUR", default=None, group=_SIZE)
    balance_meur: float | None = number(N_("Balance sheet"), unit="MEUR", default=None, group=_SIZE)
    seal_of_excellence: bool = flag(
        N_("Seal of excellence"), N_("Gives access free of charge: Art. 17(6)."), group=_PROOF
    )
    owner: str | None = text(N_("Owned by"), default=None, max_length=200, group=_CONTROL)
    jurisdiction: str | None = text(N_("Jurisdiction"), default=None, group=_CONTROL)
    assurance: str | None = text(
        N_("Assurance level"),
        N_("Certificate or scheme that vouches for control and security."),
        default=None,
        group=_CONTROL,
    )
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="decision",
    label=N_("Decision"),
    plural=N_("Decisions"),
    description=N_("What was decided, why, and who is responsible, asked and told."),
)
class Decision(Record):
    """A decision note with its reasons; the duties follow the usual four letters."""

    id: str = key()
    name: str = text(N_("Decision"), max_length=200)
    decided: str | None = day(N_("Decided on"))
    file_number: str | None = text(
        N_("Reference"),
        N_("Such as the number of a decision of the Governing Board."),
        default=None,
    )
    reasons: str | None = text(N_("Reasons"), default=None)
    responsible: tuple[str, ...] | None = references(
        N_("Responsible"), target="organisation", group=_DUTY
    )
    accountable: str | None = reference(
        N_("Accountable"), target="organisation", default=None, group=_DUTY
    )
    consulted: tuple[str, ...] | None = references(
        N_("Consulted"), target="organisation", group=_DUTY
    )
    informed: tuple[str, ...] | None = references(
        N_("Informed"), target="organisation", group=_DUTY
    )
    notes: str | None = text(N_("Notes"), default=None)


class Activity(Choice):
    """The forms in which members contribute."""

    OPERATIONAL = "ikop", N_("in kind, operational activities")
    ADDITIONAL = "ikaa", N_("in kind, additional activities")
    CASH = "cash", N_("cash")
    HOSTING = "hosting", N_("in kind, hosting")


class Certificate(Choice):
    """Who has vouched for a contribution."""

    NONE = "none", N_("none")
    SELF = "self", N_("declared by the member")
    AUDITOR = "auditor", N_("external auditor")


@record(
    kind="member_entry",
    label=N_("Entry of the member ledger"),
    plural=N_("Member ledger"),
    description=N_("What a member planned, reported and had accepted for one year."),
    natural_key=("member", "year", "activity", "name"),
)
class MemberEntry(Record):
    """A contribution of a member of the Joint Undertaking; in kind it needs a certificate."""

    id: str = key()
    name: str | None = text(N_("Activity"), default=None, max_length=200)
    member: str = reference(N_("Member"), target="organisation")
    state: str | None = reference(N_("State"), target="state", default=None)
    year: int = integer(N_("Year"), unit="year", minimum=2018, maximum=2040)
    activity: Activity = choice_field(N_("Form"), choices=Activity)
    planned_meur: float | None = number(N_("Planned"), unit="MEUR", default=None, group=_MONEY)
    reported_meur: float | None = number(N_("Reported"), unit="MEUR", default=None, group=_MONEY)
    accepted_meur: float | None = number(N_("Accepted"), unit="MEUR", default=None, group=_MONEY)
    difference: str | None = text(N_("Reason of a difference"), default=None, group=_MONEY)
    plan_filed: str | None = day(
        N_("Plan filed on"),
        N_("Additional activities are planned by the end of November of the year before."),
        group=_PROOF,
    )
    reported_on: str | None = day(
        N_("Reported on"), N_("Due by 31 January of the year after."), group=_PROOF
    )
    certificate: Certificate | None = choice_field(
        N_("Certificate"), choices=Certificate, default=None, group=_PROOF
    )
    certified_on: str | None = day(N_("Certified on"), group=_PROOF)
    auditor: str | None = text(N_("Auditor"), default=None, max_length=200, group=_PROOF)
    notes: str | None = text(N_("Notes"), default=None)
