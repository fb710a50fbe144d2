# SPDX-License-Identifier: EUPL-1.2
"""Find and replace: which records change, into what, and as one step."""

import pytest

from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.replacing import replacements, replacing
from planner.session import Session
from tests.core.builders import a_system, plan_with
from tests.core.test_session import MemoryStore

KIND = System.KIND


def a_plan() -> Plan:
    return plan_with(
        a_system("a", name="Mare One", city="Bologna", cost_meur=10.0),
        a_system("b", name="mare two", city="bologna (BO)", cost_meur=20.0),
        a_system("c", name="Other", city=None, cost_meur=None),
    )


def changes(field: str, find: str, replace: str, keys: tuple[str, ...] = ()) -> dict[str, object]:
    found = replacements(a_plan(), KIND, KIND.field(field), find, replace, keys=keys)
    return {one.key: one.new for one in found}


def test_every_occurrence_in_a_text_is_replaced_whatever_its_case() -> None:
    assert changes("city", "BOLOGNA", "Casalecchio") == {
        "a": "Casalecchio",
        "b": "Casalecchio (BO)",
    }


def test_signs_with_a_meaning_in_patterns_are_plain_text() -> None:
    assert changes("city", "(BO)", r"\1") == {"b": r"bologna \1"}
    assert changes("name", ".", "x") == {}


def test_a_number_is_replaced_whole_and_unknown_is_no_number() -> None:
    assert changes("cost_meur", "10", "12.5") == {"a": 12.5}
    assert changes("cost_meur", "1", "2") == {}
    assert changes("cost_meur", "", "5") == {"c": 5.0}
    assert changes("cost_meur", "20", "") == {"b": None}


def test_only_the_records_one_looks_at_change() -> None:
    assert changes("name", "mare", "Lago", ("b",)) == {"b": "Lago two"}


def test_a_value_that_does_not_fit_is_refused_before_anything_changes() -> None:
    with pytest.raises(DomainError, match="too_small"):
        changes("cost_meur", "10", "-5")


def test_replacing_is_one_step_that_undo_takes_back() -> None:
    session = Session(a_plan(), MemoryStore(), author="Planning unit")
    field = KIND.field("city")
    found = replacements(session.plan, KIND, field, "bologna", "Roma")
    session.execute(replacing(KIND, field, found))
    assert [row.city for row in session.plan.of(System).values()][:2] == ["Roma", "Roma (BO)"]
    session.undo()
    assert session.plan.of(System) == a_plan().of(System)


def test_nothing_found_is_said() -> None:
    with pytest.raises(DomainError, match="nothing_to_replace"):
        replacing(KIND, KIND.field("city"), ())
