# SPDX-License-Identifier: EUPL-1.2
"""The FIN rules: each passes, fails with its amount, and says when it cannot be checked."""

from collections.abc import Callable

import pytest

from planner.domain.months import month_of
from planner.domain.records.assurance import Document
from planner.domain.records.contributions import Contribution, FrameworkLine
from planner.domain.records.funding import EnvelopeType
from planner.domain.records.infrastructure import Status, SystemClass
from planner.domain.records.instruments import Instrument, InstrumentKind
from planner.domain.records.measures import MeasureKind
from planner.domain.schema import Record, Scalar
from planner.engine.outcome import Finding, Severity
from planner.engine.stages import evaluate
from tests.core.builders import (
    a_commitment,
    a_contribution,
    a_measure,
    a_parameter,
    a_system,
    an_envelope,
    plan_with,
)

M = MeasureKind
PASS, FAIL, OPEN = "pass", "fail", "cannot be checked"


def a_letter(**values: Scalar) -> Document:
    given = {"name": "Letter", "type": "commitment_letter", "measure": "m-system", **values}
    return Document(id="letter", **given)


def a_line(use: str, amount: float | None) -> FrameworkLine:
    return FrameworkLine(id=use, use=use, paid_by="union", amount_meur=amount)


def a_money_line(key: str, **values: Scalar) -> Instrument:
    return Instrument(id=key, name=key, instrument=InstrumentKind.OTHER, **values)


def a_share(paid_by: str, amount: float | None, **values: Scalar) -> Contribution:
    given = {"paid_by": paid_by, "commitment_meur": amount, **values}
    return a_contribution(f"{paid_by}-{values.get('year', 2027)}", **given)


def a_cost(kind: MeasureKind = M.SYSTEM, **values: Scalar) -> Record:
    return a_measure(kind, **{"capex_meur": 100.0, "opex_meur_per_year": 0.0, **values})


def found(rule: str, *records: Record) -> list[Finding]:
    return [one for one in evaluate(plan_with(*records)).findings if one.rule == rule]


def verdict(rule: str, records: tuple[Record, ...]) -> str:
    findings = found(rule, *records)
    if not findings:
        return PASS
    return FAIL if any(one.checkable for one in findings) else OPEN


