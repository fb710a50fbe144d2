# SPDX-License-Identifier: EUPL-1.2
"""COO, SUP-S2, RTE-07 and CHP: who works with whom and reaches whom, and on whose chips."""

from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records.access import Applicant
from planner.domain.records.chips import Delivery
from planner.domain.records.cooperation import (
    CentreKind,
    Cooperation,
    Initiative,
    InitiativeKind,
    Scope,
    ServiceKind,
    SupportCentre,
    SupportService,
)
from planner.domain.records.geography import Membership, State
from planner.domain.records.infrastructure import Accelerator, Factory, FactoryKind
from planner.domain.records.organisations import Organisation
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Case, Network, NetworkRule, Rule
from planner.engine.rules.dossier import listed, machines

_INDUSTRY = frozenset({Applicant.SME, Applicant.STARTUP, Applicant.LARGE})
_THREE = (ServiceKind.PROGRAMMING, ServiceKind.ALGORITHMIC, ServiceKind.APPLICATION)


def coo_01(network: Network) -> Iterator[Finding]:
    """Link each factory to another factory and to a national competence centre.

    Links count from either end. Where nothing is known about a factory's partners, or the plan
    holds no competence centre at all, the rule cannot be checked.
    """
    plan = network.plan
    linked, advised = _linked(plan), _advised(plan)
    centres = any(row.kind is CentreKind.COMPETENCE for row in plan.of(SupportCentre).values())
    for key, factory in sorted(plan.of(Factory).items()):
        if factory.kind is not FactoryKind.FACTORY:
            continue
        if key not in linked and factory.linked_factories is None:
            yield network.unknown("COO-01", factory, "linked_factories")
        elif key in linked and not centres:
            yield network.unknown("COO-01", factory, "competence_centre")
        else:
            missing = [
                part
                for part, known in (("other_factory", linked), ("competence_centre", advised))
                if key not in known
            ]
            if missing:
                yield network.found("COO-01", factory, missing=";".join(missing))


def coo_04(network: Network) -> Iterator[Finding]:
    """Say which consortium has no partner from industry."""
    for _key, factory in sorted(network.plan.of(Factory).items()):
        if factory.kind is not FactoryKind.FACTORY:
            continue
        partners = [network.plan.get(Organisation, key) for key in factory.partners or ()]
        if any(row.type in _INDUSTRY for row in partners):
            continue
        vague = next((row for row in partners if row.type is None), None)
        if not partners:
            yield network.unknown("COO-04", factory, "partners")
        elif vague is not None:
            yield network.unknown("COO-04", vague, "type")
        else:
            yield network.found("COO-04", factory, count=len(partners))


def sup_s2(network: Network) -> Iterator[Finding]:
    """Have programming, algorithmic and application support in reach of each state.

    A service is in reach where it is open for the whole Union, for the states of the consortium
    and antennas of its factory, or in its own state. A plan without a service catalogue, and a
    service that does not say for whom it is open, leave the rule open.
    """
    plan = network.plan
    services = sorted(plan.of(SupportService).values(), key=lambda row: row.id)
    if not services:
        factories = sorted(plan.of(Factory))
        for key in factories[:1]:
            first = plan.get(Factory, key)
            yield network.unknown("SUP-S2", first, "support_service", count=len(factories))
        return
    reach = {row.id: _reach(plan, row) for row in services}
    for key, state in sorted(plan.of(State).items()):
        if state.membership is Membership.ASSOCIATED:
            continue
        lacking = [
            kind
            for kind in _THREE
            if not any(row.kind is kind and _within(key, reach[row.id]) for row in services)
        ]
        vague = [row for row in services if row.scope is None and row.kind in lacking]
        if vague:
            yield network.unknown("SUP-S2", vague[0], "scope", state=key)
        elif lacking:
            yield network.found("SUP-S2", state, missing=";".join(lacking))


def rte_07(network: Network) -> Iterator[Finding]:
    """Leave no member state without a way to an AI factory.

    A node of its own, a seat in a consortium or a linked support centre is a way. An antenna of
    which nobody knows the factory leaves the question open.
    """
    plan = network.plan
    nodes, seats = attached(plan, Factory, "state"), attached(plan, Factory, "consortium")
    centres = attached(plan, SupportCentre, "state")
    for key in network.keys[:-1] if nodes else ():
        coverage, own = network.cache["coverage"][key], nodes.get(key, ())
        if not coverage.member or any(row.factory for row in centres.get(key, ())):
            continue
        if own and all(_is_loose(row) for row in own):
            yield network.unknown("RTE-07", own[0], "linked_factories", state=key)
        elif not coverage.covered and key not in seats:
            yield network.found("RTE-07", plan.get(State, key))


def coo_02(case: Case) -> Iterator[Finding]:
    """Say which factories name so many sectors that they are generalists: more than five."""
    limit = case.limit("COO-02", "sectors")
    for factory in case.roster.factories:
        if factory.kind is not FactoryKind.FACTORY:
            continue
        if factory.sectors is None:
            yield case.unknown("COO-02", factory, "sectors")
        elif len(listed(factory.sectors)) > limit:
            yield case.found("COO-02", factory, count=len(listed(factory.sectors)), most=limit)


