# SPDX-License-Identifier: EUPL-1.2
"""What a benchmark reports: percentiles of one run, and ratios within it.

A time in milliseconds says something about one machine only; a ratio against a plain way of doing
the same, measured in turn with it, says something about the program.
"""

import json
import statistics
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

import attrs


@attrs.frozen(kw_only=True)
class Row:
    """One line of the results; times in ms. `aim_p95` is the most the 95th percentile may be."""

    what: str
    count: int
    p50: float
    p95: float
    aim_p95: float | None = None
    ratio: float | None = None
    against: str = ""

    @property
    def missed(self) -> bool:
        """Tell whether there is an aim and it was not reached."""
        return self.aim_p95 is not None and self.p95 > self.aim_p95


def row(
    what: str,
    times: Sequence[float],
    *,
    aim: float | None = None,
    against: tuple[str, Sequence[float]] | None = None,
) -> Row:
    """Sum up times in ms; `against` names what else was timed in the same run, for the ratio."""
    ratio = statistics.median(times) / statistics.median(against[1]) if against else None
    return Row(
        what=what,
        count=len(times),
        p50=rounded(statistics.median(times)),
        p95=rounded(percentile(times, 0.95)),
        aim_p95=aim,
        ratio=None if ratio is None else rounded(ratio),
        against=against[0] if against else "",
    )


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that `share` of all times do not exceed; with few times, the next above."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def rounded(value: float) -> float:
    """Keep three significant figures."""
    return float(f"{value:.3g}")


def timed(action: Callable[[], object]) -> float:
    """Return how long an action takes, in ms."""
    begun = perf_counter()
    action()
    return (perf_counter() - begun) * 1_000


def report(rows: Sequence[Row], **notes: object) -> None:
    """Hand the results to whoever started this process."""
    result: dict[str, Any] = {"rows": [attrs.asdict(one) for one in rows], "notes": notes}
    json.dump(result, sys.stdout, ensure_ascii=False)
