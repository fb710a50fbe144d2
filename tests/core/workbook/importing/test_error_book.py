# SPDX-License-Identifier: EUPL-1.2
"""The user's own workbook comes back with the mistakes marked and listed."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.errors import ExchangeError
from planner.domain.plan import Plan
from planner.reference.seed import reference_plan
from planner.workbook.importing.error_book import write_error_book
from planner.workbook.importing.reading import read_book
from tests.core.workbook.importing.tables import FILES, checked


@pytest.fixture(scope="module")
def plan() -> Plan:
    return reference_plan()


def test_a_workbook_keeps_its_layout_and_links_to_its_mistakes(plan: Plan, tmp_path: Path) -> None:
    source = FILES / "germany.xlsx"
    report = checked(plan, read_book(source), dash="unknown")
    target = tmp_path / "marked.xlsx"
    write_error_book(report, source, target)
    book = load_workbook(target)
    assert book.sheetnames == ["Mistakes", "Übersicht", "Intern"]
    assert book["Intern"].sheet_state == "hidden"
    sheet = book["Übersicht"]
    assert "A1:I1" in {str(cells) for cells in sheet.merged_cells.ranges}
    assert sheet["F12"].value == "=1+1"
    assert sheet["G14"].fill.fgColor.rgb == "FFF6C8C2"
    assert "takes a date" in sheet["G14"].comment.text
    listed = book["Mistakes"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["G14", "F16"]
    assert listed["A2"].hyperlink.location == "'Übersicht'!G14"
    assert "its rows add up to" in str(rows[1][3])


@pytest.mark.parametrize("name", ["commitments.xls", "czechia.csv"])
def test_other_formats_come_back_as_a_workbook_of_their_values(
    name: str, plan: Plan, tmp_path: Path
) -> None:
    source = FILES / name
    kind = "system" if name.endswith("csv") else "commitment"
    encoding = "cp1252" if name.endswith("csv") else ""
    report = checked(plan, read_book(source, encoding=encoding), kind=kind)
    assert report.troubles
    target = tmp_path / "marked.xlsx"
    write_error_book(report, source, target)
    book = load_workbook(target)
    assert len(book.sheetnames) == 2
    texts = [cell.value for row in book.worksheets[1].iter_rows() for cell in row]
    assert [cell for cell in texts if str(cell).startswith("=")]
    types = {c.data_type for row in book.worksheets[1].iter_rows() for c in row if c.value}
    assert "f" not in types


def test_a_file_that_went_bad_meanwhile_is_refused(plan: Plan, tmp_path: Path) -> None:
    source = tmp_path / "germany.xlsx"
    source.write_bytes((FILES / "germany.xlsx").read_bytes())
    report = checked(plan, read_book(source))
    source.write_bytes(b"gone")
    with pytest.raises(ExchangeError):
        write_error_book(report, source, tmp_path / "marked.xlsx")
    assert not (tmp_path / "marked.xlsx").exists()
