# SPDX-License-Identifier: EUPL-1.2
"""What stands over a comparison: which way to look at it, what filters and what groups it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.text import N_, _
from ui.presenting.difference_values import GROUPINGS
from ui.theme import Theme
from ui.widgets.choice_button import ChoiceButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.group_button import GroupButton
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.text_table import TextTable

_FACES = {
    "inputs": N_("What differs"),
    "figures": N_("Figures"),
    "curves": N_("Over time"),
    "map": N_("Map"),
    "causes": N_("What caused it"),
    "findings": N_("Findings"),
}
_OF_ROWS = ("inputs", "figures", "findings")
_FINDING_GROUPS = (0, 1)  # new or settled, and the state


class CompareTools(QWidget):
    """Each way to look has the tools that make sense for it; `changed` after every choice."""

    changed = Signal()

    def __init__(self, theme: Theme, findings: TextTable, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings = findings
        self.face, self.filter = SegmentedControl(theme), SearchField(theme)
        self.group, self.finding_group = ChoiceButton(theme, "list-tree"), GroupButton(theme)
        self._flow, beside = FlowLayout(self, spacing=theme.px("space_s")), QWidget()
        self._beside = QHBoxLayout(beside)
        self._beside.setContentsMargins(0, 0, 0, 0)
        for tool in (self.filter, self.group, self.finding_group):
            self._beside.addWidget(tool)
        for part in (self.face, beside):
            self._flow.addWidget(part)
        self._beside.setSpacing(theme.px("space_s"))
        self.filter.textChanged.connect(lambda _words: self.changed.emit())
        for choice in (self.face, self.group):
            choice.chosen.connect(lambda _choice: self.changed.emit())

    def words(self) -> str:
        """Return the words that every row must hold."""
        return self.filter.text()

    def offer(self) -> None:
        """Show the tools of the face in front."""
        face = self.face.current()
        self.filter.setVisible(face in _OF_ROWS)
        self.group.setVisible(face == "inputs")
        self.finding_group.set_table(self._findings, _FINDING_GROUPS if face == "findings" else ())

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.face.set_name(_("What to look at"))
        self.face.set_segments([(key, _(words)) for key, words in _FACES.items()])
        self.filter.set_prompt(_("Filter rows"))
        self.filter.retranslate()
        groupings = [(key, _(words)) for key, words in GROUPINGS.items()]
        self.group.set_choices(_("Group by"), groupings)
        self.finding_group.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        for row in (self._flow, self._beside):
            row.setSpacing(theme.px("space_s"))
        for tool in (self.face, self.filter, self.group, self.finding_group):
            tool.set_theme(theme)
