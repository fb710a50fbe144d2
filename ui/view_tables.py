# SPDX-License-Identifier: EUPL-1.2
"""What the view in front shows, as a table for a file: rows as they are filtered and sorted."""

from collections.abc import Iterator, Sequence
from typing import Protocol

import attrs
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QTableView, QTreeView, QWidget

from planner.text import _, month_label, state_name
from ui.core_views import VIEWS
from ui.focus import Focus
from ui.pages.ground import Value
from ui.pages.saving import save_rows
from ui.panels import Panels
from ui.panes.board_canvas import BoardCanvas
from ui.panes.map_canvas import MapCanvas
from ui.widgets.grid_table import GridTable
from ui.widgets.grid_values import table_of
from ui.widgets.group_words import HEADING

_BELOW = " › "
_List = QTableView | QTreeView


class Bench(Protocol):
    """Whose view is saved."""

    focus: Focus
    panels: Panels

    def say(self, words: str) -> None:
        """Say what could not be done."""
        ...

    def tell(self, words: str) -> None:
        """Say what was done."""
        ...


@attrs.frozen
class ShownTable:
    """Heads and rows."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


def save_shown(bench: Bench) -> None:
    """Ask for a file and write into it what the view in front shows."""
    name = bench.focus.view
    table = shown_table(bench.panels.view(name))
    if table is None:
        bench.say(_("There is no table in this view."))
        return
    title = _(VIEWS[name]) if name in VIEWS else bench.panels.view(name).accessibleName()
    heads, rows = table.heads, table.rows
    save_rows(bench.panels, title or name, heads, rows, say=bench.say, tell=bench.tell)


def shown_table(view: QWidget) -> ShownTable | None:
    """Return the numbers of a map, the bars of a board, or the rows of the lists in sight."""
    for part in view.findChildren(QAbstractScrollArea):
        if isinstance(part, MapCanvas) and part.isVisible():
            return _of_map(part)
        if isinstance(part, BoardCanvas) and part.isVisible():
            return _of_board(part)
        if isinstance(part, GridTable) and part.isVisible():
            return ShownTable(*table_of(part.values(), group=_("Group")))
        if isinstance(part, QTableView | QTreeView) and part.isVisible():
            return _of_list(part)
    return None


def _of_map(view: MapCanvas) -> ShownTable | None:
    figure = view.choropleth()
    if figure is None:
        return None
    rows = [(state_name(one.state), one.value, one.detail) for one in figure.values]
    head = _("{figure}, {unit}").format(figure=figure.title, unit=figure.unit)
    return ShownTable((_("State"), head if figure.unit else figure.title, _("What it says")), rows)


def _of_board(view: BoardCanvas) -> ShownTable:
    names = {row.state: row.name for row in view.rows()}
    rows = [
        (names[bar.row], bar.label, month_label(bar.start), month_label(bar.end), bar.conflict)
        for bar in view.bars()
    ]
    return ShownTable((_("State"), _("Measure"), _("Start"), _("Ends"), _("Finding")), rows)


def _of_list(view: _List) -> ShownTable:
    model = view.model()
    columns = [column for column in range(model.columnCount()) if not view.isColumnHidden(column)]
    heads = [
        str(model.headerData(column, Qt.Orientation.Horizontal) or "").replace("\n", " ")
        for column in columns
    ]
    rows = _rows(view, model, QModelIndex(), columns, "")
    return ShownTable(heads, list(rows))


def _rows(
    view: _List,
    model: QAbstractItemModel,
    parent: QModelIndex,
    columns: Sequence[int],
    above: str,
) -> Iterator[tuple[str, ...]]:
    """Yield the rows below a row, each named with what it lies below.

    Hidden ones and headings are left out: what a heading says of its rows stands in a column.
    """
    for row in range(model.rowCount(parent)):
        if isinstance(view, QTreeView) and view.isRowHidden(row, parent):
            continue
        if model.index(row, 0, parent).data(HEADING):
            continue
        cells = [str(model.index(row, column, parent).data() or "") for column in columns]
        cells[0] = f"{above}{cells[0]}"
        yield tuple(cells)
        below = f"{cells[0]}{_BELOW}"
        yield from _rows(view, model, model.index(row, 0, parent), columns, below)
