# SPDX-License-Identifier: EUPL-1.2
"""TAL and SUP: people for the machines, and enough of those who help the users."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

import attrs
import numpy as np

from planner.domain.records.access import Allocation
from planner.domain.records.cooperation import ProgrammeKind, TalentProgramme
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import TALENT, Measure, MeasureKind
from planner.engine.costs import ROWS, Costs
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.case import Case, Network, NetworkRule, Rule, not_checkable
from planner.engine.rules.docket import Docket, Picked
from planner.engine.rules.dossier import committed_systems
from planner.engine.rules.eligibility import has_talent

_FILLED = ("seats", "completion")
_PRICED = [ROWS.index("capex"), ROWS.index("intakes")]
_REPORTED = ("kind", "budget_meur", "completed")
_ALIKE: Mapping[ProgrammeKind, MeasureKind] = {
    ProgrammeKind.MASTER: MeasureKind.MASTER,
    ProgrammeKind.DOCTORATE: MeasureKind.DOCTORAL,
    ProgrammeKind.FELLOWSHIP: MeasureKind.FELLOWSHIP,
    ProgrammeKind.UPSKILLING: MeasureKind.COURSE,
    ProgrammeKind.SUMMER_SCHOOL: MeasureKind.COURSE,
}
_RUN_ONLY = tuple(kind for kind in ProgrammeKind if kind not in _ALIKE)
_Kind = MeasureKind | ProgrammeKind


@attrs.frozen
class _Priced:
    """Programmes of a state, or reported: MEUR for each completed by kind, and what is unknown."""

    costs: Mapping[_Kind, tuple[float, ...]]
    programmes: Mapping[_Kind, tuple[Measure | TalentProgramme, ...]]
    unknown: tuple[Finding, ...]


def _priced(
    rows: Mapping[_Kind, Sequence[tuple[float, Measure | TalentProgramme]]],
    unknown: Sequence[Finding],
) -> _Priced:
    return _Priced(
        {kind: tuple(cost for cost, _row in here) for kind, here in rows.items()},
        {kind: tuple(row for _cost, row in here) for kind, here in rows.items()},
        tuple(unknown),
    )


def tal_01(case: Case) -> Iterator[Finding]:
    """Plan at least one talent programme where a committed system is to stand.

    Talent is part of an AI factory: Art. 2(3b), Regulation (EU) 2021/1173. Once the system
    operates it is an error.
    """
    rows = list(committed_systems(case))
    if rows and not has_talent(case):
        running = any(row.status is Status.OPERATIONAL for row in rows)
        severity = Severity.ERROR if running else None
        state = case.plan.get(State, case.key)
        yield case.found("TAL-01", state, severity=severity, systems=len(rows))


def tal_02(case: Case, measure: Measure) -> Iterator[Finding]:
    """Fill in seats and completion of each talent programme; the framework defines neither."""
    missing = [name for name in _FILLED if getattr(measure, name) is None]
    yield case.found("TAL-02", measure, missing=";".join(missing))


def _not_filled_in(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(*TALENT) & of.measures.unknown(*_FILLED))


def tal_05(case: Case, measure: Measure) -> Iterator[Finding]:
    """Run a talent programme while there is a machine in its state, for a month at least."""
    first, end = float(case.at.first.min()), float(case.at.end.max())
    months = first - measure.end if measure.end <= first else measure.start - end
    yield case.found("TAL-05", measure, months=int(months) + 1)


def _without_a_machine(of: Docket) -> Picked:
    first, end = (months[of.measures.owner] for months in of.in_service)
    apart = (of.measures.numbers("start") >= end) | (of.end <= first)
    return of.measures.where(of.of_kind(*TALENT) & apart & np.isfinite(first))


def _tal_05_undated(case: Case) -> Iterator[Finding]:
    if case.roster.talent and not case.at.count:
        for system in case.roster.systems[:1]:
            yield case.unknown("TAL-05", system, "accepted")


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


def tal_03(network: Network) -> Iterator[Finding]:
    """Count no more people completed than enrolled, and no more enrolled than there are seats.

    Seats are those of the programme, else those of the measure that plans it.
    """
    for _key, row in sorted(network.plan.of(TalentProgramme).items()):
        measure = network.plan.of(Measure).get(row.measure or "")
        seats = row.seats if row.seats is not None or measure is None else measure.seats
        steps = (row.completed, row.enrolled, seats)
        known = [step for step in steps if step is not None]
        if known != sorted(known):
            yield network.found(
                "TAL-03", row, completed=row.completed, enrolled=row.enrolled, seats=seats
            )
        elif len(known) < len(steps):
            field = ("completed", "enrolled", "seats")[steps.index(None)]
            yield network.unknown("TAL-03", row, field)


def tal_04(network: Network) -> Iterator[Finding]:
    """Say where a programme costs more than twice the median of its kind for each completed.

    Planned, one completed costs all intakes / (seats · intakes · completion); as a programme runs,
    its budget / those who completed. Both count in the median.
    """
    factor = network.limit("TAL-04", "factor")
    parts = [*network.part("TAL-04"), _as_run(network)]
    for part in parts:
        yield from part.unknown
    for kind in (*TALENT, *_RUN_ONLY):
        here = [part for part in parts if kind in part.costs]
        if not here:
            continue
        costs = np.array(list(chain.from_iterable(part.costs[kind] for part in here)))
        usual = float(np.median(costs))
        above = np.flatnonzero(costs > factor * usual)
        programmes = list(chain.from_iterable(part.programmes[kind] for part in here))
        for row in map(int, above):
            each, median = round(1e3 * float(costs[row]), 1), round(1e3 * usual, 1)
            yield network.found("TAL-04", programmes[row], cost_keur=each, usual_keur=median)


def _as_run(network: Network) -> _Priced:
    """Price the programmes that are reported, and say for which that cannot be done."""
    priced: dict[_Kind, list[tuple[float, TalentProgramme]]] = {}
    unknown: list[Finding] = []
    for _key, row in sorted(network.plan.of(TalentProgramme).items()):
        if row.kind is None or row.budget_meur is None or not row.completed:
            blank = next((name for name in _REPORTED if getattr(row, name) is None), "completed")
            unknown.append(network.unknown("TAL-04", row, blank))
        else:
            kind, each = _ALIKE.get(row.kind, row.kind), row.budget_meur / row.completed
            priced.setdefault(kind, []).append((each, row))
    return _priced(priced, unknown)


def _for_each(network: Network, key: str) -> _Priced:
    """Price the programmes of one state, and say for which that cannot be done."""
    costs: Costs = network.cache["costs"][key]
    figures = costs.table[_PRICED].T.tolist()
    priced: dict[_Kind, list[tuple[float, Measure]]] = {}
    unknown: list[Finding] = []
    for measure in network.inputs.roll.rosters[key].talent:
        if not measure.seats or not measure.completion:
            field = "completion" if measure.seats else "seats"
            unknown.append(not_checkable("TAL-04", measure, field))
            continue
        capex, intakes = figures[costs.row_of(measure.id)]
        if capex and intakes:
            people = measure.seats * intakes * measure.completion
            priced.setdefault(measure.kind, []).append((capex / people, measure))
    return _priced(priced, unknown)


RULES = (
    Rule("TAL-01", tal_01),
    Rule("TAL-02", tal_02, among=_not_filled_in),
    Rule("TAL-05", tal_05, among=_without_a_machine, rest=_tal_05_undated),
    Rule("SUP-S1", sup_s1, "allocation"),
)
NETWORK_RULES = (
    NetworkRule("TAL-03", tal_03, ("talent_programme", "measure")),
    NetworkRule("TAL-04", tal_04, ("talent_programme",), part=_for_each, after=("costs",)),
)
