# SPDX-License-Identifier: EUPL-1.2
"""What an edit of many values would change, before it is made."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from planner.text import _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable

_WIDE, _HIGH = 820, 480


class ChangesDialog(QDialog):
    """Lists every field that would change; with `why` it also asks for a reason."""

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        summary: str,
        changes: TextRows,
        accept: str,
        why: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._theme = theme
        self._summary = TextLabel(theme, summary, role="body", wrap=True)
        self.table = TextTable(theme)
        self.table.set_values(changes)
        self.table.setAccessibleName(_("What would change"))
        self._why = QLineEdit()
        self._why.setPlaceholderText(_("Why, if there is something to say"))
        self._why.setAccessibleName(_("Reason"))
        self._why.setMinimumHeight(theme.px("row"))
        self._why.setVisible(why)
        self._accept = Button(theme, accept, icon_name="check", primary=True)
        self._accept.setEnabled(bool(changes.rows))
        self._accept.setDefault(True)
        self._lay_out()

    def reason(self) -> str:
        """Return why, empty if nothing was said."""
        return self._why.text().strip()

    def summary(self) -> str:
        """Return what is said above the table."""
        return self._summary.text()

    def _lay_out(self) -> None:
        theme = self._theme
        cancel = Button(theme, _("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._accept.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px("space_s"))
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._accept)
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        for part in (self._summary, self.table, self._why):
            rows.addWidget(part)
        rows.addLayout(foot)
        open_at(self, theme, wide=_WIDE, high=_HIGH)
