# SPDX-License-Identifier: EUPL-1.2
"""What is shipped about sites, data centres and deliveries, and what is left unknown."""

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipSupply, Delivery
from planner.domain.records.evidence import Confidence, Evidence, evidence_key
from planner.domain.records.infrastructure import System
from planner.domain.records.sites import DataCentre, DataSpace, Site


def test_machines_of_one_host_in_one_town_share_a_site(plan: Plan) -> None:
    assert plan.get(Site, "bologna").systems == ("leonardo", "lisa", "it4lia_system")
    standing = [key for site in plan.of(Site).values() for key in site.systems or ()]
    assert len(standing) == len(set(standing))
    for site in plan.of(Site).values():
        states = {plan.get(System, key).state for key in site.systems or ()}
        assert states == {site.state}
        told = plan.of(Evidence)[evidence_key("site", site.id, "systems")]
        assert told.assumption


def test_no_grid_connection_and_no_cap_on_chips_is_made_up(plan: Plan) -> None:
    assert {site.grid_mw for site in plan.of(Site).values()} == {None}
    assert not plan.of(ChipSupply)


def test_the_known_data_centres_are_there_with_their_source(plan: Plan) -> None:
    found = plan.of(DataCentre)
    assert set(found) == {
        "lavrio_hall",
        "maribor_hall",
        "kajaani_hall",
        "hlrs_iii",
        "vilnius_vdc3",
    }
    assert found["maribor_hall"].established == month_of(2026, 7)
    assert found["kajaani_hall"].established == month_of(2027, 4)
    for centre in found.values():
        assert plan.of(Evidence)[evidence_key("data_centre", centre.id, "system")].source
        assert plan.of(Evidence)[evidence_key("data_centre", centre.id, "latitude")].assumption


def test_the_fourteen_data_spaces_are_those_of_the_commission_and_no_centre_is_linked(
    plan: Plan,
) -> None:
    """Second staff working document on data spaces, January 2024; two by one source only."""
    assert {space.name.removesuffix(" data space") for space in plan.of(DataSpace).values()} == {
        *("Agriculture", "Cultural heritage", "Energy", "Finance", "Green Deal", "Health"),
        *("Language", "Manufacturing", "Media", "Mobility", "Public administration"),
        *("Research and innovation", "Skills", "Tourism"),
    }
    cited = plan.of(Evidence)
    told = {key: cited[evidence_key("data_space", key, "name")] for key in plan.of(DataSpace)}
    assert {key for key, one in told.items() if one.confidence is not Confidence.HIGH} == {
        *("language", "tourism"),
    }
    assert not [row for row in plan.of(DataCentre).values() if row.data_spaces]


def test_each_contract_for_accelerators_not_yet_in_operation_has_a_delivery(plan: Plan) -> None:
    delivered = {row.system for row in plan.of(Delivery).values()}
    contracted = {
        system.id
        for system in plan.of(System).values()
        if str(system.status) in ("contracted", "under_deployment") and system.accelerators != 0
    }
    assert delivered == contracted
    for row in plan.of(Delivery).values():
        assert row.system is not None
        assert row.ordered == plan.get(System, row.system).contracted
