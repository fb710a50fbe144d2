# SPDX-License-Identifier: EUPL-1.2
"""Runs every benchmark in a process of its own, prints a table, keeps the results as data."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.figures import Row
from benchmarks.machine import describe

RESULTS = Path(__file__).parent / "results"
BENCHMARKS: Mapping[str, str] = {
    "charts": "From an edit to painted charts",
    "views": "Switching views, and the timeline at sixty frames a second",
    "start": "From the start of the process to a usable window",
    "open": "Opening a plan of 10 000 measures",
    "store": "One saved edit, against sqlite-utils alone",
    "backup": "What safety costs: digests, backups, a look through a file",
    "merge": "Comparing and merging, against three whole states",
    "engine": "Evaluating, in full and after one edit",
    "scenarios": "Switching and branching scenarios, and any moment of 10 000 edits",
    "search": "Searching everything in 100 000 rows",
    "export": "A plan out as a workbook and back, against plain writers",
    "import": "Tables from elsewhere, from file to preview, against plain readers",
    "reach": "Routing demand to supply, against a greedy loop",
}


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for, everything by default; return how many benchmarks failed."""
    asked = _parser().parse_args(arguments)
    names = asked.names or list(BENCHMARKS)
    machine = describe()
    results = {name: result for name in names if (result := _run(name)) is not None}
    if not asked.names and len(results) == len(names):
        _keep(machine, results)
    return len(names) - len(results)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help="only these, not kept")
    return parser


def _run(name: str) -> dict[str, Any] | None:
    print(f"\n{BENCHMARKS[name]}", flush=True)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", f"benchmarks.bench_{name}"]
    finished = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False
    )
    if finished.returncode:
        print("  failed; its message is above")
        return None
    result: dict[str, Any] = json.loads(finished.stdout)
    _print([Row(**row) for row in result["rows"]])
    return result


def _print(rows: Sequence[Row]) -> None:
    width = max(len(row.what) for row in rows)
    print(f"  {'times in ms':<{width}}     n     p50     p95     aim")
    for row in rows:
        aim = "" if row.aim_p95 is None else f"{row.aim_p95:g}"
        mark = " missed" if row.missed else ""
        ratio = f"  {row.ratio:g} x {row.against}" if row.ratio is not None else ""
        figures = f"{row.count:>5} {row.p50:>7g} {row.p95:>7g} {aim:>7}"
        print(f"  {row.what:<{width}} {figures}{mark}{ratio}")


def _keep(machine: Mapping[str, object], results: Mapping[str, object]) -> None:
    RESULTS.mkdir(exist_ok=True)
    date = datetime.now(UTC).date().isoformat()
    file = RESULTS / f"{date}.json"
    kept = {"date": date, "machine": machine, "results": results}
    file.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"\nKept in {file.relative_to(RESULTS.parent.parent)}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
