# SPDX-License-Identifier: EUPL-1.2
"""The button that says which scenario is on screen, and the menu of all of them."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QWidget

from planner.domain.records.scenarios import Colour
from ui.theme import Theme
from ui.widgets.button import Button
from ui.widgets.scenario_mark import scenario_hue, scenario_sign


class ScenarioButton(Button):
    """Only a sign for the plan itself; sign and name, not too long, for a scenario."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, icon_name=scenario_sign(None, fixed=False), parent=parent)
        self._mark: Colour | None = None
        self.setMenu(QMenu(self))

    def set_scenario(self, name: str, colour: Colour | None, *, fixed: bool, told: str) -> None:
        """Show which scenario is on screen; `told` says it on hover and aloud."""
        self._mark = colour
        self.setText("" if colour is None else name)
        self.setToolTip(told)
        self.setAccessibleName(told)
        self.set_icon(scenario_sign(colour, fixed=fixed))

    def sizeHint(self) -> QSize:
        """Ask for the whole name, up to half the width of a column."""
        return super().sizeHint().boundedTo(QSize(self._theme.px("catalogue") * 3 // 4, 10**6))

    def _colour(self, plain: str) -> QColor:
        if plain == "muted" and self.isEnabled():
            return scenario_hue(self._theme, self._mark)
        return super()._colour(plain)
