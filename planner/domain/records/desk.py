# SPDX-License-Identifier: EUPL-1.2
"""The contact point: cases, ranked proposals, hand-overs, proofs; and criteria to choose by."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import day, flag, integer, key, number, record, reference, share, text
from planner.domain.records.access import AccessMode, Applicant
from planner.domain.records.cooperation import Stack
from planner.domain.records.infrastructure import UnitKind
from planner.domain.schema import Choice, Record
from planner.text import N_

_NEED = N_("Need")
_CLOCK = N_("Clock")
_TARGET = N_("Sent to")
_PACT = N_("AI Pact")


class Need(Choice):
    """What somebody asks the contact point for."""

    PROGRAMMING = "programming", N_("programming")
    ALGORITHM = "algorithm", N_("algorithmic support and evaluation")
    APPLICATION = "application", N_("an application")
    ACCESS = "access", N_("access to a machine")
    DATA = "data", N_("data")
    TALENT = "talent", N_("talent")


@record(
    kind="desk_case",
    label=N_("Case"),
    plural=N_("Cases"),
    description=N_("A request at the single contact point: who asks, for what, and who answers."),
    natural_key=("name", "received"),
)
class DeskCase(Record):
    """A case; its clock runs in working days from receipt or from the cut-off."""

    id: str = key()
    name: str = text(N_("Title"), max_length=200)
    organisation: str | None = reference(N_("Organisation"), target="organisation", default=None)
    applicant: Applicant | None = choice_field(N_("Applicant"), choices=Applicant, default=None)
    state: str | None = reference(N_("State of the user"), target="state", default=None)
    channel: str | None = text(N_("Channel"), default=None, max_length=80)
    language: str | None = text(N_("Language"), default=None, max_length=80)
    need: Need | None = choice_field(N_("Need"), choices=Need, default=None, group=_NEED)
    sector: str | None = reference(N_("Sector"), target="sector", default=None, group=_NEED)
    stack: Stack | None = choice_field(N_("Software"), choices=Stack, default=None, group=_NEED)
    hours_estimated: float | None = number(
        N_("Hours, estimated"), unit="h", default=None, decimals=1, group=_NEED
    )
    unit: UnitKind | None = choice_field(
        N_("Hours count"), choices=UnitKind, default=None, group=_NEED
    )
    mode: AccessMode | None = choice_field(
        N_("Access mode"), choices=AccessMode, default=None, group=_NEED
    )
    data_space: str | None = reference(
        N_("Data space"), target="data_space", default=None, group=_NEED
    )
    received: str | None = day(N_("Received"), group=_CLOCK)
    owner: str | None = text(N_("In charge"), default=None, max_length=200, group=_CLOCK)
    owned_on: str | None = day(N_("In charge since"), group=_CLOCK)
    cut_off: str | None = day(N_("Cut-off"), N_("Large Scale is decided from here."), group=_CLOCK)
    first_reply: str | None = day(N_("First reply"), group=_CLOCK)
    decided: str | None = day(N_("Decided"), group=_CLOCK)
    closed: str | None = day(N_("Closed"), group=_CLOCK)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None, group=_TARGET)
    centre: str | None = reference(
        N_("Support centre"), target="support_centre", default=None, group=_TARGET
    )
    system: str | None = reference(N_("System"), target="system", default=None, group=_TARGET)
    allocation: str | None = reference(
        N_("Allocation"), target="allocation", default=None, group=_TARGET
    )
    antenna_told: str | None = day(
        N_("Antenna informed"), N_("The antenna of the user's state."), group=_TARGET
    )
    escalated: bool = flag(N_("Escalated"), group=_TARGET)
    reason: str | None = text(N_("Reason of the choice"), default=None, group=_TARGET)
    outcome: str | None = text(N_("Outcome"), default=None)


@record(
    kind="proposal",
    label=N_("Proposal for a case"),
    plural=N_("Proposals for cases"),
    description=N_("One line of the ranking of factories and centres for a case, with reasons."),
    natural_key=("case", "rank"),
)
class Proposal(Record):
    """A ranked target; `reasons` is a list with semicolons, kept as the ranking gave it."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    case: str = reference(N_("Case"), target="desk_case")
    rank: int = integer(N_("Rank"), minimum=1, maximum=1_000)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    centre: str | None = reference(N_("Support centre"), target="support_centre", default=None)
    system: str | None = reference(N_("System"), target="system", default=None)
    score: float | None = number(N_("Score"), unit="1", default=None)
    load: float | None = number(N_("Load"), N_("1 is full."), unit="1", default=None, maximum=10)
    reasons: str | None = text(N_("Reasons"), default=None)
    beside: bool = flag(N_("Help beside the hours"))


