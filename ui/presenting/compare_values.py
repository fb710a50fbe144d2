# SPDX-License-Identifier: EUPL-1.2
"""A comparison in words: what was put in differently, what comes of it, and what caused it."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from planner import text
from planner.domain.changes import Cell, ChangeSet
from planner.domain.comparing import Difference
from planner.domain.plan import Plan
from planner.domain.records.approvals import Approval
from planner.domain.records.scenarios import Scenario, Version
from planner.engine.comparing import (
    Comparison,
    Quantity,
    SeriesDifference,
    Sort,
    total,
)
from planner.engine.outcome import Finding
from planner.engine.rules.registry import state_of
from planner.engine.waterfall import Bar, Waterfall, unfolding
from planner.text import _, month_label, ngettext, number, state_name
from ui.charts.step_bars import StepBar
from ui.panes.breaks import difference_breaks
from ui.panes.values import FIRST_YEAR, Choropleth, StateValue
from ui.presenting.difference_values import counted
from ui.presenting.figure_values import finding_line, placed_name, quantity_words, signed
from ui.presenting.scenario_values import approval_word
from ui.widgets.difference_tree import CellKey
from ui.widgets.text_table import TextRow, TextRows

if TYPE_CHECKING:  # the store is imported after the first paint
    from planner.app import Workspace

Saved = tuple[Sequence[str], Sequence[Sequence[str | float | int | None]]]
"""Heads and rows of a file."""
_YEAR = 12
_SMALL = 1e-9


def side_options(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return what of the open file can be compared: words that name it, and what to call it."""
    rows = sorted(plan.of(Scenario).values(), key=lambda row: row.name.casefold())
    scenarios = ((f"#{row.id}", _scenario_name(row)) for row in rows if not row.archived)
    versions = ((f"@{row.id}", row.name) for row in plan.of(Version).values() if row.name)
    return (("", _("This plan, now")), *scenarios, *versions)


def signed_options(workspace: "Workspace") -> tuple[tuple[str, str], ...]:
    """Return the same as it is offered: with where each scenario and version stands, if signed."""
    plan = workspace.session.plan
    return tuple(
        (words, " · ".join(filter(None, (name, _standing(workspace, words)))))
        for words, name in side_options(plan)
    )


def difference_words(found: Comparison) -> str:
    """Say how much differs."""
    if found.is_same:
        return _("Both hold the same.")
    totals = {
        word: sum(counts[word] for counts in found.inputs.counts.values()) for word in Difference
    }
    told = _("From {base} to {other}: {counts}.")
    return told.format(base=found.before.name, other=found.after.name, counts=counted(totals))


def chosen_cells(changes: ChangeSet, ticked: Iterable[CellKey]) -> tuple[Cell, ...]:
    """Return the cells that were ticked; a record that came or went comes whole."""
    wanted = set(ticked)
    return tuple(
        cell
        for cell in changes.cells()
        if (cell.table, cell.key, cell.field) in wanted or (cell.table, cell.key, "") in wanted
    )


def map_table(shown: Choropleth) -> Saved:
    """Return what a map of differences shows as a table for a file."""
    heads = (_("State"), _("{figure}, {unit}").format(figure=shown.title, unit=shown.unit))
    rows = [(state_name(one.state), one.value, one.text) for one in shown.values]
    return (*heads, _("What it says")), rows


def bars_table(bars: Sequence[StepBar], title: str) -> Saved:
    """Return bars as a table for a file: a level is what it is, all else a difference."""
    rows = [(bar.label, bar.end if bar.level else bar.end - bar.start) for bar in bars]
    return (_("What caused it"), title), rows


def finding_rows(found: Comparison) -> TextRows:
    """Return the findings only one of both has."""
    both = ((_("new"), found.gained, found.after), (_("settled"), found.lost, found.before))
    rows = tuple(
        TextRow((word, _place(one, side.plan), finding_line(one, side.plan)), one.kind, one.key)
        for word, findings, side in both
        for one in findings
    )
    return TextRows(heads=(_("In the other"), _("State"), _("Finding")), rows=rows)


def _place(finding: Finding, plan: Plan) -> str:
    state = state_of(plan, finding)
    return state_name(state) if state else _("Whole network")


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


def _standing(workspace: "Workspace", words: str) -> str:
    """Say what was last signed about what some words name, nothing if nobody has signed it."""
    plan = workspace.session.plan
    version = plan.of(Version).get(words.removeprefix("@"))
    if version is None or not plan.of(Approval):
        return approval_word(workspace.scenarios, words.removeprefix("#"))
    found = workspace.approval_at(version.scenario or "", version.step or "")
    return "" if found is None else _(found.approval.status.label)


def _gain_words(before: float, after: float, quantity: Quantity) -> str:
    told = _("{difference} {unit} ({before} → {after})")
    return told.format(
        difference=signed(after - before),
        unit=text.unit_label(quantity.unit),
        before=text.of_unit(before, quantity.unit),
        after=text.of_unit(after, quantity.unit),
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
