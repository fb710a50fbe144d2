# SPDX-License-Identifier: EUPL-1.2
"""The network as published: accelerator models, systems, AI factories and antennas, links.

A year without a month becomes July, or December where July has passed without the system running;
such a month is cited as an assumption. Cells the tables call unverified are general knowledge.
"""

from planner.domain.records.infrastructure import (
    Accelerator,
    Factory,
    NetworkLink,
    System,
    SystemClass,
)
from planner.reference.assembly import Assembly, Citation
from planner.reference.tables import Row, by_id, rows

_ACCELERATOR = Accelerator.KIND.name
_SYSTEM = System.KIND.name
_FACTORY = Factory.KIND.name
_LINK = NetworkLink.KIND.name
_REFERENCE_YEAR = 2026
_CLASSES = "Classes of Regulation (EU) 2021/1173, assigned by how each system is described"
_STATUS = {"procured": "contracted"}
_SYSTEM_TEXTS = {
    "name": "name",
    "member_state": "state",
    "site_city": "city",
    "hosting_entity": "host",
    "perf_basis": "performance_basis",
    "notes": "notes",
}
_SYSTEM_FIGURES = {
    "latitude": "latitude",
    "longitude": "longitude",
    "accelerators": "accelerators",
    "ai_exaflops": "headline_ef",
    "linpack_pflops": "linpack_pflops",
    "peak_pflops": "peak_pflops",
    "storage_pb": "storage_pb",
    "power_mw": "power_mw",
    "pue": "pue",
    "total_cost_meur": "cost_meur",
    "eu_share_meur": "union_meur",
    "cost_scope": "cost_scope",
}
_QUANTUM_FACTS = (
    "status",
    "classical_host",
    "selected",
    "contracted",
    "accepted",
    "cost_meur",
    "union_meur",
    "cost_scope",
)
_FACTORY_TEXTS = {
    "name": "name",
    "kind": "kind",
    "member_state": "state",
    "city": "city",
    "hosting_entity": "host",
    "consortium_states": "consortium",
    "focus_sectors": "sectors",
    "notes": "notes",
}
_FACTORY_FIGURES = {
    "selected_on": "selected",
    "total_investment_meur": "investment_meur",
    "eu_share_meur": "union_meur",
}


def add_accelerators(assembly: Assembly) -> None:
    """Put the accelerator models; peak and power come from the parameters they are read from."""
    for row in rows("accelerators"):
        assembly.put_row(_ACCELERATOR, row, ("name", "vendor", "generation", "unit_kind"))
        for field, basis in (("bf16_dense_tflops", "peak_from"), ("kw", "power_from")):
            if row[basis]:
                value = assembly.value("parameter", row[basis], "value")
                cited = assembly.citation("parameter", row[basis], "value")
                assembly.put(_ACCELERATOR, row["id"], field, value, cited)


def add_systems(assembly: Assembly) -> None:
    """Put the 35 systems with class, base system, accelerator model and stated precision."""
    facts = by_id("system_facts")
    for row in rows("systems"):
        cited = _put_columns(
            assembly, row, kind=_SYSTEM, texts=_SYSTEM_TEXTS, figures=_SYSTEM_FIGURES
        )
        _put_status(assembly, row, cited)
        _put_facts(assembly, row, facts[row["id"]], cited)
        _put_acceptance(assembly, row, cited)


def _put_columns(
    assembly: Assembly,
    row: Row,
    *,
    kind: str,
    texts: dict[str, str],
    figures: dict[str, str],
) -> Citation:
    """Put the columns under their fields; return the citation of the row."""
    cited = assembly.cite_row(row)
    unverified = row["unverified_fields"].split(";")
    for column, field in texts.items():
        assembly.put(kind, row["id"], field, row[column])
    for column, field in figures.items():
        source = assembly.general_knowledge if column in unverified else cited
        assembly.put(kind, row["id"], field, row[column], source)
    return cited


def _put_status(assembly: Assembly, row: Row, cited: Citation) -> None:
    source = cited.doubted() if "status" in row["unverified_fields"] else cited
    status = _STATUS.get(row["status"], row["status"])
    assembly.put(_SYSTEM, row["id"], "status", status, source)


