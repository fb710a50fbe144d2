# SPDX-License-Identifier: EUPL-1.2
"""What is on screen, for those who fill a part of it."""

from typing import Protocol

from planner.domain.plan import Plan
from planner.engine.outcome import Outcome


class Shown(Protocol):
    """The plan on screen and what it amounts to, whichever session they come from just now."""

    @property
    def plan(self) -> Plan:
        """Return the plan on screen."""
        ...

    @property
    def outcome(self) -> Outcome:
        """Return what the plan on screen amounts to."""
        ...
