# SPDX-License-Identifier: EUPL-1.2
"""Who is reached: a table of states, the flows of the one selected, time, and the assumptions."""

from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from planner.text import N_, _
from ui.charts.trend import build_trend
from ui.charts.values import LineValues
from ui.panes.reach_list import Row, RowList
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_card import Figure, FigureCard
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_label import TextLabel

if TYPE_CHECKING:
    from ui.charts.card import ChartCard

_BASE_COLUMN = 5
_LEAST_ROWS = 3  # with the head; in less room all scrolls
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


@frozen(kw_only=True)
class ReachValues:
    """One quarter. `gets` and `gives` are the flows of the selected state, the largest first.

    `base` is what hours are set against, out of `bases`; `base_head` names its column and says
    what stands there. `groupings` are what states may be listed by.
    """

    title: str
    figures: tuple[Figure, ...]
    states: tuple[Row, ...]
    note: str
    base: str
    bases: tuple[tuple[str, str], ...]
    groupings: tuple[tuple[str, str], ...]
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
    group_chosen = Signal(str)
    month_picked = Signal(int)
    records_requested = Signal()
    refused = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self._values: ReachValues | None = None
        self._supplies = SegmentedControl(theme)
        self._switch = SegmentedControl(theme)
        self._bases = SegmentedControl(theme)
        self._filter, self._group = SearchField(theme), ChoiceButton(theme, "list-tree")
        self._choices = FlowLayout()
        self._figures = [FigureCard(theme) for _figure in range(4)]
        self._states = RowList(theme, sortable=True)
        self._gets, self._gives = RowList(theme), RowList(theme)
        self._assumptions = RowList(theme)
        self._note = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - a colour
        self._empty = EmptyState(theme, "users")
        self._faces, self._inside = QStackedWidget(), QWidget()
        self._content = QVBoxLayout(self._inside)
        self._cards, self._flows = QHBoxLayout(), QWidget()
        self._flow_row = QHBoxLayout(self._flows)
        self._table, self._time = QWidget(), QWidget()
        self._chart: ChartCard[LineValues] | None = None
        super().__init__(theme, parent=parent)
        for tool in (self._filter, self._group, self._supplies):
            self.set_trailing(tool)
        self._lay_out()
        hand_keyboard_on(self, self._states)
        for one in (self._states, self._gets, self._gives, self._assumptions):
            one.opened.connect(self.opened)
        self._supplies.chosen.connect(self.supply_chosen)
        self._switch.chosen.connect(self.show_face)
        self._bases.chosen.connect(self.base_chosen)
        self._group.chosen.connect(self.group_chosen)
        self._filter.textChanged.connect(self._narrow)
        self.retranslate()

    def set_values(self, values: ReachValues) -> None:
        """Show another quarter."""
        self._values = values
        self.set_title(values.title)
        for card, figure in zip(self._figures, values.figures, strict=False):
            card.set_figure(figure)
        self._bases.set_segments(values.bases)
        self._bases.select(values.base)
        self._group.set_choices(_("Group by"), values.groupings)
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
        self._faces.setCurrentWidget(self._face(self.face()))

    def grouping(self) -> str:
        """Return what states are listed by, empty for one list."""
        return self._group.current()

    def _narrow(self, words: str) -> None:
        for shown in self.lists().values():
            shown.set_words(words)

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
            self._chart.records_requested.connect(self.records_requested)
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
        self._group.setVisible(face == "states")
        self._filter.setVisible(face != "time")
        if face == "assumptions" and self._values is not None:
            self._assumptions.set_rows(self._values.assumptions)
        self.face_chosen.emit(face)

    def lists(self) -> dict[str, RowList]:
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
        self._filter.set_prompt(_("Filter rows"))
        self._filter.retranslate()
        if self._values is not None:
            self._group.set_choices(_("Group by"), self._values.groupings)
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
        tools = (self._supplies, self._switch, self._bases, self._filter, self._group)
        for part in (*tools, self._note, self._empty):
            part.set_theme(theme)
        self._choices.setSpacing(theme.px("space_s"))
        for card in self._figures:
            card.set_theme(theme)
        for shown in (self._states, self._gets, self._gives, self._assumptions):
            shown.set_theme(theme)
        if self._chart is not None:
            self._chart.set_theme(theme)
        for row in (self._cards, self._content):
            row.setSpacing(theme.px("space_s"))
        self._faces.setMinimumHeight(_LEAST_ROWS * theme.px("row"))
        self._fold()
        self._flow_row.setSpacing(theme.px("space_s"))

    def _face(self, face: str) -> QWidget:
        if face == "states" and self._values is not None and not self._values.states:
            return self._empty
        return {"states": self._table, "time": self._time, "assumptions": self._assumptions}[face]

    def _lay_out(self) -> None:
        for card in self._figures:
            self._cards.addWidget(card)
        self._content.setContentsMargins(0, 0, 0, 0)
        self._content.addLayout(self._cards)
        for tool in (self._switch, self._bases):
            self._choices.addWidget(tool)
        self._content.addLayout(self._choices)
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
        # Takes what is left; with large letters on a small screen all of it scrolls together.
        self._faces.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._content.addWidget(self._faces, 1)
        self._content.addWidget(self._note)
        self.body.addWidget(scrolled(self._inside))
