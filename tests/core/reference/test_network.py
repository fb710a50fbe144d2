# SPDX-License-Identifier: EUPL-1.2
"""The network as it stands on 10 October 2026, with its white spots."""

from collections import Counter

import pytest

from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.funding import Commitment
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import (
    Accelerator,
    Factory,
    FactoryKind,
    NetworkLink,
    Precision,
    Status,
    System,
    SystemClass,
)
from planner.domain.records.measures import Measure
from planner.engine.outcome import Unknown
from planner.engine.parameters import Parameters
from planner.engine.record_figures import system_figures
from planner.engine.stages import evaluate
from planner.engine.times import planned_month
from planner.reference.tables import rows
from tests.core.builders import after


def test_the_network_is_complete(plan: Plan) -> None:
    kinds = Counter(factory.kind for factory in plan.of(Factory).values())
    assert len(plan.of(State)) == 40
    machines = Counter(row.system_class is SystemClass.QUANTUM for row in plan.of(System).values())
    assert machines == {False: 35, True: 8}
    assert kinds == {FactoryKind.FACTORY: 19, FactoryKind.ANTENNA: 13}
    assert len(plan.of(Accelerator)) == 11
    assert len(plan.of(Measure)) == 0


def test_every_route_of_the_table_is_a_link_and_the_contract_without_a_state_is_a_commitment(
    plan: Plan,
) -> None:
    routes = [row for row in rows("network_links") if row["kind"] != "hyperconnectivity"]
    assert len(plan.of(NetworkLink)) == len(routes) == 120
    assert plan.get(Commitment, "hyperconnectivity").union_meur == 60
    assert plan.get(NetworkLink, "trunk-pl-by").state_b is None


def test_the_factories_stand_in_sixteen_member_states(plan: Plan) -> None:
    own = {f.state for f in plan.of(Factory).values() if f.kind is FactoryKind.FACTORY}
    assert len(own) == 16


def test_four_member_states_have_neither_factory_nor_antenna(plan: Plan) -> None:
    members = {k for k, s in plan.of(State).items() if s.membership is Membership.EU_MEMBER}
    assert members - {f.state for f in plan.of(Factory).values()} == {"HR", "DK", "EE", "PT"}


def test_twenty_seven_members_eleven_participating_two_others(plan: Plan) -> None:
    found = Counter(state.membership for state in plan.of(State).values())
    assert found == {
        Membership.EU_MEMBER: 27,
        Membership.PARTICIPATING: 11,
        Membership.ASSOCIATED: 2,
    }


def test_the_union_has_452_million_inhabitants(plan: Plan) -> None:
    members = [s for s in plan.of(State).values() if s.membership is Membership.EU_MEMBER]
    assert sum(s.population_m or 0 for s in members) == pytest.approx(452.0, abs=0.1)


def test_no_new_ai_optimised_system_runs_yet(plan: Plan) -> None:
    running = [
        system.id
        for system in plan.of(System).values()
        if system.system_class is SystemClass.AI_OPTIMISED and system.status is Status.OPERATIONAL
    ]
    assert running == []


def test_systems_that_run_were_accepted_and_others_were_not_before_the_reference_date(
    plan: Plan,
) -> None:
    today = month_of(2026, 10)
    for system in plan.of(System).values():
        if system.status is Status.OPERATIONAL:
            assert system.accepted is not None, system.id
            assert system.accepted <= today, system.id
        else:
            assert system.accepted is None or system.accepted > today, system.id


def test_arrhenius_and_jupiter_run_since_their_inauguration(plan: Plan) -> None:
    assert plan.get(System, "arrhenius").accepted == month_of(2026, 9)
    assert plan.get(System, "jupiter").accepted == month_of(2025, 9)


def test_upgrades_know_what_they_upgrade(plan: Plan) -> None:
    bases = {s.id: s.base_system for s in plan.of(System).values() if s.base_system}
    assert bases == {
        "lisa": "leonardo",
        "mn5_ai_upgrade": "marenostrum5",
        "discoverer_plus": "discoverer",
    }


@pytest.mark.parametrize(
    ("system", "figure", "precision"),
    [
        ("it4lia_system", 164, Precision.FP4_SPARSE),
        ("jupiter", 40, Precision.FP8_DENSE),
        ("leonardo", 10, Precision.BF16_SPARSE),
        ("mn5_ai_upgrade", 20, Precision.FP8_SPARSE),
        ("gaia_system", 10, Precision.FP8_SPARSE),
        ("karolaina", 0.85, Precision.BF16_DENSE),
    ],
)
def test_a_headline_keeps_the_precision_it_was_stated_in(
    plan: Plan, system: str, figure: float, precision: Precision
) -> None:
    found = plan.get(System, system)
    assert (found.headline_ef, found.headline_precision) == (figure, precision)


def test_accelerators_times_peak_agree_with_the_derived_capacity_of_therows(plan: Plan) -> None:
    for row in rows("systems"):
        system = plan.get(System, row["id"])
        if row["bf16_dense_ef_derived"]:
            assert system.accelerators is not None
            assert system.accelerator is not None
            peak = plan.get(Accelerator, system.accelerator).bf16_dense_tflops
            assert peak is not None
            expected = float(row["bf16_dense_ef_derived"])
            assert system.accelerators * peak / 1e6 == pytest.approx(expected, abs=6e-4), row["id"]


def test_a_machine_of_processors_only_has_no_accelerators(plan: Plan) -> None:
    assert plan.get(System, "discoverer").accelerators == 0


@pytest.mark.parametrize("key", ["caspir", "ehpcpl", "levente"])
def test_a_machine_overdue_by_assumption_is_unknown_and_not_in_service(
    plan: Plan, key: str
) -> None:
    # Selected in June 2022; 27 months later is September 2024, and no source says it runs.
    outcome = evaluate(plan)
    system = plan.get(System, key)
    assert key not in outcome.cache["times"][system.state].systems
    assert Unknown("system", key, "accepted") in outcome.unknowns
    figures = {figure.code: figure for figure in system_figures(plan, key)}
    assert figures["in_service"].value is None
    assert "as_of" in figures["in_service"].formula
    known = after(plan, EditField(kind="system", key=key, field="accepted", value=80))
    assert key in evaluate(known).cache["times"][system.state].systems


def test_an_assumed_month_still_to_come_stands(plan: Plan) -> None:
    gaia = plan.get(System, "gaia_system")
    assert gaia.accepted is None
    assert planned_month(gaia, Parameters.of(plan)) == month_of(2028, 1)
