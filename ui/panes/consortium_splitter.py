# SPDX-License-Identifier: EUPL-1.2
"""Who pays and who uses one machine: two linked bars, and questions about parts of its time."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planner.text import _, locale_name
from ui.panes.access_values import OfTotal, Request, SplitValues
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.button import Button
from ui.widgets.number_field import NumberField
from ui.widgets.share_bar import ShareBar
from ui.widgets.state_share import StateShareRow
from ui.widgets.text_label import TextLabel
from ui.widgets.tone import text_token

_PERCENT = 100.0


class ConsortiumSplitter(QWidget):
    """Shows one machine. An entered share goes out; answers come from two given functions."""

    union_entered = Signal(str, str, float)
    union_freed = Signal(str, str)
    allocation_requested = Signal(str, str)
    state_entered = Signal(str, str, str, float, float)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: SplitValues | None = None
        self._of_total: OfTotal | None = None
        self._request: Request | None = None
        self._name = TextLabel(theme, role="strong")
        self._labels = [TextLabel(theme, role="label", token="muted") for _row in range(6)]  # noqa: S106 - a colour
        self._cost, self._time = ShareBar(theme), ShareBar(theme)
        self._union = NumberField(theme, maximum=_PERCENT, decimals=1, unit="%")
        self._free = Button(theme, icon_name="link")
        self._states = StateShareRow(theme)
        self._part = NumberField(theme, maximum=_PERCENT, decimals=1, unit="%")
        self._hours = NumberField(theme, maximum=1e10, unit="h")
        self._unit = QComboBox()
        self._part_answer = TextLabel(theme)
        self._hours_answer = TextLabel(theme)
        self._notes = TextLabel(theme, wrap=True)
        self._add = Button(theme, icon_name="plus")
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()
        self.set_theme(theme)
        self.retranslate()

    def set_answers(self, of_total: OfTotal, request: Request) -> None:
        """Say how the two questions are answered."""
        self._of_total, self._request = of_total, request

    def set_values(self, values: SplitValues) -> None:
        """Show another machine, or the same after an edit."""
        another = self._values is None or self._values.key != values.key
        self._values = values
        self._name.setText(values.name)
        self._cost.set_segments(values.cost)
        self._time.set_segments(values.time)
        if another or not self._union.hasFocus():
            self._union.setValue((values.union or 0.0) * _PERCENT)
        self._free.setEnabled(values.agreed)
        self._states.set_shares(values.states, paid=values.paid, given=values.given)
        base = (values.kind, values.key)
        for widget, code in (
            (self._cost, "union_share_of_tco"),
            (self._time, "union_share_of_time"),
            (self._union, "union_share_of_time"),
        ):
            widget.setProperty("asked", Asked(*base, code, computed=True))
        self._notes.setText("\n".join(words for words, _tone in values.notes))
        self._notes.set_token(text_token(values.notes[0][1]) if values.notes else "muted")
        self._offer_units(values.units)
        self._answer()

    def union_field(self) -> NumberField:
        """Return the field of the Union's share of time, in percent."""
        return self._union

    def states_row(self) -> StateShareRow:
        """Return where the shares of a state are entered."""
        return self._states

    def part_field(self) -> NumberField:
        """Return the field for a part of all time, in percent."""
        return self._part

    def hours_field(self) -> NumberField:
        """Return the field for the hours of a request."""
        return self._hours

    def choose_unit(self, unit: str) -> None:
        """Say what the hours of the request count."""
        self._unit.setCurrentIndex(max(0, self._unit.findData(unit)))
        self._answer()

    def said(self) -> tuple[str, str, str]:
        """Return the notes, and the answers about a part of all time and about a request."""
        return self._notes.text(), self._part_answer.text(), self._hours_answer.text()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        words = (
            _("Total cost"),
            _("Time"),
            _("Union's share of the time"),
            _("Shares of a state"),
            _("A part of all time"),
            _("A request"),
        )
        fields = (self._cost, self._time, self._union, self._states, self._part, self._hours)
        for label, said, named in zip(self._labels, words, fields, strict=True):
            label.setText(said)
            named.setAccessibleName(said)
        for number in (self._union, self._part, self._hours):
            number.setLocale(QLocale(locale_name()))
        self._states.retranslate()
        self._unit.setAccessibleName(_("Hours count"))
        self._free.setText(_("As the money gives"))
        self._add.setText(_("Add an allocation"))
        self._answer()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        answers = (self._part_answer, self._hours_answer)
        for label in (*self._labels, self._name, self._notes, *answers):
            label.set_theme(theme)
        for bar in (self._cost, self._time, self._states):
            bar.set_theme(theme)
        for field in (self._union, self._part, self._hours):
            field.set_theme(theme)
        for button in (self._free, self._add):
            button.set_theme(theme)
        self._unit.setFont(theme.font("body"))
        self._grid.setHorizontalSpacing(theme.px("space_m"))
        self._grid.setVerticalSpacing(theme.px("space_s"))

    def _lay_out(self) -> None:
        for row, label in enumerate(self._labels):
            self._grid.addWidget(label, row, 0)
        self._grid.addWidget(self._cost, 0, 1, 1, 3)
        self._grid.addWidget(self._time, 1, 1, 1, 3)
        self._grid.addWidget(self._union, 2, 1)
        self._grid.addWidget(self._free, 2, 2)
        self._grid.addWidget(self._states, 3, 1, 1, 3)
        self._grid.addWidget(self._part, 4, 1)
        self._grid.addWidget(self._part_answer, 4, 2, 1, 2)
        self._grid.addWidget(self._hours, 5, 1)
        self._grid.addWidget(self._unit, 5, 2)
        self._grid.addWidget(self._hours_answer, 5, 3)
        self._grid.setColumnStretch(3, 1)
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._add)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(head)
        rows.addLayout(self._grid)
        rows.addWidget(self._notes)
        self._union.setKeyboardTracking(False)

    def _connect(self) -> None:
        self._union.editingFinished.connect(self._enter)
        self._free.clicked.connect(self._give_free)
        self._states.entered.connect(self._enter_state)
        self._part.valueChanged.connect(self._answer)
        self._hours.valueChanged.connect(self._answer)
        self._unit.currentIndexChanged.connect(self._answer)
        self._add.clicked.connect(self._ask_allocation)

    def _offer_units(self, units: Sequence[tuple[str, str]]) -> None:
        offered = [
            (self._unit.itemData(row), self._unit.itemText(row))
            for row in range(self._unit.count())
        ]
        if offered != list(units):
            self._unit.clear()
            for key, words in units:
                self._unit.addItem(words, key)

    def _enter(self) -> None:
        values = self._values
        if values is None:
            return
        share = round(self._union.value() / _PERCENT, 6)
        if values.union is None or round(values.union, 3) != round(share, 3):
            self.union_entered.emit(values.kind, values.key, share)

    def _enter_state(self, state: str, cost: float, time: float) -> None:
        if self._values is not None:
            self.state_entered.emit(self._values.kind, self._values.key, state, cost, time)

    def _give_free(self) -> None:
        if self._values is not None:
            self.union_freed.emit(self._values.kind, self._values.key)

    def _ask_allocation(self) -> None:
        if self._values is not None:
            self.allocation_requested.emit(self._values.kind, self._values.key)

    def _answer(self, _value: object = None) -> None:
        part, hours = self._part.value(), self._hours.value()
        unit = self._unit.currentData(Qt.ItemDataRole.UserRole)
        of_total = self._of_total(part / _PERCENT) if self._of_total and part else ""
        request = self._request(hours, str(unit or "")) if self._request and hours else ""
        self._part_answer.setText(of_total)
        self._hours_answer.setText(request)
