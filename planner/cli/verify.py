# SPDX-License-Identifier: EUPL-1.2
"""The verb that looks through a plan file and says what is wrong with it; it never writes."""

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from planner import paths, safekeeping
from planner.cli.arguments import Verb
from planner.cli.output import Result
from planner.domain.errors import StoreError
from planner.domain.schema import Schema
from planner.sentences import sentence
from planner.store.verify import Part, Report
from planner.store.verify import verify as look_through
from planner.text import N_, _, moment_label, number

DAMAGED, CHANGED, BROKEN = 6, 7, 8
_CODES: Mapping[Part, int] = {Part.DIGEST: CHANGED, Part.JOURNAL: BROKEN, Part.REPLAY: BROKEN}
_WORDS: Mapping[Part, str] = {
    Part.HEADER: N_("It is a plan of this program, of a version known here"),
    Part.TABLES: N_("Its tables are as this program writes them"),
    Part.PAGES: N_("Every page and index is in order"),
    Part.CELLS: N_("Every value is one that its field allows"),
    Part.REFERENCES: N_("Everything that is pointed at is there"),
    Part.DIGEST: N_("The content is what it was when the file was closed"),
    Part.JOURNAL: N_("No step of the history is missing, and each can be read"),
    Part.REPLAY: N_("Played from its beginning, the history leads to the plan"),
}
_UNSEALED = N_("The file was not closed, so there is no digest to compare the content with")
_PLACE = ("table", "key", "field", "reason")


def verify_arguments(parser: argparse.ArgumentParser, _schema: Schema) -> None:
    """Declare which file is looked through, and what the exit codes mean."""
    parser.add_argument("file", nargs="?", metavar=_("FILE"), help=_("the plan; yours if left out"))
    parser.epilog = _(
        "Exit codes: 0 nothing is wrong, 4 it is no plan that can be read here, 6 damaged, "
        "7 changed outside the program, 8 the history is broken."
    )


def verify(path: Path | None, options: argparse.Namespace, schema: Schema) -> Result:
    """Look through a plan file. Raises `StoreError` if it is none that can be read here."""
    target = Path(options.file) if options.file else path or paths.default_plan()
    report = look_through(target, schema=schema)
    if report.wrong is Part.HEADER and report.error is not None:
        raise report.error
    code = 0 if report.wrong is None else _CODES.get(report.wrong, DAMAGED)
    return Result(_data(report), [*_lines(report)], code)


def _lines(report: Report) -> Iterator[str]:
    for part in report.right:
        unsealed = part is Part.DIGEST and not report.is_sealed
        yield f"  –  {_(_UNSEALED)}" if unsealed else f"  ✓  {_(_WORDS[part])}"
    if report.error is None:
        counts = {"records": number(report.records), "steps": number(report.steps)}
        yield _("Nothing is wrong with {path}: {records} records, {steps} steps.").format(
            path=report.path, **counts
        )
        return
    if report.wrong is not None:
        yield f"  ✗  {_(_WORDS[report.wrong])}"
    yield sentence(report.error.code, report.error.facts)
    yield from _details(report.error)
    yield _advice(report.path)


def _details(error: StoreError) -> Iterator[str]:
    """Yield where the trouble is, in the words of the file: table, key, field."""
    places = [
        [error.facts[name] for name in _PLACE if name in error.facts],
        *error.facts.get("references", ()),
        error.facts.get("names", ()),
    ]
    for place in places:
        if place:
            yield _("Where: {place}").format(place=", ".join(str(part) for part in place))


def _advice(path: Path) -> str:
    backup = safekeeping.latest_backup(path)
    if backup is None:
        return _("There is no whole backup of it on this computer. Look for a copy elsewhere.")
    return _(
        "The latest whole backup is of {moment}. Get it with: planner backup restore --to FILE"
    ).format(moment=moment_label(backup.at.isoformat()))


def _data(report: Report) -> dict[str, object]:
    error = report.error
    return {
        "file": str(report.path),
        "right": [part.value for part in report.right],
        "wrong": None if report.wrong is None else report.wrong.value,
        "code": None if error is None else error.code,
        "facts": {} if error is None else {name: str(value) for name, value in error.facts.items()},
        "is_sealed": report.is_sealed,
        "records": report.records,
        "steps": report.steps,
    }


VERBS = (
    Verb(
        name="verify",
        help=N_("look through a plan file and say what is wrong with it; nothing is written"),
        arguments=verify_arguments,
        run_alone=verify,
    ),
)
