# SPDX-License-Identifier: EUPL-1.2
"""The rule sets as data: dates, articles, numbers a plan may edit; and the registry beside them."""

import pytest

from planner.domain.changes import Draft
from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.records.access import TimeShare
from planner.domain.records.assurance import DocumentType, Override, Stage
from planner.domain.records.contributions import Contribution, PaidBy, Purpose
from planner.domain.records.infrastructure import SystemClass
from planner.domain.records.measures import MeasureKind
from planner.domain.schema import Record
from planner.engine.outcome import Severity
from planner.engine.rules.fixes import fix_for
from planner.engine.rules.law import all_entries, law_at, law_of, parameter_key
from planner.engine.rules.limits import limit_edit
from planner.engine.rules.registry import NETWORK_RULES, RULES
from planner.engine.rules.submission import submission
from planner.engine.stages import evaluate, reevaluate
from planner.report.rulebook import asks
from planner.rule_sentences import RULES as SENTENCES
from planner.sentences import article_words
from tests.core.builders import (
    a_contribution,
    a_factory,
    a_measure,
    a_parameter,
    a_system,
    a_template,
    after,
    an_envelope,
    plan_with,
)
from tests.core.engine.rules.trying import a_data_centre, a_milestone, a_paper, a_site

# How many rules each family has; those of support are not numbered like the others.
FAMILIES = {
    "FIN": 20,
    "ELG": 13,
    "UPG": 5,
    "DCA": 8,
    "ACC": 16,
    "MOD": 11,
    "ETH": 5,
    "RTE": 7,
    "TAL": 5,
    "COO": 4,
    "GEN": 4,
    "EDI": 2,
    "CHP": 4,
    "CAL": 5,
    "CAP": 3,
    "ENE": 4,
    "DQ": 8,
    "AGF": 4,
}
LIVE = [rule.id for rule in (*RULES, *NETWORK_RULES)]


def test_a_rule_is_registered_once() -> None:
    assert len(LIVE) == len(set(LIVE))


def test_every_rule_of_a_rule_set_has_a_function_and_the_other_way_round() -> None:
    assert sorted(entry.rule for entry in all_entries()) == sorted(LIVE)


def test_every_rule_says_what_it_asks_and_has_a_sentence_with_its_article() -> None:
    for entry in all_entries():
        assert asks(entry.rule), entry.rule
        assert SENTENCES[entry.rule][1] == entry.article


def test_all_130_rules_of_the_framework_are_live_and_one_of_our_own() -> None:
    wanted = {
        f"{code}-{number:02}" for code, last in FAMILIES.items() for number in range(1, last + 1)
    }
    wanted |= {"SUP-S1", "SUP-S2"}
    assert len(wanted) == 130
    assert set(LIVE) - wanted == {"CHP-05"}  # the supply of chips in a quarter
    assert wanted <= set(LIVE)


def test_rules_come_and_go_with_the_date() -> None:
    first, second, third = (law_at(month_of(year, 8)) for year in (2022, 2024, 2026))
    assert "FIN-01" not in first.entries  # Art. 12a came with Regulation (EU) 2024/1732
    assert "FIN-01" in second.entries
    assert "FIN-06" in second.entries  # the split by programme ended with 2026/150
    assert "FIN-06" not in third.entries
    assert "2026/150" in third.entries["FIN-05"].article
    assert "2026/150" not in second.entries["FIN-05"].article


def test_the_legal_date_of_the_plan_chooses_the_rules() -> None:
    dear = a_measure(union_share_acquisition=0.6)
    then = a_parameter("as_of", float(month_of(2022)))
    now = {f.rule for f in evaluate(plan_with(dear)).findings}
    before = {f.rule for f in evaluate(plan_with(dear, then)).findings}
    assert "FIN-01" in now - before


def test_a_sentence_names_the_article_in_force() -> None:
    then = a_parameter("as_of", float(month_of(2022)))
    assert article_words("FIN-05", plan_with(then)) == "Regulation (EU) 2021/1173, Article 5"
    assert article_words("FIN-05", plan_with()).endswith("Regulation (EU) 2026/150")


def test_a_number_of_a_rule_is_edited_as_a_parameter_of_the_plan() -> None:
    plan, key = plan_with(), parameter_key("ELG-02", "years")
    edited = after(plan, limit_edit(plan, key, 4.0))
    assert law_of(plan).value("ELG-02", "years") == 5.0
    assert law_of(edited).value("ELG-02", "years") == 4.0
    again = after(edited, limit_edit(edited, key, 3.0))
    assert law_of(again).value("ELG-02", "years") == 3.0
    assert limit_edit(again, key) is None
    assert limit_edit(plan, parameter_key("ELG-02", "moons"), 1.0) is None


def test_an_error_blocks_a_submission_until_it_is_accepted_with_a_reason() -> None:
    dear = a_measure(union_share_acquisition=0.6, life_months=60)
    plan = plan_with(an_envelope(), dear)
    assert "FIN-01" in {f.rule for f in submission(plan, evaluate(plan)).blocking}
    accepted = Override(
        id="o",
        rule="FIN-01",
        about_kind="measure",
        about="m-system",
        reason="decided by the Board",
        reference="GB 12/2026",
    )
    plan = plan_with(an_envelope(), dear, accepted)
    result = submission(plan, evaluate(plan))
    assert "FIN-01" not in {f.rule for f in result.blocking}
    assert "FIN-01" in {f.rule for f in result.accepted}
    assert "FIN-01" in {f.rule for f in evaluate(plan).findings}