HALVES = (a_share("union", 50.0), a_share("host_state", 50.0))
ANTENNA = {"capex_meur": 8.0, "opex_meur_per_year": 0.0}
OLD = a_parameter("as_of", float(month_of(2025, 6)))
HORIZON = an_envelope("eurohpc_he", binds="horizon_europe", amount_meur=900.0, programme="HE")
SELECTED = {"status": Status.SELECTED}
CASES: list[tuple[str, str, tuple[Record, ...]]] = [
    ("FIN-01", PASS, (a_cost(), *HALVES)),
    ("FIN-01", FAIL, (a_cost(), a_share("union", 51.0), a_share("host_state", 49.0))),
    ("FIN-01", OPEN, (a_cost(), *HALVES, a_share("region", None))),
    ("FIN-02", PASS, (a_cost(), *HALVES)),
    (
        "FIN-02",
        FAIL,
        (
            a_measure(capex_meur=0.0),
            a_share("union", 60.0, purpose="operation"),
            a_share("host_state", 40.0, purpose="operation"),
        ),
    ),
    ("FIN-02", OPEN, (a_cost(), a_share("union", None), a_share("host_state", 40.0))),
    ("FIN-03", PASS, (a_cost(), *HALVES)),
    ("FIN-03", PASS, (a_measure(), *HALVES)),
    ("FIN-03", FAIL, (a_cost(capex_meur=101.0), *HALVES)),
    ("FIN-03", FAIL, (a_measure(capex_meur=100.0), *HALVES)),
    ("FIN-03", FAIL, (a_measure(), a_share("union", 10.0))),
    ("FIN-03", FAIL, (a_cost(union_share_acquisition=0.5, other_share=0.6),)),
    ("FIN-03", OPEN, (a_cost(), *HALVES, a_share("region", None))),
    ("FIN-04", PASS, (an_envelope(), a_commitment())),
    ("FIN-04", FAIL, (an_envelope(), a_commitment(states_meur=99.0))),
    ("FIN-04", OPEN, (an_envelope(), a_commitment(states_meur=99.0, other_meur=1.0))),
    ("FIN-04", OPEN, (an_envelope(), a_commitment(states_meur=None))),
    (
        "FIN-06",
        PASS,
        (OLD, HORIZON, a_cost(), a_share("union", 900.0, programme="horizon_europe")),
    ),
    (
        "FIN-06",
        FAIL,
        (OLD, HORIZON, a_cost(), a_share("union", 900.1, programme="horizon_europe")),
    ),
    ("FIN-06", OPEN, (OLD, HORIZON, a_cost(), a_share("union", 5.0))),
    ("FIN-06", PASS, (HORIZON, a_cost(), a_share("union", 901.0, programme="horizon_europe"))),
    (
        "FIN-08",
        PASS,
        (an_envelope("eurohpc_private"), a_cost(), a_share("private", 900.0, year=2025)),
    ),
    ("FIN-08", FAIL, (an_envelope("eurohpc_private"), a_cost(), a_share("private", 5.0))),
    ("FIN-08", OPEN, (an_envelope("eurohpc_private"),)),
    ("FIN-09", PASS, (a_cost(system_class=SystemClass.MID_RANGE, union_share_acquisition=0.35),)),
    ("FIN-09", FAIL, (a_cost(system_class=SystemClass.MID_RANGE), *HALVES)),
    (
        "FIN-09",
        OPEN,
        (a_cost(system_class=SystemClass.MID_RANGE), *HALVES, a_share("region", None)),
    ),
    (
        "FIN-10",
        PASS,
        (an_envelope("pkg_supercomputers"), a_line("support", 2_000.0), a_line("upgrades", 100.0)),
    ),
    ("FIN-10", FAIL, (an_envelope("pkg_supercomputers"), a_line("support", 2_100.1))),
    (
        "FIN-10",
        OPEN,
        (an_envelope("pkg_supercomputers"), a_line("support", 2_000.0), a_line("upgrades", None)),
    ),
    ("FIN-11", PASS, (an_envelope("pkg_genai4eu", amount_meur=500.0),)),
    ("FIN-11", FAIL, (an_envelope("pkg_investeu", amount_meur=1_000.0),)),
    ("FIN-11", OPEN, (an_envelope("pkg_edic", amount_meur=None),)),
    ("FIN-11", PASS, (a_money_line("genai4eu", budget_meur=500.0),)),
    ("FIN-11", FAIL, (a_money_line("genai4eu", budget_meur=600.0),)),
    ("FIN-11", OPEN, (a_money_line("edic_states"),)),
    ("FIN-11", PASS, (a_money_line("investeu_ai", mobilised_expected_meur=1_000.0),)),
    (
        "FIN-11",
        FAIL,
        (a_money_line("investeu_ai", budget_meur=9.0, mobilised_expected_meur=1_000.0),),
    ),
    ("FIN-12", PASS, (an_envelope(), a_cost(envelope="eurohpc"), *HALVES)),
    (
        "FIN-12",
        FAIL,
        (an_envelope(type=EnvelopeType.MOBILISED), a_cost(envelope="eurohpc")),
    ),
    ("FIN-12", FAIL, (a_cost(), a_share("union", 50.0, programme="private"))),
    ("FIN-13", PASS, (a_cost(), *HALVES)),
    ("FIN-13", FAIL, (a_cost(), a_contribution("a"), a_contribution("b"))),
    ("FIN-13", FAIL, (a_cost(), a_share("union", 50.0, programme="recovery"))),
    ("FIN-14", PASS, (a_cost(),)),
    ("FIN-14", PASS, (a_cost(**SELECTED), a_letter(amount_meur=50.0))),
    (
        "FIN-14",
        PASS,
        (a_cost(**SELECTED), HALVES[0], a_share("host_state", 50.0, letter="BMFTR 12")),
    ),
    ("FIN-14", FAIL, (a_cost(**SELECTED), a_letter(amount_meur=49.0))),
    ("FIN-14", OPEN, (a_cost(**SELECTED), a_letter())),
    ("FIN-14", OPEN, (a_cost(**SELECTED), *HALVES, a_share("region", None))),
    ("FIN-15", PASS, (a_cost(), a_share("union", 50.0, payment_meur=50.0))),
    (
        "FIN-15",
        PASS,
        (a_cost(), a_share("union", 50.0), a_share("union", 0.0, payment_meur=50.0, year=2028)),
    ),
    ("FIN-15", FAIL, (a_cost(), a_share("union", 50.0, payment_meur=50.1))),
    ("FIN-15", OPEN, (a_cost(), a_share("union", None, payment_meur=5.0))),
    ("FIN-16", PASS, (a_cost(), a_share("union", 50.0, payment_meur=25.0, year=2025))),
    ("FIN-16", FAIL, (a_cost(), a_share("union", 50.0, payment_meur=24.0, year=2025))),
    ("FIN-16", OPEN, (a_cost(), a_share("union", 50.0, year=2025))),
    ("FIN-16", PASS, (a_cost(), a_share("union", 50.0, year=2026))),
    ("FIN-17", PASS, (a_measure(M.ANTENNA, **ANTENNA),)),
    ("FIN-17", FAIL, (a_measure(M.ANTENNA, union_share_acquisition=0.51, **ANTENNA),)),
    (
        "FIN-17",
        OPEN,
        (
            a_measure(M.ANTENNA, **ANTENNA),
            a_contribution(measure="m-antenna", commitment_meur=None),
        ),
    ),
    ("FIN-18", PASS, (a_measure(M.ANTENNA, **{**ANTENNA, "capex_meur": 10.0}),)),
    ("FIN-18", FAIL, (a_measure(M.ANTENNA, **{**ANTENNA, "capex_meur": 10.2}),)),
    (
        "FIN-18",
        OPEN,
        (
            a_measure(M.ANTENNA, **ANTENNA),
            a_contribution(measure="m-antenna", commitment_meur=None),
        ),
    ),
    ("FIN-19", PASS, (a_cost(capex_meur=399.0),)),
    ("FIN-19", FAIL, (a_cost(capex_meur=401.0),)),
    ("FIN-19", PASS, (a_measure(), a_share("union", 5.0))),
    ("FIN-19", FAIL, (a_measure(), a_share("union", 3.0))),
    ("FIN-19", PASS, (a_system(cost_meur=129.0), a_commitment(system="leonardo"))),
    ("FIN-19", FAIL, (a_system(cost_meur=1.29), a_commitment(system="leonardo"))),
    ("FIN-20", PASS, (a_cost(),)),
    ("FIN-20", FAIL, (a_cost(union_share_acquisition=0.353),)),
]


