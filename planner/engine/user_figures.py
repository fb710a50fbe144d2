# SPDX-License-Identifier: EUPL-1.2
"""Who was awarded how many hours: by the group of the applicant, and how many firms were served.

Asked of the network: `awarded.<group>`, with the group as in `Applicant` or `other` where nobody
said, `awarded.all`, and `firms_served`, the different small firms with an allocation. Hours are
those of packages: two dies of a module are one.
"""

from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records.access import Allocation
from planner.domain.records.infrastructure import UnitKind
from planner.domain.records.organisations import Organisation
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.parameters import Parameters
from planner.engine.uptake import is_small, packages

AWARDED, FIRMS = "awarded", "firms_served"
NOT_STATED, ALL = "unstated", "all"


def group_of(plan: Plan, row: Allocation) -> str:
    """Return the group of an allocation's user, by the allocation or by the organisation."""
    asker = plan.of(Organisation).get(row.organisation or "")
    kind = row.applicant or (asker.type if asker is not None else None)
    return NOT_STATED if kind is None else str(kind)


def allocations_of(plan: Plan, group: str) -> tuple[Allocation, ...]:
    """Return the allocations to a group of users, by key."""
    rows = (row for _key, row in sorted(plan.of(Allocation).items()))
    return tuple(row for row in rows if group in (ALL, group_of(plan, row)))


def user_figure(plan: Plan, code: str) -> Figure | None:
    """Return hours awarded or firms served; None for other codes."""
    if code == FIRMS:
        found = tuple(_firms(plan))
        return Figure(FIRMS, float(len(found)), "1", "count", found)
    rows = allocations_of(plan, code.removeprefix(f"{AWARDED}."))
    parameters = Parameters.of(plan)
    given = tuple(
        field_input(plan, row, "hours_awarded") for row in rows if row.hours_awarded is not None
    )
    dies = any(row.unit is UnitKind.GCD for row in rows)
    rate = (parameter_input(plan, parameters, "gcd_per_module"),) if dies else ()
    total = sum(packages(row, parameters) for row in rows)
    return Figure(code, total, "h", "sum of packages", (*given, *rate))


def _firms(plan: Plan) -> Iterator[Input]:
    small = (row for row in plan.of(Allocation).values() if is_small(plan, row))
    found = {row.organisation: row for row in small if row.organisation is not None}
    for _firm, row in sorted(found.items()):
        yield field_input(plan, row, "organisation")
