# SPDX-License-Identifier: EUPL-1.2
"""The figures above the budget, and the two kinds of money that are never added."""

from collections.abc import Iterable, Iterator

import attrs
import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, PaidBy, Programme
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure
from planner.engine.budget import THOUSANDTHS
from planner.engine.money import Money
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters


@attrs.frozen
class BudgetMoney:
    """Public money of a budget or ceiling, MEUR. Adds to its own kind only."""

    meur: float

    def __add__(self, other: "BudgetMoney") -> "BudgetMoney":
        """Return the sum. Mobilised money is another type and does not fit (FIN-12)."""
        if type(other) is not BudgetMoney:
            return NotImplemented
        return BudgetMoney(self.meur + other.meur)


@attrs.frozen
class MobilisedMoney:
    """Investment a budget is expected to attract, MEUR. Adds to its own kind only."""

    meur: float

    def __add__(self, other: "MobilisedMoney") -> "MobilisedMoney":
        """Return the sum of mobilised money."""
        if type(other) is not MobilisedMoney:
            return NotImplemented
        return MobilisedMoney(self.meur + other.meur)


def money_of(envelope: Envelope) -> BudgetMoney | MobilisedMoney | None:
    """Return the money of an envelope in its type; None where the amount is unknown."""
    if envelope.amount_meur is None:
        return None
    if envelope.type is EnvelopeType.MOBILISED:
        return MobilisedMoney(envelope.amount_meur)
    return BudgetMoney(envelope.amount_meur)


@attrs.frozen
class ProgrammeCeiling:
    """What a programme may pay, while its ceiling is in force, and what is committed from it."""

    programme: Programme
    ceiling_meur: float | None
    in_force: bool
    committed_meur: float


@attrs.frozen
class Head:
    """The figures above the budget, MEUR; only what is at least committed counts.

    `matched` is what Union, states and others put up where the Union's part draws on the ceiling;
    the ratio is states to Union, None where there is no Union money. `unknown` counts the public
    commitments whose split is not known.
    """

    ceiling_meur: float | None
    committed_meur: float
    tentative_meur: float
    paid_meur: float
    matched: tuple[float, float, float]
    unknown: int
    programmes: tuple[ProgrammeCeiling, ...]
    mobilised: MobilisedMoney

    @property
    def match_ratio(self) -> float | None:
        """Return states over Union."""
        union, states, _other = self.matched
        return states / union if union else None


def head(plan: Plan, outcome: Outcome) -> Head:
    """Sum the budget up. Payments are those of the Union up to the plan's reference month."""
    as_of = int(Parameters.of(plan).as_of)
    figures = outcome.headlines
    matched = np.sum([block.pledged[:-1].sum(axis=0) for block in _money(outcome)], axis=0)
    paid = outcome.payments_meur[:, :-1, 0, : as_of + 1].sum()
    mobilised = MobilisedMoney(0.0)
    for _key, envelope in sorted(plan.of(Envelope).items()):
        amount = money_of(envelope)
        if isinstance(amount, MobilisedMoney):
            mobilised = mobilised + amount
    return Head(
        ceiling_meur=figures.union_ceiling_meur,
        committed_meur=figures.union_committed_meur,
        tentative_meur=figures.union_tentative_meur,
        paid_meur=float(paid),
        matched=(float(matched[0]), float(matched[1]), float(matched[2])),
        unknown=sum(
            None in (row.union_meur, row.states_meur)
            for row in plan.of(Commitment).values()
            if row.envelope is not None
        ),
        programmes=tuple(_ceilings(plan, as_of)),
        mobilised=mobilised,
    )


def _money(outcome: Outcome) -> Iterable[Money]:
    blocks: Iterable[Money] = outcome.cache["money"].values()
    return blocks


def _ceilings(plan: Plan, as_of: int) -> Iterator[ProgrammeCeiling]:
    firm = [
        one
        for one in plan.of(Contribution).values()
        if one.paid_by is PaidBy.UNION
        and plan.get(Measure, one.measure).status is not Status.TENTATIVE
    ]
    for _key, row in sorted(plan.of(Envelope).items()):
        if row.binds is None or row.type is not EnvelopeType.CEILING:
            continue
        since = row.valid_from is None or row.valid_from <= as_of
        until = row.valid_to is None or row.valid_to >= as_of
        amounts = [one.commitment_meur or 0.0 for one in firm if one.programme is row.binds]
        committed = sum(round(amount * THOUSANDTHS) for amount in amounts) / THOUSANDTHS
        yield ProgrammeCeiling(row.binds, row.amount_meur, since and until, committed)
