# SPDX-License-Identifier: EUPL-1.2
"""The verb about scenarios: list, branch, lock, link, vary and look at them."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from planner.chronicle import step_named
from planner.cli.arguments import Verb, add_common
from planner.cli.lookup import find_key
from planner.cli.output import Result, changes_data, changes_lines, table, update_result
from planner.cli.varying import vary, vary_arguments
from planner.domain.commands import Command, RemoveRecord
from planner.domain.plan import Plan
from planner.domain.records.scenarios import Scenario
from planner.domain.scenarios import Node, SetScenario, tree
from planner.domain.schema import Schema
from planner.parsing import Parser, UsageError
from planner.scenarios import Scenarios
from planner.sentences import loose_end_sentence, name_in
from planner.session import Session
from planner.text import N_, _, ngettext, number

_SOURCE = "command line"
_KIND = Scenario.KIND.name
_INDENT = "  "


@attrs.frozen(kw_only=True)
class _Action:
    """One thing to do with scenarios: its words, its arguments and what does it."""

    help: str
    run: Callable[[Scenarios, argparse.Namespace], Result]
    arguments: Callable[[argparse.ArgumentParser], None]


def scenario_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare what can be done with scenarios."""
    actions = parser.add_subparsers(dest="action", metavar=_("ACTION"), parser_class=Parser)
    for name, action in _ACTIONS.items():
        sub = actions.add_parser(name, help=_(action.help), description=_(action.help))
        add_common(sub)
        action.arguments(sub)


