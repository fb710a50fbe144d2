# SPDX-License-Identifier: EUPL-1.2
"""FIN rules of the whole network: ceilings, what matches the Union's money, the 2024 framework.

A rule speaks about the envelope it concerns; a plan without that envelope has nothing to check.
"""

import math
from collections.abc import Iterator

import numpy as np

from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.domain.records.contributions import Contribution, FrameworkLine, PaidBy, Programme
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.instruments import Call, Instrument, Pillar
from planner.domain.records.measures import Measure
from planner.domain.records.organisations import MemberEntry, Organisation, Role
from planner.engine.coverage import ceiling
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Series, Severity
from planner.engine.rules.case import Network, NetworkRule, found, not_checkable

TOLERANCE = 0.005  # MEUR
_FRAMEWORK = "pkg_supercomputers"
_PRIVATE = "eurohpc_private"
# The amounts and types of the January 2024 framework besides the 2.1 bn.
_PACKAGE = {"pkg_genai4eu": 500.0, "pkg_edic": 100.0, "pkg_investeu": 1_000.0}
_MOBILISED = "pkg_investeu"
_COLUMNS = {
    "budget_meur": EnvelopeType.BUDGET,
    "mobilised_expected_meur": EnvelopeType.MOBILISED,
}
_LINES = {
    "genai4eu": ("budget_meur", 500.0),
    "edic_states": ("budget_meur", 100.0),
    "investeu_ai": ("mobilised_expected_meur", 1_000.0),
}


def fin_04(network: Network) -> Iterator[Finding]:
    """Have the states match the Union's money at least one to one over the network.

    Art. 5(1), Regulation (EU) 2021/1173. Only what is at least committed counts, and of public
    commitments those of which both parts are known. A region's money is its state's, but it is
    recorded in one sum with private money; where that sum decides, and as long as some splits are
    not known, the rule cannot be checked.
    """
    limit = ceiling(network.plan, network.parameters)
    if limit is None:
        return
    union, states, other = pledged(network).tolist()
    mixed = next((row for row in _drawing(network.plan) if row.other_meur), None)
    if states + other >= union - TOLERANCE > states and mixed is not None:
        yield network.unknown("FIN-04", mixed, "states_meur")
    elif states < union - TOLERANCE:
        yield network.found(
            "FIN-04",
            limit,
            union_meur=round(union, 3),
            states_meur=round(states, 3),
            gap_meur=round(union - states, 3),
        )
    else:
        lost = unmatched(network.plan)
        for row in lost[:1]:
            field = "union_meur" if row.union_meur is None else "states_meur"
            yield network.unknown("FIN-04", row, field, count=len(lost))


def fin_05(limit: Envelope | None, drawn: Series) -> Iterator[Finding]:
    """Keep the Union total within the ceiling in force: Art. 5, Regulation (EU) 2021/1173.

    `drawn` is the committed Union money in each month, (T,). The month named is the first in
    which the total lies above the ceiling.
    """
    if limit is None:
        missing = (("field", "amount_meur"),)
        yield Finding("FIN-05", Severity.INFO, "envelope", "", missing, checkable=False)
    elif limit.amount_meur is None:
        yield not_checkable("FIN-05", limit, "amount_meur")
    else:
        total = np.cumsum(drawn)
        above = np.flatnonzero(total > limit.amount_meur + TOLERANCE)
        if above.size:
            yield found(
                "FIN-05",
                Severity.ERROR,
                limit,
                amount_meur=round(float(total[-1]), 3),
                ceiling_meur=limit.amount_meur,
                excess_meur=round(float(total[-1]) - limit.amount_meur, 3),
                month=int(above[0]),
            )


