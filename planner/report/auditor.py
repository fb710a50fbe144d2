# SPDX-License-Identifier: EUPL-1.2
"""The page of the auditor: sources, changes, ledger of contributions, caps, targets, the past."""

from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from planner.domain.history import Step
from planner.domain.records.assurance import Override
from planner.domain.records.contributions import Contribution, PaidBy
from planner.domain.records.evidence import Parameter
from planner.domain.records.funding import Commitment
from planner.domain.records.organisations import Certificate, MemberEntry
from planner.domain.records.uptake import Target
from planner.domain.schema import Record
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.outcome import Finding
from planner.engine.rules.law import law_of, parameter_key
from planner.reference.formula_words import formula_words
from planner.reference.tracing import figure_label
from planner.report.origins import LEVEL_WORDS, Search
from planner.report.parts import facts
from planner.report.reader import Reader, bare, key_figure, plain, record_link, told, words
from planner.report.sheet import (
    VIEW,
    Block,
    Cell,
    KeyFigures,
    Line,
    Paragraph,
    Phrase,
    Section,
    Sheet,
    Table,
    Text,
    joined,
    phrase,
)
from planner.report.terms import terms
from planner.sentences import finding_sentence, step_title
from planner.session import Session
from planner.text import _, day_label, moment_label, ngettext, number, percent

_FIGURES = (
    "union_committed",
    "union_ceiling",
    "public_since_2024",
    "factories",
    "network_systems",
    "ai_systems_running",
    "capacity_ef.available",
    "power_mw.available",
)
_CAP = "ACC-05"
_CAP_TABLES = frozenset({"allocation", "access_pool", "time_share"})
_MOST_STEPS, _MOST_MOMENTS, _MOST_TARGETS, _MOST_OVERRIDES = 8, 12, 6, 5
_LONGEST_HISTORY = 2_000
_TERMS = ("committed", "paid", "certified", "frozen")


def auditor_sheet(reader: Reader, *, today: date) -> Sheet:
    """Return the page of the auditor."""
    return Sheet(
        name="auditor",
        title=_("Auditor page"),
        subtitle=_("Where the numbers come from, who changed what, and whether limits held"),
        facts=facts(reader, today),
        sections=(
            Section("sources", _("What do the headline numbers rest on?"), _sources(reader)),
            Section("changes", _("Who changed what, when and why?"), (_changes(reader),)),
            Section(
                "ledger", _("What was committed, paid, given in kind, certified?"), _ledger(reader)
            ),
            Section("cap", _("Was the cap on commercial use ever broken?"), _cap(reader)),
            Section("targets", _("Were targets moved after the fact?"), (_targets(reader),)),
            Section("past", _("What did it say on 30 June?"), _past(reader, today)),
            Section("accepted", _("Which findings were accepted?"), (_accepted(reader),)),
        ),
        terms=terms(_TERMS),
    )


def _sources(reader: Reader) -> tuple[Block, ...]:
    codes = ("evidence.all", "evidence.low", "evidence.assumed", "conflicts_open")
    total, weak, assumed, unsettled = (_counted(reader.network(code)) for code in codes)
    figures = (
        key_figure(_("Values with a source"), total),
        key_figure(_("of low confidence"), weak, _share(reader, weak, total)),
        key_figure(_("of them assumptions"), assumed, _share(reader, assumed, total)),
        key_figure(_("Conflicts between sources, open"), unsettled),
    )
    table = Table(
        heads=(_("Figure"), _("Value"), _("Formula"), _("Parts"), _("Sources"), _("Weakest part")),
        right="lrlrrl",
        lines=tuple(_figure(reader, code) for code in _FIGURES),
        note=_("Each number opens its source; the parts open theirs, down to the field."),
    )
    return KeyFigures(figures), table


def _counted(cell: Cell) -> Cell:
    return attrs.evolve(cell, words=number(cell.value), level=None)


def _share(reader: Reader, some: Cell, total: Cell) -> Text:
    part = plain(reader.pair("over", some, total))
    return phrase(_("{share} of all"), share=told(part, percent(part.value)))


def _figure(reader: Reader, code: str) -> Line:
    cell = reader.network(code)
    found = derived(reader.plan, reader.outcome, About(NETWORK, "", code, reader.now))
    parts = 0 if found is None else len(found.inputs)
    asked = Search(reader.plan, reader.outcome).origin(
        About(NETWORK, "", code, reader.now), computed=True
    )
    weakest = "" if asked.level is None else _(LEVEL_WORDS[asked.level])
    return Line(
        (
            words(figure_label(code)),
            cell,
            words("" if found is None else formula_words(reader.plan, found)),
            _beside(cell, parts),
            _beside(cell, len(asked.sources)),
            words(weakest),
        )
    )


