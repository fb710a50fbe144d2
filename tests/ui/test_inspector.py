# SPDX-License-Identifier: EUPL-1.2
"""The inspector: what is said about a selection, and what it asks for."""

import attrs
import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from tests.core.builders import a_measure
from ui.panes.inspector import Deed, Fact, InspectorPane, InspectorValues
from ui.panes.payload import unpack
from ui.theme import load_theme
from ui.widgets.chip import Chip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.measure_tile import MeasureTile, Tile
from ui.widgets.record_form import FormValues

EMPTY = ("Nothing planned in Malta", "Drag a measure here, or press Enter on one.", "Assign")
MALTA = InspectorValues(title="Malta", chip="not covered", tone="warning", empty=EMPTY)
ITALY = InspectorValues(
    title="Italy",
    facts=(
        Fact("Capacity", "12.4 EF", "Sum of two systems, medium confidence", "medium"),
        Fact("Power", "18 MW"),
    ),
    tiles=(Tile("m1", "Minerva", "8,000 accelerators", "system"),),
    notes=("Two systems are in service.",),
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(420, 900)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def pane(window: QWidget) -> InspectorPane:
    pane = InspectorPane(load_theme("light"), parent=window)
    pane.resize(400, 880)
    pane.show()
    return pane


def show(pane: InspectorPane, values: InspectorValues) -> None:
    pane.set_values(values)
    QCoreApplication.sendPostedEvents()


def a_measure_shown() -> InspectorValues:
    measure = a_measure(name="Minerva")
    form = FormValues(measure.KIND, measure, {"state": (("IT", "Italy"),)}, {})
    deeds = (Deed("commit", "Commit", "check"), Deed("remove", "Remove", "trash-2"))
    return InspectorValues(title="Minerva", kind="measure", key=measure.id, form=form, deeds=deeds)


def words_on(pane: InspectorPane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def button(pane: InspectorPane, words: str) -> QPushButton:
    return next(b for b in pane.findChildren(QPushButton) if b.text() == words and b.isVisible())


def test_a_long_figure_takes_the_whole_width(pane: InspectorPane) -> None:
    long = "at least 7.95 MW in Aug 2022, of 12 MW"
    show(
        pane,
        attrs.evolve(ITALY, facts=(*ITALY.facts[:1], attrs.evolve(ITALY.facts[0], value=long))),
    )
    [label] = [label for label in pane.findChildren(ElidedLabel) if label.text() == long]
    assert not label.is_elided()


def test_a_state_is_named_with_its_figures(pane: InspectorPane) -> None:
    show(pane, ITALY)
    assert pane.accessibleName() == "Italy"
    assert {"Capacity", "12.4 EF", "Power", "18 MW"} <= set(words_on(pane))
    assert "Two systems are in service." in words_on(pane)


def test_a_figure_says_where_it_comes_from(pane: InspectorPane) -> None:
    show(pane, ITALY)
    told = {w.accessibleName(): w.accessibleDescription() for w in pane.findChildren(QWidget)}
    assert told["Capacity: 12.4 EF"] == "Sum of two systems, medium confidence"


def test_a_selection_without_chip_shows_none(pane: InspectorPane) -> None:
    show(pane, MALTA)
    chip = pane.findChild(Chip)
    assert chip.isVisible()
    assert chip.text() == "not covered"
    show(pane, ITALY)
    assert not chip.isVisible()


def test_an_empty_state_offers_to_fill_it(pane: InspectorPane, qtbot: QtBot) -> None:
    show(pane, MALTA)
    assert "Nothing planned in Malta" in words_on(pane)
    with qtbot.waitSignal(pane.placement_requested):
        QTest.keyClick(button(pane, "Assign"), Qt.Key.Key_Space)


def test_what_was_shown_before_is_gone(pane: InspectorPane) -> None:
    show(pane, ITALY)
    show(pane, MALTA)
    assert "Capacity" not in words_on(pane)
    assert not [tile for tile in pane.findChildren(MeasureTile) if tile.isVisible()]
    show(pane, ITALY)
    assert "Nothing planned in Malta" not in words_on(pane)


def test_a_measure_of_a_state_opens_with_enter(pane: InspectorPane, qtbot: QtBot) -> None:
    show(pane, ITALY)
    with qtbot.waitSignal(pane.measure_picked) as signal:
        QTest.keyClick(pane.findChild(MeasureTile), Qt.Key.Key_Return)
    assert signal.args == ["m1"]


def test_a_measure_of_a_state_can_be_dragged_away(pane: InspectorPane) -> None:
    show(pane, ITALY)
    assert unpack(pane.findChild(MeasureTile).mime()) == {"measure": "m1"}


def test_an_edit_of_the_form_names_the_record(pane: InspectorPane, qtbot: QtBot) -> None:
    show(pane, a_measure_shown())
    pane.focus_form("accelerators")
    field = pane.focusWidget()
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "2000")
    with qtbot.waitSignal(pane.field_edited) as signal:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert signal.args == ["measure", "m-system", "accelerators", 2000]


def test_what_the_form_cannot_read_is_passed_on(pane: InspectorPane, qtbot: QtBot) -> None:
    show(pane, a_measure_shown())
    pane.focus_form("accelerators")
    field = pane.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "x")
    with qtbot.waitSignal(pane.rejected) as signal, qtbot.assertNotEmitted(pane.field_edited):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert signal.args is not None
    assert signal.args[0].code == "not_a_number"


