# SPDX-License-Identifier: EUPL-1.2
"""CHP-05: chips of a quarter against what can be had."""

from planner.domain.delays import SetDelay
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipSupply
from planner.domain.schema import Record
from planner.engine.outcome import Finding
from planner.engine.stages import evaluate, reevaluate
from planner.sentences import finding_sentence
from tests.core.builders import a_measure, after, an_accelerator, plan_with
from tests.core.engine.test_incremental import assert_same, sealed


def found(plan: Plan) -> list[Finding]:
    return [finding for finding in evaluate(plan).findings if finding.rule == "CHP-05"]


def a_capped_plan(*records: Record, cap: int) -> Plan:
    return plan_with(
        an_accelerator("gb200", vendor="NVIDIA", generation="Blackwell"),
        a_measure(),
        ChipSupply(id="cap", generation="Blackwell", first_month=month_of(2028), accelerators=cap),
        *records,
    )


def test_enough_chips_are_no_finding() -> None:
    assert found(a_capped_plan(cap=1_000)) == []


def test_too_many_chips_are_named_with_quarter_and_number() -> None:
    plan = a_capped_plan(cap=400)
    (finding,) = found(plan)
    assert dict(finding.facts)["excess"] == 600
    assert finding_sentence(finding, plan).startswith(
        "In the quarter from Jan 2028 1,000 chips of Blackwell are needed and 400 can be had: "
        "600 too many."
    )


def test_a_machine_of_unknown_size_cannot_be_checked() -> None:
    (finding,) = found(a_capped_plan(a_measure(id="vague", accelerators=None), cap=1_000))
    assert (finding.key, finding.checkable) == ("vague", False)


def test_a_delay_moves_the_finding_away() -> None:
    plan = a_capped_plan(cap=400)
    before = evaluate(plan)
    later, changes = sealed(plan, SetDelay(vendor="NVIDIA", months=4))
    assert found(later) == []
    assert_same(reevaluate(before, later, changes), evaluate(later))
    assert found(after(later, SetDelay(vendor="NVIDIA", months=0)))