def fin_06(network: Network) -> Iterator[Finding]:
    """Keep each programme within its part of the ceiling, in force until January 2026.

    Horizon Europe 900, Digital Europe 1 981.3, Connecting Europe 200: Art. 5, Regulation (EU)
    2021/1173. Union money whose programme is not stated leaves the rule open.
    """
    unstated = _unstated(network.plan)
    for programme in (Programme.HORIZON, Programme.DIGITAL, Programme.CONNECTING):
        envelope = _binding(network.plan, programme)
        if envelope is None:
            continue
        limit = network.limit("FIN-06", programme.value)
        total = math.fsum(
            one.commitment_meur or 0.0
            for one in _firm(network.plan, PaidBy.UNION)
            if one.programme is programme
        )
        if total > limit + TOLERANCE:
            yield network.found(
                "FIN-06",
                envelope,
                amount_meur=round(total, 3),
                ceiling_meur=limit,
                excess_meur=round(total - limit, 3),
            )
        elif unstated is not None:
            yield network.unknown("FIN-06", unstated, "programme")


def fin_07(network: Network) -> Iterator[Finding]:
    """Keep administration to 92 MEUR of the ceiling, until January 2026: Art. 5.

    What counts is the Union's money in the work programme's lines of administration.
    """
    limit = network.limit("FIN-07", "administration")
    rows = [row for _key, row in sorted(network.plan.of(Call).items()) if _is_administrative(row)]
    total = math.fsum(row.union_meur or 0.0 for row in rows)
    blank = next((row for row in rows if row.union_meur is None), None)
    if total > limit + TOLERANCE:
        yield network.found(
            "FIN-07",
            rows[0],
            amount_meur=round(total, 3),
            limit_meur=limit,
            excess_meur=round(total - limit, 3),
        )
    elif blank is not None:
        yield network.unknown("FIN-07", blank, "union_meur")


def fin_08(network: Network) -> Iterator[Finding]:
    """Have the private members bring 900 MEUR by the end, in proportion to the time gone by.

    Art. 7(2), Regulation (EU) 2021/1173. The member ledger tells, as accepted, else as reported;
    a plan without entries of private members is judged by its contributions. Where no private
    money is recorded at all, the rule cannot be checked.
    """
    envelope = network.plan.of(Envelope).get(_PRIVATE)
    if envelope is None:
        return
    rows = _private(network.plan)
    if not rows:
        yield network.unknown("FIN-08", envelope, "amount_meur")
        return
    end = int(month_of(int(network.parameters.ju_end), 12))
    now = min(max(network.parameters.as_of, 0.0), end)
    due = network.limit("FIN-08", "private_members") * (now + 1) / (end + 1)
    total = math.fsum(amount for year, amount in rows if month_of(year) <= now)
    if total < due - TOLERANCE:
        yield network.found(
            "FIN-08",
            envelope,
            amount_meur=round(total, 3),
            needed_meur=round(due, 3),
            gap_meur=round(due - total, 3),
        )


def fin_10(network: Network) -> Iterator[Finding]:
    """Have the four uses of the January 2024 framework sum up to its 2 100 MEUR.

    The framework gives no split; as long as a line is not stated, the rule cannot be checked.
    """
    lines = list(network.plan.of(FrameworkLine).values())
    envelope = network.plan.of(Envelope).get(_FRAMEWORK)
    if not lines or envelope is None:
        return
    total = network.limit("FIN-10", "total")
    stated = sum(line.amount_meur or 0.0 for line in lines)
    open_lines = sorted(line.id for line in lines if line.amount_meur is None)
    if stated > total + TOLERANCE or (not open_lines and stated < total - TOLERANCE):
        yield network.found("FIN-10", envelope, amount_meur=round(stated, 3), total_meur=total)
    elif open_lines:
        line = network.plan.get(FrameworkLine, open_lines[0])
        yield network.unknown("FIN-10", line, "amount_meur", count=len(open_lines))


def fin_11(network: Network) -> Iterator[Finding]:
    """Keep GenAI4EU at 500, EDIC at 100, InvestEU at 1 000 MEUR, and that one as mobilised.

    January 2024 framework; the outturn of each is another figure. The same holds for their lines
    among the money instruments.
    """
    yield from _fin_11_lines(network)
    for key, amount in _PACKAGE.items():
        envelope = network.plan.of(Envelope).get(key)
        if envelope is None:
            continue
        if envelope.amount_meur is None:
            yield network.unknown("FIN-11", envelope, "amount_meur")
            continue
        mobilised = envelope.type is EnvelopeType.MOBILISED
        if abs(envelope.amount_meur - amount) > TOLERANCE or mobilised != (key == _MOBILISED):
            yield network.found(
                "FIN-11",
                envelope,
                amount_meur=envelope.amount_meur,
                total_meur=amount,
                type=str(envelope.type),
            )


