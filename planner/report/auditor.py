# SPDX-License-Identifier: EUPL-1.2
"""The page of the auditor: sources, changes, ledger of contributions, caps, targets, the past."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.domain.history import Step
from planner.domain.records.assurance import Override
from planner.domain.records.contributions import Contribution, PaidBy
from planner.domain.records.evidence import Confidence, Evidence
from planner.domain.records.funding import Commitment
from planner.domain.records.organisations import Certificate, MemberEntry
from planner.domain.records.uptake import Target
from planner.engine.conflicts import conflicts
from planner.engine.derivations import NETWORK, About, derived
from planner.engine.outcome import Finding
from planner.engine.rules.law import law_of
from planner.reference.formula_words import formula_words
from planner.reference.tracing import figure_label
from planner.report.origins import LEVEL_WORDS, Search
from planner.report.parts import facts
from planner.report.reader import Reader, amount, bare, count, key_figure, quantity_words, words
from planner.report.sheet import (
    Block,
    Cell,
    KeyFigures,
    Line,
    Paragraph,
    Section,
    Sheet,
    Table,
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
    evidence = list(reader.plan.of(Evidence).values())
    weak = sum(one.confidence is Confidence.LOW for one in evidence)
    assumed = sum(one.assumption for one in evidence)
    unsettled = sum(one.is_open for one in conflicts(reader.plan))
    total = len(evidence)
    share = _("{share} of all")
    figures = (
        key_figure(_("Values with a source"), count(total)),
        key_figure(
            _("of low confidence"), count(weak), share.format(share=percent(_part(weak, total)))
        ),
        key_figure(
            _("of them assumptions"),
            count(assumed),
            share.format(share=percent(_part(assumed, total))),
        ),
        key_figure(_("Conflicts between sources, open"), count(unsettled)),
    )
    table = Table(
        heads=(_("Figure"), _("Value"), _("Formula"), _("Parts"), _("Sources"), _("Weakest part")),
        right="lrlrrl",
        lines=tuple(_figure(reader, code) for code in _FIGURES),
        note=_("Each number opens its source; the parts open theirs, down to the field."),
    )
    return KeyFigures(figures), table


def _part(some: int, total: int) -> float | None:
    return some / total if total else None


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
            count(parts),
            count(len(asked.sources)),
            words(weakest),
        )
    )


def _changes(reader: Reader) -> Table:
    steps = reader.session.history()
    left = len(steps) - _MOST_STEPS
    more = ngettext("and {count} earlier step", "and {count} earlier steps", left)
    return Table(
        heads=(_("When"), _("Who"), _("What"), _("Why")),
        lines=tuple(_step(reader, one) for one in reversed(steps[-_MOST_STEPS:])),
        note=more.format(count=number(left)) if left > 0 else "",
        empty=_("Nobody has changed anything: the plan holds the public record."),
    )


def _step(reader: Reader, step: Step) -> Line:
    return Line(
        (
            words(moment_label(step.at)),
            words(step.author),
            words(step_title(step, reader.plan)),
            words(step.reason or _("no reason given")),
        )
    )


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
    rows = list(reader.plan.of(Commitment).values())
    for name, label in (
        ("union_meur", _("Union, public agreements")),
        ("states_meur", _("States, public agreements")),
        ("other_meur", _("Others, public agreements")),
    ):
        known = [getattr(row, name) for row in rows if getattr(row, name) is not None]
        lost = len(rows) - len(known)
        told = label
        if lost:
            told = _("{who}, {count} not stated").format(who=label, count=number(lost))
        unknown = words(_("not stated"))
        yield Line((words(told), _meur(sum(known)), unknown, unknown, unknown))


def _recorded(reader: Reader) -> Iterator[Line]:
    for payer in PaidBy:
        rows = [row for row in reader.plan.of(Contribution).values() if row.paid_by is payer]
        if rows:
            label = _("{who}, contributions entered").format(who=_(payer.label))
            kind = [row for row in rows if row.in_kind]
            yield Line(
                (
                    words(label),
                    _meur(sum(row.commitment_meur or 0.0 for row in rows)),
                    _meur(sum(row.payment_meur or 0.0 for row in rows)),
                    _meur(sum(row.commitment_meur or 0.0 for row in kind)),
                    _meur(sum(row.commitment_meur or 0.0 for row in kind if row.certified)),
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
            _meur(sum(row.planned_meur or 0.0 for row in rows)),
            words(_("not stated")),
            _meur(sum(row.reported_meur or 0.0 for row in rows)),
            _meur(sum(row.accepted_meur or 0.0 for row in certified)),
        )
    )


def _meur(value: float) -> Cell:
    return bare(amount(value, "MEUR"), 2)


def _cap(reader: Reader) -> tuple[Block, ...]:
    limit = law_of(reader.plan).values.get(f"{_CAP}.commercial")
    now = _broken(reader.session)
    moments = _moments(reader.session)
    looked = [_broken(reader.session.at_step(step)) for step in moments[-_MOST_MOMENTS:]]
    told = _("The cap of {limit} of the Union’s time holds now.").format(limit=percent(limit))
    if now:
        told = _("The cap of {limit} of the Union’s time is broken now:").format(
            limit=percent(limit)
        )
    broke = sum(bool(found) for found in looked)
    history = ngettext(
        "It was looked at after {count} step that touched hours, pools or shares;",
        "It was looked at after {count} steps that touched hours, pools or shares;",
        len(looked),
    ).format(count=number(len(looked)))
    after = _("after {broke} of them it was broken.").format(broke=number(broke))
    if not looked:
        history, after = _("No step ever touched hours, pools or shares of time."), ""
    said = [finding_sentence(one, reader.plan) for one in now[:3]]
    return (Paragraph(" ".join(filter(None, (told, *said, history, after)))),)


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
        words("" if not row.frozen_on else day_label(date.fromisoformat(row.frozen_on))),
        reader.field(row, "frozen_target"),
        reader.field(row, "target"),
        words(said if both else _("cannot be told")),
        words(row.reason or ""),
    )
    return Line(cells, row.KIND.name, row.id)


def _past(reader: Reader, today: date) -> tuple[Block, ...]:
    day = last_30_june(today)
    past = Reader(reader.session.as_of(day.isoformat()), reader.month)
    lines = []
    for code in _FIGURES:
        then, now = past.network(code), reader.network(code)
        differs = then.value != now.value
        plain = quantity_words(then.value, then.unit) if then.value is not None else then.words
        shown = Cell(plain, then.value, then.unit)
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
    left = len(rows) - _MOST_OVERRIDES
    return Table(
        heads=(_("Rule"), _("Record"), _("Reason"), _("Legal reference")),
        lines=tuple(
            Line(
                (
                    words(row.rule),
                    words(reader.name(row.about_kind, row.about)),
                    words(row.reason),
                    words(row.reference),
                ),
                row.KIND.name,
                row.id,
            )
            for row in rows[:_MOST_OVERRIDES]
        ),
        note=_("and {count} more").format(count=number(left)) if left > 0 else "",
        empty=_("None."),
    )
