# SPDX-License-Identifier: EUPL-1.2
"""The tree of scenarios: what came from what, how far each has moved, and by whose edits."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from planner.text import _
from ui.presenting.scenario_values import ScenarioEntry
from ui.theme import Theme
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.scenario_mark import scenario_icon

_KEY = Qt.ItemDataRole.UserRole
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class ScenarioTree(QTreeWidget):
    """Enter or a double click shows a scenario, F2 changes what it is called."""

    chosen = Signal(str)
    change_requested = Signal(str)
    moved = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[ScenarioEntry, ...] = ()
        self._on_screen = ""
        self._row_heights = RoomyRows(self, theme)
        self.setColumnCount(5)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.itemDoubleClicked.connect(lambda item, _column: self.chosen.emit(_key(item)))
        self.currentItemChanged.connect(lambda _now, _before: self.moved.emit())
        self.set_theme(theme)

    def set_entries(self, entries: Sequence[ScenarioEntry], *, on_screen: str) -> None:
        """Show these scenarios; the one on screen is bold."""
        if (tuple(entries), on_screen) != (self._entries, self._on_screen):
            self._entries, self._on_screen = tuple(entries), on_screen
            self._show(on_screen if self.currentItem() is None else self.current())

    def entries(self) -> Sequence[ScenarioEntry]:
        """Return what is shown."""
        return self._entries

    def current(self) -> str:
        """Return the scenario the keyboard is on, the plan itself if it is on none."""
        item = self.currentItem()
        return "" if item is None else _key(item)

    def select(self, scenario: str) -> None:
        """Put the keyboard on a scenario."""
        for item in self._items():
            if _key(item) == scenario:
                self.setCurrentItem(item)
                return

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setHeaderLabels(
            [_("Scenario"), _("Differs by"), _("Decided by"), _("Status"), _("Tags")]
        )
        self.setAccessibleName(_("Scenarios"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and heights from another theme."""
        self._theme = theme
        self._row_heights.set_theme(theme)
        self.setFont(theme.font("body"))
        self._show(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show with Enter, change with F2."""
        if event.key() in _ENTER:
            self.chosen.emit(self.current())
        elif event.key() == Qt.Key.Key_F2:
            self.change_requested.emit(self.current())
        else:
            super().keyPressEvent(event)

    def _show(self, current: str) -> None:
        self.clear()
        above: list[tuple[int, QTreeWidgetItem]] = []
        for entry in self._entries:
            while above and above[-1][0] >= entry.depth:
                above.pop()
            item = self._item(entry)
            if above:
                above[-1][1].addChild(item)
            else:
                self.addTopLevelItem(item)
            above.append((entry.depth, item))
        self.expandAll()
        for column in range(4):
            self.resizeColumnToContents(column)
            room = self.columnWidth(column) + self._theme.px("space_m")
            self.setColumnWidth(column, min(room, 2 * self._theme.px("catalogue")))
        self.select(current)

    def _item(self, entry: ScenarioEntry) -> QTreeWidgetItem:
        item = QTreeWidgetItem([entry.name, entry.moved, entry.authors, entry.state, entry.tags])
        item.setData(0, _KEY, entry.key)
        item.setIcon(0, scenario_icon(self._theme, entry.colour, fixed=entry.fixed))
        if entry.key == self._on_screen:
            item.setFont(0, self._theme.font("strong"))
        if entry.archived:
            for column in range(5):
                item.setForeground(column, self._theme.color("faint"))
        for column in range(5):
            item.setToolTip(column, item.text(column))
        return item

    def _items(self) -> Sequence[QTreeWidgetItem]:
        any_text = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        return self.findItems("", any_text, 0)


def _key(item: QTreeWidgetItem) -> str:
    return str(item.data(0, _KEY))
