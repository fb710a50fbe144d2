# SPDX-License-Identifier: EUPL-1.2
"""Scenarios, and versions somebody gave a name: what a plan file knows about its own branches.

The records lie in the tables of the root plan, so creating, renaming, locking or archiving a
scenario is an ordinary edit. What a scenario contains is not here: it follows from the journal.
"""

from planner.domain.declare import choice, flag, key, record, reference, text
from planner.domain.records.approvals import Approval
from planner.domain.schema import Choice, Record
from planner.text import N_


class Colour(Choice):
    """How a scenario is marked in lists and charts; the theme says which colour that is."""

    GREY = "grey", N_("grey")
    BLUE = "blue", N_("blue")
    ORANGE = "orange", N_("orange")
    GREEN = "green", N_("green")
    PURPLE = "purple", N_("purple")
    RED = "red", N_("red")


@record(
    kind="scenario",
    label=N_("Scenario"),
    plural=N_("Scenarios"),
    description=N_("A branch of the plan, edited apart from it."),
    group=N_("Scenarios"),
)
class Scenario(Record):
    """A branch of the plan, edited apart from it.

    A linked one shows what its parent shows wherever it has not decided otherwise; one that was
    cut loose starts from what its parent was after the step `fork`.
    """

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    description: str | None = text(N_("Description"), default=None)
    tags: str | None = text(
        N_("Tags"), N_("Words to find it by, separated by semicolons."), default=None
    )
    colour: Colour = choice(N_("Colour"), choices=Colour, default=Colour.GREY)
    parent: str | None = reference(
        N_("Branched from"),
        N_("The scenario it came from; empty for the plan itself."),
        target="scenario",
        default=None,
    )
    fork: str | None = text(
        N_("Branched after"),
        N_("The step of the history it starts from; empty for the plan before its first edit."),
        default=None,
        max_length=80,
    )
    linked: bool = flag(N_("Linked"), N_("Later edits of what it was branched from arrive in it."))
    locked_reason: str | None = text(
        N_("Locked because"),
        N_("Why it must not be edited; empty while it may be."),
        default=None,
        max_length=400,
    )
    archived: bool = flag(N_("Archived"), N_("Kept, but out of the way and not to be edited."))
    built_in: bool = flag(N_("Built in"), N_("Came with the plan and cannot be edited."))


@record(
    kind="version",
    label=N_("Named version"),
    plural=N_("Named versions"),
    description=N_("A moment of the history that somebody gave a name."),
    group=N_("Scenarios"),
)
class Version(Record):
    """A moment of the history that somebody gave a name, such as “as sent to the board”."""

    id: str = key()
    name: str = text(N_("Name"), max_length=200)
    step: str | None = text(
        N_("After step"),
        N_("The step of the history it names; empty for the plan before its first edit."),
        default=None,
        max_length=80,
    )
    scenario: str | None = reference(
        N_("Scenario"), N_("Empty for the plan itself."), target="scenario", default=None
    )
    note: str | None = text(N_("Note"), default=None)


# What describes the scenarios is the same in all of them, and never part of what they contain.
SHARED = frozenset({Scenario.KIND.name, Version.KIND.name, Approval.KIND.name})
