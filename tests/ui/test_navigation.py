# SPDX-License-Identifier: EUPL-1.2
"""Finding one's way: search over everything, back and forward."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.benches import JANUARY_2028, MID, Bench, answering
from ui.dialogs.palette import Palette
from ui.focus import Selection
from ui.pages.sheets import SheetsPage
from ui.widgets.help_bubble import HelpBubble

pytestmark = [
    pytest.mark.one_window,
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]


def searched(bench: Bench, words: str) -> Selection:
    """Type into the search and press Enter; return what is selected then."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, Palette)
        dialog._field.setText(words)
        QTest.keyClick(dialog._field, Qt.Key.Key_Return)

    answering(answer)
    bench.window.open_palette()
    bench.settle()
    return bench.window.focus.selection


def test_a_machine_is_found_by_what_its_notes_say(bench: Bench) -> None:
    bench.window.edits.edit("system", "lumi", "notes", "beside the old paper mill", source="test")
    assert searched(bench, "paper mill") == Selection("system", "lumi")


def test_a_state_is_found_without_its_accents(bench: Bench) -> None:
    assert searched(bench, "turkiye") == Selection("state", "TR")


@pytest.mark.parametrize("words", ["Kroatien", "Hrvaška", "Horvátország", "κροατία", "hrvatska"])
def test_a_state_is_found_by_its_name_in_any_language_of_the_union(
    bench: Bench, words: str
) -> None:
    assert searched(bench, words) == Selection("state", "HR")


def test_a_finding_is_found_by_its_rule_and_leads_to_its_record(bench: Bench) -> None:
    finding = bench.workspace.session.outcome.findings[0]
    found = searched(bench, f"{finding.rule}:")
    assert found.kind
    rules = {f.rule for f in bench.workspace.session.outcome.findings if f.key == found.key}
    assert finding.rule in rules


@pytest.mark.own_window
def test_back_and_forward_lead_through_views_and_selections(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    bench.settle()
    focus, trail = bench.window.focus, bench.window.trail
    focus.show("board")
    bench.settle()
    focus.select("system", "lumi")
    bench.settle()
    focus.set_month(JANUARY_2028 + 12)
    trail.back()
    assert (focus.view, focus.selection.key) == ("board", key)
    trail.back()
    assert focus.view == "map"
    trail.forward()
    trail.forward()
    assert (focus.view, focus.selection.key) == ("board", "lumi")
    assert focus.month == JANUARY_2028 + 12
    assert not trail.can_go_forward()


@pytest.mark.own_window
def test_going_somewhere_else_forgets_what_lay_ahead(bench: Bench) -> None:
    focus, trail = bench.window.focus, bench.window.trail
    for view in ("board", "records"):
        focus.show(view)
        bench.settle()
    trail.back()
    focus.show("findings")
    bench.settle()
    assert not trail.can_go_forward()
    trail.back()
    assert focus.view == "board"


@pytest.mark.own_window
def test_the_buttons_of_the_mouse_go_back(bench: Bench) -> None:
    bench.window.focus.show("board")
    bench.settle()
    QTest.mouseClick(bench.window, Qt.MouseButton.BackButton)
    assert bench.window.focus.view == "map"
    assert bench.window.actions_.qt["forward"].isEnabled()


def test_a_question_is_found_and_its_answer_stands_at_the_top(bench: Bench) -> None:
    searched(bench, "letter did we sign")
    assert bench.window.focus.view == "sheets"
    page = bench.window.panels.page("sheets")
    assert isinstance(page, SheetsPage)
    shown = page.view.sheet()
    assert shown is not None
    assert shown.name == "state"
    at = page.view.document().find(shown.section("letters").title)
    assert 0 <= page.view.cursorRect(at).top() < page.view.viewport().height()


def test_a_question_comes_before_records_that_merely_hold_its_words(bench: Bench) -> None:
    finder = bench.window.placing.searching
    first = {words: finder.find(words)[0].hint for words in ("30 june", "cap ever", "water")}
    assert first == {"30 june": "Auditor", "cap ever": "Auditor", "water": "Journalist"}


def test_a_page_is_found_by_its_title(bench: Bench) -> None:
    searched(bench, "state sheet")
    page = bench.window.panels.page("sheets")
    assert isinstance(page, SheetsPage)
    assert page.name() == "state"


def test_a_term_is_found_and_explained(bench: Bench) -> None:
    searched(bench, "residual value")
    page = bench.window.panels.page("glossary")
    assert bench.window.focus.view == "glossary"
    assert [row.cells[0] for row in page.table.values().rows] == ["residual value"]
    assert "still worth" in page._words.text()


def told_by_help(bench: Bench) -> str:
    bench.trigger("help")
    bubble = QApplication.activePopupWidget()
    assert isinstance(bubble, HelpBubble)
    words = bubble.text()
    bubble.close()
    bench.settle()
    return words


def test_help_explains_the_number_the_keyboard_is_on_and_its_terms(bench: Bench) -> None:
    bench.window.focus.show("map")
    bench.window.panels.figures["money"].setFocus()
    assert "may be paid years later" in told_by_help(bench)
    bench.window.panels.map.view.setFocus()
    words = told_by_help(bench)
    assert "AI capacity" in words
    assert "Chip that does the arithmetic of AI" in words
    assert bench.window.focus.view == "map"


def test_help_leads_on_to_all_terms(bench: Bench) -> None:
    bench.window.panels.figures["money"].setFocus()
    bench.trigger("help")
    bubble = QApplication.activePopupWidget()
    assert isinstance(bubble, HelpBubble)
    bench.press(Qt.Key.Key_Return)
    assert bench.window.focus.view == "glossary"


def test_a_term_is_looked_up_in_all_languages(bench: Bench) -> None:
    bench.window.focus.look_up("access mode")
    bench.settle()
    rows = bench.window.panels.page("glossary").table.values().rows
    assert {"Zugangsart", "mode d’accès"} <= {cell for row in rows for cell in row.cells}


def test_a_term_is_found_in_any_of_the_languages(bench: Bench) -> None:
    bench.window.focus.show("glossary")
    bench.settle()
    page = bench.window.panels.page("glossary")
    page.filter.setText("knotenstunde")
    assert [row.cells[0] for row in page.table.values().rows] == ["node-hour"]


def test_with_less_motion_time_jumps_by_years_and_that_is_remembered(bench: Bench) -> None:
    bench.go_to(JANUARY_2028)
    scrubber = bench.window.panels.scrubber
    bench.trigger("calm")
    scrubber.toggle_play()
    scrubber._timer.timeout.emit()
    scrubber.toggle_play()
    assert bench.window.focus.month == JANUARY_2028 + 12
    assert bench.window.actions_.qt["calm"].isChecked()
    bench.trigger("calm")
    assert not bench.window.look.is_calm()


def test_who_looks_for_the_east_does_not_mean_easter(bench: Bench) -> None:
    found = [entry.words for entry in bench.window.placing.searching.find("East")]
    assert found[0] == "East and west?"
    assert "Easter" in found
    typed = bench.window.placing.searching.find("Fran")
    assert typed[0].words == "France"
