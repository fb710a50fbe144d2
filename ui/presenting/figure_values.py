# SPDX-License-Identifier: EUPL-1.2
"""Several outcomes beside each other: headline figures as a table, one quantity as curves."""

from collections.abc import Iterator, Sequence

import numpy as np

from planner import text
from planner.domain.plan import Plan
from planner.engine.comparing import QUANTITIES, Quantity, Sort, quantity_of, total
from planner.engine.outcome import Finding, Outcome, Series
from planner.sentences import finding_words, record_word
from planner.text import _, labelled, month_label, number, significant, state_name
from ui.charts.values import Line, LineValues
from ui.widgets.text_table import TextRow, TextRows

Named = tuple[str, Outcome]
CHARTED = ("capacity_ef", "commitments_meur", "talent_stock", "power_mw")
_OF_A_MILLION = 1e-6
_MANY = 1_000


def figure_rows(base: Named, others: Sequence[Named], month: int) -> TextRows:
    """Return every headline figure at a month: the base, and each other with its difference."""
    heads = [_("Figure"), _("Unit"), base[0]]
    for name, _outcome in others:
        heads += [name, _("Difference")]
    rows = (
        _figure_row(base[1], [outcome for _name, outcome in others], quantity, month)
        for quantity in QUANTITIES
    )
    return TextRows(heads=tuple(heads), right="ll" + "r" * (len(heads) - 2), rows=tuple(rows))


def quantity_words(quantity: Quantity) -> str:
    """Name a quantity, and say so if it is added up to the month."""
    label = _(quantity.label)
    return label if quantity.sort is Sort.STOCK else _("{figure}, so far").format(figure=label)


def charted_measures() -> list[tuple[str, str]]:
    """Return the quantities a chart of differences offers, with their words."""
    found = (quantity_of(code) for code in CHARTED)
    return [(one.code, _(one.label)) for one in found if one is not None]


def quantity_curves(base: Named, others: Sequence[Named], code: str, *, as_of: str) -> LineValues:
    """Return one quantity over the months: each of the others as a curve, the base as reference."""
    quantity = quantity_of(code) or QUANTITIES[0]
    lines = tuple(
        Line(name, curve(outcome, quantity), at, style="dashed" if at % 2 else "solid")
        for at, (name, outcome) in enumerate(others)
    )
    names = ", ".join(name for name, _outcome in others)
    return LineValues(
        title=quantity_words(quantity),
        unit=text.unit_label(quantity.unit),
        source=_("this plan"),
        as_of=as_of,
        summary=_("{figure} of {names} over time, beside {base}.").format(
            figure=_(quantity.label), names=names, base=base[0]
        ),
        lines=lines,
        ghost=curve(base[1], quantity),
    )


def curve(outcome: Outcome, quantity: Quantity) -> Series:
    """Return a quantity over all states by month, added up where it flows."""
    array = getattr(outcome, quantity.code)
    series = np.asarray(array.sum(axis=tuple(range(array.ndim - 1))), dtype=np.float64)
    return np.cumsum(series) if quantity.sort is Sort.FLOW else series


def signed(value: float) -> str:
    """Write a difference with its sign, and nothing as a zero."""
    if abs(value) < _OF_A_MILLION:
        return number(0.0)
    said = _figure(value)
    return f"+{said}" if value > 0 else said


def finding_line(finding: Finding, plan: Plan) -> str:
    """Say a finding in one line, with its severity and rule."""
    return labelled(f"{_(finding.severity.label)} {finding.rule}", finding_words(finding, plan))


def placed_name(plan: Plan, kind: str, key: str) -> str:
    """Name a record with the state it lies in, where it lies in one."""
    name = record_word(plan, kind, key)
    state = getattr(plan.tables.get(kind, {}).get(key), "state", None)
    return f"{name}, {state_name(state)}" if state else name


def month_note(month: int) -> str:
    """Say of which month figures are."""
    return _("Figures at the end of {month}").format(month=month_label(month))


def headline_moves(before: Outcome, after: Outcome, month: int, *, most: int) -> str:
    """Say in one line which figures move most, relative to what they were."""
    moved = sorted(_moves(before, after, month), reverse=True)[:most]
    return "; ".join(words for _share, words in moved)


def _moves(before: Outcome, after: Outcome, month: int) -> Iterator[tuple[float, str]]:
    for quantity in QUANTITIES:
        old, new = (total(outcome, quantity, month) for outcome in (before, after))
        if abs(new - old) > _OF_A_MILLION * max(1.0, abs(old)):
            sign = "+" if new > old else "−"
            said = f"{_(quantity.label)} {sign}{significant(abs(new - old))}"
            unit = "" if quantity.unit == "1" else f" {text.unit_label(quantity.unit)}"
            yield abs(new - old) / max(abs(old), 1.0), said + unit


def _figure_row(
    base: Outcome, others: Sequence[Outcome], quantity: Quantity, month: int
) -> TextRow:
    first = total(base, quantity, month)
    cells = [quantity_words(quantity), text.unit_label(quantity.unit), _figure(first)]
    sorts: list[object] = [QUANTITIES.index(quantity), quantity.unit, first]
    for outcome in others:
        value = total(outcome, quantity, month)
        cells += [_figure(value), signed(value - first)]
        sorts += [value, value - first]
    return TextRow(tuple(cells), sorts=tuple(sorts))


def _figure(value: float) -> str:
    """Write a figure; nobody reads the decimals of thousands."""
    return number(value, 0 if abs(value) >= _MANY else 1)
