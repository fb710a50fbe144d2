# SPDX-License-Identifier: EUPL-1.2
"""What colleagues without a plan fill in has its place in the plan, and says so."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner import text
from planner.domain.errors import DomainError, ExchangeError
from planner.domain.records import SCHEMA
from planner.incoming import Book, Format, Grid
from planner.workbook.importing import assistant
from planner.workbook.importing.vocabulary import Vocabulary
from planner.workbook.reading_back import is_ours
from planner.workbook.template_book import write_template
from planner.workbook.templates import template, templates
from tests.core.builders import a_plan

CODES = [f"T{number}" for number in range(1, 15)]


def test_there_are_fourteen() -> None:
    assert [one.code for one in templates()] == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_column_has_a_field_or_a_reason(code: str) -> None:
    found = template(code)
    fields = {field.name for field in SCHEMA.kind(found.kind).fields}
    for column in found.columns:
        assert (column.field in fields) is not bool(column.reason), column.name
    used = [column.field for column in found.columns if column.field]
    assert len(used) == len(set(used)) > 0
    assert any(column.key for column in found.columns)


@pytest.mark.parametrize("code", CODES)
def test_the_import_understands_every_head(code: str) -> None:
    found, vocabulary = template(code), Vocabulary(SCHEMA)
    read = {c.name: vocabulary.field(found.kind, c.head) for c in found.columns if c.field}
    assert read == {c.name: c.field for c in found.columns if c.field}


@pytest.mark.parametrize("code", ["T2", "T7"])
def test_a_workbook_has_data_lists_and_notes(tmp_path: Path, code: str) -> None:
    path = tmp_path / "empty.xlsx"
    write_template(template(code), a_plan(), path)
    book = load_workbook(path)
    assert book.sheetnames == ["Data", "Code lists", "Notes"]
    assert [cell.value for cell in book["Data"][1]] == [c.head for c in template(code).columns]
    assert book["Data"].max_row == 1
    lists = {v.formula1 for v in book["Data"].data_validations.dataValidation}
    assert lists <= set(book.defined_names)
    assert "list_state" in lists
    notes = [cell.value for row in book["Notes"].iter_rows() for cell in row]
    assert "2026-10" in notes
    assert not is_ours(path)


@pytest.mark.parametrize("code", CODES)
def test_one_line_in_a_filled_table_is_found_beside_its_notes(tmp_path: Path, code: str) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(template(code), a_plan(), path)
    book = load_workbook(path)
    for cell in book["Data"][2]:
        cell.value = "entered"
    grids = [
        Grid(name=sheet.title, rows=[[value or "" for value in row] for row in sheet.values])
        for sheet in book.worksheets
    ]
    read = Book(name=path.name, digest="0" * 64, format=Format.XLSX, grids=tuple(grids))
    assert assistant.best_sheet(read, Vocabulary(SCHEMA)).name == "Data"


def test_units_that_a_name_does_not_say_stand_in_the_head() -> None:
    heads = {column.head for column in template("T3").columns}
    assert {"Union_commitment [EUR]", "rate [%]"} <= heads
    assert "amount_eur" in {column.head for column in template("T1").columns}


def test_the_heads_alone_go_into_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    write_template(template("t14"), a_plan(), path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert next(csv.reader(stream, delimiter=";"))[:2] == ["source_ref", "title"]


def test_a_german_template_has_german_sheets_and_the_same_columns(tmp_path: Path) -> None:
    text.set_language("de")
    path = tmp_path / "leer.xlsx"
    write_template(template("T9"), a_plan(), path)
    first = load_workbook(path).worksheets[0]
    assert [cell.value for cell in first[1]] == [c.head for c in template("T9").columns]


def test_another_code_or_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="unknown_template"):
        template("T15")
    with pytest.raises(ExchangeError, match="template_format"):
        write_template(template("T1"), a_plan(), tmp_path / "empty.ods")
