# SPDX-License-Identifier: EUPL-1.2
"""Carrying out one command.

A verb reads its arguments, asks the session, and hands back a `Result` that
is printed as text or as JSON. What goes wrong is one sentence on the error stream and an exit
code that says whose fault it was.
"""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from planner import app, paths, text
from planner.cli.arguments import Verb, parser
from planner.cli.output import Paper, Result, printed
from planner.cli.scenario import session_asked
from planner.cli.verbs import VERBS
from planner.domain.errors import DomainError, ExchangeError, PlannerError, StoreError
from planner.domain.records import SCHEMA
from planner.domain.schema import Schema
from planner.parsing import UsageError, chosen_language
from planner.scenarios import Scenarios
from planner.sentences import sentence

OK, USAGE, DOMAIN, STORE, EXCHANGE = 0, 2, 3, 4, 5
_CODES: Sequence[tuple[type[PlannerError], int]] = (
    (UsageError, USAGE),
    (DomainError, DOMAIN),
    (StoreError, STORE),
    (ExchangeError, EXCHANGE),
)
Printer = Callable[[Paper], None]
"""Writes a page as PDF; raises `OSError`. The command line itself cannot."""
Opener = Callable[[Path | None], AbstractContextManager[Scenarios]]


@contextmanager
def plan_scenarios(path: Path | None) -> Iterator[Scenarios]:
    """Open a plan file for the length of one command."""
    with app.workspace(path) as opened:
        yield opened.scenarios


def main(
    argv: Sequence[str] | None = None,
    *,
    opener: Opener = plan_scenarios,
    schema: Schema = SCHEMA,
    printer: Printer | None = None,
) -> int:
    """Carry out one command and return its exit code.

    0 is success, 2 a command that was not understood, 3 an edit that is refused because it makes
    no sense or is one of a past day, 4 a plan file that cannot be read or written, 5 a file to
    exchange that cannot. A verb that answers a question has further codes, told in its help.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    text.use_region(text.system_region())
    text.set_language(chosen_language(arguments) or text.system_language())
    as_json = "--json" in arguments
    _never_fail_at_a_character()
    try:
        result = _carried_out(arguments, opener, schema)
        if result.paper is not None:
            _print(result.paper, printer)
        _write(json_text(result) if as_json else printed(result))
    except SystemExit as leaving:  # how argparse ends after printing help
        return int(leaving.code or 0)
    except PlannerError as error:
        sys.stderr.write(_complaint(error, as_json=as_json) + "\n")
        return next(code for kind, code in _CODES if isinstance(error, kind))
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return result.exit_code


def _print(paper: Paper, printer: Printer | None) -> None:
    """Let the page be printed. Raises `ExchangeError`."""
    if printer is None:
        raise ExchangeError("no_printer", path=str(paper.path))
    try:
        printer(paper)
    except OSError as error:
        raise ExchangeError("export_failed", path=str(paper.path)) from error


def json_text(result: Result) -> str:
    """Return what a verb found as JSON."""
    return json.dumps(result.data, ensure_ascii=False, indent=2, default=str)


def _carried_out(arguments: list[str], opener: Opener, schema: Schema) -> Result:
    options = parser(VERBS, schema).parse_args(arguments)
    verb = next(verb for verb in VERBS if verb.name == options.verb)
    path = Path(options.plan) if options.plan else None
    if verb.run_alone is not None:
        return verb.run_alone(path, options, schema)
    try:
        return _with_plan(verb, path, options, opener)
    except StoreError as error:
        if not verb.only_reads or error.code != "in_use":
            raise
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "plan.aifp"
        app.open_copy(path or paths.default_plan(), copy).close()
        return _with_plan(verb, copy, options, opener)


def _with_plan(
    verb: Verb, path: Path | None, options: argparse.Namespace, opener: Opener
) -> Result:
    with opener(path) as scenarios:
        if verb.run_scenarios is not None:
            return verb.run_scenarios(scenarios, options)
        assert verb.run is not None  # noqa: S101 - a verb has one of the three
        return verb.run(session_asked(scenarios, options), options)


def _never_fail_at_a_character() -> None:
    """Print a question mark for what an old terminal cannot show, rather than stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _write(words: str) -> None:
    print(words, flush=True)


def _complaint(error: PlannerError, *, as_json: bool) -> str:
    said = sentence(error.code, error.facts)
    if not as_json:
        return said
    facts = {name: str(value) for name, value in error.facts.items()}
    found = {"code": error.code, "sentence": said, "facts": facts}
    return json.dumps({"error": found}, ensure_ascii=False)
