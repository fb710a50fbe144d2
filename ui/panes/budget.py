# SPDX-License-Identifier: EUPL-1.2
"""The budget: who commits and pays what in which year, edited in place like a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.text import _
from ui.file_dialogs import ask_to_save
from ui.panes.budget_sums import BudgetSums
from ui.panes.budget_table import ROW_ROLE, BudgetTable, Detail, Number
from ui.panes.budget_values import BudgetFact, BudgetRow, BudgetValues
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.icon_button import IconButton
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel

Index = QModelIndex | QPersistentModelIndex
Words = Sequence[tuple[str, str]]
_DIGITS = "-12 345.6 +"  # the widest amount a column makes room for
_FAINT = frozenset({"estimated", "fixed", "offered"})


class BudgetPane(Card):
    """A matrix of amounts; `wished` asks for new ones and `refused` says why a text is none."""

    wished = Signal(object)
    refused = Signal(str)
    view_changed = Signal()
    exported = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._modes = SegmentedControl(theme)
        self._groups = QComboBox()
        self._filter = SearchField(theme)
        self._export = IconButton(theme, "download", "")
        self._facts = QWidget()
        self._flow = FlowLayout(self._facts, spacing=theme.px("space_l"))
        self._fact_labels: list[_FactLabel] = []
        self._note = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._model = BudgetTable()
        self._view = _BudgetView(self._model)
        self._sums = BudgetSums(self._model, self._view)
        self._delegates = [_CellDelegate(theme, table) for table in self._tables()]
        super().__init__(theme, parent=parent)
        self._lay_out()
        self._connect()
        hand_keyboard_on(self, self._view)
        self.retranslate()

    def set_choices(self, modes: Words, groups: Words) -> None:
        """Offer commitments or payments, and what to group by."""
        self._modes.set_segments(modes)
        if not self._modes.current():
            self._modes.select(modes[0][0])
        chosen = self.grouping()
        self._groups.clear()
        for key, words in groups:
            self._groups.addItem(words, key)
        self._groups.setCurrentIndex(max(0, self._groups.findData(chosen)))

    def mode(self) -> str:
        """Return which amounts are shown."""
        return self._modes.current()

    def grouping(self) -> str:
        """Return what the lines are grouped by."""
        return str(self._groups.currentData() or "")

    def choose(self, *, mode: str = "", grouping: str = "") -> None:
        """Show other amounts or another grouping."""
        if mode:
            self._modes.select(mode)
        if grouping:
            self._groups.setCurrentIndex(self._groups.findData(grouping))
            self._model.forget_groups()
        self.view_changed.emit()

    def set_values(self, values: BudgetValues) -> None:
        """Show a budget; the current cell stays where it was, and the keyboard in the table."""
        current, focus = self._view.currentIndex(), QApplication.focusWidget()
        row = self._model.row_at(current.row()).key if current.isValid() else ""
        is_typed_in = focus is not None and self._view.isAncestorOf(focus)
        self._show_facts(values.facts)  # first: they decide how much room the table has
        self._note.setText(values.note)
        self._note.setVisible(bool(values.note))
        self._model.set_values(values)
        if is_typed_in and QApplication.focusWidget() is not focus:
            self._view.setFocus()  # new rows have taken the field along that was typed into
        if not row and values.first_year and self._model.rowCount():
            self._show_year(values.first_year)
        found = self._model.row_of(row) if row else -1
        if found >= 0 and not self._view.currentIndex().isValid():
            self._view.setCurrentIndex(self._model.index(found, current.column()))

    def set_detail(self, detail: Detail) -> None:
        """Say where an amount comes from, for its tooltip."""
        self._model.set_detail(detail)

    def set_number(self, number: Number) -> None:
        """Say which number a cell shows, for whoever asks where it comes from."""
        self._model.set_number(number)

    def facts(self) -> Sequence[QWidget]:
        """Return the figures above the matrix."""
        return tuple(self._fact_labels)

    def model(self) -> BudgetTable:
        """Return the table's model."""
        return self._model

    def view(self) -> QTableView:
        """Return the table."""
        return self._view

    def sums(self) -> QTableView:
        """Return the table of names and sums beside it."""
        return self._sums.table()

    def export_to(self, path: Path) -> None:
        """Write the matrix as CSV, all groups and lines, with full precision."""
        try:
            # the mark at the start lets spreadsheets read the file as UTF-8
            with path.open("w", encoding="utf-8-sig", newline="") as stream:
                csv.writer(stream).writerows(
                    [[_harmless(cell) for cell in row] for row in self._model.as_rows()]
                )
        except OSError as error:
            reason = error.strerror or str(error)
            self.refused.emit(
                _("{file} was not exported. {reason}").format(file=path.name, reason=reason)
            )
        else:
            self.exported.emit(str(path))

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("Budget, m€"))
        self._filter.set_prompt(_("Filter rows"))
        self._filter.retranslate()
        self._modes.set_name(_("Commitments or payments"))
        self._groups.setAccessibleName(_("Grouped by"))
        self._export.set_name(_("Export the budget as CSV"))
        self._view.setAccessibleName(_("Budget"))
        self._sums.retranslate()
        self._view.setAccessibleDescription(
            _("Arrow keys move, typing edits, “?” says not stated, Delete empties, Enter opens.")
        )

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self._filter.set_theme(theme)
        self._modes.set_theme(theme)
        self._export.set_theme(theme)
        self._note.set_theme(theme)
        for label in self._fact_labels:
            label.set_theme(theme)
        for delegate in self._delegates:
            delegate.set_theme(theme)
        self._view.verticalHeader().setDefaultSectionSize(theme.px("row"))
        self._view.setFont(theme.font("body"))
        width = QFontMetrics(theme.font("strong")).horizontalAdvance(_DIGITS)
        self._view.horizontalHeader().setDefaultSectionSize(width + 2 * theme.px("space_s"))
        self._sums.set_theme(theme)
        self._view.fit_years()

    def _tables(self) -> tuple[QTableView, QTableView]:
        return self._sums.table(), self._view

    def _lay_out(self) -> None:
        trailing = QWidget()
        row = QHBoxLayout(trailing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px("space_s"))
        for part in (self._filter, self._modes, self._groups, self._export):
            row.addWidget(part)
        self.set_trailing(trailing)
        matrix = QHBoxLayout()
        matrix.setSpacing(0)
        matrix.addWidget(self._sums)
        matrix.addWidget(self._view, 1)
        self.body.addWidget(self._facts)
        self.body.addLayout(matrix, 1)
        self.body.addWidget(self._note)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._model.set_words)
        self._modes.chosen.connect(lambda _mode: self.view_changed.emit())
        self._sums.table().doubleClicked.connect(self._view.toggle_group)
        self._groups.activated.connect(lambda _at: self.choose(grouping=self.grouping()))
        self._export.clicked.connect(self._ask_and_export)
        self._model.wished.connect(self.wished)
        self._model.unreadable.connect(self._refuse)

    def _refuse(self, words: str) -> None:
        self.refused.emit(
            _("“{words}” is not an amount. Write m€ such as 71.5, or “?” for not stated.").format(
                words=words
            )
        )

    def _show_year(self, year: int) -> None:
        """Bring a year to the left edge, as long as nobody has chosen a cell."""
        years = range(1, self._model.columnCount())
        columns = [at for at in years if getattr(self._model.column_at(at), "year", 0) == year]
        for column in columns:
            self._view.horizontalScrollBar().setValue(column - 1)

    def _show_facts(self, facts: Sequence[BudgetFact]) -> None:
        self._facts.setVisible(len(self._fact_labels) >= len(facts))  # new ones are laid out once
        while len(self._fact_labels) < len(facts):
            label = _FactLabel(self._theme)
            self._fact_labels.append(label)
            self._flow.addWidget(label)
        for place, label in enumerate(self._fact_labels):
            label.setVisible(place < len(facts))
            if place < len(facts):
                label.set_fact(facts[place])
        self._facts.show()

    def _ask_and_export(self) -> None:
        suggestion = f"{_('Budget')}.csv"
        title = _("Export the budget as CSV")
        chosen, _filter = ask_to_save(self, "table", title, suggestion, "*.csv")
        if chosen:
            self.export_to(Path(chosen).with_suffix(".csv"))


