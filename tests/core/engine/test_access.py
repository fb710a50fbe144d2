# SPDX-License-Identifier: EUPL-1.2
"""Shares of time, pools and the ledger; the figures of the planners' own stories."""

import numpy as np
import pytest

from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode, AccessPool, Allocation, Pool, TimeShare
from planner.domain.records.infrastructure import System, SystemClass, UnitKind
from planner.domain.schema import Record, Scalar
from planner.engine.access import NATIONAL, UNDIVIDED, UNITS
from planner.engine.allocations import (
    Entry,
    MachineTime,
    ledger,
    part_of_national,
    part_of_union,
    time_of,
)
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_factory,
    a_measure,
    a_parameter,
    a_system,
    an_accelerator,
    plan_with,
)
from tests.core.engine.test_incremental import sealed, series_of

IN_2026 = slice(month_of(2026), month_of(2027))
YEAR_HOURS = 11_912 * 8_760 * 0.85


def lumi(**values: Scalar) -> System:
    given = {
        "state": "FI",
        "accelerator": "mi250x",
        "accelerators": 11_912,
        "accepted": month_of(2022, 6),
        "retired": month_of(2028),
        "cost_meur": 144.5,
        "union_meur": 72.25,
        **values,
    }
    return a_system("lumi", **given)


def mi250x() -> Record:
    return an_accelerator("mi250x", unit_kind=UnitKind.MODULE, bf16_dense_tflops=383.0, kw=0.57)


def a_pool(pool: Pool, share: float, **values: Scalar) -> AccessPool:
    return AccessPool(id=f"pool-{pool}", pool=pool, share_of_union=share, **values)


def an_allocation(key: str = "job", **values: Scalar) -> Allocation:
    given = {
        "name": key.title(),
        "system": "lumi",
        "mode": AccessMode.LARGE_SCALE,
        "pool": Pool.INDUSTRY,
        "unit": UnitKind.MODULE,
        "first_month": month_of(2026),
        "months": 12,
        "civil_use": True,
        **values,
    }
    return Allocation(id=key, **given)


def lumi_plan(*records: Record) -> Plan:
    return plan_with(mi250x(), lumi(), a_pool(Pool.INDUSTRY, 0.5), *records)


def time_on(plan: Plan, key: str = "lumi") -> MachineTime:
    found = time_of(plan, evaluate(plan), plan.get(System, key))
    assert found is not None
    return found


def entries(plan: Plan, months: slice = IN_2026) -> dict[Pool, Entry]:
    rows = ledger(plan, [time_on(plan)], Parameters.of(plan), months=months)
    return {entry.pool: entry for entry in rows}


def test_the_union_has_44_35_million_module_hours_a_year_on_lumi() -> None:
    plan = lumi_plan()
    time = time_on(plan)
    assert time.union is not None
    assert time.union[IN_2026].sum() == pytest.approx(44.35e6, rel=1e-4)
    assert time.union[IN_2026].sum() == pytest.approx(YEAR_HOURS / 2)


def test_a_request_of_2_million_module_hours_is_4_5_percent_and_as_gcd_half_of_it() -> None:
    plan = lumi_plan()
    time, parameters = time_on(plan), Parameters.of(plan)

    def part(unit: UnitKind | None) -> float | None:
        return part_of_union(plan, time, 2e6, unit, parameters, months=IN_2026)

    assert part(UnitKind.MODULE) == pytest.approx(0.0451, abs=5e-5)
    assert part(UnitKind.GCD) == pytest.approx(0.0225, abs=5e-5)
    assert part(None) is None
    assert part(UnitKind.SUPERCHIP) is None


def test_71_of_201_is_35_3_percent_for_the_union_and_64_7_for_the_states() -> None:
    system = a_system("nlaif", state="NL", cost_meur=None, union_meur=None)
    factory = a_factory("aifnl", state="NL", system="nlaif", investment_meur=201.0, union_meur=71.0)
    share = time_on(plan_with(system, factory), "nlaif").share
    assert share == pytest.approx(0.3532, abs=5e-5)
    assert part_of_national(0.25, share) == pytest.approx(0.3865, abs=5e-5)
    assert part_of_national(0.25, None) is None


@pytest.mark.parametrize(
    ("system_class", "union", "share"),
    [
        (SystemClass.HIGH_END, 60.0, 0.5),
        (SystemClass.AI_OPTIMISED, 40.0, 0.4),
        (SystemClass.MID_RANGE, 40.0, 0.35),
        (SystemClass.INDUSTRIAL, 60.0, 0.35),
        (SystemClass.QUANTUM, 60.0, 0.5),
    ],
)
def test_the_class_of_a_machine_caps_the_share_of_time(
    system_class: SystemClass, union: float, share: float
) -> None:
    system = a_system(system_class=system_class, cost_meur=100.0, union_meur=union)
    assert time_on(plan_with(system), "leonardo").share == pytest.approx(share)


def test_a_measure_has_its_share_from_acquisition_and_operation_together() -> None:
    measure = a_measure(
        capex_meur=100.0,
        opex_meur_per_year=10.0,
        union_share_acquisition=0.5,
        union_share_operation=0.2,
    )
    plan = plan_with(measure)
    time = time_of(plan, evaluate(plan), measure)
    assert time is not None
    # (0.5 · 100 + 0.2 · 60) / 160 over six years
    assert time.share == pytest.approx(62 / 160)


