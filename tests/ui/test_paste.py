# SPDX-License-Identifier: EUPL-1.2
"""Cells copied, pasted, filled down and edited together in the tables of records."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from planner.domain.records.geography import State
from tests.ui.benches import Bench
from ui.importing.dialog import READING, ImportDialog

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

_CTRL = Qt.KeyboardModifier.ControlModifier
_ROWS = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication) -> Iterator[Bench]:  # noqa: ARG001 - must be there
    bench = Bench(tmp_path / "plan.aifp")
    bench.window.focus.record_kind = "state"
    bench.window.focus.show("records")
    bench.settle()
    yield bench
    bench.close()


def table(bench: Bench) -> QTableView:
    return bench.window.panels.records.view()


def go_to(bench: Bench, keys: list[str], field: str) -> None:
    """Select the rows of records and put the keyboard on a field of the first."""
    pane, view = bench.window.panels.records, table(bench)
    model = pane.model()
    column = [model.field_at(n).name for n in range(model.columnCount())].index(field)
    rows = sorted(model.row_of(key) for key in keys)
    view.setFocus()
    view.selectionModel().setCurrentIndex(model.index(rows[0], column), _ROWS)
    for row in rows[1:]:
        view.selectionModel().select(
            model.index(row, column),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def in_order(bench: Bench, count: int) -> list[str]:
    """Return the records of the first rows."""
    model = bench.window.panels.records.model()
    return [model.key_at(row) for row in range(count)]


def press(bench: Bench, key: Qt.Key) -> None:
    QTest.keyClick(table(bench), key, _CTRL)
    bench.settle()


def paste(bench: Bench, text: str, *, asked: Callable[[ImportDialog], None] | None = None) -> None:
    """Paste a text; `asked` looks at the dialog that a doubtful one opens, and only such a one."""
    opened: list[bool] = []

    def act(dialog: ImportDialog) -> None:
        opened.append(True)
        if asked is not None:
            asked(dialog)

    QGuiApplication.clipboard().setText(text)
    look = _answering(act)
    press(bench, Qt.Key.Key_V)
    look.stop()
    assert bool(opened) is (asked is not None)


def population(bench: Bench, key: str) -> float | None:
    return bench.workspace.session.plan.of(State)[key].population_m


def _answering(act: Callable[[ImportDialog], None]) -> QTimer:
    """Look for the dialog that a doubtful paste opens until the timer is stopped."""
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ImportDialog) and not dialog.is_waiting():
            try:
                act(dialog)
            finally:
                dialog.reject()

    timer.timeout.connect(look)
    timer.start(5)
    return timer


def test_numbers_are_pasted_from_the_current_cell_down_as_one_step(bench: Bench) -> None:
    keys = in_order(bench, 3)
    go_to(bench, keys[:1], "population_m")
    paste(bench, "10.5\n11.5\n12.5")
    assert [population(bench, key) for key in keys] == [10.5, 11.5, 12.5]
    assert len(bench.workspace.session.history()) == 1
    assert "Pasted: 3 changed, 0 new" in bench.said()
    bench.trigger("undo")
    assert population(bench, keys[0]) != 10.5


def test_a_block_fills_the_columns_to_the_right(bench: Bench) -> None:
    [key] = in_order(bench, 1)
    go_to(bench, [key], "area_km2")
    paste(bench, "5000\t10.5")
    record = bench.workspace.session.plan.of(State)[key]
    assert (record.area_km2, record.population_m) == (5000, 10.5)


def test_a_row_of_heads_finds_columns_and_records_by_name(bench: Bench) -> None:
    go_to(bench, in_order(bench, 1), "capital")
    paste(bench, "Population\tName\n84.5\tDeutschland\n69.5\tFrance")
    assert (population(bench, "DE"), population(bench, "FR")) == (84.5, 69.5)


def test_one_value_is_pasted_into_every_selected_row(bench: Bench) -> None:
    keys = in_order(bench, 4)
    go_to(bench, keys, "population_m")
    paste(bench, "7.25")
    assert {population(bench, key) for key in keys} == {7.25}


def test_what_can_be_read_in_two_ways_is_asked_first(bench: Bench) -> None:
    keys = in_order(bench, 2)
    go_to(bench, keys[:1], "population_m")
    steps: list[str] = []
    paste(bench, "1,290\n2,345", asked=lambda dialog: steps.append(dialog.step()))
    assert steps == [READING]
    assert bench.workspace.session.history() == []


def test_words_in_a_column_of_numbers_are_told_and_change_nothing(bench: Bench) -> None:
    keys = in_order(bench, 1)
    go_to(bench, keys, "population_m")
    told: list[str] = []
    paste(
        bench,
        "many",
        asked=lambda dialog: told.extend(row[-1] for row in dialog.findings.mistakes.shown_rows()),
    )
    assert told == ["“Population” takes a number; “many” is none. Use digits only."]
    assert bench.workspace.session.history() == []


def test_an_empty_clipboard_is_said(bench: Bench) -> None:
    go_to(bench, in_order(bench, 1), "population_m")
    paste(bench, "")
    assert bench.said() == "The clipboard holds no text to paste. Copy cells first."


def test_rows_are_copied_with_their_heads_as_plain_numbers(bench: Bench) -> None:
    go_to(bench, ["DE", "FR"], "population_m")
    press(bench, Qt.Key.Key_C)
    heads, *rows = (line.split("\t") for line in QGuiApplication.clipboard().text().splitlines())
    people, area = heads.index("Population (million)"), heads.index("Area (km²)")
    assert {row[0]: (row[people], row[area]) for row in rows} == {
        "Germany": ("83.467", "357022"),
        "France": ("69.112", "643801"),
    }


def test_what_was_copied_is_pasted_without_a_change(bench: Bench) -> None:
    bench.window.focus.record_kind = "system"
    bench.window.screen_.refresh_view("records")
    go_to(bench, in_order(bench, 5), "name")
    press(bench, Qt.Key.Key_C)
    press(bench, Qt.Key.Key_V)
    assert bench.said() == "What was pasted is in the plan already."
    assert bench.workspace.session.history() == []


def test_fill_down_takes_the_topmost_value_in_one_step(bench: Bench) -> None:
    keys = in_order(bench, 3)
    first = population(bench, keys[0])
    go_to(bench, keys, "population_m")
    press(bench, Qt.Key.Key_D)
    assert {population(bench, key) for key in keys} == {first}
    assert len(bench.workspace.session.history()) == 1
    assert bench.said() == "2 records were changed. Undo takes all of them back."


def test_an_edit_with_several_rows_selected_changes_them_all(bench: Bench) -> None:
    keys = in_order(bench, 3)
    go_to(bench, keys, "population_m")
    QTest.keyClick(table(bench), Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "3.5")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    bench.settle()
    assert {population(bench, key) for key in keys} == {3.5}
    assert len(bench.workspace.session.history()) == 1


def test_what_the_keys_do_is_in_the_menu_of_a_row_too(bench: Bench) -> None:
    keys = in_order(bench, 3)
    go_to(bench, keys, "population_m")
    words = [said for said, _keys, _deed in bench.window.panels.records.gestures()]
    assert words == [
        "Copy rows with their heads",
        "Paste from here",
        "New record…",
        "Fill down this column",
    ]
    go_to(bench, keys[:1], "population_m")
    assert len(bench.window.panels.records.gestures()) == 3


def test_control_d_outside_of_several_rows_is_the_menus(bench: Bench) -> None:
    go_to(bench, in_order(bench, 1), "population_m")
    press(bench, Qt.Key.Key_D)
    assert bench.workspace.session.history() == []


def test_ten_thousand_rows_are_pasted_as_one_step(bench: Bench, qtbot: QtBot) -> None:
    bench.window.focus.record_kind = "commitment"
    bench.window.screen_.refresh_view("records")
    view = table(bench)
    view.setFocus()
    rows = "\n".join(f"Agreement {n}\tDE\t2026-01\t{n % 90}.5" for n in range(10_000))
    session = bench.workspace.session
    turns: list[bool] = []
    beside = QTimer()
    beside.timeout.connect(lambda: turns.append(not session.history()))
    beside.start(1)
    paste(bench, f"Name\tState\tSigned\tUnion contribution (m€)\n{rows}")
    qtbot.waitUntil(lambda: "Undo takes" in bench.said(), timeout=60_000)
    beside.stop()
    assert turns.count(True) > 1, "the window was dead while the rows were compared"
    assert len(session.history()) == 1
    assert len(session.plan.table("commitment")) >= 10_000
