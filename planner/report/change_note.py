# SPDX-License-Identifier: EUPL-1.2
"""The note of a change for the Board, on one page: what was altered, moved, broken or settled."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from planner.domain.changes import Change
from planner.domain.months import FIRST_YEAR, YEARS
from planner.domain.plan import Plan
from planner.domain.schema import Field
from planner.engine.comparing import QUANTITIES, Comparison, Quantity, Sort, total
from planner.engine.outcome import FIRM, Finding, Severity
from planner.engine.outcome import Series as Values
from planner.reference.tracing import cell_value
from planner.report.parts import facts, finding_table, months_words, time_labels
from planner.report.reader import Reader, quantity_words, words
from planner.report.sheet import (
    Block,
    Cell,
    Chart,
    Line,
    Paragraph,
    Section,
    Series,
    Sheet,
    Table,
)
from planner.report.terms import terms
from planner.sentences import kind_word, name_in
from planner.text import _, month_label, ngettext, number

_MOST_CHANGES = 12
_TOLD = (
    "capacity_ef",
    "accelerator_hours",
    "commitments_meur",
    "payments_meur",
    "talent_stock",
    "power_mw",
)
_AHEAD, _SAME = 60, 1e-9


def change_note(reader: Reader, comparison: Comparison, *, today: date) -> Sheet:
    """Return the note of what sets two plans apart, the second being the one on the page."""
    names = {"before": comparison.before.name, "after": comparison.after.name}
    return Sheet(
        name="change",
        title=_("Change note"),
        subtitle=_("{before} → {after}").format(**names),
        facts=facts(reader, today),
        sections=(
            Section("changes", _("What was changed?"), _changes(comparison)),
            Section("effects", _("What does it move?"), _effects(reader, comparison)),
            Section("when", _("When does it move?"), _when(reader, comparison)),
            Section("rules", _("What does it break or settle?"), _rules(reader, comparison)),
        ),
        terms=terms(("committed", "paid", "planned", "capacity")),
    )


def headline_table(comparison: Comparison, months: Sequence[int]) -> Table:
    """Return what a change does to the figures at some months, before and after."""
    lines = [
        line
        for quantity in QUANTITIES
        if quantity.code in _TOLD
        for month in months
        for line in _headline(comparison, quantity, month)
    ]
    return Table(
        heads=(_("Figure"), _("Month"), _("Before"), _("After"), _("Difference")),
        right="llrrr",
        lines=tuple(lines),
        empty=_("No figure of these months moves."),
    )


def _headline(comparison: Comparison, quantity: Quantity, month: int) -> Iterator[Line]:
    before, after = (
        total(side.outcome, quantity, month) for side in (comparison.before, comparison.after)
    )
    if abs(after - before) <= _SAME * max(1.0, abs(before)):
        return
    label = _(quantity.label)
    if quantity.sort is Sort.FLOW:
        label = _("{figure}, so far").format(figure=label)
    sign = "+" if after > before else ""
    yield Line(
        (
            words(label),
            words(month_label(month)),
            Cell(quantity_words(before, quantity.unit), before, quantity.unit),
            Cell(quantity_words(after, quantity.unit), after, quantity.unit),
            Cell(
                sign + quantity_words(after - before, quantity.unit), after - before, quantity.unit
            ),
        )
    )


def _changes(comparison: Comparison) -> tuple[Block, ...]:
    changes = list(comparison.inputs.changes)
    lines = [line for change in changes for line in _change_lines(comparison, change)]
    left = len(lines) - _MOST_CHANGES
    more = ngettext("and {count} more change", "and {count} more changes", left)
    return (
        Table(
            heads=(_("Record"), _("Field"), _("Before"), _("After")),
            lines=tuple(lines[:_MOST_CHANGES]),
            note=more.format(count=number(left)) if left > 0 else "",
            empty=_("Nothing: both hold the same."),
        ),
    )


def _change_lines(comparison: Comparison, change: Change) -> Iterator[Line]:
    after = change.after or change.before
    if after is None:
        return
    plan = comparison.before.plan if change.after is None else comparison.after.plan
    name = f"{name_in(plan, after)} ({kind_word(change.table)})"
    record = (change.table, change.key)
    if change.before is None or change.after is None:
        told = _("added") if change.before is None else _("removed")
        yield Line((words(name), words(told), words(""), words("")), *record)
        return
    for cell in change.cells():
        field = change.kind.field(cell.field)
        yield Line(
            (
                words(name),
                words(_(field.label)),
                words(_told(comparison.before.plan, field, getattr(change.before, field.name))),
                words(_told(comparison.after.plan, field, getattr(change.after, field.name))),
            ),
            *record,
        )


def _told(plan: Plan, field: Field, value: object) -> str:
    return cell_value(plan, field, value)  # type: ignore[arg-type]  # a field holds scalars only


def _effects(reader: Reader, comparison: Comparison) -> tuple[Block, ...]:
    months = sorted({*_worst_month(reader, comparison), reader.month})
    shifted = months_of_delay(comparison)
    said = [Paragraph(shifted)] if shifted else []
    return (*said, headline_table(comparison, months))


def _worst_month(reader: Reader, comparison: Comparison) -> set[int]:
    """Return the month in which capacity differs most, if it ever does."""
    before, after = (
        side.outcome.capacity_ef[:, FIRM, reader.now :].sum(axis=(0, 1))
        for side in (comparison.before, comparison.after)
    )
    apart = np.abs(after - before)
    return {reader.now + int(np.argmax(apart))} if np.any(apart > _SAME) else set()


def months_of_delay(comparison: Comparison) -> str:
    """Say in one sentence by how much which start was moved, if that is what was changed."""
    told = []
    for change in comparison.inputs.changes:
        if change.before is None or change.after is None:
            continue
        for cell in change.cells():
            if cell.field in {"start", "accepted"} and None not in (cell.old, cell.new):
                moved = int(str(cell.new)) - int(str(cell.old))
                name = name_in(comparison.after.plan, change.after)
                told.append(f"{name} {months_words(moved)}")
    return _("Moved: {moves}.").format(moves="; ".join(told)) if told else ""


def _when(reader: Reader, comparison: Comparison) -> tuple[Block, ...]:
    return (_capacity(reader, comparison), _payments(comparison))


def _capacity(reader: Reader, comparison: Comparison) -> Chart:
    first = reader.now
    span = slice(first, first + _AHEAD)
    before, after = (
        side.outcome.capacity_ef[:, FIRM, span].sum(axis=(0, 1))
        for side in (comparison.before, comparison.after)
    )
    running = comparison.after.outcome.capacity_ef[:, 0, span].sum(axis=0)
    return Chart(
        title=_("AI capacity by month"),
        unit="EFLOP/s",
        labels=time_labels(first, len(after)),
        series=(
            Series(_("in operation"), tuple(running.tolist())),
            Series(_("planned or under way"), tuple((after - running).tolist()), "planned"),
            Series(comparison.before.name, tuple(before.tolist()), "ghost"),
        ),
        source=_("both plans, without tentative measures"),
        summary=_capacity_words(first, before, after),
    )


def _capacity_words(first: int, before: Values, after: Values) -> str:
    delta = after - before
    least = int(np.argmin(delta))
    if not np.any(delta):
        return _("Capacity is the same in every month of the next five years.")
    return _("The largest difference is {difference} EFLOP/s, in {month}.").format(
        difference=number(float(delta[least] if delta[least] < 0 else delta.max()), 2),
        month=month_label(first + (least if delta[least] < 0 else int(np.argmax(delta)))),
    )


def _payments(comparison: Comparison) -> Chart:
    before, after = (
        _by_year(side.outcome.payments_meur) for side in (comparison.before, comparison.after)
    )
    shown = [year for year in range(YEARS) if before[year] or after[year]] or [0]
    return Chart(
        title=_("Payments by year"),
        unit="MEUR",
        labels=tuple(str(FIRST_YEAR + year) for year in shown),
        series=(
            Series(comparison.before.name, tuple(float(before[year]) for year in shown), "ghost"),
            Series(comparison.after.name, tuple(float(after[year]) for year in shown)),
        ),
        form="bars",
        source=_("both plans, without tentative measures"),
        summary=_payment_words(before, after),
    )


def _by_year(payments: Values) -> Values:
    return np.asarray(payments[:, FIRM].sum(axis=(0, 1, 2)).reshape(YEARS, 12).sum(axis=1))


def _payment_words(before: Values, after: Values) -> str:
    moved = [
        _("{year}: {amount}").format(
            year=FIRST_YEAR + year,
            amount=("+" if after[year] > before[year] else "")
            + quantity_words(float(after[year] - before[year]), "MEUR"),
        )
        for year in range(YEARS)
        if abs(after[year] - before[year]) > 5e-4
    ]
    if not moved:
        return _("Payments stay in their years.")
    return _("Payments move: {moves}.").format(moves="; ".join(moved[:6]))


def _rules(reader: Reader, comparison: Comparison) -> tuple[Block, ...]:
    return (
        Paragraph(verdict(comparison)),
        finding_table(
            reader, _grave(comparison.gained), empty=_("No error and no warning is new.")
        ),
    )


def verdict(comparison: Comparison) -> str:
    """Count what is new and what is settled, errors and warnings only."""
    return _("{gained} new errors or warnings, {lost} settled.").format(
        gained=number(len(_grave(comparison.gained))), lost=number(len(_grave(comparison.lost)))
    )


def _grave(found: Sequence[Finding]) -> list[Finding]:
    rows = [one for one in found if one.checkable and one.severity is not Severity.INFO]
    return sorted(rows, key=lambda one: (one.severity is not Severity.ERROR, one.rule, one.key))


def new_findings(comparison: Comparison) -> list[Finding]:
    """Return the errors and warnings that are new, errors first."""
    return _grave(comparison.gained)
