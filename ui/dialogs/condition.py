# SPDX-License-Identifier: EUPL-1.2
"""One condition for a filter: a field, how it is compared, and with what."""

from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.domain.schema import Field, Scalar
from planner.text import _
from ui.theme import Theme
from ui.widgets.field_editor import FieldEditor
from ui.widgets.text_label import TextLabel

Options = Sequence[tuple[str, str]]
_HOLDS, _WITHOUT_VALUE = "~", ("?", "!")
_WIDE = 460


@frozen(kw_only=True)
class Choices:
    """What can be chosen: the fields, and for each its tests and how a value is given."""

    fields: Options
    tests: Callable[[str], Options]
    values: Callable[[str], Options]
    typed: Callable[[str], Field | None]


class ConditionDialog(QDialog):
    """Asks for a condition. Escape asks for none."""

    def __init__(self, theme: Theme, choices: Choices, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices = choices
        self._value: Scalar = None
        self._field, self._test, self._listed = QComboBox(), QComboBox(), QComboBox()
        self._words, self._typed = QLineEdit(), QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._listed)
        self._stack.addWidget(self._words)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.setWindowTitle(_("Add a condition"))
        for name, words in choices.fields:
            self._field.addItem(words, name)
        self._lay_out()
        self._field.currentIndexChanged.connect(self._on_field)
        self._test.currentIndexChanged.connect(self._on_test)
        self._words.textChanged.connect(self._check)
        self._listed.currentIndexChanged.connect(self._check)
        self._on_field()

    def choose(self, field: str, test: str, value: Scalar = None) -> None:
        """Choose field, sign and value, as a planner would by hand."""
        self._field.setCurrentIndex(self._field.findData(field))
        self._test.setCurrentIndex(self._test.findData(test))
        page = self._stack.currentWidget()
        if page is self._listed:
            self._listed.setCurrentIndex(self._listed.findData(value))
        elif page is self._words:
            self._words.setText(str(value or ""))
        elif isinstance(page, FieldEditor):
            page.set_value(value)
            self._take(value)

    def condition(self) -> tuple[str, str, str]:
        """Return field, sign and value as they are written in a file."""
        name, sign = str(self._field.currentData()), str(self._test.currentData())
        if sign in _WITHOUT_VALUE:
            return name, sign, ""
        page = self._stack.currentWidget()
        if page is self._listed:
            return name, sign, str(self._listed.currentData())
        if page is self._words:
            return name, sign, self._words.text().strip()
        declared = self._choices.typed(name)
        return name, sign, "" if declared is None else declared.format(self._value)

    def can_add(self) -> bool:
        """Tell whether the condition is whole."""
        return self._buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()

    def _lay_out(self) -> None:
        theme = self._theme
        edge = theme.px("space_l")
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px("space_m"))
        grid.setVerticalSpacing(theme.px("space_s"))
        lines = ((_("Field"), self._field), (_("Test"), self._test), (_("Value"), self._stack))
        for row, (words, control) in enumerate(lines):
            label = TextLabel(theme, words, role="label")
            label.setBuddy(control)
            control.setMinimumHeight(theme.px("row"))
            grid.addWidget(label, row, 0)
            grid.addWidget(control, row, 1)
        for words, control in ((_("Field"), self._field), (_("Test"), self._test)):
            control.setAccessibleName(words)
        for control in (self._listed, self._words):
            control.setAccessibleName(_("Value"))
        grid.setColumnStretch(1, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addLayout(grid)
        rows.addWidget(self._buttons)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setText(_("Add the condition"))
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self.setMinimumWidth(round(_WIDE * theme.text_scale))

    def _on_field(self) -> None:
        name = str(self._field.currentData())
        self._test.clear()
        for sign, words in self._choices.tests(name):
            self._test.addItem(words, sign)
        self._on_test()

    def _on_test(self) -> None:
        """Offer a list, a line of words or an editor of the field, whatever the test takes."""
        name, sign = str(self._field.currentData()), str(self._test.currentData() or "")
        declared = self._choices.typed(name)
        if sign == _HOLDS:
            self._stack.setCurrentWidget(self._words)
        elif declared is None:
            self._listed.clear()
            for code, words in self._choices.values(name):
                self._listed.addItem(words, code)
            self._stack.setCurrentWidget(self._listed)
        else:
            self._stack.setCurrentWidget(self._editor(declared))
        self._stack.setEnabled(sign not in _WITHOUT_VALUE)
        self._check()

    def _editor(self, declared: Field) -> QWidget:
        self._stack.removeWidget(self._typed)
        self._typed.deleteLater()
        editor = FieldEditor(declared, parent=self)
        editor.set_theme(self._theme)
        editor.set_name(_("Value"), "")
        editor.committed.connect(self._take)
        self._value, self._typed = None, editor
        self._stack.addWidget(editor)
        return editor

    def _take(self, value: Scalar) -> None:
        self._value = value
        self._check()

    def _check(self) -> None:
        _name, sign, value = self.condition()
        whole = sign in _WITHOUT_VALUE or bool(value)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(whole)
