# SPDX-License-Identifier: EUPL-1.2
"""The table of records: order, filter, and edits that are asked for and not made."""

from collections.abc import Mapping

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.schema import Record
from planner.text import set_language
from tests.core.builders import a_measure, a_state, a_system
from ui.models.record_table import RecordTable
from ui.panes.records import RecordsPane
from ui.theme import load_theme
from ui.widgets.search_field import SearchField

NAMES = {"state": {"IT": "Italy", "FR": "France", "DE": "Germany"}}
STATES = {
    "IT": a_state("IT", population_m=58.9),
    "FR": a_state("FR"),
    "DE": a_state("DE", population_m=83.6),
    "AT": a_state("AT", population_m=9.2),
}


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1100, 500)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def pane(window: QWidget) -> RecordsPane:
    pane = RecordsPane(load_theme("light"), parent=window)
    pane.resize(1080, 480)
    pane.show()
    pane.set_kinds([State.KIND, System.KIND, Measure.KIND], "state")
    show(pane, STATES)
    return pane


def show(pane: RecordsPane, rows: Mapping[str, Record]) -> None:
    pane.set_records(next(iter(rows.values())).KIND, rows, NAMES)


def column(model: RecordTable, field: str) -> int:
    names = [model.field_at(number).name for number in range(model.columnCount())]
    return names.index(field)


def keys(model: RecordTable) -> list[str]:
    return [model.key_at(row) for row in range(model.rowCount())]


def cell(model: RecordTable, key: str, field: str) -> object:
    return model.index(model.row_of(key), column(model, field)).data()


def edit(pane: RecordsPane, key: str, field: str) -> QLineEdit:
    """Open a cell with F2, as one does at the keyboard."""
    model, view = pane.model(), pane.view()
    view.setFocus()
    view.setCurrentIndex(model.index(model.row_of(key), column(model, field)))
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    return editor


def test_every_field_but_the_key_is_a_column_with_its_unit(pane: RecordsPane) -> None:
    model = pane.model()
    headers = [
        model.headerData(number, Qt.Orientation.Horizontal) for number in range(model.columnCount())
    ]
    assert headers[0] == "Name"
    assert "Population (million)" in headers
    assert "Id" not in headers


def test_a_column_says_on_hover_what_it_means(pane: RecordsPane) -> None:
    number = column(pane.model(), "avg_annual_temp_c")
    role = Qt.ItemDataRole.ToolTipRole
    told = pane.model().headerData(number, Qt.Orientation.Horizontal, role)
    label, meaning = str(told).splitlines()
    assert label == pane.model().headerData(number, Qt.Orientation.Horizontal)
    assert meaning == "Mean of 1961 to 1990; for ranking only."


def test_unknown_is_a_dash_and_comes_last_either_way(pane: RecordsPane) -> None:
    number = column(pane.model(), "population_m")
    pane.view().sortByColumn(number, Qt.SortOrder.AscendingOrder)
    assert keys(pane.model()) == ["AT", "IT", "DE", "FR"]
    pane.view().sortByColumn(number, Qt.SortOrder.DescendingOrder)
    assert keys(pane.model()) == ["DE", "IT", "AT", "FR"]
    assert cell(pane.model(), "FR", "population_m") == "–"


def test_numbers_are_sorted_as_numbers_and_names_as_words(pane: RecordsPane) -> None:
    assert keys(pane.model()) == ["AT", "FR", "DE", "IT"]
    sizes = {key: a_measure(id=key, accelerators=n) for key, n in (("a", 900), ("b", 10_000))}
    show(pane, sizes)
    pane.view().sortByColumn(column(pane.model(), "accelerators"), Qt.SortOrder.AscendingOrder)
    assert keys(pane.model()) == ["a", "b"]
    assert cell(pane.model(), "b", "accelerators") == "10,000"


def test_words_choices_months_and_shares_are_written_for_people(pane: RecordsPane) -> None:
    show(pane, {"m": a_measure(id="m", start=month_of(2028, 3), union_share_acquisition=0.355)})
    model = pane.model()
    assert cell(model, "m", "state") == "Italy"
    assert cell(model, "m", "status") == "committed"
    assert cell(model, "m", "start") == "Mar 2028"
    assert str(cell(model, "m", "union_share_acquisition")).replace("\xa0", " ") == "35.5 %"