def _beside(cell: Cell, amount: int) -> Cell:
    """Return how many parts or sources a figure has; the figure names them."""
    return Cell(number(amount), float(amount), "1", cell.about, cell.computed)


def _changes(reader: Reader) -> Table:
    steps = reader.session.history()
    left = len(steps) - _MOST_STEPS
    more = ngettext("and {count} earlier step", "and {count} earlier steps", left)
    earlier = _in_history(number(left), float(left))
    return Table(
        heads=(_("When"), _("Who"), _("What"), _("Why")),
        lines=tuple(_step(reader, one) for one in reversed(steps[-_MOST_STEPS:])),
        note=phrase(more, count=earlier) if left > 0 else "",
        empty=_("Nobody has changed anything: the plan holds the public record."),
    )


def _step(reader: Reader, step: Step) -> Line:
    return Line(
        (
            _in_history(moment_label(step.at)),
            words(step.author),
            words(step_title(step, reader.plan)),
            words(step.reason or _("no reason given")),
        )
    )


def _in_history(said: str, value: float | None = None) -> Cell:
    """Return words or a number whose steps the history lists."""
    return Cell(said, value, "1" if value is not None else "", opens=(VIEW, "history"))


def _ledger(reader: Reader) -> tuple[Block, ...]:
    rows = [*_public(reader), *_recorded(reader), *_members(reader)]
    table = Table(
        heads=(_("Who"), _("Committed"), _("Paid"), _("In kind"), _("In kind, certified")),
        right="lrrrr",
        lines=tuple(rows),
        note=_(
            "m€. Paid is what was recorded as paid; the public agreements carry no payments, so "
            "none are claimed here."
        ),
    )
    return (table,)


def _public(reader: Reader) -> Iterator[Line]:
    rows = [row for _key, row in sorted(reader.plan.of(Commitment).items())]
    for name, label in (
        ("union_meur", _("Union, public agreements")),
        ("states_meur", _("States, public agreements")),
        ("other_meur", _("Others, public agreements")),
    ):
        lost = [row for row in rows if getattr(row, name) is None]
        said = words(label)
        if lost:
            named = _("{who}, {count} not stated").format(who=label, count=number(len(lost)))
            said = told(reader.number_of(lost, name), named)
        unknown = words(_("not stated"))
        yield Line((said, _meur(reader, rows, name), unknown, unknown, unknown))


def _recorded(reader: Reader) -> Iterator[Line]:
    for payer in PaidBy:
        rows = [row for row in reader.plan.of(Contribution).values() if row.paid_by is payer]
        if rows:
            label = _("{who}, contributions entered").format(who=_(payer.label))
            kind = [row for row in rows if row.in_kind]
            yield Line(
                (
                    words(label),
                    _meur(reader, rows, "commitment_meur"),
                    _meur(reader, rows, "payment_meur"),
                    _meur(reader, kind, "commitment_meur"),
                    _meur(reader, [row for row in kind if row.certified], "commitment_meur"),
                )
            )


def _members(reader: Reader) -> Iterator[Line]:
    rows = list(reader.plan.of(MemberEntry).values())
    if not rows:
        yield Line(
            (words(_("Private members")), *(words(_("nothing on file")) for _one in range(4)))
        )
        return
    certified = [row for row in rows if row.certificate is Certificate.AUDITOR]
    yield Line(
        (
            words(_("Private members")),
            _meur(reader, rows, "planned_meur"),
            words(_("not stated")),
            _meur(reader, rows, "reported_meur"),
            _meur(reader, certified, "accepted_meur"),
        )
    )


def _meur(reader: Reader, rows: Sequence[Record], name: str) -> Cell:
    return bare(reader.total("MEUR", rows, name), 2)


def _cap(reader: Reader) -> tuple[Block, ...]:
    limit = _limit(reader)
    now = _broken(reader.session)
    moments = _moments(reader.session)
    looked = [_broken(reader.session.at_step(step)) for step in moments[-_MOST_MOMENTS:]]
    holds = _("The cap of {limit} of the Union’s time holds now.")
    if now:
        holds = _("The cap of {limit} of the Union’s time is broken now:")
    said: list[Text] = [phrase(holds, limit=limit)]
    said += [
        Phrase((record_link(finding_sentence(one, reader.plan), one.kind, one.key),))
        for one in now[:3]
    ]
    if not looked:
        said.append(_("No step ever touched hours, pools or shares of time."))
        return (Paragraph(joined(" ", said)),)
    history = ngettext(
        "It was looked at after {count} step that touched hours, pools or shares;",
        "It was looked at after {count} steps that touched hours, pools or shares;",
        len(looked),
    )
    broke = sum(bool(found) for found in looked)
    steps, bad = (_in_history(number(one), float(one)) for one in (len(looked), broke))
    said.append(phrase(history, count=steps))
    said.append(phrase(_("after {broke} of them it was broken."), broke=bad))
    return (Paragraph(joined(" ", said)),)


