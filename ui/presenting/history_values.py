# SPDX-License-Identifier: EUPL-1.2
"""What the history offers to be narrowed to: people, and the days and months with edits."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import chain

from planner.domain.history import Step
from planner.domain.months import month_at
from planner.text import day_label, month_label

_DAYS = 7
Options = tuple[tuple[str, str], ...]


def people(steps: Iterable[Step]) -> Options:
    """Return everybody who made one of these steps."""
    return tuple((name, name) for name in sorted({step.author for step in steps}))


def periods(steps: Sequence[Step]) -> Options:
    """Return the latest days with edits and all months with edits, the latest first.

    A period is keyed by its first day and the first day after it. Days are those of this machine.
    """
    days = sorted({_day(step.at) for step in steps}, reverse=True)
    months = sorted({day.replace(day=1) for day in days}, reverse=True)
    single = ((_key(day, day + timedelta(days=1)), day_label(day)) for day in days[:_DAYS])
    whole = ((_key(day, _next_month(day)), month_label(int(month_at(day)))) for day in months)
    return tuple(chain(single, whole))


def lies_in(step: Step, period: str) -> bool:
    """Tell whether a step was made in a period; the empty one is all time."""
    first, _mark, after = period.partition("/")
    return not period or first <= _day(step.at).isoformat() < after


def _day(at: str) -> date:
    return datetime.fromisoformat(at).astimezone().date()


def _key(first: date, after: date) -> str:
    return f"{first.isoformat()}/{after.isoformat()}"


def _next_month(day: date) -> date:
    return (day + timedelta(days=31)).replace(day=1)
