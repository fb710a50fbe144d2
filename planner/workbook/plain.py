# SPDX-License-Identifier: EUPL-1.2
"""A plan as CSV and as JSON: codes, keys and field names, for other programs.

JSON holds everything and is read back without loss. CSV holds one kind of record in a file, several
in a folder or a zip; text that a spreadsheet would calculate gets an apostrophe in front, which
reading takes off again.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from planner.domain.errors import ExchangeError
from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Record, Scalar, Schema, Type
from planner.workbook.files import make_folder, write_atomically
from planner.workbook.guarding import guarded
from planner.workbook.selection import WHOLE, Selection


def write_csv(plan: Plan, kind: str, path: Path, *, selection: Selection = WHOLE) -> None:
    """Write the records of one kind as CSV: UTF-8, commas, field names as header.

    Raises `DomainError` for an unknown kind and `ExchangeError`.
    """
    lines = _csv_lines(plan, plan.schema.kind(kind), selection)

    def write(target: Path) -> None:
        with target.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(lines)

    write_atomically(path, write)


def write_csv_folder(plan: Plan, folder: Path, *, selection: Selection = WHOLE) -> list[Path]:
    """Write one CSV for each kind into a folder, made if needed. Raises `ExchangeError`."""
    kinds = selection.chosen_kinds(plan.schema)
    make_folder(folder)
    written = []
    for kind in kinds:
        path = folder / f"{kind.name}.csv"
        write_csv(plan, kind.name, path, selection=selection)
        written.append(path)
    return written


def write_csv_archive(plan: Plan, path: Path, *, selection: Selection = WHOLE) -> None:
    """Write one CSV for each kind that has records into a zip. Raises `ExchangeError`.

    Equal plans give equal files: no part carries the time at which it was written.
    """
    kinds = [kind for kind in selection.chosen_kinds(plan.schema) if selection.rows(plan, kind)]

    def write(target: Path) -> None:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for kind in kinds:
                stream = io.StringIO(newline="")
                csv.writer(stream).writerows(_csv_lines(plan, kind, selection))
                part = zipfile.ZipInfo(f"{kind.name}.csv")
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, stream.getvalue().encode("utf-8-sig"))

    write_atomically(path, write)


def _csv_lines(plan: Plan, kind: Kind, selection: Selection) -> list[list[str]]:
    rows = selection.rows(plan, kind)
    heads = [field.name for field in kind.fields]
    return [heads, *([_csv_cell(field, row) for field in kind.fields] for row in rows)]


def write_json(plan: Plan, path: Path, *, selection: Selection = WHOLE) -> None:
    """Write records as JSON with sorted keys, so that equal plans give equal files.

    Raises `ExchangeError`.
    """
    content = {
        kind.name: [json_values(row) for row in selection.rows(plan, kind)]
        for kind in selection.chosen_kinds(plan.schema)
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    write_atomically(path, lambda target: _write_text(target, text + "\n"))


def read_json(text: str, schema: Schema) -> Plan:
    """Return the plan that `write_json` wrote.

    Raises `ExchangeError("not_an_export")` for other text, and `DomainError` for a value that a
    field does not take.
    """
    try:
        content = json.loads(text)
        tables = {name: dict(_read_rows(schema.kind(name), rows)) for name, rows in content.items()}
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise ExchangeError("not_an_export", reason=type(error).__name__) from None
    return Plan(
        schema, MappingProxyType({name: MappingProxyType(rows) for name, rows in tables.items()})
    )


def json_values(record: Record) -> dict[str, Any]:
    """Return the known values of a record as JSON holds them; months are written `2028-01`."""
    values = ((field, getattr(record, field.name)) for field in record.KIND.fields)
    return {field.name: _json_value(field, value) for field, value in values if value is not None}


def _read_rows(kind: Kind, rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Record]]:
    for row in rows:
        values = {name: _from_json(kind.field(name), value) for name, value in row.items()}
        record = kind.build(values)
        yield record.id, record


def _from_json(field: Field, value: object) -> object:
    return (
        field.parse(value) if field.value_type is Type.MONTH and isinstance(value, str) else value
    )


def _json_value(field: Field, value: Scalar) -> Any:  # noqa: ANN401 - JSON holds values of any type
    if field.value_type is Type.MONTH:
        return field.format(value)
    return list(value) if isinstance(value, tuple) else value


def _csv_cell(field: Field, row: Record) -> str:
    value = getattr(row, field.name)
    written = field.format(value)
    return guarded(written) if isinstance(value, str | tuple) else written


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
