# SPDX-License-Identifier: EUPL-1.2
"""The plan on its way out: what can be chosen, and the file that comes of it."""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QPushButton

from planner import app as planner_app
from planner import paths
from planner.text import language
from tests.ui.benches import answering, button
from ui.desk import Desk
from ui.dialogs.export import SELECTION, TEMPLATE, ExportDialog
from ui.exporting import free_name, options_of
from ui.file_dialogs import Folders
from ui.main_window import MainWindow
from ui.settings import Settings
from ui.theme import load_theme

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "plan.aifp"
    planner_app.create_plan(path)
    settings = Settings(tmp_path / "window.ini")
    desk = Desk(qapp, settings, load_theme("light"), MainWindow(settings))
    desk.window.show()
    desk.open(path)
    yield desk
    desk.close()
    desk.window.close()
    desk.window.deleteLater()
    desk.deleteLater()


def trigger(desk: Desk, action: str) -> None:
    workbench = desk.workbench()
    assert workbench is not None
    workbench.actions_.qt[action].trigger()


def said(desk: Desk) -> str:
    workbench = desk.workbench()
    assert workbench is not None
    return workbench.panels.notice.sentence()


def saving_as(monkeypatch: pytest.MonkeyPatch, target: Path | None) -> None:
    chosen = "" if target is None else str(target)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (chosen, ""))


def _save(dialog: QDialog) -> None:
    button(dialog, "Save as…").click()


def test_one_key_exports_the_whole_plan_as_a_workbook(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "out.xlsx")
    answering(_save)
    trigger(desk, "export")
    assert "States" in openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True).sheetnames
    assert said(desk) == f"{tmp_path / 'out.xlsx'} is written."


def test_the_whole_plan_is_written_beside_it_without_a_question(desk: Desk, tmp_path: Path) -> None:
    trigger(desk, "export_whole")
    assert (tmp_path / "plan.xlsx").exists()
    assert said(desk) == f"{tmp_path / 'plan.xlsx'} is written."


def test_a_file_that_is_there_is_never_written_over_unasked(tmp_path: Path) -> None:
    wanted = tmp_path / "plan.xlsx"
    wanted.touch()
    assert free_name(wanted) == tmp_path / "plan (1).xlsx"


def test_a_selection_holds_its_kind_and_states_alone(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "some")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.choose(SELECTION)
        for ticks, words in ((dialog.kinds, "Systems"), (dialog.states, "Italy")):
            [item] = ticks.findItems(words, Qt.MatchFlag.MatchExactly)
            item.setCheckState(Qt.CheckState.Checked)
        dialog.format.setCurrentIndex(dialog.format.findData(".csv"))
        _save(dialog)

    answering(choose)
    trigger(desk, "export")
    with (tmp_path / "some.csv").open(encoding="utf-8-sig", newline="") as stream:
        states = [row["state"] for row in csv.DictReader(stream)]
    assert states
    assert set(states) == {"IT"}


def test_the_language_of_a_workbook_is_not_that_of_the_window(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "out.xlsx")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.choose(SELECTION)
        [states] = dialog.kinds.findItems("States", Qt.MatchFlag.MatchExactly)
        states.setCheckState(Qt.CheckState.Checked)
        dialog.language.setCurrentIndex(dialog.language.findText("Deutsch"))
        _save(dialog)

    answering(choose)
    trigger(desk, "export")
    assert "Staaten" in openpyxl.load_workbook(tmp_path / "out.xlsx", read_only=True).sheetnames
    assert language() == "en"


def test_an_empty_table_for_colleagues_is_written(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "t5.xlsx")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.choose(TEMPLATE)
        dialog.template.setCurrentIndex(dialog.template.findData("T5"))
        _save(dialog)

    answering(choose)
    trigger(desk, "export")
    assert len(openpyxl.load_workbook(tmp_path / "t5.xlsx", read_only=True).sheetnames) == 3


