# SPDX-License-Identifier: EUPL-1.2
"""The Dutch factory and the board pack in the window, and a first factory for Portugal."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.domain.months import month_of
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.schema import Scalar
from planner.sentences import finding_sentence
from planner.text import set_language
from tests.ui.benches import DATA_CENTRE, MASTER, MID, Bench

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

OCTOBER_2026 = month_of(2026, 10)
LETTERS = {
    "Union, operation and services": "0",
    "Host state, operation and services": "0",
    "Union, acquisition": "71",
    "Host state, acquisition": "70",
    "Region, acquisition": "60",
}


class Planner(Bench):
    """A bench with what these stories do again and again."""

    def edit(self, kind: str, key: str, field: str, value: Scalar) -> None:
        assert self.window.edits.edit(kind, key, field, value, source="test")
        self.settle()

    def sentences(self, key: str) -> dict[str, str]:
        """Return what the findings of a record say, by rule."""
        session = self.workspace.session
        found = [f for f in session.outcome.findings if f.key == key and f.checkable]
        return {f.rule: f"{f.severity}: {finding_sentence(f, session.plan)}" for f in found}

    def type_money(self, key: str, label: str, year: int, words: str) -> None:
        """Type an amount into a line of a measure in the budget."""
        pane = self.window.panels.budget
        pane.view().setFocus()
        pane.view().setCurrentIndex(self._budget_cell(key, label, year))
        QTest.keyClicks(pane.view(), words[:1])
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        QTest.keyClicks(editor, words[1:])
        QTest.keyClick(editor, Qt.Key.Key_Return)
        QCoreApplication.sendPostedEvents()  # the delegate commits once the key is handled
        self.settle()

    def open_money(self, key: str) -> None:
        """Show the lines of a measure in the budget."""
        self.view("budget")
        model = self.window.panels.budget.model()
        model.toggle(model.row_of(f"measure:{key}"))

    def total_money(self, key: str) -> int:
        """Return the sum of a measure's lines in thousandths of a million."""
        model = self.window.panels.budget.model()
        return model.row_at(model.row_of(f"measure:{key}")).total.amount or 0

    def _budget_cell(self, key: str, label: str, year: int) -> QModelIndex:
        model = self.window.panels.budget.model()
        rows = [model.row_at(row) for row in range(model.rowCount())]
        row = next(
            n for n, row in enumerate(rows) if (row.group, row.label) == (f"measure:{key}", label)
        )
        columns = [model.column_at(column) for column in range(model.columnCount())]
        years = [-1 if column is None else column.year for column in columns]
        return model.index(row, years.index(year))


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Planner]:
    set_language("en")
    bench = Planner(tmp_path / "plan.aifp")
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.go_to(OCTOBER_2026)
    yield bench
    bench.close()


def test_the_dutch_factory_from_letters_to_hours(bench: Planner) -> None:
    session = bench.workspace.session
    seed, shown = session.plan, (bench.figures(), bench.tables())
    nlaif = bench.drop(MID, "NL")
    bench.edit("measure", nlaif, "name", "NLAIF")
    bench.edit("measure", nlaif, "status", "selected")

    bench.open_money(nlaif)
    for label, words in LETTERS.items():
        bench.type_money(nlaif, label, 2026, words)
    assert bench.total_money(nlaif) == 201_000
    assert not {"FIN-01", "FIN-02", "FIN-03"} & set(bench.sentences(nlaif))
    assert "35.3 %" in bench.sentences(nlaif)["FIN-20"]

    bench.window.focus.select("measure", nlaif)
    bench.view("access")
    splitter = bench.window.panels.access.splitter
    assert splitter.union_field().value() == pytest.approx(35.3)
    splitter.part_field().setValue(25.0)
    assert splitter.said()[1].startswith("38.65")
    splitter.union_field().setValue(50.0)
    splitter.union_field().editingFinished.emit()
    bench.settle()
    assert splitter.said()[0].startswith("ACC-01")
    bench.trigger("undo")

    assert bench.sentences(nlaif)["DCA-01"].startswith("warning")
    bench.edit("measure", nlaif, "status", "contracted")
    assert bench.sentences(nlaif)["DCA-01"].startswith("error")
    hall = bench.drop(DATA_CENTRE, "NL")
    bench.edit("measure", hall, "base_measure", nlaif)
    bench.edit("measure", hall, "distance_km", 30.0)
    bench.edit("measure", hall, "bandwidth_gbps", 100.0)
    assert "DCA-01" not in bench.sentences(nlaif)
    assert "DCA-02" not in bench.sentences(hall)
    course = bench.drop(MASTER, "NL")
    bench.edit("measure", course, "seats", 120)
    assert "TAL-01" not in bench.sentences(nlaif)

    while session.next_undo:
        bench.trigger("undo")
    bench.view("map")
    bench.go_to(OCTOBER_2026)
    assert session.plan == seed
    assert (bench.figures(), bench.tables()) == shown


