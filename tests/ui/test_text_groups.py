# SPDX-License-Identifier: EUPL-1.2
"""A table of words under headings: what they say, what an order does to them, what a file gets."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.theme import load_theme
from ui.widgets.text_table import TextTable
from ui.widgets.text_values import TextRow, TextRows, kept

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def hours(rows: object) -> str:
    """Say what rows come to, and how many say nothing."""
    assert isinstance(rows, list)
    known = [row.sorts[2] for row in rows if row.sorts[2] is not None]
    return f"{sum(known)} h, {len(rows) - len(known)} unknown"


def a_row(name: str, state: str, amount: int | None) -> TextRow:
    cells = (name, state, "" if amount is None else f"{amount:,}")
    return TextRow(cells, "case", name, sorts=(name, state, amount))


VALUES = TextRows(
    heads=("Case", "State", "Hours"),
    right="llr",
    rows=(
        a_row("Nurse", "Spain", 9),
        a_row("Atlas", "Croatia", 1_000),
        a_row("Orbit", "", 5),
        a_row("Beam", "Croatia", None),
        a_row("Crane", "Croatia", 20),
    ),
    total=hours,
)


@pytest.fixture
def table(qtbot: QtBot) -> TextTable:
    table = TextTable(load_theme("light"))
    qtbot.addWidget(table)
    table.set_values(VALUES)
    return table


def lines(table: TextTable) -> list[str]:
    """Return the first cell of every row in sight, from the top."""
    model = table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_rows_stand_under_headings_that_count_and_add_them_up(table: TextTable) -> None:
    table.group_by(1)
    assert lines(table) == [
        "Croatia · 3 rows · 1020 h, 1 unknown",
        "Atlas",
        "Beam",
        "Crane",
        "Spain · 1 row · 9 h, 0 unknown",
        "Nurse",
        "Not stated · 1 row · 5 h, 0 unknown",
        "Orbit",
    ]
    assert table.columnSpan(0, 0) == 3
    assert table.columnSpan(1, 0) == 1


def test_an_order_holds_within_each_group_and_headings_stay_on_top(table: TextTable) -> None:
    table.group_by(1)
    table.sortByColumn(2, DESCENDING)
    assert [line[:5] for line in lines(table)] == [
        *("Croat", "Atlas", "Crane", "Beam"),
        *("Spain", "Nurse"),
        *("Not s", "Orbit"),
    ]
    table.sortByColumn(2, ASCENDING)
    assert [line[:5] for line in lines(table)][:4] == ["Croat", "Crane", "Atlas", "Beam"]
    assert [table.columnSpan(row, 0) for row in range(8)] == [3, 1, 1, 1, 3, 1, 3, 1]


def test_without_groups_the_table_is_as_it_was(table: TextTable) -> None:
    before = lines(table)
    table.group_by(1)
    table.group_by(-1)
    assert lines(table) == before
    assert {table.columnSpan(row, 0) for row in range(5)} == {1}


def test_files_and_clipboard_get_rows_without_headings(table: TextTable) -> None:
    table.group_by(1)
    assert [cells[0] for cells in table.shown_rows()] == [
        *("Atlas", "Beam", "Crane", "Nurse", "Orbit"),
    ]
    table.selectAll()
    assert table.selected_text().splitlines()[:2] == ["Case\tState\tHours", "Atlas\tCroatia\t1,000"]


def test_the_keyboard_begins_on_a_row_and_a_heading_opens_nothing(table: TextTable) -> None:
    opened: list[str] = []
    table.opened.connect(lambda _kind, key: opened.append(key))
    table.group_by(1)
    table.go_to_first()
    now = table.current()
    assert now is not None
    assert now.key == "Atlas"
    for place in (0, 1):
        table.clicked.emit(table.model().index(place, 0))
    assert opened == ["Atlas"]


def test_other_rows_come_under_the_same_headings(table: TextTable) -> None:
    table.group_by(1)
    table.set_values(kept(VALUES, "cro 20"))
    assert lines(table) == ["Croatia · 1 row · 20 h, 0 unknown", "Crane"]
