# SPDX-License-Identifier: EUPL-1.2
"""Questions about numbers: where one comes from, which source is right, how it once stood."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from planner.domain.records.evidence import Confidence
from planner.domain.schema import Record
from planner.domain.settling import Cite, Settle
from planner.engine.conflicts import conflict_of, conflicts
from planner.engine.derivations import NETWORK, About
from planner.reference.tracing import Part, Trace, Tracer, figure_label
from planner.session import Session
from planner.text import _
from ui.dialogs.cite import CiteDialog
from ui.dialogs.conflict import ConflictDialog
from ui.dialogs.past_day import PastDayDialog
from ui.dialogs.provenance import ProvenanceDialog
from ui.dialogs.three_values import ThreeValuesDialog
from ui.edits import Edits
from ui.focus import Focus
from ui.panels import Panels
from ui.pointing import Pointing
from ui.presenting.headlines import MONEY
from ui.presenting.help_values import meaning
from ui.presenting.provenance_values import (
    PEOPLE,
    cite_question,
    conflict_values,
    first_part,
    value_heads,
    value_rows,
)
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.help_bubble import HelpBubble
from ui.widgets.passing_menu import PassingMenu


class Asking:
    """Opens the dialogs about numbers, sources and the past."""

    def __init__(
        self,
        owner: QWidget,
        edits: Edits,
        focus: Focus,
        panels: Panels,
        *,
        theme: Callable[[], Theme],
        say: Callable[[str], None],
        pointing: Pointing,
        behind: Callable[[About], bool],
        show_kind: Callable[[str], None],
    ) -> None:
        """`behind` shows the records a figure is made of, and tells whether there are any.

        `show_kind` shows the table of a kind of record.
        """
        self._show_kind = show_kind
        self._owner = owner
        self._edits = edits
        self._focus = focus
        self._panels = panels
        self._theme = theme
        self._say = say
        self._pointing = pointing
        self._behind = behind
        pointing.asked.connect(self.number)
        pointing.records_asked.connect(self.records_of)
        pointing.meaning_asked.connect(self.explain)

    @property
    def session(self) -> Session:
        """Return the session whose plan is on screen."""
        return self._edits.session

    def where(self, kind: str, key: str, code: str, *, computed: bool = False) -> None:
        """Show where a number comes from."""
        self.about(About(kind, key, code, self._focus.month), computed=computed)

    def about(
        self, about: About, *, computed: bool = False, session: Session | None = None
    ) -> None:
        """Show where a number comes from, in the month it is asked for.

        `session` is that of another day, if the number is none of the plan on screen.
        """
        tracer = Tracer.of(session or self.session)
        part = first_part(tracer, about, computed=computed)
        if part is None:
            self._say(_("There is nothing to tell about this number."))
            return
        dialog = ProvenanceDialog(self._theme(), part, _asking(tracer), parent=self._owner)
        dialog.settle_requested.connect(lambda cell: self._settle_from(dialog, cell))
        dialog.cite_requested.connect(lambda cell: self._cite_from(dialog, cell))
        dialog.record_requested.connect(lambda cell: self._reveal(dialog, cell))
        dialog.exec()
        dialog.deleteLater()

    def help(self) -> None:
        """Explain the number and the terms that stand where the keyboard is, or offer all terms."""
        widget = QApplication.focusWidget()
        if widget is None:
            self._focus.look_up("")
        else:
            self.explain(self._pointing.under_keyboard(), widget)

    def explain(self, asked: Asked | None, widget: QWidget) -> None:
        """Say beside a part of the window what its number and its words mean."""
        about = None if asked is None else self._about(asked)
        said = f"{widget.accessibleName()} {widget.toolTip()}"
        computed = asked is not None and asked.computed
        told = meaning(Tracer.of(self.session), about, said, computed=computed)
        if not told:
            self._focus.look_up("")
            return
        bubble = HelpBubble(self._theme(), told, parent=self._owner)
        bubble.terms_requested.connect(lambda: self._focus.look_up(""))
        bubble.show_below(widget)

    def here(self) -> None:
        """Show where the number under the keyboard comes from."""
        found = self._pointing.under_keyboard()
        if found is None:
            self._say(_("Go to a number first: a figure, a field, a cell or a chart."))
            return
        self.number(found)

    def number(self, asked: Asked) -> None:
        """Show where a number on screen comes from."""
        self.about(self._about(asked), computed=asked.computed)

    def card_menu(self, card: str, at: QPoint) -> None:
        """Offer what can be asked of a figure above the map."""
        menu = PassingMenu(self._owner)
        asked = self._panels.figures[card].figure().asked
        if asked is not None:
            entry = menu.addAction(_("Where does this come from?"))
            entry.triggered.connect(lambda: self.number(asked))
        meaning = menu.addAction(_("What does this mean?"))
        meaning.triggered.connect(lambda: self.explain(asked, self._panels.figures[card]))
        if card == MONEY:
            menu.addAction(_("Union ceiling in force")).triggered.connect(
                lambda: self.where(NETWORK, "", "union_ceiling")
            )
        menu.addAction(_("Three values…")).triggered.connect(self.three_values)
        menu.popup(at)

    def chart_menu(self, name: str, at: QPoint) -> None:
        """Offer what can be asked of a chart at a point of the screen."""
        menu = PassingMenu(self._owner)
        bar = self._pointing.of_bar(at) if name == "training" else None
        first = menu.addAction(_("Where does this come from?"))
        first.triggered.connect(lambda: self.chart(name) if bar is None else self.number(bar))
        records = menu.addAction(_("The records behind it"))
        records.triggered.connect(lambda: self.records_behind(name))
        for code in PEOPLE if name == "people" else ():
            entry = menu.addAction(figure_label(code))
            entry.triggered.connect(lambda _on=False, code=code: self.where(NETWORK, "", code))
        menu.popup(at)

    def chart(self, name: str) -> None:
        """Show what a chart's value in the current month is made of."""
        self.number(self._pointing.of_chart(name))

    def records_behind(self, name: str) -> None:
        """Show the records a chart's value in the current month is made of."""
        self.records_of(self._pointing.of_chart(name))

    def records_here(self) -> None:
        """Show the records that the number under the keyboard is made of."""
        found = self._pointing.under_keyboard()
        if found is None:
            self._say(_("Go to a number first: a figure, a field, a cell or a chart."))
        else:
            self.records_of(found)

    def records_of(self, asked: Asked) -> None:
        """Show the records a number is made of; of a field, the record it belongs to."""
        record = self.session.plan.tables.get(asked.kind, {}).get(asked.key)
        if record is not None and _is_cell(record, asked):
            self._focus.select(asked.kind, asked.key)
            self._show_kind(asked.kind)
        elif not self._behind(self._about(asked)):
            self._say(_("There is nothing to tell about this number."))

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

    def cite(self, kind: str, key: str, field: str) -> bool:
        """Ask what another source says about a cell; tell whether one was added."""
        question = cite_question(self.session.plan, kind, key, field)
        dialog = CiteDialog(self._theme(), question, parent=self._owner)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        (title, reference), note = dialog.source(), dialog.note()
        command = Cite(
            kind=kind,
            key=key,
            field=field,
            value=dialog.value(),
            source=title,
            reference=reference or None,
            year=dialog.year(),
            confidence=Confidence(dialog.confidence()),
            note=note or None,
        )
        dialog.deleteLater()
        return accepted and self._edits.execute(command, source="dialog", reason=note)

    def cite_here(self) -> None:
        """Ask what another source says about the value under the keyboard."""
        found = self._pointing.under_keyboard()
        record = self.session.plan.tables.get(found.kind, {}).get(found.key) if found else None
        if found is None or record is None or not _is_cell(record, found):
            self._say(_("Go to a value of a record first: a field of a form or a cell of a table."))
        elif self.cite(found.kind, found.key, found.code):
            self.number(found)

    def settle_next(self) -> None:
        """Ask about the sources of the number under the keyboard, else of the first conflict."""
        here = self._pointing.under_keyboard()
        if here is not None and conflict_of(self.session.plan, here.kind, here.key, here.code):
            self.settle(here.kind, here.key, here.code)
            return
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

    def _about(self, asked: Asked) -> About:
        """Return what is asked about, in its own month or that on screen."""
        month = self._focus.month if asked.month is None else asked.month
        return About(asked.kind, asked.key, asked.code, month)

    def _settle_from(self, dialog: QDialog, cell: About) -> None:
        if self.settle(cell.kind, cell.key, cell.code):
            dialog.accept()

    def _cite_from(self, dialog: QDialog, cell: About) -> None:
        if self.cite(cell.kind, cell.key, cell.code):
            dialog.accept()
            self.about(cell)

    def _reveal(self, dialog: QDialog, cell: About) -> None:
        dialog.accept()
        self._focus.select(cell.kind, cell.key)
        self._panels.open_drawer(opened=True)


def _is_cell(record: Record, asked: Asked) -> bool:
    """Tell whether a number is a field of a record, of which sources may speak."""
    return not asked.computed and asked.code in {field.name for field in record.KIND.fields}


def _asking(tracer: Tracer) -> Callable[[Part], Trace | None]:
    return lambda part: tracer.trace(part.about, computed=part.computed)
