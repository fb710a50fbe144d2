# SPDX-License-Identifier: EUPL-1.2
"""What the steps of an import show: words and options, and nothing that computes."""

from collections.abc import Sequence

from attrs import frozen

from planner.domain.schema import Field
from planner.intake import Asked
from ui.widgets.text_table import TextRows
from ui.widgets.tick_table import TickLines

Options = Sequence[tuple[str, str]]
"""Codes with their words."""


@frozen(kw_only=True)
class SampleTable:
    """The first rows of a sheet; `marked` are cells with something to say about them."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    details: tuple[tuple[str, ...], ...] = ()
    marked: frozenset[tuple[int, int]] = frozenset()


@frozen(kw_only=True)
class FileValues:
    """The file, its sheets, what its rows are and where the header is."""

    facts: str
    sheets: Options
    sheet: str
    kinds: Options
    kind: str
    headers: Options
    header: str
    encodings: Options = ()
    encoding: str = ""
    notes: tuple[str, ...] = ()
    sample: SampleTable


@frozen(kw_only=True)
class ColumnValues:
    """A column of the file, the field it fills, and the unit it is written in."""

    index: int
    letters: str
    header: str
    examples: str
    field: str
    how: str
    unit: str = ""
    units: Options = ()


@frozen(kw_only=True)
class NeededField:
    """A field a new record cannot be without and no column fills; one value may stand for all."""

    field: Field
    label: str
    value: str
    options: Options = ()


@frozen(kw_only=True)
class ColumnsValues:
    """All columns, the fields they may fill, and what is needed besides."""

    columns: tuple[ColumnValues, ...]
    fields: Options
    needed: tuple[NeededField, ...] = ()


@frozen(kw_only=True)
class AskedValues:
    """A question about a file: its answers, and the one given or proved, empty for none yet."""

    asked: Asked
    column: int | None
    words: str
    options: Options
    answer: str = ""
    is_open: bool = False


@frozen(kw_only=True)
class ReadingValues:
    """How cells are read: the questions, and the first rows as they were read."""

    questions: tuple[AskedValues, ...]
    sample: SampleTable


@frozen(kw_only=True)
class FindingsValues:
    """Cells with mistakes, rows left out, and totals that do not add up."""

    mistakes: TextRows
    left_out: TickLines
    left_rows: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()


@frozen(kw_only=True)
class ChangesValues:
    """What would change, line by line, with the groups one can look at by themselves."""

    lines: TickLines
    groups: Options
    note: str = ""
    explained: str = ""


@frozen(kw_only=True)
class ImportValues:
    """Everything the steps show. `summary` says how rows stand; `open` counts open questions."""

    summary: str
    file: FileValues
    columns: ColumnsValues
    reading: ReadingValues
    findings: FindingsValues
    changes: ChangesValues
    open: int = 0
    mistakes: int = 0
    can_import: bool = False
