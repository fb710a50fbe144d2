# SPDX-License-Identifier: EUPL-1.2
"""A form for any kind of record, made from the declaration of its fields."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from planner.domain.errors import PlannerError
from planner.domain.schema import Field, Kind, Record
from planner.text import _, unit_label
from ui.theme import Theme
from ui.widgets.confidence_mark import Confidence, ConfidenceMark
from ui.widgets.field_editor import SECTION_KEYS, Entry, FieldEditor, Options
from ui.widgets.text_label import TextLabel

_DOT = "\N{BLACK CIRCLE}"


@frozen
class Provenance:
    """How far a value can be trusted, and one sentence that says where it comes from."""

    level: Confidence
    sentence: str


@frozen
class Whose:
    """Whether a value was set in the scenario on screen, and a sentence that says by whom."""

    is_here: bool
    sentence: str


@frozen
class FormValues:
    """A record to edit: what its references may point at, and where its values come from.

    In a scenario `whose` tells for each field who set its value. `required` are the fields whose
    names say so: those of a record that is still being filled in.
    """

    kind: Kind
    record: Record
    options: Mapping[str, Options]
    provenance: Mapping[str, Provenance]
    hidden: frozenset[str] = frozenset()
    whose: Mapping[str, Whose] = MappingProxyType({})
    required: frozenset[str] = frozenset()


class RecordForm(QWidget):
    """Shows a record field by field. `edited` carries the field's name and its new value.

    What the plan has not taken stays in its field, with the sentence that says why, until it is
    mended or taken back, whatever else is shown meanwhile. `section_entered` names the first field
    of a section one has gone to by key, which is to be brought into sight with what follows it.
    """

    edited = Signal(str, object)
    rejected = Signal(object)
    where_requested = Signal(str)
    section_entered = Signal(QWidget)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: FormValues | None = None
        self._editors: dict[str, FieldEditor] = {}
        self._marks: dict[str, ConfidenceMark] = {}
        self._labels: list[TextLabel] = []
        self._names: dict[str, TextLabel] = {}
        self._set_aside: dict[tuple[str, str], dict[str, Entry]] = {}
        self._offered: Sequence[QAction] = ()
        self._row_count = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)

    def set_values(self, values: FormValues) -> None:
        """Show a record; the same fields of another record reuse their editors."""
        at = self.field_of(QApplication.focusWidget())
        self._put_aside()
        if not self._fits(values):
            self._rebuild(values)
            if at in self._editors:
                self._editors[at].setFocus()
        self._values = values
        entries = self._set_aside.pop(_place(values), {})
        for name, editor in self._editors.items():
            editor.set_options(values.options.get(name, ()))
            editor.set_value(getattr(values.record, name), entries.get(name))
            self._show_provenance(name, values.provenance.get(name), values.whose.get(name))

    def editor(self, field: str) -> FieldEditor:
        """Return the editor of a field, for focus."""
        return self._editors[field]

    def offer(self, actions: Sequence[QAction]) -> None:
        """Take what the menu of every field offers besides cutting and pasting."""
        self._offered = tuple(actions)
        for editor in self._editors.values():
            editor.offer(self._offered)

    def refuse(self, field: str, error: PlannerError) -> None:
        """Keep what was sent in its field, and say there why the plan has not taken it."""
        self._editors[field].refuse(error)

    def settle(self) -> None:
        """Send what is still being typed; a press of a button need not take the keyboard away."""
        for editor in list(self._editors.values()):
            editor.settle()

    def unread(self) -> list[str]:
        """Return the fields that hold what could not be read, from the top."""
        return [name for name, editor in self._editors.items() if editor.is_unread()]

    def holds_entries(self) -> bool:
        """Tell whether something was entered that has not gone out."""
        return any(editor.entry() is not None for editor in self._editors.values())

    def go_on_to(self, *widgets: QWidget) -> None:
        """Let Tab go from the last field to widgets that are older than the fields."""
        before = list(self._editors.values())[-1].focusProxy()
        for widget in widgets:
            if before is not None:
                self.setTabOrder(before, widget)
            before = widget

    def field_of(self, widget: QWidget | None) -> str:
        """Return the field whose editor a widget is, or belongs to; empty if none."""
        if widget is None:
            return ""
        for name, editor in self._editors.items():
            if editor is widget or editor.isAncestorOf(widget):
                return name
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by sections with Ctrl and the page keys; a long form has dozens of fields."""
        step = SECTION_KEYS.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._go_by_sections(step)
        else:
            super().keyPressEvent(event)

    def _go_by_sections(self, step: int) -> None:
        """Put the keyboard on the first field of the section before or after the one it is in.

        From within a section the way back ends at its own first field.
        """
        fields = [editor.field for editor in self._editors.values()]
        firsts = [at for at, field in enumerate(fields) if not at or _is_first(fields, at)]
        names = [field.name for field in fields]
        at = names.index(self.field_of(QApplication.focusWidget()) or names[0])
        ways = [one for one in firsts if (one > at if step > 0 else one < at)]
        if ways:
            target = self._editors[names[ways[0] if step > 0 else ways[-1]]]
            target.setFocus(Qt.FocusReason.TabFocusReason)
            self.section_entered.emit(target)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        if self._values is not None:
            self._put_aside()
            self._rebuild(self._values)
            self.set_values(self._values)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._grid.setHorizontalSpacing(theme.px("space_s"))
        self._grid.setVerticalSpacing(theme.px("space_xs"))
        for label in self._labels:
            label.set_theme(theme)
        for name, editor in self._editors.items():
            editor.set_theme(theme)
            self._marks[name].set_theme(theme)

    def _put_aside(self) -> None:
        """Keep for a record what was entered and not taken; it may be away for a while."""
        if self._values is None:
            return
        entries = {name: editor.entry() for name, editor in self._editors.items()}
        kept = {name: entry for name, entry in entries.items() if entry is not None}
        if kept:
            self._set_aside[_place(self._values)] = kept

    def _fits(self, values: FormValues) -> bool:
        shown = self._values
        return shown is not None and shown.kind is values.kind and shown.hidden == values.hidden

    def _rebuild(self, values: FormValues) -> None:
        self._clear()
        group = ""
        for field in values.kind.fields:
            if field.name == "id" or field.name in values.hidden:
                continue
            if field.group != group:
                group = field.group
                if group:
                    self._add_heading(group)
            self._add_row(field, values.options.get(field.name, ()))
        self.set_theme(self._theme)

    def _clear(self) -> None:
        self._editors, self._marks, self._labels, self._names = {}, {}, [], {}
        self._row_count = 0  # a grid never forgets a row, so new ones take the place of old ones
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_heading(self, group: str) -> None:
        label = TextLabel(self._theme, _(group).upper(), role="section", token="muted")  # noqa: S106 - names a colour
        self._labels.append(label)
        self._grid.addWidget(label, self._next_row(), 0, 1, 3)

    def _add_row(self, field: Field, options: Options) -> None:
        row = self._next_row()
        words = self._called(field)
        label = TextLabel(self._theme, words, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        editor = FieldEditor(field, options=options)
        editor.offer(self._offered)
        editor.committed.connect(lambda value: self._send(editor, value))
        editor.rejected.connect(self.rejected)
        complaint = TextLabel(self._theme, role="caption", token="danger", wrap=True)  # noqa: S106 - names a colour
        complaint.hide()
        editor.complained.connect(complaint.setText)
        editor.complained.connect(lambda words: complaint.setVisible(bool(words)))
        mark = ConfidenceMark(self._theme, compact=True)
        mark.clicked.connect(lambda name=field.name: self.where_requested.emit(name))
        mark.hide()
        label.setBuddy(editor)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(editor, row, 1)
        self._grid.addWidget(mark, row, 2)
        self._grid.addWidget(complaint, self._next_row(), 1, 1, 2)
        self._labels += [label, complaint]
        self._names[field.name] = label
        self._editors[field.name] = editor
        self._marks[field.name] = mark

    def _send(self, editor: FieldEditor, value: object) -> None:
        """Send a value, unless its field has made room for those of another record."""
        name = editor.field.name
        if self._editors.get(name) is editor:
            self.edited.emit(name, value)

    def _next_row(self) -> int:
        self._row_count += 1
        return self._row_count - 1

    def _show_provenance(
        self, name: str, provenance: Provenance | None, whose: Whose | None
    ) -> None:
        mark, field = self._marks[name], self._editors[name].field
        mark.setVisible(provenance is not None)
        self._mark_name(name, whose)
        lines = [whose.sentence if whose is not None else "", _(field.description)]
        if provenance is not None:
            mark.set_level(provenance.level)
            mark.setToolTip(provenance.sentence)
            mark.setAccessibleDescription(provenance.sentence)
            lines += [mark.accessibleName(), provenance.sentence]
        self._editors[name].set_name(self._called(field), "\n".join(line for line in lines if line))

    def _called(self, field: Field) -> str:
        """Return the name of a field, with the word that it cannot be left out."""
        is_required = self._values is not None and field.name in self._values.required
        return f"{_label(field)} ({_('required')})" if is_required else _label(field)

    def _mark_name(self, name: str, whose: Whose | None) -> None:
        """Show by dot and colour that the scenario on screen set the value itself."""
        label, is_here = self._names[name], whose is not None and whose.is_here
        words = self._called(self._editors[name].field)
        label.setText(f"{_DOT} {words}" if is_here else words)
        label.set_token("accent" if is_here else "muted")
        label.setToolTip(whose.sentence if whose is not None else "")


def _is_first(fields: Sequence[Field], at: int) -> bool:
    return fields[at].group != fields[at - 1].group


def _place(values: FormValues) -> tuple[str, str]:
    return values.kind.name, str(getattr(values.record, "id", ""))


def _label(field: Field) -> str:
    unit = unit_label(field.unit)
    return f"{_(field.label)} ({unit})" if unit else _(field.label)


class FormRow(QWidget):
    """A row of buttons below a form, as wide as its words."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
