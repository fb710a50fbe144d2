# SPDX-License-Identifier: EUPL-1.2
"""A new record of any kind: its form, what it needs first, and added once all of that is there.

A draft may lack what the plan asks for; what is still missing is said in its field when one tries
to add it.
"""

from collections.abc import Callable, Mapping

import attrs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QVBoxLayout, QWidget

from planner.domain.errors import DomainError, PlannerError
from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Record, Type
from planner.sentences import sentence
from planner.text import _, labelled
from ui.pages.desk_form import DraftForm
from ui.presenting.inspector_values import form_values
from ui.theme import Theme
from ui.widgets.record_form import FormValues
from ui.widgets.text_label import TextLabel

Add = Callable[[Record], PlannerError | None]
_HEIGHT = 0.75  # of the window behind


class NewRecordDialog(QDialog):
    """The form of a kind. What is refused stays as it was entered, with the reason beside it."""

    def __init__(
        self,
        theme: Theme,
        plan: Plan,
        record: Record,
        *,
        add: Add,
        parent: QWidget | None = None,
    ) -> None:
        """`record` holds what is suggested; `add` puts it into the plan, or says why not."""
        super().__init__(parent)
        self._kind = record.KIND
        self._drafted = drafted(self._kind)
        self._needed = frozenset(field.name for field in _needed(self._kind))
        self._plan = plan
        self._given = record
        self._add = add
        self.draft = DraftForm(theme)
        self.complaint = TextLabel(theme, role="label", token="danger", wrap=True)  # noqa: S106 - names a colour
        self.complaint.hide()
        self._lay_out(theme)
        self.draft.finished.connect(self._finish)
        self.draft.left.connect(self.reject)
        self.draft.retranslate()
        first = next(field.name for field in self._drafted.fields if field.name != "id")
        self.draft.start(_(self._kind.label), _("Add"), record, self._fields, first=first)

    def reject(self) -> None:
        """Leave it, at once if nothing was entered."""
        if not self._is_touched() or self._is_discarded():
            super().reject()

    def _lay_out(self, theme: Theme) -> None:
        self.setWindowTitle(labelled(_("New record"), _(self._kind.label)))
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_s"))
        rows.addWidget(TextLabel(theme, _(self._kind.description), role="caption", wrap=True))
        rows.addWidget(self.draft, 1)
        rows.addWidget(self.complaint)
        behind = self.parentWidget()
        height = self.sizeHint().height() if behind is None else round(behind.height() * _HEIGHT)
        self.resize(theme.px("dialog"), height)

    def _fields(self, record: Record) -> FormValues:
        values = form_values(self._plan, record)
        return attrs.evolve(values, kind=self._drafted, required=self._needed)

    def _is_touched(self) -> bool:
        return self.draft.record() != self._given or self.draft.form.holds_entries()

    def _is_discarded(self) -> bool:
        """Ask whether what was entered may be lost."""
        box = QMessageBox(self)
        box.setWindowTitle(self.windowTitle())
        box.setText(_("What was entered here has not been added yet."))
        discard = box.addButton(_("Discard it"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(_("Keep editing"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is discard

    def _finish(self, record: Record) -> None:
        """Add the record if every field of it can be read and is there."""
        self._complain("")
        wrong = _wrong(self._kind, record)
        for name, error in wrong.items():
            self.draft.form.refuse(name, error)
        unread = self.draft.form.unread()
        if wrong or unread:
            names = [field.name for field in self._drafted.fields]
            self._go_to(min([*wrong, *unread], key=names.index))
            return
        refusal = self._add(record)
        if refusal is None:
            self.accept()
        else:
            self._refuse(refusal)

    def _refuse(self, error: PlannerError) -> None:
        """Say why the plan has not taken the record, in the field that is to blame if one is."""
        name = str(error.facts.get("field", ""))
        if any(field.name == name != "id" for field in self._kind.fields):
            self.draft.form.refuse(name, error)
            self._go_to(name)
        else:
            self._complain(sentence(error.code, error.facts))

    def _complain(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.setAccessibleDescription(words)

    def _go_to(self, name: str) -> None:
        self.draft.form.editor(name).setFocus(Qt.FocusReason.TabFocusReason)


def blank(kind: Kind, values: Mapping[str, object]) -> Record:
    """Return a record with these values and the declared defaults; the rest is still unknown."""
    usual = {
        field.name: None if field.default is None else field.check(field.default)
        for field in kind.fields
    }
    return kind.record(**{**usual, **values})


def drafted(kind: Kind) -> Kind:
    """Return a kind as its draft is filled in: what it needs first, and no choice made in advance.

    What has no heading comes next, or it would stand under that of others.
    """
    needed = _needed(kind)
    first = (attrs.evolve(field, required=not _is_chosen(field), group="") for field in needed)
    rest = [field for field in kind.fields if field not in needed]
    return attrs.evolve(kind, fields=(*first, *sorted(rest, key=lambda field: bool(field.group))))


def _is_chosen(field: Field) -> bool:
    """Tell whether a value is picked from a list, which would begin with one nobody picked."""
    return field.value_type in {Type.CHOICE, Type.REFERENCE}


def _needed(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.required and field.name != "id")


def _wrong(kind: Kind, record: Record) -> Mapping[str, DomainError]:
    """Return which values of a record its kind does not take, and why, by the field."""
    found: dict[str, DomainError] = {}
    for field in kind.fields:
        try:
            field.check(getattr(record, field.name))
        except DomainError as error:
            found[field.name] = error
    return found
