# SPDX-License-Identifier: EUPL-1.2
"""What stays where it is, and where the keyboard stays, while something else happens."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.records.measures import Measure
from tests.ui.benches import MID, Bench
from ui.panes.payload import pack
from ui.widgets.empty_state import EmptyState
from ui.widgets.measure_tile import MeasureTile
from ui.widgets.passing_menu import PassingMenu

pytestmark = [
    pytest.mark.one_window,
    # The invisible screen has no window manager to ask.
    pytest.mark.qt_log_ignore("raise", "grabbing the keyboard"),
]


def menu_by_key(widget: QWidget) -> list[str]:
    """Press the menu key where the keyboard is; return what is offered, and close it."""
    at = widget.rect().center()
    by_key = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(widget, QContextMenuEvent(by_key, at, widget.mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    menu.close()
    return words


def test_a_notice_moves_nothing_away_from_under_the_mouse(bench: Bench) -> None:
    panels = bench.window.panels
    parts = (panels.map, panels.scrubber, panels.catalogue, *panels.figures.values())
    bench.settle()
    before = [(part.mapTo(bench.window, QPoint()), part.size()) for part in parts]
    bench.window.say("A long sentence about what could not be done. " * 4)
    bench.settle()
    assert panels.notice.isVisible()
    assert [(part.mapTo(bench.window, QPoint()), part.size()) for part in parts] == before


def test_what_the_plan_refuses_stays_in_its_field_with_the_sentence(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    bench.window.open_record("measure", key)
    inspector = bench.window.panels.inspector
    inspector.focus_form("accelerators")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "-5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    inspector.focus_form("name")
    name = QApplication.focusWidget()
    assert isinstance(name, QLineEdit)
    name.selectAll()
    QTest.keyClicks(name, "Minerva")
    QTest.keyClick(name, Qt.Key.Key_Return)
    bench.settle()
    assert bench.workspace.session.plan.of(Measure)[key].name == "Minerva"
    inspector.focus_form("accelerators")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "-5"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() != "-5"
    assert not bench.window.panels.inspector.isHidden()  # Escape was for the field


def test_a_tile_of_the_inspector_leaves_the_keyboard_in_it(bench: Bench, qtbot: QtBot) -> None:
    bench.drop(MID, "HR")
    bench.window.open_record("state", "HR")
    bench.settle()
    inspector = bench.window.panels.inspector
    tile = next(one for one in inspector.findChildren(MeasureTile) if one.isVisible())
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    bench.settle()
    assert bench.window.focus.selection.kind == "measure"

    def is_inside() -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and inspector.content().isAncestorOf(focus)

    qtbot.waitUntil(is_inside)


def test_a_form_offers_by_the_menu_key_what_can_be_asked_of_a_value(bench: Bench) -> None:
    bench.window.open_record("measure", bench.drop(MID, "HR"))
    bench.settle()
    inspector = bench.window.panels.inspector
    for field in ("name", "status"):
        inspector.focus_form(field)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert "Where does this come from?" in menu_by_key(focus)


def test_a_figure_offers_by_the_menu_key_what_can_be_asked_and_done(bench: Bench) -> None:
    bench.window.open_record("measure", bench.drop(MID, "HR"))
    bench.settle()
    offered = menu_by_key(bench.window.panels.inspector)
    assert "Where does this come from?" in offered
    assert any(words.startswith("Duplicate") for words in offered)


def test_a_finding_offers_by_the_menu_key_what_the_buttons_do(bench: Bench) -> None:
    bench.window.focus.show("findings")
    bench.settle()
    tree = bench.window.panels.findings.findChild(QTreeWidget)
    assert tree is not None
    group = tree.topLevelItem(0)
    assert group is not None
    tree.setCurrentItem(group.child(0))
    tree.customContextMenuRequested.emit(tree.visualItemRect(group.child(0)).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    menu.close()
    assert offered[0] == "Open"
    assert "Accept with a reason…" in offered


def test_a_menu_is_gone_once_it_has_closed(bench: Bench) -> None:
    bench.view("map")
    bench.window.placing.state_menu("HR", QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()
    bench.settle()
    assert not bench.window.findChildren(PassingMenu)


def test_an_empty_table_offers_to_be_filled_and_shows_the_keyboard(
    bench: Bench, qtbot: QtBot
) -> None:
    bench.window.focus.show("records")
    bench.settle()
    pane = bench.window.panels.records
    empty = pane.view().findChild(EmptyState)
    assert empty is not None
    assert empty.isVisible()
    fill = empty.findChild(QPushButton)
    assert fill is not None
    assert fill.text() == "Import a table…"
    pane.view().setFocus()
    assert pane.view().hasFocus()  # so that rows can be pasted
    bench.window.choosing.kind("state")
    bench.settle()
    assert not empty.isVisible()
    pane.set_words("no state is called so")
    qtbot.waitUntil(empty.isVisible)
    assert fill.text() == "Clear the filter"
    fill.click()
    assert not empty.isVisible()
    assert pane.view().hasFocus()
    bench.window.choosing.kind("measure")


def test_the_keyboard_is_never_nowhere(bench: Bench, qtbot: QtBot) -> None:
    view = bench.view("map")
    view.setFocus()
    view.clearFocus()
    qtbot.waitUntil(view.hasFocus)
    inspector = bench.window.panels.inspector
    bench.window.open_record("state", "HR")
    inspector.focus_form("capital")
    bench.window.focus.select_nothing()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert not inspector.isAncestorOf(QApplication.focusWidget())


def test_a_notice_makes_way_for_what_is_dragged_to_the_view_below(bench: Bench) -> None:
    notice = bench.window.panels.notice
    bench.window.say("A sentence that lies over the south of the map.")
    bench.settle()
    held = pack({"template": MID})
    enter = QDragEnterEvent(
        notice.rect().center(),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(notice, enter)
    assert notice.isHidden()
    assert bench.drop(MID, "CY")
