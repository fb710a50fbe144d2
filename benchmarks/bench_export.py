# SPDX-License-Identifier: EUPL-1.2
"""A plan out as a workbook and back, against the same cells written and read plainly.

What ours writes is read as rows of values; openpyxl alone and pandas then write these same values,
without looks, drop-downs, notes, hidden sheets or charts. LibreOffice opens and saves the whole.
Reading is measured on the sheet of measures cut to 15 columns. pandas and LibreOffice take part
where they are installed.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.figures import Row, report, row, timed
from benchmarks.plans import plan_of
from planner.domain.plan import Plan
from planner.engine.outcome import Outcome
from planner.engine.stages import evaluate
from planner.incoming import Book, Cell
from planner.session import Session
from planner.workbook.importing.reading import read_book
from planner.workbook.open_document import write_open_document
from planner.workbook.plain import write_csv, write_json
from planner.workbook.returning import returned
from planner.workbook.writer import write_workbook

SMALL, LARGE = 10_000, 100_000
COLUMNS = 15
Grids = Mapping[str, list[list[Cell]]]


def main() -> None:
    """Export both plans, bring the smaller one back, and read the larger table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*_exported(folder, SMALL, repeats=3), *_exported(folder, LARGE, repeats=1)]
        rows += _came_back(folder)
        rows += _read(folder)
    report(rows, columns=COLUMNS, office=shutil.which("soffice") is not None)


def _exported(folder: Path, count: int, *, repeats: int) -> Iterator[Row]:
    plan = plan_of(count)
    outcome = evaluate(plan)
    path = folder / f"plan-{count}.xlsx"
    ours = [timed(partial(write_workbook, plan, outcome, path)) for _n in range(repeats)]
    grids = {grid.name: grid.rows for grid in read_book(path).grids if not grid.hidden}
    cells = sum(cell != "" for rows in grids.values() for cells in rows for cell in cells)
    yield row(f"{count:,} measures as .xlsx, {cells:,} cells", ours)
    for name, other in _plain_writers(folder, path).items():
        times = [timed(partial(other, grids)) for _n in range(repeats)]
        yield row(f"{count:,} measures as .xlsx", ours, against=(name, times))
    if count == SMALL:
        yield from _other_formats(folder, plan, outcome, repeats)


def _other_formats(folder: Path, plan: Plan, outcome: Outcome, repeats: int) -> Iterator[Row]:
    writers: Mapping[str, Callable[[], None]] = {
        ".ods": partial(write_open_document, plan, outcome, folder / "plan.ods"),
        ".json": partial(write_json, plan, folder / "plan.json"),
        ".csv, measures only": partial(write_csv, plan, "measure", folder / "plan.csv"),
    }
    for ending, write in writers.items():
        yield row(f"{SMALL:,} measures as {ending}", [timed(write) for _n in range(repeats)])


def _plain_writers(folder: Path, path: Path) -> dict[str, Callable[[Grids], None]]:
    writers: dict[str, Callable[[Grids], None]] = {
        "openpyxl alone, same values": partial(_by_openpyxl, folder / "openpyxl.xlsx"),
    }
    if find_spec("pandas") is not None:
        from benchmarks.plain_tables import by_pandas  # noqa: PLC0415 - where it is installed

        writers["pandas, same values"] = partial(by_pandas, folder / "pandas.xlsx")
    office = shutil.which("soffice")
    if office is not None:
        writers["LibreOffice, opening and saving it"] = partial(_by_office, office, folder, path)
    return writers


def _by_openpyxl(path: Path, grids: Grids) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in grids.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            known = enumerate(cells, start=1)
            sheet.append({column: _inert(cell) for column, cell in known if cell != ""})
    book.save(path)


def _inert(cell: Cell) -> Cell:
    """Return a value that openpyxl takes for no formula."""
    return f" {cell}" if isinstance(cell, str) and cell.startswith("=") else cell


def _by_office(office: str, folder: Path, path: Path, _grids: Grids) -> None:
    home = (folder / "office").as_uri()
    out = folder / "saved"
    command = [office, f"-env:UserInstallation={home}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True)


def _came_back(folder: Path) -> Iterator[Row]:
    """Time the comparison of an exported workbook with its base and with the plan."""
    plan = plan_of(SMALL)
    session = Session(plan, _NoJournal(), author="benchmark", outcome=evaluate(plan))
    path = folder / f"plan-{SMALL}.xlsx"
    book = read_book(path)
    found = returned(session, book)
    assert found.is_empty
    read = [timed(partial(read_book, path)) for _n in range(3)]
    yield row(f"{SMALL:,} measures read in a process of its own", read)
    compared = [timed(partial(returned, session, book)) for _n in range(3)]
    yield row(f"{found.unchanged:,} cells compared three ways", compared)


class _NoJournal:
    """A store without a history."""

    def steps(self) -> list[object]:
        return []


def _read(folder: Path) -> Iterator[Row]:
    path = folder / "table.xlsx"
    rows = _table(read_book(folder / f"plan-{LARGE}.xlsx"))
    _by_openpyxl(path, {"Measures": rows})
    ours = [timed(partial(read_book, path)) for _n in range(3)]
    others: dict[str, Callable[[], object]] = {"openpyxl, reading only": partial(_openpyxl, path)}
    if find_spec("pandas") is not None:
        from benchmarks.plain_tables import read_by_pandas  # noqa: PLC0415 - where it is installed

        others["pandas"] = partial(read_by_pandas, path)
    what = f"{len(rows) - 1:,} × {COLUMNS} read, gate and process of its own included"
    for name, other in others.items():
        yield row(what, ours, against=(name, [timed(other)]))


def _table(book: Book) -> list[list[Cell]]:
    grid = book.grid("Measures")
    assert grid is not None
    full = [column for column, cell in enumerate(grid.rows[2]) if cell != ""][:COLUMNS]
    return [[cells[at] if at < len(cells) else "" for at in full] for cells in grid.rows[1:]]


def _openpyxl(path: Path) -> int:
    book = load_workbook(path, read_only=True)
    return sum(len(cells) for cells in book["Measures"].iter_rows(values_only=True))


if __name__ == "__main__":
    main()