def test_hours_whose_owner_is_unknown_stay_apart() -> None:
    outcome = evaluate(plan_with(mi250x(), lumi(union_meur=None)))
    hours = outcome.access_hours[0, 0, :, IN_2026].sum(axis=-1)
    assert hours[UNDIVIDED] == pytest.approx(YEAR_HOURS)
    assert hours[:UNDIVIDED].sum() == 0
    (unknown,) = outcome.cache["access"]["FI"].unknowns
    assert (unknown.key, unknown.field) == ("lumi", "union_meur")


def test_owners_have_all_hours_between_them() -> None:
    outcome = evaluate(lumi_plan())
    assert outcome.access_hours.sum(axis=2) == pytest.approx(outcome.accelerator_hours)
    union = outcome.access_hours[:, :, :NATIONAL].sum(axis=2)
    assert outcome.union_hours.sum(axis=2) == pytest.approx(union)


def test_units_of_different_kinds_have_axes_of_their_own() -> None:
    gpu = a_system("gpu", state="FI", cost_meur=10.0, union_meur=5.0, accelerators=100)
    outcome = evaluate(lumi_plan(gpu))
    at = month_of(2026)
    hours = dict(zip(UNITS, outcome.union_hours[outcome.row("FI"), 0, :, at], strict=True))
    assert hours[UnitKind.MODULE] == pytest.approx(YEAR_HOURS / 24)
    assert hours[UnitKind.GPU] == pytest.approx(100 * 730 * 0.85 / 2)
    assert hours[UnitKind.GCD] == hours[UnitKind.SUPERCHIP] == 0


def test_a_pool_of_one_machine_wins_over_one_for_all() -> None:
    plan = lumi_plan(
        AccessPool(id="own", pool=Pool.INDUSTRY, share_of_union=0.1, system="lumi"),
        a_pool(Pool.SCIENCE, 0.3),
    )
    pools = dict(zip(Pool, time_on(plan).pools.tolist(), strict=True))
    assert pools[Pool.INDUSTRY] == pytest.approx(0.1)
    assert pools[Pool.SCIENCE] == pytest.approx(0.3)
    assert pools[Pool.OTHER] == pytest.approx(0.6)


def test_the_ledger_keeps_awarded_requested_and_used_hours_apart() -> None:
    plan = lumi_plan(
        an_allocation(hours_awarded=1.2e6, hours_used=0.3e6),
        an_allocation("wish", hours_requested=2e6),
        an_allocation("dies", hours_awarded=2e6, unit=UnitKind.GCD),
        an_allocation("vague", hours_awarded=5e6, unit=None),
    )
    entry = entries(plan)[Pool.INDUSTRY]
    assert entry.hours == pytest.approx(YEAR_HOURS / 4)
    assert (entry.allocated, entry.requested, entry.used) == pytest.approx((2.2e6, 2e6, 0.3e6))
    assert entry.free == pytest.approx(YEAR_HOURS / 4 - 4.2e6)
    assert entry.undeclared == 1


def test_an_allocation_is_spread_evenly_over_its_months() -> None:
    plan = lumi_plan(an_allocation(hours_awarded=1.2e6))
    one = entries(plan, slice(month_of(2026, 3), month_of(2026, 4)))[Pool.INDUSTRY]
    assert one.allocated == pytest.approx(1e5)


def test_a_pool_is_unknown_where_the_union_share_is() -> None:
    plan = plan_with(mi250x(), lumi(union_meur=None), an_allocation(hours_awarded=1e6))
    entry = entries(plan)[Pool.INDUSTRY]
    assert entry.hours is None
    assert entry.free is None
    assert entry.allocated == pytest.approx(1e6)


MOVED_BY_MONEY = {"access_hours", "union_hours"}


@pytest.mark.parametrize(
    ("kind", "key", "field", "value", "moved"),
    [
        ("system", "lumi", "union_meur", 50.0, MOVED_BY_MONEY),
        ("access_pool", "pool-industry", "share_of_union", 0.4, {"access_hours"}),
        ("time_share", "agreed", "access_share", 0.3, MOVED_BY_MONEY),
        ("allocation", "job", "hours_awarded", 2e6, set()),
        ("parameter", "access_cap_50", "value", 25.0, MOVED_BY_MONEY),
    ],
)
def test_one_input_moves_the_hours_and_nothing_else(
    kind: str, key: str, field: str, value: Scalar, moved: set[str]
) -> None:
    agreed = (
        [TimeShare(id="agreed", system="lumi", access_share=0.5)] if kind == "time_share" else []
    )
    plan = lumi_plan(an_allocation(hours_awarded=1e6), a_parameter("access_cap_50", 50.0), *agreed)
    before = evaluate(plan)
    plan, changes = sealed(plan, EditField(kind=kind, key=key, field=field, value=value)) or ()
    after = reevaluate(before, plan, changes)
    assert _moved(before, after) == moved
    assert _moved(after, evaluate(plan), by_value=True) == set()


def _moved(before: Outcome, after: Outcome, *, by_value: bool = False) -> set[str]:
    old, new = series_of(before), series_of(after)
    if by_value:
        return {name for name in old if not np.array_equal(old[name], new[name])}
    return {name for name in old if old[name] is not new[name]}
