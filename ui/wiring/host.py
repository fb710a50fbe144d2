# SPDX-License-Identifier: EUPL-1.2
"""What every view may ask of the window itself."""

from typing import Protocol

from planner.domain.errors import PlannerError
from ui.theme import Theme


class Host(Protocol):
    """The window: it says things, shows records, and knows the theme."""

    def theme(self) -> Theme:
        """Return the theme in use, for dialogs."""
        ...

    def say(self, words: str) -> None:
        """Say what could not be done."""
        ...

    def explain(self, error: PlannerError) -> None:
        """Say why a value was rejected."""
        ...

    def open_record(self, kind: str, key: str) -> None:
        """Select a record and show it in the inspector."""
        ...
