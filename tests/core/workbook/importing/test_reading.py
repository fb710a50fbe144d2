# SPDX-License-Identifier: EUPL-1.2
"""Every usual format and encoding is read, with what a reader of values alone would miss."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from planner.incoming import Blank, Format
from planner.workbook.importing.gate import check
from planner.workbook.importing.plain_text import delimiter_of, encodings_of
from planner.workbook.importing.reading import Reading, read_book
from tests.core.workbook.importing.hostile import packed, parts, sheet_xml, workbook

TEXT = "Name;Město\nČeská;5\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_a_text_is_read_in_its_encoding(encoding: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(TEXT.encode(encoding))
    book = read_book(path)
    assert book.encodings == (found,)
    assert book.grids[0].rows == [["Name", "Město"], ["Česká", "5"]]


def test_a_code_page_is_proposed_and_another_can_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes("Name;Größe\nKöln;5\n".encode("cp1252"))
    book = read_book(path)
    assert {"cp1252", "cp1250"} <= set(book.encodings)
    chosen = read_book(path, encoding="cp1252")
    assert chosen.grids[0].rows[0] == ["Name", "Größe"]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a;b;c\n1,5;2;3\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a,b\n1,2\n", ","),
        ("a|b\n1|2\n", "|"),
        ('a;"b;c";d\n1;2;3\n', ";"),
        ("sep=|\na,b|c\n", "|"),
        ("title\na;b\n1,2;3\n2,5;4\n", ";"),
        ("one column\n", ";"),
    ],
)
def test_a_delimiter_is_counted(text: str, mark: str) -> None:
    assert delimiter_of(text) == mark


def test_quotes_line_breaks_and_guarded_formulas_in_a_text(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("sep=;\na;b\n\"x\ny\";'=1+1\n'plain;-5\n", encoding="utf-8")
    assert read_book(path).grids[0].rows == [["a", "b"], ["x\ny", "=1+1"], ["'plain", "-5"]]


def test_a_mark_of_the_encoding_is_no_part_of_the_first_header(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_bytes("\ufeffName\tState\n".encode())
    assert read_book(path).grids[0].rows == [["Name", "State"]]


def test_hidden_sheets_and_rows_are_read_and_said(tmp_path: Path) -> None:
    book = Workbook()
    first = book.worksheets[0]
    first.append(["Name", "Share"])
    first.append(["A", 0.35])
    first.append(["B", 0.5])
    first["B2"].number_format = "0%"
    first.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Notes")
    hidden.sheet_state = "hidden"
    hidden["A1"] = date(2027, 3, 1)
    path = tmp_path / "book.xlsx"
    book.save(path)
    read = read_book(path)
    assert [(grid.name, grid.hidden) for grid in read.grids] == [("Sheet", False), ("Notes", True)]
    assert read.grids[0].hidden_rows == {2}
    assert read.grids[0].percents == {1}
    assert read.grids[1].rows == [[date(2027, 3, 1)]]
    assert len(read.digest) == 64


def test_formulas_without_a_result_and_errors_are_found(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="str"><f>"a"</f><v></v></c></row>'
    )
    (grid,) = read_book(workbook(tmp_path / "x.xlsx", sheet_xml(rows))).grids
    assert grid.blanks == {
        (0, 0): Blank.NOT_CALCULATED,
        (0, 2): Blank.ERROR,
        (0, 3): Blank.NOT_CALCULATED,
    }
    assert grid.rows[0][1] == 2


def test_elements_with_a_prefix_are_understood(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = (
        f'<x:worksheet xmlns:x="{space}"><x:sheetData><x:row r="1" hidden="1">'
        '<x:c r="A1"><x:f>1+1</x:f></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    (grid,) = read_book(workbook(tmp_path / "x.xlsx", xml)).grids
    assert grid.blanks == {(0, 0): Blank.NOT_CALCULATED}
    assert grid.hidden_rows == {0}


def test_the_name_of_a_file_says_nothing_about_its_format(tmp_path: Path) -> None:
    path = packed(tmp_path / "table.csv", parts(sheet_xml()))
    assert check(path).format is Format.XLSX
    text = tmp_path / "table.xlsx"
    text.write_text("Name;State\n")
    assert read_book(text).format is Format.TEXT


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    told: list[float] = []
    Reading(workbook(tmp_path / "x.xlsx")).wait(progress=told.append)
    assert all(0 <= fraction <= 1 for fraction in told)


def test_text_in_two_bytes_without_a_mark_is_no_binary_file() -> None:
    assert encodings_of("Name;State\n".encode("utf-16-le")) == ("utf-16-le",)
