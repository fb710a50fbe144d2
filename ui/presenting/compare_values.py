# SPDX-License-Identifier: EUPL-1.2
"""A comparison in words: what was put in differently, what comes of it, and what caused it."""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence

import numpy as np

from planner import text
from planner.domain.changes import Cell, Change, ChangeSet
from planner.domain.comparing import Difference, difference
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario, Version
from planner.engine.comparing import (
    Comparison,
    Quantity,
    SeriesDifference,
    Sort,
    total,
)
from planner.engine.waterfall import Bar, Waterfall, unfolding
from planner.sentences import value_words
from planner.text import _, month_label, ngettext, number, significant, state_name
from ui.charts.step_bars import StepBar
from ui.panes.breaks import difference_breaks
from ui.panes.values import FIRST_YEAR, Choropleth, StateValue
from ui.presenting.figure_values import finding_line, placed_name, quantity_words, signed
from ui.widgets.difference_tree import CellKey, FieldNode, KindNode, RecordNode
from ui.widgets.text_table import TextRow, TextRows

_YEAR = 12
_SMALL = 1e-9


def side_options(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return what of the open file can be compared: words that name it, and what to call it."""
    rows = sorted(plan.of(Scenario).values(), key=lambda row: row.name.casefold())
    scenarios = ((f"#{row.id}", _scenario_name(row)) for row in rows if not row.archived)
    versions = ((f"@{row.id}", row.name) for row in plan.of(Version).values() if row.name)
    return (("", _("This plan, now")), *scenarios, *versions)


def difference_nodes(found: Comparison) -> tuple[KindNode, ...]:
    """Return every difference by kind of record, record and field."""
    by_kind: dict[str, list[Change]] = {}
    for change in found.inputs.changes:
        by_kind.setdefault(change.table, []).append(change)
    return tuple(
        KindNode(
            _(changes[0].kind.plural),
            _counted(found.inputs.counts[kind]),
            tuple(_record_node(change, found) for change in changes),
        )
        for kind, changes in by_kind.items()
    )


def difference_words(found: Comparison) -> str:
    """Say how much differs."""
    if found.is_same:
        return _("Both hold the same.")
    totals = {
        word: sum(counts[word] for counts in found.inputs.counts.values()) for word in Difference
    }
    told = _("From {base} to {other}: {counts}.")
    return told.format(base=found.before.name, other=found.after.name, counts=_counted(totals))


def chosen_cells(changes: ChangeSet, ticked: Iterable[CellKey]) -> tuple[Cell, ...]:
    """Return the cells that were ticked; a record that came or went comes whole."""
    wanted = set(ticked)
    return tuple(
        cell
        for cell in changes.cells()
        if (cell.table, cell.key, cell.field) in wanted or (cell.table, cell.key, "") in wanted
    )


def finding_rows(found: Comparison) -> TextRows:
    """Return the findings only one of both has."""
    both = ((_("new"), found.gained, found.after), (_("settled"), found.lost, found.before))
    rows = tuple(
        TextRow((word, finding_line(one, side.plan)), one.kind, one.key)
        for word, findings, side in both
        for one in findings
    )
    return TextRows(heads=(_("In the other"), _("Finding")), rows=rows)


def difference_map(found: Comparison, quantity: Quantity, month: int) -> Choropleth:
    """Return what every state gains or loses at a month, or up to it."""
    both = found.series(quantity).by_state(month)
    values = tuple(
        StateValue(state, after - before, _gain_words(before, after, quantity))
        for state, (before, after) in both.items()
        if state
    )
    title = _("{figure}: difference at the end of {month}").format(
        figure=quantity_words(quantity), month=month_label(month)
    )
    breaks = difference_breaks(value.value or 0.0 for value in values)
    return Choropleth(title, text.unit_label(quantity.unit), breaks, values, diverging=True)


def difference_bars(
    found: Comparison, quantity: Quantity, month: int, by: str
) -> tuple[StepBar, ...]:
    """Return the difference by year, or by state at a month, where there is one."""
    series = found.series(quantity)
    if by == "year":
        years = ((label, value) for label, value in _by_year(series) if abs(value) > _SMALL)
        return tuple(_delta_bar(label, value) for label, value in years)
    gains = (
        (state_name(state) if state else _("all together"), after - before)
        for state, (before, after) in series.by_state(month).items()
    )
    moved = sorted((gain for gain in gains if abs(gain[1]) > _SMALL), key=lambda gain: -gain[1])
    return tuple(_delta_bar(label, value) for label, value in moved)


def waterfall_steps(
    found: Comparison, quantity: Quantity, month: int
) -> Generator[float, None, Waterfall]:
    """Split the difference of a figure over the edits behind it, one evaluation at a time."""
    return unfolding(
        found.before.plan,
        found.before.outcome,
        found.inputs.changes,
        lambda outcome: total(outcome, quantity, month),
    )


def waterfall_bars(found: Comparison, fall: Waterfall) -> tuple[StepBar, ...]:
    """Return the base, what each edit adds or takes, and the other; they add up exactly."""
    return (
        _level(found.before.name, fall.before),
        *_falling(fall.bars, fall.before, found),
        _level(found.after.name, fall.after),
    )


def waterfall_words(bars: Sequence[StepBar], quantity: Quantity, month: int) -> str:
    """Say what the bars of a waterfall add up to."""
    told = _("{figure} in {month}: the bars add up to {difference} {unit}, in whatever order.")
    return told.format(
        figure=quantity_words(quantity),
        month=month_label(month),
        difference=signed(bars[-1].end - bars[0].end),
        unit=text.unit_label(quantity.unit),
    )


def _scenario_name(row: Scenario) -> str:
    name = _(row.name) if row.built_in else row.name
    return _("Scenario {name}").format(name=name)


def _record_node(change: Change, found: Comparison) -> RecordNode:
    before, after = found.before.plan, found.after.plan
    holder = before if change.after is None else after
    name = placed_name(holder, change.table, change.key)
    word = _(difference(change).label)
    if change.before is None or change.after is None:
        there, gone = _("there"), _("not there")
        sides = (gone, there) if change.before is None else (there, gone)
        fields: tuple[FieldNode, ...] = (FieldNode("", _("whole record"), *sides),)
    else:
        fields = tuple(_field_node(change, cell, before, after) for cell in change.cells())
    return RecordNode(change.table, change.key, name, word, fields)


def _field_node(change: Change, cell: Cell, before: Plan, after: Plan) -> FieldNode:
    field = change.kind.field(cell.field)
    sides = value_words(before, field, cell.old), value_words(after, field, cell.new)
    return FieldNode(cell.field, _(field.label), *sides)


def _counted(counts: Mapping[Difference, int]) -> str:
    words = {
        Difference.ADDED: ngettext("{count} added", "{count} added", counts[Difference.ADDED]),
        Difference.CHANGED: ngettext(
            "{count} changed", "{count} changed", counts[Difference.CHANGED]
        ),
        Difference.REMOVED: ngettext(
            "{count} removed", "{count} removed", counts[Difference.REMOVED]
        ),
    }
    parts = (words[word].format(count=number(counts[word])) for word in words if counts[word])
    return ", ".join(parts)


def _gain_words(before: float, after: float, quantity: Quantity) -> str:
    told = _("{difference} {unit} ({before} → {after})")
    return told.format(
        difference=signed(after - before),
        unit=text.unit_label(quantity.unit),
        before=significant(before),
        after=significant(after),
    )


def _by_year(series: SeriesDifference) -> Iterator[tuple[str, float]]:
    before, after = series.totals()
    delta = np.asarray(after - before)
    years = delta.reshape(-1, _YEAR)
    flows = series.quantity.sort is Sort.FLOW
    values = years.sum(axis=1) if flows else years[:, -1]
    for at, value in enumerate(values.tolist()):
        yield str(FIRST_YEAR + at), value


def _delta_bar(label: str, value: float) -> StepBar:
    return StepBar(label, 0.0, value, signed(value))


def _level(name: str, value: float) -> StepBar:
    return StepBar(name, 0.0, value, number(value, 1), level=True)


def _falling(bars: Iterable[Bar], before: float, found: Comparison) -> Iterator[StepBar]:
    at = before
    for bar in bars:
        end = at + float(bar.amount)
        first = next(iter(bar.changes))
        about = ("", "") if bar.rest else (first.table, first.key)
        yield StepBar(
            _bar_label(bar, found), at, end, signed(float(bar.amount)), kind=about[0], key=about[1]
        )
        at = end


def _bar_label(bar: Bar, found: Comparison) -> str:
    if bar.rest:
        return _("{count} smaller changes together").format(count=number(len(bar.changes)))
    first = next(iter(bar.changes))
    plan = found.before.plan if first.after is None else found.after.plan
    name = placed_name(plan, first.table, first.key)
    more = len(bar.changes) - 1
    if not more:
        return name
    return ngettext("{name} and {count} more", "{name} and {count} more", more).format(
        name=name, count=number(more)
    )
