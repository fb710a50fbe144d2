# SPDX-License-Identifier: EUPL-1.2
"""The Latvian language model at the single contact point, in the window and to the figure."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from planner.domain.commands import AddRecord
from planner.domain.months import month_of
from planner.domain.records.access import Allocation
from planner.domain.records.desk import DeskCase, Handover, Proof, Proposal
from tests.ui.benches import Bench
from tests.ui.pdf_text import runs_of
from ui.pages.desk import DeskPage
from ui.pages.desk_rank import RankTree
from ui.pages.ledger import LedgerPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

TEXTS = {
    "name": "A Latvian language model",
    "language": "German",
    "hours_estimated": "2000000",
    "received": "2026-10-09",
    "owner": "Desk",
    "cut_off": "2026-10-16",
}
CHOICES = {
    "applicant": "sme",
    "state": "LV",
    "need": "algorithm",
    "sector": "language_technology",
    "stack": "cuda",
}


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    bench.day = date(2026, 10, 10)
    bench.go_to(month_of(2026, 10))
    yield bench
    bench.close()


def desk(bench: Bench) -> DeskPage:
    bench.window.focus.show("desk")
    bench.settle()
    page = bench.window.panels.page("desk")
    assert isinstance(page, DeskPage)
    return page


def ledger(bench: Bench) -> LedgerPage:
    bench.window.focus.show("ledger")
    bench.settle()
    page = bench.window.panels.page("ledger")
    assert isinstance(page, LedgerPage)
    return page


def fill_in(page: DeskPage) -> None:
    """Fill in the form field by field, as Tab goes through it."""
    for name, words in TEXTS.items():
        line = page.draft.form.editor(name).findChild(QLineEdit)
        line.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
    for name, code in CHOICES.items():
        box = page.draft.form.editor(name).findChild(QComboBox)
        row = box.findData(code)
        assert row >= 0, name
        box.setCurrentIndex(row)
        box.activated.emit(row)


def a_ranked_case(bench: Bench) -> tuple[DeskPage, DeskCase]:
    page = desk(bench)
    page.new.click()
    fill_in(page)
    page.draft._take.click()
    bench.settle()
    (case,) = bench.workspace.session.plan.of(DeskCase).values()
    return page, case


def the_case(bench: Bench) -> DeskCase:
    (case,) = bench.workspace.session.plan.of(DeskCase).values()
    return case


def do(bench: Bench, page: DeskPage, deed: str) -> None:
    page.panel.deeds[deed].click()
    bench.settle()


def at_day(bench: Bench, day: int) -> None:
    bench.day = date(2026, 10, day)
    desk(bench).fill()
    bench.settle()


def test_intake_ends_with_a_ranked_proposal_and_is_one_step(bench: Bench) -> None:
    page, case = a_ranked_case(bench)
    assert case.mode == "large_scale"
    assert page.panel.ranks.words()[:3] == [
        "1. LUMI AI Factory · LUMI",
        "2. IT4LIA AI Factory · Leonardo",
        "3. BSC AI Factory · MareNostrum 5",
    ]
    rows = bench.workspace.session.plan.of(Proposal).values()
    assert all(len((row.reasons or "").split(";")) >= 3 for row in rows)
    bench.trigger("undo")
    assert not bench.workspace.session.plan.of(DeskCase)
    assert not bench.workspace.session.plan.of(Proposal)


def test_the_form_can_be_left_and_begins_with_the_title(bench: Bench) -> None:
    page = desk(bench)
    QTest.keyClick(page, Qt.Key.Key_Insert)
    bench.settle()
    title = page.draft.form.editor("name")
    assert title.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(page.draft, Qt.Key.Key_Escape)
    assert not page.draft.isVisible()
    assert not bench.workspace.session.plan.of(DeskCase)


def test_lumi_is_taken_with_porting_and_leonardo_is_its_fallback(bench: Bench) -> None:
    page, case = a_ranked_case(bench)
    page.panel.reason.setText("antenna and sector")
    do(bench, page, "hand_over")
    case = the_case(bench)
    assert (case.factory, case.system) == ("lumi_aif", "lumi")
    assert case.antenna_told == "2026-10-10"
    assert any(note.startswith("RTE-03") for note in page.panel.notes())
    do(bench, page, "request")
    (asked,) = bench.workspace.session.plan.of(Allocation).values()
    assert (asked.fallback, asked.pool) == ("leonardo", "industry")
    assert any(note.startswith("ACC-10") for note in page.panel.notes())


def test_the_unit_decides_between_4_51_and_2_25_percent(bench: Bench) -> None:
    page, _case = a_ranked_case(bench)
    for deed in ("hand_over", "request"):
        do(bench, page, deed)
    (key,) = bench.workspace.session.plan.of(Allocation)
    bench.window.focus.select("allocation", key)
    view = ledger(bench)
    part, choices, notes = view.panel.said()
    assert "ACC-10" in part
    assert "ACC-10" in notes
    assert "4.51 % of 44.35 million hours" in choices
    assert "2.25 % of 44.35 million hours" in choices
    view.panel.units.chosen.emit("gcd")
    bench.settle()
    assert view.panel.said()[0].startswith("2.25 %")
    view.panel.units.chosen.emit("module")
    bench.settle()
    assert view.panel.said()[0].startswith("4.51 %")
    assert "ACC-10" not in view.panel.said()[2]


def test_the_clock_is_amber_on_day_eight_and_stops_with_the_award(bench: Bench) -> None:
    page, _case = a_ranked_case(bench)
    for deed in ("hand_over", "request", "reply"):
        do(bench, page, deed)
    at_day(bench, 27)
    (said,) = [chip.text() for chip in page.panel._clocks if chip.isVisible()]
    assert said.startswith("Decision: 7 of 10 working days, due 30 Oct 2026")
    at_day(bench, 28)
    (said,) = [chip.text() for chip in page.panel._clocks if chip.isVisible()]
    assert said == "Decision: 8 of 10 working days, due 30 Oct 2026, amber"
    at_day(bench, 30)
    do(bench, page, "award")
    assert not [chip for chip in page.panel._clocks if chip.isVisible()]
    assert any(note.startswith("ETH-01") for note in page.panel.notes())


def test_a_pledge_with_three_commitments_settles_the_proof(bench: Bench) -> None:
    page, _case = a_ranked_case(bench)
    for deed in ("hand_over", "request", "award", "proof"):
        do(bench, page, deed)
    for name in ("governance", "mapping", "literacy"):
        page.draft.form.editor(name).committed.emit(True)
    page.draft._take.click()
    bench.settle()
    (proof,) = bench.workspace.session.plan.of(Proof).values()
    assert (proof.expires, proof.governance, proof.literacy) == ("2027-10-10", True, True)
    assert not any(note.startswith(("ETH-01", "ETH-02")) for note in page.panel.notes())
    ((_name, _kind, core, until, due),) = page.panel._tables[0].rows()
    assert (core, until, due) == ("3 of 3", "10 Oct 2027", "10 Oct 2027")


def test_a_commercial_contract_above_the_cap_is_an_error_in_the_ledger(bench: Bench) -> None:
    values = {
        "id": "contract",
        "name": "Contract",
        "system": "lumi",
        "mode": "commercial",
        "pool": "commercial",
        "unit": "module",
        "hours_awarded": 8_900_000.0,
        "price_eur_per_hour": 2.0,
        "first_month": month_of(2026),
        "months": 12,
    }
    command = AddRecord(kind="allocation", values=values)
    assert bench.window.edits.execute(command, source="test")
    bench.window.focus.select("allocation", "contract")
    said = ledger(bench).panel.said()
    assert "ACC-05" in said[2]
    assert "8,869,675" in said[2]


def test_every_re_route_stands_in_the_log_and_the_case_closes(bench: Bench) -> None:
    page, _case = a_ranked_case(bench)
    do(bench, page, "hand_over")
    page.panel.ranks.setCurrentItem(page.panel.ranks.topLevelItem(1))
    page.panel.reason.setText("porting takes too long")
    QTest.keyClick(page.panel.ranks, Qt.Key.Key_Return)
    bench.settle()
    assert len(bench.workspace.session.plan.of(Handover)) == 2
    assert the_case(bench).factory == "it4lia_aif"
    do(bench, page, "hand_over")
    assert "is there already" in bench.said()
    assert len(bench.workspace.session.plan.of(Handover)) == 2
    rows = [row.cells for row in page.log.values().rows]
    assert [row[2] for row in rows] == ["LUMI AI Factory", "IT4LIA AI Factory"]
    assert rows[1][3] == "porting takes too long"
    page.panel.reason.setText("Model trained")
    do(bench, page, "close")
    assert (the_case(bench).outcome, the_case(bench).closed) == ("Model trained", "2026-10-10")
    bench.trigger("undo")
    assert the_case(bench).closed is None


def is_in_sight(ranks: RankTree) -> bool:
    """Tell whether the line the keyboard is on lies within what the page shows."""
    line = ranks.visualItemRect(ranks.currentItem()).translated(ranks.viewport().pos())
    return ranks.visibleRegion().boundingRect().contains(line)


def test_help_beside_the_hours_is_asked_for_with_enter_and_taken_back_in_one_step(
    bench: Bench,
) -> None:
    page, _case = a_ranked_case(bench)
    do(bench, page, "hand_over")
    ranks, before = page.panel.ranks, the_case(bench)
    words = ranks.words()
    heading = words.index("Help beside the hours")
    assert words[heading + 1 : heading + 3] == ["Latvian AI Factory Antenna", "NCC Latvia"]
    ranks.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        QTest.keyClick(ranks, key)
        bench.settle()
        assert is_in_sight(ranks)
    ranks.setCurrentItem(ranks.topLevelItem(heading + 2))
    QTest.keyClick(ranks, Qt.Key.Key_Return)
    bench.settle()
    assert the_case(bench) == before
    (asked,) = [row for row in bench.workspace.session.plan.of(Handover).values() if row.beside]
    assert asked.centre == "ncc_lv"
    assert ranks.words()[heading + 2] == "NCC Latvia, sent there"
    assert page.log.values().rows[1].cells[2] == "NCC Latvia, help beside the hours"
    do(bench, page, "sheet")
    assert "Help beside the hours\n" in page.sheet.text.toPlainText()
    page.sheet._leave.click()
    bench.trigger("undo")
    assert not any(row.beside for row in bench.workspace.session.plan.of(Handover).values())


def test_the_hand_over_sheet_can_be_copied_and_printed(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, _case = a_ranked_case(bench)
    for deed in ("hand_over", "sheet"):
        do(bench, page, deed)
    words = page.sheet.text.toPlainText()
    assert "Antenna of the user's state: Latvian AI Factory Antenna" in words
    assert "1. LUMI AI Factory · LUMI" in words
    page.sheet._copy.click()
    copied = QApplication.clipboard().text().splitlines()
    assert set(words.splitlines()) <= set(copied)
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), "*.pdf"))
    page.sheet._save.click()
    printed = "".join(runs_of(target))
    assert all("".join(one.split()) in "".join(printed.split()) for one in words.splitlines())
    page.sheet._leave.click()
    assert page.panel.isVisible()
