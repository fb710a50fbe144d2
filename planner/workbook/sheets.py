# SPDX-License-Identifier: EUPL-1.2
"""The sheets that hold records, laid out by the declarations.

The first row of a record sheet is hidden and holds the names of kind and fields, so that the
sheet can be read back in any language and order; the second row is the header people see. After
the data come columns that are told, not read back: sources and findings.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import attrs
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.engine.trust import Level
from planner.text import N_, _
from planner.workbook.cells import Written, cell_value, number_format
from planner.workbook.choices import Wording, list_name
from planner.workbook.provenance import Findings, Origin, Provenance, leading_field
from planner.workbook.styles import (
    DOUBTED,
    FOUND,
    HEAD,
    MUTED_TEXT,
    PLAIN,
    Look,
    Noted,
    Page,
    coloured,
    filled,
    fitting_width,
    font,
)

FIRST_ROW = 3
HEADER_MARK = "Id"  # stands in the hidden column of the header row, where no key does
_SPARE_ROWS = 1_000  # below the last record, with drop-downs for new ones
_LAST_ROW = 1_048_576
_MEASURED_ROWS = 500
_TOLD = (
    (N_("Sources"), 44.0),
    (N_("Year of source"), 16.0),
    (N_("Confidence"), 24.0),
    (N_("Findings"), 20.0),
)


@attrs.frozen
class Background:
    """What the record sheets of one export share."""

    wording: Wording
    provenance: Provenance
    findings: Findings


def add_records(
    book: Workbook, kind: Kind, records: Sequence[Record], background: Background
) -> Page:
    """Add the sheet of one kind of record; the key column is hidden."""
    page = Page(book, _(kind.plural))
    columns = [_Column.of(field, background.wording) for field in kind.fields]
    _lay_out(page, kind, columns, records)
    _add_heads(page, kind, columns)
    rows = _Rows(page, columns, background)
    for record in records:
        rows.add(record)
    _finish(page, columns, len(records))
    return page


def header_words(field: Field) -> str:
    """Return the head of a field's column, with its unit in brackets."""
    plain = field.unit in ("", "1", "year", "share")  # a share is written as a percentage
    return _(field.label) if plain else f"{_(field.label)} [{_(field.unit)}]"


def told_heads() -> list[str]:
    """Return the heads of the columns after the data."""
    return [_(head) for head, _width in _TOLD]


def told_words(background: Background, record: Record, origin: Origin) -> Iterator[str]:
    """Yield what stands after the data: sources, and the rules that found something."""
    yield from (origin.sources, origin.years, origin.confidence)
    found = background.findings.about(record)
    yield ", ".join(dict.fromkeys(finding.rule for finding in found))


def column_of(kind: Kind, field: str) -> str:
    """Return the letter of a field's column."""
    names = [one.name for one in kind.fields]
    return get_column_letter(names.index(field) + 1)


@attrs.frozen
class _Column:
    field: Field
    labels: Mapping[str, str]

    @classmethod
    def of(cls, field: Field, wording: Wording) -> "_Column":
        return cls(field, wording.labels(field))

    def written(self, value: Scalar) -> Written:
        return cell_value(self.field, value, self.labels)

    def look(self, level: Level | None) -> Look:
        fill = None if level is None else DOUBTED[level]
        return Look(
            font=font(italic=level is not None),
            fill=fill,
            number_format=number_format(self.field),
            open=True,
        )


def _lay_out(page: Page, kind: Kind, columns: Sequence[_Column], records: Sequence[Record]) -> None:
    """Set what must stand before the first row: widths, what is hidden, what stays in sight."""
    sample = list(islice(records, _MEASURED_ROWS))
    values = [[c.written(getattr(r, c.field.name)) for r in sample] for c in columns]
    widths = [
        fitting_width(header_words(column.field), shown)
        for column, shown in zip(columns, values, strict=True)
    ]
    page.set_widths([*widths, *(width for _head, width in _TOLD)])
    for column, letter in zip(columns, map(get_column_letter, range(1, 1_000)), strict=False):
        dimension = page.sheet.column_dimensions[letter]
        dimension.number_format = number_format(column.field)
        dimension.protection = Protection(locked=False)
    page.sheet.column_dimensions["A"].hidden = True
    page.sheet.column_dimensions[_letter_after(columns, len(_TOLD) + 1)].hidden = True
    page.sheet.row_dimensions[1].hidden = True
    page.sheet.row_dimensions[2].height = 32
    named = [column.field.name for column in columns].index(leading_field(kind))
    page.sheet.freeze_panes = f"{get_column_letter(min(named + 2, 4))}{FIRST_ROW}"
    page.sheet.print_title_rows = "2:2"
    page.print_wide()


