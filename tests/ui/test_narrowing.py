# SPDX-License-Identifier: EUPL-1.2
"""Map, board, reach and budget: what their rows stand for, what is drawn, what is left out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from planner.domain.commands import AddRecord
from planner.engine.filters import Condition
from planner.text import set_language
from tests.ui.benches import JANUARY_2028, MID, Bench
from ui.pages.timeline import TimelinePage
from ui.panes.board import BoardPane
from ui.panes.map import MapPane

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")
LARGE_ONES = Condition.parse("accelerators>=5000")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def board(bench: Bench) -> BoardPane:
    bench.view("board")
    return bench.window.panels.board


def drawn(pane: BoardPane) -> set[str]:
    return {bar.key for bar in pane.view.bars()}


def marks(pane: MapPane, layer: str = "") -> set[str]:
    return {mark.key for mark in pane.view.sites() if layer in ("", mark.layer)}


def rows_of(pane: BoardPane) -> dict[str, str]:
    names = {row.state: row.name for row in pane.view.rows()}
    return {bar.key: names[bar.row] for bar in pane.view.bars()}


def test_rows_of_the_board_may_stand_for_factories_and_a_move_keeps_the_state(
    bench: Bench,
) -> None:
    key = bench.drop(MID, "DK")
    pane = board(bench)
    pane._group.choose("consortium")
    bench.settle()
    lying = rows_of(pane)
    assert lying["lumi"].startswith("LUMI AI Factory: ")
    assert "DK" in lying[key].partition(": ")[2]  # Denmark hosts none and is in one consortium
    before = bench.measures()[key]
    pane.view.select_bar(key)
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    step = bench.workspace.session.next_undo
    QTest.keyClick(pane.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    bench.settle()
    after = bench.measures()[key]
    assert (after.state, after.start) == (before.state, before.start + 1)
    assert bench.workspace.session.next_undo == step  # to another factory nothing moves


def test_a_row_that_is_no_state_takes_no_drop_and_one_of_a_factory_means_its_state(
    bench: Bench,
) -> None:
    pane = board(bench)
    pane._group.choose("kind")
    bench.settle()
    payload = {"template": MID}
    verdict = pane._answer(payload, pane.view.rows()[0].state, JANUARY_2028)
    assert not verdict.accepted
    pane._group.choose("factory")
    bench.settle()
    lumi = next(row for row in pane.view.rows() if row.name == "LUMI AI Factory")
    pane.view.select_cell(lumi.state, JANUARY_2028)
    pane.view.reveal()
    point = pane.view.cell_rect(lumi.state, JANUARY_2028).center().toPoint()
    assert bench.hover(payload, point, view="board")
    bench.let_go(payload, point, view="board")
    assert {measure.state for measure in bench.measures().values()} == {"FI"}


def test_a_condition_holds_on_board_map_and_table_alike(bench: Bench) -> None:
    pane, filtering = board(bench), bench.window.filtering
    everything = drawn(pane)
    filtering.keep_conditions("system", (LARGE_ONES,))
    bench.settle()
    few = drawn(pane)
    assert few < everything
    assert "jupiter" in few
    (condition,) = pane.narrowed.bar.buttons()
    assert condition.text() == "Systems: Accelerators at least 5,000"
    bench.view("map")
    on_map = bench.window.panels.map
    assert "jupiter" in marks(on_map)
    assert not marks(on_map, "operational") - few
    assert on_map.narrowed.bar.isVisible()
    on_map.narrowed.bar.removed.emit(0)
    bench.settle()
    assert not on_map.narrowed.bar.isVisible()
    assert drawn(board(bench)) == everything


def test_a_saved_view_opens_on_the_board(bench: Bench) -> None:
    values = {
        "id": "view",
        "name": "The large ones",
        "kind": "system",
        "words": "jupiter",
        "conditions": str(LARGE_ONES),
    }
    assert bench.window.edits.execute(AddRecord(kind="saved_view", values=values), source="test")
    pane = board(bench)
    menu = pane.narrowed.choices
    menu.aboutToShow.emit()
    entry = next(one for one in menu.actions() if one.text() == "The large ones")
    entry.trigger()
    bench.settle()
    assert bench.window.focus.view == "board"
    assert drawn(pane) == {"jupiter"}
    bench.trigger("add_condition")
    assert menu.isVisible()
    menu.hide()


def test_the_map_shows_sites_and_centres_to_who_asks_for_them(bench: Bench) -> None:
    bench.view("map")
    pane = bench.window.panels.map
    assert not {"site", "centre"} & {mark.layer for mark in pane.view.sites()}
    for layer in ("site", "centre"):
        pane.layers.show_layer(layer, shown=True)
    bench.settle()
    names = {mark.key: mark.text for mark in pane.view.sites()}
    assert "Kajaani, Finland" in names["kajaani"]
    assert "data centre" in names["hlrs_iii"].casefold()
    assert "NCC Croatia" in names["ncc_hr"]
    for layer in ("site", "centre"):
        pane.layers.show_layer(layer, shown=False)


def test_the_map_shows_who_belongs_together_and_hides_what_is_not_asked_for(bench: Bench) -> None:
    bench.view("map")
    pane = bench.window.panels.map
    assert "antenna" in {mark.layer for mark in pane.view.sites()}
    pane.layers.show_layer("antenna", shown=False)
    bench.settle()
    assert "antenna" not in {mark.layer for mark in pane.view.sites()}
    pane.layers.choose_tie("consortium")
    bench.window.focus.select("state", "FI")
    bench.settle()
    near = [tie for tie in pane.view.ties() if not tie.faint]
    assert near
    assert all(tie.text.startswith("LUMI AI Factory: ") for tie in near)
    assert len(near) < len(pane.view.ties())
    assert "Consortia of AI factories" in pane._legend.accessibleDescription()
    pane.layers.choose_tie("")
    bench.settle()
    assert pane.view.ties() == ()


def test_reach_money_time_and_supply_are_narrowed_by_words_without_their_accents(
    bench: Bench,
) -> None:
    set_language("de")
    bench.window.retranslate()
    bench.window.focus.show("reach")
    bench.settle()
    pane = bench.window.panels.reach
    pane._filter.setText("osterreich")
    bench.settle()
    listed = pane.lists()["states"]
    assert [listed.topLevelItem(0).text(0)] == ["Österreich"]
    assert listed.topLevelItemCount() == 1
    pane._filter.clear()
    pane._group.choose("giving")
    bench.settle()
    assert listed.topLevelItemCount() == 2
    bench.window.focus.show("budget")
    bench.settle()
    budget = bench.window.panels.budget
    before = budget.model().rowCount()
    budget._filter.setText("daedalus")
    assert 1 < budget.model().rowCount() < before
    bench.window.focus.show("access")
    bench.settle()
    access = bench.window.panels.access
    access._group.choose("state")
    bench.settle()
    heading = access.tree().topLevelItem(0)
    assert heading.text(0).startswith("Bulgarien · 1 Zeile")
    assert heading.child(0).text(0).startswith("Discoverer")
    access.tree().setCurrentItem(heading)  # a heading opens nothing
    access._filter.setText("deucalion")
    assert access.tree().topLevelItemCount() == 1
    bench.window.focus.show("supply")
    bench.settle()
    supply = bench.window.panels.supply
    supply._filter.setText("tschechien")
    assert [row[0] for row in supply.chips.table("orders").rows()] == ["KarolAIna (CZAI)"]
    set_language("en")


def test_a_condition_narrows_the_timeline_with_board_and_map(bench: Bench) -> None:
    bench.window.focus.show("timeline")
    bench.settle()
    page = bench.window.panels.page("timeline")
    assert isinstance(page, TimelinePage)
    every = {bar.key for bar in page.view.bars()}
    bench.window.filtering.keep_conditions("system", (LARGE_ONES,))
    bench.settle()
    few = {bar.key for bar in page.view.bars()}
    assert "jupiter" in few < every
    assert page.narrowed.bar.isVisible()
    events = {key for key in every if key.startswith("event:")}
    assert events <= few  # what the law sets stays for all
    page.group_by("status")
    page.set_words("jupiter")
    assert (page.words(), page.grouping()) == ("jupiter", "status")
    page.narrowed.bar.cleared.emit()
    bench.settle()
    assert not page.narrowed.bar.isVisible()
    page.set_words("")
    assert {bar.key for bar in page.view.bars()} == every
