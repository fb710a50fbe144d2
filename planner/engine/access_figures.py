# SPDX-License-Identifier: EUPL-1.2
"""How the lines of the access ledger come about, for one machine over a month or its year.

Codes are `ledger.<period>.<what>` and, for one pool, `ledger.<period>.<what>.<pool>`.
"""

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.access import AccessPool, Allocation
from planner.domain.records.infrastructure import System
from planner.domain.records.measures import Measure
from planner.engine.allocations import Entry, allocations_of, ledger, time_of
from planner.engine.figures import Figure, Input, field_input, parameter_input
from planner.engine.outcome import Outcome
from planner.engine.parameters import Parameters

LEDGER = "ledger"
HOURS, AWARDED, REQUESTED, USED, FREE = "hours", "awarded", "requested", "used", "free"
_FIELDS = {AWARDED: "hours_awarded", REQUESTED: "hours_requested", USED: "hours_used"}
_ENTRY = {AWARDED: "allocated", REQUESTED: "requested", USED: "used"}


def months_of(month: int, period: str) -> slice:
    """Return the months of a period: one month, or the year it lies in."""
    if period == "month":
        return slice(month, month + 1)
    first = min(month // 12 * 12, HORIZON - 12)
    return slice(first, first + 12)


def ledger_figure(
    plan: Plan, outcome: Outcome, base: tuple[str, str], code: str, month: int
) -> Figure | None:
    """Return an amount of the ledger of a machine; None if there is no such line."""
    kind, key = base
    machine = plan.get(System, key) if kind == System.KIND.name else plan.get(Measure, key)
    time = time_of(plan, outcome, machine)
    _ledger, period, what, *rest = code.split(".")
    if time is None:
        return None
    entries = ledger(plan, [time], Parameters.of(plan), months=months_of(month, period))
    mine = [one for one in entries if not rest or str(one.pool) == rest[0]]
    if what == HOURS:
        return _hours(plan, base, code, mine, pool=rest[0] if rest else "")
    if what == FREE:
        return _free(base, code, period, mine, rest)
    used = [one for one in allocations_of(plan, machine) if not rest or str(one.pool) == rest[0]]
    value = sum(getattr(one, _ENTRY[what]) for one in mine)
    formula = "sum, spread evenly over the months of each allocation"
    return Figure(code, value, "h", formula, tuple(_allocations(plan, used, _FIELDS[what])))


def _hours(plan: Plan, base: tuple[str, str], code: str, of: list[Entry], *, pool: str) -> Figure:
    known = [one.hours for one in of]
    value = None if None in known else sum(one for one in known if one is not None)
    whole = ".".join(code.split(".")[:3])
    if not pool:
        inputs = (
            Input(*base, "accelerator_hours", None, "h/month", computed=True),
            Input(*base, "union_share_of_time", None, "share", computed=True),
            Input(*base, "in_service", None, "month", computed=True),
        )
        formula = "accelerator_hours * months in service * union_share_of_time"
        return Figure(code, value, "h", formula, inputs)
    shares = tuple(
        field_input(plan, row, "share_of_union")
        for _key, row in sorted(plan.of(AccessPool).items())
        if (base[1] in (row.system, row.measure)) or (row.system is None and row.measure is None)
    )
    parts = (Input(*base, whole, None, "h", computed=True), *shares)
    return Figure(code, value, "h", "hours * share of the pool", parts)


def _free(
    base: tuple[str, str], code: str, period: str, of: list[Entry], rest: list[str]
) -> Figure:
    free = [one.free for one in of]
    value = None if None in free else sum(one for one in free if one is not None)
    names = (".".join([LEDGER, period, what, *rest]) for what in (HOURS, AWARDED, REQUESTED))
    inputs = tuple(Input(*base, name, None, "h", computed=True) for name in names)
    return Figure(code, value, "h", "hours - awarded - requested", inputs)


def _allocations(plan: Plan, rows: list[Allocation], field: str) -> list[Input]:
    factor = parameter_input(plan, Parameters.of(plan), "gcd_per_module")
    given = [field_input(plan, row, field) for row in rows if getattr(row, field) is not None]
    return [*given, factor] if given else []
