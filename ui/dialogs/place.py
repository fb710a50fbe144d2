# SPDX-License-Identifier: EUPL-1.2
"""Assigning without a mouse: what, where, when and how large, with the verdict while one chooses.

The dialog decides nothing: it asks `verdict` after each change and hands plain values back.
"""

from collections.abc import Callable, Sequence
from math import floor, log10

from attrs import frozen
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeyEvent, QValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.domain.errors import DomainError
from planner.domain.months import parse_month
from planner.sentences import sentence
from planner.text import (
    _,
    labelled,
    locale_name,
    month_label,
    number,
    parse_month_words,
)
from ui.icons import pixmap
from ui.panes.values import LAST_MONTH, DropVerdict, clamp_month
from ui.theme import Theme
from ui.widgets.number_field import NumberField
from ui.widgets.text_label import TextLabel

Options = Sequence[tuple[str, str]]
SizeWords = tuple[str, float, float, float]
_DECIMALS = 3
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LONGEST = len("September 2028")
_WIDEST_NOTE = "100 – 1 000 000"
_PAGE = 10  # what Qt makes of the page keys


@frozen
class PlaceValues:
    """What is assigned where: `month` counts from January 2021, `size` in the template's unit."""

    template: str
    state: str
    month: int
    size: float


class PlaceDialog(QDialog):
    """Template, state, start and size. Escape leaves everything as it was."""

    def __init__(
        self,
        theme: Theme,
        *,
        templates: Options,
        states: Options,
        values: PlaceValues,
        size_words: Callable[[str], SizeWords],
        verdict: Callable[[PlaceValues], DropVerdict],
        parent: QWidget | None = None,
    ) -> None:
        """`size_words` gives a template's unit, usual, smallest and largest size."""
        super().__init__(parent)
        self._theme = theme
        self._size_words = size_words
        self._verdict = verdict
        self._given = values
        self._template = _choice(templates, values.template)
        self._state = _choice(states, values.state)
        self._month = MonthField(theme, values.month)
        self._month_words = TextLabel(theme, role="label", token="muted")  # noqa: S106 - names a colour
        self._size = _SizeField(theme)
        self._bounds = TextLabel(theme, role="label", token="muted")  # noqa: S106 - names a colour
        self._line = _VerdictLine(theme)
        self._buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self._grid = QGridLayout()
        self._lay_out()
        self._fit_size()
        self._size.setValue(values.size)
        self._judge()
        self._connect()
        self._state.setFocus(Qt.FocusReason.PopupFocusReason)

    def values(self) -> PlaceValues:
        """Return what is chosen; after Escape, what was given."""
        if self.result() == QDialog.DialogCode.Rejected and not self.isVisible():
            return self._given
        return self._chosen()

    def _chosen(self) -> PlaceValues:
        return PlaceValues(
            template=str(self._template.currentData()),
            state=str(self._state.currentData()),
            month=self._month.value(),
            size=self._size.value(),
        )

    def _lay_out(self) -> None:
        theme = self._theme
        self.setWindowTitle(_("Assign a measure"))
        self.setMinimumWidth(theme.px("inspector"))
        self._grid.setHorizontalSpacing(theme.px("space_l"))
        self._grid.setVerticalSpacing(theme.px("space_s"))
        self._grid.setColumnStretch(1, 1)
        widest = self._bounds.fontMetrics().horizontalAdvance(_WIDEST_NOTE)
        self._grid.setColumnMinimumWidth(2, widest)  # a longer note does not move the fields
        self._add_row(_("Measure"), self._template)
        self._add_row(_("State"), self._state)
        self._add_row(_("Start"), self._month, self._month_words)
        self._add_row(_("Size"), self._size, self._bounds)
        ok = self._buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText(_("Assign"))
        ok.setProperty("primary", True)
        self._buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_l"))
        rows.addLayout(self._grid)
        rows.addWidget(self._line)
        rows.addStretch(1)
        rows.addWidget(self._buttons)

    def _add_row(self, words: str, control: QWidget, note: QWidget | None = None) -> None:
        row = self._grid.rowCount()
        label = TextLabel(self._theme, words, role="label", token="muted")  # noqa: S106 - names a colour
        label.setBuddy(control)
        control.setAccessibleName(words)
        control.setMinimumHeight(self._theme.px("control"))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(control, row, 1, 1, 1 if note is not None else 2)
        if note is not None:
            self._grid.addWidget(note, row, 2)

    def _connect(self) -> None:
        self._template.currentIndexChanged.connect(self._on_template)
        self._state.currentIndexChanged.connect(self._judge)
        self._month.valueChanged.connect(self._judge)
        self._month.lineEdit().textEdited.connect(self._judge)
        self._month.editingFinished.connect(self._judge)
        self._size.valueChanged.connect(self._judge)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _on_template(self) -> None:
        self._fit_size()
        self._judge()

    def _fit_size(self) -> None:
        """Take unit, bounds and usual size from the template."""
        unit, usual, smallest, largest = self._size_words(str(self._template.currentData()))
        self._size.fit(unit, usual, smallest, largest)
        words = _("{minimum} to {maximum}").format(
            minimum=number(smallest, _DECIMALS), maximum=number(largest, _DECIMALS)
        )
        self._bounds.setText(words)
        self._size.setAccessibleDescription(f"{unit}, {words}" if unit else words)

    def _judge(self) -> None:
        words = month_label(self._month.value())
        self._month_words.setText("" if words == self._month.text() else words)  # not twice
        self._month.setAccessibleDescription(self._month_words.text())
        verdict = self._verdict(self._chosen())
        if not self._month.hasAcceptableInput():
            words = sentence("not_a_month", {"value": self._month.text()})
            verdict = DropVerdict(accepted=False, sentence=words)
        self._line.tell(verdict)
        self._buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(verdict.accepted)


