# SPDX-License-Identifier: EUPL-1.2
"""The first step of an import: which sheet, what its rows are, where the header is."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.text import _
from ui.importing.choosing import choice_box, fill_box
from ui.importing.sample import SampleView
from ui.importing.values import FileValues
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.text_label import TextLabel

_MUTED = "muted"


class FilePage(QWidget):
    """Choices about the file as a whole; each is a wish, and what it leads to is shown anew."""

    sheet_chosen = Signal(str)
    kind_chosen = Signal(str)
    header_chosen = Signal(str)
    encoding_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._facts = TextLabel(theme, role="label", token=_MUTED, wrap=True)
        self._notes = TextLabel(theme, role="label", token="warning", wrap=True)  # noqa: S106 - a colour
        self.other = Button(theme, _("Choose another file…"))
        self.other.setAutoDefault(False)
        self._sample = SampleView(theme, _("First rows of the sheet"))
        self._sample.mark_with("accent")
        self._labels: dict[QComboBox, TextLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px("space_m"))
        self._grid.setVerticalSpacing(theme.px("space_s"))
        self._grid.setColumnStretch(1, 1)
        self.sheet = self._add(theme, _("Sheet"), self.sheet_chosen)
        self.kind = self._add(theme, _("Each row is one of"), self.kind_chosen)
        self.header = self._add(theme, _("The headers are in"), self.header_chosen)
        self.encoding = self._add(theme, _("Encoding"), self.encoding_chosen)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px("space_s"))
        rows.addLayout(self._grid)
        line = QHBoxLayout()
        line.addWidget(self._facts, 1)
        line.addWidget(self.other)
        rows.addLayout(line)
        rows.addWidget(self._notes)
        rows.addWidget(self._sample, 1)

    def set_values(self, values: FileValues) -> None:
        """Show what is in the file."""
        fill_box(self.sheet, values.sheets, values.sheet)
        fill_box(self.kind, values.kinds, values.kind)
        fill_box(self.header, values.headers, values.header)
        fill_box(self.encoding, values.encodings, values.encoding)
        self.encoding.setVisible(bool(values.encodings))
        self._labels[self.encoding].setVisible(bool(values.encodings))
        self._facts.setText(values.facts)
        self._notes.setText("\n".join(values.notes))
        self._notes.setVisible(bool(values.notes))
        self._sample.set_values(values.sample)

    def sample(self) -> SampleView:
        """Return the first rows of the sheet."""
        return self._sample

    def _add(self, theme: Theme, words: str, wish: SignalInstance) -> QComboBox:
        row = self._grid.rowCount()
        label = TextLabel(theme, words, role="label", token=_MUTED)
        box = choice_box(theme, words)
        label.setBuddy(box)
        self._labels[box] = label
        box.activated.connect(lambda _index: wish.emit(str(box.currentData())))
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(box, row, 1)
        return box
