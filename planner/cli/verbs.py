# SPDX-License-Identifier: EUPL-1.2
"""Every verb, and the edits among them: each makes one command and gives it to the session."""

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

from planner import app, paths
from planner.cli import (
    access,
    approve,
    backup,
    compare,
    desk,
    export,
    filtering,
    history,
    importing,
    merge,
    money,
    patch,
    provenance,
    reach,
    report,
    scenario,
    supply,
    verify,
    views,
)
from planner.cli.arguments import (
    Verb,
    add_as_of,
    add_common,
    add_kind,
    add_scenario,
    assignments,
    fields_words,
)
from planner.cli.lookup import find_base, find_key, read_value, read_values
from planner.cli.output import Result, update_result
from planner.cli.rules import RULE_VERBS
from planner.domain.commands import (
    AddRecord,
    Assign,
    Command,
    Duplicate,
    EditField,
    Move,
    RemoveRecord,
    Resize,
    SetStatus,
)
from planner.domain.ids import new_id
from planner.domain.months import parse_month
from planner.domain.plan import Plan
from planner.domain.records.infrastructure import Status
from planner.domain.records.measures import Measure
from planner.domain.schema import Field, Kind, Schema, Type
from planner.report.dictionary import dictionary
from planner.scenarios import Scenarios
from planner.session import Session, Update
from planner.text import N_, _

_SOURCE = "command line"
_SIZE = Field(name="size", value_type=Type.NUMBER, label=N_("Size"), unit="1", required=True)
_DISTANCE = Measure.KIND.field("distance_km")
_STATUS = Measure.KIND.field("status")
Parser = argparse.ArgumentParser
Maker = Callable[[Plan, argparse.Namespace], Command]


def _edit(make: Maker) -> Callable[[Session, argparse.Namespace], Result]:
    """Return the verb that executes the command `make` builds."""

    def run(session: Session, options: argparse.Namespace) -> Result:
        command = make(session.plan, options)
        return _told(
            session,
            lambda: session.execute(command, reason=options.reason, source=_SOURCE),
        )

    return run


def _told(session: Session, edit: Callable[[], Update]) -> Result:
    before = (session.plan, session.outcome)
    return update_result(edit(), before)


def _assign(plan: Plan, options: argparse.Namespace) -> Command:
    return Assign(
        template=find_key(plan, "template", options.template),
        state=find_key(plan, "state", options.state),
        start=parse_month(options.start),
        size=None if options.size is None else _size(options.size),
        status=Status(str(_STATUS.parse(options.status))),
        name=options.name,
        distance_km=_distance(options),
        **_base(plan, options),
    )


def _move(plan: Plan, options: argparse.Namespace) -> Command:
    return Move(
        measure=find_key(plan, "measure", options.measure),
        start=None if options.start is None else parse_month(options.start),
        state=None if options.to is None else find_key(plan, "state", options.to),
        **_base(plan, options),
    )


def _resize(plan: Plan, options: argparse.Namespace) -> Command:
    key = find_key(plan, "measure", options.measure)
    return Resize(measure=key, size=_size(options.size))


def _set_status(plan: Plan, options: argparse.Namespace) -> Command:
    key = find_key(plan, "measure", options.measure)
    return SetStatus(measure=key, status=Status(str(_STATUS.parse(options.status))))


def _duplicate(plan: Plan, options: argparse.Namespace) -> Command:
    return Duplicate(
        measure=find_key(plan, "measure", options.measure),
        start=None if options.start is None else parse_month(options.start),
        state=None if options.to is None else find_key(plan, "state", options.to),
    )


def _change(plan: Plan, options: argparse.Namespace) -> Command:
    kind = plan.schema.kind(options.kind)
    key = find_key(plan, kind.name, options.key)
    field = kind.field(options.field)
    value = read_value(plan, field, options.value)
    return EditField(kind=kind.name, key=key, field=field.name, value=value)


def _add(plan: Plan, options: argparse.Namespace) -> Command:
    kind = plan.schema.kind(options.kind)
    values = read_values(plan, kind, assignments(kind, options.values))
    return AddRecord(kind=kind.name, values={"id": new_id(), **values})


def _remove(plan: Plan, options: argparse.Namespace) -> Command:
    return RemoveRecord(kind=options.kind, key=find_key(plan, options.kind, options.key))


def _take_back_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    add_as_of(parser)
    add_scenario(parser)


