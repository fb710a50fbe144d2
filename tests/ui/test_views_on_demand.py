# SPDX-License-Identifier: EUPL-1.2
"""A view is built when it is first shown, and then is as if it had been there from the start."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.text import LANGUAGES, language, set_language
from tests.ui.benches import JANUARY_2028, MID, Bench

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

PANES = ("map", "board", "records", "findings", "history", "budget", "access", "reach", "supply")
GRIDS = ("matrix", "coverage", "scoreboard", "instruments", "talent", "cooperation", "lane")
VIEWS = (*PANES, "scenarios", *GRIDS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.aifp"


@pytest.fixture
def bench(path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(path)
    qtbot.waitUntil(bench.frame.isActiveWindow)
    spoken = language()
    yield bench
    set_language(spoken)
    bench.close()


def shown(bench: Bench, view: str) -> QWidget:
    """Bring a view to the front and return it."""
    bench.window.focus.show(view)
    bench.settle()
    return bench.window.panels.view(view)


def words(pane: QWidget) -> list[str]:
    """Return what the labels and buttons of a pane say."""
    return [one.text() for kind in (QLabel, QAbstractButton) for one in pane.findChildren(kind)]


def test_a_start_builds_the_view_in_front_and_no_other(bench: Bench) -> None:
    assert set(bench.window.panels.built) == {"map"}
    bench.window.focus.show("board")
    assert set(bench.window.panels.built) == {"map", "board"}


def test_a_view_shown_late_says_what_one_shown_early_does(bench: Bench) -> None:
    bench.window.look.switch_language()
    late = {view: words(shown(bench, view)) for view in VIEWS}
    for _language in LANGUAGES:
        bench.window.look.switch_language()
    assert late == {view: words(shown(bench, view)) for view in VIEWS}


def test_a_view_shown_late_wears_the_theme_of_now(bench: Bench) -> None:
    bench.window.look.switch_theme()
    bench.window.focus.show("history")
    bench.settle()
    ground = bench.window.panels.view("history").grab().toImage()
    assert ground.pixelColor(ground.width() // 2, ground.height() - 2).lightnessF() < 0.5


def test_a_view_shown_late_knows_the_month_and_what_is_selected(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    bench.go_to(JANUARY_2028)
    bench.window.focus.select("measure", key)
    bench.settle()
    assert "board" not in bench.window.panels.built
    bench.window.focus.show("board")
    bench.settle()
    assert bench.window.panels.board.view.chosen == key
