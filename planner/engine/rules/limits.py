# SPDX-License-Identifier: EUPL-1.2
"""Edit a number of a rule: as a parameter of the plan, so it is an edit like any other."""

from planner.domain.commands import AddRecord, Command, EditField
from planner.domain.plan import Plan
from planner.domain.records.evidence import Confidence, Parameter
from planner.engine.rules.law import PREFIX, Entry, Limit, law_at, law_of, legal_date

_CATEGORY = "rules"


def limit_edit(plan: Plan, key: str, value: float | None = None) -> Command | None:
    """Return the edit that sets the parameter `rule.<rule>.<name>` of a plan.

    Without a value it only brings the number of the rule set into the plan, where it can be
    edited like any parameter; `None` if it is there already, or if no rule has such a number.
    """
    if key in plan.of(Parameter):
        if value is None:
            return None
        return EditField(kind=Parameter.KIND.name, key=key, field="value", value=value)
    found = limit_of(plan, key)
    if found is None:
        return None
    entry, limit = found
    now = law_of(plan).value(entry.rule, limit.name) if value is None else value
    return AddRecord(
        kind=Parameter.KIND.name,
        values={
            "id": key,
            "name": f"{entry.rule}: {limit.label}",
            "value": now,
            "unit": limit.unit,
            "low": limit.low,
            "high": limit.high,
            "category": _CATEGORY,
            "arguable": limit.arguable,
            "confidence": Confidence.LOW if limit.arguable else Confidence.HIGH,
            "notes": entry.article,
        },
    )


def limit_of(plan: Plan, key: str) -> tuple[Entry, Limit] | None:
    """Return the rule and the number that `rule.<rule>.<name>` stands for; None for other keys."""
    rule, _dot, name = key.removeprefix(PREFIX).rpartition(".")
    entry = law_at(legal_date(plan)).entries.get(rule)
    limits = entry.limits if entry is not None and key.startswith(PREFIX) else ()
    return next(((entry, one) for one in limits if entry and one.name == name), None)
