# SPDX-License-Identifier: EUPL-1.2
"""Sectors, calls, instruments and events of a new plan: what is published, and no more."""

import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.cooperation import (
    CentreKind,
    Initiative,
    InitiativeKind,
    InitiativeMember,
    Part,
    SupportCentre,
    SupportService,
)
from planner.domain.records.evidence import Confidence, Evidence, Source
from planner.domain.records.infrastructure import Factory, FactoryKind, System, SystemClass
from planner.domain.records.instruments import Call, Event, Gigafactory, Instrument, Lane
from planner.domain.records.uptake import Sector, Target, TrainedModel
from planner.domain.schema import Record, Type
from planner.engine.languages import spoken_languages
from planner.engine.sectors import factories_by_sector
from planner.engine.stages import evaluate
from planner.engine.supply import orders
from planner.engine.workdays import Workdays

CITED: tuple[type[Record], ...] = (
    Initiative,
    InitiativeMember,
    Instrument,
    Call,
    Event,
    Gigafactory,
    TrainedModel,
    SupportCentre,
    SupportService,
)
FIRST_QUANTUM = ("euro_q_exa", "euroqcs_italy", "euroqcs_spain", "lucy", "piast_q", "vlq")


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


def test_two_lists_of_alt_edic_name_the_same_seventeen_members(plan: Plan) -> None:
    """Note of 10 October 2026 on the lists of the language data space and of the consortium."""
    assert _states(plan, "alt_edic", Part.HOST) == {"FR"}
    assert len(_states(plan, "alt_edic", Part.HOST, Part.MEMBER)) == 17
    observers = _states(plan, "alt_edic", Part.OBSERVER)
    assert observers == {"AT", "BE", "CY", "EE", "MT", "PT", "RO", "SK", "SE", "IS"}
    doubted = {
        key
        for key in observers
        if plan.of(Evidence)[f"initiative_member:alt_edic-{key.lower()}:part"].confidence
        is Confidence.LOW
    }
    assert doubted == {"SE", "IS"}  # on one of the two lists only


def test_the_members_of_citiverse_add_up_to_those_of_its_first_assembly(plan: Plan) -> None:
    """14 states: release of 12 December 2024; eight founders: Decision (EU) 2024/459."""
    assert len(_states(plan, "citiverse", Part.HOST, Part.MEMBER)) == 14
    assert _states(plan, "citiverse", Part.HOST) == {"ES"}
    cited = [row for row in plan.of(Evidence).values() if row.about.startswith("citiverse-")]
    founders = {row.about for row in cited if row.confidence is Confidence.HIGH}
    assert len(founders) == 8


def test_no_consortium_has_too_few_members_and_that_is_known(plan: Plan) -> None:
    assert [one for one in evaluate(plan).findings if one.rule == "EDI-01"] == []


def test_four_facilities_test_ai_and_cost_what_the_union_said(plan: Plan) -> None:
    """220 MEUR, half of them the Union's: launch of 27 June 2023."""
    rows = [r for r in plan.of(Initiative).values() if r.kind is InitiativeKind.TESTING]
    whole = plan.get(Initiative, "tef")
    parts = {row.id: row.budget_meur for row in rows if row is not whole}
    assert parts == {
        "agrifood_tef": 60,
        "ai_matters": 60,
        "citcom_ai": None,
        "tef_health": 60,
    }
    assert (whole.budget_meur, whole.union_meur) == (220, 110)
    assert len(_states(plan, "agrifood_tef", Part.HOST, Part.MEMBER)) == 9
    assert len(_states(plan, "tef_health", Part.HOST, Part.MEMBER)) == 7
    assert len(_states(plan, "citcom_ai", Part.HOST, Part.MEMBER)) == 11
    assert _states(plan, "ai_matters", Part.MEMBER) == {"DE", "IT"}  # of eight


def test_thirty_five_states_of_the_plan_have_a_competence_centre(plan: Plan) -> None:
    """The 36 that support EuroCC 3 but Kosovo; the second phase had 32, the first 33."""
    rows = _centres(plan, CentreKind.COMPETENCE)
    assert len(rows) == len({row.state for row in rows}) == 35
    assert plan.get(Initiative, "eurocc").partners == 36
    earlier = [
        plan.of(Evidence)[f"initiative:eurocc:partners:earlier-{age}"].value for age in (1, 2)
    ]
    assert earlier == ["32", "33"]


