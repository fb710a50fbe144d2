# SPDX-License-Identifier: EUPL-1.2
"""What a grid shows: rows, columns, cells with their states; arranging, filtering and exporting.

A cell says in words what its colour says, which number it shows, and how it may be edited.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import attrs

from planner.engine.search import folded, holding
from ui.widgets.asked import Asked
from ui.widgets.group_words import group_words
from ui.widgets.tone import Tone

Deed = Literal["", "write", "act"]
Value = str | float | int | None
Cells = tuple["GridCell", ...]


@attrs.frozen
class GridCell:
    """One cell. `write` edits its text in place, `act` does something on Enter.

    `value` is what a file gets and rows are sorted by, `entry` the text an editor begins with,
    `asked` the number it shows, and with a deed the field that is edited.
    """

    text: str = ""
    value: Value = None
    tone: Tone | Literal[""] = ""
    detail: str = ""
    asked: Asked | None = None
    deed: Deed = ""
    entry: str = ""
    strong: bool = False


@attrs.frozen
class GridColumn:
    """A column; `words` are left-aligned, all else stands in the middle or right."""

    key: str
    name: str
    detail: str = ""
    align: Literal["words", "number", "mark"] = "words"


@attrs.frozen
class GridRow:
    """A row, or with `heading` the line above a group; `kind` and `record` name what it opens."""

    key: str
    name: str
    cells: Cells
    kind: str = ""
    record: str = ""
    group: str = ""
    detail: str = ""
    heading: bool = False


@attrs.frozen(kw_only=True)
class GridValues:
    """A grid. `total` gives the cells of a heading from the keys of the rows below it.

    `note` is said below the grid, `empty` instead of it where it has no rows.
    """

    corner: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...] = ()
    note: str = ""
    empty: str = ""
    total: Callable[[Sequence[str]], Cells] | None = attrs.field(default=None, eq=False)
    all_rows: str = ""


@attrs.frozen
class Order:
    """By which column rows are sorted; an empty one is the order in which they came."""

    column: str = ""
    descending: bool = False

    def after_click(self, column: str) -> "Order":
        """Return the order after the head of a column was clicked: up, down, as it came."""
        if column != self.column:
            return Order(column)
        return Order() if self.descending else Order(column, descending=True)


def arranged(values: GridValues, *, words: str = "", order: Order | None = None) -> GridValues:
    """Return the rows that hold all words, sorted within their groups, with a heading for each."""
    holds = holding(words)
    rows = [row for row in values.rows if holds(_said(row))]
    rows = _sorted(values, rows, order or Order())
    groups: dict[str, list[GridRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    shown: list[GridRow] = []
    for group, members in groups.items():
        if group:
            shown.append(_heading(values, group, group_words(group, len(members)), members))
        shown += members
    if values.all_rows and len(rows) > 1:
        shown.append(_heading(values, values.all_rows, values.all_rows, rows))
    return attrs.evolve(values, rows=tuple(shown))


def table_of(values: GridValues, *, group: str) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Return heads and rows for a file; groups become a column named so, headings are left out."""
    rows = [row for row in values.rows if not row.heading]
    grouped = any(row.group for row in rows)
    heads = (values.corner, *(column.name.replace("\n", " ") for column in values.columns))
    return (
        (group, *heads) if grouped else heads,
        [(*((row.group,) if grouped else ()), row.name, *map(_plain, row.cells)) for row in rows],
    )


def cells_of(columns: Iterable[GridColumn], found: Mapping[str, GridCell]) -> Cells:
    """Return cells in the order of the columns; what is not given stays empty."""
    return tuple(found.get(column.key, GridCell()) for column in columns)


def _said(row: GridRow) -> str:
    return " ".join((row.name, row.group, row.detail, *(cell.text for cell in row.cells)))


def _sorted(values: GridValues, rows: list[GridRow], order: Order) -> list[GridRow]:
    places = [place for place, one in enumerate(values.columns) if one.key == order.column]
    if not places:
        return rows
    numeric = values.columns[places[0]].align == "number"
    ranked = [(_rank(row.cells[places[0]], numeric=numeric), row) for row in rows]
    known = [(rank, row) for rank, row in ranked if rank is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.descending)
    return [*(row for _rank, row in known), *(row for rank, row in ranked if rank is None)]


def _rank(cell: GridCell, *, numeric: bool) -> tuple[int, float, str] | None:
    """Return what a cell is sorted by; `None` for an empty or unknown one, which comes last."""
    if isinstance(cell.value, int | float):
        return (0, float(cell.value), "")
    text = "" if numeric else cell.value or cell.text
    return (1, 0.0, folded(text)) if text else None


def _heading(values: GridValues, group: str, name: str, rows: Sequence[GridRow]) -> GridRow:
    given = values.total([row.key for row in rows]) if values.total is not None else ()
    cells = given or tuple(GridCell() for _column in values.columns)
    return GridRow(key=f"\0{group}", name=name, cells=cells, group=group, heading=True)


def _plain(cell: GridCell) -> Value:
    return cell.text if cell.value is None else cell.value
