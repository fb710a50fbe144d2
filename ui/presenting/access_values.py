# SPDX-License-Identifier: EUPL-1.2
"""The access ledger and the split of one machine in words and figures."""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve

from planner.domain.months import year_of
from planner.domain.plan import Plan
from planner.domain.records.access import Allocation, Pool, TimeShare
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, System, UnitKind
from planner.domain.records.measures import COMPUTE, Measure
from planner.engine.access import agreed_share
from planner.engine.access_figures import (
    AWARDED,
    FREE,
    HOURS,
    LEDGER,
    REQUESTED,
    USED,
    months_of,
)
from planner.engine.allocations import (
    Entry,
    MachineTime,
    allocations_of,
    ledger,
    network_times,
    part_of_national,
    part_of_union,
    time_of,
    unit_of,
)
from planner.engine.funding import Funding
from planner.engine.outcome import Outcome, Severity
from planner.engine.parameters import Parameters
from planner.engine.rules.attached import attached
from planner.engine.search import folded
from planner.sentences import finding_sentence, record_word
from planner.text import N_, _, fixed, labelled, month_label, number, percent, state_name
from ui.focus import Selection
from ui.panes.access_values import AccessValues, LedgerLine, SplitValues
from ui.widgets.asked import Asked
from ui.widgets.share_bar import Segment
from ui.widgets.state_share import StateShare
from ui.widgets.tone import Tone

Machine = System | Measure
_MILLION = 1e6
_TONES: Mapping[Severity, Tone] = {
    Severity.ERROR: "danger",
    Severity.WARNING: "warning",
    Severity.INFO: "neutral",
}
_UNION, _NATIONAL = 0, 1
_NOTHING = 1e-4
_UNDIVIDED = -1
_ALLOCATED = ("hours_awarded", "hours_requested", "hours_used")

_SHARE_DETAIL = N_("The Union's share of the time; the pools below divide it.")


GROUPINGS: Mapping[str, str] = {
    "": N_("No groups"),
    "state": N_("State"),
    "status": N_("Status"),
}
"""What machines may be listed by, by key and label."""
_GROUPED: Mapping[str, Callable[[Machine], str]] = {
    "": lambda _machine: "",
    "state": lambda machine: state_name(machine.state),
    "status": lambda machine: _(machine.status.label),
}


def access_values(
    plan: Plan, outcome: Outcome, selection: Selection, *, month: int, period: str, by: str = ""
) -> AccessValues:
    """Return the ledger of a month or of its year, and the split of the machine in focus.

    `by` is one of `GROUPINGS`, by which machines are listed.
    """
    months, words = _months(month, period)
    times = [time for time in network_times(plan, outcome) if _concerns(plan, time, months)]
    group = _GROUPED[by]
    lines = [
        evolve(_machine_line(plan, time, months, period), group=group(time.machine))
        for time in times
    ]
    lines.sort(key=lambda line: folded(line.group))
    focus = machine_of(plan, selection)
    split = None if focus is None else split_values(plan, outcome, focus)
    heads = (
        _("Machine and pool"),
        _("Share"),
        _("Million hours, {period}").format(period=words),
        _("Awarded"),
        _("Requested"),
        _("Used"),
        _("Free"),
    )
    return AccessValues(heads=heads, lines=tuple(lines), split=split)


def machine_of(plan: Plan, selection: Selection) -> Machine | None:
    """Return the machine in focus: the selected one, or the one an allocation or share is on."""
    record = plan.tables.get(selection.kind, {}).get(selection.key)
    if isinstance(record, Allocation | TimeShare):
        pointed = (System, record.system) if record.system else (Measure, record.measure)
        record = plan.of(pointed[0]).get(pointed[1] or "")
    if isinstance(record, System):
        return record
    return record if isinstance(record, Measure) and record.kind in COMPUTE else None


def split_values(plan: Plan, outcome: Outcome, machine: Machine) -> SplitValues | None:
    """Return who pays and who uses a machine; `None` where it has no time in the plan."""
    time = time_of(plan, outcome, machine)
    if time is None:
        return None
    base = (machine.KIND.name, machine.id)
    owners = attached(plan, TimeShare, base[0]).get(machine.id, ())
    states = [row for row in owners if row.state is not None]
    funded: Funding = outcome.cache["funding"][machine.state]
    agreed = agreed_share(plan, base) is not None
    return SplitValues(
        kind=base[0],
        key=machine.id,
        name=record_word(plan, *base),
        cost=_segments(
            time.of_cost,
            [(row.state, row.cost_share) for row in states],
            unpledged=funded.unpledged_share(machine.id),
        ),
        time=_segments(time.share, [(row.state, row.access_share) for row in states]),
        union=time.share,
        agreed=agreed,
        notes=_notes(plan, outcome, machine, time, agreed=agreed),
        units=_units(plan, machine),
        states=_states(plan, machine, states),
        paid=1.0 - (time.of_cost or 0.0),
        given=1.0 - (time.share or 0.0),
    )


