# SPDX-License-Identifier: EUPL-1.2
"""Tables as values for tests: written as text, read as a file would be, checked against a plan."""

from collections.abc import Sequence
from pathlib import Path

from planner.domain.plan import Plan
from planner.incoming import Book, Cell, Format, Grid
from planner.intake import Accepted, Choices, Report
from planner.session import Session, Update
from planner.workbook.importing import assistant
from tests.core.test_session import MemoryStore

FILES = Path(__file__).parent / "files"


def book_of(
    *rows: Sequence[Cell],
    name: str = "table.xlsx",
    found: Format = Format.XLSX,
    digest: str = "0" * 64,
    **facts: object,
) -> Book:
    """Return a file of one sheet with these rows."""
    grid = Grid(name="Sheet", rows=[list(row) for row in rows], **facts)  # type: ignore[arg-type]  # facts by name
    return Book(name=name, digest=digest, format=found, grids=(grid,))


def text_book(text: str, *, name: str = "table.csv") -> Book:
    """Return a text file: lines of cells with semicolons between."""
    rows = [line.split(";") for line in text.strip().splitlines()]
    grid = Grid(name="table", rows=[list[Cell](row) for row in rows])
    return Book(name=name, digest="1" * 64, format=Format.TEXT, grids=(grid,), delimiter=";")


def checked(plan: Plan, book: Book, **choices: object) -> Report:
    """Return the report on a file."""
    return assistant.check(plan, book, Choices(**choices))  # type: ignore[arg-type]  # facts by name


def a_session(plan: Plan) -> Session:
    """Return a session that keeps its journal in memory."""
    return Session(plan, MemoryStore(), author="test")


def imported(session: Session, report: Report, accepted: Accepted | None = None) -> Update:
    """Take a report over."""
    command = assistant.command(report, accepted or Accepted(), session.plan)
    return session.execute(command)
