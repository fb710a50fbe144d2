# SPDX-License-Identifier: EUPL-1.2
"""Sums over lines of money instruments: budget, guarantee and mobilised money strictly apart.

A line counts its own amount, or where it states none those of its parts; so nothing counts twice.
No function here adds an amount of one column to one of another.
"""

import math
from collections.abc import Collection, Iterator, Mapping

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
    return {column: _sum(plan, column, keys) for column in COLUMNS}


def counted_lines(plan: Plan, column: str, keys: Collection[str]) -> Iterator[Instrument]:
    """Yield the lines whose own amount counts in the sum of a column."""
    rows = plan.of(Instrument)
    for key in keys:
        if rows[key].part_of not in keys:
            yield from _counted(plan, rows[key], column, frozenset(keys))


def unknown_lines(plan: Plan, column: str, keys: Collection[str]) -> int:
    """Count the lines that state no amount, have no parts among these, and are in no stated one."""
    rows = plan.of(Instrument)
    wholes = {rows[key].part_of for key in keys}
    silent = (key for key in keys if getattr(rows[key], column) is None and key not in wholes)
    return sum(not _is_within(plan, column, key) for key in silent)


def _is_within(plan: Plan, column: str, key: str) -> bool:
    whole = plan.of(Instrument).get(plan.get(Instrument, key).part_of or "")
    return whole is not None and getattr(whole, column) is not None


def _sum(plan: Plan, column: str, keys: Collection[str]) -> float | None:
    amounts = [getattr(line, column) for line in counted_lines(plan, column, keys)]
    return math.fsum(amounts) if amounts else None


def _counted(
    plan: Plan, line: Instrument, column: str, among: frozenset[str]
) -> Iterator[Instrument]:
    """Yield a line that states an amount, else its parts; a ring of parts ends where it began."""
    if getattr(line, column) is not None:
        yield line
        return
    rest = among - {line.id}
    for row in plan.of(Instrument).values():
        if row.part_of == line.id and row.id in rest:
            yield from _counted(plan, row, column, rest)
