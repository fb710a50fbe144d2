# SPDX-License-Identifier: EUPL-1.2
"""What one can do with measures and records."""

from functools import partial
from typing import Protocol

from planner.text import N_, _
from ui.actions import Action
from ui.edits import Edits
from ui.filtering import Filtering
from ui.handling import Handling
from ui.making import Making
from ui.narrowing import Narrowing
from ui.panels import Panels
from ui.placing import Placing


class Bench(Protocol):
    """What these actions act on."""

    edits: Edits
    panels: Panels
    filtering: Filtering
    narrowing: Narrowing
    placing: Placing
    handling: Handling
    making: Making


def edit_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions in the order of menus and manual."""
    edits, placing = bench.edits, bench.placing
    return (
        Action(
            id="undo",
            title=N_("Undo"),
            group="edit",
            icon="undo-2",
            shortcut="Ctrl+Z",
            run=edits.undo,
            enabled=lambda: edits.session.next_undo is not None,
            detail=lambda: placing.named(edits.session.next_undo),
        ),
        Action(
            id="redo",
            title=N_("Redo"),
            group="edit",
            icon="redo-2",
            shortcut="Ctrl+Shift+Z; Ctrl+Y",
            run=edits.redo,
            enabled=lambda: edits.session.next_redo is not None,
            detail=lambda: placing.named(edits.session.next_redo),
        ),
        Action(
            id="assign",
            title=N_("Assign a measure…"),
            group="edit",
            icon="plus",
            shortcut="Ctrl+Return",
            run=placing.place_selected,
        ),
        Action(
            id="new_record",
            title=N_("New record…"),
            group="edit",
            icon="plus",
            shortcut="Ctrl+Shift+R",
            run=bench.making.ask,
            enabled=lambda: not bench.making.why_not(),
            detail=lambda: f"– {_(bench.making.kind().label)}",
        ),
        *(
            Action(
                id=id_,
                title=title,
                group="edit",
                icon=icon,
                shortcut=keys,
                run=partial(bench.handling.do_deed, deed),
                enabled=bench.handling.has_measure,
            )
            for id_, title, icon, keys, deed in (
                ("duplicate", N_("Duplicate"), "copy", "Ctrl+D", "duplicate"),
                (
                    "commit",
                    N_("Commit or keep tentative"),
                    "check",
                    "Ctrl+M",
                    "toggle_commitment",
                ),
                ("remove", N_("Remove"), "trash-2", "Ctrl+Backspace", "remove"),
            )
        ),
        Action(
            id="find",
            title=N_("Search the catalogue"),
            group="edit",
            icon="search",
            shortcut="Ctrl+Shift+F",
            run=bench.panels.search_catalogue,
        ),
        Action(
            id="replace",
            title=N_("Find and replace…"),
            group="edit",
            icon="search",
            shortcut="Ctrl+H",
            run=bench.filtering.find_and_replace,
        ),
        Action(
            id="add_condition",
            title=N_("Filter: add a condition…"),
            group="edit",
            icon="filter",
            shortcut="Ctrl+Shift+C",
            run=bench.narrowing.add_condition,
        ),
    )
