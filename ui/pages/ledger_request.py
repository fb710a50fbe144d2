# SPDX-License-Identifier: EUPL-1.2
"""One request of the ledger: its part of the time, the unit its hours count, its clock."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.text import _
from ui.presenting.ledger_values import RequestValues
from ui.theme import Theme
from ui.widgets.chip import Chip
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import text_token


class RequestPanel(QWidget):
    """Shows one request. `unit_chosen` carries its key and the unit somebody says."""

    unit_chosen = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._title = TextLabel(theme, role="strong", wrap=True)
        self._part = TextLabel(theme, wrap=True)
        self._choices = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - a colour
        self.units = SegmentedControl(theme)
        self._clock = Chip(theme)
        self._notes = TextLabel(theme, wrap=True)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._line = QHBoxLayout()
        self._line.addWidget(self.units)
        self._line.addWidget(self._clock)
        self._line.addStretch(1)
        for part in (self._title, self._part, self._choices):
            self._rows.addWidget(part)
        self._rows.addLayout(self._line)
        self._rows.addWidget(self._notes)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.units.chosen.connect(lambda unit: self.unit_chosen.emit(self._key, unit))
        self.set_theme(theme)

    def set_values(self, values: RequestValues) -> None:
        """Show another request, or the same after an edit."""
        self._key = values.key
        self._title.setText(values.title)
        self._part.setText(values.part)
        self._part.set_token(text_token(values.part_tone))
        self._choices.setText(" · ".join(values.choices))
        self._choices.setVisible(bool(values.choices))
        self.units.setVisible(bool(values.units))
        self.units.set_segments(values.units)
        if values.unit in dict(values.units):
            self.units.select(values.unit)
        else:
            self.units.select_nothing()
        self._clock.set_text(values.clock, tone=values.clock_tone)
        self._notes.setText("\n".join(words for words, _tone in values.notes))
        self._notes.set_token(text_token(values.notes[0][1]) if values.notes else "muted")
        self._notes.setVisible(bool(values.notes))

    def said(self) -> tuple[str, str, str]:
        """Return its part, what each unit would give, and what the rules say."""
        return self._part.text(), self._choices.text(), self._notes.text()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.units.set_name(_("Hours count"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        labels = (self._title, self._part, self._choices, self._notes)
        for part in (*labels, self.units, self._clock):
            part.set_theme(theme)
        self._rows.setSpacing(theme.px("space_s"))
        self._line.setSpacing(theme.px("space_s"))
