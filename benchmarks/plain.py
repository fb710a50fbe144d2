# SPDX-License-Identifier: EUPL-1.2
"""The same model written the ways a planner would without this program, to compare with.

Capacity, power and payments of planned machines by state and month: as a plain loop, and as a
workbook of formulas that an office suite calculates; with pandas in `benchmarks.plain_frames`. All
start from the same plan and give the same totals; none of them knows rules, access, people, sites,
or what an edit reaches.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from planner.domain.months import HORIZON
from planner.domain.plan import Plan
from planner.domain.records.measures import COMPUTE, Measure

TFLOPS, KW, PUE = 2_500.0, 1.79, 1.12  # of the accelerator in the plan, and the usual PUE
PRICE_MEUR, OPERATION = 0.04, 0.13  # of one accelerator; of a year, as a share of acquisition
PARTS = (0.3, 0.4, 0.3)  # at contract, on delivery, at acceptance
DELIVERY_MONTHS = 3
COLUMNS = ("state", "units", "start", "delivery", "first", "ramp", "end")
_FIRST_ROW, _FIRST_MONTH = 2, len(COLUMNS) + 1

Totals = tuple[float, float, float]
"""Capacity in EFLOP/s and power in MW, each summed over all months, and MEUR paid."""


def machines(plan: Plan) -> Iterator[tuple[str, int, int, int, int, int, int]]:
    """Yield the planned machines of a plan as rows of `COLUMNS`."""
    for one in plan.of(Measure).values():
        if one.kind in COMPUTE:
            delivery = max(one.start, one.in_service - DELIVERY_MONTHS)
            dates = (one.start, delivery, one.in_service, one.ramp_months, one.end)
            yield (one.state, one.accelerators or 0, *dates)


def by_loop(plan: Plan) -> Totals:
    """Go through all machines and months."""
    tables: dict[tuple[str, int], list[float]] = {}
    for state, units, start, delivery, first, ramp, end in machines(plan):
        capex = units * PRICE_MEUR
        for month in range(HORIZON):
            row = tables.setdefault((state, month), [0.0, 0.0, 0.0])
            if first <= month < end:
                share = min((month - first + 1) / ramp, 1.0)
                row[0] += units * TFLOPS / 1e6 * share
                row[1] += units * KW / 1e3 * PUE * share
                row[2] += OPERATION * capex / 12
            for date, part in zip((start, delivery, first), PARTS, strict=True):
                row[2] += capex * part if date == month else 0.0
    capacity, power, paid = (sum(column) for column in zip(*tables.values(), strict=True))
    return capacity, power, paid


def write_formulas(plan: Plan, path: Path) -> None:
    """Write the model as formulas: a row for each machine, a column for each month, three sheets.

    Below the machines of each sheet stands one row of sums for each state.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    rows = list(machines(plan))
    for title, formula in _FORMULAS.items():
        sheet = book.create_sheet(title)
        sheet.append([*COLUMNS, *range(HORIZON)])
        for number, row in enumerate(rows, start=_FIRST_ROW):
            sheet.append([*row, *(formula.format(r=number, m=letter) for letter in _LETTERS)])
        last = len(rows) + _FIRST_ROW - 1
        for state in sorted({row[0] for row in rows}):
            sums = (_sum_of(state, letter, last) for letter in _LETTERS)
            sheet.append([state, *[None] * (len(COLUMNS) - 1), *sums])
    book.save(path)


def recalculate(office: str, source: Path, folder: Path, profile: Path) -> Path:
    """Let LibreOffice open a workbook, calculate it and save it; return what it saved."""
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            str(folder),
            str(source),
        ],
        env=os.environ | {"SAL_USE_VCLPLUGIN": "svp"},
        check=True,
        capture_output=True,
    )
    return folder / source.name


def read_sums(path: Path, count: int) -> Totals:
    """Add up the sums by state in a workbook that was calculated, with `count` machines."""
    book = load_workbook(path, data_only=True)
    first = _FIRST_ROW + count
    capacity, power, paid = (
        sum(sum(row) for row in book[title].iter_rows(first, None, _FIRST_MONTH, None, True))
        for title in _FORMULAS
    )
    return capacity, power, paid


_LETTERS = [get_column_letter(_FIRST_MONTH + month) for month in range(HORIZON)]
_SERVING = "AND({m}$1>=$E{r},{m}$1<$G{r})"
_SHARE = f"IF({_SERVING},MIN(({{m}}$1-$E{{r}}+1)/$F{{r}},1),0)"
_PAID = "+".join(
    f"IF({{m}}$1=${column}{{r}},{part},0)" for column, part in zip("CDE", PARTS, strict=True)
)
_FORMULAS = {
    "capacity": f"=$B{{r}}*{TFLOPS}/1000000*{_SHARE}",
    "power": f"=$B{{r}}*{KW}/1000*{PUE}*{_SHARE}",
    "money": f"=$B{{r}}*{PRICE_MEUR}*(IF({_SERVING},{OPERATION}/12,0)+{_PAID})",
}


def _sum_of(state: str, letter: str, last: int) -> str:
    rows = f"{_FIRST_ROW}:${{column}}${last}"
    names, values = (f"${c}${rows.format(column=c)}" for c in ("A", letter))
    return f'=SUMIF({names},"{state}",{values})'
