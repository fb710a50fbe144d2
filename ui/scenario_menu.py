# SPDX-License-Identifier: EUPL-1.2
"""The menu of scenarios in the app bar: what came from what, and how far each has moved."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction

from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import ROOT
from planner.sentences import name_in, sentence
from planner.text import N_, _
from ui.actions import Action
from ui.app_bar import AppBar
from ui.branching import Branching
from ui.presenting.scenario_values import (
    ScenarioEntry,
    plan_itself,
    scenario_entries,
    scenario_name,
)
from ui.standpoint import Standpoint
from ui.theme import Theme
from ui.widgets.scenario_mark import scenario_icon

_INDENT = "    "
_MOST = 30  # more are in the view of scenarios


class ScenarioMenu:
    """Fills the menu when it is opened, and says on its button which scenario is on screen."""

    def __init__(
        self,
        bar: AppBar,
        standpoint: Standpoint,
        branching: Branching,
        *,
        theme: Callable[[], Theme],
        actions: Callable[[], Sequence[QAction]],
    ) -> None:
        """`actions` are offered below the scenarios."""
        self._bar = bar
        self._standpoint = standpoint
        self._branching = branching
        self._theme = theme
        self._actions = actions
        self._menu = bar.scenario.menu()
        self._menu.aboutToShow.connect(self.fill)
        bar.scenario.setVisible(branching.is_possible())

    def say_where(self) -> None:
        """Show on the button which scenario is on screen."""
        place = self._standpoint
        found = place.record()
        if found is None:
            told = _("Scenario: {name}").format(name=plan_itself())
            self._bar.set_scenario("", None, fixed=False, told=told)
            return
        name, refusal = name_in(place.root.plan, found), place.refusal()
        told = _("Scenario: {name}").format(name=name)
        if refusal is not None:
            told = f"{told}\n{sentence(refusal.code, refusal.facts)}"
        self._bar.set_scenario(name, found.colour, fixed=refusal is not None, told=told)

    def open(self) -> None:
        """Open the menu below its button."""
        button = self._bar.scenario
        self._menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def fill(self) -> None:
        """List the scenarios that are not archived."""
        self._menu.clear()
        self._menu.setAccessibleName(_("Scenarios"))
        scenarios = self._standpoint.scenarios
        entries = () if scenarios is None else scenario_entries(scenarios)
        shown = [entry for entry in entries if not entry.archived][:_MOST]
        for entry in shown:
            self._add(entry)
        self._menu.addSeparator()
        for action in self._actions():
            self._menu.addAction(action)

    def entries(self) -> tuple[Action, ...]:
        """Return the other scenarios as things to do, for the palette."""
        plan, here = self._standpoint.root.plan, self._standpoint.scenario
        keys = [ROOT, *plan.of(Scenario)] if self._branching.is_possible() else []
        return tuple(self._entry(key) for key in keys if key != here)

    def _entry(self, key: str) -> Action:
        name = scenario_name(self._standpoint.root.plan, key)
        return Action(
            id=f"scenario {key}",
            title=N_("Show the scenario"),
            group="plan",
            icon="git-branch",
            run=partial(self._branching.show, key),
            detail=lambda: f"“{name}”",
        )

    def _add(self, entry: ScenarioEntry) -> None:
        name = entry.name.replace("&", "&&")
        words = f"{_INDENT * entry.depth}{name}"
        told = " · ".join(filter(None, (entry.moved, entry.approval)))
        made = self._menu.addAction(f"{words}\t{told}" if told else words)
        made.setIcon(scenario_icon(self._theme(), entry.colour, fixed=entry.fixed))
        if entry.key == self._standpoint.scenario:
            font = made.font()
            font.setBold(True)
            made.setFont(font)
            self._menu.setActiveAction(made)
        made.triggered.connect(lambda _checked=False: self._branching.show(entry.key))
