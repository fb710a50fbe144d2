# SPDX-License-Identifier: EUPL-1.2
"""The computed sheets of a workbook: headline figures, capacity by month, money by year.

The numbers are those on screen, taken from the same outcome; the charts are the spreadsheet's
own, so that they can be copied into a presentation.
"""

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from openpyxl import Workbook
from openpyxl.chart import AreaChart, BarChart, Reference
from openpyxl.chart.axis import ChartLines, DateAxis
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planner import text
from planner.domain.months import FIRST_YEAR, HORIZON, YEARS
from planner.domain.plan import Plan
from planner.engine.outcome import CLASSES, MONEY_SOURCES, Outcome, Series
from planner.sentences import acceptance_words, finding_sentence
from planner.text import N_, _
from planner.workbook.sheets import (
    MUTED,
    fit_to_width,
    month_date,
    put_header,
    put_text,
    sheet_name,
    written_in,
)

_SOURCES = {"union": N_("Union"), "states": N_("States"), "other": N_("Region, private, other")}
_CLASS_COLOURS = ("1F5FA8", "5E9BD6", "A7CBEA", "D9DEE4")
_SOURCE_COLOURS = ("1F5FA8", "3E9A8B", "C98A2B")
_DECIMALS = 9  # a workbook keeps 15 digits; more would come back different
_GRID = "DDE3E9"
_FIRM = slice(0, 3)
_TENTATIVE = slice(3, 4)


def add_capacity(book: Workbook, outcome: Outcome) -> Worksheet:
    """Add capacity by month: first the sum of each class, then each state with capacity."""
    sheet: Worksheet = book.create_sheet(sheet_name(_("Capacity")))
    totals = outcome.capacity_ef.sum(axis=0)
    heads = [_(capacity.label) for capacity in CLASSES]
    columns: list[Series] = list(totals)
    for index, capacity in enumerate(CLASSES):
        for row, state in enumerate(outcome.states):
            series = outcome.capacity_ef[row, index]
            if series.any():
                heads.append(f"{text.state_name(state)}: {_(capacity.label)}")
                columns.append(series)
    _add_grid(
        sheet,
        [_("Month"), *(f"{head} [EFLOP/s]" for head in heads)],
        [month_date(month) for month in range(HORIZON)],
        columns,
    )
    for row in range(2, HORIZON + 2):
        sheet.cell(row=row, column=1).number_format = "yyyy-mm"
    return sheet


def add_money(book: Workbook, outcome: Outcome) -> Worksheet:
    """Add money by year and source: firm and tentative commitments, and payments."""
    sheet: Worksheet = book.create_sheet(sheet_name(_("Money")))
    blocks = (
        (N_("Committed: {source}"), outcome.commitments_meur, _FIRM),
        (N_("Tentative: {source}"), outcome.commitments_meur, _TENTATIVE),
        (N_("Paid: {source}"), outcome.payments_meur, _FIRM),
    )
    heads: list[str] = []
    columns: list[Series] = []
    for head, series, classes in blocks:
        yearly = series[:, classes].sum(axis=(0, 1)).reshape(len(MONEY_SOURCES), YEARS, 12)
        heads.extend(_(head).format(source=_(_SOURCES[source])) for source in MONEY_SOURCES)
        columns.extend(yearly.sum(axis=2))
    years = [FIRST_YEAR + year for year in range(YEARS)]
    _add_grid(sheet, [_("Year"), *(f"{head} [MEUR]" for head in heads)], years, columns)
    return sheet


def add_headlines(
    book: Workbook, outcome: Outcome, plan: Plan, capacity: Worksheet, money: Worksheet
) -> None:
    """Add the headline figures, both charts and every finding."""
    sheet = book.create_sheet(sheet_name(_("Headlines")))
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 46
    sheet.column_dimensions["B"].width = 22
    sheet.column_dimensions["C"].width = 110
    sheet.row_dimensions[1].height = 28
    fit_to_width(sheet)
    put_text(sheet, 1, 1, _("Headlines")).font = written_in(size=16, bold=True)
    row = 3
    for label, value, unit in _headline_rows(outcome):
        _add_figure(sheet, row, label, value, unit)
        row += 1
    sheet.add_chart(_capacity_chart(capacity), f"A{row + 1}")
    sheet.add_chart(_money_chart(money), f"A{row + 21}")
    _add_findings(sheet, row + 42, outcome, plan)


