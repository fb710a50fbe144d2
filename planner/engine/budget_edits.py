# SPDX-License-Identifier: EUPL-1.2
"""From cells of the budget to one command.

A cell of a measure is a contribution. The first edit of a measure whose money was estimated writes
the estimate down as contributions first, so that changing one cell changes that cell only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from planner.domain.commands import AddRecord, Batch, Command, EditField, RemoveRecord
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.months import FIRST_YEAR, YEARS
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, FrameworkLine
from planner.domain.records.measures import Measure
from planner.engine.budget import (
    ELSEWHERE,
    THOUSANDTHS,
    Entry,
    Line,
    Mode,
    Origin,
    payer_code,
)
from planner.engine.budget_lines import budget_of, line_of
from planner.engine.outcome import Outcome

_CONTRIBUTION = Contribution.KIND.name
_FRAMEWORK = FrameworkLine.KIND.name
_FIELDS = {Mode.COMMITMENTS: "commitment_meur", Mode.PAYMENTS: "payment_meur"}


@attrs.frozen
class CellEdit:
    """A new amount in MEUR for a line in a year; None says *not stated*, `clear` empties it."""

    line: Line
    year: int
    amount: float | None
    clear: bool = False


def command_for(
    plan: Plan, outcome: Outcome, edits: Sequence[CellEdit], mode: Mode
) -> Command | None:
    """Return the one command that makes these edits, None if nothing would change.

    Raises `DomainError("cell_is_fixed")` for a cell that is no contribution and no line of the
    framework - also for what nobody has pledged yet - and `DomainError("cell_is_several")` where
    several contributions share the cell.
    """
    commands: list[Command] = []
    for edit in edits:
        if edit.line.paid_by is None:
            raise DomainError("cell_is_fixed", kind=edit.line.kind, key=edit.line.key)
    for key in dict.fromkeys(edit.line.key for edit in edits if edit.line.kind == _MEASURE):
        own = [edit for edit in edits if edit.line.key == key]
        commands += _of_measure(plan, outcome, key, own, mode)
    for edit in edits:
        if edit.line.kind == _FRAMEWORK:
            commands += _of_framework(plan, edit)
        elif edit.line.kind != _MEASURE:
            raise DomainError("cell_is_fixed", kind=edit.line.kind, key=edit.line.key)
    if not commands:
        return None
    measures = {edit.line.key for edit in edits if edit.line.kind == _MEASURE}
    if len(measures) == 1:
        (measure,) = measures
        return Batch(commands=tuple(commands), code="edit_budget", facts={"measure": measure})
    return Batch(commands=tuple(commands), code="edit_budgets")


_MEASURE = Measure.KIND.name


def _of_measure(
    plan: Plan, outcome: Outcome, key: str, edits: Sequence[CellEdit], mode: Mode
) -> Iterator[Command]:
    known = {
        (line_of(one), one.year): one
        for _key, one in sorted(plan.of(Contribution).items(), reverse=True)
        if one.measure == key
    }
    fresh = _written_down(plan, outcome, key, mode, known)
    for edit in edits:
        place = (edit.line, edit.year)
        if place in known:
            yield from _of_known(plan, known[place], edit, mode)
        elif edit.clear:
            fresh.pop(place, None)
        else:
            fresh.setdefault(place, {})[_FIELDS[mode]] = edit.amount
    for (line, year), amounts in fresh.items():
        if mode is Mode.PAYMENTS:
            # What is only paid in a year was not committed in it; that is known, and no gap.
            amounts.setdefault(_FIELDS[Mode.COMMITMENTS], 0.0)
        yield _added(line, year, amounts)


def _of_known(plan: Plan, one: Contribution, edit: CellEdit, mode: Mode) -> Iterator[Command]:
    same = [
        row
        for row in plan.of(Contribution).values()
        if row.measure == one.measure and row.year == one.year and line_of(row) == edit.line
    ]
    if len(same) > 1:
        raise DomainError("cell_is_several", kind=_CONTRIBUTION, key=one.id, count=len(same))
    field = _FIELDS[mode]
    others = [getattr(one, name) for name in _FIELDS.values() if name != field]
    if edit.clear and others == [None]:
        yield RemoveRecord(kind=_CONTRIBUTION, key=one.id)
    elif getattr(one, field) != edit.amount:
        yield EditField(kind=_CONTRIBUTION, key=one.id, field=field, value=edit.amount)


_Fresh = dict[tuple[Line, int], dict[str, Any]]


def _written_down(
    plan: Plan,
    outcome: Outcome,
    key: str,
    mode: Mode,
    known: Mapping[tuple[Line, int], Contribution],
) -> _Fresh:
    """Return the estimates of a measure as contributions to be, those in `known` left out."""
    fresh: _Fresh = {}
    for one in Mode if mode is Mode.PAYMENTS else (Mode.COMMITMENTS,):
        for entry in _estimates(plan, outcome, key, one):
            for year, amount in _amounts(entry):
                if (entry.line, year) not in known:
                    fresh.setdefault((entry.line, year), {})[_FIELDS[one]] = amount
    return fresh


def _estimates(plan: Plan, outcome: Outcome, key: str, mode: Mode) -> Iterator[Entry]:
    entries = budget_of(plan, outcome, key, mode)
    return (entry for entry in entries if entry.origin is Origin.ESTIMATED)


def _amounts(entry: Entry) -> Iterable[tuple[int, float]]:
    """Yield year and MEUR; what lies outside the years goes to the year after the last."""
    for column, cell in enumerate(entry.cells):
        if cell:
            year = FIRST_YEAR + (YEARS if column == ELSEWHERE else column)
            yield year, cell / THOUSANDTHS


def _added(line: Line, year: int, amounts: Mapping[str, Any]) -> AddRecord:
    values = {
        "id": new_id(),
        "measure": line.key,
        "paid_by": payer_code(line.paid_by),
        "state": line.state,
        "programme": None if line.programme is None else line.programme.value,
        "purpose": line.purpose.value,
        "year": year,
        **amounts,
    }
    return AddRecord(kind=_CONTRIBUTION, values=values)


def _of_framework(plan: Plan, edit: CellEdit) -> Iterator[Command]:
    year = edit.year if FIRST_YEAR <= edit.year < FIRST_YEAR + YEARS else None
    for key, row in sorted(plan.of(FrameworkLine).items()):
        place = (row.use.value, row.paid_by, row.state, row.year)
        if place == (edit.line.key, edit.line.paid_by, edit.line.state, year):
            if row.amount_meur != edit.amount:
                yield EditField(kind=_FRAMEWORK, key=key, field="amount_meur", value=edit.amount)
            return
    if not edit.clear:
        values = {
            "id": new_id(),
            "use": edit.line.key,
            "paid_by": payer_code(edit.line.paid_by),
            "state": edit.line.state,
            "year": year,
            "amount_meur": edit.amount,
        }
        yield AddRecord(kind=_FRAMEWORK, values=values)
