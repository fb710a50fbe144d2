# SPDX-License-Identifier: EUPL-1.2
"""Plans that open, plans that do not, and what is offered instead."""

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from planner import app as planner_app
from planner import paths
from tests.ui.benches import MID, another_window, answering
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.panes.payload import pack
from ui.settings import Settings
from ui.theme import load_theme

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


def choosing(words: str, said: list[str]) -> None:
    """Answer the box about a plan that does not open; keep what it said."""

    def answer(box: object) -> None:
        assert isinstance(box, QMessageBox)
        said.append(box.text())
        next(b for b in box.buttons() if b.text() == words).click()

    answering(answer)


def test_the_first_start_creates_a_plan_that_holds_the_real_network(desk: Desk) -> None:
    desk.open(None)
    assert paths.default_plan().exists()
    workbench = desk.workbench()
    assert workbench is not None
    assert len(workbench.document().session.plan.table("state")) == 40
    assert desk.window.windowTitle() == "plan – AI Factory Planner"


def test_the_charts_follow_after_the_first_paint(desk: Desk, path: Path, qtbot: QtBot) -> None:
    desk.open(path)
    workbench = desk.workbench()
    assert workbench is not None
    assert workbench.panels.deck is None
    qtbot.waitUntil(lambda: workbench.panels.deck is not None)


def test_a_plan_open_elsewhere_is_told_and_a_copy_can_be_opened(desk: Desk, path: Path) -> None:
    said: list[str] = []
    with another_window(path):
        choosing("Open a copy", said)
        desk.open(path)
    assert "is open in another window" in said[0]
    workbench = desk.workbench()
    assert workbench is not None
    assert workbench.document().path.name == "plan (1).aifp"


def test_the_plan_of_this_window_only_comes_to_the_front(desk: Desk, path: Path) -> None:
    desk.open(path)
    before = desk.workbench()
    desk.open(path.parent / "." / path.name)
    assert before is not None
    assert desk.workbench() is before
    assert before.panels.notice.sentence() == "“plan” is the plan open in this window."


def test_a_plan_free_again_opens_when_one_tries_again(desk: Desk, path: Path) -> None:
    first = planner_app.open_workspace(path)

    def close_it_and_retry(box: object) -> None:
        assert isinstance(box, QMessageBox)
        first.close()
        next(b for b in box.buttons() if b.text() == "Try again").click()

    answering(close_it_and_retry)
    desk.open(path)
    workbench = desk.workbench()
    assert workbench is not None
    assert workbench.document().path == path


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"Dear planner, this is a letter." * 40, "is not a plan of this program"),
        (b"", "empty"),
    ],
)
def test_what_is_not_a_plan_is_told_and_left_as_it_is(
    desk: Desk, tmp_path: Path, content: bytes, told: str
) -> None:
    letter = tmp_path / "letter.aifp"
    letter.write_bytes(content)
    said: list[str] = []
    choosing("Close", said)
    desk.open(letter)
    assert told in said[0]
    assert letter.read_bytes() == content
    assert desk.workbench() is None
    assert not desk.window.isVisible()


def test_a_damaged_plan_is_told_and_left_as_it_is(desk: Desk, path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\xff" * 4096
    path.write_bytes(bytes(content))
    said: list[str] = []
    choosing("Close", said)
    desk.open(path)
    assert "damaged" in said[0]
    assert path.read_bytes() == bytes(content)


def test_a_plan_of_a_newer_version_is_told(desk: Desk, path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 2000000000")
    db.close()
    said: list[str] = []
    choosing("Close", said)
    desk.open(path)
    assert "newer version" in said[0]


def test_another_plan_takes_the_place_of_the_first(desk: Desk, path: Path, tmp_path: Path) -> None:
    desk.open(path)
    other = tmp_path / "other.aifp"
    planner_app.create_plan(other)
    desk.open(other)
    assert desk.window.windowTitle().startswith("other")
    planner_app.open_workspace(path).close()


def test_the_plan_is_at_rest_when_the_window_is_closed(desk: Desk, path: Path) -> None:
    desk.open(path)
    workbench = desk.workbench()
    assert workbench is not None
    key = workbench.edits.assign(MID, "HR", 84, source="map")
    desk.window.close()
    assert [file.name for file in path.parent.glob("plan.aifp*")] == ["plan.aifp"]
    again = planner_app.open_workspace(path)
    assert key in again.session.plan.table("measure")
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder of an open file")
def test_a_plan_whose_folder_was_renamed_is_closed_with_every_edit(desk: Desk, path: Path) -> None:
    folder, renamed = path.parent / "before", path.parent / "after"
    folder.mkdir()
    inside = folder / "moved.aifp"
    planner_app.create_plan(inside)
    desk.open(inside)
    workbench = desk.workbench()
    assert workbench is not None
    folder.rename(renamed)
    key = workbench.edits.assign(MID, "HR", 84, source="map")
    desk.window.close()
    again = planner_app.open_workspace(renamed / "moved.aifp")
    assert key in again.session.plan.table("measure")
    again.close()


def test_a_drag_from_elsewhere_means_nothing(desk: Desk, path: Path) -> None:
    desk.open(path)
    workbench = desk.workbench()
    assert workbench is not None
    assert workbench.edits.drop({"measure": "nobody"}, "HR", 84, source="map") == ""
    assert pack({"measure": "nobody"}).formats()
    assert not workbench.document().session.history()
