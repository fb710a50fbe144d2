# SPDX-License-Identifier: EUPL-1.2
"""What planners look at again and again: a view with its filter, kept under a name."""

from planner.domain.declare import key, record, text
from planner.domain.schema import Record
from planner.text import N_


@record(
    kind="saved_view",
    label=N_("Saved view"),
    plural=N_("Saved views"),
    description=N_(
        "A filter over one kind of record, kept under a name. It travels with the plan."
    ),
    natural_key=("name",),
)
class SavedView(Record):
    """A kind of record, what its rows must hold and meet, and what they are listed by."""

    id: str = key()
    name: str = text(N_("Name"), max_length=80)
    kind: str = text(N_("Kind of record"), max_length=80)
    words: str | None = text(N_("Words"), default=None, max_length=200)
    conditions: str | None = text(
        N_("Conditions"),
        N_("One a line, as in `state=IT`, `cost_meur>=100`, `grid_mw?` or `@finding=error`."),
        default=None,
    )
    grouping: str | None = text(
        N_("Grouped by"),
        N_("The field whose values stand above the rows; on the board, what its rows stand for."),
        default=None,
        max_length=80,
    )
