# SPDX-License-Identifier: EUPL-1.2
"""The program's one entry: a verb goes to the command line, everything else to the window."""

import sys

from planner import cli
from ui import app


def main(arguments: list[str]) -> int:
    """Route the arguments and return the exit code."""
    if cli.is_verb(arguments):
        return cli.main(arguments)
    return app.run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
