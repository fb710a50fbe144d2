# SPDX-License-Identifier: EUPL-1.2
"""A state is known by its codes and by its names in the official languages."""

import pytest
from babel import Locale
from babel.core import get_global

from planner.domain.records.geography import Membership, State
from planner.reference.seed import reference_plan
from planner.text import OFFICIAL_LANGUAGES
from planner.workbook.importing.states import FIRST_LANGUAGES, OTHER_LANGUAGES, StateNames
from tests.core.builders import a_state, plan_with

NAMES = StateNames(
    plan_with(
        a_state("GR", name="Greece", iso3="GRC", eurostat_geo="EL"),
        a_state("GB", name="United Kingdom", iso3="GBR"),
        a_state("CZ", name="Czechia", iso3="CZE"),
        a_state("DE", name="Germany"),
        a_state("MK", name="North Macedonia"),
    )
)
SHIPPED = reference_plan()
EVERYBODY = StateNames(SHIPPED)
MEMBERS = [key for key, row in SHIPPED.of(State).items() if row.membership is Membership.EU_MEMBER]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("EL", "GR"),
        ("gr", "GR"),
        ("GRC", "GR"),
        ("Griechenland", "GR"),
        ("Grèce", "GR"),
        ("Ελλάδα", "GR"),
        ("UK", "GB"),
        ("GB", "GB"),
        ("Royaume-Uni", "GB"),
        ("Großbritannien", "GB"),
        ("Tschechien", "CZ"),
        ("Czech Republic", "CZ"),
        ("Česko", "CZ"),
        ("République tchèque", "CZ"),
        ("Čehija", "CZ"),
        ("  germany ", "DE"),
        ("Deutschland*", "DE"),
        ("Niemcy", "DE"),
        ("Duitsland", "DE"),
        ("Saksamaa", "DE"),
        ("An Ghearmáin", "DE"),
        ("Nordmazedonien", "MK"),
    ],
)
def test_a_state_is_found_by_any_name(words: str, key: str) -> None:
    assert NAMES.find(words) == key


@pytest.mark.parametrize("language", OFFICIAL_LANGUAGES)
def test_every_member_state_is_found_by_its_name_in_every_official_language(language: str) -> None:
    territories = Locale(language).territories
    found = {key: EVERYBODY.find(str(territories[key])) for key in MEMBERS}
    assert found == {key: key for key in MEMBERS}


def test_a_state_outside_the_plan_is_told_from_no_state() -> None:
    assert NAMES.find("Italien") is None
    assert NAMES.known_elsewhere("Italien") == "IT"
    assert NAMES.known_elsewhere("Freedonia") is None


def test_every_language_is_a_file_of_its_own_for_the_bundle_to_keep() -> None:
    names = [name for name in (*FIRST_LANGUAGES, *OTHER_LANGUAGES) if name != "en"]
    inherited = {name: parent for name in names if (parent := _parent(name)) != "root"}
    assert inherited == {}


def _parent(name: str) -> str:
    return str(get_global("parent_exceptions").get(name, "root"))
