# SPDX-License-Identifier: EUPL-1.2
"""Comparing in the window: what differs, what comes of it, what caused it, and taking it over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog

from planner import app, paths
from planner.domain.commands import Assign, Move, RemoveMeasure
from planner.domain.months import month_of
from planner.domain.records.approvals import ApprovalStatus
from planner.domain.records.measures import Measure
from planner.engine.comparing import total
from tests.ui.benches import LARGE, MASTER, MID, TODAY, answering
from tests.ui.exchanges import PageBench
from ui.dialogs.past_day import PastDayDialog
from ui.pages.compare import ComparePage
from ui.theme import load_theme

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

_TURNS = 1_000  # then it is never worked out
LATER = month_of(2029, 3)
IN_2030 = month_of(2030, 12)


@frozen
class Two:
    """A window, and a copy in which one machine moved, one went and two things came."""

    bench: PageBench
    copy: Path
    moved: str
    gone: str
    page: ComparePage

    def show(self, face: str) -> None:
        """Look at the copy beside the plan in one of the ways."""
        self.page.compare_with(str(self.copy))
        self.page.face.select(face)
        self.page.fill()
        self.bench.settle()

    def wait_for_waterfall(self) -> None:
        """Let the window work out which edits caused the difference."""
        for _turn in range(_TURNS):
            if self.page.faces.waterfall.bars():
                return
            self.bench.settle()

    def measures(self) -> dict[str, Measure]:
        """Return what is planned in the window."""
        return self.bench.measures()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    bench = PageBench(tmp_path / "plan.aifp")
    edits = bench.edits
    moved = edits.assign(MID, "HR", month_of(2028, 1), source="test")
    gone = edits.assign(LARGE, "PT", month_of(2027, 6), source="test")
    copy = tmp_path / "berlin.aifp"
    bench.workspace.save_copy(copy)
    with app.workspace(copy) as other:
        other.session.execute(Move(measure=moved, start=LATER))
        other.session.execute(RemoveMeasure(measure=gone))
        other.session.execute(Assign(template=LARGE, state="DE", start=month_of(2028, 6)))
        other.session.execute(Assign(template=MASTER, state="DE", start=month_of(2028, 9)))
    bench.go_to(IN_2030)
    page = bench.page("compare")
    assert isinstance(page, ComparePage)
    yield Two(bench, copy, moved, gone, page)
    bench.close()


def test_a_past_day_is_one_of_the_scenario_on_screen(two: Two) -> None:
    workspace = two.bench.workspace
    key = workspace.scenarios.branch("Later")
    session = workspace.scenarios.open(key)
    session.clock = lambda: f"{TODAY.isoformat()}T09:00:00+00:00"
    session.execute(Move(measure=two.moved, start=LATER))
    two.page.ground.standpoint.show_scenario(key)

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, PastDayDialog)
        dialog.set_day(TODAY)
        dialog.accept()

    answering(answer)
    two.page.compare_with("#" + key)
    two.page.ask(1, "day")
    labels = [side.label for side in two.page.sides.sides()]
    assert labels == ["This plan, now", f"Scenario Later, {TODAY.isoformat()}"]
    (kind,) = two.page.faces.tree.nodes()
    assert kind.counts == "1 changed"
    assert [record.key for record in kind.records] == [two.moved]


def test_the_empty_page_says_what_can_be_compared(two: Two) -> None:
    assert two.page.empty.isVisible()
    assert two.page.empty.accessibleName()


def test_differences_are_counted_and_told_record_by_record(two: Two) -> None:
    two.show("inputs")
    kind = next(node for node in two.page.faces.tree.nodes() if node.label == "Measures")
    assert kind.counts == "2 added, 1 changed, 1 removed"
    changed = next(record for record in kind.records if record.key == two.moved)
    assert [field.label for field in changed.fields] == ["Start"]
    assert "Croatia" in changed.label


def test_a_single_difference_is_copied_over_and_undone(two: Two) -> None:
    two.show("inputs")
    assert not two.page.copy_button.isEnabled()
    two.page.faces.tree.tick("measure", two.moved, "start")
    two.page.copy_button.click()
    two.bench.settle()
    assert two.measures()[two.moved].start == LATER
    assert two.gone in two.measures()
    left = {r.key for node in two.page.faces.tree.nodes() for r in node.records}
    assert two.moved not in left
    two.bench.edits.undo()
    assert two.measures()[two.moved].start == month_of(2028, 1)


def test_a_whole_record_is_copied_over_by_the_keyboard(two: Two) -> None:
    two.show("inputs")
    tree = two.page.faces.tree
    tree.tick("measure", two.gone)
    two.page.copy_button.setFocus()
    QTest.keyClick(two.page.copy_button, Qt.Key.Key_Space)
    assert two.gone not in two.measures()


def test_the_bars_of_the_waterfall_add_up_to_the_difference(two: Two) -> None:
    two.show("causes")
    two.wait_for_waterfall()
    first, *steps, last = two.page.faces.waterfall.bars()
    assert len(steps) == 4
    assert steps[0].start == first.end
    assert steps[-1].end == pytest.approx(last.end)
    moves = sum(bar.end - bar.start for bar in steps)
    assert moves == pytest.approx(last.end - first.end)
    plan = two.bench.workspace.session
    quantity = two.page._quantity()
    assert first.end == total(plan.outcome, quantity, IN_2030)


def test_the_map_shows_what_each_state_gains_and_loses(two: Two) -> None:
    two.show("map")
    figure = two.page.faces.map.view
    light = load_theme("light")
    assert figure._fill_of("DE") == light.diverging()[-1]
    assert figure._fill_of("PT") == light.diverging()[0]
    assert figure._fill_of("FR") == light.diverging()[3]


def test_curves_stand_beside_the_base_with_the_difference_by_year_or_state(two: Two) -> None:
    two.show("curves")
    chart = two.page.faces.chart
    assert chart is not None
    shown = chart.chart().values()
    assert shown is not None
    assert shown.ghost is not None
    assert (shown.lines[0].values != shown.ghost).any()
    two.page.faces.by.select("year")
    two.page.fill()
    assert "2029" in {bar.label for bar in two.page.faces.deltas.bars()}
    two.page.faces.by.select("state")
    two.page.fill()
    assert {bar.label for bar in two.page.faces.deltas.bars()} == {"Germany", "Portugal"}


def test_more_than_two_stand_side_by_side_with_the_base_first(two: Two) -> None:
    two.page.compare_with(str(two.copy), "@2026-01-01")
    two.page.face.select("figures")
    two.page.fill()
    table = two.page.faces.figures.values()
    assert len(table.heads) == 3 + 2 * 2
    capacity = table.rows[0].sorts
    assert float(str(capacity[4])) == float(str(capacity[3])) - float(str(capacity[2]))
    two.page.drop(2)
    assert len(two.page.faces.figures.values().heads) == 3 + 2


def test_swapping_makes_the_other_the_base_which_cannot_be_edited(two: Two) -> None:
    two.show("inputs")
    two.page.swap()
    two.page.faces.tree.tick("measure", two.moved)
    assert two.page.sides.sides()[0].label == "berlin"
    assert not two.page.copy_button.isEnabled()
    assert two.page.copy_button.toolTip()


def test_an_edit_of_the_plan_moves_the_comparison(two: Two) -> None:
    two.show("inputs")
    two.bench.workspace.session.execute(Move(measure=two.moved, start=LATER))
    two.bench.settle()
    keys = {r.key for node in two.page.faces.tree.nodes() for r in node.records}
    assert two.moved not in keys


def test_findings_of_one_side_only_are_told(two: Two) -> None:
    two.show("findings")
    words = {row[0] for row in two.page.faces.findings.shown_rows()}
    assert words <= {"new", "settled"}
    assert two.page.faces.findings.shown_rows()


def test_a_file_that_is_no_plan_is_refused_and_taken_away(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "notes.aifp"
    broken.write_text("not a plan")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(broken), ""))
    two.page.ask(1, "file")
    assert "notes" in two.bench.said()
    assert len(two.page.sides.sides()) == 1


def test_scenarios_are_offered_by_name(two: Two) -> None:
    named = dict(two.page._options())
    assert any("January 2024" in label for label in named.values())
    words = next(words for words, label in named.items() if "January 2024" in label)
    two.page.compare_with(words)
    assert not two.page.empty.isVisible()


def test_differences_are_filtered_and_grouped_and_saved_as_they_are_shown(two: Two) -> None:
    two.show("inputs")
    page, tree = two.page, two.page.faces.tree
    by_kind = tree.nodes()
    page.tools.group.choose("state")
    assert [node.label for node in tree.nodes()] == ["Croatia", "Germany", "Portugal"]
    germany = tree.nodes()[1]
    assert germany.counts == "2 added"
    page.tools.filter.setText("croatia start")
    (croatia,) = tree.nodes()
    assert [field.label for field in croatia.records[0].fields] == ["Start"]
    tree.tick("measure", two.moved)
    assert len(tree.ticked()) == 1
    page._save.click()
    (heads, rows) = two.bench.saved[-1]
    assert heads[3:] == tree.sides()
    assert [row[0] for row in rows] == ["Croatia"]
    page.tools.filter.clear()
    assert not tree.ticked()  # a tick holds for what is in sight
    page.tools.group.choose("kind")
    assert tree.nodes() == by_kind


def test_each_way_to_look_has_its_own_tools_and_its_own_file(two: Two) -> None:
    offered = {}
    for face in ("inputs", "figures", "curves", "map", "causes", "findings"):
        two.show(face)
        if face == "causes":
            two.wait_for_waterfall()
        tools = two.page.tools
        parts = (tools.filter, tools.group, tools.finding_group)
        offered[face] = "".join("fgn"[at] for at, part in enumerate(parts) if part.isVisible())
        two.page._save.click()
        heads, rows = two.bench.saved[-1]
        assert rows, face
        assert all(len(row) == len(heads) for row in rows), face
    bare = dict.fromkeys(("curves", "map", "causes"), "")
    assert offered == {"inputs": "fg", "figures": "f", "findings": "fn", **bare}
    two.page.tools.finding_group.choose("1")
    assert all(
        " · " in row.cells[0] for row in two.page.faces.findings.values().rows if row.heading
    )


def test_nothing_is_compared_with_itself(two: Two) -> None:
    page, scenarios = two.page, two.bench.workspace.scenarios
    key = scenarios.branch("Smaller")
    page.compare_with(f"#{key}")
    menu = page.sides.add_button().menu()
    menu.aboutToShow.emit()
    offered = [one.text() for one in menu.actions()]
    assert "This plan, now" not in offered
    assert "Scenario Smaller" not in offered
    answering_file = two.bench.workspace.file.path
    assert page._is_open_plan(str(answering_file))
    page.compare_with("", f"#{key}")
    assert [side.words for side in page.sides.sides()] == ["", f"#{key}"]


def test_a_signed_scenario_says_so_where_sides_are_chosen(
    two: Two, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "settings")
    workspace = two.bench.workspace
    key = workspace.scenarios.branch("Smaller")
    workspace.declare(key, ApprovalStatus.SUBMITTED)
    menu = two.page.sides.add_button().menu()
    menu.aboutToShow.emit()
    assert "Scenario Smaller · submitted" in [one.text() for one in menu.actions()]
    two.page.compare_with(f"#{key}")
    assert two.page.sides.sides()[1].label == "Scenario Smaller"
