# SPDX-License-Identifier: EUPL-1.2
"""The scrubber: one month, by mouse, by key and by letting time run."""

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.text import set_language
from ui.panes.scrubber import MonthSlider, Scrubber
from ui.panes.values import LAST_MONTH
from ui.theme import load_theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
MARCH_2028 = 86


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Return a window whose only part is placed by hand."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 80)
    return window


@pytest.fixture
def scrubber(window: QWidget) -> Scrubber:
    scrubber = Scrubber(load_theme("light"), parent=window)
    scrubber.resize(window.size())
    scrubber.set_month(MARCH_2028)
    window.show()
    return scrubber


@pytest.fixture
def slider(scrubber: Scrubber) -> MonthSlider:
    return scrubber.findChild(MonthSlider)


def told(scrubber: Scrubber) -> list[int]:
    months: list[int] = []
    scrubber.month_changed.connect(months.append)
    return months


def words(scrubber: Scrubber) -> list[str]:
    return [label.text() for label in scrubber.findChildren(QLabel)]


def tick(scrubber: Scrubber, times: int = 1) -> None:
    """Let the clock of the play button strike, without waiting for it."""
    for _strike in range(times):
        scrubber.findChild(QTimer).timeout.emit()


def test_the_month_is_written_out(scrubber: Scrubber) -> None:
    assert "Mar 2028" in words(scrubber)


def test_the_month_is_written_in_the_language_of_the_reader(scrubber: Scrubber) -> None:
    set_language("de")
    scrubber.retranslate()
    assert "März 2028" in words(scrubber)


def test_a_month_from_outside_is_not_echoed(scrubber: Scrubber) -> None:
    months = told(scrubber)
    scrubber.set_month(100)
    assert months == []
    assert scrubber.month == 100


@pytest.mark.parametrize(
    ("key", "month"),
    [
        (Qt.Key.Key_Right, MARCH_2028 + 1),
        (Qt.Key.Key_Left, MARCH_2028 - 1),
        (Qt.Key.Key_PageUp, MARCH_2028 + 12),
        (Qt.Key.Key_PageDown, MARCH_2028 - 12),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, LAST_MONTH),
    ],
)
def test_keys_move_by_a_month_a_year_or_to_an_end(
    scrubber: Scrubber, slider: MonthSlider, key: Qt.Key, month: int
) -> None:
    months = told(scrubber)
    QTest.keyClick(slider, key)
    assert months == [month]


def test_a_click_jumps_to_the_month_below_it(scrubber: Scrubber, slider: MonthSlider) -> None:
    months = told(scrubber)
    QTest.mouseClick(slider, LEFT, NONE, QPoint(round(slider.x_of(120)), slider.height() // 3))
    assert months == [120]


def test_a_drag_follows_the_mouse(scrubber: Scrubber, slider: MonthSlider) -> None:
    months = told(scrubber)
    y = slider.height() // 3
    QTest.mousePress(slider, LEFT, NONE, QPoint(round(slider.x_of(60)), y))
    QTest.mouseMove(slider, QPoint(round(slider.x_of(61)), y))
    QTest.mouseMove(slider, QPoint(round(slider.x_of(150)), y))
    QTest.mouseRelease(slider, LEFT, NONE, QPoint(round(slider.x_of(150)), y))
    QTest.mouseMove(slider, QPoint(round(slider.x_of(20)), y))
    assert months == [60, 61, 150]


def test_space_lets_time_run_and_stops_it(scrubber: Scrubber, slider: MonthSlider) -> None:
    months = told(scrubber)
    QTest.keyClick(slider, Qt.Key.Key_Space)
    assert scrubber.playing
    tick(scrubber, 3)
    QTest.keyClick(slider, Qt.Key.Key_Space)
    assert not scrubber.playing
    assert months == [MARCH_2028 + 1, MARCH_2028 + 2, MARCH_2028 + 3]


def test_time_stops_at_the_end(scrubber: Scrubber) -> None:
    scrubber.set_month(LAST_MONTH - 1)
    scrubber.toggle_play()
    tick(scrubber)
    assert scrubber.month == LAST_MONTH
    assert not scrubber.playing


def test_at_the_end_time_starts_over(scrubber: Scrubber) -> None:
    scrubber.set_month(LAST_MONTH)
    scrubber.toggle_play()
    assert scrubber.month == 0
    assert scrubber.playing
    scrubber.toggle_play()


def test_reduced_motion_jumps_by_years(scrubber: Scrubber) -> None:
    months = told(scrubber)
    scrubber.set_reduced_motion(reduced=True)
    scrubber.toggle_play()
    tick(scrubber, 2)
    scrubber.toggle_play()
    assert months == [MARCH_2028 + 12, MARCH_2028 + 24]


def test_the_caption_is_shown_when_there_is_one(scrubber: Scrubber) -> None:
    scrubber.set_caption("291 EF in total")
    assert "291 EF in total" in words(scrubber)


def test_today_is_marked_on_the_track(scrubber: Scrubber, slider: MonthSlider) -> None:
    scrubber.set_month(10)
    scrubber.set_today(70)
    x = round(slider.x_of(70))
    picture = slider.grab().toImage()
    column = {picture.pixelColor(x + dx, y).name() for y in range(20) for dx in (-1, 0, 1)}
    assert load_theme("light").color("today").name() in column


def test_a_screen_reader_hears_a_slider_with_the_month(slider: MonthSlider) -> None:
    interface = QAccessible.queryAccessibleInterface(slider)
    assert interface.role() == QAccessible.Role.Slider
    assert interface.text(QAccessible.Text.Name) == "Month"
    assert interface.text(QAccessible.Text.Description) == "Mar 2028"
