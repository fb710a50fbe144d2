# SPDX-License-Identifier: EUPL-1.2
"""What two copies of a plan disagree about, as values to show and to choose from."""

import attrs

from planner.domain.history import Step
from planner.domain.schema import Choice, Scalar
from planner.text import N_


class Situation(Choice):
    """How two copies came to disagree."""

    BOTH_CHANGED = "both_changed", N_("changed in both copies")
    EDITED_DELETED = "edited_deleted", N_("edited in one copy, removed in the other")
    DELETED_REFERENCED = "deleted_referenced", N_("removed in one copy, used in the other")
    ADDED_TWICE = "added_twice", N_("added in both copies")


class Take(Choice):
    """What can be done about it."""

    MINE = "mine", N_("mine")
    THEIRS = "theirs", N_("theirs")
    BOTH = "both", N_("keep both")
    JOIN = "join", N_("make them one")


SIDES = (Take.MINE, Take.THEIRS)


@attrs.frozen
class Voice:
    """What one side wants: a value, and the step that says who, when and why.

    Where a whole record is at stake the value says whether it is there.
    """

    value: Scalar
    step: Step | None = None


@attrs.frozen
class Clash:
    """One thing to choose about; `field` is empty where a whole record is at stake.

    `scenario` is empty for the plan at the root. `other` is the key of theirs where both added the
    same thing. Where nobody chooses, `default`
    holds: it never removes what somebody worked on.
    """

    situation: Situation
    table: str
    key: str
    field: str
    mine: Voice
    theirs: Voice
    base: Scalar = None
    other: str = ""
    default: Take = Take.MINE
    scenario: str = ""

    @property
    def id(self) -> str:
        """Return what names the clash in a list of choices."""
        parts = (self.scenario, self.table, self.key, self.other or self.field)
        return "/".join(part for part in parts if part)

    @property
    def choices(self) -> tuple[Take, ...]:
        """Return what can be done."""
        return tuple(Take) if self.situation is Situation.ADDED_TWICE else SIDES
