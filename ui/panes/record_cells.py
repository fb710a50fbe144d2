# SPDX-License-Identifier: EUPL-1.2
"""A cell of a table of records is edited by the editor its field has in a form.

What cannot be read, or the plan has not taken, stays: Enter and Tab do not leave it, and who goes
elsewhere finds it again in the cell, with the sentence that says why.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from planner.domain.errors import PlannerError
from planner.domain.schema import Field, Scalar
from ui.models.record_table import RecordTable
from ui.widgets.field_editor import Entry, FieldEditor, Options

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, str, str]
_LEAVING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class _CellEditor(FieldEditor):
    """Knows the kind, record and field it was opened for; rows may move meanwhile."""

    def __init__(self, field: Field, options: Options, place: Place, parent: QWidget) -> None:
        super().__init__(field, options=options, parent=parent)
        self.place = place
        self.sent: list[Scalar] = []

    def is_refused(self) -> bool:
        """Tell whether it holds what was tried and not taken."""
        entry = self.entry()
        return entry is not None and entry.error is not None


class CellDelegate(QStyledItemDelegate):
    """Edits cells. `rejected` carries kind, record and field, and the error of what was entered."""

    rejected = Signal(str, str, str, object)

    def __init__(self, view: QTableView, model: RecordTable) -> None:
        super().__init__(view)
        self._model = model
        self._set_aside: dict[Place, Entry] = {}
        self._open: _CellEditor | None = None

    def refuse(self, kind: str, key: str, field: str, error: PlannerError) -> None:
        """Keep what was sent from a cell, and say there why the plan has not taken it."""
        if self._open is not None and self._open.place == (kind, key, field):
            self._open.refuse(error)

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make the editor the field's declaration asks for."""
        field = self._model.field_at(index.column())
        place = (self._model.kind_name(), self._model.key_at(index.row()), field.name)
        editor = _CellEditor(field, self._model.options(place[1], field), place, parent)
        editor.setAutoFillBackground(True)
        editor.committed.connect(lambda value: self._commit(editor, value))
        editor.rejected.connect(lambda error: self.rejected.emit(*place, error))
        self._open = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value, or over it what was entered and not taken."""
        if isinstance(editor, _CellEditor):
            value: Scalar = index.data(Qt.ItemDataRole.EditRole)
            entry = self._set_aside.pop(editor.place, None)
            editor.set_value(value, entry or editor.entry())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what the editor has committed, once; what cannot be read commits nothing."""
        if isinstance(editor, _CellEditor) and editor.sent:
            model.setData(index, editor.sent.pop())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Keep what was tried and not taken for when the cell is edited again."""
        if isinstance(editor, _CellEditor):
            entry = editor.entry()
            if entry is not None and entry.error is not None:
                self._set_aside[editor.place] = entry
            if self._open is editor:
                self._open = None
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the cell at the keys that leave it while its entry is not taken."""
        leaving = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LEAVING
        )
        if leaving and isinstance(watched, _CellEditor) and watched.is_refused():
            return True
        return super().eventFilter(watched, event)

    def _commit(self, editor: _CellEditor, value: Scalar) -> None:
        editor.sent = [value]
        self.commitData.emit(editor)
        if not editor.is_refused():
            self.closeEditor.emit(editor)
