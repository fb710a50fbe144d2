# SPDX-License-Identifier: EUPL-1.2
"""The board pane: states down, time across, a switch between quarters and years.

Rows may stand for something else than a state, such as a factory. What leaves the pane always
speaks of states: the one a bar lies in, or the one its row stands for.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from planner.engine.search import holding
from planner.text import _
from ui.panes.board_legend import BoardLegend
from ui.panes.board_view import BoardView
from ui.panes.values import BoardBar, BoardRow, DropVerdict, Payload, Verdict
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.narrow_button import NarrowButton
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on


class BoardPane(Card):
    """A card with the assignment board. Months are indices, 0 = January 2021."""

    bar_selected = Signal(str)
    cell_selected = Signal(str, int)
    bar_moved = Signal(str, int, str)
    open_requested = Signal(str)
    placement_requested = Signal(str, int)
    remove_requested = Signal(str)
    menu_requested = Signal(str, str, int, QPoint)
    hover_previewed = Signal(object, str, int)
    hover_ended = Signal()
    dropped = Signal(object, str, int)
    refused = Signal(str)
    group_chosen = Signal(str)

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        """Build the pane; `verdict` says whether a state and month take what is held."""
        self._verdict = verdict
        self._scale = SegmentedControl(theme)
        self._filter = SearchField(theme)
        self._group = ChoiceButton(theme, "list-tree")
        self.narrowed = NarrowButton(theme)
        self._groups: Mapping[str, str] = {}
        self._every_row: tuple[BoardRow, ...] = ()
        self._every_bar: tuple[BoardBar, ...] = ()
        self._places: Mapping[str, str] = {}
        self.view = BoardView(theme, verdict=self._answer)
        self._legend = BoardLegend(theme)
        self._empty = EmptyState(theme, "layout-grid")
        super().__init__(theme, trailing=self._filter, flush=True, parent=parent)
        for tool in (self._group, self.narrowed, self._scale):
            self.set_trailing(tool)
        self.body.addWidget(self.narrowed.bar)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # now, or its parts would flash as windows
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._legend)
        hand_keyboard_on(self, self.view)
        self._forward()
        self.retranslate()
        self._scale.select(self.view.scale)
        self.set_board((), ())

    def set_board(self, rows: tuple[BoardRow, ...], bars: tuple[BoardBar, ...]) -> None:
        """Replace rows and bars; cursor, chosen bar and scroll position stay."""
        self._every_row, self._every_bar = rows, bars
        self._places = {row.state: row.place for row in rows}
        self._narrow()

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """Offer what rows may stand for, by key and label."""
        self._groups = groups
        self._name_groups()

    def grouping(self) -> str:
        """Return what rows stand for."""
        return self._group.current()

    def group_by(self, grouping: str) -> None:
        """Let rows stand for this, if they can."""
        if grouping in self._groups:
            self._group.choose(grouping)

    def filter_field(self) -> SearchField:
        """Return the field whose words rows or bars must hold."""
        return self._filter

    def set_words(self, words: str) -> None:
        """Keep the rows or bars that hold these words."""
        self._filter.setText(words)

    def words(self) -> str:
        """Return the words that rows or bars must hold."""
        return self._filter.text()

    def set_today(self, month: int) -> None:
        """Mark the present month; when it is new, bring it into view."""
        self.view.set_today(month)

    def set_month(self, month: int) -> None:
        """Mark the month that everything else on screen shows."""
        self.view.set_month(month)

    def select_bar(self, key: str) -> None:
        """Show a bar as chosen, or none for an empty key; tells nobody."""
        self.view.select_bar(key)

    def select_cell(self, state: str, month: int) -> None:
        """Put the cursor on a state and month; tells nobody."""
        self.view.select_cell(state, month)

    def set_theme(self, theme: Theme) -> None:
        """Adopt a palette and its sizes."""
        super().set_theme(theme)
        self._scale.set_theme(theme)
        self._filter.set_theme(theme)
        self._group.set_theme(theme)
        self.narrowed.set_theme(theme)
        self.view.set_theme(theme)
        self._legend.set_theme(theme)
        self._empty.set_theme(theme)
        self.body.setSpacing(0)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("Assignment board"))
        self._scale.set_name(_("Scale of time"))
        self._filter.set_prompt(_("Filter rows"))
        self._filter.retranslate()
        self.narrowed.retranslate()
        self._name_groups()
        self._scale.set_segments([("quarter", _("Quarter")), ("year", _("Year"))])
        self._empty.set_text(
            _("No states to show"),
            _("Clear the filter, or open a plan with participating states."),
        )
        self._legend.retranslate()
        self.view.retranslate()

    def _narrow(self) -> None:
        """Leave the rows that hold what is typed, and of other rows the bars that do."""
        holds = holding(self._filter.text())
        named = {row.state for row in self._every_row if holds(f"{row.name} {row.state}")}
        bars = tuple(
            bar
            for bar in self._every_bar
            if bar.row in named or holds(f"{bar.label} {bar.status} {bar.state}")
        )
        left = named | {bar.row for bar in bars}
        rows = tuple(row for row in self._every_row if row.state in left)
        self.view.set_board(rows, bars)
        self._stack.setCurrentWidget(self.view if rows else self._empty)

    def _forward(self) -> None:
        view = self.view
        self._filter.textChanged.connect(lambda _words: self._narrow())
        self._group.chosen.connect(self.group_chosen)
        self._scale.chosen.connect(view.set_scale)
        view.scale_changed.connect(self._scale.select)
        view.bar_selected.connect(self.bar_selected)
        view.cell_selected.connect(self._select_cell)
        view.bar_moved.connect(
            lambda key, at, row: self.bar_moved.emit(key, at, self._of(row, key))
        )
        view.open_requested.connect(self.open_requested)
        view.placement_requested.connect(self._place)
        view.remove_requested.connect(self.remove_requested)
        view.menu_requested.connect(self._ask_menu)
        view.hover_previewed.connect(self._hover)
        view.hover_ended.connect(self.hover_ended)
        view.dropped.connect(self._drop)
        view.refused.connect(self.refused)

    def _name_groups(self) -> None:
        if self._groups:
            words = [(key, _(label)) for key, label in self._groups.items()]
            self._group.set_choices(_("Rows"), words)
        self._group.setVisible(bool(self._groups))

    # From rows to states

    def state_of(self, row: str) -> str:
        """Return the state a row stands for, empty for none."""
        return self._places.get(row, row)

    def _of(self, row: str, bar: str) -> str:
        """Return the state of a bar in a row; only rows that are states move it to another."""
        known = self.view.bar(bar) if bar else None
        is_state = self._places.get(row, row) == row
        return self.state_of(row) if is_state or known is None else known.state

    def _answer(self, payload: Payload, row: str, month: int) -> DropVerdict:
        state = self._of(row, payload.get("measure", ""))
        if not state:
            return DropVerdict(accepted=False, sentence=_("Drop it onto the row of a state."))
        return self._verdict(payload, state, month)

    def _select_cell(self, row: str, month: int) -> None:
        if self.state_of(row):
            self.cell_selected.emit(self.state_of(row), month)

    def _place(self, row: str, month: int) -> None:
        if self.state_of(row):
            self.placement_requested.emit(self.state_of(row), month)
        else:
            self.refused.emit(_("Choose the row of a state for it."))

    def _ask_menu(self, bar: str, row: str, month: int, at: QPoint) -> None:
        if self._of(row, bar):
            self.menu_requested.emit(bar, self._of(row, bar), month, at)

    def _hover(self, payload: Payload, row: str, month: int) -> None:
        state = self._of(row, payload.get("measure", ""))
        if state:
            self.hover_previewed.emit(payload, state, month)

    def _drop(self, payload: Payload, row: str, month: int) -> None:
        self.dropped.emit(payload, self._of(row, payload.get("measure", "")), month)
