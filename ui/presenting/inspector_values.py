# SPDX-License-Identifier: EUPL-1.2
"""What the inspector shows of a state, a measure, a system or any other record."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence, Source
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import Factory, Status, System
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.schema import Field, Kind, Record
from planner.engine.outcome import Outcome, Severity
from planner.engine.trust import stale
from planner.reference.provenance import evidence_trail
from planner.sentences import finding_sentence, record_word, size_words
from planner.text import _, labelled, month_label, state_name
from ui.focus import Selection
from ui.panes.inspector import Deed, InspectorValues
from ui.presenting.acceptance import acceptance_words
from ui.presenting.facts import measure_facts, state_facts, system_facts
from ui.presenting.names import names_of
from ui.presenting.site_values import record_facts
from ui.presenting.usable_values import usable_facts
from ui.widgets.confidence_mark import Confidence
from ui.widgets.measure_tile import Tile
from ui.widgets.record_form import FormValues, Provenance
from ui.widgets.tone import Tone

_OTHER_SIZES = frozenset({"accelerators", "it_load_mw", "bandwidth_gbps", "staff_fte", "seats"})
_COMPUTE_ONLY = frozenset({"accelerator", "system_class", "upgrade_mode", "pue", "ramp_months"})
_TALENT_ONLY = frozenset({"completion", "retention"})
_ANTENNA_ONLY = frozenset({"linked_factories"})
_BASED_ONLY = frozenset({"base_system", "base_measure", "distance_km"})
_TONES: Mapping[Status, Tone] = {
    Status.TENTATIVE: "neutral",
    Status.OPERATIONAL: "success",
    Status.RETIRED: "neutral",
}


def inspect(
    plan: Plan, outcome: Outcome, selection: Selection, *, month: int
) -> InspectorValues | None:
    """Return what to show of a selected record, `None` if nothing is selected."""
    record = plan.tables.get(selection.kind, {}).get(selection.key)
    if record is None:
        return None
    if isinstance(record, State):
        return _state(plan, outcome, record, month)
    if isinstance(record, Measure):
        return _measure(plan, outcome, record)
    if isinstance(record, System):
        return _system(plan, outcome, record)
    return InspectorValues(
        title=_(record_word(plan, selection.kind, selection.key)),
        chip=_(record.KIND.label),
        facts=record_facts(plan, outcome, record),
        kind=selection.kind,
        key=selection.key,
        form=form_values(plan, record),
    )


def _state(plan: Plan, outcome: Outcome, state: State, month: int) -> InspectorValues:
    measures = [m for m in plan.of(Measure).values() if m.state == state.id]
    systems = [s for s in plan.of(System).values() if s.state == state.id]
    factories = [f for f in plan.of(Factory).values() if f.state == state.id]
    covered = state.id in outcome.headlines.covered
    in_union = state.membership is Membership.EU_MEMBER
    chip = _("covered") if covered else _("not covered") if in_union else _(state.membership.label)
    tiles = [measure_tile(m) for m in sorted(measures, key=lambda m: (m.start, m.id))]
    tiles += [_system_tile(plan, system) for system in sorted(systems, key=lambda s: s.name)]
    name = state_name(state.id)
    return InspectorValues(
        title=name,
        chip=chip,
        tone="success" if covered else "warning" if in_union else "neutral",
        facts=(*state_facts(plan, outcome, state, month), *usable_facts(outcome, state.id, month)),
        tiles=tuple(tiles),
        notes=tuple(labelled(_(f.kind.label), f.name) for f in factories)
        + _broken(plan, outcome, state.id),
        empty=None if measures else _nothing_planned(name),
        kind="state",
        key=state.id,
        form=form_values(plan, state, hidden=frozenset({"name"})),
    )


def _nothing_planned(name: str) -> tuple[str, str, str]:
    return (
        _("Nothing is planned for {state} yet").format(state=name),
        _("Drag a measure from the catalogue onto the map or the board, or press Ctrl+Enter."),
        _("Assign a measure…"),
    )


def _measure(plan: Plan, outcome: Outcome, measure: Measure) -> InspectorValues:
    firm = measure.status is not Status.TENTATIVE
    return InspectorValues(
        title=_(measure.name),
        chip=_(measure.status.label),
        tone=_TONES.get(measure.status, "accent"),
        facts=(*measure_facts(plan, measure), *record_facts(plan, outcome, measure)),
        notes=(
            _("{state} · {size} · in service {month}").format(
                state=state_name(measure.state),
                size=size_words(measure.kind, measure.size),
                month=month_label(measure.in_service),
            ),
            *_broken(plan, outcome, measure.id),
        ),
        deeds=(
            Deed(
                "toggle_commitment",
                _("Keep tentative") if firm else _("Commit"),
                "circle" if firm else "circle-check",
            ),
            Deed("duplicate", _("Duplicate"), "copy"),
            Deed("move", _("Move…"), "calendar"),
            Deed("remove", _("Remove"), "trash-2"),
        ),
        kind="measure",
        key=measure.id,
        form=form_values(plan, measure, hidden=_hidden(measure)),
    )


def _system(plan: Plan, outcome: Outcome, system: System) -> InspectorValues:
    place = f"{system.city}, " if system.city else ""
    return InspectorValues(
        title=system.name,
        chip=_(system.status.label),
        tone=_TONES.get(system.status, "accent"),
        facts=(*system_facts(plan, system), *record_facts(plan, outcome, system)),
        notes=(f"{place}{state_name(system.state)}", *filter(None, [system.notes])),
        kind="system",
        key=system.id,
        form=form_values(plan, system),
    )


def _broken(plan: Plan, outcome: Outcome, key: str) -> tuple[str, ...]:
    found = [f for f in outcome.findings if f.key == key and f.severity is not Severity.INFO]
    return tuple(labelled(f.rule, finding_sentence(f, plan)) for f in found)


def _hidden(measure: Measure) -> frozenset[str]:
    """Return the fields that mean nothing for a kind of measure."""
    kind = MeasureKind(measure.kind)
    hidden = (_OTHER_SIZES - {kind.size_field}) | {"template", "kind"}
    if kind.family not in {"system", "upgrade"}:
        hidden |= _COMPUTE_ONLY
    if kind is not MeasureKind.UPGRADE:
        hidden |= {"upgrade_mode"}
    if kind.family != "talent":
        hidden |= _TALENT_ONLY
    if kind.family not in {"upgrade", "data_centre", "link"}:
        hidden |= _BASED_ONLY
    if kind is not MeasureKind.ANTENNA:
        hidden |= _ANTENNA_ONLY
    return frozenset(hidden)


def measure_tile(measure: Measure) -> Tile:
    """Return a measure as a tile."""
    return Tile(
        key=measure.id,
        name=_(measure.name),
        note=_("{status} · {start} – {end}").format(
            status=_(measure.status.label),
            start=month_label(measure.start),
            end=month_label(measure.end - 1),
        ),
        kind=measure.kind.family,
        tentative=measure.status is Status.TENTATIVE,
    )


def _system_tile(plan: Plan, system: System) -> Tile:
    when = acceptance_words(plan, system)
    return Tile(
        key=system.id,
        name=system.name,
        note=f"{_(system.status.label)} · {when}",
        kind="upgrade" if system.base_system else "system",
        tentative=system.status is not Status.OPERATIONAL,
    )


def form_values(plan: Plan, record: Record, *, hidden: frozenset[str] = frozenset()) -> FormValues:
    """Return a record as its form shows it, each value with where it comes from."""
    kind = record.KIND
    options = {field.name: _options(plan, record, field) for field in kind.references}
    found = {field.name: provenance(plan, kind, record, field.name) for field in kind.fields}
    known = {name: value for name, value in found.items() if value is not None}
    return FormValues(kind, record, options, known, hidden)


def _options(plan: Plan, record: Record, field: Field) -> tuple[tuple[str, str], ...]:
    """Return the records a field can name; a record is not part of itself."""
    names = names_of(plan, field.target).items()
    own = record.id if field.target == record.KIND.name else ""
    return tuple((key, words) for key, words in names if key != own)


def provenance(plan: Plan, kind: Kind, record: Record, field: str) -> Provenance | None:
    """Return how far a value can be trusted and where it was read; `None` if nobody said."""
    trail = evidence_trail(plan, kind.name, record.id, field)
    value = getattr(record, field)
    if not trail:
        return _planner_value(plan, record, field)
    evidence, source = trail[0]
    moved_on = stale(evidence, value, schema=plan.schema)
    words = cited(evidence, source)
    if moved_on:
        earlier = _("Changed in this plan. Before: {value}, {source}")
        return Provenance("assumption", earlier.format(value=evidence.value, source=words))
    before = [labelled(e.value, cited(e, s)) for e, s in trail[1:]]
    if before:
        words += "\n" + _("Earlier: {values}").format(values="; ".join(before))
    return Provenance(_level(evidence), words)


def _planner_value(plan: Plan, record: Record, field: str) -> Provenance | None:
    """Say of a measure's value whether it is the catalogue's or the planner's."""
    if not isinstance(record, Measure) or getattr(record, field) is None:
        return None
    template = plan.tables.get("template", {}).get(record.template)
    if getattr(template, field, None) == getattr(record, field) and field in _COPIED:
        trail = evidence_trail(plan, "template", record.template, field)
        if trail:
            return Provenance(_level(trail[0][0]), cited(*trail[0]))
    return Provenance("assumption", _("Set in this plan; see the history for who and when."))


_COPIED = frozenset(
    {
        "lead_months",
        "ramp_months",
        "life_months",
        "system_class",
        "accelerator",
        "completion",
        "retention",
        "union_share_acquisition",
        "union_share_operation",
    }
)


def _level(evidence: Evidence) -> Confidence:
    levels: Mapping[str, Confidence] = {"high": "high", "medium": "medium", "low": "low"}
    return "assumption" if evidence.assumption else levels[evidence.confidence.value]


def cited(evidence: Evidence, source: Source | None) -> str:
    """Name a source with its year and confidence in one line."""
    title = source.title if source is not None else _("no source given")
    year = evidence.year or (source.year if source is not None else None)
    parts = [
        title,
        str(year) if year else "",
        _("confidence {level}").format(level=_(evidence.confidence.label)),
    ]
    if evidence.assumption:
        parts.append(_("an assumption"))
    return ", ".join(part for part in parts if part)


def tooltip(plan: Plan, kind: str, key: str, field: str) -> str:
    """Say where the value of any cell comes from, for its tooltip."""
    record = plan.tables.get(kind, {}).get(key)
    if record is None:
        return ""
    found = provenance(plan, record.KIND, record, field)
    return found.sentence if found is not None else ""
