# SPDX-License-Identifier: EUPL-1.2
"""Time as the plan counts it: months since January 2021.

A stock is the value at the end of a month, a flow its sum over the month. Months before 2021 are
negative; series cover `HORIZON` months, 2021-01 to 2035-12.
"""

import re
from datetime import date
from typing import NewType

from planner.domain.errors import DomainError

Month = NewType("Month", int)

FIRST_YEAR = 2021
HORIZON = 180
YEARS = HORIZON // 12
HOURS_PER_YEAR = 8_760
_PATTERN = re.compile(r"(\d{4})-(\d{1,2})")


def month_of(year: int, month: int = 1) -> Month:
    """Return the index of a calendar month; `month` runs from 1 to 12."""
    return Month((year - FIRST_YEAR) * 12 + month - 1)


def month_at(day: date) -> Month:
    """Return the month a date lies in."""
    return month_of(day.year, day.month)


def parse_month(text: str) -> Month:
    """Read `2028-01`; a bare year `2028` means its January.

    Raises `DomainError("not_a_month")` for anything else.
    """
    stripped = text.strip()
    if re.fullmatch(r"\d{4}", stripped):
        return month_of(int(stripped))
    match = _PATTERN.fullmatch(stripped)
    if match is None or not 1 <= int(match[2]) <= 12:
        raise DomainError("not_a_month", value=text)
    return month_of(int(match[1]), int(match[2]))


def format_month(month: int) -> str:
    """Write a month as `2028-01`, the form used in files."""
    year, rest = divmod(month, 12)
    return f"{FIRST_YEAR + year:04d}-{rest + 1:02d}"


def year_of(month: int) -> int:
    """Return the calendar year a month lies in."""
    return FIRST_YEAR + month // 12


def days_between(first: int, last: int) -> int:
    """Return the days from the first day of a month to that of another, negative if it is earlier.

    >>> days_between(month_of(2027, 7), month_of(2028, 10))
    458
    """
    return (_first_day(last) - _first_day(first)).days


def _first_day(month: int) -> date:
    return date(year_of(month), month % 12 + 1, 1)
