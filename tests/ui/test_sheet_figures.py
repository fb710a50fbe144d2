# SPDX-License-Identifier: EUPL-1.2
"""What is behind the figures of a page on screen, and that paper and spreadsheet say the same."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from planner import text
from planner.domain.commands import EditField
from planner.report import listing
from planner.report.origins import NO_NOTES, footnotes
from planner.report.reader import Reader
from planner.report.sheet import PAGE, VIEW, Cell, Line, Section, Sheet, Table, cells_of
from tests.core.report.busy import a_busy_session
from tests.core.report.readers import a_reader, the_sheet
from tests.ui.benches import MID, Bench, answering
from tests.ui.pdf_text import runs_of
from tests.ui.test_sheets import A4, NAMES, links, point_of, sheets
from ui.dialogs.provenance import ProvenanceDialog
from ui.pages.compare import ComparePage
from ui.printing.document import PageDocument
from ui.printing.look import PageLook
from ui.printing.paper import MOST_PAGES, laid_out, write_pdf
from ui.theme import load_theme


@pytest.fixture(scope="module")
def busy() -> Reader:
    return a_reader(a_busy_session())


def broken_words(document: PageDocument) -> Iterator[str]:
    """Yield the words that go on in another line, or stand out of their column."""
    block = document.begin()
    while block.isValid():
        words, layout = block.text(), block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            end = line.textStart() + line.textLength()
            if words[end - 1 : end].isalnum() and words[end : end + 1].isalnum():
                yield words[:end]
            if line.naturalTextWidth() > line.width() + 1:
                yield words
        block = block.next()


@pytest.mark.parametrize(
    ("language", "name", "subject"),
    [("de", "auditor", ""), ("de", "state", "GR"), ("fr", "site", "stuttgart")],
)
def test_no_word_is_broken_on_paper(
    qtbot: QtBot,  # noqa: ARG001 - needs the application
    busy: Reader,
    language: str,
    name: str,
    subject: str,
) -> None:
    text.set_language(language)
    sheet = the_sheet(busy, name, subject)
    document, _look = laid_out(sheet, footnotes(busy, sheet), A4)
    assert list(broken_words(document)) == []
    assert document.pageCount() <= MOST_PAGES


def sheets_of_rows(document: PageDocument) -> Iterator[set[int]]:
    """Yield on which sheets of paper the lines of each row of a table stand."""
    height = document.pageSize().height()
    where = document.documentLayout().blockBoundingRect
    for table in document.rootFrame().childFrames():
        if isinstance(table, QTextTable) and table.format().headerRowCount():
            for row in range(1, table.rows()):
                cells = (table.cellAt(row, column) for column in range(table.columns()))
                rects = [where(cell.firstCursorPosition().block()) for cell in cells]
                edges = [edge for one in rects for edge in (one.top(), one.bottom() - 1)]
                yield {int(edge // height) for edge in edges}


def test_no_row_goes_on_over_the_foot_of_a_sheet(qtbot: QtBot) -> None:  # noqa: ARG001 - needs the application
    lines = tuple(Line((Cell(str(row)), Cell("some long words " * 120))) for row in range(9))
    table = Table(heads=("Row", "Words"), lines=lines)
    section = Section("rows", "Rows", (table,))
    sheet = Sheet(name="rows", title="Rows", subtitle="", facts=(), sections=(section,))
    document, _look = laid_out(sheet, NO_NOTES, A4)
    assert document.pageCount() > 1
    assert {len(one) for one in sheets_of_rows(document)} == {1}


@pytest.mark.parametrize("name", ["board", "auditor"])
def test_paper_and_spreadsheet_hold_the_same_figures(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, busy: Reader, name: str
) -> None:
    sheet = the_sheet(busy, name)
    notes = footnotes(busy, sheet)
    write_pdf(sheet, notes, tmp_path / "page.pdf")
    rows = tmp_path / "page.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(rows), "*.xlsx"))
    page = sheets(bench)
    page.ground.save_rows(sheet.title, listing.heads(), list(listing.rows(sheet, notes)))
    drawn = Counter("".join(run.split()) for run in runs_of(tmp_path / "page.pdf"))
    (first, *rest) = load_workbook(rows).worksheets[0].iter_rows(values_only=True)
    written = first.index("As written")
    for told, count in Counter("".join(str(row[written]).split()) for row in rest).items():
        assert sum(many for run, many in drawn.items() if told in run) >= count, told


def test_a_name_in_a_table_opens_its_record(bench: Bench) -> None:
    page = sheets(bench)
    at = point_of(page, "DAEDALUS")
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    bench.settle()
    assert (bench.window.focus.selection.kind, bench.window.focus.selection.key) == (
        "system",
        "daedalus",
    )


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the invisible screen has no window manager
def test_a_figure_of_the_30_june_opens_the_sources_of_that_day(bench: Bench) -> None:
    command = EditField(kind="system", key="lumi", field="power_mw", value=99.0)
    bench.window.edits.execute(command, source="test")
    page = sheets(bench, "auditor")
    past = next(cell for cell in links(page) if cell.day and "MW" in cell.words)
    said: list[str] = []

    def read(dialog: QDialog) -> None:
        assert isinstance(dialog, ProvenanceDialog)
        said.append(dialog.text())
        dialog.reject()

    answering(read)
    page.view.asked.emit(past)
    assert past.words.removesuffix(" MW") in said[0]
    assert "99" not in said[0]


def test_what_was_changed_leads_to_the_history_and_to_the_change_note(bench: Bench) -> None:
    bench.drop(MID, "HR")
    page = sheets(bench)
    (counted,) = (one for one in links(page) if one.opens == (PAGE, "change:changes"))
    page.view.asked.emit(counted)
    bench.settle()
    assert page.name() == "change"
    page.show_sheet("auditor")
    step = next(one for one in links(page) if one.opens == (VIEW, "history"))
    page.view.asked.emit(step)
    bench.settle()
    assert bench.window.focus.view == "history"


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_on_screen_is_a_link(qtbot: QtBot, busy: Reader, name: str) -> None:  # noqa: ARG001 - needs the application
    sheet = the_sheet(busy, name)
    document = PageDocument(sheet, PageLook(load_theme("light")))
    cells = [cell for section in sheet.sections for _label, cell in cells_of(section)]
    assert Counter(document.cells) == Counter(one for one in cells if one.is_link and one.words)


def test_a_figure_of_a_change_opens_both_sides_of_it(bench: Bench) -> None:
    bench.drop(MID, "HR")
    for name in ("board", "change"):
        page = sheets(bench, name)
        moved = next(one for one in links(page) if one.opens == (VIEW, "compare"))
        page.view.asked.emit(moved)
        bench.settle()
        assert bench.window.focus.view == "compare"
        compare = bench.window.panels.page("compare")
        assert isinstance(compare, ComparePage)
        labels = [one.label for one in compare.sides.sides()]
        assert labels == ["Before the first decision", "This plan, now"]
