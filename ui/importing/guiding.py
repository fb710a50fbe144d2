# SPDX-License-Identifier: EUPL-1.2
"""Who guides through an import: from a file, or the clipboard, to one edit.

Files are read in a child process and compared beside the window; the dialog stays alive and can be
cancelled at any moment. Every choice leads to another report; nothing is changed before the end.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import attrs
from PySide6.QtCore import QObject

from planner import app as planner_app
from planner.domain.commands import Command
from planner.domain.errors import PlannerError
from planner.domain.plan import Plan
from planner.incoming import Book
from planner.intake import Accepted, Asked, Choices, Question, Report
from planner.sentences import sentence
from planner.session import Session
from planner.text import _
from ui.edits import Edits
from ui.file_dialogs import ask_to_save
from ui.importing.dialog import CHANGES, READING, ImportDialog
from ui.importing.errand import Computation, Errand
from ui.importing.values import AskedValues, ImportValues
from ui.presenting.import_lines import ChangeLines
from ui.presenting.import_values import import_values, unread_values
from ui.presenting.returned_values import ReturnedLines, returned_lines

Checked = tuple[Report, ImportValues]
Ask = Callable[[], Path | None]


@attrs.frozen
class _CheckedReturn:
    """A workbook of ours, compared."""

    lines: ReturnedLines


class Guide(QObject):
    """One import in one dialog, from its file to its end."""

    def __init__(
        self, dialog: ImportDialog, edits: Edits, *, ask: Ask, parent: QObject | None = None
    ) -> None:
        """`ask` asks for another file."""
        super().__init__(parent)
        self._dialog = dialog
        self._edits = edits
        self._ask = ask
        self._path: Path | None = None
        self._book: Book | None = None
        self._report: Report | None = None
        self._returned: ReturnedLines | None = None
        self._choices = self._followed = Choices()
        self._asked: dict[tuple[Asked, int | None], Question] = {}
        self._encoding = ""
        self._errand = Errand(self)
        self._errand.done.connect(self._on_done)
        self._errand.failed.connect(self._on_failed)
        self._errand.progressed.connect(dialog.set_progress)
        self._connect()

    # --- where an import begins and ends ------------------------------------------------------

    def open(self, path: Path) -> None:
        """Begin with a file."""
        self._path, self._book = path, None
        self._dialog.setWindowTitle(_("Import {file}").format(file=path.name))
        self._dialog.show_waiting(_("{file} is being read…").format(file=path.name))
        self._errand.begin(planner_app.begin_reading(path, encoding=self._encoding))

    def show_report(self, report: Report) -> None:
        """Begin with what was pasted and checked already; the first open question in front."""
        self._book, self._choices = report.book, report.choices
        self._adopt(report, self._worded(report, self._edits.session))
        self._dialog.show_step(READING if report.questions else CHANGES)

    def end(self) -> None:
        """Stop what is under way."""
        self._errand.stop()

    def is_under_way(self) -> bool:
        """Tell whether the file is being read or compared."""
        return self._errand.is_under_way()

    def summary(self) -> str:
        """Say what was taken over."""
        report = self._report
        name = self._path.name if self._path is not None else _("Clipboard")
        told = _("{file} was taken over. Undo takes all of it back.").format(file=name)
        if report is None or not report.troubles:
            return told
        return _("{told} Rows with mistakes were left out.").format(told=told)

    # --- what a step wishes -------------------------------------------------------------------

    def _connect(self) -> None:
        dialog = self._dialog
        dialog.import_requested.connect(self._import)
        dialog.other_file_requested.connect(self._open_other)
        dialog.finished.connect(lambda _result: self.end())
        dialog.file.sheet_chosen.connect(self._choose_sheet)
        dialog.file.kind_chosen.connect(self._choose_kind)
        dialog.file.header_chosen.connect(self._choose_header)
        dialog.file.encoding_chosen.connect(self._choose_encoding)
        dialog.columns.field_chosen.connect(self._choose_field)
        dialog.columns.unit_chosen.connect(self._choose_unit)
        dialog.columns.constant_given.connect(self._give_constant)
        dialog.reading.answered.connect(self._answer)
        dialog.findings.included.connect(self._include)
        dialog.findings.error_book_requested.connect(self._save_error_book)
        self._edits.failed.connect(dialog.say)

    def _open_other(self) -> None:
        path = self._ask()
        if path is not None:
            self._forget()
            self._encoding = ""
            self.open(path)

    def _forget(self) -> None:
        self._choices, self._report, self._returned = Choices(), None, None
        self._asked.clear()

    def _choose_sheet(self, sheet: str) -> None:
        self._asked.clear()
        self._check(Choices(sheet=sheet))

    def _choose_kind(self, kind: str) -> None:
        self._asked.clear()
        choices = self._choices
        self._check(Choices(sheet=choices.sheet, kind=kind, header=choices.header))

    def _choose_header(self, code: str) -> None:
        self._asked.clear()
        header = tuple(int(row) for row in code.split(","))
        self._check(Choices(sheet=self._choices.sheet, header=header))

    def _choose_encoding(self, encoding: str) -> None:
        if self._path is not None:
            self._forget()
            self._encoding = encoding
            self.open(self._path)

    def _choose_field(self, column: int, field: str) -> None:
        """Give a column its field; a column that had it is left out."""
        fields = {**self._choices.fields, column: field}
        for match in self._report.matches if self._report is not None else ():
            if field and match.field == field and match.column != column:
                fields[match.column] = ""
        constants = {n: v for n, v in self._choices.constants.items() if n != field}
        self._check(attrs.evolve(self._choices, fields=fields, constants=constants))

    def _choose_unit(self, column: int, unit: str) -> None:
        units = {**self._choices.units, column: unit}
        self._check(attrs.evolve(self._choices, units=units))

    def _give_constant(self, field: str, words: str) -> None:
        constants = {**self._choices.constants, field: words}
        if not words:
            del constants[field]
        self._check(attrs.evolve(self._choices, constants=constants))

    def _answer(self, question: AskedValues, answer: str) -> None:
        choices, column = self._choices, question.column
        match question.asked:
            case Asked.DECIMAL:
                choices = attrs.evolve(choices, decimal=answer)
            case Asked.DATES:
                choices = attrs.evolve(choices, dates=answer)
            case Asked.DASH:
                choices = attrs.evolve(choices, dash=answer)
            case Asked.UNIT if column is not None:
                choices = attrs.evolve(choices, units={**choices.units, column: answer})
            case Asked.KIND:
                choices = attrs.evolve(choices, kind=answer)
            case Asked.COLUMN if column is not None:
                choices = attrs.evolve(choices, fields={**choices.fields, column: answer})
        self._check(choices)

    def _include(self, rows: frozenset[int]) -> None:
        self._check(attrs.evolve(self._choices, included=rows))

    # --- reading and comparing ----------------------------------------------------------------

    def _check(self, choices: Choices) -> None:
        """Compare anew beside the window, with other choices."""
        book, session = self._book, self._edits.session
        if book is None:
            return
        self._choices = choices
        asked = dict(self._asked)
        self._dialog.set_busy()
        self._errand.begin(Computation(lambda: _checked(session, book, choices, asked)))

    def _on_done(self, result: object) -> None:
        match result:
            case Book():
                self._begin_checking(result)
            case (Report() as report, ImportValues() as values):
                self._adopt(report, values)
            case _CheckedReturn(lines):
                self._returned = lines
                self._dialog.show_returned(lines.values)

    def _begin_checking(self, book: Book) -> None:
        self._book = book
        session = self._edits.session
        if planner_app.is_own_book(book):
            plan, base = session.plan, planner_app.base_of(session, book)
            self._errand.begin(Computation(lambda: _compared(book, plan, base)))
        else:
            self._check(self._choices)

    def _adopt(self, report: Report, values: ImportValues) -> None:
        self._report, self._followed = report, self._choices
        self._asked.update({(one.asked, one.column): one for one in report.questions})
        self._dialog.set_values(values)

    def _on_failed(self, error: PlannerError) -> None:
        words = sentence(error.code, error.facts)
        if self._report is None:
            self._refuse(words)
            return
        self._choices = self._followed
        self._dialog.set_values(self._worded(self._report, self._edits.session))
        self._dialog.say(words)

    def _refuse(self, words: str) -> None:
        """Say why there is no table; what could be read is shown, to choose in it."""
        book, schema = self._book, self._edits.session.plan.schema
        has_cells = book is not None and any(grid.rows for grid in book.grids)
        if book is None or not has_cells or planner_app.is_own_book(book):
            self._dialog.show_refusal(words)
        else:
            self._dialog.show_unread(unread_values(book, schema, self._choices), words)

    def _worded(self, report: Report, session: Session) -> ImportValues:
        return import_values(report, session.plan, self._asked)

    # --- the end ------------------------------------------------------------------------------

    def _import(self) -> None:
        table = self._dialog.changes.lines.table()
        ticks = table.ticks()
        make = partial(self._command, table.values().lines, ticks)
        if not self._edits.execute_many(make, sum(ticks), source=self._source()):
            return
        if self._report is not None and self._path is not None:
            planner_app.remember_import(self._report)
        self._dialog.accept()

    def _command(self, lines: object, ticks: Sequence[bool]) -> Command:
        """Return the edit that takes over what is ticked. Raises `PlannerError`."""
        if self._returned is not None:
            return self._returned.command(ticks)
        assert self._report is not None  # noqa: S101 - the button is dead before
        accepted = accepted_lines(lines, ticks) if isinstance(lines, ChangeLines) else Accepted()
        return planner_app.import_command(self._edits.session, self._report, accepted)

    def _source(self) -> str:
        if self._returned is not None:
            return self._returned.found.source
        return self._path.name if self._path is not None else "clipboard"

    def _save_error_book(self) -> None:
        report = self._report
        if report is None:
            return
        name = self._path.stem if self._path is not None else _("Clipboard")
        suggestion = _("{file} with mistakes marked").format(file=name) + ".xlsx"
        title = _("Save my table with the cells marked")
        chosen = ask_to_save(self._dialog, "import", title, suggestion, "Excel (*.xlsx)")[0]
        if chosen:
            self._write_error_book(report, Path(chosen).with_suffix(".xlsx"))

    def _write_error_book(self, report: Report, target: Path) -> None:
        try:
            planner_app.write_error_book(report, self._path, target)
        except PlannerError as error:
            self._dialog.say(sentence(error.code, error.facts))
        else:
            words = _("{file} is written.").format(file=target.name)
            self._dialog.say(words, tone="success")


def accepted_lines(lines: ChangeLines, ticks: Sequence[bool]) -> Accepted:
    """Return what is ticked: all rows but those, all cells but those."""
    left = [lines.address(place) for place, ticked in enumerate(ticks) if not ticked]
    return Accepted(
        without_rows=frozenset(row for row, field in left if not field),
        without_cells=frozenset((row, field) for row, field in left if field),
    )


def _checked(
    session: Session,
    book: Book,
    choices: Choices,
    asked: Mapping[tuple[Asked, int | None], Question],
) -> Checked:
    report = planner_app.check_import(session, book, choices)
    return report, import_values(report, session.plan, asked)


def _compared(book: Book, plan: Plan, base: Plan | None) -> _CheckedReturn:
    found = planner_app.compare_returned(book, plan, base)
    return _CheckedReturn(returned_lines(found, plan))
