# SPDX-License-Identifier: EUPL-1.2
"""ELG: who may host, when, with which papers, and what makes a factory complete."""

from collections.abc import Iterator

from planner.domain.months import month_of
from planner.domain.records.access import AccessPool, Pool, TimeShare
from planner.domain.records.assurance import DocumentType, Milestone, Stage
from planner.domain.records.cooperation import SupportService, TalentProgramme
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import (
    Factory,
    FactoryKind,
    Owner,
    Status,
    System,
    SystemClass,
)
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre, Site
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Case, Machine, Rule, hanging_on
from planner.engine.rules.docket import Docket, Picked
from planner.engine.rules.dossier import (
    committed,
    committed_systems,
    has_reached,
    listed,
    machines,
    month_of_stage,
    papers,
    selection_of,
)

_WAITING = frozenset({SystemClass.HIGH_END, SystemClass.MID_RANGE})
_QUANTUM = frozenset({SystemClass.QUANTUM})
_AI_OPTIMISED = (SystemClass.AI_OPTIMISED,)
_RIGHTFUL = (None, Owner.JOINT_UNDERTAKING)
_AI = frozenset({SystemClass.AI_OPTIMISED, SystemClass.AI_PARTITION})
_PARTS = ("system", "data_centre", "access", "services", "talent")


def elg_01(case: Case) -> Iterator[Finding]:
    """Host machines in member states of the Union only: Art. 9(1), Regulation (EU) 2021/1173."""
    if not case.roster.computing:
        return
    membership = case.plan.get(State, case.key).membership
    if membership is Membership.EU_MEMBER:
        return
    for measure in case.roster.computing:
        yield case.found("ELG-01", measure, state=case.key, membership=str(membership))


def elg_02(case: Case, _state: State) -> Iterator[Finding]:
    """Select a state for a high-end or mid-range machine five years after its last one.

    Art. 9(1), Regulation (EU) 2021/1173, names these classes, not AI-optimised machines.
    """
    yield from _since_last(case, "ELG-02", _WAITING)


def elg_03(case: Case, _state: State) -> Iterator[Finding]:
    """Select a state for a quantum computer two years after its last one: Art. 9(1)."""
    yield from _since_last(case, "ELG-03", _QUANTUM)


def elg_04(case: Case, machine: Machine) -> Iterator[Finding]:
    """Have the Joint Undertaking own AI-optimised machines: Art. 12a(1).

    A planned machine that names no owner is planned as the Regulation has it.
    """
    if isinstance(machine, System) and machine.owner is None:
        yield case.unknown("ELG-04", machine, "owner")
    elif machine.owner not in _RIGHTFUL:
        yield case.found("ELG-04", machine, owner=str(machine.owner))


def _owned_otherwise(of: Docket) -> Picked:
    ai = of.measures.is_in("system_class", _AI_OPTIMISED)
    return of.measures.where(of.computing & ai & ~of.measures.is_in("owner", _RIGHTFUL))


def _elg_04_systems(case: Case) -> Iterator[Finding]:
    for system in case.roster.systems:
        if system.system_class is SystemClass.AI_OPTIMISED:
            yield from elg_04(case, system)


def elg_05(case: Case, measure: Measure) -> Iterator[Finding]:
    """Place AI-optimised machines at a hosting facility: Art. 12a(6), read only in part."""
    sites = case.attached(Site, measure, by="measures")
    if not sites:
        yield case.unknown("ELG-05", measure, "site")
    elif not any(site.hosting_facility for site in sites):
        yield case.found("ELG-05", measure, site=sites[0].name)


def _ai_optimised(of: Docket) -> Picked:
    ai = of.measures.is_in("system_class", _AI_OPTIMISED)
    return of.measures.where(of.of_kind(MeasureKind.SYSTEM) & of.committed & ai)


