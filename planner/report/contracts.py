# SPDX-License-Identifier: EUPL-1.2
"""The contracts of 2026: what they cost, who pays, how long they took, and the 2.1 bn beside."""

from planner.domain.months import year_of
from planner.domain.records.contributions import FrameworkLine, PaidBy
from planner.domain.records.infrastructure import System
from planner.engine.budget import Grouping, Mode
from planner.engine.budget_figures import sum_code
from planner.engine.derivations import About
from planner.reference.three_values import ThreeValues, three_values
from planner.report.reader import Reader, key_figure, words
from planner.report.sheet import Block, Cell, KeyFigure, KeyFigures, Line, Paragraph, Table
from planner.text import _, month_label, percent

YEAR = 2026


def contract_blocks(reader: Reader) -> tuple[Block, ...]:
    """Return total, Union part, duration, growth, and each contract."""
    values = {row.key: row for row in three_values(reader.plan, reader.outcome, reader.now)}
    union = sum_code(Mode.COMMITMENTS, str(YEAR), Grouping.SOURCE, PaidBy.UNION.value)
    machines = reader.network("contracts_2026").words
    signed = key_figure(
        _("Contracts signed in {year}").format(year=YEAR),
        reader.network(f"budget.commitments.{YEAR}.source.all"),
        _("{count} machines").format(count=machines),
    )
    part = key_figure(_("Union’s part of them"), reader.network(union))
    figures = (signed, part, selection_to_contract(values), _growth(values))
    return KeyFigures(figures), _table(reader), Paragraph(_split(reader), quiet=True)


def values_of(reader: Reader) -> dict[str, ThreeValues]:
    """Return the quantities of January 2024, October 2026 and the plan, by key."""
    return {row.key: row for row in three_values(reader.plan, reader.outcome, reader.now)}


def selection_to_contract(values: dict[str, ThreeValues]) -> KeyFigure:
    """Return the months from selection to contract of the first six machines."""
    label = _("Selection to contract, mean")
    mean, low, high = (values.get(f"contract_months_{name}") for name in _SPANS)
    if mean is None or low is None or high is None:
        return key_figure(label, Cell(_("unknown")))
    note = _("from {shortest} to {longest}").format(
        shortest=low.current.words, longest=high.current.words
    )
    return key_figure(label, cell_of(mean), note)


_SPANS = ("mean", "shortest", "longest")


def cell_of(row: ThreeValues) -> Cell:
    """Return a quantity as it stood in October 2026."""
    now = row.current
    return Cell(now.words, now.value, "", now.about, level=now.level)


def _growth(values: dict[str, ThreeValues]) -> KeyFigure:
    label = _("Committed by Union and states")
    row = values.get("supercomputers_meur")
    if row is None:
        return key_figure(label, Cell(_("unknown")))
    planned, now = row.framework.value, row.current.value
    note = ""
    if planned and now:
        note = _("{growth} over the {planned} of January 2024").format(
            growth=f"+{percent(now / planned - 1)}"
            if now > planned
            else percent(now / planned - 1),
            planned=row.framework.words,
        )
    return key_figure(label, cell_of(row), note)


def _table(reader: Reader) -> Table:
    rows = [
        row
        for row in reader.plan.of(System).values()
        if row.contracted is not None and year_of(row.contracted) == YEAR
    ]
    rows.sort(key=lambda row: (-(row.cost_meur or 0.0), row.id))
    return Table(
        heads=(_("Machine"), _("State"), _("Signed"), _("Cost"), _("Union"), _("In service")),
        right="lllrrl",
        lines=tuple(_line(reader, row) for row in rows),
        empty=_("No contract of that year is on file."),
    )


def _line(reader: Reader, row: System) -> Line:
    first = reader.figure(row.KIND.name, row.id, "in_service")
    when = _("unknown") if first.value is None else month_label(round(first.value))
    about = About(row.KIND.name, row.id, "in_service", reader.now)
    cells = (
        words(row.name),
        words(row.state),
        reader.field(row, "contracted"),
        reader.field(row, "cost_meur"),
        reader.field(row, "union_meur"),
        Cell(when, first.value, "month", about, computed=True, level=first.level),
    )
    return Line(cells, row.KIND.name, row.id)


def _split(reader: Reader) -> str:
    lines = list(reader.plan.of(FrameworkLine).values())
    stated = [row for row in lines if row.amount_meur is not None]
    if lines and not stated:
        return _("The split of the 2.1 bn of January 2024 by use and source was not stated.")
    return _(
        "Of the split of the 2.1 bn by use and source, {stated} of {all} parts are stated."
    ).format(stated=len(stated), all=len(lines))
