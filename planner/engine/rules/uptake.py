# SPDX-License-Identifier: EUPL-1.2
"""GEN, COO-03 and EDI: sectors with their targets and money, and who is in a consortium."""

import math
from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records.cooperation import (
    Initiative,
    InitiativeKind,
    InitiativeMember,
    Part,
)
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import Factory, FactoryKind
from planner.domain.records.instruments import Instrument
from planner.domain.records.uptake import Sector, Target
from planner.engine.outcome import Finding
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Network, NetworkRule
from planner.engine.rules.envelopes import TOLERANCE
from planner.engine.sectors import factories_by_sector

_FROZEN = ("baseline", "year", "unit", "frozen_on")
_COUNTED = frozenset({Part.HOST, Part.MEMBER})


def gen_01(network: Network) -> Iterator[Finding]:
    """Give each listed sector a target with an owner, or say that none is set."""
    targets = attached(network.plan, Target, "sector")
    for key, row in sorted(network.plan.of(Sector).items()):
        if not row.listed or row.no_target:
            continue
        found = targets.get(key, ())
        if not any(target.owner for target in found):
            yield network.found("GEN-01", row, count=len(found))


def gen_02(network: Network) -> Iterator[Finding]:
    """Give each target its baseline, year, unit and the day it was frozen."""
    for row in _targets(network.plan):
        missing = [name for name in _FROZEN if getattr(row, name) is None]
        if missing:
            yield network.found("GEN-02", row, indicator=row.indicator, missing=";".join(missing))


def gen_03(network: Network) -> Iterator[Finding]:
    """Change a frozen target only with a new version and a reason."""
    for row in _targets(network.plan):
        if row.frozen_on is None or row.target is None:
            continue
        if row.frozen_target is None:
            yield network.unknown("GEN-03", row, "frozen_target")
        elif row.target != row.frozen_target and (row.version < 2 or not row.reason):
            yield network.found(
                "GEN-03",
                row,
                indicator=row.indicator,
                was=row.frozen_target,
                now=row.target,
                frozen_day=row.frozen_on,
            )


def gen_04(network: Network) -> Iterator[Finding]:
    """Have the parts of a line, as its sectors, add up to the budget of the whole."""
    parts = attached(network.plan, Instrument, "part_of")
    for key, whole in sorted(network.plan.of(Instrument).items()):
        rows = parts.get(key, ())
        if not rows:
            continue
        stated = math.fsum(row.budget_meur or 0.0 for row in rows)
        blank = next((row for row in rows if row.budget_meur is None), None)
        total = whole.budget_meur
        if total is None:
            yield network.unknown("GEN-04", whole, "budget_meur")
        elif stated > total + TOLERANCE or (blank is None and stated < total - TOLERANCE):
            gap = round(stated - total, 3)
            yield network.found(
                "GEN-04", whole, amount_meur=round(stated, 3), total_meur=total, gap_meur=gap
            )
        elif blank is not None:
            yield network.unknown("GEN-04", blank, "budget_meur")


def coo_03(network: Network) -> Iterator[Finding]:
    """Say which listed sectors no factory names, and which more than ten name.

    As long as some factory has not said its sectors, that none names a sector is not known.
    """
    most = network.limit("COO-03", "factories")
    blank = next((row for row in _factories(network.plan) if row.sectors is None), None)
    named = factories_by_sector(network.plan)
    for key, row in sorted(network.plan.of(Sector).items()):
        count = len(named[key])
        if not row.listed or 0 < count <= most:
            continue
        if count == 0 and blank is not None:
            yield network.unknown(
                "COO-03", row, "sectors", machine=blank.id, machine_kind=blank.KIND.name
            )
        else:
            yield network.found("COO-03", row, count=count, most=most)


def edi_01(network: Network) -> Iterator[Finding]:
    """Have three member states of the Union at least in a digital infrastructure consortium.

    As long as fewer of its partners are on file than it has, too few cannot be told.
    """
    least = int(network.limit("EDI-01", "states"))
    members = attached(network.plan, InitiativeMember, "initiative")
    for key, row in sorted(network.plan.of(Initiative).items()):
        if row.kind is not InitiativeKind.EDIC:
            continue
        rows = [one for one in members.get(key, ()) if _is_member_state(network.plan, one.state)]
        count = sum(one.part in _COUNTED for one in rows)
        vague = next((one for one in rows if one.part is None), None)
        if count < least and len(members.get(key, ())) < (row.partners or 1):
            yield network.unknown("EDI-01", row, "members")
        elif count < least and vague is not None:
            yield network.unknown("EDI-01", vague, "part")
        elif count < least:
            yield network.found("EDI-01", row, count=count, least=least)


def edi_02(network: Network) -> Iterator[Finding]:
    """Let an observer pay nothing unless it says so; the lists differ, so their day is shown."""
    for _key, row in sorted(network.plan.of(InitiativeMember).items()):
        initiative = network.plan.get(Initiative, row.initiative)
        if initiative.kind is not InitiativeKind.EDIC or row.part in _COUNTED:
            continue
        if row.part is None or row.contribution_meur is None:
            missing = "part" if row.part is None else "contribution_meur"
            if not row.pays_as_observer:
                yield network.unknown("EDI-02", row, missing)
        elif row.contribution_meur and not row.pays_as_observer:
            yield network.found(
                "EDI-02",
                row,
                state=row.state,
                initiative=initiative.name,
                amount_meur=row.contribution_meur,
                listed_day=row.listed_on,
            )


def _targets(plan: Plan) -> Iterator[Target]:
    return (row for _key, row in sorted(plan.of(Target).items()))


def _factories(plan: Plan) -> Iterator[Factory]:
    rows = (row for _key, row in sorted(plan.of(Factory).items()))
    return (row for row in rows if row.kind is FactoryKind.FACTORY)


def _is_member_state(plan: Plan, key: str) -> bool:
    return plan.get(State, key).membership is Membership.EU_MEMBER


NETWORK_RULES = (
    NetworkRule("COO-03", coo_03, ("sector", "factory")),
    NetworkRule("GEN-01", gen_01, ("sector", "target")),
    NetworkRule("GEN-02", gen_02, ("target",)),
    NetworkRule("GEN-03", gen_03, ("target",)),
    NetworkRule("GEN-04", gen_04, ("instrument",)),
    NetworkRule("EDI-01", edi_01, ("initiative", "initiative_member", "state")),
    NetworkRule("EDI-02", edi_02, ("initiative", "initiative_member")),
)
