# SPDX-License-Identifier: EUPL-1.2
"""The view of reach: what it says, what it opens, and that one edit moves it."""

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.records.geography import State
from planner.engine.demand import QUARTERS
from planner.text import state_name
from tests.ui.benches import Bench

Q4_OF_2026 = month_of(2026, 12)


pytestmark = pytest.mark.one_window


@pytest.fixture
def bench(bench: Bench) -> Bench:
    bench.go_to(Q4_OF_2026)
    bench.window.focus.show("reach")
    bench.settle()
    return bench


def row(bench: Bench, name: str, words: str) -> QTreeWidgetItem:
    listed = bench.window.panels.reach.lists()[name]
    (found,) = listed.findItems(words, Qt.MatchFlag.MatchExactly)
    return found


def rows(bench: Bench, name: str) -> int:
    return bench.window.panels.reach.lists()[name].topLevelItemCount()


def test_every_state_that_may_ask_has_a_row(bench: Bench) -> None:
    assert rows(bench, "states") == 38
    assert float(row(bench, "states", "Latvia").text(2)) > 0


def test_a_state_that_is_not_known_says_so_instead_of_zero(bench: Bench) -> None:
    iceland = row(bench, "states", "Iceland")
    assert [iceland.text(column) for column in range(1, 7)] == ["unknown"] * 6
    assert "Enterprises using AI" in iceland.toolTip(0)


def test_a_click_on_a_state_shows_its_flows_both_ways(bench: Bench) -> None:
    listed = bench.window.panels.reach.lists()["states"]
    listed.itemClicked.emit(row(bench, "states", "Finland"), 0)
    bench.settle()
    assert bench.window.focus.selection.key == "FI"
    assert rows(bench, "gets") >= 1
    assert row(bench, "gives", "Latvia")


@pytest.mark.own_window
def test_enter_opens_an_assumption_in_the_inspector(bench: Bench) -> None:
    pane = bench.window.panels.reach
    pane.show_face("assumptions")
    listed = pane.lists()["assumptions"]
    listed.setCurrentItem(row(bench, "assumptions", "Research"))
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert bench.window.focus.selection.kind == "demand_group"
    assert not bench.window.panels.inspector.isHidden()


@pytest.mark.own_window
def test_a_larger_total_leaves_more_unmet_at_once(bench: Bench) -> None:
    before = float(row(bench, "states", "Croatia").text(3))
    edit = EditField(
        kind="parameter", key="demand_total_million_hours", field="value", value=2_000.0
    )
    bench.workspace.session.execute(edit, source="test")
    bench.settle()
    QTest.qWait(20)
    assert float(row(bench, "states", "Croatia").text(3)) > 2 * before


@pytest.mark.own_window
def test_only_what_runs_today_serves_when_asked_so(bench: Bench) -> None:
    bench.drop("ai_system_large", "HR")
    bench.go_to(month_of(2030, 12))
    bench.window.focus.show("reach")
    planned = float(row(bench, "states", "Croatia").text(2))
    pane = bench.window.panels.reach
    pane._supplies.select("operational")
    pane.supply_chosen.emit("operational")
    bench.settle()
    assert float(row(bench, "states", "Croatia").text(2)) < planned


@pytest.mark.own_window
def test_the_chart_over_time_is_drawn_when_it_is_in_front(bench: Bench, qtbot: QtBot) -> None:
    pane = bench.window.panels.reach
    pane.show_face("time")
    qtbot.waitUntil(lambda: pane.chart().chart().values() is not None, timeout=10_000)
    values = pane.chart().chart().values()
    assert values is not None
    used, machines = (line.values for line in values.lines[:2])
    assert len(used) == 3 * QUARTERS
    assert math.isnan(used[0])
    assert used[Q4_OF_2026] < machines[Q4_OF_2026]


@pytest.mark.own_window
def test_numbers_are_sorted_by_size_and_the_unknown_come_last(bench: Bench) -> None:
    listed = bench.window.panels.reach.lists()["states"]
    listed.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    first, last = listed.topLevelItem(0), listed.topLevelItem(listed.topLevelItemCount() - 1)
    assert first is not None
    assert last is not None
    assert first.text(0) == "Germany"
    assert last.text(1) == "unknown"


def choose_base(bench: Bench, base: str) -> None:
    bench.window.panels.reach.base_chosen.emit(base)
    bench.settle()


@pytest.mark.own_window
def test_hours_are_set_against_product_or_own_money_when_asked_so(bench: Bench) -> None:
    pane, plan = bench.window.panels.reach, bench.workspace.session.plan
    listed = pane.lists()["states"]
    by_head = float(row(bench, "states", "Italy").text(5))
    choose_base(bench, "gdp")
    assert listed.headerItem().text(5) == "Per bn € GDP"
    italy = plan.get(State, "IT")
    assert italy.population_m is not None
    assert italy.gdp_beur is not None
    expected = by_head * italy.population_m / italy.gdp_beur
    assert float(row(bench, "states", "Italy").text(5)) == pytest.approx(expected, rel=0.01)
    choose_base(bench, "contribution")
    assert listed.headerItem().text(5) == "Per m€ own"
    assert row(bench, "states", "Croatia").text(5) == "unknown"  # has committed nothing


