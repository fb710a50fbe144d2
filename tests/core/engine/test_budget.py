# SPDX-License-Identifier: EUPL-1.2
"""The budget adds up to the last digit, says what is not stated, and is edited cell by cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.domain.changes import Draft
from planner.domain.errors import DomainError
from planner.domain.months import FIRST_YEAR, month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import (
    Contribution,
    FrameworkLine,
    PaidBy,
    Programme,
    Purpose,
)
from planner.domain.records.funding import EnvelopeType
from planner.domain.records.measures import MeasureKind
from planner.engine.budget import (
    ELSEWHERE,
    Entry,
    Grouping,
    Line,
    Mode,
    Origin,
    Sum,
    column_of,
    column_sums,
    grand_total,
    grouped,
)
from planner.engine.budget_edits import CellEdit, command_for
from planner.engine.budget_figures import line_code, line_figure
from planner.engine.budget_head import BudgetMoney, MobilisedMoney, head, money_of
from planner.engine.budget_lines import budget, framework
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from tests.core.builders import (
    a_commitment,
    a_contribution,
    a_measure,
    an_envelope,
    plan_with,
)

SYSTEM = "m-system"
UNION = Line("measure", SYSTEM, PaidBy.UNION)
HOST = Line("measure", SYSTEM, PaidBy.HOST_STATE)
REGION = Line("measure", SYSTEM, PaidBy.REGION)


def lines(plan: Plan, mode: Mode = Mode.COMMITMENTS) -> tuple[Entry, ...]:
    return budget(plan, evaluate(plan), mode)


def edited(plan: Plan, *edits: CellEdit, mode: Mode = Mode.COMMITMENTS) -> Plan:
    command = command_for(plan, evaluate(plan), edits, mode)
    assert command is not None
    draft = Draft(plan)
    command.apply(draft)
    return draft.seal()[0]


def amounts(
    plan: Plan, mode: Mode = Mode.COMMITMENTS
) -> dict[tuple[PaidBy | None, Purpose, int], int]:
    return {
        (entry.line.paid_by, entry.line.purpose, FIRST_YEAR + column): cell
        for entry in lines(plan, mode)
        for column, cell in enumerate(entry.cells)
        if cell
    }


@given(
    st.lists(
        st.builds(
            a_contribution,
            st.uuids().map(str),
            measure=st.sampled_from([SYSTEM, "other"]),
            paid_by=st.sampled_from(PaidBy),
            programme=st.none() | st.sampled_from(Programme),
            purpose=st.sampled_from(Purpose),
            year=st.integers(2018, 2040),
            commitment_meur=st.none() | st.floats(0, 9_999),
            payment_meur=st.none() | st.floats(0, 9_999),
        ),
        max_size=12,
    ),
    st.sampled_from(Mode),
    st.sampled_from([one for one in Grouping if one is not Grouping.FRAMEWORK]),
)
def test_rows_columns_and_groups_add_up_to_the_last_digit(
    contributions: list[Contribution], mode: Mode, grouping: Grouping
) -> None:
    plan = plan_with(
        a_measure(),
        a_measure(MeasureKind.MASTER, id="other", start=month_of(2024, 5)),
        a_commitment(),
        *contributions,
    )
    entries = lines(plan, mode)
    total = grand_total(entries)
    sections = grouped(entries, grouping)
    assert sum(s.amount for s in column_sums(entries)) == total.amount
    pledged = [entry for entry in entries if entry.line.paid_by is not None]
    assert sum(Sum.of(entry.cells).amount for entry in pledged) == total.amount
    groups = [section for section in sections if section.key != "unpledged"]
    assert sum(s.amount for section in groups for s in section.columns) == total.amount
    assert any(s.open for s in column_sums(entries)) == total.open
    stated = [one.commitment_meur if mode is Mode.COMMITMENTS else 0 for one in contributions]
    assert total.open == (None in stated)


def test_payments_of_an_estimate_add_up_to_its_commitments() -> None:
    plan = plan_with(a_measure(), a_measure(MeasureKind.DOCTORAL, start=month_of(2034)))
    commitments = grand_total(lines(plan))
    assert grand_total(lines(plan, Mode.PAYMENTS)) == commitments
    assert commitments.amount == 71_200 + 3 * 340  # 40 MEUR and 13 % over six years; 15 seats


def test_what_has_no_year_stands_apart() -> None:
    assert column_of(2021) == 0
    assert column_of(2035) == 14
    assert column_of(2020) == column_of(2036) == column_of(None) == ELSEWHERE


def test_an_amount_that_is_not_stated_is_no_zero() -> None:
    plan = plan_with(a_measure(), a_contribution(commitment_meur=None))
    entry = next(one for one in lines(plan) if one.origin is Origin.RECORDED)
    assert entry.cells[6] is None
    assert Sum.of(entry.cells) == Sum(0, open=True)


def test_a_split_that_was_not_published_is_not_stated() -> None:
    plan = plan_with(a_commitment(states_meur=None))
    cells = {entry.line.paid_by: entry.cells[5] for entry in lines(plan)}
    assert cells == {PaidBy.UNION: 100_000, PaidBy.HOST_STATE: None}


def test_the_first_edit_writes_the_estimate_down_and_changes_one_cell() -> None:
    plan = plan_with(a_measure())
    before = amounts(plan)
    after = edited(plan, CellEdit(UNION, 2027, 25.5))
    assert all(entry.origin is Origin.RECORDED for entry in lines(after))
    assert amounts(after) == {**before, (PaidBy.UNION, Purpose.ACQUISITION, 2027): 25_500}


def test_editing_payments_first_writes_commitments_and_payments_down() -> None:
    plan = plan_with(a_measure())
    after = edited(plan, CellEdit(UNION, 2028, 1.0), mode=Mode.PAYMENTS)
    assert amounts(after) == amounts(plan)
    before = amounts(plan, Mode.PAYMENTS)
    wanted = {**before, (PaidBy.UNION, Purpose.ACQUISITION, 2028): 1_000}
    assert amounts(after, Mode.PAYMENTS) == wanted


def test_story_a_three_cells_give_201_and_35_3_percent() -> None:
    plan = plan_with(a_measure())
    running = [CellEdit(line, 2027, None, clear=True) for line in _operation()]
    plan = edited(plan, *running)
    plan = edited(
        plan, CellEdit(UNION, 2027, 71.0), CellEdit(HOST, 2027, 70.0), CellEdit(REGION, 2027, 60.0)
    )
    outcome = evaluate(plan)
    assert grand_total(lines(plan)) == Sum(201_000)
    share = outcome.cache["funding"]["IT"].share_of_tco("measure", SYSTEM)
    assert round(100 * share, 1) == 35.3
    rules = {finding.rule for finding in outcome.findings}
    assert not rules & {"FIN-01", "FIN-02", "FIN-03", "FIN-04"}
    assert "FIN-20" in rules


def test_what_nobody_has_pledged_is_a_source_of_its_own_and_cannot_be_typed_over() -> None:
    plan = plan_with(a_measure(), a_contribution(commitment_meur=10.0))
    entries = lines(plan)
    found = {(one.line.paid_by, one.line.purpose): Sum.of(one.cells).amount for one in entries}
    assert found == {
        (PaidBy.UNION, Purpose.ACQUISITION): 10_000,
        (None, Purpose.ACQUISITION): 30_000,
        (None, Purpose.OPERATION): 31_200,
    }
    by_source = grouped(entries, Grouping.SOURCE)
    assert [(one.key, grand_total(one.entries).amount) for one in by_source] == [
        ("union", 10_000),
        ("unpledged", 61_200),
    ]
    assert grand_total(entries) == Sum(10_000)  # only what is pledged is committed
    assert grand_total(lines(plan, Mode.PAYMENTS)) == Sum(10_000)
    with pytest.raises(DomainError, match="cell_is_fixed"):
        edited(plan, CellEdit(Line("measure", SYSTEM, None), 2027, 1.0))
    number = line_code(Mode.COMMITMENTS, "2027", entries[1].line)
    figure = line_figure(plan, evaluate(plan), ("measure", SYSTEM), number)
    assert figure is not None
    assert figure.value == 30.0


def test_nothing_is_said_to_be_unpledged_while_an_amount_is_unknown() -> None:
    unknown = a_contribution("b", paid_by="region", commitment_meur=None)
    entries = lines(plan_with(a_measure(), a_contribution(), unknown))
    assert Origin.UNPLEDGED not in {one.origin for one in entries}


def _operation() -> list[Line]:
    return [
        Line("measure", SYSTEM, paid_by, purpose=Purpose.OPERATION)
        for paid_by in (PaidBy.UNION, PaidBy.HOST_STATE)
    ]


def test_clearing_a_cell_takes_the_contribution_away_unless_it_is_paid() -> None:
    paid = a_contribution("paid", paid_by="region", payment_meur=3.0)
    plan = plan_with(a_measure(), a_contribution(), paid)
    after = edited(plan, CellEdit(UNION, 2027, None, clear=True))
    assert set(after.of(Contribution)) == {"paid"}
    last = edited(after, CellEdit(REGION, 2027, None, clear=True))
    assert last.get(Contribution, "paid").commitment_meur is None


def test_an_edit_that_changes_nothing_is_no_command() -> None:
    plan = plan_with(a_measure(), a_contribution())
    assert (
        command_for(plan, evaluate(plan), [CellEdit(UNION, 2027, 50.0)], Mode.COMMITMENTS) is None
    )


def test_several_contributions_in_a_cell_are_not_edited_as_one() -> None:
    plan = plan_with(a_measure(), a_contribution("a"), a_contribution("b"))
    with pytest.raises(DomainError, match="cell_is_several"):
        edited(plan, CellEdit(UNION, 2027, 1.0))


def test_a_public_commitment_is_not_edited_here() -> None:
    plan = plan_with(a_commitment())
    with pytest.raises(DomainError, match="cell_is_fixed"):
        edited(plan, CellEdit(Line("commitment", "promise", PaidBy.UNION), 2026, 1.0))


def test_the_framework_states_no_split_and_takes_one() -> None:
    plan = reference_plan()
    entries = framework(plan)
    assert len(entries) == 8
    assert grand_total(entries) == Sum(0, open=True)
    assert all(entry.cells[ELSEWHERE] is None for entry in entries)
    after = edited(plan, CellEdit(entries[0].line, 0, 800.0))
    assert grand_total(framework(after)) == Sum(800_000, open=True)
    dated = edited(after, CellEdit(entries[0].line, 2025, 100.0))
    assert len(dated.of(FrameworkLine)) == 9


def test_mobilised_money_does_not_add_to_a_budget() -> None:
    mobilised = money_of(an_envelope(type=EnvelopeType.MOBILISED, amount_meur=1_000.0))
    ceiling = money_of(an_envelope())
    assert isinstance(mobilised, MobilisedMoney)
    assert isinstance(ceiling, BudgetMoney)
    with pytest.raises(TypeError):
        ceiling + mobilised  # type: ignore[operator]  # the fault under test
    with pytest.raises(TypeError):
        mobilised + ceiling  # type: ignore[operator]  # the fault under test
    assert ceiling + ceiling == BudgetMoney(8_244.6)


def test_the_head_of_the_shipped_plan() -> None:
    plan = reference_plan()
    figures = head(plan, evaluate(plan))
    assert figures.ceiling_meur == 4_122.3
    union, states, other = figures.matched
    assert union == pytest.approx(1_616.823)
    assert states == pytest.approx(1_586.823)
    assert other == pytest.approx(77.0)
    parts = {one.programme: one.ceiling_meur for one in figures.programmes}
    assert sum(amount or 0 for amount in parts.values()) == pytest.approx(3_081.3)
    assert not any(one.in_force for one in figures.programmes)


def test_before_2026_the_three_programmes_bind() -> None:
    plan = plan_with(
        an_envelope("he", binds="horizon_europe", valid_to=month_of(2025, 12), valid_from=6),
        a_measure(),
        a_contribution(programme="horizon_europe", commitment_meur=12.345),
    )
    (one,) = head(plan, evaluate(plan)).programmes
    assert (one.in_force, one.committed_meur) == (False, 12.345)
