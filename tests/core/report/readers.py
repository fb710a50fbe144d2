# SPDX-License-Identifier: EUPL-1.2
"""Pages in tests: made from the public record, and found in by what a reader sees."""

from datetime import date

from planner.domain.changes import applied
from planner.domain.months import month_of
from planner.domain.plan import Plan
from planner.reference.seed import reference_plan
from planner.report.pages import BY_NAME, make_sheet
from planner.report.reader import Reader
from planner.report.sheet import Cell, KeyFigure, KeyFigures, Paragraph, Sheet, Table
from planner.session import Session
from tests.core.test_session import MemoryStore

TODAY = date(2026, 11, 23)
DECEMBER_2030 = int(month_of(2030, 12))
OCTOBER_2026 = int(month_of(2026, 10))
SUBJECTS = {"state": "NL", "factory": "nlaif_aif", "site": "kajaani"}


class PublicRecord(MemoryStore):
    """A store in memory that begins with the public record."""

    def as_of(self, point: int) -> Plan:
        plan = reference_plan()
        for _step, changes in self.journal[:point]:
            plan = applied(plan, changes)
        return plan


def a_session() -> Session:
    """Return a session over the public record."""
    return Session(reference_plan(), PublicRecord(), author="Ada")


def a_reader(session: Session | None = None) -> Reader:
    """Return a reader with December 2030 in sight."""
    return Reader(session or a_session(), DECEMBER_2030)


def the_sheet(reader: Reader, name: str, subject: str = "") -> Sheet:
    """Return a page, about the Dutch or Kajaani where it is about a record."""
    key = subject or SUBJECTS.get(name, "")
    return make_sheet(reader, name, key if BY_NAME[name].subject else "", TODAY)


def figures(sheet: Sheet, section: str) -> dict[str, KeyFigure]:
    """Return the figures that stand by themselves in a section, by their labels."""
    blocks = sheet.section(section).blocks
    rows = (one for block in blocks if isinstance(block, KeyFigures) for one in block.figures)
    return {one.label: one for one in rows}


def tables(sheet: Sheet, section: str) -> list[Table]:
    """Return the tables of a section."""
    return [block for block in sheet.section(section).blocks if isinstance(block, Table)]


def row(table: Table, name: str) -> dict[str, Cell]:
    """Return the row of a table that begins with some words, by the heads of its columns."""
    line = next(line for line in table.lines if line.cells[0].words.startswith(name))
    return dict(zip(table.heads, line.cells, strict=True))


def said(sheet: Sheet, section: str) -> str:
    """Return the sentences of a section."""
    blocks = sheet.section(section).blocks
    return " ".join(str(block.words) for block in blocks if isinstance(block, Paragraph))
