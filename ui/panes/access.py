# SPDX-License-Identifier: EUPL-1.2
"""The access ledger: each machine, its pools, what is given from them, and whose it is."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from planner.engine.search import holding
from planner.text import _
from ui.panes.access_values import AccessValues, LedgerLine
from ui.panes.consortium_splitter import ConsortiumSplitter
from ui.theme import Theme
from ui.widgets.asked import put_asked
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.group_words import summed_columns
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.tone import text_token

Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemDataRole.UserRole
_HEADING = ("", "")
_ROWS_IN_SIGHT = 6  # head and five machines, however small the window
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AccessPane(Card):
    """A tree of machines, pools and allocations over the split of the one in focus."""

    opened = Signal(str, str)
    period_chosen = Signal(str)
    group_chosen = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._values: AccessValues | None = None
        self._filter = SearchField(theme)
        self._period = SegmentedControl(theme)
        self._group = ChoiceButton(theme, "list-tree")
        self._groups: Mapping[str, str] = {}
        self._tree = _Ledger()
        self._row_heights = RoomyRows(self._tree, theme)
        self.splitter = ConsortiumSplitter(theme)
        self._halves = QSplitter(Qt.Orientation.Vertical)
        super().__init__(theme, parent=parent)
        self._below = scrolled(self.splitter)
        self._halves.addWidget(self._tree)
        self._halves.addWidget(self._below)
        self._halves.setStretchFactor(0, 1)
        self._halves.setChildrenCollapsible(False)
        for tool in (self._filter, self._group, self._period):
            self.set_trailing(tool)
        self.body.addWidget(self._halves)
        hand_keyboard_on(self, self._tree)
        self._tree.currentItemChanged.connect(self._open)
        self._period.chosen.connect(self.period_chosen)
        self._group.chosen.connect(self.group_chosen)
        self._filter.textChanged.connect(lambda _words: self._show())
        self.retranslate()

    def set_values(self, values: AccessValues) -> None:
        """Show another ledger."""
        same = self._values is not None and self._values.lines == values.lines
        same = same and self._values is not None and self._values.heads == values.heads
        self._values = values
        for part in (self._below, self.splitter):
            part.setVisible(values.split is not None)
        if values.split is not None:
            self.splitter.set_values(values.split)
        if not same:
            self._show()
        self._point_at_split()
        self._make_room()

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """Offer what machines may be listed by, by key and label."""
        self._groups = groups
        self._group.set_choices(_("Group by"), [(key, _(words)) for key, words in groups.items()])

    def grouping(self) -> str:
        """Return what machines are listed by, empty for one list."""
        return self._group.current()

    def period(self) -> str:
        """Return whether hours are those of the month or of its year."""
        return self._period.current() or "year"

    def tree(self) -> QTreeWidget:
        """Return the ledger."""
        return self._tree

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("Access"))
        self._filter.set_prompt(_("Filter machines"))
        self._filter.retranslate()
        if self._groups:
            self.set_groups(self._groups)
        self._period.set_name(_("Period"))
        chosen = self.period()
        self._period.set_segments([("month", _("Month")), ("year", _("Year"))])
        self._period.select(chosen)
        self._tree.setAccessibleName(_("Access ledger"))
        self.splitter.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self._filter, self._group, self._period, self._row_heights, self.splitter):
            part.set_theme(theme)
        self._tree.setFont(theme.font("body"))
        self._tree.setMinimumHeight(_ROWS_IN_SIGHT * theme.px("row"))
        self._halves.setHandleWidth(theme.px("gutter"))
        self._show()

    def _show(self) -> None:
        values = self._values
        if values is None:
            return
        open_, current = self._open_keys(), self._current()
        holds = holding(self._filter.text())
        self._tree.setUpdatesEnabled(False)
        self._tree.clear()
        self._tree.setColumnCount(len(values.heads))
        self._tree.setHeaderLabels(list(values.heads))
        for column, head in enumerate(values.heads):
            self._tree.headerItem().setToolTip(column, head)
        for column in range(1, len(values.heads)):
            self._tree.headerItem().setTextAlignment(column, _END)
        shown = [line for line in values.lines if holds(f"{line.name} {line.group} {line.detail}")]
        headings: dict[str, QTreeWidgetItem] = {}
        for line in shown:
            item = self._item(self._above(line, shown, headings), line)
            item.setFont(0, self._theme.font("strong"))
            item.setExpanded((line.kind, line.key) in open_)
        self._select(current)
        self._tree.fit_columns()
        self._tree.setUpdatesEnabled(True)

    def _item(self, parent: QTreeWidgetItem, line: LedgerLine) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [line.name, *line.cells])
        item.setData(0, _ROW, (line.kind, line.key))
        put_asked(item, (None, *line.asked))
        for column in range(1, len(line.cells) + 1):
            item.setTextAlignment(column, _END)
            if line.tone != "neutral":
                item.setForeground(column, self._theme.color(text_token(line.tone)))
        item.setToolTip(0, "\n".join(part for part in (line.name, line.detail) if part))
        for below in line.below:
            self._item(item, below)
        return item

    def _above(
        self, line: LedgerLine, shown: Sequence[LedgerLine], headings: dict[str, QTreeWidgetItem]
    ) -> QTreeWidgetItem:
        """Return the heading a machine stands below, or the root where it has none."""
        if not line.group:
            return self._tree.invisibleRootItem()
        if line.group not in headings:
            members = [one.amounts for one in shown if one.group == line.group]
            name, unknown, *sums = summed_columns(line.group, members)
            heading = QTreeWidgetItem(self._tree.invisibleRootItem(), [name, unknown, *sums])
            heading.setData(0, _ROW, _HEADING)
            for column in range(1, heading.columnCount()):
                heading.setTextAlignment(column, _END)
                heading.setFont(column, self._theme.font("strong"))
            heading.setFont(0, self._theme.font("strong"))
            heading.setToolTip(0, name)
            heading.setExpanded(True)
            headings[line.group] = heading
        return headings[line.group]

    def _make_room(self) -> None:
        """Let what is below grow by what has become longer, while the ledger keeps its least."""
        inside = self.splitter.layout()
        if inside is None or self._below.isHidden():
            return
        above, below = self._halves.sizes()
        needed = inside.totalHeightForWidth(self._below.viewport().width())
        more = min(needed - below, above - self._tree.minimumHeight())
        if more > 0:
            self._halves.setSizes([above - more, below + more])

    def _point_at_split(self) -> None:
        """Put the cursor on the machine in focus, unless it is on something below it already."""
        split, item = (
            self._values.split if self._values is not None else None,
            self._tree.currentItem(),
        )
        while item is not None and _is_below_machine(item):
            item = item.parent()
        if split is not None and (item is None or item.data(0, _ROW) != (split.kind, split.key)):
            self._select((split.kind, split.key))

    def _items(self) -> Iterator[QTreeWidgetItem]:
        """Yield the machines, whether or not they stand below headings."""
        for row in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(row)
            if item is None:
                continue
            if item.data(0, _ROW) == _HEADING:
                below = (item.child(place) for place in range(item.childCount()))
                yield from (machine for machine in below if machine is not None)
            else:
                yield item

    def _open_keys(self) -> set[tuple[str, str]]:
        return {item.data(0, _ROW) for item in self._items() if item.isExpanded()}

    def _current(self) -> tuple[str, str] | None:
        item = self._tree.currentItem()
        found: tuple[str, str] | None = None if item is None else item.data(0, _ROW)
        return found

    def _select(self, wanted: tuple[str, str] | None) -> None:
        """Put the cursor back where it was without opening anything."""
        for item in self._items():
            if wanted is not None and item.data(0, _ROW) == wanted:
                self._tree.place_cursor(item)

    def _open(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        is_line = item is not None and item.data(0, _ROW) != _HEADING
        if item is not None and is_line and not self._tree.is_filling():
            self.opened.emit(*item.data(0, _ROW))


def _is_below_machine(item: QTreeWidgetItem) -> bool:
    above = item.parent()
    return above is not None and above.data(0, _ROW) != _HEADING


class _Ledger(QTreeWidget):
    """A tree that Enter opens and closes."""

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)

    def fit_columns(self) -> None:
        """Give columns the room of their words; where it is short, the names give way by half."""
        for column in range(self.columnCount()):
            self.resizeColumnToContents(column)
        names, short = self.columnWidth(0), self.header().length() - self.viewport().width()
        if short > 0:
            self.setColumnWidth(0, max(names // 2, names - short))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def is_filling(self) -> bool:
        """Tell whether the cursor is being put back rather than moved by the reader."""
        return self._filling

    def place_cursor(self, item: QTreeWidgetItem) -> None:
        """Move the cursor without a word to anybody."""
        self._filling = True
        self.setCurrentItem(item)
        self._filling = False

    def clear(self) -> None:
        """Take everything out; the cursor goes with it and opens nothing."""
        self._filling = True
        super().clear()
        self._filling = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard; a ledger without a cursor chooses no machine of its own accord."""
        chosen = self.currentItem() is not None
        self._filling = True
        super().focusInEvent(event)
        if not chosen:
            self.setCurrentIndex(QModelIndex())
        self._filling = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and close a machine with Enter."""
        item = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and item is not None:
            item.setExpanded(not item.isExpanded())
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep the current line in sight."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._filling:
            self.scrollTo(current)
