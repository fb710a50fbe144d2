# SPDX-License-Identifier: EUPL-1.2
"""A field to narrow down a list, emptied with Escape."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from planner.text import _
from ui.icons import icon
from ui.theme import Theme


class SearchField(QLineEdit):
    """A line with a lens before it and, once there is text, a cross to empty it."""

    def __init__(self, theme: Theme, prompt: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("search", True)
        self._lens = QAction(self)
        self._cross = QAction(self)
        self._cross.triggered.connect(self.clear)
        self.addAction(self._lens, QLineEdit.ActionPosition.LeadingPosition)
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self._cross.setVisible(False)
        self.set_prompt(prompt)
        self.retranslate()
        self.set_theme(theme)

    def set_prompt(self, prompt: str) -> None:
        """Say what is searched, shown while the field is empty."""
        self.setPlaceholderText(prompt)
        self.setAccessibleName(prompt)
        self._lens.setText(prompt)
        self.updateGeometry()

    def retranslate(self) -> None:
        """Say in the current language what the cross does."""
        self._cross.setText(_("Clear the search"))

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons for another theme."""
        self._theme = theme
        for action, name in ((self._lens, "search"), (self._cross, "x")):
            tint = "muted"
            action.setIcon(icon(name, theme, token=tint))

    def minimumSizeHint(self) -> QSize:
        """Insist on room for the prompt, unless it is longer than a column is wide."""
        theme = self._theme
        edges = 2 * theme.px("pad_x") + theme.px("icon") + theme.px("space_m")
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        most = theme.px("catalogue") - 4 * theme.px("space_l")
        return QSize(min(edges + words, most), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+E to the window, which exports with it; Linux moves to the end of the line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            end = event.matches(QKeySequence.StandardKey.MoveToEndOfLine)
            if end and Qt.KeyboardModifier.ControlModifier in event.modifiers():
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Escape, once there is something to empty."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