def of_total_words(plan: Plan, outcome: Outcome, machine: Machine | None, share: float) -> str:
    """Say what part of the national share a part of all time is, and whether it fits."""
    time = None if machine is None else time_of(plan, outcome, machine)
    part = None if time is None else part_of_national(share, time.lawful)
    if part is None:
        return _("The Union's share of the time is unknown.")
    words = _("{part} of the national share; it fits.")
    if part > 1:
        words = _("{part} of the national share; that is more than there is.")
    return words.format(part=percent(part, 2))


def request_words(
    plan: Plan, outcome: Outcome, machine: Machine | None, hours: float, unit: str, *, month: int
) -> str:
    """Say what part of the Union's time in the year of a month a request takes."""
    time = None if machine is None else time_of(plan, outcome, machine)
    if time is None or time.union is None:
        return _("The Union's hours are unknown.")
    months, year = _months(month, "year")
    counted = UnitKind(unit) if unit else None
    part = part_of_union(plan, time, hours, counted, Parameters.of(plan), months=months)
    if part is None:
        return _("Say what the hours count: a module has two dies.")
    words = _("{share} of the Union's {union} million hours in {year}")
    return words.format(
        share=percent(part, 2), union=_millions(float(time.union[months].sum())), year=year
    )


def _months(month: int, period: str) -> tuple[slice, str]:
    months = months_of(month, period)
    return months, month_label(month) if period == "month" else str(year_of(months.start))


def _concerns(plan: Plan, time: MachineTime, months: slice) -> bool:
    """Tell whether a machine has time in these months, or somebody counts on it."""
    if allocations_of(plan, time.machine):
        return True
    return time.hours is None or bool(time.hours[months].any())


def _machine_line(plan: Plan, time: MachineTime, months: slice, period: str) -> LedgerLine:
    entries = ledger(plan, [time], Parameters.of(plan), months=months)
    base = (time.machine.KIND.name, time.machine.id)
    union = None if time.union is None else float(time.union[months].sum())
    totals = [
        sum(getattr(entry, name) for entry in entries)
        for name in ("allocated", "requested", "used")
    ]
    free = None if union is None else union - totals[0] - totals[1]
    share = _("unknown") if time.share is None else percent(time.share, 1)
    name = f"{record_word(plan, *base)}, {time.machine.state}"  # as in budget and findings
    return LedgerLine(
        *base,
        name,
        (share, _millions(union), *map(_some, totals), _millions(free)),
        below=tuple(_pool_line(plan, time, entry, period) for entry in entries if _is_used(entry)),
        tone="danger" if free is not None and free < 0 else "neutral",
        detail="\n".join((state_name(time.machine.state), _(_SHARE_DETAIL))),
        asked=(Asked(*base, "union_share_of_time", computed=True), *_ledger_numbers(base, period)),
        amounts=tuple(None if h is None else h / _MILLION for h in (union, *totals, free)),
    )


def _ledger_numbers(base: tuple[str, str], period: str, *pool: str) -> tuple[Asked, ...]:
    """Return the numbers of a line of the ledger from its hours on."""
    names = (HOURS, AWARDED, REQUESTED, USED, FREE)
    codes = (".".join((LEDGER, period, name, *pool)) for name in names)
    return tuple(Asked(*base, code, computed=True) for code in codes)


def _is_used(entry: Entry) -> bool:
    taken = entry.allocated or entry.requested or entry.undeclared
    return bool(entry.hours is None or entry.hours > 0 or taken)


def _pool_line(plan: Plan, time: MachineTime, entry: Entry, period: str) -> LedgerLine:
    rows = [one for one in allocations_of(plan, time.machine) if one.pool is entry.pool]
    held = float(time.pools[list(Pool).index(entry.pool)])
    return LedgerLine(
        entry.kind,
        entry.key,
        _(entry.pool.label),
        (
            percent(held, 1),
            _millions(entry.hours),
            _some(entry.allocated),
            _some(entry.requested),
            _some(entry.used),
            _millions(entry.free),
        ),
        below=tuple(_allocation_line(one) for one in rows),
        tone="danger" if entry.free is not None and entry.free < 0 else "neutral",
        detail=_undeclared(entry),
        asked=(None, *_ledger_numbers((entry.kind, entry.key), period, str(entry.pool))),
    )


