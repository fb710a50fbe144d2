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
from planner.domain.records.measures import Measure, MeasureKind
from planner.engine.costs import ROWS
from planner.engine.funding import Funding
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Rule
from planner.engine.rules.docket import Docket, Mask, Picked

TOLERANCE = 0.005  # MEUR
_EPSILON = 1e-9  # of a share
_HALF = 0.5
_SHARE_STEP = 5e-5  # a share that differs by less is written the same
# From its selection on a state must have promised its part in writing.
_SELECTED = frozenset(Status) - {Status.TENTATIVE, Status.COMMITTED}
_STATES = frozenset({PaidBy.HOST_STATE, PaidBy.CONSORTIUM, PaidBy.REGION})
_OWN_MONEY = frozenset({Programme.NATIONAL, Programme.PRIVATE})
_TWICE = frozenset({Programme.RECOVERY, Programme.COHESION})


_BOUGHT = ("bought_union", "bought_states", "bought_other")
_RUN = ("run_union", "run_states", "run_other")


class _Sheet(NamedTuple):
    """The money of one measure, MEUR: shares of the Union, cost, what Union, states, others pay."""

    acquisition: float
    operation: float
    share: float
    cost: float
    sources: tuple[float, float, float]
    known: bool
    contributed: bool


def fin_01(case: Case, measure: Measure) -> Iterator[Finding]:
    """Let the Union pay at most half of the acquisition: Art. 12a(2), Regulation (EU) 2021/1173.

    Art. 12a speaks of AI-optimised machines; half is also the ceiling seen for high-end machines
    and upgrades. Mid-range machines have a rule of their own, FIN-09.
    """
    limit = case.parameters.ai_acq_share / 100
    yield from _above_half(case, measure, "FIN-01", _ACQUISITION, limit)


def fin_02(case: Case, measure: Measure) -> Iterator[Finding]:
    """Let the Union pay at most half of the operation: Art. 12a(2), Regulation (EU) 2021/1173."""
    limit = case.parameters.ai_opex_share / 100
    yield from _above_half(case, measure, "FIN-02", _OPERATION, limit)


def fin_03(case: Case, measure: Measure) -> Iterator[Finding]:
    """Have the sources cover the total cost exactly: |U + sum of N + other - TCO| <= 0.005.

    A cost that is given must be met, or it is an error. Where acquisition or operation is an
    estimate, what nobody has pledged of it is a warning: the estimate may be wrong.
    """
    sheet = _sheet(case, measure)
    if not sheet.contributed:
        covered = (measure.union_share_acquisition + measure.other_share) * sheet.cost
        yield from _gap(case, measure, covered, sheet.cost)
    elif _unknown_contribution(case, measure) is not None:
        yield _not_checkable(case, "FIN-03", measure)
    else:
        given = tuple(_gap(case, measure, *_given(case, measure)))
        whole = sum(sheet.sources), sheet.cost
        yield from given or _gap(case, measure, *whole, severity=Severity.WARNING, estimated=True)


def _gap(
    case: Case,
    measure: Measure,
    covered: float,
    cost: float,
    *,
    severity: Severity | None = None,
    **facts: bool,
) -> Iterator[Finding]:
    if abs(covered - cost) > TOLERANCE:
        yield case.found(
            "FIN-03",
            measure,
            severity=severity,
            covered_meur=round(covered, 3),
            cost_meur=round(cost, 3),
            gap_meur=round(cost - covered, 3),
            **facts,
        )


def _given(case: Case, measure: Measure) -> tuple[float, float]:
    """Return what is contributed to the parts of the cost that are given, and these, in MEUR."""
    row, covered, cost = _costs(case, measure), 0.0, 0.0
    if measure.capex_meur is not None:
        covered += sum(row[name] for name in _BOUGHT)
        cost += row["capex"]
    if measure.opex_meur_per_year is not None:
        covered += sum(row[name] for name in _RUN)
        cost += row["opex"] * max(row["end"] - row["first"], 0.0) / 12
    return covered, cost


def _contributed_or_overasked(of: Docket) -> Picked:
    asked = of.measures.numbers("union_share_acquisition") + of.measures.numbers("other_share")
    return of.measures.where((of.money("contributed") > 0) | (asked > 1 + _EPSILON))


def fin_09(case: Case, measure: Measure) -> Iterator[Finding]:
    """Let the Union pay at most 35 % of a mid-range machine's total cost.

    Art. 17(2), Regulation (EU) 2021/1173, implies it; the text of Art. 14 was not seen, so it is
    a warning.
    """
    limit, sheet = case.parameters.mid_share / 100, _sheet(case, measure)
    if not sheet.known:
        shares = (measure.union_share_acquisition, measure.union_share_operation)
        if sheet.contributed or max(shares) > limit + _EPSILON:
            yield _not_checkable(case, "FIN-09", measure, limit=limit)
    elif sheet.share > limit + _EPSILON:
        yield case.found("FIN-09", measure, share=round(sheet.share, 4), limit=limit)


