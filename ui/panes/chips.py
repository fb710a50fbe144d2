# SPDX-License-Identifier: EUPL-1.2
"""How late chips come, by sliders: while one slides the charts show the ghost, then one edit.

Below the sliders, who waits for which chips, what a quarter needs, and what a euro buys.
"""

from collections.abc import Sequence

from attrs import frozen
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QGridLayout,
    QHBoxLayout,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from planner.text import _, ngettext, number
from ui.theme import Theme
from ui.widgets.asked import Asked
from ui.widgets.button import Button
from ui.widgets.fact_table import FactTable, TableValues
from ui.widgets.text_label import TextLabel

LONGEST_DELAY = 24


@frozen(kw_only=True)
class DelayRow:
    """One slider: whose chips, how many months they are late, and how many machines wait."""

    vendor: str
    generation: str
    name: str
    months: int
    machines: int
    asked: Asked | None = None


@frozen(kw_only=True)
class Offer:
    """A template that can be derived for a later generation; its words fit, the detail names it."""

    template: str
    words: str
    detail: str


@frozen(kw_only=True)
class ChipValues:
    """All that the page of chips shows."""

    delays: tuple[DelayRow, ...]
    orders: TableValues
    quarters: TableValues
    euro: TableValues
    offers: tuple[Offer, ...] = ()


