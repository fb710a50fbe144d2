# SPDX-License-Identifier: EUPL-1.2
"""Find and replace in one field, with every change shown before it is made."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable

_WIDE, _HIGH = 640, 460


@frozen(kw_only=True)
class Preview:
    """What would change in words, or why nothing can."""

    rows: TextRows
    words: str
    possible: bool


class ReplaceDialog(QDialog):
    """Asks for field, what to find and what to put in its place. `preview` says what would come."""

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        fields: Sequence[tuple[str, str]],
        current: str,
        preview: Callable[[str, str, str], Preview],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preview = preview
        self._field, self._find, self._replace = QComboBox(), QLineEdit(), QLineEdit()
        for name, words in fields:
            self._field.addItem(words, name)
        self._field.setCurrentIndex(max(0, self._field.findData(current)))
        self._said = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._table = TextTable(theme)
        self._table.setAccessibleName(_("What would change"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.setWindowTitle(title)
        self._lay_out(theme)
        self._field.currentIndexChanged.connect(self._show)
        self._find.textChanged.connect(self._show)
        self._replace.textChanged.connect(self._show)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._find.setFocus()
        self._show()

    def enter(self, field: str, find: str, replace: str) -> None:
        """Choose field and words, as a planner would by hand."""
        self._field.setCurrentIndex(self._field.findData(field))
        self._find.setText(find)
        self._replace.setText(replace)

    def asked(self) -> tuple[str, str, str]:
        """Return the field, what to find and what to put in its place."""
        return str(self._field.currentData()), self._find.text(), self._replace.text()

    def shown(self) -> Preview:
        """Return what would change as it stands."""
        return self._preview(*self.asked())

    def _lay_out(self, theme: Theme) -> None:
        edge = theme.px("space_l")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space_m"))
        grid.setVerticalSpacing(theme.px("space_s"))
        lines: tuple[tuple[str, QWidget], ...] = (
            (_("Field"), self._field),
            (_("Find"), self._find),
            (_("Replace by"), self._replace),
        )
        for row, (words, control) in enumerate(lines):
            label = TextLabel(theme, words, role="label")
            label.setBuddy(control)
            control.setMinimumHeight(theme.px("row"))
            control.setAccessibleName(words)
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)
        grid.setColumnStretch(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addLayout(grid)
        rows.addWidget(self._said)
        rows.addWidget(self._table, 1)
        rows.addWidget(self._buttons)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Replace all"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        open_at(self, theme, wide=_WIDE, high=_HIGH)

    def _show(self) -> None:
        found = self.shown()
        self._said.setText(found.words)
        self._table.set_values(found.rows)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(found.possible)
