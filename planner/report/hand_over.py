# SPDX-License-Identifier: EUPL-1.2
"""The hand-over sheet of a case: what antenna, competence centre and target need, as plain text."""

from collections.abc import Iterator, Mapping

from planner.desk_sentences import PROMISES, clock_words, day_words, shared_words
from planner.domain.plan import Plan
from planner.domain.records.cooperation import CentreKind, SupportCentre
from planner.domain.records.desk import DeskCase, Handover, Proof, Proposal
from planner.engine.clocks import Clockwork, case_clocks, report_due
from planner.engine.contact_edits import antenna_of, proposals, reasons_of
from planner.engine.rules.attached import attached
from planner.report.dictionary import unit_symbol
from planner.sentences import record_word
from planner.text import _, labelled, number, percent, state_name

_FIELDS = (
    "received",
    "organisation",
    "applicant",
    "state",
    "language",
    "need",
    "sector",
    "stack",
    "hours_estimated",
    "unit",
    "mode",
    "data_space",
    "owner",
    "cut_off",
)
Section = tuple[str, tuple[str, ...]]


def hand_over_sheet(plan: Plan, case: DeskCase, day: str = "") -> tuple[Section, ...]:
    """Return the sections of the sheet, each a heading and its lines; clocks as on a day."""
    return (
        (_("The case"), (case.name, *_facts(plan, case))),
        (_("Goes to"), tuple(_addressees(plan, case))),
        (_("Why"), tuple(_ranking(plan, case))),
        *_if_any(_("Help beside the hours"), tuple(_beside(plan, case))),
        (_("Proof of ethical and responsible work"), tuple(_proofs(plan, case))),
        (_("Clocks"), tuple(_clocks(plan, case, day))),
        (_("Way of the case"), tuple(way_of(plan, case))),
    )


def _if_any(heading: str, lines: tuple[str, ...]) -> tuple[Section, ...]:
    return ((heading, lines),) if lines else ()


def sheet_title(case: DeskCase) -> str:
    """Return what stands at the top of the sheet."""
    return _("Hand-over sheet: {name}").format(name=case.name)


def sheet_lines(plan: Plan, case: DeskCase, day: str = "") -> tuple[str, ...]:
    """Return the sheet as lines of plain text."""
    title = sheet_title(case)
    lines = [title, "=" * len(title)]
    for heading, told in hand_over_sheet(plan, case, day):
        lines += ["", heading, "-" * len(heading), *(told or (_("nothing on file"),))]
    return tuple(lines)


def target_word(plan: Plan, row: Proposal | Handover | DeskCase) -> str:
    """Name where a case goes: factory or centre, with the machine if there is one."""
    kind, key = ("factory", row.factory) if row.factory else ("support_centre", row.centre)
    system = getattr(row, "system", None)
    names = [record_word(plan, kind, key)] if key else []
    names += [record_word(plan, "system", system)] if system else []
    return " · ".join(names) or _("not decided")


def sent_word(plan: Plan, row: Handover) -> str:
    """Name where a hand-over went, and that it was for help only."""
    target = target_word(plan, row)
    return _("{target}, help beside the hours").format(target=target) if row.beside else target


def way_of(plan: Plan, case: DeskCase) -> Iterator[str]:
    """Yield every hand-over of a case, the first one first."""
    rows = attached(plan, Handover, "case").get(case.id, ())
    for row in sorted(rows, key=lambda one: (one.sent or "", one.id)):
        words = labelled(day_words(row.sent), sent_word(plan, row))
        yield f"{words} ({row.reason})" if row.reason else words


def _facts(plan: Plan, case: DeskCase) -> Iterator[str]:
    for name in _FIELDS:
        value = getattr(case, name)
        if value is not None:
            field = case.KIND.field(name)
            yield labelled(_(field.label), _value(plan, case, name, value))


def _value(plan: Plan, case: DeskCase, name: str, value: object) -> str:
    field = case.KIND.field(name)
    if field.target == "state":
        return state_name(str(value))
    if field.target:
        return _(record_word(plan, field.target, str(value)))
    if field.choices is not None:
        return _(field.choices(str(value)).label)
    if isinstance(value, float):
        return f"{number(value)} {_(unit_symbol(field))}"
    return day_words(str(value)) if name in _DAYS else str(value)


_DAYS = frozenset({"received", "cut_off"})


def _addressees(plan: Plan, case: DeskCase) -> Iterator[str]:
    yield target_word(plan, case)
    antenna = antenna_of(plan, case)
    if antenna is not None:
        told = day_words(case.antenna_told) or _("not informed yet")
        yield _("Antenna of the user's state: {name} ({told})").format(name=antenna.name, told=told)
    for row in attached(plan, SupportCentre, "state").get(case.state or "", ()):
        if row.kind is CentreKind.COMPETENCE:
            yield _("National competence centre: {name}").format(name=row.name)


def _ranking(plan: Plan, case: DeskCase) -> Iterator[str]:
    if case.reason:
        yield _("Reason of the choice: {reason}").format(reason=case.reason)
    rows = proposals(plan, case.id)
    if rows and (shared := shared_words(plan, case)):
        yield shared
    for row in rows:
        if not row.beside:
            yield from _proposal(plan, row, f"{row.rank}. ")


def _beside(plan: Plan, case: DeskCase) -> Iterator[str]:
    for row in proposals(plan, case.id):
        if row.beside:
            yield from _proposal(plan, row, "")


def _proposal(plan: Plan, row: Proposal, rank: str) -> Iterator[str]:
    load = "" if row.load is None else _(", load {share}").format(share=percent(row.load, 1))
    score = percent(row.score, 0) if row.score is not None else _("unknown")
    yield f"{rank}{labelled(target_word(plan, row), score)}{load}"
    yield from (f"   - {part}" for part in reasons_of(row))


def _proofs(plan: Plan, case: DeskCase) -> Iterator[str]:
    law = Clockwork.of(plan).law
    for row in proofs_of(plan, case):
        kind = _(row.kind.label) if row.kind is not None else _("unknown")
        core = _PACT.format(count=sum((row.governance, row.mapping, row.literacy)))
        parts: Mapping[str, str | None] = {
            _("valid until {day}"): row.expires,
            _("report due on {day}"): report_due(row, law),
        }
        dated = [words.format(day=day_words(day)) for words, day in parts.items() if day]
        pledge = [_("{core} core commitments").format(core=core)] if row.pillar else []
        yield ", ".join((labelled(kind, row.name), *pledge, *dated))


_PACT = "{count}/3"


def proofs_of(plan: Plan, case: DeskCase) -> list[Proof]:
    """Return the proofs that count for a case: its own, of its request, and of its organisation."""
    found = {
        row.id: row
        for field, key in (
            ("case", case.id),
            ("allocation", case.allocation or ""),
            ("organisation", case.organisation or ""),
        )
        for row in attached(plan, Proof, field).get(key, ())
    }
    return list(found.values())


def _clocks(plan: Plan, case: DeskCase, day: str) -> Iterator[str]:
    from_promise = {one.promise: one for one in case_clocks(plan, case, Clockwork.of(plan, day))}
    for promise, clock in from_promise.items():
        yield labelled(_(PROMISES[promise]), clock_words(clock))
