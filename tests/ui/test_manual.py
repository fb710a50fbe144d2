# SPDX-License-Identifier: EUPL-1.2
"""The manual tells of every view there is, and lists every shortcut as the window has it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from planner.reference.manual import chapter_called
from planner.text import LANGUAGES, _, set_language
from tests.ui.benches import Bench
from ui.actions import keys_page
from ui.core_views import CORE_VIEWS
from ui.pages.registry import PAGES
from ui.qt_words import speak_qt

# The invisible screen has no window manager to ask.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise", "grabbing the keyboard")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "plan.aifp")
    yield bench
    bench.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_is_described(language: str) -> None:
    set_language(language)
    told = chapter_called("02", language).text()
    titles = [*(title for title, _icon in CORE_VIEWS.values()), *(page.title for page in PAGES)]
    assert [title for title in titles if f"**{_(title)}**" not in told] == []


def test_the_lists_of_shortcuts_are_current(bench: Bench) -> None:
    """`python scripts/pictures.py none` mends it."""
    for language in LANGUAGES:
        set_language(language)
        speak_qt(language)
        listed = keys_page(bench.window.actions_.actions.values())
        assert chapter_called("keys", language).text() == listed, language


def test_no_shortcut_types_a_character_on_some_keyboard(bench: Bench) -> None:
    """Windows reports AltGr, with which Poland types ć and Germany €, as Ctrl and Alt."""
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    taken = {
        name: made.shortcut().toString()
        for name, made in bench.window.actions_.qt.items()
        for keys in made.shortcuts()
        for number in range(keys.count())
        if keys[number].keyboardModifiers() & both == both
    }
    assert taken == {}


def test_no_shortcut_is_one_of_the_older_keys_for_copy_and_paste(bench: Bench) -> None:
    """On X11 Insert with Ctrl, Shift or both copies and pastes, and a table takes it first."""
    actions = bench.window.actions_.qt.items()
    taken = [name for name, made in actions if "Ins" in made.shortcut().toString()]
    assert taken == []
