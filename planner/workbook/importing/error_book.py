# SPDX-License-Identifier: EUPL-1.2
"""The user's own workbook with the mistakes marked, and a sheet that lists them with links.

An .xlsx file keeps its layout; it is opened in a process of its own, like any file of others. Of
other formats the values are written into a new workbook. Macros are left out, and text stays text.
"""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.errors import ExchangeError
from planner.import_sentences import cell_name, mismatch_words, trouble_words
from planner.incoming import Book, Format
from planner.intake import Report
from planner.jobs import Ending, Job, JobError, Line, Task
from planner.text import _
from planner.workbook.files import write_atomically
from planner.workbook.importing.gate import check
from planner.workbook.styles import HEAD, LINKED, WRAPPED, filled, place, sheet_name

_MARKED = PatternFill("solid", fgColor="FFF6C8C2")
_WIDTHS = (12, 30, 34, 90)
_MOST_NOTES = 2_000  # a note is a drawing; thousands of them make a file nobody can open
_MEMORY_MB, _SECONDS = 4_096, 180
Mistake = tuple[int, int, str, str, str]
"""Row, column, header, value and what is wrong, in words."""
_CODES = {Ending.TOO_SLOW: "import_too_slow", Ending.TOO_LARGE: "import_too_large"}


def write_error_book(report: Report, source: Path | None, target: Path) -> None:
    """Write the workbook with its mistakes marked to `target`.

    Raises `ExchangeError`; a file of that name stays until the new one is whole.
    """
    words = [_("Mistakes"), _("Cell"), _("Column"), _("Value"), _("What is wrong")]
    words.append(_("AI Factory Planner"))
    mistakes = _mistakes(report)
    if report.book.format is not Format.XLSX or source is None:
        _write(_new_book(report.book), target, report.table.sheet, mistakes, words)
        return
    task = Task(
        module=__name__,
        function="mark_for",
        arguments=(str(source), str(target), report.table.sheet, mistakes, words),
        memory_mb=_MEMORY_MB,
        seconds=_SECONDS,
    )
    try:
        Job(task).wait()
    except JobError as error:
        code = _CODES.get(error.ending, "import_died")
        facts = {"path": str(source), **error.facts}
        raise ExchangeError(error.code or code, **facts) from error


def mark_for(
    _line: Line,
    source: str,
    target: str,
    sheet: str,
    mistakes: Sequence[Mistake],
    words: Sequence[str],
) -> None:
    """Mark the mistakes in a workbook; what the process of its own does."""
    check(Path(source))
    book = load_workbook(source, keep_links=False)
    _write(book, Path(target), sheet, mistakes, words)


def _mistakes(report: Report) -> list[Mistake]:
    """Return troubles and totals that do not add up, in plain values."""
    sheet = report.table.sheet
    troubles = [
        (t.row, max(0, t.column), t.header, t.value, trouble_words(t)) for t in report.troubles
    ]
    sums = [
        (m.row, m.column, m.header, str(m.stated), mismatch_words(m, sheet))
        for m in report.mismatches
    ]
    return sorted([*troubles, *sums])


def _new_book(read: Book) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for grid in read.grids:
        sheet = book.create_sheet(sheet_name(grid.name) or _("Table"))
        for row, cells in enumerate(grid.rows, start=1):
            for column, value in enumerate(cells, start=1):
                if isinstance(value, str) and value:
                    filled(sheet.cell(row=row, column=column), value)
                elif value != "":
                    sheet.cell(row=row, column=column, value=value)
    return book


def _write(
    book: Workbook, target: Path, sheet: str, mistakes: Sequence[Mistake], words: Sequence[str]
) -> None:
    named = sheet if sheet in book.sheetnames else sheet_name(sheet)
    marked = book[named] if named in book.sheetnames else book.worksheets[0]
    assert isinstance(marked, Worksheet)  # noqa: S101 - a table is never on a chart sheet
    for number, mistake in enumerate(mistakes):
        _mark(marked, mistake, note=words[-1] if number < _MOST_NOTES else "")
    _list(book, marked.title, mistakes, words)
    write_atomically(target, book.save)


def _mark(sheet: Worksheet, mistake: Mistake, *, note: str) -> None:
    row, column, _header, _value, said = mistake
    cell = sheet.cell(row=row + 1, column=column + 1)
    if not isinstance(cell, SheetCell):  # inside merged cells only the first one can be marked
        return
    cell.fill = _MARKED
    if note:
        cell.comment = Comment(said, note, 120, 360)


def _list(book: Workbook, marked: str, mistakes: Sequence[Mistake], words: Sequence[str]) -> None:
    title, *heads, _author = words
    sheet = book.create_sheet(_free_name(book, sheet_name(title)), 0)
    for column, (head, width) in enumerate(zip(heads, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(row=1, column=column)
        HEAD.put_on(filled(cell, head))
        sheet.column_dimensions[cell.column_letter].width = width
    for number, (row, column, header, value, said) in enumerate(mistakes, start=2):
        name = cell_name(row, column)
        link = filled(sheet.cell(row=number, column=1), name)
        LINKED.put_on(link)
        link.hyperlink = Hyperlink(ref=link.coordinate, location=place(marked, name), display=name)
        for at, text in enumerate((header, value, said), start=2):
            WRAPPED.put_on(filled(sheet.cell(row=number, column=at), text))
    sheet.freeze_panes = "A2"
    book.active = 0


def _free_name(book: Workbook, name: str) -> str:
    names = {sheet.casefold() for sheet in book.sheetnames}
    candidates = (name, *(f"{name} {number}" for number in range(2, 202)))
    return next(candidate for candidate in candidates if candidate.casefold() not in names)
