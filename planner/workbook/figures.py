# SPDX-License-Identifier: EUPL-1.2
"""The computed sheets of a workbook: headline figures, capacity by month, money by year.

The numbers are those on screen, taken from the same outcome, and locked: what they rest on stands
in the sheets of records.
"""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
import numpy as np
from openpyxl import Workbook
from openpyxl.styles import Alignment

from planner import text
from planner.domain.months import FIRST_YEAR, HORIZON, YEARS
from planner.engine.outcome import CLASSES, MONEY_SOURCES, Outcome, Series
from planner.text import N_, _
from planner.workbook.cells import month_date
from planner.workbook.charts import ROWS_OF_A_CHART, capacity_chart, money_chart
from planner.workbook.styles import (
    COMPUTED,
    HEAD,
    LINKED,
    MONTH,
    MUTED_TEXT,
    PLAIN,
    SUBTITLE,
    Link,
    Look,
    Page,
    font,
    place,
)

SOURCE_WORDS = {"union": N_("Union"), "states": N_("States"), "other": N_("Region, private, other")}
COMMITTED, TENTATIVE, PAID = "committed", "tentative", "paid"
MONEY_WORDS = {
    COMMITTED: N_("Committed: {source}"),
    TENTATIVE: N_("Tentative: {source}"),
    PAID: N_("Paid: {source}"),
}
_DECIMALS = 9  # a workbook keeps 15 digits; more would come back different
_FIRM = slice(0, 3)
_TENTATIVE_CLASS = slice(3, 4)
_EXACT = Look(number_format="#,##0.000", fill=COMPUTED)
_ROUGH = Look(number_format="#,##0.0", fill=COMPUTED)
_MONEY = Look(font=font(bold=True), number_format="#,##0.0", alignment=Alignment("right"))
_COUNT = Look(font=font(bold=True), number_format="#,##0", alignment=Alignment("right"))


@attrs.frozen(eq=False)
class Columns:
    """A computed sheet as columns: the first names the rows, the others hold figures."""

    heads: tuple[str, ...]
    index: tuple[date | int, ...]
    figures: tuple[Series, ...]

    def rows(self) -> Iterator[tuple[date | int, list[float]]]:
        """Yield each row with its figures, rounded to what a spreadsheet keeps."""
        values = np.round(np.array(self.figures), _DECIMALS).T.tolist()
        return zip(self.index, values, strict=True)


def capacity_columns(outcome: Outcome) -> Columns:
    """Return capacity by month: first the sum of each class, then each state with capacity."""
    heads = [_(capacity.label) for capacity in CLASSES]
    figures: list[Series] = list(outcome.capacity_ef.sum(axis=0))
    for index, capacity in enumerate(CLASSES):
        for row, state in enumerate(outcome.states):
            series = outcome.capacity_ef[row, index]
            if series.any():
                heads.append(f"{text.state_name(state)}: {_(capacity.label)}")
                figures.append(series)
    units = (f"{head} [EFLOP/s]" for head in heads)
    months = (month_date(month) for month in range(HORIZON))
    return Columns((_("Month"), *units), tuple(months), tuple(figures))


def money_columns(outcome: Outcome) -> Columns:
    """Return money by year and source: firm and tentative commitments, and payments."""
    heads: list[str] = []
    figures: list[Series] = []
    for code, words in MONEY_WORDS.items():
        heads.extend(_(words).format(source=_(SOURCE_WORDS[source])) for source in MONEY_SOURCES)
        figures.extend(money_by_year(outcome, code))
    units = (f"{head} [MEUR]" for head in heads)
    years = range(FIRST_YEAR, FIRST_YEAR + YEARS)
    return Columns((_("Year"), *units), tuple(years), tuple(figures))


def add_capacity(book: Workbook, outcome: Outcome) -> Page:
    """Add the sheet of capacity by month."""
    return _add_grid(Page(book, _("Capacity")), capacity_columns(outcome), (MONTH, _EXACT))


def add_money(book: Workbook, outcome: Outcome) -> Page:
    """Add the sheet of money by year and source."""
    return _add_grid(Page(book, _("Money")), money_columns(outcome), (PLAIN, _ROUGH))


def money_by_year(outcome: Outcome, code: str) -> Series:
    """Return a block of the money sheet: (M, years) in MEUR."""
    series = outcome.payments_meur if code == PAID else outcome.commitments_meur
    classes = _TENTATIVE_CLASS if code == TENTATIVE else _FIRM
    yearly = series[:, classes].sum(axis=(0, 1)).reshape(len(MONEY_SOURCES), YEARS, 12)
    return np.asarray(yearly.sum(axis=2))


def begin_headlines(book: Workbook) -> Page:
    """Make the sheet of headline figures, which stands before what it is made of."""
    page = Page(book, _("Headlines"))
    page.sheet.sheet_view.showGridLines = False
    page.set_widths((46, 22, 110))
    page.print_wide()
    return page


def fill_headlines(
    page: Page, outcome: Outcome, *, capacity: Page, money: Page, more: Sequence[Page]
) -> None:
    """Write the headline figures, both charts and the way to the sheets behind them."""
    page.add((_("Headlines"), SUBTITLE), height=28)
    page.add()
    for label, value, detail in headline_rows(outcome):
        shown = (value, _MONEY if detail == "MEUR" else _COUNT)
        page.add(
            (label, PLAIN), (_("unknown"), _COUNT) if value is None else shown, (detail, MUTED_TEXT)
        )
    page.add()
    for other in more:
        page.add((Link(other.title, place(other.title, "A1")), LINKED))
    page.sheet.add_chart(capacity_chart(capacity), f"A{page.row + 2}")
    page.sheet.add_chart(money_chart(money), f"A{page.row + 2 + ROWS_OF_A_CHART}")
    page.lock()


def headline_rows(outcome: Outcome) -> Iterator[tuple[str, float | None, str]]:
    """Yield each headline figure with its words, its value, and its unit or what it is about."""
    figures = outcome.headlines
    yield _("Union money committed"), figures.union_committed_meur, "MEUR"
    yield _("Union money, tentative measures"), figures.union_tentative_meur, "MEUR"
    yield _("Union ceiling"), figures.union_ceiling_meur, "MEUR"
    yield _("Member states covered"), float(len(figures.covered)), ""
    names = sorted(text.state_name(state) for state in figures.not_covered)
    yield _("Member states not covered"), float(len(names)), ", ".join(names)
    yield _("Findings"), float(len(outcome.findings)), ""


def _add_grid(page: Page, columns: Columns, looks: tuple[Look, Look]) -> Page:
    page.set_widths([12, *(17 for _column in columns.figures)])
    page.sheet.freeze_panes = "B2"
    page.sheet.print_title_rows = "1:1"
    page.print_wide()
    page.add(*((head, HEAD) for head in columns.heads), height=48)
    for first, figures in columns.rows():
        page.add((first, looks[0]), *((figure, looks[1]) for figure in figures))
    page.lock()
    return page
