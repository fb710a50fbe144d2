# SPDX-License-Identifier: EUPL-1.2
"""What the dialogs about sources show: the first question, and the sides of a conflict."""

from planner.domain.plan import Plan
from planner.engine.conflicts import Conflict
from planner.engine.derivations import NETWORK, About
from planner.engine.outcome import Outcome
from planner.engine.trust import cell_level
from planner.reference.three_values import Reading, three_values
from planner.reference.tracing import Part, Tracer, cited_side
from planner.sentences import record_word
from planner.text import _, month_label, percent
from ui.dialogs.conflict import ConflictValues, SideValues
from ui.dialogs.three_values import ValueCell, ValueRow
from ui.presenting.headlines import CAPACITY, COVERED, MONEY
from ui.widgets.confidence_mark import Confidence

HEADLINES = {MONEY: "union_committed", CAPACITY: "capacity_ef", COVERED: "covered"}
"""The figure behind each card above the map."""
CHARTS = {
    "capacity": "capacity_ef",
    "accelerators": "accelerators",
    "hours": "accelerator_hours",
    "money": "union_committed",
    "power": "power_mw",
    "people": "talent_stock",
}
"""The figure behind each chart, by chart or by the measure it shows."""


_BY_MONTH = frozenset(CHARTS.values()) - {"union_committed"}


def first_part(tracer: Tracer, about: About, *, computed: bool = False) -> Part | None:
    """Return the number that is asked about; `None` if there is no such number."""
    found = tracer.trace(about, computed=computed)
    if found is None:
        return None
    label = found.label
    if about.kind == NETWORK and about.code.partition(".")[0] in _BY_MONTH:
        label = _("{figure}, {month}").format(figure=label, month=month_label(about.month))
    return Part(about, label, found.value, found.level, computed)


def level_of_cell(plan: Plan, kind: str, key: str, field: str) -> Confidence | None:
    """Return how far the value of a cell can be trusted; `None` if nobody said."""
    record = plan.tables.get(kind, {}).get(key)
    return None if record is None else cell_level(plan, record, field)


def conflict_values(plan: Plan, conflict: Conflict) -> ConflictValues:
    """Return the sources of a cell side by side."""
    field = plan.schema.kind(conflict.kind).field(conflict.field)
    name = _(record_word(plan, conflict.kind, conflict.key))
    chosen = conflict.settlement.evidence if conflict.settlement is not None else ""
    note = _("The sources say different things. The plan takes the value of the one you choose.")
    if conflict.difference is not None:
        told = _("They differ by {share}.").format(share=percent(conflict.difference, 1))
        note = f"{told} {note}"
    sides = []
    for side in conflict.sides:
        words, (evidence, source) = cited_side(plan, side)
        level: Confidence = "assumption" if evidence.assumption else _LEVELS[evidence.confidence]
        year = str(evidence.year) if evidence.year else ""
        where = source.reference if source is not None and source.reference else ""
        sides.append(
            SideValues(
                evidence=evidence.id,
                value=words,
                source=source.title if source is not None else _("no source given"),
                detail=" · ".join(part for part in (year, where) if part),
                level=level,
                chosen=evidence.id == chosen,
            )
        )
    reason = conflict.settlement.reason if conflict.settlement is not None else ""
    return ConflictValues(f"{name} · {_(field.label)}", note, tuple(sides), reason)


_LEVELS: dict[str, Confidence] = {"high": "high", "medium": "medium", "low": "low"}


def value_heads(month: int) -> tuple[str, str, str]:
    """Return the heads of the three values."""
    plan = _("Plan, {month}").format(month=month_label(month))
    return _("January 2024"), _("October 2026"), plan


def value_rows(plan: Plan, outcome: Outcome, month: int) -> tuple[ValueRow, ...]:
    """Return every quantity with its three values."""
    return tuple(
        ValueRow(
            row.name, (_cell(row.framework), _cell(row.current), _cell(row.scenario)), row.notes
        )
        for row in three_values(plan, outcome, month)
    )


def _cell(reading: Reading) -> ValueCell:
    return ValueCell(reading.words, reading.level, reading.source, reading.about)
