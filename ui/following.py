# SPDX-License-Identifier: EUPL-1.2
"""What the window does when something has changed: the plan, which one, selection, view, theme."""

from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from planner.domain.history import Step
from planner.domain.plan import Plan
from planner.session import Update
from planner.text import _
from ui.actions import ActionTable
from ui.bridge import Bridge
from ui.focus import Selection
from ui.guide import Guide
from ui.look import Look
from ui.pointing import Pointing
from ui.presenting.times import time_label
from ui.scenario_menu import ScenarioMenu
from ui.standpoint import Standpoint
from ui.theme import Theme
from ui.trail import Trail
from ui.wiring import views
from ui.wiring.views import wire_view


class Bench(views.Bench, Protocol):
    """What changes, and what is brought after it."""

    actions_: ActionTable
    bridge: Bridge
    guide: Guide
    look: Look
    scenario_menu: ScenarioMenu
    standpoint: Standpoint
    trail: Trail

    def focus_view(self) -> None:
        """Put the keyboard into the view in front."""
        ...


class Following(QObject):
    """Listens to whatever all views have in common and tells the screen.

    An edit is followed in two steps, so that the charts paint first.
    """

    def __init__(self, bench: Bench, pointing: Pointing, *, parent: QObject) -> None:
        super().__init__(parent)
        self._bench = bench
        self._pointing = pointing
        self._step: Step | None = None
        # not singleShot(0), which would come before the paint it is to wait for
        self._after_charts = QTimer(self)
        self._after_charts.setSingleShot(True)
        self._after_charts.setInterval(0)
        self._after_charts.timeout.connect(self._catch_up)
        bench.bridge.updated.connect(self._on_updated)
        bench.standpoint.moved.connect(self._on_moved)
        bench.look.theme_changed.connect(self._on_theme)
        bench.look.room_changed.connect(self._on_room)
        bench.look.motion_changed.connect(self._on_motion)
        bench.focus.month_changed.connect(bench.screen_.on_month)
        bench.focus.selection_changed.connect(self._on_selection)
        bench.focus.view_changed.connect(self._on_view)
        bench.trail.moved.connect(self._refresh_actions)
        bench.panels.narrowed.connect(self._refresh_actions)
        bench.panels.view_built.connect(self._on_built)

    def say_where(self) -> None:
        """Say which plan is on screen, and offer what can be done with it."""
        self._bench.scenario_menu.say_where()
        self._bench.looking_back.say_where()
        self._refresh_actions()

    def _on_moved(self) -> None:
        """Show another plan; month, view and, if it is there too, selection stay."""
        place = self._bench.standpoint
        self._bench.bridge.follow(place.live)
        self._let_go_of_what_is_gone(place.session.plan)
        self._bench.screen_.show(place.session)
        self.say_where()

    def _on_updated(self, update: Update) -> None:
        self._let_go_of_what_is_gone(update.plan)
        self._bench.screen_.on_update(update)
        self._step = update.step
        self._after_charts.start()

    def _catch_up(self) -> None:
        """Show what an edit changed besides the charts, once they have painted."""
        if not self._bench.panels.isVisible():
            return  # the window was closed in the meantime, and perhaps the plan with it
        self._bench.screen_.catch_up()
        self._bench.guide.refresh()
        if self._step is not None:
            said = _("Saved {time}").format(time=time_label(self._step.at))
            self._bench.panels.app_bar.set_saved(said)
        self.say_where()

    def _let_go_of_what_is_gone(self, plan: Plan) -> None:
        selection = self._bench.focus.selection
        if selection and selection.key not in plan.tables.get(selection.kind, {}):
            self._bench.focus.select()

    def _on_selection(self, selection: Selection) -> None:
        self._bench.screen_.on_selection(selection)
        self._refresh_actions()

    def _on_view(self, view: str) -> None:
        switching = self._bench.panels.app_bar.is_switching()
        self._bench.panels.show_view(view)
        self._bench.screen_.fill_view()
        if not switching:
            self._bench.focus_view()

    def _on_theme(self, theme: Theme) -> None:
        """Show everything in another theme."""
        self._bench.panels.set_theme(theme)
        self._bench.panels.app_bar.tool("theme").set_icon("sun" if theme.name == "dark" else "moon")
        self._refresh_actions()

    def _on_room(self, given: bool) -> None:
        """Leave the view the room of headlines and catalogue, or bring them back."""
        self._bench.panels.give_room(given=given)
        self._refresh_actions()

    def _on_motion(self, calm: bool) -> None:
        """Let time go by in years instead of gliding, or glide again."""
        self._bench.panels.scrubber.set_reduced_motion(reduced=calm)
        self._refresh_actions()

    def _on_built(self, view: str) -> None:
        """Wire a view that is shown for the first time, and give it what it needs to be filled."""
        wire_view(self._bench, view)
        self._pointing.watch_view(view)
        self._bench.screen_.prepare(view)

    def _refresh_actions(self) -> None:
        self._bench.actions_.refresh(self._bench.look.theme)
        self._bench.panels.app_bar.refresh()
