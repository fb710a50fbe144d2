# SPDX-License-Identifier: EUPL-1.2
"""Sums over lines of money instruments: budget, guarantee and mobilised money strictly apart.

A line counts its own amount, or where it states none those of its parts; so nothing counts twice.
No function here adds an amount of one column to one of another.
"""

import math
from collections.abc import Collection, Mapping

from planner.domain.plan import Plan
from planner.domain.records.instruments import Instrument

COLUMNS = (
    "budget_meur",
    "guarantee_meur",
    "mobilised_expected_meur",
    "mobilised_observed_meur",
)
"""The four kinds of money; each is summed by itself."""


def column_sums(plan: Plan, keys: Collection[str]) -> Mapping[str, float | None]:
    """Return the sum of each column over some lines, MEUR; `None` where none states an amount."""
    rows = plan.of(Instrument)
    tops = [rows[key] for key in keys if rows[key].part_of not in keys]
    return {column: _sum(plan, tops, column, frozenset(keys)) for column in COLUMNS}


def _sum(
    plan: Plan, lines: Collection[Instrument], column: str, among: frozenset[str]
) -> float | None:
    amounts = [_amount(plan, line, column, among) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    return math.fsum(known) if known else None


def _amount(plan: Plan, line: Instrument, column: str, among: frozenset[str]) -> float | None:
    """Return what a line states, or what its parts do; a ring of parts ends where it began."""
    own: float | None = getattr(line, column)
    if own is not None:
        return own
    rest = among - {line.id}
    parts = [row for row in plan.of(Instrument).values() if row.part_of == line.id]
    return _sum(plan, [row for row in parts if row.id in rest], column, rest)
