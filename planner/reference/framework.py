# SPDX-License-Identifier: EUPL-1.2
"""The January 2024 framework: four uses of 2.1 bn and two sources, and no split between them.

An amount that is not stated stays unknown; the total is a number of the rulebook (FIN-10).
"""

from planner.domain.records.contributions import FrameworkLine
from planner.reference.assembly import Assembly
from planner.reference.tables import rows

_LINE = FrameworkLine.KIND.name
_FIELDS = ("use", "paid_by", "state", "year", "amount_meur")


def add_framework(assembly: Assembly) -> None:
    """Put the lines of the framework, each with the text it was read from."""
    for row in rows("framework_lines"):
        cited = assembly.cite_row(row, reference="source_ref")
        assembly.put(_LINE, row["id"], "name", row["name"])
        for field in _FIELDS:
            assembly.put(_LINE, row["id"], field, row[field], cited)
