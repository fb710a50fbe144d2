# SPDX-License-Identifier: EUPL-1.2
"""Every edit ever made: who, when, what, old and new value. The journal is never rewritten."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from planner.text import _
from ui.panes.list_values import HistoryRow
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.search_field import SearchField

_KEY = Qt.ItemDataRole.UserRole
_SHOWN_AT_MOST = 2_000


class HistoryPane(Card):
    """The latest steps first; opening one lists the cells it changed, read when asked for."""

    def __init__(
        self,
        theme: Theme,
        *,
        cells: Callable[[str], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        self._cells = cells
        self._shown: Sequence[HistoryRow] = ()
        self._filter = SearchField(theme)
        self._tree = QTreeWidget()
        self._empty = EmptyState(theme, "history")
        self._row_heights = RoomyRows(self._tree, theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        super().__init__(theme, parent=parent)
        self.set_trailing(self._filter)
        self._tree.setColumnCount(3)
        self._tree.setUniformRowHeights(True)
        self._tree.setAlternatingRowColors(True)
        self._tree.itemExpanded.connect(self._fill)
        self.body.addWidget(self._stack)
        self.setFocusProxy(self._tree)
        self._filter.textChanged.connect(lambda _words: self._show())
        self.retranslate()

    def set_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show these steps, the latest first."""
        if tuple(rows) != tuple(self._shown):
            self._shown = tuple(rows)
            self._show()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("History"))
        self._filter.set_prompt(_("Filter history"))
        self._filter.retranslate()
        self._tree.setHeaderLabels([_("Edit"), _("When"), _("Who")])
        self._tree.setAccessibleName(_("History"))
        self._empty.set_text(
            _("Nothing has been edited yet"),
            _("Every edit is kept here with its time and person, and can be undone."),
        )
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self._filter.set_theme(theme)
        self._empty.set_theme(theme)
        self._row_heights.set_theme(theme)
        self._tree.setFont(theme.font("body"))
        self._show()

    def _show(self) -> None:
        words = self._filter.text().casefold().split()
        self._tree.clear()
        shown = [row for row in self._shown if all(w in _text(row) for w in words)]
        self._tree.addTopLevelItems([self._item(row) for row in shown[:_SHOWN_AT_MOST]])
        for column in (0, 1):
            self._tree.resizeColumnToContents(column)
        self._stack.setCurrentWidget(self._tree if self._shown else self._empty)

    def _item(self, row: HistoryRow) -> QTreeWidgetItem:
        item = QTreeWidgetItem([row.title, row.when, row.who])
        item.setData(0, _KEY, row.id)
        item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        if row.taken_back:
            for column in range(3):
                item.setForeground(column, self._theme.color("faint"))
        if row.what:
            item.setToolTip(0, row.what)
        return item

    def _fill(self, item: QTreeWidgetItem) -> None:
        if item.childCount() == 0:
            for line in self._cells(str(item.data(0, _KEY))):
                child = QTreeWidgetItem(item, [line])
                child.setFirstColumnSpanned(True)


def _text(row: HistoryRow) -> str:
    return f"{row.title} {row.when} {row.who} {row.what}".casefold()
