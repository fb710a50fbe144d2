# SPDX-License-Identifier: EUPL-1.2
"""Ceilings, budgets and promises: each sum once, each kind of amount apart."""

from collections import Counter

import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import FrameworkLine, FrameworkUse
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.infrastructure import (
    Factory,
    FactoryKind,
    System,
)
from planner.engine.rules.law import law_at

CONTRACTS_OF_2026 = ("lumi_ai", "it4lia", "mn5_ai_upgrade", "meluxina_ai", "hammerhai", "mimer")
BEFORE_2021 = {
    "lumi",
    "leonardo",
    "marenostrum5",
    "meluxina",
    "karolina",
    "vega",
    "discoverer",
    "deucalion",
}


def test_the_old_ceiling_is_the_sum_of_its_three_programmes(plan: Plan) -> None:
    parts = ("eurohpc_he", "eurohpc_dep", "eurohpc_cef")
    amounts = [plan.get(Envelope, key).amount_meur for key in parts]
    assert amounts == [900, 1981.3, 200]
    assert sum(amount or 0 for amount in amounts) == pytest.approx(3081.3)
    assert plan.get(Envelope, "eurohpc_union_total").amount_meur == 3081.3


def test_the_parts_of_the_old_ceiling_bound_until_2026(plan: Plan) -> None:
    law = law_at(month_of(2025, 12))
    for key in ("eurohpc_he", "eurohpc_dep", "eurohpc_cef"):
        envelope = plan.get(Envelope, key)
        assert envelope.binds is not None
        assert envelope.valid_to == month_of(2025, 12)
        assert envelope.amount_meur == law.value("FIN-06", envelope.binds.value)
    assert "FIN-06" not in law_at(month_of(2026, 10)).entries


def test_the_framework_names_four_uses_and_states_no_amount(plan: Plan) -> None:
    lines = plan.of(FrameworkLine).values()
    assert {line.use for line in lines} == set(FrameworkUse)
    assert all(line.amount_meur is None for line in lines)
    assert plan.get(Envelope, "pkg_supercomputers").amount_meur == 2100
    assert law_at(month_of(2026, 10)).value("FIN-10", "total") == 2100


def test_the_ceiling_of_2026_replaces_the_old_one(plan: Plan) -> None:
    now = plan.get(Envelope, "eurohpc_union_total_2026")
    assert now.amount_meur == 4122.3
    assert now.valid_from == month_of(2026)
    assert now.replaces == "eurohpc_union_total"
    in_force = [
        e.id
        for e in plan.of(Envelope).values()
        if e.type is EnvelopeType.CEILING and e.programme == "EuroHPC"
    ]
    assert sorted(in_force) == ["eurohpc_union_total", "eurohpc_union_total_2026"]


def test_mobilised_money_is_no_budget(plan: Plan) -> None:
    mobilised = {k for k, e in plan.of(Envelope).items() if e.type is EnvelopeType.MOBILISED}
    assert mobilised == {
        "pkg_investeu",
        "pkg_leverage",
        "investai_total",
        "investai_gigafactories",
    }


def test_the_six_contracts_of_2026_sum_up_to_the_published_total(plan: Plan) -> None:
    contracts = [plan.get(Commitment, key) for key in CONTRACTS_OF_2026]
    union = sum(c.union_meur or 0 for c in contracts)
    states = sum(c.states_meur or 0 for c in contracts)
    assert union == pytest.approx(485.78)
    assert union + states == pytest.approx(971.56)


def test_a_contract_costs_what_its_system_says(plan: Plan) -> None:
    for key in CONTRACTS_OF_2026:
        contract = plan.get(Commitment, key)
        system = plan.get(System, contract.system or "")
        assert (contract.union_meur, contract.signed) == (system.union_meur, system.contracted)
        assert system.cost_meur == pytest.approx(
            (contract.union_meur or 0) + (contract.states_meur or 0)
        )


def test_the_antennas_are_one_pooled_row_that_the_states_match(plan: Plan) -> None:
    pooled = plan.get(Commitment, "antennas")
    assert pooled.union_meur == pooled.states_meur == 55.04322029
    assert plan.get(Envelope, "aif_antennas_eu").amount_meur == 55.04322029
    antennas = {k for k, f in plan.of(Factory).items() if f.kind is FactoryKind.ANTENNA}
    assert not antennas & {c.factory for c in plan.of(Commitment).values()}


def test_a_factorys_money_is_counted_once(plan: Plan) -> None:
    promised: Counter[str] = Counter()
    for commitment in plan.of(Commitment).values():
        if commitment.factory:
            promised[commitment.factory] += round(1_000 * (commitment.union_meur or 0))
    for key, total in promised.items():
        published = plan.get(Factory, key).union_meur
        assert published is None or total == round(1_000 * published), key


def test_only_systems_of_the_earlier_programmes_draw_on_no_envelope(plan: Plan) -> None:
    outside = {c.system for c in plan.of(Commitment).values() if c.envelope is None}
    assert outside == BEFORE_2021


def test_every_factory_and_every_system_with_a_known_union_share_is_promised_money(
    plan: Plan,
) -> None:
    promised = plan.of(Commitment).values()
    factories = {k for k, f in plan.of(Factory).items() if f.kind is FactoryKind.FACTORY}
    assert factories - {c.factory for c in promised} == set()
    covered = {c.system for c in promised} | {
        plan.get(Factory, c.factory).system for c in promised if c.factory
    }
    shared = {k for k, s in plan.of(System).items() if s.union_meur is not None}
    assert shared - covered == set()


def test_a_split_that_was_not_published_is_unknown_and_not_zero(plan: Plan) -> None:
    for key in ("daedalus", "lisa", "pharos_aif", "brainpp_aif", "gaia_aif", "lumi_aif_rest"):
        promise = plan.get(Commitment, key)
        assert promise.union_meur is promise.states_meur is promise.other_meur is None, key
