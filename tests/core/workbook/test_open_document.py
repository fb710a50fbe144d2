# SPDX-License-Identifier: EUPL-1.2
"""An OpenDocument spreadsheet holds what the workbook holds, and comes back like it."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from planner.domain.commands import AddRecord, Assign
from planner.domain.months import month_of
from planner.incoming import Book
from planner.session import Session
from planner.workbook.reading_back import is_ours
from planner.workbook.selection import Selection
from tests.core.test_session import MemoryStore, a_session
from tests.core.workbook.books import back, exported, read_here

SOME = Selection(kinds=("state", "system", "measure", "source", "template"))


@pytest.fixture
def session() -> Session:
    session = a_session(MemoryStore())
    session.execute(Assign(template="t-system", state="PT", start=month_of(2028), measure="m1"))
    for number, words in enumerate(["=1+1", " two  spaces ", "two\nlines", "tab\there", "<&>"]):
        session.execute(AddRecord(kind="source", values={"id": f"s{number}", "title": words}))
    return session


@pytest.fixture
def path(session: Session, tmp_path: Path) -> Path:
    return exported(session, tmp_path / "plan.ods", selection=SOME)


@pytest.fixture
def book(path: Path) -> Book:
    return read_here(path)


def test_it_comes_back_without_a_change(session: Session, path: Path) -> None:
    assert is_ours(path)
    found = back(session, path)
    assert found.is_empty
    assert found.unchanged > 400


def test_months_are_dates_shares_percentages_and_codes_words(book: Book) -> None:
    grid = book.grid("Measures")
    assert grid is not None
    names, heads, row, *_more = grid.rows
    shown = dict(zip(names, row, strict=False))
    assert str(shown["start"]).startswith("2028-01-01")
    assert shown["union_share_acquisition"] == 0.5
    assert (shown["state"], shown["status"]) == ("Portugal", "tentative")
    assert "Acquisition cost [MEUR]" in heads


def test_lists_are_offered_from_a_hidden_sheet(path: Path, book: Book) -> None:
    content = ZipFile(path).read("content.xml").decode()
    assert 'table:content-validation-name="list_state"' in content
    assert "cell-content-is-in-list([$'_lists'.$A$2" in content
    assert {grid.name for grid in book.grids} >= {"_lists", "_rows", "_plan", "Capacity", "Money"}


def test_text_is_never_a_formula(path: Path) -> None:
    assert "table:formula" not in ZipFile(path).read("content.xml").decode()
