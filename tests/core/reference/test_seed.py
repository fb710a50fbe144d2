# SPDX-License-Identifier: EUPL-1.2
"""The plan a new file starts with says what is publicly known, and no more."""

from collections import Counter

import pytest

from planner.domain.changes import Draft, compare
from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.evidence import Confidence, Evidence, Parameter, Source
from planner.domain.records.funding import Commitment, Envelope
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import (
    Accelerator,
    Factory,
    System,
)
from planner.domain.records.measures import Template
from planner.domain.schema import Type, evolved
from planner.reference.seed import reference_plan
from planner.reference.tables import rows

CITED = (State, System, Factory, Envelope, Template, Parameter, Commitment, Accelerator)


@pytest.mark.parametrize(
    ("table", "kind", "key", "columns"),
    [
        (
            "states",
            State,
            "iso2",
            {
                name: name
                for name in (
                    "population_m",
                    "gdp_beur",
                    "rnd_share_gdp_pct",
                    "ict_specialists_thousand",
                    "researchers_fte_thousand",
                    "ai_adoption_enterprises_pct",
                    "ai_startups_count",
                    "industrial_electricity_eur_per_mwh",
                    "geant_backbone_gbps",
                )
            },
        ),
        (
            "systems",
            System,
            "id",
            {
                "linpack_pflops": "linpack_pflops",
                "peak_pflops": "peak_pflops",
                "ai_exaflops": "headline_ef",
                "accelerators": "accelerators",
                "power_mw": "power_mw",
                "pue": "pue",
                "storage_pb": "storage_pb",
            },
        ),
        (
            "ai_factories",
            Factory,
            "id",
            {"total_investment_meur": "investment_meur", "eu_share_meur": "union_meur"},
        ),
    ],
)
def test_an_empty_cell_stays_unknown_and_a_full_one_is_known(
    plan: Plan,
    table: str,
    kind: type[State] | type[System] | type[Factory],
    key: str,
    columns: dict[str, str],
) -> None:
    updated = {(row["key"], row["field"]) for row in rows("updates")}
    for row in rows(table):
        record = plan.of(kind)[row[key]]
        for column, field in columns.items():
            if (row[key], field) not in updated:
                assert (getattr(record, field) is None) == (row[column] == ""), (row[key], field)


@pytest.mark.parametrize("kind", CITED, ids=lambda kind: kind.KIND.name)
def test_every_known_number_has_evidence_with_a_source(
    plan: Plan, kind: type[State] | type[System] | type[Template]
) -> None:
    numeric = [
        field.name
        for field in kind.KIND.fields
        if field.value_type in (Type.NUMBER, Type.INTEGER, Type.MONTH)
    ]
    evidence = plan.of(Evidence)
    for key, record in plan.of(kind).items():
        for field in numeric:
            if getattr(record, field) is not None:
                found = evidence[f"{kind.KIND.name}:{key}:{field}"]
                assert found.source in plan.of(Source)
                assert found.confidence in Confidence


def test_evidence_is_about_cells_that_exist(plan: Plan) -> None:
    for found in plan.of(Evidence).values():
        record = plan.record(found.about_kind, found.about)
        assert hasattr(record, found.field)


def test_an_assumption_is_always_of_low_confidence(plan: Plan) -> None:
    assumed = [e for e in plan.of(Evidence).values() if e.assumption]
    assert assumed
    assert {e.confidence for e in assumed} == {Confidence.LOW}


def test_sources_are_kept_once(plan: Plan) -> None:
    named = Counter((s.title, s.reference) for s in plan.of(Source).values())
    assert [pair for pair, count in named.items() if count > 1] == []


def test_no_reference_dangles(plan: Plan) -> None:
    draft = Draft(Plan(SCHEMA))
    for kind in SCHEMA.records:
        for record in plan.of(kind).values():
            draft.put(record)
    again, _changes = draft.seal()
    assert again == plan


def test_the_kinds_stand_before_those_that_point_at_them() -> None:
    order = list(SCHEMA.kinds)
    for kind in SCHEMA.kinds.values():
        for field in kind.references:
            assert order.index(field.target) <= order.index(kind.name)


def test_the_seed_is_the_same_every_time(plan: Plan) -> None:
    assert not compare(plan, reference_plan())


def test_a_seeded_record_can_be_edited_like_any_other(plan: Plan) -> None:
    draft = Draft(plan)
    draft.put(evolved(draft.get(System, "lumi"), accelerators=12_000))
    edited, changes = draft.seal()
    assert [cell.field for cell in changes.cells()] == ["accelerators"]
    assert edited.get(System, "lumi").accelerators == 12_000
