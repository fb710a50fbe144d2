# SPDX-License-Identifier: EUPL-1.2
"""The verbs about sources: trace a number, list and settle conflicts, compare three values."""

import argparse
from collections.abc import Iterator
from typing import Any

from planner.cli.arguments import Verb, add_kind
from planner.cli.lookup import find_key
from planner.cli.output import Result, table, update_result
from planner.domain.errors import DomainError
from planner.domain.months import month_of, parse_month
from planner.domain.plan import Plan
from planner.domain.records.evidence import Confidence
from planner.domain.schema import Schema
from planner.domain.settling import Cite, Settle
from planner.engine.conflicts import Conflict, conflict_of, conflicts
from planner.engine.derivations import NETWORK, About
from planner.engine.trust import MARKS, Level
from planner.parsing import UsageError
from planner.reference.three_values import Reading, ThreeValues, three_values
from planner.reference.tracing import Part, Trace, Tracer, cited_side
from planner.sentences import record_word
from planner.session import Session
from planner.text import N_, _, labelled, month_label, percent

Parser = argparse.ArgumentParser
_SOURCE = "command line"
_WIDEST = 100
_LATER = month_of(2030, 12)


def marked(words: str, level: Level | None) -> str:
    """Return a value with the mark of low confidence or of an assumption behind it."""
    mark = MARKS.get(level) if level is not None else None
    return f"{words} {mark}" if mark else words


def legend() -> str:
    """Say what the marks behind values mean."""
    return _("~ low confidence   * assumption, or changed in this plan")


def trace(session: Session, options: argparse.Namespace) -> Result:
    """Tell where a number comes from, down to the sources."""
    tracer = Tracer.of(session)
    kind = options.kind
    key = "" if kind == NETWORK else find_key(session.plan, kind, options.key)
    code = options.key if kind == NETWORK else options.field
    if not code:
        raise UsageError("arguments_missing", names=_("FIELD"), program="planner trace")
    about = About(kind, key, code, _month(options.month))
    found = tracer.trace(about, computed=options.computed)
    if found is None:
        raise DomainError("unknown_field", kind=kind, field=code)
    lines = [*_trace_lines(tracer, found, options.depth, 0), "", legend()]
    return Result(_trace_data(tracer, found, options.depth), lines)


def _trace_lines(tracer: Tracer, found: Trace, depth: int, level: int) -> Iterator[str]:
    pad = "    " * level
    yield pad + labelled(found.label, marked(found.value, found.level))
    for head, words in found.lines:
        yield f"{pad}  {labelled(head, words)}"
    for part in found.parts:
        inner = _opened(tracer, part) if depth > 1 else None
        if inner is None:
            yield f"{pad}    {labelled(part.label, marked(part.value, part.level))}"
        else:
            yield from _trace_lines(tracer, inner, depth - 1, level + 1)


def _trace_data(tracer: Tracer, found: Trace, depth: int) -> dict[str, Any]:
    return {
        "label": found.label,
        "value": found.value,
        "confidence": found.level,
        "facts": [list(line) for line in found.lines],
        "parts": [
            _trace_data(tracer, inner, depth - 1)
            if depth > 1 and (inner := _opened(tracer, part)) is not None
            else {"label": part.label, "value": part.value, "confidence": part.level}
            for part in found.parts
        ],
    }


def _opened(tracer: Tracer, part: Part) -> Trace | None:
    return tracer.trace(part.about, computed=part.computed)


def show_conflicts(session: Session, options: argparse.Namespace) -> Result:
    """List where two sources differ by more than one per cent."""
    plan = session.plan
    found = [one for one in conflicts(plan) if options.all or one.is_open]
    rows = [row for one in found for row in _conflict_rows(plan, one)]
    if not rows:
        return Result([], [_("No two sources differ.")])
    heads = (_("Value of"), _("No."), _("Value"), _("Source"), _("Difference"), _("Status"))
    hint = _("Settle one with: planner settle KIND KEY FIELD NO --reason TEXT")
    data = [_conflict_data(plan, one) for one in found]
    return Result(data, [*table(heads, rows, right="  r r", widest=_WIDEST), "", hint])


def _conflict_rows(plan: Plan, one: Conflict) -> Iterator[tuple[str, ...]]:
    field = plan.schema.kind(one.kind).field(one.field)
    name = f"{_(record_word(plan, one.kind, one.key))} · {_(field.label)}"
    names = (name, f"{one.kind} {one.key} {one.field}")  # for people, and for “settle”
    chosen = one.settlement.evidence if one.settlement is not None else ""
    for number, side in enumerate(one.sides, start=1):
        words, (_evidence, source) = cited_side(plan, side)
        state = _("chosen") if side.id == chosen else ""
        first = number == 1
        yield (
            names[number - 1] if number <= len(names) else "",
            str(number),
            words,
            source.title if source is not None else "",
            percent(one.difference, 1) if first and one.difference is not None else "",
            state or (_("open") if first and one.is_open else ""),
        )


def _conflict_data(plan: Plan, one: Conflict) -> dict[str, Any]:
    sides = [cited_side(plan, side) for side in one.sides]
    return {
        "kind": one.kind,
        "key": one.key,
        "field": one.field,
        "difference": one.difference,
        "open": one.is_open,
        "reason": None if one.settlement is None else one.settlement.reason,
        "sides": [
            {
                "evidence": evidence.id,
                "value": evidence.value,
                "source": None if source is None else source.title,
                "year": evidence.year,
                "confidence": str(evidence.confidence),
            }
            for _words, (evidence, source) in sides
        ],
    }


