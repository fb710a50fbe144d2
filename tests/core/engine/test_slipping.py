# SPDX-License-Identifier: EUPL-1.2
"""A machine that is still to come is accepted in another month."""

import pytest

from planner.domain.records.assurance import Milestone, Stage
from planner.domain.records.infrastructure import Status, System
from planner.domain.schema import Scalar
from planner.engine.slipping import can_slip, slip
from planner.engine.stages import evaluate
from planner.sentences import command_title
from tests.core.builders import a_system, after, plan_with


def to_come(**values: Scalar) -> System:
    given = {"status": Status.CONTRACTED, "accepted": 80, "retired": 152, **values}
    return a_system(**given)


def test_a_slip_keeps_the_life_and_the_month_first_planned() -> None:
    plan = plan_with(to_come())
    command = slip(plan, evaluate(plan), "leonardo", 92)
    assert command is not None
    assert command_title(command, plan) == "Move Leonardo to Sept 2028"
    moved = after(plan, command)
    assert (moved.get(System, "leonardo").accepted, moved.get(System, "leonardo").retired) == (
        92,
        164,
    )
    (mark,) = moved.of(Milestone).values()
    assert (mark.stage, mark.baseline, mark.forecast) == (Stage.ACCEPTANCE, 80, 92)


def test_a_second_slip_is_counted_from_the_same_first_plan() -> None:
    plan = plan_with(to_come())
    first = slip(plan, evaluate(plan), "leonardo", 92)
    assert first is not None
    once = after(plan, first)
    second = slip(once, evaluate(once), "leonardo", 86)
    assert second is not None
    (mark,) = after(once, second).of(Milestone).values()
    assert (mark.baseline, mark.forecast) == (80, 86)
    assert "CAL-02" in {f.rule for f in evaluate(after(once, second)).findings}


@pytest.mark.parametrize("values", [{"status": Status.OPERATIONAL}, {"accepted": None}])
def test_what_runs_or_has_no_month_does_not_slip(values: dict[str, Scalar]) -> None:
    assert not can_slip(to_come(**values))
    plan = plan_with(to_come(**values))
    assert slip(plan, evaluate(plan), "leonardo", 92) is None
