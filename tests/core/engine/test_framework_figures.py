# SPDX-License-Identifier: EUPL-1.2
"""Languages, targets of sectors, instruments, cooperation and talent: the views in figures."""

from datetime import date

import pytest

from planner.domain.months import month_of
from planner.domain.records.cooperation import (
    CentreKind,
    Cooperation,
    Initiative,
    InitiativeKind,
    InitiativeMember,
    LinkKind,
    Part,
    SupportCentre,
)
from planner.domain.records.infrastructure import FactoryKind
from planner.domain.records.instruments import Call, Instrument, InstrumentKind
from planner.domain.records.measures import MeasureKind
from planner.domain.records.uptake import Sector, Target, TrainedModel
from planner.engine.cooperation import Lack, Remark, duplicates, gaps, web
from planner.engine.instruments import COLUMNS, column_sums
from planner.engine.languages import OFFICIAL, spoken_languages
from planner.engine.sector_goals import Light, sector_money, standing, was_changed
from planner.engine.stages import evaluate
from planner.engine.talent import gap, offers, seats_per_million
from tests.core.builders import a_factory, a_measure, a_state, a_system, a_template, plan_with

ALT_EDIC = Initiative(id="alt_edic", name="ALT-EDIC", kind=InitiativeKind.EDIC)
MIDDLE = date(2026, 7, 2)


def a_model(key: str, languages: str | None) -> TrainedModel:
    return TrainedModel(id=key, name=key.title(), languages=languages)


def a_line(key: str, **amounts: object) -> Instrument:
    return Instrument(id=key, name=key, instrument=InstrumentKind.GENAI4EU, **amounts)


def a_target(**values: object) -> Target:
    given = {"baseline": 0.0, "target": 100.0, "frozen_on": "2026-01-01", "year": 2026}
    return Target(id="t", indicator="Firms", **{**given, **values})


# Languages


def test_a_language_is_covered_by_the_models_that_name_it() -> None:
    plan = plan_with(
        a_state("LV", languages="lv"), a_model("one", "Latvian; LT"), a_model("two", "de")
    )
    latvian = next(one for one in spoken_languages(plan) if one.code == "lv")
    assert (latvian.states, latvian.models, latvian.covered) == (("LV",), ("one",), True)


def test_while_a_model_is_silent_no_gap_is_claimed() -> None:
    silent = plan_with(a_model("one", "de"), a_model("two", None))
    spoken = plan_with(a_model("one", "de"), a_model("two", "fr"))
    assert [one.covered for one in spoken_languages(silent) if one.code == "mt"] == [None]
    assert [one.covered for one in spoken_languages(spoken) if one.code == "mt"] == [False]


def test_there_are_24_official_languages_and_those_spoken_beside_them() -> None:
    plan = plan_with(a_state("LU", languages="lb;fr;de"))
    codes = [one.code for one in spoken_languages(plan)]
    assert len(OFFICIAL) == 24
    assert codes == [*OFFICIAL, "lb"]


def test_observers_of_the_consortium_are_no_members() -> None:
    members = [
        InitiativeMember(id=state, initiative="alt_edic", state=state, part=part)
        for state, part in (("AT", Part.MEMBER), ("DE", Part.OBSERVER))
    ]
    states = (a_state("AT", languages="de"), a_state("DE", languages="de"))
    plan = plan_with(ALT_EDIC, *states, *members)
    german = next(one for one in spoken_languages(plan) if one.code == "de")
    assert (german.states, german.members) == (("AT", "DE"), ("AT",))


# Targets and money of sectors


@pytest.mark.parametrize(
    ("actual", "light"),
    [
        (None, Light.UNKNOWN),
        (100.0, Light.REACHED),
        (60.0, Light.ON_TRACK),
        (40.0, Light.BEHIND),
    ],
)
def test_a_target_is_judged_by_the_time_that_has_passed(actual: float, light: Light) -> None:
    found = standing(a_target(actual=actual), MIDDLE)
    assert found.passed == pytest.approx(0.5)
    assert found.light is light


def test_a_target_that_is_to_fall_is_reached_from_above() -> None:
    row = a_target(baseline=80.0, target=20.0, actual=35.0)
    assert standing(row, MIDDLE).done == pytest.approx(0.75)


def test_a_changed_target_is_told_from_the_frozen_one() -> None:
    assert was_changed(a_target(frozen_target=120.0))
    assert not was_changed(a_target(frozen_target=100.0))
    assert not was_changed(a_target())


def test_the_parts_of_a_sector_line_count_and_not_the_whole() -> None:
    plan = plan_with(
        Sector(id="health", name="Health"),
        a_line("whole", sector="health", budget_meur=50.0),
        a_line("part", sector="health", part_of="whole", budget_meur=30.0),
        Call(id="c", name="C", sector="health", union_meur=7.0),
    )
    money = sector_money(plan, "health")
    assert (money.lines_meur, money.calls_meur, money.calls) == (30.0, 7.0, 1)


