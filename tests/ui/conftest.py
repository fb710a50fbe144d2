# SPDX-License-Identifier: EUPL-1.2
"""What a test of the window gets, and what it may not leave behind."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import JANUARY_2028, Bench
from ui.fonts import load_fonts
from ui.theme import apply_theme, load_theme


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """Dress the application as the program does, with a caret that does not blink."""
    load_fonts()
    apply_theme(qapp, load_theme("light"))
    qapp.setCursorFlashTime(0)
    return qapp


@pytest.fixture(autouse=True, scope="module")
def only_what_tests_make_is_searched(qapp: QApplication) -> None:  # noqa: ARG001 - comes after it
    """Set aside what imports made, so that the search for leftovers is short."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail the test that leaves a window open, a thread running or a timer ticking."""
    before = {_address(widget) for widget in qapp.topLevelWidgets()}
    yield
    if _left_behind(qapp, before):
        # What a cycle of references kept alive is Python's business, not the test's.
        gc.collect()
    left = _left_behind(qapp, before)
    names = sorted(f"{type(thing).__name__} {thing.objectName()!r}" for thing in left)
    _put_away(left)
    assert not names, "left behind: " + ", ".join(names)


@pytest.fixture(autouse=True)
def benches_put_away(nothing_left_behind: None) -> Iterator[None]:  # noqa: ARG001 - ends before it
    """Close the workbench of a test that failed half-way, as its user would."""
    yield
    for bench in tuple(Bench.open):
        bench.close()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """Return a new plan in a window, in January 2028."""
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def _left_behind(app: QApplication, before: set[int]) -> list[QObject]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QThreadPool.globalInstance().waitForDone(2000), "left behind: a job in the thread pool"
    windows = [
        widget
        for widget in app.topLevelWidgets()
        if _address(widget) not in before and not _belongs_to_qt(widget)
    ]
    return [*windows, *(thing for thing in gc.get_objects() if _is_busy(thing))]


def _belongs_to_qt(widget: QWidget) -> bool:
    """Tell whether Qt made the window for itself: the tooltip, which it keeps for the next one."""
    return widget.metaObject().className() == "QTipLabel"


def _is_busy(thing: object) -> bool:
    if not isinstance(thing, QTimer | QThread) or not shiboken6.isValid(thing):
        return False
    return thing.isActive() if isinstance(thing, QTimer) else thing.isRunning()


def _put_away(left: list[QObject]) -> None:
    """Keep one careless test from failing those after it."""
    for thing in left:
        if isinstance(thing, QTimer):
            thing.stop()
        elif isinstance(thing, QThread):
            thing.requestInterruption()
            thing.quit()
            thing.wait(2000)
        else:
            thing.deleteLater()


def _address(widget: QWidget) -> int:
    return int(shiboken6.getCppPointer(widget)[0])
