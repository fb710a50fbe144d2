# SPDX-License-Identifier: EUPL-1.2
"""Where the figure in a cell was read, now and before.

Evidence is keyed by the cell it is about, so a look-up costs the same in a small and in a large
plan: `kind:record:field` is the current source, `…:earlier-1` the one before it, `…:rival-1` one
that says something else. Where a conflict of sources was settled, the chosen one comes first.
"""

from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Source, evidence_key
from planner.engine.conflicts import chosen_evidence, sides_of

Cited = tuple[Evidence, Source | None]


def evidence_for(plan: Plan, kind: str, key: str, field: str) -> Cited | None:
    """Return the current evidence for a cell with its source, or `None` if there is none."""
    return next(_trail(plan, kind, key, field), None)


def evidence_trail(plan: Plan, kind: str, key: str, field: str) -> tuple[Cited, ...]:
    """Return all evidence for a cell with its sources, the current one first."""
    return tuple(_trail(plan, kind, key, field))


def rivals(plan: Plan, kind: str, key: str, field: str) -> tuple[Cited, ...]:
    """Return what else is said about a cell by sources nobody replaced, the chosen one left out."""
    chosen = chosen_evidence(plan, kind, key, field)
    others = (row for row in sides_of(plan, kind, key, field) if row is not chosen)
    return tuple(_cited(plan, row) for row in others)


def _trail(plan: Plan, kind: str, key: str, field: str) -> Iterator[Cited]:
    chosen = chosen_evidence(plan, kind, key, field)
    if chosen is not None:
        yield _cited(plan, chosen)
    age = 1
    while (found := plan.of(Evidence).get(evidence_key(kind, key, field, age=age))) is not None:
        yield _cited(plan, found)
        age += 1


def _cited(plan: Plan, evidence: Evidence) -> Cited:
    found = None if evidence.source is None else plan.of(Source).get(evidence.source)
    return evidence, found