def chp_01(case: Case) -> Iterator[Finding]:
    """Plan a delivery after its order, with the usual lead time: six months at least."""
    least = case.limit("CHP-01", "months")
    for machine in machines(case):
        for row in case.attached(Delivery, machine):
            if row.ordered is None or row.first_month is None:
                missing = "ordered" if row.ordered is None else "first_month"
                yield case.unknown("CHP-01", row, missing)
            elif row.first_month - row.ordered < least:
                yield case.found(
                    "CHP-01",
                    row,
                    machine=machine.id,
                    machine_kind=machine.KIND.name,
                    ordered_month=row.ordered,
                    delivery_month=row.first_month,
                    months=row.first_month - row.ordered,
                    least_months=least,
                )


def chp_02(network: Network) -> Iterator[Finding]:
    """Say where more than 80 % of the planned accelerators come from one vendor."""
    planned: dict[str, int] = {}
    for part in network.part("CHP-02"):
        for key, count in part.items():
            planned[key] = planned.get(key, 0) + count
    models = network.plan.of(Accelerator)
    blank = sorted(key for key in planned if not models[key].vendor)
    for key in blank:
        yield network.unknown("CHP-02", models[key], "vendor")
    if not planned or blank:
        return
    counts: dict[str, int] = {}
    for key, count in sorted(planned.items()):
        vendor = models[key].vendor or ""
        counts[vendor] = counts.get(vendor, 0) + count
    vendor, most = max(sorted(counts.items()), key=lambda pair: pair[1])
    limit, share = network.limit("CHP-02", "share"), most / sum(counts.values())
    if share > limit:
        first = min(key for key in planned if models[key].vendor == vendor)
        yield network.found(
            "CHP-02", models[first], vendor=vendor, share=round(share, 4), limit=limit
        )


def _planned_here(network: Network, key: str) -> dict[str, int]:
    """Count the accelerators of committed measures in a state, by model."""
    found: dict[str, int] = {}
    for measure in network.inputs.roll.rosters[key].computing:
        if measure.status in COMMITTED and measure.accelerators and measure.accelerator:
            model = measure.accelerator
            found[model] = found.get(model, 0) + measure.accelerators
    return found


def _linked(plan: Plan) -> set[str]:
    """Return the factories that are linked to another one, from either end."""
    rows = plan.of(Factory)
    pairs = [(row.id, key) for row in rows.values() for key in row.linked_factories or ()]
    pairs += [(row.factory, row.other_factory or "") for row in plan.of(Cooperation).values()]
    real = {key for key, row in rows.items() if row.kind is FactoryKind.FACTORY}
    found = {pair for pair in pairs if pair[0] != pair[1] and real.issuperset(pair)}
    return {end for pair in found for end in pair}


def _advised(plan: Plan) -> set[str]:
    """Return the factories that are linked to a competence centre, or to their network."""
    centres = {
        key: row for key, row in plan.of(SupportCentre).items() if row.kind is CentreKind.COMPETENCE
    }
    networks = {
        key for key, row in plan.of(Initiative).items() if row.kind is InitiativeKind.COMPETENCE
    }
    found = {row.factory for row in centres.values() if row.factory is not None}
    for link in plan.of(Cooperation).values():
        if link.centre in centres or link.initiative in networks:
            found.add(link.factory)
    return found


def _reach(plan: Plan, service: SupportService) -> frozenset[str] | None:
    """Return the states a service is open for, `None` for all of them."""
    centre = plan.of(SupportCentre).get(service.centre or "")
    factory = plan.of(Factory).get(service.factory or (centre.factory if centre else "") or "")
    home = centre if centre is not None else factory
    if service.scope is Scope.UNION:
        return None
    if service.scope is None or home is None:
        return frozenset()
    if service.scope is Scope.STATE or factory is None:
        return frozenset({home.state})
    antennas = attached(plan, Factory, "linked_factories").get(factory.id, ())
    states = (home.state, factory.state, *(factory.consortium or ()))
    return frozenset({*states, *(row.state for row in antennas)})


def _within(state: str, reach: frozenset[str] | None) -> bool:
    return reach is None or state in reach


def _is_loose(row: Factory) -> bool:
    return row.kind is FactoryKind.ANTENNA and not row.linked_factories


RULES = (
    Rule("COO-02", coo_02, "factory"),
    Rule("CHP-01", chp_01, "delivery"),
)
_CENTRES = ("factory", "support_centre")
NETWORK_RULES = (
    NetworkRule("COO-01", coo_01, (*_CENTRES, "cooperation", "initiative")),
    NetworkRule("COO-04", coo_04, ("factory", "organisation")),
    NetworkRule("SUP-S2", sup_s2, (*_CENTRES, "support_service", "state")),
    NetworkRule("RTE-07", rte_07),
    NetworkRule("CHP-02", chp_02, ("accelerator",), part=_planned_here),
)
