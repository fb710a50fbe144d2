# SPDX-License-Identifier: EUPL-1.2
"""Two copies of a plan put together, cell by cell, from their journals alone.

No file of the common ancestor is needed: the value a cell had before either copy touched it is
the old side of what they wrote. What only one copy changed is taken; what both changed to
different values, and what would tear records apart, becomes a `Clash`. A side that went back
to where it began counts as unchanged. Nothing is dropped silently: every losing value stays in
the journal, in the step that wrote it.

A `Merge` is a value. `settled` says what the plan becomes under some choices, so each of them can
be looked at before anything is written.
"""

from collections.abc import Mapping, Set
from typing import Any

import attrs

from planner.domain.changes import Change, ChangeSet
from planner.domain.clashes import Clash, Take
from planner.domain.history import Log
from planner.domain.lanes import CellKey, Lane
from planner.domain.patchwork import Patchwork
from planner.domain.plan import Plan
from planner.domain.schema import Scalar
from planner.domain.weighing import Copy, Weighing

Choices = Mapping[str, Take]
NO_CHOICES: Choices = {}


@attrs.frozen(eq=False)
class Settled:
    """A merge under some choices: the plan, what changes in it, and what was decided.

    `decided` holds the cells over which the copies disagreed, with the value they get.
    `clashes` are all there are under these choices; a choice may bring up another one.
    """

    plan: Plan
    changes: ChangeSet
    decided: tuple[tuple[CellKey, Scalar], ...]
    clashes: tuple[Clash, ...]


@attrs.frozen(eq=False)
class Merge:
    """What putting two copies together means for mine.

    `taken` is what only theirs changed, one change per record. `brought` are the steps mine did
    not have, `again` those an undone merge had brought before.
    """

    mine: Copy
    theirs: Copy
    taken: tuple[Change, ...]
    clashes: tuple[Clash, ...]
    brought: Log
    again: tuple[str, ...]
    _weighing: Weighing = attrs.field(repr=False)

    @property
    def is_empty(self) -> bool:
        """Tell whether mine knows all that theirs does."""
        return not self.brought.steps and not self.again

    def settled(self, choices: Choices = NO_CHOICES) -> Settled:
        """Return what the plan becomes; what nobody chose takes its default."""
        work = self._worked(choices)
        plan, changes = work.result()
        return Settled(plan, changes, work.decided(), self._asked(work))

    def _worked(self, choices: Choices) -> Patchwork:
        work = Patchwork(
            self.mine.plan,
            self.theirs.plan,
            choices,
            scenario=self.mine.scenario,
            removed_along=self._weighing.removed_along,
        )
        for change in self.taken:
            work.put(change.table, change.key, change.after)
        for clash in self._weighing.clashes:
            work.settle(clash)
        work.close()
        return work

    def _asked(self, work: Patchwork) -> tuple[Clash, ...]:
        return (*self._weighing.clashes, *map(self._weighing.voiced, work.found))

    def with_clashes(self) -> "Merge":
        """Return the merge with all there is to ask if every default is taken."""
        return attrs.evolve(self, clashes=self._asked(self._worked(NO_CHOICES)))

    def facts(self, settled: Settled) -> dict[str, Any]:
        """Return what the journal keeps about this merge, beside the cells it writes.

        `head` is the last step theirs had made, `seen` the last of mine theirs knew, `lines` the
        earlier merges whose steps theirs knew: from these follows what theirs knew, when a patch
        arrives that builds on it, and what to send over.
        """
        facts: dict[str, Any] = {
            "count": len(settled.changes),
            "other": self.theirs.name,
            "head": _head(self.theirs.lane),
            "seen": _head(self.mine.lane, self.theirs.lane.known),
            "lines": _lines_known(self.mine.lane, self.theirs.lane),
            "decided": tuple((*cell, value) for cell, value in settled.decided),
            "again": self.again,
        }
        return {name: value for name, value in facts.items() if value not in ("", ())}


def merge(mine: Copy, theirs: Copy) -> Merge:
    """Compare two copies of a plan; nothing is written."""
    weighing = Weighing(mine, theirs)
    for record in weighing.records():
        weighing.weigh(record)
    weighing.find_twins()
    brought, again = _fresh_steps(mine.lane, theirs.lane)
    first = Merge(mine, theirs, tuple(weighing.taken), (), brought, tuple(again), weighing)
    return first.with_clashes()


def _fresh_steps(mine: Lane, theirs: Lane) -> tuple[Log, list[str]]:
    """Return the steps mine lacks altogether, and those it has from a merge it took back."""
    held = {step.id for step in mine.steps}
    wanted = [s for s in theirs.steps if s.id in theirs.known and s.id not in mine.known]
    fresh = tuple(step for step in wanted if step.id not in held)
    cells = {step.id: theirs.cells.get(step.id, ()) for step in fresh}
    return Log(fresh, cells), [step.id for step in wanted if step.id in held]


def _head(lane: Lane, known: Set[str] | None = None) -> str:
    """Return the last step made in a copy, or the last of them that is known elsewhere."""
    own = (step.id for step in reversed(lane.steps) if not step.line)
    return next((step for step in own if known is None or step in known), "")


def _lines_known(mine: Lane, theirs: Lane) -> tuple[str, ...]:
    """Return the merges of mine all of whose steps theirs knows."""
    lines: dict[str, bool] = {}
    for step in mine.steps:
        if step.line:
            lines[step.line] = lines.get(step.line, True) and step.id in theirs.known
    return tuple(line for line, known in lines.items() if known)
