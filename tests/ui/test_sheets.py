# SPDX-License-Identifier: EUPL-1.2
"""Pages on screen and on paper: the same numbers, each opens its source, on two sheets at most."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from planner import app as planner_app
from planner import text
from planner.domain.commands import EditField
from planner.domain.records.infrastructure import Status
from planner.report import listing
from planner.report.origins import footnotes
from planner.report.pages import SHEETS
from planner.report.per_head import capacity_maps
from planner.report.sheet import Cell, Maps, Shades, Sheet, cells_of
from tests.core.report.readers import a_reader, the_sheet
from tests.ui.benches import JANUARY_2028, MASTER, MID, Bench
from ui.pages.sheets import SHOW, SheetsPage
from ui.printing.document import PageDocument
from ui.printing.drawing import nice_top
from ui.printing.look import PageLook, paper_look
from ui.printing.mapping import breaks_of, legend_lines, paint_maps
from ui.printing.paper import MOST_PAGES, laid_out, write_pdf
from ui.theme import load_theme

NAMES = [spec.name for spec in SHEETS]
ROOT = Path(__file__).parents[2]
A4 = QSizeF(4346, 6401)  # dots between the margins
OBJECT, NO_BREAK = "\ufffc", "\u00a0"
_NO_CHARACTER = re.compile(rb"[EF]\w{3}|0000")  # what can be neither searched nor read aloud


def sheets(bench: Bench, name: str = "board", subject: str = "") -> SheetsPage:
    bench.window.focus.show("sheets")
    bench.settle()
    page = bench.window.panels.page("sheets")
    assert isinstance(page, SheetsPage)
    page.show_sheet(name, subject)
    bench.settle()
    return page


def characters(pdf: bytes) -> list[bytes]:
    """Return what a PDF says its glyphs stand for, in hexadecimal."""
    ranges = b"".join(re.findall(rb"beginbfrange(.*?)endbfrange", pdf, re.DOTALL))
    return re.findall(rb"<(\w{4})>", b"".join(re.findall(rb"\[.*?\]", ranges)))


def asked(page: SheetsPage) -> list[str]:
    """Return what is asked about from now on, instead of opening a dialog."""
    found: list[str] = []
    page.view.asked.disconnect()
    page.view.asked.connect(lambda cell: found.append(cell.about.code))
    return found


def links(page: SheetsPage) -> list[Cell]:
    """Return what the links of the page on screen stand for."""
    document = page.view.document()
    assert isinstance(document, PageDocument)
    return document.cells


def point_of(page: SheetsPage, words: str) -> QPoint:
    """Return where some words stand on screen."""
    at = page.view.document().find(words)
    assert not at.isNull(), words
    page.view.setTextCursor(at)
    page.view.ensureCursorVisible()
    at.setPosition(at.selectionStart() + 1)
    return page.view.cursorRect(at).center()


def all_words(sheet: Sheet) -> Iterator[str]:
    for section in sheet.sections:
        yield section.title
        yield from (_plain(cell.words) for _label, cell in cells_of(section))


def _plain(words: str) -> str:
    """Return words as a document gives them back: every kind of space is one."""
    return words.replace(NO_BREAK, " ")


def test_it_opens_by_its_shortcut(bench: Bench) -> None:
    bench.trigger("view_sheets")
    page = sheets(bench)
    assert bench.window.focus.view == "sheets"
    assert "971.56" in page.view.toPlainText()


def test_a_click_on_a_number_asks_where_it_comes_from(bench: Bench) -> None:
    page = sheets(bench)
    found = asked(page)
    at = point_of(page, "4,122.3")
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert found == ["union_ceiling"]


def test_the_arrows_go_from_number_to_number_and_enter_asks(bench: Bench) -> None:
    page = sheets(bench)
    found = asked(page)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert found == ["union_committed"]
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert found == ["union_committed", "union_ceiling"]


def test_the_arrows_begin_in_the_section_that_was_asked_for(bench: Bench) -> None:
    page = sheets(bench)
    found = asked(page)
    page.perform(SHOW, "board:matched")
    bench.settle()
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert found
    assert "union_ceiling" not in found  # the first of the page


def test_tab_leaves_the_page_at_once(bench: Bench) -> None:
    page = sheets(bench)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    assert not page.view.hasFocus()


def test_the_question_of_the_window_knows_the_number_under_the_keyboard(bench: Bench) -> None:
    page = sheets(bench)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    number = bench.window._pointing.under_keyboard()
    assert number is not None
    assert (number.kind, number.code) == ("network", "union_ceiling")


def test_a_page_follows_edits_and_undo(bench: Bench) -> None:
    page = sheets(bench)
    command = EditField(kind="system", key="lumi_ai", field="union_meur", value=217.43)
    bench.window.edits.execute(command, source="test")
    bench.settle()
    assert "217.43" in page.view.toPlainText()
    bench.window.edits.undo()
    bench.settle()
    assert "217.43" not in page.view.toPlainText()


def test_the_sheet_stays_with_its_state_while_a_measure_there_is_edited(bench: Bench) -> None:
    cohort = bench.drop(MASTER, "NL")
    page = sheets(bench, "state")
    assert "State sheet: Netherlands" in page.view.toPlainText()  # where what is selected stands
    bench.window.focus.select("state", "FI")
    bench.settle()
    bench.window.focus.select("measure", cohort)
    bench.window.edits.set_status(cohort, Status.COMMITTED, source="test")
    bench.settle()
    assert "State sheet: Finland" in page.view.toPlainText()


def test_a_state_sheet_tells_of_the_month_in_sight_too(bench: Bench) -> None:
    cohort = bench.drop(MASTER, "NL")
    bench.window.edits.set_status(cohort, Status.COMMITTED, source="test")
    page = sheets(bench, "state", "NL")
    bench.go_to(JANUARY_2028 + 24)
    shown = _plain(page.view.toPlainText())
    assert "Jan 2030: 50" in shown  # seats
    assert "Jan 2030: 71.7 m€" in shown  # 70 m€ agreed, and half of 3.4 m€


def test_the_selected_state_is_the_one_the_sheet_is_about(bench: Bench) -> None:
    page = sheets(bench, "state", "NL")
    assert "State sheet: Netherlands" in page.view.toPlainText()
    bench.window.focus.select("state", "FI")
    bench.settle()
    assert "State sheet: Finland" in page.view.toPlainText()
    bench.window.focus.select("system", "lumi")
    bench.settle()
    assert "State sheet: Finland" in page.view.toPlainText()


def test_an_edit_elsewhere_leaves_the_page_where_it_was_scrolled_to(bench: Bench) -> None:
    page = sheets(bench)
    bar = page.view.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    bench.window.edits.assign(MID, "HR", JANUARY_2028, source="test")
    bench.settle()
    assert bar.value() == before
    page.show_sheet("auditor")
    assert bar.value() == 0


def test_the_month_in_sight_is_a_column(bench: Bench) -> None:
    page = sheets(bench, "state", "FI")
    assert "Jan 2028" in page.view.toPlainText()


def test_a_change_is_told_since_the_first_decision(bench: Bench) -> None:
    bench.drop(MID, "HR")
    page = sheets(bench, "change")
    assert "added" in page.view.toPlainText()
    assert page.subject.currentText() == "Before the first decision"


def test_a_change_is_compared_with_another_scenario(bench: Bench) -> None:
    scenarios = bench.workspace.scenarios
    other = scenarios.branch("As agreed", linked=False)
    later = EditField(kind="system", key="lumi_ai", field="accepted", value=JANUARY_2028)
    bench.window.edits.execute(later, source="test")
    page = sheets(bench, "change", other)
    assert page.subject.currentText() == "As agreed"
    assert "Moved: LUMI-AI +6 months." in page.view.toPlainText()


def test_without_a_choice_the_sheet_is_of_a_state_with_a_node(bench: Bench) -> None:
    page = sheets(bench, "state")
    assert page.subject.currentData() in bench.workspace.session.outcome.headlines.covered


def test_theme_and_language_change_the_page_that_is_open(bench: Bench) -> None:
    page = sheets(bench)
    before = page.view.document()
    bench.trigger("theme")
    assert page.view.document() is not before
    assert "971.56" in page.view.toPlainText()
    text.set_language("de")
    bench.window.retranslate()
    bench.settle()
    assert "971,56" in page.view.toPlainText()


def test_a_page_is_saved_as_pdf_and_as_a_table(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = sheets(bench)
    target = tmp_path / "board.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    page.pdf.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert "board.pdf is written" in bench.said()
    rows = tmp_path / "board.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(rows), "*.xlsx"))
    page.table.click()
    assert rows.exists()


def test_a_pdf_that_cannot_be_written_is_said(bench: Bench, tmp_path: Path) -> None:
    page = sheets(bench)
    page.save_pdf(tmp_path / "missing" / "board.pdf")
    assert "could not be written" in bench.said()


@pytest.mark.parametrize("name", NAMES)
def test_screen_and_paper_show_every_number_of_the_page(qtbot: QtBot, name: str) -> None:  # noqa: ARG001 - needs the application
    reader = a_reader()
    sheet = the_sheet(reader, name)
    on_screen = PageDocument(sheet, PageLook(load_theme("light"))).toPlainText()
    on_paper = PageDocument(sheet, paper_look(), footnotes(reader, sheet)).toPlainText()
    for words in all_words(sheet):
        assert words in on_screen, words
        assert words in on_paper, words


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", text.LANGUAGES)
def test_every_page_prints_on_two_sheets_with_its_fonts(
    qtbot: QtBot,  # noqa: ARG001 - needs the application
    tmp_path: Path,
    name: str,
    language: str,
) -> None:
    text.set_language(language)
    reader = a_reader()
    sheet = the_sheet(reader, name)
    target = tmp_path / "page.pdf"
    most = 1 if name == "change" else MOST_PAGES
    assert write_pdf(sheet, footnotes(reader, sheet), target) <= most
    made = target.read_bytes()
    assert b"/FontFile2" in made
    assert b"Inter" in made
    assert b"/Subtype /Image" not in made
    assert not [code for code in characters(made) if _NO_CHARACTER.match(code)]


def painted(**values: float | None) -> list[QColor]:
    """Return the colours of one small map on which some states have a value."""
    maps = Maps(title="", unit="PFLOP/s", maps=(Shades("today", tuple(values.items())),))
    look = PageLook(load_theme("light"))
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(look.color("card"))
    painter = QPainter(picture)
    paint_maps(painter, QRectF(picture.rect()), maps, look)
    painter.end()
    whole_map = range(round(400 * 0.7))  # the legend stands beside it
    return [picture.pixelColor(x, y) for x in whole_map for y in range(300)]


def test_a_map_shades_a_state_by_its_value_and_hatches_an_unknown_one(qtbot: QtBot) -> None:  # noqa: ARG001 - needs the application
    steps = load_theme("light").ramp()
    high, low = painted(FI=700.0, FR=100.0), painted(FI=100.0, FR=700.0)
    assert 0 < high.count(steps[-1]) < low.count(steps[-1])  # France is the larger one
    unknown, none = painted(FR=None), painted()
    assert sum(one != other for one, other in zip(unknown, none, strict=True)) > 500
    assert not any(one in unknown for one in steps[1:])


def test_the_legend_of_the_maps_names_every_step(qtbot: QtBot) -> None:  # noqa: ARG001 - needs the application
    maps = capacity_maps(a_reader())
    lines = legend_lines(maps)
    assert lines[0].startswith("below ")
    assert lines[-3].endswith(" and more")
    assert lines[-2:] == ("none", "size not published")
    assert len(lines) == len(breaks_of(maps)) + 3


def test_the_table_of_a_page_agrees_with_the_workbook_of_the_plan(
    bench: Bench, tmp_path: Path
) -> None:
    book = tmp_path / "plan.xlsx"
    planner_app.export(bench.workspace.session, book, kinds=["instrument"])
    sheet = sheets(bench).sheet()
    rows = {row[1]: row[3] for row in listing.rows(sheet, footnotes(a_reader(), sheet))}
    heads = {row[0]: row[1] for row in load_workbook(book)["Headlines"].iter_rows(values_only=True)}
    assert rows["Union money committed"] == pytest.approx(heads["Union money committed"])
    assert rows["Ceiling in force"] == pytest.approx(heads["Union ceiling"])
    money = list(load_workbook(book)["Money"].iter_rows(values_only=True))
    (year,) = (line for line in money[1:] if line[0] == 2026)
    committed = [at for at, head in enumerate(money[0]) if str(head).startswith("Committed")]
    assert sum(float(str(year[at])) for at in committed) == pytest.approx(
        rows["Contracts signed in 2026"]
    )


@pytest.mark.parametrize("name", NAMES)
def test_no_heading_stands_alone_at_the_foot_of_a_sheet(qtbot: QtBot, name: str) -> None:  # noqa: ARG001 - needs the application
    reader = a_reader()
    sheet = the_sheet(reader, name)
    document, _look = laid_out(sheet, footnotes(reader, sheet), A4)
    height, where = document.pageSize().height(), document.documentLayout().blockBoundingRect
    block, heading = document.begin(), -1
    while block.isValid():
        page = int(where(block).center().y() // height)
        if block.text():
            assert where(block).height() > 0, block.text()
            assert heading in (-1, page), block.text()
            heading = page if block.blockFormat().headingLevel() == 2 else -1
        block = block.next()


def test_links_of_the_document_name_its_numbers(qtbot: QtBot) -> None:  # noqa: ARG001 - needs the application
    document = PageDocument(the_sheet(a_reader(), "board"), PageLook(load_theme("dark")))
    first = document.cell("#0")
    assert first is not None
    assert first.words == "4,122.3 m€"
    assert document.cell("#99999") is None
    assert document.cell(QUrl("https://example.org").toString()) is None


def test_a_number_and_its_unit_stay_on_one_line(qtbot: QtBot) -> None:  # noqa: ARG001 - needs the application
    document = PageDocument(the_sheet(a_reader(), "board"), PageLook(load_theme("light")))
    assert f"4,122.3{NO_BREAK}m€" in document.toRawText()


def test_the_sheet_of_a_site_follows_the_selected_site(bench: Bench) -> None:
    page = sheets(bench, "site", "kajaani")
    assert "Site sheet: Kajaani" in page.view.toPlainText()
    bench.window.focus.select("site", "bologna")
    bench.settle()
    assert "Site sheet: Bologna" in page.view.toPlainText()
    bench.window.focus.select("system", "karolina")
    bench.settle()
    assert "Site sheet: Ostrava" in page.view.toPlainText()


def test_headings_can_be_told_from_text(qtbot: QtBot) -> None:  # noqa: ARG001 - needs the application
    document = PageDocument(the_sheet(a_reader(), "board"), PageLook(load_theme("light")))
    at, levels = QTextCursor(document), set()
    while True:
        levels.add(at.block().blockFormat().headingLevel())
        if not at.movePosition(QTextCursor.MoveOperation.NextBlock):
            break
    assert {1, 2} <= levels


def test_charts_are_told_in_words_to_who_cannot_see_them(bench: Bench) -> None:
    page = sheets(bench)
    assert page.view.accessibleName() == "Board page"
    assert "EFLOP/s operate in" in page.view.accessibleDescription()
    assert OBJECT in page.view.document().toRawText()


@pytest.mark.parametrize(
    ("highest", "top"), [(0.0, 1.0), (0.7, 0.8), (1.0, 1.0), (64.3, 80.0), (1185.0, 2000.0)]
)
def test_the_axis_ends_at_a_round_number_above(highest: float, top: float) -> None:
    assert nice_top(highest) == pytest.approx(top)


def test_the_command_line_prints_without_a_display(empty_home: Path) -> None:
    made = empty_home / "state.pdf"
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "report", "state", "HR", "--pdf", str(made)],
        cwd=empty_home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Written:" in done.stdout
    assert made.read_bytes().startswith(b"%PDF")
