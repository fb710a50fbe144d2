# SPDX-License-Identifier: EUPL-1.2
"""Which edits changed a figure, and by how much: bars that add up to the change, exactly.

What an edit does depends on what was there before it, so the order in which edits are looked at
would decide who gets the credit. Each bar is therefore the Shapley value: the mean of what the
edit adds over all orders. L. S. Shapley, "A value for n-person games", Contributions to the
Theory of Games II, 1953. It takes 2^n evaluations, each of them incremental; beyond eight groups
the smallest are taken together first.
"""

import math
from collections.abc import Callable, Collection, Generator, Sequence
from fractions import Fraction

import attrs

from planner.domain.changes import ChangeSet, applied
from planner.domain.families import RecordKey, families, together
from planner.domain.plan import Plan
from planner.engine.outcome import Outcome
from planner.engine.stages import reevaluate

MOST_GROUPS = 8
Figure = Callable[[Outcome], float]


@attrs.frozen
class Bar:
    """What one group of changes did to a figure; `rest` marks the small ones taken together.

    The amount is a fraction, because floating-point numbers would not add up exactly.
    """

    changes: ChangeSet
    amount: Fraction
    rest: bool = False


@attrs.frozen
class Waterfall:
    """A figure before and after, and the bars between, the largest first."""

    before: float
    after: float
    bars: tuple[Bar, ...]

    @property
    def total(self) -> Fraction:
        """Return what the bars add up to: the difference of `after` and `before`, exactly."""
        return sum((bar.amount for bar in self.bars), Fraction(0))


def waterfall(
    plan: Plan,
    outcome: Outcome,
    changes: ChangeSet,
    figure: Figure,
    *,
    bonds: Sequence[Collection[RecordKey]] = (),
) -> Waterfall:
    """Split what `changes` of `plan` do to a figure over the changes.

    Records that only make sense together are one group; `bonds` ties further ones, such as those
    of one state. `outcome` is that of `plan`.
    """
    steps = unfolding(plan, outcome, changes, figure, bonds=bonds)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            found: Waterfall = done.value
            return found


def unfolding(
    plan: Plan,
    outcome: Outcome,
    changes: ChangeSet,
    figure: Figure,
    *,
    bonds: Sequence[Collection[RecordKey]] = (),
) -> Generator[float, None, Waterfall]:
    """Split a figure like `waterfall`, one evaluation at a time; yields the share that is done."""
    groups = [_Group(group) for group in families(changes, bonds)]
    trial = _Trial(plan, outcome, figure)
    alone = len(groups) if len(groups) > MOST_GROUPS else 0
    whole = alone + (1 << min(len(groups), MOST_GROUPS)) - 1
    if alone:
        groups = yield from _gathered(trial, groups, whole)
    values = yield from trial.values(groups, alone, whole)
    bars = [
        Bar(group.changes, amount, group.rest)
        for group, amount in zip(groups, _shapley(values, len(groups)), strict=True)
    ]
    ordered = sorted(bars, key=lambda bar: (bar.rest, -abs(bar.amount)))
    return Waterfall(float(values[0]), float(values[-1]), tuple(ordered))


@attrs.frozen
class _Group:
    changes: ChangeSet
    rest: bool = False


@attrs.frozen
class _Trial:
    """Evaluates selections of groups, each from the selection that lacks its last one."""

    plan: Plan
    outcome: Outcome
    figure: Figure

    def values(
        self, groups: Sequence[_Group], done: int, whole: int
    ) -> Generator[float, None, list[Fraction]]:
        """Return the figure for every selection; bit i of an index stands for group i.

        `done` of `whole` evaluations were made before.
        """
        found = [Fraction(0)] * (1 << len(groups))
        found[0] = Fraction(self.figure(self.outcome))
        ahead = [(0, at, self.plan, self.outcome) for at in range(len(groups))]
        while ahead:
            without, at, before, outcome = ahead.pop()
            changes = groups[at].changes
            plan = applied(before, changes)
            after = reevaluate(outcome, plan, changes)
            selection = without | 1 << at
            found[selection] = Fraction(self.figure(after))
            ahead += [(selection, later, plan, after) for later in range(at + 1, len(groups))]
            done += 1
            yield done / whole
        return found

    def alone(self, group: _Group) -> float:
        """Return what a group does to the figure by itself."""
        plan = applied(self.plan, group.changes)
        after = reevaluate(self.outcome, plan, group.changes)
        return self.figure(after) - self.figure(self.outcome)


def _gathered(
    trial: _Trial, groups: Sequence[_Group], whole: int
) -> Generator[float, None, list[_Group]]:
    """Take the groups together that do least by themselves, so that eight are left."""
    moves: list[float] = []
    for group in groups:
        moves.append(abs(trial.alone(group)))
        yield len(moves) / whole
    order = sorted(range(len(groups)), key=lambda at: -moves[at])
    ranked = [groups[at] for at in order]
    kept, small = ranked[: MOST_GROUPS - 1], ranked[MOST_GROUPS - 1 :]
    return [*kept, _Group(together(group.changes for group in small), rest=True)]


def _shapley(values: Sequence[Fraction], count: int) -> list[Fraction]:
    """Return each group's mean contribution over all orders, from the value of all selections."""
    weights = [
        Fraction(math.factorial(size) * math.factorial(count - size - 1), math.factorial(count))
        for size in range(count)
    ]
    return [
        sum(
            (
                weights[selection.bit_count()] * (values[selection | 1 << at] - values[selection])
                for selection in range(1 << count)
                if not selection >> at & 1
            ),
            Fraction(0),
        )
        for at in range(count)
    ]
