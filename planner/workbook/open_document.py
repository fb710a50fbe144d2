# SPDX-License-Identifier: EUPL-1.2
"""The same workbook as an OpenDocument spreadsheet: values, drop-downs, formats, hidden keys.

odfdo makes the package; the cells are put in as XML elements, since its own cells are made one by
one at a thousand a second. What only the other format has are charts, colours of findings and
sheets that take a figure apart; the cover says so.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from lxml import etree
from lxml.etree import SubElement, _Element, fromstring
from odfdo import Document, Element, XmlPart
from odfdo.element import ODF_NAMESPACES

from planner.domain.plan import Plan
from planner.domain.schema import Field, Kind, Record, Type
from planner.engine.outcome import Outcome
from planner.sentences import finding_sentence, record_word
from planner.text import _
from planner.workbook.cells import Written, cell_value, clean_text, number_format
from planner.workbook.choices import Labels, ListName, Wording, list_name
from planner.workbook.cover import facts_of
from planner.workbook.figures import Columns, capacity_columns, headline_rows, money_columns
from planner.workbook.files import write_atomically
from planner.workbook.provenance import Findings, Provenance
from planner.workbook.revision import (
    LISTS_SHEET,
    NO_REVISION,
    PLAN_SHEET,
    PROPERTY,
    ROWS_SHEET,
    Revision,
    list_cells,
    list_rows,
    row_rows,
)
from planner.workbook.selection import WHOLE, Selection
from planner.workbook.sheets import (
    HEADER_MARK,
    Background,
    header_words,
    told_heads,
    told_words,
)
from planner.workbook.styles import sheet_name

_NAMESPACES = {
    name: ODF_NAMESPACES[name] for name in ("table", "office", "text", "style", "fo", "number")
}
_SPARE_ROWS = 200
_SPACES = re.compile(r"( {2,}|\t|^ | $)")
_FORMATS = {
    "General": "plain",
    "yyyy-mm": "month",
    "yyyy-mm-dd": "day",
    "0.##%": "percent",
    "0": "year",
    "#,##0": "whole",
    "#,##0.###": "number",
}
_STYLES = """
<number:date-style style:name="Nmonth"><number:year number:style="long"/>
<number:text>-</number:text><number:month number:style="long"/></number:date-style>
<number:date-style style:name="Nday"><number:year number:style="long"/><number:text>-</number:text>
<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>
</number:date-style>
<number:percentage-style style:name="Npercent"><number:number number:decimal-places="2"
 number:min-decimal-places="0" number:min-integer-digits="1"/><number:text>%</number:text>
</number:percentage-style>
<number:number-style style:name="Nyear"><number:number number:decimal-places="0"
 number:min-integer-digits="1"/></number:number-style>
<number:number-style style:name="Nwhole"><number:number number:decimal-places="0"
 number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:number-style style:name="Nnumber"><number:number number:decimal-places="3"
 number:min-decimal-places="0" number:min-integer-digits="1" number:grouping="true"/>
</number:number-style>
<style:style style:name="plain" style:family="table-cell"/>
<style:style style:name="month" style:family="table-cell" style:data-style-name="Nmonth"/>
<style:style style:name="day" style:family="table-cell" style:data-style-name="Nday"/>
<style:style style:name="percent" style:family="table-cell" style:data-style-name="Npercent"/>
<style:style style:name="year" style:family="table-cell" style:data-style-name="Nyear"/>
<style:style style:name="whole" style:family="table-cell" style:data-style-name="Nwhole"/>
<style:style style:name="number" style:family="table-cell" style:data-style-name="Nnumber"/>
<style:style style:name="head" style:family="table-cell"><style:table-cell-properties
 fo:background-color="#e6ecf2" fo:wrap-option="wrap"/><style:text-properties
 fo:font-weight="bold"/></style:style>
<style:style style:name="wide" style:family="table-column"><style:table-column-properties
 style:column-width="4.2cm"/></style:style>
<style:style style:name="hidden" style:family="table"><style:table-properties
 table:display="false"/></style:style>
