# SPDX-License-Identifier: EUPL-1.2
"""The board pane: states down, time across, a switch between quarters and years."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from planner.engine.search import folded
from planner.text import _
from ui.panes.board_legend import BoardLegend
from ui.panes.board_view import BoardView
from ui.panes.values import BoardBar, BoardRow, Verdict
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl


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

    def __init__(self, theme: Theme, *, verdict: Verdict, parent: QWidget | None = None) -> None:
        """Build the pane; `verdict` says whether a state and month take what is held."""
        self._scale = SegmentedControl(theme)
        self._filter = SearchField(theme)
        self._every_row: tuple[BoardRow, ...] = ()
        self._every_bar: tuple[BoardBar, ...] = ()
        self.view = BoardView(theme, verdict=verdict)
        self._legend = BoardLegend(theme)
        self._empty = EmptyState(theme, "layout-grid")
        super().__init__(theme, trailing=self._filter, flush=True, parent=parent)
        self.set_trailing(self._scale)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # first, or its parts would flash as windows
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.body.addWidget(self._legend)
        self.setFocusProxy(self.view)
        self._forward()
        self.retranslate()
        self._scale.select(self.view.scale)
        self.set_board((), ())

    def set_board(self, rows: tuple[BoardRow, ...], bars: tuple[BoardBar, ...]) -> None:
        """Replace rows and bars; cursor, chosen bar and scroll position stay."""
        self._every_row, self._every_bar = rows, bars
        self._narrow()

    def filter_field(self) -> SearchField:
        """Return the field whose words rows or bars must hold."""
        return self._filter

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
        self._scale.set_segments([("quarter", _("Quarter")), ("year", _("Year"))])
        self._empty.set_text(
            _("No states to show"),
            _("Clear the filter, or open a plan with participating states."),
        )
        self._legend.retranslate()
        self.view.retranslate()

    def _narrow(self) -> None:
        """Leave the rows that hold what is typed, and of other rows the bars that do."""
        wanted = folded(self._filter.text()).split()
        named = {row.state for row in self._every_row if _holds((row.name, row.state), wanted)}
        bars = tuple(
            bar
            for bar in self._every_bar
            if bar.row in named or _holds((bar.label, bar.status), wanted)
        )
        left = named | {bar.row for bar in bars}
        rows = tuple(row for row in self._every_row if row.state in left)
        self.view.set_board(rows, bars)
        self._stack.setCurrentWidget(self.view if rows else self._empty)

    def _forward(self) -> None:
        view = self.view
        self._filter.textChanged.connect(lambda _words: self._narrow())
        self._scale.chosen.connect(view.set_scale)
        view.scale_changed.connect(self._scale.select)
        view.bar_selected.connect(self.bar_selected)
        view.cell_selected.connect(self.cell_selected)
        view.bar_moved.connect(self.bar_moved)
        view.open_requested.connect(self.open_requested)
        view.placement_requested.connect(self.placement_requested)
        view.remove_requested.connect(self.remove_requested)
        view.menu_requested.connect(self.menu_requested)
        view.hover_previewed.connect(self.hover_previewed)
        view.hover_ended.connect(self.hover_ended)
        view.dropped.connect(self.dropped)
        view.refused.connect(self.refused)


def _holds(said: tuple[str, ...], wanted: list[str]) -> bool:
    text = folded(" ".join(said))
    return all(word in text for word in wanted)
