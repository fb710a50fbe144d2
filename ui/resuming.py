# SPDX-License-Identifier: EUPL-1.2
"""Where one was looking, kept from one start to the next; the plan itself needs no saving."""

from contextlib import suppress
from datetime import date

from PySide6.QtCore import QObject, QTimer

from planner.domain.errors import PlannerError
from planner.domain.months import month_at
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario
from ui.core_views import VIEWS
from ui.focus import Focus
from ui.settings import Settings
from ui.standpoint import Standpoint

_PAUSE_MS = 1_000


def focus_of(settings: Settings, today: date) -> Focus:
    """Return view, month and choices as they were left, at first the map as of today."""
    view = settings.text("view", "map")
    focus = Focus(
        month=settings.number("month", int(month_at(today))),
        view=view if view in VIEWS else "map",
    )
    focus.map_figure = settings.text("map_figure", "capacity")
    focus.capacity_unit = settings.text("capacity_unit", "ef")
    return focus


class Resuming(QObject):
    """Remembers the place a moment after each move, because a program may be killed."""

    def __init__(
        self, settings: Settings, focus: Focus, standpoint: Standpoint, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._focus = focus
        self._standpoint = standpoint
        pause = QTimer(self)
        pause.setSingleShot(True)
        pause.setInterval(_PAUSE_MS)
        pause.timeout.connect(self.remember)
        focus.month_changed.connect(lambda _month: pause.start())
        focus.selection_changed.connect(lambda _selection: pause.start())
        focus.view_changed.connect(lambda _view: pause.start())
        standpoint.moved.connect(pause.start)

    def remember(self) -> None:
        """Keep view, month, choices, selection and scenario for the next start."""
        settings, focus = self._settings, self._focus
        settings.set_text("view", focus.view)
        settings.set_text("map_figure", focus.map_figure)
        settings.set_text("capacity_unit", focus.capacity_unit)
        settings.set_text("month", str(focus.month))
        settings.set_text("selection", f"{focus.selection.kind}:{focus.selection.key}")
        place = self._standpoint
        settings.set_text("scenario", f"{place.root.plan_id}:{place.scenario}")
        settings.sync()

    def select_again(self, plan: Plan) -> None:
        """Select what was selected, once the window is there and if the plan still has it."""
        kind, _colon, key = self._settings.text("selection").partition(":")
        if key in plan.tables.get(kind, {}):
            QTimer.singleShot(0, self, lambda: self._focus.select(kind, key))

    def show_again(self) -> None:
        """Show the scenario that was shown, if it is one of this plan and not put away."""
        plan, _colon, key = self._settings.text("scenario").partition(":")
        root = self._standpoint.root
        found = root.plan.of(Scenario).get(key)
        if plan == root.plan_id and found is not None and not found.archived:
            QTimer.singleShot(0, self, lambda: self._show(key))

    def _show(self, scenario: str) -> None:
        """Show a scenario; one that cannot be worked out any more is left to the view of all."""
        with suppress(PlannerError):
            self._standpoint.show_scenario(scenario)
