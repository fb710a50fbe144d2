# SPDX-License-Identifier: EUPL-1.2
"""Which states have a node of their own, and the figures above the map.

A state that only sits in the consortium of somebody else's factory has no node of its own.
"""

from collections.abc import Sequence

import attrs

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.funding import Envelope, EnvelopeType
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import CapacityClass, Factory
from planner.domain.records.measures import MeasureKind
from planner.engine.inputs import COMMITTED, Inputs
from planner.engine.outcome import CLASSES, Headlines, Series
from planner.engine.parameters import Parameters
from planner.engine.roster import NOWHERE

NODES = frozenset(
    {MeasureKind.SYSTEM, MeasureKind.UPGRADE, MeasureKind.ANTENNA, MeasureKind.SUPPORT}
)
_TENTATIVE = CLASSES.index(CapacityClass.TENTATIVE)
_PROGRAMME = "EuroHPC"


@attrs.frozen
class Coverage:
    """Whether a state is a member of the Union, and whether it has a node of its own."""

    member: bool
    covered: bool


def coverage(inputs: Inputs, key: str) -> Coverage:
    """Tell whether a state has a factory or antenna, or a measure at least committed."""
    if key == NOWHERE:
        return Coverage(member=False, covered=False)
    roster = inputs.roll.rosters[key]
    state = inputs.plan.get(State, key)
    planned = any(m.kind in NODES and m.status in COMMITTED for m in roster.measures)
    member = state.membership is Membership.EU_MEMBER
    return Coverage(member=member, covered=bool(roster.factories) or planned)


def consortium_only(plan: Plan, not_covered: Sequence[str]) -> tuple[str, ...]:
    """Return which states without a node sit in the consortium of another state's factory."""
    members = {state for row in plan.of(Factory).values() for state in row.consortium or ()}
    return tuple(state for state in not_covered if state in members)


def ceiling(plan: Plan, parameters: Parameters) -> Envelope | None:
    """Return the ceiling of the Union contribution to EuroHPC in force at `as_of`.

    Council Regulation (EU) 2021/1173, Art. 5, as amended; a later amount replaces an earlier one.
    """
    in_force = [
        row
        for row in plan.of(Envelope).values()
        if row.type is EnvelopeType.CEILING
        and row.programme == _PROGRAMME
        and (row.valid_from is None or row.valid_from <= parameters.as_of)
    ]
    replaced = {row.replaces for row in in_force}
    left = [row for row in in_force if row.id not in replaced]
    return max(left, key=lambda row: (row.valid_from or -HORIZON, row.id), default=None)


def headlines(
    inputs: Inputs, keys: Sequence[str], covered: Sequence[Coverage], drawn: Series
) -> Headlines:
    """Sum up the network; `drawn` is the Union money by class and month, (C, T)."""
    limit = ceiling(inputs.plan, inputs.parameters)
    members = [(key, row.covered) for key, row in zip(keys, covered, strict=True) if row.member]
    return Headlines(
        union_committed_meur=float(drawn[:_TENTATIVE].sum()),
        union_tentative_meur=float(drawn[_TENTATIVE].sum()),
        union_ceiling_meur=None if limit is None else limit.amount_meur,
        covered=tuple(key for key, has_node in members if has_node),
        not_covered=tuple(key for key, has_node in members if not has_node),
    )
