# SPDX-License-Identifier: EUPL-1.2
"""Computed figures of one record in words: value, formula, inputs, and their sources."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.records.evidence import Source
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import CapacityClass, System
from planner.domain.records.measures import Measure
from planner.domain.schema import Field, Type
from planner.engine.demand_figures import demand_figures
from planner.engine.figures import Figure, Input
from planner.engine.outcome import Outcome
from planner.engine.record_figures import measure_figures, system_figures
from planner.engine.state_figures import state_figures
from planner.reference.figure_words import FIGURE_WORDS
from planner.reference.formula_words import formula_words
from planner.reference.tracing import cell_value
from planner.sentences import record_word
from planner.text import _, month_label, of_unit, percent, unit_label
from ui.panes.inspector import Fact
from ui.widgets.confidence_mark import Confidence

_STATE_SERIES = (
    "capacity_ef",
    "accelerators",
    "power_mw",
    "energy_cost_meur",
    "co2_t",
    "trained",
    "talent_stock",
    "staff_needed",
    "demand",
)
_RANK: Mapping[Confidence, int] = {"high": 0, "medium": 1, "low": 2, "assumption": 3}


def measure_facts(plan: Plan, measure: Measure) -> tuple[Fact, ...]:
    """Return the figures of a measure, without what is zero for its kind."""
    figures = measure_figures(plan, measure.id)
    return tuple(_fact(plan, figure) for figure in figures if figure.value != 0)


def system_facts(plan: Plan, system: System) -> tuple[Fact, ...]:
    """Return the figures of an existing system; what is not known is said."""
    return tuple(_fact(plan, figure) for figure in system_figures(plan, system.id))


def state_facts(plan: Plan, outcome: Outcome, state: State, month: int) -> tuple[Fact, ...]:
    """Return the figures of a state at the end of a month, each class by itself."""
    figures = (
        *state_figures(plan, outcome, state.id, month),
        *demand_figures(plan, state.id, month),
    )
    return tuple(
        _fact(plan, figure) for figure in figures if figure.code.split(".")[0] in _STATE_SERIES
    )


def _fact(plan: Plan, figure: Figure) -> Fact:
    return Fact(
        label=_label(figure.code),
        value=_value(figure.value, figure.unit),
        detail=_detail(plan, figure),
        level=_level(figure),
        code=figure.code,
    )


def _label(code: str) -> str:
    series, _dot, capacity_class = code.partition(".")
    label = _(FIGURE_WORDS.get(series, series))
    if not capacity_class:
        return label
    return f"{label}, {_(CapacityClass(capacity_class).label)}"


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return _("unknown")
    if unit == "month":
        return month_label(round(value))
    if unit == "share":
        return percent(value, 1)
    unit = unit.removesuffix("/month")  # the label says so
    return f"{of_unit(value, unit)} {unit_label(unit)}".strip()


def _level(figure: Figure) -> Confidence | None:
    """Return the confidence of the weakest input that anybody vouches for."""
    levels = [level for level in map(_input_level, figure.inputs) if level is not None]
    return max(levels, key=_RANK.__getitem__, default=None)


def _input_level(given: Input) -> Confidence | None:
    if given.assumption:
        return "assumption"
    levels: Mapping[str, Confidence] = {"high": "high", "medium": "medium", "low": "low"}
    return levels.get(given.confidence or "")


def _detail(plan: Plan, figure: Figure) -> str:
    lines = [_("Formula: {formula}").format(formula=formula_words(plan, figure))]
    lines += [_input_line(plan, given) for given in figure.inputs]
    return "\n".join(lines)


def _input_line(plan: Plan, given: Input) -> str:
    shown = _input_value(plan, given)
    name = _(record_word(plan, given.kind, given.key))
    source = plan.of(Source).get(given.source or "")
    told = source.title if source is not None else _("set in this plan")
    if given.assumption:
        told = _("assumption, {source}").format(source=told)
    line = _("{record} · {field}: {value} ({source})")
    return line.format(record=name, field=_field_label(plan, given), value=shown, source=told)


def _input_value(plan: Plan, given: Input) -> str:
    """Write a number by its unit, else as its field is written: a month, a choice, a record."""
    field, value = _field(plan, given), given.value
    told_by_field = field is not None and field.value_type is Type.MONTH
    if isinstance(value, int | float) and not told_by_field:
        return _value(value, given.unit)
    return cell_value(plan, field, value)


def _field_label(plan: Plan, given: Input) -> str:
    field = _field(plan, given)
    return _(FIGURE_WORDS.get(given.field, given.field) if field is None else field.label)


def _field(plan: Plan, given: Input) -> Field | None:
    kind = plan.schema.kinds.get(given.kind)
    fields = () if kind is None else kind.fields
    return next((field for field in fields if field.name == given.field), None)
