# SPDX-License-Identifier: EUPL-1.2
"""The program's one entry: a verb goes to the command line, everything else to the window."""

import sys

from planner import cli, jobs


def main(arguments: list[str]) -> int:
    """Route the arguments and return the exit code."""
    if arguments == [jobs.WORD]:
        return jobs.serve()
    if cli.is_verb(arguments):
        return cli.main(arguments)
    from ui import app  # noqa: PLC0415 - neither a verb nor a job needs a window

    return app.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
