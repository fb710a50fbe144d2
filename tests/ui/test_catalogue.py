# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: what search leaves, and how a template is taken from it without a mouse."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from ui.panes.catalogue import CatalogueGroup, CataloguePane
from ui.panes.payload import unpack
from ui.theme import load_theme
from ui.widgets.measure_tile import MeasureTile, Tile

MACHINES = CatalogueGroup(
    "Supercomputers",
    (
        Tile("large", "Large machine", "300 m€ · 8,000 accelerators", "system"),
        Tile("small", "Small machine", "90 m€ · 2,000 accelerators", "system"),
    ),
)
TALENT = CatalogueGroup("Talent", (Tile("master", "Master cohort", "2 m€ · 50 seats", "talent"),))


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 700)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def pane(window: QWidget) -> CataloguePane:
    pane = CataloguePane(load_theme("light"), parent=window)
    pane.set_groups((MACHINES, TALENT))
    pane.resize(260, 600)
    pane.show()
    QCoreApplication.sendPostedEvents()
    return pane


def search(pane: CataloguePane, words: str) -> QLineEdit:
    field = pane.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    pane.focus_search()
    QTest.keyClicks(field, words)
    return field


def tile(pane: CataloguePane, key: str) -> MeasureTile:
    return next(tile for tile in pane.findChildren(MeasureTile) if tile.tile.key == key)


def shown(pane: CataloguePane) -> list[str]:
    return [tile.tile.key for tile in pane.findChildren(MeasureTile) if tile.isVisible()]


def words_on(pane: CataloguePane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_everything_is_shown_by_group(pane: CataloguePane) -> None:
    assert shown(pane) == ["large", "small", "master"]
    assert {"SUPERCOMPUTERS", "TALENT"} <= set(words_on(pane))


def test_search_narrows_the_list_and_drops_empty_groups(pane: CataloguePane) -> None:
    search(pane, "machine 2,000")
    assert shown(pane) == ["small"]
    assert "SUPERCOMPUTERS" in words_on(pane)
    assert "TALENT" not in words_on(pane)


def test_search_finds_a_whole_group_by_its_title(pane: CataloguePane) -> None:
    search(pane, "supercomp")
    assert shown(pane) == ["large", "small"]


def test_a_search_for_nothing_says_so_and_escape_shows_everything_again(
    pane: CataloguePane,
) -> None:
    field = search(pane, "quantum")
    assert shown(pane) == []
    assert "Nothing in the catalogue has this name" in words_on(pane)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert shown(pane) == ["large", "small", "master"]


def test_enter_in_the_search_goes_to_the_first_tile_found(pane: CataloguePane) -> None:
    field = search(pane, "master")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert tile(pane, "master").hasFocus()
    assert pane.picked() == "master"


def test_enter_on_a_tile_asks_to_place_it(pane: CataloguePane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.placement_requested) as signal:
        QTest.keyClick(tile(pane, "small"), Qt.Key.Key_Return)
    assert signal.args == ["small"]


def test_a_double_click_asks_to_place_it(pane: CataloguePane, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.placement_requested) as signal:
        QTest.mouseDClick(tile(pane, "large"), Qt.MouseButton.LeftButton)
    assert signal.args == ["large"]


def test_one_tile_is_picked_at_a_time(pane: CataloguePane, qtbot: QtBot) -> None:
    QTest.mouseClick(tile(pane, "large"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(pane.template_picked) as signal:
        QTest.keyClick(tile(pane, "small"), Qt.Key.Key_Space)
    assert signal.args == ["small"]
    assert pane.picked() == "small"


def test_a_dragged_tile_carries_its_template(pane: CataloguePane) -> None:
    assert unpack(tile(pane, "master").mime()) == {"template": "master"}


def test_a_tile_says_its_name_and_what_it_costs(pane: CataloguePane) -> None:
    assert tile(pane, "large").accessibleName() == "Large machine"
    assert "300 m€" in tile(pane, "large").accessibleDescription()


def test_new_templates_are_searched_with_the_words_already_there(pane: CataloguePane) -> None:
    search(pane, "machine")
    more = CatalogueGroup("Services", (Tile("help", "Support centre", "20 staff", "support"),))
    pane.set_groups((MACHINES, more))
    QCoreApplication.sendPostedEvents()
    assert shown(pane) == ["large", "small"]
    assert "SERVICES" not in words_on(pane)


def test_a_narrow_window_shows_every_icon_and_says_its_name_on_hover(pane: CataloguePane) -> None:
    search(pane, "master")
    pane.set_folded(folded=True)
    assert shown(pane) == ["large", "small", "master"]
    assert tile(pane, "large").toolTip().startswith("Large machine")
    assert not pane.findChild(QLineEdit).isVisible()
    pane.set_folded(folded=False)
    assert shown(pane) == ["master"]
    assert "SUPERCOMPUTERS" not in words_on(pane)


def test_the_search_prompt_speaks_the_language_chosen_last(pane: CataloguePane) -> None:
    english = pane.findChild(QLineEdit).placeholderText()
    assert english == "Search the catalogue"
    set_language("de")
    pane.retranslate()
    assert pane.findChild(QLineEdit).accessibleName() == pane.findChild(QLineEdit).placeholderText()


def test_tab_goes_from_the_search_to_the_tiles(pane: CataloguePane) -> None:
    field = search(pane, "")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert isinstance(QApplication.focusWidget(), MeasureTile)