def _limit(reader: Reader) -> Cell:
    """Return the cap with what to ask for: the number of the rule, which a plan may change."""
    value = law_of(reader.plan).values.get(f"{_CAP}.commercial")
    about = About(Parameter.KIND.name, parameter_key(_CAP, "commercial"), "value", reader.now)
    return Cell(percent(value), value, "share", about)


def _broken(session: Session) -> list[Finding]:
    return [one for one in session.outcome.findings if one.rule == _CAP and one.checkable]


def _moments(session: Session) -> list[str]:
    """Return the steps that may have moved commercial use, oldest first."""
    steps = [step.id for step in session.history()[-_LONGEST_HISTORY:]]
    if not _touch(session, steps):
        return []
    return [step for step in steps if _touch(session, [step])]


def _touch(session: Session, steps: Sequence[str]) -> bool:
    return any(cell.table in _CAP_TABLES for cell in session.cells_of(steps))


def _targets(reader: Reader) -> Table:
    rows = sorted(reader.plan.of(Target).values(), key=lambda row: (-row.version, row.id))
    frozen = [row for row in rows if row.frozen_on]
    shown = frozen or rows
    return Table(
        heads=(_("Target"), _("Frozen on"), _("As frozen"), _("Now"), _("Moved"), _("Why")),
        right="llrrll",
        lines=tuple(_target(reader, row) for row in shown[:_MOST_TARGETS]),
        empty=_("No target is on file, so none could be moved."),
    )


def _target(reader: Reader, row: Target) -> Line:
    both = None not in (row.frozen_target, row.target)
    moved = both and row.frozen_target != row.target
    said = _("yes, version {version}").format(version=row.version) if moved else _("no")
    name = row.indicator
    if row.sector:
        name = f"{name}, {reader.name('sector', row.sector)}"
    cells = (
        words(name),
        told(reader.field(row, "frozen_on"), _frozen_on(row)),
        reader.field(row, "frozen_target"),
        reader.field(row, "target"),
        told(reader.field(row, "version"), said if both else _("cannot be told")),
        words(row.reason or ""),
    )
    return Line(cells, row.KIND.name, row.id)


def _frozen_on(row: Target) -> str:
    return "" if not row.frozen_on else day_label(date.fromisoformat(row.frozen_on))


def _past(reader: Reader, today: date) -> tuple[Block, ...]:
    day = last_30_june(today)
    past = Reader(reader.session.as_of(day.isoformat()), reader.month)
    lines = []
    for code in _FIGURES:
        then, now = past.network(code), reader.network(code)
        differs = then.value != now.value
        shown = attrs.evolve(then, day=day.isoformat(), level=None)
        lines.append(
            Line((words(figure_label(code)), shown, now, words(_("yes") if differs else _("no"))))
        )
    return (
        Table(
            heads=(_("Figure"), day_label(day), _("Now"), _("Changed since")),
            right="lrrl",
            lines=tuple(lines),
            note=_(
                "The plan as it stood at the end of that day, by its history; before the first "
                "edit it is the public record. Any other day: planner report auditor --as-of DAY."
            ),
        ),
    )


def last_30_june(today: date) -> date:
    """Return the last 30 June that is over."""
    this_year = date(today.year, 6, 30)
    return this_year if today > this_year else date(today.year - 1, 6, 30)


def _accepted(reader: Reader) -> Table:
    rows: Sequence[Override] = list(reader.plan.of(Override).values())
    rest = rows[_MOST_OVERRIDES:]
    return Table(
        heads=(_("Rule"), _("Record"), _("Reason"), _("Legal reference")),
        lines=tuple(
            Line(
                (
                    record_link(row.rule, row.KIND.name, row.id),
                    words(reader.name(row.about_kind, row.about)),
                    words(row.reason),
                    words(row.reference),
                ),
                row.KIND.name,
                row.id,
            )
            for row in rows[:_MOST_OVERRIDES]
        ),
        note=phrase(_("and {count} more"), count=reader.number_of(rest, "rule")) if rest else "",
        empty=_("None."),
    )
