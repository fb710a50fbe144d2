# SPDX-License-Identifier: EUPL-1.2
"""The ledger of access time in words: requests, sums, pools, and the days that do not count."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import frozen

from planner.desk_sentences import LIGHTS, clock_words, day_words
from planner.domain.plan import Plan
from planner.domain.records.access import Allocation
from planner.domain.records.infrastructure import UnitKind
from planner.domain.records.instruments import Event, Lane
from planner.engine.access_figures import (
    AWARDED,
    FREE,
    HOURS,
    LEDGER,
    REQUESTED,
    USED,
    months_of,
)
from planner.engine.allocations import Entry, ledger, network_times
from planner.engine.clocks import Light
from planner.engine.outcome import Outcome, Severity
from planner.engine.parameters import Parameters
from planner.engine.requests import Request, requests, summed_up
from planner.engine.search import holding
from planner.reference.provenance import evidence_trail
from planner.sentences import finding_sentence, record_word
from planner.text import _, fixed, labelled, number, percent, unit_label
from ui.presenting.desk_values import TONES
from ui.presenting.inspector_values import cited
from ui.widgets.asked import Asked
from ui.widgets.group_words import sum_words
from ui.widgets.text_table import TextRow, TextRows
from ui.widgets.text_values import Summed, Total, adding_up
from ui.widgets.tone import Tone

_MILLION = 1e6
_RULES = ("ACC", "MOD", "ETH")
_ALLOCATION = Allocation.KIND.name
_AMOUNTS = (HOURS, AWARDED, REQUESTED, USED, FREE)


@frozen(kw_only=True)
class RequestValues:
    """One request: its part of the time, by each unit it may count in, its clock, its findings.

    `units` are codes and words to choose from, `unit` the one that was said; empty is none yet.
    """

    key: str
    title: str
    part: str
    part_tone: Tone
    choices: tuple[str, ...]
    units: tuple[tuple[str, str], ...]
    unit: str
    clock: str
    clock_tone: Tone
    notes: tuple[tuple[str, Tone], ...]


def requests_table(plan: Plan, rows: Sequence[Request], words: str = "") -> TextRows:
    """Return requests and awards, one a row."""
    told = (_request_row(plan, one) for one in rows)
    holds = holding(words)
    return TextRows(
        heads=(
            _("Request"),
            _("Machine"),
            _("Requested"),
            _("Of the Union's year"),
            _("Decide by"),
            _("Stands"),
            _("Awarded"),
            _("Used"),
            _("Hours count"),
            _("Access mode"),
            _("Pool"),
            _("Cut-off"),
        ),
        right="llrrllrr",
        rows=tuple(row for row in told if holds(" ".join(row.cells))),
        total=_requests_total(plan, rows),
    )


def sums_table(plan: Plan, rows: Sequence[Request], words: str = "") -> TextRows:
    """Return requests and use taken together by system, mode and cut-off."""
    holds = holding(words)
    told = []
    for one in summed_up(plan, rows):
        hours = (one.requested, one.awarded, one.used)
        cells = (
            _machine(plan, one.machine),
            _(one.mode.label),
            day_words(one.cut_off) or _("none"),
            number(one.count),
            *map(_hours, hours),
            number(one.uncounted) if one.uncounted else "",
        )
        sorts = (cells[0], cells[1], one.cut_off or "~", one.count, *hours, one.uncounted)
        kind, key = one.machine or ("", "")
        told.append(TextRow(cells, kind, key, "", sorts))
    return TextRows(
        heads=(
            _("Machine"),
            _("Access mode"),
            _("Cut-off"),
            _("Requests"),
            _("Requested"),
            _("Awarded"),
            _("Used"),
            _("Without unit"),
        ),
        right="lllrrrrr",
        rows=tuple(row for row in told if holds(" ".join(row.cells))),
        total=adding_up(
            Summed(4, _("Requested"), unit_label("h")),
            Summed(5, _("Awarded"), unit_label("h")),
            Summed(6, _("Used"), unit_label("h")),
        ),
    )


def pools_table(plan: Plan, outcome: Outcome, *, month: int, words: str = "") -> TextRows:
    """Return the pools of each machine in the year of a month; million hours in packages."""
    times = [t for t in network_times(plan, outcome) if t.share is not None]
    entries = ledger(plan, times, Parameters.of(plan), months=months_of(month, "year"))
    holds = holding(words)
    told = []
    for one in entries:
        amounts = (one.hours, one.allocated, one.requested, one.used, one.free)
        if any(amounts[:4]):
            cells = (
                record_word(plan, one.kind, one.key),
                _(one.pool.label),
                *(_("unknown") if h is None else fixed(h / _MILLION, 2) for h in amounts),
            )
            sorts = (*cells[:2], *(-1.0 if h is None else h for h in amounts))
            told.append(TextRow(cells, one.kind, one.key, "", sorts, _pool_numbers(one)))
    return TextRows(
        heads=(
            _("Machine"),
            _("Pool"),
            _("Million hours"),
            _("Awarded"),
            _("Requested"),
            _("Used"),
            _("Free"),
        ),
        right="llrrrrr",
        rows=tuple(row for row in told if holds(" ".join(row.cells))),
        total=adding_up(
            Summed(2, _("Million hours"), scale=_MILLION),
            Summed(3, _("Awarded"), scale=_MILLION),
            Summed(6, _("Free"), scale=_MILLION),
        ),
    )


def closed_table(plan: Plan, words: str = "") -> TextRows:
    """Return the days on which the Union's institutions are closed, with their source."""
    holds = holding(words)
    rows = (row for row in plan.of(Event).values() if row.lane is Lane.CLOSED and row.first_day)
    told = (_closed_row(plan, row) for row in sorted(rows, key=lambda one: one.first_day or ""))
    return TextRows(
        heads=(_("From"), _("To"), _("Closed for"), _("Working days"), _("Source")),
        right="lllr",
        rows=tuple(row for row in told if holds(" ".join(row.cells))),
    )


