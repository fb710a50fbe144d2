# SPDX-License-Identifier: EUPL-1.2
"""A few questions at once: a name and what there is to say about it, a reason, a colour."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from planner.text import _
from ui.theme import Theme
from ui.widgets.text_label import TextLabel

Answer = str | bool
_LINES = 3
_OK = QDialogButtonBox.StandardButton.Ok
_CANCEL = QDialogButtonBox.StandardButton.Cancel


@frozen(kw_only=True)
class Question:
    """Something to fill in: a tick for yes and no, a list where there are `choices`, else words.

    `long` words have several lines; what is `required` must not stay empty.
    """

    key: str
    label: str
    value: Answer = ""
    choices: Sequence[tuple[str, str]] = ()
    long: bool = False
    required: bool = False


class QuestionsDialog(QDialog):
    """Asks the questions below a sentence. Escape answers none of them."""

    def __init__(
        self,
        theme: Theme,
        *,
        title: str,
        words: str,
        questions: Sequence[Question],
        accept: str,
        parent: QWidget | None = None,
    ) -> None:
        """`accept` are the words of the button that answers."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._theme = theme
        self._questions = questions
        self._buttons = QDialogButtonBox(_OK | _CANCEL)
        self._controls = {one.key: self._control(one) for one in questions}
        self._buttons.button(_OK).setText(accept)
        self._buttons.button(_OK).setProperty("primary", True)
        self._buttons.button(_CANCEL).setText(_("Cancel"))
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(words)
        self._check()
        first = self._controls[questions[0].key]
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        if isinstance(first, QLineEdit):
            first.selectAll()

    def answers(self) -> Mapping[str, Answer]:
        """Return the answers by the key of their question; words without spaces around them."""
        return {key: _answer(control) for key, control in self._controls.items()}

    def words(self, key: str) -> str:
        """Return the answer to one question in words."""
        return str(self.answers()[key])

    def control(self, key: str) -> QWidget:
        """Return what a question is answered with."""
        return self._controls[key]

    def _control(self, question: Question) -> QWidget:
        if isinstance(question.value, bool):
            control: QWidget = self._tick(question, question.value)
        elif question.choices:
            control = _box(question)
        elif question.long:
            control = self._text(question)
        else:
            control = self._line(question)
        control.setAccessibleName(question.label)
        return control

    def _tick(self, question: Question, value: bool) -> QCheckBox:
        tick = QCheckBox(question.label)
        tick.setChecked(value)
        return tick

    def _line(self, question: Question) -> QLineEdit:
        line = QLineEdit(str(question.value))
        line.setMinimumHeight(self._theme.px("row"))
        line.textChanged.connect(lambda _words: self._check())
        return line

    def _text(self, question: Question) -> QPlainTextEdit:
        text = QPlainTextEdit(str(question.value))
        text.setTabChangesFocus(True)
        text.setFixedHeight(_LINES * self._theme.px("row"))
        text.textChanged.connect(self._check)
        return text

    def _check(self) -> None:
        """Let only be accepted what has all it needs."""
        answers = self.answers()
        ready = all(answers[one.key] for one in self._questions if one.required)
        self._buttons.button(_OK).setEnabled(ready)

    def _lay_out(self, words: str) -> None:
        rows = QVBoxLayout(self)
        edge = self._theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(self._theme.px("space_s"))
        rows.addWidget(TextLabel(self._theme, words, role="body", wrap=True))
        for question in self._questions:
            control = self._controls[question.key]
            if not isinstance(control, QCheckBox):
                rows.addWidget(TextLabel(self._theme, question.label, role="label"))
            rows.addWidget(control)
        rows.addWidget(self._buttons)
        self.setMinimumWidth(max(self._theme.px("inspector"), self.sizeHint().width()))


def _box(question: Question) -> QComboBox:
    box = QComboBox()
    for code, words in question.choices:
        box.addItem(words, code)
    box.setCurrentIndex(max(0, box.findData(question.value)))
    return box


def _answer(control: QWidget) -> Answer:
    if isinstance(control, QCheckBox):
        return control.isChecked()
    if isinstance(control, QComboBox):
        return str(control.currentData())
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText().strip()
    assert isinstance(control, QLineEdit)  # noqa: S101 - there are no other controls
    return control.text().strip()
