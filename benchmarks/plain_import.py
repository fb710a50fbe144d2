# SPDX-License-Identifier: EUPL-1.2
"""Plain ways to take a table in, each started in a process of its own: `plain_import WAY FILE`.

Needs nothing of this program, so that another Python with other packages can run it. Prints how
long it took in ms, from opening the file to having all of it, and how many values there were.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from time import perf_counter

Rows = Iterator[tuple[object, ...]]


def by_openpyxl(path: Path) -> int:
    """Read all cells as a list, row by row, which needs the least memory."""
    return sum(len(row) for row in list(_rows(path)))


def by_pandas(path: Path) -> int:
    """Read the sheet into a data frame."""
    import pandas  # noqa: ICN001, PLC0415 - where it is installed

    return int(pandas.read_excel(path).size)


def by_spinedb(path: Path) -> int:
    """Import the values into a database of Spine Toolbox: an entity a row, a parameter a column."""
    from spinedb_api import DatabaseMapping, import_data  # noqa: PLC0415 - where it is installed

    heads, *rows = _rows(path)
    names = [str(head) for head in heads[1:]]
    values = [
        ("system", str(row[0]), name, _plain(value))
        for row in rows
        for name, value in zip(names, row[1:], strict=True)
        if value is not None
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        DatabaseMapping(f"sqlite:///{folder}/table.sqlite", create=True) as database,
    ):
        _count, errors = import_data(
            database,
            entity_classes=[("system",)],
            parameter_definitions=[("system", name) for name in names],
            entities=[("system", str(row[0])) for row in rows],
            parameter_values=values,
        )
        assert not errors, errors[:3]
        database.commit_session("imported")
    return len(values)


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool) else str(value)


def _rows(path: Path) -> Rows:
    from openpyxl import load_workbook  # noqa: PLC0415 - the first thing that is timed

    book = load_workbook(path, read_only=True, data_only=True)
    yield from book.worksheets[0].iter_rows(values_only=True)


WAYS: Mapping[str, Callable[[Path], int]] = {
    "openpyxl": by_openpyxl,
    "pandas": by_pandas,
    "spinedb_api": by_spinedb,
}


if __name__ == "__main__":
    way, name = sys.argv[1:]
    begun = perf_counter()
    count = WAYS[way](Path(name))
    json.dump({"ms": (perf_counter() - begun) * 1_000, "values": count}, sys.stdout)
