# SPDX-License-Identifier: EUPL-1.2
"""Conditions in words, and what a planner can choose from to make one."""

import attrs

from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Type
from planner.engine.filters import BESIDES, CONFIDENCE, FINDING, Condition, Test, tests_for
from planner.engine.search import folded
from planner.sentences import cell_text, record_word
from planner.text import N_, _, number, state_name, unit_label

_BESIDES_LABELS = {FINDING: N_("Finding"), CONFIDENCE: N_("Confidence")}


def condition_words(plan: Plan, kind: Kind, one: Condition) -> str:
    """Return a condition as one reads it, such as “State is Italy”."""
    label = field_label(kind, one.field)
    if not one.value:
        return f"{label} {_(one.test.label)}"
    return f"{label} {_(one.test.label)} {_value_words(plan, kind, one)}"


def field_label(kind: Kind, name: str) -> str:
    """Return what a field, or what stands beside the fields, is called, with its unit."""
    if name in _BESIDES_LABELS:
        return _(_BESIDES_LABELS[name])
    field = kind.field(name)
    unit = unit_label(field.unit)
    return f"{_(field.label)} ({unit})" if unit else _(field.label)


def filterable(kind: Kind) -> list[tuple[str, str]]:
    """Return what conditions can be about, by name and words: fields first."""
    fields = [(f.name, field_label(kind, f.name)) for f in kind.fields if f.name != "id"]
    return [*fields, *((name, _(label)) for name, label in _BESIDES_LABELS.items())]


def tests_of(kind: Kind, name: str) -> list[tuple[str, str]]:
    """Return the tests that make sense for a field, by sign and words."""
    tests = (Test.IS,) if name in BESIDES else tests_for(kind.field(name))
    return [(test.value, _(test.label)) for test in tests]


def value_field(kind: Kind, name: str) -> Field | None:
    """Return how the value of a condition is typed; `None` where it is chosen from a list."""
    if name in BESIDES:
        return None
    field = kind.field(name)
    if field.value_type in (Type.CHOICE, Type.REFERENCE, Type.REFERENCES, Type.FLAG):
        return None
    return attrs.evolve(field, required=False, default=None, minimum=None, maximum=None)


def value_options(plan: Plan, kind: Kind, name: str) -> list[tuple[str, str]]:
    """Return the values a condition can name, by code and words."""
    if name in BESIDES:
        return [(code, _(words)) for code, words in BESIDES[name].items()]
    field = kind.field(name)
    if field.choices is not None:
        return [(choice.value, _(choice.label)) for choice in field.choices]
    if field.value_type is Type.FLAG:
        return [("yes", _("yes")), ("no", _("no"))]
    words = ((key, _record_words(plan, field.target, key)) for key in plan.table(field.target))
    return sorted(words, key=lambda pair: folded(pair[1]))


def _value_words(plan: Plan, kind: Kind, one: Condition) -> str:
    if one.test is not Test.HOLDS and value_field(kind, one.field) is None:
        return dict(value_options(plan, kind, one.field)).get(one.value, one.value)
    if one.test is Test.HOLDS:
        return _("“{words}”").format(words=one.value)
    field = kind.field(one.field)
    if field.value_type in (Type.NUMBER, Type.INTEGER):
        return number(float(one.value), field.decimals)
    if field.value_type is Type.MONTH:
        return cell_text(field, field.parse(one.value))
    return cell_text(field, one.value) if field.value_type is Type.DATE else one.value


def _record_words(plan: Plan, kind: str, key: str) -> str:
    return state_name(key) if kind == "state" else _(record_word(plan, kind, key))