def test_text_for_more_than_one_kind_says_what_to_choose(desk: Desk) -> None:
    seen: list[tuple[bool, str]] = []

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.format.setCurrentIndex(dialog.format.findData(".csv"))
        seen.append((dialog.can_save(), dialog.note()))
        dialog.reject()

    answering(choose)
    trigger(desk, "export")
    told = "A .csv file holds one kind of record. Tick one kind in a selection, or choose the .zip."
    assert seen == [(False, told)]


def test_several_kinds_of_record_go_out_as_text_in_one_zip(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "tables")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        dialog.choose(SELECTION)
        for words in ("Systems", "States"):
            [item] = dialog.kinds.findItems(words, Qt.MatchFlag.MatchExactly)
            item.setCheckState(Qt.CheckState.Checked)
        dialog.format.setCurrentIndex(dialog.format.findData(".zip"))
        assert dialog.note().startswith("One .csv for each kind")
        _save(dialog)

    answering(choose)
    trigger(desk, "export")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert sorted(archive.namelist()) == ["state.csv", "system.csv"]
        rows = csv.DictReader(archive.read("system.csv").decode("utf-8-sig").splitlines())
        assert any(row["name"] == "LUMI" for row in rows)


def test_a_file_that_cannot_be_written_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving_as(monkeypatch, tmp_path / "nowhere" / "out.xlsx")
    answering(_save)
    trigger(desk, "export")
    assert "out.xlsx" in said(desk)
    assert "is written" not in said(desk)


def test_with_large_text_the_dialog_stays_on_the_screen(desk: Desk) -> None:
    workbench = desk.workbench()
    assert workbench is not None
    large, options = load_theme("light", text_scale=2.0), options_of(workbench.edits.session)
    dialog = ExportDialog(large, options, parent=desk.window)
    room = dialog.screen().availableGeometry()
    assert dialog.width() < room.width()
    assert dialog.height() < room.height()


class FolderShown(QObject):
    """Stands for the file manager of the desktop."""

    def __init__(self) -> None:
        super().__init__()
        self.folders: list[str] = []

    @Slot(QUrl)
    def show_folder(self, url: QUrl) -> None:
        self.folders.append(url.toLocalFile())


def test_a_saved_copy_says_where_it_is_and_shows_it_there(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "for Rome.aifp"
    target.write_bytes(b"an older copy, which the dialog has asked about")
    saving_as(monkeypatch, target)
    trigger(desk, "save_copy")
    assert said(desk) == f"{target} is written."
    assert target.read_bytes().startswith(b"SQLite")
    manager = FolderShown()
    QDesktopServices.setUrlHandler("file", manager, "show_folder")
    workbench = desk.workbench()
    assert workbench is not None
    notice = workbench.panels.notice
    next(b for b in notice.findChildren(QPushButton) if b.text() == "Show in folder").click()
    QDesktopServices.unsetUrlHandler("file")
    assert manager.folders == [str(tmp_path)]
    assert said(desk) == ""


def test_a_file_is_asked_for_beside_the_plan_and_then_where_such_a_file_was_last(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    elsewhere = tmp_path / "tables"
    elsewhere.mkdir()

    def choose(_owner: object, _title: str, begin: str, *_more: str) -> tuple[str, str]:
        asked.append(begin)
        return (str(elsewhere / "out.xlsx"), "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    for _time in range(2):
        answering(_save)
        trigger(desk, "export")
    trigger(desk, "save_copy")
    assert [Path(begin).parent for begin in asked] == [tmp_path, elsewhere, tmp_path]


def test_a_plan_among_the_data_of_the_program_begins_in_the_documents(
    tmp_path: Path,
) -> None:
    folders = Folders()
    folders.follow(Settings(tmp_path / "window.ini"), paths.default_plan())
    assert not folders.of("export").is_relative_to(paths.user_data())
    folders.keep("export", str(tmp_path / "out.xlsx"))
    assert folders.of("export") == tmp_path
    assert folders.of("import") != tmp_path