def _undo(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    session = scenario.session_asked(scenarios, options)
    return _told(session, lambda: scenarios.undo(session, source=_SOURCE))


def _redo(scenarios: Scenarios, options: argparse.Namespace) -> Result:
    session = scenario.session_asked(scenarios, options)
    return _told(session, lambda: scenarios.redo(session, source=_SOURCE))


def _new(path: Path | None, _options: argparse.Namespace, _schema: Schema) -> Result:
    target = path or paths.default_plan()
    app.create_plan(target)
    return Result({"plan": str(target)}, [_("Created {path}").format(path=target)])


def _dictionary(_path: Path | None, _options: argparse.Namespace, schema: Schema) -> Result:
    told = dictionary(schema)
    return Result({"dictionary": told}, told.splitlines())


def _size(words: str) -> float:
    return cast("float", _SIZE.parse(words))


def _base(plan: Plan, options: argparse.Namespace) -> dict[str, str]:
    return find_base(plan, options.base) if options.base else {}


def _distance(options: argparse.Namespace) -> float | None:
    return cast("float | None", _DISTANCE.parse(options.distance or ""))


def _none(_parser: Parser, _schema: Schema) -> None:
    """Take no arguments of its own."""


def _assign_arguments(parser: Parser, _schema: Schema) -> None:
    parser.add_argument("template", metavar=_("TEMPLATE"), help=_("key or name, see “templates”"))
    parser.add_argument("state", metavar=_("STATE"), help=_("code or name, see “states”"))
    _month(parser, required=True)
    parser.add_argument("--size", metavar=_("N"), help=_("in the unit of the kind"))
    _base_argument(parser)
    parser.add_argument("--distance", metavar=_("KM"), help=_("distance to that system"))
    _status_argument(parser, "--status", default=str(Status.TENTATIVE))
    parser.add_argument("--name", metavar=_("TEXT"), help=_("a name of its own"))


def _move_arguments(parser: Parser, _schema: Schema) -> None:
    _measure_argument(parser)
    _month(parser, required=False)
    parser.add_argument("--to", metavar=_("STATE"), help=_("the state it moves to"))
    _base_argument(parser)


def _duplicate_arguments(parser: Parser, _schema: Schema) -> None:
    _measure_argument(parser)
    _month(parser, required=False)
    parser.add_argument("--to", metavar=_("STATE"), help=_("the state of the copy"))


def _resize_arguments(parser: Parser, _schema: Schema) -> None:
    _measure_argument(parser)
    parser.add_argument("size", metavar=_("N"), help=_("in the unit of the kind"))


def _set_status_arguments(parser: Parser, _schema: Schema) -> None:
    _measure_argument(parser)
    _status_argument(parser, "status")


def _show_arguments(parser: Parser, schema: Schema) -> None:
    add_kind(parser, schema, nargs="?")
    _key_argument(parser, nargs="?")
    filtering.add_where(parser)


def _edit_arguments(parser: Parser, schema: Schema) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar=_("KIND"), required=True)
    for kind in schema.kinds.values():
        declare = partial(_declare_edit, kind)
        kinds.add_parser(kind.name, help=_(kind.label), declare=declare)


def _declare_edit(kind: Kind, parser: Parser) -> None:
    _declare_fields(kind, parser)
    _key_argument(parser)
    parser.add_argument("field", metavar=_("FIELD"), help=_("one of those below"))
    parser.add_argument("value", metavar=_("VALUE"), help=_("“unknown” empties the field"))


def _add_arguments(parser: Parser, schema: Schema) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar=_("KIND"), required=True)
    for kind in schema.kinds.values():
        declare = partial(_declare_values, kind)
        kinds.add_parser(kind.name, help=_(kind.label), declare=declare)


def _declare_values(kind: Kind, parser: Parser) -> None:
    _declare_fields(kind, parser)
    parser.add_argument(
        "values", nargs="*", metavar=_("FIELD=VALUE"), help=_("values of the fields below")
    )


def _declare_fields(kind: Kind, parser: Parser) -> None:
    """Declare what an edit of any kind takes, and say at the end of its help what fields are."""
    parser.epilog = fields_words(kind)
    add_common(parser)
    add_as_of(parser)
    add_scenario(parser)


def _remove_arguments(parser: Parser, schema: Schema) -> None:
    add_kind(parser, schema)
    _key_argument(parser)


def _measure_argument(parser: Parser) -> None:
    parser.add_argument("measure", metavar=_("MEASURE"), help=_("key, end of the key, or name"))


def _key_argument(parser: Parser, **facts: Any) -> None:  # noqa: ANN401 - as argparse has it
    parser.add_argument("key", metavar=_("KEY"), help=_("key, end of the key, or name"), **facts)


def _month(parser: Parser, *, required: bool) -> None:
    parser.add_argument(
        "--start", metavar=_("MONTH"), required=required, help=_("such as 2028-01, or a year")
    )


def _base_argument(parser: Parser) -> None:
    parser.add_argument(
        "--base", metavar=_("SYSTEM"), help=_("the system it upgrades or serves, by key or name")
    )


