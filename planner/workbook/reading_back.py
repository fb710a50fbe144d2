# SPDX-License-Identifier: EUPL-1.2
"""Our own workbook, read as rows of cells by field name, wherever rows and columns were moved to.

Nothing is compared here. What tells kinds, fields and records are the hidden first row and the
hidden column of keys; the words in cells are understood by the lists the workbook brought along.
"""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
from openpyxl.utils import get_column_letter

from planner.domain.schema import Kind, Schema
from planner.incoming import Blank, Book, Format, Grid
from planner.workbook.cells import Read
from planner.workbook.choices import ListName, folded
from planner.workbook.revision import LISTS_SHEET, PLAN_SHEET, PROPERTY, ROWS_SHEET
from planner.workbook.sheets import HEADER_MARK

_PARTS = ("docProps/custom.xml", "meta.xml")
_LONGEST_PART = 1_000_000
_HIDDEN = frozenset({PLAN_SHEET, ROWS_SHEET, LISTS_SHEET})


@attrs.frozen(eq=False)
class Row:
    """One record as the file has it: `key` is empty for a row somebody added.

    `cells` and `blanks` go by field name; `number` is that of the row in the sheet, from 1.
    """

    kind: Kind
    key: str
    sheet: str
    number: int
    cells: Mapping[str, Read]
    letters: Mapping[str, str]
    blanks: Mapping[str, Blank] = attrs.field(factory=dict)

    def place(self, field: str) -> str:
        """Return the address of a cell, such as `C7`."""
        return f"{self.letters[field]}{self.number}"

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing in the row but perhaps a key."""
        cells = (cell for name, cell in self.cells.items() if name != "id")
        return not self.blanks and all(map(_is_empty, cells))

    def recognised(self, key: str) -> "Row":
        """Return the row as that of a known record; what it leaves empty it says nothing about."""
        cells = {name: cell for name, cell in self.cells.items() if not _is_empty(cell)}
        return attrs.evolve(self, key=key, cells=cells)


@attrs.frozen(eq=False)
class Contents:
    """What a workbook of ours holds.

    `facts` say which plan it came from; `exported` which records were written, by kind; `lists`
    what the words in cells stand for, folded for comparison; `sheets` the kinds that have a sheet.
    """

    facts: Mapping[str, str]
    exported: Mapping[str, frozenset[str]]
    lists: Mapping[ListName, Mapping[str, str]]
    rows: tuple[Row, ...]
    sheets: frozenset[str]


def is_ours(path: Path) -> bool:
    """Tell whether a file is a workbook of ours, from the properties of the document alone."""
    try:
        with zipfile.ZipFile(path) as archive:
            return any(_names_us(archive, part) for part in _PARTS)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False


def is_our_book(book: Book) -> bool:
    """Tell whether a file that was read is a workbook of ours, or a zip of our tables."""
    return book.format is Format.TABLES or book.grid(PLAN_SHEET) is not None


def facts_of(book: Book) -> dict[str, str]:
    """Return which plan a workbook of ours came from, and in which state."""
    return dict(_facts(book.grid(PLAN_SHEET)))


def contents(book: Book, schema: Schema) -> Contents:
    """Return what a workbook of ours holds."""
    found = [
        sheet
        for grid in book.grids
        if grid.name not in _HIDDEN and (sheet := _Sheet.found(grid, schema)) is not None
    ]
    return Contents(
        facts=facts_of(book),
        exported=_exported(book.grid(ROWS_SHEET)),
        lists=_lists(book.grid(LISTS_SHEET)),
        rows=tuple(row for sheet in found for row in sheet.rows()),
        sheets=frozenset(sheet.kind.name for sheet in found),
    )


@attrs.frozen(eq=False)
class _Sheet:
    kind: Kind
    grid: Grid
    names_row: int
    columns: Mapping[str, int]

    @classmethod
    def found(cls, grid: Grid, schema: Schema) -> "_Sheet | None":
        """Find the row of field names; it holds `measure.id` for a sheet of measures."""
        for number, cells in enumerate(grid.rows):
            for cell in cells:
                name, dot, field = str(cell).strip().partition(".")
                if dot and field == "id" and name in schema.kinds:
                    kind = schema.kind(name)
                    return cls(kind, grid, number, dict(_columns(kind, cells)))
        return None

    def rows(self) -> Iterator[Row]:
        letters = {name: get_column_letter(column + 1) for name, column in self.columns.items()}
        at = self.columns["id"]
        for number, cells in enumerate(self.grid.rows):
            key = _words(cells, at)
            if number != self.names_row and key != HEADER_MARK:
                row = Row(
                    kind=self.kind,
                    key=key,
                    sheet=self.grid.name,
                    number=number + 1,
                    cells={name: _cell(cells, at) for name, at in self.columns.items()},
                    letters=letters,
                    blanks=dict(self._blanks(number)),
                )
                if key or not row.is_empty:
                    yield row

    def _blanks(self, number: int) -> Iterator[tuple[str, Blank]]:
        if self.grid.blanks:
            for name, column in self.columns.items():
                blank = self.grid.blanks.get((number, column))
                if blank is not None:
                    yield name, blank


def _columns(kind: Kind, cells: Sequence[Read]) -> Iterator[tuple[str, int]]:
    known = {field.name for field in kind.fields}
    for column, cell in enumerate(cells):
        words = str(cell).strip()
        name = "id" if words == f"{kind.name}.id" else words
        if name in known:
            yield name, column


def _is_empty(cell: Read) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _facts(grid: Grid | None) -> Iterator[tuple[str, str]]:
    for cells in grid.rows if grid is not None else ():
        yield _words(cells, 0), _words(cells, 1)


def _exported(grid: Grid | None) -> Mapping[str, frozenset[str]]:
    if grid is None or not grid.rows:
        return {}
    heads, *rows = grid.rows
    return {
        str(head): frozenset(key for cells in rows if (key := _words(cells, column)))
        for column, head in enumerate(heads)
        if head
    }


def _lists(grid: Grid | None) -> Mapping[ListName, Mapping[str, str]]:
    """Read pairs of columns: words and the codes they stand for."""
    if grid is None or not grid.rows:
        return {}
    heads, *rows = grid.rows
    return {
        ListName(str(head)): {
            folded(words): _words(cells, column + 1)
            for cells in rows
            if (words := _words(cells, column))
        }
        for column, head in enumerate(heads)
        if head
    }


def _cell(cells: Sequence[Read], column: int) -> Read:
    return cells[column] if column < len(cells) else None


def _words(cells: Sequence[Read], column: int) -> str:
    cell = _cell(cells, column)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _names_us(archive: zipfile.ZipFile, part: str) -> bool:
    try:
        with archive.open(part) as stream:
            return f"{PROPERTY}plan".encode() in stream.read(_LONGEST_PART)
    except KeyError:
        return False
