# SPDX-License-Identifier: EUPL-1.2
"""Data spaces, languages, sectors, instruments, talent and cooperation, worked by hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from planner.domain.records.chips import Delivery, Risk
from planner.domain.records.cooperation import Cooperation, InitiativeMember, LinkKind, Part
from planner.domain.records.instruments import Instrument
from planner.domain.records.measures import Measure
from planner.domain.records.sites import DataCentre
from planner.domain.records.uptake import Sector, Target, TrainedModel
from planner.text import LANGUAGES, set_language
from tests.ui.benches import JANUARY_2028, LARGE, MASTER, Bench
from ui.pages.cooperation import CooperationPage
from ui.pages.grid_page import GridPage
from ui.pages.registry import BY_NAME
from ui.pages.talent_board import TalentBoardPage
from ui.panes.payload import pack

pytestmark = [
    pytest.mark.one_window,
    # The invisible screen has no window manager to ask.
    pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard"),
]

VIEWS = ("matrix", "coverage", "scoreboard", "instruments", "talent", "cooperation", "lane")


def page(bench: Bench, name: str, face: str = "") -> GridPage:
    bench.window.focus.show(name)
    bench.settle()
    found = bench.window.panels.page(name)
    assert isinstance(found, GridPage)
    found.filter.clear()
    if face:
        found.faces.select(face)
        found.faces.chosen.emit(face)
    return found


def enter(bench: Bench, shown: GridPage, row: str, column: str) -> None:
    shown.table.setFocus()
    shown.table.go_to(row, column)
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    bench.settle()


def pick(bench: Bench, words: str) -> None:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    action = next(one for one in menu.actions() if one.text() == words)
    menu.close()
    action.trigger()
    bench.settle()


def cell(shown: GridPage, row: str, column: str) -> str:
    values = shown.table.values()
    place = [one.key for one in values.columns].index(column)
    return next(one for one in values.rows if one.key == row).cells[place].text


def write(bench: Bench, shown: GridPage, row: str, column: str, words: str) -> None:
    shown.table.typed.emit(row, column, words)
    bench.settle()


def test_each_view_has_its_action_and_something_to_show(bench: Bench) -> None:
    for name in VIEWS:
        bench.trigger(f"view_{name}")
        shown = page(bench, name)
        assert bench.window.focus.view == name
        assert BY_NAME[name].shortcut
        assert shown.table.values().rows
        assert shown.table.accessibleName()


def test_each_view_filters_and_groups_what_it_shows(bench: Bench) -> None:
    for name in VIEWS:
        shown = page(bench, name)
        for grouping in shown.GROUPS:
            shown._group_by(grouping)
            rows = shown.table.values().rows
            groups = {row.group for row in rows if not row.heading and row.group}
            headed = {row.group for row in rows if row.heading and len(row.name) > len(row.group)}
            assert groups <= headed
        shown.filter.setText("zzzz")
        assert not [row for row in shown.table.values().rows if not row.heading]
        shown.filter.clear()
        assert shown.table.values().rows


def test_each_view_follows_language_and_theme(bench: Bench) -> None:
    shown = {name: page(bench, name) for name in VIEWS}
    before = {name: one.table.values() for name, one in shown.items()}
    bench.window.look.switch_theme()
    bench.window.look.switch_language()
    german = {name: page(bench, name).table.accessibleName() for name in VIEWS}
    set_language(LANGUAGES[0])
    bench.window.retranslate()
    bench.settle()
    assert {name: page(bench, name).table.values() for name in VIEWS} == before
    assert all(german.values())


# Data spaces


def test_enter_connects_a_data_space_and_undo_parts_it(bench: Bench) -> None:
    shown = page(bench, "matrix", "centres")
    enter(bench, shown, "lavrio_hall", "health")
    assert bench.window.edits.session.plan.get(DataCentre, "lavrio_hall").data_spaces == ("health",)
    page(bench, "matrix", "factories")
    assert cell(shown, "pharos_aif", "health").startswith("✓")
    bench.trigger("undo")
    assert cell(shown, "pharos_aif", "health") == "–"


def test_a_factory_without_a_data_centre_is_told_so(bench: Bench) -> None:
    shown = page(bench, "matrix", "factories")
    enter(bench, shown, "bsc_aif", "health")
    assert "no data centre" in bench.said()
    page(bench, "matrix", "spaces")
    enter(bench, shown, "health", "status")
    pick(bench, "connected")
    assert cell(shown, "health", "status") == "connected"


# Languages, consortia, cities


def test_enter_gives_a_model_a_language(bench: Bench) -> None:
    shown = page(bench, "coverage", "languages")
    assert cell(shown, "sq", "covered") == "not known"  # OpenEuroLLM does not say what it knows
    enter(bench, shown, "sq", "openeurollm")
    assert bench.window.edits.session.plan.get(TrainedModel, "openeurollm").languages == "sq"
    assert cell(shown, "sq", "covered") == "yes"


def test_a_language_nobody_knows_stands_as_it_was_written(bench: Bench) -> None:
    edits = bench.window.edits
    edits.edit("trained_model", "latvian_30b", "languages", "klingonese; lv", source="form")
    shown = page(bench, "coverage", "languages")
    assert cell(shown, "klingonese", "latvian_30b") == "✓"
    assert cell(shown, "lv", "latvian_30b") == "✓"


def test_a_state_joins_a_consortium_and_leaves_its_list(bench: Bench) -> None:
    shown = page(bench, "coverage", "consortia")
    assert cell(shown, "DE", "alt_edic") == "–"
    enter(bench, shown, "DE", "alt_edic")
    pick(bench, Part.MEMBER.label)
    members = bench.window.edits.session.plan.of(InitiativeMember).values()
    joined = [row.part for row in members if (row.initiative, row.state) == ("alt_edic", "DE")]
    assert joined == [Part.MEMBER]
    enter(bench, shown, "DE", "alt_edic")
    pick(bench, "not on the list")
    assert cell(shown, "DE", "alt_edic") == "–"


def test_cities_are_written_in_place_and_added_up(bench: Bench) -> None:
    shown = page(bench, "coverage", "cities")
    for key in ("citiverse-es", "citiverse-lv"):
        write(bench, shown, key, "cities", "7")
    total = shown.table.values().rows[-1]
    assert total.heading
    assert "14, 39 unknown" in [one.text for one in total.cells]


# Sectors


def test_a_sector_gets_a_target_that_is_judged_frozen_and_versioned(bench: Bench) -> None:
    shown = page(bench, "scoreboard")
    enter(bench, shown, "health", "standing")
    pick(bench, "Add a target")
    plan = bench.window.edits.session.plan
    key, target = next(iter(plan.of(Target).items()))
    assert target.sector == "health"
    row = f"health:{key}"
    for column, words in (("baseline", "0"), ("target", "100"), ("actual", "100")):
        write(bench, shown, row, column, words)
    assert cell(shown, row, "standing").startswith("reached")
    assert "1 / 1" in shown.cards[1].accessibleName()
    enter(bench, shown, row, "standing")
    pick(bench, "Freeze it at its value of now")
    write(bench, shown, row, "target", "80")
    frozen = bench.window.edits.session.plan.get(Target, key)
    assert (frozen.frozen_on, frozen.frozen_target) == ("2026-11-23", 100.0)
    assert "GEN-03" in {one.rule for one in bench.workspace.session.outcome.findings}
    enter(bench, shown, row, "standing")
    pick(bench, "Begin a new version and give a reason")
    assert cell(shown, row, "version") == "2"


def test_none_on_purpose_counts_as_settled(bench: Bench) -> None:
    shown = page(bench, "scoreboard")
    enter(bench, shown, "health", "standing")
    pick(bench, "No target is set, on purpose")
    assert bench.window.edits.session.plan.get(Sector, "health").no_target
    assert "1 / 17" in shown.cards[0].accessibleName()


# Instruments


def test_mobilised_money_stands_apart_from_budgets(bench: Bench) -> None:
    shown = page(bench, "instruments")
    before = [card.figure().value for card in shown.cards]
    write(bench, shown, "investeu_ai", "mobilised_observed_meur", "250")
    after = [card.figure().value for card in shown.cards]
    assert after[:3] == before[:3]
    assert (before[3], after[3]) == ("not stated", "250")


def test_a_sum_leads_to_the_lines_it_is_made_of(bench: Bench) -> None:
    shown = page(bench, "instruments")
    shown._group_by("")
    shown.cards[2].click()
    lines = [row.key for row in shown.table.values().rows]
    assert lines[:2] == ["investai", "investeu_ai"]
    assert shown.table.current() == ("investai", "mobilised_expected_meur")


def test_a_number_says_where_it_comes_from_and_no_words_take_its_place(bench: Bench) -> None:
    shown = page(bench, "instruments")
    shown.table.setFocus()
    shown.table.go_to("genai4eu", "budget_meur")
    found = bench.window._pointing.under_keyboard()
    assert found is not None
    assert (found.kind, found.key, found.code) == ("instrument", "genai4eu", "budget_meur")
    write(bench, shown, "eic_2024", "budget_meur", "a lot")
    assert bench.said()
    assert bench.window.edits.session.plan.get(Instrument, "eic_2024").budget_meur == 1_200.0


def test_a_block_is_pasted_and_a_column_filled_each_in_one_step(bench: Bench) -> None:
    shown = page(bench, "instruments")
    shown._group_by("")
    shown.table.pasted.emit("edic_states", "budget_meur", "7\t8\n9\t\n")
    bench.settle()
    assert [cell(shown, "edic_states", one) for one in ("budget_meur", "guarantee_meur")] == [
        "7",
        "8",
    ]
    assert cell(shown, "eic_2024", "budget_meur") == "9"
    bench.trigger("undo")
    assert cell(shown, "eic_2024", "budget_meur") == "1,200"
    shown.table.setFocus()
    shown.table.filled.emit(["edic_states", "eic_2024", "genai4eu"], "budget_meur")
    bench.settle()
    assert {cell(shown, one, "budget_meur") for one in ("eic_2024", "genai4eu")} == {"100"}
    bench.trigger("undo")
    assert cell(shown, "genai4eu", "budget_meur") == "500"
    shown.table.pasted.emit("edic_states", "budget_meur", "5\nmuch")
    bench.settle()
    assert bench.said()
    assert cell(shown, "edic_states", "budget_meur") == "100"


def test_a_part_is_added_to_the_line_one_is_on_and_delete_takes_a_line_out(bench: Bench) -> None:
    shown = page(bench, "instruments")
    shown.table.go_to("genai4eu", "budget_meur")
    shown.add("part")
    bench.settle()
    rows = bench.window.edits.session.plan.of(Instrument).values()
    assert "New line" in {row.name for row in rows if row.part_of == "genai4eu"}
    shown.table.setFocus()
    shown.table.go_to("edic_states")
    QTest.keyClick(shown.table, Qt.Key.Key_Delete)
    bench.settle()
    assert "edic_states" not in bench.window.edits.session.plan.of(Instrument)


def test_what_is_seen_is_saved(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "lines.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), "*.csv"))
    shown = page(bench, "instruments")
    shown.filter.setText("InvestEU")
    shown._save.click()
    saved = target.read_text("utf-8-sig")
    assert "InvestEU, venture capital for AI" in saved
    assert "EIC" not in saved


# Supply lane


def test_a_contract_is_written_in_place_and_holds_back_acceptance(bench: Bench) -> None:
    shown = page(bench, "lane", "contracts")
    write(bench, shown, "lumi_ai", "first_month", "2027-05")
    write(bench, shown, "lumi_ai", "last_month", "2027-09")
    assert cell(shown, "lumi_ai", "lead") == "9"
    enter(bench, shown, "lumi_ai", "risk")
    pick(bench, Risk.HIGH.label)
    assert bench.window.edits.session.plan.get(Delivery, "lumi_ai").risk is Risk.HIGH
    assert "4 / 9" in shown.cards[1].accessibleName()
    vendor = shown.cards[0].figure()
    assert (vendor.value, vendor.suffix) == ("NVIDIA", "100 % of those known")
    assert vendor.context == "vendor or number unknown for 18 of 23 machines"


def test_a_late_step_of_a_chip_is_said_to_slip(bench: Bench) -> None:
    shown = page(bench, "lane", "steps")
    write(bench, shown, "dare_vector", "baseline", "2027-01")
    write(bench, shown, "dare_vector", "forecast", "2027-07")
    assert cell(shown, "dare_vector", "slip") == "6"


# Talent


def test_enter_places_a_programme_in_the_month_in_sight(bench: Bench) -> None:
    shown = page(bench, "talent", "board")
    enter(bench, shown, "AT", "master_cohort")
    (key,) = bench.measures()
    measure = bench.window.edits.session.plan.get(Measure, key)
    assert (measure.state, measure.start) == ("AT", JANUARY_2028)
    assert cell(shown, "AT", "master_cohort") == "50"


def test_the_sums_over_all_states_stand_above_and_count_what_is_unknown(bench: Bench) -> None:
    shown = page(bench, "talent", "board")
    missing, seats, completed = (card.figure() for card in shown.cards)
    assert (missing.value, missing.suffix) == ("1,550", "of 1,550 posts")
    assert missing.context == "in 17 states"
    assert (seats.value, completed.value) == ("0", "not stated")
    for state in ("AT", "BE"):
        enter(bench, shown, state, "master_cohort")
    first, _second = bench.measures()
    bench.window.edits.edit("measure", first, "seats", None, source="test")
    bench.settle()
    assert (shown.cards[1].figure().value, shown.cards[1].figure().suffix) == ("50", "1 unknown")
    whole = shown.table.values().rows[-1]
    assert (whole.name, "50, 1 unknown" in [one.text for one in whole.cells]) == (
        "All states",
        True,
    )
    shown.cards[0].click()
    bench.settle()
    assert shown.table.current() == ("DE", "missing")


def test_a_state_with_a_programme_offers_to_add_open_or_remove(bench: Bench) -> None:
    shown = page(bench, "talent", "board")
    enter(bench, shown, "AT", "master_cohort")
    enter(bench, shown, "AT", "master_cohort")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text().split()[0] for one in menu.actions()] == ["Assign", "Open", "Remove"]
    pick(bench, menu.actions()[2].text())
    assert not bench.measures()


def let_go(shown: TalentBoardPage, mime: QMimeData, row: str) -> None:
    table = shown.table
    table.go_to(row)
    at = table.visualRect(table.currentIndex()).center()
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy, viewport = Qt.DropAction.CopyAction, table.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(at, copy, mime, buttons, none))
    QApplication.sendEvent(viewport, QDragMoveEvent(at, copy, mime, buttons, none))
    QApplication.sendEvent(viewport, QDropEvent(QPointF(at), copy, mime, buttons, none))


def test_a_programme_is_dropped_on_a_state_and_carried_to_another(bench: Bench) -> None:
    shown = page(bench, "talent", "board")
    assert isinstance(shown, TalentBoardPage)
    let_go(shown, pack({"template": MASTER}), "AT")
    bench.settle()
    (key,) = bench.measures()
    held = shown._held("AT", "master_cohort")
    assert held == {"measure": key}
    let_go(shown, pack(held), "BE")
    bench.settle()
    assert bench.measures()[key].state == "BE"


def test_a_machine_is_no_talent(bench: Bench) -> None:
    shown = page(bench, "talent", "board")
    assert isinstance(shown, TalentBoardPage)
    let_go(shown, pack({"template": LARGE}), "AT")
    bench.settle()
    assert not bench.measures()


def test_counted_people_are_written_in_place(bench: Bench) -> None:
    shown = page(bench, "talent", "running")
    write(bench, shown, "eumaster4hpc", "completed", "70")
    assert cell(shown, "eumaster4hpc", "completed") == "70"
    assert cell(shown, "eumaster4hpc", "each") == "0.1"


# Cooperation


def graph(bench: Bench) -> CooperationPage:
    shown = page(bench, "cooperation", "graph")
    assert isinstance(shown, CooperationPage)
    return shown


def test_arrows_walk_the_graph_and_select_what_they_come_to(bench: Bench) -> None:
    shown = graph(bench)
    shown.graph.setFocus()
    QTest.keyClick(shown.graph, Qt.Key.Key_Right)
    first = shown.graph.chosen
    QTest.keyClick(shown.graph, Qt.Key.Key_Right)
    assert shown.graph.chosen not in {"", first}
    selection = bench.window.focus.selection
    assert f"{selection.kind}:{selection.key}" == shown.graph.chosen
    assert shown.graph.accessibleDescription()


def links_of_lumi(bench: Bench) -> list[Cooperation]:
    rows = bench.window.edits.session.plan.of(Cooperation).values()
    return [row for row in rows if row.factory == "lumi_aif"]


def test_a_line_drawn_between_factories_becomes_a_link(bench: Bench) -> None:
    shown = graph(bench)
    ends = "factory:lumi_aif", "factory:mimer_aif"
    here, there = (shown.graph.point_of(key).toPoint() for key in ends)
    QTest.mousePress(shown.graph, Qt.MouseButton.LeftButton, pos=here)
    QTest.mouseMove(shown.graph, there)
    QTest.mouseRelease(shown.graph, Qt.MouseButton.LeftButton, pos=there)
    pick(bench, LinkKind.STAFF.label)
    (link,) = links_of_lumi(bench)
    assert (link.factory, link.other_factory, link.kind) == (
        "lumi_aif",
        "mimer_aif",
        LinkKind.STAFF,
    )


def test_a_link_can_be_changed_and_taken_out_in_the_table(bench: Bench) -> None:
    shown = graph(bench)
    shown.graph.choose("factory:lumi_aif")
    shown.graph.linked.emit("factory:lumi_aif", "initiative:eurocc")
    pick(bench, LinkKind.SERVICES.label)
    page(bench, "cooperation", "links")
    rows = shown.table.values().rows
    (link,) = links_of_lumi(bench)
    row = next(one for one in rows if (one.kind, one.record) == ("cooperation", link.id))
    enter(bench, shown, row.key, "kind")
    pick(bench, LinkKind.PROJECT.label)
    (link,) = links_of_lumi(bench)
    assert link.kind is LinkKind.PROJECT
    shown.table.go_to(row.key)
    QTest.keyClick(shown.table, Qt.Key.Key_Delete)
    bench.settle()
    assert not links_of_lumi(bench)


def test_no_two_nodes_lie_on_each_other_and_the_picture_is_always_the_same(bench: Bench) -> None:
    shown = graph(bench)
    places = [shown.graph.point_of(key) for key in shown.graph._nodes]
    shown.fill()
    assert places == [shown.graph.point_of(key) for key in shown.graph._nodes]
    least = bench.window.theme().px("icon") / 2
    apart = [
        (one - other).manhattanLength()
        for number, one in enumerate(places)
        for other in places[number + 1 :]
    ]
    assert min(apart) > least


@pytest.mark.own_window
def test_the_menu_of_a_node_offers_every_partner(bench: Bench) -> None:
    shown = graph(bench)
    shown.graph.choose("factory:lumi_aif")
    shown.graph.menu_requested.emit("factory:lumi_aif", QPoint())
    pick(bench, "Link with…")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == len(shown.graph._nodes) - 1
    menu.close()
    shown.graph.linked.emit("initiative:tef", "initiative:edih")
    assert "AI factory" in bench.said()
