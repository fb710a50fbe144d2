# SPDX-License-Identifier: EUPL-1.2
"""Backups in the window: made without being asked for, listed, and gone back to."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from planner import app as planner_app
from planner import safekeeping
from planner.domain.commands import Assign
from planner.domain.records.measures import Measure
from tests.ui.benches import MID, answering, button
from ui.desk import Desk
from ui.dialogs.backups import BackupsDialog
from ui.main_window import MainWindow
from ui.pages.merge import MergePage
from ui.settings import Settings
from ui.theme import load_theme
from ui.workbench import Workbench

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "plan.aifp"
    planner_app.create_plan(target)
    return target


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    settings = Settings(tmp_path / "window.ini")
    desk = Desk(qapp, settings, load_theme("light"), MainWindow(settings))
    desk.window.show()
    yield desk
    desk.close()
    desk.window.close()
    desk.window.deleteLater()
    desk.deleteLater()


def bench(desk: Desk) -> Workbench:
    workbench = desk.workbench()
    assert workbench is not None
    return workbench


def opened(desk: Desk, path: Path) -> Workbench:
    """Open a plan and let the first quiet moment come."""
    desk.open(path)
    assert desk._keeping is not None
    desk._keeping._soon.stop()
    desk._keeping.begin()
    return bench(desk)


def measures(desk: Desk) -> set[str]:
    return set(bench(desk).document().session.plan.of(Measure))


def with_backups(deed: Callable[[BackupsDialog], None]) -> None:
    """Do something with the list of backups once it is shown."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, BackupsDialog)
        deed(dialog)

    answering(answer)


