# SPDX-License-Identifier: EUPL-1.2
"""What the timeline shows: lanes of bars with their milestones, what waits for what, and holes."""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import date

import attrs

from planner.domain.months import HORIZON, month_at
from planner.domain.plan import Plan
from planner.domain.records.assurance import Milestone
from planner.domain.records.infrastructure import System
from planner.domain.records.instruments import Event, Lane
from planner.domain.records.measures import Measure
from planner.domain.schema import Record
from planner.engine import schedule
from planner.engine.outcome import Outcome, Series
from planner.engine.parameters import Parameters
from planner.engine.schedule import About, Hole, Mark, Said, Tie
from planner.engine.schedule_figures import DECIDE, HOLE
from planner.engine.search import holding
from planner.reference.known_marks import known_marks
from planner.text import N_, _, day_label, labelled, month_label, ngettext, significant
from ui.panes.values import BoardBar, BoardRow
from ui.presenting.board_values import board_bars
from ui.presenting.kept import Kept
from ui.presenting.timeline_lanes import Lanes, lanes_of
from ui.widgets.asked import Asked
from ui.widgets.text_table import TextRow, TextRows

_EVENT = "event:"
_RUNNING = 0


@attrs.frozen
class MarkShape:
    """A milestone as it is drawn: `style` is one of `STYLES`, `asked` where its month is from."""

    month: int
    style: str
    words: str
    asked: Asked
    late: bool = False


@attrs.frozen
class TieLine:
    """A line from the end of what must be ready to the start of what waits for it."""

    before: str
    after: str
    ready: float
    needed: float
    broken: bool
    words: str


@attrs.frozen
class HoleShape:
    """Months without the capacity that was there before, up to and without `until`."""

    first: int
    until: int
    words: str


@attrs.frozen(eq=False)
class StripValues:
    """Capacity by month below the lanes, EFLOP/s: what runs, and what is planned besides."""

    running: Series
    planned: Series
    holes: tuple[HoleShape, ...]


@attrs.frozen(eq=False)
class TimelineValues:
    """Everything the timeline draws; marks by the key of their bar."""

    rows: tuple[BoardRow, ...]
    bars: tuple[BoardBar, ...]
    marks: Mapping[str, tuple[MarkShape, ...]]
    ties: tuple[TieLine, ...]
    strip: StripValues
    table: TextRows


def timeline_values(
    plan: Plan,
    outcome: Outcome,
    kept: Kept[BoardBar],
    *,
    lanes: str,
    words: str = "",
    keeps: Container[str] | None = None,
) -> TimelineValues:
    """Return lanes of one kind; `words` leaves only bars whose name or lane holds them.

    `keeps` holds the measures and machines that a filter leaves.
    """
    lying, holds = lanes_of(plan, lanes), holding(words)
    told = _Told.of(plan, outcome, lying)
    marks = _shapes(plan, told)
    bars = [
        attrs.evolve(bar, row=lying.lane(bar), marks=_reach(marks.get(bar.key)))
        for bar in board_bars(plan, outcome, kept)
        if (keeps is None or bar.key in keeps)
        and holds(f"{bar.label} {lying.name_of(bar)} {bar.detail}")
    ]
    events = tuple(_event_bars(plan))
    shown = {bar.key for bar in bars}
    lines = tuple(
        _line(plan, tie)
        for tie in schedule.ties(plan, outcome)
        if {tie.before[1], tie.after[1]} <= shown
    )
    return TimelineValues(
        rows=tuple(_rows(lying, bars, events)),
        bars=(*events, *bars),
        marks=marks,
        ties=lines,
        strip=_strip(plan, outcome),
        table=_table(told, bars, lines),
    )


def _rows(lying: Lanes, bars: Sequence[BoardBar], events: Sequence[BoardBar]) -> Iterator[BoardRow]:
    """Yield the lane of events, then each lane that has a bar."""
    if events:
        yield BoardRow(_EVENT, _("Law and events"), len(events), covered=False)
    counts: dict[str, int] = {}
    for bar in bars:
        counts[bar.row] = counts.get(bar.row, 0) + 1
    for key, name in lying.names.items():
        if key in counts:
            yield BoardRow(key, name, counts[key], covered=False)


