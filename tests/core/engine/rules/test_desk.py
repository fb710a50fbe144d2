# SPDX-License-Identifier: EUPL-1.2
"""Clocks in working days, fixes that are mechanical, and what an import lets slip through."""

import pytest

from planner.domain.commands import EditField
from planner.domain.records.access import AccessMode
from planner.domain.records.cooperation import Part
from planner.domain.records.desk import DeskCase
from planner.domain.records.infrastructure import Owner
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Severity
from planner.engine.rules.data_quality import is_formula, is_total
from planner.engine.rules.fixes import fix_for
from planner.engine.stages import evaluate
from tests.core.builders import a_factory, a_measure, a_parameter, after, plan_with
from tests.core.engine.rules.partners import (
    a_call,
    a_case,
    a_gigafactory,
    a_proof,
    a_proposal,
    an_edic,
    asked,
    closed,
    granted,
    handovers,
    members,
    sent,
)
from tests.core.engine.rules.trying import facts, findings, the_finding


def test_large_scale_is_decided_ten_working_days_after_its_cut_off() -> None:
    # Friday 16 October 2026 and two working weeks: Friday 30 October.
    case = asked(AccessMode.LARGE_SCALE, cut_off="2026-10-16", decided="2026-11-02")
    assert facts("MOD-08", case)["due_day"] == "2026-10-30"
    assert facts("MOD-08", case)["days"] == 11


def test_the_clock_turns_amber_on_day_eight_and_red_after_day_ten() -> None:
    def on(day: int) -> list[Severity]:
        now = a_parameter("as_of_day", float(day))
        case = asked(AccessMode.LARGE_SCALE, cut_off="2026-10-02")
        return [one.severity for one in findings("MOD-08", case, now)]

    # Cut-off on Friday the 2nd: day 7 is the 13th, day 8 the 14th, day 10 the 16th.
    assert on(13) == []
    assert on(14) == on(16) == [Severity.WARNING]
    assert on(19) == [Severity.ERROR]


def test_days_on_which_the_institutions_are_closed_do_not_count() -> None:
    case = asked(AccessMode.PLAYGROUND, decided="2026-10-07")
    assert findings("MOD-08", case, closed("2026-10-05", "2026-10-06")) == []


def test_an_invalid_proof_is_not_mended_by_a_reference() -> None:
    expired = a_proof(allocation="job", expires="2026-01-01")
    assert (
        findings("ETH-01", *granted(ethics_proof="Pledge"), expired, a_proof(organisation="firm"))
        == []
    )
    assert findings("ETH-01", *granted(ethics_proof="Pledge"), expired)


def test_a_full_target_is_passed_over_for_the_next_that_is_free() -> None:
    plan = plan_with(
        *sent(),
        a_factory("pharos", state="GR"),
        a_proposal(factory="it4lia", load=0.95),
        a_proposal(2, factory="pharos", load=0.5),
    )
    (finding,) = [one for one in evaluate(plan).findings if one.rule == "RTE-04"]
    command = fix_for(finding, plan)
    assert command is not None
    mended = after(plan, command)
    assert "RTE-04" not in {one.rule for one in evaluate(mended).findings}
    assert mended.get(DeskCase, "case").factory == "pharos"


@pytest.mark.parametrize(
    ("rule", "records", "expected"),
    [
        ("RTE-06", (a_case(), *handovers(4)), ("desk_case", "escalated", True)),
        ("ELG-04", (a_measure(owner=Owner.HOST),), ("measure", "owner", Owner.JOINT_UNDERTAKING)),
        (
            "EDI-02",
            (an_edic(), *members("IT", part=Part.OBSERVER, contribution_meur=1.0)),
            ("initiative_member", "contribution_meur", 0.0),
        ),
        (
            "AGF-01",
            (a_call(), a_gigafactory(union_meur=513.0)),
            ("gigafactory", "union_meur", 500.0),
        ),
    ],
)
def test_what_is_mechanical_has_a_fix(
    rule: str, records: tuple[Record, ...], expected: tuple[str, str, Scalar]
) -> None:
    found, plan = the_finding(rule, *records), plan_with(*records)
    command = fix_for(found, plan)
    assert isinstance(command, EditField)
    assert (command.kind, command.field, command.value) == expected
    assert rule not in {one.rule for one in evaluate(after(plan, command)).findings}


@pytest.mark.parametrize("words", ["Total", "Summe 2026", "zwischensumme", "TOTAL général", "Sum"])
def test_totals_are_known_by_their_words(words: str) -> None:
    assert is_total(words)


@pytest.mark.parametrize("words", ["Groningen", "Totalisator", "Summit"])
def test_a_name_that_only_resembles_a_total_is_none(words: str) -> None:
    assert not is_total(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        *(("=1+1", True), ("+A1", True), ("@SUM(A1)", True), ("-A1", True), ("-1.5", False)),
        *(("+35 %", False), ("- 1 290,00", False), ("1+1", False), ("–", False)),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula(words: str, expected: bool) -> None:
    assert is_formula(words) is expected
