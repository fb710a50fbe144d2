# SPDX-License-Identifier: EUPL-1.2
"""The fourth step of an import: cells with mistakes, and rows that are no data."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.text import _
from ui.importing.values import FindingsValues
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable
from ui.widgets.tick_table import TickTable

_MISTAKE = 3  # the column with the sentence


class FindingsPage(QWidget):
    """Mistakes by cell with what to do; rows left out, to be read all the same if ticked."""

    included = Signal(object)
    error_book_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._rows: tuple[int, ...] = ()
        self._told = TextLabel(theme, role="label", wrap=True)
        self.mistakes = TextTable(theme)
        self.mistakes.setAccessibleName(_("Cells with mistakes"))
        self.mistakes.wrap(_MISTAKE)
        told = _("Rows that are no data. Tick one to read it all the same.")
        self._left_told = TextLabel(theme, told, role="label", token="muted", wrap=True)  # noqa: S106 - a colour
        self.left_out = TickTable(theme, _("Rows left out"))
        self._notes = TextLabel(theme, role="label", wrap=True)
        words = _("Save my table with the cells marked…")
        self.save = Button(theme, words, icon_name="file-spreadsheet")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(self.error_book_requested)
        self.left_out.changed.connect(self._tell)
        head = QHBoxLayout()
        head.addWidget(self._told, 1)
        head.addWidget(self.save)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px("space_s"))
        rows.addLayout(head)
        rows.addWidget(self.mistakes, 3)
        rows.addWidget(self._notes)
        rows.addWidget(self._left_told)
        rows.addWidget(self.left_out, 2)
        rows.addStretch()

    def set_values(self, values: FindingsValues) -> None:
        """Show what was found."""
        self._rows = values.left_rows
        found = values.mistakes.rows
        self._told.setText(
            _("Rows with a mistake are left out until the file is mended; the others can go in.")
            if found
            else _("No mistakes were found.")
        )
        self.mistakes.set_values(TextRows(heads=()))
        self.mistakes.set_values(values.mistakes)
        self.left_out.set_values(values.left_out)
        self._notes.setText("\n".join(values.notes))
        self._notes.setVisible(bool(values.notes))
        self.mistakes.setVisible(bool(found))
        self.save.setVisible(bool(found))
        self._left_told.setVisible(bool(values.left_rows))
        self.left_out.setVisible(bool(values.left_rows))

    def _tell(self) -> None:
        ticks = self.left_out.table().ticks()
        chosen = (row for row, ticked in zip(self._rows, ticks, strict=True) if ticked)
        self.included.emit(frozenset(chosen))