@record(
    kind="handover",
    label=N_("Hand-over"),
    plural=N_("Hand-overs"),
    description=N_("A case sent from one desk to another; each is kept."),
    natural_key=("case", "sent"),
)
class Handover(Record):
    """A step on the way of a case."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    case: str = reference(N_("Case"), target="desk_case")
    sent: str | None = day(N_("Sent"))
    factory: str | None = reference(N_("To AI factory"), target="factory", default=None)
    centre: str | None = reference(N_("To support centre"), target="support_centre", default=None)
    reason: str | None = text(N_("Reason"), default=None)
    beside: bool = flag(
        N_("Help beside the hours"), N_("The case itself stays where its hours are.")
    )


class ProofKind(Choice):
    """What is accepted as proof of ethical and responsible work."""

    AI_PACT = "ai_pact", N_("AI Pact")
    ETHICS_REVIEW = "ethics_review", N_("ethics review")
    CONFORMITY_PLAN = "conformity_plan", N_("conformity plan under the AI Act")
    CODE_OF_PRACTICE = "code_of_practice", N_("code of practice")
    OTHER = "other", N_("other")


class PactPillar(Choice):
    """The two ways into the AI Pact."""

    NETWORK = "network", N_("network")
    PLEDGE = "pledge", N_("pledge")


@record(
    kind="proof",
    label=N_("Proof"),
    plural=N_("Proofs"),
    description=N_(
        "A proof that work is ethical and responsible: what, by whom, valid until when."
    ),
    natural_key=("name", "kind"),
)
class Proof(Record):
    """A proof on file for an allocation, a case or all that an organisation does."""

    id: str = key()
    name: str = text(N_("Reference"), max_length=200)
    kind: ProofKind | None = choice_field(N_("Kind"), choices=ProofKind, default=None)
    organisation: str | None = reference(N_("Organisation"), target="organisation", default=None)
    allocation: str | None = reference(N_("Allocation"), target="allocation", default=None)
    case: str | None = reference(N_("Case"), target="desk_case", default=None)
    filed: str | None = day(N_("Filed"))
    expires: str | None = day(N_("Valid until"), N_("Empty: without end."))
    reviewer: str | None = text(N_("Reviewed by"), default=None, max_length=200)
    digest: str | None = text(N_("Digest of the file"), N_("SHA-256."), default=None, max_length=80)
    pillar: PactPillar | None = choice_field(
        N_("Joined as"), choices=PactPillar, default=None, group=_PACT
    )
    joined: str | None = day(N_("Joined"), group=_PACT)
    governance: bool = flag(N_("Governance strategy"), group=_PACT)
    mapping: bool = flag(N_("Mapping of high-risk systems"), group=_PACT)
    literacy: bool = flag(N_("AI literacy"), group=_PACT)
    report_received: str | None = day(
        N_("Report received"), N_("Due twelve months after joining."), group=_PACT
    )
    notes: str | None = text(N_("Notes"), default=None)


class Subject(Choice):
    """What is chosen by a set of criteria."""

    DATA_CENTRE = "data_centre", N_("data centre")
    HOSTING = "hosting", N_("hosting application")
    ROUTING = "routing", N_("target of a case")


@record(
    kind="criterion",
    label=N_("Criterion"),
    plural=N_("Criteria"),
    description=N_(
        "A criterion of our own to choose by; the framework states none for data centres."
    ),
    natural_key=("subject", "name"),
)
class Criterion(Record):
    """A criterion; the weights of one subject add up to the whole."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    subject: Subject = choice_field(N_("Chooses"), choices=Subject)
    weight: float | None = share(N_("Weight"), default=None)
    points_at_most: float | None = number(N_("Points at most"), unit="1", default=None)
    threshold: float | None = number(N_("Points at least"), unit="1", default=None)
    reason: str | None = text(N_("Reason"), default=None)


@record(
    kind="score",
    label=N_("Score"),
    plural=N_("Scores"),
    description=N_("The points a candidate gets for one criterion, with the reason."),
    natural_key=("criterion", "data_centre", "factory", "measure"),
)
class Score(Record):
    """Points of one candidate."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    criterion: str = reference(N_("Criterion"), target="criterion")
    data_centre: str | None = reference(N_("Data centre"), target="data_centre", default=None)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    measure: str | None = reference(N_("Measure"), target="measure", default=None)
    points: float | None = number(N_("Points"), unit="1", default=None)
    reason: str | None = text(N_("Reason"), default=None)
