# SPDX-License-Identifier: EUPL-1.2
"""Which part of the history is wanted: whose, of when, about which record."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from planner.text import _
from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout

Options = Sequence[tuple[str, str]]


@frozen(kw_only=True)
class HistoryWish:
    """What is wanted; an empty person or period is any, `only_selected` the record in focus.

    `everywhere` is all scenarios, and what merges brought.
    """

    person: str = ""
    period: str = ""
    only_selected: bool = False
    everywhere: bool = False


class HistoryFilter(QWidget):
    """Three lists and a tick; `wished` is sent with every choice."""

    wished = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scope, self.person, self.period = QComboBox(), QComboBox(), QComboBox()
        self.selected = QCheckBox()
        self._row = FlowLayout(self)
        for box in (self.scope, self.person, self.period):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _index: self.wished.emit())
            self._row.addWidget(box)
        self._row.addWidget(self.selected)
        self.selected.clicked.connect(lambda _checked: self.wished.emit())
        self._people: Options = ()
        self._periods: Options = ()
        self.set_theme(theme)
        self.retranslate()

    def wish(self) -> HistoryWish:
        """Return what is wanted."""
        return HistoryWish(
            person=str(self.person.currentData() or ""),
            period=str(self.period.currentData() or ""),
            only_selected=self.selected.isChecked(),
            everywhere=bool(self.scope.currentData()),
        )

    def set_choices(self, people: Options, periods: Options) -> None:
        """Offer these people and periods; what was chosen stays chosen if it is still there."""
        if (tuple(people), tuple(periods)) != (self._people, self._periods):
            self._people, self._periods = tuple(people), tuple(periods)
            self._offer()

    def set_record(self, name: str) -> None:
        """Say which record is in focus; without one nothing can be narrowed to it."""
        words = _("Only what was done to {record}").format(record=name)
        self.selected.setText(words if name else _("Only what was done to the selected record"))
        self.selected.setEnabled(bool(name) or self.selected.isChecked())

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.scope.setAccessibleName(_("Where"))
        self.person.setAccessibleName(_("Who"))
        self.period.setAccessibleName(_("When"))
        self.set_record("")
        self._offer()

    def set_theme(self, theme: Theme) -> None:
        """Take heights and distances from another theme."""
        self._row.setSpacing(theme.px("space_s"))
        for control in (self.scope, self.person, self.period, self.selected):
            control.setFont(theme.font("body"))
            control.setMinimumHeight(theme.px("row"))

    def _offer(self) -> None:
        _fill(self.scope, _("This scenario"), [("all", _("All scenarios and copies"))])
        _fill(self.person, _("Everybody"), self._people)
        _fill(self.period, _("At any time"), self._periods)


def _fill(box: QComboBox, anything: str, options: Options) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(anything, "")
    for key, words in options:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
