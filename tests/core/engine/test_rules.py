# SPDX-License-Identifier: EUPL-1.2
"""Each rule: what passes, what fails, and what cannot be checked."""

from typing import Any

import pytest

from planner.domain.months import month_of
from planner.domain.records.infrastructure import Status, SystemClass
from planner.domain.records.measures import MeasureKind
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Finding, Severity
from planner.engine.stages import evaluate
from tests.core.builders import (
    a_measure,
    a_parameter,
    a_state,
    a_system,
    a_template,
    an_envelope,
    plan_with,
)


def findings(rule: str, *records: Record) -> list[Finding]:
    return [f for f in evaluate(plan_with(*records)).findings if f.rule == rule]


def the_finding(rule: str, *records: Record) -> Finding:
    (finding,) = findings(rule, *records)
    return finding


def facts(finding: Finding) -> dict[str, Any]:
    return dict(finding.facts)


@pytest.mark.parametrize(
    ("rule", "field"),
    [("FIN-01", "union_share_acquisition"), ("FIN-02", "union_share_operation")],
)
def test_the_union_pays_at_most_half(rule: str, field: str) -> None:
    assert findings(rule, a_measure(**{field: 0.5})) == []
    finding = the_finding(rule, a_measure(**{field: 0.51}))
    assert (finding.severity, finding.key) == (Severity.ERROR, "m-system")
    assert facts(finding) == {"share": 0.51, "limit": 0.5}


def test_the_share_may_be_edited_as_a_parameter() -> None:
    measure = a_measure(union_share_acquisition=0.51)
    assert findings("FIN-01", measure, a_parameter("ai_acq_share", 60.0)) == []


def mid_range(**values: Scalar) -> Record:
    given = {"capex_meur": 100.0, "opex_meur_per_year": 10.0, "life_months": 60, **values}
    return a_measure(system_class=SystemClass.MID_RANGE, **given)


def test_the_union_pays_at_most_35_percent_of_a_mid_range_machine() -> None:
    cheap = mid_range(union_share_acquisition=0.5, union_share_operation=0.0)
    dear = mid_range(union_share_acquisition=0.5, union_share_operation=0.5)
    assert findings("FIN-09", cheap) == []
    finding = the_finding("FIN-09", dear)
    assert finding.severity is Severity.WARNING
    assert facts(finding)["share"] == 0.5
    assert findings("FIN-01", dear) == []


def test_without_a_cost_the_share_of_the_total_cannot_be_checked() -> None:
    template = a_template(unit_cost_central=None)
    finding = the_finding("FIN-09", template, mid_range(capex_meur=None))
    assert not finding.checkable
    assert facts(finding)["field"] == "capex_meur"


def spending(start: int, key: str = "m") -> Record:
    return a_measure(id=key, start=start, capex_meur=100.0, opex_meur_per_year=0.0)


def test_the_ceiling_is_reported_with_amount_and_month() -> None:
    plan = (an_envelope(amount_meur=80.0), spending(72, "a"), spending(90, "b"))
    finding = the_finding("FIN-05", *plan)
    assert finding.severity is Severity.ERROR
    assert facts(finding) == {
        "amount_meur": 100.0,
        "ceiling_meur": 80.0,
        "excess_meur": 20.0,
        "month": 90,
    }


def test_the_ceiling_may_be_reached() -> None:
    assert findings("FIN-05", an_envelope(amount_meur=50.0), spending(72)) == []


def test_a_tentative_measure_does_not_draw_on_the_ceiling() -> None:
    measure = a_measure(capex_meur=900.0, status=Status.TENTATIVE)
    assert findings("FIN-05", an_envelope(amount_meur=50.0), measure) == []


def test_without_a_ceiling_nothing_is_passed() -> None:
    assert not the_finding("FIN-05", a_measure()).checkable
    assert not the_finding("FIN-05", an_envelope(amount_meur=None)).checkable


def test_a_machine_stands_in_a_member_state() -> None:
    assert findings("ELG-01", a_measure()) == []
    finding = the_finding("ELG-01", a_state("CH"), a_measure(state="CH"))
    assert facts(finding) == {"state": "CH", "membership": "participating"}
    assert findings("ELG-01", a_measure(MeasureKind.ANTENNA, state="CH")) == []


def test_a_machine_that_outlives_the_joint_undertaking_has_a_transfer_plan() -> None:
    last = {"start": month_of(2027, 7), "lead_months": 18, "life_months": 60}
    assert findings("ELG-09", a_measure(**last)) == []
    finding = the_finding("ELG-09", a_measure(**{**last, "life_months": 61}))
    assert finding.severity is Severity.WARNING
    assert facts(finding) == {"end_month": month_of(2034), "last_month": month_of(2033, 12)}


def an_upgrade(key: str, **values: Scalar) -> Record:
    return a_measure(MeasureKind.UPGRADE, id=key, **{"base_system": "leonardo", **values})


def test_a_machine_is_upgraded_at_most_once() -> None:
    assert findings("UPG-03", a_system(), an_upgrade("a")) == []
    finding = the_finding("UPG-03", a_system(), an_upgrade("a"), an_upgrade("b"))
    assert (finding.kind, finding.key) == ("system", "leonardo")
    assert facts(finding) == {"count": 2, "limit": 1}


