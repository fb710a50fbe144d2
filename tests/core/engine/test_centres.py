# SPDX-License-Identifier: EUPL-1.2
"""Near or well connected: both branches worked by hand, and unknown is not a pass."""

import pytest

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import NetworkLink
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre, DataSpace
from planner.domain.schema import Scalar
from planner.engine.centres import (
    Connection,
    assumed_route_gbps,
    connection,
    data_reach,
    days_to_move,
    great_circle_km,
    latency_ms,
)
from planner.engine.parameters import Parameters
from tests.core.builders import a_factory, a_measure, a_parameter, a_system, plan_with

ZAGREB = (45.815, 15.982)
DEFAULTS = Parameters()


def a_centre(key: str = "hall", **values: Scalar | tuple[str, ...]) -> DataCentre:
    return DataCentre(
        id=key, **{"name": key.title(), "state": "IT", "system": "leonardo", **values}
    )


def connected(plan: Plan, key: str = "hall") -> Connection:
    found = connection(plan, Parameters.of(plan), plan.get(DataCentre, key))
    assert found is not None
    return found


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert great_circle_km((45.0, 16.0), (46.0, 16.0)) == pytest.approx(111.195, abs=1e-3)
    assert great_circle_km((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20_015.1, abs=0.1)
    assert great_circle_km(ZAGREB, ZAGREB) == 0


def test_thirty_kilometres_north_of_zagreb_is_near() -> None:
    # 30 km / 111.195 km = 0.2698 degrees of latitude.
    north = (ZAGREB[0] + 0.2698, ZAGREB[1])
    plan = plan_with(
        a_system(latitude=ZAGREB[0], longitude=ZAGREB[1]),
        a_centre(latitude=round(north[0], 4), longitude=north[1]),
    )
    found = connected(plan)
    assert found.distance_km == pytest.approx(30.0, abs=0.02)
    assert (found.near, found.connected, found.branch) == (True, None, "near")


def test_a_thousand_kilometres_of_cable_take_seven_and_a_half_milliseconds() -> None:
    assert latency_ms(1_000.0, DEFAULTS) == 7.5  # 1 000 × 1.5 / 200
    assert latency_ms(30.0, DEFAULTS) == pytest.approx(0.225)


def test_a_petabyte_takes_32_hours_over_100_gigabits() -> None:
    # 8 000 000 Gbit / (100 × 0.7 Gbit/s) = 114 285.7 s = 31.75 h
    days = days_to_move(1.0, 100.0, DEFAULTS)
    assert days is not None
    assert days * 24 == pytest.approx(31.746, abs=1e-3)
    assert days_to_move(1.0, 0.0, DEFAULTS) is None


@pytest.mark.parametrize(
    ("values", "near", "well", "branch", "passes"),
    [
        ({"distance_km": 30.0}, True, None, "near", True),
        ({"distance_km": 50.0, "link_gbps": 10.0}, True, False, "near", True),
        ({"distance_km": 400.0, "link_gbps": 100.0}, False, True, "connected", True),
        ({"distance_km": 400.0, "link_gbps": 99.0}, False, False, "", False),
        ({"distance_km": 900.0, "link_gbps": 400.0}, False, False, "", False),
        ({"distance_km": 900.0, "link_gbps": 400, "latency_ms": 4}, False, True, "connected", True),
        ({"distance_km": 400.0}, False, None, "", None),
        ({"link_gbps": 400.0}, None, None, "", None),
        ({"link_gbps": 10.0}, None, False, "", None),
        ({}, None, None, "", None),
    ],
)  # fmt: skip
def test_either_branch_is_enough_and_unknown_is_neither(
    values: dict[str, float],
    near: bool | None,
    well: bool | None,
    branch: str,
    passes: bool | None,
) -> None:
    found = connected(plan_with(a_system(), a_centre(**values)))
    assert (found.near, found.connected) == (near, well)
    assert (found.branch, found.passes) == (branch, passes)


def test_the_limits_are_values_of_the_plan() -> None:
    plan = plan_with(
        a_system(),
        a_centre(distance_km=60.0, link_gbps=100.0),
        a_parameter("dc_near_km", 80.0),
        a_parameter("dc_bandwidth_gbps", 400.0),
        a_parameter("dc_latency_ms", 2.0),
    )
    found = connected(plan)
    assert (found.near, found.connected) == (True, False)


def test_a_hall_takes_its_bandwidth_from_the_links_to_its_machine() -> None:
    plan = plan_with(
        a_measure(id="machine"),
        a_measure(MeasureKind.DATA_CENTRE, id="hall", base_measure="machine", distance_km=30.0),
        a_measure(MeasureKind.LINK, id="slow", base_measure="machine", bandwidth_gbps=10.0),
        a_measure(MeasureKind.LINK, id="fast", base_measure="machine", bandwidth_gbps=400.0),
    )
    found = connection(plan, DEFAULTS, plan.get(Measure, "hall"))
    assert found is not None
    assert (found.gbps, found.link) == (400.0, "fast")
    assert found.latency_ms == pytest.approx(0.225)
    assert (found.near, found.connected, found.branch) == (True, True, "near")


def test_a_data_centre_serves_the_machine_of_its_factory() -> None:
    plan = plan_with(
        a_system(), a_factory(system="leonardo"), a_centre(system=None, factory="it4lia")
    )
    assert connected(plan).machine == "leonardo"
    nobody = plan_with(a_centre(system=None))
    assert connection(nobody, DEFAULTS, nobody.get(DataCentre, "hall")) is None


def test_a_data_space_reaches_the_factories_of_its_centres() -> None:
    plan = plan_with(
        a_system(),
        a_factory(system="leonardo"),
        a_centre(data_spaces=("health",)),
        DataSpace(id="health", name="Health"),
        DataSpace(id="mobility", name="Mobility"),
    )
    health, mobility = data_reach(plan)
    assert (health.centres, health.factories) == (("hall",), ("it4lia",))
    assert (mobility.centres, mobility.factories) == ((), ())


def test_an_assumed_capacity_is_said_to_be_one() -> None:
    route = {"kind": "trunk", "state_a": "IT", "state_b": "AT"}
    guessed = plan_with(NetworkLink(id="a", assumed_gbps=400.0, **route))
    assert assumed_route_gbps(guessed, "AT", "IT") == (400.0, True)
    published = plan_with(NetworkLink(id="a", capacity_gbps=800.0, assumed_gbps=400.0, **route))
    assert assumed_route_gbps(published, "IT", "AT") == (800.0, False)
    assert assumed_route_gbps(published, "IT", "FI") is None
