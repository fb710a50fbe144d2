# SPDX-License-Identifier: EUPL-1.2
"""How the money that stands against the Union's comes about, and what the Union has paid.

Codes are `matched.<who>` with who as in `MONEY_SOURCES`, asked of the network: what Article 5(1)
compares. Only what draws on the ceiling counts, and only where both the Union's and the states'
part are known. `union_paid` is what the Union pays up to the end of the year of a month.
"""

from collections.abc import Iterator

import numpy as np

from planner.domain.plan import Plan
from planner.domain.records.funding import Commitment
from planner.domain.records.measures import Measure
from planner.engine.figures import Figure, Input, field_input
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import FIRM, MONEY_SOURCES, Outcome
from planner.engine.roster import NOWHERE

MATCHED, PAID = "matched", "union_paid"
_FIELDS = {"union": "union_meur", "states": "states_meur", "other": "other_meur"}


def match_figure(plan: Plan, outcome: Outcome, who: str) -> Figure | None:
    """Return what the Union, the states or others put up; None for anybody else."""
    if who not in _FIELDS:
        return None
    column = MONEY_SOURCES.index(who)
    blocks = outcome.cache["money"].values()
    value = float(np.sum([block.pledged[FIRM, column].sum() for block in blocks]))
    inputs = (*_promised(plan, _FIELDS[who]), *_measures(plan, who))
    return Figure(f"{MATCHED}.{who}", value, "MEUR", "sum", inputs)


def paid_figure(plan: Plan, outcome: Outcome, state: str | None, month: int) -> Figure:
    """Return what the Union pays up to the end of a year, in a state or, without one, in all.

    Recorded payments, else the usual profile; tentative measures are left out.
    """
    end = (month // 12 + 1) * 12
    union = MONEY_SOURCES.index("union")
    paid = outcome.payments_meur[:, FIRM, union, :end].sum(axis=(1, 2))
    by_state = dict(zip((*outcome.states, NOWHERE), paid.tolist(), strict=True))
    if state is not None:
        parts = (*_of_state(plan, state), *_machines(plan, state))
        return Figure(PAID, by_state[state], "MEUR", "union * payment profile", parts)
    inputs = (
        Input("state", key, PAID, value, "MEUR", computed=True)
        for key, value in by_state.items()
        if value
    )
    return Figure(PAID, float(paid.sum()), "MEUR", "sum", tuple(inputs))


def _of_state(plan: Plan, state: str) -> Iterator[Input]:
    for _key, row in sorted(plan.of(Commitment).items()):
        if (row.state or NOWHERE) == state and row.union_meur:
            yield field_input(plan, row, "union_meur")


def _machines(plan: Plan, state: str) -> Iterator[Input]:
    for key, row in sorted(plan.of(Measure).items()):
        if row.state == state and row.status in COMMITTED:
            yield Input("measure", key, "union", None, "MEUR", computed=True)


def _promised(plan: Plan, field: str) -> Iterator[Input]:
    for _key, row in sorted(plan.of(Commitment).items()):
        both = row.union_meur is not None and row.states_meur is not None
        if row.envelope is not None and both and getattr(row, field):
            yield field_input(plan, row, field)


def _measures(plan: Plan, who: str) -> Iterator[Input]:
    for key, row in sorted(plan.of(Measure).items()):
        if row.status in COMMITTED:
            yield Input("measure", key, who, None, "MEUR", computed=True)
