# SPDX-License-Identifier: EUPL-1.2
"""What the views have in common: the month, what is selected, and which view is open."""

import attrs
from PySide6.QtCore import QObject, Signal

from ui.presenting.reach_values import REACH_FIGURES


@attrs.frozen
class Selection:
    """The record in focus, by kind and key; an empty kind selects nothing."""

    kind: str = ""
    key: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind)


class Focus(QObject):
    """One month and one selection for all views; each signal is sent only for a real change."""

    month_changed = Signal(int)
    selection_changed = Signal(object)
    view_changed = Signal(str)
    term_asked = Signal(str)

    def __init__(self, *, month: int, view: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.month = month
        self.view = view
        self.selection = Selection()
        self.map_figure = "capacity"
        self.reach_base = "people"
        self.map_base = ""
        self.capacity_unit = "ef"
        self.money_measure = "year"
        self.record_kind = "measure"
        self.workload = ""
        self.term = ""

    def base_on_map(self) -> str:
        """Return what the figure of the map is set against; empty for nothing."""
        return self.reach_base if self.map_figure in REACH_FIGURES else self.map_base

    def set_month(self, month: int) -> None:
        """Move every view to a month, 0 = January 2021."""
        if month != self.month:
            self.month = month
            self.month_changed.emit(month)

    def select(self, kind: str = "", key: str = "") -> None:
        """Select a record in every view, or nothing."""
        selection = Selection(kind, key)
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)

    def select_nothing(self) -> None:
        """Clear the selection."""
        self.select()

    def show(self, view: str) -> None:
        """Open another view."""
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def look_up(self, term: str) -> None:
        """Show what a term means; no term shows them all."""
        self.term = term
        self.show("glossary")
        self.term_asked.emit(term)
