# SPDX-License-Identifier: EUPL-1.2
"""What Qt's invisible screen cannot show: a window the window manager knows, and a real drag."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.benches import JANUARY_2028, MID, UPGRADE, Bench
from ui.widgets.measure_tile import MeasureTile

pytestmark = pytest.mark.xvfb

_LEFT = Qt.MouseButton.LeftButton
_FAR_ENOUGH = QPoint(40, 12)  # from where the mouse went down: a click has become a drag
_BETWEEN_MS = 100  # a hand takes longer, and the drag looks at the mouse now and then


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.go_to(JANUARY_2028)
    yield bench
    bench.close()


def in_turn(steps: Sequence[Callable[[], object]]) -> Callable[[], bool]:
    """Do the steps one after the other while the drag runs its own loop; tell whether all are."""
    done: list[object] = []
    for number, step in enumerate(steps, start=1):
        QTimer.singleShot(number * _BETWEEN_MS, lambda step=step: done.append(step()))
    return lambda: len(done) == len(steps)


def drag(bench: Bench, qtbot: QtBot, template: str, *steps: Callable[[], object]) -> None:
    """Take a template out of the catalogue; return when it has been let go."""
    tiles = bench.window.findChildren(MeasureTile)
    tile = next(tile for tile in tiles if tile.tile.key == template)
    grip = tile.rect().center()
    window = bench.frame.windowHandle()
    all_done = in_turn(steps)
    QTest.mousePress(window, _LEFT, pos=within(bench, tile, grip))
    QTest.mouseMove(window, within(bench, tile, grip + _FAR_ENOUGH))
    qtbot.waitUntil(all_done)
    bench.settle()


def within(bench: Bench, widget: QWidget, point: QPoint) -> QPoint:
    """Return where in the window a point of a widget lies."""
    return widget.mapTo(bench.frame, point)


def over(bench: Bench, state: str) -> QPoint:
    """Return where in the window a state lies on the map."""
    return within(bench, bench.view().viewport(), bench.point("map", state))


def test_a_window_becomes_active_and_takes_the_keys(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    QTest.keyClick(field, Qt.Key.Key_H)
    assert field.hasFocus()
    assert field.text() == "h"


def test_what_is_typed_goes_into_the_field_of_the_palette(bench: Bench, qtbot: QtBot) -> None:
    said: list[str] = []
    window = bench.frame.windowHandle()

    def type_and_leave() -> None:
        popup = QApplication.activePopupWidget().windowHandle()
        QTest.keyClick(popup, Qt.Key.Key_M)
        QTest.keyClick(popup, Qt.Key.Key_I)
        said.append(QApplication.activePopupWidget().findChild(QLineEdit).text())
        QTest.keyClick(popup, Qt.Key.Key_Escape)
        QTest.keyClick(popup, Qt.Key.Key_Escape)

    QTimer.singleShot(_BETWEEN_MS, type_and_leave)
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert said == ["mi"]


def test_a_template_dragged_from_the_catalogue_is_planned_where_it_is_let_go(
    bench: Bench, qtbot: QtBot
) -> None:
    window, croatia = bench.frame.windowHandle(), over(bench, "HR")
    ghosts: list[bool] = []
    drag(
        bench,
        qtbot,
        MID,
        lambda: QTest.mouseMove(window, croatia),
        lambda: QTest.mouseMove(window, croatia + QPoint(1, 0)),
        lambda: ghosts.append(bench.has_ghosts()),
        lambda: QTest.mouseRelease(window, _LEFT, pos=croatia),
    )
    (measure,) = bench.measures().values()
    assert (measure.state, measure.start) == ("HR", JANUARY_2028)
    assert ghosts == [True]
    assert not bench.has_ghosts()


def test_escape_in_the_middle_of_a_drag_plans_nothing(bench: Bench, qtbot: QtBot) -> None:
    window, croatia = bench.frame.windowHandle(), over(bench, "HR")
    drag(
        bench,
        qtbot,
        MID,
        lambda: QTest.mouseMove(window, croatia),
        lambda: QTest.keyClick(window, Qt.Key.Key_Escape),
        lambda: QTest.mouseRelease(window, _LEFT, pos=croatia),
    )
    assert not bench.measures()
    assert not bench.has_ghosts()


def test_an_upgrade_let_go_over_a_state_without_a_system_plans_nothing(
    bench: Bench, qtbot: QtBot
) -> None:
    window, croatia = bench.frame.windowHandle(), over(bench, "HR")
    said: list[str] = []
    drag(
        bench,
        qtbot,
        UPGRADE,
        lambda: QTest.mouseMove(window, croatia),
        lambda: QTest.mouseMove(window, croatia + QPoint(1, 0)),
        lambda: said.append(bench.window.panels.map.view.bubble_text),
        lambda: QTest.mouseRelease(window, _LEFT, pos=croatia),
    )
    assert "Cannot go here" in said[0]
    assert not bench.measures()