def _event_bars(plan: Plan) -> Iterator[BoardBar]:
    """Yield laws, calls and what happens outside; closed days matter to clocks, not here."""
    for key, event in sorted(plan.of(Event).items()):
        first, last = _day(event.first_day), _day(event.last_day)
        if first is None or event.lane is Lane.CLOSED or not 0 <= month_at(first) < HORIZON:
            continue
        start = int(month_at(first))
        when = day_label(first) if last is None else f"{day_label(first)} – {day_label(last)}"
        certain = _("expected") if event.expected else ""
        yield BoardBar(
            key=f"{_EVENT}{key}",
            row=_EVENT,
            label=_(event.name),
            kind="link",
            status=_(event.lane.label),
            start=start,
            end=max(start, start if last is None else int(month_at(last))),
            tentative=event.expected,
            locked=True,
            detail="\n".join(filter(None, (when, _(event.lane.label), certain, event.notes))),
        )


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def _reach(shapes: Sequence[MarkShape] | None) -> tuple[int, int] | None:
    """Return the first and last month of the marks that lie within the years of the plan."""
    months = [shape.month for shape in shapes or () if 0 <= shape.month < HORIZON]
    return (min(months), max(months)) if months else None


def _shapes(plan: Plan, told: "_Told") -> Mapping[str, tuple[MarkShape, ...]]:
    """Return what is drawn on the bars: milestones, and by when to decide."""
    found = {key: [*_of_marks(marks)] for key, marks in told.marks.items()}
    for key, month in told.decide.items():
        words = _("Decide by {month}").format(month=month_label(month))
        asked = Asked(Measure.KIND.name, key, DECIDE, computed=True)
        found.setdefault(key, []).append(MarkShape(month, "decide", words, asked))
    for key, (hole, by) in told.fill.items():
        found.setdefault(key, []).append(_filling(plan, hole, by))
    return {key: tuple(shapes) for key, shapes in found.items()}


def _filling(plan: Plan, hole: Hole, by: int) -> MarkShape:
    """Return by when to decide on what fills the hole that a machine leaves in its state."""
    late = by < Parameters.of(plan).as_of
    words = _(_FILLED_TOO_LATE if late else _FILLED).format(
        first=month_label(hole.first), month=month_label(by)
    )
    return MarkShape(by, "decide", words, Asked(*hole.about, HOLE, computed=True), late)


_FILLED = N_("To fill the hole of {first}, decide by {month}")
_FILLED_TOO_LATE = N_("What fills the hole of {first} was to be decided by {month}")


def _of_marks(marks: Sequence[Mark]) -> Iterator[MarkShape]:
    for mark in marks:
        late = (mark.slip_days or 0) > 0
        for style, month in (
            ("baseline", mark.baseline),
            ("forecast", mark.forecast),
            ("actual", mark.actual),
        ):
            if month is not None:
                words = _mark_words(mark, style, month)
                yield MarkShape(month, style, words, _mark_asked(mark, style), late)
        for said in mark.between:
            words = _between_words(mark, said)
            yield MarkShape(said.month, "between", words, _mark_asked(mark, "between"))


def _mark_asked(mark: Mark, style: str) -> Asked:
    """Return the field the month of a mark stands in: of its machine, or of its own record."""
    if mark.field:
        return Asked(System.KIND.name, mark.key, mark.field)
    return Asked(Milestone.KIND.name, mark.key, style)


def _between_words(mark: Mark, said: Said) -> str:
    words = _("{milestone}, expected in {year}: {month}")
    if said.year is None:
        words = _("{milestone}, expected once: {month}")
    return words.format(
        milestone=_(mark.stage.label), year=said.year, month=month_label(said.month)
    )


STYLES: Mapping[str, str] = {
    "baseline": N_("first planned"),
    "between": N_("expected in between"),
    "forecast": N_("expected"),
    "actual": N_("happened"),
    "decide": N_("decide by"),
}


def _mark_words(mark: Mark, style: str, month: int) -> str:
    words = _("{milestone}, {style}: {month}").format(
        milestone=_(mark.stage.label), style=_(STYLES[style]), month=month_label(month)
    )
    slip = slip_words(mark.slip_days)
    return f"{words} ({slip})" if slip and style != "baseline" else words


def slip_words(days: int | None) -> str:
    """Say by how many days something is late or early; nothing where it is neither."""
    if not days:
        return ""
    if days > 0:
        return ngettext("{count} day late", "{count} days late", days).format(count=days)
    return ngettext("{count} day early", "{count} days early", -days).format(count=-days)


_TIES: Mapping[str, tuple[str, str]] = {
    "hall": (
        N_("{before} is ready in {ready}, in time for {after}, {needed}."),
        N_("{before} is ready in {ready} only; {after} needs it by {needed}."),
    ),
    "base": (
        N_("{before} runs from {ready}, before its upgrade {after}, {needed}."),
        N_("{before} runs from {ready} only; its upgrade {after} begins in {needed}."),
    ),
    "agreement": (
        N_("{before}: the hosting agreement, {ready}, comes before the tender, {needed}."),
        N_("{before}: the hosting agreement comes in {ready}, after the tender, {needed}."),
    ),
}


def _line(plan: Plan, tie: Tie) -> TieLine:
    words = _(_TIES[tie.code][tie.broken]).format(
        before=_name(plan, tie.before),
        after=_name(plan, tie.after),
        ready=month_label(int(tie.ready)),
        needed=month_label(int(tie.needed)),
    )
    return TieLine(tie.before[1], tie.after[1], tie.ready, tie.needed, tie.broken, words)


