# SPDX-License-Identifier: EUPL-1.2
"""The spreadsheet's own charts, so that they can be copied into a presentation."""

from collections.abc import Sequence

from openpyxl.chart import AreaChart, BarChart, Reference
from openpyxl.chart.axis import ChartLines, DateAxis
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties

from planner.domain.months import HORIZON, YEARS
from planner.engine.outcome import CLASSES, MONEY_SOURCES
from planner.text import _
from planner.workbook.styles import Page

_CLASS_COLOURS = ("1F5FA8", "5E9BD6", "A7CBEA", "D9DEE4")
_SOURCE_COLOURS = ("1F5FA8", "3E9A8B", "C98A2B")
_GRID = "DDE3E9"
_WIDTH_CM, _HEIGHT_CM = 30, 9.5
ROWS_OF_A_CHART = 20


def capacity_chart(page: Page) -> AreaChart:
    """Return the chart of capacity by class over the months of a sheet of capacity."""
    chart = AreaChart()
    chart.grouping = "stacked"
    chart.x_axis = DateAxis(crossAx=100, majorTimeUnit="years", majorUnit=1)
    chart.x_axis.number_format = "yyyy"
    chart.y_axis.crossAx = 500
    chart.title = _("AI capacity by class, dense BF16 EFLOP/s")
    _fill(chart, page, columns=len(CLASSES), rows=HORIZON, colours=_CLASS_COLOURS)
    return chart


def money_chart(page: Page) -> BarChart:
    """Return the chart of commitments by source over the years of a sheet of money."""
    chart = BarChart()
    chart.type = "col"
    chart.grouping = "stacked"
    chart.overlap = 100
    chart.gapWidth = 40
    chart.title = _("Money committed by year and source, MEUR")
    _fill(chart, page, columns=len(MONEY_SOURCES), rows=YEARS, colours=_SOURCE_COLOURS)
    return chart


def _fill(
    chart: AreaChart | BarChart, page: Page, *, columns: int, rows: int, colours: Sequence[str]
) -> None:
    sheet = page.sheet
    values = Reference(sheet, min_col=2, max_col=columns + 1, min_row=1, max_row=rows + 1)
    chart.add_data(values, titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    for series, colour in zip(chart.series, colours, strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.noFill = True
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format = "#,##0"
    faint = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    chart.y_axis.majorGridlines = ChartLines(spPr=faint)
    chart.layout = Layout(manualLayout=ManualLayout(x=0.06, y=0.16, w=0.92, h=0.58))
