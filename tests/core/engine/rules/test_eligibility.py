# SPDX-License-Identifier: EUPL-1.2
"""ELG and UPG: each rule passing, failing, and where an input is unknown."""

import pytest

from planner.domain.months import month_of
from planner.domain.records.access import AccessPool, Pool, TimeShare
from planner.domain.records.assurance import DocumentType, Stage
from planner.domain.records.infrastructure import FactoryKind, Status, SystemClass
from planner.domain.records.measures import MeasureKind, UpgradeMode
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Severity
from tests.core.builders import a_factory, a_measure, a_parameter, a_state, a_system
from tests.core.engine.rules.trying import (
    Try,
    a_data_centre,
    a_milestone,
    a_paper,
    a_site,
    facts,
    fails,
    passes,
    the_finding,
    unknown,
    verdict,
)

NINE = "rights;liability;service;energy;time;billing;share;transfer;security"


def mid_range(**values: Scalar) -> Record:
    return a_measure(system_class=SystemClass.MID_RANGE, **values)


def quantum(**values: Scalar) -> Record:
    return a_measure(system_class=SystemClass.QUANTUM, **values)


def selected(**values: Scalar) -> Record:
    return a_measure(status=Status.SELECTED, **values)


def contracted(**values: Scalar) -> Record:
    return a_measure(status=Status.CONTRACTED, **values)


def an_upgrade(**values: Scalar) -> Record:
    return a_measure(MeasureKind.UPGRADE, **{"base_system": "leonardo", **values})


def planned_antenna(*factories: str) -> Record:
    linked = factories or None
    return a_measure(MeasureKind.ANTENNA, status=Status.SELECTED, linked_factories=linked)


def chosen_in(year: int, month: int = 1, **values: Scalar) -> Record:
    return a_system(selected=month_of(year, month), **values)


def at_month(stage: Stage, year: int, month: int = 1, measure: str = "m-system") -> Record:
    return a_milestone(stage, measure, forecast=month_of(year, month))


def a_share(state: str, **values: Scalar) -> TimeShare:
    return TimeShare(id=f"share-{state}", measure="m-system", state=state, **values)


def running(**values: Scalar) -> Record:
    return a_measure(status=Status.OPERATIONAL, **values)


PARTS = (
    a_data_centre(measure="m-system"),
    AccessPool(id="pool", pool=Pool.INDUSTRY, share_of_union=0.5),
    a_measure(MeasureKind.SUPPORT),
    a_measure(MeasureKind.MASTER),
)
AGREEMENT = DocumentType.HOSTING_AGREEMENT
JUSTIFIED = DocumentType.UPGRADE_JUSTIFICATION
LETTER = DocumentType.COMMITMENT_LETTER

