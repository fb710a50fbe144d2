# SPDX-License-Identifier: EUPL-1.2
"""Money that is set or promised: envelopes and commitments."""

from planner.domain.declare import choice as choice_field
from planner.domain.declare import key, month, number, record, reference, text
from planner.domain.records.contributions import Programme
from planner.domain.schema import Choice, Record
from planner.text import N_

_CENTS = 8  # decimals of a MEUR, so that a sum published to the cent is kept as it is


class EnvelopeType(Choice):
    """What an amount is; only budgets and ceilings may ever be compared with commitments."""

    CEILING = "ceiling", N_("legal ceiling")
    BUDGET = "budget", N_("budget")
    NATIONAL = "national", N_("national or private contribution")
    MOBILISED = "mobilised", N_("mobilised, not budget")


@record(
    kind="envelope",
    label=N_("Envelope"),
    plural=N_("Envelopes"),
    description=N_("An amount set by law or by a decision, that measures draw on."),
)
class Envelope(Record):
    """An envelope or ceiling in MEUR, current prices unless its notes say otherwise."""

    id: str = key()
    name: str = text(N_("Name"))
    type: EnvelopeType = choice_field(N_("Type"), choices=EnvelopeType)
    programme: str | None = text(N_("Programme"), default=None)
    binds: Programme | None = choice_field(
        N_("Limits the programme"),
        N_("For the part of a ceiling that one Union programme pays."),
        choices=Programme,
        default=None,
    )
    amount_meur: float | None = number(N_("Amount"), unit="MEUR", decimals=_CENTS, default=None)
    first_month: int | None = month(N_("From"), default=None)
    last_month: int | None = month(N_("To"), default=None)
    valid_from: int | None = month(
        N_("In force from"), N_("A later amount replaces an earlier one."), default=None
    )
    valid_to: int | None = month(
        N_("In force to"), N_("The last month in which the amount binds."), default=None
    )
    replaces: str | None = reference(N_("Replaces"), target="envelope", default=None)
    managed_by: str | None = text(N_("Managed by"), default=None)
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="commitment",
    label=N_("Commitment"),
    plural=N_("Commitments"),
    description=N_("Money already promised to the network, counted once."),
)
class Commitment(Record):
    """A public commitment to a system, a factory or a group of antennas, in MEUR."""

    id: str = key()
    name: str = text(N_("Name"))
    state: str | None = reference(N_("State"), target="state", default=None)
    system: str | None = reference(N_("System"), target="system", default=None)
    factory: str | None = reference(N_("AI factory"), target="factory", default=None)
    envelope: str | None = reference(
        N_("Envelope"),
        N_("Empty where the money came from the programmes before 2021."),
        target="envelope",
        default=None,
    )
    signed: int | None = month(N_("Committed"), default=None)
    last_payment: int | None = month(N_("Last payment"), default=None)
    union_meur: float | None = number(N_("Union"), unit="MEUR", decimals=_CENTS, default=None)
    states_meur: float | None = number(N_("States"), unit="MEUR", decimals=_CENTS, default=None)
    other_meur: float | None = number(
        N_("Region, private, other"), unit="MEUR", decimals=_CENTS, default=None
    )
    notes: str | None = text(N_("Notes"), default=None)
