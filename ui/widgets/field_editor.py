# SPDX-License-Identifier: EUPL-1.2
"""One editor for each type of field, made from its declaration and nothing else."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from planner.domain.errors import DomainError
from planner.domain.schema import Field, Scalar, Type
from planner.sentences import sentence
from planner.text import _, parse_day, parse_number, plain_number
from ui.icons import icon
from ui.theme import Theme

Options = Sequence[tuple[str, str]]

_STEPS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class FieldEditor(QWidget):
    """Edits one field. `committed` carries the value once it is whole; what is not stays marked.

    A value that cannot be read is never sent: `rejected` carries the error, the text stays for
    mending, and Escape brings the last good value back.
    """

    committed = Signal(object)
    rejected = Signal(object)

    def __init__(
        self, field: Field, *, options: Options = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._value: Scalar = None
        self._options = options
        self._description = ""
        self._alert = QAction(self)
        self._alert.setVisible(False)
        self._control = _CONTROLS.get(field.value_type, FieldEditor._line)(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._control)
        self.setFocusProxy(self._control)
        self._control.installEventFilter(self)

    def set_value(self, value: Scalar) -> None:
        """Show a value without sending it."""
        self._value = value
        self._mark(error=None)
        if isinstance(self._control, QCheckBox):
            self._control.setChecked(bool(value))
        elif isinstance(self._control, QComboBox):
            self._control.setCurrentIndex(max(0, self._control.findData(_plain(value))))
        elif isinstance(self._control, QLineEdit):
            self._control.setText(self._shown(value))
            self._control.setCursorPosition(0)

    def set_name(self, name: str, description: str) -> None:
        """Say to a screen reader what is edited."""
        self._description = description
        self._control.setAccessibleName(name)
        if isinstance(self._control, QComboBox):
            self.setAccessibleName(name)  # on Linux a box itself is heard by its value alone
        self._describe(description)

    def set_theme(self, theme: Theme) -> None:
        """Take height and icon from another theme."""
        self._control.setMinimumHeight(theme.px("row"))
        self._alert.setIcon(icon("circle-alert", theme, token="danger"))  # noqa: S106 - names a colour

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give Escape its meaning, and keep the wheel from changing what is only scrolled past."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = isinstance(self._control, QLineEdit) and self._control.text()
            changed = text is not False and text != self._shown(self._value)
            if event.key() == Qt.Key.Key_Escape and changed:
                self.set_value(self._value)
                return True
            if isinstance(self._control, QComboBox) and event.key() in _STEPS:
                self._control.showPopup()  # else each step on the way would be an edit
                return True
        if isinstance(event, QWheelEvent):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.addAction(self._alert, QLineEdit.ActionPosition.TrailingPosition)
        line.setPlaceholderText(_("unknown") if self.field.optional else "")
        line.editingFinished.connect(self._commit_text)
        return line

    def _box(self) -> QComboBox:
        box = QComboBox()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel would take the keyboard along
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        if self.field.optional:
            box.addItem(_("unknown"), None)
        for code, words in self._choices():
            box.addItem(words, code)
        box.activated.connect(lambda _index: self._commit(box.currentData()))
        return box

    def _tick(self) -> QCheckBox:
        tick = QCheckBox()
        tick.clicked.connect(lambda checked=False: self._commit(checked))
        return tick

    def _choices(self) -> Options:
        if self.field.choices is None:
            return self._options
        return [(choice.value, _(choice.label)) for choice in self.field.choices]

    def _shown(self, value: Scalar) -> str:
        if value is None:
            return ""
        if self.field.value_type is Type.NUMBER and isinstance(value, int | float):
            factor = 100 if self.field.unit == "share" else 1
            return plain_number(value * factor, self.field.decimals)
        return self.field.format(value)

    def _commit_text(self) -> None:
        line = self._control
        if not isinstance(line, QLineEdit):
            return
        if line.text() == self._shown(self._value):
            self._mark(error=None)
            return
        try:
            value = self._read(line.text())
        except DomainError as error:
            self._mark(error=error)
            self.rejected.emit(error)
            return
        self._commit(value)

    def _read(self, text: str) -> Scalar:
        if self.field.value_type is Type.DATE:
            return self.field.parse(parse_day(text) or text)
        if self.field.value_type not in {Type.NUMBER, Type.INTEGER}:
            return self.field.parse(text)
        share = self.field.unit == "share"
        value = _number_in(text.strip().removesuffix("%") if share else text)
        if value is None:
            return self.field.parse(text)
        return self.field.check(value / 100 if share else value)

    def _commit(self, value: Scalar) -> None:
        if value == _plain(self._value):
            return
        self._mark(error=None)
        self.committed.emit(value)

    def _describe(self, words: str) -> None:
        self._control.setAccessibleDescription(words)
        self._control.setToolTip(words)

    def _mark(self, *, error: DomainError | None) -> None:
        """Show by an icon and say in words that the text cannot be read; `None` takes it back."""
        self._alert.setVisible(error is not None)
        self._describe(self._description if error is None else sentence(error.code, error.facts))
        if self._control.property("invalid") != bool(error):
            self._control.setProperty("invalid", bool(error))
            style = self._control.style()
            style.unpolish(self._control)
            style.polish(self._control)


def _number_in(text: str) -> float | None:
    """Read a number as the reader's language writes it, or else as files do."""
    value = parse_number(text)
    if value is not None:
        return value
    try:
        return float(text)
    except ValueError:
        return None


def _plain(value: Scalar) -> Scalar:
    return str(value) if isinstance(value, str) else value


_CONTROLS: Mapping[Type, Callable[[FieldEditor], QWidget]] = {
    Type.CHOICE: FieldEditor._box,  # noqa: SLF001 - the table belongs to the class
    Type.REFERENCE: FieldEditor._box,  # noqa: SLF001 - as above
    Type.FLAG: FieldEditor._tick,  # noqa: SLF001 - as above
}
