# SPDX-License-Identifier: EUPL-1.2
"""One case of the contact point: ranking with reasons, what can be done, proofs, clocks, way."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.text import N_, _
from ui.pages.desk_rank import RankTree
from ui.presenting.desk_values import CaseValues
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.chip import Chip
from ui.widgets.fact_table import FactTable
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import text_token

DEEDS: Mapping[str, tuple[str, str]] = {
    "hand_over": (N_("Hand over"), "handshake"),
    "rank": (N_("Rank again"), "refresh-cw"),
    "reply": (N_("Reply received"), "check"),
    "proof": (N_("File a proof…"), "shield-check"),
    "request": (N_("Ask for the hours"), "clock"),
    "award": (N_("Award the hours"), "check"),
    "refuse": (N_("Refuse the hours"), "x"),
    "sheet": (N_("Hand-over sheet…"), "file-text"),
    "close": (N_("Close the case"), "circle-check"),
}
_MAIN = "hand_over"


class DeskCasePanel(QWidget):
    """Shows one case. `wished` carries what is to be done; the reason stands in `reason`."""

    wished = Signal(str)
    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: CaseValues | None = None
        self._title = TextLabel(theme, role="title", wrap=True)
        self._mode = Chip(theme)
        self._clocks: list[Chip] = []
        self._sent = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - a colour
        self._notes: list[TextLabel] = []
        self.ranks = RankTree(theme)
        self._empty = TextLabel(theme, token="muted", wrap=True)  # noqa: S106 - a colour
        self._shared = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - a colour
        self._moved = TextLabel(theme, role="label", token="warning", wrap=True)  # noqa: S106 - a colour
        self.reason = QLineEdit()
        self.deeds = {
            name: Button(theme, icon_name=icon, primary=name == _MAIN)
            for name, (_words, icon) in DEEDS.items()
        }
        self._tables = tuple(FactTable(theme) for _one in range(5))
        self._lay_out(theme)
        for name, button in self.deeds.items():
            button.clicked.connect(lambda _checked=False, wish=name: self.wished.emit(wish))
        self.ranks.taken.connect(lambda _key: self.wished.emit(_MAIN))
        for table in self._tables:
            table.opened.connect(self.opened)
        self.set_theme(theme)

    def set_values(self, values: CaseValues) -> None:
        """Show another case, or the same after an edit."""
        if self._values is not None and values.key != self._values.key:
            self.reason.clear()
        self._values = values
        self._title.setText(values.title)
        self._mode.set_text(values.mode, tone="accent")
        self._show_clocks(values)
        self._sent.setText(_("Sent to: {target}").format(target=values.sent_to))
        self.ranks.set_lines(values.ranks)
        self.ranks.setVisible(bool(values.ranks))
        self._empty.setVisible(not values.ranks)
        self._shared.setText(values.shared)
        self._shared.setVisible(bool(values.shared))
        self._moved.setVisible(values.moved_on)
        for name, button in self.deeds.items():
            button.setVisible(name in values.can)
        self._deeds.updateGeometry()
        parts = (values.proofs, values.clocks, values.way, values.left_out, values.weights)
        for table, told in zip(self._tables, parts, strict=True):
            table.set_values(told)
        self._say(values)

    def notes(self) -> list[str]:
        """Return what the rules say, as it stands on screen."""
        return [label.text() for label in self._notes]

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        for name, (words, _icon) in DEEDS.items():
            self.deeds[name].setText(_(words))
        self.reason.setPlaceholderText(_("Reason of the choice, or outcome"))
        self.reason.setAccessibleName(_("Reason of the choice, or outcome"))
        self._empty.setText(_("No ranking is on file. Rank its targets to see who could take it."))
        self._moved.setText(_("The plan has moved on since it was ranked: rank again."))
        self.ranks.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        labels = (self._title, self._sent, self._empty, self._shared, self._moved, *self._notes)
        for label in labels:
            label.set_theme(theme)
        for button in self.deeds.values():
            button.set_theme(theme)
        for chip in (self._mode, *self._clocks):
            chip.set_theme(theme)
        self.ranks.set_theme(theme)
        for table in self._tables:
            table.set_theme(theme)
        self.reason.setMinimumHeight(theme.px("control"))
        self._flow.setSpacing(theme.px("space_s"))
        self._chips.setSpacing(theme.px("space_s"))
        self._rows.setSpacing(theme.px("space_m"))

    def _lay_out(self, theme: Theme) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        chips = QWidget()
        self._chips = FlowLayout(chips, spacing=theme.px("space_s"))
        self._chips.addWidget(self._mode)
        self._said = QVBoxLayout()
        self._deeds = QWidget()
        self._flow = FlowLayout(self._deeds, spacing=theme.px("space_s"))
        for button in self.deeds.values():
            self._flow.addWidget(button)
        for part in (self._title, chips, self._sent, self._deeds, self.reason):
            self._rows.addWidget(part)
        self._rows.addLayout(self._said)  # what a deed breaks is said where it was done
        for part in (self._moved, self._empty, self._shared, self.ranks, *self._tables):
            self._rows.addWidget(part)
        self._rows.addStretch(1)

    def _show_clocks(self, values: CaseValues) -> None:
        """Show a chip for each clock that runs; its words say what its colour says."""
        while len(self._clocks) < len(values.urgent):
            chip = Chip(self._theme)
            self._clocks.append(chip)
            self._chips.addWidget(chip)
        for chip, (words, tone) in zip(self._clocks, values.urgent, strict=False):
            chip.set_text(words, tone=tone)
        for number, chip in enumerate(self._clocks):
            chip.setVisible(number < len(values.urgent))

    def _say(self, values: CaseValues) -> None:
        """Show a line for each finding, in its colour; the rule it names says the same."""
        while len(self._notes) < len(values.notes):
            label = TextLabel(self._theme, wrap=True)
            self._notes.append(label)
            self._said.addWidget(label)
        for label, (words, tone) in zip(self._notes, values.notes, strict=False):
            label.set_token(text_token(tone))
            label.setText(words)
        for label in self._notes[len(values.notes) :]:
            self._said.removeWidget(label)
            label.hide()
            label.deleteLater()
        del self._notes[len(values.notes) :]
