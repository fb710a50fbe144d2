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
        self._theme = theme
        self._view = view
        view.setItemDelegate(self)

    def set_theme(self, theme: Theme) -> None:
        """Take the height from another theme."""
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Ask for the height of a row, or more where the words wrap."""
        if isinstance(self._view, QTreeView) and self._view.wordWrap():
            spans = self._view.isFirstColumnSpanned(index.row(), index.parent())
            wide = self._view.viewport().width()
            width = wide if spans else self._view.columnWidth(index.column())
            beside = 2 * self._theme.px("space_s")  # what the style sheet leaves free
            option.rect = QRect(0, 0, max(0, width - beside), self._theme.px("row"))
        words = super().sizeHint(option, index) + QSize(0, 2 * self._theme.px("space_xs"))
        return words.expandedTo(QSize(0, self._theme.px("row")))
