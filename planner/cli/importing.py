# SPDX-License-Identifier: EUPL-1.2
"""The verb that takes tables from elsewhere: what a file would change, and then the change."""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from planner.cli.arguments import Verb, kinds_words
from planner.cli.output import Result, shown, update_result
from planner.domain.commands import Command
from planner.domain.schema import Kind, Schema
from planner.import_sentences import (
    HOW,
    LEFT,
    STATUSES,
    answer_words,
    cell_name,
    column_name,
    field_label,
    mismatch_words,
    notes_words,
    question_words,
    summary_words,
    trouble_words,
)
from planner.incoming import Book
from planner.intake import EVERYTHING, Accepted, Asked, CellDiff, Choices, Report, RowDiff, Status
from planner.parsing import UsageError
from planner.returns import Returned
from planner.sentences import record_word, sentence
from planner.session import Session
from planner.text import N_, _, ngettext, number
from planner.workbook.importing import assistant
from planner.workbook.importing.error_book import write_error_book
from planner.workbook.reading_back import is_our_book
from planner.workbook.returning import returned

Parser = argparse.ArgumentParser
DONE, LEFT_OVER = 0, 1
_MOST_ROWS = 40
_MOST_OPTIONS = 12  # the likeliest; all kinds are in the help
_ACCEPTED = {
    "all": EVERYTHING,
    "new": frozenset({Status.NEW}),
    "changed": frozenset({Status.CHANGED, Status.CONFLICTING}),
    "none": frozenset[Status](),
}
_OPTIONS = {
    Asked.DECIMAL: "--decimal",
    Asked.DATES: "--dates",
    Asked.DASH: "--dash",
    Asked.KIND: "--kind",
}