class MonthField(QSpinBox):
    """A month as `Mar 2028` or `2028-03`; the arrow keys go by month, the page keys by year."""

    def __init__(self, theme: Theme, month: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(theme.px("space_s"), 0, 0, 0)
        self.setRange(0, LAST_MONTH)
        self.setValue(clamp_month(month))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def textFromValue(self, value: int) -> str:
        """Write a month as the reader's language does."""
        return month_label(value)

    def valueFromText(self, text: str) -> int:
        """Read a month; what cannot be read leaves the field as it was."""
        month = _month_in(text)
        return self.value() if month is None else month

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take what a month is written with; the rest of it may still follow."""
        if _month_in(text) is not None:
            return QValidator.State.Acceptable, text, position
        typing = len(text) <= _LONGEST and all(one.isalnum() or one in "-./ " for one in text)
        state = QValidator.State.Intermediate if typing else QValidator.State.Invalid
        return state, text, position

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from assigning while a month is half typed."""
        if event.key() not in _ENTER or self.hasAcceptableInput():
            super().keyPressEvent(event)

    def stepBy(self, steps: int) -> None:
        """Go by months, with the page keys by years."""
        super().stepBy(steps * 12 // _PAGE if abs(steps) == _PAGE else steps)


class _SizeField(NumberField):
    """A size with its unit, written as people of the current language write numbers."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, decimals=_DECIMALS)
        self._bounds = (0.0, 0.0)
        self.setLocale(QLocale(locale_name()))

    def fit(self, unit: str, usual: float, smallest: float, largest: float) -> None:
        """Take bounds and unit, and begin at the usual size.

        A size beyond the bounds may be typed, so that the verdict says why it will not do.
        """
        self._bounds = (smallest, largest)
        self.setSuffix(f"\N{NO-BREAK SPACE}{unit}" if unit else "")
        self.setSingleStep(10.0 ** max(0, floor(log10(max(1.0, usual))) - 1))
        self.setValue(usual)

    def stepBy(self, steps: int) -> None:
        """Go up and down within the bounds."""
        smallest, largest = self._bounds
        self.setValue(min(largest, max(smallest, self.value() + steps * self.singleStep())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from assigning while there is no size."""
        if event.key() not in _ENTER or self.hasAcceptableInput():
            super().keyPressEvent(event)

    def textFromValue(self, value: float) -> str:
        """Write no decimals that say nothing."""
        return number(value, _DECIMALS)


class _VerdictLine(QWidget):
    """Whether it can go there, by icon, word and sentence; never by colour alone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QLabel()
        self._word = TextLabel(theme, role="strong")
        self._sentence = TextLabel(theme, role="label", wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._sentence.setMinimumHeight(3 * self._sentence.fontMetrics().lineSpacing())
        head = QHBoxLayout()
        head.setSpacing(theme.px("space_s"))
        head.addWidget(self._picture)
        head.addWidget(self._word, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px("space_xs"))
        rows.addLayout(head)
        rows.addWidget(self._sentence)

    def tell(self, verdict: DropVerdict) -> None:
        """Show a verdict."""
        token = "accent" if verdict.accepted else "danger"
        name = "circle-check" if verdict.accepted else "circle-x"
        self._picture.setPixmap(pixmap(name, self._theme, token=token))
        self._word.setText(_("Can go here") if verdict.accepted else _("Cannot go here"))
        self._word.set_token(token)
        self._sentence.setText(verdict.sentence)
        self.setAccessibleName(labelled(self._word.text(), verdict.sentence))


def _choice(options: Options, current: str) -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for key, words in options:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(current)))
    return box


def _month_in(text: str) -> int | None:
    try:
        month = parse_month(parse_month_words(text) or text)
    except DomainError:
        return None
    return int(month) if 0 <= month <= LAST_MONTH else None
