# SPDX-License-Identifier: EUPL-1.2
"""The same job where there is no display."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]


def run(*arguments: str, home: Path) -> "subprocess.CompletedProcess[str]":
    """Start the program as a person would on a machine without a screen."""
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        cwd=home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def home(empty_home: Path) -> Path:
    return empty_home


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="there is always a display")
def test_without_a_display_the_job_is_done_all_the_same(home: Path) -> None:
    done = run(home=home)
    assert done.returncode == 0, done.stderr
    first, *rest = done.stdout.splitlines()
    assert first == "No display found: doing the job without a window."
    for figure in ("Union money", "AI capacity", "States covered", "Rules broken"):
        assert any(line.startswith(figure) for line in rest), figure
    assert done.stderr == ""


def test_a_picture_and_a_workbook_are_left_behind(home: Path) -> None:
    done = run("--headless", "--out", "results", home=home)
    assert done.returncode == 0, done.stderr
    picture = QImage(str(home / "results" / "window.png"))
    assert (picture.width(), picture.height()) == (1440, 900)
    assert load_workbook(home / "results" / "capacity.xlsx", read_only=True).sheetnames
    left = {file.name for file in (home / "results").iterdir()}
    assert left == {"window.png", "capacity.xlsx"}


def test_it_speaks_the_language_asked_for(home: Path) -> None:
    done = run("--headless", "--lang", "de", home=home)
    assert "Versorgte Staaten" in done.stdout


def test_a_file_that_is_not_a_plan_is_one_sentence_and_an_exit_code(home: Path) -> None:
    letter = home / "letter.aifp"
    letter.write_text("Dear planner, this is a letter. " * 40, encoding="utf-8")
    done = run(str(letter), "--headless", home=home)
    assert done.returncode == 4
    assert len(done.stderr.splitlines()) == 1
    assert "is not a plan" in done.stderr
