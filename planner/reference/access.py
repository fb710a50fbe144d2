# SPDX-License-Identifier: EUPL-1.2
"""How the Union's time is divided until somebody says otherwise, and what is trained on it."""

from planner.domain.records.access import AccessPool, Workload
from planner.reference.assembly import Assembly
from planner.reference.tables import rows

_POOL = AccessPool.KIND.name
_WORKLOAD = Workload.KIND.name
_SIZES = ("parameters_bn", "tokens_bn", "utilisation", "machine_share")


def add_access_pools(assembly: Assembly) -> None:
    """Put the shares of the Union's time that hold for all machines."""
    for row in rows("access_pools"):
        assembly.put_row(_POOL, row, ("name", "pool"))
        assembly.put_row(_POOL, row, ("share_of_union",), assembly.cite_row(row))


def add_workloads(assembly: Assembly) -> None:
    """Put the models whose training time is shown."""
    for row in rows("workloads"):
        assembly.put_row(_WORKLOAD, row, ("name",))
        assembly.put_row(_WORKLOAD, row, _SIZES, assembly.cite_row(row))
        assembly.put(_WORKLOAD, row["id"], "notes", row["note"])
