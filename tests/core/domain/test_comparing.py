# SPDX-License-Identifier: EUPL-1.2
"""Two plans side by side: what differs, counted, and single differences carried over."""

import pytest

from planner.domain.changes import Cell
from planner.domain.commands import AddRecord, Assign, Move, RemoveMeasure, Resize
from planner.domain.comparing import Difference, InputDifferences, copy_over
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution
from planner.domain.records.measures import Measure
from tests.core.builders import a_contribution, a_measure, after, plan_with

HERE = plan_with(a_measure(), a_measure(id="other"))
THERE = after(
    HERE,
    Move(measure="m-system", start=month_of(2030)),
    Resize(measure="m-system", size=2_000),
    RemoveMeasure(measure="other"),
    Assign(template="t-system", state="IT", start=month_of(2028), measure="new"),
    AddRecord(
        kind="contribution",
        values={"id": "share", "measure": "new", "paid_by": "union", "year": 2028},
    ),
)


def cells(here: Plan, there: Plan, table: str, key: str, *fields: str) -> list[Cell]:
    found = InputDifferences.of(here, there).changes.cells()
    wanted = [cell for cell in found if (cell.table, cell.key) == (table, key)]
    return [cell for cell in wanted if not fields or cell.field in fields]


def test_differences_are_counted_by_kind() -> None:
    counts = InputDifferences.of(HERE, THERE).counts
    assert counts["measure"] == {
        Difference.ADDED: 1,
        Difference.CHANGED: 1,
        Difference.REMOVED: 1,
    }
    assert counts["contribution"][Difference.ADDED] == 1


def test_a_plan_does_not_differ_from_itself() -> None:
    assert not InputDifferences.of(HERE, HERE)


def test_one_field_is_carried_over_and_the_other_stays() -> None:
    command = copy_over(HERE, THERE, cells(HERE, THERE, "measure", "m-system", "start"))
    measure = after(HERE, command).get(Measure, "m-system")
    assert (measure.start, measure.accelerators) == (month_of(2030), 1_000)


def test_a_record_brings_along_what_it_points_at() -> None:
    command = copy_over(HERE, THERE, cells(HERE, THERE, "contribution", "share"))
    plan = after(HERE, command)
    assert plan.get(Contribution, "share").measure == "new"
    assert "new" in plan.of(Measure)


def test_a_removal_is_carried_over_unless_the_record_is_used() -> None:
    gone = cells(HERE, THERE, "measure", "other")
    assert "other" not in after(HERE, copy_over(HERE, THERE, gone)).of(Measure)
    used = after(HERE, AddRecord(kind="contribution", values=_share("other")))
    with pytest.raises(DomainError, match="still_referenced"):
        copy_over(used, THERE, gone)


def _share(measure: str) -> dict[str, object]:
    given = a_contribution(measure=measure)
    return {field.name: getattr(given, field.name) for field in Contribution.KIND.fields}


def test_what_is_the_same_already_cannot_be_carried_over() -> None:
    with pytest.raises(DomainError, match="nothing_to_copy"):
        copy_over(THERE, THERE, cells(HERE, THERE, "measure", "m-system"))


def test_everything_carried_over_makes_the_plans_equal() -> None:
    everything = list(InputDifferences.of(HERE, THERE).changes.cells())
    assert after(HERE, copy_over(HERE, THERE, everything)) == THERE
