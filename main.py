# SPDX-License-Identifier: EUPL-1.2
"""The program's one entry: a verb goes to the command line, everything else to the window."""

import sys
from typing import TYPE_CHECKING

from planner import cli, jobs

if TYPE_CHECKING:
    from planner.cli.output import Paper


def main(arguments: list[str]) -> int:
    """Route the arguments and return the exit code."""
    if arguments == [jobs.WORD]:
        return jobs.serve()
    if cli.is_verb(arguments):
        return cli.main(arguments, printer=_print)
    from ui import app  # noqa: PLC0415 - neither a verb nor a job needs a window

    return app.run(arguments)


def _print(paper: "Paper") -> None:
    """Print a page without a display."""
    from ui.printing.headless import print_paper  # noqa: PLC0415 - only paper needs a typeface

    print_paper(paper)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