def request_values(plan: Plan, outcome: Outcome, one: Request) -> RequestValues:
    """Return one request in words, with what its hours would be in each unit."""
    part, tone = _part(one)
    return RequestValues(
        key=one.key,
        title=f"{one.name} · {_machine(plan, one.machine)}",
        part=part,
        part_tone=tone,
        choices=tuple(_choices(plan, outcome, one)),
        units=_units(one),
        unit="" if one.unit is None or one.must_say_unit else str(one.unit),
        clock=_("no clock runs") if one.clock is None else clock_words(one.clock),
        clock_tone="neutral" if one.clock is None else TONES[one.clock.light],
        notes=tuple(_notes(plan, outcome, one)),
    )


def find_request(plan: Plan, outcome: Outcome, key: str, day: str = "") -> Request | None:
    """Return the line of the ledger with a key, its clock as it stands on a day."""
    return next((one for one in requests(plan, outcome, day) if one.key == key), None)


def _requests_total(plan: Plan, rows: Sequence[Request]) -> Total:
    """Return what adds up the requests of a group, in hours of the machine's accelerators.

    A request in no known unit is unknown; one without an award adds none to the awards.
    """
    known = {one.key: one for one in rows}

    def total(members: Sequence[TextRow]) -> str:
        asked = [known[row.key] for row in members]
        sums = [next(summed_up(plan, [one])) for one in asked]
        requested = [
            None if one.requested is None or found.uncounted else found.requested
            for one, found in zip(asked, sums, strict=True)
        ]
        awarded = [None if found.uncounted else found.awarded for found in sums]
        unit = unit_label("h")
        said = ((_("Requested"), requested), (_("Awarded"), awarded))
        return " · ".join(labelled(label, sum_words(hours, unit)) for label, hours in said)

    return total


def _request_row(plan: Plan, one: Request) -> TextRow:
    hours = (one.requested, one.awarded, one.used)
    told = ["" if h is None else number(h) for h in hours]
    light = "" if one.clock is None else _(LIGHTS[one.clock.light])
    due = None if one.clock is None else one.clock.due
    cells = (
        one.name,
        _machine(plan, one.machine),
        told[0],
        _("unknown") if one.union_share is None else percent(one.union_share, 2),
        day_words(due),
        light,
        *told[1:],
        _("say the unit") if one.must_say_unit else "" if one.unit is None else _(one.unit.label),
        _(one.mode.label),
        _(one.pool.label),
        day_words(one.cut_off),
    )
    order = len(Light) if one.clock is None else tuple(Light).index(one.clock.light)
    numbers = tuple(-1.0 if h is None else h for h in hours)
    share = -1.0 if one.union_share is None else one.union_share
    beginning = (*cells[:2], numbers[0], share, due or "~", order)
    sorts = (*beginning, *numbers[1:], *cells[8:11], one.cut_off or "~")
    return TextRow(cells, _ALLOCATION, one.key, "", sorts, _request_numbers(one.key))


