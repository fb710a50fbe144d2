# SPDX-License-Identifier: EUPL-1.2
"""Reading a file into sheets of values, in a process of its own that may die of it.

The gate comes first and runs there too, so that the window never waits. Values are read by
calamine, ten times faster than anything in Python; what it leaves out is found by `scan`. A sheet
that is mostly air is read row by row instead, as far as its cells lie together.
"""

import hashlib
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import attrs
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from planner.domain.errors import ExchangeError
from planner.incoming import Blank, Book, Cell, Format, Grid
from planner.jobs import Ending, Job, JobError, Line, Names, Task
from planner.workbook.importing import gate, plain_text
from planner.workbook.importing.scan import Scan, extent_of, percent_styles, scan, sheet_parts
from planner.workbook.importing.tables_zip import read_tables

MEMORY_MB = 2_048
SECONDS = 60
_BLOCK = 2_000
_AFTER_GATE, _AFTER_READING = 0.2, 0.8
_VALUES: Names = frozenset(
    ("planner.incoming", value.__name__) for value in (Blank, Book, Format, Grid)
) | {("pathlib", name) for name in ("PurePosixPath", "PureWindowsPath", "PosixPath", "WindowsPath")}


class Reading:
    """A file being read. Ask `poll` now and then, or `wait`; `cancel` whenever you like."""

    def __init__(
        self,
        path: Path,
        *,
        encoding: str = "",
        delimiter: str = "",
        memory_mb: int = MEMORY_MB,
        seconds: int = SECONDS,
    ) -> None:
        self._path = path
        task = Task(
            module=__name__,
            function="read_for",
            arguments=(str(path), encoding, delimiter),
            memory_mb=memory_mb,
            seconds=seconds,
        )
        self._job = Job(task, values=_VALUES)

    @property
    def fraction(self) -> float:
        """Return how much is done, from 0 to 1."""
        return self._job.fraction

    def poll(self) -> Book | None:
        """Return the file once it is read, `None` before. Raises `ExchangeError`."""
        try:
            answer = self._job.poll()
        except JobError as error:
            raise refusal(error, self._path) from error
        return None if answer is None else _joined(answer[0], self._job.parts)

    def cancel(self) -> None:
        """Stop reading at once."""
        self._job.cancel()

    def wait(
        self,
        *,
        cancelled: Callable[[], bool] | None = None,
        progress: Callable[[float], None] | None = None,
    ) -> Book:
        """Return the file once it is read. Raises `ExchangeError`."""
        try:
            book = self._job.wait(cancelled=cancelled, progress=progress)
        except JobError as error:
            raise refusal(error, self._path) from error
        return _joined(book, self._job.parts)


def read_book(path: Path, *, encoding: str = "", delimiter: str = "") -> Book:
    """Return all sheets of a file, whatever its format.

    Raises `ExchangeError` with a reason; a file that makes the reader die is one of them.
    """
    return Reading(path, encoding=encoding, delimiter=delimiter).wait()


_CODES = {
    Ending.CANCELLED: "import_cancelled",
    Ending.TOO_SLOW: "import_too_slow",
    Ending.TOO_LARGE: "import_too_large",
    Ending.DIED: "import_died",
    Ending.FAILED: "import_damaged",
}


def refusal(error: JobError, path: Path) -> ExchangeError:
    """Return the error that says why a file was not read."""
    if error.ending is Ending.REFUSED:
        return ExchangeError(error.code, **{"path": str(path), **error.facts})
    return ExchangeError(_CODES[error.ending], path=str(path))


def _joined(book: Book, parts: Sequence[tuple[int, list[list[Cell]]]]) -> Book:
    """Put the rows that came in parts into their sheets."""
    for index, rows in parts:
        book.grids[index].rows.extend(rows)
    return book


def read_for(line: Line, name: str, encoding: str, delimiter: str) -> Book:
    """Read a file; what the process of its own does. Raises `ExchangeError`."""
    path = Path(name)
    passed = gate.check(path)
    line.progress(_AFTER_GATE)
    if passed.format is Format.TEXT:
        book = _read_text(path, encoding, delimiter)
    elif passed.format is Format.TABLES:
        book = read_tables(path)
    else:
        book = _read(path, passed)
    line.progress(_AFTER_READING)
    for index, grid in enumerate(book.grids):
        for start in range(0, len(grid.rows), _BLOCK):
            line.part((index, grid.rows[start : start + _BLOCK]))
    return attrs.evolve(book, grids=tuple(attrs.evolve(grid, rows=[]) for grid in book.grids))


