# SPDX-License-Identifier: EUPL-1.2
"""The timeline: lanes, milestones, moving and pulling bars, holes, and the same as a table."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog

from planner import text
from planner.domain.commands import AddRecord
from planner.domain.months import month_of
from planner.domain.records.assurance import Milestone
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from tests.ui.benches import DATA_CENTRE, JANUARY_2028, MID, Bench, answering
from ui.dialogs.provenance import ProvenanceDialog
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
    assert lane_of(page, "lumi") == "High-end"
    assert lane_of(page, "vega") == "Mid-range"
    assert lane_of(page, "it4lia_system") == "AI-optimised"
    assert lane_of(page, "euro_q_exa") == "Quantum computer or simulator"
    assert lane_of(page, "lisa") == "upgrade of a system"
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
    assert "acceptance, expected: Apr 2029 (90 days late)" in words
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


def test_the_strip_is_read_and_moved_with_the_keyboard(bench: Bench) -> None:
    page, focus = timeline(bench), bench.window.focus
    focus.set_month(JANUARY_2028)
    page.strip.setFocus()
    for key, month in (
        (Qt.Key.Key_Right, JANUARY_2028 + 1),
        (Qt.Key.Key_PageDown, JANUARY_2028 - 11),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_Left, 0),
    ):
        QTest.keyClick(page.strip, key)
        assert focus.month == month
    assert page.strip.accessibleDescription().startswith("Jan 2021: ")
    focus.set_month(JANUARY_2028)
    QTest.keyClick(page.strip, Qt.Key.Key_Return)
    bench.settle()
    assert focus.view == "records"


@pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")
def test_dates_of_a_machine_are_marks_that_open_their_source(bench: Bench) -> None:
    page = timeline(bench)
    told = page.view.mark_words("daedalus")
    assert "acceptance, first planned: Dec 2024" in told
    assert "acceptance, expected in 2023: Oct 2025" in told
    assert "acceptance, expected: Nov 2026 (700 days late)" in told
    assert "contract, happened: Mar 2025" in told
    assert not bench.workspace.session.plan.of(Milestone)
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        said.append(dialog.text())
        dialog.reject()

    shape = next(one for one in page.view.marks_of("daedalus") if one.style == "forecast")
    page.view.select_cell("GR", shape.month)
    page.view.reveal()
    place = page.view.mark_place("daedalus", shape)
    assert page.view.mark_at(place) is not None
    answering(read)
    QTest.mouseDClick(page.view.viewport(), LEFT, pos=place.toPoint())
    assert said[0].startswith("DAEDALUS")
    assert "Warp Tech Lab" in said[0]


def test_a_hole_says_on_its_machine_by_when_to_decide(bench: Bench) -> None:
    told = timeline(bench).view.mark_words("karolina")
    assert "What fills the hole of Jul 2027 was to be decided by Aug 2024" in told


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


def test_no_bar_lies_below_the_milestones_of_another(bench: Bench) -> None:
    values = {"id": "a", "system": "lumi_ai", "stage": "acceptance", "baseline": 60}
    bench.workspace.session.execute(AddRecord(kind="milestone", values=values))
    layout = timeline(bench).view._layout
    boxes = [layout.bar_box(key) for key in ("lumi", "lumi_ai")]
    assert None not in boxes
    assert len({box[1] for box in boxes if box is not None}) == 2


def test_closed_days_are_not_among_laws_and_events(bench: Bench) -> None:
    page = timeline(bench)
    names = {bar.label for bar in page.view._layout.bars if bar.key.startswith("event:")}
    assert "AI innovation package: COM(2024) 28 and 29" in names
    assert "Easter" not in names


def test_a_machine_to_come_is_carried_to_a_later_month_in_one_step(bench: Bench) -> None:
    page = timeline(bench)
    plan = bench.workspace.session.plan
    before = plan.get(System, "lumi_ai").accepted
    assert before is not None
    page.view.bar_moved.emit("lumi_ai", before + 15, "FI")
    bench.settle()
    assert bench.workspace.session.plan.get(System, "lumi_ai").accepted == before + 15
    assert any("458 days late" in words for words in page.view.mark_words("lumi_ai"))
    bench.window.edits.undo()
    bench.settle()
    assert bench.workspace.session.plan == plan


def test_a_machine_to_come_stays_in_its_state_and_is_not_removed(bench: Bench) -> None:
    page = timeline(bench)
    verdict = page._verdict({"measure": "lumi_ai"}, "SE", JANUARY_2028)
    assert "stays in Finland" in verdict.sentence
    assert not verdict.accepted
    page.view.select_bar("lumi_ai")
    page.view.setFocus()
    bench.press(Qt.Key.Key_Delete)
    assert "not removed" in bench.said()


def test_the_end_of_a_machine_to_come_is_pulled(bench: Bench) -> None:
    page = timeline(bench)
    page.view.stretched.emit("lumi_ai", 140)
    bench.settle()
    assert bench.workspace.session.plan.get(System, "lumi_ai").retired == 141


def test_a_name_keeps_clear_of_milestones_and_ties(bench: Bench) -> None:
    page = timeline(bench)
    page.view.select_bar("")
    bar = page.view._layout.bar("lumi")
    assert bar is not None
    taken = page.view._taken(bar)
    places = [page.view.mark_place("lumi", shape).x() for shape in page.view.marks_of("lumi")]
    assert places
    assert all(any(first < x < last for first, last in taken) for x in places)


def test_a_tie_takes_its_place_on_the_bars_at_its_ends_and_between(bench: Bench) -> None:
    machine, hall = bench.drop(MID, "HR"), bench.drop(DATA_CENTRE, "HR")
    page = timeline(bench)
    view = page.view
    found = [tie for tie in view._ties if {tie.before, tie.after} == {hall, machine}]
    assert found
    between = {bar.key for bar in view._layout.bars_between(hall, machine)}
    touched = {key for key, ties in view._crossed.items() if found[0] in ties}
    assert touched == {hall, machine, *between}


def test_the_strip_says_its_highest_amount_beside_the_lanes(bench: Bench) -> None:
    page = timeline(bench)
    bench.settle()
    strip = page.strip
    picture = strip.grab().toImage()
    ground = picture.pixelColor(2, 4)
    scale = picture.pixelColor(picture.width() - 2, int(strip._floor()))
    beside = range(int(page.view.header_width() / 2), int(page.view.header_width()))
    assert any(picture.pixelColor(x, int(strip._ceiling())) != ground for x in beside)
    assert scale != ground
