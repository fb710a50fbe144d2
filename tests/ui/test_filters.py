# SPDX-License-Identifier: EUPL-1.2
"""Filters over the table of records, views kept under a name, find and replace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from planner.domain.records.infrastructure import System
from planner.domain.records.views import SavedView
from tests.ui.benches import Bench
from ui.dialogs.condition import ConditionDialog
from ui.dialogs.replace import ReplaceDialog
from ui.panes.records import RecordsPane

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    bench.view("records")
    pane = bench.window.panels.records
    pane.kind_chosen.emit("system")
    bench.settle()
    yield bench
    bench.close()


def pane_of(bench: Bench) -> RecordsPane:
    return bench.window.panels.records


def answer(monkeypatch: pytest.MonkeyPatch, *choices: tuple[str, str, str]) -> None:
    """Answer each question for a condition in turn."""
    waiting = list(choices)

    def fill(dialog: ConditionDialog) -> int:
        dialog.choose(*waiting.pop(0))
        assert dialog.can_add()
        return int(ConditionDialog.DialogCode.Accepted)

    monkeypatch.setattr(ConditionDialog, "exec", fill)


def states(bench: Bench) -> set[str]:
    systems = bench.workspace.session.plan.of(System)
    return {systems[key].state for key in pane_of(bench).shown_keys()}


def test_conditions_combine_and_are_taken_away_one_by_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = len(pane_of(bench).shown_keys())
    answer(monkeypatch, ("state", "=", "IT"), ("accelerators", ">=", 10_000))
    bench.window.filtering.add_condition()
    italian = pane_of(bench).shown_keys()
    assert states(bench) == {"IT"}
    bench.window.filtering.add_condition()
    assert 0 < len(pane_of(bench).shown_keys()) < len(italian) < everything
    buttons = pane_of(bench).filter_bar().buttons()
    assert buttons[0].text() == "State is Italy"
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert pane_of(bench).shown_keys() == italian
    bench.window.panels.records.filter_cleared.emit()
    assert len(pane_of(bench).shown_keys()) == everything
    assert not pane_of(bench).filter_bar().isVisible()


def test_rows_come_and_go_with_the_edit_that_lets_them_meet_the_condition(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, ("name", "~", "leonardo"))
    bench.window.filtering.add_condition()
    assert "leonardo" in pane_of(bench).shown_keys()
    bench.window.edits.edit("system", "leonardo", "name", "Vinci", source="test")
    bench.settle()
    assert "leonardo" not in pane_of(bench).shown_keys()


def test_a_view_is_kept_in_the_plan_and_opens_from_anywhere(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, ("state", "=", "FI"))
    bench.window.filtering.add_condition()
    finnish = pane_of(bench).shown_keys()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("The North", True))
    bench.window.filtering.save_view()
    (view,) = bench.workspace.session.plan.of(SavedView).values()
    assert (view.name, view.kind, view.conditions) == ("The North", "system", "state=FI")
    pane_of(bench).filter_cleared.emit()
    bench.view("map")
    entries = bench.window.placing.searching.find("the north")
    next(entry for entry in entries if entry.words == "The North").run()
    bench.settle()
    assert bench.window.focus.view == "records"
    assert pane_of(bench).shown_keys() == finnish
    menu = pane_of(bench).filter_menu()
    menu.aboutToShow.emit()
    assert "The North" in [action.text() for action in menu.actions()]
    bench.window.edits.undo()
    assert not bench.workspace.session.plan.of(SavedView)


def test_replacing_changes_the_rows_in_the_table_and_undo_brings_them_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, ("state", "=", "IT"))
    bench.window.filtering.add_condition()
    before = dict(bench.workspace.session.plan.of(System))

    def fill(dialog: ReplaceDialog) -> int:
        dialog.enter("city", "atlantis", "Roma")
        assert not dialog.shown().possible
        dialog.enter("city", "bologna", "Roma")
        assert dialog.shown().possible
        assert all(row.cells[2] == "Roma" for row in dialog.shown().rows.rows)
        return int(ReplaceDialog.DialogCode.Accepted)

    monkeypatch.setattr(ReplaceDialog, "exec", fill)
    bench.window.filtering.find_and_replace()
    after = bench.workspace.session.plan.of(System)
    changed = {key for key in before if before[key] != after[key]}
    assert "leonardo" in changed
    assert {after[key].state for key in changed} == {"IT"}
    bench.window.edits.undo()
    assert dict(bench.workspace.session.plan.of(System)) == before


def test_the_dialog_of_conditions_offers_what_fits_the_field(bench: Bench) -> None:
    seen: list[ConditionDialog] = []

    def look(dialog: ConditionDialog) -> int:
        seen.append(dialog)
        dialog.choose("cost_meur", ">=", None)
        assert not dialog.can_add()
        dialog.choose("cost_meur", "?", None)
        assert dialog.can_add()
        assert dialog.condition() == ("cost_meur", "?", "")
        dialog.choose("@finding", "=", "warning")
        assert dialog.condition() == ("@finding", "=", "warning")
        return int(ConditionDialog.DialogCode.Rejected)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ConditionDialog, "exec", look)
        bench.window.filtering.add_condition()
    assert seen
    assert not bench.window.filtering.conditions("system")
    assert QApplication.activeModalWidget() is None
