# SPDX-License-Identifier: EUPL-1.2
"""DQ: figures with a source, sources that agree and are not old, and one record for one thing.

Evidence that names a cell was imported: the reading of a table leaves out totals and keeps formulas
as text, and what came in all the same is found here.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from planner.domain.months import year_of
from planner.domain.plan import Plan
from planner.domain.records.access import AccessPool, TimeShare
from planner.domain.records.assurance import Milestone
from planner.domain.records.chips import Delivery
from planner.domain.records.contributions import Contribution
from planner.domain.records.evidence import Evidence, Source, is_rival
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.domain.schema import Kind, Record, Scalar, Type
from planner.engine.conflicts import Conflict, conflicts, read_value
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding
from planner.engine.rules.attached import Same, attached
from planner.engine.rules.case import Network, NetworkRule
from planner.engine.rules.envelopes import TOLERANCE

_AMOUNTS = ("capex_meur", "opex_meur_per_year")
_TOTALS = frozenset(
    {"total", "totals", "subtotal", "sum", "summe", "zwischensumme", "gesamt", "gesamtsumme"}
    | {"insgesamt", "totaux", "somme", "ensemble"}
)
_FORMULA = ("=", "+", "-", "@")
_NUMBER = re.compile(r"[+-]\s?[\d.,\s\u00a0\u202f]+(%|[^\W\d]*)")
_NOT_ISO = {"EL": "GR", "UK": "GB"}
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
    for part in network.part("DQ-01"):
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
            first, *others = _different(network.plan, one)
            facts = {"amount_field": one.field, "value": first, "other": "; ".join(others)}
            yield Finding("DQ-02", severity, one.kind, one.key, tuple(sorted(facts.items())))
    for key, row in sorted(network.plan.of(Evidence).items()):
        if is_rival(key) and (row.value is None or read_value(network.plan, row) is None):
            yield network.unknown("DQ-02", row, "value")


def _different(plan: Plan, conflict: Conflict) -> Iterable[str]:
    """Return what the sources of a cell say, each value once however many say it."""
    said: dict[Scalar, str] = {}
    for side in conflict.sides:
        said.setdefault(read_value(plan, side), side.value or "")
    return said.values()


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
            iso = _NOT_ISO[state.id]
            yield network.found("DQ-04", state, code=state.id, state=iso, iso=iso)


def dq_05(network: Network) -> Iterator[Finding]:
    """Say what the cost of a system covers, and keep the Union's part within it.

    A part above the whole was read in another unit, or of another scope.
    """
    for _key, system in sorted(network.plan.of(System).items()):
        whole, part = system.cost_meur, system.union_meur
        if whole is None:
            continue
        if part is not None and part > whole + TOLERANCE:
            yield network.found("DQ-05", system, amount_meur=part, total_meur=whole)
        elif not system.cost_scope:
            yield network.unknown("DQ-05", system, "cost_scope")


def dq_06(network: Network) -> Iterator[Finding]:
    """Import no row of totals as if it were a record of its own.

    A row is known by its words; one that has none and is known by what it points at is no total.
    """
    tables = network.plan.tables
    evidence = tables.get(Evidence.KIND.name)
    if not evidence:
        return
    for kind in _imported(Same(evidence)):
        for record in _totals(Same(evidence), Same(tables.get(kind, {})), kind):
            yield network.found("DQ-06", record)


@lru_cache(maxsize=4)
def _imported(evidence: Same) -> Mapping[str, Sequence[str]]:
    """Return the keys of the records that cells of a file were imported into, by kind."""
    rows = (row for row in evidence.table.values() if isinstance(row, Evidence) and row.cell)
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.about_kind, set()).add(row.about)
    return {kind: sorted(found[kind]) for kind in sorted(found)}


@lru_cache(maxsize=64)
def _totals(evidence: Same, rows: Same, kind: str) -> Sequence[Record]:
    """Return the imported records of one kind that are named like totals."""
    records = (rows.table.get(key) for key in _imported(evidence)[kind])
    return [row for row in records if row is not None and any(map(is_total, _words(row)))]


def _words(record: Record) -> Iterator[str]:
    """Yield what a record is called."""
    kind = record.KIND
    for name in dict.fromkeys(("name", *kind.natural_key)):
        field = next((field for field in kind.fields if field.name == name), None)
        if field is not None and _is_text(kind, name):
            yield getattr(record, name) or ""


def is_total(words: str) -> bool:
    """Tell whether a row is named as totals are, in English, German or French."""
    return any(word in _TOTALS for word in re.split(r"[\W\d_]+", words.casefold()))


def dq_07(network: Network) -> Iterator[Finding]:
    """Keep a cell that starts like a formula as text, and never as what it works out to.

    Cells count that start with =, + or @, or with a minus sign and no number behind it; in a text
    field they are kept as they stand, anywhere else a formula was worked out.
    """
    kinds = network.plan.schema.kinds
    for _key, row in sorted(network.plan.of(Evidence).items()):
        if row.cell is None or row.about_kind not in kinds:
            continue
        if row.value is None:
            yield network.unknown("DQ-07", row, "value")
        elif is_formula(row.value) and not _is_text(kinds[row.about_kind], row.field):
            yield network.found("DQ-07", row, formula=row.value, cell=row.cell)


def is_formula(words: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return words.startswith(_FORMULA) and not _NUMBER.fullmatch(words)


def _is_text(kind: Kind, field: str) -> bool:
    return kind.field(field).value_type in (Type.TEXT, Type.KEY)


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
    NetworkRule("DQ-01", dq_01, ("evidence",), part=_amounts_here),
    NetworkRule("DQ-02", dq_02, ("evidence", "settlement")),
    NetworkRule("DQ-03", dq_03, ("source",)),
    NetworkRule("DQ-04", dq_04, ("state",)),
    NetworkRule("DQ-05", dq_05, ("system",)),
    NetworkRule("DQ-06", dq_06),
    NetworkRule("DQ-07", dq_07, ("evidence",)),
    NetworkRule(
        "DQ-08", dq_08, ("contribution", "time_share", "access_pool", "milestone", "delivery")
    ),
)
