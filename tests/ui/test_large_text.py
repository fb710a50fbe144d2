# SPDX-License-Identifier: EUPL-1.2
"""German at 150 % on a small laptop: what matters is in sight, and nothing is crushed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle, QWidget
from pytestqt.qtbot import QtBot

from planner import text
from planner.domain.commands import AddRecord
from tests.ui.benches import JANUARY_2028, Bench
from ui.pages.desk_rank import RankTree
from ui.pages.glossary import GlossaryPage
from ui.pages.ledger import LedgerPage
from ui.presenting.desk_values import RankLine
from ui.widgets.button import Button
from ui.widgets.figure_card import FigureCard
from ui.widgets.text_label import TextLabel

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

LAPTOP = (1366, 768)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    text.set_language("de")
    bench = Bench(tmp_path / "plan.aifp", size=LAPTOP)
    qtbot.addWidget(bench.window)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def at_rest(bench: Bench) -> None:
    """Let the layout come to rest."""
    bench.resize(*LAPTOP)
    for _turn in range(10):
        bench.settle()


def crushed(view: QWidget) -> list[str]:
    """Return the figures and buttons in sight that have less height than their words need."""
    parts = [*view.findChildren(FigureCard), *view.findChildren(Button)]
    return [
        part.accessibleName() or part.text()
        for part in parts
        if part.isVisible() and part.height() < part.minimumSizeHint().height()
    ]


def test_a_planner_works_at_150_percent_on_a_small_laptop(bench: Bench) -> None:
    window = bench.window
    tall = window.panels.figures["capacity"].height()
    for _step in range(20):
        if window.theme().text_scale >= 1.5:
            break
        bench.trigger("larger")
    for view in ("desk", "reach", "timeline", "map"):
        window.focus.show(view)
        at_rest(bench)
        assert not crushed(window.panels.view(view)), view
    bench.trigger("theme")  # and in the other theme as well
    window.focus.show("reach")
    at_rest(bench)
    assert not crushed(window.panels.view("reach"))
    headline = window.panels.figures["capacity"]
    assert headline.height() < tall
    assert "in Betrieb" in headline.toolTip()


def test_with_the_largest_letters_a_view_scrolls_rather_than_crush_what_it_says(
    bench: Bench,
) -> None:
    window = bench.window
    while window.theme().text_scale < 2.0:
        bench.trigger("larger")
    for view in ("approvals", "scenarios", "reach"):
        window.focus.show(view)
        at_rest(bench)
        shown = window.panels.view(view)
        assert not crushed(shown), view
        labels = [one for one in shown.findChildren(TextLabel) if one.isVisible()]
        short = [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]
        assert not short, view


def test_a_form_and_a_request_keep_their_room_at_150_percent(bench: Bench) -> None:
    window = bench.window
    while window.theme().text_scale < 1.5:
        bench.trigger("larger")
    given = {"id": "ask", "name": "Frage", "system": "lumi", "first_month": JANUARY_2028}
    asked = {"mode": "large_scale", "pool": "industry", "hours_requested": 2e6}
    add = AddRecord(kind="allocation", values={**given, **asked})
    assert window.edits.execute(add, source="test")
    window.focus.show("ledger")
    window.focus.select("allocation", "ask")
    at_rest(bench)
    page = window.panels.page("ledger")
    assert isinstance(page, LedgerPage)
    notes = page.panel._notes
    assert notes.isVisible()
    assert notes.height() >= notes.heightForWidth(notes.width())
    window.panels.open_drawer(opened=True)
    at_rest(bench)
    inspector = window.panels.inspector
    column = inspector.parentWidget()
    assert column is not None
    assert inspector.height() > 0.55 * column.height()


def test_every_meaning_of_a_term_can_be_read_in_full(bench: Bench) -> None:
    bench.window.focus.show("glossary")
    bench.frame.resize(1100, 700)
    for _turn in range(10):
        bench.settle()
    page = bench.window.panels.page("glossary")
    assert isinstance(page, GlossaryPage)
    table, wrap = page.table, Qt.TextFlag.TextWordWrap
    margin = table.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, table) + 1
    metrics, gap = table.fontMetrics(), 2 * margin
    rows = [table.model().index(row, 1) for row in range(table.model().rowCount())]
    assert rows
    for index in rows:
        room = table.visualRect(index).adjusted(0, 0, -gap, 0)
        needed = metrics.boundingRect(0, 0, room.width(), 9999, wrap, str(index.data()))
        assert needed.height() <= table.rowHeight(index.row()), index.data()


def test_every_reason_of_a_ranking_can_be_read_in_full(bench: Bench) -> None:
    bench.trigger("larger")
    ranks = RankTree(bench.window.theme())
    reason = "Geben Sie an, ob die Stunden Module oder deren Dies zählen. " * 4
    ranks.set_lines([RankLine("one", 1, "LUMI", "51 %", "9 %", ("Kurz.", reason), chosen=False)])
    host = bench.window.panels.page("desk") or bench.window
    ranks.setParent(host)
    ranks.show()
    for width in (900, 420):
        ranks.resize(width, ranks.sizeHint().height())
        for _turn in range(5):
            bench.settle()
        ranks.resize(width, ranks.sizeHint().height())
        below = ranks.topLevelItem(0).child(1)
        room = ranks.visualItemRect(below)
        lines = ranks.fontMetrics().boundingRect(
            0, 0, room.width(), 9999, Qt.TextFlag.TextWordWrap, reason
        )
        assert room.height() >= lines.height()
        assert room.bottom() <= ranks.viewport().height()
