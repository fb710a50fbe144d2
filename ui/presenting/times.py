# SPDX-License-Identifier: EUPL-1.2
"""Dates the screen refers to."""

from datetime import date

AS_OF = date(2026, 10, 10)
"""The newest page behind the shipped public figures; see docs/data-sources.md."""