def _mid_range(of: Docket) -> Picked:
    return of.measures.where(of.measures.is_in("system_class", _MID_RANGE))


def fin_12(case: Case, row: Commitment | Measure) -> Iterator[Finding]:
    """Never let mobilised or private money count as public budget.

    No record may draw on an envelope of mobilised money, and no Union contribution may come from
    a national or private programme.
    """
    envelope = case.plan.of(Envelope).get(row.envelope or "")
    if envelope is not None and envelope.type is EnvelopeType.MOBILISED:
        yield case.found("FIN-12", row, envelope=envelope.name)


def _mobilised(of: Docket) -> Picked:
    envelopes = of.plan.of(Envelope).values()
    mobilised = frozenset(one.id for one in envelopes if one.type is EnvelopeType.MOBILISED)
    return of.measures.where(of.measures.is_in("envelope", mobilised))


def _fin_12_elsewhere(case: Case) -> Iterator[Finding]:
    for row in case.roster.commitments:
        yield from fin_12(case, row)
    for one in _contributions(case):
        if one.paid_by is PaidBy.UNION and one.programme in _OWN_MONEY:
            yield case.found("FIN-12", one, envelope=str(one.programme))


def fin_13(case: Case, measure: Measure) -> Iterator[Finding]:
    """Count no euro twice: one contribution for each source, programme, purpose and year.

    Money of the recovery facility or of cohesion policy that is entered as the Union's is named,
    because the state may enter it again as its own (Financial Regulation; text not read).
    """
    seen: dict[tuple[object, ...], Contribution] = {}
    for one in case.inputs.roll.contributions.get(measure.id, ()):
        line = (*_line(one), one.year)
        if line in seen:
            yield case.found("FIN-13", one, other=seen[line].id, year=str(one.year))
        elif one.paid_by is PaidBy.UNION and one.programme in _TWICE:
            yield case.found("FIN-13", one, other=str(one.programme), year=str(one.year))
        seen.setdefault(line, one)


def _contributed_to(of: Docket) -> Picked:
    return of.measures.where(of.measures.has(of.inputs.roll.contributions))


def fin_14(case: Case, measure: Measure) -> Iterator[Finding]:
    """Have a written promise for all that the Union does not pay, once selected.

    Art. 15(3)(d), Regulation (EU) 2021/1173, for upgrades; Art. 9(5) for hosts. Letters are the
    documents of that type and the contributions that name one. Before selection nothing is said.
    """
    sheet = _sheet(case, measure)
    if not sheet.known:
        yield _not_checkable(case, "FIN-14", measure)
        return
    letters = [
        one
        for one in case.attached(Document, measure)
        if one.type is DocumentType.COMMITMENT_LETTER
    ]
    unstated = next((one for one in letters if one.amount_meur is None), None)
    promised = sum(one.amount_meur or 0.0 for one in letters) + _lettered(case, measure)
    needed = sheet.cost - sheet.sources[0]
    if promised >= needed - TOLERANCE:
        return
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


def _hosted_and_selected(of: Docket) -> Picked:
    return of.measures.where(of.computing & of.measures.is_in("status", _SELECTED))


def fin_15(case: Case, measure: Measure) -> Iterator[Finding]:
    """Pay no more than is committed, cumulatively and line by line (budget law)."""
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


def fin_17(case: Case, measure: Measure) -> Iterator[Finding]:
    """Let a grant for research and innovation pay at most half (texts of the calls: antennas)."""
    limit, sheet = case.limit("FIN-17", "share"), _sheet(case, measure)
    if not sheet.known:
        yield _not_checkable(case, "FIN-17", measure)
    elif sheet.share > limit + _EPSILON:
        yield case.found("FIN-17", measure, share=round(sheet.share, 4), limit=limit)


def _antennas_above_a_share(of: Docket) -> Picked:
    above = of.money("tco") > of.limit("FIN-17", "share") + _EPSILON
    return _antennas(of, above)


def fin_18(case: Case, measure: Measure) -> Iterator[Finding]:
    """Grant an antenna at most 5 MEUR: call HORIZON-JU-EUROHPC-2025-AIFA-01."""
    limit, sheet = case.limit("FIN-18", "grant"), _sheet(case, measure)
    if not sheet.known:
        yield _not_checkable(case, "FIN-18", measure)
    elif sheet.sources[0] > limit + TOLERANCE:
        amount = round(sheet.sources[0], 3)
        yield case.found("FIN-18", measure, amount_meur=amount, grant_meur=limit)


def _antennas_above_a_grant(of: Docket) -> Picked:
    return _antennas(of, of.money("union") > of.limit("FIN-18", "grant") + TOLERANCE)


