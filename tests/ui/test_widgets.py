# SPDX-License-Identifier: EUPL-1.2
"""The base widgets: what the keyboard does, what a screen reader hears, what gives way."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from ui.theme import Theme, load_theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.confidence_mark import ConfidenceMark
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_card import Figure, FigureCard
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.number_field import NumberField
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_table import TextRow, TextRows, TextTable

VIEWS = (("map", "Map"), ("board", "Board"), ("compare", "Compare"))
LONG = "An exascale system for the whole of the continent"
BROKEN = Figure(
    label="Rule conflicts", value="2", context="Over budget: FR, ES", tone="danger", share=1.2
)


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return an open window that has the keyboard; its parts are placed by hand."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def heard_name(widget: QWidget) -> str:
    """Return what a screen reader says for a widget."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name))


def heard_role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def shows(widget: QWidget, colour: QColor) -> bool:
    """Tell whether a colour can be seen somewhere on a widget."""
    image = widget.grab().toImage()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y) == colour for x, y in places)


def a_control(theme: Theme, window: QWidget) -> SegmentedControl:
    control = SegmentedControl(theme, "View", parent=window)
    control.set_segments(VIEWS)
    control.resize(control.sizeHint())
    control.show()
    return control


def segment(control: SegmentedControl, key: str) -> QWidget:
    return control._segments[key]


def test_the_first_segment_is_chosen_at_the_start(theme: Theme, window: QWidget) -> None:
    assert a_control(theme, window).current() == "map"


def test_arrow_keys_choose_the_next_segment(theme: Theme, window: QWidget, qtbot: QtBot) -> None:
    control = a_control(theme, window)
    segment(control, "map").setFocus()
    with qtbot.waitSignal(control.chosen) as signal:
        QTest.keyClick(segment(control, "map"), Qt.Key.Key_Right)
    assert signal.args == ["board"]
    assert control.current() == "board"


def test_tab_enters_a_segmented_control_once(theme: Theme, window: QWidget) -> None:
    control = a_control(theme, window)
    after = Button(theme, "Export", parent=window)
    after.show()
    segment(control, "map").setFocus()
    QTest.keyClick(segment(control, "map"), Qt.Key.Key_Tab)
    assert window.focusWidget() is after


def test_a_click_anywhere_on_a_segment_chooses_it(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    control = a_control(theme, window)
    target = segment(control, "compare")
    corner = target.rect().bottomRight() - QPoint(2, 2)
    with qtbot.waitSignal(control.chosen) as signal:
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=corner)
    assert signal.args == ["compare"]


def test_showing_a_choice_made_elsewhere_is_not_reported_back(
    theme: Theme, window: QWidget, qtbot: QtBot
) -> None:
    control = a_control(theme, window)
    with qtbot.assertNotEmitted(control.chosen):
        control.select("compare")
    assert control.current() == "compare"


def test_new_words_keep_the_choice(theme: Theme, window: QWidget) -> None:
    control = a_control(theme, window)
    control.select("board")
    control.set_segments([("map", "Karte"), ("board", "Tafel"), ("compare", "Vergleich")])
    assert control.current() == "board"
    assert heard_name(segment(control, "board")) == "Tafel"


def test_a_segment_is_heard_as_one_choice_of_several(theme: Theme, window: QWidget) -> None:
    control = a_control(theme, window)
    assert heard_name(control) == "View"
    assert heard_name(segment(control, "board")) == "Board"
    assert heard_role(segment(control, "board")) == QAccessible.Role.RadioButton


def test_a_segment_in_focus_has_the_ring(theme: Theme, window: QWidget) -> None:
    control = a_control(theme, window)
    assert not shows(segment(control, "map"), theme.color("focus"))
    segment(control, "map").setFocus()
    assert shows(segment(control, "map"), theme.color("focus"))


def test_a_figure_is_read_in_one_sentence(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, Figure(label="Budget", value="€4.82 bn", suffix="of €6.90 bn"))
    qtbot.addWidget(card)
    assert heard_name(card) == "Budget: €4.82 bn of €6.90 bn"
    assert heard_role(card) == QAccessible.Role.PushButton


