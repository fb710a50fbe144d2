# SPDX-License-Identifier: EUPL-1.2
"""A form for a record that is not in the plan yet: filled in, then taken in as one edit."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from planner.domain.schema import Record, Scalar, evolved
from planner.text import _
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.record_form import FormValues, RecordForm
from ui.widgets.scrolled import bring_up
from ui.widgets.text_label import TextLabel

Fields = Callable[[Record], FormValues]


class DraftForm(QWidget):
    """Title, fields and two buttons; `finished` carries the record as it was filled in."""

    finished = Signal(object)
    left = Signal()
    rejected = Signal(object)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: Record | None = None
        self._fields: Fields | None = None
        self._title = TextLabel(theme, role="strong")
        self.form = RecordForm(theme)
        self._take = Button(theme, icon_name="check", primary=True)
        self._leave = Button(theme)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self.form)
        self.form.setAutoFillBackground(False)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addWidget(self._title)
        self._rows.addWidget(self._scroll, 1)
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._take)
        self._buttons.addWidget(self._leave)
        self._buttons.addStretch(1)
        self._rows.addLayout(self._buttons)
        self.form.edited.connect(self._edit)
        self.form.rejected.connect(self.rejected)
        self.form.section_entered.connect(lambda first: bring_up(self._scroll, first))
        self._take.clicked.connect(self._finish)
        self._leave.clicked.connect(self.left)
        self.set_theme(theme)

    def start(self, title: str, deed: str, record: Record, fields: Fields, *, first: str) -> None:
        """Show an empty record; `deed` is what the button says, `first` the field to begin with."""
        self._record, self._fields = record, fields
        self._title.setText(title)
        self._take.setText(deed)
        self.form.set_values(fields(record))
        self.form.go_on_to(self._take, self._leave)
        self.form.editor(first).setFocus(Qt.FocusReason.TabFocusReason)

    def record(self) -> Record | None:
        """Return the record as it is filled in so far."""
        return self._record

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._leave.setText(_("Cancel"))
        self.form.retranslate()
        if self._record is not None:
            self.form.go_on_to(self._take, self._leave)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        for part in (self._title, self.form, self._take, self._leave):
            part.set_theme(theme)
        self._rows.setSpacing(theme.px("space_s"))
        self._buttons.setSpacing(theme.px("space_s"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _edit(self, field: str, value: Scalar) -> None:
        if self._record is not None and self._fields is not None:
            self._record = evolved(self._record, **{field: value})
            self.form.set_values(self._fields(self._record))

    def _finish(self) -> None:
        self.form.settle()
        if self._record is not None:
            self.finished.emit(self._record)
