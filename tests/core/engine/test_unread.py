# SPDX-License-Identifier: EUPL-1.2
"""What nobody has read is not made, and is right however long it was left unread."""

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.domain.commands import AddRecord, Batch, Command, RemoveRecord, Resize
from planner.engine.outcome import SERIES
from planner.engine.stages import evaluate, reevaluate
from tests.core.engine.test_incremental import a_lively_plan, assert_same, commands, sealed


@settings(max_examples=25)
@given(st.lists(commands, max_size=8), st.lists(st.booleans(), min_size=8, max_size=8))
def test_what_was_left_unread_for_some_edits_equals_the_whole(
    steps: list[Command], read: list[bool]
) -> None:
    plan = a_lively_plan()
    outcome = evaluate(plan)
    for command, asked in zip(steps, read, strict=False):
        done = sealed(plan, command)
        if done is not None:
            plan, changes = done
            outcome = reevaluate(outcome, plan, changes)
            if asked:
                assert outcome.findings == evaluate(plan).findings
    assert_same(outcome, evaluate(plan))


@settings(max_examples=25)
@given(st.lists(commands, min_size=1, max_size=4))
def test_what_is_new_is_what_was_not_found_before(steps: list[Command]) -> None:
    plan = a_lively_plan()
    before = after = evaluate(plan)
    for command in steps:
        done = sealed(plan, command)
        if done is not None:
            plan, changes = done
            after = reevaluate(after, plan, changes)
    for one, other in ((before, after), (after, before), (before, evaluate(plan))):
        known = set(one.findings)
        assert other.findings_since(one) == tuple(f for f in other.findings if f not in known)


def test_a_state_taken_out_and_put_back_unread_is_judged_again() -> None:
    plan = a_lively_plan()
    state, outcome = plan.record("state", "LV"), evaluate(plan)
    gone = Batch(
        commands=(
            RemoveRecord(kind="measure", key="m2"),
            RemoveRecord(kind="state", key="LV"),
        )
    )
    values = {field.name: getattr(state, field.name) for field in state.KIND.fields}
    assert outcome.findings
    for command in (gone, AddRecord(kind="state", values=values)):
        plan, changes = sealed(plan, command) or ()
        outcome = reevaluate(outcome, plan, changes)
    assert_same(outcome, evaluate(plan))


def test_a_series_nobody_reads_is_not_made() -> None:
    plan = a_lively_plan()
    outcome = evaluate(plan)
    assert all(outcome.stacks[name].last_read() is None for name in SERIES)
    assert outcome.seats is outcome.seats
    plan, changes = sealed(plan, Resize(measure="m0", size=40.0)) or ()
    after = reevaluate(outcome, plan, changes)
    assert after.seats is outcome.seats
    assert after.stacks["capacity_ef"].last_read() is None
