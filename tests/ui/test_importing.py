# SPDX-License-Identifier: EUPL-1.2
"""A table from elsewhere, taken in step by step; our own workbook, taken back."""

import csv
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QWidget,
)

from planner import app as planner_app
from planner.domain.commands import EditField
from planner.domain.records.evidence import Evidence, Source
from planner.domain.records.geography import State
from tests.ui.benches import Bench, button
from ui.importing.dialog import CHANGES, COLUMNS, FILE, FINDINGS, READING, STEPS, ImportDialog

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")

FILES = Path(__file__).parents[1] / "core" / "workbook" / "importing" / "files"
CZECHIA = FILES / "czechia.csv"
_LOOKS = 3_000
Act = Callable[[ImportDialog], None]


@pytest.fixture
def bench(tmp_path: Path, qapp: QApplication) -> Iterator[Bench]:  # noqa: ARG001 - must be there
    bench = Bench(tmp_path / "plan.aifp")
    yield bench
    bench.close()


def guided(bench: Bench, path: Path, *acts: Act) -> None:
    """Import a file; each act comes once the dialog has come to rest, and the last one ends it."""
    _while_open(*acts)
    bench.window.exchanging.open(path)
    bench.settle()


def _while_open(*acts: Act) -> None:
    left, looks = list(acts), iter(range(_LOOKS))

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if next(looks, None) is None:
            if dialog is not None:
                dialog.close()
            return
        at_rest = isinstance(dialog, ImportDialog) and not dialog.is_waiting()
        if isinstance(dialog, ImportDialog) and at_rest and left:
            try:
                left.pop(0)(dialog)
            except BaseException:
                dialog.reject()  # an act that fails must not leave the test waiting
                raise
            if not left:
                return
        QTimer.singleShot(5, look)

    QTimer.singleShot(5, look)


def take_over(dialog: ImportDialog) -> None:
    """Press the button that takes over what is ticked."""
    assert dialog.can_import()
    _main_button(dialog).click()


def _main_button(dialog: ImportDialog) -> QPushButton:
    buttons = dialog.findChildren(QPushButton)
    return next(b for b in buttons if b.text().startswith("Take over"))


def lines(dialog: ImportDialog) -> list[tuple[str, ...]]:
    """Return the lines of the last step as they are read."""
    table = dialog.changes.lines.table()
    return [table.line(row).cells for row in range(table.rowCount())]


def choose(box: QWidget | None, code: str) -> None:
    """Choose as a hand does."""
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(code))
    box.activated.emit(box.currentIndex())


def box_named(dialog: ImportDialog, words: str) -> QComboBox:
    """Return the drop-down whose name holds these words: the newest, where Qt keeps an old one."""
    boxes = [box for box in dialog.findChildren(QComboBox) if words in box.accessibleName()]
    return [box for box in boxes if not box.isHidden()][-1]