"""


def write_open_document(
    plan: Plan,
    outcome: Outcome,
    path: Path,
    *,
    revision: Revision = NO_REVISION,
    selection: Selection = WHOLE,
) -> None:
    """Write facts, figures, findings and a sheet for each kind of record.

    Raises `ExchangeError`, and `DomainError` for a selection that fits no kind; a file of that name
    stays as it was until the new one is whole.
    """
    wording = Wording(plan)
    kinds = selection.chosen_kinds(plan.schema)
    chosen = {kind: selection.rows(plan, kind) for kind in kinds}
    background = Background(wording, Provenance(plan), Findings(outcome))
    lists = wording.lists(iter(kinds))
    written = {kind.name: records for kind, records in chosen.items()}
    tables = [
        _plain(_("Cover"), _cover_rows(plan, revision, selection)),
        _plain(_("Headlines"), ((words, value) for words, value, _of in headline_rows(outcome))),
        _figures(_("Capacity"), capacity_columns(outcome), "month"),
        _figures(_("Money"), money_columns(outcome), "year"),
        _plain(_("Findings"), _finding_rows(plan, outcome)),
        *(_records(kind, records, background) for kind, records in chosen.items()),
        _hidden(LISTS_SHEET, list_rows(lists)),
        _hidden(ROWS_SHEET, row_rows(written)),
        _hidden(PLAN_SHEET, revision.facts().items()),
    ]
    document = _document(revision, lists, tables)
    write_atomically(path, lambda target: document.save(target, pretty=False))


def _document(
    revision: Revision, lists: Mapping[ListName, Labels], tables: Iterable[_Element]
) -> Document:
    document = Document("spreadsheet")
    document.body.clear()
    content = cast("XmlPart", document.get_part("content"))
    automatic = cast("Element", content.get_element("//office:automatic-styles"))
    for style in _automatic_styles():
        automatic.append(Element.from_tag(style))
    for element in (_validations(lists), *tables):
        document.body.append(Element.from_tag(element))
    for name, value in revision.facts().items():
        document.meta.set_user_defined_metadata(f"{PROPERTY}{name}", value or "-")
    return document


def _records(kind: Kind, records: Sequence[Record], background: Background) -> _Element:
    """Return the sheet of one kind: hidden names, heads, records, room for new ones."""
    labels = [background.wording.labels(field) for field in kind.fields]
    table = _table(_(kind.plural))
    for position, field in enumerate(kind.fields):
        column = _add(table, "table:table-column", {"table:default-cell-style-name": _style(field)})
        column.set(_name("table:style-name"), "wide")
        if position == 0:
            column.set(_name("table:visibility"), "collapse")
    for _head in told_heads():
        _add(table, "table:table-column", {"table:style-name": "wide"})
    names = _add(table, "table:table-row", {"table:visibility": "collapse"})
    for field in kind.fields:
        _put(names, f"{kind.name}.id" if field.name == "id" else field.name)
    heads = _add(table, "table:table-row")
    for head in (HEADER_MARK, *map(header_words, kind.fields[1:]), *told_heads()):
        _put(heads, head, style="head")
    for record in records:
        row = _add(table, "table:table-row")
        for field, words in zip(kind.fields, labels, strict=True):
            value = cell_value(field, getattr(record, field.name), words)
            _put(row, value, style=_style(field), choices=_choices(field))
        origin = background.provenance.origin(record)
        for told in told_words(background, record, origin):
            _put(row, told)
    spare = _add(table, "table:table-row", {"table:number-rows-repeated": str(_SPARE_ROWS)})
    for field in kind.fields:
        _put(spare, None, style=_style(field), choices=_choices(field))
    return table


def _plain(words: str, rows: Iterable[Sequence[Written]]) -> _Element:
    """Return a sheet of values that nobody edits."""
    table = _table(words, {"table:protected": "true"})
    _add(table, "table:table-column", {"table:style-name": "wide"})
    for cells in rows:
        row = _add(table, "table:table-row")
        for value in cells:
            _put(row, value, style="day" if isinstance(value, date) else "")
    return table


def _figures(words: str, columns: Columns, first_style: str) -> _Element:
    table = _table(words, {"table:protected": "true"})
    heads = _add(table, "table:table-row")
    for head in columns.heads:
        _put(heads, head, style="head")
    for first, values in columns.rows():
        row = _add(table, "table:table-row")
        _put(row, first, style=first_style)
        for value in values:
            _put(row, value, style="number")
    return table


def _hidden(name: str, rows: Iterable[Sequence[str]]) -> _Element:
    table = _table(name, {"table:style-name": "hidden"})
    for cells in rows:
        row = _add(table, "table:table-row")
        for words in cells:
            _put(row, words or None)
    return table


def _cover_rows(
    plan: Plan, revision: Revision, selection: Selection
) -> Iterator[tuple[Written, ...]]:
    yield (_("AI factories: plan for European AI capacity"),)
    yield _("Exported on"), date.today()  # noqa: DTZ011 - the reader's day
    yield from facts_of(revision, selection.words(plan.schema))
    told = _("Charts, colours of findings and derivations are in the workbook that ends in .xlsx.")
    yield _("OpenDocument"), told


def _finding_rows(plan: Plan, outcome: Outcome) -> Iterator[tuple[str, ...]]:
    yield _("Rule"), _("Severity"), _("Record"), _("Finding")
    for finding in outcome.findings:
        record = record_word(plan, finding.kind, finding.key)
        said = finding_sentence(finding, plan)
        yield finding.rule, _(finding.severity.label), record, said


def _validations(lists: Mapping[ListName, Labels]) -> _Element:
    """Return the drop-down lists; each takes its words from the hidden sheet."""
    found = _element("table:content-validations")
    for position, (name, labels) in enumerate(lists.items()):
        first, last = list_cells(position, len(labels)).split(":")
        cells = f"[$'{LISTS_SHEET}'.{first}:.{last}]"
        validation = _add(
            found,
            "table:content-validation",
            {
                "table:name": name,
                "table:condition": f"of:cell-content-is-in-list({cells})",
                "table:allow-empty-cell": "true",
                "table:base-cell-address": f"$'{LISTS_SHEET}'.$A$1",
            },
        )
        message = {"table:message-type": "stop", "table:display": "true"}
        error = _add(validation, "table:error-message", message)
        _add(error, "text:p").text = _("Choose a value from the list.")
    return found


def _choices(field: Field) -> str:
    name = list_name(field)
    return "" if name is None or field.value_type is Type.REFERENCES else name


def _style(field: Field) -> str:
    return _FORMATS[number_format(field)]


def _put(row: _Element, value: Written, *, style: str = "", choices: str = "") -> None:
    """Add a cell to a row."""
    cell = _add(row, "table:table-cell")
    if style:
        cell.set(_name("table:style-name"), style)
    if choices:
        cell.set(_name("table:content-validation-name"), choices)
    if isinstance(value, str):
        cell.set(_name("office:value-type"), "string")
        _write_text(cell, value)
    elif isinstance(value, date):
        cell.set(_name("office:value-type"), "date")
        cell.set(_name("office:date-value"), value.isoformat())
    elif value is not None:
        cell.set(_name("office:value-type"), "percentage" if style == "percent" else "float")
        cell.set(_name("office:value"), repr(value))


def _write_text(cell: _Element, words: str) -> None:
    """Write text as paragraphs; spaces that would be taken for one are spelled out."""
    lines = clean_text(words).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in lines:
        paragraph = _add(cell, "text:p")
        last: _Element | None = None
        for part in _SPACES.split(line):
            if part == "\t":
                last = _add(paragraph, "text:tab")
            elif part and not part.strip(" "):
                last = _add(paragraph, "text:s", {"text:c": str(len(part))})
            elif last is None:
                paragraph.text = (paragraph.text or "") + part
            else:
                last.tail = (last.tail or "") + part


def _table(words: str, facts: Mapping[str, str] = MappingProxyType({})) -> _Element:
    return _element("table:table", {"table:name": sheet_name(words), **facts})


def _automatic_styles() -> Iterator[_Element]:
    declared = " ".join(f'xmlns:{name}="{uri}"' for name, uri in _NAMESPACES.items())
    yield from fromstring(f"<styles {declared}>{_STYLES}</styles>".encode())


def _element(name: str, facts: Mapping[str, str] = MappingProxyType({})) -> _Element:
    element = etree.Element(_name(name), nsmap=_NAMESPACES)
    for fact, value in facts.items():
        element.set(_name(fact), value)
    return element


def _add(parent: _Element, name: str, facts: Mapping[str, str] = MappingProxyType({})) -> _Element:
    element = SubElement(parent, _name(name))
    for fact, value in facts.items():
        element.set(_name(fact), value)
    return element


@cache
def _name(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"
