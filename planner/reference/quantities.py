# SPDX-License-Identifier: EUPL-1.2
"""What sources say besides: rivals of a value in the tables, and quantities as they once stood.

A rival is no update: both sources stand until a planner settles which one is right. A reference
value is a quantity as the January 2024 framework had it and as it stands in October 2026; each of
the two has its own source, and what was not stated stays unknown.
"""

from planner.domain.records.assurance import ReferenceValue
from planner.reference.assembly import Assembly, Citation
from planner.reference.tables import Row, rows

_KIND = ReferenceValue.KIND.name
_THEN, _NOW = "framework", "current"


def add_rivals(assembly: Assembly) -> None:
    """Put what other sources say about values that are in the plan."""
    for row in rows("rivals"):
        cited = assembly.cite_row(row, reference="source_ref")
        cited = cited.assumed() if row["assumption"] == "yes" else cited
        assembly.contest(row["kind"], row["key"], row["field"], row["value"], cited)


def add_reference_values(assembly: Assembly) -> None:
    """Put the quantities to compare, each value with its own source."""
    for row in rows("reference_values"):
        assembly.put_row(_KIND, row, ("name", "unit", "figure", "notes"))
        for field, which in (("framework_2024", _THEN), ("current", _NOW)):
            if row[field]:
                assembly.put(_KIND, row["id"], field, row[field], _cited(assembly, row, which))


def _cited(assembly: Assembly, row: Row, which: str) -> Citation:
    year = row[f"{which}_year"]
    return assembly.cite(
        row[f"{which}_source"],
        row[f"{which}_ref"],
        year=int(year) if year else None,
        confidence=row[f"{which}_confidence"] or "low",
    )
