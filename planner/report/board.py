# SPDX-License-Identifier: EUPL-1.2
"""The page of the Governing Board: ceiling, match, capacity, today's decisions, who lags."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs
import numpy as np

from planner.domain.changes import ChangeSet, Draft
from planner.domain.months import HORIZON, year_of
from planner.domain.plan import Plan
from planner.domain.records.chips import Delivery
from planner.domain.records.contributions import Contribution, PaidBy, Programme
from planner.domain.records.funding import Commitment, Envelope, EnvelopeType
from planner.domain.records.infrastructure import Status, System
from planner.domain.records.measures import Measure
from planner.domain.schema import evolved
from planner.engine.budget_head import head
from planner.engine.comparing import Comparison, Side
from planner.engine.derivations import About
from planner.engine.match_figures import PAID
from planner.engine.outcome import FIRM
from planner.engine.schedule import decide_by, holes
from planner.engine.stages import reevaluate
from planner.report.change_note import headline_table, new_findings, verdict
from planner.report.contracts import contract_blocks
from planner.report.parts import (
    broken,
    capacity_by_class,
    capacity_chart,
    facts,
    finding_table,
    slip_table,
    unsized,
)
from planner.report.reader import Reader, bare, key_figure, plain, record_link, told, words
from planner.report.sheet import (
    PAGE,
    Block,
    Cell,
    KeyFigures,
    Line,
    Paragraph,
    Section,
    Sheet,
    Table,
    Text,
    joined,
    phrase,
)
from planner.report.slips import first_dates
from planner.report.terms import terms
from planner.text import _, month_label, ngettext, number, significant

AHEAD = 36
_MOST_SLIPS, _MOST_DECISIONS = 6, 5
_TERMS = ("committed", "paid", "matched", "planned", "capacity", "slip")


def board_sheet(reader: Reader, *, today: date) -> Sheet:
    """Return the page of the Governing Board."""
    return Sheet(
        name="board",
        title=_("Board page"),
        subtitle=_("What is committed, what comes of it, what is late, and what is to be decided"),
        facts=facts(reader, today),
        sections=(
            Section("ceiling", _("How much of the ceiling is committed and paid?"), _money(reader)),
            Section("matched", _("Is every Union euro matched?"), _matched(reader)),
            Section("contracts", _("What was contracted, and how fast?"), contract_blocks(reader)),
            Section("capacity", _("What capacity comes in 36 months?"), _capacity(reader)),
            Section("late", _("Who lags, and what bridges it?"), _late(reader)),
            Section("decisions", _("What is decided, and what does it break?"), _decided(reader)),
        ),
        terms=terms(_TERMS),
    )


def _money(reader: Reader) -> tuple[Block, ...]:
    ceiling, committed = reader.network("union_ceiling"), reader.network("union_committed")
    said = _("{share} of the ceiling")
    figures = (
        key_figure(_("Ceiling in force"), ceiling),
        key_figure(
            _("Union money committed"),
            committed,
            phrase(said, share=plain(reader.pair("over", committed, ceiling))),
        ),
        key_figure(
            _("Paid so far, by estimate"),
            reader.network(PAID),
            _("older agreements included, to the end of {year}").format(year=year_of(reader.now)),
        ),
        key_figure(_("Tentative measures would add"), reader.network("union_tentative")),
    )
    return KeyFigures(figures), _programmes(reader)


def _programmes(reader: Reader) -> Table:
    known = {one.programme: one for one in head(reader.plan, reader.outcome).programmes}
    rows = [
        (row, known[row.binds])
        for _key, row in sorted(reader.plan.of(Envelope).items())
        if row.type is EnvelopeType.CEILING and row.binds in known
    ]
    return Table(
        heads=(_("Programme"), _("Ceiling"), _("In force"), _("Recorded against it")),
        right="lrlr",
        lines=tuple(
            Line(
                (
                    words(_(one.programme.label)),
                    reader.field(row, "amount_meur"),
                    _in_force(reader, row, now=one.in_force),
                    reader.total("MEUR", _drawn_on(reader, one.programme), "commitment_meur"),
                ),
                row.KIND.name,
                row.id,
            )
            for row, one in rows
        ),
        note=_(
            "Public agreements do not say from which programme they are paid; only contributions "
            "entered with their programme stand against it. How the ceiling is split since 2026 "
            "was not published."
        ),
        empty=_("No ceiling of a programme is on file."),
    )


def _in_force(reader: Reader, row: Envelope, *, now: bool) -> Cell:
    if now or row.valid_to is None:
        return told(reader.field(row, "valid_from"), _("yes") if now else _("no"))
    said = _("until {month}").format(month=month_label(row.valid_to))
    return told(reader.field(row, "valid_to"), said)


def _drawn_on(reader: Reader, programme: Programme) -> list[Contribution]:
    """Return what the Union has committed from a programme, tentative measures left out."""
    return [
        row
        for _key, row in sorted(reader.plan.of(Contribution).items())
        if row.programme is programme
        and row.paid_by is PaidBy.UNION
        and reader.plan.get(Measure, row.measure).status is not Status.TENTATIVE
    ]


def _matched(reader: Reader) -> tuple[Block, ...]:
    union, states, other = (reader.network(f"matched.{who}") for who in _WHO)
    short = reader.pair("less", union, states)
    said: Text = _("fully matched")
    if short.value is not None and short.value > 0:
        said = phrase(_("{amount} short"), amount=plain(short))
    ratio = reader.pair("over", states, union)
    ratio = attrs.evolve(ratio, words=significant(ratio.value, 3), unit="ratio")
    figures = (
        key_figure(_("Union money to be matched"), union),
        key_figure(_("Money of the states"), states, said),
        key_figure(_("Regions and others beside"), other),
        key_figure(_("States to one Union euro"), ratio),
    )
    lost = [
        row
        for _key, row in sorted(reader.plan.of(Commitment).items())
        if row.envelope is not None and None in (row.union_meur, row.states_meur)
    ]
    unknown = ngettext(
        "The split of {count} agreement is not public; it is in none of these sums.",
        "The split of {count} agreements is not public; they are in none of these sums.",
        len(lost),
    )
    counted = reader.number_of(lost, "union_meur")
    return KeyFigures(figures), Paragraph(phrase(unknown, count=counted), quiet=True)


_WHO = ("union", "states", "other")


def _capacity(reader: Reader) -> tuple[Block, ...]:
    first = reader.now
    months = [month for month in range(first, first + AHEAD + 1, 12) if month < HORIZON]
    ghost = _as_first_dated(reader)
    lost = unsized(reader)
    note = ngettext(
        "{count} machine without a published size or date is in none of these figures.",
        "{count} machines without a published size or date are in none of these figures.",
        len(lost),
    )
    counted = reader.number_of((reader.plan.get(System, key) for key in lost), "headline_ef")
    chart = capacity_chart(reader, months=AHEAD + 1, ghost=(_("without the slips"), ghost))
    beside = _beside(reader, ghost)
    return (
        attrs.evolve(chart, summary=joined(" ", [chart.summary, beside])),
        Table(
            heads=(_("EFLOP/s, dense BF16"), *map(month_label, months)),
            right="l" + "r" * len(months),
            lines=tuple(capacity_by_class(reader, months)),
            note=phrase(note, count=counted) if lost else "",
        ),
    )


def _beside(reader: Reader, ghost: Sequence[float]) -> Text:
    """Say where the slips cost most, with and without them; who slips stands further below."""
    first, last = reader.now, reader.now + len(ghost) - 1
    planned = reader.outcome.capacity_ef[:, FIRM, first : last + 1].sum(axis=(0, 1))
    lost = np.asarray(ghost) - planned
    worst = int(np.argmax(lost))
    if lost[worst] <= 0:
        said = _("Without the slips it would be no more in any of these months.")
        return joined(" ", [said, _late_and_unsized(reader)])
    instead = Cell(number(ghost[worst], 1), ghost[worst], "EFLOP/s", opens=(PAGE, "board:late"))
    slipped = phrase(
        _("Without the slips it would be {instead} EFLOP/s in {month} instead of {planned}."),
        instead=instead,
        month=month_label(first + worst),
        planned=plain(bare(reader.class_sum("", "firm", first + worst), 1)),
    )
    return joined(" ", [slipped, _late_and_unsized(reader)])


def _late_and_unsized(reader: Reader) -> Text:
    """Say of how many late machines nobody knows what their slip costs."""
    unknown = [reader.plan.get(System, key) for key in _late_of_no_size(reader)]
    if not unknown:
        return ""
    said = ngettext(
        "Of {count} late machine the size is not published.",
        "Of {count} late machines the size is not published.",
        len(unknown),
    )
    return phrase(said, count=reader.number_of(unknown, "headline_ef"))


def _late_of_no_size(reader: Reader) -> list[str]:
    late, lost = first_dates(reader.plan), unsized(reader)
    return [key for key in late if key in lost]


def _as_first_dated(reader: Reader) -> tuple[float, ...]:
    """Return the capacity there would be had every system kept its first date."""
    plan, changes = with_first_dates(reader.plan)
    outcome = reevaluate(reader.outcome, plan, changes)
    span = slice(reader.now, reader.now + AHEAD + 1)
    return tuple(outcome.capacity_ef[:, FIRM, span].sum(axis=(0, 1)).tolist())


def with_first_dates(plan: Plan) -> tuple[Plan, ChangeSet]:
    """Return the plan as it would be had every system kept the first date that was given.

    Deliveries of those systems are left out, since they would move it again.
    """
    draft, dates = Draft(plan), first_dates(plan)
    for key, month in dates.items():
        draft.put(evolved(plan.get(System, key), accepted=month))
    for row in plan.of(Delivery).values():
        if row.system in dates and row.last_month is not None:
            draft.put(evolved(row, first_month=None, last_month=None))
    return draft.seal()


def _late(reader: Reader) -> tuple[Block, ...]:
    said = [*_holes(reader), *_decisions(reader)]
    blocks: list[Block] = [slip_table(reader, most=_MOST_SLIPS)]
    if said:
        blocks.append(Paragraph(joined(" ", said)))
    return tuple(blocks)


def _holes(reader: Reader) -> Iterator[Text]:
    """Say where capacity falls into a hole, and what would bridge it."""
    for hole in holes(reader.outcome.findings):
        said = _("{name} ends in {first}, its successor comes in {until}.")
        if hole.lost_hours is not None:
            said = _(
                "{name} ends in {first}, its successor comes in {until}: {hours} of the Union’s "
                "time are lost."
            )
        end = About(*hole.about, "end", reader.now)
        begins = About(*hole.successor, "in_service", reader.now)
        yield phrase(
            f"{said} {_('Let it run on until then, or lend hours of another machine.')}",
            name=record_link(reader.name(*hole.about), *hole.about),
            first=Cell(month_label(hole.first), float(hole.first), "month", end, computed=True),
            until=Cell(month_label(hole.until), float(hole.until), "month", begins, computed=True),
            hours=plain(reader.figure(*hole.about, "hole_hours")),
        )


def _decisions(reader: Reader) -> Iterator[Text]:
    """Say what must be decided soon, or should have been."""
    due = sorted(decide_by(reader.plan).items(), key=lambda one: (one[1], one[0]))
    rows = [(key, month) for key, month in due if key in reader.plan.of(Measure)]
    for key, month in rows[:_MOST_DECISIONS]:
        kind = Measure.KIND.name
        yield phrase(
            _("Decide on {name} by {month}."),
            name=record_link(reader.name(kind, key), kind, key),
            month=told(reader.figure(kind, key, "decide_by"), month_label(month)),
        )


def _decided(reader: Reader) -> tuple[Block, ...]:
    steps = reader.session.history()
    standing = finding_table(reader, broken(reader), empty=_("No rule is broken and none warns."))
    if not steps:
        nothing = _("Nothing was decided in this plan yet: it holds what is published.")
        return Paragraph(nothing), standing
    return _delta(reader)


def _delta(reader: Reader) -> tuple[Block, ...]:
    """Say what all decisions of this plan change against what it began with."""
    past = reader.session.at_step("")
    begun = Side("", past.plan, past.outcome)
    found = Comparison.of(begun, Side("", reader.plan, reader.outcome))
    changed = len(found.inputs.changes)
    counted = ngettext("{count} record changed", "{count} records changed", changed)
    named = Cell(number(changed), float(changed), "1", opens=(PAGE, "change:changes"))
    said = phrase(counted, count=named)
    return (
        Paragraph(joined(". ", [said, verdict(found)])),
        headline_table(found, [reader.month]),
        finding_table(reader, new_findings(found), empty=_("No error and no warning is new.")),
    )
