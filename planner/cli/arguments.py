# SPDX-License-Identifier: EUPL-1.2
"""What can be typed: the parser, its help in the reader's language, fields by declaration."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

import attrs

from planner.cli.output import Result
from planner.domain.errors import PlannerError
from planner.domain.schema import Field, Kind, Schema
from planner.report.dictionary import bounds_words, default_words, type_words, unit_symbol
from planner.session import Session
from planner.text import LANGUAGES, N_, _

PROGRAM = "planner"
_HEADINGS = {"positional arguments": N_("Arguments"), "options": N_("Options")}

# What argparse says in English only, told apart so that it can be said in the reader's language.
_MISTAKES = {
    "unknown_choice": r"invalid choice: '(?P<value>.*?)' \(choose from (?P<choices>.*)\)",
    "arguments_missing": r"arguments are required: (?P<names>.*)",
    "arguments_left_over": r"unrecognized arguments: (?P<names>.*)",
    "argument_empty": r"argument (?P<names>\S*): expected (one|at least one) argument",
}


class UsageError(PlannerError):
    """What was typed is not a command."""


class Adder(Protocol):
    """How a verb's arguments are declared; what `argparse` parsers and groups share."""

    def add_argument(self, *names: str, **facts: Any) -> Any:  # noqa: ANN401 - as argparse has it
        """Declare one argument."""
        ...


@attrs.frozen(kw_only=True)
class Verb:
    """One verb: how it is typed and what it does, with a session or before there is one.

    One that `looks_back` can be asked about the plan of a past day.
    """

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser, Schema], None]
    run: Callable[[Session, argparse.Namespace], Result] | None = None
    run_alone: Callable[[Path | None, argparse.Namespace, Schema], Result] | None = None
    looks_back: bool = False


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with translated headings, and lists of fields left as they are."""

    def start_section(self, heading: str | None) -> None:
        super().start_section(_(_HEADINGS.get(heading or "", heading or "")))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("Usage: ") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """A parser that raises instead of printing and leaving."""

    def __init__(self, **facts: Any) -> None:  # noqa: ANN401 - as argparse has it
        super().__init__(add_help=False, formatter_class=_Formatter, **facts)
        self.add_argument("-h", "--help", action="help", help=_("show this help and leave"))

    def error(self, message: str) -> NoReturn:
        for code, pattern in _MISTAKES.items():
            found = re.search(pattern, message)
            if found:
                raise UsageError(code, program=self.prog, **found.groupdict())
        raise UsageError("usage", message=message, program=self.prog)


def parser(verbs: Sequence[Verb], schema: Schema) -> argparse.ArgumentParser:
    """Return the parser of all verbs; what every verb takes may stand before or after it."""
    top = _Parser(
        prog=PROGRAM,
        description=_(
            "Plan Europe’s public AI capacity from the command line. Without a verb the window "
            "opens."
        ),
        epilog=_("“{program} VERB --help” explains a verb.").format(program=PROGRAM),
    )
    add_common(top, first=True)
    subparsers = top.add_subparsers(
        dest="verb", metavar=_("VERB"), required=True, parser_class=_Parser
    )
    for verb in verbs:
        sub = subparsers.add_parser(verb.name, help=_(verb.help), description=_(verb.help))
        add_common(sub)
        if verb.looks_back:
            _add_as_of(sub)
        verb.arguments(sub, schema)
    return top


def chosen_language(arguments: Sequence[str]) -> str | None:
    """Return the language asked for; it must be known before any help is worded."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang", nargs="?")
    found = early.parse_known_args(list(arguments))[0].lang
    return found if found in LANGUAGES else None


def add_common(adder: Adder, *, first: bool = False) -> None:
    """Declare what every verb takes; only the `first` parser sets defaults, the others add."""
    default = None if first else argparse.SUPPRESS
    adder.add_argument(
        "--plan", metavar=_("FILE"), default=default, help=_("the plan; yours if left out")
    )
    adder.add_argument(
        "--lang", choices=LANGUAGES, default=default, help=_("the language of all sentences")
    )
    adder.add_argument(
        "--reason",
        metavar=_("TEXT"),
        default="" if first else default,
        help=_("why, kept in the history"),
    )
    adder.add_argument(
        "--json",
        action="store_true",
        default=False if first else default,
        help=_("answer in JSON"),
    )


def _add_as_of(adder: Adder) -> None:
    """Declare the past day on which a verb looks at the plan."""
    adder.add_argument(
        "--as-of",
        metavar=_("DAY"),
        help=_("the plan as it stood on a day, such as 2026-06-30; nothing is changed"),
    )


def add_kind(adder: Adder, schema: Schema, **facts: Any) -> None:  # noqa: ANN401 - as argparse has it
    """Declare an argument that names a kind of record."""
    adder.add_argument(
        "kind", metavar=_("KIND"), choices=list(schema.kinds), help=kinds_words(schema), **facts
    )


def kinds_words(schema: Schema) -> str:
    """List the kinds of record there are."""
    return _("one of: {kinds}").format(kinds=", ".join(schema.kinds))


def fields_words(kind: Kind) -> str:
    """List the fields of a kind with type, unit, bounds and default, for the end of a help text."""
    lines = [_field_line(field) for field in kind.fields]
    return "\n".join([_("Fields of {kind}:").format(kind=_(kind.label)), *lines])


def assignments(kind: Kind, pairs: Sequence[str]) -> dict[str, str]:
    """Read `field=value` pairs. Raises `UsageError` and `DomainError("unknown_field")`."""
    read = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError("not_a_pair", value=pair)
        read[kind.field(name.strip()).name] = value
    return read


def _field_line(field: Field) -> str:
    unit = unit_symbol(field)
    facts = [type_words(field), f"[{_(unit)}]" if unit else "", bounds_words(field)]
    words = ", ".join(fact for fact in facts if fact)
    told = f"  {field.name:<28} {_(field.label)}: {words} ({default_words(field)})"
    return f"{told}\n{'':<31}{_(field.description)}" if field.description else told
