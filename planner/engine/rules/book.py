# SPDX-License-Identifier: EUPL-1.2
"""Tries the rules in force on one state or on the whole network; findings in a stable order."""

from collections.abc import Iterable, Mapping
from operator import itemgetter
from typing import Any

import attrs

from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Network, NetworkRule, Rule
from planner.engine.rules.docket import Docket
from planner.engine.rules.registry import NETWORK_RULES, RULES

SEVERITIES = tuple(Severity)


@attrs.frozen
class Verdicts:
    """The findings of one state, one tuple for each severity, by rule and key."""

    findings: tuple[tuple[Finding, ...], ...]


@attrs.frozen(eq=False)
class Checked:
    """What a rule of the network found, and what it looked at."""

    tables: tuple[Any, ...]
    findings: tuple[Finding, ...]


def judge(docket: Docket) -> list[Verdicts]:
    """Try every rule in force on some states."""
    entries, tables = docket.inputs.law.entries, docket.plan.tables
    found: list[list[Finding]] = [[] for _key in docket.keys]
    for rule in RULES:
        if rule.id in entries and (not rule.about or tables.get(rule.about)):
            _try(rule, docket, found)
    return [sorted_verdicts(rows) for rows in found]


def _try(rule: Rule, docket: Docket, found: list[list[Finding]]) -> None:
    """Try one rule: on each record its sieve lets through, and on each state."""
    cases = docket.cases
    for state, record in rule.among(docket) if rule.among is not None else ():
        found[state].extend(rule.check(cases[state], record))
    of_state = rule.check if rule.among is None else rule.rest
    if of_state is not None:
        for rows, case in zip(found, cases, strict=True):
            rows.extend(of_state(case))


def judge_network(network: Network, before: Mapping[str, Checked]) -> Mapping[str, Checked]:
    """Try every rule in force on the network; what looks at the same tables is kept."""
    entries = network.inputs.law.entries
    return {
        rule.id: _checked(rule, network, before.get(rule.id))
        for rule in NETWORK_RULES
        if rule.id in entries
    }


def sorted_verdicts(findings: Iterable[Finding]) -> Verdicts:
    """Sort findings by severity, rule, kind and key."""
    rows: dict[Severity, list[Finding]] = {severity: [] for severity in SEVERITIES}
    for finding in findings:
        rows[finding.severity].append(finding)
    return Verdicts(tuple(tuple(sorted(rows[severity], key=_order)) for severity in SEVERITIES))


_order = itemgetter(*(Finding._fields.index(name) for name in ("rule", "kind", "key")))


def _checked(rule: NetworkRule, network: Network, before: Checked | None) -> Checked:
    tables = network.plan.tables
    parts = network.of_each_state(rule)
    read: tuple[object, ...] = ()
    if rule.reads or rule.part is not None:
        read = (parts, *(tables.get(kind) for kind in (*rule.reads, "parameter")))
    if (
        before is not None
        and read
        and all(a is b for a, b in zip(read, before.tables, strict=True))
    ):
        return before
    return Checked(read, tuple(rule.check(network)))
