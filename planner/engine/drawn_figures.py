# SPDX-License-Identifier: EUPL-1.2
"""What draws on the ceiling of the Union's money: of the network, of a state and of a measure."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, PaidBy
from planner.domain.records.infrastructure import CapacityClass
from planner.domain.records.measures import Measure
from planner.engine.committed_figures import money_alone
from planner.engine.figures import Figure, Input
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.roster import NOWHERE, Roll

FIRM_CLASSES = slice(0, CLASSES.index(CapacityClass.TENTATIVE))
_TENTATIVE = slice(CLASSES.index(CapacityClass.TENTATIVE), len(CLASSES))
DRAWN: Mapping[str, slice] = {"union_committed": FIRM_CLASSES, "union_tentative": _TENTATIVE}


def drawn_by_network(outcome: Outcome, code: str) -> Figure:
    """Return what is drawn on the ceiling in all states: `union_committed` or `union_tentative`."""
    blocks: Mapping[str, object] = outcome.cache["money"]
    amounts = {key: _drawn(outcome, key, code) for key in blocks}
    heads = outcome.headlines
    total = heads.union_committed_meur if code == "union_committed" else heads.union_tentative_meur
    inputs = (Input("state", key, code, value, "MEUR") for key, value in amounts.items() if value)
    return Figure(code, total, "MEUR", "sum", tuple(inputs))


def _drawn(outcome: Outcome, key: str, code: str) -> float:
    return float(outcome.cache["money"][key].drawn[DRAWN[code]].sum())


def drawn_by_state(plan: Plan, outcome: Outcome, key: str, code: str) -> Figure | None:
    """Return what the measures and public commitments of a state draw on the ceiling."""
    roll: Roll = outcome.cache["roll"][NOWHERE]
    roster = roll.rosters.get(key)
    if roster is None:
        return None
    firm = code == "union_committed"
    inputs = [
        Input("measure", m.id, code, _drawn_by(plan, roll.contributions, m), "MEUR")
        for m in roster.measures
        if (m.status in COMMITTED) is firm
    ]
    if firm:
        inputs += [
            Input("commitment", row.id, "union_meur", row.union_meur, "MEUR")
            for row in roster.commitments
            if row.envelope is not None and row.union_meur is not None
        ]
    known = tuple(one for one in inputs if one.value)
    return Figure(code, _drawn(outcome, key, code), "MEUR", "sum", known)


def drawn_by_measure(plan: Plan, outcome: Outcome, key: str, code: str) -> Figure | None:
    """Return what a measure draws: its contributions, or its estimated Union part."""
    measure = plan.of(Measure).get(key)
    if measure is None:
        return None
    contributions = outcome.cache["roll"][NOWHERE].contributions
    value = _drawn_by(plan, contributions, measure)
    given = [
        Input("contribution", one.id, "commitment_meur", one.commitment_meur, "MEUR")
        for one in contributions.get(measure.id, ())
        if one.paid_by is PaidBy.UNION
    ]
    if given:
        return Figure(code, value, "MEUR", "sum", tuple(given))
    return Figure(
        code, value, "MEUR", "union", (Input("measure", measure.id, "union", value, "MEUR"),)
    )


def _drawn_by(
    plan: Plan, contributions: Mapping[str, tuple[Contribution, ...]], measure: Measure
) -> float:
    return float(money_alone(plan, contributions, measure).drawn.sum())
