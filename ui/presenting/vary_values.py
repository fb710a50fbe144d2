# SPDX-License-Identifier: EUPL-1.2
"""The inputs a batch of scenarios can vary, and their values as people write them."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Accelerator
from planner.domain.records.measures import Measure
from planner.domain.schema import Field, Scalar, Type
from planner.engine.search import folded
from planner.sentences import as_in_files, record_word
from planner.text import N_, _, labelled, parse_number, state_name
from planner.variations import (
    Variation,
    vary_costs,
    vary_delay,
    vary_field,
    vary_size,
    vary_start,
)
from ui.dialogs.vary import VaryForm, VaryInput
from ui.focus import Selection

_NUMBER = Field(name="value", value_type=Type.NUMBER, label=N_("Values"), required=True)
_WHOLE = Field(name="value", value_type=Type.INTEGER, label=N_("Values"), required=True)
_VARIABLE = frozenset({Type.NUMBER, Type.INTEGER, Type.CHOICE, Type.MONTH, Type.FLAG})
_BREAK = "|"


def about_options(plan: Plan, selection: Selection) -> tuple[VaryForm, ...]:
    """Return what can be varied: the measures, the chips, and the fields of what is selected."""
    measures = _measures(plan)
    forms = (
        VaryForm(
            key="size", words=_("Size of a measure"), about=measures, hint=_("such as 2000; 4000")
        ),
        VaryForm(
            key="start",
            words=_("Start of a measure, months later"),
            about=measures,
            hint=_("such as 0; 6; 12"),
        ),
        VaryForm(
            key="cost",
            words=_("Unit cost of a measure, as a factor"),
            about=measures,
            hint=_("such as 1; 1.25"),
        ),
        VaryForm(
            key="delay",
            words=_("Delay of chips, months"),
            about=_chips(plan),
            hint=_("such as 0; 3; 6"),
        ),
        VaryForm(
            key="field",
            words=_("A field of what is selected"),
            about=_fields(plan, selection),
            hint=_("values separated by semicolons"),
        ),
    )
    return tuple(form for form in forms if form.about)


def read_variations(plan: Plan, inputs: Sequence[VaryInput]) -> tuple[Variation, ...]:
    """Return what is asked for. Raises `DomainError` for what cannot be read."""
    return tuple(_READERS[one.form](plan, one.about, one.values) for one in inputs)


def _measures(plan: Plan) -> tuple[tuple[str, str], ...]:
    named = ((key, f"{_(m.name)} · {state_name(m.state)}") for key, m in plan.of(Measure).items())
    return tuple(sorted(named, key=lambda pair: folded(pair[1])))


def _chips(plan: Plan) -> tuple[tuple[str, str], ...]:
    models = plan.of(Accelerator).values()
    vendors = sorted({model.vendor for model in models if model.vendor})
    both = {(m.vendor, m.generation) for m in models if m.vendor and m.generation}
    whole = [(f"{vendor}{_BREAK}", vendor) for vendor in vendors]
    return (*whole, *((f"{v}{_BREAK}{g}", f"{v} {g}") for v, g in sorted(both)))


def _fields(plan: Plan, selection: Selection) -> tuple[tuple[str, str], ...]:
    record = plan.tables.get(selection.kind, {}).get(selection.key)
    if record is None:
        return ()
    name = record_word(plan, selection.kind, selection.key)
    return tuple(
        (_BREAK.join((selection.kind, selection.key, field.name)), labelled(name, _(field.label)))
        for field in record.KIND.fields
        if field.value_type in _VARIABLE
    )


def _parts(values: str) -> list[str]:
    return [part.strip() for part in values.split(";") if part.strip()]


def _read(field: Field, words: str) -> Scalar:
    """Read one value: a number as the language writes it, a choice by its code or its words."""
    value = parse_number(words)
    if value is not None and field.value_type in {Type.NUMBER, Type.INTEGER}:
        return field.check(value / 100 if field.unit == "share" else value)
    if field.choices is not None:
        said = {_(one.label).casefold(): one.value for one in field.choices}
        words = said.get(words.casefold(), words)
    return field.parse(as_in_files(field, words))


def _numbers(values: str) -> list[float]:
    return [cast("float", _read(_NUMBER, part)) for part in _parts(values)]


def _whole(values: str) -> list[int]:
    return [cast("int", _read(_WHOLE, part)) for part in _parts(values)]


def _delay(_plan: Plan, about: str, values: str) -> Variation:
    vendor, _mark, generation = about.partition(_BREAK)
    return vary_delay(vendor or None, generation or None, _whole(values))


def _field(plan: Plan, about: str, values: str) -> Variation:
    kind, key, name = about.split(_BREAK)
    field = plan.schema.kind(kind).field(name)
    return vary_field(plan, kind, key, name, [_read(field, part) for part in _parts(values)])


def _checked(variation: Variation) -> Variation:
    if not variation.options:
        raise DomainError("nothing_to_vary")
    return variation


_READERS: Mapping[str, Callable[[Plan, str, str], Variation]] = {
    "size": lambda plan, about, values: _checked(vary_size(plan, about, _numbers(values))),
    "start": lambda plan, about, values: _checked(vary_start(plan, about, _whole(values))),
    "cost": lambda plan, about, values: _checked(vary_costs(plan, [about], _numbers(values))),
    "delay": lambda plan, about, values: _checked(_delay(plan, about, values)),
    "field": lambda plan, about, values: _checked(_field(plan, about, values)),
}
