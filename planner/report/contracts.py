# SPDX-License-Identifier: EUPL-1.2
"""The contracts of 2026: what they cost, who pays, how long they took, and the 2.1 bn beside."""

from collections.abc import Sequence

from planner.domain.months import year_of
from planner.domain.records.contributions import FrameworkLine
from planner.domain.records.infrastructure import System
from planner.engine.derivations import About
from planner.reference.three_values import ThreeValues, three_values
from planner.report.reader import Reader, key_figure, plain, record_link, told, words
from planner.report.sheet import (
    Block,
    Cell,
    KeyFigure,
    KeyFigures,
    Line,
    Paragraph,
    Table,
    Text,
    phrase,
)
from planner.text import _, month_label, percent

YEAR = 2026


def contract_blocks(reader: Reader) -> tuple[Block, ...]:
    """Return total, Union part, duration, growth, and each contract."""
    values = {row.key: row for row in three_values(reader.plan, reader.outcome, reader.now)}
    rows = _signed(reader)
    signed = key_figure(
        _("Contracts signed in {year}").format(year=YEAR),
        reader.total("MEUR", rows, "cost_meur"),
        phrase(_("{count} machines"), count=reader.network("contracts_2026")),
    )
    part = key_figure(_("Union’s part of them"), reader.total("MEUR", rows, "union_meur"))
    figures = (signed, part, selection_to_contract(values), _growth(reader, values))
    return KeyFigures(figures), _table(reader, rows), Paragraph(_split(reader, values), quiet=True)


def values_of(reader: Reader) -> dict[str, ThreeValues]:
    """Return the quantities of January 2024, October 2026 and the plan, by key."""
    return {row.key: row for row in three_values(reader.plan, reader.outcome, reader.now)}


def selection_to_contract(values: dict[str, ThreeValues]) -> KeyFigure:
    """Return the months from selection to contract of the first six machines."""
    label = _("Selection to contract, mean")
    mean, low, high = (values.get(f"contract_months_{name}") for name in _SPANS)
    if mean is None or low is None or high is None:
        return key_figure(label, Cell(_("unknown")))
    note = phrase(
        _("from {shortest} to {longest}"),
        shortest=plain(cell_of(low)),
        longest=plain(cell_of(high)),
    )
    return key_figure(label, cell_of(mean), note)


_SPANS = ("mean", "shortest", "longest")


def cell_of(row: ThreeValues) -> Cell:
    """Return a quantity as it stood in October 2026."""
    now = row.current
    return Cell(now.words, now.value, "", now.about, level=now.level)


def _growth(reader: Reader, values: dict[str, ThreeValues]) -> KeyFigure:
    label = _("Committed by Union and states")
    row = values.get("supercomputers_meur")
    if row is None:
        return key_figure(label, Cell(_("unknown")))
    planned = _planned(row)
    grown = reader.pair("growth", cell_of(row), planned)
    note: Text = ""
    if grown.value is not None:
        sign = "+" if grown.value > 0 else ""
        note = phrase(
            _("{growth} over the {planned} of January 2024"),
            growth=plain(told(grown, sign + percent(grown.value))),
            planned=plain(planned),
        )
    return key_figure(label, cell_of(row), note)


def _planned(row: ThreeValues) -> Cell:
    """Return a quantity as the framework of January 2024 had it."""
    then = row.framework
    return Cell(then.words, then.value, "", then.about, level=then.level)


def _signed(reader: Reader) -> list[System]:
    """Return the machines contracted in the year, the dearest first; plans are none of them."""
    rows = [
        row
        for row in reader.plan.of(System).values()
        if row.contracted is not None and year_of(row.contracted) == YEAR
    ]
    return sorted(rows, key=lambda row: (-(row.cost_meur or 0.0), row.id))


def _table(reader: Reader, rows: Sequence[System]) -> Table:
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
        record_link(row.name, row.KIND.name, row.id),
        words(row.state),
        reader.field(row, "contracted"),
        reader.field(row, "cost_meur"),
        reader.field(row, "union_meur"),
        Cell(when, first.value, "month", about, computed=True, level=first.level),
    )
    return Line(cells, row.KIND.name, row.id)


def _split(reader: Reader, values: dict[str, ThreeValues]) -> Text:
    lines = list(reader.plan.of(FrameworkLine).values())
    stated = [row for row in lines if row.amount_meur is not None]
    row = values.get("supercomputers_meur")
    planned = words(_("unknown")) if row is None else plain(_planned(row))
    if lines and not stated:
        said = _("The split of the {planned} of January 2024 by use and source was not stated.")
        return phrase(said, planned=planned)
    return phrase(
        _("Of the split of the {planned} by use and source, {stated} of {all} parts are stated."),
        planned=planned,
        stated=reader.number_of(stated, "amount_meur"),
        all=reader.number_of(lines, "amount_meur"),
    )
