# SPDX-License-Identifier: EUPL-1.2
"""The verb `budget`: who commits and pays what in which year, with sums that add up."""

import argparse
from collections.abc import Sequence
from typing import Any

from planner import text
from planner.cli.output import Result, table
from planner.domain.months import FIRST_YEAR, YEARS
from planner.domain.plan import Plan
from planner.domain.records.contributions import FrameworkUse, Programme
from planner.domain.schema import Schema
from planner.engine.budget import (
    THOUSANDTHS,
    Entry,
    Grouping,
    Mode,
    Section,
    Sum,
    column_sums,
    grand_total,
    grouped,
    payer_code,
    payer_label,
    payer_of,
)
from planner.engine.budget_head import Head, head
from planner.engine.budget_lines import budget, framework, framework_total
from planner.sentences import record_word
from planner.session import Session
from planner.text import _, fixed, number

_OPEN = "+"


def budget_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Take what to group by, and which of the two kinds of amount."""
    parser.add_argument(
        "--by",
        choices=[one.value for one in Grouping],
        default=Grouping.MEASURE.value,
        metavar=_("GROUP"),
        help=_("one of: {kinds}").format(kinds=", ".join(one.value for one in Grouping)),
    )
    parser.add_argument("--payments", action="store_true", help=_("payments, not commitments"))
    parser.add_argument("--lines", action="store_true", help=_("every line, not only groups"))


def show_budget(session: Session, options: argparse.Namespace) -> Result:
    """Give the matrix of groups and years in MEUR, and the figures above it."""
    plan, outcome = session.plan, session.outcome
    grouping, mode = Grouping(options.by), Mode.PAYMENTS if options.payments else Mode.COMMITMENTS
    known = grouping is Grouping.FRAMEWORK
    entries = framework(plan) if known else budget(plan, outcome, mode)
    sections = grouped(entries, grouping)
    figures = head(plan, outcome)
    data = {
        "by": grouping.value,
        "mode": mode.value,
        "unit": "MEUR",
        "years": [*range(FIRST_YEAR, FIRST_YEAR + YEARS), None],
        "head": _head_data(figures),
        "framework_total_meur": framework_total(plan),
        "groups": [_section_data(plan, section, grouping) for section in sections],
        "columns": [_amount(one) for one in column_sums(entries)],
        "total": _amount(grand_total(entries)),
    }
    rows = [_row(_("All"), column_sums(entries), grand_total(entries))]
    for section in sections:
        name = _name(plan, section, grouping)
        rows.append(_row(name, section.columns, grand_total(section.entries)))
        if options.lines:
            rows += [_line_row(plan, entry, grouping) for entry in section.entries]
    said = _framework_lines(plan, entries) if known else _head_lines(figures)
    return Result(data, [*said, "", *_laid_out(rows)])


def _framework_lines(plan: Plan, entries: Sequence[Entry]) -> list[str]:
    total, stated = framework_total(plan), grand_total(entries).amount / THOUSANDTHS
    left = None if total is None else total - stated
    told = _("January 2024 framework {total} MEUR: {stated} stated, {left} not stated").format(
        total=number(total, 3), stated=number(stated, 3), left=number(left, 3)
    )
    return [told]


def _laid_out(rows: Sequence[tuple[str, list[Sum]]]) -> list[str]:
    """Lay out the years in which there is anything; every amount in full."""
    heads = [
        _("Group"),
        _("Total"),
        *(str(FIRST_YEAR + at) for at in range(YEARS)),
        _("Other years"),
    ]
    used = [
        at
        for at in range(len(rows[0][1]))
        if at == 0 or any(row[at].amount or row[at].open for _name, row in rows)
    ]
    cells = [[name, *(_words(row[at]) for at in used)] for name, row in rows]
    lines = table([heads[0], *(heads[at + 1] for at in used)], cells, right=" " + "r" * len(used))
    return [*lines, _("MEUR; “n. s.” is not stated, not zero; “+” marks a sum that is open.")]


def _row(name: str, columns: Sequence[Sum], total: Sum) -> tuple[str, list[Sum]]:
    return name, [total, *columns]


def _line_row(plan: Plan, entry: Entry, grouping: Grouping) -> tuple[str, list[Sum]]:
    return _row(
        f"  {_line_name(plan, entry, grouping)}",
        [Sum.of([cell]) for cell in entry.cells],
        Sum.of(entry.cells),
    )


def _line_name(plan: Plan, entry: Entry, grouping: Grouping) -> str:
    line = entry.line
    subject = "" if grouping is Grouping.FRAMEWORK else record_word(plan, line.kind, line.key)
    parts = ["" if grouping is Grouping.MEASURE else subject, _(payer_label(line.paid_by))]
    if line.kind == "measure":
        parts.append(_(line.purpose.label))
    if line.programme is not None:
        parts.append(_(line.programme.label))
    return ", ".join(part for part in parts if part)


def _words(one: Sum) -> str:
    if not one.amount:
        return _("n. s.") if one.open else ""
    return fixed(one.amount / THOUSANDTHS, 3) + (_OPEN if one.open else "")


def _name(plan: Plan, section: Section, grouping: Grouping) -> str:
    key = section.key
    match grouping:
        case Grouping.PROGRAMME:
            return _(Programme(key).label) if key else _("not stated")
        case Grouping.USE | Grouping.FRAMEWORK:
            return _(FrameworkUse(key).label) if key else _("not stated")
        case Grouping.SOURCE:
            return _(payer_label(payer_of(key)))
        case Grouping.STATE:
            return text.state_name(key) if key else _("no single state")
        case _:
            first = section.entries[0]
            return f"{record_word(plan, first.line.kind, first.line.key)} {first.place}".strip()


def _section_data(plan: Plan, section: Section, grouping: Grouping) -> dict[str, Any]:
    return {
        "key": section.key,
        "name": _name(plan, section, grouping),
        "columns": [_amount(one) for one in section.columns],
        "total": _amount(grand_total(section.entries)),
        "lines": [_entry_data(entry) for entry in section.entries],
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    line = entry.line
    return {
        "kind": line.kind,
        "key": line.key,
        "paid_by": payer_code(line.paid_by),
        "state": line.state,
        "programme": None if line.programme is None else line.programme.value,
        "purpose": line.purpose.value,
        "origin": entry.origin.value,
        "tentative": entry.tentative,
        "cells": [None if cell is None else cell / THOUSANDTHS for cell in entry.cells],
    }


def _amount(one: Sum) -> dict[str, Any]:
    return {"meur": one.amount / THOUSANDTHS, "open": one.open}


def _head_data(of: Head) -> dict[str, Any]:
    union, states, other = of.matched
    return {
        "union_ceiling_meur": of.ceiling_meur,
        "union_committed_meur": of.committed_meur,
        "union_tentative_meur": of.tentative_meur,
        "union_paid_meur": of.paid_meur,
        "match": {"union_meur": union, "states_meur": states, "other_meur": other},
        "match_ratio": of.match_ratio,
        "unknown_splits": of.unknown,
        "programmes": [
            {
                "programme": one.programme.value,
                "ceiling_meur": one.ceiling_meur,
                "in_force": one.in_force,
                "committed_meur": one.committed_meur,
            }
            for one in of.programmes
        ],
        "mobilised_meur": of.mobilised.meur,
    }


def _head_lines(of: Head) -> list[str]:
    ratio = _("unknown") if of.match_ratio is None else fixed(of.match_ratio, 3)
    union, states, other = (fixed(amount, 1) for amount in of.matched)
    lines = [
        _("Union ceiling {ceiling} MEUR, committed {committed}, tentative {tentative}").format(
            ceiling=number(of.ceiling_meur, 1),
            committed=fixed(of.committed_meur, 1),
            tentative=fixed(of.tentative_meur, 1),
        ),
        _("States to Union {ratio}: {states} to {union} MEUR, others {other}").format(
            ratio=ratio, states=states, union=union, other=other
        ),
    ]
    for one in of.programmes:
        force = _("in force") if one.in_force else _("no longer in force")
        lines.append(
            _("{programme}: {committed} of {ceiling} MEUR, {force}").format(
                programme=_(one.programme.label),
                committed=fixed(one.committed_meur, 1),
                ceiling=number(one.ceiling_meur, 1),
                force=force,
            )
        )
    return lines
