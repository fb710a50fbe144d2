# SPDX-License-Identifier: EUPL-1.2
"""The page of one state: what it pays and gets, beside whom, where its users go, what it signed."""

from collections.abc import Iterator
from datetime import date

from planner.domain.records.assurance import Document, DocumentType
from planner.domain.records.contributions import Contribution
from planner.domain.records.cooperation import SupportCentre, TalentProgramme
from planner.domain.records.funding import Commitment
from planner.domain.records.geography import State
from planner.domain.records.infrastructure import Factory, System
from planner.domain.records.measures import Measure, Template
from planner.report.hours import Hours
from planner.report.neighbours import neighbour_table
from planner.report.parts import (
    broken,
    capacity_by_class,
    capacity_chart,
    facts,
    finding_table,
    unsized,
)
from planner.report.reader import Reader, bare, key_figure, plain, record_link, told, words
from planner.report.sheet import (
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
from planner.report.terms import terms
from planner.text import _, labelled, month_label, ngettext, percent, state_name

AHEAD = 60
_MOST_FLOWS, _MOST_LETTERS = 4, 8
_WHAT_IF = ("ai_system_mid", "ai_upgrade")
_TERMS = ("own_money", "committed", "demand", "hours", "capacity", "planned")


def state_sheet(reader: Reader, state: str, *, today: date) -> Sheet:
    """Return the page of a state. Raises `DomainError("missing_record")`."""
    record = reader.plan.get(State, state)
    hours = Hours.of(reader)
    return Sheet(
        name="state",
        title=_("State sheet: {state}").format(state=state_name(state)),
        subtitle=_subtitle(reader, record),
        facts=facts(reader, today),
        sections=(
            Section(
                "balance",
                _("What does it pay, and what does it get?"),
                _balance(reader, hours, state),
            ),
            Section("capacity", _("What stands and comes there?"), _capacity(reader, state)),
            Section("share", _("How does it compare?"), (neighbour_table(reader, hours, state),)),
            Section("flows", _("Where do its users get their hours?"), _flows(hours, state)),
            Section("more", _("What would 10 m€ more bring?"), _what_if(reader)),
            Section("letters", _("What did it sign, and when?"), (_letters(reader, state),)),
            Section("rules", _("What is open?"), (_open(reader, state),)),
        ),
        terms=terms(_TERMS),
    )


def _subtitle(reader: Reader, record: State) -> str:
    own = [row.name for row in reader.plan.of(Factory).values() if row.state == record.id]
    seats = [
        row.name
        for row in reader.plan.of(Factory).values()
        if record.id in (row.consortium or ()) and row.state != record.id
    ]
    said = [_(record.membership.label)]
    if own:
        said.append(", ".join(own))
    if seats:
        said.append(_("in the consortium of {factories}").format(factories=", ".join(seats)))
    if record.id in reader.outcome.headlines.not_covered:
        said.append(_("without a node of its own"))
    return " · ".join(said)


def _balance(reader: Reader, hours: Hours, state: str) -> tuple[Block, ...]:
    people = reader.state(state, "staff_needed")
    seats = reader.state(state, "seats")
    centres = [row for row in reader.plan.of(SupportCentre).values() if row.state == state]
    own, everyone = reader.state(state, "own_money"), reader.state(state, "money_committed")
    pays = KeyFigures(
        (
            key_figure(
                _("Own money committed"),
                own,
                _joined(_in_sight(reader, state, "own_money", own), _unsplit(reader, state)),
            ),
            key_figure(_("Union money committed there"), reader.state(state, "union_committed")),
            key_figure(
                _("All money committed there"),
                everyone,
                _in_sight(reader, state, "money_committed", everyone),
            ),
            key_figure(_("Staff its machines need"), people, _("jobs, by assumption")),
        )
    )
    gets = KeyFigures(
        (
            key_figure(
                _("Hours used by its users"),
                hours.cell(state, "served"),
                _("{quarter}, by model").format(quarter=hours.label),
            ),
            key_figure(
                _("of these on machines abroad"),
                hours.cell(state, "abroad"),
            ),
            key_figure(
                _("Seats offered"),
                seats,
                _joined(_in_sight(reader, state, "seats", seats), _programmes(reader, state)),
            ),
            key_figure(_("Support centres"), reader.number_of(centres, "state"), _("on file")),
        )
    )
    return pays, gets


def _in_sight(reader: Reader, state: str, code: str, now: Cell) -> Text:
    """Say what a figure comes to by the month in sight, where that differs from today."""
    then = reader.state(state, code, month=reader.month)
    if then.words == now.words:
        return ""
    return phrase(_("{label}: {words}"), label=month_label(reader.month), words=plain(then))


def _joined(*notes: Text) -> Text:
    return joined(" · ", notes)


def _unsplit(reader: Reader, state: str) -> Text:
    """Say how many agreements are missing from the sums, because nobody published their split."""
    lost = [
        row
        for _key, row in sorted(reader.plan.of(Commitment).items())
        if row.state == state and None in (row.union_meur, row.states_meur)
    ]
    said = ngettext(
        "without {count} of unknown split", "without {count} of unknown split", len(lost)
    )
    return phrase(said, count=reader.number_of(lost, "union_meur")) if lost else ""


def _programmes(reader: Reader, state: str) -> Text:
    run = [
        row
        for row in reader.plan.of(TalentProgramme).values()
        if row.state == state or state in (row.partners or ())
    ]
    counted = reader.number_of(run, "state")
    said = ngettext("{count} programme runs", "{count} programmes run", len(run))
    return phrase(said, count=counted) if run else ""


def _capacity(reader: Reader, state: str) -> tuple[Block, ...]:
    months = sorted({reader.now, reader.month})
    rows = capacity_by_class(reader, months, state=state)
    table = Table(
        heads=(_("EFLOP/s, dense BF16"), *map(month_label, months)),
        right="l" + "r" * len(months),
        lines=tuple(rows),
    )
    machines = Table(
        heads=(_("Machine"), _("Status"), _("In service"), _("Accelerators"), _("EFLOP/s")),
        right="lllrr",
        lines=tuple(_machines(reader, state)),
        empty=_("No machine stands or is planned there."),
    )
    lost = [reader.name("system", key) for key in unsized(reader, state)]
    note = Paragraph(
        _("In none of the figures, because size or date was not published: {names}.").format(
            names=", ".join(lost)
        ),
        quiet=True,
    )
    unknown = (note,) if lost else ()
    if not reader.outcome.capacity_ef[reader.outcome.row(state)].any():
        return (machines, *unknown)
    return capacity_chart(reader, months=AHEAD, state=state), table, machines, *unknown


def _machines(reader: Reader, state: str) -> Iterator[Line]:
    rows: list[System | Measure] = [
        row for row in reader.plan.of(System).values() if row.state == state
    ]
    rows += [
        row
        for row in reader.plan.of(Measure).values()
        if row.state == state and row.accelerators is not None
    ]
    for row in rows:
        kind = row.KIND.name
        size = reader.figure(kind, row.id, "capacity_ef")
        yield Line(
            (
                record_link(reader.name(kind, row.id), kind, row.id),
                words(_(row.status.label)),
                reader.figure(kind, row.id, "in_service"),
                bare(reader.figure(kind, row.id, "accelerators"), 0),
                bare(size, 2),
            ),
            kind,
            row.id,
        )


def _flows(hours: Hours, state: str) -> tuple[Block, ...]:
    if not hours.known(state):
        return (Paragraph(_("Its demand is not known, so it is left out of the model.")),)
    uses, serves = hours.reach.uses(state), hours.reach.serves(state)
    got = [(giver, hours.cell(giver, f"gives.{state}")) for giver, _amount in uses[:_MOST_FLOWS]]
    given = [
        (taker, hours.cell(state, f"gives.{taker}")) for taker, _amount in serves[:_MOST_FLOWS]
    ]
    lines = tuple(
        Line((*_flow(got, row), *_flow(given, row))) for row in range(max(len(got), len(given)))
    )
    return (
        Table(
            heads=(_("Its users get hours from"), _("Hours"), _("Its machines serve"), _("Hours")),
            right="lrlr",
            lines=lines,
            note=_("{quarter}; the demand behind it is an assumption throughout.").format(
                quarter=hours.label
            ),
            empty=_("No hours are served from or to it."),
        ),
    )


def _flow(found: list[tuple[str, Cell]], row: int) -> tuple[Cell, Cell]:
    if row >= len(found):
        return words(""), words("")
    other, cell = found[row]
    return words(state_name(other)), cell


def _what_if(reader: Reader) -> tuple[Block, ...]:
    """Say what the state's 10 m€ buy together with the Union's part, per kind of machine."""
    lines = []
    for key in _WHAT_IF:
        template = reader.plan.of(Template).get(key)
        if template is None or not template.unit_cost_central:
            continue
        bought = reader.figure("template", key, "more_accelerators")
        cells = (
            words(reader.name("template", key)),
            bare(bought, 0),
            reader.figure("template", key, "more_union"),
            reader.figure("template", key, "more_hours"),
            reader.field(template, "unit_cost_central"),
        )
        lines.append(Line(cells, "template", key))
    return (
        Table(
            heads=(
                _("Spent on"),
                _("Accelerators"),
                _("Union adds"),
                _("Own hours a month"),
                _("Price of one"),
            ),
            right="lrrrr",
            lines=tuple(lines),
            note=phrase(
                _(
                    "10 m€ / (1 − Union share) / price of one; hours = accelerators × 730 × "
                    "availability {availability} × the state’s share. Acquisition only, without "
                    "the cost of operation."
                ),
                availability=_availability(reader),
            ),
            empty=_("The catalogue has no price for a machine."),
        ),
    )


def _availability(reader: Reader) -> Cell:
    found = plain(reader.parameter("availability"))
    return told(found, percent(found.value))


def _letters(reader: Reader, state: str) -> Table:
    lines = [*_promises(reader, state), *_contributions(reader, state), *_papers(reader, state)]
    rest = lines[_MOST_LETTERS:]
    left = reader.counted((line.kind, line.key, "state") for line in rest)
    return Table(
        heads=(_("What"), _("When"), _("Own part"), _("Union"), _("Letter")),
        right="llrrl",
        lines=tuple(lines[:_MOST_LETTERS]),
        note=phrase(_("and {count} more"), count=left) if rest else "",
        empty=_("No agreement, contribution or letter is on file."),
    )


def _promises(reader: Reader, state: str) -> Iterator[Line]:
    rows = [row for row in reader.plan.of(Commitment).values() if row.state == state]
    for row in sorted(rows, key=lambda one: (-(one.signed or 0), one.id)):
        cells = (
            words(row.name),
            reader.field(row, "signed"),
            reader.field(row, "states_meur"),
            reader.field(row, "union_meur"),
            words(_("public agreement")),
        )
        yield Line(cells, row.KIND.name, row.id)


def _contributions(reader: Reader, state: str) -> Iterator[Line]:
    for _key, row in sorted(reader.plan.of(Contribution).items()):
        measure = reader.plan.of(Measure).get(row.measure)
        if state not in (row.state, measure.state if measure is not None else None):
            continue
        name = labelled(reader.name("measure", row.measure), f"{_(row.paid_by.label)} {row.year}")
        own = reader.field(row, "commitment_meur")
        is_union = row.paid_by.value == "union"
        letter = row.letter or _("no letter on file")
        cells = (
            words(name),
            reader.field(row, "letter_date"),
            words("") if is_union else own,
            own if is_union else words(""),
            words(letter),
        )
        yield Line(cells, row.KIND.name, row.id)


def _papers(reader: Reader, state: str) -> Iterator[Line]:
    for _key, row in sorted(reader.plan.of(Document).items()):
        if row.state == state and row.type is DocumentType.COMMITMENT_LETTER:
            cells = (
                words(_(row.type.label)),
                reader.field(row, "dated"),
                reader.field(row, "amount_meur"),
                words(""),
                words(row.name),
            )
            yield Line(cells, row.KIND.name, row.id)


def _open(reader: Reader, state: str) -> Table:
    plan = reader.plan
    keys = [state]
    for kind in ("system", "factory", "measure"):
        keys += [key for key, row in plan.table(kind).items() if getattr(row, "state", "") == state]
    return finding_table(reader, broken(reader, keys), empty=_("No rule is broken, none warns."))
