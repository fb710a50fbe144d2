# SPDX-License-Identifier: EUPL-1.2
"""Contributions take the place of shares, and the Union's share of the whole, worked by hand."""

import attrs
import pytest

from planner.domain.changes import Draft
from planner.domain.commands import EditField
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.measures import MeasureKind
from planner.domain.schema import Record, Scalar
from planner.engine.figures import Figure
from planner.engine.funding import residual_value, system_share
from planner.engine.outcome import SERIES, Outcome, Unknown
from planner.engine.record_figures import measure_figures
from planner.engine.stages import evaluate, reevaluate
from tests.core.builders import (
    a_contribution,
    a_factory,
    a_measure,
    a_parameter,
    a_plan,
    a_state,
    a_system,
    an_envelope,
    plan_with,
)

PLANNED = 2
UNION, STATES, OTHER = range(3)
NLAIF = a_measure(id="nlaif", state="NL", start=month_of(2026, 10))
DUTCH = (
    a_contribution("eu", measure="nlaif", year=2026, commitment_meur=71.0),
    a_contribution(
        "ministry", measure="nlaif", paid_by="host_state", year=2026, commitment_meur=70.0
    ),
    a_contribution("region", measure="nlaif", paid_by="region", year=2026, commitment_meur=60.0),
)


def outcome_of(*records: Record) -> Outcome:
    return evaluate(plan_with(a_state("NL"), *records))


def share_of_nlaif(outcome: Outcome) -> float | None:
    return outcome.cache["funding"]["NL"].share_of_tco("measure", "nlaif")


def test_the_dutch_factory_costs_201_and_the_union_pays_35_3_percent() -> None:
    outcome = outcome_of(NLAIF, *DUTCH)
    committed = outcome.commitments_meur[0, PLANNED]
    assert committed[:, month_of(2026, 10)].tolist() == [71.0, 70.0, 60.0]
    assert committed.sum() == 201
    assert share_of_nlaif(outcome) == pytest.approx(71 / 201)
    assert round(100 * (share_of_nlaif(outcome) or 0), 1) == 35.3


def test_a_measure_without_contributions_is_split_by_its_shares() -> None:
    measure = attrs.evolve(
        NLAIF, capex_meur=100.0, opex_meur_per_year=10.0, union_share_operation=0.2
    )
    outcome = outcome_of(measure)
    assert share_of_nlaif(outcome) == pytest.approx((50 + 12) / 160)


def test_a_figure_of_the_measure_wins_over_what_is_contributed() -> None:
    measure = attrs.evolve(NLAIF, capex_meur=284.0, opex_meur_per_year=0.0)
    assert share_of_nlaif(outcome_of(measure, *DUTCH)) == pytest.approx(0.25)


def test_one_contribution_leaves_the_estimate_as_the_cost() -> None:
    # 7 200 x 0.04 = 288 MEUR; 13 % of it a year over six years is 224.64 MEUR
    big = attrs.evolve(NLAIF, accelerators=7_200)
    plan = plan_with(a_state("NL"), big, a_contribution(measure="nlaif", commitment_meur=10.0))
    outcome, figures = evaluate(plan), figures_of(plan, "nlaif")
    assert figures["capex"].value == pytest.approx(288)
    assert figures["union_share_of_acquisition"].value == pytest.approx(10 / 288)
    assert share_of_nlaif(outcome) == pytest.approx(10 / 512.64)
    assert figures["unpledged"].value == pytest.approx(502.64)
    assert outcome.commitments_meur.sum() == 10
    assert outcome.payments_meur.sum() == pytest.approx(10)


def test_the_union_pays_of_the_cost_and_not_of_the_pledges() -> None:
    rules = {f.rule for f in outcome_of(NLAIF, a_contribution(measure="nlaif")).findings}
    assert "FIN-01" in rules  # 50 MEUR, more than the 40 estimated, are all of the cost
    ten = a_contribution(measure="nlaif", commitment_meur=10.0)
    assert "FIN-01" not in {f.rule for f in outcome_of(NLAIF, ten).findings}


@pytest.mark.parametrize(
    ("bought", "run", "tco"),
    [(10, 0, 71.2), (40, 31.2, 71.2), (50, 0, 71.2), (71.2, 0, 71.2), (80, 0, 80), (10, 50, 90)],
)
def test_what_is_pledged_beyond_the_estimate_is_the_cost(
    bought: float, run: float, tco: float
) -> None:
    plan = plan_with(
        a_state("NL"),
        NLAIF,
        a_contribution("a", measure="nlaif", commitment_meur=bought),
        a_contribution("b", measure="nlaif", purpose="operation", commitment_meur=run),
    )
    figures = figures_of(plan, "nlaif")
    assert figures["tco"].value == pytest.approx(tco)
    assert figures["unpledged"].value == pytest.approx(tco - bought - run)


def test_a_contribution_of_unknown_amount_makes_the_share_unknown() -> None:
    unknown = a_contribution("other", measure="nlaif", paid_by="other", commitment_meur=None)
    outcome = outcome_of(NLAIF, *DUTCH, unknown)
    assert share_of_nlaif(outcome) is None
    assert Unknown("contribution", "other", "commitment_meur") in outcome.unknowns


def test_a_commitment_is_made_at_the_start_or_else_in_january() -> None:
    later = a_contribution("later", measure="nlaif", year=2028, commitment_meur=5.0)
    committed = outcome_of(NLAIF, later, *DUTCH).commitments_meur[0, PLANNED, UNION]
    assert committed[month_of(2026, 10)] == 71
    assert committed[month_of(2028)] == 5


