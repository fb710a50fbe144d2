# SPDX-License-Identifier: EUPL-1.2
"""What several pages have in common: which plan they show, how late things are, what is broken."""

from collections.abc import Sequence
from datetime import date, timedelta

from planner.domain.months import FIRST_YEAR
from planner.domain.records.infrastructure import CapacityClass, System
from planner.domain.records.scenarios import Scenario
from planner.engine.derivations import About
from planner.engine.outcome import CLASSES, Finding, Severity
from planner.engine.parameters import Parameters
from planner.report.reader import Reader, bare, plain, record_link, words
from planner.report.sheet import Cell, Chart, Line, Series, Table, phrase
from planner.report.slips import Slip, slips
from planner.sentences import finding_sentence
from planner.text import _, day_label, moment_label, month_label, ngettext, number

_MOST_FINDINGS = 6
_COMING = slice(1, 3)
_SIZES = frozenset({"headline_ef", "selected", "accepted"})


def facts(reader: Reader, today: date) -> tuple[tuple[str, str], ...]:
    """Say which plan a page shows, in which state, as of which day, and when it was made."""
    session = reader.session
    named = reader.plan.of(Scenario).get(session.scenario)
    steps = session.history()
    revision = _("as published, before the first edit")
    if steps:
        last = steps[-1]
        revision = f"{number(len(steps))} · {moment_label(last.at)} · {last.id[-6:]}"
    return (
        (_("Plan"), named.name if named is not None else _("Current plan")),
        (_("Revision"), revision),
        (_("Figures as of"), day_label(_day_of(reader))),
        (_("Made on"), day_label(today)),
    )


def _day_of(reader: Reader) -> date:
    parameters = Parameters.of(reader.plan)
    year, month = divmod(int(parameters.as_of), 12)
    first = date(FIRST_YEAR + year, month + 1, 1)
    return first + timedelta(days=max(0, int(parameters.as_of_day) - 1))


def slip_table(reader: Reader, *, most: int, state: str = "") -> Table:
    """Return what is late, the latest first; a state's own machines where one is named."""
    rows = [one for one in slips(reader.plan) if not state or _state_of(reader, one) == state]
    rest = rows[most:]
    more = reader.counted((*_named(one), "accepted") for one in rest)
    note = phrase(ngettext("and {count} more", "and {count} more", len(rest)), count=more)
    return Table(
        heads=(_("Machine"), _("State"), _("First date"), _("Now"), _("Slip"), _("Dates given")),
        right="llllrr",
        lines=tuple(slip_line(reader, one) for one in rows[:most]),
        note=note if rest else "",
        empty=_("No machine has moved from the first date that was given for it."),
    )


def slip_line(reader: Reader, slip: Slip) -> Line:
    """Return the row of a machine that is late."""
    about = asked_of(slip, reader.now)
    late = slip.months
    return Line(
        (
            record_link(reader.name(slip.kind, slip.key), slip.kind, slip.key),
            Cell(_state_of(reader, slip)),
            _month_cell(_("no date"), slip.first, about),
            _month_cell(now_words(slip), slip.now, about),
            Cell(_("open") if late is None else months_words(late), late, "months", about),
            Cell(number(slip.dates), float(slip.dates), "1", about),
        ),
        slip.kind,
        slip.key,
    )


def _named(slip: Slip) -> tuple[str, str]:
    return slip.kind, slip.key


def _month_cell(said: str, month: int | None, about: About) -> Cell:
    """Return a month; said in other words where there is none, or where it runs already."""
    if month is None:
        return Cell(said)
    told = month_label(month) if said == _("no date") else said
    return Cell(told, float(month), "month", about)


def now_words(slip: Slip) -> str:
    """Say when a machine serves as things stand."""
    if slip.now is None:
        return _("no date any more")
    when = month_label(slip.now)
    return _("{month}, runs").format(month=when) if slip.running else when


def months_words(months: int) -> str:
    """Say how many months later, or earlier, as `+9 months`."""
    words_ = ngettext("{count} month", "{count} months", abs(months)).format(
        count=number(abs(months))
    )
    sign = "+" if months > 0 else "−" if months < 0 else ""
    return f"{sign}{words_}"


def asked_of(slip: Slip, month: int) -> About:
    """Return the cell that holds the dates of a machine."""
    if slip.milestone:
        return About("milestone", slip.milestone, "baseline", month)
    return About(slip.kind, slip.key, "accepted", month)


