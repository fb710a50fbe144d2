# SPDX-License-Identifier: EUPL-1.2
"""One editor for each type of field, made from its declaration and nothing else."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from planner.domain.errors import DomainError, PlannerError
from planner.domain.schema import Field, Scalar, Type
from planner.sentences import as_in_files, cell_text, sentence
from planner.text import _, parse_number, plain_number
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.passing_menu import PassingMenu

Options = Sequence[tuple[str, str]]

SECTION_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
"""With Ctrl these go to the section before, or the next one, of a form."""
_CONTROL = Qt.KeyboardModifier.ControlModifier
_STEPS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


@frozen
class Entry:
    """What somebody has entered and the plan has not taken, and why not, if it was tried."""

    content: str | bool | None
    error: PlannerError | None = None


class FieldEditor(QWidget):
    """Edits one field. `committed` carries the value once it is whole; what is not stays marked.

    A value that cannot be read is never sent: `rejected` carries the error, the text stays for
    mending, and Escape brings the last good value back. `complained` carries the sentence that is
    to be read beside what was entered, empty once that is mended or taken back.
    """

    committed = Signal(object)
    rejected = Signal(object)
    complained = Signal(str)

    def __init__(
        self, field: Field, *, options: Options = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._value: Scalar = None
        self._options = options
        self._description = ""
        self._error: PlannerError | None = None
        self._is_sent = True
        self._offered: Sequence[QAction] = ()
        self._alert = QAction(self)
        self._alert.setVisible(False)
        self._control = _CONTROLS.get(field.value_type, FieldEditor._line)(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._control)
        self.setFocusProxy(self._control)
        self._control.installEventFilter(self)

    def set_options(self, options: Options) -> None:
        """Offer other records to choose from; the value is to be shown again afterwards."""
        if options != self._options and isinstance(self._control, QComboBox):
            self._options = options
            self._fill(self._control)

    def set_value(self, value: Scalar, entry: Entry | None = None) -> None:
        """Show a value without sending it, or over it what was entered and not taken yet."""
        self._value, self._is_sent = value, entry is None
        self._mark(error=None if entry is None else entry.error)
        content = _plain(value) if entry is None else entry.content
        if isinstance(self._control, QCheckBox):
            self._control.setChecked(bool(content))
        elif isinstance(self._control, QComboBox):
            self._control.setCurrentIndex(max(0, self._control.findData(content)))
        elif isinstance(self._control, QLineEdit):
            self._show_text(self._shown(value) if entry is None else str(content), entry)

    def entry(self) -> Entry | None:
        """Return what was entered and not taken; `None` if the field shows what the plan says."""
        if self._error is None and (self._is_sent or not self._differs()):
            return None
        return Entry(self._content(), self._error)

    def settle(self) -> None:
        """Send what was typed as if one had left the field."""
        self._commit_text()

    def is_unread(self) -> bool:
        """Tell whether the field holds words that are not its value, as they could not be read."""
        return self._differs()

    def refuse(self, error: PlannerError) -> None:
        """Keep what was sent as it was entered, and say why the plan has not taken it."""
        self._mark(error=error)

    def set_name(self, name: str, description: str) -> None:
        """Say to a screen reader what is edited."""
        self._description = description
        self._control.setAccessibleName(name)
        if isinstance(self._control, QComboBox):
            self.setAccessibleName(name)  # on Linux a box itself is heard by its value alone
        self._describe(self._complaint() or description)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Take what the menu of the field offers besides cutting and pasting."""
        self._offered = actions

    def set_theme(self, theme: Theme) -> None:
        """Take height and icon from another theme."""
        self._control.setMinimumHeight(theme.px("row"))
        self._alert.setIcon(icon("circle-alert", theme, token="danger"))  # noqa: S106 - names a colour

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give Escape its meaning, and keep the wheel from changing what is only scrolled past."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and (self._error or self._differs()):
                self.set_value(self._value)
                return True
            if event.key() in SECTION_KEYS and event.modifiers() == _CONTROL:
                event.ignore()  # for the form; a box would take another value
                return True
            if isinstance(self._control, QComboBox) and event.key() in _STEPS:
                self._control.showPopup()  # else each step on the way would be an edit
                return True
        if isinstance(event, QContextMenuEvent) and self._offered:
            self._menu(event.globalPos())
            return True
        if isinstance(event, QWheelEvent):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _menu(self, at: QPoint) -> None:
        line = self._control
        own = line.createStandardContextMenu() if isinstance(line, QLineEdit) else None
        menu = PassingMenu(self) if own is None else own
        menu.addActions(self._offered)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _line(self) -> QLineEdit:
        line = QLineEdit()
        line.addAction(self._alert, QLineEdit.ActionPosition.TrailingPosition)
        line.setPlaceholderText(_("unknown") if self.field.optional else "")
        line.textEdited.connect(self._on_typed)
        line.returnPressed.connect(self._on_typed)  # Enter tries again what was refused before
        line.editingFinished.connect(self._commit_text)
        return line

    def _box(self) -> QComboBox:
        box = QComboBox()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel would take the keyboard along
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        self._fill(box)
        box.activated.connect(lambda _index: self._commit(box.currentData()))
        return box

    def _fill(self, box: QComboBox) -> None:
        box.clear()
        if self.field.optional:
            box.addItem(_("unknown"), None)
        for code, words in self._choices():
            box.addItem(words, code)

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
        return cell_text(self.field, value)

    def _content(self) -> str | bool | None:
        if isinstance(self._control, QLineEdit):
            return self._control.text()
        if isinstance(self._control, QComboBox):
            data: str | None = self._control.currentData()
            return data
        return isinstance(self._control, QCheckBox) and self._control.isChecked()

    def _differs(self) -> bool:
        """Tell whether the text is another than that of the value; a choice is sent at once."""
        line = self._control
        return isinstance(line, QLineEdit) and line.text() != self._shown(self._value)

    def _show_text(self, text: str, entry: Entry | None) -> None:
        line = self._control
        if isinstance(line, QLineEdit) and (entry is None or line.text() != text):
            line.setText(text)
            line.setCursorPosition(0)

    def _on_typed(self) -> None:
        self._is_sent = False

    def _commit_text(self) -> None:
        line = self._control
        if not isinstance(line, QLineEdit):
            return
        if not self._differs():
            self._mark(error=None)
            return
        if self._is_sent and self._error is not None:
            return  # whoever passes by does not want to hear it again
        try:
            value = self._read(line.text())
        except DomainError as error:
            self._is_sent = True
            self._mark(error=error)
            self.rejected.emit(error)
            return
        self._commit(value)

    def _read(self, text: str) -> Scalar:
        if self.field.value_type not in {Type.NUMBER, Type.INTEGER}:
            return self.field.parse(as_in_files(self.field, text))
        share = self.field.unit == "share"
        value = _number_in(text.strip().removesuffix("%") if share else text)
        if value is None:
            return self.field.parse(text)
        return self.field.check(value / 100 if share else value)

    def _commit(self, value: Scalar) -> None:
        self._mark(error=None)
        self._is_sent = True
        if value != _plain(self._value):
            self.committed.emit(value)

    def _complaint(self) -> str:
        return "" if self._error is None else sentence(self._error.code, self._error.facts)

    def _describe(self, words: str) -> None:
        self._control.setAccessibleDescription(words)
        self._control.setToolTip(words)

    def _mark(self, *, error: PlannerError | None) -> None:
        """Show by an icon and say in words what is wrong with the entry; `None` takes it back."""
        self._error = error
        words = self._complaint()
        self._alert.setVisible(error is not None)
        self._describe(words or self._description)
        self.complained.emit(words)
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