def elg_06(case: Case, measure: Measure) -> Iterator[Finding]:
    """Sign the hosting agreement before the tender starts: Art. 10(1), Reg. (EU) 2021/1173."""
    agreement, tender = _agreement(case, measure), _tender(case, measure)
    if agreement is None:
        yield case.unknown("ELG-06", measure, "agreement")
    elif tender is None:
        yield case.unknown("ELG-06", measure, "tender")
    elif agreement > tender:
        late = agreement - tender
        yield case.found(
            "ELG-06", measure, agreement_month=agreement, tender_month=tender, months=late
        )


def _selected(of: Docket) -> Picked:
    return of.measures.where(of.computing & of.reached(Status.SELECTED))


def elg_07(case: Case) -> Iterator[Finding]:
    """Cover nine topics in a hosting agreement: Art. 10(2), Regulation (EU) 2021/1173.

    Acquisition rights, liability, service level, energy plan, Union time, billing, share of the
    total cost, transfer or decommissioning, security and data protection.
    """
    needed = case.limit("ELG-07", "topics")
    for measure in committed(case):
        for paper in papers(case, measure, DocumentType.HOSTING_AGREEMENT):
            if paper.topics is None:
                yield case.unknown("ELG-07", paper, "topics")
            elif len(listed(paper.topics)) < needed:
                count = len(listed(paper.topics))
                yield case.found("ELG-07", paper, count=count, needed=needed)


def elg_08(case: Case, measure: Measure) -> Iterator[Finding]:
    """Tender before the end of 2027, or of 2028 if justified: Art. 1(2), Reg. (EU) 2021/1173.

    A contract within the limit shows that the tender was; a later one says nothing about it.
    """
    last = month_of(int(case.limit("ELG-08", "last_year")), 12)
    latest = month_of(int(case.limit("ELG-08", "latest_year")), 12)
    tender = _tender(case, measure)
    if tender is None and measure.start > last:
        yield case.unknown("ELG-08", measure, "tender")
    elif tender is not None and tender > last:
        severity = Severity.ERROR if tender > latest else None
        yield case.found(
            "ELG-08", measure, severity=severity, tender_month=tender, last_month=int(last)
        )


def _contracted_late(of: Docket) -> Picked:
    """Sieve machines contracted after the last month, or whose tender has a date of its own."""
    late = of.measures.numbers("start") > month_of(int(of.limit("ELG-08", "last_year")), 12)
    dated = of.measures.has(attached(of.plan, Milestone, "measure"))
    return of.measures.where(of.computing & of.committed & (late | dated))


def elg_09(case: Case, measure: Measure) -> Iterator[Finding]:
    """Plan the transfer of machines that outlive the Joint Undertaking.

    It is established until 31 December 2033: Art. 1(1), Regulation (EU) 2021/1173.
    """
    last = month_of(int(case.parameters.ju_end), 12)
    if not papers(case, measure, DocumentType.TRANSFER_PLAN):
        yield case.found("ELG-09", measure, end_month=measure.end - 1, last_month=int(last))


def _outliving(of: Docket) -> Picked:
    return of.measures.where(of.computing & (of.end - 1 > month_of(int(of.parameters.ju_end), 12)))


def elg_10(case: Case) -> Iterator[Finding]:
    """Have an agreement between the host and each consortium state: Art. 9(2)."""
    for measure in committed(case):
        if not has_reached(measure, Status.SELECTED):
            continue
        agreed = papers(case, measure, DocumentType.CONSORTIUM_AGREEMENT)
        for share in case.attached(TimeShare, measure):
            if share.state in (None, measure.state) or share.agreement:
                continue  # neither the Union nor the host is a consortium state
            if not any(paper.state in (None, share.state) for paper in agreed):
                yield case.found("ELG-10", measure, state=share.state)


def elg_11(case: Case, measure: Measure) -> Iterator[Finding]:
    """Complete a factory before it operates: Art. 2(3b), Regulation (EU) 2021/1173.

    Its parts: AI-optimised machine or AI partition, associated data centre, dedicated access,
    AI-oriented services, talent. What the plan does not hold about a factory that exists already
    is unknown; about a machine of the plan it is missing.
    """
    missing = _missing(case, measure, None)
    if missing:
        parts = len(_PARTS) - len(missing)
        yield case.found(
            "ELG-11", measure, count=parts, needed=len(_PARTS), missing=";".join(missing)
        )