def test_amounts_of_a_column_have_as_many_digits(pane: RecordsPane) -> None:
    costs = {"a": 554.0, "b": 9.8, "c": None, "d": 0.068}
    show(pane, {key: a_measure(id=key, capex_meur=cost) for key, cost in costs.items()})
    said = [cell(pane.model(), key, "capex_meur") for key in costs]
    assert said == ["554.00", "9.80", "–", "0.068"]
    show(pane, {key: a_measure(id=key, capex_meur=costs[key]) for key in "abc"})
    assert [cell(pane.model(), key, "capex_meur") for key in "abc"] == ["554.0", "9.8", "–"]


def test_numbers_follow_the_language(pane: RecordsPane) -> None:
    set_language("de")
    pane.retranslate()
    assert cell(pane.model(), "DE", "population_m") == "83,6"


def test_the_filter_keeps_rows_in_which_every_word_occurs(pane: RecordsPane) -> None:
    field = pane.findChild(SearchField)
    QTest.keyClicks(field, "eu member fra")
    assert keys(pane.model()) == ["FR"]
    QTest.keyClicks(field, "x")
    assert keys(pane.model()) == []
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(keys(pane.model())) == 4


def test_the_filter_finds_words_without_their_accents(pane: RecordsPane) -> None:
    show(pane, {"AT": a_state("AT", name="Österreich"), "FR": STATES["FR"]})
    QTest.keyClicks(pane.findChild(SearchField), "OSTERREICH")
    assert keys(pane.model()) == ["AT"]


def test_the_view_follows_the_filter(pane: RecordsPane) -> None:
    QTest.keyClicks(pane.findChild(SearchField), "france")
    assert pane.view().verticalHeader().count() == 1
    QTest.keyClick(pane.findChild(SearchField), Qt.Key.Key_Escape)
    assert pane.view().verticalHeader().count() == 4


def test_the_selected_row_moves_along_with_its_record(pane: RecordsPane) -> None:
    pane.select("FR")
    pane.view().sortByColumn(column(pane.model(), "population_m"), Qt.SortOrder.AscendingOrder)
    [row] = pane.view().selectionModel().selectedRows()
    assert pane.model().key_at(row.row()) == "FR"


def test_selecting_a_row_asks_to_open_its_record(pane: RecordsPane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.opened) as signal:
        pane.select("IT")
    assert signal.args == ["state", "IT"]


def test_an_edit_is_asked_for_and_not_made(pane: RecordsPane, qtbot: QtBot) -> None:
    editor = edit(pane, "FR", "population_m")
    QTest.keyClicks(editor, "68.4")
    with qtbot.waitSignal(pane.edited) as signal:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert signal.args == ["state", "FR", "population_m", 68.4]
    assert cell(pane.model(), "FR", "population_m") == "–"


def test_an_edit_that_changes_nothing_is_not_asked_for(pane: RecordsPane, qtbot: QtBot) -> None:
    editor = edit(pane, "DE", "population_m")
    QTest.keyClicks(editor, "83.6")
    with qtbot.assertNotEmitted(pane.edited):
        QTest.keyClick(editor, Qt.Key.Key_Return)


def test_what_cannot_be_read_stays_in_its_cell_and_changes_nothing(
    pane: RecordsPane, qtbot: QtBot
) -> None:
    editor = edit(pane, "DE", "population_m")
    QTest.keyClicks(editor, "many")
    with qtbot.waitSignal(pane.rejected) as signal, qtbot.assertNotEmitted(pane.edited):
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert signal.args is not None
    assert signal.args[0].startswith("Germany · Population: ")
    assert "many" in signal.args[0]
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert editor.isVisible()
    assert editor.text() == "many"
    assert cell(pane.model(), "DE", "population_m") == "83.6"


def test_what_was_left_unread_is_found_again_in_its_cell_and_mended(
    pane: RecordsPane, qtbot: QtBot
) -> None:
    QTest.keyClicks(edit(pane, "DE", "population_m"), "many")
    with qtbot.waitSignal(pane.rejected):
        pane.view().setCurrentIndex(pane.model().index(pane.model().row_of("IT"), 0))
    again = edit(pane, "DE", "population_m")
    assert again.text() == "many"
    assert "many" in again.accessibleDescription()
    QTest.keyClicks(again, "84")
    with qtbot.waitSignal(pane.edited) as signal:
        QTest.keyClick(again, Qt.Key.Key_Return)
    assert signal.args == ["state", "DE", "population_m", 84.0]
    assert edit(pane, "DE", "population_m").text() == "83.6"  # nobody has taken it over here


