# SPDX-License-Identifier: EUPL-1.2
"""The maps of the press page tell none from unknown, and say in words what they shade."""

import pytest

from planner.domain.commands import EditField
from planner.report import listing
from planner.report.origins import NO_NOTES
from planner.report.per_head import capacity_maps
from planner.report.sheet import Maps
from tests.core.report.readers import a_reader, a_session, the_sheet


@pytest.fixture(scope="module")
def maps() -> Maps:
    return capacity_maps(a_reader())


def test_capacity_is_shaded_for_a_million_inhabitants(maps: Maps) -> None:
    reader = a_reader()
    running, _planned = (dict(one.values) for one in maps.maps)
    whole = reader.outcome.capacity_ef[reader.outcome.row("FI"), 0, reader.now]
    people = reader.plan.record("state", "FI")
    assert running["FI"] == pytest.approx(float(whole) * 1e3 / people.population_m)  # type: ignore[attr-defined]  # the seed gives it
    assert next(iter(running)) == "FI"


def test_a_machine_of_unpublished_size_makes_its_state_unknown_and_not_empty(maps: Maps) -> None:
    running, planned = (dict(one.values) for one in maps.maps)
    assert "GR" not in running
    assert planned["GR"] is None
    assert planned["FR"] is None


def test_a_state_with_nothing_is_left_out(maps: Maps) -> None:
    assert all("HR" not in dict(one.values) for one in maps.maps)


def test_a_running_machine_of_unknown_size_is_unknown_today() -> None:
    session = a_session()
    for field in ("accelerators", "headline_ef"):
        session.execute(EditField(kind="system", key="meluxina", field=field, value=None))
    running, _planned = (dict(one.values) for one in capacity_maps(a_reader(session)).maps)
    assert running["LU"] is None


def test_the_maps_are_told_in_words(maps: Maps) -> None:
    assert "In operation, Oct 2026, PFLOP/s: Finland 807, Luxembourg 361, Germany" in str(
        maps.summary
    )
    assert "unknown: Austria, Bulgaria, Finland" in str(maps.summary)


def test_programs_get_the_values_of_the_maps() -> None:
    plain = listing.plain(the_sheet(a_reader(), "journalist"), NO_NOTES)
    (found,) = (one for one in plain["sections"]["balance"]["blocks"] if "map" in one)
    assert found["states"]["by plan, Dec 2030"]["GR"] is None
    assert found["states"]["by plan, Dec 2030"]["IT"] > 100
