# SPDX-License-Identifier: EUPL-1.2
"""Scenarios in the window: switched, branched, described, locked, cut loose, linked, generated."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from planner import paths
from planner.domain.commands import EditField
from planner.domain.records.approvals import ApprovalStatus
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import SetScenario
from planner.domain.schema import Scalar
from planner.scenarios import Scenarios
from planner.text import LANGUAGES
from tests.ui.benches import JANUARY_2028, MID, Bench, answering, button
from ui.dialogs.changes import ChangesDialog
from ui.dialogs.questions import QuestionsDialog
from ui.dialogs.vary import VaryDialog
from ui.pages.scenarios import ScenariosPage

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

JUPITER = ("system", "jupiter", "accelerators")


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    yield bench
    bench.close()


def scenarios(bench: Bench) -> Scenarios:
    return bench.workspace.scenarios


def page(bench: Bench) -> ScenariosPage:
    bench.window.focus.show("scenarios")
    bench.settle()
    found = bench.window.panels.page("scenarios")
    assert isinstance(found, ScenariosPage)
    return found


def row(bench: Bench, scenario: str) -> str:
    """Return how a scenario is told in the tree: name, distance, people, state, tags."""
    entries = {entry.key: entry for entry in page(bench).tree.entries()}
    found = entries[scenario]
    return f"{found.name}|{found.moved}|{found.authors}|{found.state}|{found.tags}"


def set_accelerators(bench: Bench, count: int, *, scenario: str = "") -> None:
    kind, key, field = JUPITER
    command = EditField(kind=kind, key=key, field=field, value=count)
    scenarios(bench).open(scenario).execute(command)
    bench.settle()


def shown_accelerators(bench: Bench) -> int | None:
    return bench.window.screen_.plan.get(System, "jupiter").accelerators


def describe(bench: Bench, scenario: str, **values: Scalar) -> None:
    bench.workspace.session.execute(SetScenario(scenario=scenario, values=values))
    bench.settle()


def filling(words: Mapping[str, str], accept: str) -> None:
    """Fill in the next dialog of questions and accept it."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionsDialog)
        for key, said in words.items():
            control = dialog.control(key)
            if isinstance(control, QComboBox):
                control.setCurrentIndex(control.findData(said))
            elif isinstance(control, QLineEdit | QPlainTextEdit):
                control.clear()
                QTest.keyClicks(control, said)
        assert button(dialog, accept).isEnabled()
        button(dialog, accept).click()

    answering(answer)


def in_menu(bench: Bench) -> list[str]:
    """Return what the menu of scenarios offers."""
    bench.window.scenario_menu.fill()
    menu = bench.window.panels.app_bar.scenario.menu()
    return [action.text().strip() for action in menu.actions() if action.text()]


def choose(bench: Bench, name: str) -> None:
    """Choose a scenario in the menu of the app bar."""
    bench.window.scenario_menu.fill()
    menu = bench.window.panels.app_bar.scenario.menu()
    next(a for a in menu.actions() if a.text().strip().startswith(name)).trigger()
    bench.settle()


def test_a_scenario_is_chosen_in_the_app_bar_and_month_and_selection_stay(bench: Bench) -> None:
    key = scenarios(bench).branch("Smaller")
    set_accelerators(bench, 100, scenario=key)
    bench.go_to(JANUARY_2028)
    bench.window.focus.select("system", "jupiter")
    before = bench.figures()
    choose(bench, "Smaller")
    assert shown_accelerators(bench) == 100
    assert bench.figures() != before
    assert bench.window.panels.app_bar.scenario.text() == "Smaller"
    assert bench.window.focus.month == JANUARY_2028
    assert bench.window.focus.selection.key == "jupiter"
    choose(bench, "The plan itself")
    assert bench.figures() == before
    assert bench.window.panels.app_bar.scenario.text() == ""


def test_the_next_start_shows_the_scenario_that_was_shown_last(
    tmp_path: Path, qtbot: QtBot
) -> None:
    first = Bench(tmp_path / "plan.aifp")
    key = scenarios(first).branch("Smaller")
    set_accelerators(first, 100, scenario=key)
    choose(first, "Smaller")
    first.window.remember()
    first.close()
    again = Bench(tmp_path / "plan.aifp")
    qtbot.waitUntil(lambda: again.window.standpoint.scenario == key)
    again.settle()
    assert shown_accelerators(again) == 100
    assert again.window.panels.app_bar.scenario.text() == "Smaller"
    again.close()


def test_the_menu_says_where_a_submitted_scenario_stands(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "settings")
    key = scenarios(bench).branch("Smaller")
    assert in_menu(bench)[0] == "The plan itself"
    bench.workspace.declare(key, ApprovalStatus.SUBMITTED)
    assert "Smaller\tno difference · submitted" in in_menu(bench)
    set_accelerators(bench, 100, scenario=key)
    assert "Smaller\t1 value · changed since submitted" in in_menu(bench)
    assert "linked, changed since submitted" in row(bench, key)


