# SPDX-License-Identifier: EUPL-1.2
"""What the rulebook says about the plan as it stands; a click goes to the record."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from planner.text import _, ngettext
from ui.icons import icon
from ui.panes.list_values import FindingRow
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.search_field import SearchField
from ui.widgets.tone import text_token

_ROW = Qt.ItemDataRole.UserRole


class FindingsPane(Card):
    """Findings grouped by rule and filtered by words. Rules never block a draft."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._shown: Sequence[FindingRow] = ()
        self._filter = SearchField(theme)
        self._tree = _Tree()
        self._empty = EmptyState(theme, "shield-check")
        self._row_heights = RoomyRows(self._tree, theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tree)
        self._stack.addWidget(self._empty)
        super().__init__(theme, parent=parent)
        self.set_trailing(self._filter)
        self.body.addWidget(self._stack)
        self.setFocusProxy(self._tree)
        self._tree.itemActivated.connect(self._open)
        self._tree.itemClicked.connect(self._open)
        self._filter.textChanged.connect(lambda _words: self._show())
        self.retranslate()

    def set_rows(self, rows: Sequence[FindingRow]) -> None:
        """Show these findings."""
        if tuple(rows) != tuple(self._shown):
            self._shown = tuple(rows)
            self._show()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("Findings"))
        self._filter.set_prompt(_("Filter findings"))
        self._filter.retranslate()
        self._tree.setHeaderLabels([_("Rule and place"), _("What is wrong")])
        self._tree.setAccessibleName(_("Findings"))
        self._empty.set_text(
            _("No rule is broken"),
            _("Every rule that can be checked is checked again with each edit."),
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
        shown = [row for row in self._shown if all(w in _text(row) for w in words)]
        self._tree.clear()
        groups: dict[str, QTreeWidgetItem] = {}
        for row in shown:
            group = groups.get(row.rule) or self._group(row)
            groups[row.rule] = group
            self._item(group, row)
        for rule, group in groups.items():
            count = group.childCount()
            group.setText(
                1, ngettext("{count} finding", "{count} findings", count).format(count=count)
            )
            group.setText(0, rule)
        self._tree.expandAll()
        self._tree.resizeColumnToContents(0)
        self._stack.setCurrentWidget(self._tree if self._shown else self._empty)

    def _group(self, row: FindingRow) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self._tree)
        group.setIcon(0, icon(row.icon, self._theme, token=text_token(row.tone)))
        group.setFont(0, self._theme.font("strong"))
        group.setForeground(1, self._theme.color("muted"))
        return group

    def _item(self, group: QTreeWidgetItem, row: FindingRow) -> None:
        item = QTreeWidgetItem(group, [row.where, row.sentence])
        item.setIcon(0, icon(row.icon, self._theme, token=text_token(row.tone)))
        item.setToolTip(0, row.severity)
        item.setToolTip(1, row.sentence)
        item.setData(0, _ROW, (row.kind, row.key))
        item.setData(
            1, Qt.ItemDataRole.AccessibleTextRole, f"{row.severity}, {row.where}: {row.sentence}"
        )

    def _open(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        found = item.data(0, _ROW)
        if found:
            self.opened.emit(*found)


class _Tree(QTreeWidget):
    """A tree without decoration that Enter activates on every platform."""

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(2)
        self.setWordWrap(True)
        self.header().sectionResized.connect(self.scheduleDelayedItemsLayout)
        self.setAlternatingRowColors(True)
        self.setRootIsDecorated(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Activate with Enter."""
        current = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.itemActivated.emit(current, 0)
            return
        super().keyPressEvent(event)


def _text(row: FindingRow) -> str:
    return f"{row.rule} {row.severity} {row.where} {row.sentence}".casefold()