@pytest.mark.own_window
def test_the_map_sets_hours_against_the_same_as_the_table(bench: Bench) -> None:
    window = bench.window
    window.choosing.figure("served")
    assert "per million inhabitants" in window.screen_.map.choropleth().title
    window.panels.map.variant_chosen.emit("contribution")
    bench.settle()
    assert "per m€ of own money" in window.screen_.map.choropleth().title
    shown = window.screen_.map.choropleth().by_state()
    assert shown["HR"].value is None
    assert "no money is committed" in shown["HR"].detail
    window.focus.show("reach")
    assert window.panels.reach.lists()["states"].headerItem().text(5) == "Per m€ own"


def test_arcs_of_the_map_show_what_the_lists_say(bench: Bench) -> None:
    window = bench.window
    window.focus.select("state", "LV")
    listed = window.panels.reach.lists()["gets"]
    names = {item.text(0) for n in range(rows(bench, "gets")) if (item := listed.topLevelItem(n))}
    window.choosing.figure("unmet")
    bench.settle()
    arcs = window.panels.map.view.flows()
    assert {state_name(arc.giver) for arc in arcs if arc.incoming} == names - {"Latvia"}
    assert "Gets hours" in window.panels.map._legend.accessibleDescription()
    assert "Latvia" in arcs[0].text
    window.choosing.figure("capacity")
    bench.settle()
    assert window.panels.map.view.flows() == ()
    assert "Gets hours" not in window.panels.map._legend.accessibleDescription()


def test_the_route_between_two_states_is_marked_where_it_is_assumed(bench: Bench) -> None:
    bench.window.focus.select("state", "DE")
    bench.settle()
    listed = bench.window.panels.reach.lists()["gives"]
    items = [item for n in range(rows(bench, "gives")) if (item := listed.topLevelItem(n))]
    routes = {item.text(0): item for item in items}
    assert routes["Germany"].text(3) == "–"
    assumed = [item for item in items if item.text(3).startswith("≈ ")]
    assert assumed
    assert "its capacity is an assumption" in assumed[0].toolTip(3)


@pytest.mark.own_window
def test_gini_over_time_follows_what_hours_are_set_against(bench: Bench, qtbot: QtBot) -> None:
    pane = bench.window.panels.reach
    pane.show_face("time")
    qtbot.waitUntil(lambda: pane.chart().chart().values() is not None, timeout=10_000)
    by_head = pane.chart().chart().values()
    assert by_head is not None
    choose_base(bench, "gdp")
    qtbot.waitUntil(lambda: pane.chart().chart().values() is not by_head, timeout=10_000)
    by_gdp = pane.chart().chart().values()
    assert by_gdp is not None
    assert by_gdp.title == "Spread by GDP, and reach"
    assert by_gdp.lines[0].values[Q4_OF_2026] != by_head.lines[0].values[Q4_OF_2026]


@pytest.mark.parametrize("figure", ["unmet", "served"])
def test_the_map_shows_reach_and_hatches_what_is_not_known(bench: Bench, figure: str) -> None:
    bench.window.choosing.figure(figure)
    shown = bench.window.screen_.map.choropleth().by_state()
    assert shown["IS"].value is None
    assert shown["UA"].value is None
    assert "Joint Undertaking" in shown["UA"].detail
    latvia = shown["LV"].value
    assert latvia is not None
    assert latvia > 0


@pytest.mark.own_window
def test_everything_is_said_again_in_german(bench: Bench) -> None:
    bench.window.look.switch_language()
    try:
        assert row(bench, "states", "Lettland")
    finally:
        while (
            bench.window.panels.reach.lists()["states"].findItems(
                "Latvia", Qt.MatchFlag.MatchExactly
            )
            == []
        ):
            bench.window.look.switch_language()


@pytest.mark.own_window
def test_a_narrow_window_still_leads_to_every_view(bench: Bench) -> None:
    bench.window.focus.show("map")
    bench.resize(1100, 700)
    assert "reach" not in bench.window.panels.app_bar.offered()
    bench.trigger("view_reach")
    assert bench.window.panels.reach.isVisible()
    assert bench.window.panels.app_bar._views.current() == "reach"
    bench.resize(1440, 900)
    assert bench.window.panels.app_bar._views.current() == "reach"


@pytest.mark.own_window
@pytest.mark.parametrize("width", [1440, 1100, 800])
def test_the_same_room_shows_the_same_columns_however_often_it_is_fitted(
    bench: Bench, width: int
) -> None:
    listed = bench.window.panels.reach.lists()["states"]
    listed.resize(width // 2, listed.height())
    bench.settle()
    first = [listed.isColumnHidden(column) for column in range(listed.columnCount())]
    listed.resize(width // 2, listed.height() - 1)
    bench.settle()
    assert [listed.isColumnHidden(column) for column in range(listed.columnCount())] == first
    assert listed.columnWidth(0) >= listed.header().sectionSizeHint(0)
