# SPDX-License-Identifier: EUPL-1.2
"""Candidates are ranked by weighted points, and gaps are said instead of guessed."""

import pytest

from planner.domain.plan import Plan
from planner.domain.records.desk import Criterion, Score, Subject
from planner.domain.schema import Record
from planner.engine.scoring import are_whole, totals, weights
from tests.core.builders import plan_with
from tests.core.engine.rules.trying import a_data_centre

CENTRES = Subject.DATA_CENTRE


def a_criterion(key: str, weight: float | None, **values: float) -> Criterion:
    return Criterion(id=key, name=key, subject=CENTRES, weight=weight, **values)


def points(criterion: str, centre: str, given: float | None) -> Score:
    return Score(id=f"{criterion}-{centre}", criterion=criterion, data_centre=centre, points=given)


def a_choice(*records: Record) -> Plan:
    halls = (a_data_centre("near"), a_data_centre("far"))
    criteria = (
        a_criterion("power", 0.6, points_at_most=10.0, threshold=4.0),
        a_criterion("data", 0.4, points_at_most=5.0),
    )
    return plan_with(*halls, *criteria, *records)


def test_points_are_weighted_and_the_best_comes_first() -> None:
    plan = a_choice(
        points("power", "near", 5.0),
        points("data", "near", 5.0),
        points("power", "far", 9.0),
        points("data", "far", 1.0),
    )
    # near: 0.6 · 5/10 + 0.4 · 5/5 = 0.70; far: 0.6 · 9/10 + 0.4 · 1/5 = 0.62
    assert [(row.key, row.total) for row in totals(plan, CENTRES)] == [
        ("near", pytest.approx(0.70)),
        ("far", pytest.approx(0.62)),
    ]


def test_a_candidate_without_all_points_has_no_total_and_comes_last() -> None:
    plan = a_choice(
        points("power", "near", 9.0), points("power", "far", 1.0), points("data", "far", 1.0)
    )
    far, near = totals(plan, CENTRES)
    assert (near.key, near.total, near.missing) == ("near", None, ("data",))
    assert far.below == ("power",)


@pytest.mark.parametrize(
    ("extra", "total", "whole"), [(0.0, 1.0, True), (0.1, 1.1, False), (None, None, False)]
)
def test_weights_add_up_to_the_whole(extra: float | None, total: float | None, whole: bool) -> None:
    plan = a_choice(a_criterion("more", extra))
    assert weights(plan, CENTRES) == (None if total is None else pytest.approx(total))
    assert are_whole(plan, CENTRES) is whole
