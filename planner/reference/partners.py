# SPDX-License-Identifier: EUPL-1.2
"""Sectors, actors, initiatives, centres, services, calls and events, as far as published.

A column is a field of the kind its table is about. Names are ours; all else is cited. Which words
of a factory mean which sector is an assumption of ours, and cited as one.
"""

from collections.abc import Mapping

from planner.domain.records.chips import ChipStep
from planner.domain.records.cooperation import (
    Cooperation,
    Initiative,
    InitiativeMember,
    SupportCentre,
    SupportService,
    TalentProgramme,
)
from planner.domain.records.instruments import Call, Event, Gigafactory, Instrument
from planner.domain.records.organisations import Decision, Organisation
from planner.domain.records.uptake import Sector, TrainedModel
from planner.domain.schema import Kind
from planner.reference.assembly import Assembly
from planner.reference.tables import Row, rows

_TABLES: Mapping[str, Kind] = {
    "sectors": Sector.KIND,
    "organisations": Organisation.KIND,
    "initiatives": Initiative.KIND,
    "initiative_members": InitiativeMember.KIND,
    "support_centres": SupportCentre.KIND,
    "support_services": SupportService.KIND,
    "cooperation": Cooperation.KIND,
    "talent_programmes": TalentProgramme.KIND,
    "calls": Call.KIND,
    "gigafactories": Gigafactory.KIND,
    "instruments": Instrument.KIND,
    "chip_steps": ChipStep.KIND,
    "trained_models": TrainedModel.KIND,
    "decisions": Decision.KIND,
    "events": Event.KIND,
}
_OURS = frozenset({"aliases"})


def add_partners(assembly: Assembly) -> None:
    """Put the records of these tables, in an order in which later ones may name earlier ones."""
    for table, kind in _TABLES.items():
        for row in rows(table):
            _add(assembly, kind, row)


def _add(assembly: Assembly, kind: Kind, row: Row) -> None:
    key, cited = row["id"], assembly.cite_row(row)
    for field in kind.fields:
        value = row.get(field.name, "")
        if field.name in ("id", "name"):
            assembly.put(kind.name, key, field.name, value)
        elif value:
            source = assembly.assumption if field.name in _OURS else cited
            assembly.put(kind.name, key, field.name, value, source)
    if row["note"] and any(field.name == "notes" for field in kind.fields):
        assembly.annotate(kind.name, key, row["note"])
