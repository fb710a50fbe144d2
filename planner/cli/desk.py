# SPDX-License-Identifier: EUPL-1.2
"""The contact point and the ledger of requests from the command line."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from planner import text
from planner.cli.arguments import (
    Verb,
    add_as_of,
    add_common,
    add_scenario,
    assignments,
    fields_words,
)
from planner.cli.lookup import find_key, read_values
from planner.cli.output import Result, finding_data, finding_line, table, update_result
from planner.desk_sentences import (
    PROMISES,
    clock_words,
    day_words,
    left_out_words,
    reason_words,
    shared_words,
)
from planner.domain.commands import Command
from planner.domain.errors import DomainError
from planner.domain.ids import new_id
from planner.domain.plan import Plan
from planner.domain.records.desk import DeskCase, Handover, Proof
from planner.domain.schema import Record, Schema
from planner.engine import contact_edits
from planner.engine.clocks import Clock, clocks
from planner.engine.contact import Line, Ranking, own_reasons, ranking
from planner.engine.parameters import Parameters
from planner.engine.requests import Request, requests
from planner.engine.workdays import reference_day
from planner.parsing import Parser
from planner.report.hand_over import sent_word, sheet_lines, target_word
from planner.sentences import record_word
from planner.session import Session
from planner.text import N_, _, labelled, percent

_SOURCE = "command line"
_ACC = ("ACC-05", "ACC-06", "ACC-07", "ACC-08", "ACC-10", "MOD-08")


def desk_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what can be done at the contact point."""
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), parser_class=Parser)
    made = {
        name: actions.add_parser(name, help=_(words), epilog=_epilog(name))
        for name, words in _ACTIONS.items()
    }
    for name, sub in made.items():
        for add in (add_common, add_as_of, add_scenario):
            add(sub)
        if name not in ("list", "intake"):
            optional = "?" if name == "log" else None
            sub.add_argument("case", metavar=_("CASE"), nargs=optional, help=_("key or name"))
        if name in ("intake", "proof"):
            sub.add_argument(
                "values", nargs="*", metavar=_("FIELD=VALUE"), help=_("values of the fields below")
            )
    made["hand-over"].add_argument("--rank", type=int, help=_("the line of its ranking"))
    made["hand-over"].add_argument("--why", metavar=_("TEXT"), default="", help=_("why there"))
    made["decide"].add_argument("--hours", type=float, help=_("awarded; nothing refuses"))
    made["close"].add_argument(
        "--outcome", metavar=_("TEXT"), default="", help=_("what came of it")
    )
    for name in ("hand-over", "reply", "decide", "close"):
        made[name].add_argument("--day", metavar=_("DAY"), help=_("such as 2026-10-16"))
    for name in ("list", "sheet"):
        _add_reading_day(made[name])


def _add_reading_day(parser: argparse.ArgumentParser) -> None:
    """Declare on which day clocks are read; the plan's own gives a script the same every time."""
    parser.add_argument(
        "--day", metavar=_("DAY"), help=_("read clocks on this day, not on that of the plan")
    )


def desk(session: Session, options: argparse.Namespace) -> Result:
    """Carry out what is asked of the contact point; without anything list its cases."""
    return _RUN[options.action or "list"](session, options)


def ledger_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what of the ledger is wanted."""
    parser.add_argument("--machine", metavar=_("SYSTEM"), help=_("one system or measure"))
    _add_reading_day(parser)


def ledger(session: Session, options: argparse.Namespace) -> Result:
    """List requests and awards with their part of the Union's time and their clocks."""
    plan = session.plan
    rows = requests(plan, session.outcome, _day(plan, options))
    if options.machine:
        key = find_key(plan, "system", options.machine)
        rows = tuple(one for one in rows if one.machine == ("system", key))
    found = [one for one in session.outcome.findings if one.rule in _ACC and one.checkable]
    lines = table(_ledger_heads(), [_request_row(plan, one) for one in rows], right="    rrrr")
    lines += [finding_line(one, plan) for one in found]
    data = {
        "requests": [_request_data(one) for one in rows],
        "findings": [finding_data(one, plan) for one in found],
    }
    return Result(data, lines)


