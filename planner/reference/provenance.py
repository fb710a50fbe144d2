# SPDX-License-Identifier: EUPL-1.2
"""Where the figure in a cell was read, now and before.

Evidence is keyed by the cell it is about, so a look-up costs the same in a small and in a large
plan: `kind:record:field` is the current source, `…:earlier-1` the one before it.
"""

from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.records.evidence import Evidence, Source
from planner.domain.schema import Scalar, Schema

Cited = tuple[Evidence, Source | None]


def evidence_id(kind: str, key: str, field: str, *, age: int = 0) -> str:
    """Return the key of the evidence for a cell; `age` 0 is the current one, 1 the one before."""
    current = f"{kind}:{key}:{field}"
    return f"{current}:earlier-{age}" if age else current


def evidence_for(plan: Plan, kind: str, key: str, field: str) -> Cited | None:
    """Return the current evidence for a cell with its source, or `None` if there is none."""
    return next(_trail(plan, kind, key, field), None)


def evidence_trail(plan: Plan, kind: str, key: str, field: str) -> tuple[Cited, ...]:
    """Return all evidence for a cell with its sources, the current one first."""
    return tuple(_trail(plan, kind, key, field))


def stale(evidence: Evidence, value: Scalar, *, schema: Schema = SCHEMA) -> bool:
    """Tell whether a record's value has moved on from what the source said.

    Evidence without a value as read says nothing about it and is never stale.
    """
    if evidence.value is None:
        return False
    field = schema.kind(evidence.about_kind).field(evidence.field)
    return evidence.value != field.format(value)


def _trail(plan: Plan, kind: str, key: str, field: str) -> Iterator[Cited]:
    table, sources = plan.of(Evidence), plan.of(Source)
    age = 0
    while (found := table.get(evidence_id(kind, key, field, age=age))) is not None:
        yield found, None if found.source is None else sources.get(found.source)
        age += 1
