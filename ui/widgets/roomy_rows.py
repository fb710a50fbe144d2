# SPDX-License-Identifier: EUPL-1.2
"""Rows of a list that are as high as those of a table, so that all lists have one rhythm."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from ui.theme import Theme


class RoomyRows(QStyledItemDelegate):
    """Gives the rows of a view at least the theme's height."""

    def __init__(self, view: QAbstractItemView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._tree = view if isinstance(view, QTreeView) else None
        self._take(theme)
        view.setItemDelegate(self)

    def set_theme(self, theme: Theme) -> None:
        """Take the height from another theme."""
        self._take(theme)

    def _take(self, theme: Theme) -> None:
        """Read the distances once: a view measures its cells by the thousand."""
        self._theme = theme
        self._around = QSize(0, 2 * theme.px("space_xs"))
        self._least = QSize(0, theme.px("row"))

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for the height of a row, or more where the words wrap."""
        tree = self._tree
        if tree is not None and tree.wordWrap():
            spans = tree.isFirstColumnSpanned(index.row(), index.parent())
            wide = tree.viewport().width()
            width = wide if spans else tree.columnWidth(index.column())
            beside = 2 * self._theme.px("space_s")  # what the style sheet leaves free
            option.rect = QRect(0, 0, max(0, width - beside), self._least.height())
        return (super().sizeHint(option, index) + self._around).expandedTo(self._least)


class BrokenRows(RoomyRows):
    """The same for a table whose words are broken into lines, each cell measured once.

    Qt measures every row again with everything that moves in the table.
    """

    def __init__(self, view: QAbstractItemView, theme: Theme) -> None:
        super().__init__(view, theme)
        self._measured: dict[tuple[str, int], QSize] = {}
        self._unbroken: dict[str, int] = {}

    def set_theme(self, theme: Theme) -> None:
        """Take height and type from another theme."""
        super().set_theme(theme)
        self._measured.clear()
        self._unbroken.clear()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return what a cell needs at a width; words that need one line are not broken to see."""
        words, width = str(index.data()), option.rect.width()
        if words not in self._unbroken:
            edges = 4 * self._theme.px("space_s")
            self._unbroken[words] = option.fontMetrics.horizontalAdvance(words) + edges
        key = (words, width) if self._unbroken[words] > width else ("", 0)
        if key not in self._measured:
            beside = 2 * self._theme.px("space_s")  # what the style sheet leaves free
            option.rect.setWidth(max(0, width - beside))
            self._measured[key] = super().sizeHint(option, index)
        return self._measured[key]
