# SPDX-License-Identifier: EUPL-1.2
"""What a test of the window gets, and what it may not leave behind."""

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import cast

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
def only_what_tests_make_is_searched(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - comes after it
    """Set aside what imports made, so that the search for leftovers is short.

    Garbage is looked for between tests only, as a window that a job in another thread happens to
    find and take apart there takes the process along.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def window_of_the_module(
    request: pytest.FixtureRequest,
    only_what_tests_make_is_searched: None,  # noqa: ARG001 - comes after it
) -> None:
    """Open the window a module shares before its first test, which is not to be blamed for it."""
    if request.node.get_closest_marker("one_window"):
        request.getfixturevalue("standing_bench")


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail the test that leaves a window open, a thread running or a timer ticking."""
    before = {_address(widget) for widget in qapp.topLevelWidgets()}
    yield
    gc.collect(1)
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
def bench(request: pytest.FixtureRequest) -> Bench:
    """Return a plan in a window, in January 2028: one of the test's own, unless the module shares.

    In a module marked `one_window` all tests get the same one, put back; `own_window` marks those
    that would leave traces `Bench.restore` does not know.
    """
    node = request.node
    if node.get_closest_marker("own_window") or not node.get_closest_marker("one_window"):
        return cast("Bench", request.getfixturevalue("fresh_bench"))
    shared = cast("Bench", request.getfixturevalue("standing_bench"))
    shared.restore()
    return shared


@pytest.fixture
def fresh_bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    """Return a new plan in a window, in January 2028."""
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


@pytest.fixture(scope="module")
def standing_bench(
    qapp: QApplication,  # noqa: ARG001 - comes after it
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Bench]:
    """Return a new plan in a window for all tests of a module."""
    bench = Bench(tmp_path_factory.mktemp("standing") / "plan.aifp")
    Bench.open.remove(bench)
    Bench.standing = bench
    yield bench
    Bench.standing = None
    bench.close()


def _left_behind(app: QApplication, before: set[int]) -> list[QObject]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert QThreadPool.globalInstance().waitForDone(2000), "left behind: a job in the thread pool"
    windows = [
        widget
        for widget in app.topLevelWidgets()
        if _address(widget) not in before and not _belongs_to_qt(widget) and not _stands(widget)
    ]
    return windows if Bench.standing else [*windows, *_busy()]


def _belongs_to_qt(widget: QWidget) -> bool:
    """Tell whether Qt made the window for itself: the tooltip, which it keeps for the next one."""
    return widget.metaObject().className() == "QTipLabel"


def _stands(widget: QWidget) -> bool:
    """Tell whether a window is or belongs to the one that stands longer than a test."""
    parent: QWidget | None = widget
    while parent is not None and Bench.standing is not None:
        if parent is Bench.standing.frame:
            return True
        parent = parent.parentWidget()
    return False


def _busy() -> list[QObject]:
    """Return the timers that tick and the threads that run, among all that Python knows."""
    things = gc.get_objects()
    # Hundreds of thousands: looking at each sort once is what makes this fit for every test.
    sorts = {sort for sort in set(map(type, things)) if issubclass(sort, QTimer | QThread)}
    return [thing for thing in things if type(thing) in sorts and _is_busy(thing)]


def _is_busy(thing: QTimer | QThread) -> bool:
    if not shiboken6.isValid(thing):
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