def a_table(path: Path, *rows: tuple[object, ...]) -> Path:
    """Write a sheet, as somebody else would."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]  # a new book has a sheet
    book.save(path)
    return path


def test_a_table_is_taken_in_as_one_step_and_undo_takes_it_back(bench: Bench) -> None:
    session = bench.workspace.session
    before = session.plan
    seen: list[tuple[str, ...]] = []

    def look(dialog: ImportDialog) -> None:
        seen.extend(lines(dialog))
        take_over(dialog)

    guided(bench, CZECHIA, look)
    assert ("changed", "3", "KarolAIna (CZAI)", "In service from", "–", "Jan 2027") in seen
    assert len(session.history()) == 1
    source = next(s for s in session.plan.of(Source).values() if s.title == "czechia.csv")
    assert source.reference.startswith("sha256:")  # type: ignore[union-attr]  # an import writes it
    cells = {e.cell for e in session.plan.of(Evidence).values() if e.source == source.id}
    assert "czechia!F3" in cells
    assert "czechia.csv was taken over" in bench.said()
    bench.trigger("undo")
    assert session.plan == before


def test_a_file_that_is_imported_again_changes_nothing(bench: Bench) -> None:
    guided(bench, CZECHIA, take_over)
    seen: list[bool] = []

    def look(dialog: ImportDialog) -> None:
        seen.append(dialog.can_import())
        dialog.reject()

    guided(bench, CZECHIA, look)
    assert seen == [False]


def test_cancelling_leaves_the_plan_as_it_was(bench: Bench) -> None:
    guided(bench, CZECHIA, lambda dialog: button(dialog, "Cancel").click())
    assert bench.workspace.session.history() == []


def test_enter_goes_from_step_to_step_up_to_what_would_change(bench: Bench) -> None:
    before, seen = bench.workspace.session.plan, list[str]()

    def walk(dialog: ImportDialog) -> None:
        dialog.show_step(FILE)
        for _step in range(4):
            QTest.keyClick(dialog, Qt.Key.Key_Return)
            seen.append(dialog.step())
        dialog.reject()

    guided(bench, CZECHIA, walk)
    assert seen == [COLUMNS, READING, FINDINGS, CHANGES]
    assert bench.workspace.session.plan == before


def test_a_line_without_its_tick_is_not_taken_over(bench: Bench) -> None:
    def untick_notes(dialog: ImportDialog) -> None:
        dialog.show_step(CHANGES)
        table = dialog.changes.lines
        rows = [row for row, line in enumerate(lines(dialog)) if line[3] == "Notes"]
        for row in rows:
            table.setCurrentIndex(table.model().index(row, 0))
            QTest.keyClick(table, Qt.Key.Key_Space)
        take_over(dialog)

    notes = {key: s.notes for key, s in bench.workspace.session.plan.table("system").items()}  # type: ignore[attr-defined]  # systems have notes
    guided(bench, CZECHIA, untick_notes)
    now = {key: s.notes for key, s in bench.workspace.session.plan.table("system").items()}  # type: ignore[attr-defined]  # as above
    assert len(bench.workspace.session.history()) == 1
    assert now == notes


def test_accepting_none_and_all_is_one_press_each(bench: Bench) -> None:
    seen: list[bool] = []

    def press(dialog: ImportDialog) -> None:
        dialog.show_step(CHANGES)
        dialog.changes.none.click()
        seen.append(dialog.can_import())
        dialog.changes.all.click()
        seen.append(dialog.can_import())
        dialog.reject()

    guided(bench, CZECHIA, press)
    assert seen == [False, True]


def test_a_question_is_asked_once_and_the_answer_is_seen_at_once(bench: Bench) -> None:
    told: list[str] = []

    def answer(dialog: ImportDialog) -> None:
        told.append(dialog.told())
        assert not dialog.can_import()
        dialog.show_step(READING)
        choose(box_named(dialog, "decimal mark"), ",")

    def see(dialog: ImportDialog) -> None:
        told.append(dialog.told())
        sample = dialog.reading.sample()
        texts = [sample.item(0, column).text() for column in range(sample.columnCount())]  # type: ignore[union-attr]  # every cell has words
        assert "3.800 → 3.8 m€" not in texts
        assert box_named(dialog, "decimal mark").currentText() == "comma, as in 1.234,5"
        take_over(dialog)

    guided(bench, FILES / "commitments.xls", answer, see)
    assert "1 question is open: see “Reading”" in told[0]
    assert "open" not in told[1]
    assert "Rows with mistakes were left out" in bench.said()


def test_a_column_is_given_another_field_and_leaves_its_own(bench: Bench, tmp_path: Path) -> None:
    path = a_table(tmp_path / "people.xlsx", ("Name", "Population", "x"), ("Germany", 80, 90))

    def swap(dialog: ImportDialog) -> None:
        dialog.show_step(COLUMNS)
        choose(box_named(dialog, "Field for column C x"), "population_m")

    def see(dialog: ImportDialog) -> None:
        left = dialog.columns.table().cellWidget(1, 2)
        assert isinstance(left, QComboBox)
        assert left.currentText() == "– leave out –"
        assert [line[5] for line in lines(dialog)] == ["90 million"]
        dialog.reject()

    guided(bench, path, swap, see)


def test_tab_goes_from_field_to_field_of_the_columns(bench: Bench, tmp_path: Path) -> None:
    path = a_table(tmp_path / "people.xlsx", ("Name", "Population", "x"), ("Germany", 80, 90))
    passed: list[str] = []

    def walk(dialog: ImportDialog) -> None:
        dialog.show_step(COLUMNS)
        box_named(dialog, "Field for column A").setFocus()
        for _stop in range(4):
            keyboard = QApplication.focusWidget()
            assert keyboard is not None
            passed.append(keyboard.accessibleName())
            QTest.keyClick(keyboard, Qt.Key.Key_Tab)
        dialog.reject()

    guided(bench, path, walk)
    assert passed == [
        "Field for column A Name",
        "Field for column B Population",
        "Unit of column B Population",
        "Field for column C x",
    ]


def test_where_hardly_a_column_is_known_it_is_asked_what_the_rows_are(bench: Bench) -> None:
    told: list[str] = []

    def answer(dialog: ImportDialog) -> None:
        told.append(dialog.told())
        assert not dialog.can_import()
        dialog.show_step(READING)
        choose(box_named(dialog, "What is each row?"), "system")

    def give_state(dialog: ImportDialog) -> None:
        assert dialog.file.kind.currentText() == "Systems"
        dialog.show_step(COLUMNS)
        choose(box_named(dialog, "Field for column B Kraj"), "state")

    def see(dialog: ImportDialog) -> None:
        told.append(dialog.findings.mistakes.shown_rows()[0][-1])
        dialog.reject()

    guided(bench, FILES / "poland.xlsx", answer, give_state, see)
    assert "1 question is open" in told[0]
    assert "lacks: Status" in told[1]


def test_a_mistake_names_cell_value_and_what_to_do(bench: Bench) -> None:
    seen: list[tuple[str, ...]] = []

    def look(dialog: ImportDialog) -> None:
        dialog.show_step(FINDINGS)
        seen.extend(dialog.findings.mistakes.shown_rows())
        dialog.reject()

    guided(bench, FILES / "germany.xlsx", look)
    cell, column, value, words = seen[0]
    assert (cell, column, value) == ("G14", "Auswahl", "30.02.2026")
    assert words.endswith("Write it such as 2027-03-15 or 03/2027.")


def test_a_row_taken_for_a_total_is_read_when_it_is_ticked(bench: Bench) -> None:
    before: list[int] = []

    def tick(dialog: ImportDialog) -> None:
        dialog.show_step(FINDINGS)
        before.append(len(lines(dialog)))
        table = dialog.findings.left_out
        table.setCurrentIndex(table.model().index(0, 0))
        QTest.keyClick(table, Qt.Key.Key_Space)

    def see(dialog: ImportDialog) -> None:
        before.append(len(lines(dialog)))
        dialog.reject()

    guided(bench, FILES / "france.ods", tick, see)
    assert before[1] == before[0] + 1


def test_what_new_rows_lack_is_given_once_for_all(bench: Bench) -> None:
    def give(field: str) -> Act:
        def act(dialog: ImportDialog) -> None:
            dialog.show_step(COLUMNS)
            box = box_named(dialog, field)
            choose(box, str(box.itemData(0)))

        return act

    def answer(dialog: ImportDialog) -> None:
        dialog.show_step(READING)
        choose(box_named(dialog, "What does each of it count"), "4")

    guided(bench, FILES / "quotas.xlsx", give("Access mode"), give("Pool"), answer, take_over)
    assert len(bench.workspace.session.history()) == 1


def test_a_file_that_is_no_table_is_refused_in_a_sentence(bench: Bench, tmp_path: Path) -> None:
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    told: list[str] = []

    def read(dialog: ImportDialog) -> None:
        told.append(dialog.told())
        assert not dialog.can_import()
        dialog.reject()

    guided(bench, path, read)
    assert "letter.xlsx" in told[0]
    assert told[0].endswith(".")


def test_where_no_table_is_found_another_sheet_is_chosen(bench: Bench, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append([2026])
    data = book.create_sheet("Data")
    data.append(["State", "Population [m]", "Capital"])
    data.append(["Tschechien", 10.7, "Praha"])
    data.sheet_state = "hidden"
    path = tmp_path / "states.xlsx"
    book.save(path)
    told: list[str] = []

    def read(dialog: ImportDialog) -> None:
        told.append(dialog.told())
        assert dialog.file.other.isVisible()
        choose(dialog.file.header, "0")

    def read_again(dialog: ImportDialog) -> None:
        told.append(dialog.told())
        choose(dialog.file.sheet, "Data")

    def read_at_last(dialog: ImportDialog) -> None:
        told.append(" ".join(line for cells in lines(dialog) for line in cells))
        dialog.reject()

    guided(bench, path, read, read_again, read_at_last)
    assert all("No table was found" in words and "states.xlsx" in words for words in told[:2])
    assert "Praha" in told[2]


def test_reading_can_be_cancelled_before_it_is_done(bench: Bench) -> None:
    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ImportDialog)
        assert dialog.is_waiting()
        dialog.reject()

    QTimer.singleShot(0, cancel)
    bench.window.exchanging.open(CZECHIA)
    bench.settle()
    assert bench.said() == ""
    assert bench.workspace.session.history() == []


def test_a_file_dropped_on_the_window_is_imported(bench: Bench) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(CZECHIA))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, mime, left, none)
    QApplication.sendEvent(bench.window, enter)
    assert enter.isAccepted()
    titles: list[str] = []

    def look(dialog: ImportDialog) -> None:
        titles.append(dialog.windowTitle())
        dialog.reject()

    _while_open(look)
    QApplication.sendEvent(bench.window, QDropEvent(QPointF(9, 9), copy, mime, left, none))
    for _look in range(_LOOKS):
        bench.settle()
        if titles:
            break
    assert titles == ["Import czechia.csv"]


def test_what_is_no_table_is_not_taken_when_it_is_held_over_the_window(bench: Bench) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("picture.png")])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, mime, left, none)
    enter.ignore()
    QApplication.sendEvent(bench.window, enter)
    assert not enter.isAccepted()


@pytest.fixture
def own(bench: Bench, tmp_path: Path) -> Path:
    """Return a workbook of ours in which somebody changed Germany and France and took Malta out."""
    path = tmp_path / "own.xlsx"
    planner_app.export(bench.workspace.session, path, kinds=["state"])
    book = openpyxl.load_workbook(path)
    sheet = book["States"]
    names = [cell.value for cell in sheet[1]]
    key, people = names.index("state.id"), names.index("population_m")
    rows = {row[key].value: row for row in sheet.iter_rows()}
    rows["DE"][people].value, rows["FR"][people].value = 99, 70
    sheet.delete_rows(rows["MT"][0].row)
    book.save(path)
    return path


def _population(bench: Bench, state: str) -> float | None:
    return bench.workspace.session.plan.of(State)[state].population_m


def test_our_own_workbook_brings_back_only_what_was_changed_in_it(bench: Bench, own: Path) -> None:
    bench.workspace.session.execute(
        EditField(kind="state", key="FR", field="population_m", value=69.0)
    )
    seen: list[tuple[str, ...]] = []

    def look(dialog: ImportDialog) -> None:
        seen.extend(lines(dialog))
        take_over(dialog)

    guided(bench, own, look)
    france, germany, malta = seen
    assert france[:3] == ("conflicting", "France", "Population")
    assert france[4:] == ("70 million", "69 million")
    assert germany[:3] == ("changed", "Germany", "Population")
    assert malta[:2] == ("without a row", "Malta")
    assert (_population(bench, "DE"), _population(bench, "FR")) == (99.0, 69.0)
    assert "MT" in bench.workspace.session.plan.of(State)


def test_a_conflict_that_is_ticked_lets_the_file_win(bench: Bench, own: Path) -> None:
    bench.workspace.session.execute(
        EditField(kind="state", key="FR", field="population_m", value=69.0)
    )

    def tick(dialog: ImportDialog) -> None:
        table = dialog.changes.lines
        table.setCurrentIndex(table.model().index(0, 0))
        QTest.keyClick(table, Qt.Key.Key_Space)
        take_over(dialog)

    guided(bench, own, tick)
    assert _population(bench, "FR") == 70.0
    bench.trigger("undo")
    assert _population(bench, "FR") == 69.0


def _nameless(dialog: ImportDialog) -> Iterator[str]:
    for widget in dialog.findChildren(QWidget):
        is_reached = widget.focusProxy() is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        has_name = bool(widget.accessibleName() or getattr(widget, "text", str)())
        if widget.isVisible() and widget.isEnabled() and is_reached and not has_name:
            yield type(widget).__name__


def test_every_control_of_every_step_has_a_name(bench: Bench) -> None:
    nameless: list[str] = []

    def look(dialog: ImportDialog) -> None:
        for step in STEPS:
            dialog.show_step(step)
            nameless.extend(_nameless(dialog))
        dialog.reject()

    guided(bench, FILES / "germany.xlsx", look)
    assert nameless == []


def test_the_table_with_its_mistakes_marked_is_written(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "marked.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    told: list[str] = []

    def save(dialog: ImportDialog) -> None:
        dialog.show_step(FINDINGS)
        dialog.findings.save.click()
        told.append(dialog.told())
        dialog.reject()

    guided(bench, FILES / "germany.xlsx", save)
    assert told == ["marked.xlsx is written."]
    assert "Mistakes" in openpyxl.load_workbook(target).sheetnames


def test_a_zip_of_tables_is_taken_in_as_a_whole_in_one_step(bench: Bench, tmp_path: Path) -> None:
    session = bench.workspace.session
    before = session.plan
    exported, edited = tmp_path / "all.zip", tmp_path / "edited.zip"
    planner_app.export(session, exported)
    with zipfile.ZipFile(exported) as old, zipfile.ZipFile(edited, "w") as new:
        for part in old.infolist():
            text = old.read(part).decode("utf-8-sig")
            if part.filename == "state.csv":
                rows = list(csv.reader(text.splitlines()))
                people = rows[0].index("population_m")
                next(row for row in rows if row[0] == "DE")[people] = "99"
                text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
            if part.filename == "source.csv":
                text += "report_2027,A report of 2027\r\n"
            new.writestr(part.filename, text)
    seen: list[tuple[str, ...]] = []

    def look(dialog: ImportDialog) -> None:
        seen.extend(lines(dialog))
        take_over(dialog)

    guided(bench, edited, look)
    germany, report = seen
    assert germany[:2] == ("changed", "Germany")
    assert report[:2] == ("new", "Source · A report of 2027")
    assert _population(bench, "DE") == 99.0
    assert "report_2027" in session.plan.table("source")
    bench.trigger("undo")
    assert session.plan == before


def test_a_zip_of_somebody_elses_tables_is_refused_with_the_way_out(
    bench: Bench, tmp_path: Path
) -> None:
    path = tmp_path / "theirs.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(CZECHIA, "czechia.csv")
    said: list[str] = []

    def look(dialog: ImportDialog) -> None:
        labels = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        said.append(next(words for words in labels if "czechia.csv" in words))
        dialog.reject()

    guided(bench, path, look)
    assert "Unpack it" in said[0]
