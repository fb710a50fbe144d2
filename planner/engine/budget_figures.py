# SPDX-License-Identifier: EUPL-1.2
"""How an amount of the budget comes about: a line in a year, and the sums over lines.

A line's code is `budget.<mode>.<column>.<who pays>.<what for>` and is asked of its measure or
commitment; a sum's is `budget.<mode>.<column>.<grouping>.<group>` and is asked of the network. The
column is a year, `total`, or `0` for what lies outside the years. Amounts are MEUR.
"""

from collections.abc import Iterator, Sequence

from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, FrameworkLine, PaidBy, Purpose
from planner.domain.records.funding import Commitment
from planner.domain.records.measures import Measure
from planner.engine.budget import (
    ELSEWHERE,
    THOUSANDTHS,
    Entry,
    Grouping,
    Line,
    Mode,
    Origin,
    Sum,
    column_of,
    counted,
    grouped,
    payer_code,
    payer_of,
)
from planner.engine.budget_lines import budget, framework, line_of
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.funding import contributions_to
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters

BUDGET, TOTAL, ALL = "budget", "total", "all"
_FIELDS = {Mode.COMMITMENTS: "commitment_meur", Mode.PAYMENTS: "payment_meur"}
_PROMISED = {PaidBy.UNION: "union_meur", PaidBy.HOST_STATE: "states_meur"}
_PAID_BY = {PaidBy.UNION: "union", PaidBy.HOST_STATE: "states"}
_PROFILE = ("payment_at_contract", "payment_at_delivery")
_COSTS = {Purpose.ACQUISITION: ("capex",), Purpose.OPERATION: ("tco", "capex")}
_FORMULAS = {
    Purpose.ACQUISITION: "capex - sum of contributions",
    Purpose.OPERATION: "tco - capex - sum of contributions",
}


def sum_code(mode: Mode, column: str, grouping: Grouping, group: str) -> str:
    """Return the code of a sum; the group `ALL` is the sum of all."""
    return f"{BUDGET}.{mode.value}.{column}.{grouping.value}.{group}"


def line_code(mode: Mode, column: str, line: Line) -> str:
    """Return the code of a line's amount."""
    return f"{BUDGET}.{mode.value}.{column}.{payer_code(line.paid_by)}.{line.purpose.value}"


def sum_figure(plan: Plan, outcome: Outcome, code: str) -> Figure:
    """Return a sum of the budget; its inputs are the lines."""
    _budget, mode, column, way, group = code.split(".", 4)
    grouping = Grouping(way)
    entries: Sequence[Entry] = _entries(plan, outcome, Mode(mode), grouping)
    if group != ALL:
        sections = (one for one in grouped(entries, grouping) if one.key == group)
        entries = next((one.entries for one in sections), ())
    entries = counted(entries)
    inputs = tuple(_lines(plan, entries, Mode(mode), column))
    total = Sum.of(cell for one in entries for cell in _cells(one, column))
    return Figure(code, total.amount / THOUSANDTHS, "MEUR", "sum", inputs)


def line_figure(plan: Plan, outcome: Outcome, base: tuple[str, str], code: str) -> Figure | None:
    """Return an amount of a measure or public commitment, from whoever pays it for a purpose."""
    _budget, mode, column, payer, purpose = code.split(".")
    wanted = (*base, payer_of(payer), purpose)
    found = [
        one
        for one in budget(plan, outcome, Mode(mode))
        if (one.line.kind, one.line.key, one.line.paid_by, one.line.purpose.value) == wanted
    ]
    if not found:
        return None
    total = Sum.of(cell for one in found for cell in _cells(one, column))
    if found[0].origin is Origin.ESTIMATED:
        formula, inputs = "share of the measure * payment profile", _estimated(plan, found[0])
    elif found[0].origin is Origin.UNPLEDGED:
        formula, inputs = _FORMULAS[found[0].line.purpose], _unpledged(plan, found[0])
    else:
        formula = "sum of what is recorded"
        inputs = tuple(one for row in found for one in _recorded(plan, row, Mode(mode), column))
    return Figure(code, total.amount / THOUSANDTHS, "MEUR", formula, inputs)


def _entries(plan: Plan, outcome: Outcome, mode: Mode, grouping: Grouping) -> tuple[Entry, ...]:
    return framework(plan) if grouping is Grouping.FRAMEWORK else budget(plan, outcome, mode)


def _lines(plan: Plan, entries: Sequence[Entry], mode: Mode, column: str) -> Iterator[Input]:
    for one in entries:
        amount = Sum.of(_cells(one, column))
        if not amount.amount:
            continue
        if one.origin is Origin.FRAMEWORK:
            yield from _recorded(plan, one, mode, column)
        else:
            code = line_code(mode, column, one.line)
            value = amount.amount / THOUSANDTHS
            yield Input(one.line.kind, one.line.key, code, value, "MEUR", computed=True)


def _recorded(plan: Plan, entry: Entry, mode: Mode, column: str) -> Iterator[Input]:
    line = entry.line
    if line.kind == Commitment.KIND.name:
        field = _PROMISED.get(line.paid_by or PaidBy.OTHER, "other_meur")
        promise = plan.get(Commitment, line.key)
        yield from (field_input(plan, promise, name) for name in (field, "signed"))
    elif line.kind == Measure.KIND.name:
        for _key, row in sorted(plan.of(Contribution).items()):
            if line_of(row) == line and column in (TOTAL, _column(column_of(row.year))):
                yield field_input(plan, row, _FIELDS[mode])
    else:
        for _key, framed in sorted(plan.of(FrameworkLine).items()):
            if (framed.use.value, framed.paid_by) == (line.key, line.paid_by):
                yield field_input(plan, framed, "amount_meur")


def _estimated(plan: Plan, entry: Entry) -> tuple[Input, ...]:
    line, parameters = entry.line, Parameters.of(plan)
    share = _PAID_BY.get(line.paid_by or PaidBy.OTHER, "other")
    return (
        Input(line.kind, line.key, share, None, "MEUR", computed=True),
        field_input(plan, plan.get(Measure, line.key), "start"),
        *(parameter_input(plan, parameters, name) for name in _PROFILE),
    )


def _unpledged(plan: Plan, entry: Entry) -> tuple[Input, ...]:
    line = entry.line
    codes = _COSTS[line.purpose]
    return (
        *(Input(line.kind, line.key, code, None, "MEUR", computed=True) for code in codes),
        *(
            field_input(plan, one, "commitment_meur")
            for one in contributions_to(plan, line.key)
            if one.purpose is line.purpose
        ),
    )


def _cells(entry: Entry, column: str) -> Sequence[int | None]:
    if column == TOTAL:
        return entry.cells
    at = ELSEWHERE if column == "0" else column_of(int(column))
    return (entry.cells[at],)


def _column(at: int) -> str:
    return "0" if at == ELSEWHERE else str(2021 + at)