def test_escape_takes_back_what_was_left_unread(pane: RecordsPane) -> None:
    editor = edit(pane, "DE", "population_m")
    QTest.keyClicks(editor, "many")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == "83.6"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert edit(pane, "DE", "population_m").text() == "83.6"


def test_what_the_plan_refuses_stays_in_its_cell_and_is_asked_for_once(pane: RecordsPane) -> None:
    asked: list[object] = []

    def refuse(kind: str, key: str, field: str, value: object) -> None:
        asked.append(value)
        pane.refuse(kind, key, field, DomainError("not_a_number", value=value))

    pane.edited.connect(refuse)
    editor = edit(pane, "DE", "population_m")
    QTest.keyClicks(editor, "90")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert asked == [90.0]
    assert editor.isVisible()
    pane.view().setCurrentIndex(pane.model().index(pane.model().row_of("IT"), 0))
    assert edit(pane, "DE", "population_m").text() == "90"
    assert asked == [90.0]


def test_escape_leaves_a_cell_as_it_was(pane: RecordsPane, qtbot: QtBot) -> None:
    editor = edit(pane, "DE", "population_m")
    QTest.keyClicks(editor, "1")
    with qtbot.assertNotEmitted(pane.edited):
        QTest.keyClick(editor, Qt.Key.Key_Escape)
        QTest.keyClick(editor, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents()
    assert not editor.isVisible()
    assert pane.view().hasFocus()


def test_an_accepted_edit_shows_without_moving_the_cursor(pane: RecordsPane) -> None:
    model, view = pane.model(), pane.view()
    view.setCurrentIndex(model.index(model.row_of("FR"), column(model, "population_m")))
    show(pane, {**STATES, "FR": a_state("FR", population_m=68.4)})
    assert cell(model, "FR", "population_m") == "68.4"
    assert model.key_at(view.currentIndex().row()) == "FR"


def test_a_removed_record_leaves_the_table(pane: RecordsPane) -> None:
    pane.select("FR")
    show(pane, {key: row for key, row in STATES.items() if key != "FR"})
    assert keys(pane.model()) == ["AT", "DE", "IT"]


def test_another_kind_has_its_own_columns(pane: RecordsPane) -> None:
    pane.view().sortByColumn(column(pane.model(), "eurostat_geo"), Qt.SortOrder.AscendingOrder)
    show(pane, {"leonardo": a_system()})
    assert pane.kind() == "system"
    assert cell(pane.model(), "leonardo", "accelerators") == "4,000"


def test_a_kind_is_chosen_by_its_plural(pane: RecordsPane, qtbot: QtBot) -> None:
    box = pane.findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == ["States", "Systems", "Measures"]
    box.setFocus()
    with qtbot.waitSignal(pane.kind_chosen) as signal:
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert signal.args == ["system"]


def test_a_cell_says_on_hover_where_its_value_comes_from(pane: RecordsPane) -> None:
    pane.set_detail(lambda kind, key, field: f"{kind} {key} {field}")
    index = pane.model().index(pane.model().row_of("DE"), 0)
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "state DE name"


def test_a_menu_is_asked_for_with_the_record_below_the_mouse(
    pane: RecordsPane, qtbot: QtBot
) -> None:
    model, view = pane.model(), pane.view()
    where = view.visualRect(model.index(model.row_of("FR"), 0)).center()
    everywhere = view.viewport().mapToGlobal(where)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, everywhere)
    with qtbot.waitSignal(pane.menu_requested) as signal:
        QApplication.sendEvent(view.viewport(), event)
    assert signal.args == ["state", "FR", QPoint(everywhere)]


def test_the_filter_is_part_of_what_another_kind_is_shown_with(pane: RecordsPane) -> None:
    QTest.keyClicks(pane.findChild(SearchField), "leo")
    show(pane, {"leonardo": a_system(), "lumi": a_system("lumi", state="FI")})
    assert keys(pane.model()) == ["leonardo"]
