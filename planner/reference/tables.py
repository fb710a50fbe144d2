# SPDX-License-Identifier: EUPL-1.2
"""The shipped tables below `resources/data`: one CSV file each, UTF-8, first line the column names.

A cell is text as it stands in the file; an empty cell is unknown. What a column means is said in
`docs/data-sources.md`.
"""

import csv

from planner import paths

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Return the rows of the table `name`, in the order of the file.

    Raises `FileNotFoundError` when the table is missing, which means a broken installation.
    """
    with paths.resource("data", f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_id(name: str) -> dict[str, Row]:
    """Return the rows of the table `name` by their `id` column."""
    return {row["id"]: row for row in rows(name)}
