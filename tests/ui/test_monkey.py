# SPDX-License-Identifier: EUPL-1.2
"""Somebody clicks, types and drags without any sense: nothing breaks, and undo takes it all back.

The seed is fixed, so a failure comes again; `PLANNER_MONKEY` names another seed and how many
gestures, such as `7:5000`, for a longer run.
"""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from planner.domain.errors import PlannerError
from planner.store.planfile import PlanFile
from tests.ui.benches import Bench
from ui.core_views import VIEWS

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

SEED, GESTURES = map(int, os.environ.get("PLANNER_MONKEY", "20:120").split(":"))
ROUNDS = 3
LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
KEYS = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Space,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Home,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_F1,
    Qt.Key.Key_F2,
)
WORDS = ("7", "-3", "1e9", "2031-05", "Ärger", "=1+1", "", "∞", "a" * 300)


class Monkey:
    """Makes gestures on whatever is in sight; closes dialogs it has opened by accident."""

    def __init__(self, bench: Bench, seed: int) -> None:
        self.bench = bench
        self.random = random.Random(seed)
        self.done: list[str] = []
        self._closer = QTimer(bench.window)
        self._closer.setInterval(5)
        self._closer.timeout.connect(self._close_what_waits)
        self._closer.start()

    def play(self, gestures: int) -> None:
        """Make so many gestures."""
        deeds: tuple[tuple[int, Callable[[], None]], ...] = (
            (8, self._click),
            (2, lambda: self._click(RIGHT)),
            (6, self._press),
            (3, self._type),
            (3, self._drag),
            (3, self._drop),
            (2, self._show),
            (2, self._scrub),
            (1, self._undo),
            (1, self._act),
            (1, self._resize),
        )
        weights = [weight for weight, _deed in deeds]
        for _gesture in range(gestures):
            ((_weight, deed),) = self.random.choices(deeds, weights)
            deed()
            self.bench.settle()

    def _anything(self) -> QWidget:
        frame = self.bench.frame
        assert frame.isVisible(), self.done[-8:]
        seen = [w for w in frame.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        return self.random.choice(seen)

    def _point(self, widget: QWidget) -> QPoint:
        return QPoint(
            self.random.randrange(max(1, widget.width())),
            self.random.randrange(max(1, widget.height())),
        )

    def _note(self, *words: object) -> None:
        self.done.append(" ".join(map(str, words)))

    def _click(self, mouse_button: Qt.MouseButton = LEFT) -> None:
        widget = self._anything()
        at = self._point(widget)
        self._note("click", type(widget).__name__, widget.objectName(), at)
        QTest.mouseClick(widget, mouse_button, NONE, at)
        self._close_what_waits()

    def _press(self) -> None:
        widget = QApplication.focusWidget() or self.bench.window
        key, with_ = self.random.choice(KEYS), self.random.choice((NONE, NONE, ALT))
        self._note("key", key, with_, type(widget).__name__)
        QTest.keyClick(widget, key, with_)

    def _type(self) -> None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit):
            words = self.random.choice(WORDS)
            self._note("type", words[:20], widget.accessibleName())
            QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
            QTest.keyClicks(widget, words)

    def _drag(self) -> None:
        widget = self._anything()
        start, end = self._point(widget), self._point(widget)
        self._note("drag", type(widget).__name__, start, end)
        QTest.mousePress(widget, LEFT, NONE, start)
        QTest.mouseMove(widget, (start + end) / 2)
        QTest.mouseMove(widget, end)
        if self.random.random() < 0.2:
            QTest.keyClick(widget, Qt.Key.Key_Escape)
        QTest.mouseRelease(widget, LEFT, NONE, end)

    def _drop(self) -> None:
        plan = self.bench.window.edits.session.plan
        template = self.random.choice(list(plan.table("template")))
        state = self.random.choice(list(plan.table("state")))
        month = self.random.randrange(180)
        self._note("assign", template, state, month)
        self.bench.window.edits.assign(template, state, month, source="monkey")

    def _show(self) -> None:
        view = self.random.choice((*VIEWS, "supply"))
        self._note("view", view)
        self.bench.window.focus.show(view)

    def _scrub(self) -> None:
        self.bench.window.focus.set_month(self.random.randrange(180))

    def _undo(self) -> None:
        self._note("undo or redo")
        self.random.choice((self.bench.window.edits.undo, self.bench.window.edits.redo))()

    def _act(self) -> None:
        made = self.bench.window.actions_.qt
        name = self.random.choice(sorted(made.keys() - {"quit"}))
        self._note("action", name)
        if made[name].isEnabled():
            made[name].trigger()

    def _resize(self) -> None:
        width, height = self.random.choice(((1440, 900), (1100, 700), (900, 600)))
        self.bench.resize(width, height)

    def _close_what_waits(self) -> None:
        """Leave whatever dialog or menu is open, as Escape does."""
        for waiting in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if waiting is not None and waiting.window() is not self.bench.frame:
                self._note("close", type(waiting).__name__)
                waiting.close()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    yield bench
    bench.close()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_breaks_and_everything_can_be_taken_back(bench: Bench, number: int) -> None:
    session = bench.workspace.session
    before = session.plan
    monkey = Monkey(bench, SEED + number)
    monkey.play(GESTURES)
    monkey._closer.stop()
    bench.window.show_past(None)
    for _step in range(2 * GESTURES):
        if session.next_undo is None:
            break
        session.undo()
    assert session.plan == before, "\n".join(monkey.done)
    bench.close()
    with PlanFile.open(bench.workspace.path) as file:
        assert file.plan == before


def test_the_monkey_does_edit(bench: Bench) -> None:
    monkey, session = Monkey(bench, SEED), bench.workspace.session
    for _turn in range(5):  # it may be in the past or in a scenario that is only read
        bench.window.standpoint.show_now()
        bench.window.standpoint.show_scenario("")
        monkey.play(60)
        if len(session.history()) > 3:
            break
    assert len(session.history()) > 3
    with pytest.raises(PlannerError):
        bench.workspace.session.redo()
