# SPDX-License-Identifier: EUPL-1.2
"""Who is reached: a table of states, the flows of the one selected, time, and the assumptions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.text import N_, _
from ui.charts.trend import build_trend
from ui.charts.values import LineValues
from ui.theme import Theme
from ui.widgets.asked import Asked, put_asked
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_card import Figure, FigureCard
from ui.widgets.roomy_rows import RoomyRows
from ui.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from ui.charts.card import ChartCard

_KEY = Qt.ItemDataRole.UserRole
_SORT = Qt.ItemDataRole.UserRole + 1
_KEPT_COLUMNS = 3
_BASE_COLUMN = 5
_FACES = {
    "states": N_("States"),
    "time": N_("Over time"),
    "assumptions": N_("Assumptions"),
}
_SUPPLIES = {"planned": N_("With the plan"), "operational": N_("Operational only")}
_HEADS = (
    (N_("State"), ""),
    (N_("Asked for"), N_("Million accelerator-hours in the quarter")),
    (N_("Served"), N_("Million accelerator-hours in the quarter")),
    (N_("Unmet"), N_("Million accelerator-hours in the quarter")),
    (N_("Abroad"), N_("Share of the hours served that comes from another state")),
    (N_("Against"), ""),  # said by what hours are set against
    (N_("One more, €"), N_("What one more Union hour offered in this state would save")),
)
_ASSUMED = (N_("Assumption"), N_("Value"), N_("Served of asked for"))


@frozen
class Row:
    """One line of a list: words for every column, what they are sorted by, and their numbers.

    `kind` and `key` name the record that a click opens; `muted` marks what is not known.
    """

    kind: str
    key: str
    cells: tuple[str, ...]
    sorts: tuple[float | str, ...] = ()
    detail: str = ""
    muted: bool = False
    asked: tuple[Asked | None, ...] = ()


@frozen(kw_only=True)
class ReachValues:
    """One quarter. `gets` and `gives` are the flows of the selected state, the largest first.

    `base` is what hours are set against, out of `bases`; `base_head` names its column and says
    what stands there.
    """

    title: str
    figures: tuple[Figure, ...]
    states: tuple[Row, ...]
    note: str
    base: str
    bases: tuple[tuple[str, str], ...]
    base_head: tuple[str, str]
    selected: str = ""
    gets_title: str = ""
    gives_title: str = ""
    gets: tuple[Row, ...] = ()
    gives: tuple[Row, ...] = ()
    assumptions: tuple[Row, ...] = ()


class ReachPane(Card):
    """Values in; out go the record to open, and which supply, face and base are wanted.

    The chart over time is built when its face is first shown.
    """

    opened = Signal(str, str)
    supply_chosen = Signal(str)
    face_chosen = Signal(str)
    base_chosen = Signal(str)
    month_picked = Signal(int)
    refused = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._values: ReachValues | None = None
        self._supplies = SegmentedControl(theme)
        self._switch = SegmentedControl(theme)
        self._bases = SegmentedControl(theme)
        self._choices = QHBoxLayout()
        self._figures = [FigureCard(theme) for _figure in range(4)]
        self._states = _List(theme, sortable=True)
        self._gets, self._gives = _List(theme), _List(theme)
        self._assumptions = _List(theme)
        self._note = ElidedLabel(theme, role="caption", token="muted")  # noqa: S106 - a colour
        self._empty = EmptyState(theme, "users")
        self._faces = QStackedWidget()
        self._cards, self._flows = QHBoxLayout(), QWidget()
        self._flow_row = QHBoxLayout(self._flows)
        self._table, self._time = QWidget(), QWidget()
        self._chart: ChartCard[LineValues] | None = None
        super().__init__(theme, trailing=self._supplies, parent=parent)
        self._lay_out()
        self.setFocusProxy(self._states)
        for one in (self._states, self._gets, self._gives, self._assumptions):
            one.opened.connect(self.opened)
        self._supplies.chosen.connect(self.supply_chosen)
        self._switch.chosen.connect(self.show_face)
        self._bases.chosen.connect(self.base_chosen)
        self.retranslate()

    def set_values(self, values: ReachValues) -> None:
        """Show another quarter."""
        self._values = values
        self.set_title(values.title)
        for card, figure in zip(self._figures, values.figures, strict=False):
            card.set_figure(figure)
        self._bases.set_segments(values.bases)
        self._bases.select(values.base)
        self._name_columns()
        self._flows.setVisible(bool(values.selected))
        self._states.set_rows(values.states)
        self._states.select(values.selected)
        heads = (_("Million h"), _("Share"), _("Route"))
        self._gets.set_heads([values.gets_title, *heads])
        self._gives.set_heads([values.gives_title, *heads])
        self._gets.set_rows(values.gets)
        self._gives.set_rows(values.gives)
        if self.face() == "assumptions":
            self._assumptions.set_rows(values.assumptions)
        self._note.setText(values.note)
        self._note.setToolTip(values.note)
        self._faces.setCurrentWidget(self._face(self.face()))

    def set_trend(self, values: LineValues, month: int) -> None:
        """Show the chart over time."""
        chart = self.chart()
        chart.set_values(values)
        chart.set_month(month)

    def chart(self) -> "ChartCard[LineValues]":
        """Return the chart over time; the first call builds it."""
        if self._chart is None:
            self._chart = build_trend(self._theme)
            self._chart.month_picked.connect(self.month_picked)
            self._chart.export_failed.connect(self.refused)
            rows = QVBoxLayout(self._time)
            rows.setContentsMargins(0, 0, 0, 0)
            rows.addWidget(self._chart)
        return self._chart

    def face(self) -> str:
        """Return which face is in front: states, time or assumptions."""
        return self._switch.current() or "states"

    def supply(self) -> str:
        """Return whose hours count: planned or operational."""
        return self._supplies.current() or "planned"

    def show_face(self, face: str) -> None:
        """Bring a face to the front."""
        self._switch.select(face)
        self._faces.setCurrentWidget(self._face(face))
        self._bases.setVisible(face != "assumptions")
        if face == "assumptions" and self._values is not None:
            self._assumptions.set_rows(self._values.assumptions)
        self.face_chosen.emit(face)

    def lists(self) -> dict[str, QTreeWidget]:
        """Return the lists by name: states, gets, gives, assumptions."""
        return {
            "states": self._states,
            "gets": self._gets,
            "gives": self._gives,
            "assumptions": self._assumptions,
        }

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._supplies.set_name(_("Whose hours count"))
        self._supplies.set_segments([(key, _(words)) for key, words in _SUPPLIES.items()])
        self._switch.set_name(_("Reach"))
        self._switch.set_segments([(key, _(words)) for key, words in _FACES.items()])
        if not self._switch.current():
            self._switch.select("states")
            self._supplies.select("planned")
        self._bases.set_name(_("Hours set against"))
        self._name_columns()
        self._assumptions.set_heads([_(words) for words in _ASSUMED])
        names = (_("Reach"), _("Gets hours from"), _("Gives hours to"), _("Assumptions"))
        for shown, name in zip(self.lists().values(), names, strict=True):
            shown.setAccessibleName(name)
        self._empty.set_text(
            _("Nobody asks for hours in this plan"),
            _("Add user groups under Records; each needs a weight and an indicator."),
        )
        self.set_title(_("Reach") if self._values is None else self._values.title)
        if self._chart is not None:
            self._chart.retranslate()

    def _name_columns(self) -> None:
        heads = [(_(words), _(detail) if detail else "") for words, detail in _HEADS]
        if self._values is not None:
            heads[_BASE_COLUMN] = self._values.base_head
        self._states.set_heads([words for words, _detail in heads])
        for column, (_words, detail) in enumerate(heads):
            self._states.headerItem().setToolTip(column, detail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say figures in one line where the list below them would have no room."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        for card in self._figures:
            card.set_compact(compact=self.height() < self._theme.px("low_view"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for part in (self._supplies, self._switch, self._bases, self._note, self._empty):
            part.set_theme(theme)
        for card in self._figures:
            card.set_theme(theme)
        for shown in (self._states, self._gets, self._gives, self._assumptions):
            shown.set_theme(theme)
        if self._chart is not None:
            self._chart.set_theme(theme)
        self._cards.setSpacing(theme.px("space_s"))
        self._fold()
        self._flow_row.setSpacing(theme.px("space_s"))

    def _face(self, face: str) -> QWidget:
        if face == "states" and self._values is not None and not self._values.states:
            return self._empty
        return {"states": self._table, "time": self._time, "assumptions": self._assumptions}[face]

    def _lay_out(self) -> None:
        for card in self._figures:
            self._cards.addWidget(card)
        self.body.addLayout(self._cards)
        self._choices.addWidget(self._switch)
        self._choices.addStretch(1)
        self._choices.addWidget(self._bases)
        self.body.addLayout(self._choices)
        self._flow_row.setContentsMargins(0, 0, 0, 0)
        self._flow_row.addWidget(self._gets)
        self._flow_row.addWidget(self._gives)
        self._flows.hide()
        rows = QVBoxLayout(self._table)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._states, 5)
        rows.addWidget(self._flows, 2)
        for page in (self._table, self._time, self._assumptions, self._empty):
            self._faces.addWidget(page)
        self.body.addWidget(self._faces, 1)
        self.body.addWidget(self._note)


class _List(QTreeWidget):
    """A flat list with one record a row; a click or Enter opens it."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, sortable: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[Row, ...] = ()
        self._row_heights = RoomyRows(self, theme)
        self.setRootIsDecorated(False)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSortingEnabled(sortable)
        if sortable:
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)

    def set_heads(self, heads: Sequence[str]) -> None:
        """Name the columns; numbers stand at the end of theirs."""
        self.setColumnCount(len(heads))
        self.setHeaderLabels(list(heads))
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(1, len(heads)):
            self.headerItem().setTextAlignment(column, end)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._fit()

    def set_rows(self, rows: tuple[Row, ...]) -> None:
        """Show these rows; the same ones are left alone."""
        if rows == self._shown:
            return
        before, self._shown = len(self._shown), rows
        at, top = self._current_key(), self.verticalScrollBar().value()
        self.clear()
        self.addTopLevelItems([self._item(row) for row in rows])
        if len(rows) != before:
            self._fit()
        self.select(at)
        self.verticalScrollBar().setValue(top)

    def select(self, key: str) -> None:
        """Mark the row of a record, or none; tells nobody."""
        for number in range(self.topLevelItemCount()):
            item = self.topLevelItem(number)
            if item is not None and key and item.data(0, _KEY)[1] == key:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                return
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._row_heights.set_theme(theme)
        self.setFont(theme.font("body"))
        shown, self._shown = self._shown, ()
        self.set_rows(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the last columns where names would be cut; their values are in the tooltip."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        count = self.columnCount()
        for column in range(_KEPT_COLUMNS, count):
            self.setColumnHidden(column, False)  # a hidden column says that it needs no room
        needs = [self._needed(column) for column in range(count)]
        for column in range(_KEPT_COLUMNS, count):
            self.setColumnHidden(column, sum(needs[: column + 1]) > self.viewport().width())

    def _needed(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter on every platform."""
        current = self.currentItem()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self._open(current)
            return
        super().keyPressEvent(event)

    def _current_key(self) -> str:
        current = self.currentItem()
        return "" if current is None else str(current.data(0, _KEY)[1])

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = _Item(list(row.cells))
        item.setData(0, _KEY, (row.kind, row.key))
        put_asked(item, row.asked)
        end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column in range(len(row.cells)):
            item.setToolTip(column, row.detail)
            if column:
                item.setTextAlignment(column, end)
            if row.muted:
                item.setForeground(column, self._theme.color("muted"))
        for column, value in enumerate(row.sorts):
            item.setData(column, _SORT, value)
        return item

    def _open(self, item: QTreeWidgetItem, _column: int = 0) -> None:
        self.opened.emit(*item.data(0, _KEY))


class _Item(QTreeWidgetItem):
    """A row that is sorted by its values rather than by their words."""

    def __lt__(self, other: QTreeWidgetItem) -> bool:
        tree = self.treeWidget()
        column = 0 if tree is None else tree.sortColumn()
        mine, theirs = self.data(column, _SORT), other.data(column, _SORT)
        if mine is None or theirs is None:
            return self.text(column) < other.text(column)
        return bool(mine < theirs)
