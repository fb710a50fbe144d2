# SPDX-License-Identifier: EUPL-1.2
"""What every page stands on: the plan on screen, what is in focus, and how to wish for an edit."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol

import attrs
from PySide6.QtWidgets import QWidget

from planner.domain.plan import Plan
from planner.engine.derivations import About
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.workdays import reference_day
from planner.session import Preview, Session
from ui.branching import Branching
from ui.edits import Edits
from ui.focus import Focus
from ui.standpoint import Standpoint
from ui.theme import Theme
from ui.widgets.asked import Asked

if TYPE_CHECKING:  # the store is imported after the first paint
    from planner.app import Workspace
    from ui.narrowing import Narrowing

Value = str | float | int | None


class AskWhere(Protocol):
    """Opens where a number comes from."""

    def __call__(
        self, about: About, *, computed: bool = False, session: Session | None = None
    ) -> None:
        """Open it; `computed` means the figure of that name, `session` is that of another day."""
        ...


@attrs.frozen
class Ground:
    """The window as a page sees it.

    `say` tells the user why something could not be done, `tell` what was done. `open_record`
    selects a record by kind and key and shows it in the inspector, `ask_page` shows another page
    and has it do something, by name, with what follows; `ask_where` opens where a
    number comes from. A preview given to `show_ghost` lies over the charts until `clear_ghost`.
    `save_rows` asks for a file and
    writes a table into it, given title, heads and rows. `clock` tells the day. `workspace` is the
    open file with all its scenarios, `None` for a plan that lies in no file. `standpoint` says
    which of them is on screen and shows another, `branching` asks what is to be done with one.
    `narrowing` knows which measures and machines the filter of the window keeps.
    `stage` is what a page will stand on. `show_records` shows the records behind a number.
    """

    focus: Focus
    edits: Edits
    clock: Callable[[], date]
    theme: Callable[[], Theme]
    say: Callable[[str], None]
    tell: Callable[[str], None]
    open_record: Callable[[str, str], None]
    ask_page: Callable[[str, str, str], None]
    ask_where: AskWhere
    show_ghost: Callable[[Preview], None]
    clear_ghost: Callable[[], None]
    save_rows: Callable[[str, Sequence[str], Sequence[Sequence[Value]]], None]
    standpoint: Standpoint
    branching: Branching
    workspace: "Workspace | None" = None
    narrowing: "Narrowing | None" = None
    stage: QWidget | None = None
    show_records: Callable[[Asked], None] | None = None

    @property
    def session(self) -> Session:
        """Return the session on screen: a scenario's, or that of a past day."""
        return self.edits.session

    @property
    def plan(self) -> Plan:
        """Return the plan on screen."""
        return self.edits.session.plan

    @property
    def outcome(self) -> Outcome:
        """Return what the plan on screen amounts to."""
        return self.edits.session.outcome

    @property
    def today(self) -> date:
        """Return the day it is, also in a window that has been open overnight."""
        return self.clock()

    def day(self) -> str:
        """Return the day on which clocks are read: today, in the past the one that is shown.

        A past moment that is no day is read on the day of its plan.
        """
        place = self.standpoint
        if not place.is_past():
            return self.today.isoformat()
        if place.day is not None:
            return place.day.isoformat()
        return reference_day(Parameters.of(self.plan))