_ACTIONS: Mapping[str, str] = {
    "list": N_("list the cases and their clocks"),
    "intake": N_("take in a case, choose its mode and rank its targets"),
    "proof": N_("file a proof of ethical and responsible work"),
    "rank": N_("rank the targets of a case, with reasons"),
    "hand-over": N_("send a case to a line of its ranking"),
    "sheet": N_("print the hand-over sheet"),
    "reply": N_("note that the target has answered"),
    "request": N_("put the hours of a case into the ledger"),
    "decide": N_("stop the clock of a case"),
    "close": N_("close a case"),
    "log": N_("list the hand-overs of a case, or of all of them"),
}


def _epilog(name: str) -> str | None:
    kinds = {"intake": DeskCase.KIND, "proof": Proof.KIND}
    return fields_words(kinds[name]) if name in kinds else None


def _list(session: Session, options: argparse.Namespace) -> Result:
    plan = session.plan
    running = clocks(plan, _day(plan, options))
    heads = (_("Case"), _("Mode"), _("Sent to"), _("Clocks"))
    rows = []
    for _key, case in sorted(plan.of(DeskCase).items()):
        own = [one for one in running if one.key == case.id and one.stopped is None]
        told = "; ".join(labelled(_(PROMISES[one.promise]), clock_words(one)) for one in own)
        mode = _(case.mode.label) if case.mode is not None else _("unknown")
        rows.append((case.name, mode, target_word(plan, case), told))
    data = [{**_data(case), "clocks": _clocks(running, case.id)} for case in _cases(plan)]
    return Result(data, table(heads, rows, widest=90))


def _intake(session: Session, options: argparse.Namespace) -> Result:
    plan = session.plan
    typed = read_values(plan, DeskCase.KIND, assignments(DeskCase.KIND, options.values))
    key = new_id()
    values = {"id": key, "received": _today(plan), **typed}
    told = _execute(session, options, contact_edits.take_in(values))
    ranked = _keep_ranking(session, options, session.plan.get(DeskCase, key))
    return _both(told, ranked, {"case": key})


def _rank(session: Session, options: argparse.Namespace) -> Result:
    return _keep_ranking(session, options, _case(session.plan, options))


def _keep_ranking(session: Session, options: argparse.Namespace, case: DeskCase) -> Result:
    plan = session.plan
    found = ranking(plan, session.outcome, case)
    command = contact_edits.keep_ranking(plan, case, found, lambda one: reason_words(one, plan))
    told = _execute(session, options, command)
    mode = _("unknown") if found.mode is None else _(found.mode.label)
    shared = shared_words(plan, case)
    lines = [_("Access mode: {mode}").format(mode=mode), *[shared] * bool(shared)]
    lines += _ranking_lines(plan, found, case)
    lines += [labelled(one["rule"], one["sentence"]) for one in told.data["new_findings"]]
    return Result({**told.data, **_ranking_data(plan, found)}, lines)


def _ranking_lines(plan: Plan, found: Ranking, case: DeskCase) -> list[str]:
    lines = []
    for rank, line in enumerate(found.lines, start=1):
        lines += _rank_lines(plan, case, line, rank)
    if found.beside:
        lines.append(_("Help beside the hours:"))
    for rank, line in contact_edits.kept_beside(found):
        lines += _rank_lines(plan, case, line, rank)
    if found.left_out:
        lines.append(_("Left out:"))
    for one in found.left_out:
        name = record_word(plan, "factory", one.factory)
        lines.append(f"   - {labelled(name, left_out_words(one, plan))}")
    return lines


