# SPDX-License-Identifier: EUPL-1.2
"""Where two sources say different things about one cell, and which of them was chosen.

The sources of a cell that stand against each other are its current evidence and its rivals; the
earlier ones are history. A conflict is settled by a `Settlement` that names the chosen evidence and
a reason. It is open again as soon as a source turns up that was not weighed then.
"""

from collections.abc import Iterator, Mapping

import attrs

from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.assurance import Settlement
from planner.domain.records.evidence import Evidence, evidence_key, is_rival
from planner.domain.schema import Scalar
from planner.domain.settling import value_of

DIFFERENCE = 0.01


@attrs.frozen
class Conflict:
    """The sources of one cell that differ, the current one first.

    `difference` is a share of the larger value; None where the values are no numbers.
    """

    kind: str
    key: str
    field: str
    sides: tuple[Evidence, ...]
    difference: float | None
    settlement: Settlement | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has chosen yet, or a source came after the choice."""
        if self.settlement is None:
            return True
        weighed = set(self.settlement.weighed or (self.settlement.evidence,))
        return any(side.id not in weighed for side in self.sides)


def conflicts(plan: Plan, *, limit: float = DIFFERENCE) -> tuple[Conflict, ...]:
    """Return every cell whose sources differ by more than `limit`, by key, settled ones too."""
    cells = {
        (row.about_kind, row.about, row.field): None
        for key, row in sorted(plan.of(Evidence).items())
        if is_rival(key)
    }
    found = (conflict_of(plan, *cell, limit=limit) for cell in cells)
    return tuple(conflict for conflict in found if conflict is not None)


def conflict_of(
    plan: Plan, kind: str, key: str, field: str, *, limit: float = DIFFERENCE
) -> Conflict | None:
    """Return the conflict about one cell; `None` where its sources agree.

    A side that cannot be read as a value of the field is no opinion about it and is left out.
    """
    read = {side: read_value(plan, side) for side in sides_of(plan, kind, key, field)}
    sides = tuple(side for side, value in read.items() if value is not None)
    values = [read[side] for side in sides]
    if len(sides) < 2 or not _differ(values, limit):
        return None
    settlement = plan.of(Settlement).get(evidence_key(kind, key, field))
    return Conflict(kind, key, field, sides, _difference(values), settlement)


def sides_of(plan: Plan, kind: str, key: str, field: str) -> Iterator[Evidence]:
    """Yield what stands for a cell, the current source first; without a value it says nothing."""
    table = plan.of(Evidence)
    current = table.get(evidence_key(kind, key, field))
    rivals = _numbered(table, kind, key, field)
    yield from (row for row in (current, *rivals) if row is not None and row.value is not None)


def chosen_evidence(plan: Plan, kind: str, key: str, field: str) -> Evidence | None:
    """Return the evidence a cell rests on: the one that was chosen, else the current one."""
    name, table = evidence_key(kind, key, field), plan.of(Evidence)
    settlement = plan.of(Settlement).get(name)
    chosen = None if settlement is None else table.get(settlement.evidence)
    return table.get(name) if chosen is None else chosen


def read_value(plan: Plan, side: Evidence) -> Scalar:
    """Return what a source says as the plan would keep it; None where that cannot be read."""
    try:
        return value_of(plan.schema, side)
    except DomainError:
        return None


def _numbered(
    table: Mapping[str, Evidence], kind: str, key: str, field: str
) -> Iterator[Evidence | None]:
    number = 1
    while (found := table.get(evidence_key(kind, key, field, rival=number))) is not None:
        yield found
        number += 1


def _differ(values: list[Scalar], limit: float) -> bool:
    difference = _difference(values)
    return len(set(values)) > 1 if difference is None else difference > limit


def _difference(values: list[Scalar]) -> float | None:
    """Return the widest gap as a share of the largest value: |70 - 71| / 71 = 1.4 %."""
    numbers = [float(v) for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) != len(values) or not numbers:
        return None
    largest = max(map(abs, numbers))
    return (max(numbers) - min(numbers)) / largest if largest else 0.0
