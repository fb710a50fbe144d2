# SPDX-License-Identifier: EUPL-1.2
"""TAL and SUP: people for the machines, and enough of those who help the users."""

from collections.abc import Iterator, Mapping
from itertools import chain

import attrs
import numpy as np

from planner.domain.records.access import Allocation
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import TALENT, Measure, MeasureKind
from planner.engine.costs import Ledger
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Series, Severity
from planner.engine.rules.case import Case, Network, NetworkRule, Rule, not_checkable
from planner.engine.rules.dossier import committed_systems

_FILLED = ("seats", "completion")


@attrs.frozen(eq=False)
class _Priced:
    """The programmes of one state: MEUR for each completed by kind, and what is unknown."""

    costs: Mapping[MeasureKind, Series]
    measures: Mapping[MeasureKind, tuple[Measure, ...]]
    unknown: tuple[Finding, ...]


def tal_01(case: Case) -> Iterator[Finding]:
    """Plan at least one talent programme where a committed system is to stand.

    Talent is part of an AI factory: Art. 2(3b), Regulation (EU) 2021/1173. Once the system
    operates it is an error.
    """
    rows = list(committed_systems(case))
    if rows and not case.roster.talent:
        running = any(row.status is Status.OPERATIONAL for row in rows)
        severity = Severity.ERROR if running else None
        state = case.plan.get(State, case.key)
        yield case.found("TAL-01", state, severity=severity, systems=len(rows))


def tal_02(case: Case) -> Iterator[Finding]:
    """Fill in seats and completion of each talent programme; the framework defines neither."""
    for measure in case.roster.talent:
        missing = [name for name in _FILLED if getattr(measure, name) is None]
        if missing:
            yield case.found("TAL-02", measure, missing=";".join(missing))


def tal_05(case: Case) -> Iterator[Finding]:
    """Run a talent programme while there is a machine in its state, for a month at least."""
    if not case.roster.talent:
        return
    if not case.at.count:
        for system in case.roster.systems[:1]:
            yield case.unknown("TAL-05", system, "accepted")
        return
    first, end = float(case.at.first.min()), float(case.at.end.max())
    for measure in case.roster.talent:
        if measure.start >= end or measure.end <= first:
            months = first - measure.end if measure.end <= first else measure.start - end
            yield case.found("TAL-05", measure, months=int(months) + 1)


def sup_s1(case: Case) -> Iterator[Finding]:
    """Have enough support posts for the projects of a state: ten a post, a planner's figure."""
    centres = [
        m for m in case.roster.measures if m.kind is MeasureKind.SUPPORT and m.status in COMMITTED
    ]
    projects = len(case.attached_to_state(Allocation))
    if not centres or not projects:
        return
    posts = [m.staff_fte for m in centres if m.staff_fte is not None]
    if len(posts) < len(centres):
        blank = next(m for m in centres if m.staff_fte is None)
        yield case.unknown("SUP-S1", blank, "staff_fte")
        return
    limit = case.limit("SUP-S1", "projects_per_post")
    total = sum(posts)
    if projects > limit * total:
        needed = projects / limit
        yield case.found(
            "SUP-S1", centres[0], projects=projects, staff_fte=total, needed_fte=round(needed, 1)
        )


def tal_04(network: Network) -> Iterator[Finding]:
    """Say where a programme costs more than twice the median of its kind for each completed.

    Cost for one completed = cost of all intakes / (seats · intakes · completion).
    """
    factor = network.limit("TAL-04", "factor")
    parts = network.of_each_state("TAL-04", _for_each, "costs")
    for part in parts:
        yield from part.unknown
    for kind in TALENT:
        here = [part for part in parts if kind in part.costs]
        if not here:
            continue
        costs = np.concatenate([part.costs[kind] for part in here])
        usual = float(np.median(costs))
        above = np.flatnonzero(costs > factor * usual)
        measures = list(chain.from_iterable(part.measures[kind] for part in here))
        for row in map(int, above):
            each, median = round(1e3 * float(costs[row]), 1), round(1e3 * usual, 1)
            yield network.found("TAL-04", measures[row], cost_keur=each, usual_keur=median)


def _for_each(network: Network, key: str) -> _Priced:
    """Price the programmes of one state, and say for which that cannot be done."""
    roster = network.inputs.roll.rosters[key]
    ledger = Ledger.of([network.cache["costs"][key]])
    capex, intakes = ledger.capex.tolist(), ledger.intakes.tolist()
    priced: dict[MeasureKind, list[tuple[float, Measure]]] = {}
    unknown: list[Finding] = []
    for row, measure in enumerate(roster.measures):
        if measure.kind not in TALENT:
            continue
        if not measure.seats or not measure.completion:
            field = "completion" if measure.seats else "seats"
            unknown.append(not_checkable("TAL-04", measure, field))
        elif capex[row] and intakes[row]:
            people = measure.seats * intakes[row] * measure.completion
            priced.setdefault(measure.kind, []).append((capex[row] / people, measure))
    return _Priced(
        {kind: np.array([cost for cost, _measure in rows]) for kind, rows in priced.items()},
        {kind: tuple(measure for _cost, measure in rows) for kind, rows in priced.items()},
        tuple(unknown),
    )


RULES = (
    Rule("TAL-01", tal_01),
    Rule("TAL-02", tal_02),
    Rule("TAL-05", tal_05),
    Rule("SUP-S1", sup_s1, "allocation"),
)
NETWORK_RULES = (NetworkRule("TAL-04", tal_04),)
