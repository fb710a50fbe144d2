# SPDX-License-Identifier: EUPL-1.2
"""Actions as data, what all views share, and the line that says what could not be done."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from ui.actions import Action, ActionTable
from ui.focus import Focus, Selection
from ui.theme import load_theme
from ui.widgets.icon_button import IconButton
from ui.widgets.notice_bar import NoticeBar


class Plan:
    """Something to act on."""

    def __init__(self) -> None:
        self.saved = 0
        self.dark = False
        self.undoable = ""

    def save(self) -> None:
        self.saved += 1

    def turn_dark(self) -> None:
        self.dark = not self.dark


@pytest.fixture
def plan() -> Plan:
    return Plan()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 200)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def table(plan: Plan, window: QWidget) -> ActionTable:
    return ActionTable(
        window,
        (
            Action(id="save", title="Save", group="File", run=plan.save, shortcut="Ctrl+S; F12"),
            Action(
                id="undo",
                title="Undo",
                group="Edit",
                run=plan.save,
                icon="undo-2",
                enabled=lambda: bool(plan.undoable),
                detail=lambda: plan.undoable,
            ),
            Action(
                id="dark",
                title="Dark",
                group="File",
                run=plan.turn_dark,
                checked=lambda: plan.dark,
            ),
        ),
    )


def test_every_shortcut_of_an_action_runs_it(
    table: ActionTable, plan: Plan, window: QWidget
) -> None:
    assert table.qt["save"].shortcuts() == [QKeySequence("Ctrl+S"), QKeySequence("F12")]
    QTest.keyClick(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F12)
    assert plan.saved == 2


def test_an_action_that_means_nothing_now_is_not_offered(table: ActionTable, plan: Plan) -> None:
    theme = load_theme("light")
    table.refresh(theme)
    assert not table.qt["undo"].isEnabled()
    plan.undoable = "Move Minerva"
    table.refresh(theme)
    assert table.qt["undo"].isEnabled()
    assert table.qt["undo"].text() == "Undo Move Minerva"


def test_a_switch_shows_how_things_stand(table: ActionTable, plan: Plan) -> None:
    table.qt["dark"].trigger()
    table.refresh(load_theme("light"))
    assert plan.dark
    assert table.qt["dark"].isChecked()
    assert not table.qt["save"].isCheckable()


def test_an_icon_is_drawn_where_one_is_named_once_it_is_asked_for(table: ActionTable) -> None:
    table.refresh(load_theme("light"))
    assert table.qt["undo"].icon().isNull()
    table.dress()
    assert not table.qt["undo"].icon().isNull()
    assert table.qt["save"].icon().isNull()


def test_menus_are_in_the_order_of_declaration(table: ActionTable) -> None:
    grouped = table.grouped()
    assert list(grouped) == ["File", "Edit"]
    assert [action.objectName() for action in grouped["File"]] == ["save", "dark"]


def test_words_follow_the_language_when_refreshed(table: ActionTable) -> None:
    set_language("de")
    table.refresh(load_theme("light"))
    assert table.qt["save"].text() == table.actions["save"].words()


def collected(connect: Callable[[Callable[[object], None]], object]) -> list[object]:
    heard: list[object] = []
    connect(heard.append)
    return heard


def test_the_views_are_told_of_real_changes_only() -> None:
    focus = Focus(month=84, view="map")
    months = collected(focus.month_changed.connect)
    selections = collected(focus.selection_changed.connect)
    views = collected(focus.view_changed.connect)
    for _ in range(2):
        focus.set_month(85)
        focus.select("state", "IT")
        focus.show("board")
    assert months == [85]
    assert selections == [Selection("state", "IT")]
    assert views == ["board"]


def test_an_empty_selection_selects_nothing() -> None:
    focus = Focus(month=84, view="map")
    assert not focus.selection
    focus.select("state", "IT")
    assert focus.selection
    focus.select()
    assert not focus.selection


@pytest.fixture
def bar(window: QWidget) -> NoticeBar:
    bar = NoticeBar(load_theme("light"), parent=window)
    bar.resize(580, 60)
    return bar


def test_a_notice_appears_with_its_sentence_and_is_heard(bar: NoticeBar, qtbot: QtBot) -> None:
    assert not bar.isVisible()
    assert bar.sentence() == ""
    with qtbot.waitSignal(bar.shown) as signal:
        bar.say("France has no system to upgrade.")
    assert bar.isVisible()
    assert signal.args == ["France has no system to upgrade."]
    assert bar.accessibleName() == bar.sentence() == "France has no system to upgrade."
    bar.hide()


def test_a_notice_is_dismissed_with_its_cross_and_leaves_nothing_running(bar: NoticeBar) -> None:
    bar.say("The disk is full.")
    cross = bar.findChild(IconButton)
    assert cross.accessibleName() == "Dismiss"
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert bar.sentence() == ""


def test_a_later_notice_takes_the_place_of_an_earlier_one(bar: NoticeBar) -> None:
    bar.say("The disk is full.")
    bar.say("Your plan was copied.", tone="success")
    assert bar.sentence() == "Your plan was copied."
    bar.hide()
