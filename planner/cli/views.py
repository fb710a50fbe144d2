# SPDX-License-Identifier: EUPL-1.2
"""The verbs that only look: show, evaluate, templates, states."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from planner import text
from planner.cli.filtering import chosen
from planner.cli.lookup import find_key
from planner.cli.output import Result, finding_data, shown, table
from planner.cli.provenance import legend, marked
from planner.domain.commands import name_of
from planner.domain.months import FIRST_YEAR, YEARS
from planner.domain.plan import Plan
from planner.domain.records.evidence import Evidence
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import Measure, MeasureKind, Template
from planner.domain.schema import Field, Kind, Record, Type
from planner.engine.conflicts import chosen_evidence
from planner.engine.outcome import CLASSES, MONEY_SOURCES, Outcome, Series, Severity
from planner.engine.trust import MARKS, cell_level
from planner.sentences import name_in, record_word, size_words
from planner.session import Session
from planner.text import _, number
from planner.workbook.plain import json_values

_COLUMNS = 7
_WHOLE_TITLE = 110
_FIRM = slice(0, 3)
_TENTATIVE = 3


def show(session: Session, options: argparse.Namespace) -> Result:
    """List the kinds of record, the records of one kind, or the fields of one record."""
    if options.kind is None:
        return _overview(session.plan)
    kind = session.plan.schema.kind(options.kind)
    if options.key is None:
        return _listing(session.plan, kind, chosen(session, kind, options))
    key = find_key(session.plan, kind.name, options.key)
    return _details(session.plan, session.plan.record(kind.name, key))


def evaluate(session: Session, _options: argparse.Namespace) -> Result:
    """Give the headline figures, the figures of each year and the number of findings."""
    outcome = session.outcome
    years = [_year_data(outcome, year) for year in range(YEARS)]
    data = {
        "headlines": _headline_data(outcome),
        "years": years,
        "findings": [finding_data(finding, session.plan) for finding in outcome.findings],
    }
    return Result(data, [*_headline_lines(outcome), "", *_year_lines(years)])


def templates(session: Session, _options: argparse.Namespace) -> Result:
    """List what can be assigned."""
    rows = sorted(session.plan.of(Template).values(), key=lambda t: (t.kind, t.id))
    heads = (
        _("Template"),
        _("Name"),
        _("Kind"),
        _("Usual size"),
        _("Cost [MEUR]"),
        _("A year [MEUR]"),
        _("Months"),
    )
    cells = [
        (
            t.id,
            _(t.name),
            _(t.kind.label),
            size_words(MeasureKind(t.kind), t.size),
            text.significant(_central_cost(t)),
            text.significant(_yearly_cost(t)),
            number(t.lead_months),
        )
        for t in rows
    ]
    return Result([json_values(t) for t in rows], table(heads, cells, right="    rrr"))


def states(session: Session, _options: argparse.Namespace) -> Result:
    """List the states and what each has."""
    plan = session.plan
    rows = sorted(plan.of(State).values(), key=lambda state: state.id)
    counts = {kind: _count_by_state(plan, kind) for kind in (System, Factory, Measure)}
    heads = (_("State"), _("Name"), _("Membership"), *(_(kind.KIND.plural) for kind in counts))
    cells = [
        (
            state.id,
            text.state_name(state.id),
            _(state.membership.label),
            *(number(count.get(state.id, 0)) for count in counts.values()),
        )
        for state in rows
    ]
    return Result([json_values(state) for state in rows], table(heads, cells, right="   rrr"))


def _overview(plan: Plan) -> Result:
    counts = {kind.name: len(plan.table(kind.name)) for kind in plan.schema.kinds.values()}
    rows = [(name, _(plan.schema.kind(name).plural), number(n)) for name, n in counts.items()]
    return Result(counts, table((_("Kind"), _("Records"), _("Number")), rows, right="  r"))


def _listing(plan: Plan, kind: Kind, rows: Mapping[str, Record]) -> Result:
    records = sorted(rows.values(), key=lambda row: (name_of(row), row.id))
    if not records:
        none = (
            _("None meets these conditions.")
            if plan.table(kind.name)
            else _("This plan holds none of these.")
        )
        return Result([], [none])
    fields = _columns(kind, records)
    cells = [[_cell(plan, field, record) for field in fields] for record in records]
    right = "".join("r" if f.value_type in (Type.NUMBER, Type.INTEGER) else " " for f in fields)
    lines = table([_(field.label) for field in fields], cells, right=right)
    return Result([json_values(record) for record in records], [*lines, *_legend(lines)])


def _cell(plan: Plan, field: Field, record: Record) -> str:
    value = getattr(record, field.name)
    if field.name == "name" and value is not None:
        return name_in(plan, record)
    return "" if value is None else _marked_cell(plan, record, field)


def _marked_cell(plan: Plan, record: Record, field: Field) -> str:
    words = shown(field, getattr(record, field.name), plan)
    return marked(words, cell_level(plan, record, field.name))


def _columns(kind: Kind, records: Sequence[Record]) -> list[Field]:
    """Choose the fields that tell records apart: key, name, required ones, then known ones."""
    first = [f for f in kind.fields if f.name == "id" or f.name in kind.natural_key or f.required]
    known = [
        f
        for f in kind.fields
        if f not in first and any(getattr(record, f.name) is not None for record in records)
    ]
    return [*first, *known[: max(0, _COLUMNS - len(first))]]


def _details(plan: Plan, record: Record) -> Result:
    evidence = _evidence(plan, record)
    rows = [
        (
            field.name,
            _(field.label),
            _marked_cell(plan, record, field),
            _source_words(plan, evidence.get(field.name)),
        )
        for field in record.KIND.fields
    ]
    heads = (_("Field"), _("Label"), _("Value"), _("Source"))
    lines = table(heads, rows)
    return Result(json_values(record), [*lines, *_legend(lines)])


def _legend(lines: Sequence[str]) -> list[str]:
    """Explain the marks behind values, if there are any."""
    found = any(f" {mark}" in line for line in lines for mark in MARKS.values())
    return ["", legend()] if found else []


def _evidence(plan: Plan, record: Record) -> dict[str, Evidence]:
    about = (record.KIND.name, record.id)
    fields = (
        (field.name, chosen_evidence(plan, *about, field.name)) for field in record.KIND.fields
    )
    return {name: evidence for name, evidence in fields if evidence is not None}


def _source_words(plan: Plan, evidence: Evidence | None) -> str:
    if evidence is None:
        return ""
    source = record_word(plan, "source", evidence.source) if evidence.source else ""
    year = str(evidence.year) if evidence.year else ""
    confidence = _("{confidence} confidence").format(confidence=_(evidence.confidence.label))
    return ", ".join(part for part in (confidence, year, source) if part)


def _headline_data(outcome: Outcome) -> dict[str, Any]:
    figures = outcome.headlines
    return {
        "union_committed_meur": figures.union_committed_meur,
        "union_tentative_meur": figures.union_tentative_meur,
        "union_ceiling_meur": figures.union_ceiling_meur,
        "covered": list(figures.covered),
        "not_covered": list(figures.not_covered),
    }


def _headline_lines(outcome: Outcome) -> Iterator[str]:
    figures = outcome.headlines
    yield _("Union money: {committed} of {ceiling} MEUR committed, {tentative} tentative").format(
        committed=number(figures.union_committed_meur, 1),
        ceiling=number(figures.union_ceiling_meur, 1),
        tentative=number(figures.union_tentative_meur, 1),
    )
    yield _("Member states covered: {covered} of {all}").format(
        covered=len(figures.covered), all=len(figures.covered) + len(figures.not_covered)
    )
    names = sorted(text.state_name(state) for state in figures.not_covered)
    if names:
        yield _("Not covered: {states}").format(states=", ".join(names))
    found = [finding.severity for finding in outcome.findings]
    counts = (f"{_(level.label)} {found.count(level)}" for level in Severity)
    yield _("Findings: {counts}").format(counts=", ".join(counts))


def _year_data(outcome: Outcome, year: int) -> dict[str, Any]:
    months = slice(year * 12, year * 12 + 12)
    december = months.stop - 1
    committed = outcome.commitments_meur[:, :, :, months].sum(axis=(0, 3))
    paid = outcome.payments_meur[:, _FIRM, :, months].sum(axis=(0, 1, 3))
    return {
        "year": FIRST_YEAR + year,
        "capacity_ef": _by_class(outcome.capacity_ef[:, :, december]),
        "power_mw": _by_class(outcome.power_mw[:, :, december]),
        "trained": _by_class(outcome.trained[:, :, december]),
        "committed_meur": _by_source(committed[_FIRM].sum(axis=0)),
        "tentative_meur": _by_source(committed[_TENTATIVE]),
        "paid_meur": _by_source(paid),
    }


def _by_class(values: Series) -> dict[str, float]:
    totals = np.asarray(values.sum(axis=0), dtype=float).tolist()
    return {str(capacity): total for capacity, total in zip(CLASSES, totals, strict=True)}


def _by_source(values: Series) -> dict[str, float]:
    return dict(zip(MONEY_SOURCES, np.asarray(values, dtype=float).tolist(), strict=True))


def _year_lines(years: Sequence[dict[str, Any]]) -> list[str]:
    heads = (
        _("Year"),
        *(_(capacity.label) for capacity in CLASSES),
        _("Union"),
        _("States"),
        _("Other"),
        _("Paid"),
        _("Power"),
        _("Trained"),
    )
    rows = [
        (
            str(year["year"]),
            *(text.fixed(value, 2) for value in year["capacity_ef"].values()),
            *(text.fixed(value, 1) for value in year["committed_meur"].values()),
            text.fixed(sum(year["paid_meur"].values()), 1),
            text.fixed(year["power_mw"]["available"], 1),
            number(year["trained"]["available"]),
        )
        for year in years
    ]
    lines = table(heads, rows, right=" " + "r" * (len(heads) - 1))
    units = _(
        "Capacity by class in EFLOP/s (BF16 dense) in December; committed and paid money in MEUR; "
        "power in MW and people trained: operational only."
    )
    return [*lines, units]


def _central_cost(template: Template) -> float | None:
    unit, fixed = template.unit_cost_central, template.fixed_cost_central
    if unit is None and fixed is None:
        return None
    return (fixed or 0.0) + (unit or 0.0) * template.size


def _yearly_cost(template: Template) -> float | None:
    """Return the operating cost a year in MEUR at the usual size; None where nothing is said."""
    if template.opex_meur_per_year is not None or template.opex_share is None:
        return template.opex_meur_per_year
    bought = _central_cost(template)
    return None if bought is None else bought * template.opex_share


def _count_by_state(plan: Plan, kind: type[System | Factory | Measure]) -> dict[str, int]:
    found: dict[str, int] = {}
    for record in plan.of(kind).values():
        found[record.state] = found.get(record.state, 0) + 1
    return found
