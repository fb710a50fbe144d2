# SPDX-License-Identifier: EUPL-1.2
"""Planners who each hold a copy of a plan in memory: they edit, undo, and put copies together."""

import attrs

from planner.domain.changes import ChangeSet, Draft, invert
from planner.domain.commands import Command, Replay
from planner.domain.errors import DomainError
from planner.domain.history import EMPTY_LOG, Log, Step, StepKind, UndoStacks
from planner.domain.lanes import Lane
from planner.domain.merge import NO_CHOICES, Choices, Merge, Settled, merge
from planner.domain.plan import Plan
from planner.domain.rebuilding import rebuilt
from planner.domain.weighing import Copy
from planner.exchange.patch import known_to, seen_by, steps_since

_AT = "2026-03-02T09:00:00.000+00:00"


class Planner:
    """One person with one copy."""

    def __init__(self, name: str, plan: Plan, log: Log = EMPTY_LOG) -> None:
        self.name, self.plan, self.log = name, plan, log

    def take_home(self, name: str) -> "Planner":
        """Give somebody else a copy as it is now."""
        return Planner(name, self.plan, self.log)

    @property
    def copy(self) -> Copy:
        return Copy.of(self.plan, self.log, name=self.name)

    def edit(self, *commands: Command) -> "Planner":
        for command in commands:
            code, facts = command.label
            self._carry_out(command, self._step(StepKind.DO, code, facts=facts))
        return self

    def try_edit(self, command: Command) -> None:
        """Edit, unless the edit makes no sense."""
        try:
            self.edit(command)
        except DomainError:
            return

    def undo(self) -> "Planner":
        stack = self._stacks.undoable
        return self._take_back(StepKind.UNDO, stack[-1].steps) if stack else self

    def redo(self) -> "Planner":
        stack = self._stacks.redoable
        return self._take_back(StepKind.REDO, stack[-1].steps) if stack else self

    def weigh(self, other: "Planner") -> Merge:
        """Look what merging another copy would mean."""
        return merge(self.copy, other.copy)

    def weigh_patch(self, other: "Planner", base: str) -> Merge:
        """Look what merging only what another did after a step would mean."""
        sent = steps_since(other.log, base)
        lane = Lane.of(sent)
        seen = known_to(seen_by(other.log, base), self.log.steps)
        theirs = attrs.evolve(lane, known=lane.known | seen)
        return merge(self.copy, Copy(rebuilt(self.copy, theirs), theirs, other.name))

    def apply(self, other: "Planner", base: str) -> Settled:
        """Put in what another did after a step."""
        return self._carry_in(self.weigh_patch(other, base), NO_CHOICES)

    def merge(self, other: "Planner", choices: Choices = NO_CHOICES) -> Settled:
        """Put another copy into this one."""
        return self._carry_in(self.weigh(other), choices)

    def _carry_in(self, weighed: Merge, choices: Choices) -> Settled:
        settled = weighed.settled(choices)
        if not weighed.is_empty:
            facts = weighed.facts(settled)
            step = self._step(StepKind.MERGE, "merge", facts=facts)
            self._carry_out(
                Replay(cells=tuple(settled.changes.cells()), code="merge"), step, weighed.brought
            )
        assert self.plan == settled.plan
        return settled

    @property
    def _stacks(self) -> UndoStacks:
        return UndoStacks.of(step for step in self.log.steps if step.is_native())

    def _step(self, kind: StepKind, code: str, **facts: object) -> Step:
        return Step(kind=kind, code=code, author=self.name, at=_AT, **{"facts": {}, **facts})

    def _take_back(self, kind: StepKind, steps: tuple[str, ...]) -> "Planner":
        cells = [cell for step in steps for cell in self.log.cells[step]]
        command = Replay(cells=tuple(invert(cells)), code="edit_field")
        self._carry_out(command, self._step(kind, "edit_field", target=steps[0]))
        return self

    def _carry_out(self, command: Command, step: Step, brought: Log = EMPTY_LOG) -> None:
        draft = Draft(self.plan)
        command.apply(draft)
        plan, changes = draft.seal()
        if changes or step.kind is not StepKind.DO:
            self.plan = plan
            self.log = _extended(self.log, step, changes, brought)


def _extended(log: Log, step: Step, changes: ChangeSet, brought: Log) -> Log:
    lined = tuple(attrs.evolve(one, line=step.id) for one in brought.steps)
    cells = {**log.cells, **brought.cells, step.id: tuple(changes.cells())}
    return Log((*log.steps, *lined, step), cells)
