# SPDX-License-Identifier: EUPL-1.2
"""How a table looks and moves that is read and picked from row by row, never typed into."""

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def read_by_row(table: QTableView) -> None:
    """Stripe the rows instead of ruling them, select whole ones, and let Tab leave the table."""
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.horizontalHeader().setStretchLastSection(True)
