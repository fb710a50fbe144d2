# SPDX-License-Identifier: EUPL-1.2
"""Add what another source says about a value; the value itself stays as it is."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.domain.errors import PlannerError
from planner.domain.schema import Field, Scalar
from planner.sentences import sentence
from planner.text import _, unit_label
from ui.theme import Theme
from ui.widgets.field_editor import FieldEditor, Options
from ui.widgets.text_label import TextLabel

_WIDE = 520


@frozen
class KnownSource:
    """A source that is in the plan already."""

    title: str
    reference: str = ""
    year: int | None = None


@frozen(kw_only=True)
class CiteQuestion:
    """The cell that is asked about, and the fields of a piece of evidence as they are declared."""

    title: str
    now: str
    field: Field
    year: Field
    confidence: Field
    options: Options = ()
    sources: Sequence[KnownSource] = ()


class CiteDialog(QDialog):
    """Asks for value, source, year, confidence and a note. Value and source are needed."""

    def __init__(
        self, theme: Theme, question: CiteQuestion, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._question = question
        self._given: dict[str, Scalar] = {}
        self._refused: set[str] = set()
        self._trouble = TextLabel(theme, role="caption", token="danger", wrap=True)  # noqa: S106 - a colour
        self._editors = {
            "value": FieldEditor(question.field, options=question.options, parent=self),
            "year": FieldEditor(question.year, parent=self),
            "confidence": FieldEditor(question.confidence, parent=self),
        }
        self._source, self._reference, self._note = QLineEdit(), QLineEdit(), QLineEdit()
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.setWindowTitle(_("Add another source"))
        self._lay_out(theme)
        self._connect()
        self.enter("confidence", question.confidence.default)
        self._check()
        self._editors["value"].setFocus(Qt.FocusReason.PopupFocusReason)

    def value(self) -> str:
        """Return what the source says, as the plan writes it."""
        return self._question.field.format(self._given.get("value"))

    def source(self) -> tuple[str, str]:
        """Return title and address of the source."""
        return self._source.text().strip(), self._reference.text().strip()

    def year(self) -> int | None:
        """Return the year of the figure, if it is known."""
        year = self._given.get("year")
        return year if isinstance(year, int) else None

    def confidence(self) -> str:
        """Return how far the source can be trusted."""
        return str(self._given.get("confidence") or "")

    def note(self) -> str:
        """Return what else is to be kept, in the history."""
        return self._note.text().strip()

    def enter(self, name: str, value: Scalar) -> None:
        """Enter value, year or confidence."""
        self._editors[name].set_value(value)
        self._take(name, value)

    def enter_source(self, title: str, reference: str = "", note: str = "") -> None:
        """Enter the source in words."""
        self._source.setText(title)
        self._reference.setText(reference)
        self._note.setText(note)

    def can_add(self) -> bool:
        """Tell whether value and source are given."""
        return self._button(QDialogButtonBox.StandardButton.Ok).isEnabled()

    def _lay_out(self, theme: Theme) -> None:
        edge, question = theme.px("space_l"), self._question
        unit = unit_label(question.field.unit)
        value = _("Value, {unit}").format(unit=unit) if unit else _("Value")
        lines: tuple[tuple[str, QWidget], ...] = (
            (value, self._editors["value"]),
            (_("Source"), self._source),
            (_("Address or page"), self._reference),
            (_("Year"), self._editors["year"]),
            (_("Confidence"), self._editors["confidence"]),
            (_("Note"), self._note),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space_m"))
        grid.setVerticalSpacing(theme.px("space_s"))
        for row, (words, editor) in enumerate(lines):
            label = TextLabel(theme, words, role="label")
            label.setBuddy(editor)
            grid.addWidget(label, row, 0)
            grid.addWidget(editor, row, 1)
            if isinstance(editor, FieldEditor):
                editor.set_theme(theme)
                editor.set_name(words, "")
            else:
                editor.setMinimumHeight(theme.px("row"))
                editor.setAccessibleName(words)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(TextLabel(theme, question.title, role="title", wrap=True))
        rows.addWidget(TextLabel(theme, question.now, role="label", token="muted", wrap=True))  # noqa: S106 - a colour
        rows.addLayout(grid)
        rows.addWidget(self._trouble)
        rows.addWidget(self._buttons)
        self._button(QDialogButtonBox.StandardButton.Ok).setText(_("Add the source"))
        self._button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        self.setMinimumWidth(round(_WIDE * theme.text_scale))

    def _connect(self) -> None:
        for name, editor in self._editors.items():
            editor.committed.connect(lambda value, name=name: self._take(name, value))
            editor.rejected.connect(lambda error, name=name: self._refuse(name, error))
        titles = [source.title for source in self._question.sources]
        known = QCompleter(titles, self)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        known.setFilterMode(Qt.MatchFlag.MatchContains)
        known.activated.connect(self._adopt)
        self._source.setCompleter(known)
        self._source.textChanged.connect(lambda _words: self._check())
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _adopt(self, title: str) -> None:
        """Take over what is known of a source that is in the plan already."""
        found = next(one for one in self._question.sources if one.title == title)
        self._reference.setText(found.reference)
        if found.year is not None and self.year() is None:
            self.enter("year", found.year)

    def _take(self, name: str, value: Scalar) -> None:
        self._given[name] = value
        self._refused.discard(name)
        self._check()

    def _refuse(self, name: str, error: PlannerError) -> None:
        self._refused.add(name)
        self._trouble.setText(sentence(error.code, error.facts))
        self._check()

    def _check(self) -> None:
        """Offer to add the source once there is one and everything can be read."""
        ready = self._given.get("value") is not None and bool(self.source()[0])
        self._trouble.setVisible(bool(self._refused))
        self._button(QDialogButtonBox.StandardButton.Ok).setEnabled(ready and not self._refused)

    def _button(self, which: QDialogButtonBox.StandardButton) -> QPushButton:
        return self._buttons.button(which)