def _antennas(of: Docket, above: Mask) -> Picked:
    """Sieve antennas whose money is above something, or is not known."""
    return of.measures.where(of.of_kind(MeasureKind.ANTENNA) & (above | (of.money("known") == 0)))


def fin_19(case: Case, measure: Measure) -> Iterator[Finding]:
    """Doubt an amount more than ten times above or below what it is compared with.

    A measure's own figure, or what is contributed where it has none, with its estimate from the
    catalogue; a contract with the cost of its system: 1.29 was once printed for a contract of 129
    MEUR.
    """
    factor, row = case.limit("FIN-19", "factor"), _costs(case, measure)
    estimate, given = row["estimate"], measure.capex_meur
    if given is None:
        given = sum(row[name] for name in _BOUGHT)
    if given and estimate > 0 and _implausible(given, estimate, factor):
        yield case.found(
            "FIN-19",
            measure,
            amount_meur=round(given, 3),
            usual_meur=round(estimate, 3),
            factor=factor,
        )


def _with_a_cost(of: Docket) -> Picked:
    return of.measures.where(~of.measures.unknown("capex_meur") | (of.money("contributed") > 0))


def _fin_19_contracts(case: Case) -> Iterator[Finding]:
    factor = case.limit("FIN-19", "factor")
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


def fin_20(case: Case, measure: Measure) -> Iterator[Finding]:
    """Show a Union rate other than one half: half is a ceiling, no rate.

    The Dutch factory has 35.3 %: 71 of 201 MEUR.
    """
    yield case.found("FIN-20", measure, share=round(_sheet(case, measure).share, 4))


def _not_at_half(of: Docket) -> Picked:
    apart = np.abs(of.money("tco") - _HALF) > _SHARE_STEP
    return of.measures.where(of.computing & (of.money("known") > 0) & apart)


def _above_half(
    case: Case, measure: Measure, rule: str, what: tuple[str, str], limit: float
) -> Iterator[Finding]:
    sheet, (of, field) = _sheet(case, measure), what
    recorded = sheet.acquisition if of == "acquisition" else sheet.operation
    share = recorded if sheet.contributed else getattr(measure, field)
    if share > limit + _EPSILON:
        yield case.found(rule, measure, share=round(share, 4), limit=limit)
    elif sheet.contributed and _unknown_contribution(case, measure) is not None:
        yield _not_checkable(case, rule, measure, limit=limit)


def _above_half_of_acquisition(of: Docket) -> Picked:
    return _asking_for_more(of, _ACQUISITION, of.parameters.ai_acq_share / 100)


def _above_half_of_operation(of: Docket) -> Picked:
    return _asking_for_more(of, _OPERATION, of.parameters.ai_opex_share / 100)


def _asking_for_more(of: Docket, what: tuple[str, str], limit: float) -> Picked:
    """Sieve machines that ask for more than a share, or that have contributions to look at."""
    asking = (of.measures.numbers(what[1]) > limit + _EPSILON) | (of.money("contributed") > 0)
    mid_range = of.measures.is_in("system_class", _MID_RANGE)
    return of.measures.where(of.computing & ~mid_range & asking)


def _sheet(case: Case, measure: Measure) -> _Sheet:
    """Return the money of a measure."""
    funding: Funding = case.blocks["funding"]
    row = funding.table[:, case.priced.row_of(measure.id)].tolist()
    bought, run, share, cost, known, union, states, other, contributed = row
    sources = (union, states, other)
    return _Sheet(bought, run, share, cost, sources, known > 0, contributed > 0)


def _costs(case: Case, measure: Measure) -> Mapping[str, float]:
    """Return the row of a measure in the table of costs."""
    row = case.priced.table[:, case.priced.row_of(measure.id)].tolist()
    return dict(zip(ROWS, row, strict=True))


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


_MID_RANGE = frozenset({SystemClass.MID_RANGE})
_ACQUISITION = ("acquisition", "union_share_acquisition")
_OPERATION = ("operation", "union_share_operation")
RULES = (
    Rule("FIN-01", fin_01, among=_above_half_of_acquisition),
    Rule("FIN-02", fin_02, among=_above_half_of_operation),
    Rule("FIN-03", fin_03, among=_contributed_or_overasked),
    Rule("FIN-09", fin_09, among=_mid_range),
    Rule("FIN-12", fin_12, among=_mobilised, rest=_fin_12_elsewhere),
    Rule("FIN-13", fin_13, "contribution", among=_contributed_to),
    Rule("FIN-14", fin_14, among=_hosted_and_selected),
    Rule("FIN-15", fin_15, "contribution", among=_contributed_to),
    Rule("FIN-16", fin_16, "contribution"),
    Rule("FIN-17", fin_17, among=_antennas_above_a_share),
    Rule("FIN-18", fin_18, among=_antennas_above_a_grant),
    Rule("FIN-19", fin_19, among=_with_a_cost, rest=_fin_19_contracts),
    Rule("FIN-20", fin_20, among=_not_at_half),
)
