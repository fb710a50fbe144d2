# SPDX-License-Identifier: EUPL-1.2
"""A figure can always be asked where it was read."""

import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.evidence import Confidence, Evidence, Source, is_rival
from planner.domain.records.infrastructure import System
from planner.domain.schema import evolved
from planner.engine.trust import stale
from planner.reference.provenance import Cited, evidence_for, evidence_trail, rivals


def _evidence(plan: Plan, kind: str, key: str, field: str) -> tuple[Evidence, Source]:
    found = evidence_for(plan, kind, key, field)
    assert found is not None
    evidence, source = found
    assert source is not None
    return evidence, source


def test_an_indicator_names_its_source_year_and_confidence(plan: Plan) -> None:
    evidence, source = _evidence(plan, "state", "IT", "population_m")
    assert source.title.startswith("Eurostat tps00001")
    assert (evidence.value, evidence.year) == ("58.943", 2026)
    assert evidence.confidence is Confidence.MEDIUM


def test_an_unknown_cell_has_no_evidence(plan: Plan) -> None:
    assert evidence_for(plan, "system", "lumi", "pue") is None
    assert evidence_trail(plan, "system", "lumi", "pue") == ()


def test_what_a_table_calls_unverified_is_general_knowledge(plan: Plan) -> None:
    evidence, source = _evidence(plan, "system", "lumi", "power_mw")
    assert evidence.confidence is Confidence.LOW
    assert source.title.startswith("General knowledge")


def test_a_month_that_only_a_year_is_known_of_is_an_assumption(plan: Plan) -> None:
    evidence, _source = _evidence(plan, "system", "karolina", "accepted")
    assert evidence.assumption
    assert plan.get(System, "karolina").accepted == month_of(2021, 7)


def test_an_assumed_accelerator_model_says_so(plan: Plan) -> None:
    for key in ("karolaina", "gaia_system"):
        evidence, _source = _evidence(plan, "system", key, "accelerator")
        assert (evidence.value, evidence.assumption) == ("gb200", True)


def test_a_delayed_date_keeps_its_five_versions_each_with_what_was_read(plan: Plan) -> None:
    trail = evidence_trail(plan, "system", "daedalus", "accepted")
    assert [(evidence.value, evidence.year) for evidence, _source in trail] == [
        ("2026-11", 2026),
        ("2025-12", 2025),
        ("2025-10", 2023),
        ("2025-01", 2023),
        ("2024-12", 2022),
    ]
    assert len({source.id for _evidence, source in trail if source is not None}) == 5
    assert all((source.reference or "").startswith("http") for _evidence, source in trail if source)


def test_an_updated_value_keeps_the_evidence_of_the_earlier_source(plan: Plan) -> None:
    now, before = evidence_trail(plan, "system", "meluxina_ai", "cost_meur")
    assert (now[0].value, before[0].value) == ("80.0", "112.0")
    assert evidence_for(plan, "system", "meluxina_ai", "cost_meur") == now


def test_the_first_evidence_of_a_cell_is_what_the_plan_says(plan: Plan) -> None:
    for evidence in plan.of(Evidence).values():
        if ":earlier-" in evidence.id or is_rival(evidence.id):
            continue
        value = getattr(plan.record(evidence.about_kind, evidence.about), evidence.field)
        assert not stale(evidence, value), evidence.id


def test_no_trail_has_a_gap(plan: Plan) -> None:
    reached: set[str] = set()
    for evidence in plan.of(Evidence).values():
        trail: tuple[Cited, ...] = evidence_trail(
            plan, evidence.about_kind, evidence.about, evidence.field
        )
        others = rivals(plan, evidence.about_kind, evidence.about, evidence.field)
        reached.update(found.id for found, _source in (*trail, *others))
    assert reached == set(plan.of(Evidence))


@pytest.mark.parametrize(
    ("field", "read", "moved"),
    [
        ("accelerators", 11_912, 12_000),
        ("accepted", month_of(2022, 6), month_of(2022, 7)),
        ("cost_meur", 144.5, None),
    ],
)
def test_evidence_is_stale_once_the_value_has_moved_on(
    plan: Plan, field: str, read: float, moved: float | None
) -> None:
    evidence, _source = _evidence(plan, "system", "lumi", field)
    assert not stale(evidence, read)
    assert stale(evidence, moved)


def test_evidence_without_a_value_as_read_is_never_stale(plan: Plan) -> None:
    evidence, _source = _evidence(plan, "system", "lumi", "accelerators")
    assert not stale(evolved(evidence, value=None), 12_000)
