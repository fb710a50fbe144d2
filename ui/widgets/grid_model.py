# SPDX-License-Identifier: EUPL-1.2
"""A grid for Qt's tables: words, tones, numbers one can ask about, and what may be typed."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from planner.text import sentence_case
from ui.theme import Theme
from ui.widgets.asked import ASKED
from ui.widgets.grid_values import GridCell, GridRow, GridValues
from ui.widgets.tone import background_token, text_token

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_INDENT = "    "
_SIDES: Mapping[str, Qt.AlignmentFlag] = {
    "words": Qt.AlignmentFlag.AlignLeft | _MIDDLE,
    "number": Qt.AlignmentFlag.AlignRight | _MIDDLE,
    "mark": Qt.AlignmentFlag.AlignHCenter | _MIDDLE,
}


class GridModel(QAbstractTableModel):
    """The grid for Qt. What is typed goes out as `typed`; the values change from outside only."""

    typed = Signal(str, str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.values = GridValues(corner="", columns=())
        self.theme = theme

    def show(self, values: GridValues) -> None:
        """Take other values."""
        self.beginResetModel()
        self.values = values
        self.endResetModel()

    def row_at(self, index: Index) -> GridRow:
        """Return the row of an index."""
        return self.values.rows[index.row()]

    def cell_at(self, index: Index) -> GridCell:
        """Return the cell of an index."""
        return self.values.rows[index.row()].cells[index.column()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Count the rows, headings included."""
        return 0 if parent.isValid() else len(self.values.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Count the columns, without that of the names."""
        return 0 if parent.isValid() else len(self.values.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a cell be edited in place where it says so."""
        flags = super().flags(index)
        if index.isValid() and self.cell_at(index).deed == "write":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = _ROLE.DisplayRole) -> object:
        """Answer for one cell."""
        answer = _ANSWERS.get(role)
        return None if answer is None else answer(self, index, self.cell_at(index))

    def setData(self, index: Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Pass on what was typed, if it is something else."""
        if role != _ROLE.EditRole or str(value) == self.cell_at(index).entry:
            return False
        column = self.values.columns[index.column()]
        self.typed.emit(self.row_at(index).key, column.key, str(value))
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Answer for the head of a column or the name of a row."""
        if orientation == Qt.Orientation.Vertical:
            return self._name(self.values.rows[section], role)
        column = self.values.columns[section]
        if role == _ROLE.DisplayRole:
            return sentence_case(column.name)
        if role == _ROLE.ToolTipRole:
            return column.detail or column.name
        return _SIDES[column.align] if role == _ROLE.TextAlignmentRole else None

    def _name(self, row: GridRow, role: int) -> object:
        if role == _ROLE.DisplayRole:
            return f"{_INDENT}{row.name}" if row.group and not row.heading else row.name
        if role == _ROLE.ToolTipRole:
            return f"{row.name}\n{row.detail}" if row.detail else row.name
        if role == _ROLE.TextAlignmentRole:
            return _SIDES["words"]
        if role == _ROLE.FontRole:
            return self.theme.font("strong" if row.heading else "body")
        return None

    def alignment(self, index: Index) -> Qt.AlignmentFlag:
        """Return on which side the words of a cell stand."""
        return _SIDES[self.values.columns[index.column()].align]

    def colour(self, index: Index, cell: GridCell) -> object:
        """Return the colour of the words of a cell."""
        if cell.tone:
            return self.theme.color(text_token(cell.tone))
        return self.theme.color("muted") if self.row_at(index).heading else None

    def ground(self, index: Index, cell: GridCell) -> object:
        """Return the tint behind a cell."""
        if self.row_at(index).heading:
            return self.theme.color("hover")
        if not cell.tone or cell.tone == "neutral":
            return None
        return self.theme.color(background_token(cell.tone))


_ANSWERS: Mapping[int, Callable[[GridModel, Index, GridCell], object]] = {
    _ROLE.DisplayRole: lambda _model, _index, cell: cell.text,
    _ROLE.EditRole: lambda _model, _index, cell: cell.entry,
    _ROLE.ToolTipRole: lambda _model, _index, cell: cell.detail or cell.text,
    _ROLE.AccessibleTextRole: lambda _model, _index, cell: cell.detail or cell.text,
    _ROLE.TextAlignmentRole: lambda model, index, _cell: model.alignment(index),
    _ROLE.ForegroundRole: lambda model, index, cell: model.colour(index, cell),
    _ROLE.BackgroundRole: lambda model, index, cell: model.ground(index, cell),
    _ROLE.FontRole: lambda model, index, cell: (
        model.theme.font("strong") if cell.strong or model.row_at(index).heading else None
    ),
    ASKED: lambda _model, _index, cell: cell.asked,
}