def _rank_lines(plan: Plan, case: DeskCase, line: Line, rank: int) -> list[str]:
    marks = [_("high load")] * line.is_full + [_("needs porting")] * line.needs_porting
    head = f"{rank}. {labelled(_target(plan, line), percent(line.score, 0))}"
    told = [f"   - {reason_words(one, plan)}" for one in own_reasons(plan, case, line)]
    return [", ".join((head, *marks)), *told]


def _hand_over(session: Session, options: argparse.Namespace) -> Result:
    plan, case = session.plan, _case(session.plan, options)
    wanted = options.rank or 1
    chosen = next((r for r in contact_edits.proposals(plan, case.id) if r.rank == wanted), None)
    if chosen is None:
        raise DomainError("case_without_ranking", name=case.name)
    day = _day(plan, options)
    command = contact_edits.hand_over(plan, case, chosen, day=day, reason=options.why)
    told = _execute(session, options, command)
    sheet = sheet_lines(session.plan, session.plan.get(DeskCase, case.id))
    return Result({**told.data, "sheet": list(sheet)}, [*told.lines, "", *sheet])


def _sheet(session: Session, options: argparse.Namespace) -> Result:
    plan = session.plan
    lines = sheet_lines(plan, _case(plan, options), _day(plan, options))
    return Result({"sheet": list(lines)}, lines)


def _request(session: Session, options: argparse.Namespace) -> Result:
    case = _case(session.plan, options)
    return _execute(session, options, contact_edits.ask_for_hours(session.plan, case))


def _proof(session: Session, options: argparse.Namespace) -> Result:
    plan, case = session.plan, _case(session.plan, options)
    values = read_values(plan, Proof.KIND, assignments(Proof.KIND, options.values))
    return _execute(session, options, contact_edits.file_proof(case, values))


def _decide(session: Session, options: argparse.Namespace) -> Result:
    plan, case = session.plan, _case(session.plan, options)
    command = contact_edits.decide(plan, case, day=_day(plan, options), hours=options.hours)
    return _execute(session, options, command)


def _reply(session: Session, options: argparse.Namespace) -> Result:
    plan, case = session.plan, _case(session.plan, options)
    return _execute(session, options, contact_edits.reply(case, day=_day(plan, options)))


def _close(session: Session, options: argparse.Namespace) -> Result:
    plan, case = session.plan, _case(session.plan, options)
    command = contact_edits.close(case, day=_day(plan, options), outcome=options.outcome)
    return _execute(session, options, command)


def _log(session: Session, options: argparse.Namespace) -> Result:
    plan = session.plan
    key = find_key(plan, DeskCase.KIND.name, options.case) if options.case else None
    rows = [row for row in plan.of(Handover).values() if key is None or row.case == key]
    rows.sort(key=lambda row: (row.sent or "", row.id))
    heads = (_("Day"), _("Case"), _("Sent to"), _("Reason"))
    cells = [
        (
            day_words(row.sent),
            plan.get(DeskCase, row.case).name,
            sent_word(plan, row),
            row.reason or "",
        )
        for row in rows
    ]
    return Result([_data(row) for row in rows], table(heads, cells))


_RUN: Mapping[str, Callable[[Session, argparse.Namespace], Result]] = {
    "list": _list,
    "intake": _intake,
    "proof": _proof,
    "rank": _rank,
    "hand-over": _hand_over,
    "sheet": _sheet,
    "reply": _reply,
    "request": _request,
    "decide": _decide,
    "close": _close,
    "log": _log,
}


def _execute(session: Session, options: argparse.Namespace, command: Command) -> Result:
    before = (session.plan, session.outcome)
    update = session.execute(command, reason=options.reason, source=_SOURCE)
    return update_result(update, before)


def _both(first: Result, second: Result, more: Mapping[str, Any]) -> Result:
    return Result({**first.data, **second.data, **more}, [*first.lines, "", *second.lines])


