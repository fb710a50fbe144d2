# SPDX-License-Identifier: EUPL-1.2
"""What stands over tables of words: a field that filters, what groups, and what saves."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.group_button import GroupButton
from ui.widgets.icon_button import IconButton
from ui.widgets.search_field import SearchField
from ui.widgets.text_table import TextTable


class TableTools(QWidget):
    """For whichever table is in sight. `narrowed` tells of other words; saving is up to the owner.

    The words hold for all tables it stands over, what groups for the one in sight.
    """

    narrowed = Signal()
    save_requested = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter, self.group = SearchField(theme), GroupButton(theme)
        self.save = IconButton(theme, "download", "")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px("space_s"))
        for tool in (self.filter, self.group, self.save):
            self._row.addWidget(tool)
        self.filter.textChanged.connect(lambda _words: self.narrowed.emit())
        self.save.clicked.connect(self.save_requested)
        self.retranslate()

    def words(self) -> str:
        """Return the words that every row must hold."""
        return self.filter.text()

    def is_narrowing(self) -> bool:
        """Tell whether rows may be left out."""
        return bool(self.words().strip())

    def set_table(self, table: TextTable, columns: Sequence[int]) -> None:
        """Group this table by one of these columns; without any there is nothing to choose."""
        self.group.set_table(table, columns)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.filter.set_prompt(_("Filter rows"))
        self.filter.retranslate()
        self.group.retranslate()
        self.save.set_name(_("Save this table…"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._row.setSpacing(theme.px("space_s"))
        for tool in (self.filter, self.group, self.save):
            tool.set_theme(theme)
