# SPDX-License-Identifier: EUPL-1.2
"""The planner from the command line: the same session, the same edits, the same sentences.

This module is light, because a window asks it whether the arguments are meant for it at all;
everything else is imported once they are.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.cli.command import Printer

VERB_NAMES = (
    "new",
    "show",
    "assign",
    "move",
    "resize",
    "set-status",
    "duplicate",
    "add",
    "edit",
    "replace",
    "remove",
    "undo",
    "redo",
    "history",
    "scenario",
    "evaluate",
    "findings",
    "fix",
    "limit",
    "rulebook",
    "budget",
    "access",
    "training",
    "people",
    "reach",
    "equity",
    "power",
    "chips",
    "centres",
    "desk",
    "ledger",
    "trace",
    "conflicts",
    "settle",
    "cite",
    "values",
    "report",
    "backup",
    "merge",
    "compare",
    "patch",
    "submit",
    "approve",
    "approvals",
    "verify",
    "export",
    "template",
    "import",
    "templates",
    "states",
    "dictionary",
)
_ALSO = ("create",)  # what people type instead
_OPTIONS = ("-h", "--help", "--plan", "--json", "--reason")  # what the window does not know


def is_verb(arguments: Sequence[str]) -> bool:
    """Tell whether arguments are meant for `main`: a verb, a call for help, an option of a verb."""
    if list(arguments[:1]) == ["help"]:
        return True
    return any(word in (*VERB_NAMES, *_ALSO, *_OPTIONS) for word in arguments)


def main(arguments: Sequence[str], *, printer: "Printer | None" = None) -> int:
    """Carry out one command and return its exit code; see `planner.cli.command`."""
    from planner.cli.command import main as carry_out  # noqa: PLC0415 - a window starts without it

    wanted = ["--help"] if list(arguments[:1]) == ["help"] else arguments
    return carry_out(wanted, printer=printer)
