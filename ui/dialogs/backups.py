# SPDX-License-Identifier: EUPL-1.2
"""The backups of the open plan: what differs, and the way back."""

from collections.abc import Callable

from attrs import frozen
from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.text import _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable

_WIDE, _HIGH = 900, 600


@frozen
class BackupPreview:
    """What going back to a backup would change: one sentence, and every field."""

    summary: str
    fields: TextRows
    changes_anything: bool


Asked = Callable[[int], BackupPreview | str]


class BackupsDialog(QDialog):
    """Lists backups and shows, for the one the keyboard is on, what going back would change."""

    restore_requested = Signal(int)
    copy_requested = Signal(int)
    backup_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        backups: TextRows,
        asked: Asked,
        *,
        folder: str,
        can_restore: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """`asked` says what going back to a backup would change, or why that cannot be said."""
        super().__init__(parent)
        self._theme = theme
        self._asked = asked
        self._can_restore = can_restore
        self._list = TextTable(theme)
        self._fields = TextTable(theme)
        self._summary = TextLabel(theme, role="body", wrap=True)
        self._folder = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._make = Button(theme, _("Make a backup now"), icon_name="plus")
        self._copy = Button(theme, _("Open as a copy"), icon_name="copy")
        self._restore = Button(theme, _("Go back to it"), icon_name="history", primary=True)
        self.setWindowTitle(_("Backups"))
        self._lay_out()
        self._wire()
        self.show_backups(backups, folder=folder)

    def show_backups(self, backups: TextRows, *, folder: str) -> None:
        """Show another list, and the keyboard on its first row."""
        self._fill(self._list, backups)
        words = _("Each backup was opened and checked when it was made. They lie in {folder}")
        none = _(
            "There are no backups of this plan yet. They are made when it is opened or closed."
        )
        self._folder.setText(words.format(folder=folder) if backups.rows else none)
        first = self._list.model().index(0, 0)
        if first.isValid():
            self._list.setCurrentIndex(first)
        self._show(first)

    def chosen(self) -> int | None:
        """Return the place in the list of the backup the keyboard is on."""
        row = self._list.current()
        return None if row is None else int(row.key)

    def summary(self) -> str:
        """Return what is said about the chosen backup."""
        return self._summary.text()

    def fields(self) -> TextTable:
        """Return the table of what would change."""
        return self._fields

    def backups(self) -> TextTable:
        """Return the list of backups."""
        return self._list

    def _fill(self, table: TextTable, rows: TextRows) -> None:
        table.set_values(rows)
        for column in range(len(rows.heads)):
            wanted = table.sizeHintForColumn(column) + self._theme.px("space_l")
            head = table.horizontalHeader().sectionSizeHint(column)
            table.setColumnWidth(column, max(wanted, head))

    def _lay_out(self) -> None:
        theme, edge = self._theme, self._theme.px("space_l")
        self._list.setAccessibleName(_("Backups"))
        self._fields.setAccessibleName(_("What would change"))
        close = Button(theme, _("Close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px("space_s"))
        foot.addWidget(self._make)
        foot.addStretch(1)
        for button in (close, self._copy, self._restore):
            foot.addWidget(button)
        for button in (close, self._make, self._copy, self._restore):
            button.setAutoDefault(False)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(self._list, 2)
        rows.addWidget(self._folder)
        rows.addWidget(self._summary)
        rows.addWidget(self._fields, 3)
        rows.addLayout(foot)
        open_at(self, theme, wide=_WIDE, high=_HIGH)

    def _wire(self) -> None:
        self._list.selectionModel().currentRowChanged.connect(lambda now, _before: self._show(now))
        self._make.clicked.connect(self.backup_requested)
        self._copy.clicked.connect(lambda: self._tell(self.copy_requested.emit))
        self._restore.clicked.connect(lambda: self._tell(self.restore_requested.emit))

    def _tell(self, wish: Callable[[int], None]) -> None:
        chosen = self.chosen()
        if chosen is not None:
            wish(chosen)

    def _show(self, index: QModelIndex) -> None:
        chosen = self.chosen() if index.isValid() else None
        found = self._asked(chosen) if chosen is not None else ""
        readable = isinstance(found, BackupPreview)
        self._summary.setText(found.summary if isinstance(found, BackupPreview) else found)
        fields = found.fields if isinstance(found, BackupPreview) else TextRows(heads=())
        self._fill(self._fields, fields)
        changes = isinstance(found, BackupPreview) and found.changes_anything
        self._copy.setEnabled(readable)
        self._restore.setEnabled(changes and self._can_restore)
