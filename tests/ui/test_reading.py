# SPDX-License-Identifier: EUPL-1.2
"""The manual opens beside the plan, where it tells of the view in front, and can be searched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest

from planner.reference.manual import chapters
from tests.ui.benches import Bench
from ui.core_views import VIEWS
from ui.dialogs.manual import ManualDialog
from ui.reading import CHAPTERS

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    yield bench
    bench.close()


def opened(bench: Bench) -> ManualDialog:
    bench.window.actions_.qt["manual"].trigger()
    window = bench.window.reading.window()
    assert window is not None
    return window


def test_every_view_with_a_chapter_of_its_own_is_a_view() -> None:
    assert set(CHAPTERS) <= set(VIEWS)


def test_it_opens_at_the_view_in_front_as_often_as_asked(bench: Bench) -> None:
    for view, start in (("map", "02"), ("findings", "04"), ("scenarios", "05")):
        bench.window.focus.show(view)
        window = opened(bench)
        assert window.shown().startswith(start)
        assert window.list.currentItem().text() in window.page.toPlainText()
        window.close()
        assert bench.window.reading.window() is None


def test_search_leaves_the_chapters_that_hold_the_words(bench: Bench) -> None:
    manual = opened(bench)
    everything = manual.listed()
    assert len(everything) == len(chapters("en"))
    QTest.keyClicks(manual.search, "backup")
    assert 0 < len(manual.listed()) < len(everything)
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.page.textCursor().selectedText().casefold() == "backup"
    QTest.keyClicks(manual.search, "zzz")
    assert manual.listed() == []
    assert manual.isVisible()
    QTest.keyClick(manual.search, Qt.Key.Key_Escape)
    assert manual.listed() == everything
    assert manual.isVisible()


def test_every_chapter_fits_its_page_and_links_lead_on_and_back(bench: Bench) -> None:
    manual = opened(bench)
    for chapter in chapters("en"):
        manual.show_chapter(chapter.name)
        assert chapter.title in manual.page.toPlainText(), chapter.name
        assert manual.page.horizontalScrollBar().maximum() == 0, chapter.name
    manual.show_chapter("README")
    manual.page.setSource(manual.page.source().resolved(QUrl("04-findings.md")))
    assert manual.list.currentItem().text() == "Findings, fixes, and submitting a plan"
    manual.page.backward()
    assert manual.shown() == "README"
    manual.page.setSource(
        manual.page.source().resolved(QUrl("04-findings.md#submitting-and-approving"))
    )
    bench.settle()
    high = range(0, manual.page.viewport().height(), 10)
    shown = {manual.page.cursorForPosition(QPoint(30, y)).block().text() for y in high}
    assert "Submitting and approving" in shown
