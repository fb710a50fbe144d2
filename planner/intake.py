# SPDX-License-Identifier: EUPL-1.2
"""A table from elsewhere on its way into the plan, as values: what it may mean, what it would do.

Whoever guides through an import shows these and sends back `Choices` and `Accepted`; everything in
between is computed by `planner.workbook.importing`. Rows and columns count from 0, as in `Grid`.
Facts are for `planner.sentences`; nothing here holds prose.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

import attrs

from planner.incoming import Book, Place

Scalar = str | int | float | bool | None | tuple[str, ...]


class BookReading(Protocol):
    """A file being read elsewhere."""

    @property
    def fraction(self) -> float:
        """Return how much is done, from 0 to 1."""
        ...

    def poll(self) -> Book | None:
        """Return the file once it is read, `None` before. Raises `ExchangeError`."""
        ...

    def cancel(self) -> None:
        """Stop reading at once."""
        ...


@attrs.frozen(kw_only=True)
class Choices:
    """What somebody chose; whatever is left empty is proposed.

    `fields` gives columns their field, empty for a column to leave; `units` the unit a column is
    written in. `decimal` is `,` or `.`, `dates` `dmy` or `mdy`, `dash` `zero` or `unknown`.
    `included` are rows that were left out and are data all the same; `constants` are values, as
    one would write them, for every row that does not say.
    """

    sheet: str = ""
    kind: str = ""
    header: tuple[int, ...] = ()
    fields: Mapping[int, str] = attrs.field(factory=dict)
    units: Mapping[int, str] = attrs.field(factory=dict)
    decimal: str = ""
    dates: str = ""
    dash: str = ""
    included: frozenset[int] = frozenset()
    constants: Mapping[str, str] = attrs.field(factory=dict)


class Left(StrEnum):
    """Why a row of the sheet is not data."""

    TOTAL = "total"
    SUBTOTAL = "subtotal"
    HEADING = "heading"
    NOTE = "note"
    HEADER = "header"
    DUPLICATE = "duplicate"


@attrs.frozen
class LeftOut:
    """A row that was left out, with its first words."""

    row: int
    why: Left
    words: str


@attrs.frozen(kw_only=True)
class Column:
    """One column of a table: its header, two rows joined if there were two, and its unit."""

    index: int
    header: str
    parts: tuple[str, ...] = ()
    unit: str = ""


@attrs.frozen(kw_only=True, eq=False)
class Table:
    """Where in a sheet the table is: header rows, columns, rows of data, rows left out."""

    sheet: str
    header: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[int, ...] = attrs.field(repr=False)
    left_out: tuple[LeftOut, ...] = ()
    hidden: int = 0


class How(StrEnum):
    """How a column found its field."""

    CHOSEN = "chosen"
    REMEMBERED = "remembered"
    TEMPLATE = "template"
    NAME = "name"
    SIMILAR = "similar"
    NONE = ""


@attrs.frozen(kw_only=True)
class Match:
    """A column and the field it fills, empty if none; `unit` is what it is written in.

    `units` are those it may be written in instead, as `Choices` holds them.
    """

    column: int
    field: str = ""
    how: How = How.NONE
    unit: str = ""
    units: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Sampled:
    """One of the first rows: the value each column is read as, `None` where there is none."""

    row: int
    values: Mapping[int, Scalar]


class Asked(StrEnum):
    """What a file cannot tell by itself and somebody has to."""

    DECIMAL = "decimal"
    DATES = "dates"
    DASH = "dash"
    UNIT = "unit"
    COLUMN = "column"
    KIND = "kind"


@attrs.frozen(kw_only=True)
class Question:
    """Something to choose once for a file or column.

    `examples` are cells it is about, `options` the possible answers as `Choices` holds them, and
    `proposed` the one the preview goes by meanwhile.
    """

    asked: Asked
    options: tuple[str, ...]
    proposed: str
    examples: tuple[str, ...] = ()
    column: int | None = None
    header: str = ""
    field: str = ""


@attrs.frozen(kw_only=True)
class Trouble:
    """What is wrong with a cell: a code and facts for a sentence, and what may have been meant."""

    row: int
    column: int
    header: str
    value: str
    code: str
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    suggestion: str = ""

    @property
    def place(self) -> Place:
        """Return row and column."""
        return self.row, self.column


@attrs.frozen(kw_only=True)
class Mismatch:
    """A total in the file that is not the sum of its rows."""

    row: int
    column: int
    header: str
    stated: float
    summed: float


class Status(StrEnum):
    """How a row or a cell stands to the plan."""

    NEW = "new"
    CHANGED = "changed"
    CONFLICTING = "conflicting"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@attrs.frozen(kw_only=True)
class CellDiff:
    """One field of a row: as the plan has it, as the file has it, in which column of the file.

    `column` is -1 for a value that was given for all rows.

    `CONFLICTING` means that another source says what the plan has: the file is added as a second
    source, and somebody settles between them.
    """

    field: str
    column: int
    old: Scalar
    new: Scalar
    status: Status


@attrs.frozen(kw_only=True)
class RowDiff:
    """One row of the file: the record it is about, new or known, and what differs.

    A row that is `REFUSED` has troubles and is not imported.
    """

    row: int
    key: str
    name: str
    status: Status
    cells: tuple[CellDiff, ...] = ()


@attrs.frozen(kw_only=True, eq=False)
class Report:
    """Everything there is to say about an import before it is made.

    `decimal` and `dates` say how the values of the `sample` were read, as in `Choices`; `statuses`
    tell how each of `rows` stands without putting it together.
    """

    book: Book
    table: Table
    kind: str
    matches: tuple[Match, ...]
    questions: tuple[Question, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    rows: Sequence[RowDiff] = attrs.field(default=(), repr=False)
    counts: Mapping[Status, int] = attrs.field(factory=dict)
    statuses: Sequence[Status] = attrs.field(default=(), repr=False)
    choices: Choices = attrs.field(factory=Choices)
    sample: tuple[Sampled, ...] = attrs.field(default=(), repr=False)
    decimal: str = ""
    dates: str = ""

    def count(self, status: Status) -> int:
        """Return how many rows stand so to the plan."""
        return self.counts.get(status, 0)

    @property
    def can_import(self) -> bool:
        """Tell whether everything was answered and there is something to take over."""
        wanted = (Status.NEW, Status.CHANGED, Status.CONFLICTING)
        return not self.questions and any(self.count(status) for status in wanted)


EVERYTHING = frozenset({Status.NEW, Status.CHANGED, Status.CONFLICTING})


@attrs.frozen(kw_only=True)
class Accepted:
    """What of a report to take over: rows by how they stand, less single rows and cells."""

    statuses: frozenset[Status] = EVERYTHING
    without_rows: frozenset[int] = frozenset()
    without_cells: frozenset[tuple[int, str]] = frozenset()

    def takes(self, row: RowDiff) -> bool:
        """Tell whether a row is taken over."""
        return row.status in self.statuses and row.row not in self.without_rows

    def cells(self, row: RowDiff) -> Iterable[CellDiff]:
        """Return the cells of a row that are taken over."""
        return (cell for cell in row.cells if (row.row, cell.field) not in self.without_cells)
