# SPDX-License-Identifier: EUPL-1.2
"""Accept a finding: with a reason and a legal reference, both of which print."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.theme import Theme
from ui.widgets.text_label import TextLabel

_LINES = 4


class OverrideDialog(QDialog):
    """Asks why a finding is accepted. Without reason and reference it cannot be."""

    def __init__(
        self,
        theme: Theme,
        *,
        rule: str,
        sentence: str,
        reference: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Accept {rule} with a reason").format(rule=rule))
        self._reason = QPlainTextEdit()
        self._reason.setTabChangesFocus(True)
        self._reason.setAccessibleName(_("Reason"))
        self._reason.setFixedHeight(_LINES * theme.px("row"))
        self._reference = QLineEdit(reference)
        self._reference.setAccessibleName(_("Legal reference"))
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._button(QDialogButtonBox.StandardButton.Ok).setText(_("Accept"))
        self._button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        self._lay_out(theme, sentence)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._reason.textChanged.connect(self._check)
        self._reference.textChanged.connect(lambda _words: self._check())
        self._check()
        self._reason.setFocus(Qt.FocusReason.PopupFocusReason)

    def reason(self) -> str:
        """Return why it is accepted."""
        return self._reason.toPlainText().strip()

    def reference(self) -> str:
        """Return the text that allows it."""
        return self._reference.text().strip()

    def _check(self) -> None:
        """Offer to accept once both are there."""
        ready = bool(self.reason() and self.reference())
        self._button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready)

    def _button(self, which: QDialogButtonBox.StandardButton) -> QPushButton:
        return self._buttons.button(which)

    def _lay_out(self, theme: Theme, sentence: str) -> None:
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_s"))
        self.setMinimumWidth(theme.px("inspector"))
        rows.addWidget(TextLabel(theme, sentence, role="body", wrap=True))
        kept = _("The finding stays in the list, marked as accepted, and prints with your reason.")
        rows.addWidget(TextLabel(theme, kept, role="caption", token="muted", wrap=True))  # noqa: S106 - a colour
        rows.addWidget(TextLabel(theme, _("Reason"), role="label"))
        rows.addWidget(self._reason)
        rows.addWidget(TextLabel(theme, _("Legal reference"), role="label"))
        rows.addWidget(self._reference)
        rows.addWidget(self._buttons)
