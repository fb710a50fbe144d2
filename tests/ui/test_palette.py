# SPDX-License-Identifier: EUPL-1.2
"""The palette and the question with a list: found by words, chosen with Enter, left with Escape."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.choose import ChooseDialog
from ui.dialogs.palette import Palette, PaletteEntry
from ui.theme import load_theme

# Qt's invisible screen has no window manager, and says so whenever a dialog would need one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Deeds:
    """What has been run."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def entry(self, words: str, hint: str = "") -> PaletteEntry:
        return PaletteEntry(words, hint, "circle", lambda: self.done.append(words))


@pytest.fixture
def deeds() -> Deeds:
    return Deeds()


@pytest.fixture
def palette(deeds: Deeds, qtbot: QtBot) -> Palette:
    entries = (
        deeds.entry("Open a plan", "Ctrl+O"),
        deeds.entry("Export the map", "File"),
        deeds.entry("Map", "View"),
        deeds.entry("Minerva", "Italy"),
    )
    palette = Palette(load_theme("light"), entries)
    qtbot.addWidget(palette)
    palette.show()
    return palette


def field(palette: Palette) -> QLineEdit:
    found = palette.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def lines(dialog: QDialog) -> list[str]:
    found = dialog.findChild(QListWidget)
    return [found.item(row).text() for row in range(found.count())]


def current(dialog: QDialog) -> str:
    return str(dialog.findChild(QListWidget).currentItem().text())


def test_everything_is_offered_in_order_at_first(palette: Palette) -> None:
    assert len(lines(palette)) == 4
    assert current(palette).startswith("Open a plan")


def test_words_narrow_the_list_and_search_the_hint_too(palette: Palette) -> None:
    QTest.keyClicks(field(palette), "italy min")
    assert lines(palette) == ["Minerva    Italy"]


def test_what_begins_with_the_words_comes_first(palette: Palette) -> None:
    QTest.keyClicks(field(palette), "map")
    assert [line.split("    ")[0] for line in lines(palette)] == ["Map", "Export the map"]


def test_arrow_keys_move_along_the_list_and_stop_at_its_ends(palette: Palette) -> None:
    for _ in range(6):
        QTest.keyClick(field(palette), Qt.Key.Key_Down)
    assert current(palette).startswith("Minerva")
    for _ in range(6):
        QTest.keyClick(field(palette), Qt.Key.Key_Up)
    assert current(palette).startswith("Open a plan")


def test_enter_chooses_and_leaves_running_it_to_the_window(palette: Palette, deeds: Deeds) -> None:
    QTest.keyClick(field(palette), Qt.Key.Key_Down)
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    chosen = palette.chosen()
    assert palette.result() == QDialog.DialogCode.Accepted
    assert chosen is not None
    assert deeds.done == []
    chosen.run()
    assert deeds.done == ["Export the map"]


def test_enter_without_a_match_chooses_nothing(palette: Palette) -> None:
    QTest.keyClicks(field(palette), "quantum")
    QTest.keyClick(field(palette), Qt.Key.Key_Return)
    assert palette.chosen() is None
    assert palette.isVisible()


def test_a_search_for_what_is_not_there_says_so(palette: Palette) -> None:
    QTest.keyClicks(field(palette), "nowhere")
    assert lines(palette) == ["Nothing fits the filter."]


def test_escape_empties_the_words_and_then_leaves(palette: Palette) -> None:
    QTest.keyClicks(field(palette), "map")
    QTest.keyClick(field(palette), Qt.Key.Key_Escape)
    assert palette.isVisible()
    assert len(lines(palette)) == 4
    QTest.keyClick(field(palette), Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert palette.chosen() is None


def test_a_click_chooses(palette: Palette) -> None:
    found = palette.findChild(QListWidget)
    where = found.visualItemRect(found.item(2)).center()
    QTest.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=where)
    chosen = palette.chosen()
    assert chosen is not None
    assert chosen.words == "Map"


def test_letters_beyond_ascii_are_words_like_others(deeds: Deeds, qtbot: QtBot) -> None:
    palette = Palette(load_theme("light"), [deeds.entry("Česko"), deeds.entry("Österreich")])
    qtbot.addWidget(palette)
    field(palette).insert("čes")  # QTest types ASCII only
    assert lines(palette) == ["Česko"]


@pytest.fixture
def question(qtbot: QtBot) -> ChooseDialog:
    dialog = ChooseDialog(
        load_theme("light"),
        title="Which system?",
        question="Which system is it for?",
        options=(("leonardo", "Leonardo"), ("lisa", "LISA")),
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_question_is_answered_by_arrow_and_enter(question: ChooseDialog) -> None:
    found = question.findChild(QListWidget)
    assert found.accessibleName() == "Which system is it for?"
    assert current(question) == "Leonardo"
    QTest.keyClick(found, Qt.Key.Key_Down)
    QTest.keyClick(found, Qt.Key.Key_Return)
    assert question.result() == QDialog.DialogCode.Accepted
    assert question.chosen() == "lisa"


def test_a_question_is_left_with_escape(question: ChooseDialog) -> None:
    QTest.keyClick(question.findChild(QListWidget), Qt.Key.Key_Escape)
    assert question.result() == QDialog.DialogCode.Rejected
    assert not question.isVisible()


def test_the_buttons_of_a_question_say_what_they_do(question: ChooseDialog) -> None:
    buttons = question.findChild(QDialogButtonBox).buttons()
    assert {button.text() for button in buttons} == {"Choose", "Cancel"}
