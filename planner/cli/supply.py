# SPDX-License-Identifier: EUPL-1.2
"""The verbs about what machines depend on: power, chips, data centres."""

import argparse
from collections.abc import Sequence
from typing import Any

import attrs

from planner import text
from planner.cli.lookup import find_key
from planner.cli.output import Result, table, update_result
from planner.domain.commands import Batch
from planner.domain.delays import SetDelay
from planner.domain.months import FIRST_YEAR, format_month, parse_month
from planner.domain.plan import Plan
from planner.domain.records.chips import ChipDelay
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Accelerator
from planner.domain.records.sites import Site
from planner.domain.schema import Schema
from planner.engine.centres import Connection, all_centres, connection, data_reach
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.parameters import Parameters
from planner.engine.power import CARBON, PRICE
from planner.engine.sites import SiteLoad, site_load
from planner.engine.supply import Order, orders, quarters, values
from planner.parsing import UsageError
from planner.sentences import record_word
from planner.session import Session
from planner.text import _, month_label, number

_SOURCE = "command line"
Parser = argparse.ArgumentParser


def power_arguments(parser: Parser, _schema: Schema) -> None:
    """Declare the arguments of `power`."""
    parser.add_argument("--state", metavar=_("STATE"), help=_("one state only"))
    parser.add_argument("--year", metavar=_("YEAR"), help=_("the year of the energy; 2026"))


def power(session: Session, options: argparse.Namespace) -> Result:
    """List load, energy, cost and carbon dioxide by state, and the load on each site."""
    plan, outcome = session.plan, session.outcome
    start = parse_month(options.year or "2026")
    first = start - start % 12
    wanted = None if options.state is None else find_key(plan, "state", options.state)
    states = [key for key in outcome.states if wanted in (None, key)]
    rows = [_state_power(plan, outcome, key, first) for key in states]
    rows = [row for row in rows if any(row["energy_gwh"].values())]
    sites = [
        site_load(plan, outcome, site.id)
        for site in sorted(plan.of(Site).values(), key=lambda site: site.id)
        if wanted in (None, site.state)
    ]
    data = {
        "year": FIRST_YEAR + first // 12,
        "states": rows,
        "sites": [attrs.asdict(load) for load in sites],
        "note": "co2: intensity of generation, weak for states that import power",
    }
    lines = [*_power_lines(rows, first), "", *_site_lines(plan, sites)]
    return Result(data, lines)


def _state_power(plan: Plan, outcome: Outcome, key: str, first: int) -> dict[str, Any]:
    row, state, year = outcome.row(key), plan.get(State, key), slice(first, first + 12)
    mwh = outcome.energy_mwh[row, :, year].sum(axis=-1).tolist()
    cost, co2 = outcome.energy_cost_meur[row, :, year].sum(), outcome.co2_t[row, :, year].sum()
    peak = outcome.power_mw[row, :, year].sum(axis=0).max()
    return {
        "state": key,
        "peak_mw": float(peak),
        "energy_gwh": {str(c): value / 1e3 for c, value in zip(CLASSES, mwh, strict=True)},
        "energy_cost_meur": None if getattr(state, PRICE) is None else float(cost),
        "co2_t": None if getattr(state, CARBON) is None else float(co2),
    }


