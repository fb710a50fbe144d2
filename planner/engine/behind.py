# SPDX-License-Identifier: EUPL-1.2
"""Which records stand behind a figure: its inputs, followed through states down to records."""

from collections.abc import Iterator, Mapping

from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.domain.records.geography import State
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.figures import Input
from planner.engine.outcome import Outcome

_SUMS = frozenset({NETWORK, State.KIND.name})


def records_behind(plan: Plan, outcome: Outcome, about: About) -> Mapping[str, frozenset[str]]:
    """Return the keys of the records a figure is made of, by kind; nothing for an unknown figure.

    The values of the model, which are behind everything, are left out.
    """
    found: dict[str, set[str]] = {}
    for given in _leaves(plan, outcome, about, frozenset()):
        if given.key in plan.tables.get(given.kind, {}):
            found.setdefault(given.kind, set()).add(given.key)
    return {kind: frozenset(keys) for kind, keys in found.items()}


def _leaves(plan: Plan, outcome: Outcome, about: About, above: frozenset[About]) -> Iterator[Input]:
    """Yield what a figure consists of; the sum of a state gives way to what it consists of."""
    figure = derived(plan, outcome, about)
    for given in () if figure is None else figure.inputs:
        if given.kind == Parameter.KIND.name:
            continue
        below = About(given.kind, given.key, given.field, about.month)
        parts: tuple[Input, ...] = ()
        if given.kind in _SUMS and below not in above:
            parts = tuple(_leaves(plan, outcome, below, above | {about, below}))
        yield from parts or (given,)