def test_the_board_sees_the_gap_after_lumi_and_bridges_it(bench: Planner) -> None:
    session = bench.workspace.session
    bench.view("budget")
    model = bench.window.panels.budget.model()
    columns = [model.column_at(column) for column in range(model.columnCount())]
    year = next(n for n, one in enumerate(columns) if one is not None and one.year == 2026)
    assert str(model.index(0, year).data()).startswith("971.6")
    assert model.row_at(0).cells[2026 - 2021].amount == 971_560

    before = bench.figures()
    bench.edit("system", "lumi_ai", "accepted", month_of(2028, 10))
    said = bench.sentences("lumi")["CAP-02"]
    assert "9 months" in said
    assert "3,695,698" in said
    assert "33,261,282" in said
    bench.edit("system", "lumi", "retired", month_of(2028, 7))
    assert "3 months" in bench.sentences("lumi")["CAP-02"]
    bench.edit("system", "lumi", "retired", month_of(2028, 10))
    assert "CAP-02" not in bench.sentences("lumi")

    bench.window.show_past(datetime(2026, 1, 1, tzinfo=UTC).date())
    bench.settle()
    assert bench.window.screen_.plan.get(System, "lumi").retired == month_of(2028)
    assert bench.figures() == before
    bench.trigger("now")
    assert session.plan.get(System, "lumi").retired == month_of(2028, 10)
    assert set(session.outcome.headlines.not_covered) == {"HR", "DK", "EE", "PT"}


@pytest.mark.parametrize("view", ["board", "records", "budget", "findings", "access", "reach"])
def test_opening_a_view_keeps_what_is_selected(bench: Planner, view: str) -> None:
    key = bench.drop(MID, "PT")
    before = bench.window.focus.selection
    assert before.key == key
    bench.view(view)
    assert bench.window.focus.selection == before


def test_portugal_plans_its_first_factory(bench: Planner) -> None:
    session = bench.workspace.session
    before = session.outcome
    key = bench.drop(MID, "PT")
    machine = session.plan.get(Measure, key)
    assert machine.state == "PT"
    bench.edit("measure", key, "status", "committed")
    assert {"DCA-01"} <= set(bench.sentences(key))
    assert "TAL-01" in bench.sentences("PT") | bench.sentences(key)
    hall = bench.drop(DATA_CENTRE, "PT")
    bench.edit("measure", hall, "base_measure", key)
    bench.edit("measure", hall, "distance_km", 8.0)
    bench.drop(MASTER, "PT")
    left = {f.rule for f in session.outcome.findings if f.key in {key, hall, "PT"} and f.checkable}
    assert not {"DCA-01", "DCA-02", "TAL-01"} & left
    assert set(session.outcome.headlines.covered) - set(before.headlines.covered) == {"PT"}
    bench.window.focus.select("measure", key)
    bench.view("access")
    assert bench.window.panels.access.splitter.union_field().value() == pytest.approx(50.0)
    for _edit in range(6):
        bench.trigger("undo")
    assert session.outcome.headlines == before.headlines