def test_the_menu_tells_what_came_from_what_and_how_far_it_moved(bench: Bench) -> None:
    first = scenarios(bench).branch("First")
    second = scenarios(bench).branch("Second", parent=first)
    set_accelerators(bench, 100, scenario=second)
    said = in_menu(bench)
    assert said[:3] == [
        "The plan itself",
        "Current network\tno difference",
        "January 2024 framework\t999 values",
    ]
    assert said[3:5] == ["First\tno difference", "Second\t1 value"]
    describe(bench, first, archived=True)
    assert "First\tno difference" not in in_menu(bench)


def test_an_edit_goes_to_the_scenario_on_screen_and_is_undone_there(bench: Bench) -> None:
    key = scenarios(bench).branch("Croatia")
    choose(bench, "Croatia")
    measure = bench.drop(MID, "HR")
    assert not measure
    assert len(scenarios(bench).open(key).plan.of(Measure)) == 1
    assert bench.measures() == {}
    bench.trigger("undo")
    assert scenarios(bench).open(key).plan.of(Measure) == {}
    bench.trigger("redo")
    assert len(scenarios(bench).open(key).plan.of(Measure)) == 1


def test_an_edit_of_the_plan_itself_arrives_in_the_linked_scenario_on_screen(bench: Bench) -> None:
    scenarios(bench).branch("Linked")
    choose(bench, "Linked")
    set_accelerators(bench, 5_000)
    assert shown_accelerators(bench) == 5_000


def test_branching_asks_for_a_name_and_shows_the_branch(bench: Bench) -> None:
    filling({"name": "Board", "description": "What the board saw.", "tags": "a;b"}, "Branch")
    bench.trigger("branch")
    place = bench.window.standpoint
    made = place.record()
    assert made is not None
    assert (made.name, made.description, made.tags, made.linked) == (
        "Board",
        "What the board saw.",
        "a;b",
        True,
    )
    assert row(bench, made.id) == "Board|no difference||linked|a · b"


def test_a_name_that_is_taken_is_told_and_nothing_is_made(bench: Bench) -> None:
    filling({"name": "current network"}, "Branch")
    bench.trigger("branch")
    assert "current network" in bench.said().casefold()
    assert len(bench.workspace.session.plan.of(Scenario)) == 2


def test_the_tree_says_who_decided_how_much_and_in_which_state_it_is(bench: Bench) -> None:
    key = scenarios(bench).branch("Smaller", tags="draft")
    set_accelerators(bench, 100, scenario=key)
    describe(bench, key, locked_reason="agreed")
    assert (
        row(bench, key) == f"Smaller|1 value|{bench.workspace.session.author}|linked, locked|draft"
    )
    shown = page(bench)
    shown.tree.select(key)
    assert "Linked to “The plan itself”" in shown.about()
    assert "Locked: agreed" in shown.about()
    shown.tree.select("january-2024")
    assert not shown.deed("change").isEnabled()
    assert not shown.deed("remove").isEnabled()
    assert shown.deed("branch").isEnabled()


def test_a_scenario_is_changed_by_key(bench: Bench) -> None:
    key = scenarios(bench).branch("Draft")
    shown = page(bench)
    shown.tree.select(key)
    filling({"name": "Final", "colour": "green"}, "Change")
    QTest.keyClick(shown.tree, Qt.Key.Key_F2)
    bench.settle()
    found = bench.workspace.session.plan.get(Scenario, key)
    assert (found.name, found.colour.value) == ("Final", "green")
    assert row(bench, key).startswith("Final|")
    bench.trigger("undo")
    assert row(bench, key).startswith("Draft|")


def test_what_is_done_to_scenarios_while_another_is_on_screen_says_where_undo_is(
    bench: Bench,
) -> None:
    key = scenarios(bench).branch("Old")
    choose(bench, "Current network")
    bench.window.branching.archive(key)
    bench.settle()
    assert "the plan itself, where undo" in bench.said()
    assert bench.workspace.session.plan.get(Scenario, key).archived
    choose(bench, "The plan itself")
    bench.trigger("undo")
    assert not bench.workspace.session.plan.get(Scenario, key).archived


def test_enter_shows_the_scenario_the_keyboard_is_on(bench: Bench) -> None:
    key = scenarios(bench).branch("Draft")
    shown = page(bench)
    shown.tree.select(key)
    QTest.keyClick(shown.tree, Qt.Key.Key_Return)
    assert bench.window.standpoint.scenario == key


