# SPDX-License-Identifier: EUPL-1.2
"""An unexpected error becomes a report one can save, and the program goes on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.mishap import Mishaps, report_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise")


def an_error() -> ValueError:
    try:
        int("no such colour")
    except ValueError as error:
        return error
    raise AssertionError("a colour is no number")


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    return owner


def boxes(owner: QWidget) -> list[QMessageBox]:
    return [box for box in owner.findChildren(QMessageBox) if box.isVisible()]


def happen(qtbot: QtBot, owner: QWidget, times: int = 1) -> list[QMessageBox]:
    mishaps = Mishaps(owner, version="0.1.0")
    for _time in range(times):
        error = an_error()
        mishaps.caught(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(boxes(owner)))
    return boxes(owner)


def test_it_says_that_the_plan_is_safe(qtbot: QtBot, owner: QWidget) -> None:
    (box,) = happen(qtbot, owner)
    assert "Your plan is safe" in box.text()
    assert "no such colour" in box.detailedText()
    box.close()


def test_one_cause_brings_one_message(qtbot: QtBot, owner: QWidget) -> None:
    (box,) = happen(qtbot, owner, times=5)
    box.close()


def test_the_report_can_be_saved(
    qtbot: QtBot, owner: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(target), "*.txt"))
    (box,) = happen(qtbot, owner)
    save = next(b for b in box.findChildren(QPushButton) if "Save" in b.text())
    save.click()
    assert "no such colour" in target.read_text(encoding="utf-8")
    box.close()


def test_the_report_names_no_folder_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parents[2])
    report = report_of(an_error(), version="0.1.0")
    assert str(Path(__file__).parents[2]) not in report
    assert "Qt" in report
