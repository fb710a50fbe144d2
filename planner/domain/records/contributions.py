# SPDX-License-Identifier: EUPL-1.2
"""Who pays what and when: contributions by source and year, and the framework's own split."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import flag, integer, key, month, number, record, reference, text
from planner.domain.schema import Choice, Record
from planner.text import N_

_MONEY = N_("Money")
_PROOF = N_("Evidence")


class PaidBy(Choice):
    """The sources of money the Regulation tells apart."""

    UNION = "union", N_("Union")
    HOST_STATE = "host_state", N_("host state")
    CONSORTIUM = "consortium", N_("consortium state")
    REGION = "region", N_("region")
    PRIVATE = "private", N_("private")
    OTHER = "other", N_("other")


class Programme(Choice):
    """Where money comes from; one euro belongs to one of them."""

    HORIZON = "horizon_europe", N_("Horizon Europe")
    DIGITAL = "digital_europe", N_("Digital Europe")
    CONNECTING = "connecting_europe", N_("Connecting Europe Facility")
    RECOVERY = "recovery", N_("Recovery and Resilience Facility")
    COHESION = "cohesion", N_("cohesion policy")
    NATIONAL = "national", N_("national budget")
    PRIVATE = "private", N_("private money")


class Purpose(Choice):
    """What a contribution pays for; the Union's ceilings differ."""

    ACQUISITION = "acquisition", N_("acquisition")
    OPERATION = "operation", N_("operation and services")


@record(
    kind="contribution",
    label=N_("Contribution"),
    plural=N_("Contributions"),
    description=N_("Money one source commits and pays to a measure in one year."),
    natural_key=("measure", "paid_by", "state", "programme", "purpose", "year"),
)
class Contribution(Record):
    """A contribution in MEUR, commitment and payment apart.

    A measure with contributions takes its money from them; one without is split by its shares.
    """

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    measure: str = reference(N_("Measure"), target="measure")
    paid_by: PaidBy = choice_field(N_("Paid by"), choices=PaidBy)
    state: str | None = reference(
        N_("Paying state"),
        N_("Empty for the Union and private money."),
        target="state",
        default=None,
    )
    programme: Programme | None = choice_field(N_("Programme"), choices=Programme, default=None)
    purpose: Purpose = choice_field(
        N_("Purpose"), choices=Purpose, default=Purpose.ACQUISITION, group=_MONEY
    )
    year: int = integer(N_("Year"), unit="year", minimum=2018, maximum=2040, group=_MONEY)
    commitment_meur: float | None = number(
        N_("Committed"), unit="MEUR", default=None, maximum=100_000, group=_MONEY
    )
    payment_meur: float | None = number(
        N_("Paid"), unit="MEUR", default=None, maximum=100_000, group=_MONEY
    )
    price_year: int | None = integer(
        N_("Price year"),
        N_("Empty: the price year of the plan. Money of different price years is not added."),
        unit="year",
        default=None,
        minimum=2018,
        maximum=2040,
        group=_MONEY,
    )
    in_kind: bool = flag(
        N_("In kind"), N_("A contribution in kind needs a certificate."), group=_MONEY
    )
    certified: bool = flag(N_("Certified"), group=_PROOF)
    letter: str | None = text(
        N_("Letter of commitment"),
        N_("Reference of the written promise."),
        default=None,
        group=_PROOF,
    )
    letter_date: int | None = month(N_("Date of the letter"), default=None, group=_PROOF)


class FrameworkUse(Choice):
    """The four uses the January 2024 framework names for the 2.1 bn."""

    NEW_SYSTEMS = "new_systems", N_("new systems")
    UPGRADES = "upgrades", N_("AI upgrades")
    SUPPORT = "support", N_("support services")
    PROCESSORS = "processors", N_("AI processors")


@record(
    kind="framework_line",
    label=N_("Line of the framework"),
    plural=N_("Lines of the framework"),
    description=N_("One cell of the 2.1 bn: use, source, state and year. Empty means: not stated."),
    natural_key=("use", "paid_by", "state", "year"),
)
class FrameworkLine(Record):
    """An amount of the framework in MEUR; `None` is *not stated* and never zero."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    use: FrameworkUse = choice_field(N_("Use"), choices=FrameworkUse)
    paid_by: PaidBy = choice_field(N_("Paid by"), choices=PaidBy)
    state: str | None = reference(N_("State"), target="state", default=None)
    year: int | None = integer(N_("Year"), unit="year", minimum=2018, maximum=2040, default=None)
    amount_meur: float | None = number(N_("Amount"), unit="MEUR", default=None, maximum=100_000)