def _status_argument(parser: Parser, name: str, **facts: Any) -> None:  # noqa: ANN401 - as argparse has it
    codes = [str(status) for status in Status]
    listed = _("one of: {kinds}").format(kinds=", ".join(codes))
    parser.add_argument(name, metavar=_("STATUS"), choices=codes, help=listed, **facts)


VERBS = (
    Verb(
        name="new",
        also=("create",),
        help=N_("create a plan that holds the network as it stands"),
        arguments=_none,
        run_alone=_new,
    ),
    Verb(
        name="show",
        help=N_("show kinds of record, the records of one kind, or one record"),
        arguments=_show_arguments,
        run=views.show,
        looks_back=True,
    ),
    Verb(
        name="assign",
        help=N_("assign a template to a state"),
        arguments=_assign_arguments,
        run=_edit(_assign),
    ),
    Verb(
        name="move",
        help=N_("move a measure in time or to another state"),
        arguments=_move_arguments,
        run=_edit(_move),
    ),
    Verb(
        name="resize",
        help=N_("change the size of a measure"),
        arguments=_resize_arguments,
        run=_edit(_resize),
    ),
    Verb(
        name="set-status",
        help=N_("commit a measure, or record how far it has come"),
        arguments=_set_status_arguments,
        run=_edit(_set_status),
    ),
    Verb(
        name="duplicate",
        help=N_("copy a measure; the copy is tentative"),
        arguments=_duplicate_arguments,
        run=_edit(_duplicate),
    ),
    Verb(
        name="add", help=N_("add a record of any kind"), arguments=_add_arguments, run=_edit(_add)
    ),
    Verb(
        name="edit",
        help=N_("set one field of a record"),
        arguments=_edit_arguments,
        run=_edit(_change),
    ),
    *filtering.VERBS,
    Verb(
        name="remove",
        help=N_("take a record out of the plan"),
        arguments=_remove_arguments,
        run=_edit(_remove),
    ),
    Verb(
        name="undo",
        help=N_("take the last edit back"),
        arguments=_take_back_arguments,
        run_scenarios=_undo,
    ),
    Verb(
        name="redo",
        help=N_("bring back what was undone last"),
        arguments=_take_back_arguments,
        run_scenarios=_redo,
    ),
    *history.VERBS,
    *scenario.VERBS,
    Verb(
        name="evaluate",
        help=N_("give the headline figures and the figures of each year"),
        arguments=_none,
        run=views.evaluate,
        looks_back=True,
    ),
    *RULE_VERBS,
    Verb(
        name="budget",
        help=N_("list who commits and pays what in which year"),
        arguments=money.budget_arguments,
        run=money.show_budget,
        looks_back=True,
    ),
    Verb(
        name="access",
        help=N_("list who may use the machines, and what of the time is given away"),
        arguments=access.access_arguments,
        run=access.access,
        looks_back=True,
    ),
    Verb(
        name="training",
        help=N_("say how many weeks a model takes to train on each machine"),
        arguments=access.training_arguments,
        run=access.training,
        looks_back=True,
    ),
    Verb(
        name="people",
        help=N_("list the pipeline of talent, the staff needed and what limits use"),
        arguments=access.people_arguments,
        run=access.people,
        looks_back=True,
    ),
    Verb(
        name="reach",
        help=N_("say whose users get the hours of a quarter, and who goes without"),
        arguments=reach.reach_arguments,
        run=reach.reach,
        looks_back=True,
    ),
    Verb(
        name="equity",
        help=N_("say how evenly hours are spread, and which states have no link"),
        arguments=_none,
        run=reach.fairness,
        looks_back=True,
    ),
    Verb(
        name="power",
        help=N_("list load, energy, cost and carbon dioxide, and the load on each site"),
        arguments=supply.power_arguments,
        run=supply.power,
        looks_back=True,
    ),
    Verb(
        name="chips",
        help=N_("list who waits for which chips, or set a delay"),
        arguments=supply.chips_arguments,
        run=supply.chips,
        looks_back=True,
    ),
    Verb(
        name="centres",
        help=N_("list data centres, near or well connected, and the data spaces they reach"),
        arguments=_none,
        run=supply.centres,
        looks_back=True,
    ),
    *desk.VERBS,
    *provenance.VERBS,
    *report.VERBS,
    *backup.VERBS,
    *merge.VERBS,
    *compare.VERBS,
    *patch.VERBS,
    *approve.VERBS,
    *verify.VERBS,
    *export.VERBS,
    *importing.VERBS,
    Verb(
        name="templates",
        help=N_("list what can be assigned"),
        arguments=_none,
        run=views.templates,
        looks_back=True,
    ),
    Verb(
        name="states",
        help=N_("list the states and what each has"),
        arguments=_none,
        run=views.states,
        looks_back=True,
    ),
    Verb(
        name="dictionary",
        help=N_("print what every field means"),
        arguments=_none,
        run_alone=_dictionary,
    ),
)
