# SPDX-License-Identifier: EUPL-1.2
"""What one state of a consortium pays and is given, entered as two linked shares."""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from planner.text import _, locale_name
from ui.theme import Theme
from ui.widgets.icon_button import IconButton
from ui.widgets.number_field import NumberField

_PERCENT = 100.0
_DECIMALS = 2


@frozen
class StateShare:
    """A state by key and name, and its shares of cost and time, `None` where nobody has said."""

    key: str
    name: str
    cost: float | None = None
    time: float | None = None


class StateShareRow(QWidget):
    """A state is chosen and given its shares; `entered` is sent with both, as parts of one.

    As long as they are linked, a state is given time as it pays: in proportion to what the states
    pay and get together.
    """

    entered = Signal(str, float, float)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: tuple[StateShare, ...] = ()
        self._ratio = 1.0
        self._state = QComboBox()
        self._cost = NumberField(theme, maximum=_PERCENT, decimals=_DECIMALS)
        self._time = NumberField(theme, maximum=_PERCENT, decimals=_DECIMALS)
        self._link = IconButton(theme, "link", "")
        self._link.setCheckable(True)
        self._link.setChecked(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._state, 1)
        for part in (self._cost, self._link, self._time):
            row.addWidget(part)
        for field in (self._cost, self._time):
            field.setKeyboardTracking(False)
            field.editingFinished.connect(self._enter)
        self._cost.valueChanged.connect(self._follow)
        self._state.currentIndexChanged.connect(self._fill)
        self.set_theme(theme)

    def set_shares(self, shares: Sequence[StateShare], *, paid: float, given: float) -> None:
        """Offer states; together they pay and are given these parts of the whole."""
        chosen = self._state.currentData(Qt.ItemDataRole.UserRole)
        self._ratio = given / paid if paid > 0 else 1.0
        if tuple(shares) == self._shares:
            return
        same = [one.key for one in shares] == [one.key for one in self._shares]
        self._shares = tuple(shares)
        if not same:
            self._state.clear()
            for one in shares:
                self._state.addItem(one.name, one.key)
            self._state.setCurrentIndex(max(0, self._state.findData(chosen)))
        self._fill()

    def choose(self, state: str) -> None:
        """Choose a state."""
        self._state.setCurrentIndex(self._state.findData(state))

    def states(self) -> tuple[str, ...]:
        """Return the states that are offered."""
        return tuple(one.key for one in self._shares)

    def fields(self) -> tuple[NumberField, NumberField]:
        """Return the fields of the shares of cost and time, in percent."""
        return self._cost, self._time

    def set_linked(self, *, linked: bool) -> None:
        """Let the time follow the cost, or not."""
        self._link.setChecked(linked)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._state.setAccessibleName(_("State"))
        for field, words, name in (
            (self._cost, _("% of the cost"), _("Share of the cost")),
            (self._time, _("% of the time"), _("Share of the time")),
        ):
            field.setSuffix(f" {words}")
            field.setAccessibleName(name)
            field.setLocale(QLocale(locale_name()))
        self._link.set_name(_("Time follows the cost"))

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._state.setFont(theme.font("body"))
        for part in (self._cost, self._time, self._link):
            part.set_theme(theme)
        row = self.layout()
        if row is not None:
            row.setSpacing(theme.px("space_s"))

    def _chosen(self) -> StateShare | None:
        at = self._state.currentIndex()
        return self._shares[at] if 0 <= at < len(self._shares) else None

    def _fill(self, _at: int = 0) -> None:
        """Show the shares of the chosen state; the time is put last, for it may follow the cost."""
        one = self._chosen()
        if one is not None:
            self._cost.setValue((one.cost or 0.0) * _PERCENT)
            self._time.setValue((one.time or 0.0) * _PERCENT)

    def _follow(self, cost: float) -> None:
        if self._link.isChecked():
            self._time.setValue(cost * self._ratio)

    def _enter(self) -> None:
        one = self._chosen()
        if one is None:
            return
        cost, time = self._cost.value(), self._time.value()
        known = ((one.cost or 0.0) * _PERCENT, (one.time or 0.0) * _PERCENT)
        if any(abs(a - b) > 10**-_DECIMALS / 2 for a, b in zip((cost, time), known, strict=True)):
            self.entered.emit(one.key, round(cost / _PERCENT, 6), round(time / _PERCENT, 6))
