# SPDX-License-Identifier: EUPL-1.2
"""Two sources of one cell that differ are a conflict until somebody chooses, with a reason."""

import pytest

from planner.domain.changes import Draft
from planner.domain.commands import RemoveRecord
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.assurance import Settlement
from planner.domain.records.evidence import Confidence, Evidence, Source, evidence_key
from planner.domain.records.infrastructure import Factory
from planner.domain.settling import Cite, Settle
from planner.engine.conflicts import chosen_evidence, conflict_of, conflicts
from planner.engine.outcome import Finding
from planner.engine.stages import evaluate, reevaluate
from planner.engine.trust import cell_level
from tests.core.builders import a_factory, after, plan_with

CELL = ("factory", "it4lia", "union_meur")


def evidence(value: str | None, *, rival: int = 0, **facts: object) -> Evidence:
    given: dict[str, object] = {
        "id": evidence_key(*CELL, rival=rival),
        "about_kind": CELL[0],
        "about": CELL[1],
        "field": CELL[2],
        "value": value,
        "source": "paper",
        "confidence": Confidence.MEDIUM,
        **facts,
    }
    record = Evidence.KIND.build(given)
    assert isinstance(record, Evidence)
    return record


def disputed(first: str, *others: str | None) -> Plan:
    rivals = [evidence(value, rival=n) for n, value in enumerate(others, start=1)]
    factory = a_factory(union_meur=float(first))
    paper = Source.KIND.build({"id": "paper", "title": "A paper"})
    return plan_with(factory, paper, evidence(first), *rivals)


def settled(plan: Plan, *, rival: int = 0, reason: str = "The letter says so.") -> Plan:
    chosen = evidence_key(*CELL, rival=rival)
    kind, key, field = CELL
    return after(plan, Settle(kind=kind, key=key, field=field, evidence=chosen, reason=reason))


def dq_02(plan: Plan) -> list[Finding]:
    return [finding for finding in evaluate(plan).findings if finding.rule == "DQ-02"]


def test_seventy_and_seventy_one_differ_by_more_than_one_per_cent() -> None:
    (conflict,) = conflicts(disputed("71.0", "70.0"))
    assert conflict.difference == pytest.approx(1 / 71)  # 1.4 %
    assert conflict.is_open


def test_what_differs_by_less_than_one_per_cent_is_no_conflict() -> None:
    assert conflicts(disputed("67.5", "67.6")) == ()  # 0.1 / 67.6 = 0.15 %


def test_three_sources_are_one_conflict_with_the_widest_gap() -> None:
    (conflict,) = conflicts(disputed("554.0", "544.0", "541.7"))
    assert [side.value for side in conflict.sides] == ["554.0", "544.0", "541.7"]
    assert conflict.difference == pytest.approx(12.3 / 554)


def test_a_value_that_two_sources_share_is_named_once() -> None:
    (finding,) = dq_02(disputed("129.0", "1.29", "1.290", "129.0"))
    assert dict(finding.facts)["value"] == "129.0"
    assert dict(finding.facts)["other"] == "1.29"


def test_an_open_conflict_is_found_and_a_settled_one_is_not() -> None:
    plan = disputed("71.0", "70.0")
    (finding,) = dq_02(plan)
    assert (finding.kind, finding.key, finding.checkable) == ("factory", "it4lia", True)
    assert dict(finding.facts) == {"amount_field": "union_meur", "value": "71.0", "other": "70.0"}
    assert dq_02(settled(plan)) == []


def test_sources_that_agree_are_not_found() -> None:
    assert dq_02(disputed("71.0", "71.0")) == []


def test_a_rival_without_a_value_cannot_be_checked() -> None:
    (finding,) = dq_02(disputed("71.0", None))
    assert not finding.checkable


@pytest.mark.parametrize("about", [{"field": "union_meur"}, {"field": "gone"}, {"about_kind": "?"}])
def test_what_cannot_be_read_is_no_side_and_cannot_be_checked(about: dict[str, object]) -> None:
    unreadable = evidence("1,29 Mio. €", rival=2, **about)
    plan = plan_with(*disputed("71.0", "70.0").of(Evidence).values(), a_factory(), unreadable)
    clear, unclear = dq_02(plan)
    assert (dict(clear.facts)["other"], clear.checkable) == ("70.0", True)
    assert (unclear.key, unclear.checkable) == (unreadable.id, False)


def test_settling_writes_value_choice_and_reason_in_one_step() -> None:
    plan = settled(disputed("71.0", "70.0"), rival=1, reason=" Letter of 3 May. ")
    assert plan.get(Factory, "it4lia").union_meur == 70.0
    settlement = plan.get(Settlement, evidence_key(*CELL))
    assert settlement.reason == "Letter of 3 May."
    assert chosen_evidence(plan, *CELL) == plan.get(Evidence, evidence_key(*CELL, rival=1))


def test_the_chosen_source_is_the_one_the_value_rests_on() -> None:
    plan = settled(disputed("71.0", "70.0"), rival=1)
    assert cell_level(plan, plan.get(Factory, "it4lia"), "union_meur") == "medium"


@pytest.mark.parametrize(
    ("chosen", "reason", "code"),
    [("factory:it4lia:union_meur", " ", "reason_needed"), ("elsewhere", "why", "not_a_side")],
)
def test_nothing_is_settled_without_a_source_and_a_reason(
    chosen: str, reason: str, code: str
) -> None:
    kind, key, field = CELL
    command = Settle(kind=kind, key=key, field=field, evidence=chosen, reason=reason)
    with pytest.raises(DomainError) as raised:
        command.apply(Draft(disputed("71.0", "70.0")))
    assert raised.value.code == code


def test_a_source_that_comes_later_opens_the_conflict_again() -> None:
    plan = settled(disputed("71.0", "70.0"))
    kind, key, field = CELL
    plan = after(plan, Cite(kind=kind, key=key, field=field, value="68", source="A new paper"))
    conflict = conflict_of(plan, *CELL)
    assert conflict is not None
    assert conflict.is_open
    assert len(dq_02(plan)) == 1


def test_a_record_goes_with_its_conflict() -> None:
    plan = after(settled(disputed("71.0", "70.0")), RemoveRecord(kind="factory", key="it4lia"))
    assert not plan.of(Evidence)
    assert not plan.of(Settlement)


def test_settling_is_evaluated_as_a_whole_would_be() -> None:
    plan = disputed("71.0", "70.0")
    kind, key, field = CELL
    draft = Draft(plan)
    chosen = evidence_key(*CELL, rival=1)
    Settle(kind=kind, key=key, field=field, evidence=chosen, reason="letter").apply(draft)
    following, changes = draft.seal()
    outcome = reevaluate(evaluate(plan), following, changes)
    assert outcome.findings == evaluate(following).findings
    assert outcome.headlines == evaluate(following).headlines
