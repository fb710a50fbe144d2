# SPDX-License-Identifier: EUPL-1.2
"""What rules sieve records by: columns over the records of several states."""

import pytest

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status, SystemClass
from planner.domain.records.measures import MeasureKind
from planner.engine.inputs import Inputs
from planner.engine.judging import LOOKED_AT
from planner.engine.parameters import Parameters
from planner.engine.roster import call, keys_of
from planner.engine.rules.docket import Docket, Picked
from planner.engine.stages import evaluate
from tests.core.builders import a_measure, a_system, plan_with


@pytest.fixture
def docket() -> Docket:
    return docket_of(
        plan_with(
            a_system(),
            a_measure(id="m0", state="IT", system_class=SystemClass.AI_OPTIMISED),
            a_measure(MeasureKind.MASTER, id="m1", state="FI", seats=None),
            a_measure(id="m2", state="FI", system_class=None, status=Status.COMMITTED),
        )
    )


def docket_of(plan: Plan) -> Docket:
    """Return all states of a plan before the rules."""
    outcome, keys = evaluate(plan), keys_of(plan)
    blocks = {name: [outcome.cache[name][key] for key in keys] for name in LOOKED_AT}
    return Docket(Inputs(plan, Parameters.of(plan), call(plan)), keys, blocks)


def keys(picked: Picked) -> list[str]:
    return [record.id for _state, record in picked]


def test_a_picked_record_comes_with_its_state(docket: Docket) -> None:
    for state, measure in docket.measures.where(docket.of_kind(*MeasureKind)):
        assert docket.keys[state] == measure.state


def test_a_value_that_is_not_known_is_in_nothing_but_the_unknown(docket: Docket) -> None:
    measures = docket.measures
    assert keys(measures.where(measures.is_in("system_class", tuple(SystemClass)))) == ["m0"]
    assert "m2" in keys(measures.where(measures.is_in("system_class", (None,))))
    assert "m1" in keys(measures.where(measures.unknown("seats")))


def test_each_status_reaches_itself_and_what_comes_before(docket: Docket) -> None:
    assert "m2" in keys(docket.measures.where(docket.reached(Status.COMMITTED)))
    assert "m2" not in keys(docket.measures.where(docket.reached(Status.SELECTED)))


def test_a_state_is_named_once_however_many_of_its_measures_are_meant(docket: Docket) -> None:
    assert keys(docket.states_with(docket.of_kind(*MeasureKind))) == ["FI", "IT"]
