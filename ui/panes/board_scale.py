# SPDX-License-Identifier: EUPL-1.2
"""How wide a month is on the board, and whether years or quarters are written above it."""

from ui.panes.values import MONTHS
from ui.theme import Theme

_YEARS_IN_VIEW = 12  # the year scale shows this many years at once, where there is room
_LEAST_YEAR_EMS = 2.5  # below this width a year cannot be written
_QUARTER_EMS = 4.5  # width of a quarter in the quarter scale
_QUARTER_READABLE_EMS = 3.5  # below this width quarters are not written
_MONTH_MAX_EMS = 12.0


class TimeScale:
    """The width of a month in pixels; `name` is `year` or `quarter`."""

    def __init__(self, theme: Theme) -> None:
        self.name = "year"
        self.month_px = 1.0
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Measure in the characters of another theme."""
        self._em = float(theme.font("label").pixelSize())

    @property
    def quarters(self) -> bool:
        """Whether there is room to write quarters."""
        return 3 * self.month_px >= self._em * _QUARTER_READABLE_EMS

    def fit(self, room: float) -> None:
        """Choose the width that the scale's name asks for, in a view of `room` pixels."""
        if self.name == "quarter":
            self.month_px = self._em * _QUARTER_EMS / 3
        else:
            least = self._em * _LEAST_YEAR_EMS / 12
            self.month_px = max(least, room / (_YEARS_IN_VIEW * 12))

    def stretch(self, factor: float, room: float) -> None:
        """Widen or narrow a month, from all of time in view to about one month in view."""
        least, most = max(1.0, room) / MONTHS, self._em * _MONTH_MAX_EMS
        self.month_px = max(least, min(most, self.month_px * factor))
        self.name = "quarter" if self.quarters else "year"
