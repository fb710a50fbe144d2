# SPDX-License-Identifier: EUPL-1.2
"""How the weeks of a training run come about: on one machine, and on the fastest of all."""

from planner.domain.plan import Plan
from planner.domain.records.access import Workload
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.training import TrainingTime, best, training_times

TRAINING = "training_weeks"
_FIELDS = ("parameters_bn", "tokens_bn", "utilisation", "machine_share", "accelerators_at_most")
_FORMULA = (
    "6 * parameters_bn * tokens_bn * 1e18 / "
    "(capacity_ef * 1e18 * machine_share * utilisation * training_goodput * 604800)"
)


def training_figure(
    plan: Plan, outcome: Outcome, base: tuple[str, str] | None, workload: str, month: int
) -> Figure | None:
    """Return the weeks of a workload on a machine, or on the fastest one where none is named."""
    chosen = plan.of(Workload).get(workload)
    if chosen is None:
        return None
    code, times = f"{TRAINING}.{workload}", training_times(plan, outcome, chosen, month)
    if base is None:
        fastest = best(times)
        each = tuple(
            Input(one.kind, one.key, code, one.weeks, "weeks") for one in times if one.weeks
        )
        value = None if fastest is None else fastest.weeks
        return Figure(code, value, "weeks", "the shortest of all machines in service", each)
    found = next((one for one in times if (one.kind, one.key) == base), None)
    return None if found is None else _on_machine(plan, code, chosen, found)


def _on_machine(plan: Plan, code: str, workload: Workload, found: TrainingTime) -> Figure:
    names = [name for name in _FIELDS if getattr(workload, name) is not None]
    inputs = (
        *(field_input(plan, workload, name) for name in names),
        Input(found.kind, found.key, "capacity_ef", None, "EFLOP/s", computed=True),
        Input(found.kind, found.key, "in_service", None, "month", computed=True),
        parameter_input(plan, Parameters.of(plan), "training_goodput"),
    )
    return Figure(code, found.weeks, "weeks", _FORMULA, inputs)
