# SPDX-License-Identifier: EUPL-1.2
"""The third step of an import: what the file cannot tell by itself, asked once, seen at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from planner.text import _
from ui.importing.choosing import choice_box, fill_box
from ui.importing.sample import SampleView
from ui.importing.values import AskedValues, ReadingValues
from ui.theme import Theme
from ui.widgets.text_label import TextLabel

_MOST_ROWS = 5  # questions in sight; more are scrolled


class ReadingPage(QWidget):
    """Questions with their answers above the first rows, as each answer makes them read."""

    answered = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._told = TextLabel(theme, role="label", wrap=True)
        self._questions = QWidget()
        self._grid = QGridLayout(self._questions)
        self._grid.setContentsMargins(0, 0, theme.px("space_s"), 0)
        self._grid.setHorizontalSpacing(theme.px("space_m"))
        self._grid.setVerticalSpacing(theme.px("space_s"))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes are reached one by one
        self._area.setWidget(self._questions)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._sample = SampleView(theme, _("First rows as they are read"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px("space_s"))
        rows.addWidget(self._told)
        rows.addWidget(self._area)
        rows.addWidget(
            TextLabel(theme, _("The first rows, as they are read now"), role="label", token="muted")  # noqa: S106 - a colour
        )
        rows.addWidget(self._sample, 1)

    def set_values(self, values: ReadingValues) -> None:
        """Show the questions and the first rows."""
        still_open = sum(one.is_open for one in values.questions)
        self._told.set_token("warning" if still_open else "muted")
        self._told.setText(
            _("Please answer what the file cannot tell by itself; the rows below follow at once.")
            if still_open
            else _("This is how the file is read. Change it where it is wrong.")
        )
        here = self._row_with_keyboard()
        self._clear()
        for row, one in enumerate(values.questions):
            self._add(row, one)
        self._fit(len(values.questions))
        self._give_keyboard(here)
        self._sample.set_values(values.sample)

    def sample(self) -> SampleView:
        """Return the first rows as they are read."""
        return self._sample

    def _row_with_keyboard(self) -> int:
        rows = range(self._grid.rowCount())
        return next((row for row in rows if (box := self._box(row)) and box.hasFocus()), -1)

    def _give_keyboard(self, row: int) -> None:
        """Leave the keyboard where it was, in a box made anew."""
        box = self._box(row) if row >= 0 else None
        if box is not None:
            box.setFocus()

    def _box(self, row: int) -> QWidget | None:
        item = self._grid.itemAtPosition(row, 1)
        return None if item is None else item.widget()

    def _clear(self) -> None:
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()

    def _add(self, row: int, one: AskedValues) -> None:
        label = TextLabel(self._theme, one.words, role="label", wrap=True)
        box = choice_box(self._theme, one.words)
        fill_box(box, one.options, one.answer)
        box.setPlaceholderText(_("Please choose"))
        box.activated.connect(lambda _index: self.answered.emit(one, str(box.currentData())))
        label.setBuddy(box)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)

    def _fit(self, count: int) -> None:
        """Take the room the questions need, and scroll if they are many."""
        step = self._theme.px("control") + self._theme.px("space_s")
        self._area.setVisible(count > 0)
        self._area.setFixedHeight(min(count, _MOST_ROWS) * step)
