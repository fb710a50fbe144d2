# SPDX-License-Identifier: EUPL-1.2
"""COO and CHP: who works with whom, and on whose chips the network depends."""

from collections.abc import Iterator

from planner.domain.records.chips import Delivery
from planner.domain.records.infrastructure import Accelerator, Factory, FactoryKind
from planner.engine.inputs import COMMITTED
from planner.engine.outcome import Finding
from planner.engine.rules.case import Case, Network, NetworkRule, Rule
from planner.engine.rules.dossier import listed, machines


def coo_01(case: Case) -> Iterator[Finding]:
    """Link each factory to another factory.

    The framework also asks for a link to a competence centre, which the plan does not hold.
    """
    for factory in case.roster.factories:
        if factory.kind is not FactoryKind.FACTORY:
            continue
        if factory.linked_factories is None:
            yield case.unknown("COO-01", factory, "linked_factories")
        elif not any(_another(case, factory, key) for key in factory.linked_factories):
            yield case.found("COO-01", factory)


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
    for part in network.of_each_state("CHP-02", _planned_here):
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


def _another(case: Case, factory: Factory, key: str) -> bool:
    return key != factory.id and case.plan.get(Factory, key).kind is FactoryKind.FACTORY


RULES = (
    Rule("COO-01", coo_01, "factory"),
    Rule("COO-02", coo_02, "factory"),
    Rule("CHP-01", chp_01, "delivery"),
)
NETWORK_RULES = (NetworkRule("CHP-02", chp_02),)
