# SPDX-License-Identifier: EUPL-1.2
"""Submitting and approving without a server: signed entries that show every later change."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from planner import paths
from planner.domain.errors import PlannerError
from planner.domain.records.approvals import ApprovalStatus
from planner.exchange.approvals import Verdict
from planner.exchange.keys import Signer, fingerprint
from planner.exchange.trusted import TrustedKeys
from planner.sentences import record_word, sentence
from planner.text import _, labelled
from ui.pages.ground import Ground
from ui.pages.page import Page
from ui.presenting.approval_values import (
    approval_rows,
    blocking_words,
    key_words,
    standing,
)
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.card import Card
from ui.widgets.chip import Chip
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.scrolled import scrolled
from ui.widgets.tabbing import hand_keyboard_on
from ui.widgets.table_tools import TableTools
from ui.widgets.text_label import TextLabel
from ui.widgets.text_table import TextTable
from ui.widgets.text_values import kept

_GROUPED = (1, 2, 3, 4)  # who, status, what it is worth today, whose key
_DEEDS = (ApprovalStatus.SUBMITTED, ApprovalStatus.APPROVED, ApprovalStatus.DRAFT)


class ApprovalsPage(Page):
    """Where the plan on screen stands, who signed what, and whose keys are known."""

    concerned: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        theme = ground.theme()
        self._found: tuple[Verdict, ...] = ()
        self.status = Chip(theme)
        self._sentence = TextLabel(theme, wrap=True)
        self._blocking = TextLabel(theme, token="danger", wrap=True)  # noqa: S106 - a colour
        self.show_findings = Button(theme, icon_name="triangle-alert")
        self.entries = TextTable(theme)
        self.tools = TableTools(theme)
        self.empty = EmptyState(theme, "shield-check")
        self.note, self.name = QLineEdit(), QLineEdit()
        self.buttons = {status: Button(theme) for status in _DEEDS}
        self._key = TextLabel(theme, wrap=True)
        self._own = TextLabel(theme, role="caption", token="muted", wrap=True)  # noqa: S106 - a colour
        self.trust_button, self.forget_button = Button(theme), Button(theme)
        self._card = Card(theme)
        self._lay_out()
        self._wire()
        hand_keyboard_on(self, self.note)
        self.retranslate()

    def fill(self) -> None:
        """Judge every entry against the plan on screen as it is now."""
        ground, workspace = self.ground, self.ground.workspace
        self._found = () if workspace is None else workspace.approvals(ground.session.scenario)
        stands = standing(self._found)
        self.status.set_text(stands.word, tone=stands.tone)
        self._sentence.setText(labelled(self._title(), stands.sentence))
        blocking = blocking_words(ground.plan, ground.outcome)
        self._blocking.setText(blocking)
        self._blocking.setVisible(bool(blocking))
        self.show_findings.setVisible(bool(blocking))
        draft, now = stands.status is ApprovalStatus.DRAFT, not ground.standpoint.is_past()
        can = now and workspace is not None and not blocking
        self.buttons[ApprovalStatus.SUBMITTED].setEnabled(can)
        self.buttons[ApprovalStatus.APPROVED].setEnabled(can and not draft)
        self.buttons[ApprovalStatus.DRAFT].setEnabled(now and not draft)
        self._show_entries()

    def _show_entries(self) -> None:
        """Show the entries that hold the words of the filter."""
        rows = approval_rows(self._found, self._trusted(), self._own_key())
        self.entries.set_values(kept(rows, self.tools.words()))
        self.tools.set_table(self.entries, _GROUPED)
        for part in (self.entries, self.tools):
            part.setVisible(bool(self._found))
        self.empty.setVisible(not self._found)
        if self._chosen() is None:
            self.entries.go_to_first()
        self._tell_key()

    def declare(self, status: ApprovalStatus) -> None:
        """Sign that the plan on screen is submitted, approved, or a draft again."""
        workspace = self.ground.workspace
        if workspace is None:
            return
        scenario, note = self.ground.session.scenario, self.note.text().strip()
        if self.ground.edits.declare(workspace, scenario, status, note=note):
            self.note.clear()
            self.fill()

    def trust(self) -> None:
        """Note whose key signed the entry the keyboard is on."""
        one = self._chosen()
        if one is not None:
            self._try(lambda: self._keys().trust(one.approval.public_key, self.name.text()))
            self.name.clear()

    def forget(self) -> None:
        """Trust that key no longer."""
        one = self._chosen()
        if one is not None:
            self._try(lambda: self._keys().forget(one.approval.public_key))

    def key_told(self) -> str:
        """Return what is said about the key of the entry the keyboard is on."""
        return self._key.text()

    def told(self) -> str:
        """Return what is said about where the plan stands."""
        return self._sentence.text()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        words: Mapping[ApprovalStatus, str] = {
            ApprovalStatus.SUBMITTED: _("Submit"),
            ApprovalStatus.APPROVED: _("Approve"),
            ApprovalStatus.DRAFT: _("Make it a draft again"),
        }
        for status, button in self.buttons.items():
            button.setText(words[status])
        self._card.set_title(_("Approvals"))
        self.tools.retranslate()
        self.entries.setAccessibleName(_("Who submitted and approved"))
        self.empty.set_text(
            _("Nothing signed yet"),
            _(
                "Submitting and approving sign exactly what the plan holds now. The entries travel "
                "with the file and with every merge, and any later change shows."
            ),
        )
        self.show_findings.setText(_("Show the findings"))
        self.trust_button.setText(_("Trust this key"))
        self.forget_button.setText(_("Trust it no longer"))
        for field, prompt in (
            (self.note, _("A word to the decision")),
            (self.name, _("Whose key is it?")),
        ):
            field.setPlaceholderText(prompt)
            field.setAccessibleName(prompt)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        for label in (self._sentence, self._blocking, self._key, self._own):
            label.set_theme(theme)
        buttons = (*self.buttons.values(), self.show_findings)
        for button in (*buttons, self.trust_button, self.forget_button):
            button.set_theme(theme)
        self.status.set_theme(theme)
        for part in (self.entries, self.tools):
            part.set_theme(theme)
        self.empty.set_theme(theme)
        self._card.set_theme(theme)
        self._space()

    def _title(self) -> str:
        scenario = self.ground.session.scenario
        workspace = self.ground.workspace
        if not scenario or workspace is None:
            return _("This plan")
        return record_word(workspace.session.plan, "scenario", scenario)

    def _keys(self) -> TrustedKeys:
        return TrustedKeys(paths.user_config())

    def _trusted(self) -> Mapping[str, str]:
        try:
            return self._keys().names()
        except PlannerError as error:
            self.ground.say(sentence(error.code, error.facts))
            return {}

    def _own_key(self) -> str:
        """Return the planner's own public key, and say it; empty before the first signature."""
        signer = Signer(paths.user_config())
        try:
            key = signer.public_key() if signer.has_key else ""
        except PlannerError as error:
            self._own.setText(sentence(error.code, error.facts))
            return ""
        told = _("Your own key, to tell the others: {key}").format(key=fingerprint(key))
        self._own.setText(told if key else _("Your own key is made when you first sign."))
        return key

    def _chosen(self) -> Verdict | None:
        row = self.entries.current()
        found = (one for one in self._found if row is not None and one.approval.id == row.key)
        return next(found, None)

    def _tell_key(self) -> None:
        one, trusted, own = self._chosen(), self._trusted(), self._own_key()
        self._key.setText("" if one is None else key_words(one, trusted, own))
        self._key.setVisible(one is not None)
        foreign = one is not None and one.approval.public_key != own
        known = one is not None and one.approval.public_key in trusted
        for part in (self.name, self.trust_button):
            part.setVisible(foreign and not known)
        self.forget_button.setVisible(foreign and known)
        self._trust_row.setVisible(foreign)

    def _save_table(self) -> None:
        self.ground.save_rows(
            _("Approvals"), self.entries.values().heads, self.entries.shown_rows()
        )

    def _try(self, deed: Callable[[], None]) -> None:
        try:
            deed()
        except PlannerError as error:
            self.ground.say(sentence(error.code, error.facts))
        self.fill()

    def _lay_out(self) -> None:
        self.rows.addWidget(scrolled(self._card))
        head, foot, keys = QHBoxLayout(), QWidget(), QWidget()
        self._head, self._trust_row = head, keys
        head.addWidget(self.status)
        head.addWidget(self._sentence, 1)
        head.addWidget(self.show_findings)
        theme = self.ground.theme()
        self._foot = FlowLayout(foot, spacing=theme.px("space_s"))
        self._trusting = FlowLayout(keys, spacing=theme.px("space_s"))
        for part in (self.note, *self.buttons.values()):
            self._foot.addWidget(part)
        for part in (self.name, self.trust_button, self.forget_button):
            self._trusting.addWidget(part)
        self._card.set_trailing(self.tools)
        body = self._card.body
        body.addLayout(head)
        body.addWidget(self._blocking)
        body.addWidget(foot)
        body.addWidget(self.entries, 1)
        body.addWidget(self.empty, 1)
        body.addWidget(self._key)
        body.addWidget(keys)
        body.addWidget(self._own)
        for label in (self._key, self._own):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._space()

    def _space(self) -> None:
        theme = self.ground.theme()
        for field in (self.note, self.name):
            field.setFixedWidth(theme.px("catalogue"))
        self._foot.setSpacing(theme.px("space_s"))
        self._trusting.setSpacing(theme.px("space_s"))
        self._head.setSpacing(theme.px("space_m"))

    def _wire(self) -> None:
        for status, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, status=status: self.declare(status))
        self.show_findings.clicked.connect(lambda: self.ground.focus.show("findings"))
        self.trust_button.clicked.connect(self.trust)
        self.forget_button.clicked.connect(self.forget)
        self.name.returnPressed.connect(self.trust)
        self.tools.narrowed.connect(self._show_entries)
        self.tools.save_requested.connect(self._save_table)
        self.entries.selectionModel().currentRowChanged.connect(
            lambda _now, _before: self._tell_key()
        )