def test_a_deed_is_asked_for_with_the_record(pane: InspectorPane, qtbot: QtBot) -> None:
    show(pane, a_measure_shown())
    with qtbot.waitSignal(pane.deed_requested) as signal:
        QTest.mouseClick(button(pane, "Remove"), Qt.MouseButton.LeftButton)
    assert signal.args == ["remove", "m-system"]


def test_the_cross_asks_to_close(pane: InspectorPane, qtbot: QtBot) -> None:
    show(pane, ITALY)
    cross = pane.findChild(IconButton)
    assert cross.accessibleName() == "Close the inspector"
    with qtbot.waitSignal(pane.closed):
        QTest.mouseClick(cross, Qt.MouseButton.LeftButton)


def test_the_same_record_after_an_edit_keeps_the_keyboard_in_its_field(pane: InspectorPane) -> None:
    values = a_measure_shown()
    show(pane, values)
    pane.focus_form("name")
    measure = a_measure(name="Athena")
    assert values.form is not None
    show(pane, attrs.evolve(values, form=attrs.evolve(values.form, record=measure)))
    field = pane.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Athena"


def test_no_part_is_wider_than_the_pane(pane: InspectorPane) -> None:
    show(pane, attrs.evolve(a_measure_shown(), facts=ITALY.facts * 3, notes=("word " * 80,)))
    parts = [part for part in pane.findChildren(QWidget) if part.isVisible()]
    assert all(part.width() <= pane.width() for part in parts)


def test_the_inspector_speaks_the_language_chosen_last(pane: InspectorPane) -> None:
    show(pane, a_measure_shown())
    set_language("de")
    pane.retranslate()
    QCoreApplication.sendPostedEvents()
    assert pane.values() is not None
    assert [f for f in pane.findChildren(QLineEdit) if f.isVisible() and f.text() == "Minerva"]


def test_another_record_is_shown_from_its_top(pane: InspectorPane, qtbot: QtBot) -> None:
    pane.resize(400, 300)
    shown = a_measure_shown()
    show(pane, shown)
    qtbot.waitUntil(lambda: pane._scroll.verticalScrollBar().maximum() > 0)
    pane._scroll.verticalScrollBar().setValue(100)
    show(pane, shown)
    assert pane._scroll.verticalScrollBar().value() == 100
    show(pane, attrs.evolve(ITALY, kind="state", key="IT"))
    assert pane._scroll.verticalScrollBar().value() == 0


def test_the_field_in_hand_stays_in_sight_when_more_is_told_above_it(
    pane: InspectorPane, qtbot: QtBot
) -> None:
    pane.resize(400, 300)
    shown = a_measure_shown()
    show(pane, shown)
    pane.focus_form("life_months")
    area = pane._scroll
    field = pane._form.editor("life_months")

    def is_in_sight() -> bool:
        at = field.mapTo(area.viewport(), field.rect().center())
        return area.viewport().rect().contains(at)

    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    area.ensureWidgetVisible(field, 0, 0)
    facts = tuple(Fact(f"Figure {number}", "1 MW") for number in range(24))
    show(pane, attrs.evolve(shown, facts=facts))
    qtbot.waitUntil(is_in_sight)
