# SPDX-License-Identifier: EUPL-1.2
"""Workbooks of ours in tests: exported from a session, edited as a person would, read again."""

from collections.abc import Callable
from pathlib import Path

import attrs
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from planner.incoming import Book, Cell
from planner.returns import Returned
from planner.session import Session
from planner.workbook.exporting import export
from planner.workbook.importing.reading import read_for
from planner.workbook.returning import returned
from planner.workbook.selection import WHOLE, Selection


class _Line:
    """Where the reader of a child process sends its rows; here they are put together at once."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, list[list[Cell]]]] = []

    def progress(self, _share: float) -> None:
        """Take no notice of how far it is."""

    def part(self, part: tuple[int, list[list[Cell]]]) -> None:
        self.parts.append(part)


def read_here(path: Path) -> Book:
    """Read a file in this process: a test reads many and trusts what it wrote."""
    line = _Line()
    book: Book = read_for(line, str(path), "", "")  # type: ignore[arg-type]  # stands in for a line
    for index, rows in line.parts:
        book.grids[index].rows.extend(rows)
    return book


def exported(session: Session, path: Path, *, selection: Selection = WHOLE) -> Path:
    """Export the plan of a session and return where."""
    export(session, path, selection=selection)
    return path


def back(session: Session, path: Path) -> Returned:
    """Return what a workbook brings back."""
    return returned(session, read_here(path))


@attrs.frozen
class Sheet:
    """A sheet of records in a spreadsheet, addressed as people see it."""

    sheet: Worksheet

    def set(self, key: str, field: str, value: object) -> None:
        """Write into the cell of a record."""
        self.sheet.cell(self.row(key), self.column(field)).value = value  # type: ignore[assignment]  # openpyxl types its cells loosely

    def get(self, key: str, field: str) -> object:
        return self.sheet.cell(self.row(key), self.column(field)).value

    def add(self, **values: object) -> int:
        """Add a row below the last one and return its number."""
        row = max(self.sheet.max_row + 1, 3)
        for field, value in values.items():
            self.sheet.cell(row, self.column(field)).value = value  # type: ignore[assignment]  # openpyxl types its cells loosely
        return row

    def row(self, key: str) -> int:
        keys = (cell.value for cell in self.sheet["A"])
        return next(number for number, value in enumerate(keys, start=1) if value == key)

    def column(self, field: str) -> int:
        names = [cell.value for cell in self.sheet[1]]
        return 1 if field == "id" else names.index(field) + 1


def edit(path: Path, change: Callable[["Edited"], None]) -> Path:
    """Open a workbook, change it and save it in its place."""
    book = load_workbook(path)
    names = ((str(sheet["A1"].value), sheet) for sheet in book)
    found = {name[:-3]: Sheet(sheet) for name, sheet in names if name.endswith(".id")}
    change(Edited(found))
    book.save(path)
    return path


@attrs.frozen
class Edited:
    """An open workbook with its sheets of records by kind."""

    sheets: dict[str, Sheet]

    def __getitem__(self, kind: str) -> Sheet:
        return self.sheets[kind]
