# SPDX-License-Identifier: EUPL-1.2
"""Cohorts, the stock of talent, posts, and who has a node of its own."""

import attrs
import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import FactoryKind, Status
from planner.domain.records.measures import MeasureKind
from planner.engine.coverage import consortium_only
from planner.engine.outcome import Unknown
from planner.engine.parameters import Parameters
from planner.engine.people import cohorts
from planner.engine.record_figures import measure_figures
from planner.engine.stages import evaluate
from tests.core.builders import a_factory, a_measure, a_parameter, a_state, a_system, plan_with

AVAILABLE, COMING, PLANNED, TENTATIVE = range(4)


def test_a_master_cohort_completes_after_two_years_and_most_stay() -> None:
    outcome = evaluate(plan_with(a_measure(MeasureKind.MASTER, seats=100)))
    done = month_of(2029)
    assert outcome.trained[0, PLANNED, done - 1 : done + 1] == pytest.approx([0, 85])
    assert outcome.talent_stock[0, PLANNED, done] == pytest.approx(59.5)
    assert outcome.talent_stock[0, PLANNED, done + 12] == pytest.approx(
        59.5 * (1 - 0.08 / 12) ** 12
    )


def test_a_programme_takes_one_cohort_each_year_of_its_life() -> None:
    outcome = evaluate(plan_with(a_measure(MeasureKind.MASTER, seats=100, life_months=36)))
    assert outcome.trained[0, PLANNED, -1] == pytest.approx(255)


def test_short_courses_train_users_and_add_no_staff() -> None:
    outcome = evaluate(plan_with(a_measure(MeasureKind.COURSE, seats=200, completion=0.95)))
    assert outcome.trained[0, PLANNED, -1] == pytest.approx(190)
    assert not outcome.talent_stock.any()


def test_people_who_completed_before_the_series_have_thinned_out() -> None:
    plan = plan_with(a_measure(MeasureKind.MASTER, seats=100, start=month_of(2018)))
    outcome = evaluate(plan)
    assert outcome.trained[0, PLANNED, 0] == pytest.approx(85)
    assert outcome.talent_stock[0, PLANNED, 0] == pytest.approx(59.5 * (1 - 0.08 / 12) ** 12)


def test_unknown_seats_are_named() -> None:
    outcome = evaluate(plan_with(a_measure(MeasureKind.MASTER, seats=None, capex_meur=1.0)))
    assert outcome.unknowns == (Unknown("measure", "m-master_cohort", "seats"),)
    assert not outcome.trained.any()


def test_a_system_needs_25_posts_while_in_service() -> None:
    needed = evaluate(plan_with(a_system(retired=month_of(2028)))).staff_needed[0, AVAILABLE]
    assert needed[month_of(2025) - 1 : month_of(2025) + 1].tolist() == [0, 25]
    assert needed[month_of(2028) - 1 : month_of(2028) + 1].tolist() == [25, 0]


def test_an_upgrade_needs_no_posts_of_its_own() -> None:
    upgrade = a_measure(MeasureKind.UPGRADE, base_system="leonardo")
    needed = evaluate(plan_with(a_system(), upgrade)).staff_needed
    assert needed.sum(axis=(0, 1)).max() == 25


def test_a_factory_needs_50_posts_from_27_months_after_its_selection() -> None:
    factory = a_factory(selected=month_of(2025))
    antenna = a_factory("antenna", kind=FactoryKind.ANTENNA)
    needed = evaluate(plan_with(factory, antenna)).staff_needed[0, PLANNED]
    assert needed[month_of(2027, 3)] == 0
    assert needed[month_of(2027, 4)] == 50


def covered(plan: Plan) -> tuple[str, ...]:
    return evaluate(plan).headlines.covered


def test_members_with_a_factory_or_a_committed_node_are_covered() -> None:
    states = [a_state(key) for key in ("AT", "CH", "CZ", "DE", "FI", "IT")]
    plan = plan_with(
        *states,
        a_factory(state="AT", kind=FactoryKind.ANTENNA, consortium=("DE",)),
        a_factory("swiss", state="CH", kind=FactoryKind.ANTENNA),
        a_measure(id="a", state="CZ"),
        a_measure(id="b", state="FI", status=Status.TENTATIVE),
        a_measure(MeasureKind.MASTER, id="c", state="IT"),
    )
    headlines = evaluate(plan).headlines
    assert headlines.covered == ("AT", "CZ")
    assert headlines.not_covered == ("DE", "FI", "IT")
    assert consortium_only(plan, headlines.not_covered) == ("DE",)


def test_the_pipeline_runs_from_seats_to_those_who_have_left_again() -> None:
    outcome = evaluate(plan_with(a_measure(MeasureKind.MASTER, seats=100)))

    def at(name: str, month: int) -> float:
        return float(getattr(outcome, name)[0, PLANNED, month])

    entry, done = month_of(2027), month_of(2029)
    assert (at("seats", entry - 1), at("seats", entry)) == (0, 100)
    assert (at("enrolled", entry), at("enrolled", done - 1), at("enrolled", done)) == (100, 100, 0)
    assert at("retained", done) == pytest.approx(59.5)
    assert at("leaving", done) == 0
    left = 59.5 * (1 - (1 - 0.08 / 12) ** 12)
    assert at("leaving", done + 12) == pytest.approx(left)
    assert at("retained", -1) == pytest.approx(at("talent_stock", -1) + at("leaving", -1))


def test_seats_that_stay_empty_train_nobody() -> None:
    plan = plan_with(a_measure(MeasureKind.MASTER, seats=100), a_parameter("seats_filled", 0.8))
    outcome = evaluate(plan)
    assert outcome.seats[0, PLANNED, -1] == 100
    assert outcome.enrolled[0, PLANNED, month_of(2027)] == pytest.approx(80)
    assert outcome.trained[0, PLANNED, -1] == pytest.approx(68)


def test_a_support_centre_needs_its_posts_while_it_serves() -> None:
    centre = a_measure(MeasureKind.SUPPORT, staff_fte=20.0, start=month_of(2026), lead_months=6)
    needed = evaluate(plan_with(centre)).staff_needed[0, PLANNED]
    assert needed[month_of(2026, 6)] == 0
    assert needed[month_of(2026, 7)] == 20
    assert needed[month_of(2026, 7) + 72] == 0


def test_a_programme_of_three_years_has_three_cohorts() -> None:
    measure = a_measure(MeasureKind.MASTER, seats=100, life_months=36)
    found = cohorts(measure, Parameters())
    assert [cohort.entry for cohort in found] == [month_of(year) for year in (2027, 2028, 2029)]
    assert found[0].end == month_of(2029)
    assert (found[0].enrolled, found[0].completed) == (100, 85)
    assert found[0].retained == pytest.approx(59.5)
    assert cohorts(attrs.evolve(measure, seats=None), Parameters())[0].retained is None


def test_what_one_who_completes_costs_is_all_money_over_all_people() -> None:
    plan = plan_with(a_measure(MeasureKind.MASTER, seats=100, capex_meur=8.5))
    figures = {figure.code: figure for figure in measure_figures(plan, "m-master_cohort")}
    assert figures["cost_per_completed"].value == pytest.approx(100_000)