def scenario(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    """Carry out what is asked of the scenarios of a plan."""
    return _ACTIONS[options.action or "list"].run(scenarios, options)


def _list(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    plan = scenarios.root.plan
    wanted = _everything if getattr(options, "all", False) else _is_current
    found = [(depth, row) for depth, row in _walk(tree(plan)) if wanted(row)]
    if not found:
        return Result([], [_("There are no scenarios yet. “scenario branch” makes one.")])
    data = [_data(scenarios, row) for _depth, row in found]
    rows = [
        (_INDENT * depth + name_in(plan, row), *_told(row, one), row.tags or "")
        for (depth, row), one in zip(found, data, strict=True)
    ]
    heads = (_("Scenario"), _("Status"), _("Changed"), _("By"), _("Tags"))
    return Result(data, table(heads, rows, right="  r"))


def _everything(_row: Scenario) -> bool:
    return True


def _is_current(row: Scenario) -> bool:
    return not row.archived


def _walk(nodes: Sequence[Node], depth: int = 0) -> Iterator[tuple[int, Scenario]]:
    for node in nodes:
        yield depth, node.scenario
        yield from _walk(node.children, depth + 1)


def _data(scenarios: Scenarios, row: Scenario) -> dict[str, Any]:
    distance = scenarios.distance(row.id)
    return {
        "key": row.id,
        "name": row.name,
        "parent": row.parent,
        "description": row.description,
        "tags": row.tags,
        "colour": str(row.colour),
        "linked": row.linked,
        "fork": row.fork,
        "locked_reason": row.locked_reason,
        "archived": row.archived,
        "built_in": row.built_in,
        "changed_records": distance.records,
        "changed_cells": distance.cells,
        "authors": list(distance.authors),
        "loose_ends": len(scenarios.loose_ends(row.id)),
    }


def _told(row: Scenario, data: Mapping[str, Any]) -> tuple[str, str, str]:
    changed = ngettext("{count} record", "{count} records", data["changed_records"])
    count = changed.format(count=number(data["changed_records"]))
    return _state(row), count, ", ".join(data["authors"])


def _state(row: Scenario) -> str:
    words = [_("linked") if row.linked else _("loose")]
    if row.built_in:
        words = [_("built in")]
    if row.locked_reason:
        words.append(_("locked: {reason}").format(reason=row.locked_reason))
    if row.archived:
        words.append(_("archived"))
    return ", ".join(words)


def _branch(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    parent = _parent(scenarios, options)
    at = None
    if options.at is not None:
        history = scenarios.open(parent).history()
        at = "" if options.at == "" else step_named(scenarios.root.plan, history, options.at)
    key = scenarios.branch(
        options.name,
        parent=parent,
        at=at,
        linked=False if options.loose else None,
        description=options.description or "",
        tags=options.tag or "",
        reason=options.reason,
        source=_SOURCE,
    )
    said = _("Branched “{name}”. Add --scenario “{name}” to a verb to work in it.")
    return Result(_data(scenarios, _row(scenarios, key)), [said.format(name=options.name)])


def _set(values: Callable[[argparse.Namespace], Mapping[str, Any]]) -> Callable[..., Result]:
    """Return the action that gives a scenario other values."""

    def run(scenarios: Scenarios, options: argparse.Namespace) -> Result:
        key = _key(scenarios, options)
        return _executed(scenarios, SetScenario(scenario=key, values=values(options)), options)

    return run


def _lock(options: argparse.Namespace) -> Mapping[str, Any]:
    if not options.why.strip():
        raise UsageError("argument_empty", names=_("WHY"), program="planner scenario lock")
    return {"locked_reason": options.why}


def _remove(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    command = RemoveRecord(kind=_KIND, key=_key(scenarios, options))
    return _executed(scenarios, command, options)


def _executed(scenarios: Scenarios, command: Command, options: argparse.Namespace) -> Result:
    before = (scenarios.root.plan, scenarios.root.outcome)
    return update_result(
        scenarios.root.execute(command, reason=options.reason, source=_SOURCE), before
    )


def _cut_loose(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    before = (scenarios.root.plan, scenarios.root.outcome)
    key = _key(scenarios, options)
    return update_result(scenarios.cut_loose(key, reason=options.reason, source=_SOURCE), before)


def _link(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    key = _key(scenarios, options)
    changes = scenarios.before_relinking(key)
    plan = scenarios.plan_of(key)
    name = name_in(plan, _row(scenarios, key))
    said = _("Nothing would change in “{name}”.") if not changes else _("Arrives in “{name}”:")
    if not options.dry_run:
        scenarios.relink(key, reason=options.reason, source=_SOURCE)
        plan = scenarios.plan_of(key)
        said = (
            _("“{name}” is linked again. Arrived:") if changes else _("“{name}” is linked again.")
        )
    data = {"key": key, "dry_run": options.dry_run, "changes": changes_data(changes)}
    return Result(data, [said.format(name=name), *changes_lines(changes, plan)])


def _show(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    key = _key(scenarios, options)
    row, plan = _row(scenarios, key), scenarios.plan_of(key)
    changes, ends = scenarios.changes(key), scenarios.loose_ends(key)
    said = [loose_end_sentence(end, plan) for end in ends]
    data = {
        **_data(scenarios, row),
        "changes": changes_data(changes),
        "loose_ends": [
            {**attrs.asdict(end), "sentence": words} for end, words in zip(ends, said, strict=True)
        ],
    }
    lines = [
        f"{name_in(plan, row)} ({_state(row)})",
        _("Branched from {name}").format(name=_parent_word(scenarios, row)),
        *([row.description] if row.description else []),
        *(changes_lines(changes, plan) if changes else [_("Nothing is decided otherwise here.")]),
        *(_("Rests: {sentence}").format(sentence=words) for words in said),
    ]
    return Result(data, lines)


def _parent_word(scenarios: Scenarios, row: Scenario) -> str:
    if row.parent is None:
        return _("the plan itself")
    return name_in(scenarios.root.plan, _row(scenarios, row.parent))


def _row(scenarios: Scenarios, key: str) -> Scenario:
    return scenarios.root.plan.get(Scenario, key)


def _key(scenarios: Scenarios, options: argparse.Namespace) -> str:
    return find_key(scenarios.root.plan, _KIND, options.name)


def _parent(scenarios: Scenarios, options: argparse.Namespace) -> str:
    return scenario_key(scenarios.root.plan, options.parent)


def session_asked(scenarios: Scenarios, options: argparse.Namespace) -> Session:
    """Return the session of the scenario and the day a verb is asked about."""
    key = scenario_key(scenarios.root.plan, getattr(options, "scenario", None))
    session = scenarios.open(key)
    day = getattr(options, "as_of", None)
    return session if day is None else session.as_of(day)


def scenario_key(plan: Plan, words: str | None) -> str:
    """Return the scenario that `words` name, the root's empty key without any."""
    return find_key(plan, _KIND, words) if words else ""


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--all", action="store_true", help=_("archived ones as well"))


def _branch_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("what to call it"))
    _parent_argument(parser)
    parser.add_argument(
        "--at",
        metavar=_("MOMENT"),
        help=_("a named version or the end of a step’s id, see “history”; “” for the start"),
    )
    parser.add_argument(
        "--loose", action="store_true", help=_("later edits of what it came from do not arrive")
    )
    parser.add_argument("--description", metavar=_("TEXT"), help=_("what it is about"))
    parser.add_argument("--tag", metavar=_("TEXT"), help=_("words to find it by"))


def _parent_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="parent",
        metavar=_("SCENARIO"),
        help=_("the scenario to branch from; the plan itself if left out"),
    )


def _vary_arguments(parser: argparse.ArgumentParser) -> None:
    vary_arguments(parser)
    _parent_argument(parser)


def _vary(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    return vary(scenarios, options, parent=_parent(scenarios, options))


def _name_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar=_("SCENARIO"), help=_("key, end of the key, or name"))


def _rename_arguments(parser: argparse.ArgumentParser) -> None:
    _name_argument(parser)
    parser.add_argument("new_name", metavar=_("NAME"), help=_("what to call it"))


def _lock_arguments(parser: argparse.ArgumentParser) -> None:
    _name_argument(parser)
    parser.add_argument("why", metavar=_("WHY"), help=_("said to whoever tries to edit it"))


def _link_arguments(parser: argparse.ArgumentParser) -> None:
    _name_argument(parser)
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would arrive; change nothing")
    )


def _action(
    help_: str,
    run: Callable[[Scenarios, argparse.Namespace], Result],
    arguments: Callable[[argparse.ArgumentParser], None] = _name_argument,
) -> _Action:
    return _Action(help=help_, run=run, arguments=arguments)


_ACTIONS: Mapping[str, _Action] = {
    "list": _action(N_("list the scenarios as a tree"), _list, _list_arguments),
    "branch": _action(
        N_("make a scenario from another, now or as it was"), _branch, _branch_arguments
    ),
    "show": _action(N_("say what a scenario decided otherwise, and what rests"), _show),
    "rename": _action(
        N_("give a scenario another name"),
        _set(lambda options: {"name": options.new_name}),
        _rename_arguments,
    ),
    "lock": _action(N_("keep a scenario from being edited"), _set(_lock), _lock_arguments),
    "unlock": _action(
        N_("let a scenario be edited again"), _set(lambda _options: {"locked_reason": None})
    ),
    "archive": _action(
        N_("put a scenario out of the way"), _set(lambda _options: {"archived": True})
    ),
    "unarchive": _action(
        N_("take a scenario out of the archive"), _set(lambda _options: {"archived": False})
    ),
    "cut-loose": _action(N_("let a scenario stand where it stands"), _cut_loose),
    "link": _action(N_("let the edits of what it came from arrive again"), _link, _link_arguments),
    "vary": _action(
        N_("make a scenario of every combination of values, with a table of results"),
        _vary,
        _vary_arguments,
    ),
    "remove": _action(N_("take a scenario out of the plan; its history stays"), _remove),
}

VERBS = (
    Verb(
        name="scenario",
        help=N_("list, branch, lock, link, vary or show scenarios"),
        arguments=scenario_arguments,
        run_scenarios=scenario,
    ),
)
