# SPDX-License-Identifier: EUPL-1.2
"""All rules that look at one state, and their findings in a stable order."""

import attrs

from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Rule
from planner.engine.rules.continuity import cap_02, tal_01
from planner.engine.rules.eligibility import elg_01, elg_09, upg_03
from planner.engine.rules.funding import fin_01, fin_02, fin_09
from planner.engine.rules.sites import dca_01, dca_02

RULES: tuple[Rule, ...] = (
    fin_01,
    fin_02,
    fin_09,
    elg_01,
    elg_09,
    upg_03,
    dca_01,
    dca_02,
    cap_02,
    tal_01,
)
SEVERITIES = tuple(Severity)


@attrs.frozen
class Verdicts:
    """The findings of one state, one tuple for each severity, by rule and key."""

    findings: tuple[tuple[Finding, ...], ...]


def judge(case: Case) -> Verdicts:
    """Try every rule on one state."""
    return sorted_verdicts([finding for rule in RULES for finding in rule(case)])


def sorted_verdicts(findings: list[Finding]) -> Verdicts:
    """Sort findings by severity, rule, kind and key."""
    return Verdicts(
        tuple(
            tuple(
                sorted(
                    (finding for finding in findings if finding.severity is severity),
                    key=lambda finding: (finding.rule, finding.kind, finding.key),
                )
            )
            for severity in SEVERITIES
        )
    )
