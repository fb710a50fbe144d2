# SPDX-License-Identifier: EUPL-1.2
"""An edit evaluated on its own equals the whole plan evaluated again, bit for bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes import ChangeSet, Draft
from planner.domain.commands import (
    AddRecord,
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
from planner.domain.delays import SetDelay
from planner.domain.errors import DomainError
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import (
    AccessMode,
    AccessPool,
    Allocation,
    Pool,
    Staffing,
    TimeShare,
)
from planner.domain.records.chips import ChipDelay, Delivery
from planner.domain.records.infrastructure import Precision, Status
from planner.domain.records.measures import Measure, MeasureKind, UpgradeMode
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import SERIES, Outcome
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_commitment,
    a_contribution,
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
        an_accelerator(vendor="NVIDIA", generation="Blackwell"),
        an_accelerator("gh200", bf16_dense_tflops=989.0, kw=None, vendor="NVIDIA"),
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
        a_contribution("c0", measure="m1", programme="digital_europe"),
        a_contribution("c1", measure="m1", paid_by="host_state", payment_meur=10.0),
        a_contribution("c2", measure="m3", paid_by="region", year=2029),
        *what_machines_depend_on(),
        *who_uses_machines(),
    )


def who_uses_machines() -> list[Record]:
    """Return owners, pools, an allocation and staff for the machines of the lively plan."""
    return [
        TimeShare(id="t0", system="leonardo", access_share=0.4),
        AccessPool(id="p0", pool=Pool.INDUSTRY, share_of_union=0.5),
        AccessPool(id="p1", pool=Pool.SCIENCE, share_of_union=0.1, system="cscs"),
        Allocation(
            id="job",
            name="Job",
            system="leonardo",
            mode=AccessMode.LARGE_SCALE,
            pool=Pool.INDUSTRY,
            first_month=month_of(2026),
            hours_awarded=1e6,
        ),
        Staffing(id="posts", state="IT", since=month_of(2025), staff_fte=60.0),
    ]


def what_machines_depend_on() -> list[Record]:
    """Return sites, a hall, deliveries and a delay for the machines of the lively plan."""
    return [
        Site(id="s0", name="One", state="IT", systems=("leonardo",), measures=("m0",), grid_mw=6.0),
        Site(id="s1", name="Two", state="FI", systems=("lumi", "cscs"), pue=1.3),
        DataCentre(id="hall", name="Hall", state="IT", site="s0", it_load_mw=4.0, system="cscs"),
        Delivery(id="d0", system="cscs", accelerator="gb200", last_month=month_of(2026)),
        Delivery(id="d1", measure="m0", accelerator="gh200", last_month=month_of(2029)),
        ChipDelay(id="late", vendor="NVIDIA", months=3),
    ]


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
    edits(
        "accelerator",
        st.sampled_from(["gb200", "gh200"]),
        {"kw": maybe | st.floats(0, 3), "vendor": maybe | st.sampled_from(["NVIDIA", "AMD"])},
    ),
    edits(
        "chip_delay",
        st.just("late"),
        {
            "months": st.integers(0, 30),
            "vendor": maybe | st.sampled_from(["NVIDIA", "AMD"]),
            "generation": maybe | st.just("Blackwell"),
        },
    ),
    st.builds(
        SetDelay,
        vendor=maybe | st.sampled_from(["NVIDIA", "AMD"]),
        generation=maybe | st.just("Blackwell"),
        months=st.integers(0, 30),
        delay=st.sampled_from(["late", "later"]),
    ),
    edits(
        "delivery",
        st.sampled_from(["d0", "d1"]),
        {
            "last_month": maybe | months,
            "system": maybe | st.sampled_from(SYSTEMS),
            "measure": maybe | measure_keys,
            "accelerator": maybe | st.sampled_from(["gb200", "gh200"]),
        },
    ),
    edits(
        "site",
        st.sampled_from(["s0", "s1"]),
        {
            "state": states,
            "grid_mw": maybe | st.floats(0, 30),
            "grid_from": maybe | months,
            "pue": maybe | st.floats(1, 2),
            "systems": st.lists(st.sampled_from(SYSTEMS), unique=True).map(tuple),
            "measures": maybe | measure_keys.map(lambda key: (key,)),
        },
    ),
    edits(
        "data_centre",
        st.just("hall"),
        {"it_load_mw": maybe | st.floats(0, 30), "site": maybe | st.sampled_from(["s0", "s1"])},
    ),
    st.builds(RemoveRecord, kind=st.just("site"), key=st.sampled_from(["s0", "s1"])),
    st.builds(RemoveRecord, kind=st.just("delivery"), key=st.sampled_from(["d0", "d1"])),
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
    edits(
        "contribution",
        st.sampled_from(["c0", "c1", "c2"]),
        {
            "measure": measure_keys,
            "year": st.integers(2018, 2040),
            "purpose": st.sampled_from(["acquisition", "operation"]),
            "commitment_meur": maybe | st.floats(0, 900),
            "payment_meur": maybe | st.floats(0, 900),
            "price_year": maybe | st.just(2024),
            "programme": maybe | st.sampled_from(["digital_europe", "recovery"]),
        },
    ),
    st.builds(RemoveRecord, kind=st.just("contribution"), key=st.sampled_from(["c0", "c1", "c2"])),
    st.builds(
        lambda key, measure: AddRecord(
            kind="contribution",
            values={"id": key, "measure": measure, "paid_by": "union", "year": 2028},
        ),
        st.sampled_from(["c0", "c1", "c3"]),
        measure_keys,
    ),
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
    return {name: getattr(outcome, name) for name in SERIES}


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


@pytest.mark.parametrize(
    ("kind", "key", "field", "value"),
    [
        ("system", "lumi", "status", Status.CONTRACTED),
        ("system", "lumi", "accepted", month_of(2027)),
        ("time_share", "t0", "access_share", 0.3),
        ("time_share", "t0", "system", "cscs"),
        ("access_pool", "p0", "share_of_union", 0.3),
        ("access_pool", "p0", "system", "leonardo"),
        ("access_pool", "p1", "system", None),
        ("allocation", "job", "hours_awarded", 9e9),
        ("allocation", "job", "system", "cscs"),
        ("staffing", "posts", "staff_fte", 10.0),
        ("staffing", "posts", "state", "FI"),
        ("system", "leonardo", "status", Status.UNDER_DEPLOYMENT),
        ("system", "leonardo", "retired", month_of(2028)),
        ("measure", "m0", "state", "CH"),
        ("measure", "m2", "base_measure", None),
        ("measure", "m4", "bandwidth_gbps", 10.0),
        ("measure", "m1", "upgrade_mode", UpgradeMode.ADDS),
        ("accelerator", "gb200", "kw", 2.0),
        ("accelerator", "gb200", "vendor", "AMD"),
        ("chip_delay", "late", "months", 12),
        ("delivery", "d1", "last_month", month_of(2030)),
        ("site", "s0", "pue", 1.4),
        ("site", "s0", "grid_mw", 90.0),
        ("state", "IT", "grid_carbon_g_per_kwh", 400.0),
        ("state", "IT", "industrial_electricity_eur_per_mwh", None),
        ("template", "t-system", "unit_cost_central", 0.09),
        ("template", "t-system", "staff_needed_fte", 40.0),
        ("parameter", "attrition", "value", 0.2),
        ("factory", "it4lia", "selected", month_of(2026)),
        ("factory", "it4lia", "state", "LV"),
        ("commitment", "promise", "union_meur", 5.0),
        ("commitment", "pooled", "state", "LV"),
        ("contribution", "c0", "commitment_meur", 70.0),
        ("contribution", "c0", "programme", "recovery"),
        ("contribution", "c1", "payment_meur", 20.0),
        ("contribution", "c2", "measure", "m1"),
        ("envelope", "eurohpc", "amount_meur", 1.0),
        ("state", "IT", "membership", "participating"),
    ],
)
def test_an_edit_is_felt_wherever_its_record_is_read(
    kind: str, key: str, field: str, value: Scalar
) -> None:
    plan = a_lively_plan()
    before = evaluate(plan)
    command = EditField(kind=kind, key=key, field=field, value=value)
    plan, changes = sealed(plan, command)
    after = reevaluate(before, plan, changes)
    assert_same(after, evaluate(plan))
    moved = any(array is not series_of(before)[name] for name, array in series_of(after).items())
    assert moved or after.findings != before.findings or after.headlines != before.headlines


def test_what_an_edit_does_not_reach_keeps_its_identity() -> None:
    plan = a_plan()
    before = evaluate(plan)
    findings = before.findings
    course = Assign(template="t-short_course", state="FI", start=month_of(2027), measure="course")
    plan, changes = sealed(plan, course)
    after = reevaluate(before, plan, changes)
    assert after.capacity_ef is before.capacity_ef
    assert after.power_mw is before.power_mw
    assert after.findings is findings
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


def test_a_new_measure_takes_its_place_among_the_others() -> None:
    unpriced = a_template(unit_cost_central=None)
    plan = plan_with(unpriced, a_measure(id="m"))
    before = evaluate(plan)
    plan, changes = sealed(plan, Assign(template="t-system", state="IT", start=60, measure="a"))
    after = reevaluate(before, plan, changes)
    assert [unknown.key for unknown in after.unknowns] == ["a", "m", "a", "m"]
    assert_same(after, evaluate(plan))


def test_a_series_read_after_edits_nobody_looked_at_is_that_of_the_last() -> None:
    plan = a_lively_plan()
    first = outcome = evaluate(plan)
    seen = {name: array.copy() for name, array in series_of(first).items()}
    for start in (month_of(2027), month_of(2028), month_of(2029)):
        plan, changes = sealed(plan, Move(measure="m0", start=start)) or ()
        outcome = reevaluate(outcome, plan, changes)
    assert_same(outcome, evaluate(plan))
    assert all(np.array_equal(series_of(first)[name], array) for name, array in seen.items())


def test_a_series_that_no_edit_moved_is_one_array_whoever_reads_it_first() -> None:
    plan = a_lively_plan()
    before = evaluate(plan)
    plan, changes = sealed(plan, Resize(measure="m3", size=40.0)) or ()
    after = reevaluate(before, plan, changes)
    assert after.power_mw is before.power_mw
    assert after.seats is not before.seats
