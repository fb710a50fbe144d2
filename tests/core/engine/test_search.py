# SPDX-License-Identifier: EUPL-1.2
"""Finding records by their words."""

import pytest

from planner.domain.commands import EditField, RemoveRecord
from planner.domain.plan import Plan
from planner.domain.schema import Kind, Record
from planner.engine.search import Index, folded, holding
from planner.text import state_name
from tests.core.builders import a_factory, a_measure, a_state, a_system, after, plan_with


def called(kind: Kind, record: Record) -> list[str]:
    return [state_name(record.id)] if kind.name == "state" else []


@pytest.fixture
def plan() -> Plan:
    return plan_with(
        a_state("CZ"),
        a_system("karolina", name="Karolína", state="CZ", notes="Ostrava, green"),
        a_system("lumi", name="LUMI", state="FI"),
        a_factory("it4lia", name="IT4LIA"),
        a_measure(id="m1", name="Ostrava hall", state="CZ"),
    )


def found(index: Index, plan: Plan, words: str) -> list[str]:
    return [hit.key for hit in index.find(plan, words)]


@pytest.mark.parametrize("words", ["Karolína", "karolina", "KAROLINA", "  karol "])
def test_case_and_accents_do_not_matter(plan: Plan, words: str) -> None:
    assert "karolina" in found(Index(called), plan, words)


@pytest.mark.parametrize("typed", ["d'etat", "D’ÉTAT"])
def test_an_apostrophe_is_found_as_keyboards_write_it(typed: str) -> None:
    assert folded(typed) in folded("Fiche d’État")


def test_every_word_must_be_there_in_any_order(plan: Plan) -> None:
    assert found(Index(called), plan, "green karolina") == ["karolina"]
    assert found(Index(called), plan, "green lumi") == []


def test_what_has_it_in_its_name_comes_first(plan: Plan) -> None:
    assert found(Index(called), plan, "ostrava") == ["m1", "karolina"]


def test_a_state_is_found_by_its_name_in_the_readers_language(plan: Plan) -> None:
    assert found(Index(called), plan, "czechia")[0] == "CZ"


def test_nothing_is_found_for_no_words(plan: Plan) -> None:
    assert found(Index(called), plan, "  ") == []


def test_no_match_goes_over_the_end_of_a_record(plan: Plan) -> None:
    assert found(Index(called), plan, "karolina\nlumi") == []


def test_an_edit_is_found_at_once_and_what_is_gone_is_not(plan: Plan) -> None:
    index = Index(called)
    assert found(index, plan, "kajaani") == []
    renamed = after(plan, EditField(kind="system", key="lumi", field="name", value="Kajaani"))
    assert found(index, renamed, "kajaani") == ["lumi"]
    gone = after(renamed, RemoveRecord(kind="system", key="lumi"))
    assert found(index, gone, "kajaani") == []
    assert found(index, plan, "lumi") == ["lumi"]


def test_not_more_is_returned_than_asked_for(plan: Plan) -> None:
    assert len(Index(called).find(plan, "a", limit=2)) == 2


def test_folding_takes_accents_and_case() -> None:
    assert folded("Łódź SÜD") == "lodz sud"
    assert folded("Ærø, Đurđevac, İzmir") == "aero, durdevac, izmir"


def test_a_text_holds_words_typed_without_their_accents() -> None:
    assert holding("osterreich ostrava")("Ostrava, für Österreich")
    assert not holding("osterreich ostrava")("Österreich")
    assert holding("  ")("")
