# SPDX-License-Identifier: EUPL-1.2
"""What a hand does with measures on map, board and inspector: hover, drop, move, commit, remove."""

from collections.abc import Callable, Mapping
from time import monotonic

from planner.domain.ids import new_id
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure
from ui.edits import Edits
from ui.focus import Focus
from ui.panels import Panels
from ui.panes.values import Payload
from ui.placing import Placing
from ui.screen import Screen

_PAUSE_S = 1.0  # a pause this long between two moves makes them two edits


class Handling:
    """Turns gestures into wishes for `Edits`; a preview is shown as a ghost on the charts."""

    def __init__(
        self, edits: Edits, focus: Focus, panels: Panels, screen: Screen, placing: Placing
    ) -> None:
        self._edits = edits
        self._focus = focus
        self._panels = panels
        self._screen = screen
        self._placing = placing
        self._moved, self._moved_at, self._gesture = "", 0.0, ""

    def preview_on_map(self, payload: Payload, state: str, month: int) -> None:
        """Show what a drop on the map would lead to."""
        self.preview(payload, state, self._edits.month_on_map(payload, month))

    def drop_on_map(self, payload: Payload, state: str, month: int) -> None:
        """Carry out a drop on the map."""
        self.drop(payload, state, self._edits.month_on_map(payload, month))

    def preview(self, payload: Payload, state: str, month: int) -> None:
        """Show what a drop would lead to."""
        preview = self._edits.preview(payload, state, month)
        if preview is not None:
            self._screen.charts.show_ghost(preview)

    def drop(self, payload: Payload, state: str, month: int) -> None:
        """Carry out a drop and select what it made or moved."""
        self._screen.charts.clear_ghost()
        key = self._edits.drop(payload, state, month, source=self._focus.view)
        if key:
            self._focus.select("measure", key)

    def move_bar(self, key: str, month: int, state: str) -> None:
        """Move a measure; key presses in quick succession are taken back together."""
        gesture = self._gesture_of(key)
        if not self._edits.move(key, month=month, state=state, source="board", gesture=gesture):
            self._screen.refresh_view("board")

    def _gesture_of(self, key: str) -> str:
        """Return the gesture a move belongs to: the one before, if it has only just happened."""
        now = monotonic()
        if key != self._moved or now - self._moved_at > _PAUSE_S:
            self._gesture = f"move:{new_id()}"
        self._moved, self._moved_at = key, now
        return self._gesture

    def select_bar(self, key: str) -> None:
        """Select the measure or system of a bar."""
        plan = self._edits.session.plan
        kind = "measure" if key in plan.of(Measure) else "system" if key in plan.of(System) else ""
        self._focus.select(kind, key if kind else "")

    def select_cell(self, state: str, _month: int) -> None:
        """Select the state of a cell."""
        self._focus.select("state", state)

    def open_bar(self, key: str) -> None:
        """Select a bar and show it in the inspector."""
        self.select_bar(key)
        self._panels.open_drawer(opened=True)

    def remove_bar(self, key: str) -> None:
        """Remove a measure."""
        if self._edits.remove("measure", key, source="board"):
            self._focus.select()

    def has_measure(self) -> bool:
        """Tell whether a measure is selected."""
        return self._focus.selection.kind == Measure.KIND.name

    def do_deed(self, deed: str, key: str = "") -> None:
        """Do something with a measure, the selected one by default."""
        measure = self._edits.session.plan.of(Measure).get(key or self._focus.selection.key)
        if measure is None:
            return
        deeds: Mapping[str, Callable[[], object]] = {
            "toggle_commitment": lambda: self._toggle_commitment(measure),
            "duplicate": lambda: self._duplicate(measure),
            "remove": lambda: self.remove_bar(measure.id),
            "move": lambda: self._placing.place_again(measure),
        }
        deeds[deed]()

    def _toggle_commitment(self, measure: Measure) -> None:
        firm = measure.status is Status.TENTATIVE
        status = Status.COMMITTED if firm else Status.TENTATIVE
        self._edits.set_status(measure.id, status, source="inspector")

    def _duplicate(self, measure: Measure) -> None:
        copy = self._edits.duplicate(measure.id, source="inspector")
        if copy:
            self._focus.select("measure", copy)