def _headline_rows(outcome: Outcome) -> Iterable[tuple[str, float | None, str]]:
    figures = outcome.headlines
    yield _("Union money committed"), figures.union_committed_meur, "MEUR"
    yield _("Union money, tentative measures"), figures.union_tentative_meur, "MEUR"
    yield _("Union ceiling"), figures.union_ceiling_meur, "MEUR"
    yield _("Member states covered"), float(len(figures.covered)), ""
    names = sorted(text.state_name(state) for state in figures.not_covered)
    yield _("Member states not covered"), float(len(names)), ", ".join(names)
    yield _("Findings"), float(len(outcome.findings)), ""


def _add_figure(sheet: Worksheet, row: int, label: str, value: float | None, detail: str) -> None:
    put_text(sheet, row, 1, label)
    if value is None:
        cell = put_text(sheet, row, 2, _("unknown"))
    else:
        cell = sheet.cell(row=row, column=2, value=value)
        cell.number_format = "#,##0.0" if detail == "MEUR" else "#,##0"
    cell.font = written_in(bold=True)
    cell.alignment = Alignment(horizontal="right")
    put_text(sheet, row, 3, detail).font = written_in(color=MUTED)


def _add_findings(sheet: Worksheet, row: int, outcome: Outcome, plan: Plan) -> None:
    for column, head in enumerate((_("Rule"), _("Severity"), _("Finding")), start=1):
        put_header(sheet, row, column, head)
    for offset, finding in enumerate(outcome.findings, start=row + 1):
        put_text(sheet, offset, 1, finding.rule)
        put_text(sheet, offset, 2, _(finding.severity.label))
        words = f"{finding_sentence(finding, plan)} {acceptance_words(finding, plan)}".rstrip()
        said = put_text(sheet, offset, 3, words)
        said.alignment = Alignment(wrap_text=True, vertical="top")


def _add_grid(
    sheet: Worksheet, heads: Sequence[str], index: Sequence[int | date], columns: Sequence[Series]
) -> None:
    for column, head in enumerate(heads, start=1):
        put_header(sheet, 1, column, head)
        sheet.column_dimensions[get_column_letter(column)].width = 12 if column == 1 else 17
    for row, value in enumerate(index, start=2):
        sheet.cell(row=row, column=1, value=value)
    for column, series in enumerate(columns, start=2):
        for row, figure in enumerate(np.round(series, _DECIMALS).tolist(), start=2):
            cell = sheet.cell(row=row, column=column, value=figure)
            cell.number_format = "#,##0.000" if len(index) == HORIZON else "#,##0.0"
    sheet.row_dimensions[1].height = 48
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    fit_to_width(sheet)


def _capacity_chart(sheet: Worksheet) -> AreaChart:
    chart = AreaChart()
    chart.grouping = "stacked"
    chart.x_axis = DateAxis(crossAx=100, majorTimeUnit="years", majorUnit=1)
    chart.x_axis.number_format = "yyyy"
    chart.y_axis.crossAx = 500
    chart.title = _("AI capacity by class, dense BF16 EFLOP/s")
    _fill_chart(chart, sheet, columns=len(CLASSES), rows=HORIZON, colours=_CLASS_COLOURS)
    return chart


def _money_chart(sheet: Worksheet) -> BarChart:
    chart = BarChart()
    chart.type = "col"
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.gapWidth = 40
    chart.title = _("Money committed by year and source, MEUR")
    _fill_chart(chart, sheet, columns=len(MONEY_SOURCES), rows=YEARS, colours=_SOURCE_COLOURS)
    return chart


def _fill_chart(
    chart: AreaChart | BarChart,
    sheet: Worksheet,
    *,
    columns: int,
    rows: int,
    colours: Sequence[str],
) -> None:
    values = Reference(sheet, min_col=2, max_col=columns + 1, min_row=1, max_row=rows + 1)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    for series, colour in zip(chart.series, colours, strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.noFill = True
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.width, chart.height = 30, 9.5
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "#,##0"
    faint = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    chart.y_axis.majorGridlines = ChartLines(spPr=faint)
    chart.layout = Layout(manualLayout=ManualLayout(x=0.06, y=0.16, w=0.92, h=0.58))
