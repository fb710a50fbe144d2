# SPDX-License-Identifier: EUPL-1.2
"""Clocks of the contact point: working days, closed days, amber before due."""

import pytest

from planner.domain.records.access import AccessMode
from planner.domain.records.desk import DeskCase, Proof
from planner.domain.schema import Record, Scalar
from planner.engine.clocks import Clock, Clockwork, Light, Promise, case_clocks, clocks, report_due
from tests.core.builders import a_parameter, a_system, plan_with
from tests.core.engine.rules.partners import (
    a_case,
    a_proof,
    an_allocation,
    an_organisation,
    closed,
    handovers,
)


def on(day: int, *records: Record, month: int = 69, **values: Scalar) -> dict[Promise, Clock]:
    """Return the clocks of a case as they stand on a day of October 2026, or of another month."""
    case = a_case(**values)
    now = (a_parameter("as_of", float(month)), a_parameter("as_of_day", float(day)))
    plan = plan_with(case, *now, *records)
    found = case_clocks(plan, plan.get(DeskCase, case.id), Clockwork.of(plan))
    return {one.promise: one for one in found}


def large_scale(day: int, *records: Record, **values: Scalar) -> Clock:
    given = {"mode": AccessMode.LARGE_SCALE, "cut_off": "2026-10-16", **values}
    return on(day, *records, **given)[Promise.DECISION]


def test_the_cut_off_of_16_october_is_decided_by_30_october() -> None:
    clock = large_scale(19)
    assert (clock.due, clock.most, clock.used) == ("2026-10-30", 10, 1)


@pytest.mark.parametrize(
    ("day", "light", "used"),
    [
        (15, Light.WAITING, 0),
        (16, Light.RUNNING, 0),
        (27, Light.RUNNING, 7),
        (28, Light.AMBER, 8),
        (30, Light.AMBER, 10),
    ],
)
def test_it_turns_amber_on_day_eight(day: int, light: Light, used: int) -> None:
    clock = large_scale(day)
    assert (clock.light, clock.used) == (light, used)
    assert clock.amber_day == "2026-10-28"


def test_it_is_late_after_day_ten_and_in_time_once_decided() -> None:
    late = on(2, month=70, mode=AccessMode.LARGE_SCALE, cut_off="2026-10-16")
    assert late[Promise.DECISION].light is Light.LATE
    assert large_scale(31, decided="2026-10-30").light is Light.DONE


def test_closed_days_of_the_institutions_move_what_is_due() -> None:
    clock = large_scale(19, closed("2026-10-26", "2026-10-27"))
    assert clock.due == "2026-11-03"


def test_a_clock_without_its_date_waits() -> None:
    clock = large_scale(19, cut_off=None)
    assert (clock.light, clock.due) == (Light.WAITING, None)


def test_the_modes_promise_two_four_and_ten_working_days() -> None:
    promised = {
        mode: on(5, mode=mode)[Promise.DECISION].most
        for mode in (AccessMode.PLAYGROUND, AccessMode.FAST_LANE, AccessMode.LARGE_SCALE)
    }
    assert list(promised.values()) == [2, 4, 10]
    assert Promise.DECISION not in on(5, mode=AccessMode.SCIENCE)


def test_a_case_that_was_handed_over_is_followed_up() -> None:
    assert Promise.FOLLOW_UP not in on(9)
    plan = plan_with(a_case(), *(handovers(1)))
    assert not [one for one in clocks(plan) if one.promise is Promise.FOLLOW_UP]  # sent on no day


def test_requests_without_a_case_have_a_clock_of_their_own() -> None:
    asked = an_allocation(cut_off="2026-10-16", hours_requested=1e5)
    plan = plan_with(a_system(), an_organisation(), asked)
    (clock,) = clocks(plan)
    assert (clock.kind, clock.due) == ("allocation", "2026-10-30")
    given = an_allocation(cut_off="2026-10-16", hours_awarded=1e5)
    assert clocks(plan_with(a_system(), an_organisation(), given)) == ()


def test_the_report_on_a_pledge_is_due_twelve_months_after_joining() -> None:
    plan = plan_with(an_organisation(), a_proof(), a_proof("review", pillar=None))
    law = Clockwork.of(plan).law
    assert report_due(plan.get(Proof, "proof"), law) == "2027-01-15"
    assert report_due(plan.get(Proof, "review"), law) is None
