# SPDX-License-Identifier: EUPL-1.2
"""Candidates by our own criteria: weighted points, and whether the weights are whole.

Neither the framework nor the calls publish weights, so criteria are records of the plan. A
candidate without points for a criterion has no total; below a threshold it is out.
"""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from planner.domain.plan import Plan
from planner.domain.records.desk import Criterion, Score, Subject
from planner.engine.rules.attached import attached

_CANDIDATES = ("data_centre", "factory", "measure")
_TOLERANCE = 1e-4


@attrs.frozen
class Total:
    """A candidate's total between 0 and 1; `missing` are the criteria without points."""

    kind: str
    key: str
    total: float | None
    missing: tuple[str, ...]
    below: tuple[str, ...]


def weights(plan: Plan, subject: Subject) -> float | None:
    """Return the sum of the weights of a subject, 1 if they are whole; `None` if one is unknown."""
    found = [row.weight for row in _criteria(plan, subject)]
    return None if None in found else sum(weight or 0.0 for weight in found)


def are_whole(plan: Plan, subject: Subject) -> bool:
    """Tell whether the weights of a subject add up to the whole."""
    found = weights(plan, subject)
    return found is not None and abs(found - 1.0) <= _TOLERANCE


def totals(plan: Plan, subject: Subject) -> tuple[Total, ...]:
    """Return all candidates of a subject, the best first, unknown totals last.

    Total = Σ weight · points / points at most; where no maximum is set, points count out of 1.
    """
    criteria = _criteria(plan, subject)
    scores = attached(plan, Score, "criterion")
    points: dict[tuple[str, str], dict[str, float]] = {}
    for criterion in criteria:
        for row in scores.get(criterion.id, ()):
            for candidate in _candidates(row):
                known = points.setdefault(candidate, {})
                if row.points is not None:
                    known[criterion.id] = row.points
    rows = [_total(candidate, criteria, known) for candidate, known in sorted(points.items())]
    return tuple(sorted(rows, key=lambda row: (row.total is None, -(row.total or 0.0), row.key)))


def _total(
    candidate: tuple[str, str], criteria: Sequence[Criterion], points: Mapping[str, float]
) -> Total:
    missing = tuple(row.id for row in criteria if row.id not in points or row.weight is None)
    below = tuple(
        row.id for row in criteria if row.id in points and points[row.id] < (row.threshold or 0.0)
    )
    parts = (
        (row.weight or 0.0) * points.get(row.id, 0.0) / (row.points_at_most or 1.0)
        for row in criteria
    )
    return Total(*candidate, None if missing else sum(parts), missing, below)


def _criteria(plan: Plan, subject: Subject) -> list[Criterion]:
    rows = (row for _key, row in sorted(plan.of(Criterion).items()))
    return [row for row in rows if row.subject is subject]


def _candidates(row: Score) -> Iterator[tuple[str, str]]:
    for kind in _CANDIDATES:
        key = getattr(row, kind)
        if key is not None:
            yield kind, key
