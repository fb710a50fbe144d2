# SPDX-License-Identifier: EUPL-1.2
"""From the start of the process to the first paint, and until the window is usable; its memory.

Usable means: the plan is open, the charts are built and painted, and nothing is left to do. The
planner and a bare `QMainWindow` take turns. Files have been read before, so the cache is warm, and
the bytecode is there as in an installed program, whatever the environment says about keeping it.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

from benchmarks.displays import Environment, offscreen, virtual_display
from benchmarks.figures import Row, report, row
from planner import app as planner_app

ROUNDS = 9
AIMS = {"first_paint": 500.0, "usable": 1_000.0}

_PEAK = "peak memory"

Times = dict[str, list[float]]


def main() -> None:
    """Measure without a display, and on a virtual one where there is one."""
    with tempfile.TemporaryDirectory() as name, virtual_display() as xcb:
        folder = Path(name)
        plan = folder / "plan.aifp"
        planner_app.create_plan(plan)
        rows = _measured("offscreen", offscreen(folder), folder, plan)
        if xcb is not None:
            rows += _measured("xcb", xcb, folder, plan)
    peak = {row.what: row.p50 for row in rows if row.what.endswith(_PEAK)}
    rows = [row for row in rows if row.what not in peak]
    notes = {"virtual_display": xcb is not None, "peak_memory_mib": peak}
    report(rows, plan="the real network", **notes)


def _measured(platform: str, display: Environment, folder: Path, plan: Path) -> list[Row]:
    home = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")}
    environment = os.environ | display | home | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for kind in ("bare", "planner"):
        _start(kind, plan, environment)
    bare: Times = {name: [] for name in (*AIMS, "peak_mib")}
    ours: Times = {name: [] for name in (*AIMS, "peak_mib")}
    for _round in range(ROUNDS):
        for kind, times in (("bare", bare), ("planner", ours)):
            for name, value in _start(kind, plan, environment).items():
                times[name].append(value)
    return [
        row(
            f"{platform}: start to first paint",
            ours["first_paint"],
            aim=AIMS["first_paint"],
            against=("a bare window", bare["first_paint"]),
        ),
        row(
            f"{platform}: start to usable",
            ours["usable"],
            aim=AIMS["usable"],
            against=("a bare window", bare["usable"]),
        ),
        row(f"{platform}: a bare window's first paint", bare["first_paint"]),
        row(f"{platform}: {_PEAK}", ours["peak_mib"]),
        row(f"{platform}: a bare window's {_PEAK}", bare["peak_mib"]),
    ]


def _start(kind: str, plan: Path, environment: dict[str, str]) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.started"]
    finished = subprocess.run(
        [*command, repr(monotonic()), kind, str(plan)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode:
        sys.exit(finished.stderr)
    return dict(json.loads(finished.stdout))


if __name__ == "__main__":
    main()
