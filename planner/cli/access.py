# SPDX-License-Identifier: EUPL-1.2
"""The verbs about use: who may use the machines, how long training takes, who runs them."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

import attrs

from planner import text
from planner.cli.lookup import find_key
from planner.cli.output import Result, table
from planner.domain.errors import DomainError
from planner.domain.months import FIRST_YEAR, HORIZON, parse_month
from planner.domain.plan import Plan
from planner.domain.records.access import TimeShare, Workload
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import CapacityClass, System, UnitKind
from planner.domain.records.measures import TALENT, Measure
from planner.engine.allocations import (
    Entry,
    MachineTime,
    ledger,
    network_times,
    part_of_national,
    part_of_union,
)
from planner.engine.outcome import CLASSES, Outcome
from planner.engine.parameters import Parameters
from planner.engine.people import cohorts
from planner.engine.rules.attached import attached
from planner.engine.training import TrainingTime, baseline, best, training_times
from planner.engine.usable import LIMITS, Usable
from planner.parsing import UsageError
from planner.sentences import record_word
from planner.session import Session
from planner.text import _, number, percent

_MILLION = 1e6
_PIPELINE = ("seats", "enrolled", "trained", "retained", "leaving", "talent_stock", "staff_needed")


def access_arguments(parser: argparse.ArgumentParser, _schema: object) -> None:
    """Declare the arguments of `access`."""
    parser.add_argument("--machine", metavar=_("SYSTEM"), help=_("one system or measure"))
    parser.add_argument("--year", metavar=_("YEAR"), help=_("a calendar year; 2026 without it"))
    parser.add_argument("--month", metavar=_("MONTH"), help=_("such as 2028-01, or a year"))
    parser.add_argument(
        "--request", type=float, metavar=_("HOURS"), help=_("say what part of the time this is")
    )
    parser.add_argument(
        "--unit", choices=[str(unit) for unit in UnitKind], help=_("what the hours count")
    )
    parser.add_argument(
        "--of-total", type=_share, metavar=_("SHARE"), help=_("such as 0.25 of all time")
    )


def _share(typed: str) -> float:
    """Read a share of all, `0.25` or `25 %`. Raises `UsageError` for more than all of it."""
    bare = typed.strip().removesuffix("%")
    value = float(bare) / (100 if bare != typed.strip() else 1)
    facts = {"label": "--of-total", "value": typed, "minimum": 0, "maximum": 1}
    if not 0 <= value <= 1:
        raise UsageError("too_small" if value < 0 else "too_large", **facts)
    return value


def training_arguments(parser: argparse.ArgumentParser, _schema: object) -> None:
    """Declare the arguments of `training`."""
    parser.add_argument("--workload", metavar=_("WORKLOAD"), help=_("one workload by key or name"))
    parser.add_argument("--month", metavar=_("MONTH"), help=_("such as 2028-01, or a year"))


def people_arguments(parser: argparse.ArgumentParser, _schema: object) -> None:
    """Declare the arguments of `people`."""
    parser.add_argument("--state", metavar=_("STATE"), help=_("code or name, see “states”"))
    parser.add_argument("--month", metavar=_("MONTH"), help=_("such as 2028-01, or a year"))


def access(session: Session, options: argparse.Namespace) -> Result:
    """Show the ledger of access time, and who has which share of one machine."""
    plan, parameters = session.plan, Parameters.of(session.plan)
    months, words = _period(options)
    chosen = list(network_times(plan, session.outcome))
    if options.machine:
        key = _machine_key(plan, options.machine)
        chosen = [time for time in chosen if time.machine.id == key]
    entries = ledger(plan, chosen, parameters, months=months)
    lines = _ledger_lines(plan, entries, words)
    told = list(_told(plan, chosen[0], options, months)) if options.machine and chosen else []
    data = {
        "machines": [_time_data(time, months) for time in chosen],
        "ledger": [_entry_data(entry) for entry in entries],
        **{name: value for name, value, _words in told},
    }
    return Result(data, [*lines, *(line for _name, _value, line in told)])


def training(session: Session, options: argparse.Namespace) -> Result:
    """Say how many weeks each workload takes on each machine in service in a month."""
    plan, outcome = session.plan, session.outcome
    month = _month(options, session)
    workloads = sorted(plan.of(Workload).values(), key=lambda row: (row.parameters_bn, row.id))
    if options.workload:
        workloads = [plan.get(Workload, find_key(plan, "workload", options.workload))]
    data, lines = [], list[str]()
    for workload in workloads:
        times = training_times(plan, outcome, workload, month)
        before = baseline(plan, outcome, workload)
        fastest = best(times)
        data.append(_training_data(workload, times, before, fastest))
        lines += [*_training_lines(plan, workload, times, before, month), ""]
    return Result(data, lines[:-1] or [_("This plan holds none of these.")])


def people(session: Session, options: argparse.Namespace) -> Result:
    """Show the pipeline of talent, the staff needed, and what limits the use of capacity."""
    plan, outcome = session.plan, session.outcome
    month = _month(options, session)
    keys = [find_key(plan, "state", options.state)] if options.state else list(outcome.states)
    data = [_people_data(plan, outcome, state, month) for state in keys]
    rows = [_people_row(one) for one in data if any(one[name] for name in _PIPELINE)]
    heads = (
        _("State"),
        _("Seats"),
        _("Enrolled"),
        _("Completed"),
        _("Stay"),
        _("Left again"),
        _("Available"),
        _("Needed"),
        _("Seats per million"),
        _("Usable EFLOP/s"),
        _("Limited by"),
    )
    title = _("{month}: all classes together").format(month=text.month_label(month))
    return Result(data, [title, *table(heads, rows, right=" rrrrrrrrr ")])


def limit_words(block: Usable, position: int, month: int) -> str:
    """Say what limits a class in a month, as `people: 12 of 25 FTE`; empty if nothing does."""
    which = LIMITS[int(block.limit[position, month])]
    if which is LIMITS[0]:
        return ""
    units = {"people": "FTE", "power": "MW", "link": "Gbit/s"}
    return _("{limit}: {available} of {needed} {unit}").format(
        limit=_(which.label),
        available=text.of_unit(float(block.available[position, month]), units[which]),
        needed=text.of_unit(float(block.needed[position, month]), units[which]),
        unit=_(units[which]),
    )


def _machine_key(plan: Plan, words: str) -> str:
    try:
        return find_key(plan, System.KIND.name, words)
    except DomainError as error:
        if error.code != "missing_record":
            raise
    return find_key(plan, Measure.KIND.name, words)


def _period(options: argparse.Namespace) -> tuple[slice, str]:
    if options.month:
        month = min(max(int(parse_month(options.month)), 0), HORIZON - 1)
        return slice(month, month + 1), text.month_label(month)
    january = int(parse_month(options.year or "2026"))
    first = min(max(january // 12 * 12, 0), HORIZON - 12)
    return slice(first, first + 12), str(FIRST_YEAR + first // 12)


def _month(options: argparse.Namespace, session: Session) -> int:
    if options.month:
        return min(max(int(parse_month(options.month)), 0), HORIZON - 1)
    return min(max(int(Parameters.of(session.plan).as_of), 0), HORIZON - 1)


def _ledger_lines(plan: Plan, entries: Sequence[Entry], words: str) -> list[str]:
    heads = (
        _("Machine"),
        _("Pool"),
        _("Pool, million hours"),
        _("Awarded"),
        _("Requested"),
        _("Used"),
        _("Free"),
    )
    rows = [
        (
            record_word(plan, entry.kind, entry.key),
            _(entry.pool.label),
            *(_millions(value) for value in _amounts(entry)),
        )
        for entry in entries
        if entry.hours is None or entry.hours > 0 or entry.allocated or entry.requested
    ]
    title = _("Access time of the Union in {period}").format(period=words)
    return [title, *table(heads, rows, right="  rrrrr")]


def _amounts(entry: Entry) -> tuple[float | None, ...]:
    return (entry.hours, entry.allocated, entry.requested, entry.used, entry.free)


def _millions(hours: float | None) -> str:
    return _("unknown") if hours is None else text.fixed(hours / _MILLION, 2)


def _told(
    plan: Plan, time: MachineTime, options: argparse.Namespace, months: slice
) -> Iterator[tuple[str, Any, str]]:
    """Yield what is said about one machine beside its ledger: name, value, sentence."""
    yield from _owners(plan, time)
    union = None if time.union is None else float(time.union[months].sum())
    if options.request is not None:
        unit = UnitKind(options.unit) if options.unit else None
        part = part_of_union(plan, time, options.request, unit, Parameters.of(plan), months=months)
        words = _("{hours} hours are {share} of the Union's {union} million hours.")
        yield (
            "request_share",
            part,
            words.format(
                hours=number(options.request),
                share=_("unknown") if part is None else percent(part, 2),
                union=_millions(union),
            ),
        )
    if options.of_total is not None:
        national = part_of_national(options.of_total, time.lawful)
        yield (
            "part_of_national",
            national,
            _("{share} of all time is {part} of the national share.").format(
                share=percent(options.of_total, 1),
                part=_("unknown") if national is None else percent(national, 2),
            ),
        )


def _owners(plan: Plan, time: MachineTime) -> Iterator[tuple[str, Any, str]]:
    if time.share is None:
        yield "union_share", None, _("The Union's share of its time is unknown.")
        return
    said = _("Union {union}, national {national}; the share of total cost is {cost}.")
    cost = _("unknown") if time.of_cost is None else percent(time.of_cost, 1)
    words = said.format(
        union=percent(time.share, 1), national=percent(1.0 - time.share, 1), cost=cost
    )
    yield "union_share", time.share, words
    rows = attached(plan, TimeShare, time.machine.KIND.name).get(time.machine.id, ())
    for row in rows:
        if row.state is not None and row.access_share is not None:
            of_national = part_of_national(row.access_share, time.share)
            line = _("{state}: {share} of all time, {part} of the national share").format(
                state=text.state_name(row.state),
                share=percent(row.access_share, 1),
                part=_("unknown") if of_national is None else percent(of_national, 2),
            )
            yield f"share_{row.state}", row.access_share, line


def _time_data(time: MachineTime, months: slice) -> dict[str, Any]:
    return {
        "kind": time.machine.KIND.name,
        "key": time.machine.id,
        "name": time.machine.name,
        "union_share": time.share,
        "due_share": time.due,
        "share_of_total_cost": time.of_cost,
        "union_hours": None if time.union is None else float(time.union[months].sum()),
        "national_hours": None if time.national is None else float(time.national[months].sum()),
    }


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {
        "kind": entry.kind,
        "key": entry.key,
        "pool": str(entry.pool),
        "hours": entry.hours,
        "awarded": entry.allocated,
        "requested": entry.requested,
        "used": entry.used,
        "free": entry.free,
        "without_unit": entry.undeclared,
    }


def _training_lines(
    plan: Plan,
    workload: Workload,
    times: Sequence[TrainingTime],
    before: TrainingTime | None,
    month: int,
) -> list[str]:
    title = _("{workload}, {month}").format(
        workload=_(workload.name), month=text.month_label(month)
    )
    heads = (_("Machine"), _("State"), _("Class"), _("Weeks"), _("Accelerators"), _("Hours"))
    rows = [
        (
            record_word(plan, time.kind, time.key),
            time.state,
            _(time.capacity_class.label),
            _("unknown") if time.weeks is None else text.fixed(time.weeks, 2),
            number(time.accelerators),
            number(time.hours),
        )
        for time in times
    ]
    lines = [title, *table(heads, rows, right="   rrr")]
    if before is not None and before.weeks is not None:
        lines.append(
            _("January 2024: {weeks} weeks on {machine}").format(
                weeks=text.fixed(before.weeks, 2),
                machine=record_word(plan, before.kind, before.key),
            )
        )
    return lines


def _training_data(
    workload: Workload,
    times: Sequence[TrainingTime],
    before: TrainingTime | None,
    fastest: TrainingTime | None,
) -> dict[str, Any]:
    return {
        "workload": workload.id,
        "machines": [_one_time(time) for time in times],
        "best": None if fastest is None else _one_time(fastest),
        "best_operational": _or_none(best(times, CapacityClass.AVAILABLE)),
        "baseline_2024": _or_none(before),
    }


def _or_none(time: TrainingTime | None) -> dict[str, Any] | None:
    return None if time is None else _one_time(time)


def _one_time(time: TrainingTime) -> dict[str, Any]:
    return {
        "kind": time.kind,
        "key": time.key,
        "state": time.state,
        "class": str(time.capacity_class),
        "weeks": time.weeks,
        "accelerators": time.accelerators,
        "hours": time.hours,
    }


def _people_data(plan: Plan, outcome: Outcome, state: str, month: int) -> dict[str, Any]:
    row = outcome.row(state)
    counts = {name: float(getattr(outcome, name)[row, :, month].sum()) for name in _PIPELINE}
    block: Usable = outcome.cache["usable"][state]
    limits = {
        str(one): limit_words(block, position, month)
        for position, one in enumerate(CLASSES)
        if limit_words(block, position, month)
    }
    population = plan.get(State, state).population_m
    return {
        "state": state,
        **counts,
        "seats_per_million": counts["seats"] / population if population else None,
        "cohorts": _cohort_data(plan, state),
        "installed_ef": float(outcome.capacity_ef[row, :, month].sum()),
        "usable_ef": float(outcome.usable_ef[row, :, month].sum()),
        "limits": limits,
        "checked": dict(
            zip(("people", "power", "link"), (block.checked[:, month] > 0).tolist(), strict=True)
        ),
    }


def _cohort_data(plan: Plan, state: str) -> list[dict[str, Any]]:
    parameters = Parameters.of(plan)
    return [
        {"measure": measure.id, **attrs.asdict(cohort)}
        for _key, measure in sorted(plan.of(Measure).items())
        if measure.state == state and measure.kind in TALENT
        for cohort in cohorts(measure, parameters)
    ]


def _people_row(one: dict[str, Any]) -> tuple[str, ...]:
    unchecked = "" if one["checked"]["people"] else _("people not checked")
    return (
        text.state_name(one["state"]),
        *(number(one[name]) for name in _PIPELINE),
        text.significant(one["seats_per_million"]),
        text.significant(one["usable_ef"]),
        "; ".join(one["limits"].values()) or unchecked,
    )
