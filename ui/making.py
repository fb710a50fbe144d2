# SPDX-License-Identifier: EUPL-1.2
"""Making a record by hand: by its form, or by the way its kind has of its own."""

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtWidgets import QDialog, QWidget

from planner.domain.errors import PlannerError
from planner.domain.ids import new_id
from planner.domain.records.approvals import Approval
from planner.domain.records.assurance import Override, Settlement
from planner.domain.records.desk import DeskCase, Handover, Proposal
from planner.domain.records.evidence import Evidence, Parameter
from planner.domain.records.geography import State
from planner.domain.records.measures import Measure
from planner.domain.records.scenarios import Scenario, Version
from planner.domain.records.views import SavedView
from planner.domain.schema import Kind, Record, Type
from planner.sentences import sentence
from planner.text import _
from ui.actions import Action
from ui.edits import Edits
from ui.focus import Focus
from ui.theme import Theme

_ASKED_AT_ONCE: Mapping[str, str] = {
    Measure.KIND.name: "assign",
    Scenario.KIND.name: "branch",
    Version.KIND.name: "name_version",
}
"""The action that makes a record of such a kind, with questions of its own."""
_MADE_ELSEWHERE: Mapping[str, str] = {
    Evidence.KIND.name: "cite",
    Settlement.KIND.name: "settle",
    Override.KIND.name: "view_findings",
    Proposal.KIND.name: "view_desk",
    Handover.KIND.name: "view_desk",
    SavedView.KIND.name: "add_condition",
    Approval.KIND.name: "view_approvals",
}
"""The action by which one gets to where records of such a kind come about."""
_GIVEN = frozenset({State.KIND.name, Parameter.KIND.name})
"""Known to the program by their keys: one more of them would mean nothing to it."""


class Offer(Protocol):
    """Say a sentence with a button that leads on."""

    def __call__(self, words: str, /, *, offer: str, look: Callable[[], object]) -> None:
        """Say it; `offer` is what the button says, `look` what it does."""
        ...


class Making:
    """Asks for a new record of the kind in the table, and shows it once it is made."""

    def __init__(
        self,
        owner: QWidget,
        edits: Edits,
        focus: Focus,
        *,
        theme: Callable[[], Theme],
        closed: Callable[[], str],
        say: Callable[[str], None],
        offer: Offer,
        action: Callable[[str], Action],
        ask_for_case: Callable[[], None],
        show: Callable[[str, str], None],
    ) -> None:
        """`show` brings a record into sight in its table; `closed` says why the file is, if so."""
        self._owner = owner
        self._edits = edits
        self._focus = focus
        self._theme = theme
        self._closed = closed
        self._say = say
        self._offer = offer
        self._action = action
        self._ask_for_case = ask_for_case
        self._show = show

    def why_not(self) -> str:
        """Say why nothing can be made in the plan on screen, empty if it can."""
        refusal = self._edits.refusal()
        if refusal is not None:
            return sentence(refusal.code, refusal.facts)
        return self._closed()

    def kind(self) -> Kind:
        """Return the kind of record in the table."""
        return self._edits.session.plan.schema.kind(self._focus.record_kind)

    def ask(self) -> None:
        """Ask for a new record of the kind in the table, the way that kind is made."""
        reason, kind = self.why_not(), self.kind()
        if reason:
            self._say(reason)
        elif kind.name in _ASKED_AT_ONCE:
            self._action(_ASKED_AT_ONCE[kind.name]).run()
        elif kind.name == DeskCase.KIND.name:
            self._ask_for_case()
        elif kind.name in _MADE_ELSEWHERE:
            self._lead_to(kind, self._action(_MADE_ELSEWHERE[kind.name]))
        elif kind.name in _GIVEN:
            told = _("“{kind}”: these records come with the program; none can be added by hand.")
            self._say(told.format(kind=_(kind.label)))
        else:
            self._fill_in(kind)

    def _lead_to(self, kind: Kind, action: Action) -> None:
        told = _("“{kind}”: these records come about elsewhere and are not filled in by hand.")
        self._offer(told.format(kind=_(kind.label)), offer=action.words(), look=action.run)

    def _fill_in(self, kind: Kind) -> None:
        from ui.dialogs.new_record import NewRecordDialog, blank  # noqa: PLC0415 - start-up time

        dialog = NewRecordDialog(
            self._theme(),
            self._edits.session.plan,
            blank(kind, {"id": new_id(), **self._suggested(kind)}),
            add=self._add,
            parent=self._owner,
        )
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        record = dialog.draft.record()
        dialog.deleteLater()
        if accepted and record is not None:
            self._show(kind.name, record.id)

    def _suggested(self, kind: Kind) -> Mapping[str, str]:
        """Let what is selected be what the new record is about, where it asks for such a thing."""
        selection = self._focus.selection
        fields = (field for field in kind.references if field.required)
        found = (
            field.name
            for field in fields
            if field.value_type is Type.REFERENCE and field.target == selection.kind
        )
        name = next(found, "")
        return {name: selection.key} if name else {}

    def _add(self, record: Record) -> PlannerError | None:
        """Put a record into the plan as one step; return why it was not taken."""
        values = {field.name: getattr(record, field.name) for field in record.KIND.fields}
        self._edits.add(record.KIND.name, values, source="table")
        return self._edits.last_refusal
