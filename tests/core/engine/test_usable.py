# SPDX-License-Identifier: EUPL-1.2
"""What people, power and links let through of what is installed, and what limits it."""

import numpy as np
import pytest

from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import Staffing
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import MeasureKind
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Record, Scalar
from planner.engine.derivations import About, derived
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate, reevaluate
from planner.engine.usable import LIMITS, Limit, Usable
from tests.core.builders import a_measure, a_parameter, a_system, plan_with
from tests.core.engine.test_incremental import sealed, series_of

AT = month_of(2026)


def staffing(fte: float = 12.0, **values: Scalar) -> Staffing:
    return Staffing(id="staff", state="IT", since=month_of(2025), staff_fte=fte, **values)


def a_site(grid_mw: float | None = 4.0, **values: Scalar) -> Site:
    return Site(
        id="hall", name="Hall", state="IT", grid_mw=grid_mw, systems=("leonardo",), **values
    )


def a_centre(**values: Scalar) -> DataCentre:
    given = {"name": "Archive", "state": "IT", "system": "leonardo", "distance_km": 400.0, **values}
    return DataCentre(id="archive", **given)


def judged(*records: Record) -> tuple[Outcome, Usable]:
    outcome = evaluate(plan_with(a_system(), *records))
    return outcome, outcome.cache["usable"]["IT"]


def limit_at(block: Usable, month: int = AT, position: int = 0) -> tuple[Limit, float, float]:
    return (
        LIMITS[int(block.limit[position, month])],
        float(block.available[position, month]),
        float(block.needed[position, month]),
    )


def part(outcome: Outcome, month: int = AT, position: int = 0) -> float:
    return float(outcome.usable_ef[0, position, month] / outcome.capacity_ef[0, position, month])


def test_12_of_25_posts_run_12_of_25_parts_of_a_machine() -> None:
    outcome, block = judged(staffing())
    assert part(outcome) == pytest.approx(12 / 25)
    assert limit_at(block) == (Limit.PEOPLE, 12.0, 25.0)


def test_trained_people_come_on_top_of_the_staff_in_place() -> None:
    master = a_measure(
        MeasureKind.MASTER, seats=20, start=month_of(2023), status=Status.OPERATIONAL
    )
    outcome, block = judged(staffing(), master)
    assert outcome.talent_stock[0, 0, AT] == pytest.approx(11.9 * (1 - 0.08 / 12) ** 12)
    assert limit_at(block)[1] == pytest.approx(12 + outcome.talent_stock[0, 0, AT])


def test_unknown_staff_limits_nothing_and_is_not_called_checked() -> None:
    outcome, block = judged()
    assert (outcome.usable_ef == outcome.capacity_ef).all()
    assert not block.checked[0].any()
    _outcome, staffed = judged(staffing(30.0))
    assert staffed.checked[0, AT] == 1
    assert limit_at(staffed)[0] is Limit.NONE


def test_staff_go_to_the_firmest_class_first() -> None:
    tentative = a_measure(status=Status.TENTATIVE, start=month_of(2024), lead_months=6)
    outcome, block = judged(staffing(30.0), tentative)
    assert limit_at(block)[0] is Limit.NONE
    assert limit_at(block, position=3) == (Limit.PEOPLE, 5.0, 25.0)
    assert part(outcome, position=3) == pytest.approx(0.2)


def test_the_grid_connection_of_a_shared_site_limits_all_machines_on_it() -> None:
    # 4 000 · 1.79 kW · 1.12 = 8.02 MW
    outcome, block = judged(a_site(4.0))
    needed = 4_000 * 1.79 / 1e3 * 1.12
    assert part(outcome) == pytest.approx(4.0 / needed)
    assert limit_at(block) == (Limit.POWER, 4.0, pytest.approx(needed))


def test_a_grid_connection_counts_from_its_month() -> None:
    outcome, _block = judged(a_site(100.0, grid_from=AT))
    assert part(outcome, AT - 1) == 0
    assert part(outcome, AT) == 1


def test_unknown_power_limits_nothing() -> None:
    outcome, block = judged(a_site(None))
    assert (outcome.usable_ef == outcome.capacity_ef).all()
    assert block.checked[1, AT] == 0


def test_a_slow_link_to_a_far_data_centre_limits_and_a_near_one_does_not() -> None:
    # 4 000 accelerators need 40 Gbit/s
    outcome, block = judged(a_centre(link_gbps=10.0))
    assert part(outcome) == pytest.approx(0.25)
    assert limit_at(block) == (Limit.LINK, 10.0, 40.0)
    near, _block = judged(a_centre(link_gbps=10.0, distance_km=30.0))
    assert part(near) == 1
    unknown, block = judged(a_centre(link_gbps=None))
    assert part(unknown) == 1
    assert block.checked[2, AT] == 0


def test_the_smallest_factor_is_named() -> None:
    _outcome, block = judged(staffing(20.0), a_site(4.0), a_centre(link_gbps=39.0))
    assert limit_at(block)[0] is Limit.POWER


@pytest.mark.parametrize(
    ("kind", "key", "field", "value"),
    [
        ("staffing", "staff", "staff_fte", 20.0),
        ("site", "hall", "grid_mw", 5.0),
        ("data_centre", "archive", "link_gbps", 5.0),
        ("parameter", "link_gbps_per_thousand_accelerators", "value", 20.0),
    ],
)
def test_an_edit_of_a_limit_moves_only_what_can_be_used(
    kind: str, key: str, field: str, value: Scalar
) -> None:
    plan = _limited(kind)
    before = evaluate(plan)
    step = sealed(plan, EditField(kind=kind, key=key, field=field, value=value))
    assert step is not None
    after = reevaluate(before, *step)
    old, new = series_of(before), series_of(after)
    assert {name for name in old if old[name] is not new[name]} == {"usable_ef"}
    assert np.array_equal(after.usable_ef, evaluate(step[0]).usable_ef)


def _limited(kind: str) -> Plan:
    one: dict[str, Record] = {
        "staffing": staffing(),
        "site": a_site(),
        "data_centre": a_centre(link_gbps=10.0),
        "parameter": a_centre(link_gbps=10.0),
    }
    return plan_with(
        a_system(), one[kind], a_parameter("link_gbps_per_thousand_accelerators", 10.0)
    )


def test_what_can_be_used_names_the_staff_grid_and_links_that_limit_it() -> None:
    plan = plan_with(
        a_system(),
        staffing(20.0),
        a_site(4.0),
        a_centre(link_gbps=39.0),
        a_measure(MeasureKind.LINK, base_system="leonardo", bandwidth_gbps=10.0),
    )
    outcome = evaluate(plan)
    figure = derived(plan, outcome, About("state", "IT", "usable_ef", AT))
    assert figure is not None
    fields = {(given.kind, given.field): given.value for given in figure.inputs}
    assert fields[("staffing", "staff_fte")] == 20.0
    assert fields[("site", "grid_mw")] == 4.0
    assert fields[("data_centre", "link_gbps")] == 39.0
    assert fields[("measure", "bandwidth_gbps")] == 10.0
    assert ("parameter", "value") in fields


def test_a_link_nobody_has_measured_is_named_as_unknown() -> None:
    plan = plan_with(a_system(), a_centre(link_gbps=None))
    figure = derived(plan, evaluate(plan), About("state", "IT", "usable_ef", AT))
    assert figure is not None
    assert ("data_centre", "archive", "link_gbps", None) in {
        (given.kind, given.key, given.field, given.value) for given in figure.inputs
    }