class _FactLabel(QWidget):
    """A figure with its name before it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name = TextLabel(theme, role="label", token="muted")  # noqa: S106 - names a colour
        self._value = TextLabel(theme, role="strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space_xs"))
        row.addWidget(self._name)
        row.addWidget(self._value)

    def set_fact(self, fact: BudgetFact) -> None:
        """Show a figure; a danger is said by its words as well."""
        self._name.setText(fact.label)
        self._value.setText(fact.value)
        self._value.set_token("danger" if fact.danger else "text")
        self.setToolTip(fact.detail)
        self.setProperty("asked", fact.asked)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and fonts from another theme."""
        self._name.set_theme(theme)
        self._value.set_theme(theme)


class _BudgetView(QTableView):
    """A table one types into: blocks are copied, pasted and emptied as one edit."""

    def __init__(self, model: BudgetTable) -> None:
        super().__init__()
        self._table = model
        self._least = 0  # px of a year
        self.setModel(model)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        years = self.horizontalHeader()
        years.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self.toggle_group)

    def fit_years(self) -> None:
        """Make years, none narrower than by default now, so wide that none is cut off in two."""
        self._least = self.horizontalHeader().defaultSectionSize()
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Divide another width among the years in sight."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        wide, years = self.viewport().width(), self.horizontalHeader()
        if self._least:
            years.setDefaultSectionSize(wide // max(1, wide // self._least))
            years.setOffsetToSectionPosition(self.horizontalScrollBar().value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, empty, open a group; everything else as in any table."""
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.matches(QKeySequence.StandardKey.Paste) and current.isValid():
            self._paste(current)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._table.wish([(index, "") for index in self.selectedIndexes()])
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current.isValid():
            self._enter(current)
        elif event.key() == Qt.Key.Key_Space and current.isValid():
            self.toggle_group(current)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on to the cell below once an amount is entered."""
        super().closeEditor(editor, hint)
        current = self.currentIndex()
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache and current.isValid():
            below = self._table.index(current.row() + 1, current.column())
            if below.isValid():
                self.setCurrentIndex(below)

    def _enter(self, current: QModelIndex) -> None:
        """Edit a cell that can be edited; open or close a group.

        The Enter that ends an edit comes by here as well and is left to the editor.
        """
        if self.state() is QAbstractItemView.State.EditingState:
            return
        if self._table.row_at(current.row()).level == "group":
            self.toggle_group(current)
        elif current.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(current)

    def toggle_group(self, index: QModelIndex) -> None:
        """Open or close the group of a cell."""
        row = self._table.row_at(index.row())
        if row.level == "group":
            column = index.column()
            self._table.toggle(index.row())
            self.setCurrentIndex(self._table.index(self._table.row_of(row.key), column))

    def _copy(self) -> None:
        cells = self.selectedIndexes()
        if not cells:
            return
        rows: dict[int, dict[int, str]] = {}
        for index in cells:
            rows.setdefault(index.row(), {})[index.column()] = self._table.copied(index)
        text = "\n".join(
            "\t".join(cell for _at, cell in sorted(row.items()))
            for _at, row in sorted(rows.items())
        )
        QGuiApplication.clipboard().setText(text)

    def _paste(self, corner: QModelIndex) -> None:
        """Paste a block from a spreadsheet from the current cell on; a single amount fills all."""
        text = QGuiApplication.clipboard().text()
        block = list(csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t"))
        chosen = self.selectedIndexes()
        if len(block) == 1 and len(block[0]) == 1:
            self._table.wish([(index, block[0][0]) for index in chosen or [corner]])
            return
        if chosen:
            corner = self._table.index(
                min(index.row() for index in chosen), min(index.column() for index in chosen)
            )
        self._table.wish(
            (self._table.index(row, column), words)
            for row, cells in enumerate(block, start=corner.row())
            for column, words in enumerate(cells, start=corner.column())
            if row < self._table.rowCount() and column < self._table.columnCount()
        )


class _CellDelegate(QStyledItemDelegate):
    """Shows sums strong and estimates faint; edits amounts as text."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        view.setItemDelegate(self)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take colours and fonts from another theme."""
        self._fonts = {
            (role, italic): _slanted(theme.font(role), italic=italic)
            for role in ("strong", "body")
            for italic in (False, True)
        }
        self._faint = theme.color("muted")

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Choose font and colour by what the amount is; some hundred cells are painted at once."""
        super().initStyleOption(option, index)
        row: BudgetRow = index.data(ROW_ROLE)
        strong = row.level != "line" or index.column() == 0
        option.font = self._fonts["strong" if strong else "body", row.look == "estimated"]
        if row.look in _FAINT:
            palette = option.palette
            palette.setColor(palette.ColorRole.Text, self._faint)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make a line to type an amount into."""
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setFrame(False)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the amount."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))


def _slanted(font: QFont, *, italic: bool) -> QFont:
    font.setItalic(italic)
    return font


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "@", "\t", "\r")) else cell
