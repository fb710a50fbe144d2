# SPDX-License-Identifier: EUPL-1.2
"""CAL, CAP, TAL, SUP, COO, CHP, MOD, ETH, DQ: passing, failing, and not to be checked."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.access import AccessMode, Allocation, Applicant, Pool
from planner.domain.records.assurance import Stage
from planner.domain.records.chips import Delivery
from planner.domain.records.cooperation import ProgrammeKind, TalentProgramme
from planner.domain.records.evidence import Evidence, Source
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import FactoryKind, Status, UnitKind
from planner.domain.records.measures import MeasureKind
from planner.domain.schema import Record, Scalar, evolved
from planner.engine.outcome import Severity
from tests.core.builders import (
    a_contribution,
    a_factory,
    a_measure,
    a_system,
    an_accelerator,
)
from tests.core.engine.rules.trying import (
    Try,
    a_milestone,
    facts,
    fails,
    passes,
    the_finding,
    unknown,
    verdict,
)


def slipping(months: int, **values: Scalar) -> Record:
    return a_milestone(Stage.CONTRACT, baseline=72, forecast=72 + months, **values)


def a_master(key: str = "m-master", **values: Scalar) -> Record:
    return a_measure(MeasureKind.MASTER, id=key, **values)


def a_support(**values: Scalar) -> Record:
    return a_measure(MeasureKind.SUPPORT, **values)


def given(mode: AccessMode, **values: Scalar) -> Allocation:
    told = {
        "id": "project",
        "name": "A project",
        "system": "leonardo",
        "pool": Pool.INDUSTRY,
        "first_month": 60,
        "months": 3,
        "applicant": Applicant.SME,
        **values,
    }
    return Allocation(mode=mode, **told)


def on_leonardo(mode: AccessMode, **values: Scalar) -> tuple[Record, Record]:
    return a_system(), given(mode, **values)


def projects(count: int) -> tuple[Record, ...]:
    rows = (given(AccessMode.FAST_LANE, id=f"p{n}", state="IT") for n in range(count))
    return (a_system(), *rows)


def a_delivery(**values: Scalar) -> Delivery:
    return Delivery(id="chips", measure="m-system", **values)


def a_rival(value: str | None) -> tuple[Record, ...]:
    cell = {"about_kind": "system", "about": "leonardo", "field": "cost_meur", "source": "press"}
    key = "system:leonardo:cost_meur"
    return (
        a_system(cost_meur=100.0, cost_scope="purchase"),
        Source(id="press", title="Press", year=2026),
        Evidence(id=key, value="100", **cell),
        Evidence(id=f"{key}:rival-1", value=value, **cell),
    )


def paid(**values: Scalar) -> Record:
    return a_contribution(measure="m-system", in_kind=True, **values)


def evidence(source: str | None) -> Evidence:
    return Evidence(
        id="measure:m-system:capex_meur",
        about_kind="measure",
        about="m-system",
        field="capex_meur",
        source=source,
    )


PRESS = Source(id="press", title="Press", year=2026)
PRICED = {"capex_meur": 10.0}


def a_school(**values: Scalar) -> TalentProgramme:
    """Return a master programme as it runs."""
    return TalentProgramme(id="school", name="School", kind=ProgrammeKind.MASTER, **values)


CHEAP = tuple(a_master(f"m{n}", capex_meur=1.0) for n in range(2))
TRIES = (
    passes("CAL-01", "in order", a_system(selected=20, contracted=30, accepted=48)),
    fails("CAL-01", "accepted before the contract", a_system(contracted=50, accepted=48)),
    unknown("CAL-01", "a milestone without date", a_measure(), a_milestone(Stage.TENDER)),
    passes("CAL-02", "59 days", a_measure(), slipping(2)),
    fails("CAL-02", "120 days", a_measure(), slipping(4)),
    unknown("CAL-02", "no forecast", a_measure(), a_milestone(Stage.TENDER, baseline=70)),
    passes("CAL-03", "16 months", a_system(selected=20, contracted=36)),
    fails("CAL-03", "17 months", a_system(selected=20, contracted=37)),
    unknown("CAL-03", "no selection", a_system(contracted=37)),
    passes("CAL-04", "certified", a_measure(), paid(year=2024, certified=True)),
    passes("CAL-04", "not due yet", a_measure(), paid(year=2026)),
    fails("CAL-04", "overdue", a_measure(), paid(year=2024)),
    passes("CAL-05", "over in time", a_support(start=month_of(2027), life_months=48)),
    fails("CAL-05", "after the end", a_support(start=month_of(2030))),
    passes("CAP-01", "beyond the horizon", a_system(retired=month_of(2036))),
    fails("CAP-01", "the only machine leaves", a_system(retired=month_of(2030))),
    unknown("CAP-01", "retirement only assumed", a_system(accepted=month_of(2022))),
    fails(
        "CAP-01",
        "half leaves for certain, the rest at an assumed end",
        a_system("first", retired=month_of(2027)),
        a_system(accepted=month_of(2022)),
    ),
    unknown(
        "CAP-01",
        "the successor's size unknown",
        a_system(retired=month_of(2030)),
        a_system("next", accelerators=None, headline_ef=None, accepted=month_of(2030)),
    ),
    passes("CAP-02", "in time", a_system(retired=80), a_measure(start=60, lead_months=20)),
    fails("CAP-02", "nine months late", a_system(retired=80), a_measure(start=71)),
    unknown("CAP-02", "no dates", a_system(accepted=None), a_measure()),
    passes("CAP-03", "accepted", a_system()),
    fails("CAP-03", "accepted only in 2028", a_system(accepted=month_of(2028))),
    unknown("CAP-03", "no acceptance", a_system(accepted=None)),
    passes("TAL-01", "a programme", a_measure(), a_master()),
    fails("TAL-01", "no programme", a_measure()),
    passes("TAL-02", "filled in", a_master()),
    fails("TAL-02", "no seats", a_master(seats=None)),
    passes("TAL-04", "as dear as the others", *CHEAP, a_master(capex_meur=1.9)),
    fails("TAL-04", "three times the median", *CHEAP, a_master(capex_meur=3.0)),
    unknown("TAL-04", "no seats", a_master(seats=None)),
    passes("TAL-04", "as it runs", *CHEAP, a_school(budget_meur=1.0, completed=40)),
    fails("TAL-04", "a third completed", *CHEAP, a_school(budget_meur=1.0, completed=14)),
    unknown("TAL-04", "nobody counted", a_school(budget_meur=1.0)),
    passes("TAL-05", "while there is a machine", a_system(), a_master()),
    fails("TAL-05", "after the last machine", a_system(retired=60), a_master(start=70)),
    unknown("TAL-05", "no dates", a_system(accepted=None), a_master()),
    passes("SUP-S1", "enough posts", *projects(10), a_support(staff_fte=1.0)),
    fails("SUP-S1", "too few posts", *projects(11), a_support(staff_fte=1.0)),
    unknown("SUP-S1", "posts unknown", *projects(1), a_support(staff_fte=None)),
    fails(
        "COO-01",
        "only an antenna",
        a_factory(linked_factories=("ant",)),
        a_factory("ant", kind=FactoryKind.ANTENNA, linked_factories=("it4lia",)),
    ),
    unknown("COO-01", "links unknown", a_factory()),
    passes("COO-02", "five sectors", a_factory(sectors="a;b;c;d;e")),
    fails("COO-02", "six sectors", a_factory(sectors="a;b;c;d;e;f")),
    unknown("COO-02", "sectors unknown", a_factory()),
    passes("CHP-01", "a year", a_measure(), a_delivery(ordered=60, first_month=72)),
    fails("CHP-01", "five months", a_measure(), a_delivery(ordered=60, first_month=65)),
    unknown("CHP-01", "no order", a_measure(), a_delivery(first_month=65)),
    passes(
        "CHP-02",
        "two vendors",
        an_accelerator(vendor="A"),
        an_accelerator("mi", vendor="B"),
        a_measure(),
        a_measure(id="other", accelerator="mi"),
    ),
    fails("CHP-02", "one vendor", an_accelerator(vendor="A"), a_measure()),
    unknown("CHP-02", "vendor unknown", a_measure()),
    passes("MOD-01", "50 000", *on_leonardo(AccessMode.FAST_LANE, hours_requested=50_000.0)),
    fails("MOD-01", "one more", *on_leonardo(AccessMode.FAST_LANE, hours_requested=50_001.0)),
    unknown("MOD-01", "hours unknown", *on_leonardo(AccessMode.FAST_LANE)),
    passes(
        "MOD-01",
        "two GCDs are one module",
        *on_leonardo(AccessMode.FAST_LANE, hours_requested=100_000.0, unit=UnitKind.GCD),
    ),
    passes("MOD-02", "three months", *on_leonardo(AccessMode.FAST_LANE, months=3)),
    fails("MOD-02", "four months", *on_leonardo(AccessMode.FAST_LANE, months=4)),
    passes("MOD-03", "small", *on_leonardo(AccessMode.PLAYGROUND, hours_requested=5_000.0)),
    fails("MOD-03", "large", *on_leonardo(AccessMode.PLAYGROUND, hours_requested=5_001.0)),
    unknown("MOD-03", "hours unknown", *on_leonardo(AccessMode.PLAYGROUND)),
    passes("MOD-04", "six months", *on_leonardo(AccessMode.LARGE_SCALE, months=6)),
    fails("MOD-04", "five months", *on_leonardo(AccessMode.LARGE_SCALE, months=5)),
    passes("MOD-05", "an SME", *on_leonardo(AccessMode.FAST_LANE)),
    fails(
        "MOD-05",
        "a university",
        *on_leonardo(AccessMode.FAST_LANE, applicant=Applicant.UNIVERSITY),
    ),
    fails(
        "MOD-05",
        "a large company for nothing",
        *on_leonardo(AccessMode.FAST_LANE, applicant=Applicant.LARGE),
    ),
    unknown("MOD-05", "who?", *on_leonardo(AccessMode.FAST_LANE, applicant=None)),
    passes("MOD-06", "science", *on_leonardo(AccessMode.SCIENCE, applicant=Applicant.PUBLIC)),
    fails("MOD-06", "for sale", *on_leonardo(AccessMode.COMMERCIAL, applicant=Applicant.PUBLIC)),
    unknown("MOD-06", "who?", *on_leonardo(AccessMode.SCIENCE, applicant=None)),
    passes(
        "MOD-07",
        "six months and a tenth",
        *on_leonardo(AccessMode.SCIENCE, months=6, inference_share=0.1),
    ),
    fails("MOD-07", "seven months", *on_leonardo(AccessMode.SCIENCE, months=7)),
    fails("MOD-07", "11 %", *on_leonardo(AccessMode.SCIENCE, inference_share=0.11)),
    unknown("MOD-07", "how much inference?", *on_leonardo(AccessMode.SCIENCE)),
    passes(
        "MOD-10",
        "a fallback",
        a_system("lumi"),
        *on_leonardo(AccessMode.LARGE_SCALE, fallback="lumi"),
    ),
    fails("MOD-10", "no fallback", *on_leonardo(AccessMode.LARGE_SCALE)),
    passes(
        "ETH-01",
        "proven",
        *on_leonardo(AccessMode.FAST_LANE, hours_awarded=10.0, ethics_proof="AI Pact"),
    ),
    passes("ETH-01", "nothing awarded", *on_leonardo(AccessMode.FAST_LANE)),
    fails("ETH-01", "not proven", *on_leonardo(AccessMode.FAST_LANE, hours_awarded=10.0)),
    passes("DQ-01", "estimated", a_measure()),
    passes("DQ-01", "with source", PRESS, a_measure(**PRICED), evidence("press")),
    fails("DQ-01", "without source", a_measure(**PRICED)),
    unknown("DQ-01", "evidence without source", a_measure(**PRICED), evidence(None)),
    passes("DQ-02", "1 % apart", *a_rival("101")),
    fails("DQ-02", "2 % apart", *a_rival("102")),
    unknown("DQ-02", "no figure", *a_rival(None)),
    unknown("DQ-02", "no number", *a_rival("1,29 Mio. €")),
    passes("DQ-03", "of last year", Source(id="s", title="S", year=2025)),
    fails("DQ-03", "older", Source(id="s", title="S", year=2024)),
    unknown("DQ-03", "no year", Source(id="s", title="S")),
    passes("DQ-04", "GR", State(id="GR", name="Greece", membership=Membership.EU_MEMBER)),
    fails("DQ-04", "EL", State(id="EL", name="Greece", membership=Membership.EU_MEMBER)),
    passes("DQ-05", "said", a_system(cost_meur=1.0, cost_scope="purchase")),
    fails("DQ-05", "more than the whole", a_system(cost_meur=1.29, union_meur=64.5)),
    unknown("DQ-05", "not said", a_system(cost_meur=1.0)),
    passes("DQ-08", "one", a_measure(), slipping(1)),
    fails("DQ-08", "two", a_measure(), slipping(1), a_milestone(Stage.CONTRACT, id="again")),
)


@pytest.mark.parametrize("tried", TRIES, ids=str)
def test_practice(tried: Try) -> None:
    assert verdict(tried) == tried.says


def test_a_slip_is_said_in_days_and_a_long_one_needs_a_reason() -> None:
    assert facts("CAL-02", a_measure(), slipping(4))["days"] == 120  # January to April
    assert the_finding("CAL-02", a_measure(), slipping(7)).severity is Severity.ERROR
    told = slipping(7, reason="chips came late")
    assert the_finding("CAL-02", a_measure(), told).severity is Severity.WARNING


def test_the_fall_of_capacity_is_said_as_share_and_amount() -> None:
    said = facts("CAP-01", a_system(retired=month_of(2030)))
    # 4 000 accelerators of 2 500 TFLOP/s
    assert (said["share"], said["lost_ef"], said["month"]) == (1.0, 10.0, month_of(2030))


def test_a_state_that_operates_a_machine_without_talent_is_in_error() -> None:
    assert the_finding("TAL-01", a_measure()).severity is Severity.WARNING
    assert the_finding("TAL-01", a_measure(status=Status.OPERATIONAL)).severity is Severity.ERROR


def test_programmes_of_a_kind_nobody_plans_are_compared_with_each_other() -> None:
    fair = [
        TalentProgramme(
            id=key, name=key, kind=ProgrammeKind.EXCHANGE, budget_meur=1.0, completed=100
        )
        for key in ("a", "b")
    ]
    dear = evolved(fair[0], id="dear", budget_meur=3.0)
    said = facts("TAL-04", *fair, dear)
    assert (said["cost_keur"], said["usual_keur"]) == (30.0, 10.0)


def test_the_cost_of_one_completed_is_worked_out() -> None:
    said = facts("TAL-04", *CHEAP, a_master(capex_meur=3.0))
    # 3 MEUR / (50 seats · 0.85) and 1 MEUR / (50 · 0.85)
    assert (said["cost_keur"], said["usual_keur"]) == (70.6, 23.5)
