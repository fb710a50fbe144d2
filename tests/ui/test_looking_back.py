# SPDX-License-Identifier: EUPL-1.2
"""Going through the history in the window: to any moment, back, and what one does with it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from planner import app as planner_app
from planner import paths
from planner.chronicle import name_version
from planner.domain.commands import EditField
from planner.domain.history import Step
from planner.domain.records.approvals import ApprovalStatus
from planner.domain.records.infrastructure import System
from planner.domain.records.scenarios import Scenario, Version
from planner.session import Session
from tests.ui.benches import MID, Bench, answering, button
from ui.dialogs.changes import ChangesDialog
from ui.dialogs.questions import QuestionsDialog
from ui.panes.history import HistoryPane

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

COUNTS = (100, 200, 300)


class Clock:
    """Tells a day later with every edit."""

    def __init__(self) -> None:
        self._now = datetime(2026, 2, 26, 12, tzinfo=UTC)

    def __call__(self) -> str:
        self._now += timedelta(days=1)
        return self._now.isoformat(timespec="milliseconds")


def edited(session: Session, count: int, *, reason: str = "") -> None:
    command = EditField(kind="system", key="jupiter", field="accelerators", value=count)
    session.execute(command, reason=reason)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the file of a plan that Ada and Ben have edited, from 27 February to 2 March."""
    path = tmp_path_factory.mktemp("history") / "plan.aifp"
    planner_app.create_plan(path)
    clock = Clock()
    for author, counts in (("Ada", COUNTS), ("Ben", (400,))):
        workspace = planner_app.open_workspace(path, author=author)
        workspace.session.clock = clock
        for count in counts:
            edited(workspace.session, count, reason="measured" if count == 400 else "")
        workspace.close()
    return path.read_bytes()


@pytest.fixture
def path(history: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "plan.aifp"
    path.write_bytes(history)
    return path


@pytest.fixture
def bench(path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(path)
    qtbot.addWidget(bench.window)
    yield bench
    bench.close()


def pane(bench: Bench) -> HistoryPane:
    bench.window.focus.show("history")
    bench.settle()
    return bench.window.panels.history


def tree(bench: Bench) -> QTreeWidget:
    found = pane(bench).findChild(QTreeWidget)
    assert isinstance(found, QTreeWidget)
    return found


def column(bench: Bench, number: int) -> list[str]:
    found = tree(bench)
    items = [found.topLevelItem(row) for row in range(found.topLevelItemCount())]
    return [item.text(number) for item in items if item is not None]


def go_on(bench: Bench, row: int) -> None:
    found = tree(bench)
    found.setCurrentItem(found.topLevelItem(row))


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def steps(bench: Bench) -> list[Step]:
    return list(bench.workspace.session.history())


def accelerators(bench: Bench) -> int | None:
    return bench.window.screen_.plan.get(System, "jupiter").accelerators


def test_the_history_is_narrowed_to_a_person_a_time_and_a_record(bench: Bench) -> None:
    wish = pane(bench).wish
    assert column(bench, 2) == ["Ben", "Ada", "Ada", "Ada"]
    choose(wish.person, "Ben")
    assert column(bench, 2) == ["Ben"]
    choose(wish.person, "Everybody")
    choose(wish.period, "Feb 2026")
    assert len(column(bench, 0)) == 2
    choose(wish.period, "At any time")
    bench.window.edits.assign(MID, "HR", 84, source="test")
    bench.window.focus.select("system", "jupiter")
    bench.settle()
    assert len(column(bench, 0)) == 5
    wish.selected.click()
    assert len(column(bench, 0)) == 4


def test_a_step_tells_why_and_what_it_changed(bench: Bench) -> None:
    found = tree(bench)
    item = found.topLevelItem(0)
    assert item is not None
    item.setExpanded(True)
    lines = [item.child(row).text(0) for row in range(item.childCount())]
    assert lines[0] == "Why: measured"
    assert any("300 → 400" in line for line in lines[1:])


def test_enter_looks_at_a_moment_and_charts_and_headlines_follow(bench: Bench) -> None:
    edited(bench.workspace.session, 20_000)
    bench.settle()
    now, charts = bench.figures(), bench.tables()
    go_on(bench, 3)
    QTest.keyClick(tree(bench), Qt.Key.Key_Return)
    bench.settle()
    assert accelerators(bench) == 200
    assert bench.figures() != now
    assert bench.tables() != charts
    assert "Ada" in bench.window.panels.past.sentence()
    bench.trigger("now")
    assert (bench.figures(), accelerators(bench)) == (now, 20_000)


def test_the_slider_goes_to_any_moment_in_any_view(bench: Bench, qtbot: QtBot) -> None:
    bench.view("map")
    bench.trigger("earlier")
    slider = bench.window.panels.past.slider
    assert (slider.maximum(), slider.value()) == (4, 3)
    assert accelerators(bench) == 300
    slider.setFocus(Qt.FocusReason.OtherFocusReason)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: not bench.window.standpoint.point())
    assert accelerators(bench) == 23_536
    assert "before the first edit" in bench.window.panels.past.sentence()
    QTest.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: accelerators(bench) == 100)
    QTest.keyClick(slider, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: not bench.window.standpoint.is_past())
    assert accelerators(bench) == 400
    assert bench.window.panels.past.sentence() == ""


