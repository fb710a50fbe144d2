# SPDX-License-Identifier: EUPL-1.2
"""The second step of an import: which column fills which field, and what is needed besides."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.importing.choosing import choice_box, fill_box
from ui.importing.values import ColumnsValues, ColumnValues, NeededField
from ui.theme import Theme
from ui.widgets.text_label import TextLabel

_COLUMN, _EXAMPLES, _FIELD, _UNIT, _HOW = range(5)
_MUTED = "muted"


class ColumnsPage(QWidget):
    """A row for each column of the file, with a drop-down for its field and one for its unit."""

    field_chosen = Signal(int, str)
    unit_chosen = Signal(int, str)
    constant_given = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: ColumnsValues | None = None
        self._table = QTableWidget(0, 5)
        self._needed = QWidget()
        self._fields = QGridLayout(self._needed)
        self._lay_out()

    def set_values(self, values: ColumnsValues) -> None:
        """Show the columns; what is shown already stays, and the keyboard with it."""
        if values == self._shown:
            return
        here = self._place_of_keyboard()
        scrolled = self._table.verticalScrollBar().value()
        self._shown = values
        self._table.setRowCount(len(values.columns))
        for row, column in enumerate(values.columns):
            self._fill(row, column, values)
        self._table.verticalScrollBar().setValue(scrolled)
        box = self._table.cellWidget(*here) if here is not None else None
        if box is not None:
            box.setFocus()
        self._fill_needed(values.needed)

    def table(self) -> QTableWidget:
        """Return the table of columns."""
        return self._table

    def _place_of_keyboard(self) -> tuple[int, int] | None:
        rows, boxes = range(self._table.rowCount()), (_FIELD, _UNIT)
        for place in ((row, column) for row in rows for column in boxes):
            box = self._table.cellWidget(*place)
            if box is not None and box.hasFocus():
                return place
        return None

    def _lay_out(self) -> None:
        theme, table = self._theme, self._table
        heads = [_("Column"), _("For example"), _("Fills the field"), _("Written in"), _("Why")]
        table.setHorizontalHeaderLabels(heads)
        table.setAccessibleName(_("Columns of the file"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px("control") + theme.px("space_xs"))
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(_UNIT, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(_HOW, QHeaderView.ResizeMode.ResizeToContents)
        table.setColumnWidth(_UNIT, theme.px("catalogue") // 2)
        self._fields.setContentsMargins(0, 0, 0, 0)
        self._fields.setHorizontalSpacing(theme.px("space_m"))
        self._fields.setVerticalSpacing(theme.px("space_s"))
        self._fields.setColumnStretch(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px("space_m"))
        told = _("Each column fills one field of the plan, or is left out.")
        rows.addWidget(TextLabel(theme, told, role="label", token=_MUTED, wrap=True))
        rows.addWidget(table, 1)
        rows.addWidget(self._needed)

    def _fill(self, row: int, column: ColumnValues, values: ColumnsValues) -> None:
        words = (f"{column.letters} · {column.header}", column.examples)
        for place, said in zip((_COLUMN, _EXAMPLES), words, strict=True):
            item = QTableWidgetItem(said)
            item.setToolTip(said)
            self._table.setItem(row, place, item)
        how = QTableWidgetItem(column.how)
        how.setForeground(self._theme.color("muted" if column.field else "warning"))
        self._table.setItem(row, _HOW, how)
        self._put_field(row, column, values)
        self._put_unit(row, column)

    def _put_field(self, row: int, column: ColumnValues, values: ColumnsValues) -> None:
        name = _("Field for column {column}").format(column=f"{column.letters} {column.header}")
        box = choice_box(self._theme, name)
        fill_box(box, (("", _("– leave out –")), *values.fields), column.field)
        box.activated.connect(
            lambda _index: self.field_chosen.emit(column.index, str(box.currentData()))
        )
        self._table.setCellWidget(row, _FIELD, box)

    def _put_unit(self, row: int, column: ColumnValues) -> None:
        if not column.units:
            self._table.removeCellWidget(row, _UNIT)
            return
        name = _("Unit of column {column}").format(column=f"{column.letters} {column.header}")
        box = choice_box(self._theme, name)
        fill_box(box, column.units, column.unit)
        box.setPlaceholderText(_("as the field"))
        box.activated.connect(
            lambda _index: self.unit_chosen.emit(column.index, str(box.currentData()))
        )
        self._table.setCellWidget(row, _UNIT, box)

    def _fill_needed(self, needed: tuple[NeededField, ...]) -> None:
        while self._fields.count():
            item = self._fields.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._needed.setVisible(bool(needed))
        if not needed:
            return
        told = _("New records need these as well; what you give here holds for every new row.")
        self._fields.addWidget(TextLabel(self._theme, told, role="label", wrap=True), 0, 0, 1, 2)
        for row, one in enumerate(needed, start=1):
            label = TextLabel(self._theme, one.label, role="label", token=_MUTED)
            editor = self._editor(one)
            label.setBuddy(editor)
            self._fields.addWidget(label, row, 0)
            self._fields.addWidget(editor, row, 1)

    def _editor(self, one: NeededField) -> QWidget:
        given = partial(self.constant_given.emit, one.field.name)
        if one.options:
            box = choice_box(self._theme, one.label)
            fill_box(box, one.options, one.value)
            box.setPlaceholderText(_("Please choose"))
            box.activated.connect(lambda _index: given(str(box.currentData())))
            return box
        line = QLineEdit(one.value)
        line.setAccessibleName(one.label)
        line.setMinimumHeight(self._theme.px("control"))
        line.editingFinished.connect(
            lambda: given(line.text().strip()) if line.text().strip() != one.value else None
        )
        return line