def _state_of(reader: Reader, slip: Slip) -> str:
    record = reader.plan.table(slip.kind).get(slip.key)
    return str(getattr(record, "state", ""))


def broken(reader: Reader, keys: Sequence[str] = ()) -> list[Finding]:
    """Return the errors and warnings, worst first; about some records where keys are given."""
    wanted = set(keys)
    found = [
        one
        for one in reader.outcome.findings
        if one.checkable and one.severity is not Severity.INFO and (not wanted or one.key in wanted)
    ]
    return sorted(found, key=lambda one: (one.severity is not Severity.ERROR, one.rule, one.key))


def finding_table(reader: Reader, found: Sequence[Finding], *, empty: str) -> Table:
    """Return findings as a table."""
    rest = found[_MOST_FINDINGS:]
    left = reader.counted((one.kind, one.key, one.rule) for one in rest)
    more = ngettext("and {count} more finding", "and {count} more findings", len(rest))
    return Table(
        heads=(_("Rule"), _("Severity"), _("What it says")),
        lines=tuple(
            Line(
                (
                    record_link(one.rule, one.kind, one.key),
                    words(_(one.severity.label)),
                    words(finding_sentence(one, reader.plan)),
                ),
                one.kind,
                one.key,
            )
            for one in found[:_MOST_FINDINGS]
        ),
        note=phrase(more, count=left) if rest else "",
        empty=empty,
    )


def capacity_chart(
    reader: Reader,
    *,
    months: int,
    state: str = "",
    ghost: tuple[str, Sequence[float]] | None = None,
) -> Chart:
    """Return the capacity of the next months: what operates, what is to come, what it was to be."""
    first = reader.now
    series = reader.outcome.capacity_ef
    rows = series if not state else series[[reader.outcome.row(state)]]
    window = rows[:, :, first : first + months].sum(axis=0)
    running, coming = window[0], window[_COMING].sum(axis=0)
    drawn = [
        Series(_("in operation"), tuple(running.tolist())),
        Series(_("planned or under way"), tuple(coming.tolist()), "planned"),
    ]
    if ghost is not None:
        drawn.append(Series(ghost[0], tuple(ghost[1]), "ghost"))
    last = len(running) - 1
    now, end = reader.class_sum(state, "available", first), first + last
    return Chart(
        title=_("AI capacity by month"),
        unit="EFLOP/s",
        labels=time_labels(first, len(running)),
        series=tuple(drawn),
        source=_("this plan, {class_}").format(class_=_("dense BF16")),
        summary=phrase(
            _(
                "{running} EFLOP/s operate in {first}; by {last} it would be {later}, of which "
                "{coming} are planned or under way."
            ),
            running=_rounded(now),
            first=month_label(first),
            last=month_label(end),
            later=_rounded(reader.class_sum(state, "firm", end)),
            coming=_rounded(reader.class_sum(state, "coming", end)),
        ),
    )


def _rounded(cell: Cell) -> Cell:
    return plain(bare(cell, 1))


def time_labels(first: int, count_: int) -> tuple[str, ...]:
    """Name the months of an axis: each January, and the first."""
    return tuple(
        str(FIRST_YEAR + month // 12) if month % 12 == 0 else ""
        for month in range(first, first + count_)
    )


def capacity_by_class(reader: Reader, months: Sequence[int], *, state: str = "") -> list[Line]:
    """Return the capacity at some months, each class by itself and never added up."""
    lines = []
    for one in CLASSES:
        code = f"capacity_ef.{one.value}"
        cells = [
            state_capacity(reader, state, one, month)
            if state
            else reader.network(code, month=month)
            for month in months
        ]
        lines.append(Line((words(_(one.label)), *(bare(cell, 2) for cell in cells))))
    return lines


def unsized(reader: Reader, state: str = "") -> tuple[str, ...]:
    """Return the systems whose size or date nobody published, so that they are in no figure."""
    systems = reader.plan.of(System)
    lost = {
        one.key
        for one in reader.outcome.unknowns
        if one.kind == System.KIND.name and one.field in _SIZES
    }
    return tuple(key for key in sorted(lost) if state in ("", systems[key].state))


def state_capacity(reader: Reader, state: str, one: CapacityClass, month: int) -> Cell:
    """Return a class of a state's capacity; unknown where a machine of it has no known size."""
    return reader.state(state, f"capacity_ef.{one.value}", month=month)
