# SPDX-License-Identifier: EUPL-1.2
"""The dated rule sets: which rules are in force on a date, how serious, under which article.

A set below `resources/rules` says from when it is in force and names the rules it brings or
changes; a later set overrides an earlier one, key by key, and may end a rule. The plan's legal
date (parameter `as_of`) chooses; a parameter record `rule.<rule>.<name>` in the plan overrides
the number of the set, and is an edit like any other.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from planner import paths
from planner.domain.months import month_of, parse_month
from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter
from planner.engine.outcome import Severity

PREFIX = "rule."
_SETS = ("2021", "2024", "2026")
_LEGAL_DATE = "as_of"
_TODAY = int(month_of(2026, 10))


@attrs.frozen(kw_only=True)
class Limit:
    """A number a rule compares with: its value, and what a planner should know before editing."""

    name: str
    value: float
    label: str
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    arguable: bool = False


@attrs.frozen(kw_only=True)
class Entry:
    """What a rule set says about one rule.

    `shared` are keys of parameters that the rule has in common with the engine's formulas.
    `since` and `until` are the months between which the rule is in force.
    """

    rule: str
    severity: Severity
    article: str
    limits: tuple[Limit, ...] = ()
    shared: tuple[str, ...] = ()
    since: int
    until: int | None = None


@attrs.frozen(eq=False)
class Law:
    """The rules in force on a date, and their numbers by `<rule>.<name>`."""

    entries: Mapping[str, Entry]
    values: Mapping[str, float]

    def value(self, rule: str, name: str) -> float:
        """Return a number of a rule: the plan's own, else the one of the rule set."""
        return self.values[f"{rule}.{name}"]


@attrs.frozen
class _RuleSet:
    in_force: int
    rules: Mapping[str, Mapping[str, Any]]


def law_of(plan: Plan) -> Law:
    """Return the law a plan is held to, with the numbers its planners have edited."""
    law = law_at(legal_date(plan))
    edited = {
        key.removeprefix(PREFIX): row.value
        for key, row in plan.of(Parameter).items()
        if key.startswith(PREFIX)
    }
    return Law(law.entries, {**law.values, **edited}) if edited else law


def legal_date(plan: Plan) -> int:
    """Return the month on which the law is read."""
    date = plan.of(Parameter).get(_LEGAL_DATE)
    return _TODAY if date is None else int(date.value)


@lru_cache(maxsize=64)
def law_at(month: int) -> Law:
    """Return the law in force in a month; before the first set, the first set."""
    sets = _rule_sets()
    valid = [one for one in sets if one.in_force <= month] or sets[:1]
    entries = {entry.rule: entry for entry in _merged(valid) if entry.until is None}
    values = {f"{e.rule}.{limit.name}": limit.value for e in entries.values() for limit in e.limits}
    return Law(entries, values)


@lru_cache(maxsize=1)
def all_entries() -> tuple[Entry, ...]:
    """Return every rule of every set as it stood last, ended ones included, by rule."""
    return tuple(sorted(_merged(_rule_sets()), key=lambda entry: entry.rule))


def parameter_key(rule: str, name: str) -> str:
    """Return the key under which a plan keeps a number of a rule."""
    return f"{PREFIX}{rule}.{name}"


@lru_cache(maxsize=1)
def _rule_sets() -> tuple[_RuleSet, ...]:
    return tuple(_read(name) for name in _SETS)


def _read(name: str) -> _RuleSet:
    with paths.resource("rules", f"{name}.toml").open("rb") as stream:
        found = tomllib.load(stream)
    return _RuleSet(int(parse_month(found["in_force"])), found["rules"])


def _merged(sets: tuple[_RuleSet, ...] | list[_RuleSet]) -> Iterator[Entry]:
    rules: dict[str, dict[str, Any]] = {}
    for one in sets:
        for rule, said in one.rules.items():
            known = rules.setdefault(rule, {"since": one.in_force, "parameters": {}})
            known["parameters"] = {**known["parameters"], **said.get("parameters", {})}
            known.update({name: value for name, value in said.items() if name in _WORDS})
            known["until"] = one.in_force if said.get("ended") else None
    return (_entry(rule, said) for rule, said in rules.items())


_WORDS = frozenset({"severity", "article", "shared"})


def _entry(rule: str, said: Mapping[str, Any]) -> Entry:
    return Entry(
        rule=rule,
        severity=Severity(said["severity"]),
        article=said["article"],
        limits=tuple(Limit(name=name, **facts) for name, facts in said["parameters"].items()),
        shared=tuple(said.get("shared", ())),
        since=said["since"],
        until=said["until"],
    )