def import_arguments(parser: Parser, schema: Schema) -> None:
    """Declare the file and what may be chosen about it."""
    parser.add_argument(
        "file", metavar=_("FILE"), help=_(".xlsx, .xlsm, .xls, .ods, .csv, .tsv or .zip")
    )
    _add_table_arguments(parser, schema)
    _add_reading_arguments(parser)
    parser.add_argument(
        "--accept",
        choices=list(_ACCEPTED),
        default="all",
        help=_("which rows to take over; all if left out"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would change and change nothing")
    )
    parser.add_argument(
        "--errors", metavar=_("FILE"), help=_("write a workbook with the mistakes marked")
    )
    parser.epilog = _(
        "Exit codes: 0 everything was taken over; 1 something has to be answered first and nothing "
        "was changed, or rows with mistakes were left out."
    )


def _add_table_arguments(parser: Parser, schema: Schema) -> None:
    parser.add_argument("--sheet", default="", metavar=_("NAME"), help=_("the sheet to read"))
    parser.add_argument(
        "--kind",
        default="",
        choices=list(schema.kinds),
        metavar=_("KIND"),
        help=kinds_words(schema),
    )
    parser.add_argument(
        "--header",
        type=int,
        nargs="+",
        default=[],
        metavar=_("ROW"),
        help=_("the rows that hold the headers, counted from 1"),
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("COLUMN=FIELD"),
        help=_("a column by its letter or header and the field it fills, none to leave it out"),
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar=_("FIELD=VALUE"),
        help=_("a value for every row that does not say"),
    )


def _add_reading_arguments(parser: Parser) -> None:
    parser.add_argument(
        "--unit",
        action="append",
        default=[],
        metavar=_("COLUMN=UNIT"),
        help=_("the unit a column is in, such as T€, or a factor"),
    )
    parser.add_argument(
        "--decimal", default="", choices=[",", "."], help=_("the decimal mark of the file")
    )
    parser.add_argument("--dates", default="", choices=["dmy", "mdy"], help=_("the order in dates"))
    parser.add_argument(
        "--dash",
        default="",
        choices=["unknown", "zero"],
        help=_("what a dash in a column of numbers means"),
    )
    parser.add_argument(
        "--encoding", default="", metavar=_("NAME"), help=_("how a text is encoded, as cp1250")
    )
    parser.add_argument(
        "--delimiter", default="", metavar=_("SIGN"), help=_("what stands between cells of a text")
    )


def run_import(session: Session, options: argparse.Namespace) -> Result:
    """Check a file, and take over what was accepted in one step."""
    path = Path(options.file)
    reading = assistant.begin(path, encoding=options.encoding, delimiter=options.delimiter)
    book = reading.wait()
    if is_our_book(book) and not options.kind:
        return _take_back(session, book, options)
    report = _report(session, book, options)
    lines = list(_report_lines(session, report))
    data = _report_data(session, report)
    if options.errors and (report.troubles or report.mismatches):
        write_error_book(report, path, Path(options.errors))
        lines.append(_("Wrote {path}").format(path=options.errors))
    code = LEFT_OVER if report.questions or report.troubles else DONE
    if options.dry_run or report.questions:
        return Result(data, [*lines, _("Nothing was changed.")], code)
    accepted = Accepted(statuses=_ACCEPTED[options.accept])
    done = _executed(session, assistant.command(report, accepted, session.plan), options)
    assistant.remember(report)
    return Result({**data, **done.data}, [*lines, *done.lines], code)


def _executed(session: Session, command: Command, options: argparse.Namespace) -> Result:
    before = (session.plan, session.outcome)
    source = Path(options.file).name
    return update_result(session.execute(command, reason=options.reason, source=source), before)


def _take_back(session: Session, book: Book, options: argparse.Namespace) -> Result:
    """Take over what somebody changed in a workbook of ours, but for conflicts and removals."""
    found = returned(session, book)
    lines = list(_returned_lines(session, found))
    code = LEFT_OVER if found.conflicts or found.refused else DONE
    data: dict[str, Any] = {
        "file": found.name,
        "sha256": found.digest,
        "based": found.based,
        "changes": len(found.changes),
        "added": len(found.added),
        "conflicts": len(found.conflicts),
        "missing": len(found.missing),
        "refused": len(found.refused),
    }
    if options.dry_run or options.accept == "none":
        return Result(data, [*lines, _("Nothing was changed.")], code)
    before = (session.plan, session.outcome)
    taken = session.execute(found.command(), reason=options.reason, source=found.source)
    done = update_result(taken, before)
    return Result({**data, **done.data}, [*lines, *done.lines], code)


def _returned_lines(session: Session, found: Returned) -> Iterator[str]:
    plan = session.plan
    yield _("{file} is a workbook of this program. Only what was changed in it counts.").format(
        file=found.name
    )
    for edit in found.conflicts:
        field = plan.schema.kind(edit.kind).field(edit.field)
        theirs, mine = (shown(field, value, plan) for value in (edit.theirs, edit.mine))
        where = _("{cell}: left as it is, because the plan has changed too").format(
            cell=f"{edit.sheet}!{edit.cell}"
        )
        record = record_word(plan, edit.kind, edit.key)
        yield f"  {where}: {record}, {_(field.label)} {mine} ≠ {theirs}"
    for refused in found.refused:
        yield f"  {refused.sheet}!{refused.cell}: {sentence(refused.code, refused.facts)}"
    if found.missing:
        count = len(found.missing)
        told = ngettext(
            "{count} record has no row any more; it was not removed",
            "{count} records have no row any more; they were not removed",
            count,
        )
        yield "  " + told.format(count=number(count))


def _report(session: Session, book: Book, options: argparse.Namespace) -> Report:
    choices = Choices(
        sheet=options.sheet,
        kind=options.kind,
        header=tuple(row - 1 for row in options.header),
        decimal=options.decimal,
        dates=options.dates,
        dash=options.dash,
        constants=_pairs(options.set),
    )
    found = assistant.table(session.plan, book, choices)
    headers = {column.index: column.header for column in found.columns}
    chosen = Choices(
        sheet=found.sheet,
        kind=choices.kind,
        header=choices.header,
        fields=_by_column(headers, _pairs(options.map)),
        units=_by_column(headers, _pairs(options.unit)),
        decimal=choices.decimal,
        dates=choices.dates,
        dash=choices.dash,
        constants=choices.constants,
    )
    return assistant.check(session.plan, book, chosen)


def _pairs(words: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for pair in words:
        name, equals, value = pair.rpartition("=") if pair.count("=") == 1 else pair.partition("=")
        if not equals:
            raise UsageError("not_a_pair", value=pair)
        pairs[name.strip()] = value.strip()
    return pairs


def _by_column(headers: dict[int, str], pairs: dict[str, str]) -> dict[int, str]:
    """Return what was said of columns by their index; a column is named by header or letter."""
    named = {header.casefold(): index for index, header in headers.items()}
    lettered = {column_name(index).casefold(): index for index in headers}
    found = {}
    for name, value in pairs.items():
        index = named.get(name.casefold(), lettered.get(name.casefold()))
        if index is None:
            known = [f"{column_name(i)} ({header})" for i, header in headers.items()]
            raise UsageError("import_unknown_column", value=name, known=known)
        found[index] = value
    return found


def _report_lines(session: Session, report: Report) -> Iterator[str]:
    kind = session.plan.schema.kind(report.kind)
    where = _("{file}, sheet “{sheet}”, read as {kind}").format(
        file=report.book.name, sheet=report.table.sheet, kind=_(kind.plural)
    )
    yield where
    hidden = [grid.name for grid in report.book.grids if grid.hidden]
    if hidden:
        yield _("Hidden sheets: {names}").format(names=", ".join(hidden))
    yield from _match_lines(report, kind)
    yield from notes_words(report)
    for left in report.left_out:
        yield _("Row {row} left out, {why}: {words}").format(
            row=left.row + 1, why=_(LEFT[left.why]), words=left.words
        )
    for mismatch in report.mismatches:
        yield mismatch_words(mismatch, report.table.sheet)
    yield summary_words(report)
    yield from _row_lines(session, report, kind)
    for trouble in report.troubles[:_MOST_ROWS]:
        yield f"  {cell_name(trouble.row, trouble.column)}: {trouble_words(trouble)}"
    yield from _rest(len(report.troubles))
    yield from _question_lines(session, report)


def _match_lines(report: Report, kind: Kind) -> Iterator[str]:
    headers = {column.index: column.header for column in report.table.columns}
    for match in report.matches:
        header = _("“{words}”").format(words=headers[match.column])
        column = f"{column_name(match.column)} {header}"
        if not match.field:
            yield f"  {column}: {_(HOW[match.how])}"
            continue
        unit = f" [{match.unit}]" if match.unit else ""
        yield f"  {column}{unit} → {field_label(kind, match.field)} ({_(HOW[match.how])})"


def _row_lines(session: Session, report: Report, kind: Kind) -> Iterator[str]:
    telling = [row for row in report.rows if row.status in EVERYTHING]
    for row in telling[:_MOST_ROWS]:
        yield f"  {row.row + 1}: {row.name}, {_(STATUSES[row.status])}"
        if row.status is not Status.NEW:
            yield from (f"    {_cell_words(session, kind, cell)}" for cell in row.cells)
    yield from _rest(len(telling))


def _rest(count: int) -> Iterator[str]:
    if count > _MOST_ROWS:
        yield "  " + _("and {count} more").format(count=count - _MOST_ROWS)


def _cell_words(session: Session, kind: Kind, cell: CellDiff) -> str:
    field = kind.field(cell.field)
    old, new = (shown(field, value, session.plan) for value in (cell.old, cell.new))
    said = f"{_(field.label)} {old} → {new}"
    if cell.status is Status.CONFLICTING:
        return _("{change}: another source; it is added beside the present one").format(change=said)
    return said


def _question_lines(session: Session, report: Report) -> Iterator[str]:
    for question in report.questions:
        yield question_words(question, session.plan.schema, report.kind)
        for option in question.options[:_MOST_OPTIONS]:
            told = answer_words(question, option, session.plan.schema)
            yield f"  {_option(question.asked, question.column, option)}: {told}"


def _option(asked: Asked, column: int | None, option: str) -> str:
    """Return how an answer is typed."""
    if asked is Asked.UNIT:
        return f"--unit {column_name(column or 0)}={option}"
    if asked is Asked.COLUMN:
        return f"--map {column_name(column or 0)}={option}"
    return f"{_OPTIONS[asked]} {option}"


def _report_data(session: Session, report: Report) -> dict[str, Any]:
    return {
        "file": report.book.name,
        "sha256": report.book.digest,
        "sheet": report.table.sheet,
        "kind": report.kind,
        "columns": {column_name(m.column): m.field for m in report.matches},
        "counts": {status.value: count for status, count in report.counts.items()},
        "left_out": [{"row": left.row + 1, "why": left.why.value} for left in report.left_out],
        "mismatches": [mismatch_words(m, report.table.sheet) for m in report.mismatches],
        "troubles": [
            {
                "cell": cell_name(trouble.row, trouble.column),
                "value": trouble.value,
                "code": trouble.code,
                "sentence": trouble_words(trouble),
                "suggestion": trouble.suggestion,
            }
            for trouble in report.troubles
        ],
        "questions": [
            question_words(question, session.plan.schema, report.kind)
            for question in report.questions
        ],
        "rows": _rows_data(report.rows),
    }


def _rows_data(rows: Sequence[RowDiff]) -> list[dict[str, Any]]:
    return [
        {
            "row": row.row + 1,
            "key": row.key,
            "name": row.name,
            "status": row.status.value,
            "cells": {cell.field: {"old": cell.old, "new": cell.new} for cell in row.cells},
        }
        for row in rows
    ]


VERBS = (
    Verb(
        name="import",
        help=N_("take over a table from a spreadsheet or text file"),
        arguments=import_arguments,
        run=run_import,
    ),
)
