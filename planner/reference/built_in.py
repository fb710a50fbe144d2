# SPDX-License-Identifier: EUPL-1.2
"""The scenarios every plan comes with, to compare with and never to edit.

“Current network” is the plan before its first edit. “January 2024 framework” is what stood then.
"""

from types import MappingProxyType

from planner.domain.changes import Draft
from planner.domain.commands import Batch
from planner.domain.history import Log, Step, StepKind
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import Branch
from planner.reference.january_2024 import framework
from planner.scenarios import Planted
from planner.text import N_

CURRENT, JANUARY = "current-network", "january-2024"
# The day the shipped record was compiled.
_COMPILED = "2026-10-10T00:00:00.000+00:00"
_AUTHOR = "planner"


def with_built_in(plan: Plan) -> tuple[Plan, Log]:
    """Return a new plan with the scenarios it comes with, and the journal of their contents."""
    draft = Draft(plan)
    steps, cells = [], {}
    for planted in built_in(plan):
        planted.branch.apply(draft)
        content = Draft(plan)
        planted.content.apply(content)
        written = tuple(content.seal()[1].cells())
        if written:
            step = _step(planted)
            steps.append(step)
            cells[step.id] = written
    return draft.seal()[0], Log(tuple(steps), MappingProxyType(cells))


def built_in(plan: Plan) -> tuple[Planted, ...]:
    """Return the scenarios a plan comes with and lacks; `plan` is as it was before any edit."""
    named = (
        (CURRENT, N_("Current network"), Batch(commands=())),
        (JANUARY, N_("January 2024 framework"), framework(plan)),
    )
    return tuple(
        Planted(Branch(name=name, scenario=key, fork="", linked=False, built_in=True), content)
        for key, name, content in named
    )


def lacking(plan: Plan, start: Plan) -> tuple[Planted, ...]:
    """Return those that an older plan lacks, to be planted; `start` is it before its first edit."""
    return tuple(one for one in built_in(start) if one.branch.scenario not in plan.of(Scenario))


def _step(planted: Planted) -> Step:
    code, facts = planted.content.label
    return Step(
        kind=StepKind.DO,
        code=code,
        facts=facts,
        author=_AUTHOR,
        at=_COMPILED,
        scenario=planted.branch.scenario,
    )
