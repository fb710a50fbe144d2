# SPDX-License-Identifier: EUPL-1.2
"""Words the program does not write itself are in the reader's language: mistakes, keys of Qt."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from planner import text
from planner.text import set_language
from ui import app
from ui.qt_words import key_words, speak_qt


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:  # noqa: ARG001 - Qt translates for an application
    set_language("de")
    yield
    set_language("en")
    speak_qt("en")


@pytest.mark.usefixtures("empty_home", "german")
def test_a_wrong_option_is_one_sentence_and_exit_code_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert app.run(["--lang", "de", "--bogus"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert said[0].startswith("Diese Wörter haben hier keinen Platz: --bogus.")


@pytest.mark.usefixtures("empty_home", "german")
def test_help_is_headed_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        app.run(["--lang", "de", "--help"])
    assert "Argumente" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "written"), [("en", "Cancel"), ("de", "Abbrechen"), ("fr", "Annuler")]
)
@pytest.mark.usefixtures("german")
def test_a_dialog_of_qt_has_buttons_in_the_language_of_the_window(
    language: str, written: str, qtbot: QtBot
) -> None:
    speak_qt(language)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == written


@pytest.mark.parametrize(
    ("language", "written"),
    [("de", "Strg+Umschalt+V"), ("fr", "Ctrl+Maj+V"), ("en", "Ctrl+Shift+V")],
)
@pytest.mark.usefixtures("german")
def test_keys_are_called_what_the_keyboard_calls_them(language: str, written: str) -> None:
    speak_qt(language)
    assert key_words("Ctrl+Shift+V") == written


@pytest.mark.parametrize("language", ["en", "de", "fr"])
@pytest.mark.usefixtures("german")
def test_a_shortcut_calls_enter_what_a_sentence_calls_it(language: str) -> None:
    set_language(language)
    speak_qt(language)
    assert key_words("Return") == text._("Enter")
    assert key_words("Ctrl+Return").endswith(f"+{text._('Enter')}")
    assert key_words("Ctrl+Return") != key_words("Return")
