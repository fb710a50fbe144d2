# SPDX-License-Identifier: EUPL-1.2
"""Conditions on the command line, saved views, and find and replace over what meets them."""

import argparse
from collections.abc import Mapping

from planner.cli.arguments import Adder, Verb, add_kind
from planner.cli.lookup import find_key
from planner.cli.output import Result, shown, table, update_result
from planner.domain.plan import Plan
from planner.domain.records.views import SavedView
from planner.domain.schema import Kind, Record, Schema
from planner.engine.filters import Condition, conditions, meeting
from planner.engine.search import folded
from planner.replacing import replacements, replacing
from planner.sentences import name_in, value_words
from planner.session import Session
from planner.text import N_, _

_SOURCE = "command line"


def add_where(adder: Adder) -> None:
    """Declare the options that choose records: conditions, or a saved view."""
    adder.add_argument(
        "--where",
        action="append",
        default=[],
        metavar=_("CONDITION"),
        help=_("such as state=IT, cost_meur>=100, name~jupiter, grid_mw? or @finding=error"),
    )
    adder.add_argument("--view", metavar=_("NAME"), help=_("a saved view of this kind of record"))


def chosen(session: Session, kind: Kind, options: argparse.Namespace) -> Mapping[str, Record]:
    """Return the records of a kind that meet the conditions. Raises `DomainError`."""
    plan = session.plan
    wanted = [Condition.parse(words) for words in options.where]
    words = ""
    if options.view:
        view = plan.get(SavedView, find_key(plan, SavedView.KIND.name, options.view))
        wanted += conditions(kind, view.conditions)
        words = view.words or ""
    rows = meeting(plan, kind, wanted, findings=session.outcome.findings, words=value_words)
    return {key: row for key, row in rows.items() if _holds(plan, kind, row, words)}


def _holds(plan: Plan, kind: Kind, row: Record, words: str) -> bool:
    wanted = folded(words).split()
    said = folded(" ".join(shown(f, getattr(row, f.name), plan) for f in kind.fields))
    return all(word in said for word in wanted)


def _replace(session: Session, options: argparse.Namespace) -> Result:
    plan = session.plan
    kind = plan.schema.kind(options.kind)
    field = kind.field(options.field)
    keys = chosen(session, kind, options)
    found = replacements(plan, kind, field, options.find, options.replace, keys=keys)
    command = replacing(kind, field, found)
    if options.dry_run:
        rows = [
            (name_in(plan, plan.record(kind.name, one.key)), _said(one.old), _said(one.new))
            for one in found
        ]
        data = [{"key": one.key, "old": one.old, "new": one.new} for one in found]
        return Result(data, table((_("Record"), _("Old"), _("New")), rows))
    before = (session.plan, session.outcome)
    return update_result(session.execute(command, reason=options.reason, source=_SOURCE), before)


def _said(value: object) -> str:
    return "" if value is None else str(value)


def _replace_arguments(parser: argparse.ArgumentParser, schema: Schema) -> None:
    add_kind(parser, schema)
    parser.add_argument("field", metavar=_("FIELD"), help=_("as `planner edit KIND -h` lists them"))
    parser.add_argument("find", metavar=_("FIND"), help=_("what is there now"))
    parser.add_argument("replace", metavar=_("REPLACE"), help=_("what shall be there"))
    parser.add_argument("--dry-run", action="store_true", help=_("only list what would change"))
    add_where(parser)


VERBS = (
    Verb(
        name="replace",
        help=N_("find and replace in one field of many records"),
        arguments=_replace_arguments,
        run=_replace,
    ),
)
