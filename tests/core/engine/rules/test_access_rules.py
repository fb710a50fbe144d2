# SPDX-License-Identifier: EUPL-1.2
"""ACC: each rule where it holds, where it is broken, and where it cannot be checked."""

from collections.abc import Callable

import pytest

from planner.domain.months import month_of
from planner.domain.records.access import AccessMode, AccessPool, Applicant, Pool, TimeShare
from planner.domain.records.infrastructure import Status, SystemClass, UnitKind
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Finding, Severity
from planner.engine.stages import evaluate
from planner.sentences import finding_sentence
from tests.core.builders import a_system, plan_with
from tests.core.engine.test_access import a_pool, an_allocation, lumi, lumi_plan, mi250x

Case = tuple[Record, ...]


def findings(rule: str, *records: Record) -> list[Finding]:
    named = {record.id for record in records}
    rest = [] if "lumi" in named else [lumi()]
    plan = plan_with(mi250x(), *rest, a_pool(Pool.INDUSTRY, 0.5), *records)
    found = [finding for finding in evaluate(plan).findings if finding.rule == rule]
    assert all("…" not in finding_sentence(finding, plan) for finding in found)
    return found


def agreed(share: float | None = 0.5, **values: Scalar) -> TimeShare:
    return TimeShare(id=f"share-{values.get('state')}", system="lumi", access_share=share, **values)


def job(**values: Scalar) -> Record:
    return an_allocation(**{"hours_awarded": 1e6, **values})


def sold(hours: float | None, **values: Scalar) -> Record:
    given = {"mode": AccessMode.COMMERCIAL, "pool": Pool.COMMERCIAL, "price_eur_per_hour": 2.0}
    return job(hours_awarded=hours, **{**given, **values})


NOT_KNOWN = lumi(union_meur=None)
SMALL = lumi(system_class=SystemClass.MID_RANGE, union_meur=50.0)
AI = lumi(system_class=SystemClass.AI_OPTIMISED)

HOLDS: dict[str, Case] = {
    "ACC-01": (agreed(0.5),),
    "ACC-02": (SMALL, agreed(50 / 144.5)),
    "ACC-03": (agreed(0.2, state="FI"), agreed(0.3, state="NO")),
    "ACC-04": (agreed(0.5, state="FI", agreement="JU/2019/7"),),
    "ACC-05": (sold(7.9e6),),
    "ACC-06": (sold(1e6),),
    "ACC-07": (job(applicant=Applicant.PUBLIC),),
    "ACC-08": (job(hours_awarded=20e6),),
    "ACC-09": (),
    "ACC-10": (job(unit=UnitKind.GCD),),
    "ACC-11": (AI, a_pool(Pool.SCIENCE, 0.1)),
    "ACC-12": (job(),),
    "ACC-13": (AI,),
    "ACC-14": (job(pool=Pool.STRATEGIC),),
    "ACC-15": (job(state="FI"),),
    "ACC-16": (job(hours_used=0.6e6),),
}
BROKEN: dict[str, Case] = {
    "ACC-01": (lumi(union_meur=71.0, cost_meur=201.0), agreed(0.5)),
    "ACC-02": (SMALL, agreed(0.4)),
    "ACC-03": (agreed(0.2, state="FI"), agreed(0.4, state="NO")),
    "ACC-04": (agreed(0.5, state="FI"),),
    "ACC-05": (sold(8.9e6),),
    "ACC-06": (sold(1e6, price_eur_per_hour=None),),
    "ACC-07": (job(applicant=Applicant.PUBLIC, price_eur_per_hour=1.0),),
    "ACC-08": (job(hours_awarded=30e6),),
    "ACC-09": (job(),),
    "ACC-10": (job(unit=None),),
    "ACC-11": (AI, AccessPool(id="own", pool=Pool.INDUSTRY, share_of_union=0.3, system="lumi")),
    "ACC-12": (job(civil_use=False),),
    "ACC-13": (AI, AccessPool(id="own", pool=Pool.INDUSTRY, share_of_union=0.0, system="lumi")),
    "ACC-14": (job(pool=Pool.STRATEGIC, hours_awarded=5e6),),
    "ACC-15": (job(state="FI", hours_awarded=23e6),),
    "ACC-16": (job(hours_used=0.4e6),),
}
NOT_CHECKABLE: dict[str, Case] = {
    "ACC-01": (NOT_KNOWN, agreed(0.5)),
    "ACC-02": (lumi(system_class=SystemClass.MID_RANGE, union_meur=None), agreed(0.3)),
    "ACC-03": (agreed(None, state="FI"),),
    "ACC-05": (NOT_KNOWN, sold(1e6)),
    "ACC-07": (job(price_eur_per_hour=1.0),),
    "ACC-08": (NOT_KNOWN, job()),
    "ACC-10": (lumi(accelerator=None), job()),
    "ACC-14": (NOT_KNOWN, job(pool=Pool.STRATEGIC)),
    "ACC-15": (NOT_KNOWN, job(state="FI")),
    "ACC-16": (job(hours_used=None),),
}


