# SPDX-License-Identifier: EUPL-1.2
"""Which number the mouse or the keyboard is on, wherever in the window that is.

Lists keep their numbers in their cells, cards and fields beside their words; map, board and charts
are asked what they show. Whoever wants to know listens to `asked`, to `records_asked` for the
records a number is made of, and to `meaning_asked` for what it means.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QTreeView, QWidget

from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.engine.derivations import NETWORK
from planner.session import Session
from planner.text import _
from ui.focus import Focus
from ui.panels import Panels
from ui.presenting.provenance_values import chart_code, map_code
from ui.widgets.asked import Asked, asked_at
from ui.widgets.figure_card import FigureCard
from ui.widgets.passing_menu import PassingMenu

_OF_FIGURES = frozenset(
    {"budget", "access", "supply", "reach", "instruments", "scoreboard", "lane"}
)


class Pointing(QObject):
    """Finds the number under the keyboard, and offers to ask about the one under the mouse."""

    asked = Signal(object)
    records_asked = Signal(object)
    meaning_asked = Signal(object, object)

    def __init__(
        self,
        owner: QWidget,
        focus: Focus,
        panels: Panels,
        *,
        session: Callable[[], Session],
        workload: Callable[[], str],
    ) -> None:
        super().__init__(owner)
        self._owner = owner
        self._focus = focus
        self._panels = panels
        self._session = session
        self._workload = workload

    def watch(self) -> None:
        """Offer the question on every list and figure that has no menu of its own."""
        self._watch_lists(self._panels)
        self._offer(self._panels.scrubber, partial(self._in_pane, self._panels.scrubber))

    def watch_view(self, name: str) -> None:
        """Offer the question in a view that has been built."""
        pane = self._panels.view(name)
        self._watch_lists(pane)
        if name in _OF_FIGURES:
            self._offer(pane, partial(self._in_pane, pane))

    def _watch_lists(self, part: QWidget) -> None:
        for view in part.findChildren(QAbstractItemView):
            own = view.contextMenuPolicy() != Qt.ContextMenuPolicy.DefaultContextMenu
            if isinstance(view, QTreeView | QTableView) and not own:
                self._offer(view, partial(_in_cell, view))

    def under_keyboard(self) -> Asked | None:
        """Return the number the keyboard is on; None where there is none."""
        widget, panels = QApplication.focusWidget(), self._panels
        views: Mapping[str, Callable[[], Asked | None]] = {
            "records": self._of_records,
            "map": self._of_map,
            "board": self._of_board,
        }
        for name, asked in views.items():
            if name in panels.built and widget is self._keyboard_in(name):
                return asked()
        if isinstance(widget, QAbstractItemView):
            return asked_at(widget.currentIndex())
        found = panels.inspector.asked_about(widget)
        if found is not None:
            return Asked(*found)
        return self._shown_by(widget) or self._of_chart(widget)

    def of_chart(self, name: str) -> Asked:
        """Return the number a chart shows in the month of the cursor."""
        unit, month = self._focus.capacity_unit, self._focus.month
        shown = {"capacity": unit, "money": self._focus.money_measure}.get(name, "")
        return Asked(NETWORK, "", chart_code(name, shown, self._workload(), month))

    def of_bar(self, at: QPoint) -> Asked | None:
        """Return the weeks of the machine whose bar of the training chart is at a point of it."""
        deck, plan = self._panels.deck, self._session().plan
        bar = None if deck is None else deck.training_bar_at(at)
        if bar is None:
            return None
        kind = System.KIND.name if bar.key in plan.of(System) else Measure.KIND.name
        return Asked(kind, bar.key, f"training_weeks.{self._workload()}", computed=True)

    def _keyboard_in(self, view: str) -> QWidget:
        """Return the widget that has the keyboard when a view with a menu of its own has it."""
        panels = self._panels
        if view == "records":
            return panels.records.view()
        return panels.map.view if view == "map" else panels.board.view

    def _of_records(self) -> Asked | None:
        cell = self._panels.records.current_cell()
        return None if cell is None else Asked(*cell)

    def _of_map(self) -> Asked | None:
        """Return the figure of the chosen state, without one that of the network."""
        state = self._panels.map.view.selected
        code = map_code(self._focus.map_figure, self._focus.base_on_map())
        return Asked("state" if state else NETWORK, state, code, computed=True)

    def _of_board(self) -> Asked | None:
        """Return when the chosen bar is in service, else the capacity of the state in a month."""
        view, plan = self._panels.board.view, self._session().plan
        for kind in (System, Measure):
            if view.chosen in plan.of(kind):
                return Asked(kind.KIND.name, view.chosen, "in_service", computed=True)
        row, month = view.cell
        state = self._panels.board.state_of(row)
        return Asked("state", state, "capacity_ef", computed=True, month=month) if state else None

    def _of_chart(self, widget: QWidget | None) -> Asked | None:
        deck = self._panels.deck
        cards: Mapping[str, QWidget] = {} if deck is None else deck.named()
        found = (name for name, card in cards.items() if widget and card.isAncestorOf(widget))
        return next((self.of_chart(name) for name in found), None)

    def _in_pane(self, pane: QWidget, at: QPoint) -> Asked | None:
        return self._shown_by(pane.childAt(at))

    def _shown_by(self, widget: QWidget | None) -> Asked | None:
        """Return the number a widget shows, or the part of the window it stands in."""
        while widget is not None and widget is not self._panels:
            number = widget.property("asked")
            if isinstance(widget, FigureCard):
                number = widget.figure().asked
            if isinstance(number, Asked):
                return number
            widget = widget.parentWidget()
        return None

    def _offer(self, widget: QWidget, number: Callable[[QPoint], Asked | None]) -> None:
        shown = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        widget.customContextMenuRequested.connect(
            lambda at: self._menu(number(at), shown.mapToGlobal(at), shown)
        )

    def _menu(self, number: Asked | None, at: QPoint, shown: QWidget) -> None:
        if number is None:
            return
        menu = PassingMenu(self._owner)
        entry = menu.addAction(_("Where does this come from?"))
        entry.triggered.connect(lambda: self.asked.emit(number))
        records = menu.addAction(_("The records behind it"))
        records.triggered.connect(lambda: self.records_asked.emit(number))
        meaning = menu.addAction(_("What does this mean?"))
        meaning.triggered.connect(lambda: self.meaning_asked.emit(number, shown))
        menu.popup(at)


def _in_cell(view: QAbstractItemView, at: QPoint) -> Asked | None:
    return asked_at(view.indexAt(at))
