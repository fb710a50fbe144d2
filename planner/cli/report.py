# SPDX-License-Identifier: EUPL-1.2
"""The verb for pages: of a state, a factory, the Board, the auditor, the press, or of a change.

Paper is made by whoever starts the program, because it takes the window's typography; a page is a
plain value until then.
"""

import argparse
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from planner import app
from planner.cli.arguments import Verb, add_as_of, add_scenario
from planner.cli.lookup import find_key
from planner.cli.output import Paper, Result, table
from planner.cli.scenario import scenario_key, session_asked
from planner.domain.months import HORIZON, parse_month
from planner.domain.plan import Plan
from planner.domain.schema import Schema
from planner.parsing import UsageError
from planner.report import listing
from planner.report.change_note import change_note
from planner.report.origins import Footnotes, footnotes
from planner.report.pages import BY_NAME, QUESTIONS, against, make_sheet, since_begun
from planner.report.reader import Reader
from planner.report.sheet import (
    Block,
    Cell,
    Chart,
    KeyFigures,
    Maps,
    Paragraph,
    Sheet,
    Table,
    Text,
    pieces,
)
from planner.scenarios import Scenarios
from planner.sides import Meant, plan_meant
from planner.text import N_, _, labelled

CHANGE = "change"
_LATER = "2030-12"


def report_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare which page, about what, and where to."""
    parser.add_argument(
        "page",
        metavar=_("PAGE"),
        choices=[*BY_NAME, "questions"],
        help=_("one of: {pages}; or questions, for what is answered where").format(
            pages=", ".join(BY_NAME)
        ),
    )
    parser.add_argument(
        "subject",
        nargs="?",
        metavar=_("ABOUT"),
        help=_(
            "the state, factory or site; of a change what it is compared with: a file, @… or #…"
        ),
    )
    add_as_of(parser, told=True)
    add_scenario(parser)
    parser.add_argument("--pdf", metavar=_("FILE"), help=_("write it as PDF"))
    parser.add_argument("--table", metavar=_("FILE"), help=_("write its figures, .xlsx or .csv"))
    parser.add_argument(
        "--month", metavar=_("MONTH"), default=_LATER, help=_("the month of what is planned")
    )


def report(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    """Show a page, and write it where that is asked for."""
    if options.page == "questions":
        return _questions()
    month = min(max(int(parse_month(options.month)), 0), HORIZON - 1)
    reader = Reader(session_asked(scenarios, options), month)
    sheet = _sheet(reader, scenarios, options)
    notes = footnotes(reader, sheet)
    if options.table:
        rows = list(listing.rows(sheet, notes))
        app.export_listing(sheet.title, listing.heads(), rows, Path(options.table))
    written = [one for one in (options.table, options.pdf) if one]
    lines = list(_lines(sheet, notes))
    if written:
        lines = [_("Written: {files}").format(files=", ".join(written))]
    paper = Paper(sheet, notes, Path(options.pdf)) if options.pdf else None
    return Result(listing.plain(sheet, notes), lines, paper=paper)


def _sheet(reader: Reader, scenarios: Scenarios, options: argparse.Namespace) -> Sheet:
    today = datetime.now(UTC).date()
    if options.page == CHANGE:
        found = since_begun(reader)
        if options.subject:
            found = against(reader, options.subject, _other(scenarios, options.subject))
        return change_note(reader, found, today=today)
    kind = BY_NAME[options.page].subject
    if kind and not options.subject:
        raise UsageError(
            "arguments_missing", names=_("ABOUT"), program=f"planner report {options.page}"
        )
    key = find_key(reader.plan, kind, options.subject) if kind else ""
    return make_sheet(reader, options.page, key, today)


def _other(scenarios: Scenarios, words: str) -> Plan:
    """Return another plan: a file, or a scenario or past day of the plan itself."""
    meant = Meant.by(words)
    if meant.file:
        return plan_meant(words, None, None)
    session = scenarios.open(scenario_key(scenarios.root.plan, meant.scenario or None))
    return session.as_of(meant.moment).plan if meant.moment else session.plan


def _questions() -> Result:
    rows = [(_(one.asker), _(one.words), f"{one.sheet} · {one.section}") for one in QUESTIONS]
    heads = (_("Asked by"), _("Question"), _("Page and section"))
    data = [
        {"asked_by": one.asker, "question": one.words, "page": one.sheet, "section": one.section}
        for one in QUESTIONS
    ]
    return Result(data, table(heads, rows, widest=80))


def _lines(sheet: Sheet, notes: Footnotes) -> Iterator[str]:
    yield sheet.title
    yield sheet.subtitle
    yield " · ".join(labelled(head, words) for head, words in sheet.facts)
    for section in sheet.sections:
        yield ""
        yield f"── {section.title}"
        for block in section.blocks:
            yield from _block(block, notes)
    yield ""
    yield from (labelled(one.word, one.meaning) for one in sheet.terms)
    yield ""
    yield from (f"[{number}] {words}" for number, words in enumerate(notes.notes, start=1))


def _block(block: Block, notes: Footnotes) -> Iterator[str]:
    if isinstance(block, KeyFigures):
        rows = [
            (one.label, _noted(one.cell, notes), _with_notes(one.note, notes))
            for one in block.figures
        ]
        yield from table((_("Figure"), _("Value"), ""), rows, right=" r")
    elif isinstance(block, Table):
        yield from _table(block, notes)
    elif isinstance(block, Paragraph):
        yield _with_notes(block.words, notes)
    elif isinstance(block, Chart | Maps):
        yield labelled(block.title, _with_notes(block.summary, notes))


def _table(block: Table, notes: Footnotes) -> Iterator[str]:
    if not block.lines:
        yield block.empty
        return
    rows = [[_noted(cell, notes) for cell in line.cells] for line in block.lines]
    right = block.right.replace("l", " ")
    yield from table(block.heads, rows, right=right, widest=100)
    if str(block.note):
        yield _with_notes(block.note, notes)


def _with_notes(text: Text, notes: Footnotes) -> str:
    """Write words with the numbers of the notes of what is among them."""
    return "".join(_noted(one, notes) if isinstance(one, Cell) else one for one in pieces(text))


def _noted(cell: Cell, notes: Footnotes) -> str:
    number = notes.of(cell)
    return f"{cell.words} [{number}]" if number else cell.words


VERBS = (
    Verb(
        name="report",
        help=N_("show or print a page: state, factory, board, auditor, journalist, change"),
        arguments=report_arguments,
        run_scenarios=report,
    ),
)
