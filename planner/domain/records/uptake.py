# SPDX-License-Identifier: EUPL-1.2
"""Uptake: the sectors of GenAI4EU, targets the AI Office watches, models, and matches of firms."""

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

_FREEZE = N_("Freeze")
_VALUES = N_("Values")


@record(
    kind="sector",
    label=N_("Sector"),
    plural=N_("Sectors"),
    description=N_("A sector of GenAI4EU, with the words factories use for it."),
)
class Sector(Record):
    """A sector; `aliases` is a list with semicolons, compared without regard to case."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    aliases: str | None = text(
        N_("Other words for it"), N_("As factories name their sectors."), default=None
    )
    listed: bool = flag(
        N_("One of the 17"), N_("Named in the framework of January 2024."), default=False
    )
    no_target: bool = flag(
        N_("No target set"), N_("Decided so; a sector without a target is otherwise a gap.")
    )
    notes: str | None = text(N_("Notes"), default=None)


@record(
    kind="target",
    label=N_("Target"),
    plural=N_("Targets"),
    description=N_("What an indicator should reach, from which baseline, and what it reached."),
    natural_key=("indicator", "sector", "year"),
)
class Target(Record):
    """A target; `frozen_target` keeps what was frozen, so that a later change is seen."""

    id: str = key()
    indicator: str = text(N_("Indicator"), max_length=200)
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    year: int | None = integer(N_("Due"), unit="year", default=None, minimum=2018, maximum=2050)
    unit: str | None = text(N_("Unit"), default=None, max_length=40)
    baseline: float | None = number(
        N_("Baseline"), unit="1", minimum=None, default=None, group=_VALUES
    )
    target: float | None = number(N_("Target"), unit="1", minimum=None, default=None, group=_VALUES)
    actual: float | None = number(
        N_("Reached"), unit="1", minimum=None, default=None, group=_VALUES
    )
    owner: str | None = reference(N_("Responsible"), target="organisation", default=None)
    frozen_on: str | None = day(N_("Frozen on"), group=_FREEZE)
    frozen_target: float | None = number(
        N_("Target as frozen"), unit="1", minimum=None, default=None, group=_FREEZE
    )
    version: int = integer(N_("Version"), default=1, minimum=1, group=_FREEZE)
    reason: str | None = text(N_("Reason of a change"), default=None, group=_FREEZE)
    source: str | None = reference(N_("Source"), target="source", default=None)
    notes: str | None = text(N_("Notes"), default=None)


class PairingStage(Choice):
    """How far a match has come."""

    CONTACT = "contact", N_("contact")
    TALKS = "talks", N_("talks")
    PILOT = "pilot", N_("pilot")
    CONTRACT = "contract", N_("contract")
    ENDED = "ended", N_("ended")


@record(
    kind="pairing",
    label=N_("Match of start-up and incumbent"),
    plural=N_("Matches of start-ups and incumbents"),
    description=N_("A start-up and a traditional company brought together, and what came of it."),
    natural_key=("startup", "incumbent"),
)
class Pairing(Record):
    """A match between two organisations."""

    id: str = key()
    name: str | None = text(N_("Note"), default=None, max_length=200)
    startup: str = reference(N_("Start-up"), target="organisation")
    incumbent: str = reference(N_("Incumbent"), target="organisation")
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    state: str | None = reference(N_("State"), target="state", default=None)
    factory: str | None = reference(N_("Brought together by"), target="factory", default=None)
    since: str | None = day(N_("Since"))
    stage: PairingStage | None = choice_field(N_("Stage"), choices=PairingStage, default=None)
    outcome: str | None = text(N_("Outcome"), default=None)


@record(
    kind="trained_model",
    label=N_("Model"),
    plural=N_("Models"),
    description=N_("A European model trained, or to be trained, with hours of the network."),
)
class TrainedModel(Record):
    """A model of the register; languages are codes with semicolons, such as `lv; lt`."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    organisation: str | None = reference(N_("Made by"), target="organisation", default=None)
    state: str | None = reference(N_("State"), target="state", default=None)
    initiative: str | None = reference(N_("Initiative"), target="initiative", default=None)
    languages: str | None = text(N_("Languages"), default=None)
    sector: str | None = reference(N_("Sector"), target="sector", default=None)
    parameters_bn: float | None = number(N_("Parameters"), unit="billion", default=None)
    tokens_bn: float | None = number(N_("Tokens"), unit="billion", default=None)
    hours_used: float | None = number(N_("Hours used"), unit="h", default=None, decimals=1)
    allocations: tuple[str, ...] | None = references(N_("Allocations"), target="allocation")
    open_weights: bool = flag(N_("Open weights"))
    released: int | None = integer(
        N_("Released"), unit="year", default=None, minimum=2018, maximum=2040
    )
    notes: str | None = text(N_("Notes"), default=None)
