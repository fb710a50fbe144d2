# SPDX-License-Identifier: EUPL-1.2
"""Which edits to send as a patch: since when, with which word to the reader, signed or not."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.dialogs.opening import open_at
from ui.theme import Theme
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextRows, TextTable

_WIDE, _HIGH = 640, 480


@frozen
class SendPreview:
    """What would be sent: one sentence, and every step."""

    summary: str
    steps: TextRows


Asked = Callable[[str], SendPreview | str]


class SendPatchDialog(QDialog):
    """Shows what would be sent before a file is written."""

    def __init__(
        self,
        theme: Theme,
        since: Sequence[tuple[str, str]],
        asked: Asked,
        *,
        parent: QWidget | None = None,
    ) -> None:
        """`asked` says what was done since a moment, or why that cannot be sent."""
        super().__init__(parent)
        self.setWindowTitle(_("Send my changes as a patch"))
        self._asked = asked
        self._since, self._note = QComboBox(), QLineEdit()
        self._signed = QCheckBox(_("Sign it with my key, so that later changes of it show"))
        self.steps = TextTable(theme)
        self._summary = TextLabel(theme, wrap=True)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel
        )
        for words, label in since:
            self._since.addItem(label, words)
        self._lay_out(theme)
        self._since.currentIndexChanged.connect(lambda _row: self._show())
        self._show()

    def since(self) -> str:
        """Return the moment after which the patch begins."""
        return str(self._since.currentData())

    def choose_since(self, words: str) -> None:
        """Choose a moment."""
        self._since.setCurrentIndex(self._since.findData(words))

    def note(self) -> str:
        """Return the word to who gets it."""
        return self._note.text().strip()

    def is_signed(self) -> bool:
        """Tell whether it is to be signed."""
        return self._signed.isChecked()

    def summary(self) -> str:
        """Return what is said about what would be sent."""
        return self._summary.text()

    def _show(self) -> None:
        found = self._asked(self.since())
        ready = isinstance(found, SendPreview)
        self._summary.setText(found.summary if isinstance(found, SendPreview) else found)
        empty = TextRows(heads=self.steps.values().heads)
        self.steps.set_values(found.steps if isinstance(found, SendPreview) else empty)
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(ready)

    def _lay_out(self, theme: Theme) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setText(_("Save the patch…"))
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("primary", True)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._since.setAccessibleName(_("What was done since"))
        self._note.setAccessibleName(_("A word to who gets it"))
        self._note.setPlaceholderText(_("A word to who gets it"))
        self.steps.setAccessibleName(_("Steps that would be sent"))
        rows, edge = QVBoxLayout(self), theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_s"))
        rows.addWidget(TextLabel(theme, _("What was done since"), role="label"))
        for part in (self._since, self.steps, self._summary, self._note, self._signed):
            rows.addWidget(part, 1 if part is self.steps else 0)
        rows.addWidget(self._buttons)
        open_at(self, theme, wide=_WIDE, high=_HIGH)
