# SPDX-License-Identifier: EUPL-1.2
"""Finding what somebody wants to compare: a scenario, a moment, a file, a patch.

Written as `file@moment#scenario`, each part of its own accord: without a file it is the open plan,
without a scenario the plan itself, without a moment now; the moment `begin` is before the first
edit. A moment that has a name is one of the scenario it was named in. A patch is the open plan with
the patch applied, its questions answered by their defaults.
"""

import re
from pathlib import Path

import attrs

from planner.domain.errors import DomainError
from planner.domain.history import BEGIN, steps_until
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario, Version
from planner.exchange.patch import ENDING
from planner.merging import opened_copy, weigh
from planner.scenarios import Scenarios
from planner.sending import read_patch_of
from planner.session import Session
from planner.store.planfile import PlanFile

_SHORTEST_END = 6
_PARTS = re.compile(r"(?P<file>.*?)(?:@(?P<moment>[^@#]*))?(?:#(?P<scenario>[^@#]*))?")


@attrs.frozen
class Meant:
    """What was written, taken apart; what is empty was left out."""

    words: str
    file: str = ""
    moment: str = ""
    scenario: str = ""

    @classmethod
    def by(cls, words: str) -> "Meant":
        """Take words apart; a file whose name has these marks in it is still that file."""
        if Path(words).exists():
            return cls(words, file=words)
        found = _PARTS.fullmatch(words)
        parts = found.groupdict() if found else {"file": words}
        return cls(words, **{name: part or "" for name, part in parts.items()})


def plan_meant(words: str, scenarios: Scenarios | None, file: PlanFile | None) -> Plan:
    """Return the plan that words mean; the open plan is needed where they name no file.

    Raises `DomainError("missing_record")`, `DomainError("no_plan_open")`, `StoreError` and
    `ExchangeError`.
    """
    meant = Meant.by(words)
    if meant.file.endswith(ENDING):
        if scenarios is None or file is None:
            raise DomainError("no_plan_open", value=words)
        _patch, other = read_patch_of(Path(meant.file), file)
        return weigh(scenarios, file, other).root.settled().plan
    if meant.file:
        with opened_copy(Path(meant.file)) as other_file:
            session = Session(other_file.plan, other_file, author="")
            return _plan(Scenarios(session, other_file), other_file, meant)
    if scenarios is None or file is None:
        raise DomainError("no_plan_open", value=words)
    return _plan(scenarios, file, meant)


def _plan(scenarios: Scenarios, file: PlanFile, meant: Meant) -> Plan:
    version = _version(scenarios.root.plan, meant.moment)
    named_in = "" if version is None else version.scenario or ""
    key = _scenario(scenarios.root.plan, meant.scenario or named_in)
    if not meant.moment:
        return scenarios.plan_of(key)
    if version is not None:
        return scenarios.plan_of(key, at=file.position(version.step or ""))
    return scenarios.plan_of(key, at=_number(file, meant.moment))


def _scenario(plan: Plan, words: str) -> str:
    rows = plan.of(Scenario)
    if not words or words in rows:
        return words
    named = [key for key, row in rows.items() if row.name.casefold() == words.casefold()]
    if not named:
        raise DomainError("missing_record", kind=Scenario.KIND.name, key=words)
    return named[0]


def _version(plan: Plan, words: str) -> Version | None:
    """Return the version of that key or name, if there is one."""
    rows = plan.of(Version)
    named = (row for row in rows.values() if row.name.casefold() == words.casefold())
    return rows.get(words) or next(named, None)


def _number(file: PlanFile, words: str) -> int:
    """Return the number of the step a moment means: the beginning, a step or a time."""
    if words == BEGIN:
        return 0
    steps = file.log().steps
    for number, step in enumerate(steps, start=1):
        if len(words) >= _SHORTEST_END and step.id.endswith(words):
            return number
    return steps_until(steps, words)
