# SPDX-License-Identifier: EUPL-1.2
"""AGF: gigafactories, whose money never mixes with that of the AI factories."""

from collections.abc import Iterator, Mapping

from planner.domain.plan import Plan
from planner.domain.records.funding import Commitment
from planner.domain.records.instruments import Call, Gigafactory
from planner.domain.records.measures import Measure
from planner.engine.outcome import Finding
from planner.engine.rules.case import Network, NetworkRule
from planner.engine.rules.envelopes import TOLERANCE

_MONEY = ("capex_meur", "union_meur", "states_meur")
# What the table of the call bounds from above and from below.
_AT_MOST = ("union_first_meur", "union_meur")
_AT_LEAST = ("processors_first", "processors", "it_load_mw")


def agf_01(network: Network) -> Iterator[Finding]:
    """Let the Union pay 17 % of the capital cost at most, and the states no less than the Union."""
    limit = network.limit("AGF-01", "share")
    for row in _candidates(network.plan):
        capex, union, states = row.capex_meur, row.union_meur, row.states_meur
        if capex is None or union is None or states is None:
            missing = next(name for name in _MONEY if getattr(row, name) is None)
            yield network.unknown("AGF-01", row, missing)
        elif union > limit * capex + TOLERANCE or states < union - TOLERANCE:
            yield network.found(
                "AGF-01",
                row,
                share=round(union / capex, 4) if capex else 1.0,
                limit=limit,
                union_meur=union,
                states_meur=states,
                most_meur=round(min(limit * capex, states), 3),
            )


def agf_02(network: Network) -> Iterator[Finding]:
    """Have the state commit itself before the call opens: Art. 12b(4)."""
    for row in _candidates(network.plan):
        call = network.plan.of(Call).get(row.call or "")
        if row.letter_date is None or call is None:
            yield network.unknown("AGF-02", row, "call" if row.letter_date else "letter_date")
        elif call.opens is None:
            yield network.unknown("AGF-02", call, "opens")
        elif row.letter_date >= call.opens:
            yield network.found("AGF-02", row, letter_day=row.letter_date, opens_day=call.opens)


def agf_03(network: Network) -> Iterator[Finding]:
    """Keep to the table of the lot: money of both phases, processors, power."""
    for row in _candidates(network.plan):
        if row.lot is None:
            yield network.unknown("AGF-03", row, "lot")
            continue
        table = {
            name: network.limit("AGF-03", f"{row.lot.value}_{name}")
            for name in (*_AT_MOST, *_AT_LEAST)
        }
        wrong = list(_outside(row, table))
        blank = next((name for name in table if getattr(row, name) is None), None)
        if wrong:
            yield network.found("AGF-03", row, missing=";".join(wrong), lot=str(row.lot))
        elif blank is not None:
            yield network.unknown("AGF-03", row, blank)


def agf_04(network: Network) -> Iterator[Finding]:
    """Keep the money of gigafactories out of the envelopes that AI factories draw on."""
    candidates = list(_candidates(network.plan))
    drawn = _drawn(network.plan) if candidates else ()
    for row in candidates:
        if row.envelope is None:
            yield network.unknown("AGF-04", row, "envelope")
        elif row.envelope in drawn:
            yield network.found("AGF-04", row, base=row.envelope, base_kind="envelope")


def _drawn(plan: Plan) -> set[str]:
    rows: tuple[Commitment | Measure, ...] = (
        *plan.of(Commitment).values(),
        *plan.of(Measure).values(),
    )
    return {row.envelope for row in rows if row.envelope is not None}


def _outside(row: Gigafactory, table: Mapping[str, float]) -> Iterator[str]:
    """Yield the figures of a gigafactory that its lot does not allow."""
    for name, bound in table.items():
        value = getattr(row, name)
        if value is not None and (value > bound if name in _AT_MOST else value < bound):
            yield name


def _candidates(plan: Plan) -> Iterator[Gigafactory]:
    return (row for _key, row in sorted(plan.of(Gigafactory).items()))


NETWORK_RULES = (
    NetworkRule("AGF-01", agf_01, ("gigafactory",)),
    NetworkRule("AGF-02", agf_02, ("gigafactory", "call")),
    NetworkRule("AGF-03", agf_03, ("gigafactory",)),
    NetworkRule("AGF-04", agf_04, ("gigafactory", "commitment", "measure")),
)
