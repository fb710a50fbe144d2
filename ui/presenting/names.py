# SPDX-License-Identifier: EUPL-1.2
"""What records are called where another record points at them."""

from collections.abc import Mapping

from planner.domain.plan import Plan
from planner.domain.schema import Kind
from planner.engine.search import folded
from planner.sentences import record_word

Names = Mapping[str, Mapping[str, str]]


def names_by_kind(plan: Plan, kind: Kind) -> Names:
    """Return the words for every record a kind can point at, by kind and key."""
    return {field.target: names_of(plan, field.target) for field in kind.references}


def names_of(plan: Plan, target: str) -> dict[str, str]:
    """Return the words for all records of one kind, in alphabetical order."""
    words = {key: record_word(plan, target, key) for key in plan.table(target)}
    return dict(sorted(words.items(), key=lambda pair: folded(pair[1])))