TRIES = (
    passes("ELG-01", "a member state", a_measure()),
    fails("ELG-01", "a state outside the Union", a_state("CH"), a_measure(state="CH")),
    passes("ELG-02", "five years on", chosen_in(2022), mid_range(start=month_of(2027))),
    fails("ELG-02", "a month short", chosen_in(2022, 2), mid_range(start=month_of(2027))),
    passes("ELG-02", "AI-optimised machines are not named", chosen_in(2026), a_measure()),
    unknown("ELG-02", "an earlier machine without selection", a_system(), mid_range()),
    passes("ELG-03", "a first one", quantum()),
    passes("ELG-03", "two years on", quantum(id="a", start=72), quantum(id="b", start=96)),
    fails("ELG-03", "a year on", quantum(id="a", start=72), quantum(id="b", start=84)),
    unknown("ELG-03", "no date", a_system(system_class=SystemClass.QUANTUM), quantum()),
    passes("ELG-05", "a hosting facility", a_measure(), a_site(measures=("m-system",))),
    fails(
        "ELG-05",
        "an empty field",
        a_measure(),
        a_site(measures=("m-system",), hosting_facility=False),
    ),
    unknown("ELG-05", "no site", a_measure()),
    passes(
        "ELG-06",
        "agreement first",
        selected(),
        at_month(Stage.AGREEMENT, 2026),
        at_month(Stage.TENDER, 2026, 2),
    ),
    fails(
        "ELG-06",
        "tender first",
        selected(),
        at_month(Stage.AGREEMENT, 2026, 3),
        at_month(Stage.TENDER, 2026, 2),
    ),
    unknown("ELG-06", "no agreement", selected(), at_month(Stage.TENDER, 2026)),
    unknown("ELG-06", "no tender", selected(), a_paper(AGREEMENT, dated=60)),
    passes("ELG-07", "nine topics", a_measure(), a_paper(AGREEMENT, topics=NINE)),
    fails("ELG-07", "two topics", a_measure(), a_paper(AGREEMENT, topics="energy; billing")),
    unknown("ELG-07", "topics unknown", a_measure(), a_paper(AGREEMENT)),
    passes("ELG-08", "a contract in time", a_measure(start=month_of(2027, 12))),
    fails("ELG-08", "a late tender", a_measure(start=month_of(2029)), at_month(Stage.TENDER, 2028)),
    unknown("ELG-08", "a late contract, no tender", a_measure(start=month_of(2028))),
    passes("ELG-09", "out of service in time", a_measure(start=60, life_months=60)),
    passes(
        "ELG-09",
        "a transfer plan",
        a_measure(start=month_of(2034)),
        a_paper(DocumentType.TRANSFER_PLAN),
    ),
    fails("ELG-09", "longer than the Joint Undertaking", a_measure(start=month_of(2030))),
    passes("ELG-10", "in writing", selected(), a_share("FI", agreement="CA-1")),
    passes(
        "ELG-10",
        "one paper for all",
        selected(),
        a_share("FI"),
        a_paper(DocumentType.CONSORTIUM_AGREEMENT),
    ),
    fails("ELG-10", "nothing on file", selected(), a_share("FI")),
    passes("ELG-10", "the Union's own time", selected(), TimeShare(id="u", measure="m-system")),
    passes("ELG-11", "all five parts", running(), *PARTS),
    fails("ELG-11", "no talent", running(), *PARTS[:3]),
    unknown(
        "ELG-11",
        "a factory whose parts the plan does not hold",
        a_factory(system="leonardo"),
        a_system(),
    ),
    passes(
        "ELG-12",
        "one factory",
        a_factory(),
        a_factory("ant", kind=FactoryKind.ANTENNA, linked_factories=("it4lia",)),
    ),
    fails(
        "ELG-12",
        "only another antenna",
        a_factory("ant", kind=FactoryKind.ANTENNA, linked_factories=("ant",)),
    ),
    fails(
        "ELG-12",
        "two states",
        a_factory(),
        a_factory(
            "ant", kind=FactoryKind.ANTENNA, linked_factories=("it4lia",), consortium=("IT", "FI")
        ),
    ),
    unknown("ELG-12", "no link known", a_factory("ant", kind=FactoryKind.ANTENNA)),
    passes("ELG-12", "planned beside a factory", a_factory(), planned_antenna("it4lia")),
    fails(
        "ELG-12",
        "planned beside another antenna",
        a_factory("ant", kind=FactoryKind.ANTENNA, linked_factories=("it4lia",)),
        a_factory(),
        planned_antenna("ant"),
    ),
    unknown("ELG-12", "planned, nobody said where", planned_antenna()),
    passes("ELG-13", "assessed", contracted(), a_paper(DocumentType.SECURITY_ASSESSMENT)),
    fails("ELG-13", "not assessed", contracted()),
    passes("UPG-01", "after a year", chosen_in(2026), an_upgrade(start=month_of(2027))),
    fails("UPG-01", "after eleven months", chosen_in(2026, 2), an_upgrade(start=month_of(2027))),
    unknown("UPG-01", "no selection", a_system(), an_upgrade()),
    passes("UPG-02", "after three years", chosen_in(2024), an_upgrade(start=month_of(2027))),
    fails("UPG-02", "a month later", chosen_in(2023, 12), an_upgrade(start=month_of(2027))),
    unknown("UPG-02", "no selection", a_system(), an_upgrade()),
    passes("UPG-03", "once", a_system(), an_upgrade()),
    fails("UPG-03", "twice", a_system(), an_upgrade(id="a"), an_upgrade(id="b")),
    unknown("UPG-03", "of nothing known", an_upgrade(base_system=None)),
    passes(
        "UPG-04",
        "all four",
        a_system(),
        an_upgrade(status=Status.SELECTED),
        a_paper(JUSTIFIED, "m-upgrade", topics="need;compatibility;gain"),
        a_paper(LETTER, "m-upgrade"),
    ),
    fails("UPG-04", "nothing on file", a_system(), an_upgrade(status=Status.SELECTED)),
    fails(
        "UPG-04",
        "no letter",
        a_system(),
        an_upgrade(status=Status.SELECTED),
        a_paper(JUSTIFIED, "m-upgrade", topics="need;compatibility;gain"),
    ),
    unknown(
        "UPG-04",
        "topics unknown",
        a_system(),
        an_upgrade(status=Status.SELECTED),
        a_paper(JUSTIFIED, "m-upgrade"),
    ),
    passes("UPG-05", "a partition more", a_system(), an_upgrade()),
    fails(
        "UPG-05",
        "fewer than before",
        a_system(),
        an_upgrade(upgrade_mode=UpgradeMode.REPLACES, accelerators=3_000),
    ),
    unknown("UPG-05", "no count", a_system(), an_upgrade(accelerators=None)),
)


@pytest.mark.parametrize("tried", TRIES, ids=str)
def test_eligibility(tried: Try) -> None:
    assert verdict(tried) == tried.says


def test_a_finding_says_how_long_a_state_must_wait() -> None:
    said = facts("ELG-02", chosen_in(2024), mid_range(start=month_of(2027)))
    assert (said["years"], said["limit_years"]) == (3.0, 5.0)
    assert said["earliest_month"] == month_of(2029)


def test_the_years_to_wait_are_a_number_of_the_plan() -> None:
    shorter = a_parameter("rule.ELG-02.years", 2.0)
    records = (chosen_in(2024), mid_range(start=month_of(2027)))
    assert verdict(fails("ELG-02", "five", *records)) == "fails"
    assert verdict(passes("ELG-02", "two", *records, shorter)) == "passes"


def test_a_tender_after_the_last_extension_is_an_error() -> None:
    late, later = at_month(Stage.TENDER, 2028), at_month(Stage.TENDER, 2029)
    assert the_finding("ELG-08", a_measure(), late).severity is Severity.WARNING
    assert the_finding("ELG-08", a_measure(), later).severity is Severity.ERROR


def test_an_upgrade_that_replaces_is_compared_with_what_it_replaces() -> None:
    upgrade = an_upgrade(upgrade_mode=UpgradeMode.REPLACES, accelerators=3_000)
    # (3 000 - 4 000) accelerators of 2 500 TFLOP/s
    assert facts("UPG-05", a_system(), upgrade)["gain_ef"] == -2.5
