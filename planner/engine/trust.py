# SPDX-License-Identifier: EUPL-1.2
"""How far the value of a cell can be trusted, so that it can look like it everywhere."""

from collections.abc import Mapping
from typing import Literal

from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.evidence import Evidence, Parameter
from planner.domain.schema import Record, Scalar, Schema
from planner.engine.conflicts import chosen_evidence

Level = Literal["high", "medium", "low", "assumption"]
LEVELS: Mapping[str, Level] = {"high": "high", "medium": "medium", "low": "low"}
MARKS: Mapping[Level, str] = {"low": "~", "assumption": "*"}
"""What stands behind a value of low confidence or one that a planner assumed."""


def cell_level(plan: Plan, record: Record, field: str) -> Level | None:
    """Return how far the value of a cell can be trusted; `None` if nobody said.

    A value that has moved on from what its source said is the planner's assumption.
    """
    value = getattr(record, field, None)
    if value is None:
        return None
    if isinstance(record, Parameter) and field == "value":
        return "assumption" if record.arguable else LEVELS[record.confidence.value]
    evidence = chosen_evidence(plan, record.KIND.name, record.id, field)
    if evidence is None:
        return None
    if evidence.assumption or stale(evidence, value, schema=plan.schema):
        return "assumption"
    return LEVELS[evidence.confidence.value]


def stale(evidence: Evidence, value: Scalar, *, schema: Schema = SCHEMA) -> bool:
    """Tell whether a record's value has moved on from what the source said.

    Evidence without a value as read says nothing about it and is never stale.
    """
    if evidence.value is None:
        return False
    field = schema.kind(evidence.about_kind).field(evidence.field)
    return evidence.value != field.format(value)
