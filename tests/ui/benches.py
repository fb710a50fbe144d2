# SPDX-License-Identifier: EUPL-1.2
"""A real plan in a real window, and what a hand does with it."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar

from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QDialog, QPushButton

from planner import app as planner_app
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from ui.document import Document
from ui.main_window import MainWindow
from ui.panes.payload import pack
from ui.panes.values import Payload
from ui.settings import Settings
from ui.theme import load_theme
from ui.workbench import Workbench

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
JANUARY_2028 = month_of(2028, 1)
LARGE, MID, UPGRADE = "ai_system_large", "ai_system_mid", "ai_upgrade"
DATA_CENTRE, MASTER = "data_centre", "master_cohort"

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_COPY = Qt.DropAction.CopyAction
_A_MOMENT_MS = 10  # what is laid out or drawn after an event has its turn
_LOOKS = 400  # then no dialog is coming


class Bench:
    """A workbench over a plan file, with the gestures of its user."""

    open: ClassVar[list["Bench"]] = []
    standing: ClassVar["Bench | None"] = None  # the one a whole module looks at

    def __init__(self, path: Path, *, size: tuple[int, int] = (1440, 900)) -> None:
        Bench.open.append(self)
        if not path.exists():
            new_plan(path)
        self.workspace = planner_app.open_workspace(path)
        document = Document(
            session=self.workspace.session,
            path=path,
            read_only=self.workspace.file.read_only,
            save_copy=self.workspace.save_copy,
            export=lambda target: planner_app.export(self.workspace.session, target),
            workspace=self.workspace,
        )
        settings = Settings(path.with_suffix(".ini"))
        self.day = TODAY
        self.window = Workbench(
            document, settings, load_theme("light"), today=TODAY, clock=lambda: self.day
        )
        self.frame = MainWindow(settings)
        self.frame.show_workbench(self.window)
        self._size = size
        self.frame.resize(*size)
        self.frame.show()
        self.frame.activateWindow()
        self.window.build_charts()
        self.settle()

    def restore(self) -> None:
        """Take back what a test did to a window that others look at as well."""
        session = self.workspace.session
        while session.next_undo is not None:
            session.undo()
        self.window.say("")
        self.window.focus.select()
        self.window.focus.show("map")
        self.go_to(JANUARY_2028)
        self.frame.resize(*self._size)
        self.frame.activateWindow()
        self.settle()

    def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        self.frame.resize(width, height)
        self.settle()

    def settle(self) -> None:
        """Let the window tell and show what has happened."""
        self.window.bridge.flush()
        QTest.qWait(_A_MOMENT_MS)

    def go_to(self, month: int) -> None:
        """Scrub to a month."""
        self.window.panels.scrubber.month_changed.emit(month)

    def view(self, name: str = "map") -> QAbstractScrollArea:
        """Bring a view to the front and return what takes drops there."""
        self.window.focus.show(name)
        self.settle()
        return self.window.panels.board.view if name == "board" else self.window.panels.map.view

    def point(self, name: str, state: str, month: int = JANUARY_2028) -> QPoint:
        """Return where a state lies in a view."""
        self.view(name)
        panels = self.window.panels
        if name == "map":
            return panels.map.view.centre_of(state)
        panels.board.select_cell(state, month)
        panels.board.view.reveal()
        return panels.board.view.cell_rect(state, month).center().toPoint()

    def hover(self, payload: Payload, point: QPoint, *, view: str = "map") -> bool:
        """Hold something over a point of a view; tell whether it may be let go there."""
        target = self.view(view).viewport()
        mime = pack(payload)
        QApplication.sendEvent(target, QDragEnterEvent(point, _COPY, mime, _LEFT, _NONE))
        move = QDragMoveEvent(point, _COPY, mime, _LEFT, _NONE)
        QApplication.sendEvent(target, move)
        return move.isAccepted()

    def let_go(self, payload: Payload, point: QPoint, *, view: str = "map") -> None:
        """Drop what is held over a point."""
        mime = pack(payload)
        drop = QDropEvent(QPointF(point), _COPY, mime, _LEFT, _NONE)
        QApplication.sendEvent(self.view(view).viewport(), drop)
        self.settle()

    def leave(self, *, view: str = "map") -> None:
        """Leave the view with what is held; Escape looks the same to it."""
        QApplication.sendEvent(self.view(view).viewport(), QDragLeaveEvent())

    def drop(self, template: str, state: str, *, view: str = "map") -> str:
        """Drag a template onto a state; return the key of what came of it, if anything did."""
        before = set(self.measures())
        point = self.point(view, state)
        self.hover({"template": template}, point, view=view)
        self.let_go({"template": template}, point, view=view)
        return next(iter(set(self.measures()) - before), "")

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def trigger(self, action: str) -> None:
        """Do what a menu or shortcut does."""
        self.window.actions_.qt[action].trigger()
        self.settle()

    def measures(self) -> dict[str, Measure]:
        """Return what is planned."""
        return dict(self.workspace.session.plan.of(Measure))

    def figures(self) -> tuple[str, ...]:
        """Return the headline figures as they are read out."""
        return tuple(card.accessibleName() for card in self.window.panels.figures.values())

    def tables(self) -> tuple[object, ...]:
        """Return what the charts show, as their tables."""
        deck = self.window.panels.deck
        cards = () if deck is None else deck.cards()
        tables = [card.chart().table() for card in cards]
        return tuple(table.cells.tolist() for table in tables if table is not None)

    def has_ghosts(self) -> bool:
        """Tell whether the charts show what would be."""
        deck = self.window.panels.deck
        return deck is not None and deck.capacity.chart().has_ghost()

    def said(self) -> str:
        """Return what the notice bar says."""
        return self.window.panels.notice.sentence()

    def close(self) -> None:
        """Close window and file."""
        if self in Bench.open:
            Bench.open.remove(self)
        self.frame.close()
        self.frame.deleteLater()
        self.workspace.close()


@lru_cache(maxsize=1)
def _pattern() -> bytes:
    """Return a new plan file, which takes longer to make than to copy."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan.aifp"
        planner_app.create_plan(path)
        return path.read_bytes()