def _request_numbers(key: str) -> tuple[Asked | None, ...]:
    """Return the fields that the columns of a request show."""
    names = ("", "", "hours_requested", "", "", "", "hours_awarded", "hours_used")
    return tuple(Asked(_ALLOCATION, key, name) if name else None for name in names)


def _pool_numbers(one: Entry) -> tuple[Asked | None, ...]:
    """Return the figures that the columns of a pool show."""
    codes = (f"{LEDGER}.year.{name}.{one.pool}" for name in _AMOUNTS)
    return (None, None, *(Asked(one.kind, one.key, code, computed=True) for code in codes))


def _closed_row(plan: Plan, row: Event) -> TextRow:
    first, last = row.first_day or "", row.last_day or row.first_day or ""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    days = (end - begin).days + 1
    working = sum((begin.toordinal() + n - 1) % 7 < 5 for n in range(days))
    trail = evidence_trail(plan, Event.KIND.name, row.id, "first_day")
    source = cited(*trail[0]) if trail else _("Entered in this plan.")
    cells = (day_words(first), day_words(last), _(row.name), number(working), source)
    asked = tuple(Asked(Event.KIND.name, row.id, name) for name in ("first_day", "last_day"))
    sorts = (first, last, *cells[2:])
    return TextRow(cells, Event.KIND.name, row.id, row.notes or source, sorts, asked)


def _machine(plan: Plan, machine: tuple[str, str] | None) -> str:
    return _("no machine") if machine is None else record_word(plan, *machine)


def _hours(hours: float) -> str:
    return "–" if not hours else number(hours)


def _part(one: Request) -> tuple[str, Tone]:
    if one.must_say_unit:
        return _("Say what its hours count: a module has two dies (ACC-10)."), "danger"
    if one.union_share is None:
        return _("Its part of the Union's time is not known."), "neutral"
    words = _("{share} of the Union's year, {pool} of its pool").format(
        share=percent(one.union_share, 2),
        pool=_("unknown") if one.pool_share is None else percent(one.pool_share, 2),
    )
    over = one.pool_share is not None and one.pool_share > 1.0
    return words, "danger" if over else "success"


def _choices(plan: Plan, outcome: Outcome, one: Request) -> Iterator[str]:
    """Yield what the request takes by each unit that may be meant, to show what hangs on it."""
    hours = one.requested if one.awarded is None else one.awarded
    time = next(
        (
            t
            for t in network_times(plan, outcome)
            if one.machine == (t.machine.KIND.name, t.machine.id)
        ),
        None,
    )
    if one.package is not UnitKind.MODULE or hours is None or time is None or time.union is None:
        return
    first = plan.get(Allocation, one.key).first_month
    union = float(time.union[months_of(first, "year")].sum())
    dies = Parameters.of(plan).gcd_per_module
    for unit, packages in ((UnitKind.MODULE, hours), (UnitKind.GCD, hours / dies)):
        if union:
            yield _("{unit}: {share} of {union} million hours").format(
                unit=_(unit.label),
                share=percent(packages / union, 2),
                union=fixed(union / _MILLION, 2),
            )


def _units(one: Request) -> tuple[tuple[str, str], ...]:
    if one.package is not UnitKind.MODULE:
        return ()
    return tuple((str(unit), _(unit.label)) for unit in (UnitKind.MODULE, UnitKind.GCD))


def _notes(plan: Plan, outcome: Outcome, one: Request) -> Iterator[tuple[str, Tone]]:
    """Yield what the rules of access say of a request and of its machine."""
    about = {(_ALLOCATION, one.key), one.machine}
    for found in outcome.findings:
        matters = found.checkable and found.severity is not Severity.INFO
        if matters and (found.kind, found.key) in about and found.rule[:3] in _RULES:
            tone: Tone = "danger" if found.severity is Severity.ERROR else "warning"
            yield labelled(found.rule, finding_sentence(found, plan)), tone