def test_the_charts_show_the_scenario_the_keyboard_is_on_as_a_reference(bench: Bench) -> None:
    key = scenarios(bench).branch("Smaller")
    set_accelerators(bench, 100, scenario=key)
    shown = page(bench)
    shown.tree.setFocus()
    shown.tree.select(key)
    assert bench.has_ghosts()
    shown.tree.select("")
    assert not bench.has_ghosts()
    shown.tree.select(key)
    bench.view("map")
    assert not bench.has_ghosts()


def test_what_must_not_be_edited_refuses_while_something_is_held_over_it(bench: Bench) -> None:
    point = bench.point("map", "HR")
    assert bench.hover({"template": MID}, point)
    bench.leave()
    choose(bench, "Current network")
    assert not bench.hover({"template": MID}, point)
    bench.leave()


def test_a_locked_scenario_says_why_it_is_not_edited_and_offers_a_branch(bench: Bench) -> None:
    key = scenarios(bench).branch("Agreed")
    shown = page(bench)
    shown.tree.select(key)
    filling({"locked_reason": "sent to the board"}, "Lock")
    shown.deed("lock").click()
    bench.settle()
    assert shown.deed("lock").text() == "Unlock"
    choose(bench, "Agreed")
    strip = bench.window.panels.past
    assert "sent to the board" in strip.sentence()
    assert bench.drop(MID, "HR") == ""
    assert scenarios(bench).open(key).plan.of(Measure) == {}
    assert "sent to the board" in bench.said()
    filling({"name": "After the board"}, "Branch")
    strip.deed("branch").click()
    bench.settle()
    made = bench.window.standpoint.record()
    assert made is not None
    assert made.parent == key
    assert strip.sentence() == ""


def test_the_plan_itself_says_why_it_is_not_locked_and_what_to_do_instead(bench: Bench) -> None:
    shown = page(bench)
    shown.tree.select("")
    bench.settle()
    assert not shown.deed("lock").isEnabled()
    assert "branch from it and lock the branch" in shown.about()


def test_an_archived_scenario_is_out_of_the_way_until_asked_for(bench: Bench) -> None:
    key = scenarios(bench).branch("Old")
    shown = page(bench)
    shown.tree.select(key)
    shown.deed("archive").click()
    bench.settle()
    assert key not in [entry.key for entry in shown.tree.entries()]
    shown._archived.click()
    assert key in [entry.key for entry in shown.tree.entries()]
    shown.tree.select(key)
    assert shown.deed("archive").text() == "Take out of the archive"


def test_cut_loose_a_scenario_stands_and_linking_it_shows_first_what_would_arrive(
    bench: Bench,
) -> None:
    key = scenarios(bench).branch("Loose")
    shown = page(bench)
    shown.tree.select(key)
    shown.deed("link").click()
    bench.settle()
    set_accelerators(bench, 5_000)
    assert scenarios(bench).plan_of(key).get(System, "jupiter").accelerators != 5_000
    assert shown.deed("link").text() == "Link again…"
    told: list[str] = []

    def link(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangesDialog)
        told.extend("|".join(cells) for cells in dialog.table.shown_rows())
        button(dialog, "Link again").click()

    answering(link)
    shown.deed("link").click()
    bench.settle()
    assert any("JUPITER" in line and "5,000" in line for line in told)
    assert scenarios(bench).plan_of(key).get(System, "jupiter").accelerators == 5_000


def test_a_scenario_that_is_removed_while_on_screen_gives_way_to_the_plan(bench: Bench) -> None:
    key = scenarios(bench).branch("Gone")
    choose(bench, "Gone")
    shown = page(bench)
    shown.tree.select(key)
    shown.deed("remove").click()
    bench.settle()
    assert bench.window.standpoint.scenario == ""
    assert key not in [entry.key for entry in shown.tree.entries()]
    bench.trigger("undo")
    assert key in [entry.key for entry in shown.tree.entries()]


def test_the_inspector_says_which_values_were_set_in_the_scenario(bench: Bench) -> None:
    key = scenarios(bench).branch("Smaller")
    set_accelerators(bench, 100, scenario=key)
    choose(bench, "Smaller")
    bench.window.focus.select("system", "jupiter")
    bench.settle()
    values = bench.window.panels.inspector.values()
    assert values is not None
    assert values.form is not None
    whose = values.form.whose
    assert whose["accelerators"].is_here
    assert bench.workspace.session.author in whose["accelerators"].sentence
    assert whose["city"].sentence == "As in “The plan itself”"
    assert "1 value is set in this scenario" in values.notes[-1]
    choose(bench, "The plan itself")
    values = bench.window.panels.inspector.values()
    assert values is not None
    assert values.form is not None
    assert not values.form.whose


