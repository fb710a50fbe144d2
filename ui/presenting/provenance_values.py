# SPDX-License-Identifier: EUPL-1.2
"""What the dialogs about sources show: the first question, and the sides of a conflict."""

from planner.domain.months import year_of
from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Source
from planner.engine.budget import Grouping, Mode
from planner.engine.budget_figures import ALL, sum_code
from planner.engine.conflicts import Conflict
from planner.engine.derivations import NETWORK, PER, About
from planner.engine.outcome import Outcome
from planner.engine.training_figures import TRAINING
from planner.engine.trust import cell_level
from planner.reference.three_values import Reading, three_values
from planner.reference.tracing import Part, Tracer, cell_value, cited_side
from planner.sentences import record_word
from planner.text import _, month_label, percent
from ui.dialogs.cite import CiteQuestion, KnownSource
from ui.dialogs.conflict import ConflictValues, SideValues
from ui.dialogs.three_values import ValueCell, ValueRow
from ui.presenting.map_more import INDICATORS, MORE_FIGURES
from ui.presenting.map_values import FIGURES
from ui.presenting.names import names_by_kind
from ui.widgets.confidence_mark import Confidence

CAPACITY = {"ef": "capacity_ef", "accelerators": "accelerators", "hours": "accelerator_hours"}
"""The figure behind the chart of capacity, by the measure it shows."""
PEOPLE = ("talent_stock", "staff_needed", "trained", "seats", "enrolled", "leaving")
"""The figures behind the curves of the chart of people, the first for the chart as a whole."""
MAP = {
    "capacity": "capacity_ef",
    "accelerators": "accelerators",
    "power": "power_mw",
    "talent": "trained",
    "money": "money_committed",
    "unmet": "unmet",
}
"""The figure of a state behind each figure of the map; hours used depend on their base."""
_ALWAYS = frozenset({"union_committed", "union_ceiling", "covered", "rules_broken", "budget"})


def chart_code(name: str, shown: str, workload: str, month: int) -> str:
    """Return the code of the figure behind a chart with the measure it shows in a month."""
    if name == "capacity":
        return CAPACITY.get(shown, CAPACITY["ef"])
    if name == "money" and shown != "ceiling":
        year = str(year_of(month))
        return sum_code(Mode.PAYMENTS, year, Grouping.MEASURE, ALL)
    if name == "training":
        return f"{TRAINING}.{workload}"
    return {"money": "union_committed", "power": "power_mw", "people": PEOPLE[0]}[name]


def map_code(figure: str, base: str) -> str:
    """Return the code of a state's figure behind a figure of the map, over its base."""
    if figure in INDICATORS:
        return figure
    series = figure in FIGURES or figure in MORE_FIGURES
    code = MAP.get(figure, figure if series else f"used.{base}")
    return f"{PER}.{base}.{code}" if series and base else code


def first_part(tracer: Tracer, about: About, *, computed: bool = False) -> Part | None:
    """Return the number that is asked about; `None` if there is no such number."""
    found = tracer.trace(about, computed=computed)
    if found is None:
        return None
    label = found.label
    if about.kind == NETWORK and about.code.partition(".")[0] not in _ALWAYS:
        label = _("{figure}, {month}").format(figure=label, month=month_label(about.month))
    return Part(about, label, found.value, found.level, computed)


def level_of_cell(plan: Plan, kind: str, key: str, field: str) -> Confidence | None:
    """Return how far the value of a cell can be trusted; `None` if nobody said."""
    record = plan.tables.get(kind, {}).get(key)
    return None if record is None else cell_level(plan, record, field)


def cite_question(plan: Plan, kind: str, key: str, name: str) -> CiteQuestion:
    """Return what is asked of another source of a cell. Raises `DomainError("missing_record")`."""
    field = plan.schema.kind(kind).field(name)
    value = getattr(plan.record(kind, key), name)
    words = _("In the plan: {value}. Sources that differ by more than 1 % become a conflict.")
    names = names_by_kind(plan, plan.schema.kind(kind)).get(field.target or "", {})
    return CiteQuestion(
        title=f"{_(record_word(plan, kind, key))} · {_(field.label)}",
        now=words.format(value=cell_value(plan, field, value)),
        field=field,
        year=Evidence.KIND.field("year"),
        confidence=Evidence.KIND.field("confidence"),
        options=sorted(names.items(), key=lambda pair: pair[1]),
        sources=tuple(
            KnownSource(row.title, row.reference or "", row.year)
            for row in sorted(plan.of(Source).values(), key=lambda row: row.title)
        ),
    )


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