def test_enter_on_a_figure_asks_where_it_comes_from(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, BROKEN)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.clicked):
        QTest.keyClick(card, Qt.Key.Key_Return)


def test_a_broken_limit_is_red_and_said_in_words(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, BROKEN)
    qtbot.addWidget(card)
    card.resize(card.sizeHint())
    assert shows(card, theme.color("danger"))
    assert "Over budget" in heard_name(card)


def test_the_value_of_a_figure_is_never_cut_off(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, Figure(label="Budget", value="€4.82 bn", suffix="of €6.90 bn"))
    qtbot.addWidget(card)
    value = card.fontMetrics().horizontalAdvance("€4.82 bn")
    assert value < card.minimumSizeHint().width() < card.sizeHint().width()


def test_a_long_text_is_shortened_and_told_on_hover(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, LONG)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()
    assert label.is_elided()
    assert label.toolTip() == LONG
    label.resize(label.sizeHint())
    assert not label.is_elided()
    assert label.toolTip() == ""


def test_mark_up_in_a_name_is_shown_as_it_is_written(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, "<b>LUMI</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_a_card_is_named_by_its_title(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme, "Catalogue")
    qtbot.addWidget(card)
    assert heard_name(card) == "Catalogue"
    card.set_title("Katalog")
    assert heard_name(card) == "Katalog"


def test_the_tools_of_a_card_stay_beside_a_title_that_is_told_again_and_again(
    theme: Theme, window: QWidget
) -> None:
    card = Card(
        theme, "Weeks in May", trailing=IconButton(theme, "download", "Save"), parent=window
    )
    card.resize(300, 100)
    card.show()
    for year in range(2024, 2064):
        card.set_title(f"Weeks in {year}")
    header = card._header
    assert header.rows.direction() == QBoxLayout.Direction.LeftToRight


def test_a_column_widens_for_a_longer_word_that_comes_later(theme: Theme, qtbot: QtBot) -> None:
    table = TextTable(theme)
    qtbot.addWidget(table)
    table.set_values(TextRows(heads=("Is", "Case"), rows=(TextRow(("open", "C1"), "", ""),)))
    before = table.columnWidth(0)
    later = TextRow(("closed by the contact point", "C1"), "", "")
    table.set_values(TextRows(heads=("Is", "Case"), rows=(later,)))
    assert table.columnWidth(0) > before


def test_a_card_without_title_has_no_title_row(theme: Theme, qtbot: QtBot) -> None:
    plain, titled = Card(theme), Card(theme, "Catalogue")
    qtbot.addWidget(plain)
    qtbot.addWidget(titled)
    assert plain.sizeHint().height() < titled.sizeHint().height()


def test_escape_empties_the_search(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "Search 84 items")
    qtbot.addWidget(field)
    QTest.keyClicks(field, "lumi")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    assert heard_name(field) == "Search 84 items"


def test_a_search_leaves_the_keys_of_the_window_to_it(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "Search 84 items")
    qtbot.addWidget(field)
    control = Qt.KeyboardModifier.ControlModifier
    for key, kept in ((Qt.Key.Key_E, False), (Qt.Key.Key_C, True)):
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, control)
        asked.ignore()
        QApplication.sendEvent(field, asked)
        assert asked.isAccepted() is kept


def test_an_empty_place_says_what_is_missing_and_offers_to_fill_it(
    theme: Theme, qtbot: QtBot
) -> None:
    empty = EmptyState(theme, "package-open")
    qtbot.addWidget(empty)
    empty.set_text("No programme yet", "Press A to add one", action="Add a programme")
    assert heard_name(empty) == "No programme yet"
    button = empty.findChild(Button)
    assert isinstance(button, Button)
    with qtbot.waitSignal(empty.action_requested):
        QTest.keyClick(button, Qt.Key.Key_Space)


def test_an_icon_button_has_a_name_and_shows_its_key(theme: Theme, qtbot: QtBot) -> None:
    button = IconButton(theme, "undo-2", "Undo")
    qtbot.addWidget(button)
    button.set_name("Undo", shortcut="Ctrl+Z")
    assert heard_name(button) == "Undo"
    assert "Ctrl+Z" in button.toolTip()


