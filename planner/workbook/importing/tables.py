# SPDX-License-Identifier: EUPL-1.2
"""Finding the table in a sheet: the header, the rows of data, and what only looks like data.

A ministry's sheet has a title across all columns, two rows of headers, headings between the rows,
subtotals, a total and notes. Only rows of data go on; every other row is listed with the reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache

import attrs

from planner.incoming import Cell, Grid
from planner.intake import Choices, Column, Left, LeftOut, Table
from planner.workbook.importing.units import unit_in

_SEARCHED = 60
_LONGEST_HEADER = 120
_LONGEST_LABEL, _LONGEST_REST = 60, 30
_SUM = re.compile(
    r"(?:(?P<part>zwischensumme|teilsumme|sub-?\s?total|sous-?total|summe je|of which|davon)"
    r"|gesamt(?:summe|betrag|ergebnis)?|insgesamt|end(?:summe|betrag)|summe|grand total"
    r"|total général|total|totaux|somme|ensemble|sum|overall|σ|∑|totale|totaal|totalt|suma|razem"
    r"|celkem|spolu|összesen|yhteensä|kokku|kopā|iš viso|skupaj|ukupno|σύνολο|общо|i alt)(?:\b|$)"
)  # of folded words: a search that minds no case looks at every letter of every row
_NOTE = re.compile(
    r"(\*|\d\)|¹|²|quellen?\b|sources?\b|stand\b|hinweise?\b|anmerkung|notes?\b|remarques?\b"
    r"|erläuterung|as of\b)",
    re.IGNORECASE,
)
Known = Callable[[str], bool]


def table_of(grid: Grid, choices: Choices, known: Known) -> Table:
    """Return the table of a sheet; `known` tells whether a header names a field of some kind."""
    chosen = tuple(row for row in choices.header if 0 <= row < len(grid.rows))
    header = chosen or _header(grid, known)
    columns = tuple(_columns(grid, header))
    indexes = [column.index for column in columns]
    rows, left_out = [], []
    width = len(columns)
    heads = [_words(grid.rows[row]) for row in header if row < len(grid.rows)]
    starts = frozenset(str(cell) for row in header for cell in grid.rows[row] if cell != "")
    for row in range(max(header, default=-1) + 1, len(grid.rows)):
        cells = grid.rows[row]
        if _is_blank(cells):
            continue
        why = None if row in choices.included else _left(cells, width, heads, starts)
        if why is None:
            rows.append(row)
        else:
            left_out.append(LeftOut(row, why, _first_words(cells)))
    hidden = sum(1 for row in rows if row in grid.hidden_rows)
    used = _used_columns(grid, columns, rows) if indexes else columns
    return Table(
        sheet=grid.name,
        header=tuple(header),
        columns=used,
        rows=tuple(rows),
        left_out=tuple(left_out),
        hidden=hidden,
    )


def folded(words: str) -> str:
    """Return words without what varies between two people who write them: case, spaces, breaks."""
    bare = words if words.isascii() else words.replace("\N{ZERO WIDTH SPACE}", "")
    return " ".join(bare.split()).casefold()


def is_blank(cell: Cell) -> bool:
    """Tell whether there is nothing in a cell."""
    return cell == "" or (isinstance(cell, str) and not cell.strip())


def _is_blank(cells: Sequence[Cell]) -> bool:
    if cells and isinstance(cells[0], str) and cells[0].strip():
        return False
    return all(cell == "" or is_blank(cell) for cell in cells)


def _words(cells: Sequence[Cell]) -> list[str]:
    return [folded(str(cell)) for cell in cells if not is_blank(cell)]


def _first_words(cells: Sequence[Cell]) -> str:
    return next((" ".join(str(cell).split()) for cell in cells if not is_blank(cell)), "")[:80]


def _header(grid: Grid, known: Known) -> tuple[int, ...]:
    """Return the rows of the header: the one that looks most like it, and what belongs to it."""
    width = max((_filled(row) for row in grid.rows[: _SEARCHED * 2]), default=0)
    candidates = range(min(_SEARCHED, len(grid.rows)))
    scored = [(_likeness(grid, row, width, known), -row) for row in candidates]
    best, place = max(scored, default=(0.0, 0))
    if best <= 0:
        return ()
    row = -place
    if _is_group(grid, row, width) and not _is_group_of_its_own(grid, row - 1):
        return row - 1, row
    if _has_second_row(grid, row):
        return row, row + 1
    return (row,)


def _filled(cells: Sequence[Cell]) -> int:
    return sum(1 for cell in cells if not is_blank(cell))


def _likeness(grid: Grid, row: int, width: int, known: Known) -> float:
    """Return how much a row looks like a header; 0 if it cannot be one."""
    cells = [cell for cell in grid.rows[row] if not is_blank(cell)]
    texts = [cell for cell in cells if isinstance(cell, str) and len(cell) <= _LONGEST_HEADER]
    if not texts or len(cells) < min(2, width) or row + 1 >= len(grid.rows):
        return 0.0
    hits = sum(1 for text in texts if known(text))
    others = sum(1 for cell in cells if not isinstance(cell, str) and not _is_year(cell))
    distinct = len({folded(text) for text in texts})
    spread = len(cells) / max(1, width)
    return 3.0 * hits + distinct * 0.5 - 2.0 * others + 2.0 * spread


def _is_year(cell: Cell) -> bool:
    return isinstance(cell, int | float) and 1990 <= cell <= 2060


def _is_text_only(grid: Grid, row: int) -> bool:
    if not 0 <= row < len(grid.rows):
        return False
    cells = [cell for cell in grid.rows[row] if not is_blank(cell)]
    return bool(cells) and all(isinstance(cell, str) for cell in cells)


def _merged_in(grid: Grid, row: int) -> list[tuple[int, int]]:
    """Return the columns that are merged side by side in a row, first and last."""
    return [(a[1], b[1]) for a, b in grid.merged if a[0] <= row <= b[0] and b[1] > a[1]]


def _is_group(grid: Grid, header: int, width: int) -> bool:
    """Tell whether above a header are headings of groups of columns, not a title over them all."""
    row = header - 1
    if not _is_text_only(grid, row):
        return False
    spans = _merged_in(grid, row)
    if _filled(grid.rows[row]) >= 2:
        return bool(spans) or _filled(grid.rows[row]) < _filled(grid.rows[header])
    return any(last - first + 1 < width - 1 for first, last in spans)


def _is_group_of_its_own(grid: Grid, row: int) -> bool:
    """Tell a line such as `Stand: | 1.3.2026` above the header from headings of groups."""
    words = _first_words(grid.rows[row])
    return bool(_NOTE.match(words)) or words.rstrip().endswith(":")


def _has_second_row(grid: Grid, row: int) -> bool:
    """Tell whether the row below belongs to the header: units, or names below a group."""
    below = row + 1
    if not _is_text_only(grid, below) or below + 1 >= len(grid.rows):
        return False
    cells = [str(cell) for cell in grid.rows[below] if not is_blank(cell)]
    if all(_is_unit(cell) for cell in cells):
        return True
    runs_on = bool(_merged_in(grid, row)) or _starts_later(grid.rows[row], grid.rows[below])
    return runs_on and _fills_gaps(grid.rows[row], grid.rows[below])


def _is_unit(cell: str) -> bool:
    return bool(unit_in(f"[{cell.strip('[]() ')}]"))


def _fills_gaps(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    gaps = [i for i, cell in enumerate(below) if not is_blank(cell) and is_blank(_at(above, i))]
    return bool(gaps)


def _starts_later(above: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether a row says nothing below the first header, as where that one spans both rows."""
    first = next((i for i, cell in enumerate(above) if not is_blank(cell)), 0)
    return is_blank(_at(below, first))


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else ""


