# SPDX-License-Identifier: EUPL-1.2
"""Sectors, calls, instruments and events of a new plan: what is published, and no more."""

import pytest

from planner.domain.plan import Plan
from planner.domain.records.cooperation import Initiative, InitiativeKind, InitiativeMember
from planner.domain.records.evidence import Confidence, Evidence, Source
from planner.domain.records.instruments import Call, Event, Gigafactory, Instrument, Lane
from planner.domain.records.uptake import Sector, Target, TrainedModel
from planner.domain.schema import Record, Type
from planner.engine.sectors import factories_by_sector
from planner.engine.stages import evaluate
from planner.engine.workdays import Workdays

CITED: tuple[type[Record], ...] = (Initiative, Instrument, Call, Event, TrainedModel)


def test_the_seventeen_sectors_are_those_of_the_framework(plan: Plan) -> None:
    assert {row.name for row in plan.of(Sector).values() if row.listed} == {
        *("Robotics", "Health", "Biotech", "Chemicals", "New materials", "Batteries"),
        *("Manufacturing", "Engineering", "Mobility", "Climate change", "Virtual worlds"),
        *("Digital twins", "Cybersecurity", "Aerospace", "Agri-food", "Science", "Public sector"),
    }


def test_three_sectors_are_named_by_no_factory(plan: Plan) -> None:
    named = factories_by_sector(plan)
    assert {key for key, rows in named.items() if not rows} == {
        *("batteries", "chemicals", "digital_twins"),
    }


def test_no_target_is_made_up(plan: Plan) -> None:
    assert not plan.of(Target)
    found = [one for one in evaluate(plan).findings if one.rule == "GEN-01"]
    assert len(found) == 17


def test_genai4eu_is_500_million_whose_split_is_not_stated(plan: Plan) -> None:
    lines = plan.of(Instrument)
    parts = [row for row in lines.values() if row.part_of == "genai4eu"]
    assert lines["genai4eu"].budget_meur == 500.0
    assert [row.budget_meur for row in parts] == [None, None]


def test_mobilised_money_is_no_budget(plan: Plan) -> None:
    investeu = plan.get(Instrument, "investeu_ai")
    assert (investeu.mobilised_expected_meur, investeu.budget_meur) == (1_000.0, None)
    assert investeu.mobilised_observed_meur is None  # no outturn was found


@pytest.mark.parametrize(
    ("key", "members", "act"),
    [
        ("alt_edic", 17, "Decision (EU) 2024/458"),
        ("citiverse", 14, "Decision (EU) 2024/459"),
    ],
)
def test_the_consortia_have_their_decision_and_their_number(
    plan: Plan, key: str, members: int, act: str
) -> None:
    row = plan.get(Initiative, key)
    assert (row.kind, row.partners, row.decision) == (InitiativeKind.EDIC, members, act)


def test_six_states_host_quantum_computers_and_eighteen_buy_gigafactories(plan: Plan) -> None:
    states: dict[str, set[str]] = {}
    for row in plan.of(InitiativeMember).values():
        states.setdefault(row.initiative, set()).add(row.state)
    assert states["quantum_sites"] == {"CZ", "DE", "ES", "FR", "IT", "PL"}
    assert len(states["giga_procurement"]) == 18
    assert not states["giga_procurement"] & {"AT", "BE", "BG", "CY", "LU", "MT", "NL", "RO", "SI"}


def test_no_gigafactory_is_made_up(plan: Plan) -> None:
    assert not plan.of(Gigafactory)


def test_croatia_alone_has_no_way_to_a_factory(plan: Plan) -> None:
    found = [one for one in evaluate(plan).findings if one.rule == "RTE-07"]
    assert [(one.key, one.checkable) for one in found] == [("HR", True)]


def test_the_law_of_2026_stands_in_its_lane(plan: Plan) -> None:
    laws = {row.first_day: row.name for row in plan.of(Event).values() if row.lane is Lane.LAW}
    assert laws["2026-01-16"] == "Regulation (EU) 2026/150"


def test_easter_and_the_end_of_the_year_are_no_working_days(plan: Plan) -> None:
    days = Workdays.of(plan)
    # Easter 2026 is on 5 April: closed from Thursday the 2nd to Monday the 6th.
    assert days.after("2026-04-01", 1) == "2026-04-07"
    assert days.after("2026-12-23", 1) == "2027-01-04"
    assert days.between("2026-10-16", "2026-10-30") == 10


@pytest.mark.parametrize("kind", CITED, ids=lambda kind: kind.KIND.name)
def test_every_figure_and_day_has_a_source(plan: Plan, kind: type[Record]) -> None:
    told = (Type.NUMBER, Type.INTEGER, Type.DATE)
    fields = [field.name for field in kind.KIND.fields if field.value_type in told]
    for key, record in plan.of(kind).items():
        for field in fields:
            if getattr(record, field) is not None:
                found = plan.of(Evidence)[f"{kind.KIND.name}:{key}:{field}"]
                assert found.source in plan.of(Source)


def test_closing_days_are_marked_as_general_knowledge(plan: Plan) -> None:
    closed = [key for key, row in plan.of(Event).items() if row.lane is Lane.CLOSED]
    assert closed
    rows = [plan.of(Evidence)[f"event:{key}:first_day"] for key in closed]
    assert {row.confidence for row in rows} == {Confidence.LOW}
