# SPDX-License-Identifier: EUPL-1.2
"""Every rule there is, family by family.

To add one: write its function in the module of its family, with a sieve beside it if it concerns
few of many records (see `planner.engine.rules.docket`), name it in that module's `RULES` (one
state) or `NETWORK_RULES` (all states together), give it an entry in a rule set below
`resources/rules` and a sentence in `planner.rule_sentences`.
"""

from planner.domain.plan import Plan
from planner.engine.outcome import Finding
from planner.engine.rules import (
    access,
    applicants,
    chips,
    continuity,
    cooperation,
    data_quality,
    desk,
    eligibility,
    energy,
    envelopes,
    funding,
    gigafactories,
    milestones,
    modes,
    sites,
    talent,
    upgrades,
    uptake,
)
from planner.engine.rules.attached import states_of
from planner.engine.rules.case import NetworkRule, Rule

RULES: tuple[Rule, ...] = (
    *funding.RULES,
    *eligibility.RULES,
    *upgrades.RULES,
    *sites.RULES,
    *access.RULES,
    *modes.RULES,
    *talent.RULES,
    *cooperation.RULES,
    *milestones.RULES,
    *continuity.RULES,
    *energy.RULES,
)
NETWORK_RULES: tuple[NetworkRule, ...] = (
    *envelopes.NETWORK_RULES,
    *milestones.NETWORK_RULES,
    *applicants.NETWORK_RULES,
    *desk.NETWORK_RULES,
    *talent.NETWORK_RULES,
    *cooperation.NETWORK_RULES,
    *uptake.NETWORK_RULES,
    *chips.NETWORK_RULES,
    *gigafactories.NETWORK_RULES,
    *data_quality.NETWORK_RULES,
)


EVERY_RULE: tuple[Rule | NetworkRule, ...] = (*RULES, *NETWORK_RULES)


def families() -> tuple[str, ...]:
    """Return the families of rules, in the order of the registry."""
    return tuple(dict.fromkeys(family(rule.id) for rule in EVERY_RULE))


def family(rule: str) -> str:
    """Return the family of a rule, as `FIN` of `FIN-01`."""
    return rule.partition("-")[0]


def state_of(plan: Plan, finding: Finding) -> str:
    """Return the state a finding is about, empty for the whole network."""
    if finding.kind == "state":
        return finding.key
    record = plan.tables.get(finding.kind, {}).get(finding.key)
    return next(states_of(record, plan), "")
