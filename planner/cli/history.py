# SPDX-License-Identifier: EUPL-1.2
"""The verb about history: who did what, when and why; go back to a moment, or give it a name."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Any

from planner import text
from planner.chronicle import (
    Deed,
    Question,
    deeds,
    deeds_everywhere,
    name_version,
    restore,
    step_named,
    would_restore,
)
from planner.cli.arguments import Verb, add_common, add_scenario
from planner.cli.lookup import find_key
from planner.cli.output import Result, shown, table, update_result
from planner.cli.scenario import scenario_key
from planner.domain.changes import Cell
from planner.domain.errors import DomainError
from planner.domain.plan import Plan
from planner.domain.records.approvals import ApprovalStatus
from planner.domain.records.scenarios import Version
from planner.domain.scenarios import ROOT
from planner.domain.schema import Schema, Type
from planner.exchange.approvals import said_at
from planner.parsing import Parser, UsageError
from planner.scenarios import Scenarios
from planner.sentences import kind_word, name_in, names_in, record_word, step_title
from planner.text import N_, _, labelled, ngettext, number

_SOURCE = "command line"
_WHOLE_TITLE = 110
_MOST_CELLS = 20
_SHORT_ID = 8
Names = Mapping[tuple[str, str], str]


def history_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare which part of the history is wanted, and what can be done with its moments."""
    add_scenario(parser)
    parser.add_argument("--limit", type=int, default=20, metavar=_("N"), help=_("how many"))
    parser.add_argument("--all", action="store_true", help=_("the whole history"))
    parser.add_argument(
        "--record", metavar=_("KIND:KEY"), help=_("only what was written into one record")
    )
    parser.add_argument("--by", metavar=_("NAME"), default="", help=_("only what one person did"))
    parser.add_argument("--since", metavar=_("DAY"), default="", help=_("only from a day on"))
    parser.add_argument("--until", metavar=_("DAY"), default="", help=_("only up to a day"))
    parser.add_argument("--values", action="store_true", help=_("old and new values as well"))
    parser.add_argument(
        "--everywhere", action="store_true", help=_("of all scenarios, and what merges brought")
    )
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), parser_class=Parser)
    _restore_arguments(actions.add_parser("restore", help=_("go back to a moment, as a new edit")))
    _name_arguments(actions.add_parser("name", help=_("give a moment a name")))
    add_common(actions.add_parser("versions", help=_("list the named versions")))


