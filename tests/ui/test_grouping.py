# SPDX-License-Identifier: EUPL-1.2
"""What a planner sees of filters and groups in the views that list records, edits and hours."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QTreeWidget

from planner.domain.commands import AddRecord
from planner.domain.records.views import SavedView
from planner.text import set_language
from tests.ui.benches import JANUARY_2028, MID, Bench
from ui.pages.desk import DeskPage
from ui.pages.ledger import LedgerPage
from ui.panes.records import RecordsPane
from ui.view_tables import shown_table
from ui.widgets.group_button import GroupButton
from ui.widgets.text_table import TextTable

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def systems(bench: Bench) -> RecordsPane:
    """Bring the systems to the front."""
    bench.window.focus.show("records")
    bench.settle()
    bench.window.filtering.show("system")
    bench.settle()
    return bench.window.panels.records


def rows_of(pane: RecordsPane) -> list[str]:
    """Return the first cell of every row in sight, from the top."""
    model = pane.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def headings_of(table: TextTable) -> list[str]:
    return [row.cells[0] for row in table.values().rows if row.heading]


def add(bench: Bench, kind: str, **values: object) -> None:
    assert bench.window.edits.execute(AddRecord(kind=kind, values=values), source="test")
    bench.settle()


def test_records_stand_under_headings_that_add_them_up(bench: Bench) -> None:
    pane = systems(bench)
    every = pane.shown_keys()
    pane._group.choose("state")
    headings = [words for words in rows_of(pane) if " · " in words and " row" in words]
    greek = next(words for words in headings if words.startswith("Greece"))
    assert "1 row · Cost: 41 m€" in greek
    germany = next(words for words in headings if words.startswith("Germany"))
    assert "Accelerators: " in germany
    assert " unknown" in germany
    assert sorted(pane.shown_keys()) == sorted(every)
    assert pane.view().columnSpan(0, 0) > 1
    heading = pane.model().index(0, 0)
    assert not heading.flags() & Qt.ItemFlag.ItemIsEditable
    pane.view().setCurrentIndex(heading)
    assert pane.current_cell() is None
    shown = shown_table(pane)
    assert shown is not None
    assert len(shown.rows) == len(every)


def test_groups_of_records_hold_under_a_filter_and_an_edit_moves_a_record(bench: Bench) -> None:
    pane = systems(bench)
    pane._group.choose("status")
    pane.set_words("leonardo bologna operational")
    few = rows_of(pane)
    assert few[0].startswith("Operational · 1 row")
    assert few[1].startswith("Leonardo")
    bench.window.edits.edit("system", "leonardo", "status", "retired", source="test")
    bench.settle()
    assert rows_of(pane) == []
    pane.set_words("leonardo bologna retired")
    assert rows_of(pane)[0].startswith("Retired · 1 row")
    set_language("de")
    bench.window.retranslate()
    bench.settle()
    pane.set_words("leonardo bologna")
    assert " Zeile" in rows_of(pane)[0]
    pane._group.choose("")
    assert "Leonardo" in rows_of(pane)


def test_a_saved_view_brings_back_filter_and_groups(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("By status", True))
    pane = systems(bench)
    pane._group.choose("status")
    pane.set_words("jupiter")
    bench.window.filtering.save_view()
    (key,) = bench.workspace.session.plan.of(SavedView)
    before = rows_of(pane)
    pane.set_words("")
    pane._group.choose("")
    bench.window.filtering.open_view(key)
    bench.settle()
    assert (pane.words(), pane.grouping()) == ("jupiter", "status")
    assert rows_of(pane) == before
    bench.view("board")
    board = bench.window.panels.board
    board.narrowed.choices.aboutToShow.emit()
    entries = {one.text(): one for one in board.narrowed.choices.actions()}
    entries["By status"].trigger()
    bench.settle()
    assert (board.words(), board.grouping()) == ("jupiter", "status")
    entries["Save this view…"].trigger()
    saved = list(bench.workspace.session.plan.of(SavedView).values())[-1]
    assert (saved.words, saved.grouping) == ("jupiter", "status")


def test_the_history_is_grouped_by_day_person_and_what_was_done(bench: Bench) -> None:
    bench.drop(MID, "HR")
    bench.drop(MID, "PT")
    bench.trigger("undo")
    bench.window.focus.show("history")
    bench.settle()
    pane = bench.window.panels.history
    tree = pane.findChild(QTreeWidget)
    assert tree is not None
    model = tree.model()
    flat = model.rowCount()
    pane.group.choose("deed")
    words = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert words == ["Undo · 1 edit", f"Edit · {flat - 1} edits · 1 taken back"]
    tree.setCurrentIndex(model.index(1, 0))
    assert not pane.current()
    assert not pane.deed("look").isEnabled()
    tree.setCurrentIndex(model.index(0, 0, model.index(1, 0)))
    step = pane.current()
    assert step
    pane.group.choose("day")
    assert pane.current() == step
    assert model.rowCount() == 1
    set_language("de")
    bench.window.retranslate()
    bench.settle()
    assert pane.group.current() == "day"


def test_cases_and_their_log_are_grouped_and_filtered(bench: Bench) -> None:
    for key, state, hours in (("ada", "HR", 100.0), ("bea", "HR", None), ("cleo", "PT", 5.0)):
        values = {"id": key, "name": key.title(), "state": state, "received": "2026-10-05"}
        add(bench, "desk_case", hours_estimated=hours, **values)
        add(bench, "handover", id=f"of-{key}", case=key, factory="it4lia_aif", sent="2026-10-06")
    bench.trigger("view_desk")
    page = bench.window.panels.page("desk")
    assert isinstance(page, DeskPage)
    choose(page.group, page.table, "State")
    assert headings_of(page.table) == [
        "Croatia · 2 rows · Hours, estimated: 100 h, 1 unknown",
        "Portugal · 1 row · Hours, estimated: 5 h",
    ]
    page._filter.setText("cleo")
    assert headings_of(page.table) == ["Portugal · 1 row · Hours, estimated: 5 h"]
    page._face.select("log")
    page._show_face("log")
    assert [row[1] for row in page.log.shown_rows()] == ["Cleo"]
    page._filter.clear()
    choose(page.group, page.log, "Case")
    assert [words.partition(" · ")[0] for words in headings_of(page.log)] == [
        *("Ada", "Bea", "Cleo"),
    ]


def test_requests_are_grouped_with_the_hours_they_come_to(bench: Bench) -> None:
    for key, hours in (("one", 1_000.0), ("two", None)):
        values = {"id": key, "name": key, "mode": "fast_lane", "pool": "industry"}
        values |= {"first_month": 72, "months": 3, "unit": "gpu"}
        add(bench, "allocation", system="leonardo", hours_requested=hours, **values)
    bench.trigger("view_ledger")
    page = bench.window.panels.page("ledger")
    assert isinstance(page, LedgerPage)
    table = page.tables["requests"]
    choose(page.group, table, "Machine")
    (words,) = headings_of(table)
    assert words.startswith("Leonardo")
    assert "2 rows · Requested: 1,000 h, 1 unknown" in words
    page.face.select("pools")
    page.fill()
    pools = page.tables["pools"]
    choose(page.group, pools, "Machine")
    jupiter = next(words for words in headings_of(pools) if words.startswith("JUPITER"))
    assert jupiter.startswith("JUPITER (Booster) · 4 rows · Million hours: 87.6 ·")
    page.face.select("closed")
    page.fill()
    assert not page.group.isVisible()  # days on which nobody works have nothing in common


def choose(button: GroupButton, table: TextTable, head: str) -> None:
    """Group a table by the column with this head, as the menu does."""
    button.choose(str(table.values().heads.index(head)))


def test_headings_of_access_and_reach_add_up_what_is_below(bench: Bench) -> None:
    bench.window.focus.show("access")
    bench.settle()
    access = bench.window.panels.access
    access._group.choose("state")
    bench.settle()
    tree = access.tree()
    texts = [
        [item.text(column) for column in range(3)]
        for item in map(tree.topLevelItem, range(tree.topLevelItemCount()))
        if item is not None
    ]
    germany = next(cells for cells in texts if cells[0].startswith("Germany"))
    assert germany == ["Germany · 4 rows", "3 unknown", "87.62"]
    bench.window.focus.show("reach")
    bench.settle()
    reach = bench.window.panels.reach
    reach._group.choose("giving")
    bench.settle()
    states = reach.lists()["states"]
    heading = states.topLevelItem(0)
    assert heading is not None
    asked = [float(heading.child(row).text(1)) for row in range(heading.childCount())]
    assert float(heading.text(1)) == pytest.approx(sum(asked), abs=0.05)


def test_the_keyboard_reaches_what_groups_the_records(bench: Bench) -> None:
    pane = systems(bench)
    pane._filter.setFocus()
    QTest.keyClick(pane._filter, Qt.Key.Key_Tab)
    bench.settle()
    assert pane._group.hasFocus()
    assert pane._group.accessibleName() == "Group by: No groups"
