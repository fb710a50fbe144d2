# SPDX-License-Identifier: EUPL-1.2
"""A field for one day: shown as the reader's language writes it, typed like that or as in files.

Qt's own field takes a day in one way of writing only.
"""

from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from planner.text import _, day_label, locale_name, parse_day
from ui.icons import icon
from ui.theme import Theme

_STEPS = {
    Qt.Key.Key_Up: timedelta(days=1),
    Qt.Key.Key_Down: timedelta(days=-1),
    Qt.Key.Key_PageUp: timedelta(days=30),
    Qt.Key.Key_PageDown: timedelta(days=-30),
}


class DayField(QLineEdit):
    """A day between two others; the arrow keys step, the button opens a calendar."""

    day_changed = Signal()

    def __init__(
        self, theme: Theme, *, first: date, last: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._first, self._last = min(first, last), last
        self.setMinimumHeight(theme.px("control"))
        self._opener = QAction(icon("calendar", theme), _("Calendar"), self)
        self._opener.triggered.connect(self._open_calendar)
        self.addAction(self._opener, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self.day_changed)
        self.editingFinished.connect(self._write_again)
        self.set_day(last)

    def day(self) -> date | None:
        """Return the day; `None` while what is typed is none, or none in the range."""
        typed = self.text().strip()
        try:
            found = date.fromisoformat(parse_day(typed) or typed)
        except ValueError:
            return None
        return found if self._first <= found <= self._last else None

    def set_day(self, day: date) -> None:
        """Show a day, or the nearest in the range."""
        self.setText(day_label(min(max(day, self._first), self._last)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrow keys; everything else is typed."""
        step, day = _STEPS.get(Qt.Key(event.key())), self.day()
        if step is None or day is None:
            super().keyPressEvent(event)
            return
        self.set_day(day + step)
        self.selectAll()

    def _write_again(self) -> None:
        """Write what was typed in another way as the reader's language has it."""
        day = self.day()
        if day is not None:
            self.set_day(day)

    def _plain(self) -> QTextCharFormat:
        """Return how a day is written; Qt's red for weekends is none of the theme's."""
        written = QTextCharFormat()
        written.setForeground(self._theme.color("text"))
        return written

    def _open_calendar(self) -> None:
        calendar, menu = QCalendarWidget(), QMenu(self)
        calendar.setLocale(QLocale(locale_name()))
        calendar.setDateRange(_of(self._first), _of(self._last))
        calendar.setSelectedDate(_of(self.day() or self._last))
        calendar.setAccessibleName(_("Calendar"))
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(weekend, self._plain())
        inside = QWidgetAction(menu)
        inside.setDefaultWidget(calendar)
        menu.addAction(inside)
        for picked in (calendar.clicked, calendar.activated):
            picked.connect(lambda day: self.set_day(cast("date", day.toPython())))
            picked.connect(menu.close)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)


def _of(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
