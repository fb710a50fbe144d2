# SPDX-License-Identifier: EUPL-1.2
"""Every view can be saved as the table it is: what is in sight, as it is filtered."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.ui.benches import JANUARY_2028, MID, Bench
from ui.core_views import CORE_VIEWS
from ui.pages.grid_page import GridPage
from ui.view_tables import shown_table
from ui.widgets.search_field import SearchField

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def test_every_core_view_is_a_table_that_can_be_saved(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.drop(MID, "HR")
    for view in CORE_VIEWS:
        bench.window.focus.show(view)
        bench.settle()
        table = shown_table(bench.window.panels.view(view))
        assert table is not None, view
        assert all(len(row) == len(table.heads) for row in table.rows), view
        assert table.rows, view
    bench.window.focus.show("map")
    bench.settle()
    target = tmp_path / "map.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    bench.trigger("save_table")
    book = load_workbook(target)
    rows = {row[0]: row[1] for row in book.worksheets[0].iter_rows(values_only=True)}
    assert rows["Germany"] == pytest.approx(23.37, abs=0.02)
    assert "map.xlsx is written" in bench.said()


def test_a_filtered_list_is_saved_as_it_is_filtered(bench: Bench) -> None:
    bench.window.focus.show("findings")
    bench.settle()
    pane = bench.window.panels.findings
    every = shown_table(pane)
    pane.findChildren(SearchField)[0].setText("Croatia")
    bench.settle()
    some = shown_table(pane)
    assert every is not None
    assert some is not None
    assert 0 < len(some.rows) < len(every.rows)


def test_a_grid_is_saved_with_the_names_of_its_rows_and_without_headings(bench: Bench) -> None:
    bench.window.focus.show("instruments")
    bench.settle()
    page = bench.window.panels.page("instruments")
    assert isinstance(page, GridPage)
    grid = page.table.values()
    assert any(row.heading for row in grid.rows)
    table = shown_table(page)
    assert table is not None
    assert table.heads[:2] == ("Group", grid.corner)
    assert [row[1] for row in table.rows] == [row.name for row in grid.rows if not row.heading]
