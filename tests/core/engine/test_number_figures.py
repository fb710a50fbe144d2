# SPDX-License-Identifier: EUPL-1.2
"""Figures of the views add up from the parts they name, down to the fields of records."""

import pytest

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.access import Workload
from planner.domain.records.infrastructure import Status
from planner.domain.schema import Record
from planner.engine.access_figures import months_of
from planner.engine.budget import Grouping, Mode, grand_total, grouped
from planner.engine.budget_figures import ALL, TOTAL, line_code, sum_code
from planner.engine.budget_lines import budget
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.equity import Base, equity
from planner.engine.figures import Figure
from planner.engine.outcome import Outcome
from planner.engine.reach import ReachBook
from planner.engine.stages import evaluate
from planner.engine.training import training_times
from planner.reference.seed import reference_plan
from tests.core.builders import a_measure, plan_with

MONTH = month_of(2029, 5)
QUARTER = MONTH // 3


@pytest.fixture(scope="module")
def plan() -> Plan:
    return reference_plan()


@pytest.fixture(scope="module")
def outcome(plan: Plan) -> Outcome:
    return evaluate(plan)


class Asking:
    """Asks for figures of one plan in one month."""

    def __init__(self, plan: Plan, outcome: Outcome) -> None:
        self._plan, self._outcome = plan, outcome

    def __call__(self, kind: str, key: str, code: str, month: int = MONTH) -> Figure:
        found = derived(self._plan, self._outcome, About(kind, key, code, month))
        assert found is not None, (kind, key, code)
        return found


@pytest.fixture(scope="module")
def asked(plan: Plan, outcome: Outcome) -> Asking:
    return Asking(plan, outcome)


def added(figure: Figure) -> float:
    return sum(float(str(given.value)) for given in figure.inputs if given.value is not None)


def test_hours_served_are_those_each_machine_state_gives(asked: Asking) -> None:
    served = asked("state", "LV", "served")
    assert served.value == pytest.approx(added(served))
    for given in served.inputs:
        part = asked(given.kind, given.key, given.field)
        assert part.value == pytest.approx(given.value)
        offered = part.inputs[0]
        assert (offered.key, offered.field) == (given.key, "hours_offered")


def test_hours_offered_come_from_machines_in_service(asked: Asking) -> None:
    offered = asked("state", "DE", "hours_offered")
    machines = [given for given in offered.inputs if given.field == "hours_quarter"]
    assert offered.value == pytest.approx(sum(float(str(one.value)) for one in machines))
    one = asked(machines[0].kind, machines[0].key, "hours_quarter")
    assert [given.field for given in one.inputs] == ["accelerator_hours", "in_service"]


def test_unmet_and_used_follow_from_served(asked: Asking, plan: Plan, outcome: Outcome) -> None:
    unmet = asked("state", "LV", "unmet")
    wanted, served = (float(str(given.value)) for given in unmet.inputs)
    assert unmet.value == pytest.approx(wanted - served)
    fair = equity(plan, outcome, ReachBook().at(plan, outcome, QUARTER))
    row = fair.states.index("LV")
    for base in (Base.PEOPLE, Base.GDP):
        used = asked("state", "LV", f"used.{base}")
        assert used.value == pytest.approx(float(fair.used[base][row]))
        assert used.value == pytest.approx(served / float(str(used.inputs[1].value)))
    assert asked("state", "LV", "used.contribution").value is None


@pytest.mark.parametrize("base", list(Base))
def test_gini_names_every_state_that_is_compared(asked: Asking, base: Base) -> None:
    gini = asked(NETWORK, "", f"gini.{base}")
    assert gini.value is not None
    assert 0 < gini.value < 1
    assert all(given.field == f"used.{base}" for given in gini.inputs)


def test_own_money_is_what_the_state_signed(asked: Asking) -> None:
    own = asked("state", "FI", "own_money")
    assert own.value == pytest.approx(193.9)  # half of the contract of LUMI-AI
    assert [given.field for given in own.inputs] == ["states_meur"]
    everything = asked("state", "FI", "money_committed")
    assert everything.value == pytest.approx(387.8)
    assert everything.value == pytest.approx(added(everything))