def new_plan(path: Path) -> None:
    """Write a new plan file."""
    path.write_bytes(_pattern())


def answering(answer: Callable[[QDialog], None]) -> None:
    """Answer the next dialog, which runs a loop of its own until somebody does."""
    looks = iter(range(_LOOKS))

    def look() -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if isinstance(dialog, QDialog) and dialog.isVisible():
            try:
                answer(dialog)
            except BaseException:
                dialog.reject()  # an answer that fails must not leave the test waiting
                raise
        elif next(looks, None) is not None:
            QTimer.singleShot(5, look)

    look()


def button(dialog: QDialog, words: str) -> QPushButton:
    """Return the button with these words."""
    buttons = dialog.findChildren(QPushButton)
    return next(b for b in buttons if b.text().replace("&", "") == words)


def three_drops_taken_back(path: Path) -> Bench:
    """Do the story's three drops and undo them."""
    bench = Bench(path)
    bench.go_to(JANUARY_2028)
    for template in (MID, DATA_CENTRE, MASTER):
        bench.drop(template, "HR")
    for _drop in range(3):
        bench.trigger("undo")
    return bench


@contextmanager
def another_window(path: Path) -> Iterator[None]:
    """Run a second program that has made and taken back three drops; kill it in the end."""
    command = [sys.executable, "-m", "tests.ui.benches", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline().strip() == "ready"
            yield
        finally:
            program.kill()


def _wait_to_be_killed(path: Path) -> None:
    app = QApplication(sys.argv[:1])
    three_drops_taken_back(path)
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        _wait_to_be_killed(Path(sys.argv[1]))
