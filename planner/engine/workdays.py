# SPDX-License-Identifier: EUPL-1.2
"""Working days as the institutions of the Union count them.

Saturdays, Sundays and the days that events of the plan call closed are none. A clock that starts
on such a day starts with the next working day. Days are ISO texts, as the records keep them.
"""

from calendar import monthrange
from datetime import date

import attrs
import numpy as np

from planner.domain.months import FIRST_YEAR
from planner.domain.plan import Plan
from planner.domain.records.instruments import Event, Lane
from planner.engine.parameters import Parameters


@attrs.frozen(eq=False)
class Workdays:
    """Which days count."""

    calendar: np.busdaycalendar

    @classmethod
    def of(cls, plan: Plan) -> "Workdays":
        """Read the days on which the institutions are closed from the events of a plan."""
        rows = (row for row in plan.of(Event).values() if row.lane is Lane.CLOSED)
        return cls(np.busdaycalendar(holidays=[day for row in rows for day in _days(row)]))

    def after(self, start: str, days: int) -> str:
        """Return the day that lies a number of working days after a day."""
        found = np.busday_offset(start, days, roll="forward", busdaycal=self.calendar)
        return str(found)

    def between(self, start: str, end: str) -> int:
        """Return how many working days have gone by at the close of `end`; not below zero."""
        first = np.busday_offset(start, 0, roll="forward", busdaycal=self.calendar)
        begun, over = first + 1, np.datetime64(end) + 1
        return max(0, int(np.busday_count(begun, over, busdaycal=self.calendar)))


def reference_day(parameters: Parameters) -> str:
    """Return the day on which a plan is read: `as_of_day` of the month `as_of`, or its last day."""
    year, month = divmod(int(parameters.as_of), 12)
    last = monthrange(FIRST_YEAR + year, month + 1)[1]
    day = min(max(int(parameters.as_of_day), 1), last)
    return date(FIRST_YEAR + year, month + 1, day).isoformat()


def months_after(day: str, months: int) -> str:
    """Return the same day of a later month, or its first where there is no such day."""
    start = date.fromisoformat(day)
    years, month = divmod(start.month - 1 + months, 12)
    try:
        return start.replace(year=start.year + years, month=month + 1).isoformat()
    except ValueError:
        years, month = divmod(start.month + months, 12)
        return date(start.year + years, month + 1, 1).isoformat()


def _days(event: Event) -> list[np.datetime64]:
    if event.first_day is None:
        return []
    end = np.datetime64(event.last_day or event.first_day) + 1
    return list(np.arange(np.datetime64(event.first_day), end))
