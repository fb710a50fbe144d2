# SPDX-License-Identifier: EUPL-1.2
"""A plan as a workbook, as CSV and as JSON, every number as the plan holds it.

Sheets and columns come from the declarations. Text stays text: what starts with an equals sign is
never written as a formula, because a spreadsheet may have been filled in by anybody.
"""

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.engine.outcome import Outcome
from planner.text import _
from planner.workbook.derivation import add_derivation
from planner.workbook.figures import add_capacity, add_headlines, add_money
from planner.workbook.files import make_folder, write_atomically
from planner.workbook.sheets import add_cover, add_records

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(plan: Plan, outcome: Outcome, path: Path, *, revision: str = "") -> None:
    """Write cover, headline figures, capacity, money and one sheet for each kind of record.

    `revision` says which state of the plan was exported. Raises `ExchangeError`; a file of that
    name stays as it was until the new one is whole.
    """
    book = Workbook()
    cover = book.worksheets[0]
    capacity = add_capacity(book, outcome)
    money = add_money(book, outcome)
    add_headlines(book, outcome, plan, capacity, money)
    for kind in plan.schema.kinds.values():
        add_records(book, plan, kind)
    add_derivation(book, plan, outcome)
    add_cover(book, cover, today=date.today(), revision=revision)  # noqa: DTZ011 - the reader's day
    book.move_sheet(_("Headlines"), -2)
    write_atomically(path, book.save)


def write_csv(plan: Plan, kind: str, path: Path) -> None:
    """Write the records of one kind as CSV: UTF-8, commas, field names as header.

    Text that a spreadsheet would calculate gets an apostrophe in front. Raises `DomainError` for
    an unknown kind and `ExchangeError`.
    """
    declared = plan.schema.kind(kind)
    rows = [[_csv_cell(field, row) for field in declared.fields] for row in _rows(plan, kind)]

    def write(target: Path) -> None:
        with target.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows([[field.name for field in declared.fields], *rows])

    write_atomically(path, write)


def write_csv_folder(plan: Plan, folder: Path) -> list[Path]:
    """Write one CSV for each kind into a folder, made if needed. Raises `ExchangeError`."""
    make_folder(folder)
    written = []
    for name in plan.schema.kinds:
        path = folder / f"{name}.csv"
        write_csv(plan, name, path)
        written.append(path)
    return written


def write_json(plan: Plan, path: Path) -> None:
    """Write all records as JSON with sorted keys, so that equal plans give equal files.

    Raises `ExchangeError`.
    """
    content = {kind.name: list(_json_rows(plan, kind)) for kind in plan.schema.kinds.values()}
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(path, lambda target: _write_text(target, text + "\n"))


def json_values(record: Record) -> dict[str, Any]:
    """Return the known values of a record as JSON holds them; months are written `2028-01`."""
    values = ((field, getattr(record, field.name)) for field in record.KIND.fields)
    return {field.name: _json_value(field, value) for field, value in values if value is not None}


def _rows(plan: Plan, kind: str) -> Iterator[Record]:
    table = plan.table(kind)
    return (table[key] for key in sorted(table))


def _json_rows(plan: Plan, kind: Kind) -> Iterator[dict[str, Any]]:
    return (json_values(row) for row in _rows(plan, kind.name))


def _json_value(field: Field, value: Scalar) -> Any:  # noqa: ANN401 - JSON holds values of any type
    if field.value_type is Type.MONTH:
        return field.format(value)
    return list(value) if isinstance(value, tuple) else value


def _csv_cell(field: Field, row: Record) -> str:
    value = getattr(row, field.name)
    written = field.format(value)
    risky = isinstance(value, str | tuple) and written.startswith(_FORMULA_STARTS)
    return f"'{written}" if risky else written


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
