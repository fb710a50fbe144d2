# SPDX-License-Identifier: EUPL-1.2
"""Every record of the plan in a table: one kind at a time, editable in place."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import (
    QEvent,
    QKeyCombination,
    QModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
    SignalInstance,
)
from PySide6.QtGui import (
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
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.domain.errors import PlannerError
from planner.domain.schema import Field, Kind, Record
from planner.sentences import sentence
from planner.text import _, labelled
from ui.models.record_groups import groupable
from ui.models.record_table import Detail, Marker, RecordTable
from ui.panes.record_cells import CellDelegate
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.filter_bar import FilterBar
from ui.widgets.painting import paint_focus_ring
from ui.widgets.search_field import SearchField
from ui.widgets.tabbing import hand_keyboard_on

_FILL = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_D)
_INSERT = QKeyCombination(Qt.KeyboardModifier.NoModifier, Qt.Key.Key_Insert)
_BREAKS = frozenset('\t\n\r"')
_ROWS_MEASURED = 80  # enough to find the width of a column without reading the whole table
_WORDS_MEASURED = 3  # of each column: the longest need not be the widest


class RecordsPane(Card):
    """A table of one kind of record with a filter; `opened` asks the inspector to show a row."""

    kind_chosen = Signal(str)
    opened = Signal(str, str)
    edited = Signal(str, str, str, object)
    rejected = Signal(str)
    remove_requested = Signal(str, str)
    menu_requested = Signal(str, str, QPoint)
    condition_removed = Signal(int)
    filter_cleared = Signal()
    pasted = Signal(str, str, list, list)
    filled = Signal(str, list, str, object)
    import_requested = Signal()
    new_requested = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._kind_name = ""
        self._kind: Kind | None = None
        self._groupable: tuple[Field, ...] = ()
        self._all = 0
        self._has_spans = False
        self._kinds = QComboBox()
        self._filter = SearchField(theme)
        self._group = ChoiceButton(theme, "list-tree")
        self._new = Button(theme, icon_name="plus")
        self._no_new = ""
        self._filter_button = Button(theme, icon_name="filter")
        self._filter_button.setMenu(QMenu(self._filter_button))
        self._bar = FilterBar(theme)
        self._model = RecordTable()
        self._view = _Table(theme)
        self._cells = CellDelegate(self._view, self._model)
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
        self._kind_name, self._kind = kind.name, kind
        self._model.set_records(kind, rows, names)
        if another:
            self._kinds.setCurrentIndex(self._kinds.findData(kind.name))
            self._offer_groups(kind)
            self._fit_columns()

    def grouping(self) -> str:
        """Return the field the records are listed by, empty for none."""
        return self._model.grouping()

    def group_by(self, field: str) -> None:
        """List the records by a field, by none if it is not one of theirs."""
        known = any(one.name == field for one in self._groupable)
        self._model.group_by(field if known else "")
        self._group.select(self._model.grouping())

    def _offer_groups(self, kind: Kind) -> None:
        self._groupable = groupable(kind)
        fields = [(field.name, _(field.label)) for field in self._groupable]
        self._group.set_choices(_("Group by"), [("", _("No groups")), *fields])
        self._group.select(self._model.grouping())

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
        field, key = self._model.field_at(index.column()), self._model.key_at(index.row())
        return (self._kind_name, key, field.name) if key else None

    def filter_menu(self) -> QMenu:
        """Return the menu of the filter, which is filled when it opens."""
        return self._filter_button.menu()

    def set_fixed(self, reason: str) -> None:
        """Say why no record can be added, or with no reason offer it."""
        self._no_new = reason
        self._new.setEnabled(not reason)
        self._view.empty.set_other_enabled(not reason)
        self._say_new()

    def _say_new(self) -> None:
        self._new.setText(_("New record…"))
        told = self._no_new or _("New record… (Insert)")
        self._new.setToolTip(told)
        self._new.setAccessibleDescription(self._no_new)

    def _ask_new(self) -> None:
        """Ask for a new record, or say why there can be none."""
        if self._no_new:
            self.rejected.emit(self._no_new)
        else:
            self.new_requested.emit()

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
        return self._keys(range(self._model.rowCount()))

    def _keys(self, rows: Iterable[int]) -> list[str]:
        """Return the records in some rows, headings left out."""
        return list(filter(None, map(self._model.key_at, rows)))

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
        self._say_new()
        self._bar.retranslate()
        self._kinds.setAccessibleName(_("Kind of record"))
        self._view.setAccessibleName(_("Records"))
        if self._kind is not None:
            self._offer_groups(self._kind)
        self._say_empty()
        self._model.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self._filter.set_theme(theme)
        self._filter_button.set_theme(theme)
        self._new.set_theme(theme)
        self._group.set_theme(theme)
        self._model.set_heading_colour(theme.color("hover"))
        self._bar.set_theme(theme)
        header = self._view.verticalHeader()
        header.setDefaultSectionSize(theme.px("row"))
        self._view.set_theme(theme)

    def _lay_out(self) -> None:
        trailing = QWidget()
        row = QHBoxLayout(trailing)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._kinds)
        row.addWidget(self._filter)
        row.addWidget(self._group)
        row.addWidget(self._filter_button)
        row.addWidget(self._new)
        self.set_trailing(trailing)
        self._view.setModel(self._model)
        self._view.setItemDelegate(self._cells)
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
        self._group.chosen.connect(self._model.group_by)
        self._bar.removed.connect(self.condition_removed)
        self._bar.cleared.connect(self.filter_cleared)
        # Without a current cell the table would choose and open its first row on getting focus.
        self._model.modelReset.connect(lambda: self._view.setCurrentIndex(QModelIndex()))
        self._model.modelReset.connect(self._say_empty)
        self._model.layoutChanged.connect(self._say_empty)
        self._view.empty.action_requested.connect(self._fill_empty)
        for moved in (self._model.modelReset, self._model.layoutChanged):
            moved.connect(self._span_headings)
        self._model.edited.connect(self._pass_on)
        for wished in (self._new.clicked, self._view.empty.other_requested, self._view.new_wanted):
            wished.connect(self._ask_new)
        self._view.copy_wanted.connect(self._copy)
        self._view.paste_wanted.connect(self._paste)
        self._view.fill_wanted.connect(self._fill_down)
        self._cells.rejected.connect(self._reject)
        self._view.selectionModel().currentRowChanged.connect(self._open)
        self._view.customContextMenuRequested.connect(self._ask_menu)

    def _span_headings(self) -> None:
        """Let the words of headings run on to the first column that has a sum."""
        headings, wide = self._model.headings(), self._model.words_wide()
        if self._has_spans:
            self._view.clearSpans()
        self._has_spans = wide > 1 and bool(headings)
        if self._has_spans:
            for row in headings:
                self._view.setSpan(row, 0, 1, wide)

    def _say_empty(self) -> None:
        """Say in an empty table how it is filled, or that the filter leaves nothing."""
        if self._all:
            said = _("Nothing fits the filter."), "", _("Clear the filter"), ""
        else:
            hint = _("Paste rows from a spreadsheet, or import a table.")
            said = _("Nothing here yet"), hint, _("Import a table…"), _("New record…")
        self._view.say_empty(*said, shown=self._model.rowCount() == 0)

    def _fill_empty(self) -> None:
        """Do what the button in an empty table says."""
        if not self._all:
            self.import_requested.emit()
            return
        self.set_words("")
        self.filter_cleared.emit()
        self._view.setFocus()

    def _fit_columns(self) -> None:
        """Make each column as wide as its head and the longest of its words at the top.

        Qt would measure every cell of every column, which takes longer than all else here.
        """
        widest, head = self._theme.px("catalogue"), self._view.horizontalHeader()
        keys = self._keys(range(min(self._model.rowCount(), _ROWS_MEASURED)))
        for column in range(self._model.columnCount()):
            longest = self._model.longest_of(column, keys, _WORDS_MEASURED)
            cells = (self._model.index(row, column) for row in longest)
            needed = [self._view.sizeHintForIndex(cell).width() for cell in cells]
            width = max([head.sectionSizeHint(column), *needed])
            self._view.setColumnWidth(column, min(widest, width))

    def gestures(self) -> list[tuple[str, str, Callable[[], None]]]:
        """Return what can be done with cells here: words, keys, and the deed."""
        found = [
            (_("Copy rows with their heads"), "Ctrl+C", self._copy),
            (_("Paste from here"), "Ctrl+V", self._paste),
            (_("New record…"), "Ins", self._ask_new),
        ]
        if len(self.selected_keys()) > 1:
            found.append((_("Fill down this column"), "Ctrl+D", self._fill_down))
        return found

    def selected_keys(self) -> list[str]:
        """Return the records of the selected rows, from the top."""
        rows = self._view.selectionModel().selectedRows()
        return self._keys(sorted(index.row() for index in rows))

    def _pass_on(self, kind: str, key: str, field: str, value: object) -> None:
        """Ask for an edit of one cell, or of the same cell in every selected row."""
        keys = self.selected_keys()
        if key in keys and len(keys) > 1:
            self.filled.emit(kind, keys, field, value)
        else:
            self.edited.emit(kind, key, field, value)

    def refuse(self, kind: str, key: str, field: str, error: PlannerError) -> None:
        """Keep in its cell what the plan has not taken, and say there why."""
        self._cells.refuse(kind, key, field, error)

    def _reject(self, _kind: str, key: str, field: str, error: PlannerError) -> None:
        """Say which cell holds what cannot be read: one may have gone on to another."""
        words = sentence(error.code, error.facts)
        self.rejected.emit(labelled(self._model.called(key, field), words))

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
        keys = self._keys(range(first, model.rowCount()))
        self.pasted.emit(text, self._kind_name, fields, keys)

    def _fill_down(self) -> None:
        """Ask to give the current column of the selected rows the value of the topmost."""
        cell, keys = self.current_cell(), self.selected_keys()
        if cell is not None and len(keys) > 1:
            kind, _key, field = cell
            self.filled.emit(kind, keys, field, self._model.value(keys[0], field))

    def _open(self, current: QModelIndex, _previous: QModelIndex) -> None:
        key = self._model.key_at(current.row()) if current.isValid() else ""
        if key:
            self.opened.emit(self._kind_name, key)

    def _ask_menu(self, at: QPoint) -> None:
        index = self._view.indexAt(at)
        key = self._model.key_at(index.row()) if index.isValid() else ""
        if key:
            where = self._view.viewport().mapToGlobal(at)
            self.menu_requested.emit(self._kind_name, key, where)


class _Table(QTableView):
    """Copies, pastes and fills as spreadsheets do; filling needs several selected rows.

    While it is empty it says why, and keeps the keyboard all the same, so that rows can be pasted.
    """

    copy_wanted = Signal()
    paste_wanted = Signal()
    fill_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.empty = EmptyState(theme, "package-open")
        self.overlays = (self.empty,)
        inside = QVBoxLayout(self.viewport())
        inside.addWidget(self.empty)

    def say_empty(self, headline: str, hint: str, action: str, other: str, *, shown: bool) -> None:
        """Say what an empty table means and offer to fill it."""
        self.empty.set_text(headline, hint, action=action, other=other)
        self.empty.setVisible(shown)
        self.setAccessibleDescription(f"{headline}. {hint}".strip(" .") if shown else "")

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self.empty.set_theme(theme)
        self.setFont(theme.font("body"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is also where there is no cell to show it."""
        super().paintEvent(event)
        if self.hasFocus() and not self.empty.isHidden():
            box, radius = QRectF(self.viewport().rect()), self._theme.px("radius_control")
            paint_focus_ring(QPainter(self.viewport()), box, self._theme, radius=radius)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+D from the menu while it fills down here."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if is_asked and self._wish_of(event) is not None:  # type: ignore[arg-type]  # a key event
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, fill or ask for a new row; everything else is the table's own."""
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
        if event.keyCombination() == _INSERT:
            return self.new_wanted
        is_fill = event.keyCombination() == _FILL
        several = len(self.selectionModel().selectedRows()) > 1
        return self.fill_wanted if is_fill and several else None


def _on_one_line(cell: str) -> str:
    """Write a cell so that it stays one when it is pasted."""
    return f'"{cell.replace(chr(34), 2 * chr(34))}"' if set(cell) & _BREAKS else cell
