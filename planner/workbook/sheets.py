# SPDX-License-Identifier: EUPL-1.2
"""The cover and the sheets that hold records, laid out by the declarations.

The first row of a record sheet is hidden and holds the names of kind and fields, so that the
sheet can be read back in any language; the second row is the header people see.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from planner.domain.months import FIRST_YEAR
from planner.domain.plan import Plan
from planner.domain.records.evidence import Parameter, Source
from planner.domain.schema import Field, Kind, Record, Scalar, Type
from planner.engine.conflicts import chosen_evidence
from planner.engine.trust import MARKS, Level, cell_level
from planner.text import N_, _

INK = "FF1B2733"
MUTED = "FF5B6875"
LINK = "FF1F5FA8"
HEADER = PatternFill("solid", fgColor="FFE6ECF2")
DOUBTED: Mapping[Level, PatternFill] = {
    "low": PatternFill("lightUp", fgColor="FFD5DCE4"),
    "assumption": PatternFill("lightUp", fgColor="FFE9C98F"),
}
"""How a cell of low confidence looks, and one that was assumed: hatched, in italics."""
_TRUST: Mapping[Level, str] = {
    "high": N_("high confidence"),
    "medium": N_("medium confidence"),
    "low": N_("low confidence"),
    "assumption": N_("assumption or changed in this plan"),
}
_LINE = Border(bottom=Side(style="thin", color="FFB4C0CC"))
_WIDEST, _NARROWEST = 44, 9
_LIST_LIMIT = 250  # Excel takes 255 characters of choices in one validation
_LONGEST_CELL = 32_767
_SHEET_NAME = 31
_BREAKS_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def sheet_name(words: str) -> str:
    """Return words as the name of a sheet, which may be 31 characters and lacks some."""
    return words.translate(_BREAKS_SHEET_NAME)[:_SHEET_NAME].strip()


def written_in(*, color: str = INK, **facts: Any) -> Font:  # noqa: ANN401 - as openpyxl has it
    """Return the one typeface of the workbook; `facts` are size, weight and underline."""
    return Font(name="Calibri", color=color, **facts)


def fit_to_width(sheet: Worksheet) -> None:
    """Print a sheet lying down, as wide as one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def put_text(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    """Write text that stays text, whatever it starts with; control characters are left out."""
    written = ILLEGAL_CHARACTERS_RE.sub("", words)[:_LONGEST_CELL]
    cell = sheet.cell(row=row, column=column, value=written)
    cell.data_type = "s"
    return cell


def put_header(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    """Write the head of a column."""
    cell = put_text(sheet, row, column, words)
    cell.font = written_in(bold=True)
    cell.fill = HEADER
    cell.border = _LINE
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def month_date(month: int) -> date:
    """Return the first day of a month, which a spreadsheet shows as `2028-01`."""
    years, rest = divmod(month, 12)
    return date(FIRST_YEAR + years, rest + 1, 1)


def add_records(book: Workbook, plan: Plan, kind: Kind) -> None:
    """Add the sheet of one kind of record, sorted by key; the key column is hidden."""
    sheet = book.create_sheet(sheet_name(_(kind.plural)))
    rows = sorted(plan.table(kind.name).values(), key=lambda row: row.id)
    for column, field in enumerate(kind.fields, start=1):
        values = [getattr(row, field.name) for row in rows]
        _add_column(sheet, column, field, values)
        _add_choices(sheet, column, field, plan)
    _add_sources(sheet, plan, kind, rows)
    put_text(sheet, 1, 1, f"{kind.name}.id")
    sheet.row_dimensions[1].hidden = True
    sheet.row_dimensions[2].height = 32
    sheet.column_dimensions["A"].hidden = True
    named = [f.name for f in kind.fields].index(kind.natural_key[0]) if kind.natural_key else 0
    sheet.freeze_panes = sheet.cell(row=3, column=min(named + 2, 4))
    last = sheet.cell(row=max(len(rows) + 2, 3), column=len(kind.fields)).coordinate
    sheet.auto_filter.ref = f"A2:{last}"
    sheet.print_title_rows = "2:2"
    fit_to_width(sheet)


def _add_sources(sheet: Worksheet, plan: Plan, kind: Kind, rows: list[Record]) -> None:
    """Mark cells of low confidence, and name the sources of a row in a last column.

    The column has no field name in the hidden row, so that it is not read back as data.
    """
    told = [[_sourced(plan, row, field) for field in kind.fields] for row in rows]
    if not any(words for words_of_row in told for words in words_of_row):
        return
    last = len(kind.fields) + 1
    put_header(sheet, 2, last, _("Sources"))
    sheet.column_dimensions[get_column_letter(last)].width = _WIDEST
    for number, (row, words_of_row) in enumerate(zip(rows, told, strict=True), start=3):
        put_text(sheet, number, last, "; ".join(filter(None, words_of_row)))
        for column, field in enumerate(kind.fields, start=1):
            level = cell_level(plan, row, field.name)
            if level is not None and level in MARKS:
                cell = sheet.cell(row=number, column=column)
                cell.font = written_in(italic=True)
                cell.fill = DOUBTED[level]


def _sourced(plan: Plan, row: Record, field: Field) -> str:
    """Name the source of one cell, with its year and how far to trust it."""
    level = cell_level(plan, row, field.name)
    if level is None:
        return ""
    evidence = chosen_evidence(plan, row.KIND.name, row.id, field.name)
    key = row.source if isinstance(row, Parameter) else evidence.source if evidence else None
    source = plan.of(Source).get(key or "")
    title = source.title if source is not None else _("no source given")
    year = str(evidence.year) if evidence is not None and evidence.year else ""
    parts = (title, year, _(_TRUST[level]))
    return f"{_(field.label)}: {', '.join(part for part in parts if part)}"


def _add_column(sheet: Worksheet, column: int, field: Field, values: list[Scalar]) -> None:
    put_text(sheet, 1, column, field.name)
    header = put_header(sheet, 2, column, header_words(field))
    if field.description:
        header.comment = Comment(_(field.description), _("AI Factory Planner"), 90, 320)
    for row, value in enumerate(values, start=3):
        if value is not None:
            put_value(sheet, row, column, field, value)
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = _width(header_words(field), values)


def header_words(field: Field) -> str:
    """Return the head of a field's column, with its unit in brackets."""
    plain = field.unit in ("", "1", "year", "share")  # a share is written as a percentage
    return _(field.label) if plain else f"{_(field.label)} [{_(field.unit)}]"


def put_value(sheet: Worksheet, row: int, column: int, field: Field, value: Scalar) -> None:
    """Write a value as a spreadsheet counts it: months as dates, shares as percentages."""
    if isinstance(value, bool | str | tuple) or value is None:
        put_text(sheet, row, column, field.format(value))
    elif field.value_type is Type.MONTH:
        sheet.cell(row=row, column=column, value=month_date(int(value))).number_format = "yyyy-mm"
    else:
        cell = sheet.cell(row=row, column=column, value=value)
        cell.number_format = _number_format(field)


def _number_format(field: Field) -> str:
    if field.unit == "share":
        return "0.##%"
    if field.unit == "year":
        return "0"
    if field.value_type is Type.INTEGER:
        return "#,##0"
    return "General" if field.unit in ("1", "°") else "#,##0.###"


def _width(header: str, values: Iterable[Scalar]) -> float:
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    word = max(len(word) for word in header.split())
    return min(_WIDEST, max(_NARROWEST, longest + 2, word + 3, len(header) * 0.62 + 3))


def _add_choices(sheet: Worksheet, column: int, field: Field, plan: Plan) -> None:
    source = _choices(field, plan)
    if not source:
        return
    validation = DataValidation(type="list", formula1=source, allow_blank=not field.required)
    validation.errorTitle = _(field.label)[:32]
    validation.error = _("Choose a value from the list.")
    validation.showErrorMessage = True
    letter = get_column_letter(column)
    validation.add(f"{letter}3:{letter}10000")
    sheet.add_data_validation(validation)


def _choices(field: Field, plan: Plan) -> str:
    """Return the source of a drop-down list: codes, or the keys on another sheet."""
    if field.value_type is Type.FLAG:
        return '"yes,no"'
    if field.choices is not None:
        listed = ",".join(field.choices)
        return f'"{listed}"' if len(listed) <= _LIST_LIMIT else ""
    if field.value_type is not Type.REFERENCE:
        return ""
    target = plan.schema.kind(field.target)
    name = sheet_name(_(target.plural)).replace("'", "''")
    return f"'{name}'!$A$3:$A${max(3, len(plan.table(target.name)) + 2)}"


def add_cover(book: Workbook, sheet: Worksheet, *, today: date, revision: str) -> None:
    """Fill the first sheet: what this is, as of when, how to read it, what is in it."""
    sheet.title = sheet_name(_("Cover"))
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 92
    sheet.row_dimensions[1].height = 30
    fit_to_width(sheet)
    title = put_text(sheet, 1, 1, _("AI factories: plan for European AI capacity"))
    title.font = written_in(size=18, bold=True)
    lines: list[tuple[str, str | date]] = [(_("Exported on"), today)]
    if revision:
        lines.append((_("Revision of the plan"), revision))
    lines.extend(_legend())
    for row, (label, value) in enumerate(lines, start=3):
        _add_line(sheet, row, label, value)
    _add_contents(book, sheet, len(lines) + 4)


def _add_contents(book: Workbook, cover: Worksheet, row: int) -> None:
    put_text(cover, row, 1, _("Contents")).font = written_in(bold=True)
    for offset, other in enumerate(_sheets_after(book, cover), start=row + 1):
        link = put_text(cover, offset, 1, other.title)
        link.hyperlink = f"#'{other.title}'!A1"
        link.font = written_in(color=LINK, underline="single")


def _sheets_after(book: Workbook, cover: Worksheet) -> list[Any]:
    headlines = [sheet for sheet in book.worksheets if sheet.title == _("Headlines")]
    others = [sheet for sheet in book.worksheets if sheet not in (cover, *headlines)]
    return [*headlines, *others]


def _add_line(sheet: Worksheet, row: int, label: str, value: str | date) -> None:
    name = put_text(sheet, row, 1, label)
    name.font = written_in(color=MUTED)
    name.alignment = Alignment(vertical="top")
    if isinstance(value, date):
        cell = sheet.cell(row=row, column=2, value=value)
        cell.number_format = "yyyy-mm-dd"
        cell.alignment = Alignment(horizontal="left")
    else:
        cell = put_text(sheet, row, 2, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _legend() -> list[tuple[str, str]]:
    return [
        (
            _("Empty cells"),
            _("An empty cell is unknown. It is never read as zero."),
        ),
        (
            _("Hatched cells, in italics"),
            _(
                "Grey: low confidence. Amber: an assumption, or changed in this plan. The last "
                "column of a sheet names the sources."
            ),
        ),
        (
            _("Capacity"),
            _("Dense BF16 performance in EFLOP/s. Only operational systems count as available."),
        ),
        (
            _("Money"),
            _("Millions of euro (MEUR), constant prices, not discounted."),
        ),
        (
            _("Months"),
            _("Stocks are given at the end of a month, flows as the sum over it."),
        ),
        (
            _("Choices"),
            _("Columns with a drop-down list hold codes; the data dictionary explains them."),
        ),
    ]
