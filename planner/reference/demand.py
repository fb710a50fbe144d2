# SPDX-License-Identifier: EUPL-1.2
"""User groups with their weights, growth and drivers: assumptions throughout."""

from planner.domain.records.demand import DemandGroup
from planner.reference.assembly import Assembly
from planner.reference.tables import rows

_GROUP = DemandGroup.KIND.name


def add_demand_groups(assembly: Assembly) -> None:
    """Put the user groups; each figure is cited as the assumption it is."""
    for row in rows("demand_groups"):
        assembly.put_row(_GROUP, row, ("name", "segment"))
        assembly.put_row(_GROUP, row, ("driver", "weight", "growth"), assembly.cite_row(row))
        assembly.annotate(_GROUP, row["id"], row["note"])
