# SPDX-License-Identifier: EUPL-1.2
"""Every live rule is tried where it holds, where it is broken, and where it cannot be checked."""

from planner.engine.rules.registry import NETWORK_RULES, RULES
from tests.core.engine import test_rules_money as money
from tests.core.engine.rules import test_access_rules as access
from tests.core.engine.rules import test_eligibility, test_partners, test_places, test_practice
from tests.core.engine.rules.trying import FAILS, PASSES, UNKNOWN

MONEY_SAYS = {money.PASS: PASSES, money.FAIL: FAILS, money.OPEN: UNKNOWN}

# Tried in tests of their own, which say more than a verdict.
ELSEWHERE = {
    ("CHP-05", PASSES),  # `test_chips`
    ("CHP-05", FAILS),
    ("CHP-05", UNKNOWN),
    ("FIN-05", PASSES),  # `test_rules`: the ceiling
    ("FIN-05", FAILS),
    ("FIN-05", UNKNOWN),
    ("ACC-11", UNKNOWN),  # `test_access_rules`: without any pool
    ("ACC-13", UNKNOWN),
}

# What they look for is a paper or an entry; that it is missing is the finding.
FIND_WHAT_IS_MISSING = {
    *("ACC-04", "ACC-06", "DCA-05", "ELG-10", "ELG-13", "ENE-03", "ENE-04", "ETH-01"),
    *("MOD-10", "TAL-01", "TAL-02", "CHP-04", "ETH-05", "GEN-01", "GEN-02", "MOD-11"),
}

# What they read has a value in every record: a flag, a required field, a count of records, or for
# CAL-05 and ELG-09 the end of a measure, which its start and durations always give.
ALWAYS_KNOWN = {
    *("ACC-09", "ACC-12", "CAL-05", "DCA-07", "DQ-04", "DQ-06", "DQ-08", "ELG-01", "ELG-09"),
    *("FIN-12", "FIN-13", "MOD-02", "MOD-04", "RTE-06"),
}

# They compare two amounts or name one, and have nothing to say where there is none.
ONLY_WHERE_STATED = {"FIN-19", "FIN-20"}


def tried() -> set[tuple[str, str]]:
    """Return the rules that were tried, with what they said."""
    tables = (test_eligibility, test_places, test_practice, test_partners)
    tries = [one for table in tables for one in table.TRIES]
    found = {(one.rule, one.says) for one in tries}
    found |= {(rule, MONEY_SAYS[says]) for rule, says, _records in money.CASES}
    found |= {(rule, PASSES) for rule in access.HOLDS}
    found |= {(rule, FAILS) for rule in access.BROKEN}
    found |= {(rule, UNKNOWN) for rule in access.NOT_CHECKABLE}
    return found | ELSEWHERE


def live() -> set[str]:
    return {rule.id for rule in (*RULES, *NETWORK_RULES)}


def test_every_rule_holds_somewhere() -> None:
    assert live() - {rule for rule, says in tried() if says == PASSES} == set()


def test_every_rule_is_broken_somewhere() -> None:
    assert live() - {rule for rule, says in tried() if says == FAILS} == set()


def test_every_rule_with_an_input_that_may_be_unknown_says_so() -> None:
    exempt = FIND_WHAT_IS_MISSING | ALWAYS_KNOWN | ONLY_WHERE_STATED
    assert live() - {rule for rule, says in tried() if says == UNKNOWN} == exempt
