# SPDX-License-Identifier: EUPL-1.2
"""What machines depend on: chips, power at their sites, data centres beside them."""

from collections.abc import Sequence

from attrs import evolve, frozen
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from planner.engine.search import holding
from planner.text import N_, _
from ui.panes.chips import ChipsPage, ChipValues
from ui.theme import Theme
from ui.widgets.card import Card
from ui.widgets.fact_table import FactTable, TableValues
from ui.widgets.scrolled import scrolled
from ui.widgets.search_field import SearchField
from ui.widgets.segmented_control import SegmentedControl
from ui.widgets.tabbing import hand_keyboard_on

_PAGES = {
    "chips": N_("Chips"),
    "power": N_("Sites and power"),
    "centres": N_("Data centres"),
}


@frozen(kw_only=True)
class SupplyValues:
    """What the three pages show; the tables in their order from the top."""

    chips: ChipValues
    power: tuple[TableValues, ...]
    centres: tuple[TableValues, ...]


class SupplyPane(Card):
    """Three pages under one switch. Wishes go out as signals."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        self.chips = ChipsPage(theme)
        self._power, self._centres = _Tables(theme, 2), _Tables(theme, 2)
        self._switch = SegmentedControl(theme)
        self._filter = SearchField(theme)
        self._values: SupplyValues | None = None
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            "chips": self.chips,
            "power": self._power,
            "centres": self._centres,
        }
        for page in self._pages.values():
            self._stack.addWidget(scrolled(page, sideways=True))
        super().__init__(theme, parent=parent)
        self.set_trailing(self._filter)
        self.set_trailing(self._switch)
        self.body.addWidget(self._stack)
        hand_keyboard_on(self, self._switch)
        self._switch.chosen.connect(self.show_page)
        self._filter.textChanged.connect(lambda _words: self._show())
        for page in (self.chips, self._power, self._centres):
            page.opened.connect(self.opened)
        self.retranslate()

    def set_values(self, values: SupplyValues) -> None:
        """Show other values on all pages."""
        self._values = values
        self._show()

    def _show(self) -> None:
        """Show the rows that hold what is typed."""
        if self._values is None:
            return
        words, chips = self._filter.text(), self._values.chips
        self.chips.set_values(
            evolve(
                chips,
                orders=_narrowed(chips.orders, words),
                quarters=_narrowed(chips.quarters, words),
                euro=_narrowed(chips.euro, words),
            )
        )
        self._power.set_values([_narrowed(one, words) for one in self._values.power])
        self._centres.set_values([_narrowed(one, words) for one in self._values.centres])

    def show_page(self, name: str) -> None:
        """Bring a page to the front: chips, power or centres."""
        self._switch.select(name)
        self._stack.setCurrentIndex(list(self._pages).index(name))

    def tables(self, name: str) -> Sequence[FactTable]:
        """Return the tables of the page power or centres."""
        return {"power": self._power, "centres": self._centres}[name].tables

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.set_title(_("Supply"))
        self._filter.set_prompt(_("Filter rows"))
        self._filter.retranslate()
        self._switch.set_name(_("Supply"))
        self._switch.set_segments([(key, _(words)) for key, words in _PAGES.items()])
        self.chips.retranslate()

    def set_theme(self, theme: Theme) -> None:
        """Take colours, fonts and distances from another theme."""
        super().set_theme(theme)
        self._filter.set_theme(theme)
        self._switch.set_theme(theme)
        for page in (self.chips, self._power, self._centres):
            page.set_theme(theme)


def _narrowed(values: TableValues, words: str) -> TableValues:
    """Return a table with the rows that hold some words."""
    if not words.strip():
        return values
    holds = holding(words)
    lines = tuple(
        line for line in values.lines if holds(" ".join(cell.text for cell in line.cells))
    )
    return evolve(values, lines=lines, empty=_("Nothing fits the filter."))


class _Tables(QWidget):
    """Tables below each other."""

    opened = Signal(str, str)

    def __init__(self, theme: Theme, count: int) -> None:
        super().__init__()
        self.tables = [FactTable(theme) for _table in range(count)]
        self._rows = QVBoxLayout(self)
        for table in self.tables:
            table.opened.connect(self.opened)
            self._rows.addWidget(table)
        self._rows.addStretch(1)
        self.set_theme(theme)

    def set_values(self, values: Sequence[TableValues]) -> None:
        for table, shown in zip(self.tables, values, strict=True):
            table.set_values(shown)

    def set_theme(self, theme: Theme) -> None:
        self._rows.setContentsMargins(0, 0, theme.px("space_s"), 0)
        self._rows.setSpacing(theme.px("space_l"))
        for table in self.tables:
            table.set_theme(theme)
