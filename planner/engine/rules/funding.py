# SPDX-License-Identifier: EUPL-1.2
"""FIN: who pays how much of one machine or measure, and whether the papers agree.

Money is compared with a tolerance of 0.005 MEUR. Rules that add up the network are in
`planner.engine.rules.envelopes`.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from planner.domain.months import year_of
from planner.domain.records.assurance import Document, DocumentType
from planner.domain.records.contributions import Contribution, PaidBy, Programme
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.infrastructure import Status, SystemClass
from planner.domain.records.measures import COMPUTE, Measure, MeasureKind
from planner.engine.funding import SHARES, Funding
from planner.engine.outcome import Finding
from planner.engine.rules.case import Case, Rule

TOLERANCE = 0.005  # MEUR
_EPSILON = 1e-9  # of a share
_HALF = 0.5
_SHARE_STEP = 5e-5  # a share that differs by less is written the same
# From its selection on a state must have promised its part in writing.
_SELECTED = frozenset(Status) - {Status.TENTATIVE, Status.COMMITTED}
_STATES = frozenset({PaidBy.HOST_STATE, PaidBy.CONSORTIUM, PaidBy.REGION})
_OWN_MONEY = frozenset({Programme.NATIONAL, Programme.PRIVATE})
_TWICE = frozenset({Programme.RECOVERY, Programme.COHESION})


_SHEET = [SHARES.index(name) for name in SHARES[2:]]


class _Sheet(NamedTuple):
    """The money of one measure in MEUR: cost, and what Union, states and others put up."""

    measure: Measure
    cost: float
    sources: tuple[float, float, float]
    share: float
    known: bool
    contributed: bool


def fin_01(case: Case) -> Iterator[Finding]:
    """Let the Union pay at most half of the acquisition: Art. 12a(2), Regulation (EU) 2021/1173.

    Art. 12a speaks of AI-optimised machines; half is also the ceiling seen for high-end machines
    and upgrades. Mid-range machines have a rule of their own, FIN-09.
    """
    limit = case.parameters.ai_acq_share / 100
    yield from _above_half(case, "FIN-01", "acquisition", "union_share_acquisition", limit)


def fin_02(case: Case) -> Iterator[Finding]:
    """Let the Union pay at most half of the operation: Art. 12a(2), Regulation (EU) 2021/1173."""
    limit = case.parameters.ai_opex_share / 100
    yield from _above_half(case, "FIN-02", "operation", "union_share_operation", limit)


def fin_03(case: Case) -> Iterator[Finding]:
    """Have the sources cover the total cost exactly: |U + sum of N + other - TCO| <= 0.005."""
    for sheet in _sheets(case):
        measure = sheet.measure
        asked = measure.union_share_acquisition + measure.other_share
        if sheet.contributed:
            if _unknown_contribution(case, measure) is not None:
                yield _not_checkable(case, "FIN-03", measure)
                continue
            covered = sum(sheet.sources)
        elif asked > 1 + _EPSILON:
            covered = asked * sheet.cost
        else:
            continue
        if abs(covered - sheet.cost) > TOLERANCE:
            yield case.found(
                "FIN-03",
                measure,
                covered_meur=round(covered, 3),
                cost_meur=round(sheet.cost, 3),
                gap_meur=round(sheet.cost - covered, 3),
            )


def fin_09(case: Case) -> Iterator[Finding]:
    """Let the Union pay at most 35 % of a mid-range machine's total cost.

    Art. 17(2), Regulation (EU) 2021/1173, implies it; the text of Art. 14 was not seen, so it is
    a warning.
    """
    limit = case.parameters.mid_share / 100
    for sheet in _sheets(case):
        if sheet.measure.system_class is not SystemClass.MID_RANGE:
            continue
        if not sheet.known:
            shares = (sheet.measure.union_share_acquisition, sheet.measure.union_share_operation)
            if sheet.contributed or max(shares) > limit + _EPSILON:
                yield _not_checkable(case, "FIN-09", sheet.measure, limit=limit)
        elif sheet.share > limit + _EPSILON:
            yield case.found("FIN-09", sheet.measure, share=round(sheet.share, 4), limit=limit)


def fin_12(case: Case) -> Iterator[Finding]:
    """Never let mobilised or private money count as public budget.

    No record may draw on an envelope of mobilised money, and no Union contribution may come from
    a national or private programme.
    """
    rows: tuple[Commitment | Measure, ...] = (*case.roster.measures, *case.roster.commitments)
    for row in rows:
        envelope = case.plan.of(Envelope).get(row.envelope or "")
        if envelope is not None and envelope.type is EnvelopeType.MOBILISED:
            yield case.found("FIN-12", row, envelope=envelope.name)
    for one in _contributions(case):
        if one.paid_by is PaidBy.UNION and one.programme in _OWN_MONEY:
            yield case.found("FIN-12", one, envelope=str(one.programme))


def fin_13(case: Case) -> Iterator[Finding]:
    """Count no euro twice: one contribution for each source, programme, purpose and year.

    Money of the recovery facility or of cohesion policy that is entered as the Union's is named,
    because the state may enter it again as its own (Financial Regulation; text not read).
    """
    for measure in case.roster.measures:
        seen: dict[tuple[object, ...], Contribution] = {}
        for one in case.inputs.roll.contributions.get(measure.id, ()):
            line = (*_line(one), one.year)
            if line in seen:
                yield case.found("FIN-13", one, other=seen[line].id, year=str(one.year))
            elif one.paid_by is PaidBy.UNION and one.programme in _TWICE:
                yield case.found("FIN-13", one, other=str(one.programme), year=str(one.year))
            seen.setdefault(line, one)


def fin_14(case: Case) -> Iterator[Finding]:
    """Have a written promise for all that the Union does not pay, once selected.

    Art. 15(3)(d), Regulation (EU) 2021/1173, for upgrades; Art. 9(5) for hosts. Letters are the
    documents of that type and the contributions that name one. Before selection nothing is said.
    """
    for sheet in _sheets(case):
        measure = sheet.measure
        if measure.kind not in _HOSTED or measure.status not in _SELECTED:
            continue
        if not sheet.known:
            yield _not_checkable(case, "FIN-14", measure)
            continue
        letters = [
            one
            for one in case.attached(Document, measure)
            if one.type is DocumentType.COMMITMENT_LETTER
        ]
        unstated = next((one for one in letters if one.amount_meur is None), None)
        promised = sum(one.amount_meur or 0.0 for one in letters) + _lettered(case, measure)
        needed = sheet.cost - sheet.sources[0]
        if promised >= needed - TOLERANCE:
            continue
        if unstated is not None:
            yield case.unknown("FIN-14", unstated, "amount_meur")
        else:
            yield case.found(
                "FIN-14",
                measure,
                needed_meur=round(needed, 3),
                promised_meur=round(promised, 3),
                gap_meur=round(needed - promised, 3),
            )


def fin_15(case: Case) -> Iterator[Finding]:
    """Pay no more than is committed, cumulatively and line by line (budget law)."""
    for measure in case.roster.measures:
        for rows in _lines(case, measure).values():
            paid = committed = 0.0
            for one in sorted(rows, key=lambda row: (row.year, row.id)):
                if one.payment_meur is not None and one.commitment_meur is None and not committed:
                    yield case.unknown("FIN-15", one, "commitment_meur")
                    break
                paid += one.payment_meur or 0.0
                committed += one.commitment_meur or 0.0
                last = not any(o.year == one.year and o.id > one.id for o in rows)
                if last and paid > committed + TOLERANCE:
                    yield case.found(
                        "FIN-15",
                        one,
                        paid_meur=round(paid, 3),
                        committed_meur=round(committed, 3),
                        year=str(one.year),
                    )
                    break


def fin_16(case: Case) -> Iterator[Finding]:
    """Warn where less than half of what a past year appropriated was paid (discharge practice)."""
    least, now = case.limit("FIN-16", "execution"), year_of(int(case.parameters.as_of))
    for one in _contributions(case):
        if one.year >= now or not one.commitment_meur:
            continue
        if one.payment_meur is None:
            yield case.unknown("FIN-16", one, "payment_meur")
        elif one.payment_meur < least * one.commitment_meur - TOLERANCE:
            share = round(one.payment_meur / one.commitment_meur, 4)
            yield case.found("FIN-16", one, share=share, limit=least, year=str(one.year))


def fin_17(case: Case) -> Iterator[Finding]:
    """Let a grant for research and innovation pay at most half (texts of the calls: antennas)."""
    limit = case.limit("FIN-17", "share")
    for sheet in _sheets(case):
        if sheet.measure.kind is not MeasureKind.ANTENNA:
            continue
        if not sheet.known:
            yield _not_checkable(case, "FIN-17", sheet.measure)
        elif sheet.share > limit + _EPSILON:
            yield case.found("FIN-17", sheet.measure, share=round(sheet.share, 4), limit=limit)


def fin_18(case: Case) -> Iterator[Finding]:
    """Grant an antenna at most 5 MEUR: call HORIZON-JU-EUROHPC-2025-AIFA-01."""
    limit = case.limit("FIN-18", "grant")
    for sheet in _sheets(case):
        if sheet.measure.kind is not MeasureKind.ANTENNA:
            continue
        if not sheet.known:
            yield _not_checkable(case, "FIN-18", sheet.measure)
        elif sheet.sources[0] > limit + TOLERANCE:
            amount = round(sheet.sources[0], 3)
            yield case.found("FIN-18", sheet.measure, amount_meur=amount, grant_meur=limit)


def fin_19(case: Case) -> Iterator[Finding]:
    """Doubt an amount more than ten times above or below what it is compared with.

    A measure's own figure with its estimate from the catalogue, a contract with the cost of its
    system: 1.29 was once printed for a contract of 129 MEUR.
    """
    factor = case.limit("FIN-19", "factor")
    estimates = case.priced.estimates
    for measure, estimate in zip(case.roster.measures, estimates.tolist(), strict=True):
        given = measure.capex_meur
        if given and estimate > 0 and _implausible(given, estimate, factor):
            yield case.found(
                "FIN-19", measure, amount_meur=given, usual_meur=round(estimate, 3), factor=factor
            )
    systems = {system.id: system for system in case.roster.systems}
    for promise in case.roster.commitments:
        system = systems.get(promise.system or "")
        total = _total(promise)
        if system is None or not system.cost_meur or not total:
            continue
        if _implausible(system.cost_meur, total, factor):
            usual = round(total, 3)
            yield case.found(
                "FIN-19", system, amount_meur=system.cost_meur, usual_meur=usual, factor=factor
            )


def fin_20(case: Case) -> Iterator[Finding]:
    """Show a Union rate other than one half: half is a ceiling, no rate.

    The Dutch factory has 35.3 %: 71 of 201 MEUR.
    """
    for sheet in _sheets(case):
        hosted = sheet.measure.kind in _HOSTED
        if hosted and sheet.known and abs(sheet.share - _HALF) > _SHARE_STEP:
            yield case.found("FIN-20", sheet.measure, share=round(sheet.share, 4))


def _above_half(case: Case, rule: str, what: str, field: str, limit: float) -> Iterator[Finding]:
    shares = _funding(case).table[SHARES.index(what)].tolist()
    for sheet, recorded in zip(_sheets(case), shares, strict=True):
        measure = sheet.measure
        if measure.kind not in COMPUTE or measure.system_class is SystemClass.MID_RANGE:
            continue
        share = recorded if sheet.contributed else getattr(measure, field)
        if share > limit + _EPSILON:
            yield case.found(rule, measure, share=round(share, 4), limit=limit)
        elif sheet.contributed and _unknown_contribution(case, measure) is not None:
            yield _not_checkable(case, rule, measure, limit=limit)


def _sheets(case: Case) -> list[_Sheet]:
    """Return the money of each measure of the state, in the order of their keys."""
    return case.once("sheets", _made_sheets)


def _made_sheets(case: Case) -> list[_Sheet]:
    measures = case.roster.measures
    if not measures:
        return []
    share, cost, known, *sources, recorded = _funding(case).table[_SHEET]
    flags = ((row > 0).tolist() for row in (known, recorded))
    paid = zip(*(row.tolist() for row in sources), strict=True)
    rows = zip(measures, cost.tolist(), paid, share.tolist(), *flags, strict=True)
    return list(map(_Sheet._make, rows))


def _funding(case: Case) -> Funding:
    found: Funding = case.blocks["funding"]
    return found


def _contributions(case: Case) -> Iterator[Contribution]:
    if case.inputs.roll.contributions:
        for measure in case.roster.measures:
            yield from case.inputs.roll.contributions.get(measure.id, ())


def _unknown_contribution(case: Case, measure: Measure) -> Contribution | None:
    rows = case.inputs.roll.contributions.get(measure.id, ())
    return next((one for one in rows if one.commitment_meur is None), None)


def _not_checkable(
    case: Case,
    rule: str,
    measure: Measure,
    **facts: Any,  # noqa: ANN401 - facts are of any plain type
) -> Finding:
    """Return that a rule could not be checked, for want of a contribution or of the cost."""
    one = _unknown_contribution(case, measure)
    if one is not None:
        return case.unknown(rule, one, "commitment_meur", **facts)
    fields = [u.field for u in case.priced.unknowns if u.key == measure.id]
    return case.unknown(rule, measure, fields[0] if fields else "capex_meur", **facts)


def _lettered(case: Case, measure: Measure) -> float:
    """Return what contributions of states promise that name their letter, in MEUR."""
    rows = case.inputs.roll.contributions.get(measure.id, ())
    return sum(one.commitment_meur or 0.0 for one in rows if one.letter and one.paid_by in _STATES)


def _line(one: Contribution) -> tuple[object, ...]:
    return (one.paid_by, one.state, one.programme, one.purpose)


def _lines(case: Case, measure: Measure) -> Mapping[tuple[object, ...], list[Contribution]]:
    found: dict[tuple[object, ...], list[Contribution]] = {}
    for one in case.inputs.roll.contributions.get(measure.id, ()):
        found.setdefault(_line(one), []).append(one)
    return found


def _total(promise: Commitment) -> float | None:
    amounts = (promise.union_meur, promise.states_meur, promise.other_meur)
    known = [amount for amount in amounts if amount is not None]
    return float(np.sum(known)) if promise.union_meur is not None else None


def _implausible(amount: float, usual: float, factor: float) -> bool:
    return amount > factor * usual or usual > factor * amount


_HOSTED = frozenset({MeasureKind.SYSTEM, MeasureKind.UPGRADE})
RULES = (
    Rule("FIN-01", fin_01),
    Rule("FIN-02", fin_02),
    Rule("FIN-03", fin_03),
    Rule("FIN-09", fin_09),
    Rule("FIN-12", fin_12),
    Rule("FIN-13", fin_13),
    Rule("FIN-14", fin_14),
    Rule("FIN-15", fin_15),
    Rule("FIN-16", fin_16),
    Rule("FIN-17", fin_17),
    Rule("FIN-18", fin_18),
    Rule("FIN-19", fin_19),
    Rule("FIN-20", fin_20),
)
