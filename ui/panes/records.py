# SPDX-License-Identifier: EUPL-1.2
"""Every record of the plan in a table: one kind at a time, editable in place."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.domain.schema import Kind, Record, Scalar
from planner.text import _
from ui.models.record_table import Detail, Marker, RecordTable
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.field_editor import FieldEditor
from ui.widgets.filter_bar import FilterBar
from ui.widgets.search_field import SearchField
from ui.widgets.tabbing import hand_keyboard_on

Index = QModelIndex | QPersistentModelIndex


_FILL = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)
_BREAKS = frozenset('\t\n\r"')
_ROWS_MEASURED = 50  # enough to find the width of a column without reading the whole table


class RecordsPane(Card):
    """A table of one kind of record with a filter; `opened` asks the inspector to show a row."""

    kind_chosen = Signal(str)
    opened = Signal(str, str)
    edited = Signal(str, str, str, object)
    rejected = Signal(object)
    remove_requested = Signal(str, str)
    menu_requested = Signal(str, str, QPoint)
    condition_removed = Signal(int)
    filter_cleared = Signal()
    pasted = Signal(str, str, list, list)
    filled = Signal(str, list, str, object)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._kind_name = ""
        self._all = 0
        self._kinds = QComboBox()
        self._filter = SearchField(theme)
        self._filter_button = Button(theme, icon_name="filter")
        self._filter_button.setMenu(QMenu(self._filter_button))
        self._bar = FilterBar(theme)
        self._model = RecordTable()
        self._view = _Table()
        super().__init__(theme, parent=parent)
        self._lay_out()
        self._connect()
        hand_keyboard_on(self, self._view)
        self.retranslate()

    def set_kinds(self, kinds: Sequence[Kind], current: str) -> None:
        """Offer these kinds of record."""
        self._kinds.clear()
        for kind in kinds:
            self._kinds.addItem(_(kind.plural), kind.name)
        self._kinds.setCurrentIndex(max(0, self._kinds.findData(current)))

    def set_records(
        self, kind: Kind, rows: Mapping[str, Record], names: Mapping[str, Mapping[str, str]]
    ) -> None:
        """Show the records of a kind."""
        another = kind.name != self._kind_name or self._model.rowCount() == 0
        self._kind_name = kind.name
        self._model.set_records(kind, rows, names)
        if another:
            self._kinds.setCurrentIndex(self._kinds.findData(kind.name))
            self._fit_columns()

    def set_detail(self, detail: Detail) -> None:
        """Say where the value of a cell comes from, for its tooltip."""
        self._model.set_detail(detail)

    def set_marker(self, marker: Marker) -> None:
        """Say what stands behind a value of low confidence or one that was assumed."""
        self._model.set_marker(marker)

    def current_cell(self) -> tuple[str, str, str] | None:
        """Return kind, key and field of the current cell; `None` if there is none."""
        index = self._view.currentIndex()
        if not index.isValid():
            return None
        field = self._model.field_at(index.column())
        return self._kind_name, self._model.key_at(index.row()), field.name

    def filter_menu(self) -> QMenu:
        """Return the menu of the filter, which is filled when it opens."""
        return self._filter_button.menu()

    def set_conditions(self, words: Sequence[str], *, shown: int, of: int) -> None:
        """Say which conditions the rows meet, and how many of all do."""
        self._bar.set_conditions(words, shown=shown, of=of)
        self._all = of
        self._say_empty()

    def filter_bar(self) -> FilterBar:
        """Return the line of conditions above the table."""
        return self._bar

    def words(self) -> str:
        """Return the words that every row must hold."""
        return self._filter.text()

    def set_words(self, words: str) -> None:
        """Keep the rows that hold these words."""
        self._filter.setText(words)

    def shown_keys(self) -> list[str]:
        """Return the records in the table, from the top."""
        return [self._model.key_at(row) for row in range(self._model.rowCount())]

    def kind(self) -> str:
        """Return the kind of record that is shown."""
        return str(self._kinds.currentData() or "")

    def select(self, key: str) -> None:
        """Show a record in the middle and select its row."""
        row = self._model.row_of(key)
        if row >= 0 and row != self._view.currentIndex().row():
            self._view.selectRow(row)
        if row >= 0:
            across = max(0, self._view.currentIndex().column())  # where one works stays in sight
            self._view.scrollTo(self._model.index(row, across))

    def model(self) -> RecordTable:
        """Return the table's model."""
        return self._model

    def view(self) -> QTableView:
        """Return the table."""
        return self._view

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("Records"))
        self._filter.set_prompt(_("Filter rows"))
        self._filter.retranslate()
        self._filter_button.setText(_("Filter"))
        self._bar.retranslate()
        self._kinds.setAccessibleName(_("Kind of record"))
        self._view.setAccessibleName(_("Records"))
        self._say_empty()
        self._model.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self._filter.set_theme(theme)
        self._filter_button.set_theme(theme)
        self._bar.set_theme(theme)
        header = self._view.verticalHeader()
        header.setDefaultSectionSize(theme.px("row"))
        self._view.setFont(theme.font("body"))
        self._view.set_hint_colour(theme.color("muted"))

    def _lay_out(self) -> None:
        trailing = QWidget()
        row = QHBoxLayout(trailing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._kinds)
        row.addWidget(self._filter)
        row.addWidget(self._filter_button)
        self.set_trailing(trailing)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_CellDelegate(self._view, self._model))
        self._view.setSortingEnabled(True)
        self._view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self._view.setAlternatingRowColors(True)
        self._view.setShowGrid(False)
        self._view.horizontalHeader().setResizeContentsPrecision(_ROWS_MEASURED)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._view.setTabKeyNavigation(False)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._view)

    def _connect(self) -> None:
        self._kinds.activated.connect(lambda _index: self.kind_chosen.emit(self.kind()))
        self._filter.textChanged.connect(self._model.set_filter)
        self._bar.removed.connect(self.condition_removed)
        self._bar.cleared.connect(self.filter_cleared)
        # Without a current cell the table would choose and open its first row on getting focus.
        self._model.modelReset.connect(lambda: self._view.setCurrentIndex(QModelIndex()))
        self._model.edited.connect(self._pass_on)
        self._view.copy_wanted.connect(self._copy)
        self._view.paste_wanted.connect(self._paste)
        self._view.fill_wanted.connect(self._fill_down)
        self._model.rejected.connect(self.rejected)
        self._view.selectionModel().currentRowChanged.connect(self._open)
        self._view.customContextMenuRequested.connect(self._ask_menu)

    def _say_empty(self) -> None:
        """Say in an empty table how it is filled, or that the filter leaves nothing."""
        if self._all:
            words = _("Nothing fits the filter.")
        else:
            words = _("Nothing here yet. Paste rows from a spreadsheet, or import a table.")
        self._view.set_hint(words)

    def _fit_columns(self) -> None:
        widest = self._theme.px("catalogue")
        self._view.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self._view.setColumnWidth(column, min(widest, self._view.columnWidth(column)))

    def gestures(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Return what can be done with cells here: words, keys, and the deed."""
        found = [
            (_("Copy rows with their heads"), "Ctrl+C", self._copy),
            (_("Paste from here"), "Ctrl+V", self._paste),
        ]
        if len(self.selected_keys()) > 1:
            found.append((_("Fill down this column"), "Ctrl+D", self._fill_down))
        return found

    def selected_keys(self) -> list[str]:
        """Return the records of the selected rows, from the top."""
        rows = self._view.selectionModel().selectedRows()
        return [self._model.key_at(row) for row in sorted(index.row() for index in rows)]

    def _pass_on(self, kind: str, key: str, field: str, value: object) -> None:
        """Ask for an edit of one cell, or of the same cell in every selected row."""
        keys = self.selected_keys()
        if key in keys and len(keys) > 1:
            self.filled.emit(kind, keys, field, value)
        else:
            self.edited.emit(kind, key, field, value)

    def _copy(self) -> None:
        """Copy the selected rows with their heads, as spreadsheets read them."""
        rows = self._model.plain_rows(self.selected_keys())
        lines = ("\t".join(_on_one_line(cell) for cell in row) for row in rows)
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _paste(self) -> None:
        """Ask to take in the clipboard, from the current cell on to the right and down."""
        text = QGuiApplication.clipboard().text()
        index, model = self._view.currentIndex(), self._model
        column = index.column() if index.isValid() else 0
        fields = [model.field_at(c).name for c in range(column, model.columnCount())]
        chosen = self.selected_keys()
        if "\t" not in text.strip() and "\n" not in text.strip() and len(chosen) > 1:
            fields, text = fields[:1], "\n".join([text.strip()] * len(chosen))
            self.pasted.emit(text, self._kind_name, fields, chosen)
            return
        first = index.row() if index.isValid() else model.rowCount()
        keys = [model.key_at(row) for row in range(first, model.rowCount())]
        self.pasted.emit(text, self._kind_name, fields, keys)

    def _fill_down(self) -> None:
        """Ask to give the current column of the selected rows the value of the topmost."""
        cell, keys = self.current_cell(), self.selected_keys()
        if cell is not None and len(keys) > 1:
            kind, _key, field = cell
            self.filled.emit(kind, keys, field, self._model.value(keys[0], field))

    def _open(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.opened.emit(self._kind_name, self._model.key_at(current.row()))

    def _ask_menu(self, at: QPoint) -> None:
        index = self._view.indexAt(at)
        if index.isValid():
            where = self._view.viewport().mapToGlobal(at)
            self.menu_requested.emit(self._kind_name, self._model.key_at(index.row()), where)


class _Table(QTableView):
    """Copies, pastes and fills as spreadsheets do; filling needs several selected rows.

    While it is empty it says why.
    """

    copy_wanted = Signal()
    paste_wanted = Signal()
    fill_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hint = ""
        self._colour = QColor()

    def set_hint(self, words: str) -> None:
        """Say what an empty table means."""
        self._hint = words
        self.setAccessibleDescription(words if self.model() and not self.model().rowCount() else "")
        self.viewport().update()

    def set_hint_colour(self, colour: QColor) -> None:
        """Write the hint in a colour of the theme."""
        self._colour = colour

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the hint where there are no rows."""
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._colour)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.viewport().rect(), flags, self._hint)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+D from the menu while it fills down here."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and self._wish_of(event) is not None:  # type: ignore[arg-type]  # a key event
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste or fill; everything else is the table's own."""
        wish = self._wish_of(event)
        if wish is None:
            super().keyPressEvent(event)
        else:
            wish.emit()

    def _wish_of(self, event: QKeyEvent) -> SignalInstance | None:
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.copy_wanted
        if event.matches(QKeySequence.StandardKey.Paste):
            return self.paste_wanted
        is_fill = event.keyCombination() == _FILL
        several = len(self.selectionModel().selectedRows()) > 1
        return self.fill_wanted if is_fill and several else None


def _on_one_line(cell: str) -> str:
    """Write a cell so that it stays one when it is pasted."""
    return f'"{cell.replace(chr(34), 2 * chr(34))}"' if set(cell) & _BREAKS else cell


class _CellDelegate(QStyledItemDelegate):
    """Edits a cell with the same editor the form has."""

    def __init__(self, view: QTableView, model: RecordTable) -> None:
        super().__init__(view)
        self._model = model

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor the field's declaration asks for."""
        field = self._model.field_at(index.column())
        editor = FieldEditor(field, options=self._model.options(field), parent=parent)
        editor.setAutoFillBackground(True)
        editor.committed.connect(lambda value: self._commit(editor, value))
        editor.rejected.connect(self._model.rejected)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value."""
        if isinstance(editor, FieldEditor):
            value: Scalar = index.data(Qt.ItemDataRole.EditRole)
            editor.set_value(value)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what the editor has committed; an unreadable text commits nothing."""
        if isinstance(editor, FieldEditor) and editor.property("committed"):
            model.setData(index, editor.property("committed_value"))

    def _commit(self, editor: FieldEditor, value: object) -> None:
        editor.setProperty("committed", True)
        editor.setProperty("committed_value", value)
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
