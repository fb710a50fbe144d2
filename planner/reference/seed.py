# SPDX-License-Identifier: EUPL-1.2
"""The plan a new file starts with: the public network as of 10 October 2026.

The tables are read in an order in which later ones may build on earlier ones; `updates.csv` comes
last and replaces what has moved since the tables were compiled, keeping the earlier evidence.
"""

from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Schema
from planner.reference.assembly import Assembly
from planner.reference.catalogue import add_parameters, add_templates
from planner.reference.funding import add_commitments, add_envelopes
from planner.reference.geography import add_states
from planner.reference.infrastructure import (
    add_accelerators,
    add_factories,
    add_links,
    add_systems,
)
from planner.reference.tables import rows


def reference_plan(schema: Schema = SCHEMA) -> Plan:
    """Return the plan of shipped reference data, without any measure.

    Raises `FileNotFoundError` or `DomainError` if the installation is broken.
    """
    assembly = Assembly(schema)
    add_parameters(assembly)
    add_states(assembly)
    add_accelerators(assembly)
    add_systems(assembly)
    add_factories(assembly)
    add_links(assembly)
    add_envelopes(assembly)
    add_commitments(assembly)
    add_templates(assembly)
    _add_updates(assembly)
    return assembly.plan()


def _add_updates(assembly: Assembly) -> None:
    for row in rows("updates"):
        cited = assembly.cite_row(row, reference="source_ref")
        cited = cited.assumed() if row["assumption"] == "yes" else cited
        assembly.put(row["kind"], row["key"], row["field"], row["value"], cited)
        assembly.annotate(row["kind"], row["key"], row["note"])
