# SPDX-License-Identifier: EUPL-1.2
"""A batch of scenarios from the command line: inputs, their values, and a table of results."""

import argparse
from collections.abc import Callable, Mapping
from typing import cast

import attrs

from planner.cli.lookup import find_key, read_value
from planner.cli.output import Result, table
from planner.domain.months import parse_month
from planner.domain.plan import Plan
from planner.domain.schema import Field, Type
from planner.engine.outcome import Severity
from planner.parsing import UsageError
from planner.scenarios import Scenarios
from planner.text import N_, _, number
from planner.variations import (
    Row,
    Variation,
    vary_costs,
    vary_delay,
    vary_field,
    vary_size,
    vary_start,
)
from planner.variations import vary as varied

_SOURCE = "command line"
_DEFAULT_MONTH = "2030-12"
_NUMBER = Field(name="value", value_type=Type.NUMBER, label=N_("Value"), required=True)
_WHOLE = Field(name="value", value_type=Type.INTEGER, label=N_("Value"), required=True)


def vary_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the inputs of a batch."""
    parser.add_argument("tag", metavar=_("TAG"), help=_("what the scenarios are called together"))
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar=_("INPUT=VALUE,VALUE"),
        help=_(
            "size:MEASURE, start:MEASURE in months later, cost:MEASURE as a factor, "
            "delay:VENDOR/GENERATION in months, or KIND:KEY:FIELD"
        ),
    )
    parser.add_argument(
        "--month",
        metavar=_("MONTH"),
        default=_DEFAULT_MONTH,
        help=_("the month of the results, such as 2030-12"),
    )


def vary(scenarios: Scenarios, options: argparse.Namespace, *, parent: str) -> Result:
    """Make the scenarios of a batch and lay out what came of each."""
    plan = scenarios.open(parent).plan
    made = varied(
        scenarios,
        [_read(plan, words) for words in options.inputs],
        tag=options.tag,
        month=parse_month(options.month),
        parent=parent,
        source=_SOURCE,
    )
    data = {
        "columns": list(made.columns),
        "rows": [_data(row) for row in made.rows],
    }
    heads = (
        *made.columns,
        _("EFLOP/s"),
        _("Accelerators"),
        _("Hours [million]"),
        _("Union [MEUR]"),
        _("Total [MEUR]"),
        *(_(level.label) for level in Severity),
    )
    right = " " * len(made.columns) + "r" * (5 + len(Severity))
    return Result(data, table(heads, [_cells(row) for row in made.rows], right=right))


def _cells(row: Row) -> tuple[str, ...]:
    figures = row.figures
    return (
        *row.values,
        number(figures.capacity_ef, 2),
        number(figures.accelerators),
        number(figures.accelerator_hours / 1e6, 1),
        number(figures.union_meur, 1),
        number(figures.total_meur, 1),
        *(number(count) for count in figures.findings.values()),
    )


def _data(row: Row) -> dict[str, object]:
    return {
        "key": row.scenario,
        "name": row.name,
        "values": list(row.values),
        **attrs.asdict(row.figures),
    }


def _read(plan: Plan, words: str) -> Variation:
    what, equals, values = words.rpartition("=")
    form, colon, about = what.partition(":")
    if not equals or not colon or not about:
        raise UsageError("not_a_variation", value=words)
    read = _FORMS.get(form)
    if read is not None:
        return read(plan, about, values)
    key, colon, name = about.rpartition(":")
    if not colon:
        raise UsageError("not_a_variation", value=words)
    kind = plan.schema.kind(form)
    field = kind.field(name)
    given = [read_value(plan, field, one) for one in values.split(",")]
    return vary_field(plan, form, find_key(plan, form, key), name, given)


def _size(plan: Plan, about: str, values: str) -> Variation:
    return vary_size(plan, find_key(plan, "measure", about), _numbers(values))


def _start(plan: Plan, about: str, values: str) -> Variation:
    return vary_start(plan, find_key(plan, "measure", about), _whole(values))


def _cost(plan: Plan, about: str, values: str) -> Variation:
    return vary_costs(plan, [find_key(plan, "measure", about)], _numbers(values))


def _delay(_plan: Plan, about: str, values: str) -> Variation:
    vendor, _slash, generation = about.partition("/")
    return vary_delay(vendor or None, generation or None, _whole(values))


def _numbers(values: str) -> list[float]:
    return [cast("float", _NUMBER.parse(one)) for one in values.split(",")]


def _whole(values: str) -> list[int]:
    return [cast("int", _WHOLE.parse(one)) for one in values.split(",")]


_FORMS: Mapping[str, Callable[[Plan, str, str], Variation]] = {
    "size": _size,
    "start": _start,
    "cost": _cost,
    "delay": _delay,
}
