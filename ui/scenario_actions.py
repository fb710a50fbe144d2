# SPDX-License-Identifier: EUPL-1.2
"""What one can do with scenarios and with the history, for menus, palette and shortcuts."""

from typing import Protocol

from planner.text import N_
from ui.actions import Action
from ui.branching import Branching
from ui.looking_back import LookingBack
from ui.scenario_menu import ScenarioMenu
from ui.standpoint import Standpoint


class Bench(Protocol):
    """What these actions act on."""

    branching: Branching
    looking_back: LookingBack
    standpoint: Standpoint
    scenario_menu: ScenarioMenu


def scenario_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions in the order of menus and manual."""
    branching, back, place = bench.branching, bench.looking_back, bench.standpoint
    return (
        Action(
            id="scenario",
            title=N_("Switch scenario…"),
            group="plan",
            icon="layers",
            shortcut="Ctrl+Shift+L",
            run=lambda: bench.scenario_menu.open(),  # noqa: PLW0108 - it is made after the actions
            enabled=branching.is_possible,
        ),
        Action(
            id="branch",
            title=N_("New scenario from here…"),
            group="plan",
            icon="git-branch",
            shortcut="Ctrl+B",
            run=branching.branch_here,
            enabled=branching.is_possible,
        ),
        Action(
            id="vary",
            title=N_("Generate scenarios…"),
            group="plan",
            icon="sliders-horizontal",
            shortcut="Ctrl+Shift+G",
            run=lambda: branching.vary(place.scenario),
            enabled=branching.is_possible,
        ),
        Action(
            id="name_version",
            title=N_("Name this version…"),
            group="plan",
            icon="flag",
            shortcut="Ctrl+Shift+M",
            run=back.name_here,
            enabled=branching.is_possible,
        ),
        Action(
            id="earlier",
            title=N_("Look one edit further back"),
            group="view",
            icon="history",
            shortcut="Alt+PgUp",
            run=back.earlier,
            enabled=back.has_earlier,
        ),
        Action(
            id="later",
            title=N_("Look one edit further on"),
            group="view",
            icon="history",
            shortcut="Alt+PgDown",
            run=back.later,
            enabled=place.is_past,
            visible=place.is_past,
        ),
    )
