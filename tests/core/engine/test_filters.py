# SPDX-License-Identifier: EUPL-1.2
"""Conditions on fields, findings and sources, combined, and as they are written."""

import pytest

from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.engine.filters import Condition, conditions, meeting, written_conditions
from planner.engine.stages import evaluate
from tests.core.builders import a_state, a_system, plan_with

KIND = System.KIND


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_with(
        a_state("FR", name="France"),
        a_system("leonardo", name="Leonardo", state="IT", accelerators=4_000),
        a_system("jules", name="Jules Verne", state="FR", accelerators=24_000),
        a_system("open", name="Énorme", state="FR", accelerators=None, status="contracted"),
    )


def found(plan: Plan, *written: str) -> set[str]:
    wanted = [Condition.parse(words) for words in written]
    return set(meeting(plan, KIND, wanted, findings=evaluate(plan).findings))


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("state=FR", {"jules", "open"}),
        ("state!=FR", {"leonardo"}),
        ("state~france", {"jules", "open"}),
        ("accelerators>=4000", {"leonardo", "jules"}),
        ("accelerators <= 4000", {"leonardo"}),
        ("accelerators?", {"open"}),
        ("accelerators!", {"leonardo", "jules"}),
        ("name~enorme", {"open"}),
        ("status=contracted", {"open"}),
        ("state=France", {"jules", "open"}),
    ],
)
def test_a_condition_keeps_the_records_that_meet_it(
    plan: Plan, written: str, keys: set[str]
) -> None:
    assert found(plan, written) == keys


def test_conditions_combine(plan: Plan) -> None:
    assert found(plan, "state=FR", "accelerators!") == {"jules"}


def test_unknown_is_neither_little_nor_much(plan: Plan) -> None:
    assert found(plan, "accelerators>=0") | found(plan, "accelerators<=0") == {"leonardo", "jules"}


def test_records_with_a_finding_are_found_by_it(plan: Plan) -> None:
    concerned = {f.key for f in evaluate(plan).findings if f.kind == "system"}
    assert concerned
    assert found(plan, "@finding=any") == concerned


def test_what_is_written_reads_back() -> None:
    lines = ["state=FR", "accelerators>=4000", "cost_meur?", "@confidence=low"]
    wanted = [Condition.parse(line) for line in lines]
    kept = written_conditions(wanted)
    assert kept == "\n".join(lines)
    assert list(conditions(KIND, kept)) == wanted
    assert written_conditions([]) is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("state", "not_a_condition"),
        ("name>=A", "not_a_condition"),
        ("accelerators?7", "not_a_condition"),
        ("@finding=often", "not_a_condition"),
        ("colour=red", "unknown_field"),
        ("accelerators>=many", "not_a_number"),
        ("state=", "not_a_condition"),
    ],
)
def test_a_condition_that_makes_no_sense_is_refused(written: str, code: str) -> None:
    with pytest.raises(DomainError, match=code):
        Condition.parse(written).on(KIND)
