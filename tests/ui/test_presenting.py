# SPDX-License-Identifier: EUPL-1.2
"""From plan and outcome to what is said on screen."""

from math import hypot

import pytest

from planner.domain.commands import Assign, SetStatus
from planner.domain.delays import SetDelay
from planner.domain.plan import Plan
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from planner.text import set_language
from tests.core.builders import after
from tests.ui.benches import JANUARY_2028, MASTER, MID
from ui.focus import Selection
from ui.presenting.board_values import board_bars, board_rows
from ui.presenting.catalogue_values import catalogue_groups
from ui.presenting.chart_values import CAPACITY, money_by_year, stack_values
from ui.presenting.headlines import headline_figures
from ui.presenting.inspector_values import inspect
from ui.presenting.kept import Kept
from ui.presenting.map_values import choropleth, site_marks
from ui.presenting.times import time_label


@pytest.fixture(scope="module")
def network() -> Plan:
    return reference_plan()


@pytest.fixture(scope="module")
def outcome(network: Plan) -> Outcome:
    return evaluate(network)


def test_only_what_is_committed_counts_as_committed(network: Plan) -> None:
    assign = Assign(template=MID, state="HR", start=JANUARY_2028)
    tentative = after(network, assign)
    firm = after(tentative, SetStatus(measure=assign.measure, status=Status.COMMITTED))
    figures = [
        headline_figures(plan, evaluate(plan), JANUARY_2028)["money"]
        for plan in (network, tentative, firm)
    ]
    assert figures[0].value == figures[1].value != figures[2].value
    assert "tentative" in figures[1].context
    assert "tentative" not in figures[2].context


def test_planned_capacity_is_never_drawn_as_running(network: Plan, outcome: Outcome) -> None:
    plan = after(network, Assign(template=MID, state="HR", start=JANUARY_2028))
    before, now = (
        stack_values(o, CAPACITY["ef"], month=JANUARY_2028, as_of="")
        for o in (outcome, evaluate(plan))
    )
    assert sum(b.values.sum() for b in now.running) == sum(b.values.sum() for b in before.running)
    assert sum(b.values.sum() for b in now.planned) > sum(b.values.sum() for b in before.planned)


def test_states_with_machines_of_unknown_size_are_unknown_not_zero(
    network: Plan, outcome: Outcome
) -> None:
    figure = choropleth(network, outcome, "capacity", month=JANUARY_2028, as_of="10 Oct 2026")
    unknown = [value for value in figure.values if value.value is None]
    assert unknown
    assert all(value.text == "unknown" for value in unknown)


def test_a_measure_without_a_site_lies_near_the_capital_and_beside_its_neighbours(
    network: Plan,
) -> None:
    plan = after(
        network,
        Assign(template=MID, state="HR", start=JANUARY_2028),
        Assign(template=MASTER, state="HR", start=JANUARY_2028),
        Assign(template=MASTER, state="HR", start=JANUARY_2028),
    )
    home = plan.get(State, "HR")
    marks = [mark for mark in site_marks(plan) if mark.state == "HR"]
    places = {(mark.lat, mark.lon) for mark in marks}
    assert len(places) == len(marks) == 3
    assert all(
        hypot(mark.lat - (home.capital_lat or 0), mark.lon - (home.capital_lon or 0)) < 1
        for mark in marks
    )
    assert not any(mark.operational for mark in marks)


def test_existing_machines_are_locked_and_measures_are_not(network: Plan) -> None:
    assign = Assign(template=MID, state="HR", start=JANUARY_2028)
    plan = after(network, assign)
    bars = {bar.key: bar for bar in board_bars(plan, evaluate(plan), Kept())}
    assert not bars[assign.measure].locked
    assert bars[assign.measure].tentative
    assert bars["leonardo"].locked


def test_a_machine_whose_chips_come_late_is_late_on_the_board(network: Plan) -> None:
    assign = Assign(template=MID, state="HR", start=JANUARY_2028)
    planned = after(network, assign)
    late = after(planned, SetDelay(vendor="NVIDIA", months=6))
    before, now = (
        {bar.key: bar for bar in board_bars(plan, evaluate(plan), Kept())}
        for plan in (planned, late)
    )
    measure, machine = assign.measure, "mn5_ai_upgrade"
    assert now[measure].start == before[measure].start
    assert now[measure].end == before[measure].end + 6
    assert "in service Jul 2029 → Jan 2030" in now[measure].detail
    assert now[measure].label.endswith("+6 months")
    assert now["leonardo"] == before["leonardo"]
    assert now[machine].start == before[machine].start + 6
    assert " → " in now[machine].detail
    assert now["it4lia_system"].label.endswith("+6 months")  # its acceptance is an assumption


def test_the_board_lists_members_first_in_the_order_of_the_language(
    network: Plan, outcome: Outcome
) -> None:
    english = [row.state for row in board_rows(network, outcome)]
    set_language("de")
    german = [row.state for row in board_rows(network, outcome)]
    assert english[0] == "AT"
    assert set(english[:27]) == set(german[:27])
    assert english.index("DE") > english.index("FR")
    assert german.index("DE") < german.index("FR")


def test_every_template_is_in_the_catalogue_with_cost_and_lead_time(network: Plan) -> None:
    tiles = [tile for group in catalogue_groups(network) for tile in group.tiles]
    assert {tile.key for tile in tiles} == set(network.table("template"))
    assert all("month" in tile.note for tile in tiles)


def test_the_inspector_shows_nothing_for_a_record_that_is_gone(
    network: Plan, outcome: Outcome
) -> None:
    assert inspect(network, outcome, Selection("measure", "gone"), month=0) is None
    assert inspect(network, outcome, Selection(), month=0) is None


def test_an_empty_state_says_how_to_fill_it(network: Plan, outcome: Outcome) -> None:
    values = inspect(network, outcome, Selection("state", "HR"), month=JANUARY_2028)
    assert values is not None
    assert values.empty is not None
    assert "Drag" in values.empty[1]
    assert "Ctrl+Enter" in values.empty[1]


def test_every_published_value_of_a_system_names_its_source(
    network: Plan, outcome: Outcome
) -> None:
    values = inspect(network, outcome, Selection("system", "leonardo"), month=JANUARY_2028)
    assert values is not None
    assert values.form is not None
    told = values.form.provenance["accelerators"]
    assert told.level in {"high", "medium", "low", "assumption"}
    assert "confidence" in told.sentence


def test_the_money_chart_tells_firm_from_tentative(network: Plan) -> None:
    plan = after(network, Assign(template=MID, state="HR", start=JANUARY_2028))
    bars = money_by_year(evaluate(plan), as_of="10 Oct 2026")
    planned = [column for column in bars.columns if column.planned]
    assert sum(column.values.sum() for column in planned) > 0
    assert all("tentative" in column.label for column in planned)


def test_the_time_of_the_last_edit_is_short() -> None:
    assert time_label("2026-11-23T06:28:39+00:00").count(":") == 2


def test_a_bar_says_which_month_of_service_is_only_assumed() -> None:
    plan = reference_plan()
    bars = {bar.key: bar.detail for bar in board_bars(plan, evaluate(plan), Kept())}
    assert "In service: Mar 2027, assumed" in bars["it4lia_system"]  # selected, then 27 months
    assert "In service: Jul 2027, assumed" in bars["lumi_ai"]  # only its year is published
    assert bars["jupiter"].endswith("In service: Sept 2025")
    tiles = inspect(plan, evaluate(plan), Selection("state", "IE"), month=69)
    assert tiles is not None
    assert "overdue" in tiles.tiles[0].note
