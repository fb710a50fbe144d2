# SPDX-License-Identifier: EUPL-1.2
"""States with their indicators; each cell keeps its own source, year and confidence.

`states_cells.csv` says for each figure which source it was read from, `states_sources.csv` what
that source is.
"""

from planner.domain.records.evidence import Confidence
from planner.domain.records.geography import State
from planner.reference.assembly import Assembly, Citation
from planner.reference.tables import Row, rows

_STATE = State.KIND.name
_PLAIN = ("capital", "languages", "iso3", "eurostat_geo")
_CAPITAL = ("capital_lat", "capital_lon")
# Not in the sources: the position of Brussels, the membership of the two states that are no
# participating states. Jerusalem is the source's choice, not the Union's position.
_DOUBTED = {("BE", *_CAPITAL), ("IL", *_CAPITAL), ("BA", "membership"), ("UA", "membership")}


def add_states(assembly: Assembly) -> None:
    """Put the 40 states and the evidence for each of their figures."""
    sources = rows("states_sources")
    for row in rows("states"):
        _add_state(assembly, row, sources)
    for cell in rows("states_cells"):
        _cite_cell(assembly, cell, sources)


def _add_state(assembly: Assembly, row: Row, sources: list[Row]) -> None:
    key = row["iso2"]
    assembly.put(_STATE, key, "name", row["name_en"])
    for field in _PLAIN:
        assembly.put(_STATE, key, field, row[field])
    for column, fields in (("status", ("membership",)), ("capital_lat", _CAPITAL)):
        cited = _citation(assembly, sources, column)
        if (key, *fields) in _DOUBTED:
            cited = assembly.general_knowledge
        for field in fields:
            assembly.put(_STATE, key, field, row["status" if column == "status" else field], cited)


def _cite_cell(assembly: Assembly, cell: Row, sources: list[Row]) -> None:
    cited = _citation(assembly, sources, cell["indicator"], cell["source_id"])
    cited = Citation(cited.source, int(cell["year"]), Confidence(cell["confidence"]))
    assembly.put(_STATE, cell["iso2"], cell["indicator"], cell["value"], cited)


def _citation(
    assembly: Assembly, sources: list[Row], indicator: str, source_id: str = ""
) -> Citation:
    """Return the source of an indicator; one identifier may stand for several of its pages."""
    row = next(
        row
        for row in sources
        if indicator in row["indicator"].split(",") and source_id in ("", row["source_id"])
    )
    return assembly.cite(
        row["source_title"],
        row["source_ref"],
        year=int(row["year"]),
        confidence=row["confidence"],
        notes=row["note"],
    )
