# SPDX-License-Identifier: EUPL-1.2
"""From a finding to an edit: show its fix on the charts, make it, accept it, edit the rule."""

from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.commands import AddRecord, RemoveRecord
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.assurance import Override
from planner.domain.records.evidence import Parameter
from planner.engine.outcome import Finding
from planner.engine.reading_day import read_on
from planner.engine.rules.fixes import fix_for
from planner.engine.rules.limits import limit_edit
from planner.engine.rules.submission import override_of, overrides
from planner.sentences import article_words, finding_words
from ui.dialogs.override import OverrideDialog
from ui.edits import Edits
from ui.focus import Focus
from ui.panels import Panels
from ui.screen import Screen
from ui.theme import Theme

_SOURCE = "findings"


class Ruling:
    """What the list of findings asks for. It decides nothing: each wish becomes one command."""

    def __init__(
        self, window: QWidget, edits: Edits, focus: Focus, panels: Panels, screen: Screen
    ) -> None:
        self._window = window
        self._edits = edits
        self._focus = focus
        self._panels = panels
        self._screen = screen

    def show_fix(self, finding: object) -> None:
        """Show on the charts what the fix of a finding would do; nothing if there is none."""
        command = fix_for(finding, self._plan) if isinstance(finding, Finding) else None
        if command is None:
            self._screen.charts.clear_ghost()
        else:
            self._screen.charts.show_ghost(self._edits.session.preview(command))

    def fix(self, finding: object) -> None:
        """Make the edit that settles a finding."""
        command = fix_for(finding, self._plan) if isinstance(finding, Finding) else None
        self._screen.charts.clear_ghost()
        if command is not None:
            self._edits.execute(command, source=_SOURCE)

    def accept(self, finding: object, theme: Theme) -> None:
        """Accept a finding with a reason, or withdraw that."""
        if not isinstance(finding, Finding):
            return
        known = override_of(finding, overrides(self._plan))
        if known is not None:
            kind = Override.KIND.name
            self._edits.execute(RemoveRecord(kind=kind, key=known.id), source=_SOURCE)
            return
        dialog = OverrideDialog(
            theme,
            rule=finding.rule,
            sentence=finding_words(finding, self._plan),
            reference=article_words(finding.rule, self._plan),
            parent=self._window,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        if accepted:
            self.accept_with(finding, dialog.reason(), dialog.reference())

    def accept_with(self, finding: Finding, reason: str, reference: str) -> None:
        """Keep that a finding is accepted, and why."""
        values = {
            "id": new_id(),
            "rule": finding.rule,
            "about_kind": finding.kind,
            "about": finding.key,
            "reason": reason,
            "reference": reference,
        }
        self._edits.execute(AddRecord(kind=Override.KIND.name, values=values), source=_SOURCE)

    def read_on(self, day: date) -> None:
        """Have the rules and their clocks read the plan on another day."""
        command = read_on(self._plan, day)
        if command is not None:
            self._edits.execute(command, source=_SOURCE)

    def edit_limit(self, _rule: str, key: str) -> None:
        """Open a number of a rule in the inspector; one of a rule set enters the plan first."""
        command = limit_edit(self._plan, key)
        if command is not None and not self._edits.execute(command, source=_SOURCE):
            return
        self._focus.select(Parameter.KIND.name, key)
        self._panels.open_drawer(opened=True)

    @property
    def _plan(self) -> Plan:
        return self._edits.session.plan
