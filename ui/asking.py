# SPDX-License-Identifier: EUPL-1.2
"""Questions about numbers: where one comes from, which source is right, how it once stood."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from planner.domain.settling import Settle
from planner.engine.conflicts import conflict_of, conflicts
from planner.engine.derivations import NETWORK, About
from planner.reference.tracing import Part, Trace, Tracer
from planner.session import Session
from planner.text import _
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.past_day import PastDayDialog
from ui.dialogs.provenance import ProvenanceDialog
from ui.dialogs.three_values import ThreeValuesDialog
from ui.edits import Edits
from ui.focus import Focus
from ui.panels import Panels
from ui.presenting.headlines import MONEY
from ui.presenting.provenance_values import (
    CHARTS,
    HEADLINES,
    conflict_values,
    first_part,
    value_heads,
    value_rows,
)
from ui.theme import Theme


class Asking:
    """Opens the dialogs about sources, and finds out which number the keyboard is on."""

    def __init__(
        self,
        owner: QWidget,
        edits: Edits,
        focus: Focus,
        panels: Panels,
        *,
        theme: Callable[[], Theme],
        say: Callable[[str], None],
    ) -> None:
        self._owner = owner
        self._edits = edits
        self._focus = focus
        self._panels = panels
        self._theme = theme
        self._say = say

    @property
    def session(self) -> Session:
        """Return the session whose plan is on screen."""
        return self._edits.session

    def where(self, kind: str, key: str, code: str, *, computed: bool = False) -> None:
        """Show where a number comes from."""
        self.about(About(kind, key, code, self._focus.month), computed=computed)

    def about(self, about: About, *, computed: bool = False) -> None:
        """Show where a number comes from, in the month it is asked for."""
        tracer = Tracer.of(self.session)
        part = first_part(tracer, about, computed=computed)
        if part is None:
            self._say(_("There is nothing to tell about this number."))
            return
        dialog = ProvenanceDialog(self._theme(), part, _asking(tracer), parent=self._owner)
        dialog.settle_requested.connect(lambda cell: self._settle_from(dialog, cell))
        dialog.record_requested.connect(lambda cell: self._reveal(dialog, cell))
        dialog.exec()
        dialog.deleteLater()

    def here(self) -> None:
        """Show where the number under the keyboard comes from."""
        found = self._under_keyboard()
        if found is None:
            self._say(_("Go to a number first: a figure, a field, a cell or a chart."))
            return
        kind, key, code, computed = found
        self.where(kind, key, code, computed=computed)

    def card_menu(self, card: str, at: QPoint) -> None:
        """Offer what can be asked of a figure above the map."""
        menu = QMenu(self._owner)
        if card in HEADLINES:
            entry = menu.addAction(_("Where does this come from?"))
            entry.triggered.connect(lambda: self.where(NETWORK, "", HEADLINES[card]))
        if card == MONEY:
            menu.addAction(_("Union ceiling in force")).triggered.connect(
                lambda: self.where(NETWORK, "", "union_ceiling")
            )
        menu.addAction(_("Three values…")).triggered.connect(self.three_values)
        menu.popup(at)

    def chart_menu(self, name: str, at: QPoint) -> None:
        """Offer what can be asked of a chart."""
        menu = QMenu(self._owner)
        menu.addAction(_("Where does this come from?")).triggered.connect(lambda: self.chart(name))
        menu.popup(at)

    def chart(self, name: str) -> None:
        """Show what a chart's value in the current month is made of."""
        unit = self._focus.capacity_unit
        shown = unit if name == "capacity" and unit in CHARTS else name
        if shown in CHARTS:
            self.where(NETWORK, "", CHARTS[shown])

    def settle(self, kind: str, key: str, field: str) -> bool:
        """Ask which of the sources of a cell is right; tell whether one was chosen."""
        conflict = conflict_of(self.session.plan, kind, key, field)
        if conflict is None:
            self._say(_("The sources of this value agree."))
            return False
        values = conflict_values(self.session.plan, conflict)
        dialog = ConflictDialog(self._theme(), values, parent=self._owner)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen, reason = dialog.chosen(), dialog.reason()
        dialog.deleteLater()
        if not accepted:
            return False
        command = Settle(kind=kind, key=key, field=field, evidence=chosen, reason=reason)
        return self._edits.execute(command, source="dialog", reason=reason)

    def settle_next(self) -> None:
        """Ask about the first open conflict of the plan."""
        found = next((one for one in conflicts(self.session.plan) if one.is_open), None)
        if found is None:
            self._say(_("No two sources differ."))
            return
        self.settle(found.kind, found.key, found.field)

    def three_values(self) -> None:
        """Show January 2024, October 2026 and the plan beside each other."""
        session, month = self.session, self._focus.month
        rows = value_rows(session.plan, session.outcome, month)
        dialog = ThreeValuesDialog(self._theme(), value_heads(month), rows, parent=self._owner)
        dialog.where_requested.connect(self.about)
        dialog.exec()
        dialog.deleteLater()

    def past_day(self, session: Session, today: date) -> date | None:
        """Ask for the past day to show; `None` means none."""
        steps = session.history()
        first = datetime.fromisoformat(steps[0].at).date() if steps else today
        dialog = PastDayDialog(self._theme(), first=first, last=today, parent=self._owner)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        day = dialog.day()
        dialog.deleteLater()
        return day if accepted else None

    def _settle_from(self, dialog: QDialog, cell: About) -> None:
        if self.settle(cell.kind, cell.key, cell.code):
            dialog.accept()

    def _reveal(self, dialog: QDialog, cell: About) -> None:
        dialog.accept()
        self._focus.select(cell.kind, cell.key)
        self._panels.open_drawer(opened=True)

    def _under_keyboard(self) -> tuple[str, str, str, bool] | None:
        panels, widget = self._panels, QApplication.focusWidget()
        for key, card in panels.figures.items():
            if card is widget and key in HEADLINES:
                return NETWORK, "", HEADLINES[key], False
        if widget is panels.records.view():
            cell = panels.records.current_cell()
            return None if cell is None else (*cell, False)
        found = panels.inspector.asked_about(widget)
        if found is not None:
            return found
        return self._chart_under(widget)

    def _chart_under(self, widget: QWidget | None) -> tuple[str, str, str, bool] | None:
        deck, unit = self._panels.deck, self._focus.capacity_unit
        if deck is None or widget is None:
            return None
        cards: dict[str, QWidget] = {
            "money": deck.money,
            "power": deck.power,
            "people": deck.people,
        }
        cards[unit if unit in CHARTS else "capacity"] = deck.capacity
        for name, card in cards.items():
            if card.isAncestorOf(widget):
                return NETWORK, "", CHARTS[name], False
        return None


def _asking(tracer: Tracer) -> Callable[[Part], Trace | None]:
    return lambda part: tracer.trace(part.about, computed=part.computed)