def history(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    """Carry out what is asked of the history."""
    actions = {"restore": _restore, "name": _name, "versions": _versions}
    return actions.get(options.action, _list)(scenarios, options)


def _list(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    key = scenario_key(scenarios.root.plan, getattr(options, "scenario", None))
    plan = scenarios.open(key).plan
    question = Question(
        record=_record(plan, options.record),
        author=options.by,
        since=options.since,
        until=options.until,
    )
    everywhere = options.everywhere
    asked = deeds_everywhere(scenarios, question) if everywhere else deeds(scenarios, key, question)
    latest = asked if options.all else asked[-options.limit :]
    names = names_in(cell for deed in asked for cell in deed.cells)
    titles = [step_title(deed.step, plan, names) for deed in latest]
    data = [_data(deed, title, plan) for deed, title in zip(latest, titles, strict=True)]
    if not data:
        return Result(data, [_nothing(question)])
    return Result(data, _lines(latest, titles, plan, names, with_values=options.values))


def _nothing(question: Question) -> str:
    if question == Question():
        return _("Nothing has been done to this plan yet.")
    return _("Nothing in the history fits.")


def _lines(
    latest: Sequence[Deed], titles: Sequence[str], plan: Plan, names: Names, *, with_values: bool
) -> list[str]:
    rows = [
        (
            deed.step.id[-_SHORT_ID:],
            text.moment_label(deed.step.at),
            deed.step.author,
            title,
            deed.step.reason,
        )
        for deed, title in zip(latest, titles, strict=True)
    ]
    heads = (_("Step"), _("When"), _("Who"), _("What"), _("Why"))
    lines = table(heads, rows, widest=_WHOLE_TITLE)
    if not with_values:
        return lines
    told = [
        [line, *_cell_lines(deed.cells, plan, names)]
        for line, deed in zip(lines[2:], latest, strict=True)
    ]
    return [*lines[:2], *(line for part in told for line in part)]


def _cell_lines(cells: Sequence[Cell], plan: Plan, names: Names) -> list[str]:
    told = list(dict.fromkeys(_cell_line(cell, plan, names) for cell in cells))
    lines, rest = told[:_MOST_CELLS], len(told) - _MOST_CELLS
    if rest > 0:
        said = ngettext("and {count} more value", "and {count} more values", rest)
        lines.append(said.format(count=number(rest)))
    return [f"  {line}" for line in lines]


def _cell_line(cell: Cell, plan: Plan, names: Names) -> str:
    """Say one value that changed; of a record that came or went, that it did."""
    facts = {
        "kind": kind_word(cell.table, plan.schema),
        "name": record_word(plan, cell.table, cell.key, names),
        "key": cell.key,
    }
    if not cell.existed:
        return _("added {kind} “{name}”, key {key}").format(**facts)
    if not cell.exists:
        return _("removed {kind} “{name}”, key {key}").format(**facts)
    field = plan.schema.kind(cell.table).field(cell.field)
    old, new = (shown(field, value, plan) for value in (cell.old, cell.new))
    return labelled(facts["name"], f"{_(field.label)} {old} → {new}")


def _data(deed: Deed, title: str, plan: Plan) -> dict[str, Any]:
    step = deed.step
    return {
        "id": step.id,
        "kind": str(step.kind),
        "at": step.at,
        "author": step.author,
        "title": title,
        "code": step.code,
        "facts": dict(step.facts),
        "reason": step.reason,
        "source": step.source,
        "scenario": step.scenario,
        "line": step.line,
        "changes": [_cell_data(cell, plan) for cell in deed.cells],
    }


def _cell_data(cell: Cell, plan: Plan) -> dict[str, Any]:
    field = plan.schema.kind(cell.table).field(cell.field)
    old, new = (
        field.format(value) if field.value_type is Type.MONTH and value is not None else value
        for value in (cell.old, cell.new)
    )
    return {"kind": cell.table, "key": cell.key, "field": cell.field, "old": old, "new": new}


def _record(plan: Plan, words: str | None) -> tuple[str, str] | None:
    """Return the record that is meant; one that is gone is meant by its whole key."""
    if words is None:
        return None
    kind, colon, name = words.partition(":")
    if not colon:
        raise UsageError("not_a_record", value=words)
    try:
        return kind, find_key(plan, kind, name)
    except DomainError as error:
        if error.code != "missing_record":
            raise
        return kind, name


def _restore(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    key = scenario_key(scenarios.root.plan, getattr(options, "scenario", None))
    session = scenarios.open(key)
    step = _moment(scenarios, key, options.moment)
    before = (session.plan, session.outcome)
    if options.dry_run:
        cells = would_restore(session, step)
        data = {"step": step, "changes": [_cell_data(cell, session.plan) for cell in cells]}
        return Result(data, _cell_lines(cells, session.plan, {}) or [_("Nothing would change.")])
    version = _version_name(scenarios.root.plan, options.moment)
    update = restore(session, step, version=version, reason=options.reason, source=_SOURCE)
    return update_result(update, before)


def _name(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    key = scenario_key(scenarios.root.plan, getattr(options, "scenario", None))
    step = None if options.at is None else _moment(scenarios, key, options.at)
    made = name_version(
        scenarios,
        options.name,
        scenario=key,
        step=step,
        note=options.note or "",
        source=_SOURCE,
    )
    said = _("This moment is now called “{name}”.").format(name=options.name)
    return Result({"version": made, "name": options.name}, [said])


def _versions(scenarios: Scenarios, _options: argparse.Namespace) -> Result:
    plan = scenarios.root.plan
    found = list(plan.of(Version).values())
    said = {row.id: _approval(scenarios, row) for row in found}
    times = {step.id: step.at for step in scenarios.archive.log().steps}
    data = [
        {
            "key": row.id,
            "name": row.name,
            "step": row.step,
            "at": times.get(row.step or ""),
            "scenario": row.scenario,
            "note": row.note,
            "approval": None if (status := said[row.id]) is None else status.value,
        }
        for row in found
    ]
    if not found:
        return Result([], [_("No version has a name yet. “history name” gives one.")])
    rows = [
        (
            row.name,
            _when(times.get(row.step or "")),
            _where(plan, row),
            "" if (status := said[row.id]) is None else _(status.label),
            row.note or "",
        )
        for row in found
    ]
    heads = (_("Version"), _("When"), _("Scenario"), _("Status"), _("Note"))
    return Result(data, table(heads, rows))


def _approval(scenarios: Scenarios, version: Version) -> ApprovalStatus | None:
    """Return what was last signed about exactly what a version holds."""
    found = said_at(scenarios, version.scenario or ROOT, version.step or "")
    return None if found is None else found.approval.status


def _when(at: str | None) -> str:
    return text.moment_label(at) if at else _("before the first edit")


def _where(plan: Plan, version: Version) -> str:
    if version.scenario is None:
        return _("the plan itself")
    return name_in(plan, plan.record("scenario", version.scenario))


def _version_name(plan: Plan, words: str) -> str:
    named = (v.name for v in plan.of(Version).values() if v.name.casefold() == words.casefold())
    return next(named, "")


def _moment(scenarios: Scenarios, key: str, words: str) -> str:
    if not words:
        return ""
    return step_named(scenarios.root.plan, scenarios.open(key).history(), words)


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    add_common(parser)
    add_scenario(parser)
    parser.add_argument("moment", metavar=_("MOMENT"), help=_moment_words())
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would change; change nothing")
    )


def _name_arguments(parser: argparse.ArgumentParser) -> None:
    add_common(parser)
    add_scenario(parser)
    parser.add_argument("name", metavar=_("NAME"), help=_("such as “as sent to the board”"))
    parser.add_argument("--at", metavar=_("MOMENT"), help=_moment_words())
    parser.add_argument("--note", metavar=_("TEXT"), help=_("what there is to say about it"))


def _moment_words() -> str:
    return _("a named version or the end of a step’s id, see “history”; “” for the start")


VERBS = (
    Verb(
        name="history",
        help=N_("list what was done, by whom and why; go back to a moment, or name it"),
        arguments=history_arguments,
        run_scenarios=history,
    ),
)
