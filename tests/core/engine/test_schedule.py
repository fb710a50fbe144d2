# SPDX-License-Identifier: EUPL-1.2
"""Milestones and slips, what waits for what, holes and deadlines."""

from planner.domain.months import month_of
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import MeasureKind
from planner.engine import schedule
from planner.engine.schedule import Hole
from planner.engine.schedule_figures import decide_figures
from planner.engine.stages import evaluate
from tests.core.builders import a_measure, a_parameter, a_system, a_template, plan_with

MARCH_2027, JUNE_2027 = month_of(2027, 3), month_of(2027, 6)


def a_milestone(stage: Stage, **months: int) -> Milestone:
    return Milestone(id=f"leonardo-{stage.value}", system="leonardo", stage=stage, **months)


def test_a_slip_counts_the_days_between_first_planned_and_now_expected() -> None:
    row = a_milestone(Stage.ACCEPTANCE, baseline=MARCH_2027, forecast=JUNE_2027)
    (mark,) = schedule.marks(plan_with(a_system(), row))["system", "leonardo"]
    # from 1 March to 1 June
    assert mark.slip_days == 92


def test_what_happened_counts_more_than_what_was_expected() -> None:
    row = a_milestone(
        Stage.ACCEPTANCE, baseline=JUNE_2027, forecast=JUNE_2027 + 5, actual=JUNE_2027 - 1
    )
    (mark,) = schedule.marks(plan_with(a_system(), row))["system", "leonardo"]
    assert mark.slip_days == -31
    assert mark.month == JUNE_2027 - 1


def test_a_milestone_without_a_first_plan_has_no_slip() -> None:
    row = a_milestone(Stage.ACCEPTANCE, forecast=JUNE_2027)
    (mark,) = schedule.marks(plan_with(a_system(), row))["system", "leonardo"]
    assert mark.slip_days is None


def test_milestones_come_in_the_order_of_their_stages() -> None:
    rows = [a_milestone(stage, actual=1) for stage in (Stage.TENDER, Stage.SELECTION)]
    found = schedule.marks(plan_with(a_system(), *rows))["system", "leonardo"]
    assert [mark.stage for mark in found] == [Stage.SELECTION, Stage.TENDER]


def test_a_hall_that_is_ready_after_its_machine_is_a_broken_tie() -> None:
    machine = a_measure(id="m", start=72, lead_months=18)  # in service in month 90
    late = a_measure(
        MeasureKind.DATA_CENTRE, id="h", base_measure="m", start=80, lead_months=15
    )  # ready in month 95
    plan = plan_with(machine, late)
    (tie,) = schedule.ties(plan, evaluate(plan))
    assert (tie.code, tie.before, tie.after) == ("hall", ("measure", "h"), ("measure", "m"))
    assert (tie.ready, tie.needed, tie.broken) == (95, 90, True)


def test_a_hall_that_is_ready_in_time_is_a_tie_that_holds() -> None:
    machine = a_measure(id="m", start=72, lead_months=18)
    hall = a_measure(MeasureKind.DATA_CENTRE, id="h", base_measure="m", start=72, lead_months=15)
    plan = plan_with(machine, hall)
    (tie,) = schedule.ties(plan, evaluate(plan))
    assert not tie.broken


def test_a_machine_in_operation_waits_for_no_hall() -> None:
    running = a_system(status=Status.OPERATIONAL, accepted=20)
    hall = a_measure(MeasureKind.DATA_CENTRE, id="h", base_system="leonardo", start=72)
    plan = plan_with(running, hall)
    assert schedule.ties(plan, evaluate(plan)) == ()


def test_an_agreement_after_the_tender_is_a_broken_tie() -> None:
    rows = [
        a_milestone(Stage.AGREEMENT, forecast=MARCH_2027 + 1),
        a_milestone(Stage.TENDER, forecast=MARCH_2027),
    ]
    plan = plan_with(a_system(), *rows)
    (tie,) = schedule.ties(plan, evaluate(plan))
    assert (tie.code, tie.broken) == ("agreement", True)


def test_a_gap_between_two_machines_is_a_hole() -> None:
    old = a_system("lumi", state="FI", status=Status.OPERATIONAL, accepted=12, retired=84)
    new = a_system("lumi-ai", state="FI", status=Status.CONTRACTED, accepted=93)
    (hole,) = schedule.holes(evaluate(plan_with(old, new)).findings)
    assert (hole.about, hole.first, hole.until) == (("system", "lumi"), 84, 93)
    assert isinstance(hole, Hole)


def test_one_decides_on_a_machine_the_usual_months_before_its_contract() -> None:
    plan = plan_with(a_measure(id="m", start=72), a_measure(MeasureKind.MASTER, id="t", start=72))
    # 16.9 months from selection to contract: 72 - 17
    assert schedule.decide_by(plan) == {"m": 55}


def test_another_usual_time_moves_the_deadline() -> None:
    plan = plan_with(a_measure(id="m", start=72), a_parameter("rule.CAL-03.months", 12.0))
    assert schedule.decide_by(plan) == {"m": 60}


def test_one_decides_on_a_hall_the_lead_time_before_its_machine() -> None:
    machine = a_measure(id="m", start=72, lead_months=18)
    hall = a_measure(MeasureKind.DATA_CENTRE, id="h", base_measure="m", start=72, lead_months=15)
    plan = plan_with(machine, hall)
    assert schedule.decide_by(plan)["h"] == 72 + 18 - 15
    (figure,) = decide_figures(plan, "h")
    assert figure.value == 75
    assert [given.field for given in figure.inputs] == ["in_service", "lead_months"]


def test_a_hole_says_by_when_a_machine_that_fills_it_had_to_be_decided_on() -> None:
    old = a_system("lumi", state="FI", status=Status.OPERATIONAL, accepted=12, retired=120)
    new = a_system("lumi-ai", state="FI", status=Status.CONTRACTED, accepted=129)
    plan = plan_with(old, new, a_template(lead_months=18))
    (hole,) = schedule.holes(evaluate(plan).findings)
    # 18 months to build it, 17 from its selection to its contract
    assert schedule.fill_by(plan, hole) == 120 - 18 - 17
