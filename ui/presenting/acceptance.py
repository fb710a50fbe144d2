# SPDX-License-Identifier: EUPL-1.2
"""When an existing machine goes into service, in words that say what is only assumed."""

from planner.domain.plan import Plan
from planner.domain.records.infrastructure import System
from planner.engine.parameters import Parameters
from planner.engine.times import is_overdue, planned_month
from planner.engine.trust import cell_level
from planner.text import _, month_label


def acceptance_words(plan: Plan, system: System, *, late: int = 0) -> str:
    """Return the month a machine is accepted in, `late` months after the planned one."""
    parameters = Parameters.of(plan)
    if is_overdue(system, parameters):
        return _("unknown: overdue by the usual time from selection")
    planned = planned_month(system, parameters)
    if planned is None:
        return _("date unknown")
    words = month_label(round(planned) + late)
    if late:
        words = _("{planned} → {month}").format(planned=month_label(round(planned)), month=words)
    if system.accepted is None or cell_level(plan, system, "accepted") == "assumption":
        return _("{month}, assumed").format(month=words)
    return words
