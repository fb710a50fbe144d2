# SPDX-License-Identifier: EUPL-1.2
"""The plan a new file starts with: the public network as of 10 October 2026.

The tables are read in an order in which later ones may build on earlier ones; `updates.csv` comes
last and replaces what has moved since the tables were compiled, keeping the earlier evidence.
"""

from functools import lru_cache

from planner.domain.plan import Plan
from planner.domain.records import SCHEMA
from planner.domain.schema import Schema
from planner.reference.access import add_access_pools, add_workloads
from planner.reference.assembly import Assembly
from planner.reference.catalogue import add_parameters, add_templates
from planner.reference.demand import add_demand_groups
from planner.reference.framework import add_framework
from planner.reference.funding import add_commitments, add_envelopes
from planner.reference.geography import add_states
from planner.reference.infrastructure import (
    add_accelerators,
    add_factories,
    add_links,
    add_quantum_computers,
    add_systems,
)
from planner.reference.partners import add_partners
from planner.reference.places import (
    add_data_centres,
    add_data_spaces,
    add_deliveries,
    add_sites,
)
from planner.reference.quantities import add_reference_values, add_rivals
from planner.reference.tables import rows


@lru_cache(maxsize=2)  # a plan is a value; reading it from forty tables takes a third of a second
def reference_plan(schema: Schema = SCHEMA) -> Plan:
    """Return the plan of shipped reference data, without any measure.

    Raises `FileNotFoundError` or `DomainError` if the installation is broken.
    """
    assembly = Assembly(schema)
    add_parameters(assembly)
    add_states(assembly)
    add_accelerators(assembly)
    add_systems(assembly)
    add_quantum_computers(assembly)
    add_factories(assembly)
    add_links(assembly)
    add_envelopes(assembly)
    add_commitments(assembly)
    add_framework(assembly)
    add_templates(assembly)
    add_demand_groups(assembly)
    add_sites(assembly)
    add_data_spaces(assembly)
    add_data_centres(assembly)
    add_deliveries(assembly)
    add_access_pools(assembly)
    add_workloads(assembly)
    add_partners(assembly)
    _add_updates(assembly)
    add_rivals(assembly)
    add_reference_values(assembly)
    return assembly.plan()


def _add_updates(assembly: Assembly) -> None:
    for row in rows("updates"):
        cited = assembly.cite_row(row, reference="source_ref")
        cited = cited.assumed() if row["assumption"] == "yes" else cited
        assembly.put(row["kind"], row["key"], row["field"], row["value"], cited)
        assembly.annotate(row["kind"], row["key"], row["note"])
