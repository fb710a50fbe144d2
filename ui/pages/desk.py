# SPDX-License-Identifier: EUPL-1.2
"""The contact-point desk (D7): cases come in, are ranked with reasons, handed over, followed up.

A new case is ranked at once. Nothing is sent by itself: the ranking proposes, a person decides.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from planner.desk_sentences import reason_words
from planner.domain.commands import Command
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.records.desk import DeskCase, PactPillar, Proof, ProofKind, Proposal
from planner.domain.schema import Record
from planner.engine import contact_edits
from planner.engine.contact import ranking
from planner.engine.workdays import months_after
from planner.report.hand_over import hand_over_sheet, sheet_lines, sheet_title
from planner.sentences import sentence
from planner.text import N_, _
from ui.focus import Selection
from ui.pages.desk_case import DeskCasePanel
from ui.pages.desk_form import DraftForm
from ui.pages.desk_sheet import HandOverSheet
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.presenting.desk_values import case_values, cases_table, log_table
from ui.presenting.inspector_values import form_values
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.group_button import GroupButton
from ui.widgets.icon_button import IconButton
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.text_table import TextTable

START = "start"
_SOURCE = "desk"
_KIND = DeskCase.KIND.name
_FACES = {"cases": N_("Cases"), "log": N_("Log")}
_GROUPED = {"cases": (1, 3, 4, 5, 6), "log": (1, 2)}  # columns worth a heading
_ROWS_IN_SIGHT = 4
_BESIDE_ROWS = 1.5  # the head, and a bar to slide the columns with
_VALID_MONTHS = 12
_LATER = frozenset(
    {
        "mode",
        "owned_on",
        "first_reply",
        "decided",
        "closed",
        "factory",
        "centre",
        "system",
        "allocation",
        "antenna_told",
        "escalated",
        "reason",
        "outcome",
    }
)
_GIVEN = frozenset({"organisation", "allocation", "case", "report_received"})


class DeskPage(Page):
    """Cases above, the one in focus below."""

    concerned: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._key = ""
        self._is_filling = False
        self._asked: Callable[[Record], None] | None = None
        self._face = SegmentedControl(theme)
        self._filter, self.group = SearchField(theme), GroupButton(theme)
        self._save = IconButton(theme, "download", "")
        self.new = Button(theme, icon_name="plus", primary=True)
        self.table, self.log = TextTable(theme), TextTable(theme)
        self.panel, self.draft = DeskCasePanel(theme), DraftForm(theme)
        self.sheet = HandOverSheet(theme)
        self._empty = EmptyState(theme, "headset")
        self._card = Card(theme)
        self._faces, self._below = QStackedWidget(), QStackedWidget()
        self._halves = QSplitter(Qt.Orientation.Vertical)
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.table)
        self.retranslate()
        self._face.select("cases")
        self._size(theme)

    def fill(self) -> None:
        """Take cases and the one in focus from the plan on screen."""
        plan = self.ground.plan
        if self._key not in plan.of(DeskCase):
            self._key = next(iter(sorted(plan.of(DeskCase))), "")
        self._is_filling = True  # the table goes back to the row it was on, which nobody chose
        self.table.set_values(cases_table(plan, self._filter.text(), self._today()))
        self._is_filling = False
        self.log.set_values(log_table(plan, self._filter.text()))
        self._offer_groups()
        self.table.select(_KIND, self._key)
        self._share_height(self.ground.theme())
        if self._below.currentWidget() in (self._scroll, self._empty):
            self._show_case()
        elif self._below.currentWidget() is self.sheet:
            self._show_sheet()

    def select(self, selection: Selection) -> None:
        """Show the case that is selected elsewhere, or that a selected record belongs to."""
        record = self.ground.plan.tables.get(selection.kind, {}).get(selection.key)
        key = selection.key if selection.kind == _KIND else getattr(record, "case", None)
        if key and key != self._key and key in self.ground.plan.of(DeskCase):
            self._key = key
            self.table.select(_KIND, key)
            if self._below.currentWidget() is not self.draft:  # what is being filled in stays
                self._show_case()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._card.set_title(_("Contact-point desk"))
        self._face.set_name(_("Show as"))
        self._face.set_segments([(key, _(words)) for key, words in _FACES.items()])
        self._filter.set_prompt(_("Filter cases"))
        self._filter.retranslate()
        self.group.retranslate()
        self._save.set_name(_("Save this table…"))
        self.new.setText(_("New case"))
        self.new.setToolTip(_("New case (Insert)"))
        self.table.setAccessibleName(_("Cases of the contact point"))
        self.log.setAccessibleName(_("Log of hand-overs"))
        self._empty.set_text(
            _("No case has come in yet"),
            _("Take one in here, or import a table of cases."),
            action=_("New case"),
        )
        for part in (self.panel, self.draft, self.sheet):
            part.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        tools = (
            self._face,
            self._filter,
            self.group,
            self._save,
            self.new,
            self._card,
            self._empty,
        )
        for part in (*tools, self.table, self.log, self.panel, self.draft, self.sheet):
            part.set_theme(theme)
        self._size(theme)

    def perform(self, deed: str, _about: str = "") -> None:
        """Begin a new case, as another view asks."""
        if deed == START:
            self.start_case()

    def start_case(self) -> None:
        """Open the form of a new case; who fills it in ends with its ranked proposal."""
        values = {"id": new_id(), "name": _("New case"), "received": self._today()}
        record = DeskCase.KIND.build(values)
        self._ask(
            _("A new case"),
            _("Take in and rank"),
            record,
            hidden=_LATER,
            first="name",
            then=self._take_in,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a new case with the key that inserts."""
        if event.key() == Qt.Key.Key_Insert:
            self.start_case()
            return
        super().keyPressEvent(event)

    # --- wiring -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        trailing = QWidget()
        self._tools = QHBoxLayout(trailing)
        self._tools.setContentsMargins(0, 0, 0, 0)
        for tool in (self._filter, self.group, self._face, self._save, self.new):
            self._tools.addWidget(tool)
        self._card.set_trailing(trailing)
        # From the outside in: whatever moves into another part is dressed anew with all it holds.
        self.rows.addWidget(self._card)
        self._card.body.addWidget(self._faces, 1)
        self._faces.addWidget(self._halves)
        self._faces.addWidget(self.log)
        self._halves.addWidget(self.table)
        self._halves.addWidget(self._below)
        self._halves.setStretchFactor(1, 1)
        self._halves.setChildrenCollapsible(False)
        self._scroll = scrolled(self.panel)
        for part in (self._empty, self._scroll, self.draft, self.sheet):
            self._below.addWidget(part)

    def _wire(self) -> None:
        self._face.chosen.connect(self._show_face)
        self._filter.textChanged.connect(lambda _words: self.fill())
        self._save.clicked.connect(self._save_table)
        self.new.clicked.connect(self.start_case)
        self._empty.action_requested.connect(self.start_case)
        self.table.open_by_double_click()  # the case stands below, and its form would hide it
        for table in (self.table, self.log):
            table.opened.connect(self.ground.open_record)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._follow())
        self.panel.wished.connect(self._do)
        self.panel.opened.connect(self.ground.open_record)
        self.panel.ranks.walked.connect(self._scroll_to)
        self.draft.finished.connect(self._finish)
        self.draft.left.connect(self._show_case)
        self.draft.rejected.connect(self._refuse)
        self.sheet.left.connect(self._show_case)
        self.sheet.written.connect(
            lambda file: self.ground.tell(_("{file} is written.").format(file=file))
        )
        self.sheet.refused.connect(
            lambda file: self.ground.say(_("{file} could not be written.").format(file=file))
        )

    def _size(self, theme: Theme) -> None:
        self._tools.setSpacing(theme.px("space_s"))
        self._halves.setHandleWidth(theme.px("gutter"))
        self._share_height(theme)

    def _share_height(self, theme: Theme) -> None:
        """Give the table the height of its cases, up to a few, and the case all the rest."""
        row = theme.px("row")
        count = _BESIDE_ROWS + len(self.table.values().rows)
        rows = round(min(_ROWS_IN_SIGHT, count) * row)
        if rows != self.table.minimumHeight():
            self.table.setMinimumHeight(rows)
            self._halves.setSizes([rows, _ROWS_IN_SIGHT * 3 * row])

    def _show_face(self, face: str) -> None:
        self._faces.setCurrentWidget(self.log if face == "log" else self._halves)
        self._offer_groups()

    def _offer_groups(self) -> None:
        face = "log" if self._in_sight() is self.log else "cases"
        self.group.set_table(self._in_sight(), _GROUPED[face])

    def _in_sight(self) -> TextTable:
        return self.log if self._faces.currentWidget() is self.log else self.table

    def _save_table(self) -> None:
        table = self._in_sight()
        self.ground.save_rows(_("Cases"), table.values().heads, table.shown_rows())

    def _follow(self) -> None:
        row = self.table.current()
        if row is not None and row.key not in ("", self._key) and not self._is_filling:
            self._key = row.key
            self._show_case()

    def _bring(self, part: QWidget) -> None:
        """Bring a part to the front; a form and a sheet take the room of the table as well."""
        nobody = part is self._empty and not self.table.values().rows
        self.table.setVisible(part in (self._scroll, self._empty) and not nobody)
        self._below.setCurrentWidget(part)

    def _scroll_to(self, line: QRect) -> None:
        """Keep the line of the ranking the keyboard has come to in sight."""
        at = self.panel.ranks.mapTo(self.panel, line.center())
        self._scroll.ensureVisible(0, at.y(), 0, line.height())

    def _show_case(self) -> None:
        case = self._case()
        if case is None:
            self._bring(self._empty)
            return
        self.panel.set_values(
            case_values(self.ground.plan, self.ground.outcome, case, self._today())
        )
        self._bring(self._scroll)

    # --- deeds ------------------------------------------------------------------------------

    def _do(self, wish: str) -> None:
        case = self._case()
        if case is None:
            return
        deeds: Mapping[str, Callable[[DeskCase], None]] = {
            "rank": self._rank,
            "hand_over": self._hand_over,
            "reply": self._reply,
            "proof": self._start_proof,
            "request": self._request,
            "award": self._award,
            "refuse": self._refuse_hours,
            "sheet": lambda _one: self._show_sheet(),
            "close": self._close,
        }
        deeds[wish](case)

    def _take_in(self, record: Record) -> None:
        values = {field.name: getattr(record, field.name) for field in record.KIND.fields}
        gesture = f"intake:{record.id}"
        if not self._execute(contact_edits.take_in(values), gesture=gesture):
            return
        self._key = record.id
        self._rank(self.ground.plan.get(DeskCase, record.id), gesture=gesture)
        self._show_case()
        self.panel.ranks.setFocus()

    def _rank(self, case: DeskCase, *, gesture: str = "") -> None:
        plan = self.ground.plan
        found = ranking(plan, self.ground.outcome, case)
        self._execute(
            contact_edits.keep_ranking(plan, case, found, lambda one: reason_words(one, plan)),
            gesture=gesture,
        )

    def _hand_over(self, case: DeskCase) -> None:
        rows = contact_edits.proposals(self.ground.plan, case.id)
        wanted = self.panel.ranks.chosen()
        chosen = next((row for row in rows if row.id == wanted), None)
        if chosen is not None:
            self._send(case, chosen)

    def _send(self, case: DeskCase, chosen: Proposal) -> None:
        plan, reason = self.ground.plan, self.panel.reason.text().strip()
        try:
            command = contact_edits.hand_over(plan, case, chosen, day=self._today(), reason=reason)
        except DomainError as error:
            self._refuse(error)
            return
        if self._execute(command):
            self.panel.reason.clear()  # or it would be taken for the outcome later

    def _reply(self, case: DeskCase) -> None:
        self._execute(contact_edits.reply(case, day=self._today()))

    def _start_proof(self, case: DeskCase) -> None:
        today = self._today()
        values = {
            "id": new_id(),
            "name": _("AI Pact pledge"),
            "kind": ProofKind.AI_PACT,
            "pillar": PactPillar.PLEDGE,
            "filed": today,
            "joined": today,
            "expires": months_after(today, _VALID_MONTHS),
        }
        self._ask(
            _("Proof for {name}").format(name=case.name),
            _("File it"),
            Proof.KIND.build(values),
            hidden=_GIVEN,
            first="name",
            then=self._file_proof,
        )

    def _file_proof(self, record: Record) -> None:
        case = self._case()
        if case is not None:
            fields = (field.name for field in record.KIND.fields if field.name not in _GIVEN)
            values = {name: getattr(record, name) for name in fields}
            self._execute(contact_edits.file_proof(case, values))
        self._show_case()

    def _request(self, case: DeskCase) -> None:
        try:
            command = contact_edits.ask_for_hours(self.ground.plan, case)
        except DomainError as error:
            self._refuse(error)
        else:
            self._execute(command)

    def _award(self, case: DeskCase) -> None:
        hours = case.hours_estimated
        self._execute(contact_edits.decide(self.ground.plan, case, day=self._today(), hours=hours))

    def _refuse_hours(self, case: DeskCase) -> None:
        self._execute(contact_edits.decide(self.ground.plan, case, day=self._today(), hours=None))

    def _close(self, case: DeskCase) -> None:
        words = self.panel.reason.text().strip()
        self._execute(contact_edits.close(case, day=self._today(), outcome=words))

    def _show_sheet(self) -> None:
        case = self._case()
        if case is None:
            self._show_case()
            return
        plan, day = self.ground.plan, self._today()
        title, sections = sheet_title(case), hand_over_sheet(plan, case, day)
        self.sheet.show_sheet(case.name, title, sections, sheet_lines(plan, case, day))
        self._bring(self.sheet)

    def _ask(
        self,
        title: str,
        deed: str,
        record: Record,
        *,
        hidden: frozenset[str],
        first: str,
        then: Callable[[Record], None],
    ) -> None:
        """Open the form below; `then` takes what was filled in."""
        self._asked = then
        self._face.select("cases")
        self._show_face("cases")
        self._bring(self.draft)
        self.draft.start(
            title,
            deed,
            record,
            lambda one: form_values(self.ground.plan, one, hidden=hidden),
            first=first,
        )

    def _finish(self, record: Record) -> None:
        if self._asked is not None:
            self._asked(record)

    def _execute(self, command: Command, *, gesture: str = "") -> bool:
        done = self.ground.edits.execute(command, source=_SOURCE, gesture=gesture)
        if done:
            self.fill()
        return done

    def _refuse(self, error: DomainError) -> None:
        self.ground.say(sentence(error.code, error.facts))

    def _case(self) -> DeskCase | None:
        return self.ground.plan.of(DeskCase).get(self._key)

    def _today(self) -> str:
        return self.ground.day()
