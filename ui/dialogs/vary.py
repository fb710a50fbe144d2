# SPDX-License-Identifier: EUPL-1.2
"""Which inputs a batch of scenarios varies, and over which values."""

import math
from collections.abc import Callable, Sequence

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planner.domain.errors import PlannerError
from planner.sentences import sentence
from planner.text import _, labelled, ngettext, number
from planner.variations import MOST, Variation
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.icon_button import IconButton
from ui.widgets.text_label import TextLabel


@frozen(kw_only=True)
class VaryForm:
    """A way to vary: what it is called, what it can be about, and how values are written."""

    key: str
    words: str
    about: Sequence[tuple[str, str]]
    hint: str


@frozen
class VaryInput:
    """One input and its values, as they were typed."""

    form: str
    about: str
    values: str


_SHORTEST = 24  # characters of what is varied that can be read at least
Reader = Callable[[Sequence[VaryInput]], Sequence[Variation]]


class VaryDialog(QDialog):
    """Inputs with their values; says at once how many scenarios that makes, or what is wrong."""

    def __init__(
        self,
        theme: Theme,
        *,
        plan_name: str,
        month: str,
        about: Sequence[VaryForm],
        read: Reader,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Generate scenarios"))
        self._theme = theme
        self._forms = about
        self._read = read
        self._tag = QLineEdit(_("Variation"))
        self._tag.setAccessibleName(_("What they are called together"))
        self._rows: list[_InputRow] = []
        self._inputs = QVBoxLayout()
        self._verdict = TextLabel(theme, role="label", wrap=True)
        self._make = Button(theme, _("Generate"), icon_name="plus", primary=True)
        self._add = Button(theme, _("Another input"), icon_name="plus")
        self._lay_out(plan_name, month)
        self._add.clicked.connect(self.add_input)
        self._make.clicked.connect(self.accept)
        self._tag.textChanged.connect(lambda _words: self._check())
        self.add_input()
        self._rows[0].values.setFocus(Qt.FocusReason.PopupFocusReason)

    def tag(self) -> str:
        """Return what the scenarios are called together."""
        return self._tag.text().strip()

    def inputs(self) -> tuple[VaryInput, ...]:
        """Return the inputs as they were filled in."""
        return tuple(row.input() for row in self._rows)

    def verdict(self) -> str:
        """Return what is said about the inputs."""
        return self._verdict.text()

    def rows(self) -> Sequence["_InputRow"]:
        """Return the rows of inputs."""
        return self._rows

    def add_input(self) -> None:
        """Offer a row for one more input."""
        row = _InputRow(self._theme, self._forms)
        row.changed.connect(self._check)
        row.removed.connect(lambda: self._drop(row))
        self._rows.append(row)
        self._inputs.addWidget(row)
        row.values.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def _drop(self, row: "_InputRow") -> None:
        if len(self._rows) > 1:
            self._rows.remove(row)
            row.hide()
            row.deleteLater()
            self._check()

    def _check(self) -> None:
        """Say how many scenarios there would be; offer to make them only if they can be made."""
        for row in self._rows:
            row.remove.setEnabled(len(self._rows) > 1)
        try:
            counts = [len(one.options) for one in self._read(self.inputs())]
        except PlannerError as error:
            self._say(sentence(error.code, error.facts), possible=False)
            return
        count = math.prod(counts)
        said = ngettext("That makes {count} scenario.", "That makes {count} scenarios.", count)
        words = said.format(count=number(count))
        if len(counts) > 1:
            words = labelled(" × ".join(number(one) for one in counts), words)
        if count > MOST:
            words = sentence("too_many_scenarios", {"count": count, "maximum": MOST})
        self._say(words, possible=0 < count <= MOST and bool(self.tag()))

    def _say(self, words: str, *, possible: bool) -> None:
        self._verdict.setText(words)
        self._make.setEnabled(possible)

    def _lay_out(self, plan_name: str, month: str) -> None:
        theme = self._theme
        cancel = Button(theme, _("Cancel"))
        cancel.clicked.connect(self.reject)
        self._make.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self._make)
        for button in (cancel, self._add):
            button.setAutoDefault(False)
        foot.setSpacing(theme.px("space_s"))
        self._inputs.setSpacing(theme.px("space_s"))
        self._tag.setMinimumHeight(theme.px("row"))
        words = _(
            "Every combination of the values becomes a scenario of “{plan}”, with its figures of"
            " {month} in a table."
        ).format(plan=plan_name, month=month)
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(TextLabel(theme, words, role="body", wrap=True))
        rows.addWidget(TextLabel(theme, _("What they are called together"), role="label"))
        rows.addWidget(self._tag)
        rows.addWidget(TextLabel(theme, _("What is varied, and over which values"), role="label"))
        rows.addLayout(self._inputs)
        rows.addWidget(self._verdict)
        rows.addStretch(1)
        rows.addLayout(foot)
        self.setMinimumWidth(theme.px("dialog") * 5 // 4)


class _InputRow(QWidget):
    """One input: how, what, and over which values."""

    changed = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, forms: Sequence[VaryForm]) -> None:
        super().__init__()
        self._forms = {form.key: form for form in forms}
        self.form, self.about, self.values = QComboBox(), QComboBox(), QLineEdit()
        self.remove = IconButton(theme, "x", _("Remove this input"))
        self.form.setAccessibleName(_("How"))
        self.about.setAccessibleName(_("What is varied"))
        self.values.setAccessibleName(_("Values, separated by semicolons"))
        for form in forms:
            self.form.addItem(form.words, form.key)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space_s"))
        short = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        for control in (self.form, self.about, self.values):
            control.setMinimumHeight(theme.px("row"))
            row.addWidget(control, 0 if control is self.form else 1)
        self.form.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.about.setSizeAdjustPolicy(short)
        self.about.setMinimumContentsLength(_SHORTEST)
        row.addWidget(self.remove)
        self.form.currentIndexChanged.connect(lambda _index: self._offer())
        self.about.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.about.currentTextChanged.connect(self.about.setToolTip)
        self.values.textChanged.connect(lambda _words: self.changed.emit())
        self.remove.clicked.connect(self.removed)
        self._offer()

    def input(self) -> VaryInput:
        """Return what was filled in."""
        about = str(self.about.currentData() or "")
        return VaryInput(str(self.form.currentData()), about, self.values.text())

    def _offer(self) -> None:
        form = self._forms[str(self.form.currentData())]
        self.about.clear()
        for key, words in form.about:
            self.about.addItem(words, key)
        self.values.setPlaceholderText(form.hint)
        self.changed.emit()
