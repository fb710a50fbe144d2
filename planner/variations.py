# SPDX-License-Identifier: EUPL-1.2
"""A batch of scenarios: chosen inputs, each over a list of values, in every combination.

Every combination becomes a scenario under a common tag, and its figures a row of a table. They are
not linked, so that they go on meaning what the table says.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import product

import attrs
import numpy as np

from planner.domain.commands import (
    Batch,
    Command,
    EditField,
    Move,
    Resize,
    name_of,
)
from planner.domain.delays import SetDelay
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.months import Month, format_month
from planner.domain.plan import Plan
from planner.domain.records.measures import Measure
from planner.domain.scenarios import ROOT, Branch
from planner.domain.schema import Scalar
from planner.engine.outcome import Outcome, Severity
from planner.scenarios import Planted, Scenarios
from planner.session import Update

MOST = 200
_UNION = 0


@attrs.frozen
class Option:
    """One value an input may take: how it is written, and the edit that sets it."""

    words: str
    command: Command


@attrs.frozen
class Variation:
    """One input and the values it is tried with."""

    name: str
    options: tuple[Option, ...]


@attrs.frozen
class Figures:
    """The headline figures of a scenario, its stocks those of one month.

    Tentative measures count. Capacity in dense EFLOP/s, hours those of the year that month is in,
    money in MEUR over the whole horizon.
    """

    capacity_ef: float
    accelerators: float
    accelerator_hours: float
    union_meur: float
    total_meur: float
    findings: Mapping[str, int]


@attrs.frozen
class Row:
    """One scenario of a batch: what it was given, and what came of it."""

    scenario: str
    name: str
    values: tuple[str, ...]
    figures: Figures


@attrs.frozen
class Batched:
    """A batch of scenarios: the step that made them and the table of their results."""

    update: Update
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def vary_field(plan: Plan, kind: str, key: str, field: str, values: Sequence[Scalar]) -> Variation:
    """Try a field of a record with several values. Raises `DomainError`."""
    declared = plan.schema.kind(kind).field(field)
    checked = [declared.check(value) for value in values]
    options = (
        Option(declared.format(value), EditField(kind=kind, key=key, field=field, value=value))
        for value in checked
    )
    return Variation(f"{name_of(plan.record(kind, key))} {field}", tuple(options))


def vary_size(plan: Plan, measure: str, sizes: Sequence[float]) -> Variation:
    """Try a measure in several sizes, each in the unit of its kind."""
    options = (Option(f"{size:g}", Resize(measure=measure, size=size)) for size in sizes)
    return Variation(name_of(plan.get(Measure, measure)), tuple(options))


def vary_start(plan: Plan, measure: str, months: Sequence[int]) -> Variation:
    """Try a measure some months later, or earlier where they are negative."""
    found = plan.get(Measure, measure)
    options = (
        Option(format_month(Month(found.start + by)), Move(measure=measure, start=found.start + by))
        for by in months
    )
    return Variation(name_of(found), tuple(options))


def vary_delay(vendor: str | None, generation: str | None, months: Sequence[int]) -> Variation:
    """Try the chips of a vendor or a generation with several months of delay."""
    options = (
        Option(f"+{by}", SetDelay(vendor=vendor, generation=generation, months=by)) for by in months
    )
    return Variation(" ".join(part for part in (vendor, generation) if part), tuple(options))


def vary_costs(plan: Plan, measures: Sequence[str], factors: Sequence[float]) -> Variation:
    """Try the unit costs of measures' templates times several factors."""
    templates = sorted({plan.get(Measure, measure).template for measure in measures})
    options = (Option(f"×{factor:g}", _costing(plan, templates, factor)) for factor in factors)
    names = ", ".join(name_of(plan.record("template", key)) for key in templates)
    return Variation(names, tuple(options))


def vary(
    scenarios: Scenarios,
    variations: Sequence[Variation],
    *,
    tag: str,
    month: int,
    parent: str = ROOT,
    source: str = "",
) -> Batched:
    """Make a scenario of every combination, as one step, and tell what came of each.

    `month` is that of the stocks in the table. Raises `DomainError("too_many_scenarios")` beyond
    200, `DomainError("nothing_to_vary")`, and whatever an edit refuses; then nothing is made.
    """
    count = math.prod(len(one.options) for one in variations)
    if not variations or not count:
        raise DomainError("nothing_to_vary")
    if count > MOST:
        raise DomainError("too_many_scenarios", count=count, maximum=MOST)
    combinations = list(product(*(one.options for one in variations)))
    made = [_planted(scenarios, one, parent=parent, tag=tag) for one in combinations]
    rows = tuple(
        _row(scenarios, one, options, month=month)
        for one, options in zip(made, combinations, strict=True)
    )
    update = scenarios.plant(made, code="vary", facts={"name": tag, "count": count}, source=source)
    return Batched(update, tuple(one.name for one in variations), rows)


def figures_of(outcome: Outcome, month: int) -> Figures:
    """Return the headline figures of an outcome; stocks are those of `month`."""
    year = slice(month - month % 12, month - month % 12 + 12)
    severities = [str(finding.severity) for finding in outcome.findings]
    return Figures(
        capacity_ef=float(np.asarray(outcome.capacity_ef)[:, :, month].sum()),
        accelerators=float(np.asarray(outcome.accelerators)[:, :, month].sum()),
        accelerator_hours=float(np.asarray(outcome.accelerator_hours)[:, :, year].sum()),
        union_meur=float(np.asarray(outcome.commitments_meur)[:, :, _UNION].sum()),
        total_meur=float(np.asarray(outcome.commitments_meur).sum()),
        findings={str(level): severities.count(str(level)) for level in Severity},
    )


def _planted(scenarios: Scenarios, options: Sequence[Option], *, parent: str, tag: str) -> Planted:
    branch = Branch(
        name=" · ".join((tag, *(option.words for option in options))),
        parent=parent,
        fork=scenarios.archive.last_step,
        linked=False,
        tags=tag,
        scenario=new_id(),
    )
    commands = tuple(option.command for option in options)
    return Planted(branch, Batch(commands=commands, code="varied", facts={"name": branch.name}))


def _row(scenarios: Scenarios, planted: Planted, options: Sequence[Option], *, month: int) -> Row:
    would = scenarios.open(planted.branch.parent).preview(planted.content)
    if would.error is not None:
        raise would.error
    return Row(
        planted.branch.scenario,
        planted.branch.name,
        tuple(option.words for option in options),
        figures_of(would.outcome, month),
    )


def _costing(plan: Plan, templates: Sequence[str], factor: float) -> Batch:
    edits = []
    for key in templates:
        for field in ("unit_cost_low", "unit_cost_central", "unit_cost_high"):
            value = getattr(plan.record("template", key), field)
            if value is not None:
                cost = value * factor
                edits.append(EditField(kind="template", key=key, field=field, value=cost))
    return Batch(commands=tuple(edits))