def test_money_nobody_stated_is_unknown_and_not_zero() -> None:
    plan = plan_with(Sector(id="health", name="Health"), a_line("l", sector="health"))
    assert sector_money(plan, "health").lines_meur is None


# Money instruments


def test_each_column_is_summed_by_itself() -> None:
    plan = plan_with(
        a_line("a", budget_meur=500.0),
        a_line("b", mobilised_expected_meur=1_000.0),
        a_line("c", budget_meur=20.0, mobilised_observed_meur=3.0),
    )
    found = column_sums(plan, ("a", "b", "c"))
    assert [found[name] for name in COLUMNS] == [520.0, None, 1_000.0, 3.0]


def test_a_line_counts_its_parts_where_it_states_nothing() -> None:
    plan = plan_with(
        a_line("whole"),
        a_line("one", part_of="whole", budget_meur=30.0),
        a_line("two", part_of="whole", budget_meur=12.0),
        a_line("stated", budget_meur=5.0),
        a_line("below", part_of="stated", budget_meur=4.0),
    )
    every = ("whole", "one", "two", "stated", "below")
    assert column_sums(plan, every)["budget_meur"] == 47.0
    assert column_sums(plan, ("one", "below"))["budget_meur"] == 34.0


def test_a_ring_of_parts_ends() -> None:
    plan = plan_with(a_line("a", part_of="b"), a_line("b", part_of="a", budget_meur=1.0))
    assert column_sums(plan, ("a", "b"))["budget_meur"] in {None, 1.0}


# Cooperation


def test_a_link_counts_from_both_ends() -> None:
    link = Cooperation(id="l", factory="one", other_factory="two", kind=LinkKind.STAFF)
    plan = plan_with(a_factory("one"), a_factory("two"), link)
    found = web(plan)
    assert found.partners(("factory", "two")) == {("factory", "one")}
    assert {one.lack for one in gaps(plan, found)} == {Lack.NO_COMPETENCE}


def test_an_antenna_names_its_factory_and_a_centre_its_own() -> None:
    centre = SupportCentre(id="c", name="C", kind=CentreKind.COMPETENCE, state="IT", factory="one")
    antenna = a_factory("far", kind=FactoryKind.ANTENNA, linked_factories=("one",))
    loose = a_factory("loose", kind=FactoryKind.ANTENNA)
    plan = plan_with(a_factory("one"), antenna, loose, centre)
    remarks = gaps(plan, web(plan))
    assert Remark(Lack.LOOSE_ANTENNA, (("factory", "loose"),)) in remarks
    assert [one.ends for one in remarks if one.lack is Lack.NO_FACTORY] == [(("factory", "one"),)]
    assert Lack.NO_COMPETENCE not in {one.lack for one in remarks}


def test_only_initiatives_the_framework_names_are_missed() -> None:
    kinds = (InitiativeKind.TESTING, InitiativeKind.CHIPS)
    rows = [Initiative(id=kind.value, name=kind.value, kind=kind) for kind in kinds]
    plan = plan_with(*rows)
    assert [one.ends for one in gaps(plan, web(plan))] == [(("initiative", "tef"),)]


def test_what_is_stated_twice_and_who_shares_sectors_is_said() -> None:
    links = [
        Cooperation(id=key, factory="one", other_factory="two", kind=LinkKind.STAFF)
        for key in ("a", "b")
    ]
    names = "health;robotics;mobility"
    sectors = [Sector(id=name, name=name) for name in names.split(";")]
    factories = [a_factory(key, sectors=names) for key in ("one", "two", "three")]
    plan = plan_with(*factories, *sectors, *links)
    found = [(one.lack, one.ends, one.count) for one in duplicates(plan, web(plan))]
    one, two, three = (("factory", key) for key in ("one", "two", "three"))
    assert found == [
        (Lack.TWICE, (one, two), 2),
        (Lack.SAME_SECTORS, (one, three), 3),
        (Lack.SAME_SECTORS, (three, two), 3),
    ]


# Talent


def test_the_gap_is_posts_less_people() -> None:
    plan = plan_with(a_system(), a_template())
    found = gap(evaluate(plan), "IT", month_of(2027))
    assert (found.needed, found.there, found.missing) == (25.0, 0.0, 25.0)


def test_seats_are_added_up_by_state_and_kind() -> None:
    rows = [
        a_measure(MeasureKind.MASTER, id="one", seats=40),
        a_measure(MeasureKind.MASTER, id="two", seats=None),
        a_measure(MeasureKind.COURSE, id="three", seats=100),
    ]
    plan = plan_with(a_state("IT", population_m=50.0), *rows)
    found = offers(plan)
    assert found["IT", MeasureKind.MASTER].seats == 40
    assert found["IT", MeasureKind.MASTER].measures == ("one", "two")
    assert seats_per_million(plan, "IT", 140) == pytest.approx(2.8)
    assert seats_per_million(plan_with(a_state("FR")), "FR", 140) is None
