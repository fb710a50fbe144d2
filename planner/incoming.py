# SPDX-License-Identifier: EUPL-1.2
"""A table from elsewhere as values: what was in the file, what it may mean, what it would change.

Whoever shows or tests an import needs nothing but these; how they come about is the business of
`planner.workbook.importing`.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from pathlib import PurePath

import attrs

Cell = str | int | float | bool | date | datetime | time | timedelta
"""A value as a file holds it; an empty text is an empty cell."""
Place = tuple[int, int]
"""Row and column, both from 0."""


class Format(StrEnum):
    """What a file is, by its content and never by its name."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    CLIPBOARD = "clipboard"
    TABLES = "tables"


class Blank(StrEnum):
    """Why a cell that is not empty has no value."""

    NOT_CALCULATED = "not_calculated"
    ERROR = "error"


@attrs.frozen(kw_only=True, eq=False)
class Grid:
    """One sheet, from cell A1 on; rows may differ in length.

    `blanks` are cells that hold a formula without a result, or an error. `percents` are columns
    shown as percentages. `stray` counts cells far outside that were left where they are.
    """

    name: str
    hidden: bool = False
    rows: list[list[Cell]] = attrs.field(factory=list, repr=False)
    blanks: Mapping[Place, Blank] = attrs.field(factory=dict, repr=False)
    merged: tuple[tuple[Place, Place], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    percents: frozenset[int] = frozenset()
    stray: int = 0

    @property
    def width(self) -> int:
        """Return how many columns the longest row has."""
        return max(map(len, self.rows), default=0)


@attrs.frozen(kw_only=True, eq=False)
class Book:
    """A file as it was read. `digest` is its SHA-256, in hexadecimal digits.

    `links` tells of links to other files, `macros` of macros: neither was followed. For a text,
    `encoding` and `delimiter` say how it was read and `encodings` what it might be as well.
    """

    name: str
    digest: str
    format: Format
    grids: tuple[Grid, ...]
    path: PurePath | None = None
    links: bool = False
    macros: bool = False
    encoding: str = ""
    encodings: tuple[str, ...] = ()
    delimiter: str = ""

    def grid(self, name: str) -> Grid | None:
        """Return a sheet by its name, `None` if there is no such sheet."""
        return next((grid for grid in self.grids if grid.name == name), None)
