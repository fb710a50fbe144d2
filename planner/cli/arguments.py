# SPDX-License-Identifier: EUPL-1.2
"""What can be typed after a verb: one parser for all, and fields by declaration."""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import attrs

from planner.cli.output import Result
from planner.domain.schema import Field, Kind, Schema
from planner.parsing import Parser, UsageError
from planner.report.dictionary import bounds_words, default_words, type_words, unit_symbol
from planner.scenarios import Scenarios
from planner.session import Session
from planner.text import LANGUAGES, _

PROGRAM = "planner"


class Adder(Protocol):
    """How a verb's arguments are declared; what `argparse` parsers and groups share."""

    def add_argument(self, *names: str, **facts: Any) -> Any:  # noqa: ANN401 - as argparse has it
        """Declare one argument."""
        ...


@attrs.frozen(kw_only=True)
class Verb:
    """One verb: how it is typed and what it does: in a session, with all scenarios, or alone.

    Some people type what stands in `also`. The help of one that `looks_back` offers the plan of a
    past day; an edit of it is refused. One that `only_reads` does so from a copy while the plan is
    open elsewhere.
    """

    name: str
    help: str
    also: tuple[str, ...] = ()
    arguments: Callable[[argparse.ArgumentParser, Schema], None]
    run: Callable[[Session, argparse.Namespace], Result] | None = None
    run_scenarios: Callable[[Scenarios, argparse.Namespace], Result] | None = None
    run_alone: Callable[[Path | None, argparse.Namespace, Schema], Result] | None = None
    only_reads: bool = False
    looks_back: bool = False


def parser(verbs: Sequence[Verb], schema: Schema) -> argparse.ArgumentParser:
    """Return the parser of all verbs; what every verb takes may stand before or after it."""
    top = Parser(
        prog=PROGRAM,
        description=_(
            "Plan Europe’s public AI capacity from the command line. Without a verb the window "
            "opens."
        ),
        epilog=_("“{program} VERB --help” explains a verb.").format(program=PROGRAM),
    )
    add_common(top, first=True)
    subparsers = top.add_subparsers(
        dest="verb", metavar=_("VERB"), required=True, parser_class=Parser
    )
    for verb in verbs:
        subparsers.add_parser(
            verb.name,
            aliases=verb.also,
            help=_(verb.help),
            description=_(verb.help),
            declare=partial(_declare, verb, schema),
        )
    return top


def _declare(verb: Verb, schema: Schema, parser: Parser) -> None:
    add_common(parser)
    parser.set_defaults(verb=verb.name)
    if verb.run is not None:
        add_as_of(parser, told=verb.looks_back)
        add_scenario(parser)
    verb.arguments(parser, schema)


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


def add_as_of(adder: Adder, *, told: bool = False) -> None:
    """Declare the past day on which a verb looks at the plan.

    A verb that edits knows it too, so that the edit is refused and not the word, and is silent.
    """
    words = _("the plan as it stood on a day, such as 2026-06-30; nothing is changed")
    silent = argparse.SUPPRESS
    adder.add_argument("--as-of", metavar=_("DAY"), default=silent, help=words if told else silent)


def add_scenario(adder: Adder) -> None:
    """Declare the scenario a verb works in."""
    adder.add_argument(
        "--scenario",
        metavar=_("SCENARIO"),
        default=argparse.SUPPRESS,
        help=_("work in a scenario; in the plan itself if left out"),
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
