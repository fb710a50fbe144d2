# SPDX-License-Identifier: EUPL-1.2
"""An edit evaluated on its own equals the whole plan evaluated again, bit for bit."""

import attrs
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes import ChangeSet, Draft
from planner.domain.commands import (
    Assign,
    Batch,
    Command,
    EditField,
    Move,
    RemoveMeasure,
    RemoveRecord,
    Resize,
    SetStatus,
)
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Precision, Status
from planner.domain.records.measures import Measure, MeasureKind, UpgradeMode
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_commitment,
    a_factory,
    a_measure,
    a_parameter,
    a_plan,
    a_state,
    a_system,
    a_template,
    an_accelerator,
    an_envelope,
    plan_with,
)

STATES = ("IT", "FI", "CH", "LV")
SYSTEMS = ("leonardo", "lumi", "cscs", "undated")
MEASURES = tuple(f"m{number}" for number in range(8))


def a_lively_plan() -> Plan:
    return plan_with(
        *(a_state(key) for key in STATES),
        an_accelerator(),
        an_accelerator("gh200", bf16_dense_tflops=989.0, kw=None),
        *(a_template(kind) for kind in MeasureKind),
        an_envelope(amount_meur=200.0),
        a_parameter("attrition", 0.08),
        a_parameter("pue", 1.12),
        a_system("leonardo"),
        a_system(
            "lumi", state="FI", accelerators=None, headline_ef=10.0, headline_precision="fp8_sparse"
        ),
        a_system("cscs", state="CH", status=Status.CONTRACTED, retired=month_of(2030)),
        a_system("undated", state="FI", accepted=None, status=Status.SELECTED),
        a_factory("it4lia", system="leonardo"),
        a_commitment("promise", state="FI", system="lumi"),
        a_commitment("pooled", state=None),
        a_measure(id="m0"),
        a_measure(
            MeasureKind.UPGRADE, id="m1", base_system="leonardo", upgrade_mode=UpgradeMode.REPLACES
        ),
        a_measure(MeasureKind.DATA_CENTRE, id="m2", state="LV", base_measure="m0"),
        a_measure(MeasureKind.MASTER, id="m3", state="FI", life_months=36),
        a_measure(MeasureKind.LINK, id="m4", state="CH", base_measure="m0"),
    )


months = st.integers(month_of(2019), month_of(2037))
measure_keys = st.sampled_from(MEASURES)
states = st.sampled_from(STATES)
bases = st.one_of(
    st.tuples(st.sampled_from(SYSTEMS), st.none()),
    st.tuples(st.none(), measure_keys),
    st.just((None, None)),
)


def edits(
    kind: str, keys: st.SearchStrategy[str], values: dict[str, st.SearchStrategy]
) -> st.SearchStrategy[Command]:
    def of(name: str) -> st.SearchStrategy[Command]:
        return st.builds(
            EditField, kind=st.just(kind), key=keys, field=st.just(name), value=values[name]
        )

    return st.sampled_from(sorted(values)).flatmap(of)


maybe = st.none()
single_commands = st.one_of(
    st.builds(
        lambda kind, state, start, base, status, key: Assign(
            template=f"t-{kind.value}",
            state=state,
            start=start,
            base_system=base[0],
            base_measure=base[1],
            status=status,
            measure=key,
        ),
        st.sampled_from(MeasureKind),
        states,
        months,
        bases,
        st.sampled_from(Status),
        measure_keys,
    ),
    st.builds(Move, measure=measure_keys, start=maybe | months, state=maybe | states),
    st.builds(Resize, measure=measure_keys, size=st.integers(1, 9_000).map(float)),
    st.builds(SetStatus, measure=measure_keys, status=st.sampled_from(Status)),
    st.builds(RemoveMeasure, measure=measure_keys),
    edits(
        "measure",
        measure_keys,
        {
            "state": states,
            "life_months": st.integers(1, 130),
            "ramp_months": st.integers(0, 20),
            "lead_months": st.integers(0, 50),
            "capex_meur": maybe | st.floats(0, 900),
            "opex_meur_per_year": maybe | st.floats(0, 90),
            "other_share": st.floats(0, 1),
            "union_share_acquisition": st.floats(0, 1),
            "accelerator": maybe | st.sampled_from(["gb200", "gh200"]),
            "accelerators": maybe | st.integers(1, 9_000),
            "upgrade_mode": maybe | st.sampled_from(UpgradeMode),
            "base_system": maybe | st.sampled_from(SYSTEMS),
            "base_measure": maybe | measure_keys,
            "kind": st.sampled_from(MeasureKind),
            "system_class": st.sampled_from(["mid_range", "ai_optimised"]),
            "distance_km": maybe | st.floats(0, 500),
            "bandwidth_gbps": maybe | st.floats(0, 500),
            "seats": maybe | st.integers(0, 500),
            "retention": maybe | st.floats(0, 1),
            "name": st.sampled_from(["one", "other"]),
        },
    ),
    edits(
        "system",
        st.sampled_from(SYSTEMS),
        {
            "state": states,
            "status": st.sampled_from(Status),
            "accepted": maybe | months,
            "selected": maybe | months,
            "retired": maybe | months,
            "base_system": maybe | st.sampled_from(SYSTEMS),
            "accelerators": maybe | st.integers(0, 9_000),
            "headline_precision": maybe | st.sampled_from(Precision),
            "power_mw": maybe | st.floats(0, 30),
            "pue": maybe | st.floats(1, 2),
        },
    ),
    edits("accelerator", st.sampled_from(["gb200", "gh200"]), {"kw": maybe | st.floats(0, 3)}),
    edits(
        "template",
        st.sampled_from([f"t-{kind.value}" for kind in MeasureKind]),
        {
            "unit_cost_central": maybe | st.floats(0, 1),
            "staff_needed_fte": maybe | st.floats(0, 90),
        },
    ),
    edits("parameter", st.just("attrition"), {"value": st.floats(0, 0.5)}),
    edits("parameter", st.just("pue"), {"value": st.floats(1, 2)}),
    edits("envelope", st.just("eurohpc"), {"amount_meur": maybe | st.floats(0, 900)}),
    edits("factory", st.just("it4lia"), {"selected": maybe | months, "state": states}),
    edits("state", states, {"membership": st.sampled_from(["eu_member", "participating"])}),
    edits(
        "commitment",
        st.sampled_from(["promise", "pooled"]),
        {
            "state": maybe | states,
            "signed": maybe | months,
            "last_payment": maybe | months,
            "union_meur": maybe | st.floats(0, 900),
            "system": maybe | st.sampled_from(SYSTEMS),
        },
    ),
    st.builds(RemoveRecord, kind=st.just("commitment"), key=st.just("promise")),
    st.builds(RemoveRecord, kind=st.just("state"), key=states),
)
commands = single_commands | st.lists(single_commands, min_size=2, max_size=3).map(
    lambda parts: Batch(commands=tuple(parts))
)


