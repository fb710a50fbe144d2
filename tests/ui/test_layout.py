# SPDX-License-Identifier: EUPL-1.2
"""What the window looks like on the next start: as it was left."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.benches import Bench
from ui.main_window import MainWindow
from ui.settings import Settings

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.aifp"


def test_the_size_of_the_window_comes_back(path: Path, qtbot: QtBot) -> None:
    bench = Bench(path, size=(1234, 777))
    bench.close()
    again = MainWindow(Settings(path.with_suffix(".ini")))
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (1234, 777)


def test_look_language_and_size_of_text_come_back(path: Path, qtbot: QtBot) -> None:
    bench = Bench(path)
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.trigger("theme")
    dark = Settings(path.with_suffix(".ini")).theme()
    for action in ("theme", "language", "larger"):
        bench.trigger(action)
    bench.close()
    left = Settings(path.with_suffix(".ini"))
    assert (dark, left.theme(), left.language()) == ("dark", "light", "de")
    assert left.text_scale() > 1.0
