# SPDX-License-Identifier: EUPL-1.2
"""DQ: figures with a source, sources that agree and are not old, and one record for one thing.

What only an import can tell - totals among the data, text that starts like a formula - is checked
when a workbook is read.
"""

from collections.abc import Iterator

from planner.domain.months import year_of
from planner.domain.records.access import AccessPool, TimeShare
from planner.domain.records.assurance import Milestone
from planner.domain.records.chips import Delivery
from planner.domain.records.contributions import Contribution
from planner.domain.records.evidence import Evidence, Source, is_rival
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.schema import Record
from planner.engine.conflicts import conflicts, read_value
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Network, NetworkRule

_AMOUNTS = ("capex_meur", "opex_meur_per_year")
_NOT_ISO = frozenset({"EL", "UK"})
_ONE_FOR_EACH: tuple[type[Record], ...] = (
    Contribution,
    TimeShare,
    AccessPool,
    Milestone,
    Delivery,
)


def dq_01(network: Network) -> Iterator[Finding]:
    """Give each amount of a committed measure a source.

    An amount estimated from the catalogue has the catalogue's source.
    """
    known = attached(network.plan, Evidence, "about")
    for part in network.of_each_state("DQ-01", _amounts_here):
        for measure, field in part:
            rows = [row for row in known.get(measure.id, ()) if row.field == field]
            if not rows:
                yield network.found("DQ-01", measure, amount_field=field)
            elif all(row.source is None for row in rows):
                yield network.unknown("DQ-01", rows[0], "source")


def _amounts_here(network: Network, key: str) -> list[tuple[Measure, str]]:
    rows = [m for m in network.inputs.roll.rosters[key].measures if m.status in COMMITTED]
    return [(m, field) for m in rows for field in _AMOUNTS if getattr(m, field) is not None]


def dq_02(network: Network) -> Iterator[Finding]:
    """Settle, with a reason, two sources of one cell that differ by more than 1 %.

    What counts as a source of a cell is said in `planner.engine.conflicts`. Evidence without a
    value, or with one that the field cannot hold, gives nothing to compare and cannot be checked.
    """
    limit = network.limit("DQ-02", "difference")
    severity = network.law.entries["DQ-02"].severity
    for one in conflicts(network.plan, limit=limit):
        if one.is_open:
            values = [side.value or "" for side in one.sides]
            facts = {"amount_field": one.field, "value": values[0], "other": "; ".join(values[1:])}
            yield Finding("DQ-02", severity, one.kind, one.key, tuple(sorted(facts.items())))
    for key, row in sorted(network.plan.of(Evidence).items()):
        if is_rival(key) and (row.value is None or read_value(network.plan, row) is None):
            yield network.unknown("DQ-02", row, "value")


def dq_03(network: Network) -> Iterator[Finding]:
    """Say how many sources are older than a year, once for all, and name the oldest."""
    oldest = year_of(int(network.parameters.as_of)) - network.limit("DQ-03", "years")
    rows = sorted(network.plan.of(Source).values(), key=lambda row: row.id)
    undated = [row for row in rows if row.year is None]
    old = [row for row in rows if row.year is not None and row.year < oldest]
    if undated:
        yield network.unknown("DQ-03", undated[0], "year", count=len(undated))
    if old:
        first = min(old, key=lambda row: (row.year or 0, row.id))
        yield network.found("DQ-03", first, count=len(old), total=len(rows), year=str(first.year))


def dq_04(network: Network) -> Iterator[Finding]:
    """Call states by their ISO 3166 codes: GR, not EL; GB, not UK."""
    for state in network.plan.of(State).values():
        if state.id in _NOT_ISO:
            yield network.found("DQ-04", state, code=state.id)


def dq_05(network: Network) -> Iterator[Finding]:
    """Say what the cost of a system covers."""
    for system in network.plan.of(System).values():
        if system.cost_meur is not None and not system.cost_scope:
            yield network.unknown("DQ-05", system, "cost_scope")


def dq_08(network: Network) -> Iterator[Finding]:
    """Keep one record for one thing: none with the same natural key twice."""
    for cls in _ONE_FOR_EACH:
        seen: dict[tuple[object, ...], str] = {}
        for key, record in sorted(network.plan.of(cls).items()):
            told = tuple(getattr(record, name) for name in cls.KIND.natural_key)
            if told in seen:
                yield network.found("DQ-08", record, first=seen[told])
            seen.setdefault(told, key)


NETWORK_RULES = (
    NetworkRule("DQ-01", dq_01),
    NetworkRule("DQ-02", dq_02, ("evidence", "settlement")),
    NetworkRule("DQ-03", dq_03, ("source",)),
    NetworkRule("DQ-04", dq_04, ("state",)),
    NetworkRule("DQ-05", dq_05, ("system",)),
    NetworkRule(
        "DQ-08", dq_08, ("contribution", "time_share", "access_pool", "milestone", "delivery")
    ),
)