def _read_text(path: Path, encoding: str, delimiter: str) -> Book:
    content = path.read_bytes()
    possible = plain_text.encodings_of(content)
    used = encoding or possible[0]
    text = plain_text.decoded(content, used, str(path)).lstrip("\ufeff")
    mark = delimiter or plain_text.delimiter_of(text)
    rows = list(plain_text.rows_of(text, mark, path=str(path)))
    return Book(
        name=path.name,
        digest=hashlib.sha256(content).hexdigest(),
        format=Format.TEXT,
        grids=(Grid(name=path.stem, rows=rows),),
        encoding=used,
        encodings=possible,
        delimiter=mark,
    )


def _read(path: Path, passed: gate.Passed) -> Book:
    package = _Package(path, passed)
    with ThreadPoolExecutor(1) as beside:  # the reader of values lets others run meanwhile
        scans = beside.submit(package.scans)
        grids = _grids(path, package)
        found = scans.result()
    if not grids:
        raise ExchangeError("import_no_sheet", path=str(path))
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Book(
        name=path.name,
        digest=digest,
        format=passed.format,
        grids=tuple(_with_scan(grid, found.get(grid.name)) for grid in grids),
        links=package.has("externallinks/"),
        macros=package.has("vbaproject.bin"),
    )


class _Package:
    """What a file of the .xlsx family holds beside values; of others nothing is known."""

    def __init__(self, path: Path, passed: gate.Passed) -> None:
        self._zip = zipfile.ZipFile(path) if passed.format is Format.XLSX else None
        self._parts = sheet_parts(self._zip) if self._zip else {}
        self._airy = passed.airy

    def extent(self, sheet: str) -> tuple[int, int, int] | None:
        """Return how far to read a sheet that is mostly air, and how many cells to leave."""
        part = self._parts.get(sheet)
        if self._zip is None or part is None or part not in self._airy:
            return None
        return extent_of(self._zip.read(part))

    def scans(self) -> dict[str, Scan]:
        """Look through all sheets."""
        if self._zip is None:
            return {}
        styles = percent_styles(self._zip)
        return {name: scan(self._zip.read(part), styles) for name, part in self._parts.items()}

    def has(self, words: str) -> bool:
        """Tell whether a part has these words in its name."""
        names = self._zip.namelist() if self._zip else []
        return any(words in name.casefold() for name in names)


def _grids(path: Path, package: _Package) -> list[Grid]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            sheets = [s for s in workbook.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
            return [_grid(path, workbook, sheet, package.extent(sheet.name)) for sheet in sheets]
    except PasswordError as error:
        raise ExchangeError("import_encrypted", path=str(path)) from error
    except CalamineError as error:
        raise ExchangeError("import_damaged", path=str(path)) from error


def _grid(
    path: Path,
    workbook: CalamineWorkbook,
    sheet: SheetMetadata,
    extent: tuple[int, int, int] | None,
) -> Grid:
    hidden = sheet.visible is not SheetVisibleEnum.Visible
    if extent is not None:
        rows = list(_row_by_row(path, sheet.name, extent[:2]))
        return Grid(name=sheet.name, hidden=hidden, rows=rows, stray=extent[2])
    read = workbook.get_sheet_by_name(sheet.name)
    merged = tuple(read.merged_cell_ranges or ())
    return Grid(name=sheet.name, hidden=hidden, rows=_rows(read), merged=merged)


def _with_scan(grid: Grid, found: Scan | None) -> Grid:
    if found is None:
        return grid
    return attrs.evolve(
        grid, blanks=found.blanks, hidden_rows=found.hidden_rows, percents=found.percents
    )


def _rows(sheet: CalamineSheet) -> list[list[Cell]]:
    """Return the rows from A1 on, without what is empty at the end."""
    if sheet.start is None:
        return []
    return sheet.to_python(skip_empty_area=False)


def _row_by_row(path: Path, name: str, extent: tuple[int, int]) -> Iterator[list[Cell]]:
    """Read only as far as the cells lie together, with the reader that takes no room for air."""
    from openpyxl import load_workbook  # noqa: PLC0415 - a quarter of a second, for few files

    rows, columns = extent
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    with closing(book):
        sheet = cast("Any", book[name])
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=rows, max_col=columns, values_only=True):
            yield ["" if value is None else value for value in row]
