# SPDX-License-Identifier: EUPL-1.2
"""The views measures are dropped on and moved in: map and board."""

from typing import Protocol

from ui.choosing import Choosing
from ui.focus import Focus
from ui.handling import Handling
from ui.narrowing import Narrowing
from ui.panels import Panels
from ui.placing import Placing
from ui.screen import Screen
from ui.wiring.host import Host


class Bench(Host, Protocol):
    """Who carries out what these views ask for."""

    panels: Panels
    focus: Focus
    screen_: Screen
    choosing: Choosing
    placing: Placing
    handling: Handling
    narrowing: Narrowing


def wire_map(bench: Bench) -> None:
    """Connect the map."""
    pane, focus = bench.panels.map, bench.focus
    bench.narrowing.wire("map", pane)
    pane.layers.changed.connect(lambda: bench.screen_.refresh_view("map"))
    pane.figure_chosen.connect(bench.choosing.figure)
    pane.variant_chosen.connect(bench.choosing.variant)
    pane.state_selected.connect(lambda state: focus.select("state", state))
    pane.placement_requested.connect(bench.placing.place_in_state)
    pane.menu_requested.connect(bench.placing.state_menu)
    pane.dropped.connect(bench.handling.drop_on_map)
    pane.hover_previewed.connect(bench.handling.preview_on_map)
    pane.hover_ended.connect(bench.screen_.charts.clear_ghost)
    pane.refused.connect(bench.say)


def wire_board(bench: Bench) -> None:
    """Connect the board."""
    pane, handling, placing = bench.panels.board, bench.handling, bench.placing
    bench.narrowing.wire("board", pane)
    pane.group_chosen.connect(lambda _group: bench.screen_.refresh_view("board"))
    pane.bar_selected.connect(handling.select_bar)
    pane.cell_selected.connect(handling.select_cell)
    pane.bar_moved.connect(handling.move_bar)
    pane.open_requested.connect(handling.open_bar)
    pane.placement_requested.connect(placing.place_in_cell)
    pane.remove_requested.connect(handling.remove_bar)
    pane.menu_requested.connect(placing.bar_menu)
    pane.dropped.connect(handling.drop)
    pane.hover_previewed.connect(handling.preview)
    pane.hover_ended.connect(bench.screen_.charts.clear_ghost)
    pane.refused.connect(bench.say)