@pytest.mark.parametrize(("rule", "expected", "records"), CASES)
def test_a_money_rule(rule: str, expected: str, records: tuple[Record, ...]) -> None:
    assert verdict(rule, records) == expected


def test_every_rule_passes_and_fails_somewhere() -> None:
    seen = {(rule, expected) for rule, expected, _records in CASES}
    assert all({(rule, PASS), (rule, FAIL)} <= seen for rule, _expected in seen)


@pytest.mark.parametrize(
    ("records", "rule", "facts"),
    [
        (
            (a_cost(capex_meur=201.0), a_share("union", 71.0), a_share("host_state", 70.0)),
            "FIN-03",
            {"covered_meur": 141.0, "cost_meur": 201.0, "gap_meur": 60.0},
        ),
        (
            (an_envelope(), a_commitment(states_meur=70.0)),
            "FIN-04",
            {"union_meur": 100.0, "states_meur": 70.0, "gap_meur": 30.0},
        ),
        (
            (a_cost(), a_share("union", 50.0, payment_meur=62.5)),
            "FIN-15",
            {"paid_meur": 62.5, "committed_meur": 50.0},
        ),
        (
            (a_system(cost_meur=1.29), a_commitment(system="leonardo")),
            "FIN-19",
            {"amount_meur": 1.29, "usual_meur": 200.0},
        ),
        ((a_cost(union_share_acquisition=0.3532),), "FIN-20", {"share": 0.3532}),
    ],
)
def test_a_finding_says_by_how_much(
    records: tuple[Record, ...], rule: str, facts: dict[str, float]
) -> None:
    (one,) = found(rule, *records)
    assert facts.items() <= dict(one.facts).items()


def test_a_rate_other_than_half_is_information_and_no_fault() -> None:
    (one,) = found("FIN-20", a_cost(union_share_acquisition=0.353))
    assert one.severity is Severity.INFO


@pytest.mark.parametrize(
    ("cost", "severity", "facts"),
    [
        ({}, Severity.WARNING, {"covered_meur": 10.0, "cost_meur": 71.2, "gap_meur": 61.2}),
        ({"capex_meur": 40.0}, Severity.ERROR, {"cost_meur": 40.0, "gap_meur": 30.0}),
        ({"capex_meur": 10.0}, Severity.WARNING, {"cost_meur": 17.8, "gap_meur": 7.8}),
    ],
)
def test_a_gap_to_a_given_cost_is_an_error_and_to_an_estimate_a_warning(
    cost: dict[str, Scalar], severity: Severity, facts: dict[str, float]
) -> None:
    (one,) = found("FIN-03", a_measure(**cost), a_share("union", 10.0))
    assert one.severity is severity
    assert facts.items() <= dict(one.facts).items()


def test_a_pass_never_needs_an_unknown() -> None:
    make: Callable[[], Record] = a_measure
    assert found("FIN-20", make(), a_share("union", None)) == []
