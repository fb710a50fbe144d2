# SPDX-License-Identifier: EUPL-1.2
"""Which places the map shows and what its lines stand for, chosen from one menu."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.icon_button import IconButton

Labels = Mapping[str, str]


class LayersButton(IconButton):
    """Places are ticked, of the lines one kind is chosen; `changed` is sent with every choice."""

    changed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._layers: Labels = {}
        self._ties: Labels = {}
        self._hidden: set[str] = set()
        self._tie = ""
        super().__init__(theme, "layers", "", parent=parent)
        self._menu = QMenu(self)
        self._one_tie = QActionGroup(self)
        self.setMenu(self._menu)

    def set_choices(self, layers: Labels, ties: Labels, *, hidden: Collection[str] = ()) -> None:
        """Offer kinds of places and of lines, by key and label; some places are hidden at first."""
        if not self._layers:
            self._hidden |= set(hidden)
        self._layers, self._ties = layers, ties
        self.retranslate()

    def layers(self) -> frozenset[str]:
        """Return the kinds of places that are shown."""
        return frozenset(self._layers) - self._hidden

    def tie(self) -> str:
        """Return what lines stand for, empty for no lines."""
        return self._tie

    def tie_words(self) -> str:
        """Return what lines stand for in words, empty for no lines."""
        return _(self._ties[self._tie]) if self._tie else ""

    def show_layer(self, layer: str, *, shown: bool) -> None:
        """Show or hide a kind of places, and tell."""
        (self._hidden.discard if shown else self._hidden.add)(layer)
        self.retranslate()
        self.changed.emit()

    def choose_tie(self, tie: str) -> None:
        """Let lines stand for something else, and tell."""
        self._tie = tie
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_name(_("What the map shows…"))
        for action in self._menu.actions():
            self._menu.removeAction(action)
            action.deleteLater()
        for layer, label in self._layers.items():
            ticked = self._entry(_(label), on=layer not in self._hidden)
            ticked.triggered.connect(lambda on, key=layer: self.show_layer(key, shown=on))
        self._menu.addSeparator()
        for tie, label in self._ties.items():
            chosen = self._entry(_(label), on=tie == self._tie)
            self._one_tie.addAction(chosen)
            chosen.triggered.connect(lambda _on, key=tie: self.choose_tie(key))

    def _entry(self, words: str, *, on: bool) -> QAction:
        entry = self._menu.addAction(words)
        entry.setCheckable(True)
        entry.setChecked(on)
        return entry
