# SPDX-License-Identifier: EUPL-1.2
"""What one can ask: where a number comes from, what a term means, how the plan once stood."""

from datetime import date
from functools import partial
from typing import Protocol

from planner.text import N_
from ui.actions import Action
from ui.asking import Asking
from ui.guide import Guide
from ui.reading import Reading


class Bench(Protocol):
    """What these actions act on."""

    asking: Asking
    guide: Guide
    reading: Reading

    def choose_past(self) -> None:
        """Ask for a past day and show it."""
        ...

    def show_past(self, day: date | None) -> None:
        """Show the plan as of a past day, or that of now."""
        ...

    def is_past(self) -> bool:
        """Tell whether the plan on screen is one of the past."""
        ...


def source_actions(bench: Bench) -> tuple[Action, ...]:
    """Return the actions in the order of menus and manual."""
    asking = bench.asking
    return (
        Action(
            id="where",
            title=N_("Where does this come from?"),
            group="edit",
            icon="circle-question-mark",
            shortcut="Alt+Return",
            run=asking.here,
        ),
        Action(
            id="records_behind",
            title=N_("The records behind it"),
            group="edit",
            icon="table",
            shortcut="Alt+Shift+Return",
            run=asking.records_here,
        ),
        Action(
            id="first_steps",
            title=N_("First steps"),
            group="view",
            icon="lightbulb",
            shortcut="Ctrl+F1",
            run=bench.guide.begin,
        ),
        Action(
            id="help",
            title=N_("What does this mean?"),
            group="view",
            icon="info",
            shortcut="F1",
            run=asking.help,
        ),
        Action(
            id="manual",
            title=N_("Manual"),
            group="view",
            icon="life-buoy",
            shortcut="Shift+F1",
            run=bench.reading.open,
        ),
        Action(
            id="three_values",
            title=N_("Three values: January 2024, October 2026, plan…"),
            group="view",
            icon="scale",
            shortcut="Ctrl+Shift+V",
            run=asking.three_values,
        ),
        Action(
            id="settle",
            title=N_("Settle sources that differ…"),
            group="edit",
            icon="git-compare",
            shortcut="Ctrl+Shift+D",
            run=asking.settle_next,
        ),
        Action(
            id="cite",
            title=N_("Add another source…"),
            group="edit",
            icon="plus",
            shortcut="Ctrl+Shift+A",
            run=asking.cite_here,
        ),
        Action(
            id="past",
            title=N_("As of a past day…"),
            group="view",
            icon="history",
            shortcut="Ctrl+Shift+H",
            run=bench.choose_past,
        ),
        Action(
            id="now",
            title=N_("Back to now"),
            group="view",
            icon="clock",
            shortcut="Ctrl+Shift+N",
            run=partial(bench.show_past, None),
            enabled=bench.is_past,
            visible=bench.is_past,
        ),
    )
