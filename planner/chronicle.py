# SPDX-License-Identifier: EUPL-1.2
"""The history of a plan as people ask about it: who did what, when and why, and going back.

Looking at a moment is `Session.at_step`; branching from it is `Scenarios.branch`.
"""

from collections.abc import Iterable, Sequence

import attrs

from planner.domain.changes import Cell, compare
from planner.domain.commands import Replay
from planner.domain.errors import DomainError
from planner.domain.history import Step, is_within
from planner.domain.plan import Plan
from planner.domain.records.scenarios import SHARED, Version
from planner.domain.scenarios import ROOT, NameVersion
from planner.scenarios import Scenarios
from planner.session import Session, Update


@attrs.frozen
class Deed:
    """One step of the history and every value it wrote."""

    step: Step
    cells: tuple[Cell, ...]


@attrs.frozen(kw_only=True)
class Question:
    """Which part of a history is wanted; what is left empty does not matter.

    `record` is a kind and a key. `since` and `until` are ISO 8601: a day or a time, UTC without a
    zone, and `until` a day means its end.
    """

    record: tuple[str, str] | None = None
    author: str = ""
    since: str = ""
    until: str = ""


EVERYTHING = Question()


def deeds(
    scenarios: Scenarios,
    scenario: str = ROOT,
    question: Question = EVERYTHING,
) -> tuple[Deed, ...]:
    """Return what shaped a scenario, its parents' part included, oldest first.

    Raises `StoreError("not_a_time")`.
    """
    steps = [step for step in scenarios.open(scenario).history() if _is_meant(step, question)]
    found = scenarios.archive.cells_by_step([step.id for step in steps])
    told = (Deed(step, found.get(step.id, ())) for step in steps)
    return tuple(deed for deed in told if _is_about(deed.cells, question))


def deeds_everywhere(
    scenarios: Scenarios,
    question: Question = EVERYTHING,
) -> tuple[Deed, ...]:
    """Return what was done in any scenario, and what merges brought, oldest first."""
    log = scenarios.archive.log()
    told = (Deed(s, log.cells.get(s.id, ())) for s in log.steps if _is_meant(s, question))
    return tuple(deed for deed in told if _is_about(deed.cells, question))


def restore(
    session: Session, step: str, *, version: str = "", reason: str = "", source: str = ""
) -> Update:
    """Bring a plan back to what it was after a step, as one new step that undo takes back.

    Without a step it is the plan before its first edit. Scenarios and named versions stay as they
    are. `version` is the name of the moment, if it has one. Raises `StoreError("unknown_step")`.
    """
    past = session.at_step(step).plan
    code, facts = _called(session, step, version)
    back = Replay(cells=tuple(_back_to(session.plan, past)), code=code, facts=facts)
    return session.execute(back, reason=reason, source=source)


def would_restore(session: Session, step: str) -> tuple[Cell, ...]:
    """Return what restoring the plan after a step would change."""
    return tuple(_back_to(session.plan, session.at_step(step).plan))


def name_version(
    scenarios: Scenarios,
    name: str,
    *,
    scenario: str = ROOT,
    step: str | None = None,
    note: str = "",
    source: str = "",
) -> str:
    """Give a moment a name, the present one if no step is given; returns the version's key.

    Raises `DomainError("name_taken")` and `StoreError("unknown_step")`.
    """
    session = scenarios.open(scenario)
    latest = session.history()[-1:]
    named = (latest[0].id if latest else "") if step is None else step
    session.at_step(named)
    command = NameVersion(name=name, step=named, scenario=scenario, note=note)
    scenarios.root.execute(command, source=source)
    return command.version


def step_named(plan: Plan, history: Sequence[Step], words: str) -> str:
    """Return the step that somebody means: by the name of a version, its id or the end of it.

    Raises `DomainError` with the code `no_such_moment` or `ambiguous_moment`.
    """
    wanted = words.strip().casefold()
    for version in plan.of(Version).values():
        if version.name.casefold() == wanted:
            return version.step or ""
    found = [step.id for step in history if step.id.casefold().endswith(wanted)]
    if not found or not wanted:
        raise DomainError("no_such_moment", value=words)
    if len(found) > 1:
        raise DomainError("ambiguous_moment", value=words)
    return found[0]


def _is_meant(step: Step, question: Question) -> bool:
    if question.author and question.author.casefold() != step.author.casefold():
        return False
    return is_within(step.at, question.since, question.until)


def _is_about(cells: Iterable[Cell], question: Question) -> bool:
    if question.record is None:
        return True
    return any((cell.table, cell.key) == question.record for cell in cells)


def _back_to(plan: Plan, past: Plan) -> Iterable[Cell]:
    return (cell for cell in compare(plan, past).cells() if cell.table not in SHARED)


def _called(session: Session, step: str, version: str) -> tuple[str, dict[str, str]]:
    """Return the code and the facts that name a return to a moment."""
    if version:
        return "restore_version", {"name": version, "step": step}
    if not step:
        return "restore_start", {}
    at = next(one.at for one in session.history() if one.id == step)
    return "restore", {"moment": at, "step": step}
