# SPDX-License-Identifier: EUPL-1.2
"""A tool button for what the rows of a table of words are grouped by: one of its own columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.text_table import TextTable

_NONE = "-1"


class GroupButton(ChoiceButton):
    """Groups a table by a column; the choice stays while the table has that column."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "list-tree", parent=parent)
        self._table: TextTable | None = None
        self._columns: tuple[int, ...] = ()
        self._heads: tuple[str, ...] = ()
        self.chosen.connect(lambda _column: self._apply())

    def set_table(self, table: TextTable, columns: Sequence[int]) -> None:
        """Offer these columns of a table; none at all hide the button."""
        heads = table.values().heads
        self.setVisible(bool(columns))
        if (table, tuple(columns), heads) == (self._table, self._columns, self._heads):
            return
        if table is not self._table:
            self._current = str(table.group())
        self._table, self._columns, self._heads = table, tuple(columns), heads
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        columns = [(str(at), self._heads[at]) for at in self._columns if at < len(self._heads)]
        self.set_choices(_("Group by"), [(_NONE, _("No groups")), *columns])

    def _apply(self) -> None:
        if self._table is not None:
            self._table.group_by(int(self.current()))