@pytest.mark.parametrize("rule", HOLDS)
def test_a_rule_that_holds_says_nothing(rule: str) -> None:
    assert findings(rule, *HOLDS[rule]) == []


@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_said_about_one_record(rule: str) -> None:
    (finding,) = findings(rule, *BROKEN[rule])
    assert finding.checkable


@pytest.mark.parametrize("rule", NOT_CHECKABLE)
def test_an_unknown_input_is_never_a_pass(rule: str) -> None:
    (finding,) = findings(rule, *NOT_CHECKABLE[rule])
    assert not finding.checkable
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize("rule", ["ACC-11", "ACC-13"])
def test_without_any_pool_the_use_of_an_ai_machine_cannot_be_checked(rule: str) -> None:
    found = [f for f in evaluate(plan_with(mi250x(), AI)).findings if f.rule == rule]
    assert [finding.checkable for finding in found] == [False]


def test_half_of_the_time_for_35_3_percent_of_the_money_names_both() -> None:
    (finding,) = findings("ACC-01", lumi(union_meur=71.0, cost_meur=201.0), agreed(0.5))
    facts = dict(finding.facts)
    assert facts["share"] == 0.5
    assert facts["limit"] == pytest.approx(0.3532, abs=5e-5)
    said = finding_sentence(finding, lumi_plan())
    assert "50" in said
    assert "35.3" in said
    assert "17(1)" in said


def test_a_commercial_contract_of_8_9_million_hours_exceeds_the_cap_of_8_87() -> None:
    (finding,) = findings("ACC-05", sold(8.9e6))
    facts = dict(finding.facts)
    assert finding.severity is Severity.ERROR
    assert facts["cap_hours"] == pytest.approx(8.87e6, rel=1e-4)
    assert facts["year"] == 2026


def test_commercial_use_near_its_cap_is_a_warning() -> None:
    (finding,) = findings("ACC-05", sold(8.5e6))
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize("make", [job, lambda: sold(1e6)])
def test_an_allocation_elsewhere_breaks_nothing_here(make: Callable[[], Record]) -> None:
    other = a_system("leonardo", cost_meur=240.0, union_meur=120.0)
    rows = [f for f in evaluate(lumi_plan(other, make())).findings if f.key == "leonardo"]
    assert [f for f in rows if f.rule.startswith("ACC") and f.rule != "ACC-13"] == []


def test_retired_time_holds_no_allocation() -> None:
    late = job(first_month=month_of(2028), months=12)
    (finding,) = findings("ACC-08", late)
    assert dict(finding.facts)["months"] == 12


def test_a_machine_that_does_not_operate_yet_needs_no_written_split() -> None:
    planned = lumi(status=Status.SELECTED)
    assert findings("ACC-04", planned, agreed(0.5, state="FI")) == []


def test_the_gap_between_lumi_and_its_successor_is_33_3_million_union_hours() -> None:
    successor = a_system(
        "lumi-ai", state="FI", status=Status.CONTRACTED, accepted=month_of(2028, 10)
    )
    plan = lumi_plan(successor)
    (finding,) = [f for f in evaluate(plan).findings if f.rule == "CAP-02"]
    facts = dict(finding.facts)
    assert facts["gap_months"] == 9
    assert facts["lost_hours_per_month"] == pytest.approx(3.70e6, rel=2e-3)
    assert facts["lost_hours"] == pytest.approx(33.3e6, rel=2e-3)
    assert "33,261,282" in finding_sentence(finding, plan)