def _operating_for_ai(of: Docket) -> Picked:
    operating = of.measures.is_in("status", (Status.OPERATIONAL,))
    return of.measures.where(of.computing & operating & of.measures.is_in("system_class", _AI))


def _elg_11_factories(case: Case) -> Iterator[Finding]:
    for system, factory in factories_of_systems(case):
        missing = _missing(case, system, factory)
        if system.status is Status.OPERATIONAL and missing:
            yield case.unknown("ELG-11", factory, missing[0])


def elg_12(case: Case, measure: Measure) -> Iterator[Finding]:
    """Link an antenna, which is of one state, to a selected factory: call AIFA-01 of 2025."""
    if measure.linked_factories is None:
        yield case.unknown("ELG-12", measure, "linked_factories")
    elif not any(_is_factory(case, key) for key in measure.linked_factories):
        yield case.found("ELG-12", measure, links=0, states=1)


def _committed_antennas(of: Docket) -> Picked:
    return of.measures.where(of.of_kind(MeasureKind.ANTENNA) & of.committed)


def _elg_12_factories(case: Case) -> Iterator[Finding]:
    for factory in case.roster.factories:
        if factory.kind is not FactoryKind.ANTENNA:
            continue
        others = [state for state in factory.consortium or () if state != factory.state]
        if factory.linked_factories is None:
            yield case.unknown("ELG-12", factory, "linked_factories")
        elif others or not any(_is_factory(case, key) for key in factory.linked_factories):
            links = sum(_is_factory(case, key) for key in factory.linked_factories)
            yield case.found("ELG-12", factory, links=links, states=1 + len(others))


def elg_13(case: Case, measure: Measure) -> Iterator[Finding]:
    """Assess the security of the supply chain before the contract: Art. 12a(3) and (5)."""
    if not papers(case, measure, DocumentType.SECURITY_ASSESSMENT):
        yield case.found("ELG-13", measure)


def _contracted_for_ai(of: Docket) -> Picked:
    ai = of.measures.is_in("system_class", _AI)
    return of.measures.where(of.computing & ai & of.reached(Status.CONTRACTED))


def _planning(of: Docket, classes: frozenset[SystemClass]) -> Picked:
    """Sieve states with a committed system of some classes."""
    systems = of.of_kind(MeasureKind.SYSTEM) & of.committed
    return of.states_with(systems & of.measures.is_in("system_class", classes))


def _planning_to_wait(of: Docket) -> Picked:
    return _planning(of, _WAITING)


def _planning_quantum(of: Docket) -> Picked:
    return _planning(of, _QUANTUM)


def _since_last(case: Case, rule: str, classes: frozenset[SystemClass]) -> Iterator[Finding]:
    """Compare each planned machine of some classes with the last one selected before it."""
    planned = [m for m in committed_systems(case) if m.system_class in classes]
    others = [m for m in machines(case) if m.system_class in classes and _is_new(m)]
    dated = [(selection_of(case, other), other) for other in others]
    for selected, other in dated:
        if selected is None:
            yield case.unknown(rule, other, "selected")
    known = sorted(((m, o.id, o) for m, o in dated if m is not None), key=lambda row: row[:2])
    for measure in planned:
        row = [key for _month, key, _other in known].index(measure.id)
        if row:
            yield from _too_soon(case, rule, measure, known[row][0], known[row - 1])


def _too_soon(
    case: Case, rule: str, measure: Measure, chosen: int, last: tuple[int, str, Machine]
) -> Iterator[Finding]:
    months = 12 * case.limit(rule, "years")
    selected, key, other = last
    if chosen - selected < months:
        yield case.found(
            rule,
            measure,
            years=round((chosen - selected) / 12, 1),
            limit_years=months / 12,
            earlier=key,
            earlier_kind=other.KIND.name,
            selected_month=selected,
            earliest_month=int(selected + months),
        )


