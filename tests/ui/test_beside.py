# SPDX-License-Identifier: EUPL-1.2
"""What takes long is worked out beside the window, which stays alive and says so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, get_ident
from typing import TypeVar

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton, QWidget

from planner.app import open_workspace
from planner.domain.commands import AddRecord, Batch
from planner.domain.errors import StoreError
from planner.domain.records.evidence import Source
from tests.ui.benches import new_plan
from ui.beside import Beside
from ui.dialogs.waiting import WaitingDialog
from ui.edits import Edits
from ui.theme import load_theme

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

T = TypeVar("T")
_ENDS_S = 30
MANY = 400


@pytest.fixture
def owner(qapp: QApplication) -> Iterator[QWidget]:  # noqa: ARG001 - must be there
    widget = QWidget()
    widget.show()
    yield widget
    widget.close()
    widget.deleteLater()


@pytest.fixture
def beside(owner: QWidget) -> Beside:
    return Beside(owner, lambda: load_theme("light"))


def _when_waiting(act: Callable[[WaitingDialog], None]) -> QTimer:
    """Act once it is said that something is going on."""
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, WaitingDialog):
            timer.stop()
            act(dialog)

    timer.timeout.connect(look)
    timer.start(5)
    return timer


def _cancel_button(dialog: WaitingDialog) -> QPushButton:
    return dialog.findChildren(QPushButton)[0]


def test_what_is_short_is_over_before_anything_is_said(beside: Beside) -> None:
    said = _when_waiting(lambda dialog: pytest.fail(dialog.windowTitle()))
    threads: list[int] = []
    assert beside("Counting…", lambda: threads.append(get_ident()) or 7) == 7
    said.stop()
    assert threads != [get_ident()]


def test_the_window_lives_and_says_what_is_going_on(beside: Beside) -> None:
    seen = Event()
    told: list[str] = []

    def look(dialog: WaitingDialog) -> None:
        bar = dialog.findChildren(QProgressBar)[0]
        told.extend((dialog.windowTitle(), bar.accessibleName()))
        seen.set()

    looking = _when_waiting(look)
    assert beside("Counting…", lambda: seen.wait(_ENDS_S)) is True
    looking.stop()
    assert told == ["Counting…", "Counting…"]


def test_what_goes_wrong_beside_the_window_is_told_by_whoever_asked(beside: Beside) -> None:
    def fail() -> None:
        raise StoreError("disk_full")

    with pytest.raises(StoreError) as refusal:
        beside("Writing…", fail)
    assert refusal.value.code == "disk_full"


def test_what_is_stopped_writes_nothing(beside: Beside) -> None:
    go_on, written = Event(), list[object]()
    ended = Event()

    def deed() -> int:
        go_on.wait(_ENDS_S)
        ended.set()
        return 7

    stopping = _when_waiting(lambda dialog: _cancel_button(dialog).click())
    assert beside("Counting…", deed, written.append) is None
    stopping.stop()
    go_on.set()
    assert ended.wait(_ENDS_S)
    assert written == []


def test_what_is_being_written_is_not_stopped_any_more(beside: Beside) -> None:
    writing, tried, states = Event(), Event(), list[bool]()

    def write(_found: int) -> None:
        writing.set()
        tried.wait(_ENDS_S)

    def try_to_leave(dialog: WaitingDialog) -> None:
        assert writing.wait(_ENDS_S)
        dialog.reject()
        states.append(dialog.isVisible())
        tried.set()

    looking = _when_waiting(try_to_leave)
    assert beside("Writing…", lambda: 7, write) == 7
    looking.stop()
    assert states == [True]


@pytest.fixture
def edits(tmp_path: Path, owner: QWidget, beside: Beside) -> Iterator[Edits]:
    new_plan(tmp_path / "plan.aifp")
    workspace = open_workspace(tmp_path / "plan.aifp")
    made = Edits(workspace.session, choose=lambda *_asked: None, parent=owner)
    made.beside = beside
    made.scenarios = workspace.scenarios
    yield made
    workspace.close()


def test_many_records_are_changed_beside_the_window_and_taken_back_so(edits: Edits) -> None:
    session = edits.session
    asked, told = _watched(edits), list[int]()
    session.subscribe(lambda _update: told.append(get_ident()))
    before = session.plan
    assert edits.execute(_many_sources(), source="table.csv")
    after = session.plan
    assert len(after.of(Source)) == len(before.of(Source)) + MANY
    assert len(session.history()) == 1
    assert edits.undo()
    assert session.plan == before
    assert edits.redo()
    assert session.plan == after
    assert len(asked) == 3
    assert set(told) == {get_ident()}, "views are told where they live"


def test_an_edit_that_cannot_be_made_beside_the_window_is_said(edits: Edits) -> None:
    session, said = edits.session, list[str]()
    edits.failed.connect(said.append)
    before = session.plan
    rows = (*_many_sources().commands, AddRecord(kind="source", values={"id": "s1", "title": "A"}))
    assert not edits.execute(Batch(commands=rows), source="table.csv")
    assert len(said) == 1
    assert session.plan is before
    assert session.history() == []


def _watched(edits: Edits) -> list[str]:
    """Note what is worked out beside the window."""
    through, asked = edits.beside, list[str]()

    class Watched:
        def __call__(
            self, words: str, deed: Callable[[], T], then: Callable[[T], object] | None = None
        ) -> T | None:
            asked.append(words)
            return through(words, deed, then)

    edits.beside = Watched()
    return asked


def _many_sources() -> Batch:
    values = ({"id": f"s{number}", "title": f"Report {number}"} for number in range(MANY))
    return Batch(commands=tuple(AddRecord(kind="source", values=one) for one in values))
