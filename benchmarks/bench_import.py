# SPDX-License-Identifier: EUPL-1.2
"""A table from elsewhere in, from the file to the preview and into the plan, against plain ways.

The plain ways only read the values, and spinedb_api also stores them; none checks, matches or
compares. Packages this program does without are taken from another Python, which the environment
variable BENCH_PYTHON names; LibreOffice takes part where it is installed.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from benchmarks.figures import Row, report, row, timed
from planner import app
from planner.domain.plan import Plan
from planner.intake import Accepted, Choices, Status
from planner.reference.seed import reference_plan
from planner.workbook.importing import assistant
from planner.workbook.importing.reading import read_book

SMALL, LARGE = 10_000, 100_000
ROUNDS = {SMALL: 3, LARGE: 3}
_MOST_ROUNDS = {"spinedb_api": 1}  # minutes, where the others take seconds
AIM_PREVIEW, AIM_PASTE = 3_000.0, 2_000.0
HEADS = (
    "Name", "State", "City", "Hosting entity", "Status", "Class", "Accelerators",
    "Headline AI performance [EFLOP/s]", "Storage [PB]", "IT power [MW]",
    "Power usage effectiveness", "In service from", "Cost [MEUR]", "Union contribution [MEUR]",
    "Notes",
)  # fmt: skip
PASTED = ("name", "parameters_bn", "tokens_bn", "utilisation", "notes")
_PLAIN = Path(__file__).with_name("plain_import.py")


def main() -> None:
    """Take in two sizes of a table of 15 columns, and paste the smaller one."""
    plan = reference_plan()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (SMALL, LARGE):
            path = folder / f"systems-{count}.xlsx"
            _write(path, count)
            rows += _against_plain(plan, path, count)
        rows += _pasted(folder)
    report(rows, columns=len(HEADS), other_python=bool(os.environ.get("BENCH_PYTHON")))


def _write(path: Path, count: int) -> None:
    chance = random.Random(count)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Systems")
    sheet.append(HEADS)
    states = ("DE", "Spain", "Tschechien", "FR")
    for number in range(count):
        figures = [round(chance.random() * 1_000, 3) for _figure in range(5)]
        opened = date(2026 + number % 5, 1 + number % 12, 1)
        sheet.append(
            [f"Machine {number}", states[number % 4], "City", f"Host {number % 100}", "committed",
             "high-end", number % 9_000, figures[0], figures[1], figures[2] / 10, 1.2, opened,
             figures[3], figures[4], f"Note {number}"]
        )  # fmt: skip
    book.save(path)


def _against_plain(plan: Plan, path: Path, count: int) -> Iterator[Row]:
    ours: dict[str, list[float]] = {"read": [], "preview": []}
    plain: dict[str, list[float]] = {name: [] for name in _ways(count)}
    for number in range(ROUNDS[count]):
        ours["read"].append(timed(partial(read_book, path)))
        ours["preview"].append(timed(partial(_preview, plan, path, count)))
        for name, times in plain.items():
            if number < _MOST_ROUNDS.get(name, number + 1):
                times.append(_plain_time(name, path))
    aim = AIM_PREVIEW if count == LARGE else None
    what = f"{count:,} rows from file to preview"
    yield row(f"{count:,} rows read in a process of its own", ours["read"])
    yield row(what, ours["preview"], aim=aim)
    for name, times in plain.items():
        yield row(what, ours["preview"], against=(name, times))


def _preview(plan: Plan, path: Path, count: int) -> None:
    found = assistant.check(plan, assistant.begin(path).wait(), Choices())
    assert found.count(Status.NEW) == count, found.counts
    assert not found.questions


def _ways(count: int) -> list[str]:
    ways = ["openpyxl"]
    if os.environ.get("BENCH_PYTHON"):
        # A million values take spinedb_api many minutes; the smaller table says as much.
        ways += ["pandas", "spinedb_api"] if count == SMALL else ["pandas"]
    return ways + (["LibreOffice"] if shutil.which("soffice") else [])


def _plain_time(name: str, path: Path) -> float:
    if name == "LibreOffice":
        return timed(partial(_convert, path))
    python = sys.executable if name == "openpyxl" else os.environ["BENCH_PYTHON"]
    done = subprocess.run(
        [python, str(_PLAIN), name, str(path)], stdout=subprocess.PIPE, text=True, check=True
    )
    return float(json.loads(done.stdout)["ms"])


def _convert(path: Path) -> None:
    """Let LibreOffice read the file and write its values as text."""
    home = (path.parent / "office").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "csv"]
    subprocess.run(
        [*command, "--outdir", str(path.parent), str(path)], check=True, capture_output=True
    )


def _pasted(folder: Path) -> Iterator[Row]:
    """Time pasting into a table of a plan file, with the edit on disk and evaluated."""
    checks, edits = [], []
    for number in range(ROUNDS[SMALL]):
        path = folder / f"plan-{number}.aifp"
        app.create_plan(path)
        with app.workspace(path) as opened:
            session = opened.session
            lines = (f"Team {n}\t{n / 10 + 1:.1f}\t{n + 1}\t0.4\tNote {n}" for n in range(SMALL))
            check = partial(
                app.check_paste, session, "\n".join(lines), kind="workload", fields=PASTED
            )
            checks.append(timed(check))
            command = app.import_command(session, check(), Accepted())
            edits.append(timed(partial(session.execute, command)))
    yield row(f"{SMALL:,} pasted rows checked", checks)
    both = [one + other for one, other in zip(checks, edits, strict=True)]
    yield row(f"{SMALL:,} pasted rows checked, evaluated and saved", both, aim=AIM_PASTE)


if __name__ == "__main__":
    main()
