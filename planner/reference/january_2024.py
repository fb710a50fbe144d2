# SPDX-License-Identifier: EUPL-1.2
"""What stood in January 2024: the network and the money the framework of that month started from.

Systems in operation by then, the ceilings of the regulation in force and the lines of the AI
innovation package; no AI factory, gigafactory or antenna, no contract since, and no measure.
Everything else is the public record as it is shipped, so that both can be compared figure by
figure.
"""

from collections.abc import Iterable

from planner.domain.changes import Cell, Draft, compare
from planner.domain.commands import Replay
from planner.domain.plan import Plan
from planner.domain.records.assurance import Settlement
from planner.domain.records.evidence import Evidence
from planner.domain.records.funding import Commitment, Envelope
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.instruments import Gigafactory
from planner.domain.records.measures import Measure
from planner.domain.records.sites import DataCentre
from planner.domain.schema import Field, Record, Type, evolved
from planner.engine.network_figures import JANUARY_2024

# The regulation of 2021 and Digital Europe; the lines of the package by their prefix.
_ENVELOPES = (
    "eurohpc_union_total",
    "eurohpc_he",
    "eurohpc_dep",
    "eurohpc_cef",
    "eurohpc_states_match",
    "eurohpc_private",
    "dep_total",
    "dep_so1_hpc",
    "dep_so2_ai",
    "dep_so4_skills",
)
_PACKAGE = "pkg_"


def framework(plan: Plan) -> Replay:
    """Return the edit that takes a plan back to what stood in January 2024."""
    return Replay(cells=tuple(_cells(plan)), code="january_2024")


def _cells(plan: Plan) -> Iterable[Cell]:
    draft = Draft(plan)
    for commitment in plan.of(Commitment).values():
        if _was_signed(commitment):
            draft.put(evolved(commitment, envelope=_then(plan, commitment.envelope)))
    for record in _came_later(plan):
        _take_out(draft, record.KIND.name, record.id)
    _forget_what_is_gone(draft, Evidence)
    _forget_what_is_gone(draft, Settlement)
    return compare(plan, draft.seal()[0]).cells()


def _came_later(plan: Plan) -> list[Record]:
    systems = [row for row in plan.of(System).values() if not _is_running(row)]
    envelopes = [row for row in plan.of(Envelope).values() if not _was_known(row)]
    signed = [row for row in plan.of(Commitment).values() if not _was_signed(row)]
    centres = [row for row in plan.of(DataCentre).values() if not _is_open(row)]
    kinds = (Factory, Measure, Gigafactory)
    rest = [*centres, *(row for kind in kinds for row in plan.of(kind).values())]
    return [*systems, *envelopes, *signed, *rest]


def _is_running(system: System) -> bool:
    return system.accepted is not None and system.accepted <= JANUARY_2024


def _is_open(centre: DataCentre) -> bool:
    return centre.established is not None and centre.established <= JANUARY_2024


def _was_known(envelope: Envelope) -> bool:
    return envelope.id in _ENVELOPES or envelope.id.startswith(_PACKAGE)


def _was_signed(commitment: Commitment) -> bool:
    return commitment.signed is not None and commitment.signed <= JANUARY_2024


def _then(plan: Plan, envelope: str | None) -> str | None:
    """Return the envelope that stood in January 2024 for one that replaced it."""
    while envelope is not None and not _was_known(plan.get(Envelope, envelope)):
        envelope = plan.get(Envelope, envelope).replaces
    return envelope


def _take_out(draft: Draft, table: str, key: str) -> None:
    """Drop a record with what means nothing without it; cut loose what merely names it."""
    if draft.find(table, key) is None:
        return
    draft.drop(table, key)
    for kind, field in draft.base.schema.pointing_at(table):
        for row in [row for row in draft.rows(kind.record) if _names(row, field, key)]:
            if field.required or field.name in kind.natural_key:
                _take_out(draft, kind.name, row.id)
            else:
                draft.put(evolved(row, **{field.name: _without(row, field, key)}))


def _forget_what_is_gone(draft: Draft, kind: type[Evidence] | type[Settlement]) -> None:
    """Drop what is known about the cells of records that are no longer there."""
    for row in tuple(draft.rows(kind)):
        known = row.about_kind in draft.base.schema.kinds
        if known and draft.find(row.about_kind, row.about) is None:
            draft.drop(row.KIND.name, row.id)


def _names(row: Record, field: Field, key: str) -> bool:
    value = getattr(row, field.name)
    return key in value if field.value_type is Type.REFERENCES and value else value == key


def _without(row: Record, field: Field, key: str) -> tuple[str, ...] | None:
    if field.value_type is not Type.REFERENCES:
        return None
    return tuple(one for one in getattr(row, field.name) if one != key) or None
