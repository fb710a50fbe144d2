# SPDX-License-Identifier: EUPL-1.2
"""The workbench as a whole: its actions, its widths, its words and what it says of its parts."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from planner import text
from planner.domain.changes import ChangeSet
from planner.domain.commands import Assign, EditField
from planner.domain.errors import StoreError
from planner.domain.history import Log, Step
from planner.text import set_language
from tests.ui.benches import JANUARY_2028, MASTER, MID, Bench, answering
from ui import core_views
from ui.charts.chart import Chart
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.figure_card import FigureCard
from ui.widgets.text_label import TextLabel

pytestmark = [
    pytest.mark.one_window,
    # The invisible screen has no window manager to ask.
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]

# What a record is called is not translated where it is edited.
NAMES = frozenset({"Mid-range AI supercomputer", "European Digital Infrastructure Consortia on AI"})
VIEWS = ("map", "board", "records", "findings", "history")
EVERY_VIEW = (*VIEWS, "budget", "access", "reach", "supply")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.aifp"


def shown(bench: Bench, kind: type[QWidget]) -> list[QWidget]:
    """Return the widgets of a kind that can be seen."""
    return [widget for widget in bench.window.findChildren(kind) if widget.isVisible()]


def words_of(widget: QWidget) -> list[str]:
    """Return what a widget says, on its face and on hover."""
    found = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
    if isinstance(widget, QLabel | QAbstractButton):
        found.append(widget.text())
    if isinstance(widget, QLineEdit):
        found.append(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found += [widget.itemText(row) for row in range(widget.count())]
    return [line for words in found for line in words.splitlines() if line]


# Actions


def test_every_action_has_words_an_icon_and_a_shortcut_of_its_own(bench: Bench) -> None:
    taken: set[str] = set()
    bench.window.panels.app_bar.plan_menu().aboutToShow.emit()  # icons are drawn for an open menu
    for name, action in bench.window.actions_.actions.items():
        made = bench.window.actions_.qt[name]
        assert made.text(), name
        assert not made.icon().isNull(), name
        keys = {keys.toString() for keys in QKeySequence.listFromString(action.shortcut)}
        assert keys, name
        assert not keys & taken, name
        taken |= keys


def test_the_palette_offers_every_action_that_can_be_done(bench: Bench) -> None:
    offered = {
        entry.words
        for entry in bench.window.placing._palette_entries(bench.window.actions_.actions.values())
    }
    actions = bench.window.actions_.actions.values()
    assert {a.words() for a in actions if a.enabled() and a.id != "palette"} <= offered


def test_the_palette_opens_a_view_by_its_name(bench: Bench) -> None:
    def type_and_choose(dialog: QDialog) -> None:
        QTest.keyClicks(dialog.findChild(QLineEdit), "board")
        QTest.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)

    answering(type_and_choose)
    bench.trigger("palette")
    assert bench.window.panels.board.isVisible()


def test_what_needs_a_measure_is_offered_only_with_one(bench: Bench) -> None:
    actions = bench.window.actions_.qt
    assert not actions["duplicate"].isEnabled()
    bench.drop(MID, "HR")
    assert actions["duplicate"].isEnabled()
    bench.trigger("duplicate")
    assert len(bench.measures()) == 2
    bench.trigger("remove")
    assert len(bench.measures()) == 1


def test_undo_says_what_it_would_take_back(bench: Bench) -> None:
    assert not bench.window.actions_.qt["undo"].isEnabled()
    bench.drop(MID, "HR")
    assert "Croatia" in bench.window.actions_.qt["undo"].text()


def test_commit_counts_the_money_as_committed(bench: Bench) -> None:
    bench.drop(MID, "HR")
    tentative = bench.figures()[0]
    bench.trigger("commit")
    assert bench.figures()[0] != tentative
    assert "tentative" not in bench.figures()[0]


# Views


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_that_was_hidden_during_an_edit_shows_it_when_opened(
    bench: Bench, view: str
) -> None:
    bench.window.focus.show("findings" if view == "map" else "map")
    session = bench.workspace.session
    command = Assign(template=MID, state="HR", start=JANUARY_2028)
    session.execute(command)
    bench.settle()
    bench.window.focus.show(view)
    bench.settle()
    panels = bench.window.panels
    seen = {
        "map": lambda: any(m.key == command.measure for m in bench.window.screen_.map._marks),
        "board": lambda: not panels.board.view.bar_rect(command.measure).isEmpty(),
        "records": lambda: panels.records.model().row_of(command.measure) >= 0,
        "findings": lambda: len(panels.findings._shown) == len(session.outcome.findings),
        "history": lambda: panels.history._shown[0].id == session.history()[-1].id,
    }
    assert seen[view]()


def test_opening_a_view_by_key_gives_it_the_keyboard(bench: Bench) -> None:
    for view in VIEWS:
        bench.trigger(f"view_{view}")
        keyboard = QApplication.focusWidget()
        assert keyboard is not None
        assert bench.window.panels.view(view).isAncestorOf(keyboard), view


def test_a_click_on_a_state_shows_what_is_known_of_it(bench: Bench) -> None:
    view = bench.view("map")
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=bench.point("map", "DE"))
    bench.settle()
    values = bench.window.panels.inspector.values()
    assert values is not None
    assert values.title == "Germany"
    assert values.facts


def test_opening_the_records_opens_no_record(bench: Bench) -> None:
    bench.drop(MID, "HR")
    bench.window.focus.select()
    bench.trigger("view_records")
    assert not bench.window.focus.selection
    bench.press(Qt.Key.Key_Down)
    assert bench.window.focus.selection.kind == "measure"


def test_an_edit_elsewhere_is_seen_at_once(bench: Bench) -> None:
    key = bench.drop(MASTER, "HR")
    bench.workspace.session.execute(EditField(kind="measure", key=key, field="name", value="Ada"))
    bench.settle()
    assert bench.window.panels.inspector.values().title == "Ada"


class Refusing:
    """A disk that takes nothing."""

    def __init__(self, code: str) -> None:
        self._code = code

    def append(self, _step: Step, _changes: ChangeSet, *, brought: Log) -> None:  # noqa: ARG002 - the port has it
        raise StoreError(self._code, path="plan.aifp")


@pytest.mark.own_window
@pytest.mark.parametrize(("code", "told"), [("disk_full", "full"), ("read_only", "only be read")])
def test_what_the_disk_refuses_is_told_and_changes_nothing(
    bench: Bench, code: str, told: str
) -> None:
    before = (bench.figures(), bench.tables())
    bench.workspace.session._store = Refusing(code)
    bench.drop(MID, "HR")
    assert told in bench.said()
    assert (bench.figures(), bench.tables()) == before
    assert not bench.measures()


def test_escape_closes_the_inspector_and_the_notice(bench: Bench) -> None:
    bench.window.focus.select("state", "HR")
    bench.window.say("Something happened.")
    QTest.keyClick(bench.window, Qt.Key.Key_Escape)
    assert bench.window.panels.inspector.isHidden()
    assert not bench.said()


# Width


def test_below_its_width_the_right_column_is_a_drawer_that_ctrl_i_opens(bench: Bench) -> None:
    deck = bench.window.panels.deck
    assert deck.capacity.isVisible()
    assert not bench.window.actions_.qt["drawer"].isVisible()
    bench.resize(1100, 700)
    assert not deck.capacity.isVisible()
    bench.trigger("drawer")
    assert deck.capacity.isVisible()
    bench.trigger("drawer")
    assert not deck.capacity.isVisible()
    bench.resize(1440, 900)
    assert deck.capacity.isVisible()


def test_below_its_width_the_catalogue_folds_to_icons(bench: Bench) -> None:
    wide = bench.window.panels.catalogue.width()
    bench.resize(1060, 700)
    assert bench.window.panels.catalogue.width() < wide / 2


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_headlines_and_bar_are_readable_in_full(path: Path, size: tuple[int, int]) -> None:
    bench = Bench(path, size=size)
    bench.go_to(JANUARY_2028)
    bench.drop(MID, "HR")
    for language in text.LANGUAGES:
        bench.trigger(f"language_{language}")
        shortened = [
            label.text()
            for label in bench.window.panels.app_bar.findChildren(ElidedLabel)
            if label.isVisible() and label.is_elided()
        ]
        assert not shortened
        for card in shown(bench, FigureCard):
            assert card.width() >= card.sizeHint().width(), card.accessibleName()
    bench.close()


@pytest.mark.own_window
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_the_open_view_is_named_in_the_bar_and_the_others_are_in_the_menu(
    bench: Bench, language: str
) -> None:
    bench.trigger(f"language_{language}")
    bar = bench.window.panels.app_bar
    for size in ((1440, 900), (1280, 800), (1000, 640)):
        bench.resize(*size)
        for view in core_views.VIEWS:
            bench.window.focus.show(view)
            bench.settle()
            assert view in bar.offered()
            in_menu = {action.objectName() for action in bar.views_menu().actions()}
            for other in set(core_views.VIEWS) - set(bar.offered()):
                assert f"view_{other}" in in_menu
            parts = sorted(
                (part.mapTo(bar, part.rect().topLeft()).x(), part.width())
                for part in bar.findChildren(
                    QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
                )
                if part.isVisible() and part.width()
            )
            for (left, width), (following, _width) in pairwise(parts):
                assert left + width <= following


@pytest.mark.own_window
def test_everything_lies_inside_the_window(bench: Bench) -> None:
    bench.trigger("language_de")
    panels = bench.window.panels
    for size in ((1440, 900), (1100, 700), (1000, 640)):
        bench.resize(*size)
        for view in VIEWS:
            bench.window.focus.show(view)
            bench.settle()
            assert (bench.frame.width(), bench.frame.height()) == size
            for part in (panels.app_bar, panels.catalogue, panels.view(view), panels.scrubber):
                corner = part.mapTo(bench.window, part.rect().bottomRight())
                assert bench.window.rect().contains(corner), (view, type(part).__name__)


def test_larger_text_makes_the_window_larger_inside(bench: Bench) -> None:
    before = bench.window.panels.app_bar.height()
    bench.trigger("larger")
    assert bench.window.panels.app_bar.height() > before
    bench.trigger("smaller")
    assert bench.window.panels.app_bar.height() == before


# Words


@pytest.mark.own_window
@pytest.mark.parametrize("language", text.LANGUAGES[1:])
def test_nothing_english_is_left_after_the_switch_to_another_language(
    bench: Bench, language: str
) -> None:
    english: set[str] = set()
    bench.drop(MID, "HR")
    for view in EVERY_VIEW:
        bench.window.focus.show(view)
        bench.settle()
        english |= {line for w in shown(bench, QWidget) for line in words_of(w)}
    bench.trigger(f"language_{language}")
    left: set[str] = set()
    for view in EVERY_VIEW:
        bench.window.focus.show(view)
        bench.settle()
        left |= {line for w in shown(bench, QWidget) for line in words_of(w)} & english
    untranslated = left & set(english_messages(language)) - NAMES
    assert untranslated == set()


def english_messages(language: str) -> list[str]:
    """Return every message that another language says in other words."""
    said = text.catalogue(language)._catalog
    return [key for key, words in said.items() if isinstance(key, str) and key != words]


@pytest.mark.own_window
def test_the_language_in_use_is_ticked_in_the_menu(bench: Bench) -> None:
    bench.trigger("language_fr")
    made = bench.window.actions_.qt
    assert [made[f"language_{code}"].text() for code in text.LANGUAGES] == [
        "English",
        "Deutsch",
        "Français ✓",
    ]
    assert made["undo"].text().startswith("Annuler")


def test_every_control_the_keyboard_reaches_has_a_name(bench: Bench) -> None:
    bench.drop(MID, "HR")
    for view in EVERY_VIEW:
        bench.window.focus.show(view)
        bench.settle()
        for widget in shown(bench, QWidget):
            reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if reached and widget.isEnabled() and widget.focusProxy() is None:
                assert words_of(widget), f"{view}: {type(widget).__name__}"


def test_the_tab_key_goes_all_the_way_round(bench: Bench) -> None:
    start = QApplication.focusWidget()
    visited: list[QWidget] = []
    for _step in range(300):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached = QApplication.focusWidget()
        assert reached is not None
        if reached is start:
            break
        visited.append(reached)
    panels = bench.window.panels
    parts = (panels.app_bar, panels.catalogue, panels.map, panels.scrubber, panels.deck.capacity)
    for part in parts:
        assert part is start or any(part.isAncestorOf(w) for w in [*visited, start]), type(part)


def test_figures_on_hover_name_source_and_confidence(bench: Bench) -> None:
    bench.window.focus.select("system", "leonardo")
    bench.settle()
    hovered = [w.toolTip() for w in shown(bench, QWidget)]
    assert any("confidence" in tip for tip in hovered)
    facts = bench.window.panels.inspector.values().facts
    assert all("Formula" in fact.detail for fact in facts)


def test_charts_can_be_read_out(bench: Bench) -> None:
    for chart in shown(bench, Chart):
        assert chart.accessibleName()
        assert chart.accessibleDescription()


@pytest.mark.own_window
def test_no_label_is_wider_than_its_place(bench: Bench) -> None:
    set_language("de")
    bench.window.retranslate()
    bench.window.focus.select("state", "HR")
    bench.settle()
    for label in shown(bench, TextLabel):
        if not isinstance(label, ElidedLabel) and not label.wordWrap():
            assert label.width() >= label.minimumSizeHint().width(), label.text()


def test_the_menu_of_all_views_says_what_each_group_is_about(bench: Bench) -> None:
    menu = bench.window.panels.app_bar.views_menu()
    menu.popup(bench.frame.mapToGlobal(bench.frame.rect().center()))
    bench.settle()
    shown = [label.text() for label in menu.findChildren(QLabel) if label.isVisible()]
    assert "MAIN VIEWS" in shown
    assert len(shown) >= 4
    menu.close()
