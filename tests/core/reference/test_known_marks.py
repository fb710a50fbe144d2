# SPDX-License-Identifier: EUPL-1.2
"""The dates of machines are milestones without anybody having typed one."""

import attrs
import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import System
from planner.engine import schedule
from planner.reference.known_marks import known_marks, sayings
from planner.reference.seed import reference_plan
from tests.core.builders import a_system, plan_with

LEONARDO = ("system", "leonardo")


@pytest.fixture(scope="module")
def seed() -> Plan:
    return reference_plan()


def test_the_dates_daedalus_was_given_are_its_slip_history(seed: Plan) -> None:
    mark = known_marks(seed)["system", "daedalus"][-1]
    assert (mark.stage, mark.field) == (Stage.ACCEPTANCE, "accepted")
    assert mark.baseline == month_of(2024, 12)
    assert [(said.month, said.year) for said in mark.between] == [
        (month_of(2025), 2023),
        (month_of(2025, 10), 2023),
        (month_of(2025, 12), 2025),
    ]
    assert mark.forecast == month_of(2026, 11)
    assert mark.slip_days == 700


def test_every_machine_with_a_date_has_marks_and_no_record_was_made(seed: Plan) -> None:
    dated = {key for key, one in seed.of(System).items() if one.accepted or one.selected}
    assert dated <= {key for _kind, key in known_marks(seed)}
    assert not seed.of(Milestone)
    assert schedule.marks(seed) == {}


def test_what_runs_has_happened_and_what_is_to_come_is_expected() -> None:
    runs = plan_with(a_system(accepted=48))
    (mark,) = known_marks(runs)[LEONARDO]
    assert (mark.actual, mark.forecast, mark.slip_days) == (48, None, None)
    comes = plan_with(a_system(accepted=90, contracted=60, status="contracted"))
    contract, acceptance = known_marks(comes)[LEONARDO]
    assert (contract.actual, acceptance.forecast, acceptance.actual) == (60, 90, None)


def test_a_milestone_on_file_stands_for_the_field() -> None:
    row = Milestone(id="own", system="leonardo", stage=Stage.OPERATION, forecast=95)
    plan = plan_with(a_system(accepted=90, contracted=60, status="contracted"), row)
    assert [mark.key for mark in known_marks(plan)[LEONARDO]] == ["leonardo", "own"]


def test_what_was_typed_last_ends_the_history(seed: Plan) -> None:
    moved = attrs.evolve(seed.get(System, "daedalus"), accepted=month_of(2027))
    assert [one.month for one in sayings(seed, moved, "accepted")][-1] == month_of(2027)