def choosing(words: str, said: list[str]) -> None:
    """Answer the box about a plan that does not open; keep what it said."""

    def answer(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        next(b for b in box.buttons() if b.text() == words).click()

    answering(answer)


def edited_outside(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE system SET notes = 'by another hand'")
    connection.commit()
    connection.close()


def test_opening_and_closing_makes_backups_only_of_what_is_new(desk: Desk, path: Path) -> None:
    opened(desk, path)
    desk.close()
    opened(desk, path)
    shelf = safekeeping.shelf_at(path)
    assert shelf is not None
    assert [backup.occasion.value for backup in shelf.backups()] == ["opened"]
    bench(desk).edits.assign(MID, "HR", 84, source="map")
    desk.close()
    assert [backup.occasion.value for backup in shelf.backups()] == ["closed", "opened"]


def test_going_back_from_a_scenario_goes_back_in_the_plan_itself(desk: Desk, path: Path) -> None:
    workbench = opened(desk, path)
    workbench.edits.assign(MID, "HR", 84, source="map")
    scenarios = workbench.standpoint.scenarios
    assert scenarios is not None
    workbench.branching.show("current-network")
    with_backups(lambda dialog: button(dialog, "Go back to it").click())
    workbench.actions_.qt["backups"].trigger()
    assert measures(desk) == set()
    assert workbench.standpoint.scenario == ""
    workbench.actions_.qt["undo"].trigger()
    assert len(measures(desk)) == 1


def test_going_back_is_one_step_that_undo_takes_back(desk: Desk, path: Path) -> None:
    workbench = opened(desk, path)
    before = measures(desk)
    key = workbench.edits.assign(MID, "HR", 84, source="map")
    seen: list[str] = []

    def go_back(dialog: BackupsDialog) -> None:
        seen.extend((dialog.summary(), *map("|".join, dialog.fields().shown_rows())))
        button(dialog, "Go back to it").click()

    with_backups(go_back)
    workbench.actions_.qt["backups"].trigger()
    assert seen[0].startswith("Going back: 1 record is removed.")
    assert "whole record|in the plan|not there" in seen[1]
    assert measures(desk) == before
    assert len(workbench.document().session.history()) >= 2
    workbench.edits.undo()
    assert measures(desk) == before | {key}


def test_a_backup_of_what_is_open_has_nothing_to_go_back_to(desk: Desk, path: Path) -> None:
    workbench = opened(desk, path)
    said: list[str] = []

    def look(dialog: BackupsDialog) -> None:
        said.append(dialog.summary())
        assert not button(dialog, "Go back to it").isEnabled()
        dialog.reject()

    with_backups(look)
    workbench.actions_.qt["backups"].trigger()
    assert said == ["The plan holds the same as this backup."]


def test_a_backup_opens_as_a_copy_beside_the_plan(desk: Desk, path: Path, qtbot: QtBot) -> None:
    workbench = opened(desk, path)
    key = workbench.edits.assign(MID, "HR", 84, source="map")
    with_backups(lambda dialog: button(dialog, "Open as a copy").click())
    workbench.actions_.qt["backups"].trigger()
    qtbot.waitUntil(lambda: bench(desk).document().path != path)
    assert bench(desk).document().path.name == "plan (1).aifp"
    assert key not in measures(desk)


def test_a_plan_changed_outside_is_told_and_its_backup_opened(desk: Desk, path: Path) -> None:
    opened(desk, path)
    desk.close()
    edited_outside(path)
    said: list[str] = []
    choosing("Open its latest backup", said)
    desk.open(path)
    assert "was changed outside this program" in said[0]
    notes = {row.notes for row in bench(desk).document().session.plan.table("system").values()}  # type: ignore[attr-defined]  # a system has notes
    assert "by another hand" not in notes
    assert bench(desk).document().path != path


def test_a_plan_changed_outside_opens_all_the_same_if_one_insists(desk: Desk, path: Path) -> None:
    edited_outside(path)
    said: list[str] = []
    choosing("Open it all the same", said)
    desk.open(path)
    assert bench(desk).document().path == path
    desk.close()
    desk.open(path)
    assert len(said) == 1


def test_a_plan_in_a_synchronised_folder_is_worked_on_in_a_copy_and_brought_back(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("OneDrive", str(path.parent))
    workbench = opened(desk, path)
    assert "OneDrive synchronises the folder" in workbench.panels.notice.sentence()
    assert not workbench.actions_.qt["bring_back"].isVisible()
    monkeypatch.delenv("OneDrive")
    assert workbench.actions_.qt["working_copy"].isEnabled()
    offered = workbench.panels.notice.findChildren(QPushButton)
    assert [found.text() for found in offered] == ["Work on a copy on this computer"]
    offered[0].click()
    qtbot.waitUntil(lambda: bench(desk).document().path != path)
    workbench = bench(desk)
    assert workbench.actions_.qt["bring_back"].isVisible()
    assert not workbench.actions_.qt["working_copy"].isVisible()
    key = workbench.edits.assign(MID, "HR", 84, source="map")
    workbench.actions_.qt["bring_back"].trigger()
    assert "Brought back to" in workbench.panels.notice.sentence()
    desk.close()
    with planner_app.workspace(path) as there:
        assert key in there.session.plan.of(Measure)


def test_what_was_done_over_there_meanwhile_is_merged_before_a_copy_is_brought_back(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("OneDrive", str(path.parent))
    opened(desk, path).actions_.qt["working_copy"].trigger()
    qtbot.waitUntil(lambda: bench(desk).document().path != path)
    with planner_app.workspace(path) as there:
        theirs = Assign(template=MID, state="PT", start=84)
        there.session.execute(theirs)
    workbench = bench(desk)
    mine = workbench.edits.assign(MID, "HR", 84, source="map")
    workbench.actions_.qt["bring_back"].trigger()
    assert workbench.focus.view == "merge"
    page = workbench.panels.page("merge")
    assert isinstance(page, MergePage)
    page.merge_button.click()
    workbench.actions_.qt["bring_back"].trigger()
    assert "Brought back to" in workbench.panels.notice.sentence()
    desk.close()
    with planner_app.workspace(path) as there:
        assert {mine, theirs.measure} <= set(there.session.plan.of(Measure))


def test_trouble_with_backups_is_told_and_stops_nothing(desk: Desk, path: Path) -> None:
    safekeeping.backup_root().parent.mkdir(parents=True, exist_ok=True)
    safekeeping.backup_root().write_text("a file in the place of the folder")
    workbench = opened(desk, path)
    assert workbench.panels.notice.sentence().startswith("No backup could be made.")
    assert workbench.edits.assign(MID, "HR", 84, source="map")
