# SPDX-License-Identifier: EUPL-1.2
"""The views of the contact point and of the ledger beside their story: empty, filtered, said."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from planner import text
from planner.domain.commands import AddRecord, EditField
from planner.domain.records.access import Allocation
from planner.domain.records.instruments import Event
from planner.engine.derivations import About, derived
from tests.ui.benches import Bench
from ui.pages.desk import DeskPage
from ui.pages.ledger import LedgerPage
from ui.widgets.asked import asked_at
from ui.widgets.button import Button

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.addWidget(bench.window)
    yield bench
    bench.close()


def page_of(bench: Bench, name: str) -> DeskPage | LedgerPage:
    bench.trigger(f"view_{name}")
    page = bench.window.panels.page(name)
    assert isinstance(page, DeskPage | LedgerPage)
    return page


def desk(bench: Bench) -> DeskPage:
    page = page_of(bench, "desk")
    assert isinstance(page, DeskPage)
    return page


def ledger(bench: Bench) -> LedgerPage:
    page = page_of(bench, "ledger")
    assert isinstance(page, LedgerPage)
    return page


def add_case(bench: Bench, key: str, **values: object) -> None:
    given = {"id": key, "name": key.title(), "received": "2026-10-05", **values}
    assert bench.window.edits.execute(AddRecord(kind="desk_case", values=given), source="test")
    bench.settle()


def test_a_desk_without_cases_says_how_one_comes_in(bench: Bench) -> None:
    page = desk(bench)
    assert page._empty.isVisible()
    page._empty.action_requested.emit()
    assert page.draft.isVisible()


def test_a_new_case_is_filled_in_by_keyboard_in_the_words_of_the_language(bench: Bench) -> None:
    text.set_language("de")
    page = desk(bench)
    page.start_case()
    sector = page.draft.form.editor("sector").focusProxy()
    assert isinstance(sector, QComboBox)
    sectors = [sector.itemText(row) for row in range(sector.count())]
    assert sectors.index("Öffentlicher Sektor") < sectors.index("Sprachtechnologie")
    last = page.draft.form.editor("cut_off").focusProxy()
    assert last is not None
    last.setFocus()
    QTest.keyClicks(last, "16.10.2026")
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert getattr(page.draft.record(), "cut_off", "") == "2026-10-16"
    focused = bench.window.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Aufnehmen und ordnen"


def test_cases_are_filtered_and_followed_from_elsewhere(bench: Bench) -> None:
    add_case(bench, "crops", state="DK")
    add_case(bench, "robots", state="HR")
    page = desk(bench)
    bench.window.focus.select("desk_case", "robots")
    bench.settle()
    assert page.panel._title.text() == "Robots"
    page._filter.setText("denmark")
    assert [row.cells[0] for row in page.table.values().rows] == ["Crops"]


def test_a_case_that_is_late_says_so_in_words(bench: Bench) -> None:
    add_case(bench, "crops", state="DK", mode="playground")
    (row,) = desk(bench).table.values().rows
    assert "late" in row.cells


def test_clocks_read_today_and_in_the_past_the_day_that_is_shown(bench: Bench) -> None:
    bench.workspace.session.clock = lambda: "2026-10-06T09:00:00+00:00"
    add_case(bench, "crops", state="DK", mode="playground")
    page = desk(bench)
    bench.day = date(2026, 10, 6)
    page.fill()
    assert page.table.values().rows[0].cells[1] == "amber"
    bench.day = date(2026, 10, 9)
    page.fill()
    assert page.table.values().rows[0].cells[1] == "late"
    assert page.panel._tables[1]._title.text().startswith("Clocks on 9 Oct 2026")
    bench.window.standpoint.show_day(date(2026, 10, 6))
    bench.settle()
    assert page.table.values().rows[0].cells[1] == "amber"
    assert page.panel._tables[1]._title.text().startswith("Clocks on 6 Oct 2026")


def test_a_new_case_comes_in_today_and_its_rules_read_the_day_of_the_plan(bench: Bench) -> None:
    add_case(bench, "crops", state="DK", mode="playground")
    page = desk(bench)
    bench.day = date(2026, 10, 12)
    page.start_case()
    assert getattr(page.draft.record(), "received", "") == "2026-10-12"
    late = [one for one in bench.workspace.session.outcome.findings if one.rule == "MOD-08"]
    assert late
    page.fill()
    assert not any("MOD-08" in words for words in page.panel.notes())


def test_a_ranking_that_the_plan_has_left_behind_says_so(bench: Bench) -> None:
    add_case(bench, "model", state="LV", stack="cuda", applicant="sme", hours_estimated=1e5)
    page = desk(bench)
    page.panel.deeds["rank"].click()
    bench.settle()
    assert not page.panel._moved.isVisible()
    weight = EditField(kind="parameter", key="desk_weight_stack", field="value", value=0.0)
    assert bench.window.edits.execute(weight, source="test")
    bench.settle()
    assert page.panel._moved.isVisible()
    page.panel.deeds["rank"].click()
    bench.settle()
    assert not page.panel._moved.isVisible()


def test_a_weight_opens_the_parameter_that_says_so(bench: Bench) -> None:
    add_case(bench, "crops", state="DK")
    weights = desk(bench).panel._tables[-1]
    rows = {row[0]: row[1] for row in weights.rows()}
    assert rows["Software"].endswith("20 %")
    weights.opened.emit("parameter", "desk_weight_stack")
    assert bench.window.focus.selection.key == "desk_weight_stack"


def test_closed_days_stand_in_the_ledger_with_their_source_and_can_be_added(bench: Bench) -> None:
    page = ledger(bench)
    page.face.select("closed")
    page.fill()
    rows = {row.cells[0]: row.cells for row in page.tables["closed"].values().rows}
    assert rows["24 Dec 2026"][2:4] == ("End of the year", "6")
    assert "confidence low" in rows["24 Dec 2026"][4]
    before = len(bench.workspace.session.plan.of(Event))
    page.add_closed.click()
    bench.settle()
    assert len(bench.workspace.session.plan.of(Event)) == before + 1
    assert bench.window.focus.selection.kind == "event"


def test_a_ledger_without_requests_says_so_and_leads_to_a_new_case(bench: Bench) -> None:
    page = ledger(bench)
    assert page._empty.accessibleName() == "No request is in the ledger yet"
    assert page._empty.isVisible()
    assert not page.tables["requests"].isVisible()
    page._empty._button.click()
    bench.settle()
    assert bench.window.focus.view == "desk"
    assert desk(bench).draft.isVisible()
    page = ledger(bench)
    page.face.select("pools")
    page.fill()
    assert page.tables["pools"].isVisible()
    assert not page._empty.isVisible()


def test_pools_and_sums_are_tables_of_their_own(bench: Bench) -> None:
    values = {
        "id": "job",
        "name": "Job",
        "system": "lumi",
        "mode": "large_scale",
        "pool": "industry",
        "unit": "gcd",
        "hours_requested": 1e6,
        "cut_off": "2026-10-16",
        "first_month": 70,
        "months": 12,
    }
    command = AddRecord(kind="allocation", values=values)
    assert bench.window.edits.execute(command, source="test")
    page = ledger(bench)
    page.face.select("sums")
    page.fill()
    ((_machine, mode, cut_off, count, requested, *_rest),) = (
        row.cells for row in page.tables["sums"].values().rows
    )
    assert (mode, cut_off, count) == ("Large Scale", "16 Oct 2026", "1")
    assert requested == "500,000"
    page.face.select("pools")
    page._filter.setText("lumi industrial")
    (row,) = page.tables["pools"].values().rows
    assert row.cells[0] == "LUMI"
    page.face.select("requests")
    page._filter.setText("")
    (row,) = page.tables["requests"].values().rows
    assert row.cells[4] == "30 Oct 2026"


def test_both_views_are_said_again_in_german(bench: Bench) -> None:
    add_case(bench, "crops", state="DK")
    desk(bench)
    page = desk(bench)
    try:
        text.set_language("de")
        bench.window.retranslate()
        bench.settle()
        assert page.table.values().rows[0].cells[4] == "Dänemark"
        assert ledger(bench).tables["closed"].accessibleName()
    finally:
        text.set_language("en")


def test_a_form_that_is_being_filled_in_survives_a_selection_elsewhere(bench: Bench) -> None:
    for key in ("crops", "robots"):
        add_case(bench, key, state="DK")
    page = desk(bench)
    page.start_case()
    bench.window.focus.select("desk_case", "robots")
    bench.settle()
    assert page.draft.isVisible()


def test_who_needs_help_alone_is_ranked_with_the_antenna_of_the_state(bench: Bench) -> None:
    add_case(bench, "porting", state="LV", need="programming", stack="cuda")
    page = desk(bench)
    page.panel.deeds["rank"].click()
    bench.settle()
    assert any("Latvian AI Factory Antenna" in words for words in page.panel.ranks.words())


def test_the_hours_of_a_pool_say_where_they_come_from(bench: Bench) -> None:
    page = ledger(bench)
    page.face.select("pools")
    page._filter.setText("lumi industrial")
    page.fill()
    table = page.tables["pools"]
    table.setCurrentIndex(table.model().index(0, 2))
    asked = asked_at(table.currentIndex())
    assert asked is not None
    session = bench.workspace.session
    about = About(asked.kind, asked.key, asked.code, bench.window.focus.month)
    figure = derived(session.plan, session.outcome, about)
    assert figure is not None
    assert figure.inputs
    assert f"{(figure.value or 0.0) / 1e6:.2f}" == table.current().cells[2]  # type: ignore[union-attr]  # it stands on a row


def test_the_case_that_was_just_taken_in_comes_to_the_front(bench: Bench) -> None:
    add_case(bench, "earlier")
    page = desk(bench)
    bench.window.focus.select("desk_case", "earlier")
    page.start_case()
    page.draft._take.click()
    bench.settle()
    assert page.panel._title.text() == "New case"
    chosen = page.table.current()
    assert chosen is not None
    assert chosen.cells[0] == "New case"


def test_what_is_clicked_twice_is_done_once(bench: Bench) -> None:
    add_case(bench, "model", applicant="sme", state="LV", hours_estimated=2_000_000.0)
    page = desk(bench)
    for deed in ("rank", "hand_over"):
        page.panel.deeds[deed].click()
        bench.settle()
    QTest.mouseClick(page.panel.deeds["request"], Qt.MouseButton.LeftButton)
    bench.settle()
    award = page.panel.deeds["award"]
    assert award.isVisible()  # where the other was: the second click goes to it
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPointF(award.rect().center())
    for second in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(second, at, QPointF(award.mapToGlobal(at)), left, left, none)
        QCoreApplication.sendEvent(award, event)
    bench.settle()
    (asked,) = bench.workspace.session.plan.of(Allocation).values()
    assert asked.hours_awarded is None


def test_a_click_on_a_case_shows_it_below_and_two_open_its_form(bench: Bench) -> None:
    add_case(bench, "one")
    add_case(bench, "two")
    page = desk(bench)
    opened: list[str] = []
    page.table.opened.connect(lambda _kind, key: opened.append(key))
    at = page.table.visualRect(page.table.model().index(1, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (page.panel._title.text(), opened) == ("Two", [])
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert opened == ["two"]
