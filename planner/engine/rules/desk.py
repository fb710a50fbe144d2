# SPDX-License-Identifier: EUPL-1.2
"""MOD-08 and RTE: cases of the contact point, their clocks, and where they are sent."""

from collections.abc import Iterator, Mapping

from planner.domain.plan import Plan
from planner.domain.records.access import AccessMode
from planner.domain.records.cooperation import Stack, SupportCentre
from planner.domain.records.desk import DeskCase, Handover, Need, Proposal
from planner.domain.records.infrastructure import Accelerator, Factory, FactoryKind, System
from planner.engine.clocks import SERVICE, Clockwork, Light, decision_clock
from planner.engine.outcome import Finding, Severity
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Network, NetworkRule
from planner.engine.rules.dossier import listed
from planner.engine.workdays import Workdays, reference_day

_VENDORS: Mapping[Stack, str] = {Stack.CUDA: "nvidia", Stack.ROCM: "amd"}


def mod_08(network: Network) -> Iterator[Finding]:
    """Decide within 2, 4 or 10 working days: Playground, Fast Lane, Large Scale after its cut-off.

    When 80 % of the time is used, an open case is worth a warning.
    """
    work = _clockwork(network)
    for case in _cases(network):
        if case.mode is None and case.need is Need.ACCESS:
            yield network.unknown("MOD-08", case, "mode")
        clock = decision_clock(case, work)
        if clock is not None and clock.start is None:
            yield network.unknown("MOD-08", case, SERVICE[AccessMode(str(case.mode))][0])
        elif clock is not None and clock.light in {Light.AMBER, Light.LATE}:
            yield network.found(
                "MOD-08",
                case,
                severity=None if clock.light is Light.LATE else Severity.WARNING,
                days=clock.used,
                most_days=clock.most,
                due_day=clock.due,
                mode=str(case.mode),
            )


def rte_01(network: Network) -> Iterator[Finding]:
    """Give each case an owner within one working day."""
    today, workdays = reference_day(network.parameters), Workdays.of(network.plan)
    most = int(network.limit("RTE-01", "days"))
    for case in _cases(network):
        if case.received is None:
            yield network.unknown("RTE-01", case, "received")
        elif case.owner and case.owned_on is None:
            yield network.unknown("RTE-01", case, "owned_on")
        else:
            days = workdays.between(case.received, case.owned_on or today)
            if days > most:
                yield network.found("RTE-01", case, days=days, most_days=most)


def rte_02(network: Network) -> Iterator[Finding]:
    """Have each line of a ranking explain itself with three reasons at least.

    A case that was sent somewhere without a ranking on file cannot be checked.
    """
    least = int(network.limit("RTE-02", "reasons"))
    ranked = attached(network.plan, Proposal, "case")
    for _key, row in sorted(network.plan.of(Proposal).items()):
        count = len(listed(row.reasons))
        if count < least:
            asked = network.plan.get(DeskCase, row.case).name
            yield network.found("RTE-02", row, case=asked, rank=row.rank, count=count, least=least)
    for case in _cases(network):
        if (case.factory or case.centre) and case.id not in ranked:
            yield network.unknown("RTE-02", case, "ranking")


def rte_03(network: Network) -> Iterator[Finding]:
    """Send code to accelerators it runs on: CUDA not to AMD, ROCm not to NVIDIA."""
    for case in _cases(network):
        system = _system_of(network.plan, case)
        if system is None:
            continue
        if case.stack is None:
            yield network.unknown("RTE-03", case, "stack")
        elif case.stack in _VENDORS:
            vendor = _vendor_of(network.plan, system)
            if vendor is None:
                yield network.unknown("RTE-03", system, "accelerator")
            elif vendor.casefold() != _VENDORS[case.stack]:
                yield network.found(
                    "RTE-03",
                    case,
                    stack=str(case.stack),
                    vendor=vendor,
                    machine=system.id,
                    machine_kind=system.KIND.name,
                )


def rte_04(network: Network) -> Iterator[Finding]:
    """Pass over a target that is more than 90 % loaded, and take the next of the ranking."""
    most = network.limit("RTE-04", "load")
    ranked = attached(network.plan, Proposal, "case")
    for case in _cases(network):
        if case.factory is None and case.centre is None:
            continue
        rows = sorted(ranked.get(case.id, ()), key=lambda row: row.rank)
        load = _load_of(network.plan, case, rows)
        if load is None:
            yield network.unknown("RTE-04", case, "load")
        elif load > most:
            free = [row for row in rows if row.load is not None and row.load <= most]
            free = [row for row in free if not row.beside]
            yield network.found(
                "RTE-04", case, share=load, limit=most, proposal=free[0].id if free else None
            )


def rte_05(network: Network) -> Iterator[Finding]:
    """Inform the antenna of the user's state."""
    antennas = {
        row.state: row.id
        for _key, row in sorted(network.plan.of(Factory).items())
        if row.kind is FactoryKind.ANTENNA
    }
    for case in _cases(network):
        if case.state is None:
            yield network.unknown("RTE-05", case, "state")
        elif case.state in antennas and case.antenna_told is None:
            yield network.found(
                "RTE-05", case, machine=antennas[case.state], machine_kind=Factory.KIND.name
            )


def rte_06(network: Network) -> Iterator[Finding]:
    """Escalate a case that was sent on more than twice; the first hand-over sends it, others on.

    Help that is asked for beside the hours does not send it anywhere.
    """
    most = network.limit("RTE-06", "times")
    sent = attached(network.plan, Handover, "case")
    for case in _cases(network):
        again = sum(not row.beside for row in sent.get(case.id, ())) - 1
        if again > most and not case.escalated:
            yield network.found("RTE-06", case, count=again, most=most)


def _clockwork(network: Network) -> Clockwork:
    parameters = network.parameters
    today = reference_day(parameters)
    return Clockwork(network.law, Workdays.of(network.plan), today, parameters)


def _cases(network: Network) -> Iterator[DeskCase]:
    return (row for _key, row in sorted(network.plan.of(DeskCase).items()))


def _system_of(plan: Plan, case: DeskCase) -> System | None:
    """Return the machine a case is sent to, by itself or as that of the factory."""
    key = case.system
    if key is None and case.factory is not None:
        key = plan.get(Factory, case.factory).system
    return None if key is None else plan.get(System, key)


def _vendor_of(plan: Plan, system: System) -> str | None:
    if system.accelerator is None:
        return None
    return plan.get(Accelerator, system.accelerator).vendor


def _load_of(plan: Plan, case: DeskCase, ranked: list[Proposal]) -> float | None:
    """Return the load of the target as the ranking has it, else as the centre counts its cases."""
    for row in ranked:
        if (row.factory, row.centre) == (case.factory, case.centre) and row.load is not None:
            return row.load
    centre = plan.of(SupportCentre).get(case.centre or "")
    if centre is None or centre.cases_open is None or centre.cases_at_most is None:
        return None
    return centre.cases_open / centre.cases_at_most


_PLACES = ("desk_case", "factory", "system", "accelerator")
NETWORK_RULES = (
    NetworkRule("MOD-08", mod_08, ("desk_case", "event")),
    NetworkRule("RTE-01", rte_01, ("desk_case", "event")),
    NetworkRule("RTE-02", rte_02, ("desk_case", "proposal")),
    NetworkRule("RTE-03", rte_03, _PLACES),
    NetworkRule("RTE-04", rte_04, ("desk_case", "proposal", "support_centre")),
    NetworkRule("RTE-05", rte_05, ("desk_case", "factory")),
    NetworkRule("RTE-06", rte_06, ("desk_case", "handover")),
)
