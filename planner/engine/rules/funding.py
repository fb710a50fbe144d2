# SPDX-License-Identifier: EUPL-1.2
"""FIN: who pays how much, and whether the ceiling holds."""

from collections.abc import Iterator

import numpy as np

from planner.domain.records.funding import Envelope
from planner.domain.records.infrastructure import SystemClass
from planner.domain.records.measures import Measure
from planner.engine.costs import Ledger
from planner.engine.outcome import Finding, Series, Severity
from planner.engine.rules.case import Case, found, not_checkable

_TOLERANCE = 1e-9
_CENT = 0.005


def fin_01(case: Case) -> Iterator[Finding]:
    """Let the Union pay at most half of the acquisition: Art. 12a(2), Regulation (EU) 2021/1173.

    Art. 12a speaks of AI-optimised machines; half is also the ceiling seen for high-end machines
    and upgrades. Mid-range machines have a rule of their own, FIN-09.
    """
    limit = case.parameters.ai_acq_share / 100
    for measure in _half_funded(case):
        share = measure.union_share_acquisition
        if share > limit + _TOLERANCE:
            yield found("FIN-01", Severity.ERROR, measure, share=share, limit=limit)


def fin_02(case: Case) -> Iterator[Finding]:
    """Let the Union pay at most half of the operation: Art. 12a(2), Regulation (EU) 2021/1173."""
    limit = case.parameters.ai_opex_share / 100
    for measure in _half_funded(case):
        share = measure.union_share_operation
        if share > limit + _TOLERANCE:
            yield found("FIN-02", Severity.ERROR, measure, share=share, limit=limit)


def fin_09(case: Case) -> Iterator[Finding]:
    """Let the Union pay at most 35 % of a mid-range machine's total cost.

    Art. 17(2), Regulation (EU) 2021/1173, implies it; the text of Art. 14 was not seen, so it is
    a warning.
    """
    limit = case.parameters.mid_share / 100
    for measure in case.roster.computing:
        if measure.system_class is SystemClass.MID_RANGE:
            shares = (measure.union_share_acquisition, measure.union_share_operation)
            if max(shares) > limit + _TOLERANCE:
                yield from _share_of_total(case, measure, limit)


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
        above = np.flatnonzero(total > limit.amount_meur + _CENT)
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


def _half_funded(case: Case) -> Iterator[Measure]:
    for measure in case.roster.computing:
        if measure.system_class is not SystemClass.MID_RANGE:
            yield measure


def _share_of_total(case: Case, measure: Measure, limit: float) -> Iterator[Finding]:
    unknown = [u.field for u in case.priced.unknowns if u.key == measure.id]
    if unknown:
        yield not_checkable("FIN-09", measure, unknown[0], limit=limit)
        return
    ledger = Ledger.of([case.priced])
    row = case.priced.measures.index(measure.id)
    capex, opex = float(ledger.capex[row]), float(ledger.life_opex[row])
    union = measure.union_share_acquisition * capex + measure.union_share_operation * opex
    if union > (limit + _TOLERANCE) * (capex + opex):
        share = round(union / (capex + opex), 4)
        yield found("FIN-09", Severity.WARNING, measure, share=share, limit=limit)
