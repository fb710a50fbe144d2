# SPDX-License-Identifier: EUPL-1.2
"""A long table of lines to tick: each is worded when it is seen, so 100 000 open at once.

The space bar ticks every selected line, Ctrl+C copies them; what cannot be ticked has no box.
"""

from collections.abc import Iterable, Sequence

from attrs import frozen
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView, QWidget

from ui.theme import Theme
from ui.widgets.read_by_row import read_by_row

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROLE = Qt.ItemDataRole
_MEASURED_ROWS = 100  # as many as decide how wide the columns are
_WIDEST = 44  # characters; longer ones are told on hover


@frozen
class TickLine:
    """One line in words; `detail` is told on hover."""

    cells: tuple[str, ...]
    detail: str = ""


@frozen(kw_only=True)
class TickLines:
    """A table to tick: heads, lines, which of them are ticked, and their groups for filtering.

    `fixed` are groups whose lines cannot be ticked. `right` has an `r` for each column of numbers,
    any other letter for words.
    """

    heads: tuple[str, ...]
    lines: Sequence[TickLine] = ()
    ticked: Sequence[bool] = ()
    groups: Sequence[str] = ()
    fixed: frozenset[str] = frozenset()
    right: str = ""


class TickModel(QAbstractTableModel):
    """Lines with ticks in their first column. `ticks_changed` tells that some are not as before."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values = TickLines(heads=())
        self._ticks: list[bool] = []
        self._shown: Sequence[int] = ()

    def show(self, values: TickLines) -> None:
        """Show other lines, all of them."""
        self.beginResetModel()
        self._values = values
        self._ticks = list(values.ticked)
        self._shown = range(len(values.lines))
        self.endResetModel()

    def set_group(self, group: str) -> None:
        """Show the lines of one group, all for an empty one."""
        self.beginResetModel()
        groups = self._values.groups
        every = range(len(self._values.lines))
        self._shown = [i for i in every if groups[i] == group] if group else every
        self.endResetModel()

    def values(self) -> TickLines:
        """Return what is shown."""
        return self._values

    def line(self, row: int) -> TickLine:
        """Return a line in sight."""
        return self._values.lines[self._shown[row]]

    def ticks(self) -> Sequence[bool]:
        """Return for every line, in sight or not, whether it is ticked."""
        return self._ticks

    def is_ticked(self, row: int) -> bool:
        """Tell whether a line in sight is ticked."""
        return self._ticks[self._shown[row]]

    def tick(self, rows: Iterable[int], *, ticked: bool) -> None:
        """Tick lines in sight, or take their ticks away."""
        for row in rows:
            place = self._shown[row]
            if self._may_tick(place):
                self._ticks[place] = ticked
        last = self.index(max(0, self.rowCount() - 1), 0)
        self.dataChanged.emit(self.index(0, 0), last, [_ROLE.CheckStateRole])
        self.ticks_changed.emit()

    def can_tick(self, row: int) -> bool:
        """Tell whether a line in sight has a box."""
        return self._may_tick(self._shown[row])

    def _may_tick(self, place: int) -> bool:
        groups = self._values.groups
        return not groups or groups[place] not in self._values.fixed

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return how many lines are in sight."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of heads."""
        return 0 if parent.isValid() else len(self._values.heads)

    def data(self, index: _Index, role: int = _ROLE.DisplayRole) -> object:
        """Return words, tick and what is told on hover."""
        line, column = self.line(index.row()), index.column()
        match role:
            case _ROLE.DisplayRole:
                return line.cells[column]
            case _ROLE.ToolTipRole:
                return line.detail or line.cells[column]
            case _ROLE.CheckStateRole if column == 0 and self.can_tick(index.row()):
                ticked = self.is_ticked(index.row())
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            case _ROLE.TextAlignmentRole:
                return self._alignment(column)
            case _:
                return None

    def setData(self, index: _Index, value: object, role: int = _ROLE.EditRole) -> bool:
        """Tick a line with the mouse."""
        if role != _ROLE.CheckStateRole:
            return False
        self.tick([index.row()], ticked=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole
    ) -> object:
        """Return the heads."""
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == _ROLE.DisplayRole:
            return self._values.heads[section]
        return self._alignment(section) if role == _ROLE.TextAlignmentRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == 0 and self.can_tick(index.row()):
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        number = self._values.right[column : column + 1] == "r"
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class TickTable(QTableView):
    """Shows `TickLines`. `changed` tells that ticks were set or taken away."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = TickModel()
        self._model.ticks_changed.connect(self.changed)
        self.setModel(self._model)
        self.setAccessibleName(name)
        read_by_row(self)
        self.setWordWrap(False)
        self.set_theme(theme)

    def set_values(self, values: TickLines) -> None:
        """Show other lines."""
        self._model.show(values)
        self._fit()

    def set_group(self, group: str) -> None:
        """Show the lines of one group, all for an empty one."""
        self._model.set_group(group)
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def table(self) -> TickModel:
        """Return the lines and their ticks."""
        return self._model

    def tick_shown(self, *, ticked: bool) -> None:
        """Tick all lines in sight, or none of them."""
        self._model.tick(range(self._model.rowCount()), ticked=ticked)

    def set_theme(self, theme: Theme) -> None:
        """Take font and row height from a theme; colours come with the palette."""
        self.setFont(theme.font("body"))
        self.horizontalHeader().setFont(theme.font("label"))
        self.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self._gap = 2 * theme.px("space_l")
        self._box = theme.px("indicator") + theme.px("space_l")
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar, copy with Ctrl+C."""
        if event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._toggle()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """Return heads and selected lines, rows by lines and columns by tabs."""
        lines = [self._model.values().heads]
        lines += [self._model.line(row).cells for row in self._selected()]
        return "\n".join("\t".join(cells) for cells in lines)

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _toggle(self) -> None:
        rows = [row for row in self._selected() if self._model.can_tick(row)]
        if rows:
            self._model.tick(rows, ticked=not all(map(self._model.is_ticked, rows)))

    def _fit(self) -> None:
        """Give every column the width of its head and of the longest of its first values."""
        metrics, values = self.fontMetrics(), self._model.values()
        most = _WIDEST * metrics.averageCharWidth()
        measured = [values.lines[i].cells for i in range(min(_MEASURED_ROWS, len(values.lines)))]
        for column in range(len(values.heads)):
            words = (cells[column] for cells in measured)
            widest = max(map(metrics.horizontalAdvance, words), default=0) + self._gap
            head = self.horizontalHeader().sectionSizeHint(column)
            room = self._box if column == 0 else 0
            self.setColumnWidth(column, max(min(widest, most), head) + room)