def sealed(plan: Plan, command: Command) -> tuple[Plan, ChangeSet] | None:
    """Return what a command leads to, None if it makes no sense here."""
    draft = Draft(plan)
    try:
        command.apply(draft)
        return draft.seal()
    except DomainError:
        return None


def series_of(outcome: Outcome) -> dict[str, np.ndarray]:
    found = {field.name: getattr(outcome, field.name) for field in attrs.fields(Outcome)}
    return {name: value for name, value in found.items() if isinstance(value, np.ndarray)}


def assert_same(left: Outcome, right: Outcome) -> None:
    other = series_of(right)
    for name, array in series_of(left).items():
        assert np.array_equal(array, other[name]), name
    assert left.states == right.states
    assert left.headlines == right.headlines
    assert left.findings == right.findings
    assert left.unknowns == right.unknowns


@given(st.lists(commands, max_size=10))
def test_incremental_equals_full(steps: list[Command]) -> None:
    plan = a_lively_plan()
    outcome = evaluate(plan)
    for command in steps:
        done = sealed(plan, command)
        if done is not None:
            plan, changes = done
            outcome = reevaluate(outcome, plan, changes)
            assert_same(outcome, evaluate(plan))


@given(st.lists(commands, min_size=1, max_size=6))
def test_undo_gives_back_the_earlier_outcome(steps: list[Command]) -> None:
    plan = a_lively_plan()
    outcome = start = evaluate(plan)
    done: list[tuple[Plan, ChangeSet]] = []
    for command in steps:
        step = sealed(plan, command)
        if step is not None:
            done.append((plan, step[1]))
            plan = step[0]
            outcome = reevaluate(outcome, plan, step[1])
    for before, changes in reversed(done):
        outcome = reevaluate(outcome, before, changes.inverse())
    assert_same(outcome, start)


@given(st.permutations(MEASURES[:5]))
def test_the_order_in_which_measures_came_does_not_matter(order: list[str]) -> None:
    plan = a_lively_plan()
    other = plan_with(
        *(row for kind, rows in plan.tables.items() if kind != "measure" for row in rows.values()),
        *(plan.get(Measure, key) for key in order),
    )
    assert_same(evaluate(plan), evaluate(other))


def test_what_an_edit_does_not_reach_keeps_its_identity() -> None:
    plan = a_plan()
    before = evaluate(plan)
    course = Assign(template="t-short_course", state="FI", start=month_of(2027), measure="course")
    plan, changes = sealed(plan, course)
    after = reevaluate(before, plan, changes)
    assert after.capacity_ef is before.capacity_ef
    assert after.power_mw is before.power_mw
    assert after.findings is before.findings
    assert after.trained is not before.trained
    renamed, changes = sealed(
        plan, EditField(kind="measure", key="course", field="notes", value="x")
    )
    last = reevaluate(after, renamed, changes)
    assert all(array is series_of(after)[name] for name, array in series_of(last).items())


def test_series_cannot_be_written_to() -> None:
    plan = a_plan()
    outcome = evaluate(plan)
    plan, changes = sealed(plan, Assign(template="t-system", state="FI", start=60))
    for one in (outcome, reevaluate(outcome, plan, changes)):
        assert not any(array.flags.writeable for array in series_of(one).values())
