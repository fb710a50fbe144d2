# SPDX-License-Identifier: EUPL-1.2
"""The talent board (D8): where people are missing, which programmes are placed, how they run."""

from collections.abc import Mapping
from typing import ClassVar

from planner.domain.records.measures import TALENT, Measure, Template
from planner.sentences import record_word
from planner.text import N_, _, month_label
from ui.pages.grid_page import GridPage
from ui.pages.ground import Ground
from ui.pages.talent_table import TalentTable
from ui.panes.values import DropVerdict, Payload
from ui.presenting.talent_values import (
    CARDS,
    FACES,
    GROUPS,
    KINDS,
    board_figures,
    board_values,
    measures_in,
    running_values,
    templates_of,
)
from ui.theme import Theme
from ui.widgets.figure_card import Figure
from ui.widgets.grid_table import GridTable
from ui.widgets.grid_values import GridRow, GridValues

_SOURCE = "talent"
_SEATS = 1  # the card
_ADD, _OPEN, _REMOVE = "add", "open", "remove"


class TalentBoardPage(GridPage):
    """States with the people they miss; programmes are placed as they are on the map."""

    TITLE: ClassVar[str] = N_("Talent board")
    ICON: ClassVar[str] = "graduation-cap"
    FACES: ClassVar[Mapping[str, str]] = FACES
    GROUPS: ClassVar[Mapping[str, str]] = GROUPS
    ADDITIONS: ClassVar[Mapping[str, str]] = {"talent_programme": N_("Add a programme as it runs")}
    REMOVABLE: ClassVar[tuple[str, ...]] = ("talent_programme",)
    CARDS: ClassVar[int] = CARDS
    concerned: ClassVar[tuple[str, ...]] = ()
    follows_month: ClassVar[bool] = True

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.retranslate()

    def make_table(self, theme: Theme) -> GridTable:
        """Build a grid that takes programmes."""
        table = TalentTable(theme, verdict=self._verdict, held=self._held)
        table.dropped.connect(self._drop)
        table.hovered.connect(self._preview)
        table.hover_ended.connect(self.ground.clear_ghost)
        return table

    def values(self) -> GridValues:
        """Return the board of the month in sight, or the programmes as they run."""
        ground = self.ground
        if self.face == "running":
            return running_values(ground.plan, grouping=self.grouping)
        month = ground.focus.month
        return board_values(ground.plan, ground.outcome, month, grouping=self.grouping)

    def figures(self) -> tuple[Figure, ...]:
        """Return the sums over all states."""
        ground = self.ground
        return board_figures(ground.plan, ground.outcome, ground.focus.month)

    def open_card(self, place: int) -> None:
        """Show the states with most people missing, where seats come from, who completed."""
        if place == _SEATS:
            super().open_card(place)
            return
        face, column = ("running", "completed") if place else ("board", "missing")
        self.faces.select(face)
        self.show_in_order(column, descending=True)

    def act_on(self, row: GridRow, column: str) -> None:
        """Place a programme of the column's kind; ask where there are some already."""
        templates = templates_of(self.ground.plan, column)
        measures = measures_in(self.ground.plan, row.key, column)
        if len(templates) == 1 and not measures:
            self._do(f"{_ADD}:{templates[0].id}", row.key)
            return
        add, open_, remove = _("Assign {name}"), _("Open {name}"), _("Remove {name}")
        options = [
            *((f"{_ADD}:{one.id}", add.format(name=self._template(one))) for one in templates),
            *((f"{_OPEN}:{one.id}", open_.format(name=self._named(one))) for one in measures),
            *((f"{_REMOVE}:{one.id}", remove.format(name=self._named(one))) for one in measures),
        ]
        self.offer(options, lambda deed: self._do(deed, row.key))

    def add(self, addition: str) -> None:
        """Add a programme as it runs, in the state the keyboard is on."""
        state = self.table.current()[0]
        given = {"state": state} if state in self.ground.plan.table("state") else {}
        self.add_record(addition, name=_("New programme"), **given)

    def _do(self, deed: str, state: str) -> None:
        what, _colon, key = deed.partition(":")
        if what == _ADD:
            self.ground.edits.assign(key, state, self.ground.focus.month, source=_SOURCE)
        elif what == _OPEN:
            self.ground.open_record("measure", key)
        else:
            self.ground.edits.remove("measure", key, source=_SOURCE)

    def _template(self, row: Template) -> str:
        return record_word(self.ground.plan, "template", row.id)

    def _named(self, row: Measure) -> str:
        name = record_word(self.ground.plan, "measure", row.id)
        return _("{name} from {month}").format(name=name, month=month_label(row.start))

    # Dragging

    def _held(self, row: str, column: str) -> Payload | None:
        if self.face == "running" or column not in {kind.value for kind in KINDS}:
            return None
        measures = measures_in(self.ground.plan, row, column)
        return {"measure": measures[0].id} if len(measures) == 1 else None

    def _verdict(self, payload: Payload, state: str) -> DropVerdict:
        if self.face == "running" or not self._is_talent(payload):
            words = _("Only talent programmes are placed here.")
            return DropVerdict(accepted=False, sentence=words)
        return self.ground.edits.verdict_on_map(payload, state, self.ground.focus.month)

    def _is_talent(self, payload: Payload) -> bool:
        plan = self.ground.plan
        found = plan.of(Template).get(payload.get("template", "")) or plan.of(Measure).get(
            payload.get("measure", "")
        )
        return found is not None and found.kind in TALENT

    def _drop(self, payload: Payload, state: str) -> None:
        if self._verdict(payload, state).accepted:
            edits = self.ground.edits
            month = edits.month_on_map(payload, self.ground.focus.month)
            edits.drop(payload, state, month, source=_SOURCE)

    def _preview(self, payload: Payload, state: str) -> None:
        edits = self.ground.edits
        month = edits.month_on_map(payload, self.ground.focus.month)
        preview = edits.preview(payload, state, month)
        if preview is not None:
            self.ground.show_ghost(preview)
