# SPDX-License-Identifier: EUPL-1.2
"""What a window remembers, and that nonsense in the file does no harm."""

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from ui.settings import Settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def written(file: Path, section: str, line: str) -> Settings:
    file.write_text(f"[{section}]\n{line}\n", encoding="utf-8")
    return Settings(file)


def test_what_is_set_is_there_on_the_next_start(file: Path, tmp_path: Path) -> None:
    plan = tmp_path / "Europe, 2030.aifp"
    plan.touch()
    first = Settings(file)
    first.set_theme("dark")
    first.set_language("de")
    first.set_text_scale(1.25)
    first.set_geometry(QByteArray(b"\x01\x00\xff"))
    first.set_text("view", "board, by state")
    first.set_text("month", "84")
    first.add_recent(plan)
    first.sync()
    again = Settings(file)
    assert (again.theme(), again.language(), again.text_scale()) == ("dark", "de", 1.25)
    assert again.geometry() == QByteArray(b"\x01\x00\xff")
    assert again.text("view") == "board, by state"
    assert again.number("month", 0) == 84
    assert again.recent() == [plan]


def test_a_first_start_follows_the_system(file: Path) -> None:
    settings = Settings(file)
    assert (settings.theme(), settings.language(), settings.text_scale()) == ("system", "", 1.0)
    assert settings.geometry().isEmpty()
    assert settings.recent() == []
    assert settings.text("view", "map") == "map"
    assert settings.number("month", 84) == 84


@pytest.mark.parametrize(
    ("words", "scale"), [("huge", 1.0), ("nan", 1.0), ("9", 2.0), ("0.1", 0.8), ("", 1.0)]
)
def test_a_size_of_text_that_makes_no_sense_is_brought_into_bounds(
    file: Path, words: str, scale: float
) -> None:
    assert written(file, "General", f"text_scale={words}").text_scale() == scale


def test_a_theme_that_does_not_exist_counts_as_none(file: Path) -> None:
    assert written(file, "General", "theme=purple").theme() == "system"


def test_a_number_that_is_none_counts_as_absent(file: Path) -> None:
    assert written(file, "view", "month=soon").number("month", 7) == 7


def test_a_place_that_cannot_be_read_counts_as_absent(file: Path) -> None:
    assert written(file, "General", "geometry=top left").geometry().isEmpty()


def test_a_file_of_nonsense_does_not_stop_the_window(file: Path) -> None:
    file.write_bytes(b"\x00\xff[[[\n===\n\x80")
    assert Settings(file).theme() == "system"


def test_the_latest_plan_comes_first_and_once(file: Path, tmp_path: Path) -> None:
    plans = [tmp_path / f"{number}.aifp" for number in range(10)]
    settings = Settings(file)
    for plan in plans:
        plan.touch()
        settings.add_recent(plan)
    settings.add_recent(plans[5])
    recent = settings.recent()
    assert recent[0] == plans[5]
    assert len(recent) == len(set(recent)) == 8


def test_a_plan_that_is_gone_is_no_longer_offered(file: Path, tmp_path: Path) -> None:
    kept, gone = tmp_path / "kept.aifp", tmp_path / "gone.aifp"
    settings = Settings(file)
    for plan in (kept, gone):
        plan.touch()
        settings.add_recent(plan)
    gone.unlink()
    assert settings.recent() == [kept]


def test_without_a_file_the_settings_of_the_user_are_meant(empty_home: Path) -> None:
    settings = Settings()
    settings.set_language("de")
    settings.sync()
    assert list(empty_home.rglob("window.ini"))
