# SPDX-License-Identifier: EUPL-1.2
"""Which past day the plan is to be shown as of."""

from datetime import date

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from planner.text import _, day_label
from ui.theme import Theme
from ui.widgets.day_field import DayField
from ui.widgets.text_label import TextLabel


class PastDayDialog(QDialog):
    """A day between the first edit and today."""

    def __init__(
        self, theme: Theme, *, first: date, last: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("As of a past day"))
        self._last = last
        self._day = DayField(theme, first=first, last=last)
        self._day.setAccessibleName(_("Day"))
        words = _("Show the plan and its figures as they stood at the end of this day.")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        show = buttons.button(QDialogButtonBox.StandardButton.Ok)
        show.setText(_("Show"))
        show.setProperty("primary", True)
        self._day.day_changed.connect(lambda: show.setEnabled(self._day.day() is not None))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(_("Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        rows = QVBoxLayout(self)
        edge = theme.px("space_l")
        rows.setContentsMargins(edge, edge, edge, edge)
        rows.setSpacing(theme.px("space_m"))
        rows.addWidget(TextLabel(theme, words, role="body", wrap=True))
        rows.addWidget(self._day)
        begins = _("What is recorded in this plan begins on {day}.").format(day=day_label(first))
        rows.addWidget(TextLabel(theme, begins, role="label", token="muted", wrap=True))  # noqa: S106 - names a colour
        rows.addWidget(buttons)
        self.setMinimumWidth(theme.px("dialog") // 2)

    def set_day(self, day: date) -> None:
        """Choose a day."""
        self._day.set_day(day)

    def day(self) -> date:
        """Return the chosen day."""
        return self._day.day() or self._last
