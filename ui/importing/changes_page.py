# SPDX-License-Identifier: EUPL-1.2
"""The last step of an import: what would change, line by line, to be ticked or not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.text import _
from ui.importing.values import ChangesValues
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_label import TextLabel
from ui.widgets.tick_table import TickTable


class ChangesPage(QWidget):
    """A filter by kind of change, the lines, and buttons that tick all in sight or none."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._explained = TextLabel(theme, role="label", wrap=True)
        self._note = TextLabel(theme, role="label", token="warning", wrap=True)  # noqa: S106 - a colour
        self.filter = SegmentedControl(theme, _("Which changes are shown"))
        self.lines = TickTable(theme, _("What would change"))
        self.all = Button(theme, _("Tick all shown"), icon_name="check")
        self.none = Button(theme, _("Tick none shown"), icon_name="x")
        self.filter.chosen.connect(self.lines.set_group)
        self.lines.changed.connect(self.changed)
        self.all.clicked.connect(lambda: self.lines.tick_shown(ticked=True))
        self.none.clicked.connect(lambda: self.lines.tick_shown(ticked=False))
        head = QHBoxLayout()
        head.setSpacing(theme.px("space_s"))
        head.addWidget(self.filter)
        head.addStretch(1)
        for button in (self.all, self.none):
            button.setAutoDefault(False)
            head.addWidget(button)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme.px("space_s"))
        rows.addWidget(self._explained)
        rows.addLayout(head)
        rows.addWidget(self._note)
        rows.addWidget(self.lines, 1)

    def set_values(self, values: ChangesValues) -> None:
        """Show what would change."""
        self._explained.setText(values.explained)
        self._explained.setVisible(bool(values.explained))
        self._note.setText(values.note)
        self._note.setVisible(bool(values.note))
        self.filter.set_segments(values.groups)
        self.filter.select("")
        self.lines.set_values(values.lines)
        self.changed.emit()

    def ticked(self) -> int:
        """Return how many lines are ticked."""
        return sum(self.lines.table().ticks())
