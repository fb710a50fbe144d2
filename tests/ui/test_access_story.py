# SPDX-License-Identifier: EUPL-1.2
"""From letters to hours in the window: the Dutch factory, a request on LUMI, the gap after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.domain.months import month_of
from planner.domain.records.access import Allocation, TimeShare
from planner.domain.schema import Scalar
from planner.sentences import finding_sentence
from tests.ui.benches import Bench
from ui.panes.consortium_splitter import ConsortiumSplitter

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

OCTOBER_2026 = month_of(2026, 10)


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    qtbot.waitUntil(bench.frame.isActiveWindow)
    bench.go_to(OCTOBER_2026)
    bench.view("access")
    yield bench
    bench.close()


def on(bench: Bench, machine: str) -> ConsortiumSplitter:
    bench.window.focus.select("system", machine)
    bench.settle()
    return bench.window.panels.access.splitter


def enter_union(bench: Bench, percent: float) -> None:
    field = bench.window.panels.access.splitter.union_field()
    field.setValue(percent)
    field.editingFinished.emit()
    bench.settle()


def edit(bench: Bench, kind: str, key: str, field: str, value: Scalar) -> None:
    assert bench.window.edits.edit(kind, key, field, value, source="test")
    bench.settle()


def test_half_the_time_for_a_third_of_the_money_is_an_error_with_its_article(bench: Bench) -> None:
    splitter = on(bench, "nlaif_system")
    assert splitter.union_field().value() == pytest.approx(35.3)
    enter_union(bench, 50.0)
    note = splitter.said()[0]
    assert note.startswith("ACC-01")
    assert "35.3" in note
    assert "Article 17(1)" in note
    bench.trigger("undo")
    assert not splitter.said()[0].startswith("ACC-01")
    assert bench.workspace.session.plan.of(TimeShare) == {}


def test_the_sentence_about_the_share_stands_in_full_below_the_fields(
    bench: Bench, qtbot: QtBot
) -> None:
    splitter = on(bench, "nlaif_system")
    enter_union(bench, 50.0)
    area = bench.window.panels.access._below

    def has_all_in_sight() -> bool:
        return area.verticalScrollBar().maximum() == 0

    assert splitter.said()[0].startswith("ACC-01")
    qtbot.waitUntil(has_all_in_sight)


def test_a_quarter_of_all_time_is_38_65_percent_of_the_national_share(bench: Bench) -> None:
    splitter = on(bench, "nlaif_system")
    splitter.part_field().setValue(25.0)
    assert splitter.said()[1].startswith("38.65")


def test_the_share_can_follow_the_money_again(bench: Bench) -> None:
    splitter = on(bench, "nlaif_system")
    enter_union(bench, 30.0)
    splitter.union_freed.emit("system", "nlaif_system")
    bench.settle()
    assert splitter.union_field().value() == pytest.approx(35.3)


def test_2_million_hours_are_4_51_percent_of_44_35_and_half_of_it_as_gcd(bench: Bench) -> None:
    splitter = on(bench, "lumi")
    splitter.hours_field().setValue(2e6)
    splitter.choose_unit("module")
    assert "4.51" in splitter.said()[2]
    assert "44.35" in splitter.said()[2]
    splitter.choose_unit("gcd")
    assert "2.25" in splitter.said()[2]
    splitter.choose_unit("")
    assert "what the hours count" in splitter.said()[2]


def test_an_allocation_is_added_and_opens_in_the_form(bench: Bench) -> None:
    bench.resize(1100, 700)  # where the form is in a drawer
    on(bench, "lumi").allocation_requested.emit("system", "lumi")
    bench.settle()
    (key,) = bench.workspace.session.plan.of(Allocation)
    assert bench.window.focus.selection.key == key
    assert bench.window.panels.inspector.isVisible()
    rules = {f.rule for f in bench.workspace.session.outcome.findings if f.key == key}
    assert "ACC-10" in rules


def test_a_commercial_contract_over_the_cap_is_an_error(bench: Bench) -> None:
    on(bench, "lumi").allocation_requested.emit("system", "lumi")
    (key,) = bench.workspace.session.plan.of(Allocation)
    values: dict[str, Scalar] = {
        "unit": "module",
        "pool": "commercial",
        "mode": "commercial",
        "price_eur_per_hour": 2.0,
        "first_month": month_of(2026),
        "hours_awarded": 8_900_000.0,
    }
    for field, value in values.items():
        edit(bench, "allocation", key, field, value)
    on(bench, "lumi")
    assert "ACC-05" in bench.window.panels.access.splitter.said()[0]


def test_the_gap_after_lumi_is_said_with_its_hours(bench: Bench) -> None:
    edit(bench, "system", "lumi_ai", "accepted", month_of(2028, 10))
    session = bench.workspace.session
    (finding,) = [f for f in session.outcome.findings if f.rule == "CAP-02" and f.key == "lumi"]
    said = finding_sentence(finding, session.plan)
    assert "9 months" in said
    assert "33,261,282" in said


def test_the_training_chart_follows_workload_and_month(bench: Bench) -> None:
    deck = bench.window.panels.deck
    assert deck is not None
    chart = deck.training.chart()
    first = chart.values()
    deck.training.measure_chosen.emit("405b-15t")
    bench.settle()
    second = chart.values()
    assert first is not None
    assert second is not None
    assert second.bars[0].weeks > 10 * first.bars[0].weeks
    bench.go_to(month_of(2024))
    third = chart.values()
    assert third is not None
    assert third.bars[0].weeks == pytest.approx(third.baseline)


def share_a_state(splitter: ConsortiumSplitter, state: str, cost: float) -> None:
    row = splitter.states_row()
    row.choose(state)
    row.fields()[0].setValue(cost)
    row.fields()[0].editingFinished.emit()


def test_a_state_of_the_consortium_is_given_time_as_it_pays(bench: Bench) -> None:
    splitter = on(bench, "lumi_ai")
    consortium = ("FI", "CZ", "DK", "EE", "NO", "PL")
    assert set(splitter.states_row().states()[:6]) == set(consortium)
    share_a_state(splitter, "CZ", 5.0)
    bench.settle()
    (share,) = bench.workspace.session.plan.of(TimeShare).values()
    assert (share.state, share.cost_share, share.access_share) == ("CZ", 0.05, 0.05)
    share_a_state(splitter, "CZ", 8.0)
    bench.settle()
    (share,) = bench.workspace.session.plan.of(TimeShare).values()
    assert (share.cost_share, share.access_share) == (0.08, 0.08)
    bench.trigger("undo")
    bench.trigger("undo")
    assert bench.workspace.session.plan.of(TimeShare) == {}


def test_cost_and_time_of_a_state_can_be_let_loose(bench: Bench) -> None:
    splitter = on(bench, "lumi_ai")
    row = splitter.states_row()
    row.choose("PL")
    row.set_linked(linked=False)
    row.fields()[1].setValue(3.0)
    row.fields()[1].editingFinished.emit()
    bench.settle()
    (share,) = bench.workspace.session.plan.of(TimeShare).values()
    assert (share.state, share.cost_share, share.access_share) == ("PL", 0.0, 0.03)
