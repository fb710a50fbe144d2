# SPDX-License-Identifier: EUPL-1.2
"""The mark of a scenario: a dot in its colour, a lock in it where it must not be edited."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QColor, QIcon

from planner.domain.records.scenarios import Colour
from ui.icons import tinted
from ui.theme import Theme

_HUES: Mapping[Colour, Callable[[Theme], QColor]] = {
    Colour.GREY: lambda theme: theme.color("muted"),
    Colour.BLUE: lambda theme: theme.color("accent"),
    Colour.ORANGE: lambda theme: theme.kind("data_centre"),
    Colour.GREEN: lambda theme: theme.color("success"),
    Colour.PURPLE: lambda theme: theme.kind("upgrade"),
    Colour.RED: lambda theme: theme.color("danger"),
}
_ROOT, _FREE, _FIXED = "house", "git-branch", "lock"


def scenario_hue(theme: Theme, colour: Colour | None) -> QColor:
    """Return the colour of a scenario; plain text's for the plan itself."""
    return theme.color("muted") if colour is None else _HUES[colour](theme)


def scenario_sign(colour: Colour | None, *, fixed: bool) -> str:
    """Name the icon that tells the plan itself, a scenario and a fixed one apart."""
    if colour is None:
        return _ROOT
    return _FIXED if fixed else _FREE


def scenario_icon(theme: Theme, colour: Colour | None, *, fixed: bool) -> QIcon:
    """Return the mark as an icon."""
    sign = scenario_sign(colour, fixed=fixed)
    return QIcon(tinted(sign, scenario_hue(theme, colour), size=theme.px("icon")))
