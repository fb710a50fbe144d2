# SPDX-License-Identifier: EUPL-1.2
"""Money instruments: GenAI4EU, EIC, InvestEU and the consortia, mobilised money strictly apart."""

from collections.abc import Mapping
from typing import ClassVar

from planner.domain.records.instruments import Instrument, InstrumentKind
from planner.engine.instruments import COLUMNS
from planner.text import N_, _
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.presenting.instrument_values import (
    CARDS,
    GROUPS,
    instrument_figures,
    instrument_values,
)
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import GridValues


class InstrumentsPage(GridPage):
    """Four sums that are never added, and a row for each line."""

    TITLE: ClassVar[str] = N_("Money instruments")
    ICON: ClassVar[str] = "wallet"
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {
        "line": N_("Add a line"),
        "part": N_("Add a part of the line"),
    }
    REMOVABLE: ClassVar[tuple[str, ...]] = ("instrument",)
    CARDS: ClassVar[int] = CARDS
    concerned: ClassVar[tuple[str, ...]] = (
        "instrument",
        "organisation",
        "sector",
        "evidence",
    )

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.retranslate()

    def values(self) -> GridValues:
        """Return the lines."""
        return instrument_values(self.ground.plan, grouping=self.grouping)

    def figures(self) -> tuple[Figure, ...]:
        """Return the four sums."""
        return instrument_figures(self.ground.plan)

    def open_card(self, place: int) -> None:
        """Show the lines that make up a sum, the largest first."""
        self.show_in_order(COLUMNS[place], descending=True)

    def add(self, addition: str) -> None:
        """Add a line of the instrument the keyboard is on, or a part of that line."""
        here = self.ground.plan.of(Instrument).get(self.table.current()[0])
        kind = InstrumentKind.OTHER if here is None else here.instrument
        whole = here.id if here is not None and addition == "part" else None
        self.add_record("instrument", name=_("New line"), instrument=kind, part_of=whole)
