# SPDX-License-Identifier: EUPL-1.2
"""A figure can be taken apart, and the parts add up to what is on screen."""

from typing import Any

import pytest

from planner.domain.commands import Assign, EditField
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.engine.derivations import NETWORK, About, derived, reference_month_value
from planner.engine.figures import Figure
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate
from planner.reference.seed import reference_plan
from tests.core.builders import a_plan, after

MAY_2029 = int(month_of(2029, 5))
OCTOBER_2026 = int(month_of(2026, 10))


@pytest.fixture(scope="module")
def shipped() -> tuple[Plan, Outcome]:
    plan = reference_plan()
    return plan, evaluate(plan)


def figure(given: tuple[Plan, Outcome], kind: str, key: str, code: str) -> Figure:
    found = derived(*given, About(kind, key, code, MAY_2029))
    assert found is not None
    return found


def total(found: Figure) -> float:
    values: list[Any] = [one.value for one in found.inputs]
    return float(sum(values))


@pytest.mark.parametrize("code", ["union_committed", "capacity_ef", "accelerators", "power_mw"])
def test_the_states_add_up_to_the_network(shipped: tuple[Plan, Outcome], code: str) -> None:
    found = figure(shipped, NETWORK, "", code)
    assert total(found) == pytest.approx(found.value)
    assert {one.kind for one in found.inputs} == {"state"}


def test_the_records_add_up_to_each_state(shipped: tuple[Plan, Outcome]) -> None:
    for one in figure(shipped, NETWORK, "", "union_committed").inputs:
        state = figure(shipped, "state", one.key, "union_committed")
        assert total(state) == pytest.approx(one.value)


def test_the_headline_is_the_one_above_the_map(shipped: tuple[Plan, Outcome]) -> None:
    heads = shipped[1].headlines
    assert figure(shipped, NETWORK, "", "union_committed").value == heads.union_committed_meur
    assert figure(shipped, NETWORK, "", "union_ceiling").value == heads.union_ceiling_meur
    assert figure(shipped, NETWORK, "", "covered").value == len(heads.covered)


def test_a_committed_measure_is_part_of_its_state() -> None:
    command = Assign(
        template="t-system", state="FR", start=84, measure="m", status=Status.COMMITTED
    )
    plan = after(a_plan(), command)
    given = (plan, evaluate(plan))
    before = derived(a_plan(), evaluate(a_plan()), About("state", "FR", "union_committed", 84))
    state = figure(given, "state", "FR", "union_committed")
    (part,) = (one for one in state.inputs if one.key == "m")
    assert part.value == pytest.approx((state.value or 0) - ((before and before.value) or 0))
    measure = figure(given, "measure", "m", "union_committed")
    assert measure.formula == "union"
    assert measure.value == part.value


def test_what_was_counted_is_the_published_number(shipped: tuple[Plan, Outcome]) -> None:
    """19 factories, 13 antennas: Commission page; six contracts of 2026: domain note."""
    counted = {code: figure(shipped, NETWORK, "", code).value for code in ("factories", "antennas")}
    assert counted == {"factories": 19.0, "antennas": 13.0}
    assert figure(shipped, NETWORK, "", "contracts_2026").value == 6.0


def test_no_new_ai_machine_runs_in_october_2026(shipped: tuple[Plan, Outcome]) -> None:
    found = derived(*shipped, About(NETWORK, "", "ai_systems_running", OCTOBER_2026))
    assert found is not None
    assert found.value == 0.0


def test_a_past_month_counts_what_was_in_operation(shipped: tuple[Plan, Outcome]) -> None:
    outcome = shipped[1]
    value = reference_month_value(outcome, "capacity_ef.firm", OCTOBER_2026)
    assert value == pytest.approx(outcome.capacity_ef[:, 0, OCTOBER_2026].sum())
    assert reference_month_value(outcome, "factories", OCTOBER_2026) is None


def test_one_input_moves_only_the_figures_made_of_it(shipped: tuple[Plan, Outcome]) -> None:
    edit = EditField(kind="commitment", key="nlaif_aif", field="union_meur", value=70.0)
    plan = after(shipped[0], edit)
    given = (plan, evaluate(plan))
    states = {one.key: one.value for one in figure(shipped, NETWORK, "", "union_committed").inputs}
    moved = {one.key: one.value for one in figure(given, NETWORK, "", "union_committed").inputs}
    assert {key for key in states if states[key] != moved[key]} == {"NL"}
    assert states["NL"] - moved["NL"] == pytest.approx(1.0)  # type: ignore[operator]  # both are known
    for code in ("capacity_ef", "factories", "union_ceiling"):
        assert figure(given, NETWORK, "", code) == figure(shipped, NETWORK, "", code)


def test_there_is_no_figure_by_an_unknown_name(shipped: tuple[Plan, Outcome]) -> None:
    assert derived(*shipped, About(NETWORK, "", "elegance", MAY_2029)) is None
    assert derived(*shipped, About("system", "nowhere", "capacity_ef", MAY_2029)) is None