def test_a_centre_is_linked_to_a_factory_where_that_was_read(plan: Plan) -> None:
    linked = {row.id: row.factory for row in plan.of(SupportCentre).values() if row.factory}
    assert linked == {"ncc_se": "mimer_aif", "ncc_at": "aiat_aif", "ncc_si": "slaif_aif"}
    for key in linked:
        assert plan.of(Evidence)[f"support_centre:{key}:factory"].confidence is Confidence.MEDIUM
    found = [one for one in evaluate(plan).findings if one.rule == "COO-01"]
    factories = {key for key, row in plan.of(Factory).items() if row.kind is FactoryKind.FACTORY}
    assert factories - {one.key for one in found} == {"aiat_aif", "slaif_aif"}  # in talks
    assert not [one for one in found if one.checkable]


def test_centres_of_excellence_stand_where_they_are_led_from(plan: Plan) -> None:
    rows = _centres(plan, CentreKind.EXCELLENCE)
    assert {row.id: row.state for row in rows} == {
        "coe_esiwace": "ES",
        "coe_max": "IT",
        "coe_pop": "ES",
        "coe_space": "IT",
    }
    told = plan.of(Evidence)
    doubted = {
        row.id
        for row in rows
        if told[f"support_centre:{row.id}:state"].confidence is Confidence.LOW
    }
    assert doubted == {"coe_pop"}  # concluded from its first phase


def test_hubs_of_their_own_are_those_that_name_ai_and_others_are_counted_by_state(
    plan: Plan,
) -> None:
    hubs = [r for r in plan.of(Initiative).values() if r.kind is InitiativeKind.INNOVATION_HUB]
    assert {row.state for row in hubs if row.id != "edih"} == {
        *("AT", "CZ", "DE", "FI", "HR", "IE", "NO"),
    }
    assert _states(plan, "edih", Part.MEMBER) == {
        *("AT", "CZ", "DE", "FI", "HR", "IE", "IT", "NO", "PL", "SE", "SI"),
    }
    assert (plan.get(InitiativeMember, "edih-it").name or "").startswith("13:")


def test_services_are_those_published_and_what_the_call_asks_of_antennas(plan: Plan) -> None:
    rows = plan.of(SupportService)
    told = plan.of(Evidence)
    doubted = {
        row.factory
        for key, row in rows.items()
        if told[f"support_service:{key}:kind"].confidence is Confidence.LOW
    }
    antennas = {key for key, row in plan.of(Factory).items() if row.kind is FactoryKind.ANTENNA}
    assert doubted == antennas
    assert {row.factory for row in rows.values()} - antennas == {
        *("aiat_aif", "brainpp_aif", "bsc_aif", "it4lia_aif", "l_aif", "lumi_aif"),
        *("mimer_aif", "slaif_aif"),
    }
    assert not [one for one in evaluate(plan).findings if one.rule == "SUP-S2"]


def test_a_quantum_computer_adds_nothing_to_the_machines_that_train(plan: Plan) -> None:
    """Six sites of October 2022, and the two of the call of 2024."""
    rows = [r for r in plan.of(System).values() if r.system_class is SystemClass.QUANTUM]
    assert {row.id for row in rows} == {*FIRST_QUANTUM, "meluxina_q", "eurossq"}
    outcome = evaluate(plan)
    keys = {row.id for row in rows}
    assert {one.key for one in outcome.unknowns} & keys <= {"euroqcs_italy", "eurossq"}  # no date
    assert not {order.key for order in orders(plan, outcome)} & keys
    assert {row.state for row in rows if row.selected == month_of(2022, 10)} == {
        *("CZ", "DE", "ES", "FR", "IT", "PL"),
    }


def test_candidates_for_gigafactories_are_those_that_named_themselves(plan: Plan) -> None:
    """76 respondents for 60 sites, none of them named by the Commission."""
    assert plan.get(Initiative, "giga_interest").partners == 76
    rows = plan.of(Gigafactory)
    assert {row.state for row in rows.values()} == {
        *("AT", "CZ", "ES", "FI", "IT", "NL", "PL", "RO"),
    }
    for key, row in rows.items():
        assert row.union_meur is None  # nothing is decided
        assert plan.of(Evidence)[f"gigafactory:{key}:state"].source


def test_every_official_language_is_known_to_a_model(plan: Plan) -> None:
    found = {one.code: one for one in spoken_languages(plan) if one.official}
    assert len(found) == 24
    assert all(one.covered for one in found.values())
    assert "teuken" in found["mt"].models


def _centres(plan: Plan, kind: CentreKind) -> list[SupportCentre]:
    return [row for row in plan.of(SupportCentre).values() if row.kind is kind]


def _states(plan: Plan, initiative: str, *parts: Part) -> set[str]:
    rows = plan.of(InitiativeMember).values()
    return {row.state for row in rows if row.initiative == initiative and row.part in parts}


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
