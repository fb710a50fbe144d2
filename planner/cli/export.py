# SPDX-License-Identifier: EUPL-1.2
"""Verbs that write files for others: the plan or a part of it, and empty templates."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from planner.cli.arguments import Verb, kinds_words
from planner.cli.lookup import find_key
from planner.cli.output import Result, table
from planner.domain.plan import Plan
from planner.domain.schema import Schema
from planner.parsing import UsageError
from planner.session import Session
from planner.text import N_, _
from planner.workbook.exporting import export
from planner.workbook.plain import write_csv_folder
from planner.workbook.selection import Selection, selected
from planner.workbook.template_book import write_template
from planner.workbook.templates import Template, template, templates

Parser = argparse.ArgumentParser


def export_arguments(parser: Parser, schema: Schema) -> None:
    """Declare what can be exported and how it is chosen."""
    parser.add_argument(
        "file",
        metavar=_("FILE"),
        help=_("ending in .xlsx, .ods, .csv or .json; a folder, or .zip, for several .csv"),
    )
    parser.add_argument(
        "kind", nargs="?", choices=list(schema.kinds), metavar=_("KIND"), help=kinds_words(schema)
    )
    parser.add_argument(
        "--template", metavar=_("CODE"), help=_("an empty table instead, T1 to T14")
    )
    parser.add_argument(
        "--kinds", metavar=_("KINDS"), help=_("kinds of record with commas between, or all")
    )
    parser.add_argument(
        "--states", metavar=_("STATES"), help=_("codes or names of states with commas between")
    )
    parser.add_argument(
        "--where",
        action="append",
        default=[],
        metavar=_("CONDITION"),
        help=_("such as status=operational, accelerators>=1000 or name~LUMI; may be repeated"),
    )


def run_export(session: Session, options: argparse.Namespace) -> Result:
    """Write the plan or a part of it."""
    target = Path(options.file)
    if options.template:
        write_template(template(options.template), session.plan, target)
        return _told([target])
    selection = _selection(session.plan, options)
    as_folder = not target.suffix or target.is_dir()
    if target.suffix.lower() == ".csv" and len(selection.kinds) != 1 and not as_folder:
        raise UsageError("kind_needed", path=str(target))
    if as_folder:
        written = write_csv_folder(session.plan, target, selection=selection)
    else:
        export(session, target, selection=selection)
        written = [target]
    return _told(written)


def _told(written: list[Path]) -> Result:
    lines = [_("Wrote {path}").format(path=path) for path in written]
    return Result({"files": [str(path) for path in written]}, lines)


def _selection(plan: Plan, options: argparse.Namespace) -> Selection:
    kinds = [options.kind] if options.kind else list(_parts(options.kinds))
    states = (find_key(plan, "state", words) for words in _parts(options.states))
    return selected(plan.schema, kinds=kinds, states=states, where=options.where)


def _parts(words: str | None) -> Iterator[str]:
    return (part.strip() for part in (words or "").split(",") if part.strip())


def template_arguments(parser: Parser, _schema: Schema) -> None:
    """Declare which template goes where."""
    parser.add_argument(
        "code", nargs="?", metavar=_("CODE"), help=_("T1 to T14; a list of them if left out")
    )
    parser.add_argument(
        "file", nargs="?", metavar=_("FILE"), help=_("ending in .xlsx, or .csv for the heads alone")
    )


def run_template(session: Session, options: argparse.Namespace) -> Result:
    """List the templates, or write one."""
    if options.code is None:
        return _listed()
    found = template(options.code)
    target = Path(options.file or f"{found.code}.xlsx")
    write_template(found, session.plan, target)
    return _told([target])


def _listed() -> Result:
    rows = templates()
    data = [
        {
            "code": one.code,
            "title": one.title,
            "kind": one.kind,
            "version": one.version,
            "columns": {column.name: column.field or None for column in one.columns},
        }
        for one in rows
    ]
    heads = (_("Code"), _("Title"), _("Kind"), _("Columns"), _("Taken over"))
    cells = ((r.code, r.title, r.kind, str(len(r.columns)), _taken(r)) for r in rows)
    return Result(data, table(heads, cells, right="   rr"))


def _taken(found: Template) -> str:
    return str(sum(bool(column.field) for column in found.columns))


VERBS = (
    Verb(
        name="export",
        help=N_("write the plan or a part of it as a workbook, CSV or JSON"),
        arguments=export_arguments,
        run=run_export,
        looks_back=True,
    ),
    Verb(
        name="template",
        help=N_("list the tables colleagues can fill in, or write an empty one"),
        arguments=template_arguments,
        run=run_template,
        only_reads=True,
    ),
)
