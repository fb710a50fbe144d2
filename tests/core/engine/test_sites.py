# SPDX-License-Identifier: EUPL-1.2
"""What machines on one site draw together, against their one grid connection."""

import numpy as np
import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.sites import DataCentre, Site
from planner.domain.schema import Scalar
from planner.engine.sites import SiteLoad, Sites, site_load
from planner.engine.stages import evaluate
from tests.core.builders import a_measure, a_system, plan_with


def a_site(key: str = "bologna", **values: Scalar | tuple[str, ...]) -> Site:
    given = {"name": key.title(), "state": "IT", "systems": ("leonardo",), **values}
    return Site(id=key, **given)


def a_shared_site(**values: Scalar) -> Plan:
    # 10 MW and 5 MW of IT load with PUE 1.2 are 12 MW and 6 MW, together 18 MW from 2027-01 on.
    old = a_system("leonardo", power_mw=10.0, pue=1.2, retired=month_of(2030))
    new = a_system(
        "second", power_mw=5.0, pue=1.2, status=Status.CONTRACTED, accepted=month_of(2027)
    )
    return plan_with(old, new, a_site(systems=("leonardo", "second"), **values))


def load(plan: Plan, key: str = "bologna") -> SiteLoad:
    return site_load(plan, evaluate(plan), key)


def test_loads_on_one_connection_add_up() -> None:
    found = load(a_shared_site(grid_mw=20.0))
    assert found.peak_mw == pytest.approx(18.0)
    assert found.month == month_of(2027, 3)
    assert found.excess_mw == 0


def test_the_load_goes_beyond_the_connection() -> None:
    assert load(a_shared_site(grid_mw=15.0)).excess_mw == pytest.approx(3.0)


def test_an_unknown_connection_is_not_checked() -> None:
    found = load(a_shared_site())
    assert found.excess_mw is None
    assert found.grid_mw is None


def test_an_unknown_load_is_not_zero_but_what_is_known_may_already_be_too_much() -> None:
    unknown = a_system("leonardo", accelerator=None, accelerators=None)
    big = a_system("second", power_mw=10.0, pue=1.2)
    roomy = plan_with(unknown, big, a_site(systems=("leonardo", "second"), grid_mw=20.0))
    assert load(roomy).unsized == (("system", "leonardo"),)
    assert load(roomy).excess_mw is None
    tight = plan_with(unknown, big, a_site(systems=("leonardo", "second"), grid_mw=10.0))
    assert load(tight).excess_mw == pytest.approx(2.0)
    assert not load(plan_with(unknown, a_site(grid_mw=20.0))).known


def test_nothing_can_be_drawn_before_the_connection_is_there() -> None:
    late = load(a_shared_site(grid_mw=20.0, grid_from=month_of(2026)))
    assert late.excess_mw == pytest.approx(12.0)


def test_a_machine_gets_its_part_of_a_connection_that_is_too_small() -> None:
    outcome = evaluate(a_shared_site(grid_mw=9.0))
    block: Sites = outcome.cache["sites"]["IT"]
    share = block.share(("system", "leonardo"))
    assert share[month_of(2026)] == pytest.approx(9 / 12)
    assert share[month_of(2028)] == pytest.approx(9 / 18)
    assert np.all(block.share(("system", "elsewhere")) == 1)


def test_the_pue_of_a_site_counts_for_machines_without_one() -> None:
    own = a_system("leonardo", power_mw=10.0, pue=1.1)
    other = a_system("second", power_mw=10.0)
    planned = a_measure(accelerators=1_000)
    site = a_site(systems=("leonardo", "second"), measures=("m-system",), pue=1.3)
    power = evaluate(plan_with(own, other, planned, site)).power_mw[0]
    assert power[0, month_of(2026)] == pytest.approx(11.0 + 13.0)
    assert power[2, month_of(2030)] == pytest.approx(1.79 * 1.3)


def test_halls_are_added_up_apart_from_machines() -> None:
    plan = plan_with(
        a_system("leonardo", power_mw=10.0),
        a_site(grid_mw=20.0, pue=1.2),
        DataCentre(id="one", name="One", state="IT", site="bologna", it_load_mw=10.0),
        DataCentre(id="two", name="Two", state="IT", site="bologna", it_load_mw=8.0, pue=1.5),
    )
    found = load(plan)
    assert found.halls_mw == pytest.approx(12.0 + 12.0)
    assert found.halls_excess_mw == pytest.approx(4.0)
