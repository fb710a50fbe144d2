# SPDX-License-Identifier: EUPL-1.2
"""What differs, as a tree: kind, record, field; what is ticked can be taken over."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from ui.theme import Theme
from ui.widgets.roomy_rows import RoomyRows

CellKey = tuple[str, str, str]
_CELL = Qt.ItemDataRole.UserRole
_RECORD = Qt.ItemDataRole.UserRole + 1
_TICKED = Qt.CheckState.Checked
_FEW = 12  # kinds; more are folded, so that the first glance shows all of them
_SHARES = (0.46, 0.27)  # of the width, for what differs and for the base


@frozen
class FieldNode:
    """One field of a record, or all of it if `field` is empty, with both values in words."""

    field: str
    label: str
    before: str
    after: str


@frozen
class RecordNode:
    """A record that differs."""

    kind: str
    key: str
    label: str
    word: str
    fields: tuple[FieldNode, ...]


@frozen
class KindNode:
    """A kind of record with how many of it differ, in words."""

    label: str
    counts: str
    records: tuple[RecordNode, ...]


class DifferenceTree(QTreeWidget):
    """Kinds, records and fields with a tick each; `ticked_changed` after every tick."""

    ticked_changed = Signal()
    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes: tuple[KindNode, ...] = ()
        self._filling = False
        self._leaves: list[QTreeWidgetItem] = []
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setColumnCount(3)
        self._heights = RoomyRows(self, theme)
        self.itemChanged.connect(self._on_tick)
        self.itemActivated.connect(self._open)
        self.set_theme(theme)

    def set_nodes(self, nodes: Sequence[KindNode], heads: tuple[str, str, str]) -> None:
        """Show other differences, with nothing ticked; the same ones are left as they are."""
        self.setHeaderLabels(heads)
        for column, words in enumerate(heads):
            self.headerItem().setToolTip(column, words)  # names of sides may be longer than room
        if tuple(nodes) == self._nodes:
            return
        self._nodes = tuple(nodes)
        self._filling = True
        self.clear()
        self._leaves = []
        items = [_kind_item(node, self._leaves) for node in nodes]
        self.addTopLevelItems(items)
        for item in items:
            item.setExpanded(len(nodes) <= _FEW)
        self._filling = False
        self._share_width()
        self.ticked_changed.emit()

    def sides(self) -> tuple[str, str]:
        """Return what base and other are called."""
        return self.headerItem().text(1), self.headerItem().text(2)

    def nodes(self) -> tuple[KindNode, ...]:
        """Return what is shown."""
        return self._nodes

    def ticked(self) -> tuple[CellKey, ...]:
        """Return kind, key and field of what is ticked; the field is empty for whole records."""
        return tuple(item.data(0, _CELL) for item in self._leaves if item.checkState(0) == _TICKED)

    def tick(self, kind: str, key: str, field: str = "") -> None:
        """Tick one field, or all of a record."""
        for item in self._leaves:
            cell = item.data(0, _CELL)
            if cell[:2] == (kind, key) and field in ("", cell[2]):
                item.setCheckState(0, _TICKED)

    def set_theme(self, theme: Theme) -> None:
        """Take font and row height from another theme."""
        self.setFont(theme.font("body"))
        self.header().setFont(theme.font("label"))
        self._heights.set_theme(theme)
        self._share_width()

    def _share_width(self) -> None:
        for column, share in enumerate(_SHARES):
            self.setColumnWidth(column, round(self.viewport().width() * share))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between the columns."""
        super().resizeEvent(event)
        self._share_width()

    def _on_tick(self, _item: QTreeWidgetItem, column: int) -> None:
        if column == 0 and not self._filling:
            self.ticked_changed.emit()

    def _open(self, item: QTreeWidgetItem) -> None:
        about = item.data(0, _RECORD)
        if about:
            self.opened.emit(*about)


def _kind_item(node: KindNode, leaves: list[QTreeWidgetItem]) -> QTreeWidgetItem:
    item = _ticking(QTreeWidgetItem([node.label, node.counts]))
    item.addChildren([_record_item(record, leaves) for record in node.records])
    return item


def _record_item(node: RecordNode, leaves: list[QTreeWidgetItem]) -> QTreeWidgetItem:
    whole = len(node.fields) == 1 and not node.fields[0].field
    sides = [node.fields[0].before, node.fields[0].after] if whole else [node.word]
    item = _ticking(QTreeWidgetItem([node.label, *sides]))
    item.setData(0, _RECORD, (node.kind, node.key))
    if whole:
        item.setData(0, _CELL, (node.kind, node.key, ""))
        leaves.append(item)
        return item
    for field in node.fields:
        child = _ticking(QTreeWidgetItem([field.label, field.before, field.after]))
        child.setData(0, _CELL, (node.kind, node.key, field.field))
        child.setData(0, _RECORD, (node.kind, node.key))
        item.addChild(child)
        leaves.append(child)
    return item


def _ticking(item: QTreeWidgetItem) -> QTreeWidgetItem:
    """Let an item be ticked, and tell on hover what may be longer than the room for it."""
    for column in range(item.columnCount()):
        item.setToolTip(column, item.text(column))
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
    item.setCheckState(0, Qt.CheckState.Unchecked)
    return item