def _fin_11_lines(network: Network) -> Iterator[Finding]:
    lines = network.plan.of(Instrument)
    for key, (column, amount) in _LINES.items():
        line = lines.get(key)
        if line is None:
            continue
        for field, type_ in _COLUMNS.items():
            stated, expected = getattr(line, field), amount if field == column else None
            if stated is None and expected is not None:
                yield network.unknown("FIN-11", line, field)
            elif stated is not None and abs(stated - (expected or 0.0)) > TOLERANCE:
                yield network.found(
                    "FIN-11", line, amount_meur=stated, total_meur=amount, type=str(type_)
                )


def pledged(network: Network) -> Series:
    """Return what Union, states and others have at least committed, MEUR: (3,)."""
    return np.asarray(np.sum(list(network.part("FIN-04")), axis=0))


def _pledged_here(network: Network, key: str) -> tuple[float, ...]:
    pledges: Series = network.cache["money"][key].pledged
    return tuple(pledges[:-1].sum(axis=0).tolist())


def unmatched(plan: Plan) -> list[Commitment]:
    """Return the commitments that draw on a ceiling and whose split is not known, by key."""
    return [row for row in _drawing(plan) if None in (row.union_meur, row.states_meur)]


def _drawing(plan: Plan) -> Iterator[Commitment]:
    rows = (row for _key, row in sorted(plan.of(Commitment).items()))
    return (row for row in rows if row.envelope is not None)


def _firm(plan: Plan, paid_by: PaidBy) -> Iterator[Contribution]:
    """Yield the contributions of a source to measures at least committed, in any order."""
    measures = plan.of(Measure)
    for one in plan.of(Contribution).values():
        if one.paid_by is paid_by and measures[one.measure].status in COMMITTED:
            yield one


def _private(plan: Plan) -> list[tuple[int, float]]:
    """Return year and MEUR of what private members have brought."""
    rows = [row for row in plan.of(MemberEntry).values() if _is_private(plan, row)]
    if rows:
        return [(row.year, row.accepted_meur or row.reported_meur or 0.0) for row in rows]
    return [(one.year, one.commitment_meur or 0.0) for one in _firm(plan, PaidBy.PRIVATE)]


def _is_private(plan: Plan, row: MemberEntry) -> bool:
    return plan.get(Organisation, row.member).role is Role.PRIVATE_MEMBER


def _is_administrative(row: Call) -> bool:
    return row.pillar is Pillar.ADMINISTRATION


def _unstated(plan: Plan) -> Contribution | None:
    """Return the first of the Union's contributions whose programme is not stated, by key."""
    rows = (one for one in _firm(plan, PaidBy.UNION) if one.programme is None)
    return min(rows, key=lambda one: one.id, default=None)


def _binding(plan: Plan, programme: Programme) -> Envelope | None:
    rows = (row for _key, row in sorted(plan.of(Envelope).items()) if row.binds is programme)
    return next(rows, None)


def _fin_05(network: Network) -> Iterator[Finding]:
    """Keep the Union total within the ceiling in force: Art. 5, Regulation (EU) 2021/1173."""
    limit = ceiling(network.plan, network.parameters)
    return fin_05(limit, network.drawn[:-1].sum(axis=0))


NETWORK_RULES = (
    NetworkRule("FIN-04", fin_04, ("commitment", "envelope"), part=_pledged_here, after=("money",)),
    NetworkRule("FIN-05", _fin_05),
    NetworkRule("FIN-06", fin_06, reads=("contribution", "measure", "envelope")),
    NetworkRule("FIN-07", fin_07, reads=("call",)),
    NetworkRule(
        "FIN-08",
        fin_08,
        reads=("contribution", "measure", "envelope", "member_entry", "organisation"),
    ),
    NetworkRule("FIN-10", fin_10, reads=("framework_line", "envelope")),
    NetworkRule("FIN-11", fin_11, reads=("envelope", "instrument")),
)