def _put_facts(assembly: Assembly, row: Row, facts: Row, cited: Citation) -> None:
    key = row["id"]
    law = assembly.cite(_CLASSES, "", year=None, confidence="medium")
    assembly.put(_SYSTEM, key, "system_class", facts["system_class"], law)
    assembly.put(_SYSTEM, key, "base_system", facts["base_system"], cited)
    model = cited.assumed() if facts["accelerator_assumed"] == "yes" else cited
    if "accelerator_model" in row["unverified_fields"] and not model.assumption:
        model = assembly.general_knowledge
    assembly.put(_SYSTEM, key, "accelerator", facts["accelerator"], model)
    precision = cited.assumed() if facts["precision_assumed"] == "yes" else cited
    assembly.put(_SYSTEM, key, "headline_precision", facts["headline_precision"], precision)
    if row["accelerator_model"]:
        assembly.annotate(_SYSTEM, key, f"Accelerators as published: {row['accelerator_model']}.")
    if row["ai_precision"]:
        assembly.annotate(_SYSTEM, key, f"Precision as published: {row['ai_precision']}.")


def _put_acceptance(assembly: Assembly, row: Row, cited: Citation) -> None:
    """Put the month of acceptance where only its year is published."""
    if not row["operational_year"]:
        return
    year = int(row["operational_year"])
    late = row["status"] != "operational" and year <= _REFERENCE_YEAR
    month = f"{year}-12" if late else f"{year}-07"
    assembly.put(_SYSTEM, row["id"], "accepted", month, cited.assumed())


def add_quantum_computers(assembly: Assembly) -> None:
    """Put the quantum computers; none of them has accelerators, nor time for AI factories.

    They stand in the halls of other machines, so they have no place of their own on the map.
    """
    for row in rows("quantum_computers"):
        key, cited = row["id"], assembly.cite_row(row)
        assembly.put_row(_SYSTEM, row, ("name", "state", "city", "host"))
        assembly.put_row(_SYSTEM, row, _QUANTUM_FACTS, cited)
        assembly.put(_SYSTEM, key, "system_class", SystemClass.QUANTUM.value, cited)
        assembly.put(_SYSTEM, key, "accelerators", "0", cited)
        assembly.put(_SYSTEM, key, "offered", "no", assembly.assumption)
        assembly.annotate(_SYSTEM, key, row["note"])


def add_factories(assembly: Assembly) -> None:
    """Put the 19 AI factories and 13 antennas; new systems are selected with their factory."""
    facts = by_id("system_facts")
    for row in rows("ai_factories"):
        cited = _put_columns(
            assembly, row, kind=_FACTORY, texts=_FACTORY_TEXTS, figures=_FACTORY_FIGURES
        )
        if row["kind"] == "antenna":
            assembly.put(_FACTORY, row["id"], "linked_factories", row["linked_system"], cited)
            continue
        system = row["linked_system"]
        assembly.put(_FACTORY, row["id"], "system", system, cited)
        if facts[system]["system_class"] in ("ai_optimised", "ai_partition"):
            assembly.put(_SYSTEM, system, "selected", row["selected_on"], cited)


def add_links(assembly: Assembly) -> None:
    """Put the routes of the research network that start or end in a state of the plan.

    A route to a state outside the plan keeps its end open. The hyperconnectivity contract, which
    belongs to no state, is a commitment and no link.
    """
    states = {row["iso2"] for row in rows("states")}
    for row in rows("network_links"):
        ends = [row["iso2_a"], row["iso2_b"]]
        inside = [end for end in ends if end in states]
        if not inside:
            continue
        outside = [end for end in ends if end and end not in states]
        _add_link(assembly, row, inside, outside)


def _add_link(assembly: Assembly, row: Row, inside: list[str], outside: list[str]) -> None:
    key = "-".join([row["kind"], *inside, *outside]).lower().replace("_", "-")
    cited = assembly.cite_row(row, reference="source_ref")
    assembly.put(_LINK, key, "name", row["name"])
    assembly.put(_LINK, key, "kind", row["kind"])
    assembly.put(_LINK, key, "state_a", inside[0])
    assembly.put(_LINK, key, "state_b", inside[1] if len(inside) > 1 else "")
    assembly.put(_LINK, key, "capacity_gbps", row["capacity_gbps"], cited)
    assembly.put(_LINK, key, "assumed_gbps", row["assumed_gbps"], assembly.assumption)
    assembly.put(_LINK, key, "notes", _link_note(row, outside))


def _link_note(row: Row, outside: list[str]) -> str:
    """Return what is known of a route beside its capacity; speeds of 2012 are history."""
    past = row["capacity_2012_gbps"]
    parts = [
        row["note"],
        f"{past} Gbit/s in 2012" if past else "",
        *(f"leads to {end}, outside the plan" for end in outside),
    ]
    return "; ".join(part for part in parts if part)
