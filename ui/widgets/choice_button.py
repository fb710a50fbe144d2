# SPDX-License-Identifier: EUPL-1.2
"""A tool button with a menu of which one entry is in force, such as what rows are grouped by."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from planner.text import labelled
from ui.theme import Theme
from ui.widgets.icon_button import IconButton


class ChoiceButton(IconButton):
    """An icon that opens the choices; the button's name says which one is in force."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, icon_name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon_name, "", parent=parent)
        self._title = ""
        self._current = ""
        self._entries: dict[str, QAction] = {}
        self._group = QActionGroup(self)
        self._choices = QMenu(self)
        self.setMenu(self._choices)

    def set_choices(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        """Offer choices by key and words under a title; the one in force stays so if it can."""
        self._title = title
        self._choices.clear()
        for entry in self._entries.values():
            entry.deleteLater()
        self._entries = {key: self._entry(key, words) for key, words in choices}
        self.select(self._current if self._current in self._entries else choices[0][0])

    def current(self) -> str:
        """Return the key of the choice in force."""
        return self._current

    def select(self, key: str) -> None:
        """Put a choice in force; tells nobody."""
        self._current = key
        self._entries[key].setChecked(True)
        self.set_name(labelled(self._title, self._entries[key].text()))

    def choose(self, key: str) -> None:
        """Put a choice in force for the user, and tell."""
        if key != self._current:
            self.select(key)
            self.chosen.emit(key)

    def _entry(self, key: str, words: str) -> QAction:
        entry = QAction(words, self._group)
        entry.setCheckable(True)
        entry.triggered.connect(lambda _on=False: self.choose(key))
        self._choices.addAction(entry)
        return entry
