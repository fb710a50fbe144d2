# SPDX-License-Identifier: EUPL-1.2
"""Which edits changed a figure, and by how much: bars that add up to the change, exactly.

What an edit does depends on what was there before it, so the order in which edits are looked at
would decide who gets the credit. Each bar is therefore the Shapley value: the mean of what the
edit adds over all orders. L. S. Shapley, "A value for n-person games", Contributions to the
Theory of Games II, 1953. It takes 2^n evaluations, each of them incremental; beyond eight groups
the smallest are taken together first.
"""

import math
from collections.abc import Callable, Collection, Sequence
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
    written by one step. `outcome` is that of `plan`.
    """
    groups = [_Group(group) for group in families(changes, bonds)]
    trial = _Trial(plan, outcome, figure)
    if len(groups) > MOST_GROUPS:
        groups = _gathered(trial, groups)
    values = trial.values(groups)
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

    def values(self, groups: Sequence[_Group]) -> list[Fraction]:
        """Return the figure for every selection; bit i of an index stands for group i."""
        found = [Fraction(0)] * (1 << len(groups))

        def walk(selection: int, first: int, plan: Plan, outcome: Outcome) -> None:
            found[selection] = Fraction(self.figure(outcome))
            for at in range(first, len(groups)):
                changes = groups[at].changes
                following = applied(plan, changes)
                walk(
                    selection | 1 << at, at + 1, following, reevaluate(outcome, following, changes)
                )

        walk(0, 0, self.plan, self.outcome)
        return found

    def alone(self, group: _Group) -> float:
        """Return what a group does to the figure by itself."""
        plan = applied(self.plan, group.changes)
        after = reevaluate(self.outcome, plan, group.changes)
        return self.figure(after) - self.figure(self.outcome)


def _gathered(trial: _Trial, groups: Sequence[_Group]) -> list[_Group]:
    """Take the groups together that do least by themselves, so that eight are left."""
    ranked = sorted(groups, key=lambda group: -abs(trial.alone(group)))
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
