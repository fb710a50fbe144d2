# SPDX-License-Identifier: EUPL-1.2
"""The timeline: lanes, milestones, moving and pulling bars, holes, and the same as a table."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from planner import text
from planner.domain.commands import AddRecord
from planner.domain.months import month_of
from planner.domain.records.measures import Measure
from tests.ui.benches import DATA_CENTRE, JANUARY_2028, MID, Bench
from ui.pages.timeline import TimelinePage

pytestmark = pytest.mark.one_window
LEFT = Qt.MouseButton.LeftButton


def timeline(bench: Bench) -> TimelinePage:
    bench.window.focus.show("timeline")
    bench.settle()
    page = bench.window.panels.page("timeline")
    assert isinstance(page, TimelinePage)
    page._filter.clear()
    page._lanes.select("state")
    page.fill()
    return page


def lanes(page: TimelinePage) -> list[str]:
    layout = page.view._layout
    return [row.name for row in layout.rows]


def lane_of(page: TimelinePage, key: str) -> str:
    layout = page.view._layout
    bar = layout.bar(key)
    assert bar is not None
    return layout.rows[layout.row_index(bar.row)].name


def the_measure(bench: Bench, key: str) -> Measure:
    return bench.workspace.session.plan.get(Measure, key)


def test_it_opens_by_its_shortcut_and_shows_machines_by_state(bench: Bench) -> None:
    bench.window.actions_.qt["view_timeline"].trigger()
    bench.settle()
    page = timeline(bench)
    assert bench.window.focus.view == "timeline"
    assert lane_of(page, "lumi") == "Finland"


def test_lanes_can_be_factories_or_kinds(bench: Bench) -> None:
    page = timeline(bench)
    page._lanes.chosen.emit("kind")
    page._lanes.select("kind")
    page.fill()
    assert lane_of(page, "lumi") == "AI-optimised supercomputer"
    page._lanes.select("factory")
    page.fill()
    assert lane_of(page, "lumi_ai") == "LUMI AI Factory"


def test_a_filter_leaves_what_it_names(bench: Bench) -> None:
    page = timeline(bench)
    page._filter.setText("finland")
    assert [name for name in lanes(page) if name != "Law and events"] == ["Finland"]


def test_a_bar_is_carried_to_another_month_and_taken_back(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    page = timeline(bench)
    before = the_measure(bench, key).start
    page.view.bar_moved.emit(key, before + 6, "HR")
    bench.settle()
    assert the_measure(bench, key).start == before + 6
    bench.window.edits.undo()
    assert the_measure(bench, key).start == before


def test_in_lanes_of_kinds_a_bar_keeps_its_state(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    page = timeline(bench)
    page._lanes.select("kind")
    page.fill()
    page.view.bar_moved.emit(key, JANUARY_2028 + 3, "system")
    bench.settle()
    assert (the_measure(bench, key).state, the_measure(bench, key).start) == (
        "HR",
        JANUARY_2028 + 3,
    )


def test_pulling_the_end_lengthens_the_life_in_one_step(bench: Bench) -> None:
    key = bench.drop(DATA_CENTRE, "HR") or next(iter(bench.measures()))
    page = timeline(bench)
    page.view.select_bar(key)
    page.view.reveal()
    bench.settle()
    life = the_measure(bench, key).life_months
    end = the_measure(bench, key).end - 1
    page.view.stretched.emit(key, end - 12)
    bench.settle()
    assert the_measure(bench, key).life_months == life - 12
    bench.window.edits.undo()
    assert the_measure(bench, key).life_months == life


def test_the_mouse_pulls_the_end_and_escape_lets_go(bench: Bench) -> None:
    key = bench.drop("master_cohort", "HR")
    page = timeline(bench)
    view = page.view
    view.select_bar(key)
    view.reveal()
    bench.settle()
    life = the_measure(bench, key).life_months
    grip = view.end_grip(key)
    there = QPointF(grip.x() + 6.5 * view.month_px, grip.y())
    QTest.mousePress(view.viewport(), LEFT, pos=grip.toPoint())
    QTest.mouseMove(view.viewport(), there.toPoint())
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=there.toPoint())
    bench.settle()
    assert the_measure(bench, key).life_months == life


def test_the_brackets_lengthen_by_a_month(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    page = timeline(bench)
    page.view.select_bar(key)
    life = the_measure(bench, key).life_months
    QTest.keyClick(page.view, Qt.Key.Key_BracketRight)
    bench.settle()
    assert the_measure(bench, key).life_months == life + 1


def test_an_existing_machine_stays_as_it_is_and_says_why(bench: Bench) -> None:
    page = timeline(bench)
    page.view.select_bar("lumi")
    QTest.keyClick(page.view, Qt.Key.Key_BracketRight)
    bench.settle()
    assert "cannot be moved" in bench.window.panels.notice.sentence()


def test_milestones_and_deadlines_are_told_on_hover(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    command = AddRecord(
        kind="milestone",
        values={
            "id": "slip",
            "measure": key,
            "stage": "acceptance",
            "baseline": month_of(2029, 1),
            "forecast": month_of(2029, 4),
        },
    )
    assert bench.window.edits.execute(command, source="test")
    bench.settle()
    words = timeline(bench).view.mark_words(key)
    assert "acceptance, expected: Apr 2029 (91 days late)" in words
    assert any(told.startswith("Decide by") for told in words)


def test_a_hall_that_comes_late_is_said_where_it_lies(bench: Bench) -> None:
    machine = bench.drop(MID, "HR")
    hall = (
        next(key for key in bench.measures() if key != machine)
        if len(bench.measures()) > 1
        else bench.drop(DATA_CENTRE, "HR")
    )
    bench.window.edits.move(hall, month=JANUARY_2028 + 24, state="HR", source="test")
    bench.settle()
    page = timeline(bench)
    assert any("ready in" in told and "only" in told for told in page.view.mark_words(hall))


def test_the_strip_says_what_runs_and_where_a_hole_is(bench: Bench) -> None:
    page = timeline(bench)
    values = page.strip._values
    assert values is not None
    assert values.holes
    hole = values.holes[0]
    page.view.select_cell(page.view._layout.rows[-1].state, hole.first)
    page.view.reveal()
    x = page.view.cell_rect(page.view._layout.rows[-1].state, hole.first).center().x()
    assert hole.words in page.strip.words_at(x)
    assert "EFLOP/s" in page.strip.accessibleName()


def test_a_selection_elsewhere_is_shown_here_and_back(bench: Bench) -> None:
    key = bench.drop(MID, "HR")
    page = timeline(bench)
    bench.window.focus.select("system", "lumi")
    assert page.view.chosen == "lumi"
    page.view.bar_selected.emit(key)
    assert bench.window.focus.selection.key == key


@pytest.mark.own_window
def test_everything_can_be_read_as_a_table_and_saved(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = timeline(bench)
    page._face.chosen.emit("table")
    bench.settle()
    assert page.table.isVisible()
    names = {row.cells[0] for row in page.table.values().rows}
    assert {"LUMI", "Leonardo"} <= names
    target = tmp_path / "timeline.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), "*.csv"))
    page._save.click()
    assert "LUMI" in target.read_text(encoding="utf-8-sig")


@pytest.mark.own_window
def test_it_is_said_again_in_german(bench: Bench) -> None:
    page = timeline(bench)
    try:
        text.set_language("de")
        bench.window.retranslate()
        bench.settle()
        assert lane_of(page, "lumi") == "Finnland"
    finally:
        text.set_language("en")


def test_a_drop_on_a_lane_of_kinds_is_refused_with_the_reason(bench: Bench) -> None:
    page = timeline(bench)
    page._lanes.select("kind")
    page.fill()
    verdict = page._verdict({"template": MID}, "system", JANUARY_2028)
    assert not verdict.accepted
    assert "state" in verdict.sentence


def test_a_place_off_the_bars_is_no_grip(bench: Bench) -> None:
    page = timeline(bench)
    assert page.view._end_below(QPointF(QPoint(1, 1))) is None
