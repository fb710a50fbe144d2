# SPDX-License-Identifier: EUPL-1.2
"""Checking every cell of a table: values as the plan would keep them, and what is wrong.

Worked through column by column, because a hundred thousand rows are read here while somebody
waits. A text that occurs again is read once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import cast

import attrs

from planner.domain.errors import DomainError
from planner.domain.schema import Kind, Scalar
from planner.incoming import Blank, Book, Cell, Grid
from planner.intake import Choices, Left, Match, Mismatch, Question, Table, Trouble
from planner.workbook.importing.numbers import number_of, split_amount
from planner.workbook.importing.questions import NUMERIC, Filled, scale_of, way_of
from planner.workbook.importing.readers import Numbers, Reader, Readers, Texts, Way, words_of

NO_COLUMN = -1
_READ_ONCE = frozenset({str, date, datetime})  # equal cells of these types are the same cell
_BLANKS = {Blank.ERROR: "cell_error", Blank.NOT_CALCULATED: "cell_not_calculated"}


@attrs.frozen(kw_only=True, eq=False)
class Checked:
    """The values of a table by field, in the order of its rows, and what is wrong with others."""

    values: Mapping[str, Sequence[Scalar]] = attrs.field(repr=False)
    columns: Mapping[str, int]
    questions: tuple[Question, ...]
    troubles: tuple[Trouble, ...]
    mismatches: tuple[Mismatch, ...]
    way: Way


def filled_columns(
    grid: Grid, table: Table, kind: Kind, matches: Iterable[Match]
) -> Iterator[Filled]:
    """Yield the columns that fill a field, with their cells."""
    columns = {column.index: column for column in table.columns}
    cells = _by_column(grid, table.rows)
    for match in matches:
        if match.field and match.column in columns:
            yield Filled(
                column=columns[match.column],
                match=match,
                field=kind.field(match.field),
                cells=cells[match.column],
            )


def checked(
    readers: Callable[[Way], Readers],
    book: Book,
    table: Table,
    kind: Kind,
    filled: Sequence[Filled],
    *,
    choices: Choices,
) -> Checked:
    """Read every cell that fills a field."""
    grid = grid_of(book, table)
    way, questions = way_of(filled, choices, delimiter=book.delimiter)
    reading = readers(way)
    values: dict[str, Sequence[Scalar]] = {}
    troubles: list[Trouble] = []
    for one in filled:
        scale, question = scale_of(one, grid, way, choices)
        if question is not None:
            questions.append(question)
        reader = reading.reader(one.field, scale)
        values[one.field.name] = _read(one, reader, table.rows, troubles)
    troubles += _blanks(grid, table, filled)
    columns = {one.field.name: one.column.index for one in filled}
    for name, words in choices.constants.items():
        constant = reading.reader(kind.field(name))(words)
        given = values.get(name, [None] * len(table.rows))
        values[name] = [constant if value is None else value for value in given]
        columns.setdefault(name, NO_COLUMN)
    return Checked(
        values=values,
        columns=columns,
        questions=tuple(questions),
        troubles=tuple(troubles),
        mismatches=tuple(_mismatches(grid, table, filled, way)),
        way=way,
    )


def grid_of(book: Book, table: Table) -> Grid:
    """Return the sheet a table is in."""
    return book.grid(table.sheet) or book.grids[0]


def _by_column(grid: Grid, rows: Sequence[int]) -> Sequence[Sequence[Cell]]:
    """Return the cells of some rows turned by columns, empty where a row is shorter."""
    chosen = [grid.rows[row] for row in rows]
    widths = set(map(len, chosen))
    if len(widths) == 1:  # as most readers give them; a hundred thousand iterators take longer
        return [[cells[column] for cells in chosen] for column in range(widths.pop())]
    return list(zip_longest(*chosen, fillvalue=""))


def _read(
    one: Filled, reader: Reader, rows: Sequence[int], troubles: list[Trouble]
) -> Sequence[Scalar]:
    """Read the cells of one column; a cell with trouble is unknown."""
    if isinstance(reader, Numbers) and one.types <= {float, int}:
        plain = reader.plain(one.cells)
        if plain is not None:
            return plain
    distinct = set(one.cells) if one.types <= _READ_ONCE else None
    if isinstance(reader, Texts) and distinct is not None and len(distinct) * 2 > len(one.cells):
        texts = reader.plain(one.cells)
        if texts is not None:
            return texts
    if distinct is not None:
        known = {cell: _tried(reader, cell) for cell in distinct}
        values = [known[cell] for cell in one.cells]
    else:
        values = [_tried(reader, cell) for cell in one.cells]
    refused = [place for place, value in enumerate(values) if isinstance(value, DomainError)]
    for place in refused:
        error = cast("DomainError", values[place])
        troubles.append(_trouble(one, rows[place], one.cells[place], error))
        values[place] = None
    return cast("list[Scalar]", values)


def _tried(reader: Reader, cell: Cell) -> Scalar | DomainError:
    try:
        return reader(cell)
    except DomainError as error:
        return error


def _trouble(one: Filled, row: int, cell: Cell, error: DomainError) -> Trouble:
    facts = {k: v for k, v in error.facts.items() if k not in ("suggestion", "field")}
    facts["label"] = one.column.header or one.field.label
    return Trouble(
        row=row,
        column=one.column.index,
        header=one.column.header,
        value=words_of(cell),
        code=error.code,
        facts=facts,
        suggestion=str(error.facts.get("suggestion", "")),
    )


def _blanks(grid: Grid, table: Table, filled: Sequence[Filled]) -> Iterator[Trouble]:
    """Yield the cells that hold a formula without a result, or an error."""
    if not grid.blanks:
        return
    rows = set(table.rows)
    by_column = {one.column.index: one for one in filled}
    for (row, column), why in sorted(grid.blanks.items()):
        one = by_column.get(column)
        if one is not None and row in rows:
            yield Trouble(
                row=row,
                column=column,
                header=one.column.header,
                value="",
                code=_BLANKS[why],
                facts={"label": one.column.header or one.field.label},
            )


def _mismatches(grid: Grid, table: Table, filled: Sequence[Filled], way: Way) -> Iterator[Mismatch]:
    """Yield the totals that are not the sum of their rows, of columns that are read as numbers."""
    totals = [left for left in table.left_out if left.why in (Left.TOTAL, Left.SUBTOTAL)]
    numbered = sorted(totals, key=lambda left: left.row)
    numeric = [one.column for one in filled if one.field.value_type in NUMERIC]
    for column in numeric if numbered else ():
        before = -1
        for left in numbered:
            first = before if left.why is Left.SUBTOTAL else -1
            rows = [row for row in table.rows if first < row < left.row]
            if left.why is Left.SUBTOTAL:
                before = left.row
            stated = _figure(_cell(grid, left.row, column.index), way)
            figures = [_figure(_cell(grid, row, column.index), way) for row in rows]
            found = [figure for figure in figures if figure is not None]
            if stated is None or len(found) < 2 or _agrees(stated, found):
                continue
            yield Mismatch(
                row=left.row,
                column=column.index,
                header=column.header,
                stated=stated,
                summed=round(sum(found), 6),
            )


def _cell(grid: Grid, row: int, column: int) -> Cell:
    cells = grid.rows[row]
    return cells[column] if column < len(cells) else ""


def _figure(cell: Cell, way: Way) -> float | None:
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    return number_of(split_amount(cell)[0], way.decimal) if isinstance(cell, str) else None


def _agrees(stated: float, figures: Sequence[float]) -> bool:
    """Tell whether a total is the sum of figures that may each have been rounded.

    Averages and shares that do not add up are no mismatch: their mean, or 100 %, is as good.
    """
    summed = sum(figures)
    decimals = max(len(f"{figure:.6f}".rstrip("0").partition(".")[2]) for figure in figures)
    allowed = 0.5 * 10.0**-decimals * (len(figures) + 1) + 1e-9 * abs(summed)
    mean = summed / len(figures)
    return abs(stated - summed) <= allowed or abs(stated - mean) <= allowed
