# SPDX-License-Identifier: EUPL-1.2
"""A table from the screen as a file."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from planner.domain.errors import ExchangeError
from planner.workbook.listing import Listing, write_listing

TABLE = Listing("Time: line", ("Name", "Months"), (("=1+1", 3), ("LUMI", None)))


def test_a_workbook_holds_the_table_and_text_stays_text(tmp_path: Path) -> None:
    write_listing(TABLE, tmp_path / "t.xlsx")
    (sheet,) = load_workbook(tmp_path / "t.xlsx").worksheets
    assert [[cell.value for cell in row] for row in sheet] == [
        ["Name", "Months"],
        ["=1+1", 3],
        ["LUMI", None],
    ]
    assert sheet["A2"].data_type == "s"


def test_a_csv_file_runs_no_formula(tmp_path: Path) -> None:
    write_listing(TABLE, tmp_path / "t.csv")
    text = (tmp_path / "t.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["Name,Months", "'=1+1,3", "LUMI,"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError):
        write_listing(TABLE, tmp_path / "nowhere" / "t.csv")