class ChipsPage(QWidget):
    """Sliders and tables. Nothing is decided here.

    `sliding` is emitted while a slider is dragged, `delay_chosen` once it is let go or a key is
    pressed; both with vendor, generation and months.
    """

    sliding = Signal(str, str, int)
    delay_chosen = Signal(str, str, int, bool)
    opened = Signal(str, str)
    offer_taken = Signal(str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: ChipValues | None = None
        self._hint = TextLabel(theme, role="label", token="muted", wrap=True)  # noqa: S106 - names a colour
        self._grid = QGridLayout()
        self._sliders: dict[tuple[str, str], _DelayLine] = {}
        self._orders, self._quarters, self._euro = (FactTable(theme) for _table in range(3))
        self._offers = QHBoxLayout()
        self._buttons: list[Button] = []
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._hint)
        self._rows.addLayout(self._grid)
        for table in (self._orders, self._quarters, self._euro):
            table.opened.connect(self.opened)
            self._rows.addWidget(table)
        self._rows.addLayout(self._offers)
        self._rows.addStretch(1)
        self._grid.setColumnStretch(1, 1)
        self.set_theme(theme)
        self.retranslate()

    def set_values(self, values: ChipValues) -> None:
        """Show other values; a slider one has in hand or under the keyboard stays where it is."""
        self._values = values
        if [(row.vendor, row.generation) for row in values.delays] != list(self._sliders):
            self._rebuild(values.delays)
        for row in values.delays:
            self._sliders[row.vendor, row.generation].set_row(row)
        self._orders.set_values(values.orders)
        self._quarters.set_values(values.quarters)
        self._euro.set_values(values.euro)
        self._offer(values.offers)

    def slider(self, vendor: str, generation: str = "") -> QSlider:
        """Return the slider of a vendor or generation."""
        return self._sliders[vendor, generation].slider

    def table(self, name: str) -> FactTable:
        """Return a table: orders, quarters or euro."""
        return {"orders": self._orders, "quarters": self._quarters, "euro": self._euro}[name]

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self._hint.setText(
            _(
                "What if chips come late? A delay moves every machine of that vendor or generation "
                "that is not yet in operation; where several concern one machine, the longest "
                "counts."
            )
        )
        if self._values is not None:
            self.set_values(self._values)

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        self._theme = theme
        self._hint.set_theme(theme)
        self._rows.setContentsMargins(0, 0, theme.px("space_s"), 0)
        self._rows.setSpacing(theme.px("space_l"))
        self._grid.setHorizontalSpacing(theme.px("space_m"))
        self._grid.setVerticalSpacing(theme.px("space_xs"))
        self._offers.setSpacing(theme.px("space_s"))
        for line in self._sliders.values():
            line.set_theme(theme)
        for table in (self._orders, self._quarters, self._euro):
            table.set_theme(theme)
        for button in self._buttons:
            button.set_theme(theme)

    def _rebuild(self, rows: Sequence[DelayRow]) -> None:
        for line in self._sliders.values():
            for part in line.parts():
                self._grid.removeWidget(part)
                part.hide()
                part.deleteLater()
        self._sliders = {}
        for place, row in enumerate(rows):
            line = _DelayLine(self._theme, row, self)
            line.slider.sliding.connect(self._slide)
            line.slider.chosen.connect(self._choose)
            self._sliders[row.vendor, row.generation] = line
            for column, part in enumerate(line.parts()):
                self._grid.addWidget(part, place, column)

    def _slide(self, vendor: str, generation: str, months: int) -> None:
        self._sliders[vendor, generation].say(months)
        self.sliding.emit(vendor, generation, months)

    def _choose(self, vendor: str, generation: str, months: int, by_key: bool) -> None:
        self.delay_chosen.emit(vendor, generation, months, by_key)

    def _offer(self, offers: Sequence[Offer]) -> None:
        if [offer.detail for offer in offers] == [button.toolTip() for button in self._buttons]:
            return
        while (item := self._offers.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons = [self._button(offer) for offer in offers]
        for button in self._buttons:
            self._offers.addWidget(button)
        self._offers.addStretch(1)

    def _button(self, offer: Offer) -> Button:
        button = Button(self._theme, offer.words, icon_name="plus")
        button.setObjectName(f"offer {offer.template}")
        button.setToolTip(offer.detail)
        button.setAccessibleName(offer.detail)
        button.clicked.connect(lambda _checked=False: self.offer_taken.emit(offer.template))
        return button


class _DelayLine:
    """Name, slider, months and count of one row of the grid."""

    def __init__(self, theme: Theme, row: DelayRow, owner: QWidget) -> None:
        self.slider = DelaySlider(row.vendor, row.generation, owner)
        self._name = TextLabel(theme, role="strong" if not row.generation else "body")
        self._months = TextLabel(theme, role="strong")
        self._count = TextLabel(theme, role="label", token="muted")  # noqa: S106 - names a colour
        widest = self._months.fontMetrics().horizontalAdvance("+00 months")
        self._months.setMinimumWidth(widest)
        self._indent = bool(row.generation)
        self.set_row(row)
        self.set_theme(theme)

    def parts(self) -> tuple[QWidget, ...]:
        return (self._name, self.slider, self._months, self._count)

    def set_row(self, row: DelayRow) -> None:
        self._name.setText(row.name)
        self._name.setBuddy(self.slider)
        words = ngettext("{count} machine", "{count} machines", row.machines)
        self._count.setText(words.format(count=number(row.machines)))
        self.slider.setEnabled(bool(row.machines or row.months))
        self.slider.setProperty("asked", row.asked)
        name = _("Delay of {chips} in months").format(chips=row.name)
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(self._count.text())
        if not self.slider.isSliderDown():
            self.slider.setValue(row.months)
            self.say(row.months)

    def say(self, months: int) -> None:
        """Say the delay beside the slider."""
        words = ngettext("+{count} month", "+{count} months", months)
        self._months.setText(words.format(count=months) if months else _("on time"))

    def set_theme(self, theme: Theme) -> None:
        for part in (self._name, self._months, self._count):
            part.set_theme(theme)
        self._name.setContentsMargins(theme.px("space_l") if self._indent else 0, 0, 0, 0)


class DelaySlider(QSlider):
    """Months of delay. `sliding` while it is dragged, `chosen` when let go or by key.

    What the program sets emits neither. The wheel scrolls the page unless the slider has the
    keyboard.
    """

    sliding = Signal(str, str, int)
    chosen = Signal(str, str, int, bool)

    def __init__(self, vendor: str, generation: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._vendor, self._generation = vendor, generation
        self.setRange(0, LONGEST_DELAY)
        self.setSingleStep(1)
        self.setPageStep(3)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sliderMoved.connect(self._on_moved)
        self.sliderReleased.connect(self._on_released)
        self.actionTriggered.connect(self._on_action)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page while the slider has not got the keyboard."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _on_moved(self, months: int) -> None:
        self.sliding.emit(self._vendor, self._generation, months)

    def _on_released(self) -> None:
        self.chosen.emit(self._vendor, self._generation, self.value(), False)

    def _on_action(self, action: int) -> None:
        moved = action == QAbstractSlider.SliderAction.SliderMove.value
        if not self.isSliderDown() and not moved:
            self.chosen.emit(self._vendor, self._generation, self.sliderPosition(), True)
