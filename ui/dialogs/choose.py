# SPDX-License-Identifier: EUPL-1.2
"""One question with a short list of answers, such as which system an upgrade is for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.theme import Theme
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.text_label import TextLabel

_KEY = Qt.ItemDataRole.UserRole


class ChooseDialog(QDialog):
    """A list to choose one from. Escape chooses nothing."""

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        question: str,
        options: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._list = QListWidget()
        self._list.setAccessibleName(question)
        for key, words in options:
            item = QListWidgetItem(words)
            item.setData(_KEY, key)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._row_heights = RoomyRows(self._list, theme)
        wide = self._list.sizeHintForColumn(0) + 2 * theme.px("space_l")
        self._list.setMinimumWidth(min(wide, theme.px("dialog")))
        self._list.itemDoubleClicked.connect(self.accept)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Choose"))
        buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(TextLabel(theme, question, role="body", wrap=True))
        rows.addWidget(self._list)
        rows.addWidget(buttons)
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def chosen(self) -> str:
        """Return the key of the current answer."""
        item = self._list.currentItem()
        return "" if item is None else str(item.data(_KEY))
