# SPDX-License-Identifier: EUPL-1.2
"""How much torture there is: a little in every run of the tests, plenty with `make torture`."""

import os

FULL = os.environ.get("PLANNER_TORTURE") == "full"


def amount(*, short: int, full: int) -> int:
    """Return how often something is done."""
    return full if FULL else short