def _power_lines(rows: Sequence[dict[str, Any]], first: int) -> list[str]:
    heads = (
        _("State"),
        _("Load, MW"),
        _("Energy, GWh"),
        _("operational"),
        _("Cost, m€"),
        _("CO₂, t"),
    )
    cells = [
        (
            text.state_name(row["state"]),
            text.fixed(row["peak_mw"], 2),
            text.fixed(sum(row["energy_gwh"].values()), 2),
            text.fixed(row["energy_gwh"]["available"], 2),
            text.fixed(row["energy_cost_meur"], 2),
            number(row["co2_t"]),
        )
        for row in rows
    ]
    said = _("Energy in {year}, all classes; CO₂ by national generation.")
    return [said.format(year=FIRST_YEAR + first // 12), *table(heads, cells, right=" rrrrr")]


def _site_lines(plan: Plan, loads: Sequence[SiteLoad]) -> list[str]:
    heads = (_("Site"), _("Highest load, MW"), _("Grid, MW"), _("Too much, MW"), _("Not known"))
    cells = [
        (
            plan.get(Site, load.site).name,
            text.fixed(load.peak_mw if load.known else None, 2),
            number(load.grid_mw, 2),
            _("not checked") if load.excess_mw is None else number(load.excess_mw, 2),
            number(len(load.unsized)),
        )
        for load in loads
    ]
    return table(heads, cells, right=" rrrr")


def chips_arguments(parser: Parser, _schema: Schema) -> None:
    """Declare the arguments of `chips`."""
    parser.add_argument(
        "--delay",
        action="append",
        default=[],
        metavar=_("CHIPS=MONTHS"),
        help=_("delay a vendor or a generation, such as NVIDIA=6; 0 ends the delay"),
    )
    parser.add_argument(
        "--what-if",
        action="store_true",
        help=_("show what the delay does and leave the plan as is"),
    )


def chips(session: Session, options: argparse.Namespace) -> Result:
    """List who waits for chips, or set a delay and list whom it moves."""
    if not options.delay:
        return _listed(session.plan, session.outcome)
    commands = tuple(_delay(session.plan, words) for words in options.delay)
    command = commands[0] if len(commands) == 1 else Batch(commands=commands)
    if options.what_if:
        preview = session.preview(command)
        if preview.error is not None:
            raise preview.error
        return _listed(preview.plan, preview.outcome)
    before = (session.plan, session.outcome)
    told = update_result(session.execute(command, reason=options.reason, source=_SOURCE), before)
    listed = _listed(session.plan, session.outcome)
    return Result({**told.data, **listed.data}, [*told.lines, "", *listed.lines])


def _delay(plan: Plan, words: str) -> SetDelay:
    """Read `NVIDIA=6` or `Blackwell=6`. Raises `UsageError` for what is neither."""
    name, equals, typed = words.partition("=")
    if not equals:
        raise UsageError("not_a_pair", value=words)
    models = plan.of(Accelerator).values()
    vendors = {model.vendor for model in models if model.vendor}
    generations = {model.generation for model in models if model.generation}
    months = ChipDelay.KIND.field("months").parse(typed)
    for field, known in (("vendor", vendors), ("generation", generations)):
        for one in known:
            if one.casefold() == name.strip().casefold():
                return SetDelay(months=int(str(months or 0)), **{field: one})
    choices = ", ".join(sorted(vendors | generations))
    raise UsageError("unknown_choice", value=name, choices=choices)


def _listed(plan: Plan, outcome: Outcome) -> Result:
    waiting, needed, bought = orders(plan, outcome), quarters(plan), values(plan)
    data = {
        "orders": [_order_data(order) for order in waiting],
        "quarters": [
            {
                "generation": one.generation,
                "first": format_month(one.first),
                "needed": one.needed,
                "tentative": one.tentative,
                "cap": one.cap,
                "excess": one.excess,
            }
            for one in needed
        ],
        "tflops_per_keur": {value.template: value.tflops_per_keur for value in bought},
    }
    heads = (_("Machine"), _("Chip"), _("Number"), _("Chips come"), _("Delay"), _("In service"))
    cells = [
        (
            record_word(plan, order.kind, order.key),
            _("unknown") if order.model is None else record_word(plan, "accelerator", order.model),
            number(order.quantity),
            _month(order.delivered),
            number(order.delay),
            _month(order.accepted),
        )
        for order in waiting
    ]
    lines = table(heads, cells, right="  r r")
    over = _("{generation} from {month}: {needed} needed, {cap} can be had, {excess} too many")
    lines += [
        over.format(
            generation=one.generation,
            month=month_label(one.first),
            needed=number(one.needed),
            cap=number(one.cap),
            excess=number(one.excess),
        )
        for one in needed
        if one.excess
    ]
    return Result(data, lines)


def _order_data(order: Order) -> dict[str, Any]:
    data = attrs.asdict(order)
    for name in ("ordered", "delivered", "planned", "accepted"):
        value = data[name]
        data[name] = None if value is None else format_month(round(value))
    return {**data, "status": str(order.status)}


def centres(session: Session, _options: argparse.Namespace) -> Result:
    """List data centres with both branches, and who reaches which data space."""
    plan = session.plan
    parameters = Parameters.of(plan)
    found = [connection(plan, parameters, centre) for centre in all_centres(plan)]
    known = [one for one in found if one is not None]
    data = {
        "centres": [{**attrs.asdict(one), "branch": one.branch} for one in known],
        "data_spaces": [attrs.asdict(reach) for reach in data_reach(plan)],
    }
    heads = (
        _("Data centre"),
        _("Serves"),
        _("km"),
        _("Gbit/s"),
        _("ms"),
        _("Near"),
        _("Connected"),
    )
    cells = [_centre_cells(plan, one) for one in known]
    return Result(data, table(heads, cells, right="  rrr"))


def _centre_cells(plan: Plan, found: Connection) -> tuple[str, ...]:
    return (
        record_word(plan, found.kind, found.centre),
        record_word(plan, found.machine_kind, found.machine),
        number(found.distance_km, 1),
        number(found.gbps, 1),
        number(found.latency_ms, 2),
        _answer(found.near),
        _answer(found.connected),
    )


def _answer(found: bool | None) -> str:
    if found is None:
        return _("unknown")
    return _("yes") if found else _("no")


def _month(month: float | None) -> str:
    return _("unknown") if month is None else month_label(round(month))