def _undeclared(entry: Entry) -> str:
    if not entry.undeclared:
        return ""
    words = _("{count} allocations do not say what their hours count and are not added.")
    return words.format(count=entry.undeclared)


def _allocation_line(one: Allocation) -> LedgerLine:
    unit = _("unit not stated") if one.unit is None else _(UnitKind(one.unit).label)
    awarded, asked, used = one.hours_awarded, one.hours_requested, one.hours_used
    return LedgerLine(
        "allocation",
        one.id,
        one.name,
        ("", unit, *(_some(hours) for hours in (awarded, asked, used)), ""),
        detail=_("{mode}, from {month} for {count} months").format(
            mode=_(one.mode.label), month=month_label(one.first_month), count=one.months
        ),
        asked=(None, None, *(Asked("allocation", one.id, name) for name in _ALLOCATED)),
    )


def _segments(
    union: float | None,
    states: Sequence[tuple[str | None, float | None]],
    *,
    unpledged: float = 0.0,
) -> tuple[Segment, ...]:
    """Return the Union first, then the states that are named, then what nobody has named.

    What nobody has pledged comes last.
    """
    if union is None:
        return (Segment(_("unknown"), 1.0, "", _UNDIVIDED),)
    found = [Segment(_("Union"), union, percent(union, 1), _UNION)]
    for nth, (state, share) in enumerate(states):
        if state is not None and share:
            found.append(Segment(state_name(state), share, percent(share, 1), 2 + nth % 5))
    rest = 1.0 - sum(one.share for one in found)
    unpledged = min(unpledged, rest)
    rest -= max(unpledged, 0.0)
    if rest > 1e-9 and not any(share for _state, share in states):
        found.append(Segment(_("states"), rest, percent(rest, 1), _NATIONAL))
    elif rest > 1e-4:
        found.append(Segment(_("not divided"), rest, percent(rest, 1), _UNDIVIDED))
    if unpledged > _NOTHING:
        words = percent(unpledged, 1)
        found.append(Segment(_("not yet pledged"), unpledged, words, _UNDIVIDED))
    return tuple(found)


def _notes(
    plan: Plan, outcome: Outcome, machine: Machine, time: MachineTime, *, agreed: bool
) -> tuple[tuple[str, Tone], ...]:
    """Return what the rules of access say of the machine, else where its share comes from."""
    found = [
        (labelled(f.rule, finding_sentence(f, plan)), _TONES[f.severity])
        for f in outcome.findings
        if f.key == machine.id and f.rule.startswith("ACC") and f.severity is not Severity.INFO
    ]
    if found:
        return tuple(found)
    if time.share is None:
        return ((_("The Union's share of the cost is unknown, and so is its time."), "warning"),)
    if agreed:
        return ((_("Entered in this plan; it follows from the money."), "success"),)
    return ((_("The time follows the money, up to the cap of the class."), "neutral"),)


def _states(plan: Plan, machine: Machine, rows: Sequence[TimeShare]) -> tuple[StateShare, ...]:
    """Return the host and its consortium, then who has shares besides, then all other states."""
    own = attached(plan, Factory, "system").get(machine.id, ())  # a measure is of no factory yet
    partners = [state for factory in own for state in factory.consortium or ()]
    shares = {row.state: row for row in rows}
    others = sorted(plan.of(State), key=state_name)
    keys = dict.fromkeys(filter(None, (machine.state, *partners, *shares, *others)))
    nothing = (None, None)
    return tuple(
        StateShare(
            key,
            state_name(key),
            *((shares[key].cost_share, shares[key].access_share) if key in shares else nothing),
        )
        for key in keys
    )


def _units(plan: Plan, machine: Machine) -> tuple[tuple[str, str], ...]:
    package = unit_of(plan, machine)
    if package is UnitKind.MODULE:
        kinds = (UnitKind.MODULE, UnitKind.GCD)
        return (("", _("choose")), *((str(kind), _(kind.label)) for kind in kinds))
    return ((str(package or ""), _(package.label) if package else _("unknown")),)


def _millions(hours: float | None) -> str:
    return _("unknown") if hours is None else fixed(hours / _MILLION, 2)


def _some(hours: float | None) -> str:
    return "–" if not hours else number(hours / _MILLION, 3)