def settle(session: Session, options: argparse.Namespace) -> Result:
    """Choose one of the sources of a cell, with a reason."""
    plan = session.plan
    key = find_key(plan, options.kind, options.key)
    found = conflict_of(plan, options.kind, key, options.field)
    sides = found.sides if found is not None else ()
    if not 1 <= options.number <= len(sides):
        raise DomainError("not_a_side", kind=options.kind, key=key, field=options.field)
    command = Settle(
        kind=options.kind,
        key=key,
        field=options.field,
        evidence=sides[options.number - 1].id,
        reason=options.reason,
    )
    before = (session.plan, session.outcome)
    return update_result(session.execute(command, reason=options.reason, source=_SOURCE), before)


def cite(session: Session, options: argparse.Namespace) -> Result:
    """Add what another source says about a cell."""
    command = Cite(
        kind=options.kind,
        key=find_key(session.plan, options.kind, options.key),
        field=options.field,
        value=options.value,
        source=options.source,
        reference=options.where,
        year=options.year,
        confidence=Confidence(options.confidence),
        note=options.note,
    )
    before = (session.plan, session.outcome)
    return update_result(session.execute(command, reason=options.reason, source=_SOURCE), before)


def values(session: Session, options: argparse.Namespace) -> Result:
    """Compare the January 2024 framework, October 2026 and the plan."""
    month = _month(options.month)
    rows = three_values(session.plan, session.outcome, month)
    heads = (
        _("Quantity"),
        _("January 2024"),
        _("October 2026"),
        _("Plan, {month}").format(month=month_label(month)),
    )
    cells = [(row.name, *(marked(one.words, one.level) for one in _readings(row))) for row in rows]
    data = [_value_data(row) for row in rows]
    return Result(data, [*table(heads, cells, right=" rrr", widest=_WIDEST), "", legend()])


def _readings(row: ThreeValues) -> tuple[Reading, Reading, Reading]:
    return row.framework, row.current, row.scenario


def _value_data(row: ThreeValues) -> dict[str, Any]:
    names = ("framework_2024", "current", "scenario")
    readings = {
        name: {"value": one.value, "confidence": one.level, "source": one.source}
        for name, one in zip(names, _readings(row), strict=True)
    }
    return {"key": row.key, "name": row.name, **readings, "notes": row.notes}


def _month(words: str | None) -> int:
    return int(_LATER if words is None else parse_month(words))


def _trace_arguments(parser: Parser, schema: Schema) -> None:
    kinds = [NETWORK, *schema.kinds]
    parser.add_argument(
        "kind", metavar=_("KIND"), choices=kinds, help=_("“network”, or a kind of record")
    )
    parser.add_argument(
        "key", metavar=_("KEY"), help=_("key or name; for the network the code of a figure")
    )
    parser.add_argument("field", nargs="?", metavar=_("FIELD"), help=_("a field, or a figure"))
    parser.add_argument("--depth", type=int, default=3, metavar=_("N"), help=_("how far down"))
    parser.add_argument("--computed", action="store_true", help=_("the figure, not the field"))
    _month_argument(parser)


def _month_argument(parser: Parser) -> None:
    parser.add_argument(
        "--month", metavar=_("MONTH"), help=_("such as 2028-01; December 2030 if left out")
    )


def _cell_arguments(parser: Parser, schema: Schema) -> None:
    add_kind(parser, schema)
    parser.add_argument("key", metavar=_("KEY"), help=_("key, end of the key, or name"))
    parser.add_argument("field", metavar=_("FIELD"), help=_("the name of the field"))


def _settle_arguments(parser: Parser, schema: Schema) -> None:
    _cell_arguments(parser, schema)
    parser.add_argument(
        "number", type=int, metavar=_("NO"), help=_("which source, as “conflicts” numbers them")
    )


def _cite_arguments(parser: Parser, schema: Schema) -> None:
    _cell_arguments(parser, schema)
    parser.add_argument("value", metavar=_("VALUE"), help=_("what the source says"))
    parser.add_argument("--source", required=True, metavar=_("TITLE"), help=_("its title"))
    parser.add_argument("--where", metavar=_("REFERENCE"), help=_("address or page"))
    parser.add_argument("--year", type=int, metavar=_("YEAR"), help=_("of the figure"))
    parser.add_argument("--note", metavar=_("TEXT"), help=_("kept with a source that is new"))
    parser.add_argument("--confidence", choices=[str(c) for c in Confidence], default="low")


def _conflicts_arguments(parser: Parser, _schema: Schema) -> None:
    parser.add_argument("--all", action="store_true", help=_("settled ones too"))


def _values_arguments(parser: Parser, _schema: Schema) -> None:
    _month_argument(parser)


VERBS = (
    Verb(
        name="trace",
        help=N_("tell where a number comes from, down to its sources"),
        arguments=_trace_arguments,
        run=trace,
        looks_back=True,
    ),
    Verb(
        name="conflicts",
        help=N_("list where two sources differ"),
        arguments=_conflicts_arguments,
        run=show_conflicts,
        looks_back=True,
    ),
    Verb(
        name="settle",
        help=N_("choose between two sources, with a reason"),
        arguments=_settle_arguments,
        run=settle,
    ),
    Verb(
        name="cite",
        help=N_("add what another source says about a value"),
        arguments=_cite_arguments,
        run=cite,
    ),
    Verb(
        name="values",
        help=N_("compare January 2024, October 2026 and the plan"),
        arguments=_values_arguments,
        run=values,
        looks_back=True,
    ),
)
