# SPDX-License-Identifier: EUPL-1.2
"""The change of a figure split over edits: exact, in whatever order the edits are looked at."""

from fractions import Fraction
from itertools import permutations

import pytest

from planner.domain.changes import ChangeSet, applied, compare
from planner.domain.commands import AddRecord, Assign, Command, EditField, Move, Resize
from planner.domain.families import families
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.engine.causes import causes
from planner.engine.comparing import (
    QUANTITIES,
    Comparison,
    Side,
    quantity_of,
    side_by_side,
    total,
)
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate, reevaluate
from planner.engine.waterfall import MOST_GROUPS, Waterfall, unfolding, waterfall
from tests.core.builders import a_measure, a_plan, after, an_envelope, plan_with
from tests.core.store.files import edited

MONTH = month_of(2032)
CAPACITY = quantity_of("capacity_ef")
HERE = edited(a_plan(), a_measure())[0]
OUTCOME = evaluate(HERE)


def capacity(outcome: Outcome) -> float:
    assert CAPACITY is not None
    return total(outcome, CAPACITY, MONTH)


def split(*commands: Command) -> tuple[Waterfall, Plan]:
    there = after(HERE, *commands)
    return waterfall(HERE, OUTCOME, compare(HERE, there), capacity), there


def assigned(key: str, size: int = 1_000, state: str = "FR") -> Assign:
    return Assign(template="t-system", state=state, start=month_of(2028), measure=key, size=size)


FASTER = EditField(kind="accelerator", key="gb200", field="bf16_dense_tflops", value=5_000.0)


def test_bars_add_up_exactly() -> None:
    fall, there = split(assigned("a"), assigned("b", 700), FASTER)
    assert fall.total == Fraction(fall.after) - Fraction(fall.before)
    assert fall.after == capacity(evaluate(there))
    assert len(fall.bars) == 3


def test_edits_that_multiply_each_other_share_what_they_do_together() -> None:
    fall, _there = split(Resize(measure="m-system", size=2_000), FASTER)
    alone = [
        capacity(evaluate(after(HERE, one))) - fall.before
        for one in (Resize(measure="m-system", size=2_000), FASTER)
    ]
    amounts = [float(bar.amount) for bar in fall.bars]
    assert sum(amounts) > sum(alone)
    assert all(amount > one for amount, one in zip(sorted(amounts), sorted(alone), strict=True))


def test_the_order_of_edits_does_not_matter() -> None:
    edits = (assigned("a"), Resize(measure="m-system", size=2_000), FASTER)
    found = [
        {next(iter(bar.changes)).key: bar.amount for bar in split(*order)[0].bars}
        for order in permutations(edits)
    ]
    assert all(one == found[0] for one in found)


def test_small_changes_beyond_eight_groups_are_taken_together() -> None:
    edits = [assigned(f"m{n}", 100 * (n + 1)) for n in range(MOST_GROUPS + 3)]
    fall, _there = split(*edits)
    assert len(fall.bars) == MOST_GROUPS
    assert [bar.rest for bar in fall.bars] == [False] * (MOST_GROUPS - 1) + [True]
    assert len(fall.bars[-1].changes) == 4
    assert fall.total == Fraction(fall.after) - Fraction(fall.before)


def test_what_was_tied_together_is_one_bar() -> None:
    changes = compare(HERE, after(HERE, assigned("a"), assigned("b")))
    bonds = [{("measure", "a"), ("measure", "b")}]
    (bar,) = waterfall(HERE, OUTCOME, changes, capacity, bonds=bonds).bars
    assert len(bar.changes) == 2


def test_any_selection_of_families_leaves_nothing_dangling() -> None:
    share = {"id": "share", "measure": "a", "paid_by": "union", "year": 2028}
    changes = compare(
        HERE,
        after(HERE, assigned("a"), AddRecord(kind="contribution", values=share), assigned("b")),
    )
    groups = families(changes)
    assert sorted(len(group) for group in groups) == [1, 2]
    for group in groups:
        evaluate(applied(HERE, group))


def test_nothing_changed_is_no_bar() -> None:
    fall = waterfall(HERE, OUTCOME, ChangeSet(), capacity)
    assert fall.bars == ()
    assert fall.before == fall.after


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda one: one.code)
def test_series_of_two_plans_differ_by_what_their_totals_do(quantity: object) -> None:
    one = next(found for found in QUANTITIES if found is quantity)
    there = after(HERE, assigned("a"), Move(measure="m-system", start=month_of(2029)))
    base = Side("here", HERE, OUTCOME)
    found = Comparison.of(base, base.beside("there", there))
    series = found.series(one)
    months = series.delta.sum(axis=0)
    before, after_ = series.totals()
    assert months == pytest.approx(after_ - before)
    headline = next(row for row in found.headlines(MONTH) if row.quantity is one)
    by_state = series.by_state(MONTH).values()
    assert sum(pair[1] - pair[0] for pair in by_state) == pytest.approx(headline.delta)


def test_several_plans_stand_beside_one_base() -> None:
    base = Side("here", HERE, OUTCOME)
    others = [base.beside(key, after(HERE, assigned(key))) for key in ("a", "b")]
    found = side_by_side(base, [*others, base])
    assert [one.is_same for one in found] == [False, False, True]
    assert [one.after.name for one in found] == ["a", "b", "here"]


def test_a_finding_about_an_untouched_record_names_the_changes_behind_it() -> None:
    plan = plan_with(a_measure(), a_measure(id="other", name="Other"), an_envelope())
    shares = [
        {"id": key, "measure": measure, "paid_by": "union", "year": 2027, "commitment_meur": 2_500}
        for key, measure in (("one", "m-system"), ("two", "other"))
    ]
    there = after(plan, *(AddRecord(kind="contribution", values=share) for share in shares))
    changes, before = compare(plan, there), evaluate(plan)
    found = causes(plan, before, reevaluate(before, there, changes), changes)
    ceiling = next(one for one in found if one.finding.rule == "FIN-05")
    assert ceiling.finding.kind == "envelope"
    assert set(ceiling.records) == {("contribution", "one"), ("contribution", "two")}


def test_a_waterfall_worked_out_step_by_step_is_the_same_and_says_how_far_it_has_come() -> None:
    there = after(HERE, *(assigned(f"m{n}", 100 * n) for n in range(1, MOST_GROUPS + 2)))
    changes = compare(HERE, there)
    shares, steps = [], unfolding(HERE, OUTCOME, changes, capacity)
    while True:
        try:
            shares.append(next(steps))
        except StopIteration as done:
            found = done.value
            break
    assert found == waterfall(HERE, OUTCOME, changes, capacity)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
