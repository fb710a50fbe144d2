# SPDX-License-Identifier: EUPL-1.2
"""Tries the rules in force on one state or on the whole network; findings in a stable order."""

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Network, NetworkRule
from planner.engine.rules.registry import NETWORK_RULES, RULES

SEVERITIES = tuple(Severity)


@attrs.frozen
class Verdicts:
    """The findings of one state, one tuple for each severity, by rule and key."""

    findings: tuple[tuple[Finding, ...], ...]


@attrs.frozen(eq=False)
class Checked:
    """What a rule of the network found, and the tables it looked at."""

    tables: tuple[Any, ...]
    findings: tuple[Finding, ...]


def judge(case: Case) -> Verdicts:
    """Try every rule in force on one state."""
    entries, tables = case.inputs.law.entries, case.inputs.plan.tables
    return sorted_verdicts(
        finding
        for rule in RULES
        if rule.id in entries and (not rule.about or tables.get(rule.about))
        for finding in rule.check(case)
    )


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


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.kind, finding.key


def _checked(rule: NetworkRule, network: Network, before: Checked | None) -> Checked:
    tables = network.plan.tables
    read = tuple(tables.get(kind) for kind in (*rule.reads, "parameter")) if rule.reads else ()
    if (
        before is not None
        and read
        and all(a is b for a, b in zip(read, before.tables, strict=True))
    ):
        return before
    return Checked(read, tuple(rule.check(network)))
