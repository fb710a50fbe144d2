# SPDX-License-Identifier: EUPL-1.2
"""The merge screen: looked at first, questions with what follows, one step, one undo."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from planner import app, text
from planner.domain.commands import Assign, Move, RemoveMeasure, Resize
from planner.domain.history import StepKind
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from tests.ui.benches import LARGE, MID, TODAY, Bench
from tests.ui.exchanges import PageBench
from ui.pages.merge import MergePage

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

MINE, THEIRS, LATEST = month_of(2028, 6), month_of(2029, 3), month_of(2031, 1)
REASON = "The grid connection comes later."


@frozen
class Two:
    """Ana at her window, and the copy Jonas has edited; both moved the same machine."""

    bench: PageBench
    copy: Path
    machine: str
    page: MergePage

    def start(self) -> int:
        """Return when the machine both moved begins."""
        return self.bench.workspace.session.plan.get(Measure, self.machine).start

    def look(self) -> None:
        """Open the copy on the merge screen."""
        self.page.show_file(self.copy)
        self.bench.settle()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    bench = PageBench(tmp_path / "ana.aifp")
    session = bench.workspace.session
    machine = bench.edits.assign(MID, "HR", month_of(2028, 1), source="test")
    copy = tmp_path / "jonas.aifp"
    bench.workspace.save_copy(copy)
    with app.workspace(copy) as other:
        other.session.author = "jonas"
        other.session.execute(Move(measure=machine, start=THEIRS), reason=REASON)
    session.execute(Move(measure=machine, start=MINE))
    page = bench.page("merge")
    assert isinstance(page, MergePage)
    yield Two(bench, copy, machine, page)
    bench.close()


def test_a_question_shows_before_mine_and_theirs_with_who_and_why(two: Two) -> None:
    two.look()
    row = two.page.questions.shown_rows()[0]
    assert [text.month_label(month_of(2028, 1)), text.month_label(MINE)] == list(row[3:5])
    theirs = two.page.detail.cards.radio("theirs")
    assert REASON in theirs.accessibleDescription()
    assert "jonas" in theirs.accessibleDescription()
    assert two.page.detail.cards.current() == "mine"


def test_looking_writes_nothing_and_leaving_forgets_it(two: Two) -> None:
    steps = len(two.bench.workspace.session.history())
    two.look()
    two.page.leave_button.click()
    assert len(two.bench.workspace.session.history()) == steps
    assert two.page.empty.isVisible()


def test_the_answer_chosen_is_merged_as_one_step_that_undo_takes_back(two: Two) -> None:
    two.look()
    two.page.detail.cards.radio("theirs").click()
    two.page.merge_button.click()
    two.bench.settle()
    assert two.start() == THEIRS
    assert two.bench.workspace.session.history()[-1].kind is StepKind.MERGE
    assert two.page.why.isHidden()
    two.bench.edits.undo()
    assert two.start() == MINE


def test_why_it_was_merged_is_kept_in_the_history(two: Two) -> None:
    two.look()
    QTest.keyClicks(two.page.why, "As agreed on Monday ")
    two.page.merge_button.click()
    two.bench.settle()
    step = two.bench.workspace.session.history()[-1]
    assert (step.kind, step.reason) == (StepKind.MERGE, "As agreed on Monday")
    assert two.page.why.text() == ""


def test_undo_takes_back_what_the_merge_did_in_a_scenario_as_well(two: Two) -> None:
    scenarios = two.bench.workspace.scenarios
    key = scenarios.branch("Smaller")
    copy = two.copy.with_name("berlin.aifp")
    two.bench.workspace.save_copy(copy)
    with app.workspace(copy) as other:
        other.session.execute(Move(measure=two.machine, start=THEIRS))
        other.scenarios.open(key).execute(Resize(measure=two.machine, size=123))
    before = scenarios.plan_of(key)
    two.page.show_file(copy)
    two.page.merge_button.click()
    two.bench.settle()
    assert scenarios.plan_of(key).get(Measure, two.machine).accelerators == 123
    two.bench.edits.undo()
    assert scenarios.plan_of(key) == before
    assert two.start() == MINE


def test_tab_goes_from_the_questions_to_the_answers(two: Two) -> None:
    two.look()
    two.page.questions.setFocus()
    QTest.keyClick(two.page.questions, Qt.Key.Key_Tab)
    assert two.page.detail.cards.radio("mine").hasFocus()


def test_an_answer_is_chosen_by_the_arrow_keys(two: Two) -> None:
    two.look()
    two.page.detail.cards.radio("mine").setFocus()
    two.bench.press(Qt.Key.Key_Right)
    two.bench.press(Qt.Key.Key_Space)
    assert two.page.detail.cards.current() == "theirs"
    assert "Theirs" in two.page.questions.shown_rows()[0][2]


@pytest.mark.parametrize(("how", "start"), [("mine", MINE), ("theirs", THEIRS)])
def test_all_questions_can_be_settled_alike(two: Two, how: str, start: int) -> None:
    two.look()
    two.page.answer_all(how)
    two.page.merge_button.click()
    assert two.start() == start


def test_figures_chart_and_findings_follow_from_each_answer(two: Two) -> None:
    two.bench.go_to(month_of(2030, 1))
    two.look()
    heads = two.page.detail.figures.values().heads
    assert [heads[2], heads[3], heads[5]] == ["Now", "Mine", "Theirs"]
    capacity = two.page.detail.figures.values().rows[0]
    assert capacity.sorts[4] == 0.0
    assert float(str(capacity.sorts[6])) < 0  # theirs comes later
    two.page.detail.show_face("chart")
    assert two.page.detail.chart is not None
    shown = two.page.detail.chart.chart().values()
    assert shown is not None
    assert [line.label for line in shown.lines] == ["Mine", "Theirs"]
    assert (shown.lines[0].values != shown.lines[1].values).any()


def test_new_findings_name_the_edits_responsible_before_and_after(two: Two) -> None:
    with app.workspace(two.copy) as other:
        other.session.author = "jonas"
        other.session.execute(Assign(template=LARGE, state="DE", start=month_of(2028, 6)))
    two.look()
    two.page.answer_all("theirs")
    two.page.merge_button.click()
    two.bench.settle()
    rows = two.page.causes.shown_rows()
    assert rows
    assert [row for row in rows if "jonas" not in row[2]] == []


def test_what_comes_names_record_value_and_author(two: Two) -> None:
    with app.workspace(two.copy) as other:
        other.session.author = "jonas"
        other.session.execute(RemoveMeasure(measure=two.machine))
        other.session.undo()
    two.page.show_file(two.copy)
    two.page.answer_all("theirs")
    two.page.face.select("coming")
    two.page.fill()
    assert any("jonas" in row[4] for row in two.page.coming.shown_rows())


def test_an_edit_made_meanwhile_is_weighed_too(two: Two) -> None:
    two.look()
    two.bench.workspace.session.execute(Move(measure=two.machine, start=THEIRS))
    two.bench.settle()
    two.page.fill()
    assert two.page.questions.values().rows == ()
    two.page.merge_button.click()
    assert two.bench.workspace.session.history()[-1].kind is StepKind.MERGE


def test_a_file_of_another_plan_is_refused_in_a_sentence(two: Two, tmp_path: Path) -> None:
    stranger = tmp_path / "stranger.aifp"
    app.create_plan(stranger)
    two.page.show_file(stranger)
    assert "stranger" in two.bench.said()


def test_the_file_is_asked_for_from_the_empty_screen(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(two.copy), "")
    )
    two.page.empty.action_requested.emit()
    assert len(two.page.questions.values().rows) == 1


def test_a_question_in_a_scenario_names_it_and_is_settled_there(two: Two, tmp_path: Path) -> None:
    scenarios = two.bench.workspace.scenarios
    key = scenarios.branch("Slow grid", linked=False)
    copy = tmp_path / "jonas 2.aifp"
    two.bench.workspace.save_copy(copy)
    with app.workspace(copy) as other:
        other.session.author = "jonas"
        branch = other.scenarios.open(key)
        branch.execute(Move(measure=two.machine, start=LATEST), reason=REASON)
    scenarios.open(key).execute(Move(measure=two.machine, start=THEIRS))
    two.page.show_file(copy)
    row = two.page.questions.shown_rows()[0]
    assert row[0].startswith("Slow grid")
    two.page.detail.cards.radio("theirs").click()
    two.page.merge_button.click()
    assert scenarios.plan_of(key).get(Measure, two.machine).start == LATEST
    assert two.start() == MINE


def test_a_record_edited_here_and_removed_there_is_kept_unless_somebody_says_so(two: Two) -> None:
    with app.workspace(two.copy) as other:
        other.session.execute(RemoveMeasure(measure=two.machine))
    two.look()
    two.page.questions.selectRow(0)
    cards = two.page.detail.cards
    assert cards.current() == "mine"
    assert cards.radio("mine").text() == "Keep it"
    cards.radio("theirs").click()
    two.page.merge_button.click()
    assert two.machine not in two.bench.measures()


def test_the_window_opens_a_copy_in_its_language_and_theme_and_not_over_the_past(
    two: Two, tmp_path: Path
) -> None:
    path = tmp_path / "window.aifp"
    two.bench.workspace.save_copy(path)
    bench = Bench(path)
    bench.window.ask_page("merge", "file", str(two.copy))
    page = bench.window.panels.page("merge")
    assert isinstance(page, MergePage)
    page.detail.show_face("chart")
    bench.window.show_past(TODAY)
    page.merge()
    assert "earlier day" in bench.said()
    assert bench.workspace.session.history()[-1].kind is StepKind.DO
    bench.window.show_past(None)
    bench.trigger("language")
    bench.trigger("theme")
    assert page.merge_button.text() != "Merge"
    assert page.detail.cards.current() == "mine"


def test_what_comes_is_filtered_grouped_and_saved_as_it_is_shown(two: Two) -> None:
    with app.workspace(two.copy) as other:
        other.session.author = "jonas"
        other.session.execute(Assign(template=LARGE, state="DE", start=LATEST))
    two.look()
    page, tools = two.page, two.page.tools
    tools.filter.setText("zzzz")
    assert not page.questions.shown_rows()
    page.answer_all("theirs")  # nothing is in sight
    tools.filter.clear()
    assert page.detail.cards.current() == "mine"
    page.answer_all("theirs")
    page.face.select("coming")
    page.fill()
    every = len(page.coming.shown_rows())
    tools.filter.setText("whole record")
    some = page.coming.shown_rows()
    assert 0 < len(some) < every
    tools.group.choose("1")
    headings = [row.cells[0] for row in page.coming.values().rows if row.heading]
    assert headings == ["Whole record · 1 row"]
    tools.save.click()
    ((heads, rows),) = two.bench.saved
    assert heads[0] == "Record"
    assert list(rows) == some


def test_after_the_merge_the_keyboard_is_at_its_result(two: Two) -> None:
    two.look()
    two.page.merge_button.setFocus()
    two.page.merge_button.click()
    two.bench.settle()
    assert two.page.window().focusWidget() in (two.page.causes, two.page.leave_button)
    assert two.page.isAncestorOf(two.page.window().focusWidget())
