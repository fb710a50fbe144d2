# SPDX-License-Identifier: EUPL-1.2
"""The grid: groups and sums, sorting, walking, writing, copying, and the same rows for a file."""

from collections.abc import Iterator

import attrs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.domain.records.uptake import Sector
from tests.core.builders import plan_with
from ui.presenting.grid_edits import field_cell, fill_edits, paste_edits
from ui.theme import load_theme
from ui.widgets.grid_table import GridTable
from ui.widgets.grid_values import (
    GridCell,
    GridColumn,
    GridRow,
    GridValues,
    Order,
    arranged,
    table_of,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

COLUMNS = (GridColumn("n", "Number", align="number"), GridColumn("w", "Words"))


def a_row(key: str, amount: float | None, words: str, group: str = "") -> GridRow:
    cells = (
        GridCell(
            "not stated" if amount is None else f"{amount:g}",
            amount,
            deed="write",
            entry=str(amount),
        ),
        GridCell(words, deed="act"),
    )
    return GridRow(key, key.title(), cells, "sector", key, group)


VALUES = GridValues(
    corner="Name",
    columns=COLUMNS,
    rows=(
        a_row("b", 2.0, "two", "First"),
        a_row("a", 10.0, "ten", "Second"),
        a_row("c", None, "none", "First"),
        a_row("d", 1.0, "one", "First"),
    ),
    total=lambda keys: (GridCell(f"Σ {len(keys)}"), GridCell()),
    all_rows="All",
)


def names(values: GridValues) -> list[str]:
    return [row.name for row in values.rows]


def test_rows_come_in_groups_with_a_sum_above_and_all_below() -> None:
    shown = arranged(VALUES)
    assert names(shown) == [*("First · 3 rows", "B", "C", "D", "Second · 1 row", "A", "All")]
    heads = [row.cells[0].text for row in shown.rows if row.heading]
    assert heads == ["Σ 3", "Σ 1", "Σ 4"]


def test_sums_are_those_of_what_the_filter_leaves() -> None:
    shown = arranged(VALUES, words="first TWO")
    assert [(row.name, row.cells[0].text) for row in shown.rows] == [
        *(("First · 1 row", "Σ 1"), ("B", "2"))
    ]


def test_numbers_are_sorted_as_numbers_and_what_is_empty_comes_last() -> None:
    flat = attrs.evolve(VALUES, rows=tuple(attrs.evolve(row, group="") for row in VALUES.rows))
    assert names(arranged(flat, order=Order("n")))[:4] == ["D", "B", "A", "C"]
    assert names(arranged(flat, order=Order("n", descending=True)))[:4] == ["A", "B", "D", "C"]


def test_a_head_sorts_up_then_down_then_not_at_all() -> None:
    first = Order().after_click("n")
    second = first.after_click("n")
    assert (first, second, second.after_click("n")) == (Order("n"), Order("n", True), Order())


def test_a_file_gets_numbers_and_a_column_of_groups() -> None:
    heads, rows = table_of(arranged(VALUES), group="Group")
    assert heads == ("Group", "Name", "Number", "Words")
    assert rows[0] == ("First", "B", 2.0, "two")
    assert len(rows) == 4


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[GridTable]:
    table = GridTable(load_theme("light"))
    qtbot.addWidget(table)
    table.set_values(arranged(VALUES))
    table.resize(600, 400)
    table.show()
    yield table
    table.hide()


def test_coming_with_the_keyboard_chooses_nothing(table: GridTable) -> None:
    chosen: list[str] = []
    table.row_chosen.connect(chosen.append)
    table.setFocus()
    QApplication.processEvents()
    assert chosen == []
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen


def test_enter_acts_on_a_cell_that_does_something(table: GridTable) -> None:
    acted: list[tuple[str, str]] = []
    table.acted.connect(lambda row, column: acted.append((row, column)))
    table.go_to("a", "w")
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert acted == [("a", "w")]


def test_what_is_written_goes_out_and_the_cell_stays_until_it_is_done(
    table: GridTable, qtbot: QtBot
) -> None:
    typed: list[tuple[str, str, str]] = []
    table.typed.connect(lambda *what: typed.append(what))
    table.go_to("b", "n")
    QTest.keyClick(table, Qt.Key.Key_Return)
    editor = table.findChild(QLineEdit)
    assert editor.accessibleName() == "B, Number"
    editor.setText("7")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: typed == [("b", "n", "7")])
    assert table.values().rows[1].cells[0].text == "2"


def test_other_values_keep_the_keyboard_on_its_cell(table: GridTable) -> None:
    chosen: list[str] = []
    table.go_to("a", "w")
    table.row_chosen.connect(chosen.append)
    table.set_values(arranged(VALUES, order=Order("n")))
    assert table.current() == ("a", "w")
    assert chosen == []


def test_ctrl_c_copies_with_heads(table: GridTable) -> None:
    table.go_to("a", "n")
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tNumber\nA\t10"


def test_delete_asks_for_the_row(table: GridTable) -> None:
    removed: list[str] = []
    table.removal_requested.connect(removed.append)
    table.go_to("d")
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert removed == ["d"]


def test_ctrl_v_and_ctrl_d_ask_for_what_they_mean_in_a_spreadsheet(table: GridTable) -> None:
    pasted: list[tuple[str, str, str]] = []
    filled: list[tuple[list[str], str]] = []
    table.pasted.connect(lambda *what: pasted.append(what))
    table.filled.connect(lambda keys, column: filled.append((keys, column)))
    control = Qt.KeyboardModifier.ControlModifier
    QGuiApplication.clipboard().setText("1\t2")
    table.go_to("b", "n")
    QTest.keyClick(table, Qt.Key.Key_V, control)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_D, control)
    assert pasted == [("b", "n", "1\t2")]
    assert filled == [(["b", "c"], "n")]


def test_a_heading_is_passed_over_when_a_block_is_pasted() -> None:
    sector = Sector(id="b", name="B", notes="old")
    other = Sector(id="a", name="A")
    plan = plan_with(sector, other)
    rows = tuple(
        GridRow(one.id, one.name, (field_cell(plan, one, "notes"),), group=one.name)
        for one in (sector, other)
    )
    grid = arranged(GridValues(corner="", columns=(GridColumn("notes", "Notes"),), rows=rows))
    edits = paste_edits(plan, grid, ("b", "notes"), "first\nsecond\nthird")
    assert [(one.key, one.value) for one in edits] == [("b", "first"), ("a", "second")]
    (filled,) = fill_edits(plan, grid, ("b", "a"), "notes")
    assert (filled.key, filled.value) == ("a", "old")
