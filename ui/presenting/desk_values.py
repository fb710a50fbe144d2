# SPDX-License-Identifier: EUPL-1.2
"""The contact point in words: its cases, the ranking on file for one, its proofs and clocks."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import frozen

from planner.desk_sentences import (
    ASPECTS,
    LIGHTS,
    PROMISES,
    clock_words,
    day_words,
    left_out_words,
    shared_words,
)
from planner.domain.plan import Plan
from planner.domain.records.desk import DeskCase, Handover, Proof, Proposal
from planner.domain.records.evidence import Parameter
from planner.engine.clocks import Clock, Clockwork, Light, case_clocks, is_valid, report_due
from planner.engine.contact import Ranking, ranking
from planner.engine.contact_edits import KEPT, kept_beside, proposals, reasons_of
from planner.engine.outcome import Finding, Outcome, Severity
from planner.engine.parameters import Parameters
from planner.engine.rules.attached import attached
from planner.report.hand_over import proofs_of, sent_word, target_word
from planner.sentences import finding_sentence, record_word
from planner.text import _, labelled, percent, state_name, unit_label
from ui.widgets.asked import Asked
from ui.widgets.fact_table import Cell, Line, TableValues
from ui.widgets.group_words import sum_words
from ui.widgets.text_table import TextRow, TextRows
from ui.widgets.text_values import kept
from ui.widgets.tone import Tone

TONES: Mapping[Light, Tone] = {
    Light.WAITING: "neutral",
    Light.RUNNING: "accent",
    Light.AMBER: "warning",
    Light.LATE: "danger",
    Light.DONE: "success",
}
_CLOCK_RULE = "MOD-08"
_URGENCY = (Light.LATE, Light.AMBER, Light.RUNNING, Light.WAITING, Light.DONE)
_WORST: Mapping[Severity, Tone] = {Severity.ERROR: "danger", Severity.WARNING: "warning"}


@frozen
class RankLine:
    """One line of a ranking: where to, with which points and load, and why."""

    key: str
    rank: int
    target: str
    score: str
    load: str
    reasons: tuple[str, ...]
    chosen: bool
    beside: bool = False


@frozen(kw_only=True)
class CaseValues:
    """All the desk shows of one case; `can` names what may be done with it now."""

    key: str
    title: str
    mode: str
    urgent: tuple[tuple[str, Tone], ...]
    sent_to: str
    shared: str
    ranks: tuple[RankLine, ...]
    moved_on: bool
    notes: tuple[tuple[str, Tone], ...]
    proofs: TableValues
    clocks: TableValues
    way: TableValues
    left_out: TableValues
    weights: TableValues
    can: frozenset[str]


def cases_table(plan: Plan, words: str = "", day: str = "") -> TextRows:
    """Return all cases, one a row, with the clock that is most urgent on a day."""
    work = Clockwork.of(plan, day)
    rows = (_case_row(plan, row, work) for _key, row in sorted(plan.of(DeskCase).items()))
    found = TextRows(
        heads=(
            _("Case"),
            _("Stands"),
            _("Due"),
            _("Next clock"),
            _("State"),
            _("Access mode"),
            _("Sent to"),
        ),
        rows=tuple(rows),
        total=lambda members: _hours_of(plan, members),
    )
    return kept(found, words)


def log_table(plan: Plan, words: str = "") -> TextRows:
    """Return every hand-over and re-route of every case."""
    rows = sorted(plan.of(Handover).values(), key=lambda row: (row.sent or "", row.id))
    found = TextRows(
        heads=(_("Day"), _("Case"), _("Sent to"), _("Reason")),
        rows=tuple(_log_row(plan, row) for row in rows),
    )
    return kept(found, words)


def case_values(plan: Plan, outcome: Outcome, case: DeskCase, day: str = "") -> CaseValues:
    """Return one case with its ranking on file, and its clocks as they stand on a day."""
    kept, now = proposals(plan, case.id), ranking(plan, outcome, case)
    work = Clockwork.of(plan, day)
    running = tuple(case_clocks(plan, case, work))
    open_ = [one for one in running if one.stopped is None]
    return CaseValues(
        key=case.id,
        title=case.name,
        mode=_("mode unknown") if case.mode is None else _(case.mode.label),
        urgent=tuple((_clock_said(one), TONES[one.light]) for one in open_),
        sent_to=target_word(plan, case),
        shared=shared_words(plan, case) if kept else "",
        ranks=tuple(_rank_line(plan, case, row) for row in kept),
        moved_on=bool(kept) and _as_ranked(now) != [(r.factory or r.centre, r.score) for r in kept],
        notes=tuple(_notes(plan, outcome, case, live=work.today != Clockwork.of(plan).today)),
        proofs=_proofs(plan, case, work),
        clocks=_clocks(running, work.today),
        way=_way(plan, case),
        left_out=_left_out(plan, now),
        weights=_weights(plan),
        can=_can(case, kept),
    )


def _hours_of(plan: Plan, rows: Sequence[TextRow]) -> str:
    """Say what the cases of a group ask for together."""
    field = DeskCase.KIND.field("hours_estimated")
    hours = [plan.get(DeskCase, row.key).hours_estimated for row in rows]
    return labelled(_(field.label), sum_words(hours, unit_label(field.unit)))


def _case_row(plan: Plan, case: DeskCase, work: Clockwork) -> TextRow:
    urgent = _most_urgent(tuple(case_clocks(plan, case, work)))
    light = "" if urgent is None else _(LIGHTS[urgent.light])
    cells = (
        case.name,
        _("closed") if case.closed else light,
        "" if urgent is None or case.closed else day_words(urgent.due),
        "" if urgent is None else _(PROMISES[urgent.promise]),
        "" if case.state is None else state_name(case.state),
        "" if case.mode is None else _(case.mode.label),
        target_word(plan, case),
    )
    order = len(_URGENCY) if urgent is None or case.closed else _URGENCY.index(urgent.light)
    due = "" if urgent is None else urgent.due or ""
    sorts = (cells[0], order, due, *cells[3:])
    return TextRow(cells, DeskCase.KIND.name, case.id, case.outcome or "", sorts)


def _most_urgent(running: Sequence[Clock]) -> Clock | None:
    """Return the clock to look at first: late before amber, the earliest due before others."""
    open_ = [one for one in running if one.stopped is None] or list(running)
    return min(open_, key=lambda one: (_URGENCY.index(one.light), one.due or "~"), default=None)


def _clock_said(clock: Clock) -> str:
    return labelled(_(PROMISES[clock.promise]), clock_words(clock))


def _log_row(plan: Plan, row: Handover) -> TextRow:
    case = plan.get(DeskCase, row.case)
    cells = (day_words(row.sent), case.name, sent_word(plan, row), row.reason or "")
    return TextRow(cells, DeskCase.KIND.name, case.id, row.reason or "", (row.sent, *cells[1:]))


def _rank_line(plan: Plan, case: DeskCase, row: Proposal) -> RankLine:
    name = target_word(plan, row)
    return RankLine(
        key=row.id,
        rank=row.rank,
        target=name if row.beside else f"{row.rank}. {name}",
        score=_("unknown") if row.score is None else percent(row.score, 0),
        load=_("unknown") if row.load is None else percent(row.load, 1),
        reasons=tuple(reasons_of(row)),
        chosen=_is_sent(plan, case, row),
        beside=row.beside,
    )


def _is_sent(plan: Plan, case: DeskCase, row: Proposal) -> bool:
    """Tell whether a case lies where a line says; help was asked for where a hand-over says so."""
    target = (row.factory, row.centre)
    if not row.beside:
        return target == (case.factory, case.centre) and any(target)
    sent = attached(plan, Handover, "case").get(case.id, ())
    return target in {(one.factory, one.centre) for one in sent if one.beside}


def _as_ranked(now: Ranking) -> list[tuple[str | None, float | None]]:
    beside = [line for _rank, line in kept_beside(now)]
    return [(line.key, round(line.score, 3)) for line in (*now.lines[:KEPT], *beside)]


def _notes(
    plan: Plan, outcome: Outcome, case: DeskCase, *, live: bool
) -> Iterator[tuple[str, Tone]]:
    """Yield what the rules say of a case and of its request, the worst first.

    The rule about clocks reads them on the day of the plan; beside live ones it is left out.
    """
    about = {("desk_case", case.id), ("allocation", case.allocation)}
    found = [f for f in outcome.findings if (f.kind, f.key) in about and _matters(f)]
    found = [f for f in found if not (live and f.rule == _CLOCK_RULE)]
    for one in found:
        yield labelled(one.rule, finding_sentence(one, plan)), _WORST.get(one.severity, "neutral")


def _matters(finding: Finding) -> bool:
    return finding.checkable and finding.severity is not Severity.INFO


def _proofs(plan: Plan, case: DeskCase, work: Clockwork) -> TableValues:
    return TableValues(
        title=_("Proof of ethical and responsible work"),
        heads=(_("Proof"), _("Kind"), _("Commitments"), _("Valid until"), _("Report due")),
        lines=tuple(_proof_line(row, work) for row in proofs_of(plan, case)),
        empty=_("None on file. Hours that are awarded without one break ETH-01."),
    )


def _proof_line(row: Proof, work: Clockwork) -> Line:
    count = sum((row.governance, row.mapping, row.literacy))
    valid = is_valid(row, work.today)
    words = day_words(row.expires) or _("without end")
    report = day_words(row.report_received) or day_words(report_due(row, work.law))
    return Line(
        (
            Cell(row.name),
            Cell("" if row.kind is None else _(row.kind.label)),
            Cell(
                _("{count} of 3").format(count=count) if row.pillar else "",
                token="" if count == 3 or not row.pillar else "warning",
            ),
            Cell(
                words if valid else _("{day}, expired").format(day=words),
                token="" if valid else "danger",
                asked=Asked(Proof.KIND.name, row.id, "expires"),
            ),
            Cell(report, asked=Asked(Proof.KIND.name, row.id, "joined")),
        ),
        Proof.KIND.name,
        row.id,
    )


def _clocks(running: Sequence[Clock], day: str) -> TableValues:
    title = _("Clocks on {day}, in working days of the Union's institutions")
    return TableValues(
        title=title.format(day=day_words(day)),
        heads=(_("Promise"), _("From"), _("Used"), _("Amber from"), _("Due"), _("Stands")),
        right="llrlll",
        lines=tuple(_clock_line(one) for one in running),
    )


def _clock_line(clock: Clock) -> Line:
    tone = TONES[clock.light]
    cells = (
        Cell(_(PROMISES[clock.promise])),
        Cell(day_words(clock.start) or _("no date yet")),
        Cell(_("{used} of {most}").format(used=clock.used, most=clock.most)),
        Cell(day_words(clock.amber_day)),
        Cell(day_words(clock.due)),
        Cell(_(LIGHTS[clock.light]), token="" if tone in ("neutral", "accent") else tone),
    )
    return Line(cells, clock.kind, clock.key)


def _way(plan: Plan, case: DeskCase) -> TableValues:
    rows = attached(plan, Handover, "case").get(case.id, ())
    return TableValues(
        title=_("Way of the case"),
        heads=(_("Day"), _("Sent to"), _("Reason")),
        lines=tuple(
            Line(
                (
                    Cell(day_words(row.sent)),
                    Cell(sent_word(plan, row)),
                    Cell(row.reason or "", detail=row.reason or ""),
                ),
                Handover.KIND.name,
                row.id,
            )
            for row in sorted(rows, key=lambda one: (one.sent or "", one.id))
        ),
        empty=_("It has not been handed over yet."),
    )


def _left_out(plan: Plan, now: Ranking) -> TableValues:
    return TableValues(
        title=_("No target for it"),
        heads=(_("AI factory"), _("Why")),
        lines=tuple(
            Line(
                (
                    Cell(record_word(plan, "factory", one.factory)),
                    Cell(left_out_words(one, plan), detail=left_out_words(one, plan)),
                ),
                "factory",
                one.factory,
            )
            for one in now.left_out
        ),
        empty=_("Every AI factory is a target."),
    )


def _weights(plan: Plan) -> TableValues:
    """Return what counts how much; a line opens the parameter that says so."""
    parameters, known = Parameters.of(plan), plan.of(Parameter)
    lines = []
    for aspect, words in ASPECTS.items():
        key = f"desk_weight_{aspect}"
        row = known.get(key)
        cell = Cell(percent(getattr(parameters, key), 0), assumed=row is None or row.arguable)
        kind = Parameter.KIND.name if row is not None else ""
        lines.append(Line((Cell(_(words)), cell), kind, key if kind else ""))
    return TableValues(
        title=_("What counts how much"),
        heads=(_("Aspect"), _("Weight")),
        right="lr",
        lines=tuple(lines),
        note=_("Parameters of the plan: the framework names no weights. A line opens its own."),
    )


def _can(case: DeskCase, kept: Sequence[Proposal]) -> frozenset[str]:
    """Return what may be done: a closed case can only be ranked and read again."""
    if case.closed:
        return frozenset({"sheet"})
    found = {"rank", "proof", "sheet", "close"}
    if kept:
        found.add("hand_over")
    if case.factory or case.centre:
        found |= set() if case.first_reply else {"reply"}
    if case.system and case.hours_estimated and case.mode and not case.allocation:
        found.add("request")
    if case.decided is None and case.allocation:
        found |= {"award", "refuse"}
    return frozenset(found)