def generating(tag: str, values: str) -> list[str]:
    """Vary the size of the first measure; return what the dialog says before it is accepted."""
    said: list[str] = []

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, VaryDialog)
        dialog._tag.setText(tag)
        said.append(dialog.verdict())
        QTest.keyClicks(dialog.rows()[0].values, values)
        said.append(dialog.verdict())
        dialog.add_input()
        second = dialog.rows()[1]
        second.form.setCurrentIndex(second.form.findData("start"))
        QTest.keyClicks(second.values, "0; 6")
        said.append(dialog.verdict())
        button(dialog, "Generate").click()

    answering(fill)
    return said


def test_a_batch_is_generated_and_its_results_are_a_table(bench: Bench, qtbot: QtBot) -> None:
    bench.drop(MID, "HR")
    shown = page(bench)
    said = generating("Sizes", "500; 1000; 2000")
    shown.deed("vary").click()
    bench.settle()
    assert said == [
        "Name at least one input and the values it should take.",
        "That makes 3 scenarios.",
        "3 × 2: That makes 6 scenarios.",
    ]
    qtbot.waitUntil(lambda: len(shown.table.shown_rows()) == 7)
    rows = shown.table.shown_rows()
    assert rows[0][0] == "The plan itself"
    assert rows[1][0].startswith("Sizes · 500 · ")
    assert len({cells[4] for cells in rows}) >= 3
    bench.trigger("undo")
    assert len(bench.workspace.session.plan.of(Scenario)) == 2


def test_figures_left_out_while_the_page_was_hidden_come_when_it_is_shown(
    bench: Bench, qtbot: QtBot
) -> None:
    shown = page(bench)
    shown.show_face("results")
    bench.window.focus.show("map")
    scenarios(bench).branch("Later")
    bench.settle()
    page(bench)
    qtbot.waitUntil(lambda: "Later" in [cells[0] for cells in shown.table.shown_rows()])


def test_more_than_two_hundred_scenarios_are_refused_before_they_are_made(bench: Bench) -> None:
    bench.drop(MID, "HR")
    many = "; ".join(str(number) for number in range(100, 302))
    heard: list[bool] = []

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, VaryDialog)
        dialog.rows()[0].values.setText(many)
        heard.append("202" in dialog.verdict() and "200" in dialog.verdict())
        heard.append(button(dialog, "Generate").isEnabled())
        dialog.reject()

    answering(fill)
    bench.trigger("vary")
    assert heard == [True, False]


def test_a_decision_that_rests_is_told_with_the_record_it_was_about(bench: Bench) -> None:
    measure = bench.drop(MID, "HR")
    key = scenarios(bench).branch("Later")
    edit = EditField(kind="measure", key=measure, field="start", value=JANUARY_2028 + 6)
    scenarios(bench).open(key).execute(edit)
    bench.window.edits.remove("measure", measure, source="test")
    bench.settle()
    shown = page(bench)
    shown.tree.select(key)
    assert "Mid-range AI supercomputer" in shown.about()
    assert "1 value" in row(bench, key)


def test_a_scenario_is_shown_by_its_name_from_the_palette(bench: Bench) -> None:
    scenarios(bench).branch("Smaller")
    said = [action.words() for action in bench.window.scenario_menu.entries()]
    assert "Show the scenario “Smaller”" in said
    next(a for a in bench.window.scenario_menu.entries() if "Smaller" in a.words()).run()
    assert bench.window.panels.app_bar.scenario.text() == "Smaller"


def test_words_narrow_the_tree_and_keep_what_a_scenario_came_from(bench: Bench) -> None:
    first = scenarios(bench).branch("First")
    second = scenarios(bench).branch("Second", parent=first, tags="board")
    shown = page(bench)
    shown._filter.setText("board")
    assert [entry.key for entry in shown.tree.entries()] == ["", first, second]


def test_a_plan_of_an_older_version_is_offered_the_scenarios_new_plans_come_with(
    bench: Bench,
) -> None:
    shown = page(bench)
    assert shown.deed("add").isHidden()
    for key in ("current-network", "january-2024"):
        bench.window.branching.remove(key)
    bench.settle()
    shown.deed("add").click()
    bench.settle()
    assert "january-2024" in [entry.key for entry in shown.tree.entries()]


def test_the_scenarios_are_named_in_the_language_chosen_last(bench: Bench) -> None:
    scenarios(bench).branch("Eigen")
    choose(bench, "Eigen")
    shown = page(bench)
    english = shown.deed("branch").text(), shown.tree.headerItem().text(0)
    for _language in LANGUAGES:
        bench.window.look.switch_language()
    bench.settle()
    assert (shown.deed("branch").text(), shown.tree.headerItem().text(0)) == english
    assert bench.window.panels.app_bar.scenario.text() == "Eigen"