def _name(plan: Plan, about: About) -> str:
    record: Record | None = plan.table(about[0]).get(about[1])
    return _(str(getattr(record, "name", about[1])))


def _strip(plan: Plan, outcome: Outcome) -> StripValues:
    capacity = outcome.capacity_ef.sum(axis=0)
    return StripValues(
        running=capacity[_RUNNING],
        planned=capacity[_RUNNING + 1 :].sum(axis=0),
        holes=tuple(
            HoleShape(hole.first, hole.until, _hole_words(plan, hole))
            for hole in schedule.holes(outcome.findings)
        ),
    )


_IN_TIME = N_("A new machine that fills it must be decided on by {month}.")
_TOO_LATE = N_(
    "It is too late for a new machine to fill it, which had to be decided on by {month}."
)


def _hole_words(plan: Plan, hole: Hole) -> str:
    words = _("No successor of {name} from {first} to {until}").format(
        name=_name(plan, hole.about),
        first=month_label(hole.first),
        until=month_label(hole.until - 1),
    )
    if hole.lost_hours is not None:
        lost = _("{hours} million Union hours are lost").format(
            hours=significant(hole.lost_hours / 1e6)
        )
        words = labelled(words, lost)
    by = schedule.fill_by(plan, hole)
    if by is None:
        return f"{words}."
    said = _TOO_LATE if by < Parameters.of(plan).as_of else _IN_TIME
    return f"{words}. {_(said).format(month=month_label(by))}"


def _table(told: "_Told", bars: Sequence[BoardBar], lines: Sequence[TieLine]) -> TextRows:
    """Return the timeline as a table: what one sees, in words."""
    waits = _waits(lines)
    return TextRows(
        heads=(
            _("Name"),
            _("Lane"),
            _("Status"),
            _("Start"),
            _("End"),
            _("Decide by"),
            _("Largest slip"),
            _("Depends on"),
        ),
        right="llllllr",
        rows=tuple(told.row(bar, waits.get(bar.key, ())) for bar in bars),
    )


def _waits(lines: Sequence[TieLine]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.after, []).append(line.words)
    return found


@attrs.frozen
class _Told:
    """What is known of the bars besides: what marks and the rows of the table are made from."""

    plan: Plan
    lying: Lanes
    marks: Mapping[str, tuple[Mark, ...]]
    decide: Mapping[str, int]
    fill: Mapping[str, tuple[Hole, int]]

    @classmethod
    def of(cls, plan: Plan, outcome: Outcome, lying: Lanes) -> "_Told":
        """Gather milestones, deadlines and holes by the key of their machine."""
        holes = ((hole, schedule.fill_by(plan, hole)) for hole in schedule.holes(outcome.findings))
        return cls(
            plan,
            lying,
            {about[1]: rows for about, rows in known_marks(plan).items()},
            schedule.decide_by(plan),
            {hole.about[1]: (hole, by) for hole, by in holes if by is not None},
        )

    def _decided(self, key: str) -> tuple[int, str] | None:
        """Return by when to decide on a measure, or on what fills the hole after a machine."""
        if key in self.decide:
            return self.decide[key], DECIDE
        return (self.fill[key][1], HOLE) if key in self.fill else None

    def _slip(self, key: str) -> Mark | None:
        slipped = [mark for mark in self.marks.get(key, ()) if mark.slip_days is not None]
        return max(slipped, key=lambda mark: mark.slip_days or 0, default=None)

    def row(self, bar: BoardBar, waits: Sequence[str]) -> TextRow:
        slipped, decided = self._slip(bar.key), self._decided(bar.key)
        slip = None if slipped is None else slipped.slip_days
        cells = (
            bar.label,
            self.lying.name_of(bar),
            bar.status,
            month_label(bar.start),
            month_label(bar.end),
            "" if decided is None else month_label(decided[0]),
            _("on time") if slip == 0 else slip_words(slip),
            " ".join(waits),
        )
        due = 0 if decided is None else decided[0]
        sorts = (*cells[:3], bar.start, bar.end, due, slip or 0, cells[-1])
        measure = bar.key in self.plan.of(Measure)
        kind = "measure" if measure else "system"
        start = "start" if measure else "in_service"
        end = "life_months" if measure else "retired"
        asked = (
            *(None,) * 3,
            Asked(kind, bar.key, start, computed=not measure),
            Asked(kind, bar.key, end),
            None if decided is None else Asked(kind, bar.key, decided[1], computed=True),
            None if slipped is None else _mark_asked(slipped, "baseline"),
        )
        return TextRow(cells, kind, bar.key, bar.detail, sorts, asked)