def _case(plan: Plan, options: argparse.Namespace) -> DeskCase:
    return plan.get(DeskCase, find_key(plan, DeskCase.KIND.name, options.case))


def _cases(plan: Plan) -> Sequence[DeskCase]:
    return [row for _key, row in sorted(plan.of(DeskCase).items())]


def _today(plan: Plan) -> str:
    return reference_day(Parameters.of(plan))


def _day(plan: Plan, options: argparse.Namespace) -> str:
    typed = DeskCase.KIND.field("received").parse(getattr(options, "day", None) or "")
    return str(typed) if typed else _today(plan)


def _target(plan: Plan, line: Line) -> str:
    names = [record_word(plan, line.kind, line.key)]
    names += [record_word(plan, "system", line.system)] if line.system else []
    return " · ".join(names)


def _ranking_data(plan: Plan, found: Ranking) -> dict[str, Any]:
    return {
        "mode": None if found.mode is None else str(found.mode),
        "ranking": [_line_data(plan, line) for line in found.lines],
        "beside": [
            {"rank": rank, **_line_data(plan, line)}
            for rank, line in contact_edits.kept_beside(found)
        ],
        "left_out": [
            {"factory": one.factory, "code": one.code, "sentence": left_out_words(one, plan)}
            for one in found.left_out
        ],
    }


def _line_data(plan: Plan, line: Line) -> dict[str, Any]:
    return {
        "kind": line.kind,
        "key": line.key,
        "system": line.system,
        "score": line.score,
        "load": line.load,
        "union_share": line.union_share,
        "high_load": line.is_full,
        "needs_porting": line.needs_porting,
        "reasons": [
            {
                "aspect": str(one.aspect),
                "points": one.points,
                "code": one.code,
                "sentence": reason_words(one, plan),
            }
            for one in line.reasons
        ],
    }


def _clocks(running: Sequence[Clock], key: str) -> list[dict[str, Any]]:
    return [_clock_data(one) for one in running if one.key == key]


def _data(row: Record) -> dict[str, Any]:
    return {field.name: getattr(row, field.name) for field in row.KIND.fields}


def _clock_data(clock: Clock) -> dict[str, Any]:
    return {
        name: value if value is None or isinstance(value, int) else str(value)
        for name, value in attrs.asdict(clock).items()
    }


def _ledger_heads() -> tuple[str, ...]:
    return (
        _("Request"),
        _("Machine"),
        _("Access mode"),
        _("Hours count"),
        _("Requested"),
        _("Awarded"),
        _("Used"),
        _("Of the Union's year"),
        _("Decision"),
    )


def _request_row(plan: Plan, one: Request) -> tuple[str, ...]:
    unit = _("say the unit") if one.must_say_unit else _(one.unit.label) if one.unit else ""
    hours = (one.requested, one.awarded, one.used)
    clock = _("{day}, no clock").format(day=day_words(one.cut_off)) if one.cut_off else ""
    return (
        one.name,
        record_word(plan, *one.machine) if one.machine else _("unknown"),
        _(one.mode.label),
        unit,
        *("" if h is None else text.number(h) for h in hours),
        _("unknown") if one.union_share is None else percent(one.union_share, 2),
        clock if one.clock is None else clock_words(one.clock),
    )


def _request_data(one: Request) -> dict[str, Any]:
    data = attrs.asdict(one, recurse=False)
    data["clock"] = None if one.clock is None else _clock_data(one.clock)
    data["machine"] = None if one.machine is None else list(one.machine)
    return data


VERBS = (
    Verb(
        name="desk",
        help=N_("take in cases, rank where they go, hand them over and follow them up"),
        arguments=desk_arguments,
        run=desk,
        looks_back=True,
    ),
    Verb(
        name="ledger",
        help=N_("list requests for access time, their part of it and their clocks"),
        arguments=ledger_arguments,
        run=ledger,
        looks_back=True,
    ),
)
