# SPDX-License-Identifier: EUPL-1.2
"""Assigning by keyboard: what is typed, what it leads to, and what Escape leaves as it was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.domain.months import month_of
from planner.text import set_language
from ui.dialogs.place import MonthField, PlaceDialog, PlaceValues
from ui.panes.values import DropVerdict
from ui.theme import load_theme

# Qt's invisible screen has no window manager, and says so whenever a dialog would need one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TEMPLATES = (("machine", "Large machine"), ("centre", "Data centre"))
STATES = (("DE", "Germany"), ("FR", "France"), ("IT", "Italy"))
SIZES = {
    "machine": ("accelerators", 8_000.0, 100.0, 1_000_000.0),
    "centre": ("MW", 20.0, 0.5, 500.0),
}
GIVEN = PlaceValues("machine", "IT", month_of(2028, 3), 8_000.0)


def verdict(values: PlaceValues) -> DropVerdict:
    if values.state == "FR":
        return DropVerdict(accepted=False, sentence="France has no system to upgrade.")
    if values.size < 100 and values.template == "machine":
        return DropVerdict(accepted=False, sentence="Too small.")
    return DropVerdict(accepted=True, sentence=f"{values.state} can take {values.size:g}.")


def a_dialog(qtbot: QtBot, values: PlaceValues = GIVEN) -> PlaceDialog:
    dialog = PlaceDialog(
        load_theme("light"),
        templates=TEMPLATES,
        states=STATES,
        values=values,
        size_words=SIZES.__getitem__,
        verdict=verdict,
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def control(dialog: PlaceDialog, name: str) -> QWidget:
    controls = (QComboBox, MonthField, QDoubleSpinBox)
    found = [w for w in dialog.findChildren(QWidget) if isinstance(w, controls)]
    return next(widget for widget in found if widget.accessibleName() == name)


def type_over(widget: QWidget, words: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, words)


def month_shown(dialog: PlaceDialog) -> str:
    month = control(dialog, "Start")
    assert isinstance(month, MonthField)
    return month.text()


def words_on(dialog: PlaceDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def ok(dialog: PlaceDialog) -> QPushButton:
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)


def test_it_opens_with_what_was_given_and_the_keyboard_on_the_state(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    assert dialog.values() == GIVEN
    assert control(dialog, "State").hasFocus()
    assert month_shown(dialog) == "Mar 2028"


def test_enter_assigns_and_hands_the_values_back(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    state = control(dialog, "State")
    QTest.keyClick(state, Qt.Key.Key_Up)
    QTest.keyClick(state, Qt.Key.Key_Up)
    QTest.keyClick(state, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.values() == PlaceValues("machine", "DE", GIVEN.month, 8_000.0)


def test_a_state_is_found_by_its_first_letters(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    QTest.keyClicks(control(dialog, "State"), "ger")
    assert dialog.values().state == "DE"


def test_escape_leaves_everything_as_it_was(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    QTest.keyClick(control(dialog, "State"), Qt.Key.Key_Up)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert dialog.values() == GIVEN


def test_what_is_refused_cannot_be_assigned_and_says_why(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    state = control(dialog, "State")
    QTest.keyClick(state, Qt.Key.Key_Up)
    assert "Cannot go here" in words_on(dialog)
    assert "France has no system to upgrade." in words_on(dialog)
    assert not ok(dialog).isEnabled()
    QTest.keyClick(state, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(state, Qt.Key.Key_Up)
    assert "Can go here" in words_on(dialog)
    assert ok(dialog).isEnabled()


def test_the_verdict_is_heard_in_one_sentence(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot, PlaceValues("machine", "FR", 84, 8_000.0))
    heard = [part.accessibleName() for part in dialog.findChildren(QWidget)]
    assert "Cannot go here: France has no system to upgrade." in heard


def test_arrows_go_by_month_and_page_keys_by_year(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    month = control(dialog, "Start")
    QTest.keyClick(month, Qt.Key.Key_Up)
    assert dialog.values().month == month_of(2028, 4)
    assert month_shown(dialog) == "Apr 2028"
    QTest.keyClick(month, Qt.Key.Key_PageUp)
    assert dialog.values().month == month_of(2029, 4)
    QTest.keyClick(month, Qt.Key.Key_PageDown)
    QTest.keyClick(month, Qt.Key.Key_Down)
    assert dialog.values().month == month_of(2028, 3)


def test_the_year_turns_over_after_december(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot, PlaceValues("machine", "IT", month_of(2027, 12), 8_000.0))
    month = control(dialog, "Start")
    QTest.keyClick(month, Qt.Key.Key_Up)
    assert isinstance(month, MonthField)
    assert month.text() == "Jan 2028"


def test_a_month_is_typed(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    month = control(dialog, "Start")
    for words in ("2030-11", "Nov 2030", "november 2030", "11/2030"):
        type_over(month, "2029-01")
        type_over(month, words)
        assert dialog.values().month == month_of(2030, 11), words
        assert "Nov 2030" in (month_shown(dialog), *words_on(dialog))


@pytest.mark.parametrize(
    ("words", "last_good"),
    [
        ("2030-13", month_of(2030)),
        ("1999-01", GIVEN.month),
        ("2036-01", GIVEN.month),
        ("20", GIVEN.month),
        ("soon", GIVEN.month),
    ],
)
def test_what_is_no_month_of_the_plan_cannot_be_assigned(
    words: str, last_good: int, qtbot: QtBot
) -> None:
    dialog = a_dialog(qtbot)
    month = control(dialog, "Start")
    type_over(month, words)
    assert "Cannot go here" in words_on(dialog)
    assert not ok(dialog).isEnabled()
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert dialog.isVisible()
    control(dialog, "State").setFocus()
    assert dialog.values().month == last_good
    assert ok(dialog).isEnabled()


def test_signs_of_no_month_cannot_be_typed_into_one(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    month = control(dialog, "Start")
    assert isinstance(month, MonthField)
    type_over(month, "?2027!")
    assert month.text() == "2027"


def test_another_template_brings_its_own_size_and_unit(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    QTest.keyClick(control(dialog, "Measure"), Qt.Key.Key_Down)
    size = control(dialog, "Size")
    assert isinstance(size, QDoubleSpinBox)
    assert size.text().replace("\xa0", " ") == "20 MW"
    assert "0.5 to 500" in words_on(dialog)
    assert dialog.values() == PlaceValues("centre", "IT", GIVEN.month, 20.0)


def test_the_size_is_shown_in_words_and_judged_as_it_changes(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    size = control(dialog, "Size")
    assert isinstance(size, QDoubleSpinBox)
    assert size.text().replace("\xa0", " ") == "8,000 accelerators"
    QTest.keyClick(size, Qt.Key.Key_Up)
    assert dialog.values().size == 8_100.0
    assert "IT can take 8100." in words_on(dialog)


def test_a_size_beyond_the_bounds_is_judged_and_not_put_right_in_secret(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    size = control(dialog, "Size")
    type_over(size, "5")
    assert dialog.values().size == 5.0
    assert "Too small." in words_on(dialog)
    QTest.keyClick(size, Qt.Key.Key_Return)
    assert dialog.isVisible()
    QTest.keyClick(size, Qt.Key.Key_Down)
    assert dialog.values().size == 100.0


def test_an_empty_size_is_not_assigned(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    size = control(dialog, "Size")
    type_over(size, "")
    QTest.keyClick(size, Qt.Key.Key_Delete)
    QTest.keyClick(size, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_german_numbers_are_read_and_written(qtbot: QtBot) -> None:
    set_language("de")
    dialog = a_dialog(qtbot, PlaceValues("centre", "IT", 84, 12.5))
    size = dialog.findChild(QDoubleSpinBox)
    assert size.text().replace("\xa0", " ") == "12,5 MW"
    type_over(size, "7,25")
    assert dialog.values().size == 7.25


def test_every_field_has_a_name_and_its_label(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    for name in ("Measure", "State", "Start", "Size"):
        heard = QAccessible.queryAccessibleInterface(control(dialog, name))
        [(label, _match)] = heard.relations(QAccessible.RelationFlag.Label)
        assert label.text(QAccessible.Text.Name) == name


def test_tab_visits_the_fields_in_order(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    control(dialog, "Measure").setFocus()
    visited = []
    for _ in range(3):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        visited.append(dialog.focusWidget().accessibleName())
    assert visited == ["State", "Start", "Size"]


def test_longer_words_make_the_dialog_wider_and_cut_nothing_off(qtbot: QtBot) -> None:
    dialog = a_dialog(qtbot)
    labels = [label for label in dialog.findChildren(QLabel) if label.text() and label.isVisible()]
    for label in labels:
        room = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        assert label.height() >= room
        assert label.wordWrap() or label.width() >= label.sizeHint().width()
