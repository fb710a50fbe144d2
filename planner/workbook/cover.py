# SPDX-License-Identifier: EUPL-1.2
"""The first sheet: what this is, as of when, how to read it, what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from planner import text
from planner.text import _
from planner.workbook.revision import Revision
from planner.workbook.styles import (
    BOLD,
    DAY,
    DOUBTED,
    FOUND,
    LINKED,
    MUTED_TEXT,
    TITLE,
    WRAPPED,
    Link,
    Look,
    Page,
    font,
    place,
)

_WIDTHS = (34, 92)
_CHARACTERS_IN_A_LINE, _LINE_HEIGHT = 85, 15.0


def begin_cover(book: Workbook) -> Page:
    """Make the sheet, which is first in the book and written last."""
    page = Page(book, _("Cover"))
    page.sheet.sheet_view.showGridLines = False
    page.set_widths(_WIDTHS)
    page.print_wide()
    return page


def fill_cover(
    page: Page,
    *,
    today: date,
    revision: Revision,
    selected: Sequence[str],
    others: Mapping[Page, str],
) -> None:
    """Write title, facts, legend and contents; `selected` says in words what was chosen.

    `others` are the sheets that follow, each with what to say about it.
    """
    page.add((_("AI factories: plan for European AI capacity"), TITLE), height=30)
    page.add()
    page.add((_("Exported on"), MUTED_TEXT), (today, DAY))
    for label, value in facts_of(revision, selected):
        page.add((label, MUTED_TEXT), (value, WRAPPED))
    page.add()
    page.add((_("How to read it"), BOLD))
    for label, value, look in _legend():
        lines = -(-len(value) // _CHARACTERS_IN_A_LINE)
        page.add((label, look), (value, WRAPPED), height=_LINE_HEIGHT * lines)
    page.add()
    page.add((_("Contents"), BOLD))
    for other, words in others.items():
        page.add((Link(other.title, place(other.title, "A1")), LINKED), (words, MUTED_TEXT))
    page.lock()


def facts_of(revision: Revision, selected: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what tells this workbook from another one of the same plan."""
    yield _("Scenario"), revision.scenario_name or _("Current plan")
    if revision.step:
        when = text.moment_label(revision.at) if revision.at else ""
        yield _("Revision of the plan"), f"{revision.number} · {when} · {revision.step}"
    else:
        yield _("Revision of the plan"), _("as published, before the first edit")
    if selected:
        yield _("Selection"), "; ".join(selected)


def _legend() -> Iterator[tuple[str, str, Look]]:
    yield (
        _("Empty cells"),
        _("An empty cell is unknown. It is never read as zero."),
        MUTED_TEXT,
    )
    yield (
        _("Low confidence"),
        _("Hatched grey, in italics: the source of the figure is weak."),
        Look(font=font(italic=True), fill=DOUBTED["low"]),
    )
    yield (
        _("Assumption"),
        _("Hatched amber, in italics: assumed by a planner, or changed in this plan."),
        Look(font=font(italic=True), fill=DOUBTED["assumption"]),
    )
    for severity, words in (
        ("error", _("A rule found an error. The sheet “Findings” says which.")),
        ("warning", _("A rule found something to look at.")),
        ("info", _("A rule has something to say, or could not be checked.")),
    ):
        fill = PatternFill("solid", fgColor=FOUND[severity])
        yield _("Finding"), words, Look(fill=fill)
    yield (
        _("Capacity"),
        _("Dense BF16 performance in EFLOP/s. Only operational systems count as available."),
        MUTED_TEXT,
    )
    yield (
        _("Money"),
        _("Millions of euro (MEUR), constant prices, not discounted."),
        MUTED_TEXT,
    )
    yield (
        _("Months"),
        _("Stocks are given at the end of a month, flows as the sum over it."),
        MUTED_TEXT,
    )
    yield (
        _("Sheets of records"),
        _(
            "Edit cells, add rows below, sort and filter as you like; then import this file again: "
            "what you changed comes back as one step that can be undone. A row you delete stays in "
            "the plan unless you say otherwise. The sheets of figures are computed and locked."
        ),
        MUTED_TEXT,
    )
