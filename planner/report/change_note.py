# SPDX-License-Identifier: EUPL-1.2
"""The note of a change for the Board, on one page: what was altered, moved, broken or settled."""

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from planner.domain.changes import Change
from planner.domain.months import FIRST_YEAR, YEARS
from planner.domain.plan import Plan
from planner.domain.schema import Field, Scalar, Type
from planner.engine.comparing import QUANTITIES, Comparison, Quantity, Sort, total
from planner.engine.derivations import About
from planner.engine.outcome import FIRM, Finding, Severity
from planner.engine.outcome import Series as Values
from planner.reference.tracing import cell_value
from planner.report.parts import facts, finding_table, months_words, time_labels
from planner.report.reader import Reader, quantity_words, record_link, words
from planner.report.sheet import (
    VIEW,
    Block,
    Cell,
    Chart,
    Line,
    Paragraph,
    Phrase,
    Section,
    Series,
    Sheet,
    Table,
    Text,
    joined,
    phrase,
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
            _compared(quantity_words(before, quantity.unit), before, quantity.unit),
            _compared(quantity_words(after, quantity.unit), after, quantity.unit),
            _compared(
                sign + quantity_words(after - before, quantity.unit), after - before, quantity.unit
            ),
        )
    )


def _compared(said: str, value: float, unit: str) -> Cell:
    """Return a number of one of two plans; beside each other they are in the compare view."""
    return Cell(said, value, unit, opens=(VIEW, "compare"))


def _changes(comparison: Comparison) -> tuple[Block, ...]:
    changes = list(comparison.inputs.changes)
    lines = [line for change in changes for line in _change_lines(comparison, change)]
    left = len(lines) - _MOST_CHANGES
    more = ngettext("and {count} more change", "and {count} more changes", left)
    rest = _compared(number(left), float(left), "1")
    return (
        Table(
            heads=(_("Record"), _("Field"), _("Before"), _("After")),
            lines=tuple(lines[:_MOST_CHANGES]),
            note=phrase(more, count=rest) if left > 0 else "",
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
        link = words(name) if change.after is None else record_link(name, *record)
        yield Line((link, words(told), words(""), words("")), *record)
        return
    for cell in change.cells():
        field = change.kind.field(cell.field)
        about = About(*record, field.name, 0)
        yield Line(
            (
                record_link(name, *record),
                words(_(field.label)),
                _side(comparison.before.plan, field, getattr(change.before, field.name), about),
                _side(comparison.after.plan, field, getattr(change.after, field.name), about),
            ),
            *record,
        )


def _side(plan: Plan, field: Field, value: Scalar, about: About) -> Cell:
    """Return a value before or after; what is known of the cell tells of both."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    unit = "month" if field.value_type is Type.MONTH else field.unit
    return Cell(
        cell_value(plan, field, value),
        float(str(value)) if is_number else None,
        unit if is_number else "",
        about,
    )


def _effects(reader: Reader, comparison: Comparison) -> tuple[Block, ...]:
    months = sorted({*_worst_month(reader, comparison), reader.month})
    shifted = months_of_delay(comparison)
    said = [Paragraph(shifted)] if str(shifted) else []
    return (*said, headline_table(comparison, months))


def _worst_month(reader: Reader, comparison: Comparison) -> set[int]:
    """Return the month in which capacity differs most, if it ever does."""
    before, after = (
        side.outcome.capacity_ef[:, FIRM, reader.now :].sum(axis=(0, 1))
        for side in (comparison.before, comparison.after)
    )
    apart = np.abs(after - before)
    return {reader.now + int(np.argmax(apart))} if np.any(apart > _SAME) else set()


def months_of_delay(comparison: Comparison) -> Text:
    """Say in one sentence by how much which start was moved, if that is what was changed."""
    told: list[Text] = []
    for change in comparison.inputs.changes:
        if change.before is None or change.after is None:
            continue
        for cell in change.cells():
            if cell.field in {"start", "accepted"} and None not in (cell.old, cell.new):
                moved = int(str(cell.new)) - int(str(cell.old))
                about = About(change.table, change.key, cell.field, 0)
                by = Cell(months_words(moved), float(moved), "months", about)
                told.append(Phrase((f"{name_in(comparison.after.plan, change.after)} ", by)))
    return phrase(_("Moved: {moves}."), moves=joined("; ", told)) if told else ""


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


def _capacity_words(first: int, before: Values, after: Values) -> Text:
    delta = after - before
    least = int(np.argmin(delta))
    if not np.any(delta):
        return _("Capacity is the same in every month of the next five years.")
    largest = float(delta[least] if delta[least] < 0 else delta.max())
    return phrase(
        _("The largest difference is {difference} EFLOP/s, in {month}."),
        difference=_compared(number(largest, 2), largest, "EFLOP/s"),
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


def _payment_words(before: Values, after: Values) -> Text:
    moved: list[Text] = [
        phrase(
            _("{year}: {amount}"),
            year=str(FIRST_YEAR + year),
            amount=_payment(float(after[year] - before[year])),
        )
        for year in range(YEARS)
        if abs(after[year] - before[year]) > 5e-4
    ]
    if not moved:
        return _("Payments stay in their years.")
    return phrase(_("Payments move: {moves}."), moves=joined("; ", moved[:6]))


def _payment(delta: float) -> Cell:
    sign = "+" if delta > 0 else ""
    return _compared(sign + quantity_words(delta, "MEUR"), delta, "MEUR")


def _rules(reader: Reader, comparison: Comparison) -> tuple[Block, ...]:
    return (
        Paragraph(verdict(comparison)),
        finding_table(
            reader, _grave(comparison.gained), empty=_("No error and no warning is new.")
        ),
    )


def verdict(comparison: Comparison) -> Text:
    """Count what is new and what is settled, errors and warnings only."""
    gained, lost = (len(_grave(one)) for one in (comparison.gained, comparison.lost))
    return phrase(
        _("{gained} new errors or warnings, {lost} settled."),
        gained=_compared(number(gained), float(gained), "1"),
        lost=_compared(number(lost), float(lost), "1"),
    )


def _grave(found: Sequence[Finding]) -> list[Finding]:
    rows = [one for one in found if one.checkable and one.severity is not Severity.INFO]
    return sorted(rows, key=lambda one: (one.severity is not Severity.ERROR, one.rule, one.key))


def new_findings(comparison: Comparison) -> list[Finding]:
    """Return the errors and warnings that are new, errors first."""
    return _grave(comparison.gained)
