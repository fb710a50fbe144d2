# SPDX-License-Identifier: EUPL-1.2
"""What a hand does in a grid: chooses, writes, pastes, fills down, removes, asks where from.

Cells that are fields of a record edit themselves by their declaration; for all else the page is
asked. What goes into several cells is one step, all of it or nothing.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from planner.domain.commands import Batch, EditField
from planner.domain.errors import DomainError
from planner.domain.schema import Field, Scalar
from planner.engine.derivations import About
from planner.sentences import sentence
from planner.text import _
from ui.pages.ground import Ground
from ui.presenting.grid_edits import fill_edits, options_of, paste_edits, read_entry
from ui.widgets.asked import Asked
from ui.widgets.grid_table import GridTable
from ui.widgets.grid_values import GridCell, GridRow
from ui.widgets.passing_menu import PassingMenu

Options = Sequence[tuple[str, str]]
_SOURCE = "grid"


class GridHand(QObject):
    """Carries out what is done in a grid; `act_on` does what Enter means on a cell of the page."""

    def __init__(
        self,
        table: GridTable,
        ground: Ground,
        *,
        removable: Sequence[str],
        act_on: Callable[[GridRow, str], None],
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._table = table
        self._ground = ground
        self._removable = removable
        self._act_on = act_on
        self._owner = owner
        table.row_chosen.connect(self._choose)
        table.acted.connect(self._act)
        table.typed.connect(self._write)
        table.pasted.connect(self._paste)
        table.filled.connect(self._fill)
        table.removal_requested.connect(self._remove)
        table.menu_requested.connect(self._menu)

    def offer(
        self, options: Options, then: Callable[[str], object], at: QPoint | None = None
    ) -> None:
        """Ask which of several is meant, at the cell the keyboard is on or at a point."""
        menu = PassingMenu(self._owner)
        for key, words in options:
            entry = menu.addAction(words)
            entry.triggered.connect(lambda _checked=False, key=key: then(key))
        menu.popup(self._table.below_current() if at is None else at)

    def where(self, asked: Asked | None) -> None:
        """Show where a number comes from; nothing for words."""
        if asked is None:
            return
        month = self._ground.focus.month if asked.month is None else asked.month
        self._ground.ask_where(About(asked.kind, asked.key, asked.code, month))

    def _choose(self, key: str) -> None:
        row = self._row(key)
        if row is not None and row.record:
            self._ground.focus.select(row.kind, row.record)

    def _act(self, key: str, column: str) -> None:
        row = self._row(key)
        if row is None or row.heading:
            return
        cell = self._cell(row, column)
        if cell is not None and cell.asked is not None and self._options(cell.asked):
            self._choose_value(cell.asked)
        elif column:
            self._act_on(row, column)
        elif row.record:
            self._ground.open_record(row.kind, row.record)

    def _options(self, cell: Asked) -> tuple[tuple[Scalar, str], ...]:
        field = self._field(cell)
        return () if field is None else options_of(self._ground.plan, field)

    def _choose_value(self, cell: Asked) -> None:
        options = {str(place): one for place, one in enumerate(self._options(cell))}
        self.offer(
            [(place, words) for place, (_value, words) in options.items()],
            lambda place: self._ground.edits.edit(
                cell.kind, cell.key, cell.code, options[place][0], source=_SOURCE
            ),
        )

    def _write(self, key: str, column: str, text: str) -> None:
        row = self._row(key)
        cell = None if row is None else self._cell(row, column)
        field = None if cell is None else self._field(cell.asked)
        if cell is None or cell.asked is None or field is None:
            return
        try:
            value = read_entry(field, text)
        except DomainError as error:
            self._ground.say(sentence(error.code, error.facts))
            return
        asked = cell.asked
        self._ground.edits.edit(asked.kind, asked.key, asked.code, value, source=_SOURCE)

    def _paste(self, key: str, column: str, text: str) -> None:
        """Write a block of the clipboard into the cells from one on to the right and down."""
        try:
            edits = paste_edits(self._ground.plan, self._table.values(), (key, column), text)
        except DomainError as error:
            self._ground.say(sentence(error.code, error.facts))
            return
        self._together(edits, "paste_cells", _("Nothing was pasted: no cell there can be written."))

    def _fill(self, keys: Sequence[str], column: str) -> None:
        edits = fill_edits(self._ground.plan, self._table.values(), keys, column)
        self._together(edits, "fill_cells", _("Select cells of a column that can be written."))

    def _together(self, edits: Sequence[EditField], code: str, refusal: str) -> None:
        if edits:
            self._ground.edits.execute(Batch(commands=tuple(edits), code=code), source=_SOURCE)
        else:
            self._ground.say(refusal)

    def _remove(self, key: str) -> None:
        row = self._row(key)
        if row is not None and row.record and row.kind in self._removable:
            self._ground.edits.remove(row.kind, row.record, source=_SOURCE)

    def _menu(self, key: str, column: str, at: QPoint) -> None:
        row = self._row(key)
        if row is None or row.heading:
            return
        menu, cell = PassingMenu(self._owner), self._cell(row, column)
        if row.record:
            menu.addAction(_("Open")).triggered.connect(
                lambda: self._ground.open_record(row.kind, row.record)
            )
        if cell is not None and cell.asked is not None:
            menu.addAction(_("Where does this come from?")).triggered.connect(
                lambda: self.where(cell.asked)
            )
        if row.record and row.kind in self._removable:
            menu.addAction(_("Remove")).triggered.connect(lambda: self._remove(key))
        menu.popup(at)

    def _row(self, key: str) -> GridRow | None:
        return next((row for row in self._table.values().rows if row.key == key), None)

    def _cell(self, row: GridRow, column: str) -> GridCell | None:
        keys = [one.key for one in self._table.values().columns]
        return row.cells[keys.index(column)] if column in keys else None

    def _field(self, asked: Asked | None) -> Field | None:
        """Return the field a cell is, if it is one that can be edited."""
        plan = self._ground.plan
        record = None if asked is None else plan.tables.get(asked.kind, {}).get(asked.key)
        if asked is None or record is None or asked.computed:
            return None
        return next((one for one in record.KIND.fields if one.name == asked.code), None)