def _columns(grid: Grid, header: Sequence[int]) -> Iterator[Column]:
    rows = [_spread(grid, row, is_last=row == header[-1]) for row in header]
    for index in range(grid.width):
        parts = [" ".join(str(_at(row, index)).split()) for row in rows]
        kept = tuple(dict.fromkeys(_headed(part) for part in parts if part))
        words = " · ".join(kept)
        unit = next((found for part in reversed(kept) if (found := unit_in(part))), "")
        unit = unit or next((unit_in(f"[{part}]") for part in reversed(kept) if _is_unit(part)), "")
        yield Column(index=index, header=words, parts=kept, unit=unit)


def _headed(part: str) -> str:
    """Write a number that heads a column, such as a year, without a decimal point."""
    return part[:-2] if re.fullmatch(r"\d+\.0", part) else part


def _spread(grid: Grid, row: int, *, is_last: bool) -> list[Cell]:
    """Return a header row with the headings of groups repeated over all their columns."""
    cells = [_at(grid.rows[row], i) for i in range(grid.width)]
    spans = _merged_in(grid, row)
    for first, last in spans:
        for column in range(first + 1, min(last + 1, len(cells))):
            cells[column] = cells[first]
    if is_last or spans:
        return cells
    for column in range(1, len(cells)):  # text files have nothing merged: a heading runs on
        if is_blank(cells[column]):
            cells[column] = cells[column - 1]
    return cells


