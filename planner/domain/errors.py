# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong in the core, as a code and facts.

The core holds no prose: `planner.sentences` turns a code and its facts into one sentence in the
reader's language, at the edge where somebody reads it.
"""

from typing import Any


class PlannerError(Exception):
    """The world's fault: something a user can read about and mend."""

    def __init__(self, code: str, **facts: Any) -> None:  # noqa: ANN401 - facts are of any plain type
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code}({details})"


class DomainError(PlannerError):
    """The edit makes no sense, so nothing has happened."""


class StoreError(PlannerError):
    """The plan file could not be read or written; it is as it was."""


class ExchangeError(PlannerError):
    """A file to exchange could not be read or written."""
