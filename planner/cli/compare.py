# SPDX-License-Identifier: EUPL-1.2
"""The verb that says how plans differ: in what was put in and in what comes of it."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from planner import app, text
from planner.cli.arguments import Verb
from planner.cli.output import (
    Result,
    changes_data,
    changes_lines,
    finding_data,
    finding_line,
    table,
)
from planner.domain.comparing import Difference
from planner.domain.months import parse_month
from planner.domain.plan import Plan
from planner.domain.schema import Schema
from planner.engine.comparing import (
    QUANTITIES,
    Comparison,
    Quantity,
    Side,
    Sort,
    quantity_of,
    side_by_side,
    total,
)
from planner.engine.waterfall import Bar, Waterfall, waterfall
from planner.parsing import UsageError
from planner.sentences import kind_word, record_word
from planner.sides import Meant, plan_meant
from planner.text import N_, _, number

SAME, DIFFERENT = 0, 1
_END_OF_2030 = "2030-12"


def compare_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what is compared, and what the exit codes mean."""
    parser.add_argument(
        "sides",
        nargs="+",
        metavar=_("PLAN"),
        help=_("a file, file@2026-06-30, file#scenario, or a patch; @… and #… of your plan alone"),
    )
    parser.add_argument("--figures", action="store_true", help=_("also what comes of each"))
    parser.add_argument(
        "--month", metavar=_("MONTH"), default=_END_OF_2030, help=_("the month of the figures")
    )
    parser.add_argument(
        "--waterfall",
        metavar=_("FIGURE"),
        choices=[one.code for one in QUANTITIES],
        help=_("which edits changed a figure, one of: {figures}").format(
            figures=", ".join(one.code for one in QUANTITIES)
        ),
    )
    parser.epilog = _(
        "The first plan is what the others are compared with; with only one it is your plan. "
        "Exit codes: 0 all hold the same, 1 they differ."
    )


def compare(path: Path | None, options: argparse.Namespace, _schema: Schema) -> Result:
    """Compare plans with the first of them."""
    month = parse_month(options.month)
    names, plans = _read(path, options.sides)
    base = Side.of(names[0], plans[0])
    others = [base.beside(name, plan) for name, plan in zip(names[1:], plans[1:], strict=True)]
    found = side_by_side(base, others)
    falls = [_fall(one, options.waterfall, month) for one in found if options.waterfall]
    lines = [*_lines(found, options, month)]
    for one, fall in zip(found, falls, strict=False):
        lines += ["", *_fall_lines(one, fall, options.waterfall)]
    data = [_data(one, month) for one in found]
    for told, fall, one in zip(data, falls, found, strict=False):
        told["waterfall"] = _fall_data(fall, one)
    code = SAME if all(one.is_same for one in found) else DIFFERENT
    return Result(data, lines, code)


def _read(path: Path | None, words: Sequence[str]) -> tuple[list[str], list[Plan]]:
    wanted = [*words] if len(words) > 1 else ["", *words]
    with ExitStack() as stack:
        opened = None
        if path is not None or any(_needs_plan(one) for one in wanted):
            opened = stack.enter_context(app.workspace(path))
        parts = (opened.scenarios, opened.file) if opened else (None, None)
        plans = [plan_meant(one, *parts) for one in wanted]
    return [one or _("Your plan") for one in wanted], plans


def _needs_plan(words: str) -> bool:
    meant = Meant.by(words)
    return not meant.file or meant.file.endswith(".aifpatch")


def _lines(found: Sequence[Comparison], options: argparse.Namespace, month: int) -> Iterator[str]:
    for one in found:
        yield f"{one.before.name} → {one.after.name}"
        if one.is_same:
            yield _("Both hold the same.")
            continue
        yield from _count_lines(one)
        yield from changes_lines(one.inputs.changes, one.after.plan)
        for finding in one.gained:
            yield _("New: {finding}").format(finding=finding_line(finding, one.after.plan))
        for finding in one.lost:
            yield _("Settled: {finding}").format(finding=finding_line(finding, one.before.plan))
    if options.figures:
        yield ""
        yield from _figure_lines(found, month)


