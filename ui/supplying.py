# SPDX-License-Identifier: EUPL-1.2
"""Late chips and later ones: what the page of chips asks for, shown first and then done."""

from PySide6.QtCore import QObject

from planner.domain.delays import SetDelay
from planner.domain.records.measures import Template
from planner.engine.parameters import Parameters
from planner.engine.supply import adding_next_generation
from ui.edits import Edits
from ui.panes.chips import ChipsPage
from ui.presenting.chip_values import AHEAD_MONTHS
from ui.screen import Screen

_SOURCE = "supply"


class Supplying(QObject):
    """Previews a delay while its slider is in hand and sets it when it is let go."""

    def __init__(self, page: ChipsPage, edits: Edits, screen: Screen) -> None:
        super().__init__(page)
        self._edits = edits
        self._screen = screen
        page.sliding.connect(self.preview)
        page.delay_chosen.connect(self.delay)
        page.offer_taken.connect(self.add_next_generation)

    def preview(self, vendor: str, generation: str, months: int) -> None:
        """Show on the charts and in the tables what a delay would do."""
        found = self._edits.session.preview(_command(vendor, generation, months))
        self._screen.charts.show_ghost(found)
        self._screen.show_supply(found)

    def delay(self, vendor: str, generation: str, months: int, by_key: bool) -> None:
        """Set a delay. Presses of a key that follow one another are undone together."""
        self._screen.charts.clear_ghost()
        gesture = f"delay:{vendor}:{generation}" if by_key else ""
        command = _command(vendor, generation, months)
        self._edits.execute(command, source=_SOURCE, gesture=gesture)

    def add_next_generation(self, template: str) -> None:
        """Put what a template may buy some time from now into the catalogue."""
        plan = self._edits.session.plan
        month = int(Parameters.of(plan).as_of) + AHEAD_MONTHS
        command = adding_next_generation(plan, plan.get(Template, template), month)
        if command is not None:
            self._edits.execute(command, source=_SOURCE)


def _command(vendor: str, generation: str, months: int) -> SetDelay:
    return SetDelay(vendor=vendor or None, generation=generation or None, months=months)
