# SPDX-License-Identifier: EUPL-1.2
"""What the sums over money instruments, sectors and targets consist of.

Asked of the network: `instruments.<column>` over all lines, with `.<key>+<key>` over some of them;
the counts in `BOARD`; `total.<kind>.<field>.<key>+<key>`, the sum of a field over
some records; `count.<kind>.<field>.<key>+<key>`, how many records there are, each by the field that
makes it count. Asked of a sector: its lines, its calls, its factories.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from planner.domain.plan import Plan
from planner.domain.records.chips import ChipStep, Delivery
from planner.domain.records.infrastructure import Factory
from planner.domain.records.instruments import Call, Instrument
from planner.domain.records.uptake import Sector, Target
from planner.engine.figures import Figure, Input, field_input
from planner.engine.instruments import COLUMNS, column_sums, counted_lines
from planner.engine.parameters import Parameters
from planner.engine.sector_goals import Light, genai4eu_lines, sector_money, standing
from planner.engine.sectors import factories_by_sector
from planner.engine.workdays import reference_day

INSTRUMENTS, TOTAL, COUNT = "instruments", "total", "count"
_GOOD = frozenset({Light.REACHED, Light.ON_TRACK})


def lines_code(column: str, keys: tuple[str, ...] = ()) -> str:
    """Return the code of the sum of a column over some lines; over all without any."""
    return ".".join(filter(None, (INSTRUMENTS, column, "+".join(keys))))


def total_code(kind: str, field: str, keys: Iterable[str]) -> str:
    """Return the code of the sum of a field over some records."""
    return ".".join((TOTAL, kind, field, "+".join(keys)))


def count_code(kind: str, field: str, keys: Iterable[str]) -> str:
    """Return the code of the number of some records, which count because of a field."""
    return ".".join((COUNT, kind, field, "+".join(keys)))


def uptake_figure(plan: Plan, code: str) -> Figure | None:
    """Return a sum over instruments, or a count above the board of sectors; None for others."""
    series, _dot, rest = code.partition(".")
    if series == INSTRUMENTS:
        return _lines(plan, *rest.partition(".")[::2])
    if series == TOTAL:
        return _total(plan, *rest.split(".", 2))
    if series == COUNT:
        return _count(plan, *rest.split(".", 2))
    counted = BOARD.get(code)
    return None if counted is None else counted(plan)


def sector_figures(plan: Plan, key: str) -> tuple[Figure, ...]:
    """Return what is stated for a sector and who serves it."""
    money = sector_money(plan, key)
    lines = (field_input(plan, row, "budget_meur") for row in genai4eu_lines(plan, key))
    calls = (
        field_input(plan, row, "union_meur")
        for row in plan.of(Call).values()
        if row.sector == key and row.union_meur is not None
    )
    factories = tuple(_factories(plan, key))
    return (
        Figure("sector_lines", money.lines_meur, "MEUR", "sum", _stated(lines)),
        Figure("sector_calls", money.calls_meur, "MEUR", "sum", tuple(calls)),
        Figure("sector_factories", float(len(factories)), "1", "count", factories),
    )


def _lines(plan: Plan, column: str, keys: str) -> Figure | None:
    rows = plan.of(Instrument)
    among = tuple(key for key in keys.split("+") if key in rows) if keys else tuple(rows)
    if column not in COLUMNS:
        return None
    inputs = (field_input(plan, row, column) for row in counted_lines(plan, column, among))
    total = column_sums(plan, among)[column]
    return Figure(lines_code(column), total, "MEUR", "sum", tuple(inputs))


def _total(plan: Plan, kind: str, field: str, keys: str) -> Figure:
    rows = plan.table(kind)
    inputs = [field_input(plan, rows[key], field) for key in keys.split("+") if key in rows]
    known = tuple(one for one in inputs if isinstance(one.value, int | float))
    total = sum(float(str(one.value)) for one in known) if known else None
    unit = plan.schema.kind(kind).field(field).unit
    return Figure(f"{TOTAL}.{kind}.{field}", total, unit, "sum", known)


def _count(plan: Plan, kind: str, field: str, keys: str) -> Figure:
    rows = plan.table(kind)
    inputs = tuple(field_input(plan, rows[key], field) for key in keys.split("+") if key in rows)
    return Figure(f"{COUNT}.{kind}.{field}", float(len(inputs)), "1", "count", inputs)


def _factories(plan: Plan, sector: str) -> Iterator[Input]:
    for key in factories_by_sector(plan)[sector]:
        yield field_input(plan, plan.get(Factory, key), "sectors")


def _listed(plan: Plan) -> Mapping[str, Sector]:
    return {key: row for key, row in sorted(plan.of(Sector).items()) if row.listed}


def _settled(plan: Plan) -> Figure:
    """Count the sectors whose target has an owner, and those that are to have none."""
    targets = sorted(plan.of(Target).values(), key=lambda row: row.id)
    found: dict[str, Input] = {}
    for key, sector in _listed(plan).items():
        owned = [row for row in targets if row.sector == key and row.owner]
        if owned:
            found[key] = field_input(plan, owned[0], "owner")
        elif sector.no_target:
            found[key] = field_input(plan, sector, "no_target")
    return Figure("targets_settled", float(len(found)), "1", "count", tuple(found.values()))


def _on_track(plan: Plan) -> Figure:
    """Count the targets that are reached or on track."""
    day, listed = date.fromisoformat(reference_day(Parameters.of(plan))), _listed(plan)
    good = tuple(
        field_input(plan, row, "actual")
        for _key, row in sorted(plan.of(Target).items())
        if row.sector in listed and standing(row, day).light in _GOOD
    )
    return Figure("targets_on_track", float(len(good)), "1", "count", good)


def _split(plan: Plan) -> Figure:
    """Add up what lines of GenAI4EU state for single sectors."""
    amounts = {key: sector_money(plan, key).lines_meur for key in _listed(plan)}
    parts = tuple(
        Input(Sector.KIND.name, key, "sector_lines", meur, "MEUR", computed=True)
        for key, meur in amounts.items()
        if meur is not None
    )
    total = sum(meur for meur in amounts.values() if meur is not None) if parts else None
    return Figure("genai4eu_split", total, "MEUR", "sum", parts)


def _served(plan: Plan) -> Figure:
    """Count the sectors a factory names."""
    named = factories_by_sector(plan)
    parts = tuple(
        Input(Sector.KIND.name, key, "sector_factories", float(len(named[key])), "1", computed=True)
        for key in _listed(plan)
        if named[key]
    )
    return Figure("sectors_served", float(len(parts)), "1", "count", parts)


def _dated_contracts(plan: Plan) -> Figure:
    """Count the contracts for chips whose last delivery has a month."""
    rows = (row for _key, row in sorted(plan.of(Delivery).items()))
    dated = tuple(
        field_input(plan, row, "last_month") for row in rows if row.last_month is not None
    )
    return Figure("contracts_dated", float(len(dated)), "1", "count", dated)


def _dated_steps(plan: Plan) -> Figure:
    """Count the steps of European chips that happened or are expected in a month."""
    dated = tuple(
        field_input(plan, row, "actual" if row.actual is not None else "forecast")
        for _key, row in sorted(plan.of(ChipStep).items())
        if row.actual is not None or row.forecast is not None
    )
    return Figure("chip_steps_dated", float(len(dated)), "1", "count", dated)


def _stated(inputs: Iterator[Input]) -> tuple[Input, ...]:
    return tuple(one for one in inputs if one.value is not None)


BOARD: Mapping[str, Callable[[Plan], Figure]] = {
    "targets_settled": _settled,
    "targets_on_track": _on_track,
    "genai4eu_split": _split,
    "sectors_served": _served,
    "contracts_dated": _dated_contracts,
    "chip_steps_dated": _dated_steps,
}
"""The counts above the board of sectors and the lane of supply, by code."""
