# SPDX-License-Identifier: EUPL-1.2
"""What usable capacity is made of: the machines, and the staff, grid and links that limit them."""

from collections.abc import Iterator

from planner.domain.plan import Plan
from planner.domain.records.access import Staffing
from planner.domain.records.measures import Measure, MeasureKind
from planner.domain.records.sites import DataCentre
from planner.domain.schema import Record
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters
from planner.engine.places import places
from planner.engine.roster import NOWHERE, Base, Roll
from planner.engine.rules.attached import attached

USABLE = "usable_ef"
_COMPUTED = {
    "capacity_ef": "EFLOP/s",
    "talent_stock": "1",
    "staff_needed": "FTE",
    "power_mw": "MW",
    "accelerators": "1",
}
_FORMULA = (
    "capacity_ef * min(1, (staff_fte + talent_stock) / staff_needed, grid_mw / power_mw, "
    "link_gbps / (accelerators / 1000 * link_gbps_per_thousand_accelerators))"
)


def usable_figure(plan: Plan, outcome: Outcome, state: str, month: int) -> Figure:
    """Return what of a state's capacity people, power and links let through, EFLOP/s.

    A record whose number is unknown is named too: it is what was not checked.
    """
    value = float(outcome.usable_ef[outcome.row(state), :, month].sum())
    computed = (
        Input("state", state, name, None, unit, computed=True) for name, unit in _COMPUTED.items()
    )
    return Figure(USABLE, value, "EFLOP/s", _FORMULA, (*computed, *_limits(plan, outcome, state)))


def _limits(plan: Plan, outcome: Outcome, state: str) -> Iterator[Input]:
    for staffing in sorted(attached(plan, Staffing, "state").get(state, ()), key=_key):
        yield field_input(plan, staffing, "staff_fte")
    roll: Roll = outcome.cache["roll"][NOWHERE]
    roster = roll.rosters.get(state)
    if roster is None:
        return
    bases = [("system", system.id) for system in roster.systems]
    bases += [("measure", measure.id) for measure in roster.computing]
    standing = places(plan)
    sites = {site.id: site for base in bases if (site := standing.get(base)) is not None}
    for key in sorted(sites):
        yield field_input(plan, sites[key], "grid_mw")
    links = [one for base in bases for one in _links(plan, roll, base)]
    yield from links
    if links:
        name = "link_gbps_per_thousand_accelerators"
        yield parameter_input(plan, Parameters.of(plan), name)


def _links(plan: Plan, roll: Roll, base: Base) -> Iterator[Input]:
    """Yield the links between a machine and its data: those of its data centres, and planned."""
    kind, key = base
    for centre in sorted(attached(plan, DataCentre, kind).get(key, ()), key=_key):
        yield field_input(plan, centre, "link_gbps")
    for what, name in roll.hanging.get(base, ()):
        if what != "measure":
            continue
        measure = plan.get(Measure, name)
        if measure.kind is MeasureKind.LINK:
            yield field_input(plan, measure, "bandwidth_gbps")


def _key(record: Record) -> str:
    return record.id
