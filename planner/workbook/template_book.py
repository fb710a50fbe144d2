# SPDX-License-Identifier: EUPL-1.2
"""An empty table for colleagues who have no plan: data, code lists, notes."""

import csv
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from planner.domain.errors import ExchangeError
from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Type
from planner.text import _
from planner.workbook.cells import number_format
from planner.workbook.choices import Wording, list_name
from planner.workbook.files import write_atomically
from planner.workbook.revision import list_cells
from planner.workbook.sheets import choice_of
from planner.workbook.styles import (
    BOLD,
    HEAD,
    LIGHT_HEAD,
    MUTED_TEXT,
    PLAIN,
    TITLE,
    WRAPPED,
    Noted,
    Page,
    Placed,
    fitting_width,
)
from planner.workbook.templates import Column, Template
from planner.workbook.writer import streamed

_ROWS = 500
_NOTE_WIDTHS = (26, 12, 12, 40, 80)


def write_template(template: Template, plan: Plan, path: Path) -> None:
    """Write an empty template as a workbook, or its heads as CSV.

    The lists hold what `plan` knows: states, machines, codes. Raises `ExchangeError`.
    """
    match path.suffix.lower():
        case ".xlsx":
            write_atomically(path, lambda target: _write_book(template, plan, target))
        case ".csv":
            write_atomically(path, lambda target: _write_heads(template, target))
        case _:
            raise ExchangeError("template_format", path=str(path))


def _write_book(template: Template, plan: Plan, target: Path) -> None:
    kind = plan.schema.kind(template.kind)
    with streamed() as book:
        data = Page(book, _("Data"))
        lists = dict(_lists(template, kind, plan))
        _add_lists(book, lists)
        _fill_data(data, template, kind)
        _add_notes(book, template, kind)
        book.save(target)


def _write_heads(template: Template, target: Path) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerow([column.head for column in template.columns])


def _lists(template: Template, kind: Kind, plan: Plan) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the list of each column that has one, by the name of the list: codes and words."""
    wording = Wording(plan)
    for column in template.columns:
        field = column.declared(kind)
        name = None if field is None else list_name(field)
        if field is not None and name is not None:
            yield name, wording.labels(field)
        elif column.codes:
            yield _own_list(column), {code: code for code in column.codes}


def _own_list(column: Column) -> str:
    return f"list_{column.name.lower()}"


def _fill_data(page: Page, template: Template, kind: Kind) -> None:
    columns = [(column, column.declared(kind)) for column in template.columns]
    page.set_widths(fitting_width(column.head, ["x" * 12]) for column in template.columns)
    for position, (_column, field) in enumerate(columns, start=1):
        dimension = page.sheet.column_dimensions[get_column_letter(position)]
        dimension.number_format = "General" if field is None else _format(field)
        dimension.protection = Protection(locked=False)
    page.sheet.freeze_panes = "A2"
    page.sheet.print_title_rows = "1:1"
    page.print_wide()
    page.add(*(_head(column, field) for column, field in columns))
    for position, (column, field) in enumerate(columns, start=1):
        letter = get_column_letter(position)
        choice = _choice(column, field, f"{letter}2:{letter}{_ROWS}")
        if choice is not None:
            page.sheet.data_validations.append(choice)


def _head(column: Column, field: Field | None) -> Placed:
    return Noted(column.head, _note(column, field)), HEAD if column.key else LIGHT_HEAD


def _format(field: Field) -> str:
    """Return the format of a column; percentages are written as 35, not as 0.35."""
    return "General" if field.unit == "share" else number_format(field)


def _choice(column: Column, field: Field | None, cells: str) -> DataValidation | None:
    if field is None:
        return _list_of(_own_list(column), cells) if column.codes else None
    name = list_name(field)
    if name is None or field.value_type is Type.REFERENCES:
        return None
    choice = choice_of(field, name, cells)
    # A colleague may know a machine that we do not: a name that is not listed is asked about.
    choice.errorStyle = "warning" if field.target else "stop"
    return choice


def _list_of(name: str, cells: str) -> DataValidation:
    choice = DataValidation(type="list", formula1=name, allow_blank=True)
    choice.add(cells)
    return choice


def _note(column: Column, field: Field | None) -> str:
    """Say what belongs into a column."""
    if field is None:
        return _(column.reason)
    return ". ".join(part for part in (_(field.label), _(field.description)) if part)


def _add_lists(book: Workbook, lists: Mapping[str, Mapping[str, str]]) -> None:
    page = Page(book, _("Code lists"))
    page.set_widths(28.0 for _name in range(2 * len(lists)))
    page.sheet.freeze_panes = "A2"
    page.add(*(part for name in lists for part in ((name, HEAD), (_("Code"), HEAD))))
    columns = [column for labels in lists.values() for column in (labels.values(), labels)]
    for row in zip_longest(*columns):
        page.add(*(None if words is None else (words, PLAIN) for words in row))
    for position, (name, labels) in enumerate(lists.items()):
        cells = f"'{page.title}'!{list_cells(position, len(labels))}"
        book.defined_names[name] = DefinedName(name, attr_text=cells)


def _add_notes(book: Workbook, template: Template, kind: Kind) -> None:
    page = Page(book, _("Notes"))
    page.set_widths(_NOTE_WIDTHS)
    page.print_wide()
    page.add((f"{template.code}: {template.title}", TITLE), height=30)
    page.add((_("Version of the template"), MUTED_TEXT), None, None, (template.version, PLAIN))
    page.add((_("Rows become records of"), MUTED_TEXT), None, None, (_(kind.plural), PLAIN))
    for words in (
        _("Write one row for each record into the sheet “Data”; leave empty what is not known."),
        _("An empty cell is unknown. Zero means zero."),
        _("Bold columns tell rows apart; they must not be empty."),
    ):
        page.add(None, None, None, (words, PLAIN))
    page.add()
    heads = (_("Column"), _("Unit"), _("Key"), _("Field of the plan"), _("Meaning"))
    page.add(*((head, HEAD) for head in heads))
    for column in template.columns:
        field = column.declared(kind)
        page.add(
            (column.name, BOLD if column.key else PLAIN),
            (column.unit or (field.unit if field is not None else ""), PLAIN),
            (_("yes") if column.key else "", PLAIN),
            (_(field.label) if field is not None else _("not taken over"), PLAIN),
            (_note(column, field), WRAPPED),
        )
    page.lock()
