# SPDX-License-Identifier: EUPL-1.2
"""The day on which a plan is read, a parameter of the plan and so the same for everybody."""

from datetime import date

from planner.domain.commands import AddRecord, Batch, Command, EditField
from planner.domain.months import month_at
from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.engine.parameters import Parameters
from planner.engine.workdays import reference_day

_KIND = Parameter.KIND.name


def read_on(plan: Plan, day: date) -> Command | None:
    """Return the command that has rules, clocks and pages read the plan on a day.

    `None` if they do already.
    """
    if day.isoformat() == reference_day(Parameters.of(plan)):
        return None
    values = {"as_of": float(month_at(day)), "as_of_day": float(day.day)}
    return Batch(
        commands=tuple(_set(plan, key, value) for key, value in values.items()),
        code="read_on",
        facts={"day": day.isoformat()},
    )


def _set(plan: Plan, key: str, value: float) -> Command:
    if key in plan.of(Parameter):
        return EditField(kind=_KIND, key=key, field="value", value=value)
    return AddRecord(kind=_KIND, values={"id": key, "name": key, "value": value})
