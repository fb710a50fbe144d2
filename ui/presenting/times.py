# SPDX-License-Identifier: EUPL-1.2
"""Dates the screen refers to."""

from datetime import date, datetime

from planner.text import day_label

AS_OF = date(2026, 10, 10)
"""The newest page behind the shipped public figures; see docs/data-sources.md."""


def time_label(iso: str) -> str:
    """Write the time of day of a moment given in UTC, ISO 8601, in the time of this machine."""
    local = datetime.fromisoformat(iso).astimezone()
    return f"{local:%H:%M:%S}"  # as the history writes it


def as_of() -> str:
    """Return the date of the public figures, in words."""
    return day_label(AS_OF)