def _is_new(machine: Machine) -> bool:
    if isinstance(machine, System):
        return machine.base_system is None
    return machine.kind is MeasureKind.SYSTEM and machine.status in COMMITTED


def _agreement(case: Case, measure: Measure) -> int | None:
    found = month_of_stage(case, measure, Stage.AGREEMENT)
    if found is not None:
        return found
    dated = [p.dated for p in papers(case, measure, DocumentType.HOSTING_AGREEMENT)]
    return min((month for month in dated if month is not None), default=None)


def _tender(case: Case, measure: Measure) -> int | None:
    return month_of_stage(case, measure, Stage.TENDER)


def _is_factory(case: Case, key: str) -> bool:
    return case.plan.get(Factory, key).kind is FactoryKind.FACTORY


def _missing(case: Case, machine: Machine, factory: Factory | None) -> list[str]:
    """Return the parts of a factory that the plan knows nothing of."""
    has = {
        "system": machine.system_class in _AI or bool(_ai_upgrades(case, machine)),
        "data_centre": has_data_centre(case, machine)
        or (factory is not None and bool(case.attached(DataCentre, factory))),
        "access": _has_dedicated_access(case, machine),
        "services": any(m.kind is MeasureKind.SUPPORT for m in case.roster.measures)
        or (factory is not None and bool(case.attached(SupportService, factory))),
        "talent": has_talent(case)
        or (factory is not None and bool(case.attached(TalentProgramme, factory))),
    }
    return [part for part in _PARTS if not has[part]]


def factories_of_systems(case: Case) -> Iterator[tuple[System, Factory]]:
    """Yield the factories that have a system of this state, wherever they are, with the system."""
    for system in case.roster.systems:
        for factory in case.attached(Factory, system):
            if factory.kind is FactoryKind.FACTORY:
                yield system, factory


def has_talent(case: Case) -> bool:
    """Tell whether a state has a talent programme, planned as a measure or running."""
    return bool(case.roster.talent or case.attached_to_state(TalentProgramme))


def has_data_centre(case: Case, machine: Machine) -> bool:
    """Tell whether a data centre is tied to a machine, as a record or as a measure."""
    if case.attached(DataCentre, machine):
        return True
    return any(
        isinstance(row, Measure) and row.kind is MeasureKind.DATA_CENTRE
        for row in hanging_on(case.inputs, machine)
    )


def _has_dedicated_access(case: Case, machine: Machine) -> bool:
    own = case.attached(AccessPool, machine)
    for_all = (p for p in case.plan.of(AccessPool).values() if p.system is None is p.measure)
    return any(p.pool is Pool.INDUSTRY and p.share_of_union > 0 for p in (*own, *for_all))


def _ai_upgrades(case: Case, machine: Machine) -> list[Machine]:
    return [row for row in hanging_on(case.inputs, machine) if row.system_class in _AI]


RULES = (
    Rule("ELG-01", elg_01),
    Rule("ELG-02", elg_02, among=_planning_to_wait),
    Rule("ELG-03", elg_03, among=_planning_quantum),
    Rule("ELG-04", elg_04, among=_owned_otherwise, rest=_elg_04_systems),
    Rule("ELG-05", elg_05, among=_ai_optimised),
    Rule("ELG-06", elg_06, among=_selected),
    Rule("ELG-07", elg_07, "document"),
    Rule("ELG-08", elg_08, among=_contracted_late),
    Rule("ELG-09", elg_09, among=_outliving),
    Rule("ELG-10", elg_10, "time_share"),
    Rule("ELG-11", elg_11, among=_operating_for_ai, rest=_elg_11_factories),
    Rule("ELG-12", elg_12, among=_committed_antennas, rest=_elg_12_factories),
    Rule("ELG-13", elg_13, among=_contracted_for_ai),
)
