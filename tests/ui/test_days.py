# SPDX-License-Identifier: EUPL-1.2
"""A day is shown as the reader's language writes it, and taken like that or as files have it."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner import text
from planner.domain.records.uptake import Target
from ui.dialogs.past_day import PastDayDialog
from ui.presenting.grid_edits import entry_of, read_entry
from ui.theme import load_theme
from ui.widgets.day_field import DayField
from ui.widgets.field_editor import FieldEditor

FIRST, LAST = date(2026, 1, 1), date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    text.set_language("en")


@pytest.mark.parametrize(
    ("language", "shown", "typed"),
    [
        ("de", "23.11.2026", ("16.10.2026", "2026-10-16", "16. Oktober 2026")),
        ("en", "23 Nov 2026", ("16/10/2026", "2026-10-16", "16 October 2026", "16 oct 2026")),
        ("fr", "23 nov. 2026", ("16/10/2026", "2026-10-16", "16 oct. 2026")),
    ],
)
def test_a_field_shows_a_day_in_the_readers_words_and_reads_any_way_of_writing_it(
    qtbot: QtBot, language: str, shown: str, typed: tuple[str, ...]
) -> None:
    text.set_language(language)
    field = DayField(load_theme("light"), first=FIRST, last=LAST)
    qtbot.addWidget(field)
    assert field.text() == shown
    for words in typed:
        field.setText(words)
        assert field.day() == date(2026, 10, 16), words


def test_a_day_that_is_none_or_out_of_range_cannot_be_shown(qtbot: QtBot) -> None:
    dialog = PastDayDialog(load_theme("light"), first=FIRST, last=LAST)
    qtbot.addWidget(dialog)
    field = dialog.findChild(DayField)
    assert field is not None
    for words in ("31.2.2026", "soon", "1.1.2020"):
        field.setText(words)
        assert field.day() is None
    field.setText("2026-10-05")
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert (field.text(), dialog.day()) == ("6 Oct 2026", date(2026, 10, 6))
    dialog.set_day(date(2030, 1, 1))
    assert dialog.day() == LAST


def test_a_form_and_a_grid_show_a_day_in_the_readers_words_and_keep_it_in_iso(
    qtbot: QtBot,
) -> None:
    text.set_language("de")
    declared = Target.KIND.field("frozen_on")
    editor = FieldEditor(declared)
    qtbot.addWidget(editor)
    editor.set_value("2026-11-23")
    line = editor.focusProxy()
    assert line is not None
    assert line.property("text") == "23.11.2026"
    sent: list[object] = []
    editor.committed.connect(sent.append)
    for typed in ("24.11.2026", "2026-11-25"):
        line.setProperty("text", typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert sent == ["2026-11-24", "2026-11-25"]
    assert entry_of(declared, "2026-11-23") == "23.11.2026"
    assert read_entry(declared, entry_of(declared, "2026-11-23")) == "2026-11-23"
