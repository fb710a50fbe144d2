# SPDX-License-Identifier: EUPL-1.2
"""The column of sums beside the years, with the names of the rows: it never scrolls away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout

from planner.text import _
from ui.icons import icon
from ui.panes.budget_table import BudgetTable
from ui.theme import Theme


class BudgetSums(QFrame):
    """Names and sums left of a table of the same model; both scroll and choose rows as one."""

    def __init__(self, model: BudgetTable, years: QTableView) -> None:
        super().__init__()
        self._model, self._years = model, years
        self._table = _Sums(model, years)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._table)
        years.setColumnHidden(0, True)
        years.verticalHeader().hide()
        self._table.verticalHeader().sectionClicked.connect(model.toggle)
        years.horizontalScrollBar().rangeChanged.connect(self._leave_room)
        for one, other in ((self._table, years), (years, self._table)):
            one.verticalScrollBar().valueChanged.connect(other.verticalScrollBar().setValue)

    def table(self) -> QTableView:
        """Return the table of names and sums."""
        return self._table

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._table.setAccessibleName(_("Total"))

    def set_theme(self, theme: Theme) -> None:
        """Take fonts and distances from another theme."""
        rows = self._table.verticalHeader()
        names = {True: "chevron-down", False: "chevron-right"}
        self._model.set_signs({way: icon(name, theme) for way, name in names.items()})
        rows.setDefaultSectionSize(theme.px("row"))
        rows.setFont(theme.font("body"))
        rows.setFixedWidth(theme.px("catalogue"))
        self._table.setFont(theme.font("body"))
        column = self._years.horizontalHeader().defaultSectionSize()
        self._table.setColumnWidth(0, column)
        self.setFixedWidth(theme.px("catalogue") + column)
        self._leave_room()

    def _leave_room(self) -> None:
        """End where the years end, above their scroll bar."""
        bar = self._years.horizontalScrollBar()
        room = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
        self._rows.setContentsMargins(0, 0, 0, room)


class _Sums(QTableView):
    """The first column of the model only."""

    def __init__(self, model: BudgetTable, years: QTableView) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionModel(years.selectionModel())
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setSectionsClickable(True)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(right)
        model.modelReset.connect(self._hide_years)
        self._hide_years()

    def _hide_years(self) -> None:
        for column in range(1, self.model().columnCount()):
            self.setColumnHidden(column, True)