def test_an_upgrade_already_received_counts() -> None:
    lisa = a_system("lisa", base_system="leonardo")
    assert findings("UPG-03", a_system(), lisa, an_upgrade("a")) != []


def test_an_upgrade_of_nothing_known_cannot_be_checked() -> None:
    finding = the_finding("UPG-03", an_upgrade("a", base_system=None))
    assert not finding.checkable


def a_centre(**values: Scalar) -> Record:
    return a_measure(MeasureKind.DATA_CENTRE, **{"base_measure": "m-system", **values})


def test_a_committed_system_has_a_data_centre() -> None:
    assert the_finding("DCA-01", a_measure()).severity is Severity.WARNING
    assert findings("DCA-01", a_measure(), a_centre()) == []
    assert findings("DCA-01", a_measure(), a_centre(state="FI")) == []
    assert findings("DCA-01", a_measure(status=Status.TENTATIVE)) == []


def test_a_data_centre_is_near() -> None:
    assert findings("DCA-02", a_measure(), a_centre(distance_km=50.0)) == []
    finding = the_finding("DCA-02", a_measure(), a_centre(distance_km=51.0))
    assert finding.severity is Severity.WARNING
    assert facts(finding)["distance_km"] == 51.0


def test_or_it_is_well_connected() -> None:
    far, link = a_centre(distance_km=400.0), {"base_measure": "m-system", "state": "FI"}
    fast = a_measure(MeasureKind.LINK, bandwidth_gbps=100.0, **link)
    slow = a_measure(MeasureKind.LINK, bandwidth_gbps=40.0, **link)
    dark = a_measure(MeasureKind.LINK, bandwidth_gbps=None, **link)
    assert findings("DCA-02", a_measure(), far, fast) == []
    assert facts(the_finding("DCA-02", a_measure(), far, slow))["bandwidth_gbps"] == 40.0
    assert not the_finding("DCA-02", a_measure(), far, dark).checkable


@pytest.mark.parametrize("base", ["m-system", None])
def test_without_a_distance_or_a_machine_nearness_cannot_be_checked(base: str | None) -> None:
    finding = the_finding("DCA-02", a_measure(), a_centre(base_measure=base))
    assert finding.severity is Severity.INFO
    assert not finding.checkable


def test_a_machine_retires_only_after_its_successor_is_accepted() -> None:
    lumi = a_system("lumi", retired=month_of(2028))
    in_time = a_measure(start=month_of(2026), lead_months=24)
    late = a_measure(start=month_of(2026), lead_months=33)
    assert findings("CAP-02", lumi) == []
    assert findings("CAP-02", lumi, in_time) == []
    finding = the_finding("CAP-02", lumi, late)
    assert finding.severity is Severity.WARNING
    assert (finding.kind, finding.key) == ("system", "lumi")
    assert facts(finding)["gap_months"] == 9
    assert facts(finding)["successor"] == "m-system"


def test_a_quantum_computer_neither_follows_a_machine_nor_stands_in_for_one() -> None:
    lumi = a_system("lumi", retired=month_of(2028))
    early = a_system("q", system_class=SystemClass.QUANTUM, accepted=month_of(2026))
    later = a_system("q", system_class=SystemClass.QUANTUM, accepted=month_of(2029))
    assert findings("CAP-02", lumi, later) == []
    late = a_measure(start=month_of(2026), lead_months=33)
    assert facts(the_finding("CAP-02", lumi, early, late))["successor"] == "m-system"


def test_a_machine_without_dates_may_leave_a_gap_nobody_can_check() -> None:
    undated = a_system("undated", accepted=None)
    assert findings("CAP-02", undated) == []
    finding = the_finding("CAP-02", undated, a_measure())
    assert (finding.key, finding.checkable) == ("undated", False)


def test_a_committed_system_comes_with_people() -> None:
    finding = the_finding("TAL-01", a_measure())
    assert (finding.kind, finding.key) == ("state", "IT")
    assert findings("TAL-01", a_measure(), a_measure(MeasureKind.MASTER)) == []
    assert findings("TAL-01", a_measure(status=Status.TENTATIVE)) == []


def test_findings_stand_by_severity_then_state_then_rule() -> None:
    plan = plan_with(
        an_envelope(),
        a_measure(id="a", state="LV", union_share_acquisition=0.9),
        a_measure(id="b", state="FI", union_share_operation=0.9),
        a_measure(id="c", state="FI", union_share_acquisition=0.9),
    )
    chosen = ("FIN-01", "FIN-02", "DCA-01", "TAL-01")
    found = [(f.rule, f.key) for f in evaluate(plan).findings if f.rule in chosen]
    assert found == [
        ("FIN-01", "c"),
        ("FIN-02", "b"),
        ("FIN-01", "a"),
        ("DCA-01", "b"),
        ("DCA-01", "c"),
        ("TAL-01", "FI"),
        ("DCA-01", "a"),
        ("TAL-01", "LV"),
    ]
