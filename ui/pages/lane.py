# SPDX-License-Identifier: EUPL-1.2
"""The supply lane (D11): contracts and windows, European chips, quantum, who delivers most."""

from collections.abc import Mapping
from typing import ClassVar

from planner.domain.records.chips import ChipStage
from planner.text import N_, _
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.presenting.lane_values import CARDS, FACES, GROUPS, lane_figures, lane_values
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import GridValues


class LanePage(GridPage):
    """Three headlines, and contracts, steps, quantum computers and initiatives as grids."""

    TITLE: ClassVar[str] = N_("Contracts and chips")
    ICON: ClassVar[str] = "package-open"
    FACES: ClassVar[Mapping[str, str]] = FACES
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {
        "delivery": N_("Add a contract"),
        "chip_step": N_("Add a step of a chip"),
    }
    REMOVABLE: ClassVar[tuple[str, ...]] = ("delivery", "chip_step")
    CARDS: ClassVar[int] = CARDS
    concerned: ClassVar[tuple[str, ...]] = ()

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.retranslate()

    def values(self) -> GridValues:
        """Return the face in front."""
        ground = self.ground
        return lane_values(ground.plan, ground.outcome, face=self.face, grouping=self.grouping)

    def figures(self) -> tuple[Figure, ...]:
        """Return the headlines."""
        return lane_figures(self.ground.plan, self.ground.outcome)

    def open_card(self, place: int) -> None:
        """Show the rows behind a headline."""
        face, column, descending = _BEHIND[place]
        self.faces.select(face)
        self.show_in_order(column, descending=descending)

    def add(self, addition: str) -> None:
        """Add a contract, or the first step of a chip."""
        if addition == "delivery":
            self.add_record("delivery")
        else:
            self.add_record("chip_step", name=_("New chip"), stage=ChipStage.DESIGN)


_BEHIND = (
    ("contracts", "quantity", True),
    ("contracts", "last_month", False),
    ("steps", "forecast", False),
)
