# SPDX-License-Identifier: EUPL-1.2
"""The first plan somebody makes, from the first drop to the day after a crash."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from planner import cli
from planner.domain.months import month_of
from planner.domain.records.measures import MeasureKind
from planner.text import set_language
from tests.ui.benches import (
    DATA_CENTRE,
    JANUARY_2028,
    MID,
    UPGRADE,
    Bench,
    another_window,
    answering,
    button,
)
from ui.widgets.field_editor import FieldEditor

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

JANUARY_2030 = month_of(2030, 1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.aifp"


@pytest.fixture
def bench(path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(path)
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def field(bench: Bench, name: str) -> FieldEditor:
    return bench.window.panels.inspector._form.editor(name)


def type_into(bench: Bench, name: str, text: str) -> None:
    line = field(bench, name).findChild(QLineEdit)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)
    bench.settle()


# As it is meant


def test_a_system_dropped_on_croatia_moves_money_charts_and_board(bench: Bench) -> None:
    figures, tables = bench.figures(), bench.tables()
    key = bench.drop(MID, "HR")
    measure = bench.measures()[key]
    assert (measure.state, measure.start) == ("HR", JANUARY_2028)
    assert bench.window.panels.inspector.values().title == "Mid-range AI supercomputer"
    assert "tentative" in bench.figures()[0]
    assert bench.figures() != figures
    assert bench.tables() != tables
    bench.view("board")
    assert not bench.window.panels.board.view.bar_rect(key).isEmpty()


def test_undo_brings_back_every_figure_on_screen_and_redo_the_edit(bench: Bench) -> None:
    before = (bench.figures(), bench.tables())
    bench.drop(MID, "HR")
    after = (bench.figures(), bench.tables())
    bench.trigger("undo")
    assert (bench.figures(), bench.tables()) == before
    assert bench.window.panels.inspector.isHidden()
    bench.trigger("redo")
    assert (bench.figures(), bench.tables()) == after


def test_a_data_centre_finds_the_planned_system_and_takes_its_distance(bench: Bench) -> None:
    system = bench.drop(MID, "HR")
    hall = bench.drop(DATA_CENTRE, "HR")
    assert bench.measures()[hall].base_measure == system
    type_into(bench, "distance_km", "30")
    assert bench.measures()[hall].distance_km == 30.0


def test_capacity_arrives_when_one_scrubs_past_the_start_of_service(bench: Bench) -> None:
    bench.drop(MID, "HR")
    bench.go_to(JANUARY_2030)
    bench.settle()
    assert "Jan 2030" in bench.figures()[1]
    assert "Croatia" in bench.window.panels.map.view.describe("HR")
    facts = {fact.label: fact.value for fact in bench.window.panels.inspector.values().facts}
    assert facts["In service"] == "Jul 2029"


def test_three_drops_taken_back_survive_a_kill_and_come_back(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with another_window(path):
        pass  # leaving kills it
    bench = Bench(path)
    assert not bench.measures()
    for _redo in range(3):
        bench.trigger("redo")
    kinds = {measure.kind for measure in bench.measures().values()}
    assert kinds == {MeasureKind.SYSTEM, MeasureKind.DATA_CENTRE, MeasureKind.MASTER}
    bench.close()
    assert cli.main(["history", "--plan", str(path)]) == 0
    told = capsys.readouterr().out
    assert told.count("Croatia") >= 3
    assert "Undo" in told or "undo" in told


def test_the_view_month_and_selection_come_back_on_the_next_start(path: Path, qtbot: QtBot) -> None:
    first = Bench(path)
    first.go_to(JANUARY_2030)
    first.window.focus.select("state", "HR")
    first.window.focus.show("board")
    first.window.remember()
    first.close()
    second = Bench(path)
    qtbot.waitUntil(lambda: second.window.focus.selection.key == "HR")
    assert second.window.focus.month == JANUARY_2030
    assert second.window.focus.view == "board"
    assert second.window.panels.scrubber.month == JANUARY_2030
    second.close()


# With a clumsy hand


def test_the_sea_and_the_neighbours_take_nothing(bench: Bench) -> None:
    view = bench.view("map")
    payload = {"template": MID}
    somewhere = (QPoint(x, y) for x in range(4, view.width(), 8) for y in range(4, 400, 8))
    sea = next(p for p in somewhere if not bench.window.panels.map.view.state_at(p))
    assert not bench.hover(payload, sea)
    bench.let_go(payload, sea)
    assert not bench.measures()
    assert not bench.has_ghosts()


def test_an_upgrade_where_there_is_no_system_is_refused_with_the_reason(bench: Bench) -> None:
    point = bench.point("map", "HR")
    assert not bench.hover({"template": UPGRADE}, point)
    assert "Cannot go here" in bench.window.panels.map.view.bubble_text
    bench.let_go({"template": UPGRADE}, point)
    assert not bench.measures()
    assert "system" in bench.said()


def test_an_upgrade_where_there_are_several_asks_which(bench: Bench) -> None:
    asked: list[list[str]] = []

    def take_the_second(dialog: QDialog) -> None:
        options = dialog.findChild(QListWidget)
        asked.append([options.item(row).text() for row in range(options.count())])
        options.setCurrentRow(1)
        button(dialog, "Choose").click()

    answering(take_the_second)
    key = bench.drop(UPGRADE, "DE")
    assert len(asked[0]) > 1
    systems = bench.workspace.session.plan.table("system")
    assert systems[bench.measures()[key].base_system].name in asked[0][1]


def test_answering_the_question_with_escape_plans_nothing(bench: Bench) -> None:
    answering(QDialog.reject)
    assert not bench.drop(UPGRADE, "DE")
    assert not bench.measures()


@pytest.mark.parametrize("view", ["map", "board"])
def test_what_is_held_shows_a_ghost_that_goes_when_one_leaves(bench: Bench, view: str) -> None:
    tables = bench.tables()
    point = bench.point(view, "HR")
    assert bench.hover({"template": MID}, point, view=view)
    assert bench.has_ghosts()
    bench.leave(view=view)
    assert not bench.has_ghosts()
    assert bench.tables() == tables
    assert not bench.measures()


def test_letters_in_a_number_are_explained_and_change_nothing(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    before = bench.measures()[key]
    type_into(bench, "accelerators", "plenty")
    assert bench.measures()[key] == before
    assert "number" in bench.said()
    QTest.keyClick(field(bench, "accelerators").findChild(QLineEdit), Qt.Key.Key_Escape)
    assert field(bench, "accelerators").findChild(QLineEdit).text() == "1000"


def test_a_measure_dragged_to_another_state_keeps_its_start(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    bench.go_to(JANUARY_2030)
    payload = {"measure": key}
    point = bench.point("map", "EE")
    bench.hover(payload, point)
    bench.let_go(payload, point)
    assert (bench.measures()[key].state, bench.measures()[key].start) == ("EE", JANUARY_2028)


def test_the_board_can_be_worked_with_keys_alone(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    bench.trigger("view_board")
    assert bench.window.panels.board.view.hasFocus()
    assert bench.window.panels.board.view.chosen == key
    bench.press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert bench.measures()[key].start == JANUARY_2028 + 1
    bench.trigger("undo")
    assert bench.measures()[key].start == JANUARY_2028
    bench.press(Qt.Key.Key_Delete)
    assert not bench.measures()


def test_a_measure_is_placed_without_the_mouse(bench: Bench) -> None:
    bench.window.focus.select("state", "HR")
    answering(lambda dialog: button(dialog, "Assign").click())
    bench.trigger("assign")
    (measure,) = bench.measures().values()
    assert (measure.state, measure.start) == ("HR", JANUARY_2028)


def test_language_and_theme_change_while_one_works(bench: Bench) -> None:
    bench.drop(MID, "HR")
    bench.trigger("language")
    assert bench.window.title().endswith("KI-Fabrik-Planer")
    assert "Kroatien" in bench.window.panels.map.view.describe("HR")
    bench.trigger("theme")
    assert bench.window.theme().name == "dark"
    bench.trigger("undo")
    assert not bench.measures()
    bench.trigger("theme")
    set_language("en")


def test_key_presses_in_quick_succession_are_one_edit_and_a_pause_makes_two(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([10.0, 10.2, 10.4, 60.0])
    monkeypatch.setattr("ui.handling.monotonic", lambda: next(clock))
    key = bench.drop(MID, "HR")
    begun = bench.measures()[key].start
    for month in (begun + 1, begun + 2, begun + 3, begun + 9):
        bench.window.handling.move_bar(key, month, "HR")
    bench.trigger("undo")
    assert bench.measures()[key].start == begun + 3
    bench.trigger("undo")
    assert bench.measures()[key].start == begun
