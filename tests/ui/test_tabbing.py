# SPDX-License-Identifier: EUPL-1.2
"""By keyboard alone: Tab misses nothing, goes as one reads, and one gets out of everything."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import Bench
from ui.pages.sheets import SheetsPage
from ui.theme import load_theme
from ui.widgets.button import Button
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_table import TextRows, TextTable

pytestmark = [
    pytest.mark.one_window,
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]

_MOST_STOPS = 200
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier


def keyboard() -> QWidget:
    """Return where the keyboard is."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def round_trip(bench: Bench, modifier: Qt.KeyboardModifier) -> Iterator[QWidget]:
    """Press Tab until the keyboard is back where it was."""
    start = keyboard()
    for _stop in range(_MOST_STOPS):
        yield keyboard()
        QTest.keyClick(bench.frame.windowHandle(), Qt.Key.Key_Tab, modifier)
        if keyboard() is start:
            return
    pytest.fail("Tab does not come back")


@pytest.mark.parametrize("view", ["map", "records", "findings", "sheets", "timeline"])
def test_tab_comes_forward_to_all_it_comes_to_backward(bench: Bench, view: str) -> None:
    bench.window.focus.show(view)
    bench.settle()
    bench.window.focus_view()
    forward = list(round_trip(bench, _NONE))
    assert set(forward) == set(round_trip(bench, _SHIFT))


def test_tab_comes_round_also_while_a_record_is_open(bench: Bench) -> None:
    bench.window.focus.select("system", "lumi_ai")
    bench.settle()
    bench.window.focus_view()
    stops = list(round_trip(bench, _NONE))
    named = [stop.accessibleName() for stop in stops]
    assert named.index("Name") < named.index("In service from") < named.index("Cost (m€)")
    assert set(stops) == set(round_trip(bench, _SHIFT))


def test_tab_leaves_what_is_compared_only_when_it_has_been_through(bench: Bench) -> None:
    bench.window.focus.show("compare")
    bench.settle()
    bench.window.focus_view()
    page = bench.window.panels.page("compare")
    inside = [page.isAncestorOf(stop) for stop in round_trip(bench, _NONE)]
    turns = sum(here != after for here, after in pairwise([*inside, inside[0]]))
    assert inside.count(True) > 2
    assert turns == 2


def test_tab_goes_through_a_view_from_the_top(bench: Bench) -> None:
    bench.window.focus.show("records")
    bench.settle()
    bench.window.focus_view()
    inside = bench.window.panels.records
    within = [stop for stop in round_trip(bench, _NONE) if inside.isAncestorOf(stop)]
    for _way in range(2):  # what fills the empty table lies in it
        assert inside.view().isAncestorOf(within.pop(1))
    tops = [stop.mapTo(inside, stop.rect().center()).y() for stop in within]
    assert len(within) > 3
    assert within[0] is inside.view()  # the round began here
    assert tops[1:] == sorted(tops[1:])


def test_f6_goes_to_what_stands_beside_the_view_and_back(bench: Bench) -> None:
    panels = bench.window.panels
    bench.window.focus.select("state", "HR")
    bench.window.focus_view()
    bench.trigger("beside")
    assert panels.inspector.isAncestorOf(keyboard())
    bench.trigger("beside")
    assert keyboard() is panels.map.view


def test_closing_the_inspector_gives_the_keyboard_back_to_the_view(bench: Bench) -> None:
    bench.window.focus.select("state", "HR")
    bench.trigger("beside")
    QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert keyboard() is bench.window.panels.map.view


def test_the_key_of_the_view_in_front_leads_back_into_it(bench: Bench) -> None:
    bench.trigger("find")
    assert keyboard() is not bench.window.panels.map.view
    bench.trigger("view_map")
    assert keyboard() is bench.window.panels.map.view


def test_a_record_of_just_that_name_is_found_first(bench: Bench) -> None:
    found = bench.window.placing.searching.find("lumi-ai")
    assert found[0].words == "LUMI-AI"


def test_the_number_under_the_keyboard_is_seen_and_lies_in_sight(bench: Bench) -> None:
    bench.window.focus.show("sheets")
    bench.settle()
    page = bench.window.panels.page("sheets")
    assert isinstance(page, SheetsPage)
    page.view.setFocus()
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum())
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    (marked,) = page.view.extraSelections()
    assert marked.cursor.hasSelection()
    assert page.view.verticalScrollBar().value() > 0


def test_tab_stops_at_what_is_chosen(qtbot: QtBot) -> None:
    window, theme = QWidget(), load_theme("light")
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    before, choice, after = QPushButton(), SegmentedControl(theme), QPushButton()
    for part in (before, choice, after):
        rows.addWidget(part)
    choice.set_segments([("a", "First"), ("b", "Second"), ("c", "Third")])
    choice.select("b")
    with qtbot.waitActive(window):
        window.show()
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert keyboard().accessibleName() == "Second"
    QTest.keyClick(keyboard(), Qt.Key.Key_Tab)
    assert keyboard() is after


def test_enter_presses_a_button_outside_dialogs_too(qtbot: QtBot) -> None:
    button = Button(load_theme("light"), "Settle…")
    qtbot.addWidget(button)
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(button, Qt.Key.Key_Return)


def test_an_arrow_in_a_box_opens_it_and_edits_nothing(bench: Bench) -> None:
    bench.window.focus.select("system", "lumi_ai")
    inspector = bench.window.panels.inspector
    inspector.focus_form("state")
    box = keyboard()
    assert isinstance(box, QComboBox)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.view().isVisible()
    box.hidePopup()
    assert bench.window.edits.session.plan.table("system")["lumi_ai"].state == "FI"


def test_a_table_without_a_row_shows_that_the_keyboard_is_in_it(qtbot: QtBot) -> None:
    table = TextTable(load_theme("light"))
    qtbot.addWidget(table)
    table.set_values(TextRows(heads=("State",)))
    with qtbot.waitActive(table):
        table.show()
        table.activateWindow()
    table.clearFocus()
    without = table.viewport().grab().toImage()
    table.setFocus()
    assert table.viewport().grab().toImage() != without
