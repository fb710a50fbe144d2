# SPDX-License-Identifier: EUPL-1.2
"""DCA and ENE: each rule passing, failing, and where an input is unknown."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import MeasureKind
from planner.domain.records.sites import DataSpace, SpaceStatus
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Severity
from tests.core.builders import a_factory, a_measure, a_parameter, a_system
from tests.core.engine.rules.trying import (
    Try,
    a_data_centre,
    a_site,
    facts,
    fails,
    findings,
    passes,
    the_finding,
    unknown,
    verdict,
)


def a_hall(**values: Scalar) -> Record:
    return a_measure(MeasureKind.DATA_CENTRE, **{"base_measure": "m-system", **values})


def a_link(**values: Scalar) -> Record:
    return a_measure(MeasureKind.LINK, base_measure="m-system", **values)


def serving(**values: Scalar) -> Record:
    return a_data_centre(measure="m-system", **values)


def a_space(status: SpaceStatus | None) -> DataSpace:
    return DataSpace(id="health", name="Health", status=status)


def known(**values: Scalar) -> Record:
    return serving(operator="Cineca", jurisdiction="IT", **values)


FULL = {"heat_reuse": "district heating", "water_m3": 10.0, "pue": 1.1}
TRIES = (
    passes("DCA-01", "a hall of the plan", a_measure(), a_hall()),
    passes("DCA-01", "a data centre on record", a_measure(), serving()),
    fails("DCA-01", "none", a_measure()),
    unknown("DCA-01", "an existing factory", a_factory()),
    passes("DCA-02", "near", a_measure(), a_hall(distance_km=50.0)),
    passes(
        "DCA-02",
        "well connected",
        a_measure(),
        a_hall(distance_km=400.0),
        a_link(bandwidth_gbps=100.0),
    ),
    fails("DCA-02", "neither", a_measure(), a_hall(distance_km=51.0)),
    fails(
        "DCA-02",
        "fast, but too far for the latency",
        a_measure(),
        a_hall(distance_km=700.0),
        a_link(bandwidth_gbps=400.0),
    ),
    unknown("DCA-02", "no distance", a_measure(), a_hall()),
    passes("DCA-02", "a record that is near", a_measure(), serving(distance_km=10.0)),
    fails(
        "DCA-02",
        "a record that is neither",
        a_measure(),
        serving(distance_km=60.0, link_gbps=10.0),
    ),
    unknown("DCA-02", "a record without a link", a_measure(), serving(distance_km=60.0)),
    passes(
        "DCA-03",
        "connected",
        a_measure(),
        serving(data_spaces=("health",)),
        a_space(SpaceStatus.CONNECTED),
    ),
    fails(
        "DCA-03",
        "only planned",
        a_measure(),
        serving(data_spaces=("health",)),
        a_space(SpaceStatus.PLANNED),
    ),
    unknown("DCA-03", "no data space known", a_measure(), serving()),
    passes("DCA-04", "before the selection", a_measure(start=72), serving(established=60)),
    fails("DCA-04", "after the selection", a_measure(start=72), serving(established=73)),
    unknown("DCA-04", "no date", a_measure(), serving()),
    passes("DCA-05", "both recorded", a_measure(), known()),
    fails("DCA-05", "no operator", a_measure(), serving(jurisdiction="IT")),
    passes("DCA-06", "small", a_measure(), known(it_load_mw=0.4)),
    fails("DCA-06", "500 kW", a_measure(), known(it_load_mw=0.5)),
    unknown("DCA-06", "no load", a_measure(), known()),
    passes("DCA-07", "assessed", a_measure(), known(personal_data=True, assessment="DPIA-1")),
    passes("DCA-07", "no personal data", a_measure(), known()),
    fails("DCA-07", "not assessed", a_measure(), known(personal_data=True)),
    passes(
        "DCA-08", "it fits", a_site(grid_mw=20.0), a_data_centre(site="bologna", it_load_mw=10.0)
    ),
    fails(
        "DCA-08", "too much", a_site(grid_mw=9.0), a_data_centre(site="bologna", it_load_mw=10.0)
    ),
    unknown("DCA-08", "no grid", a_site(), a_data_centre(site="bologna", it_load_mw=10.0)),
    unknown("DCA-08", "no load", a_site(grid_mw=20.0), a_data_centre(site="bologna")),
    passes("ENE-01", "good", a_system(pue=1.1)),
    fails("ENE-01", "high", a_system(pue=1.3)),
    unknown("ENE-01", "a site without", a_site()),
    passes("ENE-02", "it fits", a_system(), a_site(grid_mw=20.0, systems=("leonardo",))),
    fails("ENE-02", "too much", a_system(), a_site(grid_mw=1.0, systems=("leonardo",))),
    unknown("ENE-02", "no grid", a_system(), a_site(systems=("leonardo",))),
    passes("ENE-03", "with method", a_site(renewable_share=0.9, renewable_method="hourly")),
    passes("ENE-03", "nothing stated", a_site()),
    fails("ENE-03", "without method", a_site(renewable_share=0.9)),
    passes("ENE-04", "all recorded", a_site(**FULL)),
    fails("ENE-04", "no water", a_site(**{**FULL, "water_m3": None})),
)


@pytest.mark.parametrize("tried", TRIES, ids=str)
def test_places(tried: Try) -> None:
    assert verdict(tried) == tried.says


def test_from_the_contract_on_a_missing_data_centre_is_an_error() -> None:
    assert the_finding("DCA-01", a_measure()).severity is Severity.WARNING
    assert the_finding("DCA-01", a_measure(status=Status.CONTRACTED)).severity is Severity.ERROR
    assert findings("DCA-01", a_measure(status=Status.TENTATIVE)) == []


def test_what_is_near_is_a_policy_value_of_the_plan() -> None:
    records = (a_measure(), a_hall(distance_km=51.0))
    assert findings("DCA-02", *records, a_parameter("dc_near_km", 60.0)) == []


def test_both_branches_are_said_with_their_figures() -> None:
    said = facts("DCA-02", a_measure(), a_hall(distance_km=400.0), a_link(bandwidth_gbps=40.0))
    # 400 km · 1.5 / 200 km a millisecond
    assert (said["distance_km"], said["bandwidth_gbps"], said["latency_ms"]) == (400.0, 40.0, 3.0)


def test_an_overload_is_said_in_megawatt_and_month() -> None:
    # 4 000 accelerators · 1.79 kW · 1.12
    said = facts("ENE-02", a_system(), a_site(grid_mw=1.0, systems=("leonardo",)))
    assert said["load_mw"] == pytest.approx(8.019, abs=1e-3)
    assert said["excess_mw"] == pytest.approx(7.019, abs=1e-3)
    assert said["month"] >= month_of(2025)


def test_a_pue_beyond_two_is_an_error() -> None:
    assert the_finding("ENE-01", a_system(pue=1.3)).severity is Severity.INFO
    assert the_finding("ENE-01", a_system(pue=2.1)).severity is Severity.ERROR