def _used_columns(
    grid: Grid, columns: tuple[Column, ...], rows: Sequence[int]
) -> tuple[Column, ...]:
    """Leave out columns that have neither a header nor a value."""
    sample = rows[:200]
    return tuple(
        column
        for column in columns
        if column.header or any(not is_blank(_at(grid.rows[row], column.index)) for row in sample)
    )


def _left(
    cells: Sequence[Cell], width: int, heads: Sequence[list[str]], starts: frozenset[str]
) -> Left | None:
    """Return why a row is not data, `None` if it is; `starts` are the first cells of headers."""
    filled = [cell for cell in cells[:3] if cell != ""]
    if len(filled) < 3:  # as a row of data hardly ever is; going through all its cells takes longer
        filled = [cell for cell in cells if cell != ""]
    texts = [cell for cell in filled[:3] if isinstance(cell, str)]
    if not texts:
        return None
    if len(filled) == 1 and width >= 3:
        is_note = _NOTE.match(texts[0].strip()) or len(texts[0]) > _LONGEST_HEADER
        return Left.NOTE if is_note else Left.HEADING
    if len(texts[0]) <= _LONGEST_LABEL:
        summed = _summed(texts, cells)
        if summed is not None:
            return summed
    if width > 1 and texts[0] in starts and _words(cells) in heads:
        return Left.HEADER
    return None


def _summed(texts: Sequence[str], cells: Sequence[Cell]) -> Left | None:
    """Return whether a row is a total or a subtotal, by what it is called."""
    for text in texts:
        found = _sum_called(text)
        if found is not None:
            return found if _has_figures(cells) else None
    return None


@lru_cache(maxsize=1_024)  # states and classes are the same in row after row
def _sum_called(text: str) -> Left | None:
    """Return which sum bears such a name, `None` if it is none of them."""
    words = text.strip().casefold()
    found = _SUM.match(words)
    if found is None:
        return None
    if found["part"]:
        return Left.SUBTOTAL
    return Left.TOTAL if len(words) - found.end() <= _LONGEST_REST else None


def _has_figures(cells: Sequence[Cell]) -> bool:
    """Tell whether a row holds an amount, as a number or in a text that is hardly more than one."""
    return any(
        isinstance(cell, int | float | date | datetime)
        or (isinstance(cell, str) and sum(map(str.isdigit, cell)) * 2 > len(cell.strip()))
        for cell in cells
    )


def with_duplicates(table: Table, duplicates: Sequence[LeftOut]) -> Table:
    """Return the table without rows that repeat others, which are listed."""
    gone = {left.row for left in duplicates}
    return attrs.evolve(
        table,
        rows=tuple(row for row in table.rows if row not in gone),
        left_out=(*table.left_out, *duplicates),
    )