def _count_lines(one: Comparison) -> list[str]:
    heads = (_("Kind"), *(_(word.label) for word in Difference))
    rows = [
        (kind_word(kind), *(number(counts[word]) for word in Difference))
        for kind, counts in one.inputs.counts.items()
    ]
    return table(heads, rows, right=" rrr")


def _figure_lines(found: Sequence[Comparison], month: int) -> list[str]:
    base = found[0].before
    heads = [_("Figure"), _("Unit"), base.name]
    for one in found:
        heads += [one.after.name, _("Difference")]
    rows = []
    for quantity in QUANTITIES:
        first = total(base.outcome, quantity, month)
        row = [_said(quantity), text.unit_label(quantity.unit), number(first, 1)]
        for one in found:
            after = total(one.after.outcome, quantity, month)
            row += [number(after, 1), _signed(after - first)]
        rows.append(row)
    return [text.month_label(month), *table(heads, rows, right="  " + "r" * (len(heads) - 2))]


def _said(quantity: Quantity) -> str:
    label = _(quantity.label)
    return label if quantity.sort is Sort.STOCK else _("{figure}, so far").format(figure=label)


def _signed(value: float) -> str:
    return f"+{number(value, 1)}" if value > 0 else number(value, 1)


def _fall(one: Comparison, code: str, month: int) -> Waterfall:
    quantity = quantity_of(code)
    if quantity is None:
        raise UsageError("unknown_choice", value=code, choices=[q.code for q in QUANTITIES])
    return waterfall(
        one.before.plan,
        one.before.outcome,
        one.inputs.changes,
        lambda outcome: total(outcome, quantity, month),
    )


def _fall_lines(one: Comparison, fall: Waterfall, code: str) -> list[str]:
    quantity = quantity_of(code)
    unit = text.unit_label(quantity.unit) if quantity else ""
    rows = [(one.before.name, number(fall.before, 1))]
    rows += [(_bar_word(bar, one), _signed(float(bar.amount))) for bar in fall.bars]
    rows.append((one.after.name, number(fall.after, 1)))
    return table((_(quantity.label) if quantity else code, unit), rows, right=" r")


def _bar_word(bar: Bar, one: Comparison) -> str:
    if bar.rest:
        return _("{count} smaller changes together").format(count=number(len(bar.changes)))
    first = next(iter(bar.changes))
    plan = one.before.plan if first.after is None else one.after.plan
    return record_word(plan, first.table, first.key)


def _fall_data(fall: Waterfall, one: Comparison) -> dict[str, Any]:
    bars = [
        {
            "record": _bar_word(bar, one),
            "keys": [[change.table, change.key] for change in bar.changes],
            "amount": float(bar.amount),
        }
        for bar in fall.bars
    ]
    return {"before": fall.before, "after": fall.after, "bars": bars}


def _data(one: Comparison, month: int) -> dict[str, Any]:
    return {
        "before": one.before.name,
        "after": one.after.name,
        "same": one.is_same,
        "counts": {
            kind: {str(word): count for word, count in counts.items()}
            for kind, counts in one.inputs.counts.items()
        },
        "changes": changes_data(one.inputs.changes),
        "figures": {
            headline.quantity.code: {
                "before": headline.before,
                "after": headline.after,
                "unit": headline.quantity.unit,
            }
            for headline in one.headlines(month)
        },
        "gained": [finding_data(finding, one.after.plan) for finding in one.gained],
        "lost": [finding_data(finding, one.before.plan) for finding in one.lost],
    }


VERBS = (
    Verb(
        name="compare",
        help=N_("say how plans, scenarios, moments or patches differ"),
        arguments=compare_arguments,
        run_alone=compare,
    ),
)
