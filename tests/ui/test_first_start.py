# SPDX-License-Identifier: EUPL-1.2
"""The first steps lead to a small plan, follow what is done, and can be left and taken up again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner import text
from planner.domain.records.infrastructure import Status
from tests.ui.benches import DATA_CENTRE, JANUARY_2028, MASTER, MID, Bench
from ui.guide import STEPS, Guide
from ui.settings import Settings
from ui.widgets.guide_bar import GuideBar
from ui.widgets.measure_tile import MeasureTile


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    yield bench
    bench.close()


def bar(bench: Bench) -> GuideBar:
    return bench.window.panels.guide


def test_nobody_is_led_who_did_not_ask(bench: Bench) -> None:
    assert not bar(bench).isVisible()


def test_the_steps_lead_to_a_finished_plan(bench: Bench) -> None:
    bench.window.actions_.qt["first_steps"].trigger()
    assert "slider" in bar(bench).sentence()
    bench.go_to(JANUARY_2028)
    assert "Mid-range AI supercomputer" in bar(bench).sentence()
    key = bench.drop(MID, "HR")
    assert "data centre" in bar(bench).sentence()
    bench.drop(DATA_CENTRE, "HR")
    assert "Master cohort" in bar(bench).sentence()
    bench.drop(MASTER, "HR")
    assert "Ctrl+M" in bar(bench).sentence()
    bench.window.edits.set_status(key, Status.COMMITTED, source="test")
    bench.settle()
    assert "findings" in bar(bench).sentence()
    bar(bench).help_requested.emit()
    assert bench.window.focus.view == "findings"
    assert "finished" in bar(bench).sentence()


def test_what_is_done_already_is_not_asked_for(bench: Bench) -> None:
    bench.drop(MID, "HR")
    bench.window.guide.begin()
    bench.go_to(JANUARY_2028)
    assert "data centre" in bar(bench).sentence()
    assert bar(bench).accessibleName().startswith(f"Step 3 of {len(STEPS)}")


def test_undoing_a_step_asks_for_it_again(bench: Bench) -> None:
    bench.window.guide.begin()
    bench.go_to(JANUARY_2028)
    bench.drop(MID, "HR")
    bench.window.edits.undo()
    bench.settle()
    assert "Mid-range AI supercomputer" in bar(bench).sentence()


def test_a_data_centre_in_another_state_is_not_the_one_asked_for(bench: Bench) -> None:
    bench.window.guide.begin()
    bench.go_to(JANUARY_2028)
    bench.drop(MID, "HR")
    bench.drop(DATA_CENTRE, "SI")
    assert "data centre" in bar(bench).sentence()


def test_showing_a_step_selects_what_it_is_about(bench: Bench) -> None:
    bench.window.guide.begin()
    bench.go_to(JANUARY_2028)
    bar(bench).help_requested.emit()
    assert bench.window.focus.selection.key == "HR"
    bench.drop(MID, "SI")
    bar(bench).help_requested.emit()
    assert bench.window.focus.selection.key == "SI"


def test_who_has_finished_is_not_led_again_at_the_next_start(bench: Bench) -> None:
    guide = bench.window.guide
    guide.begin()
    bench.go_to(JANUARY_2028)
    key = bench.drop(MID, "HR")
    bench.drop(DATA_CENTRE, "HR")
    bench.drop(MASTER, "HR")
    bench.window.edits.set_status(key, Status.COMMITTED, source="test")
    bench.window.focus.show("findings")
    bench.settle()
    bar(bench).hide()
    guide.begin_once()
    assert not bar(bench).isVisible()


def test_one_can_leave_and_take_it_up_again(bench: Bench) -> None:
    bench.window.guide.begin_once()
    bar(bench).left.emit()
    assert not bar(bench).isVisible()
    bench.window.guide.begin_once()
    assert not bar(bench).isVisible()
    bench.window.guide.begin()
    assert bar(bench).isVisible()


def test_it_speaks_the_language_of_the_window(bench: Bench) -> None:
    bench.window.guide.begin()
    try:
        text.set_language("de")
        bench.window.retranslate()
        assert bar(bench).sentence() != ""
    finally:
        text.set_language("en")
        bench.window.retranslate()
    assert "slider" in bar(bench).sentence()


def test_showing_a_step_points_at_what_the_hand_takes_hold_of(bench: Bench) -> None:
    bench.window.guide.begin()
    bar(bench).help_requested.emit()
    focus = QApplication.focusWidget()
    assert focus is not None
    assert bench.window.panels.scrubber.isAncestorOf(focus)
    bench.go_to(JANUARY_2028)
    bar(bench).help_requested.emit()
    tile = QApplication.focusWidget()
    assert isinstance(tile, MeasureTile)
    assert tile.tile.name == "Mid-range AI supercomputer"


def test_who_takes_the_steps_up_again_goes_on_where_they_were_left(bench: Bench) -> None:
    guide = bench.window.guide
    guide.begin()
    bench.go_to(JANUARY_2028)
    bench.drop(MID, "HR")
    guide.leave()
    guide.has_scrubbed = False  # as after another start
    guide.begin()
    assert "data centre" in bar(bench).sentence()


def test_the_month_kept_from_the_last_start_is_not_asked_for_again(
    bench: Bench, tmp_path: Path
) -> None:
    window = bench.window
    window.focus.set_month(JANUARY_2028)
    Guide(bar(bench), window.edits, window.focus, Settings(tmp_path / "next.ini")).begin()
    assert "Croatia" in bar(bench).sentence()
