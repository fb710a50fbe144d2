# SPDX-License-Identifier: EUPL-1.2
"""The sector scoreboard (D10): targets with baseline, freeze and version, and what was reached."""

from collections.abc import Mapping
from typing import ClassVar

from planner.domain.commands import AddRecord, EditField
from planner.domain.ids import new_id
from planner.domain.records.uptake import Target
from planner.engine.sector_goals import frozen, next_version
from planner.text import N_, _
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.presenting.scoreboard_values import (
    CARDS,
    GROUPS,
    scoreboard_figures,
    scoreboard_values,
)
from ui.widgets.figure_card import Figure
from ui.widgets.grid_values import GridRow, GridValues

_SOURCE = "scoreboard"
_BEHIND = (("standing", False), ("standing", True), ("lines", True), ("factories", False))
_NEW, _NONE, _SOME = "new", "none", "some"
_FREEZE, _VERSION = "freeze", "version"


class ScoreboardPage(GridPage):
    """Four headlines, and a row for each target of a sector."""

    TITLE: ClassVar[str] = N_("Sectors and targets")
    ICON: ClassVar[str] = "target"
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {
        "target": N_("Add a target to the sector"),
        "sector": N_("Add a sector"),
    }
    REMOVABLE: ClassVar[tuple[str, ...]] = ("target",)
    CARDS: ClassVar[int] = CARDS
    concerned: ClassVar[tuple[str, ...]] = (
        "sector",
        "target",
        "factory",
        "instrument",
        "call",
        "organisation",
        "parameter",
        "evidence",
    )

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.retranslate()

    def values(self) -> GridValues:
        """Return sectors and targets."""
        return scoreboard_values(self.ground.plan, grouping=self.grouping)

    def figures(self) -> tuple[Figure, ...]:
        """Return the headlines."""
        return scoreboard_figures(self.ground.plan)

    def open_card(self, place: int) -> None:
        """Show the sectors behind a headline, those that stand out first."""
        column, descending = _BEHIND[place]
        self.show_in_order(column, descending=descending)

    def act_on(self, row: GridRow, column: str) -> None:
        """Ask what becomes of a sector without a target, or of a target."""
        if column != "standing":
            return
        if row.kind == "sector":
            self.offer(
                [
                    (_NEW, _("Add a target")),
                    (_NONE, _("No target is set, on purpose")),
                    (_SOME, _("A target is still to be set")),
                ],
                lambda chosen: self._settle(row.record, chosen),
            )
            return
        self.offer(
            [
                (_FREEZE, _("Freeze it at its value of now")),
                (_VERSION, _("Begin a new version and give a reason")),
                (_NEW, _("Add another target to the sector")),
            ],
            lambda chosen: self._go_on(row, chosen),
        )

    def add(self, addition: str) -> None:
        """Add a sector, or a target to the sector the keyboard is on."""
        if addition == "sector":
            self.add_record("sector", name=_("New sector"))
            return
        self._add_target(self.table.current()[0].partition(":")[0])

    def _settle(self, sector: str, chosen: str) -> None:
        if chosen == _NEW:
            self._add_target(sector)
            return
        value = chosen == _NONE
        command = EditField(kind="sector", key=sector, field="no_target", value=value)
        self.ground.edits.execute(command, source=_SOURCE)

    def _go_on(self, row: GridRow, chosen: str) -> None:
        target = self.ground.plan.get(Target, row.record)
        if chosen == _NEW:
            self._add_target(target.sector or "")
            return
        freezing = chosen == _FREEZE
        command = frozen(target, self.ground.today) if freezing else next_version(target)
        if self.ground.edits.execute(command, source=_SOURCE) and not freezing:
            self.ground.open_record("target", target.id)

    def _add_target(self, sector: str) -> None:
        key = new_id()
        values: dict[str, object] = {"id": key, "indicator": _("New indicator")}
        if sector in self.ground.plan.table("sector"):
            values["sector"] = sector
        if self.ground.edits.execute(AddRecord(kind="target", values=values), source=_SOURCE):
            self.ground.open_record("target", key)