def test_what_is_tentative_is_not_committed() -> None:
    values = {"state": "FI", "start": month_of(2027)}
    amounts = {}
    for status in (Status.TENTATIVE, Status.COMMITTED):
        plan = plan_with(a_measure(status=status, **values))
        asked = Asking(plan, evaluate(plan))
        amounts[status] = asked("state", "FI", "money_committed").value
        assert asked("state", "FI", "own_money").inputs == () or status is Status.COMMITTED
    assert amounts[Status.TENTATIVE] == 0
    assert (amounts[Status.COMMITTED] or 0) > 0


def test_training_time_rests_on_workload_and_machine(
    asked: Asking, plan: Plan, outcome: Outcome
) -> None:
    workload = "70b-2t"
    times = training_times(plan, outcome, plan.get(Workload, workload), MONTH)
    fastest = asked(NETWORK, "", f"training_weeks.{workload}")
    assert fastest.value == times[0].weeks
    on_it = asked(times[0].kind, times[0].key, f"training_weeks.{workload}")
    fields = {given.field: given for given in on_it.inputs}
    assert on_it.value == times[0].weeks
    assert {"parameters_bn", "tokens_bn", "capacity_ef", "value"} <= set(fields)


def test_a_state_without_a_class_is_the_sum_of_its_classes(asked: Asking, outcome: Outcome) -> None:
    whole = asked("state", "DE", "capacity_ef")
    assert whole.value == pytest.approx(
        float(outcome.capacity_ef[outcome.row("DE"), :, MONTH].sum())
    )
    assert whole.value == pytest.approx(added(whole))


def test_the_ledger_divides_what_the_machine_has(asked: Asking) -> None:
    month = month_of(2026, 1)
    union = asked("system", "lumi", "ledger.year.hours", month)
    assert union.value == pytest.approx(44_348_376)  # 11 912 × 8 760 × 0.85 × 50 %
    free = asked("system", "lumi", "ledger.year.free", month)
    assert free.value == union.value
    assert months_of(month, "year") == slice(month, month + 12)


def test_every_group_of_the_budget_is_the_sum_of_its_lines(
    asked: Asking, plan: Plan, outcome: Outcome
) -> None:
    for mode in Mode:
        entries = budget(plan, outcome, mode)
        total = asked(NETWORK, "", sum_code(mode, TOTAL, Grouping.SOURCE, ALL))
        assert total.value == pytest.approx(grand_total(entries).amount / 1_000)
        for section in grouped(entries, Grouping.SOURCE):
            part = asked(NETWORK, "", sum_code(mode, "2026", Grouping.SOURCE, section.key))
            assert part.value == pytest.approx(added(part), abs=1e-6)
    line = next(
        one.line for one in budget(plan, outcome, Mode.PAYMENTS) if one.line.key == "lumi_ai"
    )
    paid = asked(line.kind, line.key, line_code(Mode.PAYMENTS, "2027", line))
    assert paid.value is not None
    assert {given.field for given in paid.inputs} == {"union_meur", "signed"}


def test_every_figure_ends_in_fields_of_records(asked: Asking, plan: Plan) -> None:
    """Follow the first part of each part until a field is reached."""
    for kind, key, code in (
        ("state", "LV", "unmet"),
        ("state", "DE", "usable_ef"),
        ("network", "", "gini.gdp"),
        ("network", "", "training_weeks.70b-2t"),
        ("system", "lumi", "ledger.year.free"),
    ):
        figure, steps = asked(kind, key, code), 0
        while steps < 8:
            given = figure.inputs[0]
            record: Record | None = plan.tables.get(given.kind, {}).get(given.key)
            names = {field.name for field in record.KIND.fields} if record is not None else set()
            if given.field in names and not given.computed:
                break
            figure, steps = asked(given.kind, given.key, given.field), steps + 1
        assert steps < 8, (kind, key, code)
