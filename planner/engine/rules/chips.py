# SPDX-License-Identifier: EUPL-1.2
"""CHP: no more chips in a quarter than can be had, European chips with dates, quantum hosts."""

from collections.abc import Iterator

from planner.domain.records.chips import ChipStep, ChipSupply
from planner.domain.records.infrastructure import System, SystemClass
from planner.engine.outcome import Finding
from planner.engine.rules.attached import attached
from planner.engine.rules.case import Network, NetworkRule
from planner.engine.supply import expected, quarters

_READS = (
    "system",
    "measure",
    "accelerator",
    "delivery",
    "chip_delay",
    "chip_supply",
    "parameter",
)


def chp_05(network: Network) -> Iterator[Finding]:
    """Order no more chips of a generation for a quarter than the plan says can be had.

    All machines not yet in operation count, tentative ones too. Where the plan sets no cap there
    is nothing to check; a machine of unknown size or month makes a capped generation uncertain.
    """
    plan = network.inputs.plan
    caps = {(row.generation, row.first_month): row for row in plan.of(ChipSupply).values()}
    if not caps:
        return
    for one in quarters(plan):
        if one.excess:
            yield network.found(
                "CHP-05",
                caps[one.generation, one.first],
                generation=one.generation,
                from_month=one.first,
                needed=one.needed,
                most=one.cap,
                excess=one.excess,
            )
    capped = {generation for generation, _first in caps}
    for order in expected(plan):
        if order.generation in capped and (order.quantity is None or order.delivered is None):
            lost = "accelerators" if order.quantity is None else "contracted"
            yield network.unknown("CHP-05", plan.record(order.kind, order.key), lost)


def chp_03(network: Network) -> Iterator[Finding]:
    """Back the announcement of a European chip with a dated step of the chip roadmap."""
    steps = attached(network.plan, ChipStep, "system")
    for key, system in sorted(network.plan.of(System).items()):
        if not system.european_chip:
            continue
        rows = steps.get(key, ())
        if not rows:
            yield network.found("CHP-03", system)
        elif all(_when(row) is None for row in rows):
            yield network.unknown("CHP-03", rows[0], "forecast")


def chp_04(network: Network) -> Iterator[Finding]:
    """Say which quantum computer is linked to no classical host."""
    for _key, system in sorted(network.plan.of(System).items()):
        if system.system_class is SystemClass.QUANTUM and system.classical_host is None:
            yield network.found("CHP-04", system)


def _when(row: ChipStep) -> int | None:
    dates = (row.actual, row.forecast, row.baseline)
    return next((month for month in dates if month is not None), None)


NETWORK_RULES = (
    NetworkRule("CHP-03", chp_03, ("system", "chip_step")),
    NetworkRule("CHP-04", chp_04, ("system",)),
    NetworkRule("CHP-05", chp_05, _READS),
)