def test_what_cannot_be_checked_is_listed_apart_and_does_not_pass() -> None:
    plan = plan_with(a_measure())
    result = submission(plan, evaluate(plan))
    assert result.unchecked
    assert not any(f.checkable for f in result.unchecked)


FIXABLE = {
    "FIN-01": (a_measure(union_share_acquisition=0.6),),
    "FIN-02": (a_measure(union_share_operation=0.6),),
    "DCA-01": (a_measure(), a_template(MeasureKind.DATA_CENTRE)),
    "TAL-01": (a_measure(), a_template(MeasureKind.MASTER)),
    "CAP-02": (a_system(retired=80), a_measure(start=71)),
    "CAP-03": (a_system(accepted=month_of(2028)),),
    "UPG-01": (a_system(selected=70), a_measure(MeasureKind.UPGRADE, base_system="leonardo")),
    "UPG-02": (
        a_system(selected=40),
        a_measure(MeasureKind.UPGRADE, base_system="leonardo", start=80),
    ),
    "FIN-09": (a_measure(system_class=SystemClass.MID_RANGE),),
}


@pytest.mark.parametrize("rule", FIXABLE)
def test_a_fix_settles_its_finding(rule: str) -> None:
    plan = plan_with(*FIXABLE[rule])
    (finding,) = [f for f in evaluate(plan).findings if f.rule == rule and f.checkable]
    command = fix_for(finding, plan)
    assert command is not None
    fixed = evaluate(after(plan, command)).findings
    assert not [f for f in fixed if f.rule == rule and f.checkable]


@pytest.mark.parametrize(
    ("rule", "purpose"), [("FIN-01", Purpose.ACQUISITION), ("FIN-02", Purpose.OPERATION)]
)
def test_a_fix_lowers_what_the_union_contributes_where_that_is_recorded(
    rule: str, purpose: Purpose
) -> None:
    paid = {PaidBy.UNION: 150.0, PaidBy.HOST_STATE: 70.0, PaidBy.REGION: 60.0}
    rows = (
        a_contribution(str(by), measure="m", paid_by=by, purpose=purpose, commitment_meur=amount)
        for by, amount in paid.items()
    )
    plan = plan_with(a_measure(id="m"), *rows)
    (finding,) = [f for f in evaluate(plan).findings if f.rule == rule and f.checkable]
    command = fix_for(finding, plan)
    assert command is not None
    fixed = after(plan, command)
    assert fixed.get(Contribution, "union").commitment_meur == 130
    assert not [f for f in evaluate(fixed).findings if f.rule == rule and f.checkable]


def test_no_fix_moves_an_upgrade_into_the_past() -> None:
    upgrade = a_measure(MeasureKind.UPGRADE, base_system="leonardo")
    plan = plan_with(a_system(selected=10), upgrade)
    (finding,) = [f for f in evaluate(plan).findings if f.rule == "UPG-02"]
    assert fix_for(finding, plan) is None


def test_a_fix_is_offered_only_where_it_is_mechanical() -> None:
    plan = plan_with(a_measure(), a_system(pue=2.5))
    findings = {f.rule: f for f in evaluate(plan).findings}
    assert fix_for(findings["ENE-01"], plan) is None


PAPERS: tuple[Record, ...] = (
    a_paper(DocumentType.HOSTING_AGREEMENT),
    a_milestone(Stage.TENDER, forecast=60),
    a_site(measures=("m-system",), grid_mw=1.0),
    a_data_centre(measure="m-system", site="bologna", it_load_mw=3.0, state="FI"),
    TimeShare(id="share", measure="m-system", state="FI"),
)


@pytest.mark.parametrize("record", PAPERS, ids=lambda record: record.KIND.name)
def test_a_record_that_comes_or_goes_is_felt_at_its_machine(record: Record) -> None:
    whole = plan_with(a_measure(status="contracted"), *PAPERS)
    draft = Draft(whole)
    for row in PAPERS:
        if "site" in {field.target for field in row.KIND.references} and record.KIND.name == "site":
            draft.drop(row.KIND.name, row.id)
    draft.drop(record.KIND.name, record.id)
    less, changes = draft.seal()
    before = evaluate(whole)
    gone = reevaluate(before, less, changes)
    assert gone.findings == evaluate(less).findings
    assert reevaluate(gone, whole, changes.inverse()).findings == before.findings


def test_severities_of_the_rule_set_are_those_of_the_findings() -> None:
    plan = plan_with(a_measure(union_share_acquisition=0.6))
    (finding,) = [f for f in evaluate(plan).findings if f.rule == "FIN-01"]
    assert finding.severity is law_of(plan).entries["FIN-01"].severity is Severity.ERROR


def test_a_factory_is_felt_where_its_system_stands() -> None:
    plan = plan_with(a_system(), a_factory(state="FI", system="leonardo"))
    before = evaluate(plan)
    assert "ELG-11" in {f.rule for f in before.findings}
    command = EditField(kind="factory", key="it4lia", field="kind", value="antenna")
    draft = Draft(plan)
    command.apply(draft)
    other, changes = draft.seal()
    now = reevaluate(before, other, changes)
    assert now.findings == evaluate(other).findings
    assert "ELG-11" not in {f.rule for f in now.findings}