def test_a_focused_primary_button_has_its_ring_inside_the_fill(
    theme: Theme, window: QWidget
) -> None:
    button = Button(theme, "", primary=True, parent=window)
    button.resize(120, theme.px("control"))
    button.show()
    assert not shows(button, theme.color("accent_text"))
    button.setFocus()
    assert shows(button, theme.color("accent_text"))


def test_a_longer_word_makes_a_wider_button(theme: Theme, qtbot: QtBot) -> None:
    english, german = Button(theme, "Add"), Button(theme, "Hinzufügen")
    for button in (english, german):
        qtbot.addWidget(button)
    assert english.sizeHint().width() < german.sizeHint().width()


def test_confidence_is_told_by_word_and_shape(theme: Theme, qtbot: QtBot) -> None:
    pictures = set()
    for level, word in (
        ("high", "High confidence"),
        ("medium", "Medium confidence"),
        ("low", "Low confidence"),
        ("assumption", "Assumption"),
    ):
        mark = ConfidenceMark(theme, level, compact=True)  # type: ignore[arg-type]  # from a table
        qtbot.addWidget(mark)
        assert heard_name(mark) == word
        mark.resize(12, 16)
        pictures.add(bytes(mark.grab().toImage().constBits()))
    assert len(pictures) == 4


def test_a_confidence_mark_follows_the_language(theme: Theme, qtbot: QtBot) -> None:
    mark = ConfidenceMark(theme, "low")
    qtbot.addWidget(mark)
    mark.set_level("high")
    set_language("en")
    mark.retranslate()
    assert heard_name(mark) == "High confidence"


def test_chips_break_into_lines_in_a_narrow_column(theme: Theme, window: QWidget) -> None:
    column = QWidget(window)
    flow = FlowLayout(column, spacing=4)
    chips = [Chip(theme, f"Chip {number}") for number in range(6)]
    for chip in chips:
        flow.addWidget(chip)
    column.resize(160, 200)
    column.show()
    assert all(chip.geometry().right() < 160 for chip in chips)
    assert chips[-1].y() > chips[0].y()
    assert flow.heightForWidth(160) > flow.heightForWidth(1000)


def test_the_wheel_does_not_change_a_number_that_is_not_being_edited(
    theme: Theme, qtbot: QtBot
) -> None:
    field = NumberField(theme, unit="MW")
    qtbot.addWidget(field)
    field.setValue(20)
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    assert field.value() == 20


MAKERS: tuple[Callable[[Theme], QWidget], ...] = (
    lambda theme: Card(theme, "Catalogue"),
    lambda theme: FigureCard(theme, BROKEN),
    lambda theme: Chip(theme, "Over budget", tone="danger"),
    lambda theme: ConfidenceMark(theme, "low"),
    lambda theme: IconButton(theme, "undo-2", "Undo"),
    lambda theme: EmptyState(theme, "map"),
    lambda theme: ElidedLabel(theme, "LUMI"),
)


@pytest.mark.parametrize("make", MAKERS)
def test_every_widget_changes_with_the_theme(
    theme: Theme, qtbot: QtBot, make: Callable[[Theme], QWidget]
) -> None:
    widget = make(theme)
    qtbot.addWidget(widget)
    widget.resize(widget.sizeHint())
    before = widget.grab().toImage()
    widget.set_theme(load_theme("dark"))  # type: ignore[attr-defined]  # every maker has it
    widget.resize(before.size())
    assert widget.grab().toImage() != before


def test_a_compact_figure_is_lower_and_still_says_everything(theme: Theme, qtbot: QtBot) -> None:
    card = FigureCard(theme, BROKEN)
    qtbot.addWidget(card)
    tall = card.minimumSizeHint().height()
    card.set_compact(compact=True)
    assert card.minimumSizeHint().height() < tall * 2 / 3
    assert "Over budget" in card.toolTip()
    card.resize(card.sizeHint())
    assert shows(card, theme.color("text"))