def test_recorded_payments_are_spread_over_their_year() -> None:
    paid = a_contribution("paid", measure="nlaif", year=2027, commitment_meur=24.0)
    paid = attrs.evolve(paid, payment_meur=24.0)
    payments = outcome_of(NLAIF, paid).payments_meur[0, PLANNED, UNION]
    assert payments[month_of(2027) : month_of(2028)] == pytest.approx([2.0] * 12)
    assert payments.sum() == pytest.approx(24.0)


def test_commitments_without_payments_are_paid_by_the_usual_profile() -> None:
    payments = outcome_of(NLAIF, *DUTCH).payments_meur[0, PLANNED]
    assert payments[UNION, NLAIF.start] == pytest.approx(0.3 * 71)
    assert payments.sum() == pytest.approx(201)


def test_operation_is_paid_over_the_life() -> None:
    running = a_contribution(
        "running", measure="nlaif", purpose="operation", year=2026, commitment_meur=72.0
    )
    payments = outcome_of(NLAIF, running).payments_meur[0, PLANNED, UNION]
    assert payments[NLAIF.in_service] == pytest.approx(1.0)
    assert not payments[: NLAIF.in_service].any()


def test_only_programmes_of_the_ceiling_draw_on_it() -> None:
    state = a_state("NL")
    digital = a_contribution("d", measure="nlaif", programme="digital_europe")
    recovery = a_contribution("r", measure="nlaif", programme="recovery")
    both = evaluate(plan_with(state, NLAIF, digital, recovery, an_envelope()))
    assert both.headlines.union_committed_meur == 50
    assert both.commitments_meur[0, PLANNED, UNION].sum() == 100


def test_money_of_another_price_year_is_named_and_not_added() -> None:
    old = a_contribution("old", measure="nlaif", price_year=2024, commitment_meur=100.0)
    outcome = outcome_of(NLAIF, old, *DUTCH)
    assert outcome.commitments_meur.sum() == 201
    assert Unknown("contribution", "old", "price_year") in outcome.unknowns


def test_with_an_inflation_it_is_converted() -> None:
    old = a_contribution("old", measure="nlaif", price_year=2024, commitment_meur=100.0)
    outcome = outcome_of(NLAIF, old, a_parameter("inflation", 0.02))
    assert outcome.commitments_meur.sum() == pytest.approx(104.04)


def test_a_systems_share_is_that_of_its_own_money_or_of_its_factory() -> None:
    own = a_system(cost_meur=144.5, union_meur=72.25)
    none = a_system(cost_meur=None, union_meur=None)
    factory = a_factory(system="leonardo", union_meur=71.0, investment_meur=201.0)
    assert system_share(own, [factory]) == 0.5
    assert system_share(none, [factory]) == pytest.approx(0.3532, abs=1e-4)
    assert system_share(none, []) is None


@pytest.mark.parametrize(
    ("first", "end", "left"),
    [(0, 72, 0.0), (108, 180, 0.0), (144, 216, 50.0), (190, 262, 100.0), (10, 10, 0.0)],
)
def test_residual_value_falls_in_a_straight_line(first: int, end: int, left: float) -> None:
    assert residual_value(100.0, first, end, 180) == pytest.approx(left)


def moved_by(plan: Plan, kind: str, key: str, field: str, value: Scalar) -> set[str]:
    before = evaluate(plan)
    draft = Draft(plan)
    EditField(kind=kind, key=key, field=field, value=value).apply(draft)
    known = {name: getattr(before, name) for name in SERIES}
    after = reevaluate(before, *draft.seal())
    return {name for name, series in known.items() if getattr(after, name) is not series}


def test_a_contribution_moves_money_and_what_follows_from_the_share_and_nothing_else() -> None:
    measure = a_measure(MeasureKind.DATA_CENTRE)
    plan = plan_with(measure, a_contribution(measure=measure.id))
    assert moved_by(plan, "contribution", "share", "commitment_meur", 60.0) == {
        "commitments_meur",
        "payments_meur",
    }
    assert moved_by(plan, "contribution", "share", "name", "a note") == set()


def test_an_empty_plan_can_be_evaluated() -> None:
    assert evaluate(a_plan()).cache["funding"]["IT"].share_of_tco("measure", "none") is None


def figures_of(plan: Plan, key: str) -> dict[str, Figure]:
    return {figure.code: figure for figure in measure_figures(plan, key)}


def test_the_figures_of_a_measure_open_its_contributions() -> None:
    figures = figures_of(plan_with(a_state("NL"), NLAIF, *DUTCH), "nlaif")
    assert figures["tco"].value == pytest.approx(201)
    assert figures["union"].value == 71
    assert figures["union_share_of_tco"].value == pytest.approx(71 / 201)
    keys = [given.key for given in figures["union"].inputs if given.kind == "contribution"]
    assert keys == ["eu", "ministry", "region"]


def test_the_figures_of_a_measure_without_contributions_follow_its_shares() -> None:
    figures = figures_of(plan_with(a_measure(capex_meur=100.0)), "m-system")
    assert figures["union_share_of_acquisition"].value == pytest.approx(0.5)
    assert figures["union_share_of_operation"].value == pytest.approx(0.5)
    assert figures["residual_value"].value == 0.0


def test_what_comes_late_keeps_its_value_at_the_horizon() -> None:
    late = a_measure(capex_meur=100.0, start=month_of(2031, 7), lead_months=18)
    figures = figures_of(plan_with(late), "m-system")
    assert figures["residual_value"].value == pytest.approx(50.0)