def test_keys_look_one_edit_back_and_on(bench: Bench) -> None:
    seen = []
    for action in ("earlier", "earlier", "later", "later"):
        bench.trigger(action)
        seen.append(accelerators(bench))
    assert seen == [300, 200, 300, 400]
    assert not bench.window.is_past()


def test_the_past_is_looked_at_and_not_edited(bench: Bench) -> None:
    bench.trigger("earlier")
    assert bench.drop(MID, "HR") == ""
    assert "cannot be edited" in bench.said()
    assert len(steps(bench)) == 4


def test_going_back_is_previewed_and_one_edit_that_undo_takes_back(bench: Bench) -> None:
    told: list[str] = []

    def go_back(dialog: QDialog) -> None:
        assert isinstance(dialog, ChangesDialog)
        told.extend("|".join(cells) for cells in dialog.table.shown_rows())
        QTest.keyClicks(dialog._why, "the measurement was wrong")
        button(dialog, "Go back to it").click()

    go_on(bench, 2)
    answering(go_back)
    pane(bench).deed("restore").click()
    bench.settle()
    assert len(told) == 1
    assert told[0].endswith("|400|200")
    assert accelerators(bench) == 200
    latest = steps(bench)[-1]
    assert latest.reason == "the measurement was wrong"
    assert len(steps(bench)) == 5
    bench.trigger("undo")
    assert accelerators(bench) == 400


def test_a_scenario_is_branched_from_the_moment_on_screen(bench: Bench) -> None:
    def name(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionsDialog)
        QTest.keyClicks(dialog.control("name"), "What if not")
        button(dialog, "Branch").click()

    bench.trigger("earlier")
    bench.trigger("earlier")
    answering(name)
    bench.window.panels.past.deed("branch").click()
    bench.settle()
    made = bench.window.standpoint.record()
    assert made is not None
    assert (made.name, made.linked, made.fork) == ("What if not", False, steps(bench)[1].id)
    assert accelerators(bench) == 200
    assert not bench.window.is_past()
    edited(bench.window.edits.session, 250)
    bench.settle()
    assert "JUPITER" in column(bench, 0)[0]
    assert column(bench, 4) == ["What if not", "The plan itself", "The plan itself"]


def test_a_version_is_named_shown_in_the_history_and_found_again(bench: Bench) -> None:
    def name(dialog: QDialog) -> None:
        assert isinstance(dialog, QuestionsDialog)
        line = dialog.control("name")
        QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(line, "as sent to the board, 12 March")
        QTest.keyClicks(dialog.control("note"), "with cover letter")
        button(dialog, "Name it").click()

    go_on(bench, 1)
    answering(name)
    pane(bench).deed("name").click()
    bench.settle()
    (version,) = bench.workspace.session.plan.of(Version).values()
    assert (version.name, version.note) == ("as sent to the board, 12 March", "with cover letter")
    assert column(bench, 3) == ["", "", "as sent to the board, 12 March", "", ""]
    menu = pane(bench)._versions.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    bench.settle()
    assert accelerators(bench) == 300
    assert "as sent to the board" in bench.window.panels.past.sentence()


def test_a_named_version_tells_what_was_signed_about_it(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "settings")
    scenarios = bench.workspace.scenarios
    name_version(scenarios, "as sent", step=steps(bench)[-1].id)
    bench.workspace.declare("", ApprovalStatus.SUBMITTED)
    bench.settle()
    assert "as sent · submitted" in column(bench, 3)
    edited(bench.workspace.session, 250)
    name_version(scenarios, "after it", step=steps(bench)[-1].id)
    bench.settle()
    assert {"as sent · submitted", "after it"} <= set(column(bench, 3))
    menu = pane(bench)._versions.menu()
    assert menu is not None
    assert [one.text() for one in menu.actions()] == ["as sent · submitted", "after it"]


def test_the_history_of_all_scenarios_leads_to_the_one_an_edit_was_made_in(bench: Bench) -> None:
    key = bench.workspace.scenarios.branch("Smaller")
    edited(bench.workspace.scenarios.open(key), 7)
    edited(bench.workspace.session, 8)
    bench.settle()
    assert len(column(bench, 0)) == 6
    choose(pane(bench).wish.scope, "All scenarios and copies")
    assert len(column(bench, 0)) > 6
    assert set(column(bench, 4)) >= {"The plan itself", "Smaller", "January 2024 framework"}
    go_on(bench, column(bench, 4).index("Smaller"))
    pane(bench).deed("look").click()
    bench.settle()
    assert bench.window.standpoint.scenario == key
    assert accelerators(bench) == 7


def test_nothing_that_fits_is_said(bench: Bench) -> None:
    bench.window.focus.select("state", "FR")
    shown = pane(bench)
    shown.wish.selected.click()
    assert column(bench, 0) == []
    assert "Nothing in the history fits" in shown._empty.accessibleName()


def test_a_moment_of_a_scenario_is_looked_at_in_the_scenario(bench: Bench) -> None:
    key = bench.workspace.scenarios.branch("Smaller")
    bench.window.branching.show(key)
    edited(bench.window.edits.session, 1)
    edited(bench.window.edits.session, 2)
    bench.settle()
    bench.trigger("earlier")
    assert accelerators(bench) == 1
    assert bench.window.standpoint.scenario == key
    bench.window.branching.show("")
    assert accelerators(bench) == 400
    assert not bench.window.is_past()
    assert key in bench.workspace.session.plan.of(Scenario)
