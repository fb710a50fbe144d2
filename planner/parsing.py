# SPDX-License-Identifier: EUPL-1.2
"""How typed words are read: help and mistakes in the reader's language.

The window's own options and the verbs of the command line are read by the same parser, so that
neither falls back to the English of `argparse`. The language must be set before a parser is made.
"""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from planner.domain.errors import PlannerError
from planner.text import LANGUAGES, N_, _

_HEADINGS = {"positional arguments": N_("Arguments"), "options": N_("Options")}

# What argparse says in English only, told apart so that it can be said in the reader's language.
_MISTAKES = {
    "unknown_choice": r"invalid choice: '(?P<value>.*?)' \(choose from (?P<choices>.*)\)",
    "arguments_missing": r"arguments are required: (?P<names>.*)",
    "arguments_left_over": r"unrecognized arguments: (?P<names>.*)",
    "argument_empty": r"argument (?P<names>\S*): expected (one|at least one) argument",
    "not_a_number": r"argument (?P<label>.*?): invalid (?!int )\S+ value: '(?P<value>.*)'",
    "not_a_whole_number": r"argument (?P<label>.*?): invalid int value: '(?P<value>.*)'",
}


class UsageError(PlannerError):
    """What was typed is not a command."""


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


class Parser(argparse.ArgumentParser):
    """A parser that raises `UsageError` instead of printing and leaving.

    What `declare` adds is declared when something is parsed: a command is one verb, and declaring
    what all the others take would cost it more than opening the plan.
    """

    def __init__(
        self,
        *,
        declare: Callable[["Parser"], None] | None = None,
        **facts: Any,  # noqa: ANN401 - as argparse has it
    ) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, **facts)
        self.add_argument("-h", "--help", action="help", help=_("show this help and leave"))
        self._declare = declare

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - as argparse has it
        """Declare what is still to be declared, then read the words as any parser does."""
        declare, self._declare = self._declare, None
        if declare is not None:
            declare(self)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong as a code and facts."""
        for code, pattern in _MISTAKES.items():
            found = re.search(pattern, message)
            if found:
                raise UsageError(code, program=self.prog, **found.groupdict())
        raise UsageError("usage", message=message, program=self.prog)


def chosen_language(arguments: Sequence[str]) -> str | None:
    """Return the language asked for; it must be known before any help is worded."""
    early = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    early.add_argument("--lang", nargs="?")
    found = early.parse_known_args(list(arguments))[0].lang
    return found if found in LANGUAGES else None