def _add_heads(page: Page, kind: Kind, columns: Sequence[_Column]) -> None:
    names = [column.field.name for column in columns]
    page.add((f"{kind.name}.id", PLAIN), *((name, PLAIN) for name in names[1:]))
    heads = [(_head(column.field), HEAD) for column in columns[1:]]
    page.add((HEADER_MARK, HEAD), *heads, *((head, HEAD) for head in told_heads()))


def _head(field: Field) -> str | Noted:
    words = header_words(field)
    return Noted(words, _(field.description)) if field.description else words


class _Rows:
    """The rows of one sheet; a cell is dressed once and used again."""

    def __init__(self, page: Page, columns: Sequence[_Column], background: Background) -> None:
        self._page = page
        self._columns = columns
        self._cells: dict[tuple[int, Level | None], Cell] = {}
        looks = [*(MUTED_TEXT for _told in _TOLD[1:]), PLAIN, PLAIN]
        self._told = [page.dressed(look) for look in looks]
        self._background = background

    def add(self, record: Record) -> None:
        """Write one record and what is told about it."""
        origin = self._background.provenance.origin(record)
        row: list[Cell | None] = []
        for position, column in enumerate(self._columns):
            written = column.written(getattr(record, column.field.name))
            if written is None or written == "":
                row.append(None)
                continue
            level = origin.levels.get(column.field.name)
            row.append(filled(self._cell(position, level), written))
        told = (*told_words(self._background, record, origin), self._marks(record))
        cells_told = zip(self._told, told, strict=True)
        row += [filled(cell, words) if words else None for cell, words in cells_told]
        self._page.add_dressed(row)

    def _cell(self, position: int, level: Level | None) -> Cell:
        """Return the cell of a column for values of some confidence, dressed when first needed."""
        marked = level if level in DOUBTED else None
        if (position, marked) not in self._cells:
            look = self._columns[position].look(marked)
            self._cells[position, marked] = self._page.dressed(look)
        return self._cells[position, marked]

    def _marks(self, record: Record) -> str:
        """Return which fields have findings, for the colours; nothing if there are none."""
        findings = self._background.findings
        return findings.marks(record) if findings.about(record) else ""


def _finish(page: Page, columns: Sequence[_Column], count: int) -> None:
    """Add what is written after the rows: filter, drop-downs, the colours of findings."""
    last = max(count + FIRST_ROW - 1, FIRST_ROW)
    page.sheet.auto_filter.ref = f"A2:{_letter_after(columns, len(_TOLD) + 1)}{last}"
    spare = min(last + _SPARE_ROWS, _LAST_ROW)
    for position, column in enumerate(columns, start=1):
        _add_choices(page, get_column_letter(position), column.field, spare)
    _add_colours(page, columns, last)


def _add_choices(page: Page, letter: str, field: Field, last: int) -> None:
    name = list_name(field)
    if name is None or field.value_type is Type.REFERENCES:
        return
    page.sheet.data_validations.append(
        choice_of(field, name, f"{letter}{FIRST_ROW}:{letter}{last}")
    )


def choice_of(field: Field, source: str, cells: str) -> DataValidation:
    """Return a drop-down list of a field over some cells."""
    validation = DataValidation(type="list", formula1=source, allow_blank=not field.required)
    validation.errorTitle = _(field.label)[:32]
    validation.error = _("Choose a value from the list.")
    validation.showErrorMessage = True
    validation.add(cells)
    return validation


def _add_colours(page: Page, columns: Sequence[_Column], last: int) -> None:
    """Colour cells with findings, wherever rows and columns are moved to.

    The hidden last column names the fields concerned, the hidden first row those of the columns.
    """
    told = _letter_after(columns, len(_TOLD) + 1)
    cells = f"B{FIRST_ROW}:{_letter_after(columns, 0)}{last}"
    for severity in FOUND:
        mark = f'"|"&B$1&"={severity}|"'
        rule = coloured(f"ISNUMBER(SEARCH({mark},${told}{FIRST_ROW}))", severity)
        page.sheet.conditional_formatting.add(cells, rule)


def _letter_after(columns: Sequence[_Column], further: int) -> str:
    return get_column_letter(len(columns) + further)
