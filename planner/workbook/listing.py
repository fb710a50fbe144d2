# SPDX-License-Identifier: EUPL-1.2
"""A table as it stands on screen, written into a file for people."""

import csv
from collections.abc import Sequence
from pathlib import Path

import attrs
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from planner.workbook.files import write_atomically
from planner.workbook.guarding import guarded
from planner.workbook.styles import HEAD, PLAIN, filled, fitting_width, sheet_name

Value = str | float | int | None


@attrs.frozen
class Listing:
    """Rows of plain values under heads; `None` is written as an empty cell."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def write_listing(listing: Listing, path: Path) -> None:
    """Write a table as CSV or workbook, by the file's ending. Raises `ExchangeError`."""
    write = _write_csv if path.suffix.lower() == ".csv" else _write_book
    write_atomically(path, lambda target: write(listing, target))


def _write_csv(listing: Listing, path: Path) -> None:
    # the mark at the start lets spreadsheets read the file as UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = ([_guarded(cell) for cell in row] for row in (listing.heads, *listing.rows))
        csv.writer(stream).writerows(lines)


def _guarded(value: Value) -> Value:
    return guarded(value) if isinstance(value, str) else value


def _write_book(listing: Listing, path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet(sheet_name(listing.title), 0)
    for number, row in enumerate((listing.heads, *listing.rows), start=1):
        look = HEAD if number == 1 else PLAIN
        for column, value in enumerate(row, start=1):
            look.put_on(filled(sheet.cell(row=number, column=column), value))
    for column, head in enumerate(listing.heads, start=1):
        values = [row[column - 1] for row in listing.rows]
        sheet.column_dimensions[get_column_letter(column)].width = fitting_width(head, values)
    sheet.freeze_panes = "A2"
    del book["Sheet"]
    book.save(path)
