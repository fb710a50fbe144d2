# SPDX-License-Identifier: EUPL-1.2
"""In the window any number tells where it comes from, conflicts are settled, the past is shown."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QRadioButton, QWidget

from planner.domain.commands import EditField
from planner.domain.records.evidence import Evidence, Source, evidence_key
from planner.domain.records.infrastructure import Factory, System
from tests.ui.benches import MID, Bench, answering, button
from ui.dialogs.cite import CiteDialog
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.past_day import PastDayDialog
from ui.dialogs.provenance import ProvenanceDialog
from ui.dialogs.three_values import ThreeValuesDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication) -> Iterator[Bench]:  # noqa: ARG001 - must be there
    bench = Bench(tmp_path / "plan.aifp")
    yield bench
    bench.close()


class Seen:
    """What a dialog showed when it was looked at."""

    def __init__(self) -> None:
        self.text = ""
        self.kinds: list[type] = []


def looking(seen: Seen) -> None:
    def look(dialog: QDialog) -> None:
        seen.kinds.append(type(dialog))
        if isinstance(dialog, ProvenanceDialog):
            seen.text = dialog.text()
        dialog.reject()

    answering(look)


def ask_here(bench: Bench) -> str:
    """Press Alt+Enter where the keyboard is; return what is told."""
    seen = Seen()
    looking(seen)
    bench.trigger("where")
    return seen.text


def test_a_headline_figure_is_taken_apart_by_key(bench: Bench) -> None:
    bench.window.panels.figures["money"].setFocus()
    told = ask_here(bench)
    assert told.startswith("Union money committed: 1,631.823 m€")
    assert "Netherlands · Union money committed: 71 m€" in told


def test_the_tree_opens_down_to_the_source(bench: Bench) -> None:
    texts: list[str] = []

    def open_netherlands(dialog: QDialog) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        root = dialog.tree().topLevelItem(0)
        assert root is not None
        rows = [root.child(n) for n in range(root.childCount())]
        state = next(row for row in rows if row.text(0).startswith("Netherlands"))
        state.setExpanded(True)
        dialog.tree().setCurrentItem(state.child(0))
        texts.append(dialog.told())
        button(dialog, "Copy as text").click()
        dialog.reject()

    answering(open_netherlands)
    bench.window.asking.where("network", "", "union_committed")
    assert "Source: NL AI Factory funding" in texts[0]
    copied = QGuiApplication.clipboard().text()
    assert "        NL AI Factory · Union: 71 m€" in copied


def test_a_cell_of_the_table_is_asked_by_key(bench: Bench) -> None:
    window = bench.window
    window.focus.record_kind = "system"
    window.focus.show("records")
    window.focus.select("system", "jupiter")
    bench.settle()
    records = window.panels.records
    model, view = records.model(), records.view()
    row = model.row_of("jupiter")
    column = next(n for n in range(model.columnCount()) if model.field_at(n).name == "power_mw")
    view.setFocus()
    view.setCurrentIndex(model.index(row, column))
    bench.settle()
    told = ask_here(bench)
    assert told.startswith("JUPITER (Booster) · IT power: 17 MW")
    assert "Another source: 11 MW" in told


def test_doubtful_cells_look_different_in_the_table(bench: Bench) -> None:
    bench.window.focus.record_kind = "system"
    bench.window.focus.show("records")
    bench.settle()
    model = bench.window.panels.records.model()
    row = model.row_of("jupiter")
    fields = {model.field_at(n).name: n for n in range(model.columnCount())}
    doubted = model.index(row, fields["latitude"])
    sure = model.index(row, fields["cost_meur"])
    assert str(doubted.data()).endswith("~")
    assert doubted.data(Qt.ItemDataRole.FontRole).italic()
    assert sure.data(Qt.ItemDataRole.FontRole) is None
    assert str(sure.data()) == "500.00"


def test_a_figure_of_the_inspector_is_asked_with_enter(bench: Bench) -> None:
    bench.window.focus.select("system", "jupiter")
    bench.settle()
    shown = bench.window.panels.inspector.findChildren(QWidget)
    cells = [widget for widget in shown if getattr(widget, "code", "") == "power_mw"]
    seen = Seen()
    looking(seen)
    QTest.keyClick(cells[0], Qt.Key.Key_Return)
    assert seen.text.startswith("JUPITER (Booster) · Power of the site: 19.04 MW")
    assert "Formula: IT power × Power usage effectiveness" in seen.text


def test_a_field_of_the_form_is_asked_by_key(bench: Bench) -> None:
    bench.window.focus.select("factory", "nlaif_aif")
    bench.settle()
    bench.window.panels.inspector.focus_form("union_meur")
    told = ask_here(bench)
    assert told.startswith("NL AI Factory (NLAIF) · Union contribution: 71 m€")


def test_the_key_settles_the_sources_of_the_number_one_is_on(bench: Bench) -> None:
    bench.window.focus.select("factory", "nlaif_aif")
    bench.settle()
    asked: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        asked.append([side.text() for side in dialog.findChildren(QRadioButton)])
        dialog.reject()

    bench.window.panels.inspector.focus_form("union_meur")
    answering(look)
    bench.trigger("settle")
    bench.window.panels.inspector.focus_form("name")
    answering(look)
    bench.trigger("settle")
    assert asked[0] == ["71 m€", "70 m€"]
    assert asked[1] != asked[0]  # nothing differs here: the first of the plan that does


def test_a_conflict_is_settled_from_the_dialog_and_undone(bench: Bench) -> None:
    session = bench.workspace.session

    def settle(dialog: QDialog) -> None:
        assert isinstance(dialog, ConflictDialog)
        sides = dialog.findChildren(QRadioButton)
        assert [side.text() for side in sides] == ["71 m€", "70 m€"]
        card = sides[1].parentWidget()
        below = QPoint(card.width() // 2, card.height() - 1)
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=below)  # anywhere on the card
        assert not dialog.can_settle()
        dialog.set_reason("letter of the ministry")
        button(dialog, "Settle").click()

    def open_settle(dialog: QDialog) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        QTimer.singleShot(0, lambda: answering(settle))
        button(dialog, "Settle…").click()

    answering(open_settle)
    bench.window.asking.where("factory", "nlaif_aif", "union_meur")
    bench.settle()
    assert session.plan.get(Factory, "nlaif_aif").union_meur == 70.0
    assert session.history()[-1].reason == "letter of the ministry"
    assert not [f for f in session.outcome.findings if (f.rule, f.key) == ("DQ-02", "nlaif_aif")]
    offered: list[bool] = []

    def look(dialog: QDialog) -> None:
        offered.append(button(dialog, "Settle…").isVisible())
        dialog.reject()

    answering(look)
    bench.window.asking.where("factory", "nlaif_aif", "union_meur")
    assert offered == [True]  # what was settled can be settled otherwise
    bench.trigger("undo")
    assert session.plan.get(Factory, "nlaif_aif").union_meur == 71.0
    assert [f for f in session.outcome.findings if (f.rule, f.key) == ("DQ-02", "nlaif_aif")]


def test_three_values_are_shown_with_their_sources(bench: Bench) -> None:
    shown: list[list[str]] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ThreeValuesDialog)
        table = dialog.table()
        shown.extend(
            [item.text() for column in range(4) if (item := table.item(row, column)) is not None]
            for row in range(table.rowCount())
        )
        dialog.reject()

    answering(read)
    bench.trigger("three_values")
    rows = {row[0]: row[1:] for row in shown}
    ceiling = rows["Ceiling of the Union contribution to EuroHPC"]
    assert ceiling == ["3,081.3 m€", "4,122.3 m€ ~", "4,122.3 m€"]
    assert rows["InvestEU for AI, mobilised and not budget"][1] == "not stated"


def test_the_past_is_shown_in_all_views_and_not_edited(bench: Bench) -> None:
    window, session = bench.window, bench.workspace.session
    before = bench.figures()
    session.execute(EditField(kind="system", key="jupiter", field="accelerators", value=100))
    bench.settle()
    window.show_past(datetime(2026, 1, 1, tzinfo=UTC).date())
    bench.settle()
    assert bench.figures() == before
    assert "1 Jan 2026" in window.panels.past.sentence()
    assert window.screen_.plan.get(System, "jupiter").accelerators == 23_536
    assert bench.drop(MID, "HR") == ""
    assert "cannot be edited" in bench.said()
    bench.trigger("now")
    assert bench.figures() != before
    assert window.panels.past.sentence() == ""


def test_a_past_day_is_chosen_in_a_dialog(bench: Bench) -> None:
    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, PastDayDialog)
        said.extend(label.text() for label in dialog.findChildren(QLabel))
        dialog.accept()

    said: list[str] = []
    answering(choose)
    bench.trigger("past")
    assert bench.window.is_past()
    assert any("in this plan begins on" in words for words in said)
    bench.window.show_past(None)
    assert not bench.window.is_past()


def test_a_chart_is_taken_apart_in_the_month_of_the_cursor(bench: Bench) -> None:
    bench.go_to(100)
    seen = Seen()
    looking(seen)
    bench.window.asking.chart("capacity")
    assert seen.text.startswith("AI capacity, BF16 dense, May 2029: ")
    assert "Germany · AI capacity, BF16 dense, operational: " in seen.text


CZECH = ("factory", "czai_aif", "union_meur")


def a_later_report(dialog: QDialog) -> None:
    """Enter 25 m€ from a later report, and add it."""
    assert isinstance(dialog, CiteDialog)
    assert not dialog.can_add()
    dialog.enter("value", 25.0)
    dialog.enter("year", 2026)
    dialog.enter("confidence", "medium")
    dialog.enter_source("A later report", "page 7", "seen in print")
    assert dialog.can_add()
    button(dialog, "Add the source").click()


def test_another_source_becomes_a_conflict_that_is_found_and_settled(bench: Bench) -> None:
    window, session = bench.window, bench.workspace.session
    answering(a_later_report)
    assert window.asking.cite(*CZECH)
    bench.settle()
    rival = session.plan.get(Evidence, evidence_key(*CZECH, rival=1))
    assert (rival.value, rival.year, str(rival.confidence)) == ("25.0", 2026, "medium")
    source = session.plan.get(Source, rival.source or "")
    assert (source.title, source.reference, source.notes) == (
        "A later report",
        "page 7",
        "seen in print",
    )
    assert session.history()[-1].reason == "seen in print"

    window.focus.show("findings")
    bench.settle()
    pane = window.panels.findings
    pane.show_only("conflicts")
    found = [row.key for row in pane.in_sight()]
    assert set(found) >= {"czai_aif", "nlaif_aif"}
    assert all(row.rule == "DQ-02" for row in pane.in_sight())

    def settle(dialog: QDialog) -> None:
        assert isinstance(dialog, ConflictDialog)
        dialog.choose(1)
        dialog.set_reason("newer")
        button(dialog, "Settle").click()

    answering(settle)
    pane.settle_requested.emit(*CZECH)
    bench.settle()
    assert session.plan.get(Factory, "czai_aif").union_meur == 25.0
    assert "czai_aif" not in [row.key for row in pane.in_sight()]


def test_a_source_is_added_from_where_a_number_is_told(bench: Bench) -> None:
    told: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        told.append(dialog.text())
        dialog.reject()

    def add(dialog: QDialog) -> None:
        a_later_report(dialog)
        QTimer.singleShot(0, lambda: answering(read))

    def open_cite(dialog: QDialog) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        QTimer.singleShot(0, lambda: answering(add))
        button(dialog, "Add another source…").click()

    answering(open_cite)
    bench.window.asking.where(*CZECH)
    assert "Another source: 25 m€: A later report, 2026, medium confidence" in told[0]
    assert "Conflict: open" in told[0]


def test_what_cannot_be_read_is_not_added(bench: Bench) -> None:
    said: list[bool] = []

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, CiteDialog)
        dialog.enter_source("A later report")
        said.append(dialog.can_add())
        dialog.reject()

    answering(enter)
    before = len(bench.workspace.session.history())
    assert not bench.window.asking.cite(*CZECH)
    assert said == [False]
    assert len(bench.workspace.session.history()) == before
